/* layout.c: how each layer's value lies in memory: lanes, blocks and the width of its zero border. */
#include "layers.h"
#include "stem.h"
#include "winograd.h"

#include <string.h>

/* What a value's readers need around it. Image tiles hang over: they read beyond the image, to the right into
 * the next row, at the bottom into the next block, behind the last block into the tail. What they find
 * reaches no result that is kept, but by rounding where it does not cancel: so each image has a tail of its
 * own, lest the next image of the batch be found there. Of integers nothing is rounded, but what they find
 * must be of 8 bits, or words would not hold what it is transformed to: a tail is zeros. */
typedef struct {
    int halo, rows,
        columns; /* rows, columns: by which tiles of Winograd's hang over the border, at the most */
} Margin;

static int larger(int a, int b) { return a > b ? a : b; }

/* How far the tiles of m results hang over, at the most: with a stride of 2 m is even. */
static int overhang(int in, int out, int stride) {
    int most = 0;
    for (int m = 2; m <= WINOGRAD_LARGEST; m += stride) {
        int results = (out + m - 1) / m * m;
        most = larger(most, (results - 1) * stride + 3 - (in + 2));
    }
    return most;
}

static int widest_padding(const Layer *layer) {
    return larger(larger(layer->top, layer->bottom), larger(layer->left, layer->right));
}

/* Without transforms no tile hangs over. */
static bool has_transforms(const Layer *layer, NumberKind in) {
    const Number *number = &number_types[in];
    return !number->integers || (number->transformed && layer->stride <= 1);
}

static Margin stem_margin(const Layer *layer) {
    Margin margin = { .halo = 0 };
    if (stem_suits(layer->in, layer->kernel, layer->stride) && is_plain(layer))
        stem_overhang(layer, &margin.rows, &margin.columns);
    return margin;
}

static Margin winograd_margin(const Layer *layer) {
    const Shape in = layer->in_shape, out = layer->shape;
    Margin margin = { .halo = 0 };
    if (layer->kind == LAYER_MAX_POOL || layer->kernel != WINOGRAD_TAPS || layer->stride > 2) return margin;
    margin.rows = overhang(in.height, out.height, layer->stride);
    margin.columns = overhang(in.width, out.width, layer->stride);
    return margin;
}

static void widen(Margin *margin, Margin by) {
    margin->halo = larger(margin->halo, by.halo);
    margin->rows = larger(margin->rows, by.rows);
    margin->columns = larger(margin->columns, by.columns);
}

/* A pool behind the stem leaves no other way to compute the two. */
static void widen_for_readers(const Layers *layers, bool tails, Margin *margins) {
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        if (!reads_border(layer)) continue;
        Margin *margin = &margins[layer->in];
        const NumberKind number = layers->layers[layer->in].number;
        widen(margin, (Margin){ widest_padding(layer), 0, 0 });
        if (!has_transforms(layer, number)) continue;
        if (!number_types[number].integers && (tails || layer->pool)) widen(margin, stem_margin(layer));
        if (tails) widen(margin, winograd_margin(layer));
    }
}

static bool holds(const Layout *in, Margin margin) {
    const int rows = larger(margin.rows, 0), columns = larger(margin.columns, 0);
    return (size_t)rows * in->row + (size_t)columns * in->pixel <= in->tail;
}

bool holds_image_tiles(const Layer *layer, const Layout *in) { return holds(in, winograd_margin(layer)); }

bool holds_stem_tiles(const Layer *layer, const Layout *in) { return holds(in, stem_margin(layer)); }

/* A sum and its residual get the same margin, so that the sum may be written over the residual in place. */
static bool widen_for_residuals(const Layers *layers, Margin *margins) {
    bool changed = false;
    for (int v = 0; v < layers->count; v++) {
        if (layers->layers[v].residual < 0) continue;
        Margin *sum = &margins[v], *residual = &margins[layers->layers[v].residual];
        Margin both = { larger(sum->halo, residual->halo), larger(sum->rows, residual->rows),
                        larger(sum->columns, residual->columns) };
        changed |= memcmp(sum, residual, sizeof both) != 0;
        *sum = *residual = both;
    }
    return changed;
}

/* ---- How many images run at once ---- */

enum {
    CHUNK_BYTES =
        4 << 20, /* of its largest value: above, values come from the last cache slower than weights do */
};

static int largest_divisor(int number, int most) {
    int divisor = number < most ? number : most;
    while (number % divisor) divisor--;
    return divisor;
}

static size_t chunk_bytes(const Layer *layer, int lanes, int chunk) {
    size_t blocks = ((size_t)layer->shape.channels + (size_t)lanes - 1) / (size_t)lanes;
    size_t image = blocks * (size_t)lanes * (size_t)layer->shape.height * (size_t)layer->shape.width;
    return number_bytes(layer->number, image * (size_t)chunk);
}

/* The first stage from which on every value of a chunk is small. Values shrink from stage to stage. */
static int first_late_stage(const Layers *layers, int lanes, int chunk) {
    int stage = -1;
    for (int v = 0; v < layers->count; v++)
        if (chunk_bytes(&layers->layers[v], lanes, chunk) > CHUNK_BYTES) stage = layers->layers[v].stage + 1;
    return stage;
}

static void hold_for(Layout *layout, int images) {
    if (layout->images < images) layout->images = images;
}

static void set_images(const Layers *layers, Layout *layouts, int lanes, int batch, int most) {
    int chunk = largest_divisor(batch, most), late = first_late_stage(layers, lanes, chunk);
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        layouts[v].run = layouts[v].images = layer->stage >= late ? chunk : 1;
        if (layer->in >= 0) hold_for(&layouts[layer->in], layouts[v].run);
        if (layer->residual >= 0) hold_for(&layouts[layer->residual], layouts[v].run);
        if (layer->gate >= 0) hold_for(&layouts[layer->gate], layouts[v].run);
    }
}

bool is_gathered(const Layout *layout) { return layout->images > layout->run; }

int chunk_images(const Layers *layers, const Layout *layouts) { return layouts[layers->count - 1].run; }

/* ---- Layouts ---- */

static int whole_times(int count, int of) { return (count + of - 1) / of * of; }

/* Where one lane takes several channels they lie side by side, in whole words. */
static bool is_whole(const Layer *layer, int together) {
    return number_types[layer->number].integers && (layer->kind == LAYER_INPUT || together > 0);
}

/* together: channels that one lane takes at once; 0: as many as there are lanes. */
static void set_strides(Layout *layout, const Layer *layer, int lanes, int together, Margin margin) {
    enum { WORD = 4 };
    size_t halo = (size_t)margin.halo;
    size_t height = (size_t)layer->shape.height + 2 * halo, width = (size_t)layer->shape.width + 2 * halo;
    layout->number = layer->number;
    layout->zero = layer->zero;
    layout->lanes = lanes;
    layout->blocks = (layer->shape.channels + lanes - 1) / lanes;
    layout->halo = margin.halo;
    layout->whole = is_whole(layer, together);
    if (layout->whole && layer->kind != LAYER_INPUT) layout->blocks = whole_times(layout->blocks, WORD);
    layout->pixel = (size_t)lanes * (layout->whole ? (size_t)layout->blocks : 1);
    layout->row = width * layout->pixel;
    layout->block = layout->whole ? (size_t)lanes : height * layout->row;
    layout->tail = (size_t)margin.rows * layout->row + (size_t)margin.columns * layout->pixel;
    if (layer->kind == LAYER_INPUT && layout->whole) layout->tail += RUN_TAIL;
    layout->image =
        (layout->whole ? height * layout->row : (size_t)layout->blocks * layout->block) + layout->tail;
    layout->start = halo * layout->row + halo * layout->pixel;
    layout->elements = (size_t)layout->images * layout->image + (size_t)together; /* that runs may read */
}

/* The input has few channels. Floats stay planar, one lane, and the stem reads them pixel by pixel; bytes lie
 * as in pictures, a pixel's channels side by side, so that all of a row of taps are one run of them. */
static int lanes_of(const Layer *layer, const Target *target) {
    if (layer->kind != LAYER_INPUT) return target->lanes;
    return number_types[layer->number].integers ? layer->shape.channels : 1;
}

/* Of one lane that takes several; else 0. */
static int taken_together(const Target *target, NumberKind values) {
    const NumberKind weights = number_types[values].weights;
    return target->lanes == 1 && number_types[values].integers && channels_together(target, weights) > 1
               ? channels_together(target, weights)
               : 0;
}

const Layout *layout_values(Arena *arena, const Layers *layers, const Target *target, int batch) {
    return layout_spaced(arena, layers, target, batch, (Spacing){ true, CHUNK_IMAGES });
}

const Layout *layout_spaced(Arena *arena, const Layers *layers, const Target *target, int batch,
                            Spacing spacing) {
    Margin *margins = arena_array(arena, Margin, layers->count);
    Layout *layouts = arena_array(arena, Layout, layers->count);
    widen_for_readers(layers, spacing.tails, margins);
    while (widen_for_residuals(layers, margins)) continue;
    set_images(layers, layouts, target->lanes, batch, spacing.chunk);
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        set_strides(&layouts[v], layer, lanes_of(layer, target), taken_together(target, layer->number),
                    margins[v]);
    }
    return layouts;
}
