/* conv.c: convolutions, the blurs among them, and the one along the channels of a pixel. */
#include "windows.h"

#include <math.h>

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
    double *scale = numbers_new(r->model, (size_t)channels);
    bool fits =
        part->groups == channels && part->kernel[0] == 3 && part->kernel[1] == 3 && weight->dims[1] == 1;
    bool scaled = false;
    if (!filters || !scale) return false;
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
    if (bias && !(shift = tensor_doubles(r->model, bias))) return false;
    if (scaled || shift) made = apply_affine(r, node, made, scaled ? scale : NULL, shift);
    return made >= 0 && set_part(r, node, made);
}

/* ---- Convolutions ---- */

static bool check_weight(Reader *r, const OnnxNode *node, const Tensor *weight, int rank, int channels,
                         int64_t groups) {
    bool fits = weight->rank == rank && weight->type->convert && groups >= 1 && groups <= channels;
    for (int i = 0; fits && i < rank; i++) fits = weight->dims[i] >= 1 && weight->dims[i] <= MOST_SIZE;
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
    Part part = window_part(OP_CONV, node, value->part, (Shape){ (int)weight->dims[0], 0, 0 });
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
    return set_window(r, node, &part);
}
