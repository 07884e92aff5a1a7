/* fashion.c: the trained network on 1,000 real pictures, on every target and libtcc: PyTorch's class on each
 * one, logits within the bound.
 *
 * The pictures go through the same reader as the user's: uint8 [1000,28,28,1]. */
#include "compare.h"
#include "engine.h"
#include "media/input.h"
#include "media/labels.h"
#include "media/npy.h"
#include "skipped.h"
#include "tally.h"
#include "workers.h"

#include <stdio.h>
#include <string.h>

enum { PICTURES = 1000, CLASSES = 10 };
static const double BOUND = 1e-5;
static const char folder[] = "tests/oracle/fashion";

typedef struct {
    bool done;
    double error;
    int same_class, right; /* pictures: PyTorch's class, the picture's own */
    char message[200];
} Outcome;

/* What PyTorch and the data set say. */
typedef struct {
    const float *logits; /* [PICTURES][CLASSES] */
    Npy labels;          /* [PICTURES] */
} Reference;

static bool load_reference(Arena *arena, Reference *reference, Diag *diag) {
    Npy logits;
    if (!npy_load(arena, arena_printf(arena, "%s/logits.npy", folder), &logits, diag) ||
        !npy_load(arena, arena_printf(arena, "%s/labels.npy", folder), &reference->labels, diag))
        return false;
    if (logits.count != PICTURES * CLASSES || reference->labels.count != PICTURES)
        return diag_fail(diag, STATUS_INPUT, "%s: expected %d pictures", folder, PICTURES);
    reference->logits = npy_floats(arena, &logits);
    return true;
}

static int best(const float *logits) {
    int index = -1;
    top_k(logits, CLASSES, 1, &index);
    return index;
}

static void run_pictures(Arena *arena, const Network *network, const float *pixels, float *logits) {
    size_t inputs = plan_input_floats(network->plan);
    void *workspace = arena_alloc(arena, network->jit->workspace_bytes);
    for (int i = 0; i < PICTURES; i++)
        network->jit->run(network->plan->blob->bytes, workspace, pixels + (size_t)i * inputs,
                          logits + (size_t)i * CLASSES);
}

static bool run_engine(Arena *arena, const Engine *engine, Outcome *outcome, Diag *diag) {
    Network network;
    Input input;
    Reference reference;
    const Spec *spec = spec_load(arena, "specs/resnet20-fashion.json", diag);
    const char *weights = arena_printf(arena, "%s/resnet20-fashion.safetensors", folder);
    const char *images = arena_printf(arena, "%s/images.npy", folder);
    if (!spec || !load_reference(arena, &reference, diag) || !input_load(arena, spec, images, &input, diag) ||
        !network_compile(arena, spec, weights, engine, ACCURACY_TIGHT, &network, diag))
        return false;
    if (input.images != PICTURES || plan_output_floats(network.plan) != CLASSES)
        return diag_fail(diag, STATUS_INPUT, "expected %d pictures, %d classes", PICTURES, CLASSES);
    float *logits = arena_array(arena, float, PICTURES *CLASSES);
    run_pictures(arena, &network, input.floats, logits);
    outcome->error = relative_error(logits, reference.logits, PICTURES * CLASSES);
    for (int i = 0; i < PICTURES; i++) {
        int class = best(logits + i * CLASSES);
        outcome->same_class += class == best(reference.logits + i * CLASSES);
        outcome->right += class == (int)npy_value(&reference.labels, (size_t)i);
    }
    return outcome->done = true;
}

static void job(void *context, int index, void *result) {
    (void)context;
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Engine engine = engine_at(index);
    if (!engine_runs_here(&engine)) return;
    if (!run_engine(&arena, &engine, outcome, &diag))
        snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

static void judge(Tally *tally, const Engine *engine, const Outcome *outcome) {
    if (!check(tally, outcome->done, "%s: %s", engine->name,
               *outcome->message ? outcome->message : "crashed"))
        return;
    printf("%-8s %d pictures, worst error %.1e, PyTorch's class on %d, the right one on %d\n", engine->name,
           PICTURES, outcome->error, outcome->same_class, outcome->right);
    check(tally, outcome->error < BOUND, "%s: error %.2e", engine->name, outcome->error);
    check(tally, outcome->same_class == PICTURES, "%s: %d pictures get another class than PyTorch's",
          engine->name, PICTURES - outcome->same_class);
    check(tally, outcome->right >= PICTURES * 9 / 10, "%s: only %d pictures get the right class",
          engine->name, outcome->right);
}

int main(void) {
    Tally tally = { 0, 0 };
    tell_skipped_engines("fashion");
    const Outcome *outcomes = run_jobs(engine_count(), job, NULL, sizeof(Outcome));
    for (int e = 0; e < engine_count(); e++) {
        const Engine engine = engine_at(e);
        if (engine_runs_here(&engine)) judge(&tally, &engine, &outcomes[e]);
    }
    return tally_close(&tally);
}
