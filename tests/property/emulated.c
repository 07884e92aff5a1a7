/* emulated.c: targets of other machines, by a compiler and an emulator of each: what is emitted agrees, layer
 * by layer, with the reference: floats and bf16 within rounding, int8 number by number; and without the trace
 * it gives the same bits. And avx-vnni, whose one instruction is said in C, so that each machine tries it.
 *
 * Networks that have each what is computed, and random ones. A target tries each TURNSth network of each
 * precision by turns; `emulated all` tries all, `emulated TARGET` all on one. */
#include "dots.h"
#include "integers.h"
#include "networks.h"
#include "random_spec.h"
#include "tally.h"
#include "trial.h"
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANDOM = 6, CASES = (1 + NETWORKS + RANDOM) * PRECISION_AUTO };
enum { STEP = 5, TURNS = 25 /* odd, so that both numbers of threads come to each */ };

typedef struct {
    Trial trial;
    bool refused;
} Outcome;

typedef struct {
    bool all;
    const char *only; /* NULL: every target */
} Wish;

/* ---- Targets ---- */

/* avx-vnni, on any processor that has AVX2: its product of bytes in C, which tests/unit/test_dots.c holds
 * against the instruction. */
static Idioms defined;
static Target vnni;
static const Machine this_machine = {
    .name = "this machine", .compilers = { "cc" }, .flags = "", .emulator = "env", .threads = true
};

static const Target *emulated_vnni(const Target *row) {
    defined = *row->idioms;
    defined.dot_bytes = vpdpbusd_in_c;
    vnni = *row;
    vnni.name = "avx-vnni, emulated";
    vnni.machine = &this_machine;
    vnni.idioms = &defined;
    vnni.extensions[NUMBER_S8] = (Extension){ .dots = true };
    return &vnni;
}

enum { MOST_TARGETS = 32 };
static const Target *those[MOST_TARGETS];
static int target_total;

static void choose_targets(void) {
    for (int i = 0; i < foreign_target_count; i++) those[target_total++] = foreign_targets[i];
    const Target *avx2 = target_find("avx2"), *row = target_find("avx-vnni");
    if (avx2 && row && target_runs_here(avx2)) those[target_total++] = emulated_vnni(row);
}

/* ---- A case: a network and a precision ---- */

static int network_of(int index) { return index / PRECISION_AUTO; }
static Precision precision_of(int index) { return (Precision)(index % PRECISION_AUTO); }
static const Target *target_of(int job) { return those[job / CASES]; }

static bool is_tried(const Wish *wish, int job) {
    if (wish->only && strcmp(wish->only, target_of(job)->name) != 0) return false;
    return wish->all || wish->only || (job % CASES + job / CASES * STEP) % TURNS == 0;
}

static const Spec *spec_of(Arena *arena, int network, Diag *diag) {
    if (network == 0) return spec_load(arena, "specs/tiny.json", diag);
    if (network > NETWORKS) return random_spec(arena, (uint64_t)(network - NETWORKS + 99), diag);
    const char *text = networks[network - 1];
    return spec_parse(arena, text, strlen(text), "named", diag);
}

static int threads_of(int job) { return target_of(job)->machine->threads ? 1 + job % 2 : 1; }

static const Plan *plan_of(Arena *arena, const Spec *spec, int job, const void *input, Diag *diag) {
    const Precision precision = precision_of(job % CASES);
    const PlanOrder order = { .weights = "random:1", .precision = precision, .threads = threads_of(job) };
    if (precision != PRECISION_INT8) return plan_to_order(arena, spec, target_of(job), &order, diag);
    return plan_integers(arena, spec, target_of(job), "random:1", threads_of(job), input, diag);
}

/* ---- Trials ---- */

static void verify(Trial *trial, Arena *arena, const Plan *plan, const void *input) {
    Diag diag = { .arena = arena };
    const Verdict *v = verify_network(arena, plan, JIT_EMULATED, input, NULL, &diag);
    if (!v)
        trial_fail(trial, "%s", diag.message);
    else if (!v->agrees)
        trial_fail(trial, "%s, image %d, channel %d, y %d, x %d: %g", v->worst_layer, v->worst_image,
                   v->worst_channel, v->worst_y, v->worst_x, v->worst);
    trial->verified += v && v->agrees;
}

static void ignore(void *context, const char *layer, const float *value, int images, int channels, int height,
                   int width) {
    (void)layer, (void)value;
    *(int *)context += images * channels * height * width > 0;
}

static const float *outputs(Arena *arena, const Plan *plan, const void *input, TraceFunction *trace,
                            Diag *diag) {
    int *layers = arena_alloc(arena, sizeof *layers);
    const char *text = jit_text(arena, plan, diag);
    const Jit *jit = jit_compile(arena, plan, text, JIT_EMULATED, trace, layers, diag);
    float *output = arena_array(arena, float, plan_output_floats(plan));
    return jit && jit_run(jit, plan->blob->bytes, NULL, input, output, diag) ? output : NULL;
}

static void compare_untraced(Trial *trial, Arena *arena, const Plan *plan, const void *input) {
    Diag diag = { .arena = arena };
    const float *traced = outputs(arena, plan, input, ignore, &diag);
    const float *alone = traced ? outputs(arena, plan, input, NULL, &diag) : NULL;
    if (!alone)
        trial_fail(trial, "%s", diag.message);
    else if (memcmp(traced, alone, plan_output_floats(plan) * sizeof *alone) != 0)
        trial_fail(trial, "other outputs without a trace");
}

static void try_case(void *context, int job, void *result) {
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    if (!is_tried(context, job) || jit_lacks(&arena, target_of(job))) {
        arena_free(&arena);
        return;
    }
    const Spec *spec = spec_of(&arena, network_of(job % CASES), &diag);
    const void *input = spec ? drawn_input(&arena, spec, (uint64_t)job) : NULL;
    const Plan *plan = spec ? plan_of(&arena, spec, job, input, &diag) : NULL;
    if (plan) verify(&outcome->trial, &arena, plan, input);
    if (plan && job % 4 == 0) compare_untraced(&outcome->trial, &arena, plan, input);
    outcome->refused = !plan && diag.message && strstr(diag.message, "got a group norm");
    if (!plan && !outcome->refused) trial_fail(&outcome->trial, "%s", diag.message);
    arena_free(&arena);
}

/* ---- All of them ---- */

static void judge(Tally *tally, int job, const Outcome *outcome) {
    const Trial *trial = &outcome->trial;
    const char *message = *trial->message ? trial->message : "crashed";
    check(tally, (outcome->refused || trial->verified) && !*trial->message,
          "network %d in %s on %s, threads %d: %s", network_of(job % CASES),
          precision_names[precision_of(job % CASES)], target_of(job)->name, threads_of(job), message);
}

static bool is_skipped(const Target *target) {
    Arena arena = { 0 };
    const char *lacking = jit_lacks(&arena, target);
    if (lacking) printf("SKIPPED: running on %s: %s is not installed\n", target->name, lacking);
    arena_free(&arena);
    return lacking != NULL;
}

int main(int argc, char **argv) {
    Tally tally = { 0, 0 };
    const bool all = argc > 1 && !strcmp(argv[1], "all");
    choose_targets();
    Wish wish = { all, argc > 1 && !all ? argv[1] : NULL };
    const Outcome *outcomes = run_jobs(target_total * CASES, try_case, &wish, sizeof(Outcome));
    for (int t = 0; t < target_total; t++) {
        int tried = 0;
        if (is_skipped(those[t])) continue;
        for (int job = t * CASES; job < (t + 1) * CASES; job++) {
            if (!is_tried(&wish, job)) continue;
            judge(&tally, job, &outcomes[job]);
            tried++;
        }
        if (tried) printf("%s: %d networks\n", those[t]->name, tried);
    }
    return tally_close(&tally);
}
