/* pairs.h: layers that multiply in pairs, made to do so whatever their values, or never. */
#ifndef TESTS_PAIRS_H
#define TESTS_PAIRS_H

#include "measure/measure.h"

/* The same plan with weights of its own, which may be changed, in the arena. */
const Plan *with_own_weights(Arena *arena, const Plan *plan, float **weights);

/* The same plan with such limits in its weights, in the arena. */
const Plan *force_pairs(Arena *arena, const Plan *plan, bool always);

#endif
