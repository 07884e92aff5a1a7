/* tune.c: --tune. Variant i of the network gives each kind of layer its i-th candidate, so that as many
 * variants as the longest list of candidates measure them all, with the caches as the neighbours leave them.
 *
 * All variants are in memory at once and take turns, so that what else the machine does meets all of them,
 * and a candidate's time is its least. A final between the model's choice and the best three decides. */
#include "tune.h"
#include "bench.h"
#include "pack/pack.h"
#include "plan/plan.h"

#include <float.h>
#include <string.h>

enum { FINALISTS = 4, CALLS = 3, RUN_STEPS = 10 };

/* What is not faster than the model's choice by this may be noise. */
static const double CLEARLY = 0.98;

/* A turn: CALLS calls of each variant. */
typedef struct {
    int least_turns;
    double least_seconds, most_seconds;
} Budget;

static const Budget heats = { .least_turns = 6, .least_seconds = 1, .most_seconds = 60 },
                    final = { .least_turns = 20, .least_seconds = 2, .most_seconds = 60 };

/* Layers of one key. */
typedef struct {
    const char *key;
    int first, layers;
    const Candidate *candidates;
    int count;
    double *seconds; /* [count]: of all its layers together; 0: not measured */
    int *order;      /* [finalists]: candidates, the model's first, then by their time in the heats */
    int finalists;
} Group;

typedef struct {
    const Plan *plan;
    Group *groups;
    int count;
    int *group_of; /* [layer]: -1: nothing to choose */
    const Progress *progress;
    int done, total; /* steps */
    Diag *diag;
} Tuner;

static void step(Tuner *t, int steps) {
    t->done += steps;
    if (t->progress) t->progress->tell(t->progress->context, t->done, t->total);
}

/* ---- Groups ---- */

static int find_group(const Tuner *t, const char *key) {
    for (int g = 0; g < t->count; g++)
        if (!strcmp(t->groups[g].key, key)) return g;
    return -1;
}

static void add_layer(Arena *arena, Tuner *t, int v) {
    const Plan *plan = t->plan;
    const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
    const char *key = layer_key(arena, &q);
    int g = find_group(t, key);
    if (g < 0) {
        Group *group = &t->groups[g = t->count++];
        *group = (Group){ .key = key, .first = v };
        group->count = list_candidates(arena, &q, plan->accuracy, &group->candidates);
        group->seconds = arena_array(arena, double, group->count);
        group->order = arena_array(arena, int, FINALISTS);
    }
    t->groups[g].layers++;
    t->group_of[v] = g;
}

static void find_groups(Arena *arena, Tuner *t) {
    const Layers *layers = t->plan->layers;
    t->groups = arena_array(arena, Group, layers->count);
    t->group_of = arena_array(arena, int, layers->count);
    for (int v = 0; v < layers->count; v++) {
        t->group_of[v] = -1;
        if (has_weights(&layers->layers[v])) add_layer(arena, t, v);
    }
}

/* ---- Variants ---- */

/* Which candidate a group has in a variant: those of short lists come again. */
static int candidate_in(const Group *group, int variant, bool finals) {
    return finals ? group->order[variant % group->finalists] : variant % group->count;
}

static int variant_count(const Tuner *t, bool finals) {
    int most = 0;
    for (int g = 0; g < t->count; g++) {
        int count = finals ? t->groups[g].finalists : t->groups[g].count;
        if (count > most) most = count;
    }
    return most;
}

static const Plan *variant_plan(Arena *arena, const Tuner *t, int variant, bool finals) {
    int count = t->plan->layers->count;
    Choice *choices = arena_array(arena, Choice, count);
    memcpy(choices, t->plan->choices, sizeof *choices * (size_t)count);
    for (int v = 0; v < count; v++) {
        if (t->group_of[v] < 0) continue;
        const Group *group = &t->groups[t->group_of[v]];
        choices[v] = group->candidates[candidate_in(group, variant, finals)].choice;
    }
    return plan_with_choices(arena, t->plan, choices);
}

/* The variants of one round share their memory. */
typedef struct {
    LayerTimer **timers;
    int count;
    const Plan **plans;
    float *weights, *input, *output;
    float (*limits)[2]; /* [layer]: none, for pairs */
    void *workspace;
} Round;

float *tune_noise(Arena *arena, size_t floats) {
    float *values = arena_array(arena, float, floats);
    uint32_t state = 1;
    for (size_t i = 0; i < floats; i++) {
        state = state * 1664525 + 1013904223; /* Numerical Recipes' generator */
        values[i] = ((float)(state >> 16) - 32767.5f) / 32768 * 0x1p-50f;
    }
    return values;
}

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

static bool open_round(Arena *arena, Tuner *t, bool finals, Round *round) {
    size_t weights = 0, workspace = 0;
    round->count = variant_count(t, finals);
    round->timers = arena_array(arena, LayerTimer *, round->count);
    round->plans = arena_array(arena, const Plan *, round->count);
    round->limits = arena_alloc(arena, sizeof *round->limits * (size_t)t->plan->layers->count);
    for (int v = 0; v < t->plan->layers->count; v++) round->limits[v][1] = FLT_MAX;
    for (int i = 0; i < round->count; i++) {
        const Plan *plan = variant_plan(arena, t, i, finals);
        const char *text = emit_c(arena, plan, &(EmitNames){ .options = "" });
        round->timers[i] = layer_timer_open(arena, plan, text, JIT_CC, t->diag);
        if (!round->timers[i]) return false;
        round->plans[i] = plan;
        weights = larger(weights, plan->blob->size);
        workspace = larger(workspace, layer_timer_workspace(round->timers[i]));
        step(t, 1);
    }
    round->weights = tune_noise(arena, weights / sizeof(float));
    round->input = tune_noise(arena, plan_input_floats(t->plan));
    round->output = arena_array(arena, float, plan_output_floats(t->plan));
    round->workspace = arena_alloc(arena, workspace);
    return true;
}

/* The limits between which pairs are accurate, of every layer that multiplies so, against those in `limits`:
 * noise would keep it from pairs. */
static void exchange_limits(const Plan *plan, float *weights, float (*limits)[2]) {
    for (int v = 0; v < plan->layers->count; v++) {
        if (!plan->choices[v].pairs) continue;
        float *here = weights + plan->blob->bias[v] / sizeof *weights + pair_limits(&plan->layouts[v]);
        for (int i = 0; i < 2; i++) {
            float value = here[i];
            here[i] = limits[v][i];
            limits[v][i] = value;
        }
    }
}

static void run_turn(const Round *round) {
    for (int i = 0; i < round->count; i++) {
        exchange_limits(round->plans[i], round->weights, round->limits);
        for (int call = 0; call < CALLS; call++)
            layer_timer_call(round->timers[i], round->weights, round->workspace, round->input, round->output);
        exchange_limits(round->plans[i], round->weights, round->limits);
    }
}

static double smaller(double a, double b) { return a < b ? a : b; }

/* How much of the budget is used up, 1: all. */
static double spent(const Budget *budget, int turns, double seconds) {
    double wanted = smaller((double)turns / budget->least_turns, seconds / budget->least_seconds);
    double most = turns > 0 ? seconds / budget->most_seconds : 0;
    return smaller(1, wanted > most ? wanted : most);
}

static void run_round(Tuner *t, const Round *round, const Budget *budget) {
    double since = seconds_now(), part = 0;
    int steps = 0;
    for (int turns = 0; part < 1; turns++) {
        part = spent(budget, turns, seconds_now() - since);
        int now = (int)(part * RUN_STEPS);
        if (now > steps) step(t, now - steps);
        steps = now;
        if (part < 1) run_turn(round);
    }
}

static void collect(Tuner *t, const Round *round, bool finals) {
    for (int g = 0; g < t->count; g++)
        memset(t->groups[g].seconds, 0, sizeof(double) * (size_t)t->groups[g].count);
    for (int i = 0; i < round->count; i++) {
        const double *least = layer_timer_least(round->timers[i]);
        for (int g = 0; g < t->count; g++) {
            double sum = 0, *best = &t->groups[g].seconds[candidate_in(&t->groups[g], i, finals)];
            for (int v = 0; v < t->plan->layers->count; v++)
                if (t->group_of[v] == g) sum += least[v];
            if (*best == 0 || sum < *best) *best = sum;
        }
    }
}

static void free_arena(void *arena) { arena_free(arena); }

/* A round's texts, plans and weights live in an arena of their own. */
static bool play_round(Arena *arena, Tuner *t, bool finals, const Budget *budget) {
    Arena *own = arena_alloc(arena, sizeof *own);
    own->no_memory = arena->no_memory;
    arena_defer(arena, free_arena, own);
    Round round;
    bool good = open_round(own, t, finals, &round);
    if (good) run_round(t, &round, budget);
    if (good) collect(t, &round, finals);
    arena_free(own);
    return good;
}

/* ---- Results ---- */

/* The model's choice, then the fastest. */
static void choose_finalists(Group *group) {
    group->finalists = 1;
    for (int c = 1; c < group->count; c++) {
        int at = group->finalists;
        while (at > 1 && group->seconds[c] < group->seconds[group->order[at - 1]]) at--;
        if (at == FINALISTS) continue;
        group->finalists += group->finalists < FINALISTS;
        for (int i = group->finalists - 1; i > at; i--) group->order[i] = group->order[i - 1];
        group->order[at] = c;
    }
}

static TuneRow row_of(const Tuner *t, const Group *group) {
    int best = 0;
    for (int i = 1; i < group->finalists; i++)
        if (group->seconds[group->order[i]] < group->seconds[best]) best = group->order[i];
    if (group->seconds[best] > CLEARLY * group->seconds[0]) best = 0;
    return (TuneRow){ .key = group->key,
                      .first = t->plan->layers->layers[group->first].name,
                      .layers = group->layers,
                      .calls = group->layers * t->plan->spec->batch / t->plan->layouts[group->first].run,
                      .candidates = group->count,
                      .model = group->candidates[0].choice,
                      .best = group->candidates[best].choice,
                      .model_seconds = group->seconds[0],
                      .best_seconds = group->seconds[best] };
}

const Tuning *tune_network(Arena *arena, const Plan *plan, const Progress *progress, Diag *diag) {
    double since = seconds_now();
    Tuner t = { .plan = plan, .progress = progress, .diag = diag };
    find_groups(arena, &t);
    int finals = variant_count(&t, false);
    t.total = variant_count(&t, false) + (finals < FINALISTS ? finals : FINALISTS) + 2 * RUN_STEPS;
    step(&t, 0);
    if (!play_round(arena, &t, false, &heats)) return NULL;
    for (int g = 0; g < t.count; g++) choose_finalists(&t.groups[g]);
    if (!play_round(arena, &t, true, &final)) return NULL;
    TuneRow *rows = arena_array(arena, TuneRow, t.count);
    for (int g = 0; g < t.count; g++) rows[g] = row_of(&t, &t.groups[g]);
    Tuning *tuning = arena_alloc(arena, sizeof *tuning);
    *tuning = (Tuning){ plan->target, plan->accuracy, rows, t.count, seconds_now() - since };
    return tuning;
}
