/* compute_conv.c: convolutions: of each tap the pixels that it meets, in a row; then sums over taps, in loops
 * along these rows, which compilers make vectors of. */
#include "compute.h"

#include <string.h>

/* What tap (y, x) of the kernel meets of a plane, one a pixel of the result. */
static void gather_tap(const Layer *layer, const unsigned char *in, int zero, int y, int x,
                       unsigned char *to) {
    const Shape from = layer->in_shape, shape = layer->conv_shape;
    const int top = y * layer->dilation - layer->top, left = x * layer->dilation - layer->left;
    for (int i = 0; i < shape.height; i++)
        for (int j = 0; j < shape.width; j++) {
            int row = i * layer->stride + top, column = j * layer->stride + left;
            bool inside = row >= 0 && row < from.height && column >= 0 && column < from.width;
            *to++ = inside ? in[(size_t)row * (size_t)from.width + (size_t)column] : (unsigned char)zero;
        }
}

/* [channel][tap][pixel] of a group. */
static void gather(const Work *work, int image, int group, unsigned char *to) {
    const Layer *layer = work->layer;
    const int channels = layer->in_shape.channels / layer->groups, kernel = layer->kernel;
    for (int c = group * channels; c < (group + 1) * channels; c++)
        for (int tap = 0; tap < kernel * kernel; tap++, to += plane_of(layer->conv_shape))
            gather_tap(layer, plane_in(work, layer->in, image, c), zero_of(work->in, c), tap / kernel,
                       tap % kernel, to);
}

FOR_EACH_PROCESSOR
static void add_products(const signed char *weights, const unsigned char *taps, size_t count, size_t pixels,
                         int *sums) {
    memset(sums, 0, pixels * sizeof *sums);
    for (size_t t = 0; t < count; t++) {
        const unsigned char *restrict tap = taps + t * pixels;
        const int weight = weights[t];
        for (size_t i = 0; i < pixels; i++) sums[i] += weight * tap[i];
    }
}

void compute_conv(const Work *work, int image, unsigned char *to) {
    const Layer *layer = work->layer;
    const size_t count = filter_floats(layer), pixels = plane_of(layer->conv_shape);
    const int channels = layer->shape.channels, group_out = channels / layer->groups;
    unsigned char *taps = arena_array(work->arena, unsigned char, count *pixels);
    unsigned char *plane = arena_array(work->arena, unsigned char, pixels);
    int *sums = arena_array(work->arena, int, pixels);
    for (int c = 0; c < channels; c++) {
        unsigned char *out = to + (size_t)(image * channels + c) * plane_of(layer->shape);
        if (c % group_out == 0) gather(work, image, c / group_out, taps);
        add_products(work->integers->weights + (size_t)c * count, taps, count, pixels, sums);
        end_plane(work, image, c, c, sums, layer->pool ? plane : out);
        if (layer->pool) pool_plane(layer->conv_shape, plane, layer->shape, out);
    }
}
