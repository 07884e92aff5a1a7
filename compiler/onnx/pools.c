/* pools.c: pools over the whole image, and the two that are joined. */
#include "parts.h"

#include <string.h>

/* A window that is the image. */
static bool is_whole(const Reader *r, const Part *part) {
    Shape from = r->parts[part->in[0]].shape;
    for (int i = 0; i < 2; i++)
        if (part->before[i] || part->behind[i]) return false;
    return part->kernel[0] == from.height && part->kernel[1] == from.width && is_vector(part);
}

bool is_global_average(const Reader *r, const Part *part) {
    return part->kind == OP_AVERAGE_POOL || (part->kind == OP_WINDOW_AVERAGE && is_whole(r, part));
}

bool is_global_max(const Reader *r, const Part *part) {
    return part->kind == OP_GLOBAL_MAX || (part->kind == OP_MAX_POOL && is_whole(r, part));
}

static bool read_global(Reader *r, const OnnxNode *node, OpKind kind) {
    int in = input_image(r, node, 0);
    return in >= 0 &&
           set_part(r, node, add_part(r, kind, node, in, (Shape){ r->parts[in].shape.channels, 1, 1 }));
}

bool read_global_average(Reader *r, const OnnxNode *node) { return read_global(r, node, OP_AVERAGE_POOL); }
bool read_global_max(Reader *r, const OnnxNode *node) { return read_global(r, node, OP_GLOBAL_MAX); }

/* ---- Reductions over rows and columns ---- */

static bool read_reduced(Reader *r, const OnnxNode *node, OpKind kind) {
    Value *value = input_value(r, node, 0);
    size_t count;
    bool gone[MAX_RANK] = { false };
    int pixels = 0;
    if (!value || !settle(r, node, value)) return false;
    const double *axes = node_axes(r, node, 1, &count);
    for (size_t i = 0; axes && i < count; i++) {
        double axis = axes[i] < 0 ? axes[i] + value->rank : axes[i];
        if (!(axis >= 0 && axis < value->rank))
            return refuse_node(r->model, node, "expected axes of its input");
        gone[(int)axis] = true;
    }
    for (int i = 0; i < value->rank; i++)
        if (gone[i]) pixels += value->axis[i] == AXIS_H || value->axis[i] == AXIS_W ? 1 : 8;
    if (value->rank != 4 || pixels != 2)
        return refuse_node(r->model, node, "expected to go over rows and columns of an image");
    int part = add_part(r, kind, node, value->part, (Shape){ r->parts[value->part].shape.channels, 1, 1 });
    return set_pooled(r, node, part, value, gone, attribute_int(node, "keepdims", 1) != 0);
}

bool read_mean(Reader *r, const OnnxNode *node) { return read_reduced(r, node, OP_AVERAGE_POOL); }
bool read_max(Reader *r, const OnnxNode *node) { return read_reduced(r, node, OP_GLOBAL_MAX); }

/* ---- The averages, then the largest ---- */

bool read_concat(Reader *r, const OnnxNode *node) {
    Value *a = input_value(r, node, 0), *b = a ? input_value(r, node, 1) : NULL;
    if (!a || !b || !settle(r, node, a) || !settle(r, node, b)) return false;
    const Part *first = &r->parts[a->part], *second = &r->parts[b->part];
    int64_t axis = attribute_int(node, "axis", 1);
    axis = axis < 0 ? axis + a->rank : axis;
    bool pools = is_global_average(r, first) && is_global_max(r, second) && first->in[0] == second->in[0];
    if (node->n_input != 2 || !pools || first->shape.channels > MOST_CHANNELS || a->rank != b->rank ||
        axis != 1 || a->axis[1] != AXIS_C)
        return refuse_node(r->model, node,
                           "expected the averages and the largest of each channel of one image");
    int channels = first->shape.channels;
    int part = add_part(r, OP_AVERAGE_AND_MAX, node, first->in[0], (Shape){ 2 * channels, 1, 1 });
    Value value = *a;
    value.part = part;
    value.dims[1] *= 2;
    return set_value(r, node, 0, value);
}
