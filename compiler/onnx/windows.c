/* windows.c: convolutions and pools of windows, with the padding that is written in them or stands in front.
 */
#include "windows.h"

/* ---- Padding ---- */

/* TensorFlow's: as many windows as there are strides; the odd pixel behind, or before. False: too many. */
static bool same_padding(Part *part, int axis, int size, bool lower) {
    int64_t stride = part->stride[axis], span = (int64_t)(part->kernel[axis] - 1) * part->dilation[axis] + 1;
    int64_t all = ((size + stride - 1) / stride - 1) * stride + span - size;
    if (all > MOST_SIZE) return false;
    int pixels = all < 0 ? 0 : (int)all;
    part->before[axis] = lower ? pixels - pixels / 2 : pixels / 2;
    part->behind[axis] = pixels - part->before[axis];
    return true;
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
bool read_windows(Reader *r, const OnnxNode *node, const Value *value, Part *part) {
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
        if ((upper || lower) && !same_padding(part, i, size, lower))
            return refuse_node(r->model, node, "expected windows of %d pixels or less", MOST_SIZE);
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
Value *window_input(Reader *r, const OnnxNode *node) {
    Value *value = input_value(r, node, 0);
    bool computed = value && !value->constant;
    if (value && !computed) refuse_node(r->model, node, "expected an input that depends on the image");
    if (!computed || (value->pad == PAD_NONE && !settle(r, node, value))) return NULL;
    if (is_image(r, value)) return value;
    refuse_node(r->model, node, "expected [batch, channels, height, width], got %s in another order",
                shape_text(r->arena, value->dims, value->rank));
    return NULL;
}

bool set_window(Reader *r, const OnnxNode *node, const Part *made) {
    int part = add_part(r, made->kind, node, made->in[0], made->shape);
    r->parts[part] = *made;
    return set_part(r, node, part);
}

Part window_part(OpKind kind, const OnnxNode *node, int in, Shape shape) {
    return (Part){ .kind = kind, .node = node, .in = { in, -1 }, .shape = shape, .groups = 1 };
}

/* ---- Pools ---- */

static bool read_kernel(Reader *r, const OnnxNode *node, Part *part) {
    int64_t kernel[2];
    bool fits = attribute_ints(node, "kernel_shape", 2, kernel, 0);
    for (int i = 0; fits && i < 2; i++) {
        fits = kernel[i] >= 1 && kernel[i] <= MOST_SIZE;
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
    Part part = window_part(kind, node, value->part, r->parts[value->part].shape);
    if (!read_kernel(r, node, &part) || !read_windows(r, node, value, &part)) return false;
    part.zeros = value->pad == PAD_ZERO || zeros_inside;
    bool both = value->pad == PAD_ZERO && is_padded(&part, value) && !zeros_inside;
    bool fits =
        value->pad == PAD_NONE || value->pad == PAD_ZERO || (value->pad == PAD_LOW && kind == OP_MAX_POOL);
    if (both || !fits)
        return refuse_node(r->model, node,
                           "its padding and that of the Pad in front differ: expected one of them");
    return set_window(r, node, &part);
}

bool read_max_pool(Reader *r, const OnnxNode *node) { return read_pool(r, node, OP_MAX_POOL, false); }

bool read_average_pool(Reader *r, const OnnxNode *node) {
    return read_pool(r, node, OP_WINDOW_AVERAGE, attribute_int(node, "count_include_pad", 0) != 0);
}
