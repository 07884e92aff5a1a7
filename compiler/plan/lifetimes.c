/* lifetimes.c: how long each value lives, and whose memory it takes over. */
#include "place.h"

#include <string.h>

static bool in_workspace(const Layer *layer) { return layer->kind != LAYER_OUTPUT; }

static void find_lifetimes(const Layers *layers, const Layout *layouts, Place *places) {
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        size_t bytes = whole_lines(number_bytes(layouts[v].number, layouts[v].elements));
        places[v] = (Place){ .first = is_gathered(&layouts[v]) ? 0 : v,
                             .last = v,
                             .bytes = in_workspace(layer) ? bytes : 0,
                             .shares = -1 };
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

int root_of(const Place *places, int v) {
    while (places[v].shares >= 0) v = places[v].shares;
    return v;
}

Place *owner_lifetimes(Arena *arena, const Place *places, int count) {
    Place *owners = arena_array(arena, Place, count);
    memcpy(owners, places, sizeof *owners * (size_t)count);
    for (int v = 0; v < count; v++) {
        Place *owner = &owners[root_of(places, v)];
        if (places[v].last > owner->last) owner->last = places[v].last;
    }
    return owners;
}

Place *value_lifetimes(Arena *arena, const Layers *layers, const Layout *layouts) {
    Place *places = arena_array(arena, Place, layers->count);
    find_lifetimes(layers, layouts, places);
    share_residuals(layers, layouts, places);
    share_inputs(layers, layouts, places);
    return places;
}
