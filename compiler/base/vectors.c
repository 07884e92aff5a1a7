/* vectors.c: sums and maxima of arrays, as fast as memory and the same bits on every processor. */
#include "vectors.h"

#include <stdint.h>
#include <string.h>

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
