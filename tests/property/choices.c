/* choices.c: whatever choice a layer can have computes the same.
 *
 * Each feature of a choice (feature.h) by name, on each target that has it: with ReLU, with PReLU, whose
 * slope each kernel finds in its own way, and with one of the other activations by turns. Then random small
 * networks, each of whose layers gets candidates of --tune and choices as a hand might write them into a file
 * of choices. All is planned for each target as if it were native, and compiled; where this processor can run
 * it, it is held against the reference, and runs between guard pages from a workspace of NaN.
 *
 * usage: choices [all]   otherwise PReLU and the other activations take turns, and of the networks there is
 * half */
#include "draw.h"
#include "feature.h"
#include "measure/measure.h"
#include "pairs.h"
#include "skipped.h"
#include "tally.h"
#include "trial.h"
#include "workers.h"

#include <stdio.h>
#include <string.h>

enum { NETWORKS = 6, ROUNDS = 4 }; /* networks: a target */

typedef struct {
    Trial trial;
    bool candidates_legal;
} Outcome;

/* ---- Networks ---- */

/* Of a stage; of a group where there are several, every other time so narrow that it fits into a vector of
 * AVX2. */
static int draw_width(uint64_t *state, int groups) {
    static const int inside[] = { 1, 2, 4, 8 };
    if (groups > 1 && draw_between(state, 0, 1)) return inside[draw_between(state, 0, COUNT_OF(inside) - 1)];
    return draw_between(state, groups, 70 / groups);
}

/* Images of 1 to 20 pixels, 1 to 70 channels, kernels of 1 to 7, strides of 1 to 3, batches of 1 to 3. */
static const Spec *draw_spec(Arena *arena, uint64_t *state, Diag *diag) {
    Text text = { .arena = arena };
    bool groups = draw_between(state, 0, 2) == 0, bottleneck = groups || draw_between(state, 0, 1);
    int stages = draw_between(state, 1, 2), count = groups ? draw_between(state, 2, 8) : 1;
    text_printf(&text, "{\"name\":\"drawn\",\"block\":\"%s\",\"expansion\":%d,\"repeats\":[1%s]",
                bottleneck ? "bottleneck" : "basic", draw_between(state, 1, 2), stages > 1 ? ",1" : "");
    text_printf(&text, ",\"widths\":[%d", draw_width(state, count));
    if (stages > 1) text_printf(&text, ",%d", draw_width(state, count));
    text_printf(&text, "],\"strides\":[%d", draw_between(state, 1, 2));
    if (stages > 1) text_printf(&text, ",%d", draw_between(state, 1, 3));
    text_printf(&text, "],\"groups\":%d,\"width_per_group\":64", count);
    text_printf(&text, ",\"stem\":{\"kernel\":%d,\"stride\":%d,\"width\":%d,\"pool\":%s}",
                2 * draw_between(state, 0, 3) + 1, draw_between(state, 1, 3), draw_between(state, 1, 70),
                draw_between(state, 0, 3) ? "null" : "\"max\"");
    text_printf(&text, ",\"input\":{\"channels\":%d,\"height\":%d,\"width\":%d}", draw_between(state, 1, 4),
                draw_between(state, 1, 20), draw_between(state, 1, 20));
    text_printf(&text, ",\"batch\":%d,\"classes\":%d}", draw_between(state, 1, 3),
                draw_between(state, 1, 40));
    return spec_parse(arena, text.bytes, text.length, text.bytes, diag);
}

/* ---- Choices ---- */

static bool same(const Choice *a, const Choice *b) {
    return a->algorithm == b->algorithm && a->tile.rows == b->tile.rows &&
           a->tile.columns == b->tile.columns && a->tile.vectors == b->tile.vectors && a->order == b->order &&
           a->in_blocks == b->in_blocks && a->prefetch == b->prefetch && a->pairs == b->pairs &&
           a->raw == b->raw && a->weights == b->weights && a->flat == b->flat && a->slices == b->slices &&
           a->outputs == b->outputs && a->strip == b->strip && a->group == b->group && a->span == b->span &&
           a->lane_group == b->lane_group && a->scratch == b->scratch;
}

/* What the choice's line in a file of choices comes back as. */
static bool survives_file(Arena *arena, const Query *q, Accuracy accuracy, const Choice *choice) {
    Choice c = { .algorithm = choice->algorithm,
                 .tile = choice->tile,
                 .order = choice->order,
                 .prefetch = choice->prefetch,
                 .pairs = choice->pairs,
                 .flat = choice->flat,
                 .slices = choice->slices,
                 .outputs = choice->outputs,
                 .raw = choice->raw,
                 .weights = choice->weights,
                 .strip = choice->strip,
                 .group = choice->group };
    return !complete_choice(arena, q, accuracy, &c) && same(&c, choice);
}

static void choose_by_hand(Arena *arena, const Query *q, Accuracy accuracy, uint64_t *state, Choice *choice,
                           Outcome *outcome) {
    *choice = draw_choice(q, accuracy, state);
    const char *fault = complete_choice(arena, q, accuracy, choice);
    if (fault) trial_fail(&outcome->trial, "drawn, but not legal: %s", fault);
}

static void choose_candidate(Arena *arena, const Query *q, Accuracy accuracy, uint64_t *state, Choice *choice,
                             Outcome *outcome) {
    const Candidate *list;
    int count = list_candidates(arena, q, accuracy, &list);
    for (int i = 0; i < count; i++)
        if (!survives_file(arena, q, accuracy, &list[i].choice)) outcome->candidates_legal = false;
    *choice = list[draw_between(state, 0, count - 1)].choice;
}

static const Plan *draw_plan(Arena *arena, const Plan *plan, bool by_hand, uint64_t *state,
                             Outcome *outcome) {
    int count = plan->layers->count;
    Choice *choices = arena_array(arena, Choice, count);
    memcpy(choices, plan->choices, sizeof *choices * (size_t)count);
    for (int v = 0; v < count; v++) {
        if (!has_weights(&plan->layers->layers[v])) continue;
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        (by_hand ? choose_by_hand : choose_candidate)(arena, &q, plan->accuracy, state, &choices[v], outcome);
    }
    return plan_with_choices(arena, plan, choices);
}

/* ---- A feature of a target ---- */

enum { ENDINGS = 3 };

static const Feature *feature_of(int job) { return &features[job / target_count % feature_count]; }
static const Target *target_of(int job) { return targets[job % target_count]; }

/* Of the endings ReLU, or all; by turns one of the two others. */
static bool is_tried(int job, bool all) {
    const int ending = job / (feature_count * target_count),
              turn = job / target_count % feature_count + job % target_count;
    return target_has(target_of(job), feature_of(job)) && (all || ending == 0 || ending == 1 + turn % 2);
}

static Activation activation_of(int job) {
    static const Activation others[] = { ACTIVATION_SILU,      ACTIVATION_GELU,      ACTIVATION_RELU6,
                                         ACTIVATION_HARDSWISH, ACTIVATION_GELU_TANH, ACTIVATION_LEAKY_RELU };
    const int ending = job / (feature_count * target_count), turn = job / target_count + job % target_count;
    return ending == 0 ? ACTIVATION_RELU : ending == 1 ? ACTIVATION_PRELU : others[turn % COUNT_OF(others)];
}

static void try_feature(void *context, int job, void *result) {
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    int v;
    if (!is_tried(job, *(const bool *)context)) return;
    const Plan *plan =
        plan_with_feature(&arena, target_of(job), feature_of(job), activation_of(job), &v, &diag);
    if (plan) {
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        outcome->candidates_legal = survives_file(&arena, &q, plan->accuracy, &plan->choices[v]);
        trial_verify(&outcome->trial, &arena, plan, 1);
        trial_guard(&outcome->trial, &arena, plan);
    } else {
        trial_fail(&outcome->trial, "%s", diag.message);
    }
    arena_free(&arena);
}

/* ---- A random network ---- */

static void try_network(void *context, int job, void *result) {
    (void)context;
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    uint64_t state = (uint64_t)job * 7919 + 1;
    const Spec *spec = draw_spec(&arena, &state, &diag);
    const Plan *plan =
        spec ? plan_network(&arena, spec, target_of(job), "random:5", NULL, ACCURACY_FAST, &diag) : NULL;
    if (!plan) trial_fail(&outcome->trial, "%s", diag.message);
    outcome->candidates_legal = true;
    for (int round = 0; plan && round < ROUNDS; round++) {
        const Plan *other = draw_plan(&arena, plan, round % 2, &state, outcome);
        const int turn = job / target_count + round;
        if (turn % 3) other = force_pairs(&arena, other, turn % 3 == 1);
        trial_verify(&outcome->trial, &arena, other, (uint64_t)round);
        if (round == job / target_count % ROUNDS) trial_guard(&outcome->trial, &arena, other);
    }
    arena_free(&arena);
}

/* ---- All of them ---- */

/* `rounds`: how many plans were to agree with the reference. */
static void judge(Tally *tally, const char *what, const Target *target, const Outcome *outcome, int rounds) {
    const Trial *trial = &outcome->trial;
    const char *message = *trial->message ? trial->message : "crashed, perhaps on a guard page";
    bool runs = target_runs_here(target), legal = outcome->candidates_legal;
    bool good = trial->compiled == 1 && trial->verified == (runs ? rounds : 0) && trial->guarded == runs;
    check(tally, good && !*trial->message, "%s on %s: %s", what, target->name, message);
    check(tally, legal || *trial->message, "%s on %s: a file of choices cannot have it", what, target->name);
}

static double try_features(Tally *tally, bool all) {
    int jobs = ENDINGS * feature_count * target_count;
    double worst = 0;
    const Outcome *outcomes = run_jobs(jobs, try_feature, &all, sizeof(Outcome));
    for (int job = 0; job < jobs; job++) {
        if (!is_tried(job, all)) continue;
        char what[80];
        snprintf(what, sizeof what, "%s, %s", feature_of(job)->name,
                 activation_row(activation_of(job))->name);
        judge(tally, what, target_of(job), &outcomes[job], 1);
        if (outcomes[job].trial.worst > worst) worst = outcomes[job].trial.worst;
    }
    return worst;
}

static double try_networks(Tally *tally, bool all) {
    double worst = 0;
    int jobs = (all ? NETWORKS : NETWORKS / 2) * target_count;
    const Outcome *outcomes = run_jobs(jobs, try_network, NULL, sizeof(Outcome));
    for (int job = 0; job < jobs; job++) {
        char what[40];
        snprintf(what, sizeof what, "network %d", job);
        judge(tally, what, target_of(job), &outcomes[job], ROUNDS);
        if (outcomes[job].trial.worst > worst) worst = outcomes[job].trial.worst;
    }
    return worst;
}

/* A feature that no target has would be tried nowhere. */
static void check_table(Tally *tally) {
    for (int f = 0; f < feature_count; f++) {
        bool some = false;
        for (int t = 0; t < target_count; t++) some = some || target_has(targets[t], &features[f]);
        check(tally, some, "no target has %s", features[f].name);
    }
}

int main(int argc, char **argv) {
    const bool all = argc > 1 && !strcmp(argv[1], "all");
    Tally tally = { 0, 0 };
    tell_skipped_targets("running choices");
    check_table(&tally);
    double features_worst = try_features(&tally, all), networks_worst = try_networks(&tally, all);
    printf("worst error %.1e of a feature's network, %.1e of a random one\n", features_worst, networks_worst);
    return tally_close(&tally);
}
