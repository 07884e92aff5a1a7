/* lowering.c: which layers --precision auto lowers. */
#include "precision.h"
#include "traced.h"

#include <math.h>
#include <string.h>

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

/* ---- What cannot be lowered ---- */

/* The layer with weights that a layer's kind hangs on: itself, or what it reads. */
static int chosen_before(const Layers *layers, int v) {
    while (v >= 0 && !is_chosen(layers, v)) v = layers->layers[v].in;
    return v;
}

/* [layer]: stays, since int8 has no such layer. */
static const bool *refused_layers(Arena *arena, const LoweringOrder *o, const Layers *layers) {
    bool *refused = arena_array(arena, bool, layers->count);
    Arena own = { .no_memory = arena->no_memory };
    for (int turn = 0; turn < layers->count; turn++) {
        const Mixed mixed = mix_layers(&own, layers, o->order.ranges, refused);
        const int v = refused_layer(&own, o->spec, mixed.layers, mixed.ranges);
        const int chosen = v < 0 ? v : chosen_before(mixed.layers, v);
        if (chosen < 0) break;
        refused[layer_named(layers, mixed.layers->layers[chosen].name)] = true;
    }
    arena_free(&own);
    return refused;
}

/* ---- The order of harm ---- */

/* Of layers alike the earlier one goes first. What has neither signal nor noise does no harm. */
static bool does_less(const double *harm, int a, int b) {
    const double x = isnan(harm[a]) ? INFINITY : harm[a], y = isnan(harm[b]) ? INFINITY : harm[b];
    return x > y || (x == y && a < b);
}

static int *by_harm(Arena *arena, const Layers *layers, const Lowering *made, int *chosen) {
    const double *harm = made->harm;
    int *order = arena_array(arena, int, layers->count), count = 0;
    for (int v = 0; v < layers->count; v++) {
        if (!is_chosen(layers, v) || made->refused[v]) continue;
        int i = count++;
        for (; i > 0 && does_less(harm, v, order[i - 1]); i--) order[i] = order[i - 1];
        order[i] = v;
    }
    *chosen = count;
    return order;
}

/* ---- Trials ---- */

static const bool *table_of(Arena *arena, const Search *s, int lowered) {
    bool *floats = arena_array(arena, bool, s->layers->count);
    memcpy(floats, s->made->refused, sizeof *floats * (size_t)s->layers->count);
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

/* Between what holds and what does not: none is lowered, which needs no trial; all are, which was the first.
 */
static bool bisect(Search *s) {
    int holds = 0, fails = s->made->chosen;
    const int most = 1 + steps_between(0, s->made->chosen);
    while (fails - holds > 1) {
        bool good;
        const int tried = holds + (fails - holds) / 2;
        tell(s, s->made->trial_count, most);
        if (!try_lowered(s, tried, &good)) return false;
        *(good ? &holds : &fails) = tried;
    }
    tell(s, most, most);
    s->made->lowered = holds;
    return true;
}

/* Harm is measured where not all can be lowered: only then does an order matter. */
static bool choose(Search *s) {
    const LoweringOrder *order = s->order;
    Lowering *made = s->made;
    double *unknown = arena_array(s->arena, double, s->layers->count);
    for (int v = 0; v < s->layers->count; v++) unknown[v] = NAN;
    made->harm = unknown;
    made->order = by_harm(s->arena, s->layers, made, &made->chosen);
    made->lowered = made->chosen;
    bool all;
    if (!try_lowered(s, made->chosen, &all)) return false;
    if (all) return true;
    made->harm = measure_harm(s->arena, order->floats, order->order.ranges, made->refused,
                              order->held->source, s->diag);
    if (!made->harm) return false;
    made->order = by_harm(s->arena, s->layers, made, &made->chosen);
    return bisect(s);
}

/* What one image counts for. */
static void tell_grain(const LoweringOrder *order, const Hits *floats, Diag *diag) {
    const double grain = 100.0 / (floats->known ? floats->known : floats->images);
    if (order->max_drop > 0 && order->max_drop < grain)
        diag_note(diag, "--max-drop %.4g: of %d images one answer is %.2g points: none may be lost",
                  order->max_drop, floats->known ? floats->known : floats->images, grain);
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
    tell_grain(order, &s.floats, diag);
    s.made->trials = s.trials;
    s.made->refused = refused_layers(arena, order, s.layers);
    if (!choose(&s)) return NULL;
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
