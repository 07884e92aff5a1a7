/* norm.c: a batch norm becomes a scale a channel, by which weights are multiplied when they are packed, and a
 * bias. gamma (w x + b - mean) / sqrt(var + eps) + beta is w' x + b' (Ioffe, Szegedy 2015, inference form),
 * w' being scale w. */
#include "base/base.h"
#include "fold.h"

#include <assert.h>
#include <math.h>

/* [channel], from the file. */
typedef struct {
    const float *bias;         /* the convolution's own; NULL: none */
    const float *gamma, *beta; /* NULL: 1, 0 */
    const float *mean, *variance;
    bool norm;
    double eps;
} Affine;

static const float *parameter(const Graph *graph, const Weights *weights, int op, ParamRole role) {
    int param = op < 0 ? -1 : graph->ops[op].param[role];
    return param < 0 ? NULL : weights->data[param];
}

static Affine affine_of(const Graph *graph, const Weights *weights, const Chain *chain) {
    bool product = chain->start != chain->norm;
    Affine a = { .bias = product ? parameter(graph, weights, chain->start, ROLE_BIAS) : NULL,
                 .norm = chain->norm >= 0 };
    if (!a.norm) return a;
    a.gamma = parameter(graph, weights, chain->norm, ROLE_WEIGHT);
    a.beta = parameter(graph, weights, chain->norm, ROLE_BIAS);
    a.mean = parameter(graph, weights, chain->norm, ROLE_MEAN);
    a.variance = parameter(graph, weights, chain->norm, ROLE_VARIANCE);
    a.eps = graph->ops[chain->norm].eps;
    assert(a.mean && a.variance); /* no file without them is read */
    return a;
}

static double scale_of(const Affine *a, int channel) {
    if (!a->norm) return 1;
    return (a->gamma ? a->gamma[channel] : 1) / sqrt(a->variance[channel] + a->eps);
}

static double bias_of(const Affine *a, int channel, double scale) {
    double own = a->bias ? a->bias[channel] : 0;
    if (!a->norm) return own;
    return (own - a->mean[channel]) * scale + (a->beta ? a->beta[channel] : 0);
}

/* ---- Standardised filters: (w - mean) / sqrt(var + eps), a filter at a time (Qiao et al. 2019) ---- */

static void standardise(Arena *arena, const Op *op, Layer *layer, double *scale) {
    size_t count = filter_floats(layer);
    double *centre = arena_array(arena, double, op->out_channels);
    for (int c = 0; c < op->out_channels; c++) {
        const float *filter = layer->weight + (size_t)c * count;
        double variance = 0;
        for (size_t i = 0; i < count; i++) centre[c] += filter[i] / (double)count;
        for (size_t i = 0; i < count; i++)
            variance += (filter[i] - centre[c]) * (filter[i] - centre[c]) / (double)count;
        scale[c] /= sqrt(variance + op->eps);
    }
    layer->centre = centre;
}

/* ---- A layer's parameters ---- */

static const float *slopes_of(Arena *arena, const Graph *graph, const Weights *weights, int activation,
                              int channels) {
    const float *own = parameter(graph, weights, activation, ROLE_WEIGHT);
    if (own) return own;
    float *slopes = arena_array(arena, float, channels);
    for (int c = 0; c < channels; c++) slopes[c] = (float)graph->ops[activation].slope;
    return slopes;
}

/* Weight and bias of a group norm: what is 1 and 0 where they are absent. */
static void set_scale_and_bias(Arena *arena, const Graph *graph, const Weights *weights, int norm,
                               Layer *layer) {
    const float *gamma = parameter(graph, weights, norm, ROLE_WEIGHT);
    const float *beta = parameter(graph, weights, norm, ROLE_BIAS);
    double *scale = arena_array(arena, double, layer->shape.channels);
    float *bias = arena_array(arena, float, layer->shape.channels);
    for (int c = 0; c < layer->shape.channels; c++) {
        scale[c] = gamma ? gamma[c] : 1;
        bias[c] = beta ? beta[c] : 0;
    }
    layer->scale = scale;
    layer->bias = bias;
}

static void fold_norm(Arena *arena, const Graph *graph, const Weights *weights, const Chain *chain,
                      Layer *layer) {
    const Affine affine = affine_of(graph, weights, chain);
    const Op *op = &graph->ops[chain->start];
    double *scale = arena_array(arena, double, op->out_channels);
    float *bias = arena_array(arena, float, op->out_channels);
    for (int c = 0; c < op->out_channels; c++) {
        scale[c] = scale_of(&affine, c);
        bias[c] = (float)bias_of(&affine, c, scale[c]);
    }
    if (has_weights(layer)) layer->weight = parameter(graph, weights, chain->start, ROLE_WEIGHT);
    if (op->kind == OP_CONV && op->eps >= 0) standardise(arena, op, layer, scale);
    layer->scale = scale;
    layer->bias = bias;
}

void fold_parameters(Arena *arena, const Graph *graph, const Weights *weights, const Chain *chain,
                     Layer *layer) {
    if (layer->kind == LAYER_GROUP_NORM)
        set_scale_and_bias(arena, graph, weights, chain->start, layer);
    else if (layer->kind == LAYER_CHANNEL_CONV)
        layer->weight = parameter(graph, weights, chain->start, ROLE_WEIGHT);
    else if (has_weights(layer) || layer->affine)
        fold_norm(arena, graph, weights, chain, layer);
    if (has_slope(layer))
        layer->slope = slopes_of(arena, graph, weights, chain->activation, layer->shape.channels);
}

/* ---- Whether the folded weights will be finite ---- */

typedef struct {
    const Layer *layers;
    int *bad; /* [layer]: its first channel with an infinity or NaN, -1: none */
} Check;

/* Rounding keeps the order: where the largest is finite, all are. */
static bool folds_to_finite(const Layer *layer, int channel) {
    size_t row = filter_floats(layer);
    double largest = largest_magnitude(layer->weight + (size_t)channel * row, row);
    if (layer->centre) largest += fabs(layer->centre[channel]);
    return isfinite((float)(largest * layer->scale[channel])) && isfinite(layer->bias[channel]);
}

static void check_layer(void *context, int v) {
    const Check *check = context;
    const Layer *layer = &check->layers[v];
    check->bad[v] = -1;
    for (int c = 0; layer->kind == LAYER_CONV && check->bad[v] < 0 && c < layer->shape.channels; c++)
        if (!folds_to_finite(layer, c)) check->bad[v] = c;
}

void check_folded(Arena *arena, const Layers *layers, const Weights *weights, Diag *diag) {
    Check check = { layers->layers, arena_array(arena, int, layers->count) };
    parallel_for(layers->count, check_layer, &check, NULL);
    for (int v = 0; v < layers->count; v++)
        if (check.bad[v] >= 0)
            diag_fail(diag, STATUS_INPUT,
                      "%s: %s: expected weights that stay finite when the batch norm is folded, got an "
                      "overflow in channel %d",
                      weights->source, layers->layers[v].name, check.bad[v]);
}
