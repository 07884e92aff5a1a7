/* pool.c: the kernels of the operators without weights. */
#include "kernels.h"

static void set_steps(PoolKernel *k, const Query *q, size_t stride) {
    const Layout *in = q->in, *out = q->out;
    k->x_image = image_step(k->images, in->image);
    k->x_block = number(in->block);
    k->x_row = number(stride * in->row);
    k->x_column = number(stride * in->pixel);
    k->tap_row = number(in->row);
    k->tap_column = number(in->pixel);
    k->y_image = image_step(k->images, out->image);
    k->y_block = number(out->block);
    k->y_row = number(out->row);
    k->y_column = number(out->pixel);
}

/* No pool has an activation: what there is to say of sums is said of integers alone. */
static void set_numbers(PoolKernel *k, const Query *q) {
    static const Choice none;
    k->target = q->target;
    k->x = q->in->number;
    k->y = q->out->number;
    k->zero = zero_of(q->in);
    k->sums = adds_integers(q->layer, q->in);
    if (k->sums) set_ending(&k->ending, q, &none);
}

bool make_pool(const Query *q, Shape plane, size_t stride, PoolKernel *k) {
    set_numbers(k, q);
    k->images = number((size_t)q->out->run);
    k->blocks = number((size_t)q->out->blocks);
    k->rows = number((size_t)plane.height);
    k->columns = number((size_t)plane.width);
    k->pixels = number((size_t)plane.height * (size_t)plane.width);
    set_steps(k, q, stride);
    size_t read = shape_floats(q->layer->in_shape) * k->images.value;
    k->serial = read < SMALL_VALUES || k->blocks.value == 1 ||
                k->images.value * k->blocks.value * k->rows.value > MOST_ITEMS;
    return !k->serial;
}

bool make_max_pool(const Query *q, bool cut, PoolKernel *k) {
    k->cut = cut;
    k->whole_rows = number((size_t)q->layer->in_shape.height / 2);
    k->whole_columns = number((size_t)q->layer->in_shape.width / 2);
    return make_pool(q, q->layer->shape, (size_t)q->layer->stride, k);
}

bool make_average_pool(const Query *q, PoolKernel *k) { return make_pool(q, q->layer->in_shape, 1, k); }

bool make_softmax(const Query *q, SoftmaxKernel *k) {
    k->target = q->target;
    k->x = q->in->number;
    k->y = q->out->number;
    k->images = number((size_t)q->out->run);
    k->classes = number((size_t)q->layer->shape.channels);
    k->stride = image_step(k->images, q->out->image);
    return false;
}
