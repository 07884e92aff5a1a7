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

IntegerPlaces integer_places(const Layer *layer, const Layout *out) {
    enum { TABLE_FLOATS = 256 / sizeof(float) };
    size_t channels = (size_t)(out->blocks * out->lanes);
    IntegerPlaces places = { .part = (channels + LINE_FLOATS - 1) / LINE_FLOATS * LINE_FLOATS };
    int parts = 1;
    places.factor = parts++;
    if (layer->residual >= 0) places.residual = parts++;
    if (has_slope(layer)) places.below = parts++, places.zero = parts++;
    if (goes_by_table(layer)) places.table = parts;
    places.end = (size_t)parts * places.part + (goes_by_table(layer) ? TABLE_FLOATS : 0);
    return places;
}

void pack_integer_bias(const Packing *p, void *bias) {
    const IntegerPlaces places = integer_places(p->layer, p->out);
    const Integers *from = p->integers;
    const size_t channels = (size_t)p->layer->shape.channels, part = places.part;
    int *integers = bias;
    float *floats = bias;
    assert(!number_types[p->out->number].integers || (from->low == 0 && from->high == 255)); /* as u8 ends */
    assert(from->zero == 0 || places.zero);
    memcpy(integers, from->bias, channels * sizeof *integers);
    memcpy(floats + part, from->factor, channels * sizeof *floats);
    for (size_t c = 0; c < channels; c++) {
        if (places.residual) integers[(size_t)places.residual * part + c] = from->residual[c];
        if (places.below) floats[(size_t)places.below * part + c] = from->below[c];
        if (places.zero) integers[(size_t)places.zero * part + c] = from->zero;
    }
    if (places.table) memcpy(floats + (size_t)places.table * part, from->table, 256);
}
