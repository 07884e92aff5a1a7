/* tune.h: --tune: the candidates of every layer, compiled and timed on this machine, each in its place in the
 * whole network. */
#ifndef RESNETC_MEASURE_TUNE_H
#define RESNETC_MEASURE_TUNE_H

#include "jit/jit.h"

/* Layers of one key, which get one choice. */
typedef struct {
    const char *key, *first; /* first: the name of the first of them */
    int layers, calls;       /* calls: in a run, of all these layers */
    int candidates;
    Choice model, best;                 /* best is model unless another is clearly faster */
    double model_seconds, best_seconds; /* of all these layers together */
} TuneRow;

typedef struct {
    const Target *target;
    Accuracy accuracy;
    const TuneRow *rows;
    int count;
    double seconds; /* that it took */
} Tuning;

/* The plan needs no weights: numbers do not change times. Compiles by the system's compiler, one thread.
 * `progress` may be NULL. NULL on failure. */
const Tuning *tune_network(Arena *arena, const Plan *plan, const Progress *progress, Diag *diag);

/* What tuning computes with, weights and input. So small that values do not grow where the weights are read
 * as integers (emit/narrow.c): beyond 1e19 a layer would leave its pairs (decision 010). So large that no
 * product of two is subnormal; biases keep values from shrinking. */
float *tune_noise(Arena *arena, size_t floats);

const TunedEntry *tuning_entries(Arena *arena, const Tuning *tuning, const char *cpu); /* [count] */

/* A line with the gain, with `all` behind a line for each row. */
const char *tuning_report(Arena *arena, const Tuning *tuning, bool all);

#endif
