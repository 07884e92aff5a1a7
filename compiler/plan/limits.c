/* limits.c: the fastest choices within limits.
 *
 * Weights add up over the layers: a knapsack. Of the workspace, layers share the scratch: what the values
 * that are live in a layer leave of the limit is what it may take. Values themselves take less without tails,
 * for which Winograd's tiles must not hang over, and image by image: all ways to space them are tried. */
#include "economy.h"

#include <math.h>

static const Spacing spacings[] = { { true, CHUNK_IMAGES }, { true, 1 }, { false, 1 } };

/* What values leave of the workspace to each layer's scratch, the team's lines taken off. NULL: they do not
 * fit. */
static const double *scratch_left(Arena *arena, const Plan *plan, const Layout *layouts) {
    const size_t limit = plan->economy.workspace, lines = 2 * LINE_BYTES;
    const Placement *placement = limit ? place_among(arena, plan->layers, layouts, NULL) : NULL;
    double *left = arena_array(arena, double, plan->layers->count);
    if (limit && placement->values + lines > limit) return NULL;
    for (int v = 0; v < plan->layers->count; v++)
        left[v] = limit ? (double)((limit - lines - placement->places[v].scratch) / LINE_BYTES * LINE_BYTES)
                        : HUGE_VAL;
    return left;
}

static bool is_beaten(const Offers *offers, int count, const Option *option) {
    for (int i = 0; i < count; i++)
        if (offers->options[i].cycles <= option->cycles && offers->options[i].bytes <= option->bytes)
            return true;
    return false;
}

/* Only those are kept that take no more scratch, and that no other one before beats. */
static Offers offers_within(Arena *arena, const Offers *all, double scratch) {
    Candidate *candidates = arena_array(arena, Candidate, all->count);
    Offers kept = { candidates, arena_array(arena, Option, all->count), 0 };
    for (int i = 0; i < all->count; i++) {
        if ((double)all->candidates[i].choice.scratch > scratch) continue;
        if (is_beaten(&kept, kept.count, &all->options[i])) continue;
        candidates[kept.count] = all->candidates[i];
        kept.options[kept.count++] = all->options[i];
    }
    return kept;
}

/* False where a layer is left without a way. */
static bool keep_within(Arena *arena, Survey *s, const double *scratch) {
    for (int v = 0; v < s->plan->layers->count; v++) {
        Offers *offers = &s->offers[v];
        if ((double)s->choices[v].scratch > scratch[v]) return false;
        if (offers->count == 0) continue;
        *offers = offers_within(arena, offers, scratch[v]);
        if (offers->count == 0) return false;
    }
    return true;
}

/* Of the weights file, what is not of layers that have a choice. */
static size_t fixed_bytes(const Survey *s) {
    size_t bytes = BLOB_HEADER;
    for (int v = 0; v < s->plan->layers->count; v++)
        if (s->offers[v].count == 0) bytes += layer_bytes(s->plan, s->layouts, v, &s->choices[v]);
    return bytes;
}

static bool pick(Arena *arena, Survey *s, size_t limit, Arrangement *a) {
    const int layers = s->plan->layers->count;
    OptionGroup *groups = arena_array(arena, OptionGroup, layers);
    int count = 0, next = 0;
    for (int v = 0; v < layers; v++)
        if (s->offers[v].count) groups[count++] = (OptionGroup){ s->offers[v].options, s->offers[v].count };
    if (least_bytes(groups, count) > limit) return false;
    const Selection selection = select_within(arena, groups, count, limit);
    for (int v = 0; v < layers; v++)
        if (s->offers[v].count) s->choices[v] = s->offers[v].candidates[selection.picked[next++]].choice;
    *a = (Arrangement){ s->layouts, s->choices, selection.cycles, selection.bound };
    return true;
}

/* False where nothing fits with values that lie so. */
static bool arrange(Arena *arena, Arena *own, const Plan *plan, Spacing spacing, Arrangement *a) {
    const size_t most = plan->economy.weights ? plan->economy.weights : SIZE_MAX;
    const double expected = expected_weights(plan->layers, plan->target, false);
    Survey s = survey_layers(arena, own, plan, spacing, fmin(expected, (double)most));
    const double *scratch = scratch_left(own, plan, s.layouts);
    const size_t fixed = fixed_bytes(&s);
    return scratch && fixed <= most && keep_within(own, &s, scratch) && pick(own, &s, most - fixed, a);
}

Arrangement fastest_arrangement(Arena *arena, const Plan *plan) {
    Arrangement best = { .bound = HUGE_VAL }, a;
    for (int i = 0; i < COUNT_OF(spacings); i++) {
        Arena *own = arena_scratch(arena);
        const bool fits = arrange(arena, own, plan, spacings[i], &a);
        arena_free(own);
        if (!fits) continue;
        const double bound = fmin(best.bound, a.bound);
        if (!best.choices || a.cycles < best.cycles) best = a;
        best.bound = bound;
    }
    return best;
}
