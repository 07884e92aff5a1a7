/* integers.h: what kernels of integers, but for convolutions, do with a sum (calibrate/quantized.h). */
#ifndef RESNETC_EMIT_INTEGERS_H
#define RESNETC_EMIT_INTEGERS_H

#include "kernels.h"

/* ---- integer_ending.c ---- */

/* The table of activations, once a function, where there is one. */
void emit_table(Out *out, const Ending *ending);
/* Declares what stands behind the biases of a block of channels: `first` (what a sum begins with), `factor`,
 * and of `scale`, `times` (the residual), `below`, `zero` what there is. `block`: NULL where one row serves
 * all (has_one_row). */
void emit_block_numbers(Out *out, const Ending *ending, const Target *target, const char *block);
/* "store_u8(q, nearest(sum, factor))": what a variable's sum becomes. */
const char *stored_sum(Arena *arena, const Ending *ending, const char *at, const char *sum);

#endif
