/* tight.c: with --accuracy tight a layer's error is at most 2e-6 of its largest value, or no more than twice
 * what float32 itself comes to where that is worse: term after term, without an algorithm, from the same
 * numbers (plain.h). On networks in which it is, and random ones, by engines that are drawn
 * (docs/decisions/067-tight.md).
 *
 * usage: tight [COUNT FIRST]    so many random networks from a seed on; says which are the worst */
#include "draw.h"
#include "engine.h"
#include "measure/expected.h"
#include "measure/traced.h"
#include "noise.h"
#include "plain.h"
#include "random_spec.h"
#include "tally.h"
#include "workers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANDOM = 6, TIMES = 2 };
static const double BOUND = 2e-6, MORE = 2;

/* Their sums cancel: gates that are nearly shut, logits, positive values under weights of both signs. */
static const uint64_t cancelling[] = { 75, 125, 185, 255, 275 };

typedef struct {
    bool done, absent;          /* absent: the catalogue lacks a kernel, or the network takes pixels */
    int worse;                  /* layers in which float32 itself is beyond the bound */
    double error, plain, share; /* of the layer whose error is the largest share of what it may be */
    char message[200];
} Outcome;

/* ---- A layer ---- */

static double error_of(const float *got, const Expected *expected, size_t count) {
    double largest = 0, error = 0;
    for (size_t i = 0; i < count; i++) {
        largest = fmax(largest, fabs(expected->value[i]));
        error = fmax(error, fabs(got[i] - expected->value[i]));
    }
    return largest > 0 ? error / largest : 0;
}

static void judge_layer(Arena *arena, const Traced *traced, const float *input, int v, Outcome *outcome) {
    const Plan *plan = traced->plan;
    const Layer *layer = &plan->layers->layers[v];
    const float *const *values = (const float *const *)traced->values;
    const size_t count = (size_t)plan->spec->batch * shape_floats(layer->shape);
    const Expected expected = expect_layer(arena, plan, input, values, v);
    const double error = error_of(values[v], &expected, count);
    const double plain = error_of(plain_layer(arena, plan, v, values), &expected, count);
    const double share = error / fmax(BOUND, MORE * plain);
    outcome->worse += plain > BOUND;
    if (share <= outcome->share) return;
    outcome->error = error, outcome->plain = plain, outcome->share = share;
    snprintf(outcome->message, sizeof outcome->message, "%s: %.2g of its largest value, float32 itself %.2g",
             layer->name, error, plain);
}

/* ---- A network ---- */

static void judge(Arena *arena, uint64_t seed, const Engine *engine, Outcome *outcome, Diag *diag) {
    const Spec *spec = random_spec(arena, seed, diag);
    const Target *target = engine->jit == JIT_TCC ? jit_target(arena, engine->target, diag) : engine->target;
    const PlanOrder order = { .weights = arena_printf(arena, "random:%d", (int)(seed % 1000)),
                              .accuracy = ACCURACY_TIGHT,
                              .threads = 1 };
    const Plan *plan = spec && target ? plan_to_order(arena, spec, target, &order, diag) : NULL;
    outcome->absent =
        plan && (takes_pixels(spec) || (target->catalogue && catalogue_lacks(arena, plan) >= 0));
    Traced *traced = plan && !outcome->absent ? traced_open(arena, plan, engine->jit, diag) : NULL;
    if (!traced) return;
    const float *input = noise(arena, seed, plan_input_floats(plan));
    traced_run(traced, input);
    for (int v = 0; v < plan->layers->count; v++)
        if (has_weights(&plan->layers->layers[v])) judge_layer(arena, traced, input, v, outcome);
    outcome->done = true;
}

typedef struct {
    int count;
    uint64_t first;
} Networks;

static uint64_t seed_of(const Networks *networks, int index) {
    const int known = TIMES * COUNT_OF(cancelling);
    if (networks->count != RANDOM) return networks->first + (uint64_t)index;
    return index < known ? cancelling[index / TIMES] : networks->first + (uint64_t)(index - known);
}

static Engine engine_of(int index) {
    uint64_t state = (uint64_t)index;
    for (;;) {
        const Engine engine = engine_at(draw_between(&state, 0, engine_count() - 1));
        if (engine_runs_here(&engine)) return engine;
    }
}

static void job(void *context, int index, void *result) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Outcome *outcome = result;
    const Engine engine = engine_of(index);
    judge(&arena, seed_of(context, index), &engine, outcome, &diag);
    if (!outcome->done && !outcome->absent)
        snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

int main(int argc, char **argv) {
    const bool all = argc > 2;
    const Networks networks = { all ? atoi(argv[1]) : RANDOM, all ? strtoull(argv[2], NULL, 10) : 0 };
    const int count = networks.count + (all ? 0 : TIMES * COUNT_OF(cancelling));
    const Outcome *outcomes = run_jobs(count, job, (void *)(uintptr_t)&networks, sizeof(Outcome));
    Tally tally = { 0, 0 };
    int worse = 0;
    for (int i = 0; i < count; i++) {
        const Outcome *o = &outcomes[i];
        const Engine engine = engine_of(i);
        const int seed = (int)seed_of(&networks, i);
        if (o->absent) continue;
        worse += o->worse;
        check(&tally, o->done && o->share <= 1, "seed %d on %s: %s", seed, engine.name, o->message);
        if (all && o->error > BOUND) printf("seed %d on %s: %s\n", seed, engine.name, o->message);
    }
    check(&tally, all || worse > 0, "float32 itself is nowhere worse");
    return tally_close(&tally);
}
