/* smallest.c: the choices that take the least: of the weights first, then of the workspace; with as little,
 * the shortest text that is about as fast as any. */
#include "economy.h"

#include <assert.h>
#include <math.h>

/* Values as close as they get: Winograd's tiles may not hang over, a chunk is an image. */
static const Spacing closest = { false, 1 };

/* How much slower than the fastest of its size a layer may be that takes less text. */
static const double TEXT_SLACK = 1.25;

static size_t fewest_bytes(const Offers *offers) {
    return least_bytes(&(OptionGroup){ offers->options, offers->count }, 1);
}

/* Of those that take the fewest bytes. */
static size_t least_scratch(const Offers *offers) {
    const size_t bytes = fewest_bytes(offers);
    size_t least = SIZE_MAX;
    for (int i = 0; i < offers->count; i++)
        if (offers->options[i].bytes == bytes && offers->candidates[i].choice.scratch < least)
            least = offers->candidates[i].choice.scratch;
    return least;
}

/* Layers share it: what one cannot do without is there for all. */
static size_t needed_scratch(const Survey *s) {
    size_t most = 0;
    for (int v = 0; v < s->plan->layers->count; v++) {
        const size_t own = s->offers[v].count ? least_scratch(&s->offers[v]) : s->choices[v].scratch;
        if (own > most) most = own;
    }
    return most;
}

/* The text of Winograd's transforms is longer than any tile's. */
static bool is_small(const Offers *offers, int i, size_t scratch) {
    const Choice *c = &offers->candidates[i].choice;
    return offers->options[i].bytes == fewest_bytes(offers) && c->scratch <= scratch &&
           c->algorithm != ALGORITHM_WINOGRAD;
}

/* Whether an earlier layer has tiles of the same text. */
static bool is_there(const Survey *s, int v, const Choice *c) {
    const Layer *layer = &s->plan->layers->layers[v];
    const Query q = survey_query(s, v);
    for (int u = 0; u < v; u++) {
        const Layer *other = &s->plan->layers->layers[u];
        const Query p = survey_query(s, u);
        const Choice *d = &s->choices[u];
        if (s->offers[u].count && layer->kernel == other->kernel && layer->stride == other->stride &&
            p.in->lanes == q.in->lanes && d->slices == c->slices && d->prefetch == c->prefetch &&
            d->tile.vectors == c->tile.vectors && same_cuts_of(&q, c, &p, d))
            return true;
    }
    return false;
}

static int text_of(const Survey *s, int v, const Choice *c) {
    const Query q = survey_query(s, v);
    return is_there(s, v, c) ? 0 : unrolled_sums(&q, c);
}

/* By text that is not there yet: of as many sums those of one row, which take the fewest addresses; then by
 * cycles. */
static bool is_shorter(const Survey *s, int v, const Candidate *a, const Candidate *b) {
    const int sums = text_of(s, v, &a->choice) - text_of(s, v, &b->choice);
    const int rows = a->choice.tile.rows - b->choice.tile.rows;
    return sums != 0 ? sums < 0 : rows != 0 ? rows < 0 : a->cycles < b->cycles;
}

static Choice smallest_of(const Survey *s, int v, size_t scratch) {
    const Offers *offers = &s->offers[v];
    const Candidate *best = NULL;
    double fastest = HUGE_VAL;
    for (int i = 0; i < offers->count; i++)
        if (is_small(offers, i, scratch)) fastest = fmin(fastest, offers->candidates[i].cycles);
    for (int i = 0; i < offers->count; i++) {
        const Candidate *c = &offers->candidates[i];
        if (!is_small(offers, i, scratch) || c->cycles > TEXT_SLACK * fastest) continue;
        if (!best || is_shorter(s, v, c, best)) best = c;
    }
    assert(best);
    return best->choice;
}

Arrangement smallest_arrangement(Arena *arena, const Plan *plan) {
    Arena *own = arena_scratch(arena);
    const double weights = expected_weights(plan->layers, plan->target, true);
    const Survey s = survey_layers(arena, own, plan, closest, weights);
    const size_t scratch = needed_scratch(&s);
    for (int v = 0; v < plan->layers->count; v++)
        if (s.offers[v].count) s.choices[v] = smallest_of(&s, v, scratch);
    arena_free(own);
    return (Arrangement){ .layouts = s.layouts, .choices = s.choices };
}
