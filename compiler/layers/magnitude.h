/* magnitude.h: how large the values of a network are expected to be. */
#ifndef RESNETC_LAYERS_MAGNITUDE_H
#define RESNETC_LAYERS_MAGNITUDE_H

#include "layer.h"

/* [graph->op_count]: the mean square of what each operator computes, over channels and images. */
const double *expected_moments(Arena *arena, const Graph *graph, const Weights *weights);

#endif
