/* select.c: which algorithm, register tile and loop order each layer gets, from a cost model. */
#include "tiling.h"
#include "winograd.h"

enum {
    PIXELS_OUTERMOST_FROM = 28 * 28, /* below, the weights are larger than the image (measured on Zen 5) */
    NEAR_BYTES = 1 << 20,            /* of a core's own cache (L2) */
    LINE_FLOATS = 16,
    PANEL_GROUPS = 4
};

/* Bytes a cycle, measured on Zen 5: from memory, where weights come from, since a large network has more of
 * them than the last cache holds; from the last cache; from a core's own. */
static const double MEMORY_RATE = 9, FAR_RATE = 20, NEAR_RATE = 32;

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
static double overlapped(double arithmetic, double memory) {
    return arithmetic > memory ? arithmetic + 0.2 * memory : memory + 0.2 * arithmetic;
}

static double weight_bytes(const Layer *layer, int taps) {
    return (double)layer->in_shape.channels / layer->groups * layer->shape.channels * taps * sizeof(float);
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
    double memory = weight_bytes(layer, layer->kernel * layer->kernel) / MEMORY_RATE;
    return (Candidate){ { .algorithm = ALGORITHM_DIRECT,
                          .tile = tiling.tile,
                          .in_blocks = tiling.in_blocks,
                          .flat = flat,
                          .prefetch = height * width < PIXELS_OUTERMOST_FROM,
                          .order = height * width >= PIXELS_OUTERMOST_FROM ? ORDER_PIXELS : ORDER_CHANNELS },
                        overlapped(tiling.cycles * steps, memory) };
}

/* Every group reads the whole transformed input once more, but groups are what threads share: four where
 * possible. */
static int panel_group(int panels) {
    int groups = panels < PANEL_GROUPS ? panels : PANEL_GROUPS;
    while (panels % groups) groups++;
    return panels / groups;
}

/* What streams: the weights once from memory and again for every strip; the transformed input, written and
 * then read by every group; the products, written and read. */
static double winograd_traffic(const Query *q, const Choice *c, int points, int strips, int groups) {
    double weights = weight_bytes(q->layer, points);
    double again = (double)strips * q->batch - 1;
    double strip = (double)c->shared * sizeof(float), products = (double)c->scratch * sizeof(float);
    bool near = strip + products < NEAR_BYTES;
    double values = (strip * (1 + groups) + products * 2 * groups) * strips * q->batch;
    return weights / MEMORY_RATE + again * weights / FAR_RATE + values / (near ? NEAR_RATE : FAR_RATE);
}

/* Transforms cost some 3 cycles a point of the input's, 2.5 of the output's (measured on Zen 5). */
static Candidate try_strips(const Query *q, int outputs, int strips) {
    const Layer *layer = q->layer;
    int side = winograd_points(outputs, layer->stride), points = side * side;
    int tile_rows = ceil_div(layer->shape.height, outputs),
        tile_columns = ceil_div(layer->shape.width, outputs);
    int strip = ceil_div(tile_rows, strips), tiles = strip * tile_columns;
    Tiling tiling = best_tiling(layer, q->in, q->out, q->target, 1, tiles);
    int panels = q->out->blocks / tiling.tile.vectors, group = panel_group(panels);
    size_t plane = (size_t)tiles * q->out->pixel;
    Choice choice = { .algorithm = ALGORITHM_WINOGRAD,
                      .tile = tiling.tile,
                      .order = ORDER_CHANNELS,
                      .in_blocks = q->in->blocks,
                      .prefetch = true,
                      .outputs = outputs,
                      .strip = strip,
                      .group = group,
                      .shared = (size_t)points * ((size_t)q->in->blocks * plane + LINE_FLOATS),
                      .scratch =
                          (size_t)points * ((size_t)(group * tiling.tile.vectors) * plane + LINE_FLOATS) };
    double products = tiling.cycles * q->in->blocks * q->in->lanes * points * strips * q->batch;
    double transforms =
        (3.0 * q->in->blocks + 2.5 * q->out->blocks) * points * tile_rows * tile_columns * q->batch;
    double traffic = winograd_traffic(q, &choice, points, strips, panels / group);
    return (Candidate){ choice, overlapped(products + transforms, traffic) };
}

static Candidate try_winograd(const Query *q, int outputs) {
    Candidate best = try_strips(q, outputs, 1);
    int tile_rows = ceil_div(q->layer->shape.height, outputs);
    for (int strips = 2; strips <= tile_rows; strips++) {
        if (ceil_div(tile_rows, ceil_div(tile_rows, strips)) != strips) continue;
        Candidate candidate = try_strips(q, outputs, strips);
        if (candidate.cycles < best.cycles) best = candidate;
    }
    return best;
}

/* The input has one lane and no blocks to transform; grouped convolutions are too thin. */
static bool suits_winograd(const Query *q) {
    const Layer *layer = q->layer;
    return layer->kind == LAYER_CONV && layer->kernel == WINOGRAD_TAPS && layer->stride <= 2 &&
           layer->groups == 1 && q->in->lanes == q->out->lanes && q->in->halo == 1;
}

/* Errors measured relative to a layer's largest output: F(2,3) 5e-7, F(4,3) 1e-5, F(6,3) 1.5e-5. */
static Choice select_layer(const Query *q, Accuracy accuracy) {
    Candidate best = try_direct(q);
    int most = accuracy == ACCURACY_TIGHT ? 2 : q->layer->stride == 1 ? 6 : 4;
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
