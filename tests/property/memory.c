/* memory.c: emitted code stays inside its buffers, reads nothing that it has not written, and changes neither
 * weights nor input: random networks, buffers between guard zones, a workspace full of NaN. Every second
 * network has gaps between its values, in which nothing is written. */
#include "engine.h"
#include "guarded_runs.h"
#include "noise.h"
#include "random_spec.h"
#include "skipped.h"
#include "spread.h"
#include "tally.h"
#include "workers.h"

#include <stdio.h>

enum { SPECS_AN_ENGINE = 14 };

typedef struct {
    bool done;
    GuardedRuns runs;
    char message[200];
} Outcome;

static bool compile(Arena *arena, const Spec *spec, int index, Network *network, Diag *diag) {
    const Engine engine = engine_at(index % engine_count());
    const Target *target = engine.jit == JIT_TCC ? jit_target(arena, engine.target, diag) : engine.target;
    const Accuracy accuracy = index % 3 ? ACCURACY_FAST : ACCURACY_TIGHT;
    const Plan *plan = target ? plan_network(arena, spec, target, "random:7", NULL, accuracy, diag) : NULL;
    if (plan && index / engine_count() % 2) plan = spread_values(arena, plan);
    return plan && network_of_plan(arena, plan, engine.jit, network, diag);
}

static void job(void *context, int index, void *result) {
    (void)context;
    Outcome *outcome = result;
    const Engine engine = engine_at(index % engine_count());
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Network network;
    const Spec *spec = random_spec(&arena, (uint64_t)index + 1000, &diag);
    if (!engine_runs_here(&engine)) return;
    if (spec && compile(&arena, spec, index, &network, &diag)) {
        const float *input = noise(&arena, 1, plan_input_floats(network.plan));
        outcome->runs = run_guarded(&arena, network.plan, network.jit, input);
        outcome->done = true;
    } else {
        snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    }
    arena_free(&arena);
}

static void judge(Tally *tally, int index, const char *engine, const Outcome *o) {
    int seed = index + 1000;
    const char *why =
        *o->message ? o->message : "crashed, perhaps on a guard zone or on a write to its input";
    if (!check(tally, o->done, "random %d on %s: %s", seed, engine, why)) return;
    check(tally, o->runs.finite, "random %d on %s: NaN or infinity in the output", seed, engine);
    check(tally, o->runs.same_from_nan, "random %d on %s: what was in the workspace matters", seed, engine);
    check(tally, o->runs.same_again, "random %d on %s: a second run differs", seed, engine);
    check(tally, o->runs.in_values, "random %d on %s: something is written between values", seed, engine);
    check(tally, o->runs.same_at_start, "random %d on %s: buffers elsewhere give other results", seed,
          engine);
}

int main(void) {
    Tally tally = { 0, 0 };
    int count = SPECS_AN_ENGINE * engine_count();
    tell_skipped_engines("memory");
    const Outcome *outcomes = run_jobs(count, job, NULL, sizeof(Outcome));
    for (int i = 0; i < count; i++) {
        const Engine engine = engine_at(i % engine_count());
        if (engine_runs_here(&engine)) judge(&tally, i, engine.name, &outcomes[i]);
    }
    return tally_close(&tally);
}
