/* tuner.h: what --tune knows while it measures. */
#ifndef RESNETC_MEASURE_TUNER_H
#define RESNETC_MEASURE_TUNER_H

#include "jit/jit.h"
#include "plan/plan.h"

enum { TUNER_RUN_STEPS = 10 }; /* of progress, while a round runs */

/* Layers of one key. */
typedef struct {
    const char *key;
    int first, layers;
    const Candidate *candidates;
    int count;
    double *seconds; /* [count]: of all its layers together; 0: not measured */
    int *order;      /* [finalists]: candidates, the model's first, then by their time in the heats */
    int finalists;
} Group;

typedef struct {
    const Plan *plan;
    Group *groups;
    int count;
    int *group_of; /* [layer]: -1: nothing to choose */
    const Progress *progress;
    int done, total; /* steps */
    Diag *diag;
} Tuner;

/* ---- tune.c ---- */

void tuner_step(Tuner *t, int steps); /* tells the progress */

/* ---- tune_round.c ---- */

/* How many variants of the network a round has: of all candidates, or of the finalists. */
int tuner_variants(const Tuner *t, bool finals);
/* Sets the seconds of each group's candidates. A step for each variant, then TUNER_RUN_STEPS. False on
 * failure. */
bool tuner_play(Arena *arena, Tuner *t, bool finals);

#endif
