/* interp.c: the reference interpreter: the Graph evaluated operator by operator in double precision.
 *
 * Everything emitted is held against it, so it shares no code with the emitters, fuses nothing and reorders
 * nothing. Its loops are the definitions of the operators; the one concession to speed is that a
 * convolution's innermost loop runs along a row with a fixed weight. */
#include "graph.h"

#include <assert.h>
#include <math.h>

typedef struct {
    const Graph *graph;
    const Shape *shapes;
    const float *const *parameters; /* [param] */
} Network;

/* The parameter of an operator in a role. Only a bias may be absent: NULL. */
static const float *parameter(const Network *net, const Op *op, ParamRole role) {
    int index = op->param[role];
    const float *data = index < 0 ? NULL : net->parameters[index];
    assert(data || role == ROLE_BIAS);
    return data;
}

static size_t plane_size(Shape shape) { return (size_t)shape.height * (size_t)shape.width; }

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

/* out[y][x] += weight * in[y * stride + ky - padding][x * stride + kx - padding], zero outside of `in`. */
static void add_tap(double *out, Shape to, const double *in, Shape from, const Op *op, int ky, int kx,
                    double weight) {
    int shift_y = ky - op->padding, shift_x = kx - op->padding;
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
                           const float *kernel) {
    if (op->kernel == 1 && op->stride == 1 && op->padding == 0) {
        add_scaled(out, in, (int)plane_size(to), 1, kernel[0]);
        return;
    }
    for (int ky = 0; ky < op->kernel; ky++) {
        for (int kx = 0; kx < op->kernel; kx++) {
            add_tap(out, to, in, from, op, ky, kx, kernel[ky * op->kernel + kx]);
        }
    }
}

static void run_conv(const Network *net, const Op *op, double *out, Shape to, const double *in, Shape from) {
    const float *weight = parameter(net, op, ROLE_WEIGHT), *bias = parameter(net, op, ROLE_BIAS);
    int group_in = op->in_channels / op->groups, group_out = op->out_channels / op->groups;
    size_t taps = (size_t)op->kernel * (size_t)op->kernel;
    for (int o = 0; o < op->out_channels; o++) {
        double *plane = out + (size_t)o * plane_size(to);
        const double *group = in + (size_t)(o / group_out) * (size_t)group_in * plane_size(from);
        for (size_t i = 0; i < plane_size(to); i++) plane[i] = bias ? bias[o] : 0.0;
        for (int i = 0; i < group_in; i++) {
            convolve_plane(plane, to, group + (size_t)i * plane_size(from), from, op, weight);
            weight += taps;
        }
    }
}

/* ---- The other operators, of one image each ---- */

static void run_norm(const Network *net, const Op *op, double *out, Shape shape, const double *in) {
    const float *gamma = parameter(net, op, ROLE_WEIGHT), *beta = parameter(net, op, ROLE_BIAS);
    const float *mean = parameter(net, op, ROLE_MEAN), *variance = parameter(net, op, ROLE_VARIANCE);
    size_t plane = plane_size(shape);
    for (int c = 0; c < shape.channels; c++, out += plane, in += plane) {
        double deviation = sqrt((double)variance[c] + net->graph->spec->eps);
        for (size_t i = 0; i < plane; i++) out[i] = (in[i] - mean[c]) / deviation * gamma[c] + beta[c];
    }
}

static void run_activation(const Op *op, double *out, size_t count, const double *in) {
    double (*exact)(double) = activation_row(op->activation)->exact;
    for (size_t i = 0; i < count; i++) out[i] = exact(in[i]);
}

static void run_add(double *out, size_t count, const double *a, const double *b) {
    for (size_t i = 0; i < count; i++) out[i] = a[i] + b[i];
}

/* The largest of a window that begins at (top, left), perhaps outside: what lies there counts as -infinity.
 */
static double window_maximum(const double *in, Shape from, int top, int left, int kernel) {
    double largest = -INFINITY;
    for (int y = top; y < top + kernel; y++) {
        for (int x = left; x < left + kernel; x++) {
            if (y < 0 || y >= from.height || x < 0 || x >= from.width) continue;
            double value = in[(ptrdiff_t)y * from.width + x];
            if (isnan(value)) return value;
            if (value > largest) largest = value;
        }
    }
    return largest;
}

static void run_max_pool(const Op *op, double *out, Shape to, const double *in, Shape from) {
    for (int c = 0; c < to.channels; c++, in += plane_size(from)) {
        for (int y = 0; y < to.height; y++) {
            int top = y * op->stride - op->padding;
            for (int x = 0; x < to.width; x++) {
                *out++ = window_maximum(in, from, top, x * op->stride - op->padding, op->kernel);
            }
        }
    }
}

static void run_average_pool(double *out, const double *in, Shape from) {
    for (int c = 0; c < from.channels; c++, in += plane_size(from)) {
        double sum = 0.0;
        for (size_t i = 0; i < plane_size(from); i++) sum += in[i];
        out[c] = sum / (double)plane_size(from);
    }
}

static void run_linear(const Network *net, const Op *op, double *out, const double *in) {
    const float *weight = parameter(net, op, ROLE_WEIGHT), *bias = parameter(net, op, ROLE_BIAS);
    for (int o = 0; o < op->out_channels; o++) {
        double sum = bias ? bias[o] : 0.0;
        for (int i = 0; i < op->in_channels; i++) sum += in[i] * *weight++;
        out[o] = sum;
    }
}

static void run_softmax(double *out, size_t count, const double *in) {
    double largest = in[0], sum = 0.0;
    for (size_t i = 1; i < count; i++) largest = fmax(largest, in[i]);
    for (size_t i = 0; i < count; i++) sum += exp(in[i] - largest);
    for (size_t i = 0; i < count; i++) out[i] = exp(in[i] - largest) / sum;
}

/* ---- The walk ---- */

/* One image of value `v`; a, b: the same image of the values that it reads. */
static void run_op(const Network *net, int v, double *out, const double *a, const double *b) {
    const Op *op = &net->graph->ops[v];
    Shape to = net->shapes[v], from = net->shapes[op->in[0]];
    switch (op->kind) {
    case OP_CONV:
        run_conv(net, op, out, to, a, from);
        break;
    case OP_NORM:
        run_norm(net, op, out, to, a);
        break;
    case OP_ACTIVATION:
        run_activation(op, out, shape_floats(to), a);
        break;
    case OP_MAX_POOL:
        run_max_pool(op, out, to, a, from);
        break;
    case OP_ADD:
        run_add(out, shape_floats(to), a, b);
        break;
    case OP_AVERAGE_POOL:
        run_average_pool(out, a, from);
        break;
    case OP_LINEAR:
        run_linear(net, op, out, a);
        break;
    case OP_SOFTMAX:
        run_softmax(out, shape_floats(to), a);
        break;
    case OP_INPUT:
        assert(!"an input reads nothing");
        break;
    }
}

static const double *widen(Arena *arena, const float *values, size_t count) {
    double *wide = arena_array(arena, double, count);
    for (size_t i = 0; i < count; i++) wide[i] = values[i];
    return wide;
}

/* Image `image` of value `v`; NULL for v -1. */
static const double *image_of(const Network *net, const double *const *values, int v, int image) {
    return v < 0 ? NULL : values[v] + (size_t)image * shape_floats(net->shapes[v]);
}

const double *const *interpret(Arena *arena, const Graph *graph, const Shape *shapes,
                               const float *const *parameters, const float *input) {
    Network net = { graph, shapes, parameters };
    const double **values = arena_array(arena, const double *, graph->op_count);
    int batch = graph->spec->batch;
    for (int v = 0; v < graph->op_count; v++) {
        const Op *op = &graph->ops[v];
        size_t size = shape_floats(shapes[v]);
        if (op->kind == OP_INPUT) {
            values[v] = widen(arena, input, (size_t)batch * size);
            continue;
        }
        double *out = arena_array(arena, double, (size_t)batch *size);
        for (int image = 0; image < batch; image++) {
            run_op(&net, v, out + (size_t)image * size, image_of(&net, values, op->in[0], image),
                   image_of(&net, values, op->in[1], image));
        }
        values[v] = out;
    }
    return values;
}
