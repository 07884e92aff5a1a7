/* expected.h: what a layer should have made of the values that it read. */
#ifndef RESNETC_MEASURE_EXPECTED_H
#define RESNETC_MEASURE_EXPECTED_H

#include "plan/plan.h"

/* All images, NCHW. Rounding is relative to the magnitude: what a value is the sum of, each term without its
 * sign, so that it knows what cancels (Higham, "Accuracy and stability of numerical algorithms", 2002,
 * section 3.1). */
typedef struct {
    const double *value, *magnitude; /* magnitude: NULL where the value must be equal */
    double step;                     /* then: what integers differ by, at the least */
} Expected;

/* From what the layers before it made, values[layer], and the user's input, all NCHW: errors of theirs are
 * none of its own. In double, by the operators' definitions. */
Expected expect_layer(Arena *arena, const Plan *plan, const float *input, const float *const *values,
                      int layer);

/* Of an int8 network the reference's (calibrate/integers.h): what integers stand for, as a trace shows it; of
 * softmax a bound. */
Expected expect_integers(Arena *arena, const Plan *plan, const IntegerValue *values, int layer);

/* The same of one layer, from what the layers before it made, as a trace shows it: values[layer]; `input` is
 * the user's. The layer computes in integers, or converts. */
Expected expect_from_trace(Arena *arena, const Plan *plan, const void *input, const float *const *values,
                           int layer);

#endif
