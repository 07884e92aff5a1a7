/* make_rule.h: the rule that -MD writes, for `-include` in a makefile. */
#ifndef RESNETC_CLI_MAKE_RULE_H
#define RESNETC_CLI_MAKE_RULE_H

#include "base/base.h"

/* "target target: file file\n", each path quoted for make. NULL paths are left out. */
const char *make_rule(Arena *arena, const char *const *targets, int target_count, const char *const *files,
                      int file_count);

#endif
