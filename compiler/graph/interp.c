/* interp.c: the reference interpreter: the Graph evaluated operator by operator in double precision.
 *
 * Everything emitted is held against it, so it shares no code with the emitters, fuses nothing and reorders
 * nothing. Its loops are the definitions of the operators; the one concession to speed is that a
 * convolution's innermost loop runs along a row with a fixed weight. */
#include "interp.h"
#include "graph.h"

#include <assert.h>
#include <math.h>

/* ---- Convolution ---- */

/* The half-open range of outputs whose input, output * stride + shift, lies in [0, size). */
typedef struct {
    int begin, end;
} Range;

static Range inside(int outputs, int size, int stride, int shift) {
    int begin = shift < 0 ? (-shift + stride - 1) / stride : 0;
    int end = shift < size ? (size - 1 - shift) / stride + 1 : 0;
    return (Range){ begin, end < outputs ? end : outputs };
}

static void add_scaled(double *restrict out, const double *restrict in, int count, int stride,
                       double weight) {
    if (stride == 1) {
        for (int i = 0; i < count; i++) out[i] += weight * in[i];
    } else {
        for (int i = 0; i < count; i++) out[i] += weight * in[(ptrdiff_t)i * stride];
    }
}

/* out[y][x] += weight * in[y * stride + ky * dilation - before][...], zero outside of `in`. */
static void add_tap(double *out, Shape to, const double *in, Shape from, const Op *op, int ky, int kx,
                    double weight) {
    int shift_y = ky * op->dilation - op_windows(op, from.height).before;
    int shift_x = kx * op->dilation - op_windows(op, from.width).before;
    Range rows = inside(to.height, from.height, op->stride, shift_y);
    Range columns = inside(to.width, from.width, op->stride, shift_x);
    int count = columns.end - columns.begin;
    if (count <= 0) return;
    for (int y = rows.begin; y < rows.end; y++) {
        const double *row = in + (ptrdiff_t)(y * op->stride + shift_y) * from.width;
        add_scaled(out + (ptrdiff_t)y * to.width + columns.begin, row + columns.begin * op->stride + shift_x,
                   count, op->stride, weight);
    }
}

/* One output channel from one input channel; `kernel` is [kernel][kernel]. */
static void convolve_plane(double *out, Shape to, const double *in, Shape from, const Op *op,
                           const double *kernel) {
    if (op->kernel == 1 && op->stride == 1 && op->padding == 0 && op->behind == 0) {
        add_scaled(out, in, (int)plane_size(to), 1, kernel[0]);
        return;
    }
    for (int ky = 0; ky < op->kernel; ky++) {
        for (int kx = 0; kx < op->kernel; kx++) {
            add_tap(out, to, in, from, op, ky, kx, kernel[ky * op->kernel + kx]);
        }
    }
}

/* The filter of an output channel is (weight - mean) * scale: 0 and 1, or what standardises it. */
typedef struct {
    double mean, scale;
} Standard;

/* Qiao et al. 2019: less its mean, over the root of its variance and eps. */
static Standard standard_of(const Op *op, const float *filter, size_t count) {
    double mean = 0, variance = 0;
    if (op->eps < 0) return (Standard){ 0, 1 };
    for (size_t i = 0; i < count; i++) mean += filter[i] / (double)count;
    for (size_t i = 0; i < count; i++) variance += (filter[i] - mean) * (filter[i] - mean) / (double)count;
    return (Standard){ mean, 1 / sqrt(variance + op->eps) };
}

enum { MAX_TAPS = 31 * 31 };

static const double *taps_of(const Standard *standard, const float *weight, size_t count, double *taps) {
    for (size_t i = 0; i < count; i++) taps[i] = (weight[i] - standard->mean) * standard->scale;
    return taps;
}

void run_conv(const Operands *args, double *out) {
    const Op *op = args->op;
    Shape to = args->to, from = args->from;
    const double *in = args->in[0];
    const float *weight = args->parameter[ROLE_WEIGHT], *bias = args->parameter[ROLE_BIAS];
    int group_in = op->in_channels / op->groups, group_out = op->out_channels / op->groups;
    size_t taps = (size_t)op->kernel * (size_t)op->kernel;
    double kernel[MAX_TAPS] = { 0 };
    assert(taps <= MAX_TAPS);
    for (int o = 0; o < op->out_channels; o++) {
        double *plane = out + (size_t)o * plane_size(to);
        const double *group = in + (size_t)(o / group_out) * (size_t)group_in * plane_size(from);
        const Standard standard = standard_of(op, weight, (size_t)group_in * taps);
        for (size_t i = 0; i < plane_size(to); i++) plane[i] = bias ? bias[o] : 0.0;
        for (int i = 0; i < group_in; i++, weight += taps)
            convolve_plane(plane, to, group + (size_t)i * plane_size(from), from, op,
                           taps_of(&standard, weight, taps, kernel));
    }
}

/* ---- The other operators, of one image each ---- */

void run_norm(const Operands *args, double *out) {
    const float *gamma = args->parameter[ROLE_WEIGHT], *beta = args->parameter[ROLE_BIAS];
    const float *mean = args->parameter[ROLE_MEAN], *variance = args->parameter[ROLE_VARIANCE];
    const double *in = args->in[0];
    Shape shape = args->to;
    size_t plane = plane_size(shape);
    for (int c = 0; c < shape.channels; c++, out += plane, in += plane) {
        double deviation = sqrt((double)variance[c] + args->op->eps);
        double scale = gamma ? gamma[c] : 1, shift = beta ? beta[c] : 0;
        for (size_t i = 0; i < plane; i++) out[i] = (in[i] - mean[c]) / deviation * scale + shift;
    }
}

/* Wu, He 2018: each group of channels of an image by its own mean and variance. */
void run_group_norm(const Operands *args, double *out) {
    const float *gamma = args->parameter[ROLE_WEIGHT], *beta = args->parameter[ROLE_BIAS];
    const double *in = args->in[0];
    size_t plane = plane_size(args->to), channels = (size_t)(args->to.channels / args->op->groups);
    size_t count = plane * channels;
    for (size_t g = 0; g < (size_t)args->op->groups; g++, in += count, out += count) {
        double mean = 0, variance = 0;
        for (size_t i = 0; i < count; i++) mean += in[i] / (double)count;
        for (size_t i = 0; i < count; i++) variance += (in[i] - mean) * (in[i] - mean) / (double)count;
        double deviation = sqrt(variance + args->op->eps);
        for (size_t i = 0; i < count; i++) {
            size_t c = g * channels + i / plane;
            out[i] = (in[i] - mean) / deviation * (gamma ? gamma[c] : 1) + (beta ? beta[c] : 0);
        }
    }
}

void run_activation(const Operands *args, double *out) {
    double (*exact)(double x, double slope) = activation_row(args->op->activation)->exact;
    const float *slope = args->parameter[ROLE_WEIGHT];
    size_t count = shape_floats(args->to), plane = plane_size(args->to);
    for (size_t i = 0; i < count; i++)
        out[i] = exact(args->in[0][i], slope ? slope[i / plane] : args->op->slope);
}

void run_add(const Operands *args, double *out) {
    size_t count = shape_floats(args->to);
    const double *a = args->in[0], *b = args->in[1];
    for (size_t i = 0; i < count; i++) out[i] = a[i] + b[i];
}

void run_gate(const Operands *args, double *out) {
    size_t count = shape_floats(args->to), plane = plane_size(args->to);
    for (size_t i = 0; i < count; i++) out[i] = args->in[0][i] * args->in[1][i / plane];
}

void run_linear(const Operands *args, double *out) {
    const Op *op = args->op;
    const double *in = args->in[0];
    const float *weight = args->parameter[ROLE_WEIGHT], *bias = args->parameter[ROLE_BIAS];
    for (int o = 0; o < op->out_channels; o++) {
        double sum = bias ? bias[o] : 0.0;
        for (int i = 0; i < op->in_channels; i++) sum += in[i] * *weight++;
        out[o] = sum;
    }
}

/* Across the channels of a vector, zeros beside them (Wang et al. 2020, ECA). */
void run_channel_conv(const Operands *args, double *out) {
    int channels = args->to.channels, kernel = args->op->kernel;
    for (int c = 0; c < channels; c++) {
        out[c] = 0;
        for (int k = 0; k < kernel; k++) {
            int from = c + k - kernel / 2;
            if (from >= 0 && from < channels) out[c] += args->in[0][from] * args->parameter[ROLE_WEIGHT][k];
        }
    }
}

void run_softmax(const Operands *args, double *out) {
    size_t count = shape_floats(args->to);
    const double *in = args->in[0];
    double largest = in[0], sum = 0.0;
    for (size_t i = 1; i < count; i++) largest = fmax(largest, in[i]);
    for (size_t i = 0; i < count; i++) sum += exp(in[i] - largest);
    for (size_t i = 0; i < count; i++) out[i] = exp(in[i] - largest) / sum;
}

/* ---- The walk ---- */

static const double *widen(Arena *arena, const float *values, size_t count) {
    double *wide = arena_array(arena, double, count);
    for (size_t i = 0; i < count; i++) wide[i] = values[i];
    return wide;
}

typedef struct {
    const Graph *graph;
    const Shape *shapes;
    const float *const *parameters; /* [param] */
    const double **values;          /* [value], all images */
} Network;

/* What operator v computes an image with. */
static Operands operands_of(const Network *net, int v, int image) {
    const Op *op = &net->graph->ops[v];
    Operands args = { .op = op, .from = net->shapes[op->in[0]], .to = net->shapes[v] };
    for (int i = 0; i < COUNT_OF(op->in); i++)
        if (op->in[i] >= 0)
            args.in[i] = net->values[op->in[i]] + (size_t)image * shape_floats(net->shapes[op->in[i]]);
    for (ParamRole role = 0; role < ROLE_COUNT; role++) {
        if (op->param[role] < 0) continue;
        args.parameter[role] = net->parameters[op->param[role]];
        assert(args.parameter[role] || role == ROLE_BIAS || op->kind != OP_CONV);
    }
    return args;
}

static const double *run_op(Arena *arena, const Network *net, int v) {
    int batch = net->graph->spec->batch;
    size_t size = shape_floats(net->shapes[v]);
    double *out = arena_array(arena, double, (size_t)batch *size);
    for (int image = 0; image < batch; image++) {
        const Operands args = operands_of(net, v, image);
        operators[net->graph->ops[v].kind].run(&args, out + (size_t)image * size);
    }
    return out;
}

const double *const *interpret(Arena *arena, const Graph *graph, const Shape *shapes,
                               const float *const *parameters, const float *input) {
    const Network net = { graph, shapes, parameters, arena_array(arena, const double *, graph->op_count) };
    size_t inputs = (size_t)graph->spec->batch * shape_floats(shapes[0]);
    for (int v = 0; v < graph->op_count; v++)
        net.values[v] = graph->ops[v].kind == OP_INPUT ? widen(arena, input, inputs) : run_op(arena, &net, v);
    return net.values;
}
