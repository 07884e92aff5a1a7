/* candidates.c: the choices of a layer that are worth measuring: those that the cost model finds best, and
 * what lies near them. */
#include "query.h"

#include <math.h>

enum {
    MOST_CANDIDATES = 24,
    TILES = 6,        /* of a direct convolution */
    TILES_VARIED = 2, /* of these, so many with the other order, and without or with prefetch */
    TILES_A_WIDTH = 3,
    STRIPS = 3,             /* heights for each m */
    FEWEST_STEM_STRIPS = 2, /* one would leave threads nothing to share */
    STEM_STRIPS = 16,       /* the most that a stem is cut into */
    SCRATCH_BYTES = 4 << 20 /* larger ones would be all of a small network's memory */
};

/* How far above the best a candidate may stand by the model, which errs. */
static const double TILE_SLACK = 1.25, SLACK = 1.6;

typedef struct {
    Candidate *items;
    int count, room;
    int fixed; /* so many keep their place in front */
} List;

static bool same_choice(const Choice *a, const Choice *b) {
    return a->algorithm == b->algorithm && a->tile.rows == b->tile.rows &&
           a->tile.columns == b->tile.columns && a->tile.vectors == b->tile.vectors && a->order == b->order &&
           a->prefetch == b->prefetch && a->pairs == b->pairs && a->flat == b->flat &&
           a->slices == b->slices && a->outputs == b->outputs && a->raw == b->raw &&
           a->weights == b->weights && a->strip == b->strip && a->group == b->group;
}

/* Sorted by cycles, equals in the order of their coming; what falls off the end was not worth it. */
static void add(List *list, Candidate candidate) {
    if (isinf(candidate.cycles)) return;
    for (int i = 0; i < list->count; i++)
        if (same_choice(&list->items[i].choice, &candidate.choice)) return;
    int at = list->count;
    while (at > list->fixed && candidate.cycles < list->items[at - 1].cycles) at--;
    if (at == list->room) return;
    list->count += list->count < list->room;
    for (int i = list->count - 1; i > at; i--) list->items[i] = list->items[i - 1];
    list->items[at] = candidate;
}

/* ---- Direct ---- */

static void add_tiles(List *list, const Query *q, bool pairs, bool flat) {
    const Plane plane = direct_plane(q, pairs, flat);
    Tiling tiles[TILES_A_WIDTH];
    for (int vectors = COUNT_OF(q->target->pixels); vectors >= 1; vectors--) {
        int count = list_tilings(&plane, q->target, vectors, tiles, TILES_A_WIDTH);
        for (int i = 0; i < count; i++)
            add(list, (Candidate){ { .tile = tiles[i].tile, .flat = flat }, tiles[i].cycles });
    }
}

static void add_legal(List *list, const Query *q, const Choice *choice) {
    if (suits_slices(q, choice) && !pairs_overflow(q, choice)) add(list, cost_direct(q, choice));
}

/* Another number of slices than the usual one, with channels outermost. */
static void add_slices(List *list, const Query *q, Choice choice) {
    const int usual = choice.slices, others[] = { 1, usual / 2, 2 * usual, 4 };
    for (int i = 0; i < COUNT_OF(others) && q->target->caches->slice_bytes; i++) {
        choice.slices = others[i];
        if (others[i] > 0) add_legal(list, q, &choice);
    }
}

static void add_variants(List *list, const Query *q, Choice choice, bool all) {
    add_slices(list, q, choice);
    choice.prefetch = !choice.prefetch;
    add_legal(list, q, &choice);
    choice.prefetch = !choice.prefetch;
    choice.order = choice.order == ORDER_PIXELS ? ORDER_CHANNELS : ORDER_PIXELS;
    if (choice.order == ORDER_CHANNELS) add_slices(list, q, choice);
    choice.slices = 1;
    add_legal(list, q, &choice);
    choice.prefetch = !choice.prefetch;
    if (all) add_legal(list, q, &choice);
}

static void add_direct(List *list, const Query *q, bool pairs) {
    Candidate kept[TILES];
    List tiles = { kept, 0, TILES, 0 };
    Choice choice = pairs ? best_pairs(q).choice : best_direct(q).choice;
    add_tiles(&tiles, q, pairs, is_flat(q));
    if ((can_wrap(q) || can_gather(q)) && !pairs) add_tiles(&tiles, q, pairs, true);
    for (int i = 0; i < tiles.count && kept[i].cycles <= TILE_SLACK * kept[0].cycles; i++) {
        choice.tile = kept[i].choice.tile;
        choice.flat = kept[i].choice.flat;
        add_legal(list, q, &choice);
        if (i < TILES_VARIED) add_variants(list, q, choice, i == 0);
    }
}

/* ---- Winograd ---- */

/* All of the image at once, and strips of half of it. */
static void add_raw(List *list, const Query *q, int outputs) {
    if (!suits_raw(q, outputs)) return;
    Candidate best = best_raw(q, outputs);
    add(list, best);
    int half = strip_height(q, outputs, 2);
    if (half) add(list, cost_raw(q, outputs, half, best.choice.tile.columns));
}

static Candidate best_winograd(const Query *q, int outputs) {
    Candidate best = best_strip(q, outputs, image_tile_rows(q, outputs));
    for (int strips = 2; strips <= image_tile_rows(q, outputs); strips++) {
        int strip = strip_height(q, outputs, strips);
        if (strip == 0) continue;
        Candidate candidate = best_strip(q, outputs, strip);
        if (candidate.cycles < best.cycles) best = candidate;
    }
    return best;
}

static void add_small(List *list, Candidate candidate) {
    if (candidate.choice.scratch <= SCRATCH_BYTES) add(list, candidate);
}

/* The same strips with other groups of panels, tiles of other widths, and with or without prefetch. */
static void add_neighbours(List *list, const Query *q, const Choice *c) {
    int panels = q->out->blocks / c->tile.vectors;
    for (int groups = 1; groups <= 8; groups *= 2)
        if (panels % groups == 0)
            add_small(list, cost_winograd(q, c->outputs, c->strip, c->tile, panels / groups));
    const Plane plane = product_plane(q, c->outputs, c->strip);
    for (int vectors = COUNT_OF(q->target->pixels); vectors >= 1; vectors--) {
        Tiling tiling;
        int channels = c->group * c->tile.vectors;
        if (channels % vectors || !list_tilings(&plane, q->target, vectors, &tiling, 1)) continue;
        add_small(list, cost_winograd(q, c->outputs, c->strip, tiling.tile, channels / vectors));
    }
    Candidate other = cost_winograd(q, c->outputs, c->strip, c->tile, c->group);
    other.choice.prefetch = !c->prefetch;
    add_small(list, other);
}

static void add_winograd(List *list, const Query *q, int outputs, Accuracy accuracy) {
    Candidate kept[STRIPS], best = best_winograd(q, outputs);
    List heights = { kept, 0, STRIPS, 0 };
    for (int strips = 1; strips <= image_tile_rows(q, outputs); strips++) {
        int strip = strip_height(q, outputs, strips);
        if (strip) add_small(&heights, best_strip(q, outputs, strip));
    }
    add(list, best);
    for (int i = 0; i < heights.count; i++) add(list, kept[i]);
    add_neighbours(list, q, &best.choice);
    for (int n = 0; n < NUMBER_COUNT; n++) {
        best.choice.weights = (NumberKind)n;
        if (suits_weights(q, accuracy, &best.choice, best.choice.weights)) add(list, best);
    }
}

/* ---- The stem ---- */

/* A tile that cuts the row once more. */
static Tile narrower(const Plane *plane, Tile tile) {
    int cuts = ceil_div(plane->columns, tile.columns) + 1;
    return (Tile){ tile.rows, ceil_div(plane->columns, cuts), tile.vectors };
}

/* Other heights of its strips, other tiles; or directly, where no pool follows. */
static void add_stem(List *list, const Query *q) {
    const Choice usual = best_stem(q).choice;
    const Plane plane = stem_plane(q);
    for (int strips = FEWEST_STEM_STRIPS; strips <= STEM_STRIPS; strips *= 2)
        add_small(list, cost_stem(q, ceil_div(stem_pairs(q), strips), usual.tile));
    for (int vectors = COUNT_OF(q->target->pixels); vectors >= 1; vectors--) {
        Tiling tiling;
        if (!list_tilings(&plane, q->target, vectors, &tiling, 1)) continue;
        add(list, cost_stem(q, usual.strip, tiling.tile));
        add(list, cost_stem(q, usual.strip, narrower(&plane, tiling.tile)));
    }
    Choice direct = { .tile = best_direct(q).choice.tile, .flat = is_flat(q), .slices = 1 };
    for (int order = ORDER_PIXELS; !q->layer->pool && order <= ORDER_CHANNELS; order++) {
        direct.order = (Order)order;
        add(list, cost_direct(q, &direct));
    }
}

/* ---- All of them ---- */

Candidate best_by_model(const Query *q, Accuracy accuracy) {
    if (suits_stem(q)) return best_stem(q);
    Candidate best = best_direct(q);
    if (suits_pairs(q, accuracy)) {
        Candidate candidate = best_pairs(q);
        if (candidate.cycles < best.cycles && !pairs_overflow(q, &candidate.choice)) best = candidate;
    }
    for (int m = 2; m <= most_outputs(q, accuracy) && suits_winograd(q); m += outputs_step(q)) {
        Candidate candidate = best_winograd(q, m);
        if (candidate.cycles < best.cycles) best = candidate;
        if (!gains_by_raw(q, m)) continue;
        candidate = best_raw(q, m);
        if (candidate.cycles < best.cycles) best = candidate;
    }
    if (best.choice.algorithm == ALGORITHM_WINOGRAD)
        best.choice.weights = best_weights(q, accuracy, &best.choice);
    return best;
}

int list_candidates(Arena *arena, const Query *q, Accuracy accuracy, const Candidate **candidates) {
    Candidate best = best_by_model(q, accuracy);
    List list = { arena_array(arena, Candidate, MOST_CANDIDATES), 0, MOST_CANDIDATES, 1 };
    add(&list, best);
    suits_stem(q) ? add_stem(&list, q) : add_direct(&list, q, false);
    if (suits_pairs(q, accuracy)) add_direct(&list, q, true);
    for (int m = 2; m <= most_outputs(q, accuracy) && suits_winograd(q); m += outputs_step(q)) {
        add_winograd(&list, q, m, accuracy);
        add_raw(&list, q, m);
    }
    while (list.items[list.count - 1].cycles > SLACK * best.cycles) list.count--;
    *candidates = list.items;
    return list.count;
}
