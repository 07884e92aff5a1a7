/* product.h: the files of -o, and their names. */
#ifndef RESNETC_CLI_PRODUCT_H
#define RESNETC_CLI_PRODUCT_H

#include "options.h"

/* For -o d/foo.c: d/foo.c and d/foo.h; d/foo.weights where the weights are given and too large for the C;
 * d/foo.d with -MD, d/foo.flags with --emit-flags. For -o -: the C to standard output. False (STATUS_USAGE)
 * where one would be written over an input. */
bool add_product(Arena *arena, const Options *options, const Plan *plan, OutputFiles *files, Diag *diag);
/* For several targets: d/foo_avx2.c and d/foo_avx2.weights of each, as `plans` have them, whose names begin
 * with `name`; d/foo.c, which chooses, and d/foo.h. */
bool add_family(Arena *arena, const Options *options, const char *name, const Plan *const *plans,
                OutputFiles *files, Diag *diag);

#endif
