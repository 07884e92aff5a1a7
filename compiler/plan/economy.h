/* economy.h: choices where memory is scarce. */
#ifndef RESNETC_PLAN_ECONOMY_H
#define RESNETC_PLAN_ECONOMY_H

#include "knapsack.h"
#include "plan.h"

/* With what was not said filled in: a limit and measured choices ask for speed. */
Economy economy_of(const Target *target, const PlanOrder *order);
bool is_economical(const Economy *economy); /* it asks for size, or has a limit */

/* Layouts and choices of a plan that has layers: the smallest ones, or the fastest within the limits. False
 * (STATUS_USAGE) where nothing is. */
bool choose_economically(Arena *arena, Plan *plan, Diag *diag);

/* ---- survey.c: what each layer may be, with values that lie in one way ---- */

typedef struct {
    const Candidate *candidates;
    Option *options; /* the same: cycles of an image, bytes of the weights file */
    int count;
} Offers;

typedef struct {
    const Plan *plan; /* up to its layers */
    const Layout *layouts;
    double weights;  /* bytes of all of them, as the model counts on them */
    Choice *choices; /* [layer]: of those without weights */
    Offers *offers;  /* [layer]: of the others; else none */
} Survey;

/* Offers are in memory of their own. */
Survey survey_layers(Arena *arena, Arena *own, const Plan *plan, Spacing spacing, double weights);
Query survey_query(const Survey *survey, int layer);
size_t layer_bytes(const Plan *plan, const Layout *layouts, int layer, const Choice *choice);

/* ---- smallest.c, limits.c: a choice for each layer ---- */

typedef struct {
    const Layout *layouts;
    const Choice *choices; /* NULL: there is none */
    double cycles;         /* of an image, by the model; with limits alone */
    double bound;          /* and at least, of any within the limits */
} Arrangement;

Arrangement smallest_arrangement(Arena *arena, const Plan *plan);
Arrangement fastest_arrangement(Arena *arena, const Plan *plan); /* within the plan's limits */

#endif
