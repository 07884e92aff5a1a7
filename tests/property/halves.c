/* halves.c: networks in bf16: what is emitted for each target agrees, layer by layer, with the interpreter,
 * which multiplies by the same rounded weights: within the rounding of a value, and what sums of floats lose.
 * First every network of specs/, smaller than it is, then random ones; each other one with threads. A network
 * is tried on some targets by turns; `halves TARGET` tries them all on one, and tells each one's error;
 * `halves TARGET N M` those from the Nth to before the Mth. */
#include "random_spec.h"
#include "skipped.h"
#include "tally.h"
#include "trial.h"
#include "workers.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANDOM = 20, SIDE = 32, TURNS = 7 };

typedef struct {
    glob_t files;
    int networks;
    const Target *only; /* NULL: each network on one target in TURNS */
    int first, end;
} Cases;

/* ---- Networks ---- */

/* One block a stage, small images, two of them. */
static const Spec *shrunk(Arena *arena, const char *path, Diag *diag) {
    const Spec *whole = spec_load(arena, path, diag);
    FileView file;
    if (!whole || !file_read(arena, path, &file, diag)) return NULL;
    Text repeats = { .arena = arena };
    for (int s = 0; s < whole->stages; s++) text_printf(&repeats, "%s1", s ? "," : "repeats=[");
    text_printf(&repeats, "]");
    const char *const set[] = { repeats.bytes,
                                arena_printf(arena, "input.height=%d", SIDE),
                                arena_printf(arena, "input.width=%d", SIDE),
                                "batch=2",
                                "preprocess={}",
                                "classes=17",
                                NULL };
    const SpecSource source = {
        .path = path, .text = (const char *)file.bytes, .length = file.size, .set = set
    };
    return spec_read(arena, &source, diag);
}

static bool is_tried(const Cases *cases, const Target *target, int network) {
    if (cases->only) return cases->only == target && network >= cases->first && network < cases->end;
    int t = 0;
    while (targets[t] != target) t++;
    return (network + t) % TURNS == 0;
}

static const Spec *spec_of(Arena *arena, const Cases *cases, int network, Diag *diag) {
    const int named = (int)cases->files.gl_pathc;
    return network < named ? shrunk(arena, cases->files.gl_pathv[network], diag)
                           : random_spec(arena, (uint64_t)(network - named + 100), diag);
}

static const Plan *plan_of(Arena *arena, const Spec *spec, const Target *target, Accuracy accuracy,
                           int threads, Diag *diag) {
    const PlanOrder order = {
        .weights = "random:5", .accuracy = accuracy, .precision = PRECISION_BF16, .threads = threads
    };
    return spec ? plan_to_order(arena, spec, target, &order, diag) : NULL;
}

/* ---- Trials ---- */

/* Tight: directly; fast: as the model has it. */
static void try_target(void *context, int index, void *result) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Trial *trial = result;
    const Cases *cases = context;
    const int network = index % cases->networks, threads = 1 + network % 2;
    const Target *target = targets[index / cases->networks];
    const Accuracy accuracy = network / 2 % 2 ? ACCURACY_TIGHT : ACCURACY_FAST;
    if (!is_tried(cases, target, network)) return;
    const Spec *spec = spec_of(&arena, cases, network, &diag);
    const Plan *plan = plan_of(&arena, spec, target, accuracy, threads, &diag);
    if (!plan) {
        trial_fail(trial, "%s", diag.message);
    } else {
        trial_verify(trial, &arena, plan, (uint64_t)network);
        if (network % 8 == 0) trial_guard(trial, &arena, plan);
        if (*trial->message) trial_fail(trial, "%s", spec->name);
    }
    arena_free(&arena);
}

static const char *name_of(const Cases *cases, int network) {
    const int named = (int)cases->files.gl_pathc;
    static char name[40];
    if (network < named) return cases->files.gl_pathv[network];
    snprintf(name, sizeof name, "random %d", network - named + 100);
    return name;
}

static double check_target(Tally *tally, const Cases *cases, int t, const Trial *trials) {
    double worst = 0;
    for (int i = 0; i < cases->networks; i++) {
        const Trial *trial = &trials[t * cases->networks + i];
        bool done = trial->verified || !target_runs_here(targets[t]);
        if (!is_tried(cases, targets[t], i)) continue;
        if (cases->only) printf("%.1e %s\n", trial->worst, name_of(cases, i));
        check(tally, done && !*trial->message, "%s, %s: %s", targets[t]->name, name_of(cases, i),
              *trial->message ? trial->message : "crashed");
        if (trial->worst > worst) worst = trial->worst;
    }
    return worst;
}

/* Programs come with another name's networks: all of specs/ but its schema. */
static void find_specs(Cases *cases) {
    glob("specs/[!s]*.json", 0, NULL, &cases->files);
    glob("specs/se*.json", GLOB_APPEND, NULL, &cases->files);
    cases->networks = cases->end = (int)cases->files.gl_pathc + RANDOM;
}

int main(int argc, char **argv) {
    Tally tally = { 0, 0 };
    Cases cases = { .only = argc > 1 ? target_find(argv[1]) : NULL };
    find_specs(&cases);
    if (argc > 3) cases.first = atoi(argv[2]), cases.end = atoi(argv[3]);
    check(&tally, cases.networks > 40 + RANDOM, "specs/ has %d networks", cases.networks - RANDOM);
    tell_skipped_targets("running bf16");
    const Trial *trials = run_jobs(target_count * cases.networks, try_target, &cases, sizeof(Trial));
    for (int t = 0; t < target_count; t++) {
        double worst = check_target(&tally, &cases, t, trials);
        printf("%s: largest error beyond rounding %.1e\n", targets[t]->name, worst);
    }
    globfree(&cases.files);
    return tally_close(&tally);
}
