/* plan.h: plan_network with a stop watch, for -v. */
#ifndef RESNETC_PLAN_H
#define RESNETC_PLAN_H

#include "resnetc.h"

enum { MAX_PASSES = 16 };

typedef struct {
    const char *pass;
    double seconds;
    size_t size; /* of what the pass made, in units */
    const char *unit;
} PassTime;

typedef struct {
    PassTime passes[MAX_PASSES];
    int count;
} PassTimes;

/* As plan_network; `times` may be NULL. */
const Plan *plan_network_timed(Arena *arena, const Spec *spec, const Target *target, const char *weights,
                               const char *names, Accuracy accuracy, PassTimes *times, Diag *diag);

double seconds_now(void); /* monotonic */

#endif
