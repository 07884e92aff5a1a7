/* economy.h: choices where memory is scarce. */
#ifndef RESNETC_PLAN_ECONOMY_H
#define RESNETC_PLAN_ECONOMY_H

#include "plan.h"

/* With what was not said filled in: a limit and measured choices ask for speed. */
Economy economy_of(const Target *target, const PlanOrder *order);
bool is_economical(const Economy *economy); /* it asks for size, or has a limit */

/* Layouts and choices of a plan that has layers: the smallest ones, or the fastest within the limits. False
 * (STATUS_USAGE) where nothing is. */
bool choose_economically(Arena *arena, Plan *plan, Diag *diag);

#endif
