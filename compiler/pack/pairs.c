/* pairs.c: weights of direct convolutions that multiply in pairs (emit/pairs.c): in the order of
 * direct.c, each output channel times a power of two that makes its weights about as large as the values
 * they are to meet. That is what keeps the rounding of a product of two sums small (Brent, "Error analysis of
 * algorithms for matrix multiplication and triangular decomposition using Winograd's identity", 1970). */
#include "pack.h"

#include <math.h>

/* Measured: pairs add less than 1e-5 of the largest output while a tile's values are, in the root mean
 * square, between these multiples of what was expected (1e-6 in the middle). */
static const double LEAST = 1.0 / 16, MOST = 8;

enum { MOST_EXPONENT = 60, MOST_WIDTH = 64 };

static float scale_of(double square, size_t steps, double magnitude) {
    if (square == 0 || magnitude == 0) return 1;
    double exponent = round(log2(magnitude / sqrt(square / (double)steps)));
    return (float)ldexp(1, (int)fmax(-MOST_EXPONENT, fmin(MOST_EXPONENT, exponent)));
}

/* The scale of each channel of a panel. */
static void find_scales(const float *w, size_t steps, int width, double magnitude, float *scale) {
    double square[MOST_WIDTH] = { 0 };
    for (size_t i = 0; i < steps; i++)
        for (int c = 0; c < width; c++, w++) square[c] += (double)*w * *w;
    for (int c = 0; c < width; c++) scale[c] = scale_of(square[c], steps, magnitude);
}

/* What the products of paired weights add to a sum: the bias takes it off again. */
static void add_products(const float *w, int width, double sign, double *sums) {
    for (int c = 0; c < width; c++) sums[c] += sign * (double)w[c] * w[width + c];
}

/* Leaves what undoes it in `scale`. */
static void scale_weights(float *w, size_t steps, int width, float *scale) {
    for (size_t i = 0; i < steps; i++, w += width)
        for (int c = 0; c < width; c++) w[c] *= scale[c];
    for (int c = 0; c < width; c++) scale[c] = 1 / scale[c];
}

void pack_pairs(const Packing *p, int panel, float *packed, float *bias) {
    int width = panel_channels(p->out, p->choice), channels = p->out->blocks * p->out->lanes;
    size_t floats = panel_units(p->layer, p->in, p->out, p->choice), steps = floats / (size_t)width;
    float *w = packed + (size_t)panel * floats, *scale = bias + 2 * channels + panel * width;
    double sums[MOST_WIDTH] = { 0 };
    pack_direct(p, panel, packed);
    find_scales(w, steps, width, p->magnitude, scale);
    scale_weights(w, steps, width, scale);
    for (size_t i = 0; i < steps; i += PAIR_PERIOD) {
        add_products(w + i * (size_t)width, width, 1, sums);
        add_products(w + (i + PAIR_PERIOD / 2) * (size_t)width, width, -1, sums);
    }
    for (int c = 0; c < width; c++)
        bias[channels + panel * width + c] = (float)(bias[panel * width + c] - sums[c] * scale[c]);
}

void pack_pair_limits(double magnitude, float *limits) {
    limits[0] = magnitude > 0 ? (float)(magnitude * magnitude * LEAST * LEAST) : 1;
    limits[1] = (float)(magnitude * magnitude * MOST * MOST);
}
