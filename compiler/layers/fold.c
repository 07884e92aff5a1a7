/* fold.c: Graph -> Layers. Norm, bias, residual add and activation go into the convolution before them, and
 * layers that no output needs are left out. A Layer cannot express a batch norm. */
#include "base/base.h"
#include "layers.h"
#include "magnitude.h"
#include "stem.h"

#include <math.h>

/* A convolution with what is fused behind it: the operators' values, -1 where there is none. */
typedef struct {
    int conv, norm, add, activation, pool, end;
} Chain;

typedef struct {
    Arena *arena;
    const Graph *graph;
    const Shape *shapes;
    const Weights *weights;
    Diag *diag;
    const int *
        reader; /* [value]: its only reader; -1 where there is none or more than one, or an output reads it */
    const bool *needed;
    const double *moments; /* [value]; NULL without weights */
    Layer *layers;
    int count;
    int *layer_of; /* [value]: the layer that computes it, -1 for fused ones */
} Folder;

static const int *only_readers(Arena *arena, const Graph *graph) {
    int *reader = arena_array(arena, int, graph->op_count);
    int *readers = arena_array(arena, int, graph->op_count);
    for (int v = 0; v < graph->op_count; v++)
        for (int i = 0; i < 2; i++) {
            int in = graph->ops[v].in[i];
            if (in < 0) continue;
            reader[in] = v;
            readers[in]++;
        }
    for (int i = 0; i < graph->spec->output_count; i++) readers[graph->outputs[i]] = 2;
    for (int v = 0; v < graph->op_count; v++)
        if (readers[v] != 1) reader[v] = -1;
    return reader;
}

static const bool *needed_values(Arena *arena, const Graph *graph) {
    bool *needed = arena_array(arena, bool, graph->op_count);
    for (int i = 0; i < graph->spec->output_count; i++) needed[graph->outputs[i]] = true;
    for (int v = graph->op_count - 1; v >= 0; v--)
        for (int i = 0; needed[v] && i < 2; i++)
            if (graph->ops[v].in[i] >= 0) needed[graph->ops[v].in[i]] = true;
    return needed;
}

/* If the only reader of the chain's end is such an operator, and reads it as its first operand, takes it in.
 */
static int take(const Folder *f, Chain *chain, OpKind kind) {
    int next = f->reader[chain->end];
    if (next < 0 || f->graph->ops[next].kind != kind || f->graph->ops[next].in[0] != chain->end) return -1;
    return chain->end = next;
}

/* A max pool that is fused finds zeros around the image. */
static bool pools_over_zeros(const Folder *f, int activation) {
    return activation >= 0 && activation_row(f->graph->ops[activation].activation)->never_negative;
}

static Chain chain_from(const Folder *f, int conv) {
    Chain chain = { .conv = conv, .end = conv };
    chain.norm = take(f, &chain, OP_NORM);
    chain.add = take(f, &chain, OP_ADD);
    chain.activation = take(f, &chain, OP_ACTIVATION);
    const Op *op = &f->graph->ops[conv];
    chain.pool = -1;
    if (pools_over_zeros(f, chain.activation) && stem_suits(op->in[0], op->kernel, op->stride))
        chain.pool = take(f, &chain, OP_MAX_POOL);
    return chain;
}

static const float *parameter(const Folder *f, int op, ParamRole role) {
    int param = f->graph->ops[op].param[role];
    return param < 0 ? NULL : f->weights->data[param];
}

/* y = gamma (w x + b - mean) / sqrt(var + eps) + beta is w' x + b' (Ioffe, Szegedy 2015, inference form). */
static void fold_norm(const Folder *f, const Chain *chain, int channel, double *scale, double *shift) {
    const float *bias = parameter(f, chain->conv, ROLE_BIAS);
    double own = bias ? bias[channel] : 0;
    *scale = 1;
    *shift = own;
    if (chain->norm < 0) return;
    double gamma = parameter(f, chain->norm, ROLE_WEIGHT)[channel];
    double beta = parameter(f, chain->norm, ROLE_BIAS)[channel];
    double mean = parameter(f, chain->norm, ROLE_MEAN)[channel];
    double variance = parameter(f, chain->norm, ROLE_VARIANCE)[channel];
    *scale = gamma / sqrt(variance + f->graph->spec->eps);
    *shift = (own - mean) * *scale + beta;
}

static void fold_weights(const Folder *f, const Chain *chain, Layer *layer) {
    int channels = f->graph->ops[chain->conv].out_channels;
    double *scale = arena_array(f->arena, double, channels);
    float *bias = arena_array(f->arena, float, channels);
    for (int c = 0; c < channels; c++) {
        double shift;
        fold_norm(f, chain, c, &scale[c], &shift);
        bias[c] = (float)shift;
    }
    layer->weight = parameter(f, chain->conv, ROLE_WEIGHT);
    layer->scale = scale;
    layer->bias = bias;
}

/* ---- The weights themselves are folded where they are packed; that they will be finite is seen here ---- */

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

static void check_layers(const Folder *f) {
    Check check = { f->layers, arena_array(f->arena, int, f->count) };
    parallel_for(f->count, check_layer, &check, NULL);
    for (int v = 0; v < f->count; v++)
        if (check.bad[v] >= 0)
            diag_fail(f->diag, STATUS_INPUT,
                      "%s: %s: expected weights that stay finite when the batch norm is folded, got an "
                      "overflow in channel %d",
                      f->weights->source, f->layers[v].name, check.bad[v]);
}

/* ---- Layers ---- */

static Layer *add_layer(Folder *f, LayerKind kind, const char *name, int in, int end) {
    const Op *op = &f->graph->ops[end];
    Layer *layer = &f->layers[f->count];
    *layer = (Layer){
        .kind = kind,
        .name = name,
        .in = in < 0 ? -1 : f->layer_of[in],
        .residual = -1,
        .gate = -1,
        .op = end,
        .stage = op->stage >= 0                 ? op->stage
                 : end > f->graph->stage_out[0] ? f->graph->spec->stages
                                                : -1,
        .in_shape = f->shapes[in < 0 ? end : in],
        .shape = f->shapes[end],
        .kernel = op->kernel,
        .stride = op->stride,
        .padding = op->padding,
        .groups = op->groups,
        .conv_shape = f->shapes[end],
        .output = -1,
        .magnitude = f->moments ? (float)sqrt(f->moments[end]) : 0,
    };
    f->layer_of[end] = f->count++;
    return layer;
}

static void add_conv_layer(Folder *f, const Chain *chain) {
    const Op *conv = &f->graph->ops[chain->conv];
    Layer *layer = add_layer(f, LAYER_CONV, conv->name, conv->in[0], chain->end);
    layer->kernel = conv->kernel;
    layer->stride = conv->stride;
    layer->padding = conv->padding;
    layer->groups = conv->groups;
    if (chain->add >= 0) layer->residual = f->layer_of[f->graph->ops[chain->add].in[1]];
    if (chain->activation >= 0) layer->activation = f->graph->ops[chain->activation].activation;
    layer->conv_shape = f->shapes[chain->conv];
    layer->pool = chain->pool >= 0;
    if (f->weights) fold_weights(f, chain, layer);
}

static void add_linear_layer(Folder *f, int op) {
    Layer *layer = add_layer(f, LAYER_LINEAR, f->graph->ops[op].name, f->graph->ops[op].in[0], op);
    if (!f->weights) return;
    double *scale = arena_array(f->arena, double, layer->shape.channels);
    for (int c = 0; c < layer->shape.channels; c++) scale[c] = 1;
    layer->weight = parameter(f, op, ROLE_WEIGHT);
    layer->scale = scale;
    layer->bias = parameter(f, op, ROLE_BIAS);
}

static void add_simple_layer(Folder *f, LayerKind kind, int value) {
    const Op *op = &f->graph->ops[value];
    add_layer(f, kind, op->name, op->in[0], value);
}

/* An output is copied out as soon as it is there, so that its value need not live longer. */
static void add_outputs(Folder *f, int value) {
    for (int i = 0; i < f->graph->spec->output_count; i++) {
        if (f->graph->outputs[i] != value) continue;
        int source = f->layer_of[value];
        Layer *layer = add_layer(f, LAYER_OUTPUT, f->graph->spec->outputs[i].name, value, value);
        layer->output = i;
        f->layer_of[value] = source;
    }
}

/* A layer stands where its last fused operator stood: a shortcut comes before the convolution that adds it.
 */
static const int *chain_starts(const Folder *f) {
    int *start = arena_array(f->arena, int, f->graph->op_count);
    for (int v = 0; v < f->graph->op_count; v++) start[v] = -1;
    for (int v = 0; v < f->graph->op_count; v++)
        if (f->graph->ops[v].kind == OP_CONV) start[chain_from(f, v).end] = v;
    return start;
}

/* An operator that is in no chain. False where that cannot be: its layer comes at its chain's end. */
static bool fold_alone(Folder *f, int value) {
    switch (f->graph->ops[value].kind) {
    case OP_INPUT:
        add_simple_layer(f, LAYER_INPUT, value);
        return true;
    case OP_MAX_POOL:
        add_simple_layer(f, LAYER_MAX_POOL, value);
        return true;
    case OP_AVERAGE_POOL:
        add_simple_layer(f, LAYER_AVERAGE_POOL, value);
        return true;
    case OP_LINEAR:
        add_linear_layer(f, value);
        return true;
    case OP_SOFTMAX:
        add_simple_layer(f, LAYER_SOFTMAX, value);
        return true;
    case OP_CONV:
    case OP_NORM:
    case OP_ACTIVATION:
    case OP_ADD:
    case OP_COUNT:
        break;
    }
    return false;
}

static void fold_value(Folder *f, int value, int chain_start) {
    if (chain_start >= 0) {
        Chain chain = chain_from(f, chain_start);
        add_conv_layer(f, &chain);
    } else if (!fold_alone(f, value)) {
        return;
    }
    add_outputs(f, value);
}

const Layers *fold_layers(Arena *arena, const Graph *graph, const Shape *shapes, const Weights *weights,
                          Diag *diag) {
    Folder f = {
        .arena = arena,
        .graph = graph,
        .shapes = shapes,
        .weights = weights,
        .diag = diag,
        .reader = only_readers(arena, graph),
        .needed = needed_values(arena, graph),
        .moments = weights ? expected_moments(arena, graph, weights) : NULL,
        .layers = arena_array(arena, Layer, graph->op_count + MAX_OUTPUTS),
        .layer_of = arena_array(arena, int, graph->op_count),
    };
    for (int v = 0; v < graph->op_count; v++) f.layer_of[v] = -1;
    const int *start = chain_starts(&f);
    for (int v = 0; v < graph->op_count; v++)
        if (f.needed[v]) fold_value(&f, v, start[v]);
    if (weights) check_layers(&f);
    if (diag->message) return NULL;
    Layers *layers = arena_alloc(arena, sizeof *layers);
    *layers = (Layers){ f.layers, f.count };
    return layers;
}

size_t filter_floats(const Layer *layer) {
    return (size_t)(layer->in_shape.channels / layer->groups) * (size_t)(layer->kernel * layer->kernel);
}

bool has_weights(const Layer *layer) { return layer->kind == LAYER_CONV || layer->kind == LAYER_LINEAR; }

bool never_negative(const Layers *layers, int v) {
    const Layer *layer = &layers->layers[v];
    switch (layer->kind) {
    case LAYER_CONV:
    case LAYER_LINEAR:
        return activation_row(layer->activation)->never_negative;
    case LAYER_MAX_POOL:
    case LAYER_AVERAGE_POOL:
    case LAYER_OUTPUT:
        return never_negative(layers, layer->in);
    case LAYER_SOFTMAX:
        return true;
    case LAYER_INPUT:
        break;
    }
    return false;
}

double layer_macs(const Layer *layer) {
    if (!has_weights(layer)) return 0;
    return (double)shape_floats(layer->conv_shape) * (layer->in_shape.channels / layer->groups) *
           layer->kernel * layer->kernel;
}
