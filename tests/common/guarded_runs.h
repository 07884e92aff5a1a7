/* guarded_runs.h: a network run between guard zones, with this and that in its workspace. */
#ifndef TESTS_GUARDED_RUNS_H
#define TESTS_GUARDED_RUNS_H

#include "measure/measure.h"

typedef struct {
    bool finite;        /* the outputs, from a workspace of zeros */
    bool same_from_nan; /* the same bits from one of signalling NaN */
    bool same_again;    /* and from what the run before left there */
    bool same_at_start; /* and from NaN in buffers that meet the other zone */
    bool in_values;     /* between values nothing is written (spread.h) */
} GuardedRuns;

/* Buffers of exactly the right size; whoever leaves one crashes, and whoever writes to weights or input. */
GuardedRuns run_guarded(Arena *arena, const Plan *plan, const Jit *jit, const void *input);

#endif
