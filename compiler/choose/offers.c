/* offers.c: what a layer may be computed by where memory counts: of every algorithm, size and number type the
 * ways that differ in what they take. candidates.c lists what is worth measuring instead. */
#include "cost.h"
#include "query.h"

#include <math.h>

enum { MOST_OFFERS = 512, MOST_TILINGS = 8 };

/* Filters of 24 bits convert on the way: where the model does not take them of its own, in its eyes they cost
 * nothing (decision 014 measured 2 to 20 %). */
static const double NARROW_SHARE = 1.1;

typedef struct {
    Candidate *items;
    int count;
} Offers;

static void add(Offers *offers, Candidate candidate) {
    if (!isinf(candidate.cycles) && offers->count < MOST_OFFERS) offers->items[offers->count++] = candidate;
}

/* ---- Direct ---- */

/* As many slices as the model takes, or none. */
static void add_tile(Offers *offers, const Query *q, Choice choice, Tile tile, bool flat) {
    const int usual = choice.slices;
    choice.tile = tile;
    choice.flat = flat;
    for (choice.slices = usual; choice.slices >= 1; choice.slices = choice.slices > 1 ? 1 : 0)
        if (suits_slices(q, &choice) && !pairs_overflow(q, &choice)) add(offers, cost_direct(q, &choice));
}

/* Narrower ones that divide a row: their text is one size of tile. */
static void add_divisors(Offers *offers, const Query *q, const Choice *choice, const Plane *plane,
                         Tile widest) {
    for (int columns = widest.columns - 1; columns > 0 && widest.rows == 1; columns--)
        if (plane->columns % columns == 0)
            add_tile(offers, q, *choice, (Tile){ 1, columns, widest.vectors }, plane->flat);
}

static void add_plane(Offers *offers, const Query *q, const Choice *choice, bool flat) {
    const Plane plane = direct_plane(q, choice->pairs, flat);
    Tiling tilings[MOST_TILINGS];
    for (int vectors = COUNT_OF(q->target->pixels); vectors >= 1; vectors--) {
        const int count = list_tilings(&plane, q->target, vectors, tilings, MOST_TILINGS);
        for (int i = 0; i < count; i++) {
            add_tile(offers, q, *choice, tilings[i].tile, plane.flat);
            add_divisors(offers, q, choice, &plane, tilings[i].tile);
        }
    }
}

/* All tiles: of grouped layers narrow ones read fewer blocks, and what is gathered takes scratch. */
static void add_direct(Offers *offers, const Query *q, Candidate best) {
    if (suits_slices(q, &best.choice) && !pairs_overflow(q, &best.choice)) add(offers, best);
    add_plane(offers, q, &best.choice, is_flat(q));
    if ((can_wrap(q) || can_gather(q)) && !best.choice.pairs) add_plane(offers, q, &best.choice, true);
}

/* ---- Winograd: every cut into strips ---- */

static void add_numbers(Offers *offers, const Query *q, Accuracy accuracy, Candidate candidate) {
    const NumberKind usual = best_weights(q, accuracy, &candidate.choice);
    const double cycles = candidate.cycles;
    for (int n = 0; n < NUMBER_COUNT; n++) {
        if (!suits_weights(q, accuracy, &candidate.choice, (NumberKind)n)) continue;
        candidate.choice.weights = (NumberKind)n;
        candidate.cycles = n == (int)usual || n == NUMBER_F32 ? cycles : cycles * NARROW_SHARE;
        add(offers, candidate);
    }
}

static void add_winograd(Offers *offers, const Query *q, int outputs, Accuracy accuracy) {
    const bool raw = suits_raw(q, outputs) && prefers_raw(q->target, outputs);
    const int columns = raw ? best_raw(q, outputs).choice.tile.columns : 0;
    for (int strips = 1; strips <= image_tile_rows(q, outputs); strips++) {
        const int strip = strip_height(q, outputs, strips);
        if (strip == 0) continue;
        add_numbers(offers, q, accuracy, best_strip(q, outputs, strip));
        if (raw) add(offers, cost_raw(q, outputs, strip, columns));
    }
}

/* ---- The stem ---- */

static void add_stem(Offers *offers, const Query *q) {
    const Choice usual = best_stem(q).choice;
    for (int strip = 1; strip <= stem_pairs(q); strip++) add(offers, cost_stem(q, strip, usual.tile));
}

/* ---- All of them ---- */

int list_offers(Arena *arena, const Query *q, Accuracy accuracy, const Candidate **list) {
    Offers offers = { arena_array(arena, Candidate, MOST_OFFERS), 0 };
    *list = offers.items;
    add(&offers, best_by_model(q, accuracy));
    if (suits_stem(q)) add_stem(&offers, q);
    if (q->layer->pool) return offers.count;
    add_direct(&offers, q, best_direct(q));
    if (suits_pairs(q, accuracy)) add_direct(&offers, q, best_pairs(q));
    for (int m = 2; m <= most_outputs(q, accuracy) && suits_winograd(q); m += outputs_step(q))
        add_winograd(&offers, q, m, accuracy);
    return offers.count;
}

/* ---- What it takes of the text ---- */

static void cut(const Query *q, const Choice *c, Split *y, Split *x) {
    const bool stem = c->algorithm == ALGORITHM_STEM;
    const Plane plane = stem ? stem_plane(q) : direct_plane(q, c->pairs, c->flat);
    *y = split_evenly(plane.rows, c->tile.rows);
    *x = split_evenly(plane.columns, c->tile.columns);
}

static int sizes_of(const Split *s) { return s->big + (s->small_count > 0 ? s->big - 1 : 0); }

/* Sums that wait for the next slice are as much text again. */
int unrolled_sums(const Query *q, const Choice *c) {
    Split y, x;
    cut(q, c, &y, &x);
    return sizes_of(&y) * sizes_of(&x) * c->tile.vectors * (c->slices > 1 ? 2 : 1);
}

bool same_cuts_of(const Query *q, const Choice *choice, const Query *other, const Choice *its) {
    Split y, x, v, u;
    cut(q, choice, &y, &x);
    cut(other, its, &v, &u);
    return choice->algorithm == its->algorithm && choice->flat == its->flat && y.big == v.big &&
           x.big == u.big && sizes_of(&y) == sizes_of(&v) && sizes_of(&x) == sizes_of(&u);
}
