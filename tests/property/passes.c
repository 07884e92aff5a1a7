/* passes.c: layers that are passes over all pixels (norms of their own, gates, sums, activations), group
 * norms and gates' convolutions, as random small networks have them, against the interpreter: by every target
 * that runs here, and by libtcc. */
#include "engine.h"
#include "noise.h"
#include "tally.h"
#include "workers.h"

#include <stdio.h>
#include <string.h>

enum { SEEDS = 20, COMPILED = 5 }; /* of them by the system's compiler, which takes a second for each */

typedef struct {
    bool done, lacking; /* lacking: the catalogue has no kernel for a convolution of it */
    double worst;
    char message[300];
} Outcome;

static int below(uint64_t *state, int count) { return (int)(split_mix(state) % (uint64_t)count); }

#define PICK(state, ...)                                                                                     \
    ((const char *const[]){ __VA_ARGS__ })[below(state, COUNT_OF(((const char *const[]){ __VA_ARGS__ })))]

/* Widths are those that 1, 2, 4 and 8 groups divide, and one that only one does. */
static const char *norm_and_widths(Arena *arena, uint64_t *state) {
    int groups = 1 << below(state, 4), kind = below(state, 3);
    const int first = groups == 1 ? 37 : 8 * (1 + below(state, 5)), second = 8 * (1 + below(state, 7));
    const char *widths = arena_printf(arena,
                                      "\"widths\":[%d,%d],\"stem\":{\"kernel\":3,\"stride\":1,"
                                      "\"pool\":%s,\"width\":%d}",
                                      first, second, PICK(state, "null", "\"max\""), first);
    if (kind == 0)
        return arena_printf(arena, "%s,\"norm\":{\"type\":\"group\",\"groups\":%d}", widths, groups);
    return kind == 1 && below(state, 3) == 0 ? arena_printf(arena, "%s,\"norm\":null", widths) : widths;
}

static const char *spec_text(Arena *arena, uint64_t seed) {
    uint64_t state = seed;
    const char *block =
        PICK(&state, "\"basic\",\"preactivation\":true", "\"bottleneck\",\"preactivation\":true", "\"basic\"",
             "\"bottleneck\"", "\"ir\"");
    const char *attention = PICK(&state, "null", "{\"type\":\"se\"}", "{\"type\":\"eca\"}");
    const char *activation = PICK(&state, "relu", "relu", "prelu", "silu", "hardswish", "relu6");
    const char *widths = norm_and_widths(arena, &state);
    return arena_printf(
        arena,
        "{\"block\":%s,\"repeats\":[%d,2],%s,\"attention\":%s,\"activation\":\"%s\","
        "\"input\":{\"height\":%d,\"width\":%d},\"batch\":%d,\"classes\":5,\"outputs\":%s}",
        block, 1 + below(&state, 2), widths, attention, activation, 1 + below(&state, 19),
        1 + below(&state, 23), 1 + below(&state, 3),
        PICK(&state, "[\"logits\"]", "[\"layer1\",\"logits\"]", "[\"pool\",\"stem\",\"layer2\"]"));
}

static const Plan *plan_for(Arena *arena, const char *json, const Engine *engine, Diag *diag) {
    const Spec *spec = spec_parse(arena, json, strlen(json), json, diag);
    const Target *target = engine->jit == JIT_TCC ? jit_target(arena, engine->target, diag) : engine->target;
    return spec && target ? plan_network(arena, spec, target, "random:5", NULL, ACCURACY_TIGHT, diag) : NULL;
}

static void verify(Arena *arena, const Plan *plan, JitKind jit, const char *json, Outcome *outcome,
                   Diag *diag) {
    const float *input = noise(arena, 3, plan_input_floats(plan));
    const Verdict *verdict = verify_network(arena, plan, jit, input, NULL, diag);
    outcome->done = verdict && verdict->agrees;
    if (verdict) outcome->worst = verdict->worst;
    if (verdict && !verdict->agrees)
        diag_fail(diag, STATUS_INPUT, "%s: %s is off by %g", json, verdict->worst_layer, verdict->worst);
}

static int networks_of(const Engine *engine) { return engine->jit == JIT_CC ? COMPILED : SEEDS; }

static void job(void *context, int index, void *result) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Outcome *outcome = result;
    const Engine engine = engine_at(index / SEEDS);
    const char *json = spec_text(&arena, (uint64_t)index);
    (void)context;
    if (engine_runs_here(&engine) && index % SEEDS < networks_of(&engine)) {
        const Plan *plan = plan_for(&arena, json, &engine, &diag);
        outcome->lacking = plan && plan->target->catalogue && catalogue_lacks(&arena, plan) >= 0;
        if (plan && !outcome->lacking) verify(&arena, plan, engine.jit, json, outcome, &diag);
    }
    if (diag.message) snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

int main(void) {
    Tally tally = { 0, 0 };
    const Outcome *outcomes = run_jobs(engine_count() * SEEDS, job, NULL, sizeof(Outcome));
    for (int e = 0; e < engine_count(); e++) {
        const Engine engine = engine_at(e);
        int lacking = 0;
        double worst = 0;
        for (int i = e * SEEDS; i < e * SEEDS + networks_of(&engine) && engine_runs_here(&engine); i++) {
            lacking += outcomes[i].lacking;
            if (outcomes[i].worst > worst) worst = outcomes[i].worst;
            if (!outcomes[i].lacking)
                check(&tally, outcomes[i].done, "%s, %d: %s", engine.name, i, outcomes[i].message);
        }
        if (engine_runs_here(&engine))
            printf("%s: %d networks, largest error %.1e\n", engine.name, networks_of(&engine) - lacking,
                   worst);
        else
            printf("SKIPPED: not on this processor: %s\n", engine.name);
    }
    return tally_close(&tally);
}
