/* tune.c: --tune. Variant i of the network gives each kind of layer its i-th candidate, so that as many
 * variants as the longest list of candidates measure them all, with the caches as the neighbours leave them
 * (tune_round.c). A final between the model's choice and the best three decides. */
#include "tune.h"
#include "tuner.h"

#include <string.h>

enum { FINALISTS = 4 };

/* What is not faster than the model's choice by this may be noise. */
static const double CLEARLY = 0.98;

void tuner_step(Tuner *t, int steps) {
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
    int variants = tuner_variants(&t, false);
    t.total = variants + (variants < FINALISTS ? variants : FINALISTS) + 2 * TUNER_RUN_STEPS;
    tuner_step(&t, 0);
    if (!tuner_play(arena, &t, false)) return NULL;
    for (int g = 0; g < t.count; g++) choose_finalists(&t.groups[g]);
    if (!tuner_play(arena, &t, true)) return NULL;
    TuneRow *rows = arena_array(arena, TuneRow, t.count);
    for (int g = 0; g < t.count; g++) rows[g] = row_of(&t, &t.groups[g]);
    Tuning *tuning = arena_alloc(arena, sizeof *tuning);
    *tuning = (Tuning){ plan->target, plan->accuracy, rows, t.count, seconds_now() - since };
    return tuning;
}
