/* wounds.c: NaN and infinity in one pixel of random networks with every key, by an engine and in a precision
 * that are drawn. fp32 and bf16: NaN and infinities as the interpreter has them, or NaN near to them
 * (wound.h). int8: NaN is as the least number, infinities as the ends of the range.
 *
 * usage: wounds [COUNT FIRST]    so many networks from a seed on */
#include "draw.h"
#include "integers.h"
#include "random_spec.h"
#include "tally.h"
#include "workers.h"
#include "wound.h"

#include <jansson.h>

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NETWORKS = 20, FIRST = 20, BATCH = 2 };
/* Relative to an output's largest number: networks are ill-conditioned, and NaN is what is looked for. */
static const double BOUNDS[PRECISION_COUNT] = { [PRECISION_FP32] = 1e-2, [PRECISION_BF16] = 1e6 };
static const Precision precisions[] = { PRECISION_FP32, PRECISION_FP32, PRECISION_BF16, PRECISION_INT8 };

typedef struct {
    bool done, refused;
    Scar scar;
} Outcome;

/* ---- A network: two images of floats; what comes out behind each stage is seen ---- */

static json_t *all_outputs(const Spec *spec) {
    json_t *outputs = json_array();
    json_array_append_new(outputs, json_string("stem"));
    for (int s = 0; s < spec->stages; s++) json_array_append_new(outputs, json_sprintf("layer%d", s + 1));
    if (spec->classes) json_array_append_new(outputs, json_string("logits"));
    if (spec->classes) json_array_append_new(outputs, json_string("probabilities"));
    return outputs;
}

static const Spec *network_spec(Arena *arena, uint64_t seed, Diag *diag) {
    const Spec *drawn = random_spec(arena, seed, diag);
    json_t *root = json_loads(random_spec_text(arena, seed), 0, NULL);
    json_object_set_new(root, "batch", json_integer(BATCH));
    json_object_set_new(root, "outputs", all_outputs(drawn));
    json_object_del(json_object_get(root, "preprocess"), "input");
    char *text = json_dumps(root, 0);
    const Spec *spec = spec_parse(arena, text, strlen(text), "wounds.json", diag);
    free(text);
    json_decref(root);
    return spec;
}

static const Plan *plan_of(Arena *arena, const Spec *spec, const Target *target, Precision precision,
                           uint64_t seed, Diag *diag) {
    const PlanOrder order = { .weights = "random:1", .precision = precision, .threads = 1 };
    return precision == PRECISION_INT8
               ? plan_integers(arena, spec, target, order.weights, 1, drawn_input(arena, spec, seed), diag)
               : plan_to_order(arena, spec, target, &order, diag);
}

/* ---- int8 ---- */

static const float *run_with(Arena *arena, const Network *network, float value) {
    const Spec *spec = network->plan->spec;
    const Wound wound = { value, spec->channels / 2, spec->height / 2, spec->width / 2 };
    return network_run(arena, network, wounded_input(arena, network->plan, &wound));
}

static bool is_as(Arena *arena, const Network *network, float value, float end, Scar *scar) {
    const float *got = run_with(arena, network, value), *expected = run_with(arena, network, end);
    const size_t count = plan_output_floats(network->plan);
    scar->spared += (long)count;
    if (!memcmp(got, expected, count * sizeof *got)) return true;
    snprintf(scar->message, sizeof scar->message, "%g is not as %g", (double)value, (double)end);
    return false;
}

static bool ends_are_taken(Arena *arena, const Network *network, Scar *scar) {
    return is_as(arena, network, NAN, -FLT_MAX, scar) && is_as(arena, network, -INFINITY, -FLT_MAX, scar) &&
           is_as(arena, network, INFINITY, FLT_MAX, scar);
}

/* ---- A trial ---- */

static Precision precision_of(uint64_t seed) { return precisions[seed / 4 % COUNT_OF(precisions)]; }

static Engine draw_engine(uint64_t seed) {
    uint64_t state = seed;
    for (;;) {
        const Engine engine = engine_at(draw_between(&state, 0, engine_count() - 1));
        if (engine_runs_here(&engine)) return engine;
    }
}

/* What int8 does not do, and layers for which the catalogue has no kernel. */
static bool is_refused(Arena *arena, const Plan *plan, const Diag *diag) {
    if (plan) return plan->target->catalogue && catalogue_lacks(arena, plan) >= 0;
    return strstr(diag->message, "got a group norm") || strstr(diag->message, "that fit into 32 bits");
}

static void try_network(Arena *arena, uint64_t seed, Outcome *outcome) {
    Diag diag = { .arena = arena };
    const Engine engine = draw_engine(seed);
    const Precision precision = precision_of(seed);
    const Spec *spec = network_spec(arena, seed, &diag);
    const Target *target = engine.jit == JIT_TCC ? jit_target(arena, engine.target, &diag) : engine.target;
    const Plan *plan = spec && target ? plan_of(arena, spec, target, precision, seed, &diag) : NULL;
    Network network;
    if ((outcome->refused = is_refused(arena, plan, &diag))) return;
    if (!plan || !network_of_plan(arena, plan, engine.jit, &network, &diag))
        snprintf(outcome->scar.message, sizeof outcome->scar.message, "%s", diag.message);
    else
        outcome->done = precision == PRECISION_INT8
                            ? ends_are_taken(arena, &network, &outcome->scar)
                            : wound_everywhere(&network, BOUNDS[precision], &outcome->scar);
}

static void job(void *context, int index, void *result) {
    Arena arena = { 0 };
    try_network(&arena, *(const uint64_t *)context + (uint64_t)index, result);
    arena_free(&arena);
}

int main(int argc, char **argv) {
    const int count = argc > 1 ? atoi(argv[1]) : NETWORKS;
    uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : FIRST;
    const Outcome *outcomes = run_jobs(count, job, &first, sizeof(Outcome));
    Tally tally = { 0, 0 };
    int refused = 0;
    long no_numbers = 0, spared = 0;
    for (int i = 0; i < count; i++) {
        const uint64_t seed = first + (uint64_t)i;
        const Engine engine = draw_engine(seed);
        refused += outcomes[i].refused;
        no_numbers += outcomes[i].scar.no_numbers;
        spared += outcomes[i].scar.spared;
        if (!outcomes[i].refused)
            check(&tally, outcomes[i].done, "seed %d, %s, on %s: %s", (int)seed,
                  precision_names[precision_of(seed)], engine.name, outcomes[i].scar.message);
    }
    check(&tally, no_numbers > 0 && spared > 0 && 2 * refused <= count,
          "%ld no numbers, %ld numbers; %d networks refused", no_numbers, spared, refused);
    return tally_close(&tally);
}
