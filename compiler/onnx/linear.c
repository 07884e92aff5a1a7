/* linear.c: fully connected layers, and what makes probabilities of them. */
#include "parts.h"

enum { MOST_FEATURES = 1000000 };

static bool set_linear(Reader *r, const OnnxNode *node, int in, const Tensor *weight, const Tensor *bias,
                       bool transposed) {
    size_t features = weight->dims[transposed], inputs = weight->dims[!transposed];
    if (inputs != shape_floats(r->parts[in].shape) || features < 1 || features > MOST_FEATURES)
        return refuse_node(r->model, node, "expected a weight for %zu inputs, got %s",
                           shape_floats(r->parts[in].shape),
                           shape_text(r->arena, weight->dims, weight->rank));
    int part = add_part(r, OP_LINEAR, node, in, (Shape){ (int)features, 1, 1 });
    r->parts[part].param[ROLE_WEIGHT] = weight;
    r->parts[part].param[ROLE_BIAS] = bias;
    r->parts[part].transposed = transposed;
    Value value = image_value(r, part);
    value.rank = 2;
    return set_value(r, node, 0, value);
}

static const Tensor *weight_input(Reader *r, const OnnxNode *node) {
    const Tensor *weight = input_constant(r, node, 1, "weights");
    if (!weight || (weight->rank == 2 && weight->type->convert)) return weight;
    refuse_node(r->model, node, "expected floating-point weights of rank 2, got %s",
                shape_text(r->arena, weight->dims, weight->rank));
    return NULL;
}

bool read_matmul(Reader *r, const OnnxNode *node) {
    const Tensor *weight = weight_input(r, node);
    int in = weight ? input_row(r, node, 0) : -1;
    return in >= 0 && set_linear(r, node, in, weight, NULL, true);
}

/* C, where it is one number, is the bias of all; of [1, features], too. */
static const Tensor *gemm_bias(Reader *r, const OnnxNode *node, size_t features) {
    const Tensor *bias = input_constant(r, node, 2, "biases");
    bool last = bias && bias->rank >= 1 && bias->rank <= 2 && bias->dims[bias->rank - 1] == features;
    if (!bias || (last && tensor_count(bias) == features && bias->type->convert)) return bias;
    refuse_node(r->model, node, "expected %zu floating-point biases, got %s", features,
                shape_text(r->arena, bias->dims, bias->rank));
    return NULL;
}

bool read_gemm(Reader *r, const OnnxNode *node) {
    const Tensor *weight = weight_input(r, node), *bias = NULL;
    int in = weight ? input_row(r, node, 0) : -1;
    bool transposed = !attribute_int(node, "transB", 0);
    if (in < 0) return false;
    if (attribute_float(node, "alpha", 1) != 1 || attribute_float(node, "beta", 1) != 1 ||
        attribute_int(node, "transA", 0))
        return refuse_node(r->model, node, "expected alpha 1, beta 1 and transA 0");
    if (*node_input(node, 2) && !(bias = gemm_bias(r, node, weight->dims[transposed]))) return false;
    return set_linear(r, node, in, weight, bias, transposed);
}

/* Over all axes from this one on before operator set 13, over this one since. */
bool read_softmax(Reader *r, const OnnxNode *node) {
    Value *value = input_value(r, node, 0);
    if (!value || !settle(r, node, value)) return false;
    int64_t axis = attribute_int(node, "axis", r->model->opset < 13 ? 1 : -1);
    axis = axis < 0 ? axis + value->rank : axis;
    if (!is_vector(&r->parts[value->part]) || axis < 0 || axis >= value->rank || value->axis[axis] != AXIS_C)
        return refuse_node(r->model, node, "expected to go over the classes of one pixel");
    Value result = *value;
    result.part = add_part(r, OP_SOFTMAX, node, value->part, r->parts[value->part].shape);
    return set_value(r, node, 0, result);
}
