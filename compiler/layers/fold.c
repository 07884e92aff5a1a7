/* fold.c: Graph -> Layers. Norm, bias, residual add and activation go into the layer before them, and layers
 * that no output needs are left out. A norm that stands before its convolution is a scale and a bias. */
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

/* Padding, of windows that begin where the op says. */
static void set_windows(Layer *layer, const Op *op) {
    Windows rows = op_windows(op, layer->in_shape.height), columns = op_windows(op, layer->in_shape.width);
    layer->kernel = op->kernel;
    layer->stride = op->stride;
    layer->dilation = op->dilation;
    layer->groups = op->groups;
    layer->zeros = op->zeros;
    layer->top = rows.before;
    layer->bottom = rows.behind;
    layer->left = columns.before;
    layer->right = columns.behind;
}

/* `start` says what it is, `end` what its value is. */
static Layer *add_layer(Folder *f, LayerKind kind, const char *name, int in, int start, int end) {
    Layer *layer = &f->layers[f->count];
    *layer = (Layer){
        .kind = kind,
        .name = name,
        .in = in < 0 ? -1 : f->layer_of[in],
        .residual = -1,
        .gate = -1,
        .op = end,
        .stage = stage_of(f->graph, end),
        .in_shape = f->shapes[in < 0 ? start : in],
        .shape = f->shapes[end],
        .conv_shape = f->shapes[start],
        .output = -1,
        .magnitude = f->moments ? (float)sqrt(f->moments[end]) : 0,
    };
    set_windows(layer, &f->graph->ops[start]);
    f->layer_of[end] = f->count++;
    return layer;
}

static LayerKind chain_kind(OpKind start) {
    switch (start) {
    case OP_CONV:
        return LAYER_CONV;
    case OP_LINEAR:
        return LAYER_LINEAR;
    case OP_CHANNEL_CONV:
        return LAYER_CHANNEL_CONV;
    case OP_GROUP_NORM:
        return LAYER_GROUP_NORM;
    default:
        return LAYER_POINTWISE;
    }
}

/* A leaky ReLU is a PReLU whose slopes are alike. */
static Activation layer_activation(Activation activation) {
    return activation == ACTIVATION_LEAKY_RELU ? ACTIVATION_PRELU : activation;
}

/* A linear layer reads all pixels one after another: no border may lie between them, nor between the blocks
 * of a single pixel. What computes the value may have one, for its residual's sake; without a residual it has
 * none where it is pointwise, or a pixel. */
static int without_border(Folder *f, int value) {
    int in = f->layer_of[value];
    Shape shape = f->shapes[value];
    const Layer *layer = &f->layers[in];
    bool bare = shape.height * shape.width == 1 || layer->kind == LAYER_POINTWISE;
    if (bare && layer->residual < 0) return in;
    Layer *copy = add_layer(f, LAYER_POINTWISE, "flatten", value, value, value);
    copy->in_shape = shape;
    f->layer_of[value] = in;
    return f->count - 1;
}

static void add_chain_layer(Folder *f, const Chain *chain) {
    const Op *ops = f->graph->ops, *start = &ops[chain->start];
    int in = start->kind == OP_LINEAR ? without_border(f, start->in[0]) : f->layer_of[start->in[0]];
    Layer *layer = add_layer(f, chain_kind(start->kind), start->name, start->in[0], chain->start, chain->end);
    layer->in = in;
    if (chain->gate >= 0) layer->gate = f->layer_of[ops[chain->gate].in[1]];
    if (chain->add >= 0) layer->residual = f->layer_of[ops[chain->add].in[1]];
    if (chain->activation >= 0) layer->activation = layer_activation(ops[chain->activation].activation);
    layer->affine = layer->kind == LAYER_POINTWISE && chain->norm >= 0;
    layer->eps = start->eps;
    layer->pool = chain->pool >= 0;
    if (f->weights) fold_parameters(f->arena, f->graph, f->weights, chain, layer);
}

/* An output is copied out as soon as it is there, so that its value need not live longer. */
static void add_outputs(Folder *f, int value) {
    for (int i = 0; i < f->graph->spec->output_count; i++) {
        if (f->graph->outputs[i] != value) continue;
        int source = f->layer_of[value];
        Layer *layer = add_layer(f, LAYER_OUTPUT, f->graph->spec->outputs[i].name, value, value, value);
        layer->output = i;
        f->layer_of[value] = source;
    }
}

/* An operator that is in no chain. False where that cannot be: its layer comes at its chain's end. */
static bool fold_alone(Folder *f, int value) {
    static const struct {
        OpKind op;
        LayerKind layer;
    } alone[] = { { OP_INPUT, LAYER_INPUT },
                  { OP_MAX_POOL, LAYER_MAX_POOL },
                  { OP_WINDOW_AVERAGE, LAYER_WINDOW_AVERAGE },
                  { OP_BLUR, LAYER_BLUR },
                  { OP_ZERO_PAD, LAYER_ZERO_PAD },
                  { OP_AVERAGE_POOL, LAYER_AVERAGE_POOL },
                  { OP_GLOBAL_MAX, LAYER_GLOBAL_MAX },
                  { OP_AVERAGE_MAX, LAYER_AVERAGE_MAX },
                  { OP_AVERAGE_AND_MAX, LAYER_AVERAGE_AND_MAX },
                  { OP_SOFTMAX, LAYER_SOFTMAX } };
    const Op *op = &f->graph->ops[value];
    for (int i = 0; i < COUNT_OF(alone); i++)
        if (alone[i].op == op->kind) {
            add_layer(f, alone[i].layer, op->name, op->in[0], value, value);
            return true;
        }
    return false;
}

static void fold_value(Folder *f, int value, const Chain *chain) {
    if (chain->start >= 0)
        add_chain_layer(f, chain);
    else if (!fold_alone(f, value))
        return;
    add_outputs(f, value);
}

static const Layers *fold(Arena *arena, const Graph *graph, const Shape *shapes, const Weights *weights,
                          bool pools_apart, bool curves_apart, Diag *diag) {
    Folder f = {
        .arena = arena,
        .graph = graph,
        .shapes = shapes,
        .weights = weights,
        .moments = weights ? expected_moments(arena, graph, weights) : NULL,
        .layers = arena_array(arena, Layer, graph->op_count + MAX_OUTPUTS + 1),
        .layer_of = arena_array(arena, int, graph->op_count),
    };
    const bool *needed = needed_values(arena, graph);
    const Chain *chains = find_chains(arena, graph, pools_apart, curves_apart);
    for (int v = 0; v < graph->op_count; v++) f.layer_of[v] = -1;
    for (int v = 0; v < graph->op_count; v++)
        if (needed[v]) fold_value(&f, v, &chains[v]);
    Layers *layers = arena_alloc(arena, sizeof *layers);
    *layers = (Layers){ f.layers, f.count };
    if (weights) check_folded(arena, layers, weights, diag);
    return diag->message ? NULL : layers;
}

const Layers *fold_layers(Arena *arena, const Graph *graph, const Shape *shapes, const Weights *weights,
                          bool pools_apart, Diag *diag) {
    return fold(arena, graph, shapes, weights, pools_apart, false, diag);
}

const Layers *fold_apart(Arena *arena, const Graph *graph, const Shape *shapes, const Weights *weights,
                         Diag *diag) {
    return fold(arena, graph, shapes, weights, true, true, diag);
}
