/* graph.c: Spec -> Graph: the blocks unrolled to named operators, in the order in which PyTorch would list
 * them. */
#include "graph.h"

/* The most a block has: three convolutions and a shortcut, each with a norm, three activations, an add. */
enum { OPS_A_BLOCK = 12, PARAMS_A_BLOCK = 24, OPS_AROUND = 16, PARAMS_AROUND = 16 };

typedef struct {
    Arena *arena;
    const Spec *spec;
    Op *ops;
    int op_count;
    Param *params;
    int param_count;
    int stage, block;   /* where new operators belong; -1 outside of the stages */
    const char *prefix; /* "layer2.0." or "" */
} Builder;

static int channels_of(const Builder *b, int value) { return b->ops[value].out_channels; }

static int add_op(Builder *b, OpKind kind, const char *name, int in, int out_channels) {
    int value = b->op_count++;
    b->ops[value] = (Op){
        .kind = kind,
        .name = arena_printf(b->arena, "%s%s", b->prefix, name),
        .in = { in, -1 },
        .stage = b->stage,
        .block = b->block,
        .in_channels = in < 0 ? out_channels : channels_of(b, in),
        .out_channels = out_channels,
        .kernel = 1,
        .stride = 1,
        .groups = 1,
        .param = { -1, -1, -1, -1 },
    };
    return value;
}

static void add_param(Builder *b, int op, ParamRole role, const char *suffix, int rank, const int *dims) {
    Param *param = &b->params[b->param_count];
    b->ops[op].param[role] = b->param_count++;
    param->name = arena_printf(b->arena, "%s.%s", b->ops[op].name, suffix);
    param->op = op;
    param->role = role;
    param->rank = rank;
    param->count = 1;
    for (int i = 0; i < rank; i++) {
        param->dims[i] = dims[i];
        param->count *= (size_t)dims[i];
    }
}

static int add_conv(Builder *b, const char *name, int in, int out_channels, int kernel, int stride,
                    int groups) {
    int value = add_op(b, OP_CONV, name, in, out_channels);
    Op *op = &b->ops[value];
    op->kernel = kernel;
    op->stride = stride;
    op->padding = kernel / 2;
    op->groups = groups;
    add_param(b, value, ROLE_WEIGHT, "weight", 4,
              (int[]){ out_channels, op->in_channels / groups, kernel, kernel });
    add_param(b, value, ROLE_BIAS, "bias", 1, &out_channels);
    b->params[b->param_count - 1].optional = true;
    return value;
}

static int add_norm(Builder *b, const char *name, int in) {
    static const char *const suffixes[ROLE_COUNT] = { "weight", "bias", "running_mean", "running_var" };
    int channels = channels_of(b, in);
    int value = add_op(b, OP_NORM, name, in, channels);
    for (ParamRole role = 0; role < ROLE_COUNT; role++)
        add_param(b, value, role, suffixes[role], 1, &channels);
    return value;
}

static int add_conv_norm(Builder *b, const char *conv, const char *norm, int in, int out_channels, int kernel,
                         int stride, int groups) {
    return add_norm(b, norm, add_conv(b, conv, in, out_channels, kernel, stride, groups));
}

static int add_activation(Builder *b, const char *name, int in) {
    int value = add_op(b, OP_ACTIVATION, name, in, channels_of(b, in));
    b->ops[value].activation = b->spec->activation;
    return value;
}

static int add_stem(Builder *b, int in) {
    const Stem *stem = &b->spec->stem;
    int value = add_conv_norm(b, "conv1", "bn1", in, stem->width, stem->kernel, stem->stride, 1);
    value = add_activation(b, "relu", value);
    if (!stem->max_pool) return value;
    value = add_op(b, OP_MAX_POOL, "maxpool", value, stem->width);
    b->ops[value].kernel = 3;
    b->ops[value].stride = 2;
    b->ops[value].padding = 1;
    return value;
}

static int basic_branch(Builder *b, int in, int width, int stride) {
    int value = add_conv_norm(b, "conv1", "bn1", in, width, 3, stride, 1);
    value = add_activation(b, "relu1", value);
    return add_conv_norm(b, "conv2", "bn2", value, width * b->spec->expansion, 3, 1, 1);
}

/* Width of the 3x3 as in torchvision: floor(width * width_per_group / 64) * groups (ResNeXt, Wide ResNet). */
static int bottleneck_branch(Builder *b, int in, int width, int stride) {
    const Spec *spec = b->spec;
    int inner = (int)((long)width * spec->width_per_group / 64) * spec->groups;
    int value = add_conv_norm(b, "conv1", "bn1", in, inner, 1, spec->stride_in_1x1 ? stride : 1, 1);
    value = add_activation(b, "relu1", value);
    value = add_conv_norm(b, "conv2", "bn2", value, inner, 3, spec->stride_in_1x1 ? 1 : stride, spec->groups);
    value = add_activation(b, "relu2", value);
    return add_conv_norm(b, "conv3", "bn3", value, width * spec->expansion, 1, 1, 1);
}

static int add_block(Builder *b, int in, int width, int stride) {
    int out_channels = width * b->spec->expansion;
    b->prefix = arena_printf(b->arena, "layer%d.%d.", b->stage + 1, b->block);
    int branch = b->spec->block == BLOCK_BASIC ? basic_branch(b, in, width, stride)
                                               : bottleneck_branch(b, in, width, stride);
    int shortcut = in;
    if (stride != 1 || channels_of(b, in) != out_channels)
        shortcut = add_conv_norm(b, "downsample.0", "downsample.1", in, out_channels, 1, stride, 1);
    int sum = add_op(b, OP_ADD, "add", branch, out_channels);
    b->ops[sum].in[1] = shortcut;
    return add_activation(b, "relu", sum);
}

static int add_stage(Builder *b, int in, int stage) {
    b->stage = stage;
    for (b->block = 0; b->block < b->spec->repeats[stage]; b->block++)
        in = add_block(b, in, b->spec->widths[stage], b->block ? 1 : b->spec->strides[stage]);
    b->stage = b->block = -1;
    b->prefix = "";
    return in;
}

static int add_classifier(Builder *b, int in) {
    int classes = b->spec->classes;
    int value = add_op(b, OP_LINEAR, "fc", in, classes);
    add_param(b, value, ROLE_WEIGHT, "weight", 2, (int[]){ classes, channels_of(b, in) });
    add_param(b, value, ROLE_BIAS, "bias", 1, &classes);
    return value;
}

static int output_value(const Graph *graph, const Output *output) {
    switch (output->kind) {
    case OUTPUT_LOGITS:
        return graph->logits;
    case OUTPUT_PROBABILITIES:
        return graph->probabilities;
    case OUTPUT_POOL:
        return graph->pool;
    case OUTPUT_STEM:
        return graph->stem;
    case OUTPUT_STAGE:
        return graph->stage_out[output->stage];
    }
    return -1;
}

static bool wants(const Spec *spec, OutputKind kind) {
    for (int i = 0; i < spec->output_count; i++)
        if (spec->outputs[i].kind == kind) return true;
    return false;
}

/* The classifier stays in the graph though no output may read it: its parameters belong to the network. */
static void add_head(Builder *b, Graph *graph, int value) {
    const Spec *spec = b->spec;
    graph->pool = graph->logits = graph->probabilities = -1;
    if (spec->classes > 0 || wants(spec, OUTPUT_POOL))
        graph->pool = add_op(b, OP_AVERAGE_POOL, "avgpool", value, channels_of(b, value));
    if (spec->classes > 0) graph->logits = add_classifier(b, graph->pool);
    if (wants(spec, OUTPUT_PROBABILITIES))
        graph->probabilities = add_op(b, OP_SOFTMAX, "softmax", graph->logits, spec->classes);
}

static int count_blocks(const Spec *spec) {
    int blocks = 0;
    for (int s = 0; s < spec->stages; s++) blocks += spec->repeats[s];
    return blocks;
}

const Graph *graph_build(Arena *arena, const Spec *spec) {
    int blocks = count_blocks(spec);
    Graph *graph = arena_alloc(arena, sizeof *graph);
    Builder b = {
        .arena = arena,
        .spec = spec,
        .ops = arena_array(arena, Op, blocks * OPS_A_BLOCK + OPS_AROUND),
        .params = arena_array(arena, Param, blocks * PARAMS_A_BLOCK + PARAMS_AROUND),
        .stage = -1,
        .block = -1,
        .prefix = "",
    };
    int value = add_stem(&b, add_op(&b, OP_INPUT, "input", -1, spec->channels));
    graph->stem = value;
    for (int s = 0; s < spec->stages; s++) graph->stage_out[s] = value = add_stage(&b, value, s);
    for (int s = spec->stages; s < MAX_STAGES; s++) graph->stage_out[s] = -1;
    add_head(&b, graph, value);
    graph->spec = spec;
    graph->ops = b.ops;
    graph->op_count = b.op_count;
    graph->params = b.params;
    graph->param_count = b.param_count;
    for (int i = 0; i < spec->output_count; i++) graph->outputs[i] = output_value(graph, &spec->outputs[i]);
    return graph;
}
