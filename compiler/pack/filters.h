/* filters.h: transformed filters, sixteen output channels at once, for those that pack them. */
#ifndef RESNETC_PACK_FILTERS_H
#define RESNETC_PACK_FILTERS_H

#include "layers/layers.h"
#include "pack.h"

enum {
    FILTER_CHANNELS = 16, /* output channels that are transformed at once */
    FILTER_INPUTS = 16,   /* input channels that are read at once */
    FILTER_TAPS = WINOGRAD_TAPS * WINOGRAD_TAPS,
    MOST_FILTER_POINTS = WINOGRAD_MOST * WINOGRAD_MOST
};

typedef struct {
    int points;
    double at[WINOGRAD_MOST][WINOGRAD_TAPS]; /* G */
} FilterMatrix;

typedef float FilterRun[FILTER_INPUTS * FILTER_TAPS]; /* of an output channel: they lie side by side */

FilterMatrix filter_matrix(const Choice *choice, const Layer *layer);
/* The filters of `count` output channels from `out` on that read `inputs` input channels from `in` on. */
void load_filters(const Layer *layer, int out, int count, int in, int inputs, FilterRun *runs);
/* u[point][channel] of what `count` runs have for the input channel `in` of theirs; 0 for other channels. */
void transform_filters(const FilterMatrix *g, const FilterRun *runs, int count, int in,
                       float (*u)[FILTER_CHANNELS]);

#endif
