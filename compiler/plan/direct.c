/* direct.c: the kernel of a direct convolution, or of a linear layer. */
#include "kernels.h"

#include <assert.h>

/* A panel reads the blocks of its groups only. */
static const int *first_blocks(Arena *arena, const Query *q, const Choice *choice) {
    int panels = panel_count(q->out, choice);
    if (q->layer->groups == 1) return NULL;
    int *first = arena_array(arena, int, panels);
    for (int p = 0; p < panels; p++) first[p] = panel_first_block(q->layer, q->in, q->out, choice, p);
    return first;
}

/* The plane that tiles cover: the classifier's is a row of images, a flat one a row of all pixels. */
static void cut_plane(TilePlane *p, const Query *q, const Choice *choice) {
    Shape shape = q->layer->shape;
    bool linear = q->layer->kind == LAYER_LINEAR;
    int width = choice->flat ? shape.height * shape.width : shape.width;
    p->images = number(linear ? 1 : (size_t)q->out->run);
    cut_axis(&p->rows, choice->flat ? 1 : shape.height, choice->tile.rows);
    cut_axis(&p->columns, linear ? q->out->run : width, choice->tile.columns);
    p->row_pixels = (size_t)shape.width;
    p->row_gap = choice->flat ? q->out->row - p->row_pixels * q->out->pixel : 0;
}

static void set_steps(TilePlane *p, const Query *q, const Choice *choice) {
    const Layout *in = q->in, *out = q->out;
    size_t stride = (size_t)q->layer->stride;
    bool linear = q->layer->kind == LAYER_LINEAR;
    assert(!linear || in->halo == 0);
    p->x_image = image_step(p->images, in->image);
    p->x_block = number(linear ? in->pixel : in->block); /* of all pixels, one after another */
    p->x_row = number(stride * in->row);
    p->x_column = number(linear ? in->image : stride * in->pixel);
    p->y_image = image_step(p->images, out->image);
    p->y_block = number(out->block);
    p->y_row = number(out->row);
    p->y_column = number(linear ? out->image : out->pixel);
    p->y_panel = number(out->block * (size_t)choice->tile.vectors);
}

static void set_sum(Reduction *s, const Query *q, const Choice *choice) {
    s->in_lanes = q->in->lanes;
    s->kernel = number((size_t)q->layer->kernel);
    s->in_blocks = number((size_t)(choice->in_blocks / choice->slices));
    s->slices = choice->slices;
    s->tap_row = number(q->in->row * (size_t)q->layer->dilation);
    s->tap_column = number(q->in->pixel * (size_t)q->layer->dilation);
    s->together = choice->together;
    s->pairs = choice->pairs;
    s->lane_group = choice->lane_group;
    if (q->in->whole) {
        const Runs runs = runs_of(q->layer, q->in, choice);
        s->runs = runs.joined;
        s->in_lanes = runs.padded;
        s->in_blocks = number(1);
    }
    if (number_types[q->in->number].integers) {
        s->run = number((size_t)s->in_lanes);
        s->across = number(s->runs ? 1 : (size_t)q->layer->kernel);
    }
    s->row_taps = shares_taps(q->layer, q->in, q->out, choice->tile.vectors) && !q->target->catalogue;
}

/* A slice's pixels, laid side by side, are what tiles read. */
static void set_gather(ConvKernel *k, const Query *q, const Choice *choice) {
    TilePlane *p = &k->plane;
    k->sum.gathered = true;
    k->sum.scratch = scratch_floats(choice);
    k->sum.from_block = p->x_block.value;
    k->sum.from_row = p->x_row.value;
    k->sum.from_column = p->x_column.value;
    p->x_block = number((size_t)(q->layer->shape.height * q->layer->shape.width) * q->in->pixel);
    p->x_row = number(0);
    p->x_column = number(q->in->pixel);
}

/* What can be shared out: tiles, and panels where their loop is outside of the tiles'. */
static size_t conv_items(const ConvKernel *k) {
    size_t tiles = k->plane.images.value * k->plane.rows.count.value * k->plane.columns.count.value;
    return k->order == ORDER_CHANNELS ? tiles * k->weights.panels.value : tiles;
}

bool make_direct(Arena *arena, const Query *q, const Choice *choice, ConvKernel *k) {
    k->target = q->target;
    k->x = q->in->number;
    k->y = q->out->number;
    k->order = choice->order;
    cut_plane(&k->plane, q, choice);
    set_steps(&k->plane, q, choice);
    set_sum(&k->sum, q, choice);
    k->sum.first_block = first_blocks(arena, q, choice);
    if (choice->flat && q->layer->stride > 1) set_gather(k, q, choice);
    set_panels(k, q, choice, panel_count(q->out, choice));
    set_ending(&k->ending, q, choice);
    if (is_number(k->ending.all_channels, 0))
        k->ending.all_channels = number((size_t)(q->out->blocks * q->out->lanes));
    set_prefetch(k, choice);
    k->shares.serial = is_small(q) || conv_items(k) == 1 || conv_items(k) > MOST_ITEMS;
    bool halved = has_parts(k) && !is_number(k->fetch.lines, 0) &&
                  k->plane.rows.count.value * k->plane.columns.count.value >= 2 * TILES_A_THREAD;
    k->fetch.halved = number(halved);
    return !k->shares.serial;
}
