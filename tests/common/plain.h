/* plain.h: layers that multiply, in float32 without an algorithm: term after term, as they are defined. */
#ifndef TESTS_PLAIN_H
#define TESTS_PLAIN_H

#include "plan/plan.h"

/* What a convolution or linear layer makes of values[layer], all images, NCHW, with what is fused behind it.
 */
const float *plain_layer(Arena *arena, const Plan *plan, int layer, const float *const *values);

#endif
