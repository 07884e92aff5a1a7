/* builder.c: operators and their parameters, one at a time. */
#include "builder.h"

#include <limits.h>

int channels_of(const Builder *b, int value) { return b->ops[value].out_channels; }

Shape value_shape(Builder *b, int value) {
    Shape input = { b->spec->channels, b->spec->height, b->spec->width };
    for (; b->shape_count <= value; b->shape_count++) {
        const Op *op = &b->ops[b->shape_count];
        b->shapes[b->shape_count] =
            operators[op->kind].shape(op, op->in[0] < 0 ? input : b->shapes[op->in[0]]);
    }
    return b->shapes[value];
}

int add_op(Builder *b, OpKind kind, const char *name, int in, int out_channels) {
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
        .dilation = 1,
        .groups = 1,
        .eps = -1,
        .param = { -1, -1, -1, -1 },
    };
    return value;
}

int add_binary(Builder *b, OpKind kind, const char *name, int first, int second) {
    int value = add_op(b, kind, name, first, channels_of(b, first));
    b->ops[value].in[1] = second;
    return value;
}

static Param *add_param(Builder *b, int op, ParamRole role, const char *suffix, int rank, const int *dims) {
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
    return param;
}

/* ---- Windows ---- */

int add_window(Builder *b, OpKind kind, const char *name, int in, int kernel, int stride, int padding) {
    int value = add_op(b, kind, name, in, channels_of(b, in));
    Op *op = &b->ops[value];
    op->kernel = kernel;
    op->stride = stride;
    op->padding = op->behind = padding;
    return value;
}

int add_conv(Builder *b, const char *name, int in, ConvShape shape) {
    const int *count = &shape.out_channels;
    int value = add_op(b, OP_CONV, name, in, shape.out_channels);
    Op *op = &b->ops[value];
    op->kernel = shape.kernel;
    op->stride = shape.stride;
    op->dilation = shape.dilation;
    op->padding = op->behind = shape.kernel / 2 * shape.dilation;
    op->same = b->spec->same_padding;
    op->groups = shape.groups;
    op->eps = b->spec->standardized;
    add_param(b, value, ROLE_WEIGHT, "weight", 4,
              (int[]){ shape.out_channels, op->in_channels / shape.groups, shape.kernel, shape.kernel });
    add_param(b, value, ROLE_BIAS, "bias", 1, count)->optional = b->spec->norm != NORM_NONE;
    return value;
}

/* ---- Norms, activations ---- */

int add_norm(Builder *b, const char *name, int in) {
    static const char *const suffixes[ROLE_COUNT] = { "weight", "bias", "running_mean", "running_var" };
    if (b->spec->norm == NORM_NONE) return in;
    bool group = b->spec->norm == NORM_GROUP;
    int channels = channels_of(b, in);
    int value = add_op(b, group ? OP_GROUP_NORM : OP_NORM, name, in, channels);
    b->ops[value].eps = b->spec->eps;
    if (group) b->ops[value].groups = b->spec->norm_groups;
    for (ParamRole role = 0; role <= (group ? ROLE_BIAS : ROLE_VARIANCE); role++)
        add_param(b, value, role, suffixes[role], 1, &channels)->omissible = role <= ROLE_BIAS;
    return value;
}

int add_conv_norm(Builder *b, const char *conv, const char *norm, int in, ConvShape shape) {
    return add_norm(b, norm, add_conv(b, conv, in, shape));
}

int add_activation(Builder *b, const char *name, int in) {
    int channels = channels_of(b, in), value = add_op(b, OP_ACTIVATION, name, in, channels);
    b->ops[value].activation = b->spec->activation;
    b->ops[value].slope = b->spec->slope;
    if (b->spec->activation == ACTIVATION_PRELU) add_param(b, value, ROLE_WEIGHT, "weight", 1, &channels);
    return value;
}

const char *activation_name(const Builder *b, int index, bool is_last) {
    if (b->spec->activation != ACTIVATION_RELU) return arena_printf(b->arena, "act%d", index);
    return is_last ? "relu" : arena_printf(b->arena, "relu%d", index);
}

/* ---- Linear ---- */

/* Of more numbers than an int counts there is no value: shape_infer() says so. */
static int number_count(Shape shape) {
    size_t count = shape_floats(shape);
    return count > INT_MAX ? INT_MAX : (int)count;
}

/* as_conv: a 1x1 convolution of one pixel in PyTorch. */
int add_linear(Builder *b, const char *name, int in, int out_channels, bool as_conv) {
    int count = number_count(value_shape(b, in)), value = add_op(b, OP_LINEAR, name, in, out_channels);
    b->ops[value].in_channels = count;
    add_param(b, value, ROLE_WEIGHT, "weight", as_conv ? 4 : 2, (int[]){ out_channels, count, 1, 1 });
    add_param(b, value, ROLE_BIAS, "bias", 1, &out_channels)->omissible = true;
    return value;
}

int add_channel_conv(Builder *b, const char *name, int in, int kernel) {
    int value = add_op(b, OP_CHANNEL_CONV, name, in, channels_of(b, in));
    b->ops[value].kernel = kernel;
    add_param(b, value, ROLE_WEIGHT, "weight", 3, (int[]){ 1, 1, kernel });
    return value;
}
