/* lowering.c: which layers --precision auto lowers. */
#include "precision.h"

#include <math.h>

enum { MOST_TRIALS = 32 }; /* bisection of a billion layers */

typedef struct {
    Arena *arena;
    const LoweringOrder *order;
    const Layers *layers;
    const int *answers; /* [image]: of floats */
    Hits floats;
    Lowering *made;
    LoweringTrial *trials;
    Diag *diag;
} Search;

/* ---- The order of harm ---- */

/* All that can be is lowered. */
static const double *measure_alone(Arena *arena, const LoweringOrder *o, Diag *diag) {
    const Layers *layers = o->floats->plan->layers;
    const Mixed mixed = mix_layers(arena, layers, o->order.ranges, NULL);
    const Quantized *quantized = quantize_layers(arena, o->spec, mixed.layers, mixed.ranges, diag);
    return quantized ? noise_alone(arena, o->floats, mixed.layers, quantized, o->held->source, diag) : NULL;
}

/* Of layers alike the earlier one goes first. What has neither signal nor noise does no harm. */
static bool does_less(const double *alone, int a, int b) {
    const double x = isnan(alone[a]) ? INFINITY : alone[a], y = isnan(alone[b]) ? INFINITY : alone[b];
    return x > y || (x == y && a < b);
}

static int *by_harm(Arena *arena, const Layers *layers, const double *alone, int *chosen) {
    int *order = arena_array(arena, int, layers->count), count = 0;
    for (int v = 0; v < layers->count; v++) {
        if (!is_chosen(layers, v)) continue;
        int i = count++;
        for (; i > 0 && does_less(alone, v, order[i - 1]); i--) order[i] = order[i - 1];
        order[i] = v;
    }
    *chosen = count;
    return order;
}

/* ---- Trials ---- */

static const bool *table_of(Arena *arena, const Search *s, int lowered) {
    bool *floats = arena_array(arena, bool, s->layers->count);
    for (int i = lowered; i < s->made->chosen; i++) floats[s->made->order[i]] = true;
    return floats;
}

static void tell(const Search *s, int done, int total) {
    const Progress *progress = s->order->progress;
    if (progress && progress->tell) progress->tell(progress->context, done, total);
}

static bool hits_of(Arena *arena, const Search *s, int lowered, Hits *hits) {
    PlanOrder order = s->order->order;
    order.floats = table_of(arena, s, lowered);
    const Plan *plan = plan_to_order(arena, s->order->spec, s->order->target, &order, s->diag);
    const Runnable network = { plan, JIT_CC };
    return plan && answer_images(arena, &network, s->order->held, s->answers, hits, s->diag);
}

/* Each in memory of its own. */
static bool try_lowered(Search *s, int lowered, bool *good) {
    Arena own = { .no_memory = s->arena->no_memory };
    Hits hits;
    bool done = hits_of(&own, s, lowered, &hits);
    arena_free(&own);
    if (!done) return false;
    const double drop = points_lost(&s->floats, &hits);
    s->trials[s->made->trial_count++] = (LoweringTrial){ lowered, drop };
    *good = drop <= s->order->max_drop;
    return true;
}

static int steps_between(int low, int high) {
    int steps = 0;
    for (; high - low > 1; high = low + (high - low + 1) / 2) steps++;
    return steps;
}

/* Between what holds and what does not: none is lowered, which needs no trial; all are, which is the first.
 */
static bool bisect(Search *s) {
    int holds = 0, fails = s->made->chosen + 1, tried = s->made->chosen;
    const int most = 1 + steps_between(0, s->made->chosen);
    while (fails - holds > 1) {
        bool good;
        tell(s, s->made->trial_count, most);
        if (!try_lowered(s, tried, &good)) return false;
        *(good ? &holds : &fails) = tried;
        tried = holds + (fails - holds) / 2;
    }
    tell(s, most, most);
    s->made->lowered = holds;
    return true;
}

const Lowering *lower_by_harm(Arena *arena, const LoweringOrder *order, Diag *diag) {
    Search s = { .arena = arena,
                 .order = order,
                 .layers = order->floats->plan->layers,
                 .made = arena_alloc(arena, sizeof *s.made),
                 .trials = arena_array(arena, LoweringTrial, MOST_TRIALS),
                 .diag = diag };
    s.answers = answer_images(arena, order->floats, order->held, NULL, &s.floats, diag);
    if (!s.answers) return NULL;
    const double *alone = measure_alone(arena, order, diag);
    if (!alone) return NULL;
    *s.made = (Lowering){ .alone = alone, .trials = s.trials };
    s.made->order = by_harm(arena, s.layers, alone, &s.made->chosen);
    if (!bisect(&s)) return NULL;
    s.made->floats = table_of(arena, &s, s.made->lowered);
    return s.made;
}

double drop_with(const Lowering *lowering, int layer) {
    int rank = 0, least = lowering->chosen + 1;
    double drop = NAN;
    while (rank < lowering->chosen && lowering->order[rank] != layer) rank++;
    for (int i = 0; i < lowering->trial_count; i++)
        if (lowering->trials[i].lowered > rank && lowering->trials[i].lowered < least) {
            least = lowering->trials[i].lowered;
            drop = lowering->trials[i].drop;
        }
    return drop;
}
