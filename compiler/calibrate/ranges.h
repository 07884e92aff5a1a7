/* ranges.h: what a network's values were observed to be on pictures. */
#ifndef RESNETC_CALIBRATE_RANGES_H
#define RESNETC_CALIBRATE_RANGES_H

#include "layers/layers.h"

/* Of a layer's value, its activation and all that is fused into the layer included. */
typedef struct {
    float low, high;               /* what integers are to represent; low <= 0 <= high, both 0: never seen */
    float before_low, before_high; /* the same of what the activation reads, where that is a table's matter */
    const float *means;            /* [channels] of the value; NULL: nobody knows */
} Range;

typedef struct {
    const Range *ranges; /* [layer] */
    int count;
} Ranges;

#endif
