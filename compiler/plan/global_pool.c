/* global_pool.c: the kernels of pools over a whole image that are no average alone. */
#include "kernels.h"

#include <assert.h>

static GlobalKind global_kind(LayerKind kind) {
    return kind == LAYER_GLOBAL_MAX    ? GLOBAL_MAX
           : kind == LAYER_AVERAGE_MAX ? GLOBAL_AVERAGE_MAX
                                       : GLOBAL_AVERAGE_AND_MAX;
}

/* The result is a vector without a border: its channels follow each other. */
static void set_halves(const Query *q, GlobalKernel *k) {
    size_t channels = (size_t)q->layer->in_shape.channels, lanes = (size_t)q->out->lanes;
    assert(q->out->block == lanes);
    k->aligned = channels % lanes == 0;
    k->channels = number(channels);
    k->last = number(channels - (channels - 1) / lanes * lanes);
    k->behind = number((size_t)q->out->blocks * lanes - 2 * channels);
}

bool make_global_pool(const Query *q, GlobalKernel *k) {
    k->kind = global_kind(q->layer->kind);
    k->lanes = q->out->lanes;
    if (k->kind == GLOBAL_AVERAGE_AND_MAX) set_halves(q, k);
    make_pool(q, q->layer->in_shape, 1, &k->pool);
    /* Whole pixels may have more: behind averages stand the maxima. */
    k->pool.blocks = number((size_t)ceil_div(q->layer->in_shape.channels, q->in->lanes));
    k->pool.serial |= q->in->blocks == 1;
    return !k->pool.serial;
}
