/* batch.c: the images of a batch are wholly apart. Whatever its neighbours hold, numbers 1e9 times as large,
 * infinity or NaN, an image gives the same bits.
 *
 * usage: batch [all]   all: every network on every engine, not only on those that take it (engine.h) */
#include "engine.h"
#include "noise.h"
#include "random_spec.h"
#include "skipped.h"
#include "tally.h"
#include "workers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NETWORKS = 12, FEW = 4 };

/* In chunks of five images, of which the first layers compute one at a time and others gather them. */
static const char gathering[] =
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[32,36],\"stem\":{\"type\":\"cifar\"},\"batch\":10,"
    "\"classes\":7,\"input\":{\"height\":131,\"width\":129}}";

typedef struct {
    bool done, good;
    char message[200];
} Outcome;

/* The input with all images but `kept` overwritten. */
static const float *hostile(Arena *arena, const float *input, size_t count, int batch, int kept,
                            float value) {
    float *changed = arena_array(arena, float, count);
    size_t image = count / (size_t)batch, from = (size_t)kept * image;
    for (size_t i = 0; i < count; i++) changed[i] = i >= from && i < from + image ? input[i] : value;
    return changed;
}

/* Whether a and b have the same bits in image `kept` of each output. */
static bool same_image(const Plan *plan, int kept, const float *a, const float *b) {
    size_t batch = (size_t)plan->spec->batch, from = 0;
    for (int i = 0; i < plan->spec->output_count; i++) {
        size_t image = shape_floats(plan->shapes[plan->graph->outputs[i]]);
        size_t at = from + (size_t)kept * image;
        if (memcmp(a + at, b + at, image * sizeof *a)) return false;
        from += batch * image;
    }
    return true;
}

static bool is_apart(Arena *arena, const Network *network) {
    static const float values[] = { 1e9f, INFINITY, NAN };
    int batch = network->plan->spec->batch;
    size_t count = plan_input_floats(network->plan);
    const float *input = noise(arena, 1, count), *output = network_run(arena, network, input);
    for (int kept = 0; kept<batch; kept += batch> FEW ? FEW : 1) /* of two chunks of five 0, 4 and 8 */
        for (int i = 0; i < COUNT_OF(values); i++) {
            const float *changed = hostile(arena, input, count, batch, kept, values[i]);
            if (!same_image(network->plan, kept, output, network_run(arena, network, changed))) return false;
        }
    return true;
}

/* The last network is the one above. */
static const Spec *draw(Arena *arena, int which, Diag *diag) {
    if (which == NETWORKS - 1)
        return spec_parse(arena, gathering, sizeof gathering - 1, "gathering.json", diag);
    const Spec *drawn = random_spec(arena, (uint64_t)which + 1, diag);
    if (!drawn) return NULL;
    Spec *spec = arena_alloc(arena, sizeof *spec);
    *spec = *drawn;
    spec->batch = 2 + which % 3;
    spec->preprocess.input = INPUT_F32_NCHW; /* pixels have neither infinity nor NaN */
    return spec;
}

static bool has_gathered(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (is_gathered(&plan->layouts[v])) return true;
    return false;
}

/* Whether or not it runs here. */
static void check_gathering(Tally *tally, const Target *target) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Spec *spec = draw(&arena, NETWORKS - 1, &diag);
    const Plan *plan = spec ? plan_network(&arena, spec, target, NULL, NULL, ACCURACY_FAST, &diag) : NULL;
    if (check(tally, plan, "gathering on %s: %s", target->name, plan ? "" : diag.message))
        check(tally, has_gathered(plan), "the last network gathers no images on %s", target->name);
    arena_free(&arena);
}

static bool is_tried(bool all, int index) {
    const Engine engine = engine_at(index % engine_count());
    return all ? engine_runs_here(&engine) : engine_takes(index % engine_count(), index / engine_count());
}

static void job(void *context, int index, void *result) {
    Outcome *outcome = result;
    const Engine engine = engine_at(index % engine_count());
    int which = index / engine_count();
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Network network;
    if (!is_tried(*(const bool *)context, index)) return;
    const Spec *spec = draw(&arena, which, &diag);
    outcome->done =
        spec && network_compile(&arena, spec, "random:1", &engine, ACCURACY_FAST, &network, &diag);
    outcome->good = outcome->done && is_apart(&arena, &network);
    if (!outcome->done) snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

int main(int argc, char **argv) {
    bool all = argc > 1 && !strcmp(argv[1], "all");
    Tally tally = { 0, 0 };
    int jobs = NETWORKS * engine_count();
    tell_skipped_engines("batch");
    for (int t = 0; t < target_count; t++) check_gathering(&tally, targets[t]);
    const Outcome *outcomes = run_jobs(jobs, job, &all, sizeof(Outcome));
    for (int i = 0; i < jobs; i++) {
        const Engine engine = engine_at(i % engine_count());
        int which = i / engine_count() + 1;
        if (!is_tried(all, i)) continue;
        if (check(&tally, outcomes[i].done, "network %d on %s: %s", which, engine.name, outcomes[i].message))
            check(&tally, outcomes[i].good, "network %d on %s: an image's result depends on its neighbours",
                  which, engine.name);
    }
    return tally_close(&tally);
}
