/* cost.c: the cost model: how many cycles a layer takes by an algorithm, a tile and an order. */
#include "select.h"
#include "winograd.h"

enum {
    PIXELS_OUTERMOST_FROM = 28 * 28, /* below, the weights are larger than the image (measured on Zen 5) */
    SPAN_BYTES = 4 << 20, /* of the last cache, for the images that share a pass over the weights */
    PANEL_GROUPS = 4,
    STRIP_TILES = 4, /* of a direct layer, that fit into the first cache beside a slice of weights */
    RAW_TILES = 3,   /* that must share a filter's transform (512 channels at 7x7 on Zen 3: F(4,3) with two of
                        them 3 ms, F(2,3) transformed ahead 1.6) */
    NARROW_TILES = 50 /* image tiles that share a pass over weights: beyond, arithmetic takes longer */
};

/* Arithmetic and the stream of weights overlap, but not wholly. */
static double overlapped(double arithmetic, double memory) {
    return arithmetic > memory ? arithmetic + 0.2 * memory : memory + 0.2 * arithmetic;
}

/* How fast the weights come: all of them are read before a layer meets its own again. */
static double weight_rate(const Query *q) {
    const Caches *c = q->target->caches;
    return q->weights < c->near_bytes  ? c->near_rate
           : q->weights < c->far_bytes ? c->far_rate
                                       : c->memory_rate;
}

/* Fetching ahead pays for what comes from memory, and costs some percent elsewhere (measured on Zen 5). */
static bool fetches_ahead(const Query *q) { return q->weights >= q->target->caches->far_bytes; }

static double weight_bytes(const Layer *layer, int taps) {
    return (double)layer->in_shape.channels / layer->groups * layer->shape.channels * taps * sizeof(float);
}

/* ---- Direct ---- */

/* Without borders a 1x1 convolution reads and writes one row of height * width pixels. */
bool is_flat(const Query *q) {
    return q->layer->kernel == 1 && q->layer->stride == 1 && q->in->halo == 0 && q->out->halo == 0;
}

/* The classifier's pixels are the images of the batch, so that it reads its weights once. */
Plane direct_plane(const Query *q, bool pairs, bool flat) {
    int height = q->layer->shape.height, width = q->layer->shape.width;
    int columns = q->layer->kind == LAYER_LINEAR ? q->batch : flat ? height * width : width;
    return (Plane){ q->layer, q->in, q->out, flat ? 1 : height, columns, pairs, flat };
}

bool can_wrap(const Query *q) {
    const Layer *layer = q->layer;
    return layer->kind == LAYER_CONV && layer->kernel == 1 && layer->stride == 1 && layer->groups == 1 &&
           q->in->halo == 0 && q->out->halo > 0 && !q->target->catalogue;
}

bool can_gather(const Query *q) {
    const Layer *layer = q->layer;
    return layer->kind == LAYER_CONV && layer->kernel == 1 && layer->stride > 1 && layer->groups == 1 &&
           q->in->lanes == q->out->lanes && !q->target->catalogue;
}

/* Channels of a group, where groups of as many inputs as outputs lie inside a vector; else 0. */
static int lane_group(const Query *q) {
    const Layer *layer = q->layer;
    int group = layer->shape.channels / layer->groups;
    bool alike = layer->groups > 1 && group == layer->in_shape.channels / layer->groups;
    return alike && group < q->out->lanes && q->out->lanes % group == 0 && q->in->lanes == q->out->lanes
               ? group
               : 0;
}

/* The group's channels one after another, a multiply-add and a permutation each. */
static Candidate cost_lane_groups(const Query *q, Tile tile, Order order) {
    const Plane plane = direct_plane(q, false, is_flat(q));
    int group = lane_group(q);
    double steps = (double)group * q->layer->kernel * q->layer->kernel * q->in->blocks * q->batch;
    return (Candidate){ { .algorithm = ALGORITHM_DIRECT,
                          .tile = tile,
                          .order = order,
                          .in_blocks = 1,
                          .lane_group = group,
                          .slices = 1 },
                        2 * tiling_by(&plane, tile).cycles * steps };
}

int plane_tiles(const Plane *plane, Tile tile) {
    return ceil_div(plane->rows, tile.rows) * ceil_div(plane->columns, tile.columns);
}

/* What the pixels multiply to themselves: four instructions a block and tap, and some a tile (measured). */
static double cost_sums(const Query *q, const Plane *plane, Tile tile) {
    double reads = (double)plane->rows * plane->columns * q->in->blocks * q->layer->kernel * q->layer->kernel;
    return (1.5 * reads + 80.0 * plane_tiles(plane, tile)) * q->batch;
}

/* ---- Slices of the reduction ---- */

static bool gathers(const Query *q, const Choice *c) { return c->flat && q->layer->stride > 1; }

bool suits_slices(const Query *q, const Choice *c) {
    bool plain = c->slices == 1 && c->strip == 0 && !gathers(q, c);
    bool many = q->layer->kind == LAYER_CONV && q->layer->groups == 1 && q->out->blocks > c->tile.vectors;
    bool order = c->order == ORDER_CHANNELS ? c->strip == 0 : c->strip > 0 && c->flat && !gathers(q, c);
    return plain || (many && order && !c->pairs && !q->target->catalogue && c->slices > 0 &&
                     q->in->blocks % c->slices == 0);
}

/* Floats of a slice of the gathered input. */
static size_t gathered_floats(const Query *q, const Choice *c) {
    Shape shape = q->layer->shape;
    return gathers(q, c)
               ? (size_t)(q->in->blocks / c->slices) * (size_t)(shape.height * shape.width) * q->in->pixel
               : 0;
}

/* What the first cache should keep while a panel's slice meets tile after tile: its weights and, where tiles
 * stand in strips, the slice of their pixels, too. */
static double slice_room(const Query *q, const Choice *c) {
    int pixels = c->strip * c->tile.columns, channels = c->tile.vectors * q->out->lanes;
    double taps = q->layer->kernel * q->layer->kernel;
    return (double)q->in->blocks / c->slices * q->in->lanes * taps * (channels + pixels) * sizeof(float);
}

static bool fits_caches(const Query *q, const Choice *c) {
    double room = q->target->slice_bytes * (c->strip ? 1.5 : 1);
    return slice_room(q, c) <= room &&
           (double)gathered_floats(q, c) * sizeof(float) <= q->target->caches->near_bytes / 2;
}

/* As few as that takes, and as keep gathered pixels in half of the core's own cache. */
static int usual_slices(const Query *q, const Choice *c) {
    Choice sliced = *c;
    for (sliced.slices = 1; sliced.slices <= q->in->blocks; sliced.slices++)
        if (suits_slices(q, &sliced) && fits_caches(q, &sliced)) return sliced.slices;
    return 1;
}

Candidate cost_direct(const Query *q, const Choice *c) {
    if (lane_group(q) && c->tile.vectors == 1) return cost_lane_groups(q, c->tile, c->order);
    const Layer *layer = q->layer;
    const Plane plane = direct_plane(q, c->pairs, c->flat);
    Tiling tiling = tiling_by(&plane, c->tile);
    double images = layer->kind == LAYER_LINEAR ? 1 : q->batch;
    double steps = (double)q->in->blocks * q->in->lanes * layer->kernel * layer->kernel * images;
    double memory = weight_bytes(layer, layer->kernel * layer->kernel) / weight_rate(q);
    double sums = c->pairs ? cost_sums(q, &plane, c->tile) : 0;
    double gathering = 3.0 * (double)gathered_floats(q, c) * c->slices / (double)q->in->pixel * q->batch;
    return (Candidate){ { .algorithm = ALGORITHM_DIRECT,
                          .tile = c->tile,
                          .order = c->order,
                          .in_blocks = tiling.in_blocks,
                          .prefetch = c->prefetch,
                          .pairs = c->pairs,
                          .flat = c->flat,
                          .slices = c->slices,
                          .strip = c->strip,
                          .scratch = gathered_floats(q, c) },
                        overlapped(tiling.cycles * steps + sums + gathering, memory) };
}

bool suits_pairs(const Query *q, Accuracy accuracy) {
    const Layer *layer = q->layer;
    Tiling tiling;
    const Plane plane = direct_plane(q, true, is_flat(q));
    bool tiles = false;
    for (int vectors = 1; vectors <= COUNT_OF(q->target->pair_pixels); vectors++)
        tiles = tiles || list_tilings(&plane, q->target, vectors, &tiling, 1);
    return tiles && accuracy == ACCURACY_FAST && layer->kind == LAYER_CONV && layer->groups == 1 &&
           q->in->lanes == q->out->lanes;
}

bool pairs_overflow(const Query *q, const Choice *choice) {
    const Plane plane = direct_plane(q, true, is_flat(q));
    return choice->pairs && choice->order == ORDER_CHANNELS &&
           plane_tiles(&plane, choice->tile) * q->batch > MOST_PAIR_TILES;
}

static Order usual_order(const Query *q) {
    bool large = q->layer->shape.height * q->layer->shape.width >= PIXELS_OUTERMOST_FROM;
    return large ? ORDER_PIXELS : ORDER_CHANNELS;
}

Candidate best_pairs(const Query *q) {
    const Plane plane = direct_plane(q, true, is_flat(q));
    Choice c = { .tile = best_tiling(&plane, q->target).tile, .order = usual_order(q), .pairs = true };
    c.prefetch = c.order == ORDER_CHANNELS && fetches_ahead(q);
    c.flat = is_flat(q);
    c.slices = 1;
    return cost_direct(q, &c);
}

/* Tiles that go over from row to row, where they cover the image better; pixels that are not neighbours are
 * always gathered, where they can be (measured on Zen 3: 512 to 1024 channels at 14x14 3.3 -> 2.4 ms). */
static Tiling best_direct_tiling(const Query *q) {
    const Plane plane = direct_plane(q, false, is_flat(q)), row = direct_plane(q, false, true);
    Tiling tiling = best_tiling(&plane, q->target), wrapped;
    if (lane_group(q)) list_tilings(&plane, q->target, 1, &tiling, 1);
    if (!q->target->slice_bytes || !(can_wrap(q) || can_gather(q))) return tiling;
    wrapped = best_tiling(&row, q->target);
    bool gather = can_gather(q) && q->out->blocks > wrapped.tile.vectors;
    return gather || (can_wrap(q) && wrapped.cycles < tiling.cycles) ? wrapped : tiling;
}

/* Where panels would not stay in the first cache from tile to tile. */
static bool gains_by_strips(const Query *q, const Choice *c) {
    const Choice sliced = {
        .tile = c->tile, .order = c->order, .flat = c->flat, .slices = 1, .strip = STRIP_TILES
    };
    return c->order == ORDER_PIXELS && suits_slices(q, &sliced) &&
           weight_bytes(q->layer, 1) > q->target->slice_bytes && q->target->slice_bytes;
}

Candidate best_direct(const Query *q) {
    Tiling tiling = best_direct_tiling(q);
    Choice c = { .tile = tiling.tile, .order = usual_order(q), .flat = tiling.flat };
    if (gathers(q, &c)) c.order = ORDER_CHANNELS;
    if (gains_by_strips(q, &c)) c.strip = STRIP_TILES;
    /* Wide tiles of the classifier are a stream that the processor foresees (measured on Zen 5). */
    bool stream = q->layer->kind == LAYER_LINEAR && tiling.tile.vectors > 1;
    c.prefetch = c.order == ORDER_CHANNELS && fetches_ahead(q) && !stream;
    c.slices = usual_slices(q, &c);
    return cost_direct(q, &c);
}

/* ---- Winograd ---- */

/* The input has one lane and no blocks to transform; grouped convolutions are too thin. */
bool suits_winograd(const Query *q) {
    const Layer *layer = q->layer;
    return layer->kind == LAYER_CONV && layer->kernel == WINOGRAD_TAPS && layer->stride <= 2 &&
           layer->groups == 1 && q->in->lanes == q->out->lanes && q->in->halo == 1 && !suits_stem(q);
}

/* Errors measured relative to a layer's largest output: F(2,3) 5e-7, F(4,3) 1e-5, F(6,3) 1.5e-5. */
int most_outputs(const Query *q, Accuracy accuracy) {
    return accuracy == ACCURACY_TIGHT ? 2 : q->layer->stride == 1 ? 6 : 4;
}

int image_tile_rows(const Query *q, int outputs) { return ceil_div(q->layer->shape.height, outputs); }

int strip_height(const Query *q, int outputs, int strips) {
    int rows = image_tile_rows(q, outputs), strip = ceil_div(rows, strips);
    return ceil_div(rows, strip) == strips ? strip : 0;
}

/* So many images share a pass over the weights: as many as divide the batch and keep their transformed values
 * in the last cache. */
static int image_span(const Query *q, int outputs, int strip) {
    if (strip < image_tile_rows(q, outputs)) return 1;
    int side = winograd_points(outputs, q->layer->stride), span = q->batch;
    double tiles = (double)strip * ceil_div(q->layer->shape.width, outputs);
    double image = side * side * tiles * q->in->blocks * (double)q->in->pixel * sizeof(float);
    while (span > 1 && (q->batch % span || span * image > SPAN_BYTES)) span--;
    return span;
}

/* The products of a strip: a row of image tiles. */
Plane product_plane(const Query *q, int outputs, int strip) {
    int tiles = image_span(q, outputs, strip) * strip * ceil_div(q->layer->shape.width, outputs);
    return (Plane){ q->layer, q->in, q->out, 1, tiles, false, false };
}

/* Between two uses of a value `bytes` others pass. */
static double value_rate(const Query *q, double bytes) {
    const Caches *c = q->target->caches;
    return bytes < c->near_bytes ? c->near_rate : c->far_rate;
}

static size_t plane_floats(const Query *q, const Choice *c, int blocks) {
    int side = winograd_points(c->outputs, q->layer->stride);
    size_t tiles = (size_t)product_plane(q, c->outputs, c->strip).columns;
    return (size_t)(side * side) * ((size_t)blocks * tiles * q->out->pixel + LINE_FLOATS);
}

/* Of a strip's transformed input; of the products of a group of panels. */
static size_t strip_floats(const Query *q, const Choice *c) { return plane_floats(q, c, q->in->blocks); }
static size_t group_floats(const Query *q, const Choice *c) {
    return plane_floats(q, c, c->group * c->tile.vectors);
}

/* What streams: the weights once from where they are and again for every strip; the transformed input,
 * written and then read by every group; the products, written and read. That the former fits into a core's
 * own cache is what counts (measured on Zen 5: 5 to 15 % of a layer). */
static double winograd_traffic(const Query *q, const Choice *c, int points, int strips, int groups) {
    double weights = weight_bytes(q->layer, points), passes = (double)strips * q->batch / c->span;
    double strip = (double)strip_floats(q, c) * sizeof(float),
           products = (double)group_floats(q, c) * sizeof(float);
    double values =
        strip * (1 + groups) / value_rate(q, strip) + products * 2 * groups / value_rate(q, strip + products);
    return weights / weight_rate(q) + (passes - 1) * weights / q->target->caches->far_rate + passes * values;
}

/* Weights too large for a core's own cache: each strip starts their stream anew, half of it unhidden
 * (measured on Zen 5: 128 channels to 28x28 with stride 2 took 714 us in four strips, 605 in one). */
static double restart_cycles(const Query *q, const Choice *c, int points, int strips) {
    double passes = (double)strips * q->batch / c->span, weights = weight_bytes(q->layer, points);
    return weights <= q->target->caches->near_bytes
               ? 0
               : (passes - 1) * 0.5 * weights / q->target->caches->far_rate;
}

static Choice winograd_choice(const Query *q, int outputs, int strip, Tile tile, int group) {
    Choice c = { .algorithm = ALGORITHM_WINOGRAD,
                 .tile = tile,
                 .order = ORDER_CHANNELS,
                 .in_blocks = q->in->blocks,
                 .prefetch = fetches_ahead(q),
                 .outputs = outputs,
                 .strip = strip,
                 .span = image_span(q, outputs, strip),
                 .group = group };
    c.scratch = strip_floats(q, &c) + group_floats(q, &c);
    return c;
}

/* Some 3 cycles a point of the input's, 2.5 of the output's (measured on Zen 5). */
static double transform_cycles(const Query *q, int outputs) {
    int side = winograd_points(outputs, q->layer->stride);
    return (3.0 * q->in->blocks + 2.5 * q->out->blocks) * side * side * image_tile_rows(q, outputs) *
           ceil_div(q->layer->shape.width, outputs) * q->batch;
}

Candidate cost_winograd(const Query *q, int outputs, int strip, Tile tile, int group) {
    int side = winograd_points(outputs, q->layer->stride), points = side * side;
    int strips = ceil_div(image_tile_rows(q, outputs), strip), panels = q->out->blocks / tile.vectors;
    const Plane plane = product_plane(q, outputs, strip);
    Choice choice = winograd_choice(q, outputs, strip, tile, group);
    double products = tiling_by(&plane, tile).cycles * q->in->blocks * q->in->lanes * points * strips *
                      q->batch / choice.span;
    double traffic = winograd_traffic(q, &choice, points, strips, panels / group);
    return (Candidate){ choice, overlapped(products + transform_cycles(q, outputs), traffic) +
                                    restart_cycles(q, &choice, points, strips) };
}

/* ---- Winograd with narrow filters (emit_narrow.c) ---- */

/* They are as exact as floats beside a channel's largest weight, but not beside its smallest. */
bool suits_narrow(const Query *q, Accuracy accuracy, const Choice *c) {
    return q->target->narrow && accuracy == ACCURACY_FAST && c->algorithm == ALGORITHM_WINOGRAD && !c->raw &&
           q->in->lanes > 1 && NARROW_RUN % c->tile.vectors == 0;
}

/* From memory, where weights meet few image tiles (decision 014). */
bool gains_by_narrow(const Query *q, Accuracy accuracy, const Choice *c) {
    if (!suits_narrow(q, accuracy, c)) return false;
    int side = winograd_points(c->outputs, q->layer->stride);
    return fetches_ahead(q) && weight_bytes(q->layer, side * side) > q->target->caches->near_bytes &&
           product_plane(q, c->outputs, c->strip).columns <= NARROW_TILES;
}

/* ---- Winograd with raw filters (emit_filters.c) ---- */

bool suits_raw(const Query *q, int outputs) {
    return suits_winograd(q) && q->layer->stride == 1 && q->in->lanes > 1 &&
           most_raw_tiles(q->target, outputs) > 0;
}

/* A row of points takes some 5 cycles for its share of the transform, and 0.6 a product (measured on Zen 5:
 * 19 where 24 products take 12). */
static double raw_cycles(const Query *q, int outputs, Tile tile, int tiles) {
    int side = winograd_points(outputs, 1);
    Split split = split_evenly(tiles, tile.columns);
    double row = 5 * (split.big_count + split.small_count) + 0.6 * side * tiles;
    return row * side * q->in->blocks * q->in->lanes * q->out->blocks;
}

Candidate cost_raw(const Query *q, int outputs, int strip, int columns) {
    int strips = ceil_div(image_tile_rows(q, outputs), strip);
    const Tile tile = { 1, columns, 1 };
    Choice choice = winograd_choice(q, outputs, strip, tile, 1);
    choice.raw = true;
    choice.prefetch = false;
    double passes = (double)strips * q->batch / choice.span;
    double products = raw_cycles(q, outputs, tile, product_plane(q, outputs, strip).columns) * passes;
    double weights = weight_bytes(q->layer, WINOGRAD_TAPS * WINOGRAD_TAPS);
    double traffic = weights / weight_rate(q) + (passes - 1) * weights / q->target->caches->far_rate;
    return (Candidate){ choice, overlapped(products + transform_cycles(q, outputs), traffic) };
}

/* Transformed, filters are some four times as large: where all layers' still stay in the last cache, that is
 * faster (measured on Zen 5: ResNet-44 for CIFAR takes 4 % longer with raw ones, ResNet-110 a third less). */
bool gains_by_raw(const Query *q, int outputs) {
    return suits_raw(q, outputs) && most_raw_tiles(q->target, outputs) >= RAW_TILES &&
           q->weights >= q->target->caches->far_bytes / 4.0;
}

Candidate best_raw(const Query *q, int outputs) {
    int strip = image_tile_rows(q, outputs), tiles = product_plane(q, outputs, strip).columns;
    int groups = ceil_div(tiles, most_raw_tiles(q->target, outputs));
    return cost_raw(q, outputs, strip, ceil_div(tiles, groups));
}

/* Every group reads the whole transformed input once more, but groups are what threads share: four where
 * possible. */
static int panel_group(int panels) {
    int groups = panels < PANEL_GROUPS ? panels : PANEL_GROUPS;
    while (panels % groups) groups++;
    return panels / groups;
}

Candidate best_strip(const Query *q, int outputs, int strip) {
    const Plane plane = product_plane(q, outputs, strip);
    Tile tile = best_tiling(&plane, q->target).tile;
    return cost_winograd(q, outputs, strip, tile, panel_group(q->out->blocks / tile.vectors));
}
