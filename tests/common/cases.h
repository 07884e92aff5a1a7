/* cases.h: a case is a folder: spec.json, weights, arrays, or a wrong file and `error`, the line that answers
 * it. */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include "spec/spec.h"

/* Paths "parent/case" of the folders whose names match a pattern of the shell, sorted; `count` is set. */
char **list_cases(Arena *arena, const char *parent, const char *pattern, int *count);

const char *case_file(Arena *arena, const char *folder, const char *file);
const Spec *case_spec(Arena *arena, const char *folder, Diag *diag);

/* The values of a .npy file of the case, which must be `count`. NULL with diag's message on failure. */
const float *case_floats(Arena *arena, const char *folder, const char *file, size_t count, Diag *diag);

#endif
