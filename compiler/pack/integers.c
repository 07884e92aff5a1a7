/* integers.c: what stands behind the weights of a layer that computes in integers. */
#include "pack.h"

#include <assert.h>
#include <string.h>

bool goes_by_table(const Layer *layer) {
    switch (layer->activation) {
    case ACTIVATION_NONE:
    case ACTIVATION_RELU:
    case ACTIVATION_RELU6:
        return false; /* integers of 8 bits end where these do */
    default:
        return !has_slope(layer);
    }
}

bool adds_integers(const Layer *layer, const Layout *in) {
    switch (layer->kind) {
    case LAYER_CONV:
    case LAYER_LINEAR:
    case LAYER_POINTWISE:
    case LAYER_CHANNEL_CONV:
    case LAYER_WINDOW_AVERAGE:
    case LAYER_BLUR:
    case LAYER_AVERAGE_POOL:
    case LAYER_AVERAGE_MAX:
    case LAYER_AVERAGE_AND_MAX:
        return number_types[in->number].integers;
    case LAYER_INPUT:
    case LAYER_MAX_POOL:
    case LAYER_GLOBAL_MAX:
    case LAYER_ZERO_PAD:
    case LAYER_GROUP_NORM:
    case LAYER_CONVERT:
    case LAYER_SOFTMAX:
    case LAYER_OUTPUT:
        break;
    }
    return false;
}

bool has_one_row(const Layer *layer) {
    return !has_weights(layer) && layer->kind != LAYER_POINTWISE && layer->kind != LAYER_CHANNEL_CONV;
}

IntegerPlaces integer_places(const Layer *layer, const Layout *out) {
    enum { TABLE_FLOATS = 256 / sizeof(float) };
    size_t channels = has_one_row(layer) ? (size_t)out->lanes : (size_t)(out->blocks * out->lanes);
    IntegerPlaces places = { .part = (channels + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS };
    int parts = 1;
    places.factor = parts++;
    if (layer->kind == LAYER_POINTWISE) places.scale = parts++;
    if (layer->residual >= 0) places.residual = parts++;
    if (has_slope(layer)) places.below = parts++, places.zero = parts++;
    if (goes_by_table(layer)) places.table = parts;
    places.end = (size_t)parts * places.part + (goes_by_table(layer) ? TABLE_FLOATS : 0);
    return places;
}

/* A layer without weights of its own a channel has one row of numbers for all of them. */
static bool has_rows(const Layer *layer) { return has_weights(layer) || layer->kind == LAYER_POINTWISE; }

/* What is missing of an output channel's sum where an instruction takes values as signed, less so much, or so
 * they lie: modulo 2^32, as sums are. */
static unsigned missing(const Packing *p, size_t row) {
    const int less = p->target->extensions[p->choice->weights].less + number_types[p->in->number].flipped;
    if (!has_weights(p->layer) || less == 0) return 0;
    const size_t filter = filter_floats(p->layer);
    const signed char *weights = p->integers->weights + row * filter;
    unsigned sum = 0;
    for (size_t i = 0; i < filter; i++) sum += (unsigned)(less * weights[i]);
    return sum;
}

/* Of output channel c, from `row` of its numbers. */
static void put_channel(const Packing *p, const IntegerPlaces *places, size_t row, size_t c, void *bias) {
    const Integers *from = p->integers;
    int *integers = bias;
    float *floats = bias;
    const size_t part = places->part;
    integers[c] = (int)((unsigned)from->bias[row] + missing(p, row));
    floats[part + c] = from->factor[row];
    if (places->scale) integers[(size_t)places->scale * part + c] = from->scales[row];
    if (places->residual) integers[(size_t)places->residual * part + c] = from->residual[row];
    if (places->below) floats[(size_t)places->below * part + c] = from->below[row];
    if (places->zero) integers[(size_t)places->zero * part + c] = from->zero;
}

void pack_integer_bias(const Packing *p, void *bias) {
    const IntegerPlaces places = integer_places(p->layer, p->out);
    const Integers *from = p->integers;
    const size_t channels = has_one_row(p->layer) ? (size_t)p->out->lanes : (size_t)p->layer->shape.channels;
    assert(!number_types[p->out->number].integers || (from->low == 0 && from->high == 255)); /* as u8 ends */
    assert(from->zero == 0 || places.zero);
    for (size_t c = 0; c < channels; c++) put_channel(p, &places, has_rows(p->layer) ? c : 0, c, bias);
    if (places.table) memcpy((float *)bias + (size_t)places.table * places.part, from->table, 256);
}

void pack_integer_taps(const Packing *p, void *packed) {
    int *taps = packed;
    for (int k = 0; k < p->layer->kernel; k++) taps[k] = p->integers->weights[k];
}
