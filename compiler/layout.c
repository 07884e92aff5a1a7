/* layout.c: how each layer's value lies in memory: lanes, blocks and the width of its zero border. */
#include "resnetc.h"

/* What a value's readers need around it. */
typedef struct {
    int halo;
    bool tail; /* a 3x3 convolution of stride 1 may read it by Winograd's tiles */
} Margin;

static void widen_for_readers(const Layers *layers, Margin *margins) {
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        if (layer->kind != LAYER_CONV && layer->kind != LAYER_MAX_POOL) continue;
        Margin *margin = &margins[layer->in];
        if (margin->halo < layer->padding) margin->halo = layer->padding;
        margin->tail |= layer->kind == LAYER_CONV && layer->kernel == 3 && layer->stride == 1;
    }
}

/* A sum and its residual get the same margin, so that the sum may be written over the residual in place. */
static bool widen_for_residuals(const Layers *layers, Margin *margins) {
    bool changed = false;
    for (int v = 0; v < layers->count; v++) {
        if (layers->layers[v].residual < 0) continue;
        Margin *sum = &margins[v], *residual = &margins[layers->layers[v].residual];
        if (sum->halo == residual->halo && sum->tail == residual->tail) continue;
        sum->halo = residual->halo = sum->halo > residual->halo ? sum->halo : residual->halo;
        sum->tail = residual->tail = sum->tail || residual->tail;
        changed = true;
    }
    return changed;
}

/* How far tiles of m results hang over an extent, at the most for m of 2, 4 and 6. They read beyond the image
 * then: to the right into the next row, at the bottom into the next block, behind the last block into the
 * tail. What they find is finite and reaches no result that is kept. */
static int overhang(int size) {
    int most = 0;
    for (int m = 2; m <= 6; m += 2) {
        int over = (m - size % m) % m;
        if (over > most) most = over;
    }
    return most;
}

static Layout layout_value(const Layer *layer, int lanes, Margin margin, int batch) {
    int halo = margin.halo;
    size_t height = (size_t)(layer->shape.height + 2 * halo), width = (size_t)(layer->shape.width + 2 * halo);
    Layout layout = { .lanes = lanes, .blocks = (layer->shape.channels + lanes - 1) / lanes, .halo = halo };
    layout.pixel = (size_t)lanes;
    layout.row = width * layout.pixel;
    layout.block = height * layout.row;
    layout.image = (size_t)layout.blocks * layout.block;
    layout.start = (size_t)halo * layout.row + (size_t)halo * layout.pixel;
    if (margin.tail)
        layout.tail = (size_t)overhang(layer->shape.height) * layout.row +
                      (size_t)overhang(layer->shape.width) * layout.pixel;
    layout.floats = (size_t)batch * layout.image + layout.tail;
    return layout;
}

/* The input has few channels: it stays planar, one lane, and the stem reads it pixel by pixel. */
const Layout *layout_values(Arena *arena, const Layers *layers, const Target *target, int batch) {
    Margin *margins = arena_array(arena, Margin, layers->count);
    Layout *layouts = arena_array(arena, Layout, layers->count);
    widen_for_readers(layers, margins);
    while (widen_for_residuals(layers, margins)) continue;
    for (int v = 0; v < layers->count; v++) {
        int lanes = layers->layers[v].kind == LAYER_INPUT ? 1 : target->lanes;
        layouts[v] = layout_value(&layers->layers[v], lanes, margins[v], batch);
    }
    return layouts;
}
