/* narrow.h: layers with filters of 24 bits, whatever the model thinks of them. */
#ifndef TESTS_NARROW_H
#define TESTS_NARROW_H

#include "measure/measure.h"

/* The same plan, in which each layer that Winograd suits has narrow filters of F(4, 3), in the arena. */
const Plan *force_narrow(Arena *arena, const Plan *plan);

bool has_narrow_filters(const Plan *plan); /* some layer */

#endif
