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

/* Sixteen sums, that they may be vectors; their order is the same for every processor. */
FOR_EACH_PROCESSOR
double sum_of_squares(const float *values, size_t count) {
    double sums[16] = { 0 }, all = 0;
    size_t whole = count - count % 16;
    for (size_t i = 0; i < whole; i += 16)
        for (size_t l = 0; l < 16; l++) sums[l] += (double)values[i + l] * values[i + l];
    for (size_t i = whole; i < count; i++) sums[i - whole] += (double)values[i] * values[i];
    for (size_t l = 0; l < 16; l++) all += sums[l];
    return all;
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
