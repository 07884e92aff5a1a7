/* modes.c: the same code run or compiled another way gives the same bits: from two threads at once, with
 * OpenMP on two to four threads, traced, under clang's OpenMP; with SLEEF's exponential the same to a
 * rounding. */
#include "compare.h"
#include "engine.h"
#include "narrow.h"
#include "noise.h"
#include "random_spec.h"
#include "skipped.h"
#include "tally.h"
#include "workers.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPECS = 6, ROUNDS = 20, IN_PARTS = 1 };

typedef struct {
    bool planned, divided, narrow, done, threads_agree, openmp_agrees, clang_openmp_agrees, trace_agrees;
    double sleef_error; /* of probabilities; 0 where there are none */
    char message[200];
} Outcome;

/* ---- Two threads, a workspace each ---- */

typedef struct {
    const Network *network;
    const float *input, *expected;
    bool agrees;
} Thread;

static void *run_rounds(void *argument) {
    Thread *thread = argument;
    Arena arena = { 0 };
    size_t bytes = plan_output_floats(thread->network->plan) * sizeof(float);
    thread->agrees = true;
    for (int i = 0; i < ROUNDS; i++) {
        const float *got = network_run(&arena, thread->network, thread->input);
        thread->agrees = thread->agrees && !memcmp(got, thread->expected, bytes);
    }
    arena_free(&arena);
    return NULL;
}

/* Two different inputs, so that shared state would show. */
static bool threads_agree(Arena *arena, const Network *network) {
    size_t inputs = plan_input_floats(network->plan);
    pthread_t ids[2];
    Thread threads[2];
    for (int i = 0; i < 2; i++) {
        const float *input = noise(arena, (uint64_t)i, inputs);
        threads[i] = (Thread){ network, input, network_run(arena, network, input), false };
    }
    for (int i = 0; i < 2; i++)
        if (pthread_create(&ids[i], NULL, run_rounds, &threads[i])) abort();
    for (int i = 0; i < 2; i++) pthread_join(ids[i], NULL);
    return threads[0].agrees && threads[1].agrees;
}

/* ---- Compiled another way ---- */

static const float *run_compiled(Arena *arena, const Network *network, const char *compiler,
                                 const float *input, Diag *diag) {
    Network other = *network;
    setenv("CC", compiler, 1);
    other.jit = jit_compile(arena, network->plan, network->text, JIT_CC, NULL, NULL, diag);
    unsetenv("CC");
    return other.jit ? network_run(arena, &other, input) : NULL;
}

static const float *run_threads(Arena *arena, const Network *network, const char *compiler, int threads,
                                const float *input, Diag *diag) {
    Plan plan = *network->plan;
    const Network other = { .plan = &plan, .text = network->text };
    plan.threads = threads;
    return run_compiled(arena, &other, compiler, input, diag);
}

/* On two threads and on some more. gcc's kernels and clang's may round differently: each is compared with
 * itself. */
static bool openmp_agrees(Arena *arena, const Network *network, const char *compiler, int more,
                          const float *input, Diag *diag) {
    size_t bytes = plan_output_floats(network->plan) * sizeof(float);
    const float *serial = run_compiled(arena, network, compiler, input, diag);
    const float *two = run_threads(arena, network, compiler, 2, input, diag);
    const float *many = run_threads(arena, network, compiler, more, input, diag);
    return serial && two && many && !memcmp(serial, two, bytes) && !memcmp(serial, many, bytes);
}

/* Not everyone has clang and its OpenMP: then there is nothing to compare. */
static bool has_clang(void) {
    static const char probe[] =
        "echo 'int x;' | clang -fopenmp -shared -fPIC -x c - -o /dev/null >/dev/null 2>&1";
    return system(probe) == 0;
}

static void count_layer(void *context, const char *layer, const float *value, int images, int channels,
                        int height, int width) {
    (void)layer, (void)value, (void)images, (void)channels, (void)height, (void)width;
    ++*(int *)context;
}

/* Each layer is told of, as often as it is called: once for the images that it runs at once. */
static int layer_calls(const Plan *plan) {
    int calls = 0;
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layers->layers[v].kind != LAYER_OUTPUT) calls += plan->spec->batch / plan->layouts[v].run;
    return calls;
}

static bool trace_agrees(Arena *arena, const Network *network, const float *input, const float *expected,
                         Diag *diag) {
    Network traced = *network;
    int calls = 0;
    traced.jit = jit_compile(arena, network->plan, network->text, JIT_CC, count_layer, &calls, diag);
    if (!traced.jit) return false;
    const float *got = network_run(arena, &traced, input);
    return calls == layer_calls(network->plan) &&
           !memcmp(got, expected, plan_output_floats(network->plan) * sizeof(float));
}

static double sleef_error(Arena *arena, const Network *network, const float *input, const float *expected,
                          Diag *diag) {
    const char *worst;
    if (network->plan->graph->probabilities < 0 || !network->plan->target->sleef_exp) return 0;
    const float *got =
        run_compiled(arena, network, "gcc -DRESNETC_SLEEF -Wl,--no-as-needed -lsleef", input, diag);
    return got ? outputs_error(network->plan, got, expected, &worst) : 1;
}

/* Every third network has probabilities among its outputs, every third has layers that threads take parts
 * of, of tiles and panels, where the target has them with filters of 24 bits. */
static const Spec *draw_spec(Arena *arena, int which, const Target *target, Diag *diag) {
    static const char in_parts[] =
        "{\"block\": \"bottleneck\", \"repeats\": [1, 2], \"widths\": [32, 64], \"name\": \"parts\", "
        "\"stem\": {\"type\": \"cifar\", \"width\": 64}, \"input\": {\"height\": 28, \"width\": 28}}";
    static const char in_few_panels[] = /* one group of them, and residuals in place */
        "{\"block\": \"basic\", \"repeats\": [2, 1], \"widths\": [32, 64], \"name\": \"panels\", "
        "\"stem\": {\"type\": \"cifar\", \"width\": 32}, \"input\": {\"height\": 28, \"width\": 28}}";
    static const char in_narrow_parts[] =
        "{\"block\": \"basic\", \"repeats\": [4], \"widths\": [256], \"name\": \"narrow\", "
        "\"stem\": {\"type\": \"cifar\", \"width\": 64}, \"input\": {\"height\": 28, \"width\": 28}}";
    static const char with_softmax[] =
        "{\"block\": \"basic\", \"repeats\": [1], \"widths\": [24], \"stem\": {\"width\": 24}, \"classes\": "
        "37, "
        "\"batch\": 3, \"name\": \"softmax\", \"outputs\": [\"probabilities\", \"logits\"], "
        "\"input\": {\"height\": 40, \"width\": 33}}";
    const char *parts = which > IN_PARTS            ? in_few_panels
                        : target->gains[NUMBER_S24] ? in_narrow_parts
                                                    : in_parts;
    if (which % 3 == 0) return spec_parse(arena, with_softmax, strlen(with_softmax), "softmax", diag);
    if (which % 3 == 1) return spec_parse(arena, parts, strlen(parts), "parts", diag);
    return random_spec(arena, (uint64_t)which + 5000, diag);
}

/* For the target, whether or not it runs here. */
static const Plan *draw_plan(Arena *arena, const Target *target, int which, Diag *diag) {
    const Spec *spec = draw_spec(arena, which, target, diag);
    Accuracy accuracy = which % 3 == 2 ? ACCURACY_TIGHT : ACCURACY_FAST;
    const Plan *plan = spec ? plan_network(arena, spec, target, "random:7", NULL, accuracy, diag) : NULL;
    return plan && which == IN_PARTS && target->gains[NUMBER_S24] ? force_narrow(arena, plan) : plan;
}

static bool run_all(Arena *arena, const Plan *plan, int which, Outcome *o, Diag *diag) {
    Network network;
    if (!network_of_plan(arena, plan, JIT_CC, &network, diag)) return false;
    const float *input = noise(arena, 3, plan_input_floats(plan));
    const float *expected = network_run(arena, &network, input);
    o->threads_agree = threads_agree(arena, &network);
    o->trace_agrees = trace_agrees(arena, &network, input, expected, diag);
    o->openmp_agrees = openmp_agrees(arena, &network, "gcc", 3 + which / 3, input, diag);
    o->clang_openmp_agrees = !has_clang() || openmp_agrees(arena, &network, "clang", 4, input, diag);
    o->sleef_error = sleef_error(arena, &network, input, expected, diag);
    return !diag->message;
}

/* Whether a layer's own loop or call goes over a share's tiles. (The prelude's helpers do in every file.) */
static bool is_divided(const char *text) {
    static const char *const loops[] = { "(int t = share.tile;", "(int tx = share.tile;",
                                         "_products(share.tile, share.end_tile, " };
    for (size_t i = 0; i < sizeof loops / sizeof *loops; i++)
        if (strstr(text, loops[i])) return true;
    return false;
}

static void job(void *context, int index, void *result) {
    (void)context;
    Outcome *outcome = result;
    const Target *target = float_target_at(index % float_target_count());
    int which = index / float_target_count();
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Plan *plan = draw_plan(&arena, target, which, &diag);
    outcome->planned = plan != NULL;
    outcome->divided = plan && is_divided(jit_text(&arena, plan, &diag));
    outcome->narrow = plan && has_narrow_filters(plan);
    if (plan && target_runs_here(target)) outcome->done = run_all(&arena, plan, which, outcome, &diag);
    if (diag.message) snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

static void judge_run(Tally *tally, const char *target, int which, const Outcome *o) {
    const char *why = *o->message ? o->message : "crashed";
    if (!check(tally, o->done, "network %d on %s: %s", which, target, why)) return;
    check(tally, o->threads_agree, "network %d on %s: two threads", which, target);
    check(tally, o->trace_agrees, "network %d on %s: traced", which, target);
    check(tally, o->openmp_agrees, "network %d on %s: gcc -fopenmp", which, target);
    check(tally, o->clang_openmp_agrees, "network %d on %s: clang -fopenmp", which, target);
    check(tally, o->sleef_error < 1e-6, "network %d on %s: SLEEF: error %g", which, target, o->sleef_error);
}

static void judge(Tally *tally, const Target *target, int which, const Outcome *o) {
    const char *why = *o->message ? o->message : "crashed";
    if (!check(tally, o->planned, "network %d on %s: %s", which, target->name, why)) return;
    bool parts = which % 3 == 1, narrow = which == IN_PARTS && target->gains[NUMBER_S24];
    check(tally, o->divided || !parts, "network %d on %s: no layer in parts", which, target->name);
    check(tally, o->narrow || !narrow, "network %d on %s: no narrow filters", which, target->name);
    if (target_runs_here(target)) judge_run(tally, target->name, which, o);
}

int main(void) {
    Tally tally = { 0, 0 };
    int jobs = SPECS * float_target_count();
    setenv("OMP_NUM_THREADS", "2", 1);
    if (!has_clang()) printf("SKIPPED: clang -fopenmp does not work here (make deps-check)\n");
    tell_skipped_targets("running modes");
    const Outcome *outcomes = run_jobs(jobs, job, NULL, sizeof(Outcome));
    for (int i = 0; i < jobs; i++)
        judge(&tally, float_target_at(i % float_target_count()), i / float_target_count(), &outcomes[i]);
    return tally_close(&tally);
}
