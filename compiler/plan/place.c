/* place.c: an offset in one workspace for every value, no two live ones overlapping.
 *
 * Greedy placement by decreasing size at the lowest free offset (Pisarchyk, Lee 2020, "greedy by size for
 * offset calculation"), then the values that end highest are placed earlier and it is tried again, while that
 * helps; then the same from other orders. Scratch that lies among the values is a part of what is tried. */
#include "place.h"

#include <string.h>

enum { TRIES = 200 };

typedef struct {
    const Place *places; /* lifetimes and sizes */
    int count;
    const size_t *scratch; /* [time]: bytes of the scratch that lies among the values; NULL: none does */
    int times;
    size_t *offset; /* [value] */
} Packer;

static bool overlap_in_time(const Place *a, const Place *b) {
    return a->first <= b->last && b->first <= a->last;
}

/* The lowest offset at which `value` meets none of the first `placed` values of the order. */
static size_t lowest_free(const Packer *p, const int *order, int placed, int value) {
    size_t offset = 0;
    for (bool moved = true; moved;) {
        moved = false;
        for (int i = 0; i < placed; i++) {
            const Place *other = &p->places[order[i]];
            size_t end = p->offset[order[i]] + other->bytes;
            bool apart = end <= offset || offset + p->places[value].bytes <= p->offset[order[i]];
            if (apart || !overlap_in_time(other, &p->places[value])) continue;
            offset = end;
            moved = true;
        }
    }
    return offset;
}

/* The index in `order` of the value that ends highest of those live then; -1: none lives. */
static int highest_live(const Packer *p, const int *order, int time) {
    int highest = -1;
    size_t end = 0;
    for (int i = 0; i < p->count; i++) {
        const Place *place = &p->places[order[i]];
        if (place->first > time || time > place->last || p->offset[order[i]] + place->bytes <= end) continue;
        end = p->offset[order[i]] + place->bytes;
        highest = i;
    }
    return highest;
}

/* Behind what lives then, without end, as each of a team's threads has scratch: not in a gap. */
static size_t live_end(const Packer *p, const int *order, int time) {
    const int i = highest_live(p, order, time);
    return i < 0 ? 0 : p->offset[order[i]] + p->places[order[i]].bytes;
}

static size_t add_scratch(const Packer *p, const int *order, size_t peak, int *highest) {
    for (int t = 0; p->scratch && t < p->times; t++) {
        const size_t end = p->scratch[t] ? live_end(p, order, t) + p->scratch[t] : 0;
        if (end <= peak) continue;
        peak = end;
        *highest = highest_live(p, order, t);
    }
    return peak;
}

static size_t place_in_order(const Packer *p, const int *order, int *highest) {
    size_t peak = 0;
    for (int i = 0; i < p->count; i++) {
        size_t offset = lowest_free(p, order, i, order[i]);
        p->offset[order[i]] = offset;
        if (offset + p->places[order[i]].bytes <= peak) continue;
        peak = offset + p->places[order[i]].bytes;
        *highest = i;
    }
    return add_scratch(p, order, peak, highest);
}

/* Where an order begins: the largest first, or what lives longest, or what lives first. */
typedef size_t Rank(const Place *place);
static size_t by_size(const Place *place) { return place->bytes; }
static size_t by_life(const Place *place) { return (size_t)(place->last - place->first); }
static size_t by_time(const Place *place) { return SIZE_MAX - (size_t)place->first; }

static void sort_by(Rank *rank, const Place *places, int *order, int count) {
    for (int i = 1; i < count; i++) {
        int value = order[i], j = i;
        for (; j > 0 && rank(&places[order[j - 1]]) < rank(&places[value]); j--) order[j] = order[j - 1];
        order[j] = value;
    }
}

static void move_to_front(int *order, int index) {
    int value = order[index];
    memmove(order + 1, order, sizeof *order * (size_t)index);
    order[0] = value;
}

/* The largest sum of what lives at once, and of the scratch that lies among it. */
static size_t live_bound(const Packer *p, const int *roots) {
    size_t bound = 0;
    for (int t = 0; t < p->times; t++) {
        size_t live = p->scratch ? p->scratch[t] : 0;
        for (int i = 0; i < p->count; i++)
            if (p->places[roots[i]].first <= t && t <= p->places[roots[i]].last)
                live += p->places[roots[i]].bytes;
        if (live > bound) bound = live;
    }
    return bound;
}

/* Tries orders until the bound is met or the tries are used up; offsets that are better than `smallest` end
 * up in `best`. */
static size_t improve_offsets(const Packer *p, int *order, size_t bound, size_t smallest, size_t *best) {
    for (int i = 0; i < TRIES && smallest > bound; i++) {
        int highest = 0;
        size_t peak = place_in_order(p, order, &highest);
        if (peak < smallest) {
            smallest = peak;
            memcpy(best, p->offset, sizeof *best * (size_t)p->times);
        }
        if (highest <= 0) break;
        move_to_front(order, highest);
    }
    return smallest;
}

static size_t search_offsets(const Packer *p, int *order, size_t smallest, size_t *best) {
    static Rank *const ranks[] = { by_size, by_life, by_time };
    const size_t bound = live_bound(p, order);
    for (int i = 0; i < COUNT_OF(ranks) && smallest > bound; i++) {
        sort_by(ranks[i], p->places, order, p->count);
        smallest = improve_offsets(p, order, bound, smallest, best);
    }
    return smallest;
}

/* The values alone come first: what they leave to scratch is what limits count on (limits.c). */
static void find_offsets(Packer p, int *order, size_t *best) {
    Packer alone = p;
    alone.scratch = NULL;
    const size_t values = search_offsets(&alone, order, SIZE_MAX, best);
    if (!p.scratch) return;
    int highest = 0;
    const Packer found = { p.places, p.count, p.scratch, p.times, best };
    search_offsets(&p, order, add_scratch(&found, order, values, &highest), best);
}

static int list_roots(const Place *places, int count, int *roots) {
    int total = 0;
    for (int v = 0; v < count; v++)
        if (places[v].bytes > 0 && places[v].shares < 0) roots[total++] = v;
    return total;
}

static void set_offsets(Placement *placement, Place *places, const size_t *offsets) {
    for (int v = 0; v < placement->count; v++) {
        Place *place = &places[v];
        place->offset = offsets[root_of(places, v)];
        if (place->bytes > 0 && place->offset + place->bytes > placement->values)
            placement->values = place->offset + place->bytes;
    }
}

static const Placement *make_placement(Arena *arena, const Layers *layers, const Layout *layouts,
                                       const size_t *scratch, bool among) {
    const int count = layers->count;
    Place *places = value_lifetimes(arena, layers, layouts);
    const Place *owners = owner_lifetimes(arena, places, count);
    int *order = arena_array(arena, int, count);
    size_t *offsets = arena_array(arena, size_t, count);
    const int roots = list_roots(places, count, order);
    const Packer packer = { owners, roots, scratch, count, arena_array(arena, size_t, count) };
    Placement *placement = arena_alloc(arena, sizeof *placement);
    *placement = (Placement){ .places = places, .count = count };
    const Packer found = { owners, roots, NULL, count, offsets };
    placement->bound = live_bound(&found, order);
    find_offsets(packer, order, offsets);
    set_offsets(placement, places, offsets);
    for (int t = 0; t < count; t++)
        places[t].scratch = among ? live_end(&found, order, t) : placement->values;
    return placement;
}

const Placement *place_values(Arena *arena, const Layers *layers, const Layout *layouts) {
    return make_placement(arena, layers, layouts, NULL, false);
}

const Placement *place_among(Arena *arena, const Layers *layers, const Layout *layouts,
                             const Choice *choices) {
    size_t *scratch = arena_array(arena, size_t, layers->count);
    for (int v = 0; choices && v < layers->count; v++) scratch[v] = whole_lines(choices[v].scratch);
    return make_placement(arena, layers, layouts, choices ? scratch : NULL, true);
}
