/* slices.c: direct layers whose reduction is cut into slices, so that caches smaller than a panel of weights
 * serve as well as large ones (decision 017): which layers can be, and into how many. */
#include "cost.h"

/* Channels: with fewer at a time sums go to the output and back too often. */
enum { LEAST_SLICE = 64 };

/* A convolution with a stride whose pixels are one row. */
bool suits_slices(const Query *q, const Choice *c) {
    bool many = q->layer->kind == LAYER_CONV && q->layer->groups == 1 && q->out->blocks > c->tile.vectors;
    bool can = many && c->order == ORDER_CHANNELS && !c->pairs && !q->target->catalogue &&
               (c->slices == 1 || q->out->number == NUMBER_F32); /* where sums wait they would be rounded */
    bool divides = c->slices > 0 && q->in->blocks % c->slices == 0;
    return (c->slices == 1 && !gathers(q, c)) || (can && divides && c->slices <= MOST_ROUNDS / q->batch);
}

/* A panel's slice of weights in the first cache, a slice of pixels in half of the core's own. */
static bool fits_caches(const Query *q, const Choice *c) {
    Shape in = q->layer->in_shape;
    size_t channels = (size_t)(q->in->blocks / c->slices) * (size_t)q->in->lanes;
    size_t taps = (size_t)(q->layer->kernel * q->layer->kernel);
    size_t weights = channels * taps * (size_t)(c->tile.vectors * q->out->lanes);
    size_t pixels = gathers(q, c) ? gathered_elements(q, c) : channels * (size_t)in.height * (size_t)in.width;
    return (double)number_bytes(c->weights, weights) <= q->target->caches->slice_bytes &&
           (channels <= LEAST_SLICE || (double)number_bytes(q->in->number, pixels) <= kept_bytes(q));
}

/* As few as that takes. */
int usual_slices(const Query *q, const Choice *c) {
    Choice sliced = *c;
    for (sliced.slices = 1; sliced.slices <= q->in->blocks; sliced.slices++)
        if (suits_slices(q, &sliced) && fits_caches(q, &sliced)) return sliced.slices;
    return 1;
}
