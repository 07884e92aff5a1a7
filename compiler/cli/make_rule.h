/* make_rule.h: the rule that -MD writes, for `-include` in a makefile. */
#ifndef RESNETC_CLI_MAKE_RULE_H
#define RESNETC_CLI_MAKE_RULE_H

#include "base/base.h"

/* False for a path that make would take for something else than a file, in whatever spelling. */
bool make_can_name(const char *path);
bool make_can_make(const char *path); /* the same of a target */

/* "target target: file file\n", each path quoted for make. NULL paths are left out. */
const char *make_rule(Arena *arena, const char *const *targets, int target_count, const char *const *files,
                      int file_count);

#endif
