/* norm.c: a batch norm becomes a scale a channel, by which weights are multiplied when they are packed, and a
 * bias. gamma (w x + b - mean) / sqrt(var + eps) + beta is w' x + b' (Ioffe, Szegedy 2015, inference form),
 * w' being scale w. */
#include "base/base.h"
#include "fold.h"

#include <math.h>

/* [channel], from the file. */
typedef struct {
    const float *bias; /* the convolution's own; NULL: none */
    const float *gamma, *beta, *mean, *variance;
    bool norm;
    double eps;
} Affine;

static const float *parameter(const Graph *graph, const Weights *weights, int op, ParamRole role) {
    int param = graph->ops[op].param[role];
    return param < 0 ? NULL : weights->data[param];
}

static Affine affine_of(const Graph *graph, const Weights *weights, const Chain *chain) {
    Affine a = { .bias = parameter(graph, weights, chain->conv, ROLE_BIAS), .norm = chain->norm >= 0 };
    if (!a.norm) return a;
    a.gamma = parameter(graph, weights, chain->norm, ROLE_WEIGHT);
    a.beta = parameter(graph, weights, chain->norm, ROLE_BIAS);
    a.mean = parameter(graph, weights, chain->norm, ROLE_MEAN);
    a.variance = parameter(graph, weights, chain->norm, ROLE_VARIANCE);
    a.eps = graph->spec->eps;
    return a;
}

static double scale_of(const Affine *a, int channel) {
    return a->norm ? a->gamma[channel] / sqrt(a->variance[channel] + a->eps) : 1;
}

static double bias_of(const Affine *a, int channel, double scale) {
    double own = a->bias ? a->bias[channel] : 0;
    return a->norm ? (own - a->mean[channel]) * scale + a->beta[channel] : own;
}

void fold_norm(Arena *arena, const Graph *graph, const Weights *weights, const Chain *chain, Layer *layer) {
    const Affine affine = affine_of(graph, weights, chain);
    int channels = graph->ops[chain->conv].out_channels;
    double *scale = arena_array(arena, double, channels);
    float *bias = arena_array(arena, float, channels);
    for (int c = 0; c < channels; c++) {
        scale[c] = scale_of(&affine, c);
        bias[c] = (float)bias_of(&affine, c, scale[c]);
    }
    layer->weight = parameter(graph, weights, chain->conv, ROLE_WEIGHT);
    layer->scale = scale;
    layer->bias = bias;
}

/* ---- Whether the folded weights will be finite ---- */

typedef struct {
    const Layer *layers;
    int *bad; /* [layer]: its first channel with an infinity or NaN, -1: none */
} Check;

/* Rounding keeps the order: where the largest is finite, all are. */
static bool folds_to_finite(const Layer *layer, int channel) {
    size_t row = filter_floats(layer);
    float largest = largest_magnitude(layer->weight + (size_t)channel * row, row);
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
