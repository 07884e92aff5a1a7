/* integers.h: plans in int8, whose ranges are what the interpreter has on an input. */
#ifndef TESTS_INTEGERS_H
#define TESTS_INTEGERS_H

#include "measure/measure.h"

/* An input as the network takes it, floats or pixels; the same for the same seed. */
const void *drawn_input(Arena *arena, const Spec *spec, uint64_t seed);

/* Of an order of int8 or auto what these need beside: such ranges; of auto each layer in integers or in
 * floats, as drawn by the seed. False where the network cannot be made. */
bool order_integers(Arena *arena, const Spec *spec, PlanOrder *order, const void *input, uint64_t seed,
                    Diag *diag);

/* `weights`: "random:1". NULL where int8 cannot do it: said in diag. */
const Plan *plan_integers(Arena *arena, const Spec *spec, const Target *target, const char *weights,
                          int threads, const void *input, Diag *diag);

/* Those ranges; NULL: the network cannot be made. */
const Ranges *seen_ranges(Arena *arena, const Spec *spec, const char *weights, const void *input, Diag *diag);

/* The same of --precision auto: each layer in integers or in floats, as drawn by the seed. */
const Plan *plan_mixed(Arena *arena, const Spec *spec, const Target *target, const char *weights, int threads,
                       const void *input, uint64_t seed, Diag *diag);

#endif
