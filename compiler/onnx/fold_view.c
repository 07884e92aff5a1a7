/* fold_view.c: constants of another shape or type: the same bytes, where they can be. */
#include "fold.h"

#include <math.h>

static bool renamed(const Fold *f, int rank, const size_t *dims) {
    Tensor *tensor = arena_alloc(f->r->arena, sizeof *tensor);
    size_t *own = arena_array(f->r->arena, size_t, rank);
    for (int i = 0; i < rank; i++) own[i] = dims[i];
    *tensor = *value_of(f->r, node_input(f->node, 0))->constant;
    tensor->rank = rank;
    tensor->dims = own;
    return set_constant(f->r, f->node, tensor);
}

bool fold_axes(const Fold *f, size_t input, int rank, int *axes, int *count) {
    const Onnx__AttributeProto *given = attribute(f->node, "axes");
    bool taken[2 * MAX_RANK] = { false };
    size_t there = given ? given->n_ints : 0;
    const double *numbers = given ? NULL : input_numbers(f->r, f->node, input, &there);
    if (!given && !numbers) there = 0;
    if (there > MAX_RANK) return refuse_node(f->r->model, f->node, "expected %d axes or less", MAX_RANK);
    *count = (int)there;
    for (int i = 0; i < *count; i++) {
        double axis = given ? (double)given->ints[i] : numbers[i];
        if (!(axis >= -rank && axis < rank) || taken[(int)(axis < 0 ? axis + rank : axis)])
            return refuse_node(f->r->model, f->node, "expected axes from %d to %d, each once", -rank,
                               rank - 1);
        axes[i] = (int)(axis < 0 ? axis + rank : axis);
        taken[axes[i]] = true;
    }
    return true;
}

static bool has_axis(const int *axes, int count, int axis) {
    for (int i = 0; i < count; i++)
        if (axes[i] == axis) return true;
    return false;
}

bool fold_unsqueeze(const Fold *f) {
    const Array *in = &f->in[0];
    int axes[MAX_RANK] = { 0 }, count = 0;
    size_t dims[2 * MAX_RANK];
    const Onnx__AttributeProto *given = attribute(f->node, "axes");
    int more = (int)(given ? (given->n_ints < MAX_RANK ? given->n_ints : MAX_RANK) : f->in[1].count);
    int rank = in->rank + more;
    if (more > MAX_RANK || rank > MAX_RANK)
        return refuse_node(f->r->model, f->node, "expected a result of rank %d or less", MAX_RANK);
    if (!fold_axes(f, 1, rank, axes, &count)) return false;
    for (int i = 0, from = 0; i < rank; i++) dims[i] = has_axis(axes, count, i) ? 1 : in->dims[from++];
    return renamed(f, rank, dims);
}

bool fold_squeeze(const Fold *f) {
    const Array *in = &f->in[0];
    int axes[MAX_RANK] = { 0 }, count = 0, rank = 0;
    size_t dims[MAX_RANK];
    if (!fold_axes(f, 1, in->rank, axes, &count)) return false;
    for (int i = 0; i < in->rank; i++) {
        bool goes = count ? has_axis(axes, count, i) : in->dims[i] == 1;
        if (goes && in->dims[i] != 1)
            return refuse_node(f->r->model, f->node, "axis %d has %zu, expected 1", i, in->dims[i]);
        if (!goes) dims[rank++] = in->dims[i];
    }
    return renamed(f, rank, dims);
}

bool fold_reshape(const Fold *f) {
    size_t dims[MAX_RANK];
    int rank;
    return reshaped_dims(f->r, f->node, f->in[0].rank, f->in[0].dims, dims, &rank) && renamed(f, rank, dims);
}

bool fold_same(const Fold *f) { return renamed(f, f->in[0].rank, f->in[0].dims); }

bool fold_shape(const Fold *f) {
    double dims[MAX_RANK];
    for (int i = 0; i < f->in[0].rank; i++) dims[i] = (double)f->in[0].dims[i];
    return set_constant(f->r, f->node,
                        tensor_of_integers(f->r->model, dims, 1, (size_t[]){ (size_t)f->in[0].rank }));
}

/* To a float type or an integer one; not through one that is narrower. */
bool fold_cast(const Fold *f) {
    enum { FLOAT = 1, HALF = 10, DOUBLE = 11, BFLOAT = 16 };
    int64_t to = attribute_int(f->node, "to", FLOAT);
    Array result = f->in[0];
    result.integer = to != FLOAT && to != HALF && to != DOUBLE && to != BFLOAT;
    if (result.integer == f->in[0].integer) return fold_same(f);
    const double *from = array_numbers(f, 0);
    double *at = from ? array_new(f, &result) : NULL;
    if (!at) return false;
    for (size_t i = 0; i < result.count; i++) at[i] = result.integer ? trunc(from[i]) : from[i];
    return array_done(f, &result, at);
}
