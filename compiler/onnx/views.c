/* views.c: nodes that compute nothing: other names, other shapes, another order of the axes. */
#include "parts.h"

bool read_same(Reader *r, const OnnxNode *node) {
    const Value *value = input_value(r, node, 0);
    return value && set_value(r, node, 0, *value);
}

/* To another floating-point type; the compiled network has one for all. */
bool read_cast(Reader *r, const OnnxNode *node) {
    enum { FLOAT = 1, HALF = 10, DOUBLE = 11, BFLOAT = 16 };
    int64_t to = attribute_int(node, "to", FLOAT);
    bool real = to == FLOAT || to == HALF || to == DOUBLE || to == BFLOAT;
    return real ? read_same(r, node) : refuse_node(r->model, node, "expected a floating-point type");
}

bool read_dropout(Reader *r, const OnnxNode *node) {
    size_t count = 0;
    const double *training = input_numbers(r, node, 2, &count);
    if (training && count && *training != 0)
        return refuse_node(r->model, node, "is in training: expected the network in evaluation mode");
    return read_same(r, node);
}

/* Which axes these sizes are: of an image in NCHW's order, of one pixel, of one that is flattened or in
 * groups. */
static void name_axes(const Reader *r, Value *value) {
    Shape shape = r->parts[value->part].shape;
    size_t channels = (size_t)shape.channels;
    const size_t sizes[4] = { (size_t)r->batch, channels, (size_t)shape.height, (size_t)shape.width };
    bool image = value->rank == 4, vector = shape.height == 1 && shape.width == 1;
    for (int i = 0; i < value->rank; i++) image = image && value->dims[i] == sizes[i];
    for (int i = 0; i < value->rank; i++) value->axis[i] = image ? (Axis)i : AXIS_NONE;
    value->groups = 0;
    if (image || value->rank < 2 || value->dims[0] != sizes[0]) return;
    value->axis[0] = AXIS_N;
    for (int i = 1; vector && i < value->rank; i++) {
        if (value->dims[i] != channels) continue;
        value->axis[i] = AXIS_C;
        break;
    }
    if (value->rank == 3 && value->dims[1] && channels % value->dims[1] == 0)
        value->groups = (int)value->dims[1];
}

/* A value that is in NCHW's order, or has only one pixel, can take any shape. */
static bool set_view(Reader *r, const OnnxNode *node, const Value *from, int rank, const size_t *dims) {
    Value value = *from;
    bool ordered = from->rank != 4 || is_image(r, from) || is_vector(&r->parts[from->part]);
    size_t before = 1, after = 1;
    for (int i = 0; i < from->rank; i++) before *= from->dims[i];
    for (int i = 0; i < rank; i++)
        if (__builtin_mul_overflow(after, dims[i], &after)) after = 0;
    if (before != after)
        return refuse_node(r->model, node, "expected a shape of as many elements as %s has, got %s",
                           shape_text(r->arena, from->dims, from->rank), shape_text(r->arena, dims, rank));
    if (!ordered)
        return refuse_node(r->model, node, "expected its input in the order batch, channels, height, width");
    value.rank = rank;
    for (int i = 0; i < rank; i++) value.dims[i] = dims[i];
    name_axes(r, &value);
    return set_value(r, node, 0, value);
}

static const Value *settled_input(Reader *r, const OnnxNode *node) {
    Value *value = input_value(r, node, 0);
    return value && settle(r, node, value) ? value : NULL;
}

/* ---- Reshape: 0 keeps a size, -1 takes what is left ---- */

bool reshaped_dims(Reader *r, const OnnxNode *node, int rank, const size_t *from, size_t *dims,
                   int *to_rank) {
    size_t count = 0, all = 1, others = 0;
    const Tensor *shape = input_constant(r, node, 1, "sizes");
    const double *sizes = shape ? input_numbers(r, node, 1, &count) : NULL;
    int open = -1;
    if (!shape) return false;
    if (!sizes || count > MAX_RANK) return refuse_node(r->model, node, "expected %d sizes or less", MAX_RANK);
    for (int i = 0; i < rank; i++) all *= from[i];
    for (int i = 0; i < (int)count; i++) {
        bool kept = sizes[i] == 0 && i < rank && !attribute_int(node, "allowzero", 0);
        if (!(sizes[i] >= -1 && sizes[i] < 0x1p40) || (sizes[i] < 0 && open >= 0))
            return refuse_node(r->model, node, "expected sizes, -1 once at most");
        if (sizes[i] < 0) open = i;
        dims[i] = kept ? from[i] : sizes[i] < 0 ? 1 : (size_t)sizes[i];
    }
    bool counted = element_count(dims, (int)count, &others);
    if (open >= 0) dims[open] = others ? all / others : 0;
    if (!counted || (others == 0 ? all != 0 : all % others || (open < 0 && all != others)))
        return refuse_node(r->model, node, "expected a shape of as many elements as %s has",
                           shape_text(r->arena, from, rank));
    *to_rank = (int)count;
    return true;
}

bool read_reshape(Reader *r, const OnnxNode *node) {
    const Value *value = settled_input(r, node);
    size_t dims[MAX_RANK];
    int rank = 0;
    return value && reshaped_dims(r, node, value->rank, value->dims, dims, &rank) &&
           set_view(r, node, value, rank, dims);
}

bool read_flatten(Reader *r, const OnnxNode *node) {
    const Value *value = settled_input(r, node);
    if (!value) return false;
    int64_t axis = attribute_int(node, "axis", 1);
    size_t dims[2] = { 1, 1 };
    if (axis < -value->rank || axis > value->rank)
        return refuse_node(r->model, node, "expected an axis of its input");
    if (axis < 0) axis += value->rank;
    for (int i = 0; i < value->rank; i++) dims[i >= axis] *= value->dims[i];
    return set_view(r, node, value, 2, dims);
}

/* ---- Sizes of 1 ---- */

static bool listed(const double *axes, size_t count, int rank, int axis) {
    for (size_t i = 0; i < count; i++)
        if (axes[i] == axis || axes[i] == axis - rank) return true;
    return false;
}

const double *node_axes(Reader *r, const OnnxNode *node, size_t input, size_t *count) {
    const Onnx__AttributeProto *given = attribute(node, "axes");
    *count = 0;
    if (!given) return input_numbers(r, node, input, count);
    double *axes = arena_array(r->arena, double, given->n_ints);
    for (size_t i = 0; i < given->n_ints; i++) axes[i] = (double)given->ints[i];
    *count = given->n_ints;
    return axes;
}

bool read_squeeze(Reader *r, const OnnxNode *node) {
    const Value *value = settled_input(r, node);
    size_t count, dims[MAX_RANK];
    if (!value) return false;
    const double *axes = node_axes(r, node, 1, &count);
    int rank = 0;
    for (int i = 0; i < value->rank; i++) {
        bool goes = axes ? listed(axes, count, value->rank, i) : value->dims[i] == 1;
        if (!goes) dims[rank++] = value->dims[i];
    }
    return set_view(r, node, value, rank, dims);
}

bool read_unsqueeze(Reader *r, const OnnxNode *node) {
    const Value *value = settled_input(r, node);
    size_t count, dims[MAX_RANK];
    if (!value) return false;
    const double *axes = node_axes(r, node, 1, &count);
    if (!axes || (size_t)value->rank + count > MAX_RANK)
        return refuse_node(r->model, node, "expected constant axes");
    int rank = value->rank + (int)count, from = 0;
    for (int i = 0; i < rank; i++) {
        bool added = listed(axes, count, rank, i);
        if (!added && from == value->rank) return refuse_node(r->model, node, "expected different axes");
        dims[i] = added ? 1 : value->dims[from++];
    }
    return set_view(r, node, value, rank, dims);
}

/* ---- Others ---- */

bool read_transpose(Reader *r, const OnnxNode *node) {
    const Value *from = settled_input(r, node);
    int64_t order[MAX_RANK];
    bool taken[MAX_RANK] = { false };
    if (!from) return false;
    Value value = *from;
    bool given = attribute(node, "perm") != NULL, fits = attribute_ints(node, "perm", from->rank, order, 0);
    for (int i = 0; fits && i < from->rank; i++) {
        int64_t axis = given ? order[i] : from->rank - 1 - i;
        if (!(fits = axis >= 0 && axis < from->rank && !taken[axis])) break;
        taken[axis] = true;
        value.dims[i] = from->dims[axis];
        value.axis[i] = from->axis[axis];
    }
    if (!fits) return refuse_node(r->model, node, "expected perm to be the axes in some order");
    if (is_vector(&r->parts[value.part]))
        name_axes(r, &value);
    else if (value.rank != 4)
        return refuse_node(r->model, node, "expected an image, or one pixel");
    return set_value(r, node, 0, value);
}

/* One pixel that is to stand at every place: what multiplies by it does that anyway. */
bool read_expand(Reader *r, const OnnxNode *node) {
    const Value *value = settled_input(r, node);
    if (!value) return false;
    if (!is_vector(&r->parts[value->part]))
        return refuse_node(r->model, node, "expected one pixel to expand");
    return set_value(r, node, 0, *value);
}

bool read_shape(Reader *r, const OnnxNode *node) {
    const Value *value = input_value(r, node, 0);
    double dims[MAX_RANK] = { 0 };
    if (!value) return false;
    int64_t start = attribute_int(node, "start", 0), end = attribute_int(node, "end", value->rank);
    start = start < 0 ? start + value->rank : start;
    end = end < 0 ? end + value->rank : end > value->rank ? value->rank : end;
    if (start < 0 || start > end) return refuse_node(r->model, node, "expected axes of its input");
    for (int64_t i = start; i < end; i++) dims[i - start] = (double)value->dims[i];
    return set_constant(r, node, tensor_of_integers(r->model, dims, 1, (size_t[]){ (size_t)(end - start) }));
}

/* ---- After axes are gone ---- */

bool set_pooled(Reader *r, const OnnxNode *node, int part, const Value *from, const bool *gone, bool keep) {
    Value value = image_value(r, part);
    value.rank = 0;
    for (int i = 0; i < from->rank; i++)
        if (!gone[i] || keep) value.dims[value.rank++] = gone[i] ? 1 : from->dims[i];
    name_axes(r, &value);
    return set_value(r, node, 0, value);
}
