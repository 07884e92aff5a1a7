/* draw.c: choices drawn: every algorithm that suits the layer, every flag, tiles of any size. */
#include "draw.h"

int draw_between(uint64_t *state, int low, int high) {
    return low + (int)(split_mix(state) % (uint64_t)(high - low + 1));
}

int draw_divisor(uint64_t *state, int number) {
    int divisor = draw_between(state, 1, number);
    while (number % divisor) divisor--;
    return divisor;
}

static Tile draw_tile(const Query *q, bool pairs, uint64_t *state) {
    int vectors;
    do vectors = draw_between(state, 1, COUNT_OF(q->target->pixels));
    while (most_pixels(q->target, pairs, q->in->number, vectors) == 0 || q->out->blocks % vectors);
    int most = most_pixels(q->target, pairs, q->in->number, vectors), columns = draw_between(state, 1, most);
    return (Tile){ draw_between(state, 1, most / columns), columns, vectors };
}

static Choice draw_stem(const Query *q, uint64_t *state) {
    Choice c = { .algorithm = ALGORITHM_STEM, .tile = draw_tile(q, false, state) };
    c.tile.rows = 1;
    c.strip = draw_between(state, 1, stem_pairs(q));
    return c;
}

/* Rows of the image as one, slices of the reduction: where they are possible, most of the
 * time. */
static void draw_slices(const Query *q, Choice *c, uint64_t *state) {
    Choice drawn = *c;
    if ((can_wrap(q) || can_gather(q)) && draw_between(state, 0, 2)) {
        drawn.flat = true;
        drawn.tile.rows = 1;
        if (drawn.tile.columns > q->layer->shape.width) drawn.tile.columns = q->layer->shape.width;
    }
    drawn.flat = drawn.flat || is_flat(q);
    drawn.slices = draw_divisor(state, q->in->blocks);
    if (suits_slices(q, &drawn)) *c = drawn;
}

static Choice draw_direct(const Query *q, bool pairs, uint64_t *state) {
    Choice c = { .algorithm = ALGORITHM_DIRECT, .tile = draw_tile(q, pairs, state), .pairs = pairs };
    c.order = ORDER_CHANNELS;
    if (draw_between(state, 0, 1) == 0 || pairs_overflow(q, &c)) c.order = ORDER_PIXELS;
    c.prefetch = draw_between(state, 0, 1);
    if (!pairs) draw_slices(q, &c, state);
    return c;
}

/* With the other's tile and prefetch, unless its filters are raw. */
static Choice draw_winograd(const Query *q, Accuracy accuracy, Choice c, uint64_t *state) {
    int stride = q->layer->stride;
    c.flat = false;
    c.algorithm = ALGORITHM_WINOGRAD;
    c.tile.rows = 1;
    c.outputs = 2 + stride * draw_between(state, 0, (most_outputs(q, accuracy) - 2) / stride);
    c.strip = draw_between(state, 1, image_tile_rows(q, c.outputs));
    if (suits_raw(q, c.outputs) && draw_between(state, 0, 1)) {
        c.tile = (Tile){ 1, draw_between(state, 1, most_raw_tiles(q->target, c.outputs)), 1 };
        c.raw = true;
        c.prefetch = false;
    }
    if (suits_weights(q, accuracy, &c, NUMBER_S24) && draw_between(state, 0, 3)) c.weights = NUMBER_S24;
    c.group = draw_divisor(state, q->out->blocks / c.tile.vectors);
    return c;
}

Choice draw_choice(const Query *q, Accuracy accuracy, uint64_t *state) {
    if (suits_stem(q) && (q->layer->pool || draw_between(state, 0, 2))) return draw_stem(q, state);
    bool pairs = suits_pairs(q, accuracy) && draw_between(state, 0, 2);
    Choice c = draw_direct(q, pairs, state);
    if (pairs || !suits_winograd(q) || draw_between(state, 0, 3) == 0) return c;
    return draw_winograd(q, accuracy, c, state);
}
