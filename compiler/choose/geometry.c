/* geometry.c: how a layer is cut up by each algorithm: planes of pixels, image tiles, strips, what is
 * gathered. The cost model, the packing and the kernels all ask here. */
#include "query.h"

/* ---- Direct ---- */

/* Without borders a 1x1 convolution reads and writes one row of height * width pixels. */
bool is_flat(const Query *q) {
    return q->layer->kernel == 1 && q->layer->stride == 1 && q->in->halo == 0 && q->out->halo == 0;
}

NumberKind plain_weights(const Query *q) { return number_types[q->in->number].weights; }

Runs runs_of(const Layer *layer, const Layout *in, const Choice *choice) {
    const int together = choice->together, kernel = layer->kernel;
    Runs runs = { false, kernel * kernel, choice->in_blocks * in->lanes, 0 };
    if (layer->kind == LAYER_LINEAR) { /* its pixels, one after another */
        runs = (Runs){ false, 1, layer->in_shape.height * layer->in_shape.width * (int)in->pixel, 0 };
    } else if (layer->groups == 1 && layer->dilation == 1) {
        runs = (Runs){ true, kernel, kernel * (int)in->pixel, 0 };
    }
    runs.padded = ceil_div(runs.elements, together) * together;
    return runs;
}

double direct_steps(const Query *q) {
    const int together = channels_together(q->target, plain_weights(q)),
              taps = q->layer->kernel * q->layer->kernel;
    const int blocks = input_blocks(q->layer, q->in);
    const double adds = step_multiply_adds(q->target, plain_weights(q));
    if (!q->in->whole) return adds * ceil_div(q->in->lanes, together) * blocks * taps;
    const Choice all = { .in_blocks = blocks, .together = together };
    const Runs runs = runs_of(q->layer, q->in, &all);
    return adds * (runs.padded / together) * runs.count;
}

/* The classifier's pixels are the images of the batch, so that it reads its weights once. */
Plane direct_plane(const Query *q, bool pairs, bool flat) {
    int height = q->layer->shape.height, width = q->layer->shape.width;
    int columns = q->layer->kind == LAYER_LINEAR ? q->batch : flat ? height * width : width;
    bool apart = takes_apart(q->target, plain_weights(q));
    return (Plane){ q->layer, q->in, q->out, flat ? 1 : height, columns, pairs, flat, apart, false };
}

bool can_wrap(const Query *q) {
    const Layer *layer = q->layer;
    return layer->kind == LAYER_CONV && layer->kernel == 1 && layer->stride == 1 && layer->groups == 1 &&
           q->in->halo == 0 && q->out->halo > 0 && !q->in->whole && !q->target->catalogue;
}

bool can_gather(const Query *q) {
    const Layer *layer = q->layer;
    return layer->kind == LAYER_CONV && layer->kernel == 1 && layer->stride > 1 && layer->groups == 1 &&
           q->in->lanes == q->out->lanes && !q->in->whole && !q->target->catalogue;
}

bool gathers(const Query *q, const Choice *c) { return c->flat && q->layer->stride > 1; }

size_t gathered_elements(const Query *q, const Choice *c) {
    Shape shape = q->layer->shape;
    return gathers(q, c)
               ? (size_t)(q->in->blocks / c->slices) * (size_t)(shape.height * shape.width) * q->in->pixel
               : 0;
}

/* ---- Winograd ---- */

int image_tile_rows(const Query *q, int outputs) { return ceil_div(q->layer->shape.height, outputs); }

int strip_height(const Query *q, int outputs, int strips) {
    int rows = image_tile_rows(q, outputs), strip = ceil_div(rows, strips);
    return ceil_div(rows, strip) == strips ? strip : 0;
}

int image_tiles(const Query *q, const Choice *c) {
    return c->span * c->strip * ceil_div(q->layer->shape.width, c->outputs);
}

/* Integers become words, as which they are exact. */
NumberKind transformed_number(const Query *q) {
    if (number_types[q->in->number].integers) return number_types[q->in->number].transformed;
    return step_multiply_adds(q->target, plain_weights(q)) <= 1 && q->target->lanes > 1 ? q->in->number
                                                                                        : NUMBER_F32;
}

NumberKind product_number(const Query *q) { return number_types[transformed_number(q)].sums; }

/* A cache line more a point keeps the points' planes off the same sets of the cache. */
size_t plane_elements(const Query *q, const Choice *c, int blocks, NumberKind number) {
    size_t line = LINE_FLOATS * sizeof(float) / (size_t)number_types[number].unit;
    return (size_t)blocks * (size_t)image_tiles(q, c) * q->out->pixel + line;
}

size_t point_count(const Query *q, const Choice *c) {
    size_t side = (size_t)winograd_points(c->outputs, q->layer->stride);
    return side * side;
}

size_t strip_floats(const Query *q, const Choice *c) {
    const NumberKind number = transformed_number(q);
    const size_t elements = point_count(q, c) * plane_elements(q, c, q->in->blocks, number);
    if (number == NUMBER_F32) return elements;
    const size_t floats =
        number_bytes(number, elements) / sizeof(float); /* products behind it begin a line */
    return (floats + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS;
}

/* ---- The stem ---- */

int stem_pairs(const Query *q) { return stem_plan(q->layer, q->out, 1).pairs; }

Plane stem_plane(const Query *q) {
    return (Plane){ q->layer, q->in, q->out, 1,    stem_plan(q->layer, q->out, 1).tiles,
                    false,    false, false,  false };
}

/* ---- Group norm ---- */

enum { NORM_COUNTS = 3 }; /* of each channel */

int norm_span(const Query *q) {
    int group = q->layer->shape.channels / q->layer->groups, blocks = q->out->blocks, span = 1;
    while (span < blocks && (span * q->out->lanes % group || blocks % span)) span++;
    return span;
}

size_t norm_floats(const Query *q) {
    if (q->layer->kind != LAYER_GROUP_NORM) return 0;
    return (size_t)(NORM_COUNTS * norm_span(q) * q->out->lanes);
}
