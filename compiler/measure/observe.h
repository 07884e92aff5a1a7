/* observe.h: what a network's values are on the user's images: the emitted code runs, and each layer's value
 * is looked at as it comes. */
#ifndef RESNETC_MEASURE_OBSERVE_H
#define RESNETC_MEASURE_OBSERVE_H

#include "jit/jit.h"
#include "media/media.h"

typedef struct {
    const Observation *const *seen; /* [value of the graph]; NULL: no layer of the plan computes it */
    int images;                     /* that were looked at */
    int unreadable;                 /* of a folder: passed over; a note tells of them */
} Observed;

/* The plan has weights. What is seen does not depend on its threads, and on its batch by rounding alone. NULL
 * on failure: also where a value is infinite or none (STATUS_INPUT, by the layer's name). */
const Observed *observe_network(Arena *arena, const Plan *plan, JitKind kind, const ImageSource *source,
                                const Progress *progress, Diag *diag);

#endif
