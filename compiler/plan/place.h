/* place.h: what placing values begins with: how long each lives. */
#ifndef RESNETC_PLAN_PLACE_H
#define RESNETC_PLAN_PLACE_H

#include "plan.h"

/* Lifetimes, sizes, and whose memory a value takes over; no offsets. */
Place *value_lifetimes(Arena *arena, const Layers *layers, const Layout *layouts);
/* Whose memory value v lies in: its own, or that of one which it takes over. */
int root_of(const Place *places, int v);
/* A copy of the places in which each owner lives as long as the last value that shares its memory. */
Place *owner_lifetimes(Arena *arena, const Place *places, int count);

#endif
