/* known.h: the specs that resnetc knows by name: files of a folder that is installed with it. */
#ifndef RESNETC_CLI_KNOWN_H
#define RESNETC_CLI_KNOWN_H

#include "base/base.h"

/* The file of a name, "resnet50"; NULL where there is none, or where a file of the user's has that name. */
const char *known_spec(Arena *arena, const char *name);
/* All names, NULL-terminated, resnet18 before resnet101. None where the folder is not found. */
const char *const *known_names(Arena *arena);
/* A line each: block, repeats, parameters, input. NULL on failure. */
const char *known_list(Arena *arena, Diag *diag);

#endif
