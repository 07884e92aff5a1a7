/* integers.c: a network in integers by its definition (quantized.h): the rounding, what has no windows, the
 * walk.
 *
 * No multiply-add is fused: there is none of floats. */
#include "compute.h"

#include <assert.h>
#include <math.h>

const unsigned char *plane_in(const Work *work, int v, int image, int channel) {
    Shape shape = work->layers->layers[v].shape;
    size_t plane = (size_t)image * (size_t)shape.channels + (size_t)channel;
    return work->values[v].integers + plane * plane_of(shape);
}

int zero_of(const Quantum *quantum, int channel) {
    return quantum->zeros ? quantum->zeros[channel] : quantum->zero;
}

/* ---- The one rounding ---- */

unsigned char end_sum(const Integers *integers, int row, int sum, float factor) {
    if (integers->below && sum < 0) factor = integers->below[row];
    const float scaled = (float)sum * factor;
    long q = integers->zero + lrintf(scaled);
    q = q < integers->low ? integers->low : q > integers->high ? integers->high : q;
    return integers->table ? integers->table[q] : (unsigned char)q;
}

void end_plane(const Work *work, int image, int c, int row, const int *sums, unsigned char *to) {
    const Integers *integers = work->integers;
    const int residual = work->layer->residual;
    const unsigned char *added = residual < 0 ? NULL : plane_in(work, residual, image, c);
    const Shape shape = work->layer->conv_shape;
    for (size_t i = 0; i < plane_of(shape); i++) {
        int sum = integers->bias[row] + sums[i];
        if (added) sum += integers->residual[row] * added[i];
        to[i] = end_sum(integers, row, sum, integers->factor[row]);
    }
}

/* ---- Layers without windows; one image each ---- */

static int dot(const signed char *weights, const unsigned char *in, size_t count) {
    int sum = 0;
    for (size_t i = 0; i < count; i++) sum += weights[i] * in[i];
    return sum;
}

/* To one of the two. */
static void compute_linear(const Work *work, int image, unsigned char *to, float *floats) {
    assert(to || floats);
    const Integers *integers = work->integers;
    const size_t count = filter_floats(work->layer);
    const unsigned char *in = plane_in(work, work->layer->in, image, 0);
    const int channels = work->layer->shape.channels;
    for (int c = 0; c < channels; c++) {
        int sum = integers->bias[c] + dot(integers->weights + (size_t)c * count, in, count);
        if (floats)
            floats[image * channels + c] = (float)sum * integers->factor[c];
        else
            to[image * channels + c] = end_sum(integers, c, sum, integers->factor[c]);
    }
}

static void compute_channel_conv(const Work *work, int image, unsigned char *to) {
    const Integers *integers = work->integers;
    const int channels = work->layer->shape.channels, kernel = work->layer->kernel;
    const unsigned char *in = plane_in(work, work->layer->in, image, 0);
    for (int c = 0; c < channels; c++) {
        int sum = integers->bias[0];
        for (int k = 0; k < kernel; k++) {
            int from = c + k - kernel / 2;
            sum += integers->weights[k] * (from >= 0 && from < channels ? in[from] : work->in->zero);
        }
        to[image * channels + c] = end_sum(integers, 0, sum, integers->factor[0]);
    }
}

static void compute_pointwise(const Work *work, int image, unsigned char *to) {
    const Shape shape = work->layer->shape;
    const size_t pixels = plane_of(shape);
    int *sums = arena_array(work->arena, int, pixels);
    for (int c = 0; c < shape.channels; c++) {
        const unsigned char *in = plane_in(work, work->layer->in, image, c);
        const bool gated = work->layer->gate >= 0;
        const int zero = gated ? work->in->zero : 0, scale = work->integers->scales[c];
        const int factor = scale * (gated ? *plane_in(work, work->layer->gate, image, c) : 1);
        for (size_t i = 0; i < pixels; i++) sums[i] = factor * (in[i] - zero);
        end_plane(work, image, c, c, sums, to + (size_t)(image * shape.channels + c) * pixels);
    }
}

/* ---- Floats: what the user reads ---- */

static void copy_floats(const Work *work, int image, float *to) {
    const size_t count = shape_floats(work->layer->shape);
    const IntegerValue *in = &work->values[work->layer->in];
    for (size_t i = (size_t)image * count; i < (size_t)(image + 1) * count; i++)
        to[i] = work->in->number == NUMBER_F32 ? in->floats[i]
                                               : (float)(in->integers[i] - work->in->zero) * work->in->scale;
}

static void compute_softmax(const Work *work, int image, float *to) {
    const size_t count = shape_floats(work->layer->shape);
    const float *in = work->values[work->layer->in].floats + (size_t)image * count;
    double largest = in[0], sum = 0;
    for (size_t i = 1; i < count; i++) /* with fmax() gcc 12 fails on AArch64 */
        if (in[i] > largest) largest = in[i];
    for (size_t i = 0; i < count; i++) sum += exp(in[i] - largest);
    for (size_t i = 0; i < count; i++) to[(size_t)image * count + i] = (float)(exp(in[i] - largest) / sum);
}

/* ---- Conversions: to floats as they are copied; to integers: ---- */

static unsigned char converted(const Work *work, float value) {
    const float most = 1073741824.0f, scaled = value * work->integers->factor[0]; /* 2^30 */
    const float limited = scaled > -most ? scaled < most ? scaled : most : -most;
    long q = work->quantum->zero + lrintf(limited);
    return (unsigned char)(q < 0 ? 0 : q > 255 ? 255 : q);
}

static void convert(const Work *work, int image, unsigned char *to) {
    const size_t count = shape_floats(work->layer->shape), first = (size_t)image * count;
    for (size_t i = first; i < first + count; i++)
        to[i] = converted(work, work->values[work->layer->in].floats[i]);
}

/* ---- The walk ---- */

static void compute_integer_image(const Work *work, int image, unsigned char *to) {
    assert(to && (work->in || work->layer->kind == LAYER_INPUT));
    switch (work->layer->kind) {
    case LAYER_INPUT:
        return compute_input(work, image, to);
    case LAYER_CONV:
        return compute_conv(work, image, to);
    case LAYER_LINEAR:
        return compute_linear(work, image, to, NULL);
    case LAYER_CHANNEL_CONV:
        return compute_channel_conv(work, image, to);
    case LAYER_POINTWISE:
        return compute_pointwise(work, image, to);
    case LAYER_MAX_POOL:
        return compute_max_pool(work, image, to);
    case LAYER_WINDOW_AVERAGE:
        return compute_average(work, image, to);
    case LAYER_BLUR:
        return compute_blur(work, image, to);
    case LAYER_ZERO_PAD:
        return compute_zero_pad(work, image, to);
    case LAYER_AVERAGE_POOL:
    case LAYER_GLOBAL_MAX:
    case LAYER_AVERAGE_MAX:
    case LAYER_AVERAGE_AND_MAX:
        return compute_global(work, image, to);
    case LAYER_CONVERT:
        return convert(work, image, to);
    case LAYER_SOFTMAX:
    case LAYER_OUTPUT:
    case LAYER_GROUP_NORM: /* are of floats */
        return;
    }
}

static void compute_float_image(const Work *work, int image, float *to) {
    assert(to && work->in);
    if (work->layer->kind == LAYER_LINEAR)
        compute_linear(work, image, NULL, to);
    else if (work->layer->kind == LAYER_SOFTMAX)
        compute_softmax(work, image, to);
    else
        copy_floats(work, image, to);
}

IntegerValue compute_layer(Arena *arena, const Spec *spec, const Layers *layers, const Quantized *quantized,
                           const void *input, const IntegerValue *values, int v) {
    const Layer *layer = &layers->layers[v];
    const Work work = { .arena = arena,
                        .spec = spec,
                        .layers = layers,
                        .quantized = quantized,
                        .input = input,
                        .values = values,
                        .layer = layer,
                        .in = layer->in < 0 ? NULL : &quantized->quanta[layer->in],
                        .quantum = &quantized->quanta[v],
                        .integers = &quantized->integers[v] };
    const size_t count = (size_t)spec->batch * shape_floats(layer->shape);
    const bool floats = work.quantum->number == NUMBER_F32;
    float *numbers = floats ? arena_array(arena, float, count) : NULL;
    unsigned char *integers = floats ? NULL : arena_array(arena, unsigned char, count);
    for (int image = 0; image < spec->batch; image++)
        if (floats)
            compute_float_image(&work, image, numbers);
        else
            compute_integer_image(&work, image, integers);
    return floats ? (IntegerValue){ .floats = numbers } : (IntegerValue){ .integers = integers };
}

const IntegerValue *compute_integers(Arena *arena, const Spec *spec, const Layers *layers,
                                     const Quantized *quantized, const void *input) {
    IntegerValue *values = arena_array(arena, IntegerValue, layers->count);
    for (int v = 0; v < layers->count; v++)
        values[v] = compute_layer(arena, spec, layers, quantized, input, values, v);
    return values;
}
