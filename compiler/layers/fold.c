/* fold.c: Graph -> Layers. Norm, bias, residual add and activation go into the convolution before them, and
 * layers that no output needs are left out. A Layer cannot express a batch norm. */
#include "fold.h"
#include "base/base.h"
#include "magnitude.h"

#include <math.h>

typedef struct {
    Arena *arena;
    const Graph *graph;
    const Shape *shapes;
    const Weights *weights;
    const double *moments; /* [value]; NULL without weights */
    Layer *layers;
    int count;
    int *layer_of; /* [value]: the layer that computes it, -1 for fused ones */
} Folder;

static const bool *needed_values(Arena *arena, const Graph *graph) {
    bool *needed = arena_array(arena, bool, graph->op_count);
    for (int i = 0; i < graph->spec->output_count; i++) needed[graph->outputs[i]] = true;
    for (int v = graph->op_count - 1; v >= 0; v--)
        for (int i = 0; needed[v] && i < 2; i++)
            if (graph->ops[v].in[i] >= 0) needed[graph->ops[v].in[i]] = true;
    return needed;
}

/* -1 before the stages, as many as there are behind them. */
static int stage_of(const Graph *graph, int value) {
    int stage = graph->ops[value].stage;
    return stage >= 0 ? stage : value > graph->stage_out[0] ? graph->spec->stages : -1;
}

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
        .stage = stage_of(f->graph, end),
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
    if (f->weights) fold_norm(f->arena, f->graph, f->weights, chain, layer);
}

static void add_linear_layer(Folder *f, int op) {
    const Op *linear = &f->graph->ops[op];
    const Chain chain = { .conv = op, .norm = -1 };
    Layer *layer = add_layer(f, LAYER_LINEAR, linear->name, linear->in[0], op);
    if (f->weights) fold_norm(f->arena, f->graph, f->weights, &chain, layer);
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

static void fold_value(Folder *f, int value, const Chain *chain) {
    if (chain->conv >= 0)
        add_conv_layer(f, chain);
    else if (!fold_alone(f, value))
        return;
    add_outputs(f, value);
}

const Layers *fold_layers(Arena *arena, const Graph *graph, const Shape *shapes, const Weights *weights,
                          Diag *diag) {
    Folder f = {
        .arena = arena,
        .graph = graph,
        .shapes = shapes,
        .weights = weights,
        .moments = weights ? expected_moments(arena, graph, weights) : NULL,
        .layers = arena_array(arena, Layer, graph->op_count + MAX_OUTPUTS),
        .layer_of = arena_array(arena, int, graph->op_count),
    };
    const bool *needed = needed_values(arena, graph);
    const Chain *chains = find_chains(arena, graph);
    for (int v = 0; v < graph->op_count; v++) f.layer_of[v] = -1;
    for (int v = 0; v < graph->op_count; v++)
        if (needed[v]) fold_value(&f, v, &chains[v]);
    Layers *layers = arena_alloc(arena, sizeof *layers);
    *layers = (Layers){ f.layers, f.count };
    if (weights) check_folded(arena, layers, weights, diag);
    return diag->message ? NULL : layers;
}
