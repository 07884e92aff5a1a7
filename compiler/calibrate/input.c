/* input.c: the input as integers: a picture's own pixels, or what was observed. */
#include "quantize.h"

#define PARTS 256 /* of a step: floats become integers of these first, then a shift rounds */

/* Numbers from -zero to 255 - zero steps. */
typedef struct {
    double scale, zero;
} Mapping;

static Mapping pixel_mapping(const Preprocess *preprocess, int channel) {
    return (Mapping){ 1 / (255 * preprocess->std[channel]), 255 * preprocess->mean[channel] };
}

/* Whether all that was seen can be a pixel's, of some channel. */
static bool fits_pixels(const Quantizer *q, const Range *range, int channels) {
    double low = 0, high = 0;
    for (int c = 0; c < channels; c++) {
        Mapping m = pixel_mapping(&q->spec->preprocess, c);
        low = fmin(low, -(m.zero + 0.5) * m.scale);
        high = fmax(high, (255.5 - m.zero) * m.scale);
    }
    return takes_pixels(q->spec) || (low <= range->low && range->high <= high);
}

/* What stands for 0 is an integer, so that borders are exact. */
static Mapping range_mapping(const Range *range) {
    double low = fmin(range->low, 0), high = fmax(range->high, 0), scale = (high - low) / 255;
    return (Mapping){ scale, nearest(-low / scale) };
}

void set_input_quantum(Quantizer *q, int v) {
    int channels = q->layers->layers[v].shape.channels;
    const Range *range = &q->ranges->ranges[v];
    const bool pixels = fits_pixels(q, range, channels);
    float *factors = arena_array(q->arena, float, channels);
    int *offsets = arena_array(q->arena, int, channels);
    unsigned char *zeros = arena_array(q->arena, unsigned char, channels);
    for (int c = 0; c < channels; c++) {
        Mapping m = pixels ? pixel_mapping(&q->spec->preprocess, c) : range_mapping(range);
        factors[c] = (float)(PARTS / m.scale);
        offsets[c] = nearest(PARTS * m.zero) + PARTS / 2;
        zeros[c] = (unsigned char)nearest(m.zero);
    }
    q->quanta[v] =
        (Quantum){ .number = NUMBER_U8, .scale = 1, .factors = factors, .offsets = offsets, .zeros = zeros };
}

double input_scale(const Quantum *quantum, int channel) { return PARTS / (double)quantum->factors[channel]; }

double input_zero(const Quantum *quantum, int channel) {
    return (quantum->offsets[channel] - PARTS / 2) / (double)PARTS;
}
