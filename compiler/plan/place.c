/* place.c: an offset in one workspace for every value, no two live ones overlapping.
 *
 * Greedy placement by decreasing size at the lowest free offset (Pisarchyk, Lee 2020, "greedy by size for
 * offset calculation"), then the values that end highest are placed earlier and it is tried again, while that
 * helps; then the same from other orders. */
#include "plan.h"

#include <string.h>

enum { TRIES = 200 };

typedef struct {
    const Place *places; /* lifetimes and sizes */
    int count;
    size_t *offset; /* [value] */
} Packer;

static bool in_workspace(const Layer *layer) { return layer->kind != LAYER_OUTPUT; }

static void find_lifetimes(const Layers *layers, const Layout *layouts, Place *places) {
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        size_t bytes = whole_lines(number_bytes(layouts[v].number, layouts[v].elements));
        places[v] = (Place){ is_gathered(&layouts[v]) ? 0 : v, v, 0, in_workspace(layer) ? bytes : 0, -1 };
        if (layer->in >= 0) places[layer->in].last = v;
        if (layer->residual >= 0) places[layer->residual].last = v;
        if (layer->gate >= 0) places[layer->gate].last = v;
    }
}

static bool same_layout(const Layout *a, const Layout *b) {
    return a->halo == b->halo && a->elements == b->elements;
}

/* A sum takes over its residual's memory where nothing reads the residual later: same layout, same pixels. */
static void share_residuals(const Layers *layers, const Layout *layouts, Place *places) {
    for (int v = 0; v < layers->count; v++) {
        int residual = layers->layers[v].residual;
        if (residual < 0 || places[residual].last != v || layers->layers[v].in == residual) continue;
        if (same_layout(&layouts[residual], &layouts[v])) places[v].shares = residual;
    }
}

/* What a pixel becomes depends on that pixel alone once it is to be written. */
static bool works_in_place(const Layer *layer) {
    return layer->kind == LAYER_POINTWISE || layer->kind == LAYER_GROUP_NORM;
}

/* Else such a layer takes over its input's. */
static void share_inputs(const Layers *layers, const Layout *layouts, Place *places) {
    for (int v = 0; v < layers->count; v++) {
        int in = layers->layers[v].in;
        if (!works_in_place(&layers->layers[v]) || places[v].shares >= 0 || places[in].last != v) continue;
        if (same_layout(&layouts[in], &layouts[v]) && !is_gathered(&layouts[v])) places[v].shares = in;
    }
}

static int root_of(const Place *places, int v) {
    while (places[v].shares >= 0) v = places[v].shares;
    return v;
}

/* A copy of the places in which each owner lives as long as the last value that shares its memory. */
static Place *owner_lifetimes(Arena *arena, const Place *places, int count) {
    Place *owners = arena_array(arena, Place, count);
    memcpy(owners, places, sizeof *owners * (size_t)count);
    for (int v = 0; v < count; v++) {
        Place *owner = &owners[root_of(places, v)];
        if (places[v].last > owner->last) owner->last = places[v].last;
    }
    return owners;
}

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

static size_t place_in_order(const Packer *p, const int *order, int *highest) {
    size_t peak = 0;
    for (int i = 0; i < p->count; i++) {
        size_t offset = lowest_free(p, order, i, order[i]);
        p->offset[order[i]] = offset;
        if (offset + p->places[order[i]].bytes <= peak) continue;
        peak = offset + p->places[order[i]].bytes;
        *highest = i;
    }
    return peak;
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

static size_t live_bound(const Place *owners, const int *roots, int count, int times) {
    size_t bound = 0;
    for (int t = 0; t < times; t++) {
        size_t live = 0;
        for (int i = 0; i < count; i++)
            if (owners[roots[i]].first <= t && t <= owners[roots[i]].last) live += owners[roots[i]].bytes;
        if (live > bound) bound = live;
    }
    return bound;
}

/* Tries orders until the bound is met or the tries are used up; offsets that are better than `smallest` end
 * up in `best`. */
static size_t improve_offsets(const Packer *p, int *order, int values, size_t bound, size_t smallest,
                              size_t *best) {
    for (int i = 0; i < TRIES && smallest > bound; i++) {
        int highest = 0;
        size_t peak = place_in_order(p, order, &highest);
        if (peak < smallest) {
            smallest = peak;
            memcpy(best, p->offset, sizeof *best * (size_t)values);
        }
        if (highest == 0) break;
        move_to_front(order, highest);
    }
    return smallest;
}

static size_t search_offsets(Arena *arena, Packer *p, int *order, int values, size_t bound, size_t *best) {
    static Rank *const ranks[] = { by_size, by_life, by_time };
    size_t smallest = SIZE_MAX;
    p->offset = arena_array(arena, size_t, values);
    for (int i = 0; i < COUNT_OF(ranks) && smallest > bound; i++) {
        sort_by(ranks[i], p->places, order, p->count);
        smallest = improve_offsets(p, order, values, bound, smallest, best);
    }
    return smallest;
}

const Placement *place_values(Arena *arena, const Layers *layers, const Layout *layouts) {
    int count = layers->count, roots = 0;
    Place *places = arena_array(arena, Place, count);
    int *order = arena_array(arena, int, count);
    size_t *offsets = arena_array(arena, size_t, count);
    find_lifetimes(layers, layouts, places);
    share_residuals(layers, layouts, places);
    share_inputs(layers, layouts, places);
    const Place *owners = owner_lifetimes(arena, places, count);
    for (int v = 0; v < count; v++)
        if (places[v].bytes > 0 && places[v].shares < 0) order[roots++] = v;
    Placement *placement = arena_alloc(arena, sizeof *placement);
    *placement = (Placement){ .places = places, .count = count };
    placement->bound = live_bound(owners, order, roots, count);
    Packer packer = { .places = owners, .count = roots };
    placement->values = search_offsets(arena, &packer, order, count, placement->bound, offsets);
    for (int v = 0; v < count; v++) places[v].offset = offsets[root_of(places, v)];
    return placement;
}
