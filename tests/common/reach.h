/* reach.h: which values of a network may be no finite numbers where some of its input's are not. */
#ifndef TESTS_REACH_H
#define TESTS_REACH_H

#include "plan/plan.h"

/* For each layer, [y * width + x]: whether that pixel of its value may be NaN, in any channel, where the
 * pixels `start` of the input are NaN or infinite. More than what depends on them by the network's
 * definition: pixels that share an image tile with one, what tiles that hang over find there instead, and all
 * channels of a pixel (docs/decisions/023-nan-stays.md). */
const bool *const *reach(Arena *arena, const Plan *plan, const bool *start);

#endif
