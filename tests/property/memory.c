/* memory.c: emitted code stays inside its buffers, reads nothing that it has not written, and changes neither
 * weights nor input: random networks, buffers between guard pages, a workspace full of NaN. */
#include "engine.h"
#include "guarded.h"
#include "noise.h"
#include "random_spec.h"
#include "skipped.h"
#include "tally.h"
#include "workers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SPECS_AN_ENGINE = 14 };

typedef struct {
    bool done, finite, same_from_nan, same_again, same_at_start;
    char message[200];
} Outcome;

typedef struct {
    float *input, *output;
    void *weights, *workspace;
} Buffers;

static Buffers make_buffers(Arena *arena, const Network *network, Flush flush, const float *input) {
    size_t in = plan_input_bytes(network->plan);
    Buffers b = { guarded_alloc(arena, in, flush),
                  guarded_alloc(arena, plan_output_floats(network->plan) * sizeof(float), flush),
                  guarded_alloc(arena, network->plan->blob->size, flush),
                  guarded_alloc(arena, network->jit->workspace_bytes, flush) };
    memcpy(b.input, input, in);
    memcpy(b.weights, network->plan->blob->bytes, network->plan->blob->size);
    guarded_protect(b.input, in);
    guarded_protect(b.weights, network->plan->blob->size);
    return b;
}

static void run(const Network *network, const Buffers *b) {
    network->jit->run(b->weights, b->workspace, b->input, b->output);
}

static bool all_finite(const float *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i])) return false;
    return true;
}

/* A byte of 0xff everywhere is a NaN in every float; outputs that were not written would differ. */
static void compare_runs(Arena *arena, const Network *network, const float *input, Outcome *outcome) {
    size_t floats = plan_output_floats(network->plan), bytes = floats * sizeof(float);
    Buffers end = make_buffers(arena, network, FLUSH_END, input);
    Buffers start = make_buffers(arena, network, FLUSH_START, input);
    float *first = arena_array(arena, float, floats);
    run(network, &end); /* fresh pages are zero */
    memcpy(first, end.output, bytes);
    outcome->finite = all_finite(first, floats);
    memset(end.workspace, 0xff, network->jit->workspace_bytes);
    memset(end.output, 0xff, bytes);
    run(network, &end);
    outcome->same_from_nan = !memcmp(first, end.output, bytes);
    memset(end.output, 0xff, bytes);
    run(network, &end);
    outcome->same_again = !memcmp(first, end.output, bytes);
    memset(start.workspace, 0xff, network->jit->workspace_bytes);
    run(network, &start);
    outcome->same_at_start = !memcmp(first, start.output, bytes);
}

static void job(void *context, int index, void *result) {
    (void)context;
    Outcome *outcome = result;
    const Engine engine = engine_at(index % engine_count());
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Network network;
    const Spec *spec = random_spec(&arena, (uint64_t)index + 1000, &diag);
    Accuracy accuracy = index % 3 ? ACCURACY_FAST : ACCURACY_TIGHT;
    if (!engine_runs_here(&engine)) return;
    if (spec && network_compile(&arena, spec, "random:7", &engine, accuracy, &network, &diag)) {
        compare_runs(&arena, &network, noise(&arena, 1, plan_input_floats(network.plan)), outcome);
        outcome->done = true;
    } else {
        snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    }
    arena_free(&arena);
}

static void judge(Tally *tally, int index, const char *engine, const Outcome *o) {
    int seed = index + 1000;
    const char *why =
        *o->message ? o->message : "crashed, perhaps on a guard page or on a write to its input";
    if (!check(tally, o->done, "random %d on %s: %s", seed, engine, why)) return;
    check(tally, o->finite, "random %d on %s: NaN or infinity in the output", seed, engine);
    check(tally, o->same_from_nan, "random %d on %s: what was in the workspace matters", seed, engine);
    check(tally, o->same_again, "random %d on %s: a second run differs", seed, engine);
    check(tally, o->same_at_start, "random %d on %s: buffers elsewhere give other results", seed, engine);
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
