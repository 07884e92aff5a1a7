/* cost.c: the cost model: how many cycles a direct layer takes with a tile and an order. */
#include "cost.h"

/* Below, the weights are larger than the image (measured on Zen 5). */
enum { PIXELS_OUTERMOST_FROM = 28 * 28 };

/* Arithmetic and the stream of weights overlap, but not wholly. */
double overlapped(const Query *q, double arithmetic, double memory) {
    double share = q->target->core->unhidden;
    return arithmetic > memory ? arithmetic + share * memory : memory + share * arithmetic;
}

/* How fast the weights come: all of them are read before a layer meets its own again. */
double weight_rate(const Query *q) {
    const Caches *c = q->target->caches;
    return q->weights < c->near_bytes  ? c->near_rate
           : q->weights < c->far_bytes ? c->far_rate
                                       : c->memory_rate;
}

/* Fetching ahead pays for what comes from memory, and costs some percent elsewhere (measured on Zen 5). */
bool fetches_ahead(const Query *q) { return q->weights >= q->target->caches->far_bytes; }

double kept_bytes(const Query *q) { return q->target->caches->near_bytes / 2; }

double weight_bytes(const Layer *layer, NumberKind weights, int taps) {
    size_t filters = (size_t)(layer->in_shape.channels / layer->groups) * (size_t)layer->shape.channels;
    return (double)number_bytes(weights, filters * (size_t)taps);
}

/* ---- Direct ---- */

/* The group's channels one after another. */
static Candidate cost_lane_groups(const Query *q, Tile tile, Order order) {
    const Plane plane = direct_plane(q, false, is_flat(q));
    int group = lane_group(q->layer, q->in, q->out);
    double steps = (double)group * q->layer->kernel * q->layer->kernel * q->in->blocks * q->batch;
    return (Candidate){ { .algorithm = ALGORITHM_DIRECT,
                          .tile = tile,
                          .order = order,
                          .in_blocks = 1,
                          .lane_group = group,
                          .slices = 1 },
                        tiling_by(&plane, q->target, tile).cycles * steps };
}

static int plane_tiles(const Plane *plane, Tile tile) {
    return ceil_div(plane->rows, tile.rows) * ceil_div(plane->columns, tile.columns);
}

/* What the pixels multiply to themselves. */
static double cost_sums(const Query *q, const Plane *plane, Tile tile) {
    const Core *core = q->target->core;
    double reads = (double)plane->rows * plane->columns * q->in->blocks * q->layer->kernel * q->layer->kernel;
    return (core->pair_sum * reads + core->pair_tile * plane_tiles(plane, tile)) * q->batch;
}

Candidate cost_direct(const Query *q, const Choice *c) {
    if (lane_group(q->layer, q->in, q->out) && c->tile.vectors == 1)
        return cost_lane_groups(q, c->tile, c->order);
    const Layer *layer = q->layer;
    const Plane plane = direct_plane(q, c->pairs, c->flat);
    Tiling tiling = tiling_by(&plane, q->target, c->tile);
    double images = layer->kind == LAYER_LINEAR ? 1 : q->batch;
    double steps = direct_steps(q) * images;
    double memory = weight_bytes(layer, c->weights, layer->kernel * layer->kernel) / weight_rate(q);
    double sums = c->pairs ? cost_sums(q, &plane, c->tile) : 0;
    double gathering = q->target->core->gather * (double)gathered_elements(q, c) * c->slices /
                       (double)q->in->pixel * q->batch;
    return (Candidate){ { .algorithm = ALGORITHM_DIRECT,
                          .tile = c->tile,
                          .order = c->order,
                          .in_blocks = tiling.in_blocks,
                          .prefetch = c->prefetch,
                          .pairs = c->pairs,
                          .flat = c->flat,
                          .slices = c->slices,
                          .weights = c->weights,
                          .together = channels_together(q->target, c->weights),
                          .scratch = number_bytes(q->in->number, gathered_elements(q, c)) },
                        overlapped(q, tiling.cycles * steps + sums + gathering, memory) };
}

bool suits_pairs(const Query *q, Accuracy accuracy) {
    const Layer *layer = q->layer;
    Tiling tiling;
    const Plane plane = direct_plane(q, true, is_flat(q));
    bool tiles = false;
    for (int vectors = 1; vectors <= COUNT_OF(q->target->pair_pixels); vectors++)
        tiles = tiles || list_tilings(&plane, q->target, vectors, &tiling, 1);
    bool floats = q->in->number == NUMBER_F32 && q->out->number == NUMBER_F32;
    return tiles && floats && accuracy == ACCURACY_FAST && layer->kind == LAYER_CONV && layer->groups == 1 &&
           q->in->lanes == q->out->lanes;
}

bool pairs_overflow(const Query *q, const Choice *choice) {
    const Plane plane = direct_plane(q, true, is_flat(q));
    return choice->pairs && choice->order == ORDER_CHANNELS &&
           plane_tiles(&plane, choice->tile) * q->batch > MOST_PAIR_TILES;
}

/* Slices make images as small as weights; and panels of groups have no pixels in common. */
static Order usual_order(const Query *q) {
    bool large = q->layer->shape.height * q->layer->shape.width >= PIXELS_OUTERMOST_FROM;
    bool sliced = q->target->caches->slice_bytes && !q->target->catalogue && q->in->lanes == q->out->lanes;
    if (sliced) return ORDER_CHANNELS;
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
    if (lane_group(q->layer, q->in, q->out)) list_tilings(&plane, q->target, 1, &tiling, 1);
    if (!q->target->caches->slice_bytes || !(can_wrap(q) || can_gather(q))) return tiling;
    wrapped = best_tiling(&row, q->target);
    bool gather = can_gather(q) && q->out->blocks > wrapped.tile.vectors;
    return gather || (can_wrap(q) && wrapped.cycles < tiling.cycles) ? wrapped : tiling;
}

Candidate best_direct(const Query *q) {
    Tiling tiling = best_direct_tiling(q);
    Choice c = {
        .tile = tiling.tile, .order = usual_order(q), .flat = tiling.flat, .weights = plain_weights(q)
    };
    /* Wide tiles of the classifier are a stream that the processor foresees (measured on Zen 5). */
    bool stream = q->layer->kind == LAYER_LINEAR && tiling.tile.vectors > 1;
    c.prefetch = c.order == ORDER_CHANNELS && fetches_ahead(q) && !stream;
    c.slices = usual_slices(q, &c);
    return cost_direct(q, &c);
}
