/* onnx.c: networks from ONNX files against PyTorch: each case of tests/oracle/onnx, whose spec and weights
 * the file says, compiled by libtcc for every target that runs here.
 *
 * usage: onnx [PATTERN] */
#include "cases.h"
#include "compare.h"
#include "engine.h"
#include "tally.h"
#include "workers.h"

#include "onnx/onnx.h"

#include <stdio.h>
#include <string.h>

static const double BOUND = 1e-5; /* --accuracy tight */
enum { FEWEST_CASES = 35 };

typedef struct {
    bool done;
    double error;
    char message[400];
} Outcome;

typedef struct {
    char **folders;
    int count;
} Cases;

static const Spec *spec_of_file(Arena *arena, const char *path, Diag *diag) {
    FileView view;
    if (!file_map(arena, path, &view, diag)) return NULL;
    if (!onnx_recognise(view)) return diag_fail(diag, STATUS_INPUT, "%s: not recognised", path), NULL;
    const TensorFile *file = onnx_read(arena, path, view, diag);
    return file ? spec_parse(arena, file->spec, strlen(file->spec), path, diag) : NULL;
}

static bool run_case(Arena *arena, const char *folder, const Engine *engine, double *error, Diag *diag) {
    const char *path = case_file(arena, folder, "model.onnx"), *worst;
    const Spec *spec = spec_of_file(arena, path, diag);
    Network network;
    if (!spec || !network_compile(arena, spec, path, engine, ACCURACY_TIGHT, &network, diag)) return false;
    const float *input = case_floats(arena, folder, "input.npy", plan_input_floats(network.plan), diag);
    const float *expected = case_floats(arena, folder, "output.npy", plan_output_floats(network.plan), diag);
    if (!input || !expected) return false;
    *error = outputs_error(network.plan, network_run(arena, &network, input), expected, &worst);
    return true;
}

/* Job i is case i / float_target_count() on target i % float_target_count(). */
static void job(void *context, int index, void *result) {
    const Cases *cases = context;
    const Engine engine = engine_at(float_target_count() + index % float_target_count());
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    if (!engine_runs_here(&engine)) return;
    outcome->done =
        run_case(&arena, cases->folders[index / float_target_count()], &engine, &outcome->error, &diag);
    if (!outcome->done) snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

int main(int argc, char **argv) {
    Arena arena = { 0 };
    Tally tally = { 0, 0 };
    Cases cases;
    double worst = 0;
    cases.folders = list_cases(&arena, "tests/oracle/onnx", argc > 1 ? argv[1] : "*", &cases.count);
    const Outcome *outcomes = run_jobs(cases.count * float_target_count(), job, &cases, sizeof(Outcome));
    for (int i = 0; i < cases.count * float_target_count(); i++) {
        const Engine engine = engine_at(float_target_count() + i % float_target_count());
        const Outcome *outcome = &outcomes[i];
        if (!engine_runs_here(&engine)) continue;
        if (outcome->error > worst) worst = outcome->error;
        check(&tally, outcome->done && outcome->error < BOUND, "%s on %s: error %.2e %s",
              cases.folders[i / float_target_count()], engine.name, outcome->error,
              outcome->done || *outcome->message ? outcome->message : "crashed");
    }
    check(&tally, argc > 1 || cases.count >= FEWEST_CASES, "only %d cases", cases.count);
    printf("%d cases, worst error %.1e\n", cases.count, worst);
    arena_free(&arena);
    return tally_close(&tally);
}
