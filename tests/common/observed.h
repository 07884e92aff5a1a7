/* observed.h: the ranges of a network's values on one input, from the interpreter's. */
#ifndef TESTS_OBSERVED_H
#define TESTS_OBSERVED_H

#include "calibrate/calibrate.h"

/* values: as interpret() has them. Each range is the least and the largest. */
const Ranges *observed_ranges(Arena *arena, const Graph *graph, const Shape *shapes, const Layers *layers,
                              const double *const *values);

#endif
