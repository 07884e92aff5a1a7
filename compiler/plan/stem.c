/* stem.c: the kernel of a first convolution by minimal filtering, and that of its products. */
#include "kernels.h"

#include <assert.h>

/* Two rows of the convolution at once; each point's planes are one row of tiles after another. */
static void make_products(const Query *q, const Choice *choice, const StemPlan *p, ConvKernel *k) {
    size_t tiles = (size_t)p->tiles, row = tiles * q->out->pixel;
    TilePlane *plane = &k->plane;
    set_products(k, q, choice, panel_count(q->out, choice));
    k->x = k->y = NUMBER_F32; /* scratch */
    k->sum.in_lanes = 1;
    k->sum.in_blocks = number((size_t)p->steps);
    plane->images = number((size_t)p->points);
    cut_axis(&plane->rows, 2, 1);
    cut_axis(&plane->columns, p->tiles, choice->tile.columns);
    plane->x_image = number(p->v_plane);
    plane->x_block = number(tiles);
    plane->x_row = number((size_t)(q->layer->stride * p->row_steps) * tiles);
    plane->x_column = number(1);
    plane->y_image = number(p->m_plane);
    plane->y_block = number(2 * row);
    plane->y_row = number(row);
    plane->y_column = number(q->out->pixel);
    plane->y_panel = number(2 * row * (size_t)choice->tile.vectors);
}

static void set_counts(StemKernel *k, const Query *q, const StemPlan *p) {
    int height = q->layer->conv_shape.height, width = q->layer->conv_shape.width;
    k->taps = p->taps;
    k->points = p->points;
    k->over_right = width % STEM_OUTPUTS != 0;
    k->odd_height = height % 2 != 0;
    k->phases = number((size_t)p->phases);
    k->kernel = number((size_t)q->layer->kernel);
    k->height = number((size_t)height);
    k->width = number((size_t)width);
    k->out_width = number((size_t)q->layer->shape.width);
    k->images = number((size_t)q->out->run);
    k->channels = number((size_t)q->layer->in_shape.channels);
    k->blocks = number((size_t)q->out->blocks);
    k->tiles = number((size_t)p->tiles);
    k->row_steps = number((size_t)p->row_steps);
    k->pairs = number((size_t)p->pairs);
    k->strip = number((size_t)p->strip);
    k->strips = number((size_t)ceil_div(p->pairs, p->strip));
}

/* Transformed input, products and, for a pool, rows of the convolution: each thread's own. */
static void set_scratch(StemKernel *k, const Query *q, const StemPlan *p) {
    k->v_plane = number(p->v_plane);
    k->m_plane = number(p->m_plane);
    k->v_floats = number((size_t)p->points * p->v_plane);
    k->m_floats = number((size_t)p->points * p->m_plane);
    k->ring_row = number(p->ring_row);
    k->ring_block = number(p->ring_row / (size_t)q->out->blocks);
    k->scratch = number(p->scratch);
}

static void set_steps(StemKernel *k, const Query *q) {
    k->x_image = image_step(k->images, q->in->image);
    k->x_plane = number(q->in->block);
    k->x_row = number(q->in->row);
    k->y_image = image_step(k->images, q->out->image);
    k->y_block = number(q->out->block);
    k->y_row = number(q->out->row);
}

bool make_stem(const Query *q, const Choice *choice, StemKernel *k) {
    const StemPlan p = stem_plan(q->layer, q->out, choice->strip);
    k->target = q->target;
    k->x = q->in->number;
    k->y = q->out->number;
    k->pool = q->layer->pool;
    set_ending(&k->ending, q, choice);
    /* Zeros stand around the rows of the convolution that are pooled. */
    assert(!q->layer->pool || activation_row(q->layer->activation)->never_negative);
    set_counts(k, q, &p);
    set_scratch(k, q, &p);
    set_steps(k, q);
    make_products(q, choice, &p, &k->products);
    k->serial = is_small(q) || k->strips.value * k->images.value == 1;
    return !k->serial;
}
