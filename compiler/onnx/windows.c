/* windows.c: convolutions and pools of windows, with the padding that is written in them or stands in front.
 */
#include "parts.h"

#include <math.h>
#include <string.h>

enum { MOST_SIZE = 65536, MOST_KERNEL = 65536 };

/* ---- Padding ---- */

/* TensorFlow's: as many windows as there are strides; the odd pixel behind, or before. */
static void same_padding(Part *part, int axis, int size, bool lower) {
    int stride = part->stride[axis], span = (part->kernel[axis] - 1) * part->dilation[axis] + 1;
    int all = ((size + stride - 1) / stride - 1) * stride + span - size;
    if (all < 0) all = 0;
    part->before[axis] = lower ? all - all / 2 : all / 2;
    part->behind[axis] = all - part->before[axis];
}

/* False: numbers that no window has. */
static bool read_numbers(const OnnxNode *node, Part *part) {
    int64_t strides[2], dilations[2], pads[4];
    if (!attribute_ints(node, "strides", 2, strides, 1) ||
        !attribute_ints(node, "dilations", 2, dilations, 1) || !attribute_ints(node, "pads", 4, pads, 0))
        return false;
    for (int i = 0; i < 2; i++) {
        if (strides[i] < 1 || strides[i] > MOST_SIZE || dilations[i] < 1 || dilations[i] > MOST_SIZE ||
            pads[i] < 0 || pads[i] > MOST_SIZE || pads[i + 2] < 0 || pads[i + 2] > MOST_SIZE)
            return false;
        part->stride[i] = (int)strides[i];
        part->dilation[i] = (int)dilations[i];
        part->before[i] = (int)pads[i];
        part->behind[i] = (int)pads[i + 2];
    }
    return true;
}

/* As PyTorch counts: a window that would begin in the padding behind is none. */
static int window_count(const Part *part, int axis, int size, bool ceil_mode) {
    int64_t span = (int64_t)(part->kernel[axis] - 1) * part->dilation[axis] + 1, stride = part->stride[axis];
    int64_t room = (int64_t)size + part->before[axis] + part->behind[axis] - span;
    if (room < 0 && !(ceil_mode && room > -stride)) return 0;
    int64_t count = (ceil_mode ? room + stride - 1 : room) / stride + 1;
    if (ceil_mode && (count - 1) * stride >= size + part->before[axis]) count--;
    return count > MOST_SIZE ? 0 : (int)count;
}

/* Kernel set already. `value` may be padded: only pools ask with what. */
static bool read_windows(Reader *r, const OnnxNode *node, const Value *value, Part *part) {
    Shape from = r->parts[value->part].shape;
    bool upper = attribute_is(node, "auto_pad", "SAME_UPPER"),
         lower = attribute_is(node, "auto_pad", "SAME_LOWER");
    bool ceil_mode = attribute_int(node, "ceil_mode", 0) != 0;
    const int sizes[2] = { from.height, from.width };
    int *const counts[2] = { &part->shape.height, &part->shape.width };
    if (!read_numbers(node, part))
        return refuse_node(r->model, node,
                           "expected two strides and dilations of 1 or more and four pads of 0 or more");
    for (int i = 0; i < 2; i++) {
        int size = sizes[i] + value->before[i] + value->behind[i];
        if (upper || lower) same_padding(part, i, size, lower);
        if (attribute_is(node, "auto_pad", "VALID")) part->before[i] = part->behind[i] = 0;
        part->before[i] += value->before[i];
        part->behind[i] += value->behind[i];
        *counts[i] = window_count(part, i, sizes[i], ceil_mode);
        if (*counts[i] < 1)
            return refuse_node(r->model, node, "a kernel of %d does not fit into %d pixels", part->kernel[i],
                               size);
    }
    return true;
}

/* An image that may be padded, else settled. */
static Value *window_input(Reader *r, const OnnxNode *node) {
    Value *value = input_value(r, node, 0);
    bool computed = value && !value->constant;
    if (value && !computed) refuse_node(r->model, node, "expected an input that depends on the image");
    if (!computed || (value->pad == PAD_NONE && !settle(r, node, value))) return NULL;
    if (is_image(r, value)) return value;
    refuse_node(r->model, node, "expected [batch, channels, height, width], got %s in another order",
                shape_text(r->arena, value->dims, value->rank));
    return NULL;
}

static bool set_new(Reader *r, const OnnxNode *node, const Part *made) {
    int part = add_part(r, made->kind, node, made->in[0], made->shape);
    r->parts[part] = *made;
    return set_part(r, node, part);
}

static Part new_part(OpKind kind, const OnnxNode *node, int in, Shape shape) {
    return (Part){ .kind = kind, .node = node, .in = { in, -1 }, .shape = shape, .groups = 1 };
}

/* ---- A blur: the binomial 3x3 of each channel, perhaps with a norm folded into it ---- */

static bool is_binomial(const double *filter, double *scale) {
    static const double binomial[9] = { 1, 2, 1, 2, 4, 2, 1, 2, 1 };
    *scale = filter[4] * 4;
    for (int i = 0; i < 9; i++)
        if (fabs(filter[i] - *scale * binomial[i] / 16) > 1e-6 * fabs(*scale)) return false;
    return true;
}

static bool read_blur(Reader *r, const OnnxNode *node, const Tensor *weight, const Tensor *bias, Part *part) {
    int channels = part->shape.channels;
    const double *filters = tensor_doubles(r->model, weight), *shift = NULL;
    double *scale = arena_array(r->arena, double, channels);
    bool fits =
        part->groups == channels && part->kernel[0] == 3 && part->kernel[1] == 3 && weight->dims[1] == 1;
    bool scaled = false;
    for (int i = 0; i < 2; i++) fits = fits && part->before[i] == 1 && part->behind[i] == 1;
    for (int c = 0; fits && c < channels; c++) {
        fits = is_binomial(filters + (size_t)c * 9, &scale[c]);
        scaled = scaled || fabs(scale[c] - 1) > 1e-6;
    }
    if (!fits)
        return refuse_node(r->model, node,
                           "behind reflecting padding: expected a blur, [1 2 1] on both axes for "
                           "each channel");
    part->kind = OP_BLUR;
    int made = add_part(r, OP_BLUR, node, part->in[0], part->shape);
    r->parts[made] = *part;
    if (bias) shift = tensor_doubles(r->model, bias);
    if (scaled || shift) made = apply_affine(r, node, made, scaled ? scale : NULL, shift);
    return set_part(r, node, made);
}

/* ---- Convolutions ---- */

static bool check_weight(Reader *r, const OnnxNode *node, const Tensor *weight, int rank, int channels,
                         int64_t groups) {
    bool fits = weight->rank == rank && weight->type->convert && groups >= 1 && groups <= channels;
    for (int i = 0; fits && i < rank; i++) fits = weight->dims[i] >= 1 && weight->dims[i] <= MOST_KERNEL;
    fits =
        fits && weight->dims[1] * (size_t)groups == (size_t)channels && weight->dims[0] % (size_t)groups == 0;
    return fits ||
           refuse_node(r->model, node,
                       "expected floating-point filters of rank %d for %d channels in %lld groups, got %s",
                       rank, channels, (long long)groups, shape_text(r->arena, weight->dims, weight->rank));
}

static bool check_bias(Reader *r, const OnnxNode *node, const Tensor *bias, size_t count) {
    if (bias->rank == 1 && bias->dims[0] == count && bias->type->convert) return true;
    return refuse_node(r->model, node, "expected %zu floating-point biases, got %s", count,
                       shape_text(r->arena, bias->dims, bias->rank));
}

/* Along the channels of one pixel. */
static bool read_channel_conv(Reader *r, const OnnxNode *node, const Tensor *weight) {
    Value *value = input_value(r, node, 0);
    if (!value || !settle(r, node, value)) return false;
    Shape shape = r->parts[value->part].shape;
    bool vector = is_vector(&r->parts[value->part]) && value->rank == 3 && value->axis[2] == AXIS_C;
    int64_t pads[2], stride, dilation, kernel = (int64_t)weight->dims[2];
    bool fits = vector && weight->dims[0] == 1 && weight->dims[1] == 1 && kernel % 2 == 1 &&
                attribute_ints(node, "pads", 2, pads, 0) && pads[0] == kernel / 2 && pads[1] == kernel / 2 &&
                attribute_ints(node, "strides", 1, &stride, 1) && stride == 1 &&
                attribute_ints(node, "dilations", 1, &dilation, 1) && dilation == 1 && !*node_input(node, 2);
    if (!fits || kernel > 31)
        return refuse_node(r->model, node,
                           "expected one filter along the channels of one pixel, without a bias");
    Value result = *value;
    result.part = add_part(r, OP_CHANNEL_CONV, node, value->part, shape);
    r->parts[result.part].kernel[0] = r->parts[result.part].kernel[1] = (int)kernel;
    r->parts[result.part].param[ROLE_WEIGHT] = weight;
    return set_value(r, node, 0, result);
}

bool read_conv(Reader *r, const OnnxNode *node) {
    const Tensor *weight = input_constant(r, node, 1, "filters"), *bias = NULL;
    if (!weight) return false;
    if (weight->rank == 3) return read_channel_conv(r, node, weight);
    const Value *value = window_input(r, node);
    if (!value) return false;
    int channels = r->parts[value->part].shape.channels;
    int64_t groups = attribute_int(node, "group", 1);
    if (!check_weight(r, node, weight, 4, channels, groups)) return false;
    Part part = new_part(OP_CONV, node, value->part, (Shape){ (int)weight->dims[0], 0, 0 });
    for (int i = 0; i < 2; i++) part.kernel[i] = (int)weight->dims[2 + i];
    part.groups = (int)groups;
    if (*node_input(node, 2) &&
        (!(bias = input_constant(r, node, 2, "biases")) || !check_bias(r, node, bias, weight->dims[0])))
        return false;
    if (!read_windows(r, node, value, &part)) return false;
    if (value->pad == PAD_REFLECT) return read_blur(r, node, weight, bias, &part);
    if (value->pad == PAD_LOW) return refuse_node(r->model, node, "expected zeros around its input");
    part.param[ROLE_WEIGHT] = weight;
    part.param[ROLE_BIAS] = bias;
    return set_new(r, node, &part);
}

/* ---- Pools ---- */

static bool read_kernel(Reader *r, const OnnxNode *node, Part *part) {
    int64_t kernel[2];
    bool fits = attribute_ints(node, "kernel_shape", 2, kernel, 0);
    for (int i = 0; fits && i < 2; i++) {
        fits = kernel[i] >= 1 && kernel[i] <= MOST_KERNEL;
        part->kernel[i] = (int)kernel[i];
    }
    return fits || refuse_node(r->model, node, "expected a kernel_shape of two sizes");
}

static bool is_padded(const Part *part, const Value *value) {
    for (int i = 0; i < 2; i++)
        if (part->before[i] != value->before[i] || part->behind[i] != value->behind[i]) return true;
    return false;
}

static bool read_pool(Reader *r, const OnnxNode *node, OpKind kind, bool zeros_inside) {
    const Value *value = window_input(r, node);
    if (!value) return false;
    Part part = new_part(kind, node, value->part, r->parts[value->part].shape);
    if (!read_kernel(r, node, &part) || !read_windows(r, node, value, &part)) return false;
    part.zeros = value->pad == PAD_ZERO || zeros_inside;
    bool both = value->pad == PAD_ZERO && is_padded(&part, value) && !zeros_inside;
    bool fits =
        value->pad == PAD_NONE || value->pad == PAD_ZERO || (value->pad == PAD_LOW && kind == OP_MAX_POOL);
    if (both || !fits)
        return refuse_node(r->model, node,
                           "its padding and that of the Pad in front differ: expected one of them");
    return set_new(r, node, &part);
}

bool read_max_pool(Reader *r, const OnnxNode *node) { return read_pool(r, node, OP_MAX_POOL, false); }

bool read_average_pool(Reader *r, const OnnxNode *node) {
    return read_pool(r, node, OP_WINDOW_AVERAGE, attribute_int(node, "count_include_pad", 0) != 0);
}
