/* layout.c: how each layer's value lies in memory: lanes, blocks and the width of its zero border. */
#include "resnetc.h"

/* The border that a value's readers need: the padding of its convolutions and pools. */
static void widen_for_readers(const Layers *layers, int *halo) {
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        bool window = layer->kind == LAYER_CONV || layer->kind == LAYER_MAX_POOL;
        if (window && halo[layer->in] < layer->padding) halo[layer->in] = layer->padding;
    }
}

/* A sum and its residual get the same border, so that the sum may be written over the residual in place. */
static bool widen_for_residuals(const Layers *layers, int *halo) {
    bool changed = false;
    for (int v = 0; v < layers->count; v++) {
        int residual = layers->layers[v].residual;
        if (residual < 0 || halo[v] == halo[residual]) continue;
        halo[v] = halo[residual] = halo[v] > halo[residual] ? halo[v] : halo[residual];
        changed = true;
    }
    return changed;
}

static Layout layout_value(const Layer *layer, int lanes, int halo, int batch) {
    size_t height = (size_t)(layer->shape.height + 2 * halo), width = (size_t)(layer->shape.width + 2 * halo);
    Layout layout = { .lanes = lanes, .blocks = (layer->shape.channels + lanes - 1) / lanes, .halo = halo };
    layout.pixel = (size_t)lanes;
    layout.row = width * layout.pixel;
    layout.block = height * layout.row;
    layout.image = (size_t)layout.blocks * layout.block;
    layout.start = (size_t)halo * layout.row + (size_t)halo * layout.pixel;
    layout.floats = (size_t)batch * layout.image;
    return layout;
}

/* The input has few channels: it stays planar, one lane, and the stem reads it pixel by pixel. */
const Layout *layout_values(Arena *arena, const Layers *layers, const Target *target, int batch) {
    int *halo = arena_array(arena, int, layers->count);
    Layout *layouts = arena_array(arena, Layout, layers->count);
    widen_for_readers(layers, halo);
    while (widen_for_residuals(layers, halo)) continue;
    for (int v = 0; v < layers->count; v++) {
        int lanes = layers->layers[v].kind == LAYER_INPUT ? 1 : target->lanes;
        layouts[v] = layout_value(&layers->layers[v], lanes, halo[v], batch);
    }
    return layouts;
}
