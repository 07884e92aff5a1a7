/* energy.h: what signal to noise is made of. */
#ifndef RESNETC_MEASURE_ENERGY_H
#define RESNETC_MEASURE_ENERGY_H

#include "precision.h"

typedef struct {
    double signal, noise;
} Energy;

void add_energy(Energy *energy, const float *floats, const float *low, size_t count);
/* 10 log10(signal / noise): infinite without noise, NAN where there is neither. */
double decibels(Energy energy);

/* The first images of a source, in batches as in feed.h: as many as tell enough, fewer of large networks. */
bool feed_some(Arena *arena, const Plan *plan, const ImageSource *source,
               bool (*batch)(void *context, const void *in, const int *images, int filled), void *context,
               Diag *diag);

size_t scores_offset(const Plan *plan); /* in what a call computes: floats before the first image's scores */

#endif
