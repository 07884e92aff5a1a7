/* nonfinite.c: NaN and infinity in one pixel of one image, by every algorithm on every target. Where the
 * reference has NaN, so has the code; where it has an infinity, that one or NaN; where it has a number, about
 * that number, or NaN at the pixels that reach.h allows (wound.h). */
#include "engine.h"
#include "measure/measure.h"
#include "tally.h"
#include "workers.h"
#include "wound.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double BOUND = 5e-5; /* relative to an output's largest number */

#define ALL_OUTPUTS "\"outputs\":[\"stem\",\"layer1\",\"layer2\",\"pool\",\"logits\",\"probabilities\"]}"

/* The model's choices, and these in all layers that can have them. */
typedef enum { MODEL, DIRECT, PAIRS, WINOGRAD, RAW, NARROW, WISHES } Wish;
static const char *const wish_names[] = { "as chosen", "direct", "pairs", "winograd", "raw", "narrow" };

static const char *const specs[] = {
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[32,64],\"stem\":{\"type\":\"cifar\"},\"batch\":2,"
    "\"classes\":10,\"input\":{\"height\":33,\"width\":38}," ALL_OUTPUTS,
    "{\"block\":\"bottleneck\",\"repeats\":[1,1],\"widths\":[16,24],\"groups\":4,\"width_per_group\":64,"
    "\"expansion\":2,\"stem\":{\"type\":\"imagenet\",\"width\":20},\"batch\":2,\"classes\":7,"
    "\"input\":{\"height\":73,\"width\":66}," ALL_OUTPUTS,
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[17,33],\"stem\":{\"kernel\":1,\"stride\":1,"
    "\"width\":17,\"pool\":\"max\"},\"batch\":2,\"classes\":7,\"input\":{\"height\":41,\"width\":44}"
    "," ALL_OUTPUTS,
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[17,32],\"stem\":{\"type\":\"cifar\"},\"batch\":2,"
    "\"classes\":5,\"activation\":\"prelu\",\"input\":{\"height\":33,\"width\":29}," ALL_OUTPUTS,
    "{\"block\":\"bottleneck\",\"repeats\":[1,1],\"widths\":[9,16],\"expansion\":2,\"stem\":{\"kernel\":3,"
    "\"stride\":1,\"width\":17,\"pool\":null},\"batch\":2,\"classes\":5,\"activation\":\"silu\","
    "\"input\":{\"height\":33,\"width\":30}," ALL_OUTPUTS,
};

typedef struct {
    bool done;
    int wished; /* layers that have what was wished for */
    Scar scar;
} Outcome;

/* ---- Choices ---- */

static bool wish_one(const Query *q, Accuracy accuracy, Wish wish, Choice *choice) {
    int most = suits_winograd(q) ? most_outputs(q, accuracy) : 0;
    bool direct = !q->layer->pool, winograd = wish == WINOGRAD || wish == NARROW;
    if (wish == DIRECT && direct) return *choice = best_direct(q).choice, true;
    if (wish == PAIRS && suits_pairs(q, accuracy)) return *choice = best_pairs(q).choice, true;
    if (wish == RAW && most && suits_raw(q, most)) return *choice = best_raw(q, most).choice, true;
    if (!winograd || !most) return false;
    Choice c = best_strip(q, most, image_tile_rows(q, most)).choice;
    c.weights = wish == NARROW ? NUMBER_S24 : NUMBER_F32;
    if (wish == NARROW && !suits_weights(q, accuracy, &c, NUMBER_S24)) return false;
    return *choice = c, true;
}

static const Plan *plan_wished(Arena *arena, const Plan *plan, Wish wish, Outcome *outcome) {
    int count = plan->layers->count;
    Choice *choices = arena_array(arena, Choice, count);
    memcpy(choices, plan->choices, sizeof *choices * (size_t)count);
    for (int v = 0; v < count; v++) {
        if (!has_weights(&plan->layers->layers[v])) continue;
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        outcome->wished += wish_one(&q, plan->accuracy, wish, &choices[v]);
    }
    return plan_with_choices(arena, plan, choices);
}

static bool compile(Arena *arena, const Spec *spec, const Engine *engine, Wish wish, Network *network,
                    Outcome *outcome, Diag *diag) {
    if (engine->jit == JIT_TCC)
        return network_compile(arena, spec, "random:1", engine, ACCURACY_FAST, network, diag);
    const Plan *plan = plan_network(arena, spec, engine->target, "random:1", NULL, ACCURACY_FAST, diag);
    if (!plan) return false;
    network->plan = plan_wished(arena, plan, wish, outcome);
    if (!engine_runs_here(engine) || (wish != MODEL && !outcome->wished)) return true;
    network->text = emit_c(arena, network->plan, &(EmitNames){ .options = "" });
    network->jit = jit_compile(arena, network->plan, network->text, JIT_CC, NULL, NULL, diag);
    return network->jit != NULL;
}

static void run_all(const Network *network, Outcome *outcome) {
    outcome->done = wound_everywhere(network, BOUND, &outcome->scar);
}

/* ---- Jobs: libtcc's engines have the model's choices only. All are planned, what this processor runs is run
 * ---- */

static const char *spec_of(int index) { return specs[index / (engine_count() * WISHES)]; }

static Engine engine_of(int index) { return engine_at(index / WISHES % engine_count()); }

static Wish wish_of(int index) { return (Wish)(index % WISHES); }

static bool is_job(int index) {
    const Engine engine = engine_of(index);
    return engine.jit == JIT_CC || (wish_of(index) == MODEL && engine_runs_here(&engine));
}

static void job(void *context, int index, void *result) {
    (void)context;
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Network network = { 0 };
    if (!is_job(index)) return;
    const Engine engine = engine_of(index);
    const char *text = spec_of(index);
    const Spec *spec = spec_parse(&arena, text, strlen(text), "nonfinite.json", &diag);
    if (!spec || !compile(&arena, spec, &engine, wish_of(index), &network, outcome, &diag))
        snprintf(outcome->scar.message, sizeof outcome->scar.message, "%s", diag.message);
    else if (network.jit)
        run_all(&network, outcome);
    arena_free(&arena);
}

int main(void) {
    Tally tally = { 0, 0 };
    int count = COUNT_OF(specs) * engine_count() * WISHES, wished[WISHES] = { 0 };
    const Outcome *outcomes = run_jobs(count, job, NULL, sizeof(Outcome));
    for (int i = 0; i < count; i++) {
        const Outcome *o = &outcomes[i];
        const Engine e = engine_of(i);
        wished[wish_of(i)] += o->wished;
        if (!is_job(i) || !engine_runs_here(&e) || (wish_of(i) != MODEL && !o->wished)) continue;
        const char *name = wish_names[wish_of(i)], *engine = e.name;
        int spec = i / (engine_count() * WISHES) + 1;
        if (!check(&tally, o->done, "network %d, %s, on %s: %s", spec, name, engine, o->scar.message))
            continue;
        check(&tally, o->scar.no_numbers > 0 && o->scar.spared > 0,
              "network %d, %s, on %s: %ld no numbers, %ld spared", spec, name, engine, o->scar.no_numbers,
              o->scar.spared);
    }
    for (int w = DIRECT; w < WISHES; w++) check(&tally, wished[w] > 0, "no layer can have %s", wish_names[w]);
    return tally_close(&tally);
}
