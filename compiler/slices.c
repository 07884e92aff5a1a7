/* slices.c: direct layers whose reduction is cut into slices, so that caches smaller than a panel of weights
 * serve as well as large ones (decision 017): which layers can be, and into how many. */
#include "cost.h"

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

bool gathers(const Query *q, const Choice *c) { return c->flat && q->layer->stride > 1; }

bool suits_slices(const Query *q, const Choice *c) {
    bool plain = c->slices == 1 && c->strip == 0 && !gathers(q, c);
    bool many = q->layer->kind == LAYER_CONV && q->layer->groups == 1 && q->out->blocks > c->tile.vectors;
    bool order = c->order == ORDER_CHANNELS ? c->strip == 0 : c->strip > 0 && c->flat && !gathers(q, c);
    return plain || (many && order && !c->pairs && !q->target->catalogue && c->slices > 0 &&
                     q->in->blocks % c->slices == 0);
}

size_t gathered_floats(const Query *q, const Choice *c) {
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

int usual_slices(const Query *q, const Choice *c) {
    Choice sliced = *c;
    for (sliced.slices = 1; sliced.slices <= q->in->blocks; sliced.slices++)
        if (suits_slices(q, &sliced) && fits_caches(q, &sliced)) return sliced.slices;
    return 1;
}

bool gains_by_strips(const Query *q, const Choice *c) {
    const Choice sliced = {
        .tile = c->tile, .order = c->order, .flat = c->flat, .slices = 1, .strip = STRIP_TILES
    };
    return c->order == ORDER_PIXELS && suits_slices(q, &sliced) &&
           weight_bytes(q->layer, 1) > q->target->slice_bytes && q->target->slice_bytes;
}
