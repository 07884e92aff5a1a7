/* op.c: a row an operator: its shape, its multiply-adds, its definition, and what it does to random signals.
 */
#include "op.h"
#include "interp.h"

#include <math.h>

/* ---- Shapes ---- */

size_t shape_floats(Shape shape) {
    return (size_t)shape.channels * (size_t)shape.height * (size_t)shape.width;
}

static Shape same_shape(const Op *op, Shape in) {
    (void)op;
    return in;
}

static int ceil_divided(int a, int b) { return (a + b - 1) / b; }

static Windows same_windows(const Op *op, int size, int span) {
    int count = ceil_divided(size, op->stride), all = (count - 1) * op->stride + span - size;
    int padding = all > 0 ? all : 0;
    return (Windows){ count, padding / 2, padding - padding / 2 };
}

/* A window that would begin in the padding behind is none (PyTorch's ceil_mode). */
Windows op_windows(const Op *op, int size) {
    int span = (op->kernel - 1) * op->dilation + 1, room = size + op->padding + op->behind - span;
    if (op->same) return same_windows(op, size, span);
    if (room < 0 && !(op->ceil && room > -op->stride)) return (Windows){ 0, op->padding, op->behind };
    int count = (op->ceil ? ceil_divided(room + op->stride, op->stride) : room / op->stride + 1);
    if (op->ceil && (count - 1) * op->stride >= size + op->padding) count--;
    int behind = (count - 1) * op->stride + span - size - op->padding;
    return (Windows){ count, op->padding, behind > 0 ? behind : 0 };
}

static Shape window_shape(const Op *op, Shape in) {
    return (Shape){ op->out_channels, op_windows(op, in.height).count, op_windows(op, in.width).count };
}

static Shape strided_shape(const Op *op, Shape in) {
    return (Shape){ op->out_channels, ceil_divided(in.height, op->stride),
                    ceil_divided(in.width, op->stride) };
}

static Shape vector_shape(const Op *op, Shape in) {
    (void)in;
    return (Shape){ op->out_channels, 1, 1 };
}

/* ---- Multiply-adds ---- */

static double no_macs(const Op *op, Shape out) {
    (void)op, (void)out;
    return 0;
}

double op_fan_in(const Op *op) {
    if (op->kind == OP_CHANNEL_CONV) return op->kernel;
    return (double)(op->in_channels / op->groups) * op->kernel * op->kernel;
}

static double product_macs(const Op *op, Shape out) { return (double)shape_floats(out) * op_fan_in(op); }

static double channel_macs(const Op *op, Shape out) { return (double)out.channels * op->kernel; }

/* ---- E[x^2] of the result. All of it are binary fractions, hence exact: the same on every machine. ---- */

static double same_moment(const Signal *signal) { return signal->in[0]; }

static double product_moment(const Signal *signal) {
    return signal->gain * signal->in[0] * signal->scale * signal->scale;
}

/* With the ranges below: E[gamma^2] E[1 / variance] (1 + mean^2) + E[beta^2], rounded. */
static double norm_moment(const Signal *signal) { return 1.375 * signal->scale * signal->scale; }

/* Halves what lies around 0; a sum of earlier activations is hardly ever negative. */
static double kept_moment(const Signal *signal) {
    return signal->centred ? signal->in[0] * activation_row(signal->activation)->kept : signal->in[0];
}

/* The largest of nine. */
static double max_pool_moment(const Signal *signal) { return 2 * signal->in[0]; }

/* A gate lies around 1/2. */
static double gate_moment(const Signal *signal) { return 0.25 * signal->in[0]; }

static double sum_moment(const Signal *signal) { return signal->in[0] + signal->in[1]; }

/* ---- Random parameters ---- */

/* He et al., "Delving deep into rectifiers", 2015, equation 10, with the fan-in. */
static Distribution draw_product(const Op *op, ParamRole role, const Signal *signal) {
    if (role == ROLE_WEIGHT) return (Distribution){ .deviation = sqrt(2 / op_fan_in(op)) * signal->scale };
    return (Distribution){ -0.5 * signal->scale, 0.5 * signal->scale, 0 };
}

/* The running variance lies around what the norm's input will have. */
static Distribution draw_norm(const Op *op, ParamRole role, const Signal *signal) {
    (void)op;
    double scale = signal->scale, variance = signal->in[0];
    const Distribution distributions[ROLE_COUNT] = {
        [ROLE_WEIGHT] = { 0.5 * scale, 1.5 * scale, 0 },
        [ROLE_BIAS] = { -0.5 * scale, 0.5 * scale, 0 },
        [ROLE_MEAN] = { .deviation = sqrt(variance) / 4 },
        [ROLE_VARIANCE] = { 0.5 * variance, 1.5 * variance, 0 },
    };
    return distributions[role];
}

/* PReLU begins with 0.25 in PyTorch. */
static Distribution draw_slope(const Op *op, ParamRole role, const Signal *signal) {
    (void)op, (void)role, (void)signal;
    return (Distribution){ 0.0, 0.5, 0 };
}

/* ---- The rows ---- */

const Operator operators[OP_COUNT] = {
    [OP_INPUT] = { .name = "input",
                   .module = "",
                   .shape = same_shape,
                   .macs = no_macs,
                   .moment = same_moment },
    [OP_CONV] = { .name = "conv",
                  .module = "Conv2d",
                  .shape = window_shape,
                  .macs = product_macs,
                  .run = run_conv,
                  .moment = product_moment,
                  .draw = draw_product },
    [OP_NORM] = { .name = "norm",
                  .module = "BatchNorm2d",
                  .shape = same_shape,
                  .macs = no_macs,
                  .run = run_norm,
                  .moment = norm_moment,
                  .draw = draw_norm },
    [OP_GROUP_NORM] = { .name = "group_norm",
                        .module = "GroupNorm",
                        .shape = same_shape,
                        .macs = no_macs,
                        .run = run_group_norm,
                        .moment = norm_moment,
                        .draw = draw_norm },
    [OP_ACTIVATION] = { .name = "activation",
                        .module = "Activation", /* or rather what its own row says */
                        .shape = same_shape,
                        .macs = no_macs,
                        .run = run_activation,
                        .moment = kept_moment,
                        .draw = draw_slope },
    [OP_MAX_POOL] = { .name = "max_pool",
                      .module = "MaxPool2d",
                      .shape = window_shape,
                      .macs = no_macs,
                      .run = run_max_pool,
                      .moment = max_pool_moment },
    [OP_WINDOW_AVERAGE] = { .name = "window_average",
                            .module = "AvgPool2d",
                            .shape = window_shape,
                            .macs = no_macs,
                            .run = run_window_average,
                            .moment = same_moment },
    [OP_BLUR] = { .name = "blur",
                  .module = "BlurPool2d",
                  .shape = window_shape,
                  .macs = no_macs,
                  .run = run_blur,
                  .moment = same_moment },
    [OP_ADD] = { .name = "add",
                 .module = "",
                 .shape = same_shape,
                 .macs = no_macs,
                 .run = run_add,
                 .moment = sum_moment },
    [OP_GATE] = { .name = "gate",
                  .module = "",
                  .shape = same_shape,
                  .macs = no_macs,
                  .run = run_gate,
                  .moment = gate_moment },
    [OP_ZERO_PAD] = { .name = "zero_pad",
                      .module = "",
                      .shape = strided_shape,
                      .macs = no_macs,
                      .run = run_zero_pad,
                      .moment = same_moment },
    [OP_AVERAGE_POOL] = { .name = "average_pool",
                          .module = "AdaptiveAvgPool2d",
                          .vector = true,
                          .shape = vector_shape,
                          .macs = no_macs,
                          .run = run_average_pool,
                          .moment = same_moment },
    [OP_GLOBAL_MAX] = { .name = "global_max",
                        .module = "AdaptiveMaxPool2d",
                        .vector = true,
                        .shape = vector_shape,
                        .macs = no_macs,
                        .run = run_global_max,
                        .moment = max_pool_moment },
    [OP_AVERAGE_MAX] = { .name = "average_max",
                         .module = "AdaptiveAvgMaxPool2d",
                         .vector = true,
                         .shape = vector_shape,
                         .macs = no_macs,
                         .run = run_average_max,
                         .moment = same_moment },
    [OP_AVERAGE_AND_MAX] = { .name = "average_and_max",
                             .module = "AdaptiveCatAvgMaxPool2d",
                             .vector = true,
                             .shape = vector_shape,
                             .macs = no_macs,
                             .run = run_average_and_max,
                             .moment = same_moment },
    [OP_LINEAR] = { .name = "linear",
                    .module = "Linear",
                    .vector = true,
                    .shape = vector_shape,
                    .macs = product_macs,
                    .run = run_linear,
                    .moment = product_moment,
                    .draw = draw_product },
    [OP_CHANNEL_CONV] = { .name = "channel_conv",
                          .module = "Conv1d",
                          .vector = true,
                          .shape = same_shape,
                          .macs = channel_macs,
                          .run = run_channel_conv,
                          .moment = product_moment,
                          .draw = draw_product },
    [OP_SOFTMAX] = { .name = "softmax",
                     .module = "",
                     .vector = true,
                     .shape = same_shape,
                     .macs = no_macs,
                     .run = run_softmax,
                     .moment = same_moment },
};
