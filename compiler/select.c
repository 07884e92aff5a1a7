/* select.c: which algorithm, register tile and loop order each layer gets, from a cost model. */
#include "tiling.h"
#include "winograd.h"

enum {
    PIXELS_OUTERMOST_FROM = 28 * 28, /* below, the weights are larger than the image (measured on Zen 5) */
    STRIP_BYTES = 1 << 20,           /* transformed tiles of a strip: what L2 holds */
    LINE_FLOATS = 16,
    PANEL_GROUPS = 4
};

/* Bytes of weights a cycle: they come from memory, since a large network has more of them than L3 holds. */
static const double MEMORY_BYTES_A_CYCLE = 7;

typedef struct {
    const Layer *layer;
    const Layout *in, *out;
    const Target *target;
    int batch;
} Query;

typedef struct {
    Choice choice;
    double cycles; /* of all images */
} Candidate;

const char *algorithm_name(const Choice *choice) {
    static const char *const winograd[] = {
        [2] = "winograd F(2,3)", [4] = "winograd F(4,3)", [6] = "winograd F(6,3)"
    };
    if (choice->algorithm == ALGORITHM_WINOGRAD) return winograd[choice->outputs];
    return choice->algorithm == ALGORITHM_DIRECT ? "direct" : "-";
}

/* Arithmetic and the stream of weights overlap, but not wholly. */
static double overlapped(double arithmetic, double weight_floats) {
    double memory = weight_floats * sizeof(float) / MEMORY_BYTES_A_CYCLE;
    return arithmetic > memory ? arithmetic + 0.2 * memory : memory + 0.2 * arithmetic;
}

/* Without borders a 1x1 convolution reads and writes one row of height * width pixels. The classifier's
 * pixels are the images of the batch, so that it reads its weights once. */
static Candidate try_direct(const Query *q) {
    const Layer *layer = q->layer;
    bool linear = layer->kind == LAYER_LINEAR;
    bool flat = layer->kernel == 1 && layer->stride == 1 && q->in->halo == 0 && q->out->halo == 0;
    int height = layer->shape.height, width = layer->shape.width;
    int columns = linear ? q->batch : flat ? height * width : width;
    Tiling tiling = best_tiling(layer, q->in, q->out, q->target, flat ? 1 : height, columns);
    double steps =
        (double)q->in->blocks * q->in->lanes * layer->kernel * layer->kernel * (linear ? 1 : q->batch);
    double weights = (double)layer->in_shape.channels * layer->shape.channels * layer->kernel * layer->kernel;
    return (Candidate){ { .algorithm = ALGORITHM_DIRECT,
                          .tile = tiling.tile,
                          .in_blocks = tiling.in_blocks,
                          .flat = flat,
                          .prefetch = height * width < PIXELS_OUTERMOST_FROM,
                          .order = height * width >= PIXELS_OUTERMOST_FROM ? ORDER_PIXELS : ORDER_CHANNELS },
                        overlapped(tiling.cycles * steps, weights) };
}

/* Rows of image tiles whose transformed values fit into L2, evenly cut. */
static int strip_rows(const Query *q, int points, int tile_rows, int tile_columns) {
    size_t row_bytes =
        (size_t)points * (size_t)tile_columns * (size_t)q->in->blocks * q->out->pixel * sizeof(float);
    int most = row_bytes >= STRIP_BYTES ? 1 : (int)(STRIP_BYTES / row_bytes);
    return ceil_div(tile_rows, ceil_div(tile_rows, most));
}

/* Every group reads the whole transformed input once more, but groups are what threads share: four where
 * possible. */
static int panel_group(int panels) {
    int groups = panels < PANEL_GROUPS ? panels : PANEL_GROUPS;
    while (panels % groups) groups++;
    return panels / groups;
}

/* Transforms cost some 3 cycles a point of the input's, 2.5 of the output's (measured on Zen 5). */
static Candidate try_winograd(const Query *q, int outputs) {
    const Layer *layer = q->layer;
    int points = (outputs + WINOGRAD_TAPS - 1) * (outputs + WINOGRAD_TAPS - 1);
    int tile_rows = ceil_div(layer->shape.height, outputs),
        tile_columns = ceil_div(layer->shape.width, outputs);
    int strip = strip_rows(q, points, tile_rows, tile_columns), strips = ceil_div(tile_rows, strip);
    size_t tiles = (size_t)strip * (size_t)tile_columns;
    Tiling tiling = best_tiling(layer, q->in, q->out, q->target, 1, (int)tiles);
    double products = tiling.cycles * q->in->blocks * q->in->lanes * points * strips * q->batch;
    double transforms =
        (3.0 * q->in->blocks + 2.5 * q->out->blocks) * points * tile_rows * tile_columns * q->batch;
    double weights = (double)layer->in_shape.channels * layer->shape.channels * points;
    size_t plane = tiles * q->out->pixel;
    int group = panel_group(q->out->blocks / tiling.tile.vectors);
    return (Candidate){ { .algorithm = ALGORITHM_WINOGRAD,
                          .tile = tiling.tile,
                          .order = ORDER_CHANNELS,
                          .prefetch = true,
                          .in_blocks = q->in->blocks,
                          .outputs = outputs,
                          .strip = strip,
                          .group = group,
                          .shared = (size_t)points * ((size_t)q->in->blocks * plane + LINE_FLOATS),
                          .scratch = (size_t)points *
                                     ((size_t)(group * tiling.tile.vectors) * plane + LINE_FLOATS) },
                        overlapped(products + transforms, weights) };
}

/* The input has one lane and no blocks to transform; grouped convolutions are too thin. */
static bool suits_winograd(const Query *q) {
    const Layer *layer = q->layer;
    return layer->kind == LAYER_CONV && layer->kernel == WINOGRAD_TAPS && layer->stride == 1 &&
           layer->groups == 1 && q->in->lanes == q->out->lanes && q->in->halo == 1;
}

/* Errors measured relative to a layer's largest output: F(2,3) 5e-7, F(4,3) 1e-5, F(6,3) 1.5e-5. */
static Choice select_layer(const Query *q, Accuracy accuracy) {
    Candidate best = try_direct(q);
    int most = accuracy == ACCURACY_TIGHT ? 2 : 6;
    for (int outputs = 2; outputs <= most && suits_winograd(q); outputs += 2) {
        Candidate candidate = try_winograd(q, outputs);
        if (candidate.cycles < best.cycles) best = candidate;
    }
    return best.choice;
}

const Choice *select_algorithms(Arena *arena, const Layers *layers, const Layout *layouts,
                                const Target *target, int batch, Accuracy accuracy) {
    Choice *choices = arena_array(arena, Choice, layers->count);
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        if (layer->kind != LAYER_CONV && layer->kind != LAYER_LINEAR) continue;
        Query query = { layer, &layouts[layer->in], &layouts[v], target, batch };
        choices[v] = select_layer(&query, accuracy);
    }
    return choices;
}
