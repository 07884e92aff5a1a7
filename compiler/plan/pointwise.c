/* pointwise.c: the kernels that do something to each number of a value: norms of their own, gates, sums,
 * activations; and the convolution along a vector that makes gates. */
#include "kernels.h"

#include <assert.h>

/* Without borders an image is one row: shorter loops cost more. Threads share rows where blocks are few. */
enum { ENOUGH_BLOCKS = 16 };

static int least(int a, int b) { return a < b ? a : b; }

static void join_rows(PointwiseKernel *k, const Query *q) {
    bool dense = q->in->halo == 0 && q->out->halo == 0;
    if (!dense || (!k->serial && k->images.value * k->blocks.value < ENOUGH_BLOCKS)) return;
    k->columns = number(k->rows.value * k->columns.value);
    k->rows = number(1);
}

static void set_steps(PointwiseKernel *k, const Query *q) {
    const Layout *in = q->in, *out = q->out;
    assert(in->lanes == out->lanes);
    k->x_image = image_step(k->images, in->image);
    k->x_block = number(in->block);
    k->x_row = number(in->row);
    k->x_column = number(in->pixel);
    k->y_image = image_step(k->images, out->image);
    k->y_block = number(out->block);
    k->y_row = number(out->row);
    k->y_column = number(out->pixel);
    k->gate_image = image_step(k->images, (size_t)(out->blocks * out->lanes)); /* a pixel without a border */
}

static void set_pass(PointwiseKernel *k, const Query *q, const Choice *choice) {
    k->target = q->target;
    k->x = q->in->number;
    k->y = q->out->number;
    k->zero = zero_of(q->in);
    set_ending(&k->ending, q, choice);
    k->images = number((size_t)q->out->run);
    k->blocks = number((size_t)least(q->in->blocks, q->out->blocks)); /* whole pixels may have more */
    k->rows = number((size_t)q->layer->shape.height);
    k->columns = number((size_t)q->layer->shape.width);
    set_steps(k, q);
}

static bool is_small_pass(const Query *q, size_t items) {
    size_t values = shape_floats(q->layer->shape) * (size_t)q->out->run;
    return values < SMALL_VALUES || items == 1 || items > MOST_ITEMS;
}

bool make_pointwise(const Query *q, const Choice *choice, PointwiseKernel *k) {
    set_pass(k, q, choice);
    k->affine = q->layer->affine;
    k->serial = is_small_pass(q, k->images.value * k->blocks.value * k->rows.value);
    join_rows(k, q);
    return !k->serial;
}

bool make_group_norm(const Query *q, const Choice *choice, GroupNormKernel *k) {
    size_t channels = (size_t)q->layer->shape.channels, span = (size_t)norm_span(q);
    set_pass(&k->pass, q, choice);
    k->pass.blocks = number(span);
    k->spans = number((size_t)q->out->blocks / span);
    k->channels = number(channels);
    k->group = number(channels / (size_t)q->layer->groups);
    k->eps = q->layer->eps;
    k->pass.serial = is_small_pass(q, k->pass.images.value * k->spans.value);
    return !k->pass.serial;
}

bool make_channel_conv(const Query *q, const Choice *choice, ChannelConvKernel *k) {
    k->target = q->target;
    k->x = q->in->number;
    k->y = q->out->number;
    k->zero = zero_of(q->in);
    set_ending(&k->ending, q, choice);
    k->images = number((size_t)q->out->run);
    k->channels = number((size_t)q->layer->shape.channels);
    k->padded = number((size_t)(q->out->blocks * q->out->lanes));
    k->taps = number((size_t)q->layer->kernel);
    return false;
}
