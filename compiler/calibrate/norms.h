/* norms.h: what values are expected to be, without looking at a picture: what batch norms made of them in
 * training. The poor man's calibration. */
#ifndef RESNETC_CALIBRATE_NORMS_H
#define RESNETC_CALIBRATE_NORMS_H

#include "observation.h"

/* [value of the graph], as if seen. NULL where one would be infinite (STATUS_INPUT). */
const Observation *const *expect_values(Arena *arena, const Graph *graph, const Shape *shapes,
                                        const Weights *weights, Diag *diag);

#endif
