/* calibration.h: observations -> ranges, and how they came to be. */
#ifndef RESNETC_CALIBRATE_CALIBRATION_H
#define RESNETC_CALIBRATE_CALIBRATION_H

#include "limits.h"
#include "observation.h"
#include "ranges.h"

typedef struct {
    const Ranges *ranges;
    const double *clipped; /* [layer]: which share of its value's numbers lies outside its range */
    const char *source;    /* "norms", or what was looked at, without its folder */
    const char *rule;      /* as rule_text has it */
    int images;            /* 0: none were looked at */
    uint64_t weights;      /* weights_hash of those it was made with */
    const bool *floats;    /* [layer]: stays in floats, as --precision auto chose (mix.h); NULL: it did not */
    double max_drop;       /* by which it chose */
} Calibration;

/* What was seen of the graph's values, NULL where nothing was. Every layer's value is there, and what a
 * curved activation reads, unless that has an inverse. `source`, `images` and `weights` are left to the
 * caller. */
Calibration calibrate_ranges(Arena *arena, const Graph *graph, const Layers *layers,
                             const Observation *const *seen, const RangeRule *rule);

/* The value that a layer's activation reads, where that goes by a table; else -1. */
int table_input(const Graph *graph, const Layer *layer);

uint64_t weights_hash(const Graph *graph, const Weights *weights);

#endif
