/* plan.h: plan_network with all that may be asked of it. */
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

/* What a plan is made from, beside spec and target. All zero: a plan without weights, by the cost model. */
typedef struct {
    const char *weights;  /* a file or "random:SEED"; NULL: none */
    const FileView *file; /* what is in the weights file, which `weights` then only names in messages */
    const char *names;
    Accuracy accuracy;
    int threads;        /* as in Plan */
    const Tuned *tuned; /* choices that go before the model's */
    Progress packing;
    PassTimes *times; /* filled in, on failure too */
} PlanOrder;

const Plan *plan_to_order(Arena *arena, const Spec *spec, const Target *target, const PlanOrder *order,
                          Diag *diag);
/* The same network with other choices, each of which its layer can have (select.h). */
const Plan *plan_with_choices(Arena *arena, const Plan *plan, const Choice *choices);

double seconds_now(void); /* monotonic */

#endif
