/* compute_input.c: the input as integers: pixels as they are, floats by a factor and an offset a channel. */
#include "compute.h"

#include <math.h>

#define MOST 1073741824.0f /* 2^30 */

/* NaN is as the least. */
static unsigned char integer_of(float value, float factor, int offset) {
    const float scaled = value * factor;
    const float limited = scaled > -MOST ? scaled < MOST ? scaled : MOST : -MOST;
    long parts = lrintf(limited) + offset, q = (parts - (parts < 0 ? 255 : 0)) / 256; /* downwards */
    return (unsigned char)(q < 0 ? 0 : q > 255 ? 255 : q);
}

void compute_input(const Work *work, int image, unsigned char *to) {
    const Shape shape = work->layer->shape;
    const size_t pixels = plane_of(shape), channels = (size_t)shape.channels;
    const size_t first = (size_t)image * channels * pixels;
    for (size_t c = 0; c < channels; c++)
        for (size_t i = 0; i < pixels; i++) {
            size_t read = work->spec->preprocess.bgr ? channels - 1 - c : c, at = first + c * pixels + i;
            if (takes_pixels(work->spec))
                to[at] = ((const unsigned char *)work->input)[first + i * channels + read];
            else
                to[at] = integer_of(((const float *)work->input)[at], work->quantum->factors[c],
                                    work->quantum->offsets[c]);
        }
}
