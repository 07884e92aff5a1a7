/* select.c: which algorithm, register tile and loop order each layer gets, from a cost model. */
#include "resnetc.h"

#include <limits.h>

/* From 28x28 on the pixels are outermost (measured on Zen 5): below, the weights are larger than the image.
 */
enum { PIXELS_OUTERMOST_FROM = 28 * 28 };

const char *algorithm_name(Algorithm algorithm) { return algorithm == ALGORITHM_DIRECT ? "direct" : "-"; }

static int ceil_div(int a, int b) { return (a + b - 1) / b; }

/* Blocks of input channels that hold the groups of a panel of `width` output channels, at the most. */
static int blocks_read(const Layer *layer, const Layout *in, int width) {
    if (layer->groups == 1) return in->blocks;
    int out_group = layer->shape.channels / layer->groups,
        in_group = layer->in_shape.channels / layer->groups;
    int most = 0;
    for (int c = 0; c < layer->shape.channels; c += width) {
        int last = c + width < layer->shape.channels ? c + width - 1 : layer->shape.channels - 1;
        int from = c / out_group * in_group, to = (last / out_group + 1) * in_group;
        int blocks = ceil_div(to, in->lanes) - from / in->lanes;
        if (blocks > most) most = blocks;
    }
    return most;
}

/* Half cycles of one multiply-add step of a tile on a core with two FMA and two load units: bound by
 * arithmetic, by loads, or by the latency of four cycles (Fog, instruction tables, 2025: Zen 5). */
static double tile_cost(int pixels, int vectors) {
    int arithmetic = pixels * vectors, loads = pixels + vectors, latency = 8;
    int cost = arithmetic > loads ? arithmetic : loads;
    return (cost > latency ? cost : latency) + 0.01 * loads;
}

Split split_evenly(int total, int most) {
    int count = ceil_div(total, most), big = ceil_div(total, count);
    int big_count = total - (big - 1) * count;
    return (Split){ big, big_count, count - big_count };
}

static double plane_cost(int rows, int columns, Tile tile) {
    Split y = split_evenly(rows, tile.rows), x = split_evenly(columns, tile.columns);
    double cost = 0;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            double tiles = (double)(i ? y.small_count : y.big_count) * (j ? x.small_count : x.big_count);
            cost += tiles * tile_cost((y.big - i) * (x.big - j), tile.vectors);
        }
    return cost;
}

typedef struct {
    const Layer *layer;
    const Layout *in, *out;
    int rows, columns; /* of the plane that tiles cover */
    double best;
    Choice choice;
} Search;

static void try_tile(Search *s, Tile tile) {
    int in_blocks = blocks_read(s->layer, s->in, tile.vectors * s->out->lanes);
    double cost = plane_cost(s->rows, s->columns, tile) * (s->out->blocks / tile.vectors) * in_blocks;
    if (cost >= s->best) return;
    s->best = cost;
    s->choice.tile = tile;
    s->choice.in_blocks = in_blocks;
}

/* All tiles of `vectors` vectors: for each height the widest that the registers hold, evenly cut. */
static void try_vectors(Search *s, int vectors, int pixels) {
    for (int rows = 1; rows <= pixels && rows <= s->rows; rows++) {
        int tiles = ceil_div(s->columns, pixels / rows);
        try_tile(s, (Tile){ rows, ceil_div(s->columns, tiles), vectors });
    }
}

/* Without borders a 1x1 convolution reads and writes one row of height * width pixels. The classifier's
 * pixels are the images of the batch, so that it reads its weights once. */
static Choice select_direct(const Layer *layer, const Layout *in, const Layout *out, const Target *target,
                            int batch) {
    Search s = { .layer = layer, .in = in, .out = out, .best = 1e300 };
    bool flat = layer->kernel == 1 && layer->stride == 1 && in->halo == 0 && out->halo == 0;
    int height = layer->shape.height, width = layer->shape.width;
    s.rows = flat ? 1 : height;
    s.columns = layer->kind == LAYER_LINEAR ? batch : flat ? height * width : width;
    for (int vectors = 4; vectors >= 1; vectors--)
        if (out->blocks % vectors == 0 && target->pixels[vectors - 1] > 0)
            try_vectors(&s, vectors, target->pixels[vectors - 1]);
    s.choice.algorithm = ALGORITHM_DIRECT;
    s.choice.flat = flat;
    s.choice.order = height * width >= PIXELS_OUTERMOST_FROM ? ORDER_PIXELS : ORDER_CHANNELS;
    return s.choice;
}

const Choice *select_algorithms(Arena *arena, const Layers *layers, const Layout *layouts,
                                const Target *target, int batch, Accuracy accuracy) {
    (void)accuracy; /* direct convolutions are within every bound */
    Choice *choices = arena_array(arena, Choice, layers->count);
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        if (layer->kind == LAYER_CONV || layer->kind == LAYER_LINEAR)
            choices[v] = select_direct(layer, &layouts[layer->in], &layouts[v], target, batch);
    }
    return choices;
}
