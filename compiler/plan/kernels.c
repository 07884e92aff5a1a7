/* kernels.c: the tables -> the kernel that a layer needs, its sizes numbers. */
#include "kernels.h"
#include "layers/layers.h"
#include "pack/pack.h"

#include <assert.h>

/* Below these a layer takes some 10 us on one core, and sharing it out costs three. A weight of a
 * linear layer comes from memory in the time of so many products. */
enum { SMALL_MACS = 1500000, SMALL_FLOATS = 200000, WEIGHT_MACS = 8 };

const Layout *in_layout(const Plan *plan, int layer) {
    return &plan->layouts[plan->layers->layers[layer].in];
}

bool is_small(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    double macs = layer_macs(layer) * plan->layouts[v].run;
    if (layer->kind == LAYER_LINEAR) macs += WEIGHT_MACS * layer_macs(layer);
    return macs < SMALL_MACS;
}

Ending ending_of(const Layer *layer) {
    Ending ending = { .gate = layer->gate >= 0,
                      .residual = layer->residual >= 0,
                      .activation = layer->activation,
                      .adds = number(layer->residual >= 0) };
    ending.activates[layer->activation] = number(1);
    return ending;
}

static const int *first_blocks(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    int panels = panel_count(out, &plan->choices[v]);
    if (layer->groups == 1) return NULL;
    int *first = arena_array(arena, int, panels);
    for (int p = 0; p < panels; p++) first[p] = panel_first_block(layer, in, out, &plan->choices[v], p);
    return first;
}

static void set_gather(ConvKernel *k, const Layout *in, const Choice *choice, size_t pixels) {
    k->sum.gathered = true;
    k->sum.scratch = choice->scratch;
    k->sum.from_block = k->plane.x_block.value;
    k->sum.from_row = k->plane.x_row.value;
    k->sum.from_column = k->plane.x_column.value;
    k->plane.x_block = number(pixels * in->pixel);
    k->plane.x_row = number(0);
    k->plane.x_column = number(in->pixel);
}

/* The plane that tiles cover: the classifier's is a row of images, a flat one a row of all pixels. */
static void set_plane(ConvKernel *k, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    size_t stride = (size_t)layer->stride;
    bool linear = layer->kind == LAYER_LINEAR;
    int pixels = layer->shape.height * layer->shape.width;
    k->plane.images = number(linear ? 1 : (size_t)out->run);
    k->plane.rows = cut_axis(choice->flat ? 1 : layer->shape.height, choice->tile.rows);
    k->plane.columns = cut_axis(linear         ? out->run
                                : choice->flat ? pixels
                                               : layer->shape.width,
                                choice->tile.columns);
    k->plane.x_image = number(in->image);
    k->plane.x_block = number(in->block);
    k->plane.x_row = number(stride * in->row);
    k->plane.x_column = number(linear ? in->image : stride * in->pixel);
    k->plane.y_image = number(out->image);
    k->plane.y_block = number(out->block);
    k->plane.y_row = number(out->row);
    k->plane.y_column = number(linear ? out->image : out->pixel);
    k->plane.row_pixels = (size_t)layer->shape.width;
    k->plane.row_gap = choice->flat ? out->row - k->plane.row_pixels * out->pixel : 0;
    if (choice->flat && layer->stride > 1) set_gather(k, in, choice, (size_t)pixels);
}

void set_prefetch(ConvKernel *k, const Choice *choice) {
    size_t floats = packed_floats(choice, (size_t)k->sum.in_lanes * k->weights.channels.value);
    size_t tiles = k->plane.rows.count.value * k->plane.columns.count.value;
    if (!choice->prefetch || k->sum.in_lanes == 1) return;
    size_t lines = (floats + LINE_FLOATS * tiles - 1) / (LINE_FLOATS * tiles);
    size_t share = lines * LINE_FLOATS * k->sum.in_blocks.value * k->sum.kernel.value * k->sum.kernel.value;
    k->fetch.lines = number(lines);
    k->fetch.next_column = number(share);
    k->fetch.next_row = number(share * k->plane.columns.count.value);
}

/* What can be shared out: tiles, and panels where their loop is outside of the tiles'. */
static size_t conv_items(const ConvKernel *k) {
    size_t tiles = k->plane.images.value * k->plane.rows.count.value * k->plane.columns.count.value;
    return k->order == ORDER_CHANNELS ? tiles * k->weights.panels.value : tiles;
}

ConvKernel conv_kernel(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    ConvKernel k = {
        .target = plan->target,
        .weights.vectors = choice->tile.vectors,
        .order = choice->order,
        .sum.kernel = number((size_t)layer->kernel),
        .sum.in_lanes = in->lanes,
        .ending = ending_of(layer),
        .weights.panels = number((size_t)panel_count(out, choice)),
        .sum.in_blocks = number((size_t)(choice->in_blocks / choice->slices)),
        .sum.slices = choice->slices,
        .sum.tap_row = number(in->row),
        .sum.tap_column = number(in->pixel),
        .weights.channels = number((size_t)panel_channels(out, choice)),
        .plane.y_panel = number(out->block * (size_t)choice->tile.vectors),
        .weights.panel_floats = number(panel_floats(layer, in, out, choice)),
        .sum.lane_group = choice->lane_group,
        .sum.row_taps = shares_taps(layer, in, out, choice->tile.vectors) && !plan->target->catalogue,
        .sum.pairs = choice->pairs,
        .sum.first_block = first_blocks(arena, plan, v),
    };
    k.ending.all_channels = number((size_t)(out->blocks * out->lanes));
    set_plane(&k, plan, v);
    set_prefetch(&k, choice);
    k.shares.serial = is_small(plan, v) || conv_items(&k) == 1 || conv_items(&k) > MOST_ITEMS;
    k.fetch.halved = has_parts(&k) && !is_number(k.fetch.lines, 0) &&
                     k.plane.rows.count.value * k.plane.columns.count.value >= 2 * TILES_A_THREAD;
    return k;
}

/* Two rows of the convolution at once; each point's planes are one row of tiles after another. */
static ConvKernel stem_products(const Plan *plan, int v, const StemPlan *p) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    const Choice *choice = &plan->choices[v];
    size_t tiles = (size_t)p->tiles, row = tiles * out->pixel, panel = panel_floats(layer, in, out, choice);
    size_t panels = (size_t)panel_count(out, choice);
    return (ConvKernel){
        .target = plan->target,
        .weights.vectors = choice->tile.vectors,
        .order = ORDER_CHANNELS,
        .sum.kernel = number(1),
        .sum.in_lanes = 1,
        .ending.plain = true,
        .shares.serial = true,
        .plane.images = number((size_t)p->points),
        .weights.panels = number(panels),
        .sum.in_blocks = number((size_t)p->steps),
        .plane.rows = cut_axis(2, 1),
        .plane.columns = cut_axis(p->tiles, choice->tile.columns),
        .plane.x_image = number(p->v_plane),
        .plane.x_block = number(tiles),
        .plane.x_row = number((size_t)(layer->stride * p->row_steps) * tiles),
        .plane.x_column = number(1),
        .plane.y_image = number(p->m_plane),
        .plane.y_block = number(2 * row),
        .plane.y_row = number(row),
        .plane.y_column = number(out->pixel),
        .weights.channels = number((size_t)panel_channels(out, choice)),
        .plane.y_panel = number(2 * row * (size_t)choice->tile.vectors),
        .weights.panel_floats = number(panel),
        .weights.w_image = number(panels * panel),
    };
}

StemKernel stem_kernel(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    int height = layer->conv_shape.height, width = layer->conv_shape.width;
    StemPlan p = stem_plan(layer, out, plan->choices[v].strip);
    int strips = (p.pairs + p.strip - 1) / p.strip;
    assert(!layer->pool || never_negative(plan->layers, v)); /* zeros stand around its rows */
    return (StemKernel){
        .serial = is_small(plan, v) || (size_t)strips * (size_t)out->run == 1,
        .target = plan->target,
        .taps = p.taps,
        .points = p.points,
        .over_right = width % STEM_OUTPUTS != 0,
        .odd_height = height % 2 != 0,
        .pool = layer->pool,
        .ending = ending_of(layer),
        .phases = number((size_t)p.phases),
        .kernel = number((size_t)layer->kernel),
        .height = number((size_t)height),
        .width = number((size_t)width),
        .out_width = number((size_t)layer->shape.width),
        .images = number((size_t)out->run),
        .channels = number((size_t)layer->in_shape.channels),
        .blocks = number((size_t)out->blocks),
        .tiles = number((size_t)p.tiles),
        .row_steps = number((size_t)p.row_steps),
        .pairs = number((size_t)p.pairs),
        .strip = number((size_t)p.strip),
        .strips = number((size_t)strips),
        .v_plane = number(p.v_plane),
        .m_plane = number(p.m_plane),
        .v_floats = number((size_t)p.points * p.v_plane),
        .m_floats = number((size_t)p.points * p.m_plane),
        .ring_row = number(p.ring_row),
        .ring_block = number(p.ring_row / (size_t)out->blocks),
        .scratch = number(p.scratch),
        .x_image = number(in->image),
        .x_plane = number(in->block),
        .x_row = number(in->row),
        .y_image = number(out->image),
        .y_block = number(out->block),
        .y_row = number(out->row),
        .products = stem_products(plan, v, &p),
    };
}

PoolKernel pool_kernel(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = in_layout(plan, v), *out = &plan->layouts[v];
    bool average = layer->kind == LAYER_AVERAGE_POOL;
    size_t stride = average ? 1 : (size_t)layer->stride;
    Shape plane = average ? layer->in_shape : layer->shape;
    size_t rows = (size_t)out->run * (size_t)out->blocks * (size_t)plane.height;
    return (PoolKernel){
        .serial = shape_floats(layer->in_shape) * (size_t)out->run < SMALL_FLOATS || out->blocks == 1 ||
                  rows > MOST_ITEMS,
        .images = number((size_t)out->run),
        .blocks = number((size_t)out->blocks),
        .rows = number((size_t)plane.height),
        .columns = number((size_t)plane.width),
        .x_image = number(in->image),
        .x_block = number(in->block),
        .x_row = number(stride * in->row),
        .x_column = number(stride * in->pixel),
        .tap_row = number(in->row),
        .tap_column = number(in->pixel),
        .y_image = number(out->image),
        .y_block = number(out->block),
        .y_row = number(out->row),
        .y_column = number(out->pixel),
        .pixels = number((size_t)plane.height * (size_t)plane.width),
        .cut = !average && !never_negative(plan->layers, layer->in),
        .whole_rows = number((size_t)layer->in_shape.height / 2),
        .whole_columns = number((size_t)layer->in_shape.width / 2),
    };
}

SoftmaxKernel softmax_kernel(const Plan *plan, int v) {
    return (SoftmaxKernel){ .target = plan->target,
                            .images = number((size_t)plan->layouts[v].run),
                            .classes = number((size_t)plan->layers->layers[v].shape.channels),
                            .stride = number(plan->layouts[v].image) };
}

bool is_shared(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    if (layer->kind == LAYER_MAX_POOL || layer->kind == LAYER_AVERAGE_POOL)
        return !pool_kernel(plan, v).serial;
    if (!has_weights(layer)) return false;
    switch (plan->choices[v].algorithm) {
    case ALGORITHM_WINOGRAD:
        return !winograd_kernel(plan, v).serial;
    case ALGORITHM_STEM:
        return !stem_kernel(plan, v).serial;
    default:
        return !conv_kernel(arena, plan, v).shares.serial;
    }
}
