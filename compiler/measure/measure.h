/* measure.h: figures: emitted code timed (bench.h), tuned (tune.h), looked at (observe.h), and held against
 * the interpreter. */
#ifndef RESNETC_MEASURE_H
#define RESNETC_MEASURE_H

#include "jit/jit.h"
#include "report/report.h"

/* ==== verify: emitted code against the interpreter, layer by layer ==== */

typedef struct {
    /* Largest error of a layer by what was allowed, relative to the value's magnitude (expected.h): beyond
     * the rounding of the value itself, where that is to bf16. Int8: of the first number that differs, in
     * steps, at least 1. */
    double worst;
    const char *worst_layer; /* and where it is */
    int worst_image, worst_channel, worst_y, worst_x;
    double bound;         /* what was allowed there */
    const double *errors; /* [plan->layers->count]: a layer's largest error, -1 where it was not compared */
    int layers;           /* compared */
    bool exact;           /* int8: numbers had to be equal */
    bool agrees;
} Verdict;

/* `input`: a whole batch, as the emitted code takes it: floats or pixels. progress: of layers; NULL: nobody
 * is told. */
const Verdict *verify_network(Arena *arena, const Plan *plan, JitKind kind, const void *input,
                              const Progress *progress, Diag *diag);

#include "bench.h"
#include "observe.h"
#include "precision.h"
#include "tune.h"

#endif
