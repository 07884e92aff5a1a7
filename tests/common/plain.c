/* plain.c: see plain.h. */
#include "plain.h"

#include <math.h>

typedef struct {
    const Layer *layer;
    const float *in, *filter; /* of the image, from the channel's group on; of the channel */
    int inputs;               /* channels of the group */
} Channel;

/* Every number of the input has its weight. */
static float linear_sum(const Channel *c, float sum) {
    const size_t count = shape_floats(c->layer->in_shape);
    for (size_t i = 0; i < count; i++) sum += c->filter[i] * c->in[i];
    return sum;
}

static float window_sum(const Channel *c, float sum, int y, int x) {
    const Layer *l = c->layer;
    const Shape from = l->in_shape;
    const int top = y * l->stride - l->top, left = x * l->stride - l->left;
    const float *w = c->filter;
    for (int i = 0; i < c->inputs; i++)
        for (int k = 0; k < l->kernel * l->kernel; k++, w++) {
            const int row = top + k / l->kernel * l->dilation, column = left + k % l->kernel * l->dilation;
            if (row < 0 || row >= from.height || column < 0 || column >= from.width) continue;
            sum +=
                *w *
                c->in[((size_t)i * (size_t)from.height + (size_t)row) * (size_t)from.width + (size_t)column];
        }
    return sum;
}

/* Gate, residual, activation; `at`: the number among all of the value's. */
static float ended(const Layer *l, const float *const *values, float sum, size_t at) {
    const size_t plane = shape_floats(l->conv_shape) / (size_t)l->shape.channels;
    const size_t channel = at / plane % (size_t)l->shape.channels;
    if (l->gate >= 0) sum *= values[l->gate][at / plane];
    if (l->residual >= 0) sum += values[l->residual][at];
    return (float)activation_row(l->activation)->exact(sum, l->slope ? l->slope[channel] : 0);
}

static void run_channel(const Channel *c, const float *const *values, float bias, size_t first, float *out) {
    const Shape to = c->layer->conv_shape;
    for (int y = 0; y < to.height; y++)
        for (int x = 0; x < to.width; x++) {
            const size_t at = first + (size_t)y * (size_t)to.width + (size_t)x;
            const bool linear = c->layer->kind == LAYER_LINEAR;
            const float sum = linear ? linear_sum(c, bias) : window_sum(c, bias, y, x);
            out[at] = ended(c->layer, values, sum, at);
        }
}

/* 3x3, stride 2, padding 1. */
static const float *pooled(Arena *arena, const Layer *l, const float *in, size_t planes) {
    const Shape from = l->conv_shape, to = l->shape;
    float *out = arena_array(arena, float, planes *(size_t)(to.height * to.width)), *q = out;
    for (size_t p = 0; p < planes; p++, in += from.height * from.width)
        for (int i = 0; i < to.height * to.width; i++, q++) {
            *q = -INFINITY;
            for (int k = 0; k < 9; k++) {
                const int y = 2 * (i / to.width) + k / 3 - 1, x = 2 * (i % to.width) + k % 3 - 1;
                if (y >= 0 && y < from.height && x >= 0 && x < from.width)
                    *q = fmaxf(*q, in[y * from.width + x]);
            }
        }
    return out;
}

const float *plain_layer(Arena *arena, const Plan *plan, int layer, const float *const *values) {
    const Layer *l = &plan->layers->layers[layer];
    const bool linear = l->kind == LAYER_LINEAR;
    const size_t size = shape_floats(l->in_shape), filter = filter_floats(l);
    const size_t plane = (size_t)(l->conv_shape.height * l->conv_shape.width);
    const int channels = l->shape.channels, groups = linear ? 1 : l->groups, images = plan->spec->batch;
    const size_t group = size / (size_t)groups;
    float *w = arena_array(arena, float, filter);
    float *out = arena_array(arena, float, (size_t)(images * channels) * plane);
    for (int i = 0; i < images * channels; i++) {
        const int channel = i % channels;
        const size_t first = (size_t)(i / channels) * size + (size_t)(channel / (channels / groups)) * group;
        layer_weights(l, channel, 0, filter, w);
        const Channel c = { l, values[l->in] + first, w, l->in_shape.channels / groups };
        run_channel(&c, values, l->bias ? l->bias[channel] : 0, (size_t)i * plane, out);
    }
    return l->pool ? pooled(arena, l, out, (size_t)(images * channels)) : out;
}
