/* layer_weights.c: weights as kernels want them: the file's, with the norm folded in. Nobody keeps them: they
 * are made where they are packed, in the first cache.
 *
 * Loops that compilers make vectors of. No multiply-add is fused, there being none: bits are those of any
 * compiler. */
#include "resnetc.h"
#include "vectors.h"

#include <string.h>

FOR_EACH_PROCESSOR
void layer_weights(const Layer *layer, int channel, size_t first, size_t count, float *to) {
    const float *weight = layer->weight + (size_t)channel * filter_floats(layer) + first;
    const double scale = layer->scale[channel];
    for (size_t i = 0; i < count; i++) to[i] = (float)(weight[i] * scale);
}

/* Magnitudes are in the order of their bits, and infinity and NaN lie above all numbers (IEEE 754). */
FOR_EACH_PROCESSOR
float largest_magnitude(const float *values, size_t count) {
    uint32_t largest = 0;
    float magnitude;
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        bits &= 0x7fffffff;
        largest = bits > largest ? bits : largest;
    }
    memcpy(&magnitude, &largest, sizeof magnitude);
    return magnitude;
}
