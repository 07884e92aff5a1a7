/* spread.h: values that lie apart, so that a kernel that leaves its value is seen. */
#ifndef TESTS_SPREAD_H
#define TESTS_SPREAD_H

#include "plan/plan.h"

/* The plan with a gap before each value; those that take over another's memory still do. */
const Plan *spread_values(Arena *arena, const Plan *plan);

/* Of a workspace that fill_signalling filled before a run: whether bytes of no value and no
 * scratch are as it left them. */
bool gaps_are_untouched(Arena *arena, const Plan *plan, const void *workspace);

#endif
