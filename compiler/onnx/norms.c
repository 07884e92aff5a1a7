/* norms.c: batch norms with their statistics; group norms, as one node or as an instance norm of groups. */
#include "parts.h"

#include <math.h>

static const Tensor *parameters(Reader *r, const OnnxNode *node, size_t input, const char *what,
                                size_t count) {
    const Tensor *tensor = input_constant(r, node, input, what);
    if (!tensor || (tensor->rank == 1 && tensor->dims[0] == count && tensor->type->convert)) return tensor;
    refuse_node(r->model, node, "expected %zu floating-point numbers as its %s, got %s", count, what,
                shape_text(r->arena, tensor->dims, tensor->rank));
    return NULL;
}

static Value *norm_input(Reader *r, const OnnxNode *node) {
    Value *value = input_value(r, node, 0);
    return value && settle(r, node, value) ? value : NULL;
}

/* It gives out the statistics of what it read, too; since operator set 14 an attribute says so. */
bool is_training(const OnnxNode *node) {
    return attribute_int(node, "training_mode", 0) != 0 || *node_output(node, 1);
}

bool read_batch_norm(Reader *r, const OnnxNode *node) {
    static const char *const names[] = { "weight", "bias", "mean", "variance" };
    Value *value = norm_input(r, node);
    if (!value) return false;
    if (is_training(node))
        return refuse_node(r->model, node, "is in training: expected the network in evaluation mode");
    if (!attribute_int(node, "spatial", 1))
        return refuse_node(r->model, node, "expected a mean and a variance a channel (spatial 1)");
    if (value->rank < 2 || value->axis[1] != AXIS_C)
        return refuse_node(r->model, node, "expected channels in axis 1");
    Shape shape = r->parts[value->part].shape;
    Value result = *value;
    result.part = add_part(r, OP_NORM, node, value->part, shape);
    Part *part = &r->parts[result.part];
    for (int i = 0; i < ROLE_COUNT; i++)
        if (!(part->param[i] = parameters(r, node, (size_t)i + 1, names[i], (size_t)shape.channels)))
            return false;
    part->eps = attribute_float(node, "epsilon", 1e-5);
    return set_value(r, node, 0, result);
}

/* ---- Groups ---- */

/* The numbers, each for so many channels. */
static const double *repeated(Reader *r, const Tensor *tensor, int times) {
    const double *numbers = tensor_doubles(r->model, tensor);
    size_t count = tensor_count(tensor);
    double *all = numbers_new(r->model, count * (size_t)times);
    if (!numbers || !all) return NULL;
    for (size_t i = 0; i < count * (size_t)times; i++) all[i] = numbers[i / (size_t)times];
    return all;
}

static bool set_group_norm(Reader *r, const OnnxNode *node, const Value *value, int groups,
                           const Tensor *scale, const Tensor *shift) {
    Value result = *value;
    Shape shape = r->parts[value->part].shape;
    int part = add_part(r, OP_GROUP_NORM, node, value->part, shape);
    r->parts[part].groups = groups;
    r->parts[part].eps = attribute_float(node, "epsilon", 1e-5);
    r->parts[part].scale = repeated(r, scale, shape.channels / (int)tensor_count(scale));
    r->parts[part].shift = repeated(r, shift, shape.channels / (int)tensor_count(shift));
    result.part = part;
    return r->parts[part].scale && r->parts[part].shift && set_value(r, node, 0, result);
}

/* Of an image: a group a channel. Of one in groups: those groups. */
bool read_instance_norm(Reader *r, const OnnxNode *node) {
    const Value *value = norm_input(r, node);
    if (!value) return false;
    int groups = is_image(r, value) ? r->parts[value->part].shape.channels : value->groups;
    if (groups < 1)
        return refuse_node(r->model, node, "expected an image, perhaps with its channels in groups");
    const Tensor *scale = parameters(r, node, 1, "weight", (size_t)groups);
    const Tensor *shift = scale ? parameters(r, node, 2, "bias", (size_t)groups) : NULL;
    return shift && set_group_norm(r, node, value, groups, scale, shift);
}

/* Parameters are a group's before operator set 21, a channel's since. */
bool read_group_norm(Reader *r, const OnnxNode *node) {
    const Value *value = norm_input(r, node);
    if (!value) return false;
    int channels = r->parts[value->part].shape.channels;
    int64_t groups = attribute_int(node, "num_groups", 0);
    if (!is_image(r, value) || groups < 1 || groups > channels || channels % groups)
        return refuse_node(r->model, node, "expected num_groups that divide its %d channels", channels);
    size_t count = r->model->opset < 21 ? (size_t)groups : (size_t)channels;
    const Tensor *scale = parameters(r, node, 1, "scale", count);
    const Tensor *shift = scale ? parameters(r, node, 2, "bias", count) : NULL;
    return shift && set_group_norm(r, node, value, (int)groups, scale, shift);
}
