/* pointwise.h: what kernels share that are passes over all pixels of a value. */
#ifndef RESNETC_EMIT_POINTWISE_H
#define RESNETC_EMIT_POINTWISE_H

#include "kernels.h"

/* Prints the pointers p, q and, where something is added, s to the first pixel of a row of x, y, r. */
void emit_row_pointers(Out *out, const PointwiseKernel *k, const Loop *image, const char *block,
                       const char *row);
/* Pointers to a block's gate and slope, a vector each, as far as its ending has them. */
EndingTerms block_terms(Out *out, const PointwiseKernel *k, const Loop *image, const char *block);
/* Prints the loop over the pixels of a row. value: "LOAD(%s)", what is known of a pixel by its place; the
 * other terms are complete but for the residual. */
void emit_pixels(Out *out, const PointwiseKernel *k, const char *value, EndingTerms terms);

#endif
