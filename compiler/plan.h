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

/* As plan_network, with the choices of `tuned` where it has them; `tuned` and `times` may be NULL. */
const Plan *plan_network_timed(Arena *arena, const Spec *spec, const Target *target, const char *weights,
                               const char *names, Accuracy accuracy, const Tuned *tuned, PassTimes *times,
                               Diag *diag);
/* The same network with other choices, each of which its layer can have (select.h). */
const Plan *plan_with_choices(Arena *arena, const Plan *plan, const Choice *choices);

/* As plan_network, of weights that are in memory: what is in a weights file. */
const Plan *plan_network_memory(Arena *arena, const Spec *spec, const Target *target, FileView weights,
                                const char *names, Accuracy accuracy, Diag *diag);

double seconds_now(void); /* monotonic */

#endif
