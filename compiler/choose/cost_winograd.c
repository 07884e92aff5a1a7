/* cost_winograd.c: how many cycles a 3x3 layer takes by Winograd's algorithm, by the cost model. */
#include "cost.h"

#include <limits.h>
#include <math.h>

enum {
    PANEL_GROUPS = 4,
    GROUP_PANELS = 4,
    LEAST_EXPOSED = 36, /* points: F(4,3)'s */
    TRANSFORMED = 4     /* times a filter's size: F(4,3)'s points over its taps */
};

/* Whether all points of all filters can be counted, by the largest of the algorithms (sizes.c). */
static bool counts_filters(const Query *q) {
    int side = winograd_points(most_outputs(q, ACCURACY_FAST), q->layer->stride);
    double filters = (double)q->in->blocks * q->in->lanes * q->out->blocks * q->out->lanes;
    return filters * side * side <= INT_MAX;
}

bool suits_integers(const Query *q, int outputs) {
    if (transformed_number(q) != NUMBER_S16 || q->out->number != q->in->number || q->target->catalogue)
        return false;
    const IntegerWinograd w = winograd_integers(outputs);
    return winograd_fits_words(outputs) && q->layer->stride == 1 &&
           ldexp(q->layer->largest_sum, integer_shift(&w)) < INT_MAX;
}

/* A transformed filter of bf16 is rounded relative to all nine taps. In an image of less than 3x3 no pixel
 * meets them all: where the others are larger that came to a tenth of a value. */
static bool suits_halves(const Query *q) {
    const Shape s = q->layer->shape;
    return !q->target->catalogue && q->layer->stride == 1 && s.height >= WINOGRAD_TAPS &&
           s.width >= WINOGRAD_TAPS;
}

/* The input has one lane and no blocks to transform; grouped convolutions are too thin. */
bool suits_winograd(const Query *q) {
    const Layer *layer = q->layer;
    const bool integers = number_types[q->in->number].integers;
    if (q->in->number == NUMBER_BF16 && !suits_halves(q)) return false;
    return layer->kind == LAYER_CONV && (!integers || suits_integers(q, 2)) &&
           layer->kernel == WINOGRAD_TAPS && layer->stride <= 2 && layer->groups == 1 && is_plain(layer) &&
           q->in->lanes == q->out->lanes && q->in->halo == 1 && !suits_stem(q) &&
           holds_image_tiles(layer, q->in) && counts_filters(q);
}

int outputs_step(const Query *q) { return q->in->number == NUMBER_BF16 ? 2 : q->layer->stride; }

/* Of smaller images floats take F(4,3) and less. */
enum { LEAST_PIXELS = 28 * 28 };

/* Of values of bf16. By F(2,3) filters are bf16, too, and with an instruction what they meet: errors measured
 * relative to a layer's largest output are 4e-3, as much as a value's own rounding may be. By F(4,3) they
 * would be up to 4e-2; its filters are floats, which are about half of those that floats have by F(6,3). */
static int most_half_outputs(const Query *q, Accuracy accuracy) {
    const bool small = q->layer->shape.height * q->layer->shape.width < LEAST_PIXELS;
    if (accuracy == ACCURACY_TIGHT) return 0;
    return small || transformed_number(q) == NUMBER_BF16 ? 2 : 4;
}

/* They are exact. */
static int most_integer_outputs(const Query *q) {
    int most = 2;
    while (most < WINOGRAD_LARGEST && suits_integers(q, most + 1)) most++;
    return most;
}

NumberKind filter_number(const Query *q, int outputs) {
    if (number_types[q->in->number].integers) return number_types[transformed_number(q)].weights;
    return outputs > 2 ? NUMBER_F32 : plain_weights(q);
}

/* Errors measured relative to a layer's largest output: F(2,3) 5e-7, F(3,3) 6e-6, F(4,3) 1e-5, F(5,3) 1.6e-5,
 * F(6,3) 2.1e-5. */
int most_outputs(const Query *q, Accuracy accuracy) {
    if (q->in->number == NUMBER_BF16) return most_half_outputs(q, accuracy);
    if (number_types[q->in->number].integers) return most_integer_outputs(q);
    return accuracy == ACCURACY_TIGHT ? 2 : q->layer->stride == 1 ? WINOGRAD_LARGEST : 4;
}

/* So many images share a pass over the weights: as many as divide the batch and keep their transformed values
 * in the last cache. */
static int image_span(const Query *q, int outputs, int strip) {
    if (strip < image_tile_rows(q, outputs)) return 1;
    int side = winograd_points(outputs, q->layer->stride), span = q->batch;
    size_t tiles = (size_t)strip * (size_t)ceil_div(q->layer->shape.width, outputs);
    size_t elements = (size_t)(side * side) * tiles * (size_t)q->in->blocks * q->in->pixel;
    double image = (double)number_bytes(transformed_number(q), elements);
    while (span > 1 && (q->batch % span || span * image > q->target->caches->span_bytes)) span--;
    return span;
}

/* The products of a strip: a row of image tiles. */
Plane product_plane(const Query *q, int outputs, int strip) {
    int tiles = image_span(q, outputs, strip) * strip * ceil_div(q->layer->shape.width, outputs);
    const bool taken = takes_apart(q->target, filter_number(q, outputs));
    return (Plane){ q->layer, q->in, q->out, 1, tiles, false, false, false, taken };
}

/* Between two uses of a value `bytes` others pass. */
static double value_rate(const Query *q, double bytes) {
    const Caches *c = q->target->caches;
    return bytes < c->near_bytes ? c->near_rate : c->far_rate;
}

/* Of the products of a group of panels, which are floats, or integers as large. */
static size_t group_floats(const Query *q, const Choice *c) {
    return point_count(q, c) * plane_elements(q, c, c->group * c->tile.vectors, product_number(q));
}

static double strip_bytes(const Query *q, const Choice *c) {
    return (double)number_bytes(NUMBER_F32, strip_floats(q, c));
}

static double group_bytes(const Query *q, const Choice *c) {
    return (double)number_bytes(NUMBER_F32, group_floats(q, c));
}

/* Over the weights. */
static double pass_count(const Query *q, const Choice *c, int strips) {
    return (double)strips * q->batch / c->span;
}

/* What streams: the weights once from where they are and again for every strip; the transformed input,
 * written and then read by every group; the products, written and read. That the former fits into a core's
 * own cache is what counts (measured on Zen 5: 5 to 15 % of a layer). */
static double winograd_traffic(const Query *q, const Choice *c, int points, int strips, int groups) {
    double weights = weight_bytes(q->layer, c->weights, points), passes = pass_count(q, c, strips);
    double strip = strip_bytes(q, c), products = group_bytes(q, c);
    double values =
        strip * (1 + groups) / value_rate(q, strip) + products * 2 * groups / value_rate(q, strip + products);
    return weights / weight_rate(q) + (passes - 1) * weights / q->target->caches->far_rate + passes * values;
}

/* Weights too large for a core's own cache: each strip starts their stream anew. */
static double restart_cycles(const Query *q, const Choice *c, int points, int strips) {
    double passes = pass_count(q, c, strips), weights = weight_bytes(q->layer, c->weights, points);
    return weights <= q->target->caches->near_bytes
               ? 0
               : (passes - 1) * q->target->core->restart * weights / q->target->caches->far_rate;
}

/* Of layers whose weights are beyond a core's own cache, however they are transformed: others were faster as
 * the rule for Zen 5 has it (32 channels at 28x28, 24 at 40x40). */
static bool is_exposed(const Query *q) {
    const Caches *caches = q->target->caches;
    return caches->exposed && weight_bytes(q->layer, filter_number(q, 4), LEAST_EXPOSED) > caches->near_bytes;
}

/* The layer where arithmetic hides nothing of what comes from the last cache again: weights for another
 * strip, and the transformed values unless they leave half of the core's own cache to what passes (measured
 * on Zen 3: 64 channels at 56x56 took 760 us at once, 700 in ten strips; 128 at 28x28 600 at once, 810 in
 * five). */
static double exposed_cycles(const Query *q, const Choice *c, int points, int strips, int groups,
                             double arithmetic) {
    const Caches *caches = q->target->caches;
    double passes = pass_count(q, c, strips), weights = weight_bytes(q->layer, c->weights, points);
    double strip = strip_bytes(q, c), products = group_bytes(q, c);
    double values = passes * (strip * (1 + groups) + products * 2 * groups);
    bool own = strip + products <= kept_bytes(q);
    double hidden = weights / weight_rate(q) + (own ? values / caches->near_rate : 0);
    return overlapped(q, arithmetic, hidden) +
           ((own ? 0 : values) + (passes - 1) * weights) / caches->far_rate;
}

/* Never where there is more scratch memory than can be counted, in floats (sizes.c). */
static Candidate countable(Choice choice, double cycles) {
    return (Candidate){ choice, scratch_floats(&choice) <= INT_MAX ? cycles : HUGE_VAL };
}

static Choice winograd_choice(const Query *q, int outputs, int strip, Tile tile, int group) {
    Choice c = { .algorithm = ALGORITHM_WINOGRAD,
                 .tile = tile,
                 .order = ORDER_CHANNELS,
                 .in_blocks = q->in->blocks,
                 .prefetch = fetches_ahead(q),
                 .weights = filter_number(q, outputs),
                 .together = channels_together(q->target, filter_number(q, outputs)),
                 .outputs = outputs,
                 .strip = strip,
                 .span = image_span(q, outputs, strip),
                 .group = group };
    c.prefetch &= product_plane(q, outputs, strip).columns >= q->target->core->fetch_tiles;
    c.scratch = number_bytes(NUMBER_F32, strip_floats(q, &c) + group_floats(q, &c));
    return c;
}

static double transform_cycles(const Query *q, int outputs) {
    const Core *core = q->target->core;
    int side = winograd_points(outputs, q->layer->stride);
    return (core->winograd_in * q->in->blocks + core->winograd_out * q->out->blocks) * side * side *
           image_tile_rows(q, outputs) * ceil_div(q->layer->shape.width, outputs) * q->batch;
}

/* Multiply-adds of a block of channels. */
static double block_steps(const Query *q, NumberKind weights) {
    return (double)(q->in->lanes / channels_together(q->target, weights)) *
           step_multiply_adds(q->target, weights);
}

Candidate cost_winograd(const Query *q, int outputs, int strip, Tile tile, int group) {
    int side = winograd_points(outputs, q->layer->stride), points = side * side;
    int strips = ceil_div(image_tile_rows(q, outputs), strip), panels = q->out->blocks / tile.vectors;
    const Plane plane = product_plane(q, outputs, strip);
    Choice choice = winograd_choice(q, outputs, strip, tile, group);
    double products = tiling_by(&plane, q->target, tile).cycles * q->in->blocks *
                      block_steps(q, choice.weights) * points * strips * q->batch / choice.span;
    double arithmetic = products + transform_cycles(q, outputs);
    if (is_exposed(q))
        return countable(choice, exposed_cycles(q, &choice, points, strips, panels / group, arithmetic));
    double traffic = winograd_traffic(q, &choice, points, strips, panels / group);
    return countable(choice, overlapped(q, arithmetic, traffic) + restart_cycles(q, &choice, points, strips));
}

/* ---- Winograd with filters of other numbers than floats ---- */

/* Those of 24 bits are as exact as floats beside a channel's largest weight, but not beside its smallest. */
bool suits_weights(const Query *q, Accuracy accuracy, const Choice *c, NumberKind weights) {
    if (q->in->number != NUMBER_F32) return weights == filter_number(q, c->outputs);
    if (weights == NUMBER_F32) return true;
    return takes_weights(q->target, weights, c->tile.vectors) && accuracy == ACCURACY_FAST &&
           c->algorithm == ALGORITHM_WINOGRAD && !c->raw && q->in->lanes > 1;
}

/* From memory, as floats, where weights meet few image tiles (decision 014). */
static bool wait_for_memory(const Query *q, const Choice *c) {
    int side = winograd_points(c->outputs, q->layer->stride);
    return fetches_ahead(q) &&
           weight_bytes(q->layer, NUMBER_F32, side * side) > q->target->caches->near_bytes &&
           product_plane(q, c->outputs, c->strip).columns <= q->target->core->narrow_tiles;
}

NumberKind best_weights(const Query *q, Accuracy accuracy, const Choice *c) {
    NumberKind best = NUMBER_F32;
    if (q->in->number != NUMBER_F32) return filter_number(q, c->outputs);
    for (int n = 0; n < NUMBER_COUNT; n++)
        if (number_types[n].bits < number_types[best].bits && suits_weights(q, accuracy, c, (NumberKind)n))
            best = (NumberKind)n;
    return best == NUMBER_F32 || wait_for_memory(q, c) ? best : NUMBER_F32;
}

/* ---- Winograd with raw filters (emit/filters.c) ---- */

bool suits_raw(const Query *q, int outputs) {
    return suits_winograd(q) && q->in->number == NUMBER_F32 && q->layer->stride == 1 && q->in->lanes > 1 &&
           most_raw_tiles(q->target, outputs) > 0;
}

/* Rows of points: each its share of the transform, and its products. */
static double raw_cycles(const Query *q, int outputs, Tile tile, int tiles) {
    int side = winograd_points(outputs, 1);
    const Core *core = q->target->core;
    Split split = split_evenly(tiles, tile.columns);
    double row = core->raw_row * (split.big_count + split.small_count) + core->raw_product * side * tiles;
    return row * side * q->in->blocks * q->in->lanes * q->out->blocks;
}

Candidate cost_raw(const Query *q, int outputs, int strip, int columns) {
    int strips = ceil_div(image_tile_rows(q, outputs), strip);
    const Tile tile = { 1, columns, 1 };
    Choice choice = winograd_choice(q, outputs, strip, tile, 1);
    choice.raw = true;
    choice.prefetch = false;
    double passes = pass_count(q, &choice, strips);
    double products = raw_cycles(q, outputs, tile, product_plane(q, outputs, strip).columns) * passes;
    double weights = weight_bytes(q->layer, choice.weights, WINOGRAD_TAPS * WINOGRAD_TAPS);
    double traffic = weights / weight_rate(q) + (passes - 1) * weights / q->target->caches->far_rate;
    return countable(choice, overlapped(q, products + transform_cycles(q, outputs), traffic));
}

/* Whether enough image tiles can share a filter's transform. */
bool prefers_raw(const Target *target, int outputs) {
    return most_raw_tiles(target, outputs) >= target->core->raw_tiles;
}

/* Transformed, filters are some four times as large (Query.weights counts them so but for targets that prefer
 * raw ones): where all layers' still stay in the last cache, that is faster (measured on Zen 5: ResNet-44 for
 * CIFAR takes 4 % longer with raw ones, ResNet-110 a third less). */
bool gains_by_raw(const Query *q, int outputs) {
    double transformed = prefers_raw(q->target, 4) ? TRANSFORMED * q->weights : q->weights;
    return suits_raw(q, outputs) && prefers_raw(q->target, outputs) &&
           transformed >= q->target->caches->far_bytes;
}

Candidate best_raw(const Query *q, int outputs) {
    int strip = image_tile_rows(q, outputs), tiles = product_plane(q, outputs, strip).columns;
    int groups = ceil_div(tiles, most_raw_tiles(q->target, outputs));
    return cost_raw(q, outputs, strip, ceil_div(tiles, groups));
}

/* Every group reads the whole transformed input once more: little beside the products of four panels. Threads
 * share groups: at least four of them where there are so many panels, and of at most four panels each
 * (decision 018). */
static int panel_group(int panels) {
    int groups = ceil_div(panels, GROUP_PANELS);
    if (groups < PANEL_GROUPS) groups = panels < PANEL_GROUPS ? panels : PANEL_GROUPS;
    while (panels % groups) groups++;
    return panels / groups;
}

/* Where the last cache is exposed a group is so small that half of a core's own holds its products, if any
 * is. The input that is read more often comes in order, so that its way is hidden (measured on Zen 3: 256
 * channels at 28x28, two panels instead of four: one thread as before, two threads 1460 -> 1310 us). */
static int exposed_group(const Query *q, const Choice *c) {
    int panels = q->out->blocks / c->tile.vectors;
    for (Choice smaller = *c; is_exposed(q) && smaller.group > 0; smaller.group--)
        if (panels % smaller.group == 0 && group_bytes(q, &smaller) <= kept_bytes(q)) return smaller.group;
    return c->group;
}

Candidate best_strip(const Query *q, int outputs, int strip) {
    const Plane plane = product_plane(q, outputs, strip);
    Tile tile = best_tiling(&plane, q->target).tile;
    Candidate best = cost_winograd(q, outputs, strip, tile, panel_group(q->out->blocks / tile.vectors));
    best.choice = winograd_choice(q, outputs, strip, tile, exposed_group(q, &best.choice));
    return best;
}
