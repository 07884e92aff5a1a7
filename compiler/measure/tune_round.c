/* tune_round.c: a round of --tune: variants of the network, compiled and timed in turns.
 *
 * All are in memory at once and take turns, so that what else the machine does meets all of them, and a
 * candidate's time is its least. */
#include "bench.h"
#include "pack/pack.h"
#include "tune.h"
#include "tuner.h"

#include <float.h>
#include <string.h>

enum { CALLS = 3 };

/* A turn: CALLS calls of each variant. */
typedef struct {
    int least_turns;
    double least_seconds, most_seconds;
} Budget;

static const Budget heats = { .least_turns = 6, .least_seconds = 1, .most_seconds = 60 },
                    final = { .least_turns = 20, .least_seconds = 2, .most_seconds = 60 };

/* ---- Variants ---- */

int tuner_variants(const Tuner *t, bool finals) {
    int most = 0;
    for (int g = 0; g < t->count; g++) {
        int count = finals ? t->groups[g].finalists : t->groups[g].count;
        if (count > most) most = count;
    }
    return most;
}

/* Which candidate a group has in a variant: those of short lists come again. */
static int candidate_in(const Group *group, int variant, bool finals) {
    return finals ? group->order[variant % group->finalists] : variant % group->count;
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

/* ---- A round: its variants share their memory ---- */

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

static void make_memory(Arena *arena, const Plan *plan, Round *round) {
    size_t weights = 0, workspace = 0;
    for (int i = 0; i < round->count; i++) {
        weights = larger(weights, round->plans[i]->blob->size);
        workspace = larger(workspace, layer_timer_workspace(round->timers[i]));
    }
    round->weights = tune_noise(arena, weights / sizeof(float));
    round->input = tune_noise(arena, plan_input_floats(plan));
    round->output = arena_array(arena, float, plan_output_floats(plan));
    round->workspace = arena_alloc(arena, workspace);
    round->limits = arena_alloc(arena, sizeof *round->limits * (size_t)plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++) round->limits[v][1] = FLT_MAX;
}

static bool open_round(Arena *arena, Tuner *t, bool finals, Round *round) {
    round->count = tuner_variants(t, finals);
    round->timers = arena_array(arena, LayerTimer *, round->count);
    round->plans = arena_array(arena, const Plan *, round->count);
    for (int i = 0; i < round->count; i++) {
        const Plan *plan = variant_plan(arena, t, i, finals);
        const char *text = emit_c(arena, plan, &(EmitNames){ .options = "" });
        round->timers[i] = layer_timer_open(arena, plan, text, JIT_CC, t->diag);
        if (!round->timers[i]) return false;
        round->plans[i] = plan;
        tuner_step(t, 1);
    }
    make_memory(arena, t->plan, round);
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
        int now = (int)(part * TUNER_RUN_STEPS);
        if (now > steps) tuner_step(t, now - steps);
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
bool tuner_play(Arena *arena, Tuner *t, bool finals) {
    Arena *own = arena_alloc(arena, sizeof *own);
    own->no_memory = arena->no_memory;
    arena_defer(arena, free_arena, own);
    Round round;
    bool good = open_round(own, t, finals, &round);
    if (good) run_round(t, &round, finals ? &final : &heats);
    if (good) collect(t, &round, finals);
    arena_free(own);
    return good;
}
