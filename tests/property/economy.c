/* economy.c: limits are kept, and the least is what --prefer size takes: random networks on every target,
 * with limits drawn between the least and what speed takes, in each precision. Less than the least is refused
 * with a line that tells it, and a limit that is wider is never slower, by the model. Some of the networks
 * are held against the interpreter layer by layer, and run between guard pages. `economy FIRST END`: those
 * alone. */
#include "draw.h"
#include "integers.h"
#include "random_spec.h"
#include "skipped.h"
#include "tally.h"
#include "trial.h"
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NETWORKS = 72, LIMITS = 3, TURNS = 6, MOST_MACS = 20000000 };

typedef struct {
    Trial trial;
    int planned;    /* networks with limits */
    int unequal;    /* of them, with choices between the smallest and the fastest */
    double highest; /* excess */
} Outcome;

typedef struct {
    Arena *arena;
    const Spec *spec;
    const Target *target;
    Precision precision;
    const Ranges *ranges; /* of int8 */
    Diag *diag;
} Case;

static const char weights[] = "random:7";

static const Plan *plan_with(const Case *c, Economy economy, bool weighted) {
    const PlanOrder order = { .weights = weighted || c->ranges ? weights : NULL,
                              .precision = c->precision,
                              .ranges = c->ranges,
                              .economy = economy };
    return plan_to_order(c->arena, c->spec, c->target, &order, c->diag);
}

static const Plan *plan_by(const Case *c, Economy economy) { return plan_with(c, economy, false); }

/* Not by an emulator: other suites do. */
static void verify(const Case *c, Economy economy, uint64_t seed, Outcome *o) {
    if (!target_runs_here(c->target)) return;
    const Plan *plan = plan_with(c, economy, true);
    trial_verify(&o->trial, c->arena, plan, seed);
    trial_guard(&o->trial, c->arena, plan);
}

/* ---- What holds ---- */

static bool is_refused(const Case *c, Economy economy, const char *option, size_t least, size_t got) {
    const char *expected = arena_printf(c->arena, "%s: expected at least %zu, got %zu", option, least, got);
    const Plan *plan = plan_by(c, economy);
    const bool good = !plan && c->diag->status == STATUS_USAGE && !strcmp(c->diag->message, expected);
    *c->diag = (Diag){ .arena = c->arena };
    return good;
}

static void check_least(const Case *c, const Plan *small, Outcome *o) {
    const Footprint least = plan_footprint(small);
    const Footprint told = least_footprint(c->arena, small);
    if (told.weights != least.weights || told.workspace != least.workspace)
        trial_fail(&o->trial, "the least is told as %zu, %zu", told.weights, told.workspace);
    if (!is_refused(c, (Economy){ .weights = least.weights - 1 }, "--weights-limit", least.weights,
                    least.weights - 1) ||
        !is_refused(c, (Economy){ .workspace = least.workspace - 1 }, "--workspace-limit", least.workspace,
                    least.workspace - 1))
        trial_fail(&o->trial, "a byte less than the least is not refused");
}

static size_t drawn_limit(uint64_t *state, size_t least, size_t most) {
    const size_t range = most > least ? most - least : 0;
    return least + (size_t)draw_between(state, 0, 16) * range / 16;
}

static void try_limits(const Case *c, uint64_t *state, Footprint least, Footprint most, Outcome *o) {
    const Economy economy = { PREFER_SPEED, drawn_limit(state, least.weights, most.weights),
                              drawn_limit(state, least.workspace, most.workspace) };
    const Plan *plan = plan_by(c, economy);
    if (!plan) {
        trial_fail(&o->trial, "%zu, %zu: %s", economy.weights, economy.workspace, c->diag->message);
        return;
    }
    const Footprint taken = plan_footprint(plan);
    if (taken.weights > economy.weights || taken.workspace > economy.workspace)
        trial_fail(&o->trial, "limits %zu, %zu: takes %zu, %zu", economy.weights, economy.workspace,
                   taken.weights, taken.workspace);
    o->planned++;
    o->unequal += taken.weights > least.weights && taken.weights < most.weights;
    if (plan->excess > o->highest) o->highest = plan->excess;
    if (draw_between(state, 0, 2 * TURNS) == 0) verify(c, economy, *state, o);
}

/* ---- Networks ---- */

static void try_network(const Case *c, uint64_t *state, Outcome *o) {
    const Plan *fast = plan_by(c, (Economy){ .prefer = PREFER_SPEED }),
               *small = fast ? plan_by(c, (Economy){ .prefer = PREFER_SIZE }) : NULL;
    if (!small) {
        if (c->precision == PRECISION_FP32) trial_fail(&o->trial, "%s", c->diag->message);
        return; /* int8 refuses some */
    }
    const Footprint most = plan_footprint(fast), least = plan_footprint(small);
    if (least.weights > most.weights || least.workspace > most.workspace)
        trial_fail(&o->trial, "size takes %zu, %zu, speed %zu, %zu", least.weights, least.workspace,
                   most.weights, most.workspace);
    check_least(c, small, o);
    for (int i = 0; i < LIMITS; i++) try_limits(c, state, least, most, o);
    if (draw_between(state, 0, TURNS) <= 1) verify(c, (Economy){ .prefer = PREFER_SIZE }, *state, o);
}

/* The interpreter finds the ranges, and takes a second for so many. */
static bool is_quick(const Case *c) {
    const Case plain = { c->arena, c->spec, c->target, PRECISION_FP32, NULL, c->diag };
    const Plan *plan = plan_by(&plain, (Economy){ .prefer = PREFER_SPEED });
    double macs = 0;
    for (int v = 0; plan && v < plan->layers->count; v++) macs += layer_macs(&plan->layers->layers[v]);
    return macs * c->spec->batch < MOST_MACS;
}

/* Each on one target. */
static void try_job(void *context, int index, void *result) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Outcome *o = result;
    uint64_t state = (uint64_t)index * 77 + 5;
    const int first = *(const int *)context;
    Case c = { .arena = &arena, .target = targets[(first + index) % target_count], .diag = &diag };
    c.spec = random_spec(&arena, (uint64_t)(first + index + 900), &diag);
    if (!c.spec) {
        trial_fail(&o->trial, "%s", diag.message);
        arena_free(&arena);
        return;
    }
    c.precision = (Precision)draw_between(&state, PRECISION_FP32, PRECISION_INT8);
    if (c.precision == PRECISION_INT8 && !is_quick(&c)) c.precision = PRECISION_FP32;
    if (c.precision == PRECISION_INT8)
        c.ranges = seen_ranges(&arena, c.spec, weights, drawn_input(&arena, c.spec, state), &diag);
    if (c.precision != PRECISION_INT8 || c.ranges)
        try_network(&c, &state, o);
    else
        trial_fail(&o->trial, "%s", diag.message);
    arena_free(&arena);
}

int main(int argc, char **argv) {
    Tally tally = { 0, 0 };
    const int first = argc > 2 ? atoi(argv[1]) : 0, end = argc > 2 ? atoi(argv[2]) : NETWORKS;
    tell_skipped_targets("running networks where memory is scarce");
    const Outcome *outcomes = run_jobs(end - first, try_job, (void *)&first, sizeof(Outcome));
    int planned = 0, unequal = 0, verified = 0;
    double highest = 0;
    for (int i = 0; i < end - first; i++) {
        const Outcome *o = &outcomes[i];
        check(&tally, !*o->trial.message, "random %d, %s: %s", first + i,
              targets[(first + i) % target_count]->name, o->trial.message);
        planned += o->planned;
        unequal += o->unequal;
        verified += o->trial.verified;
        if (o->highest > highest) highest = o->highest;
    }
    printf(
        "%d plans within limits, %d between the smallest and the fastest, %d verified; at most %.1e slower "
        "than the fastest within them\n",
        planned, unequal, verified, highest);
    if (argc < 2)
        check(&tally, planned > 2 * NETWORKS && unequal > NETWORKS / 2 && verified > 10,
              "too few were tried");
    return tally_close(&tally);
}
