/* integers.c: what is emitted for int8 equals the reference in integers, layer by layer, number by number.
 *
 * Networks that have each what computes in integers, large enough that threads share their passes, and random
 * ones: on each target, by gcc and clang, on one thread and on two. What int8 cannot do is refused. */
#include "integers.h"
#include "draw.h"
#include "networks.h"
#include "random_spec.h"
#include "skipped.h"
#include "tally.h"
#include "trial.h"
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANDOM = 45 }; /* networks, each on one target */

typedef struct {
    Trial trial;
    bool refused;
    int transformed[WINOGRAD_LARGEST + 1]; /* layers by F(m, 3) */
} Outcome;

/* ---- A job: a network on a target ---- */

/* Named ones are on some targets, by turns; the number of these has no divisor of STEP. */
enum { TRIES = 3, STEP = 3 };

static int named_jobs(void) { return NETWORKS * TRIES; }
static int network_of(int job) { return job < named_jobs() ? job / TRIES : NETWORKS + job - named_jobs(); }

static const Target *target_of(int job) {
    const int turn = network_of(job);
    return targets[(turn < NETWORKS ? turn + job % TRIES * STEP : turn) % target_count];
}

static const Spec *spec_of(Arena *arena, int job, Diag *diag) {
    int network = network_of(job);
    if (network >= NETWORKS) return random_spec(arena, (uint64_t)(network - NETWORKS), diag);
    return spec_parse(arena, networks[network], strlen(networks[network]), "named", diag);
}

/* Both compilers and both numbers of threads come to each target, whatever the count of these. */
static const char *compiler_of(int job) { return job % 2 ? "clang" : "gcc"; }
static int threads_of(int job) { return 1 + job / 2 % 2; }

static void verify(Trial *trial, Arena *arena, const Plan *plan, const void *input, Diag *diag) {
    if (!target_runs_here(plan->target)) return;
    const Verdict *v = verify_network(arena, plan, JIT_CC, input, NULL, diag);
    if (!v)
        trial_fail(trial, "%s", diag->message);
    else if (!v->agrees)
        trial_fail(trial, "%s, image %d, channel %d, y %d, x %d: %g steps", v->worst_layer, v->worst_image,
                   v->worst_channel, v->worst_y, v->worst_x, v->worst);
    trial->verified += v && v->agrees;
}

/* Every third network of a target has its choices drawn: Winograd by every m that its integers allow, in
 * strips and groups of any size, where values are words. */
static bool is_drawn(int job) { return job % 3 == 0; }

static const Plan *with_drawn_choices(Arena *arena, const Plan *plan, int job, Outcome *outcome) {
    const int count = plan->layers->count;
    uint64_t state = (uint64_t)job;
    Choice *choices = arena_array(arena, Choice, count);
    memcpy(choices, plan->choices, sizeof *choices * (size_t)count);
    for (int v = 0; v < count; v++) {
        if (!has_weights(&plan->layers->layers[v])) continue;
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        choices[v] = draw_choice(&q, plan->accuracy, &state);
        const char *fault = complete_choice(arena, &q, plan->accuracy, &choices[v]);
        if (fault) trial_fail(&outcome->trial, "drawn, but not legal: %s", fault);
    }
    return *outcome->trial.message ? plan : plan_with_choices(arena, plan, choices);
}

static void count_transformed(Outcome *outcome, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->choices[v].algorithm == ALGORITHM_WINOGRAD)
            outcome->transformed[plan->choices[v].outputs]++;
}

static bool has_group_norm(const Spec *spec) { return spec->norm_groups > 0; }

static void try_network(void *context, int job, void *result) {
    (void)context;
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Spec *spec = spec_of(&arena, job, &diag);
    const void *input = spec ? drawn_input(&arena, spec, 1) : NULL;
    const Plan *plan =
        spec ? plan_integers(&arena, spec, target_of(job), "random:1", threads_of(job), input, &diag) : NULL;
    if (plan && is_drawn(job)) plan = with_drawn_choices(&arena, plan, job, outcome);
    if (plan) count_transformed(outcome, plan);
    setenv("CC", compiler_of(job), 1);
    if (plan)
        verify(&outcome->trial, &arena, plan, input, &diag);
    else if (spec && has_group_norm(spec) && strstr(diag.message, "got a group norm"))
        outcome->refused = true;
    else
        trial_fail(&outcome->trial, "%s", diag.message);
    if (plan && job % 4 == 0) trial_guard(&outcome->trial, &arena, plan);
    arena_free(&arena);
}

/* ---- All of them ---- */

static void judge(Tally *tally, int job, const Outcome *outcome) {
    const Trial *trial = &outcome->trial;
    const char *message = *trial->message ? trial->message : "crashed, perhaps on a guard page";
    char what[40];
    if (network_of(job) < NETWORKS)
        snprintf(what, sizeof what, "network %d", network_of(job));
    else
        snprintf(what, sizeof what, "random %d", network_of(job) - NETWORKS);
    bool good = outcome->refused || trial->verified == target_runs_here(target_of(job));
    check(tally, good && !*trial->message, "%s on %s by %s, threads %d: %s", what, target_of(job)->name,
          compiler_of(job), threads_of(job), message);
}

int main(void) {
    Tally tally = { 0, 0 };
    int jobs = named_jobs() + RANDOM, refused = 0, transformed[WINOGRAD_LARGEST + 1] = { 0 };
    tell_skipped_targets("running int8");
    const Outcome *outcomes = run_jobs(jobs, try_network, NULL, sizeof(Outcome));
    for (int job = 0; job < jobs; job++) {
        judge(&tally, job, &outcomes[job]);
        refused += outcomes[job].refused;
        for (int m = 0; m <= WINOGRAD_LARGEST; m++) transformed[m] += outcomes[job].transformed[m];
    }
    for (int m = 2; m <= 4; m++)
        check(&tally, transformed[m] > 0, "no layer of integers is computed by F(%d,3)", m);
    check(&tally, refused > 0 && refused < jobs / 4, "%d of %d were refused", refused, jobs);
    printf("%d plans had a group norm and were refused\n", refused);
    return tally_close(&tally);
}
