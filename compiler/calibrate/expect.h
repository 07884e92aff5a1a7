/* expect.h: the parts of norms.h: what an operator's result is expected to be. */
#ifndef RESNETC_CALIBRATE_EXPECT_H
#define RESNETC_CALIBRATE_EXPECT_H

#include "normal.h"

typedef struct {
    Arena *arena;
    const Graph *graph;
    const Shape *shapes;
    const Weights *weights;
    Normal *const *normals; /* [value][channel] */
} Expectation;

/* NULL where the operator has none. */
const float *expected_parameter(const Expectation *e, const Op *op, ParamRole role);

/* ---- expect_sums.c: of an operator's inputs, which are taken as independent ---- */

void expect_conv(const Expectation *e, const Op *op, int v, Normal *to);
void expect_linear(const Expectation *e, const Op *op, int v, Normal *to);
void expect_channel_conv(const Expectation *e, const Op *op, int v, Normal *to);

#endif
