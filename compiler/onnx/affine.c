/* affine.c: a number a channel: a scale, a shift, a slope. */
#include "parts.h"

static double one_of(const double *numbers, size_t index, double otherwise) {
    return numbers ? numbers[index] : otherwise;
}

/* The norm behind one that was `from`: both are a scale and a shift. */
static bool compose(Reader *r, const Part *from, Part *to, const double *scale, const double *shift) {
    size_t channels = (size_t)from->shape.channels;
    double *scales = numbers_new(r->model, channels), *shifts = numbers_new(r->model, channels);
    if (!scales || !shifts) return false;
    for (size_t c = 0; c < channels; c++) {
        scales[c] = one_of(from->scale, c, 1) * one_of(scale, c, 1);
        shifts[c] = one_of(from->shift, c, 0) * one_of(scale, c, 1) + one_of(shift, c, 0);
    }
    to->scale = scales;
    to->shift = shifts;
    return true;
}

static const Tensor *channel_tensor(Reader *r, const double *numbers, int channels) {
    return tensor_of_doubles(r->model, numbers, 1, (size_t[]){ (size_t)channels });
}

int apply_affine(Reader *r, const OnnxNode *node, int part, const double *scale, const double *shift) {
    const Part from = r->parts[part];
    bool product = from.kind == OP_CONV || from.kind == OP_LINEAR;
    bool bias = product && !scale && !from.param[ROLE_BIAS], norm = from.affine || from.kind == OP_GROUP_NORM;
    int made = add_part(r, OP_NORM, node, part, from.shape);
    Part *to = &r->parts[made];
    if (bias || norm) *to = from;
    if (bias)
        to->param[ROLE_BIAS] = channel_tensor(r, shift, from.shape.channels);
    else if (!compose(r, norm ? &from : &(Part){ .shape = from.shape }, to, scale, shift))
        return -1;
    to->affine = !bias;
    return made;
}

/* Whether the constant, broadcast to the value, has a number a channel; or one for all. */
bool is_of_channels(const Reader *r, const Value *value, const Tensor *constant) {
    size_t channels = (size_t)r->parts[value->part].shape.channels;
    if (constant->rank > value->rank) return false;
    for (int i = 0; i < constant->rank; i++) {
        bool own = value->axis[i + value->rank - constant->rank] == AXIS_C && constant->dims[i] == channels;
        if (constant->dims[i] != 1 && !own) return false;
    }
    return true;
}

const double *channel_numbers(Reader *r, const Value *value, const Tensor *constant) {
    int channels = r->parts[value->part].shape.channels;
    const double *numbers = tensor_doubles(r->model, constant);
    if (!numbers || tensor_count(constant) == (size_t)channels) return numbers;
    double *all = numbers_new(r->model, (size_t)channels);
    for (int c = 0; all && c < channels; c++) all[c] = *numbers;
    return all;
}

bool read_prelu(Reader *r, const OnnxNode *node) {
    const Tensor *slopes = input_constant(r, node, 1, "slopes");
    Value *value = input_value(r, node, 0);
    if (!slopes || !value || !settle(r, node, value)) return false;
    Value result = *value;
    const double *numbers = is_of_channels(r, value, slopes) ? channel_numbers(r, value, slopes) : NULL;
    if (!numbers)
        return refuse_node(r->model, node, "expected a slope a channel, got %s",
                           shape_text(r->arena, slopes->dims, slopes->rank));
    Shape shape = r->parts[value->part].shape;
    result.part = add_part(r, OP_ACTIVATION, node, value->part, shape);
    r->parts[result.part].activation = ACTIVATION_PRELU;
    r->parts[result.part].param[ROLE_WEIGHT] = channel_tensor(r, numbers, shape.channels);
    return set_value(r, node, 0, result);
}
