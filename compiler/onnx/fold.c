/* fold.c: nodes that read nothing but constants: their results are constants. */
#include "fold.h"

#include <math.h>
#include <string.h>

static bool renamed(const Fold *f, int rank, const size_t *dims) {
    Tensor *tensor = arena_alloc(f->r->arena, sizeof *tensor);
    size_t *own = arena_array(f->r->arena, size_t, rank);
    for (int i = 0; i < rank; i++) own[i] = dims[i];
    *tensor = *value_of(f->r, node_input(f->node, 0))->constant;
    tensor->rank = rank;
    tensor->dims = own;
    return set_constant(f->r, f->node, tensor);
}

bool array_done(const Fold *f, Array *result, const double *at) {
    const Tensor *(*make)(const Model *, const double *, int, const size_t *) =
        result->integer ? tensor_of_integers : tensor_of_doubles;
    return set_constant(f->r, f->node, make(f->r->model, at, result->rank, result->dims));
}

double *array_new(const Fold *f, Array *result) {
    size_t *left = &f->r->model->folds_left;
    result->count = 1;
    for (int i = 0; i < result->rank; i++)
        if (__builtin_mul_overflow(result->count, result->dims[i], &result->count)) result->count = SIZE_MAX;
    if (result->count > *left) {
        refuse_node(f->r->model, f->node, "its constants are larger than any network's of such a file");
        return NULL;
    }
    *left -= result->count;
    return arena_array(f->r->arena, double, result->count);
}

/* In place where they are doubles. */
static const double *known_numbers(const Model *model, const Tensor *tensor) {
    bool doubles = tensor->type == tensor_type("F64") && (uintptr_t)tensor->bytes % _Alignof(double) == 0;
    if (doubles) return (const double *)(const void *)tensor->bytes;
    for (int i = 0; i < COUNT_OF(model->recent); i++)
        if (model->recent[i].tensor == tensor) return model->recent[i].numbers;
    return NULL;
}

static void remember(Model *model, const Tensor *tensor, const double *numbers) {
    enum { LARGE = 1024 };
    if (tensor_count(tensor) < LARGE) return;
    model->recent[model->next_recent].tensor = tensor;
    model->recent[model->next_recent].numbers = numbers;
    model->next_recent = (model->next_recent + 1) % COUNT_OF(model->recent);
}

const double *array_numbers(const Fold *f, int input) {
    const Array *in = &f->in[input];
    Model *model = f->r->model;
    const double *known = known_numbers(model, in->tensor);
    if (known) return known;
    const double *numbers = in->count <= model->folds_left ? tensor_doubles(model, in->tensor) : NULL;
    if (!numbers) {
        refuse_node(model, f->node,
                    "its constants are no numbers, or more than any network's of such a file");
        return NULL;
    }
    model->folds_left -= in->count;
    remember(model, in->tensor, numbers);
    return numbers;
}

/* ---- Views: the same bytes ---- */

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

static bool fold_unsqueeze(const Fold *f) {
    const Array *in = &f->in[0];
    int axes[MAX_RANK], count;
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

static bool fold_squeeze(const Fold *f) {
    const Array *in = &f->in[0];
    int axes[MAX_RANK], count, rank = 0;
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

static bool fold_reshape(const Fold *f) {
    size_t dims[MAX_RANK];
    int rank;
    return reshaped_dims(f->r, f->node, f->in[0].rank, f->in[0].dims, dims, &rank) && renamed(f, rank, dims);
}

static bool fold_same(const Fold *f) { return renamed(f, f->in[0].rank, f->in[0].dims); }

static bool fold_shape(const Fold *f) {
    double dims[MAX_RANK];
    for (int i = 0; i < f->in[0].rank; i++) dims[i] = (double)f->in[0].dims[i];
    return set_constant(f->r, f->node,
                        tensor_of_integers(f->r->model, dims, 1, (size_t[]){ (size_t)f->in[0].rank }));
}

/* To a float type or an integer one; not through one that is narrower. */
static bool fold_cast(const Fold *f) {
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

/* ---- Constant ---- */

static bool list_constant(const Fold *f, const Onnx__AttributeProto *list, bool integer) {
    Array result = { .rank = 1, .dims = { integer ? list->n_ints : list->n_floats }, .integer = integer };
    double *at = array_new(f, &result);
    if (!at) return false;
    for (size_t i = 0; i < result.count; i++)
        at[i] = integer ? (double)list->ints[i] : (double)list->floats[i];
    return array_done(f, &result, at);
}

static bool fold_constant(const Fold *f) {
    const Onnx__AttributeProto *tensor = attribute(f->node, "value");
    const Onnx__AttributeProto *one_float = attribute(f->node, "value_float");
    const Onnx__AttributeProto *one_int = attribute(f->node, "value_int");
    const Onnx__AttributeProto *floats = attribute(f->node, "value_floats");
    const Onnx__AttributeProto *ints = attribute(f->node, "value_ints");
    if (tensor && tensor->t) {
        const Tensor *constant = tensor_of_proto(f->r->model, tensor->t, node_text(f->r->model, f->node));
        return constant && set_constant(f->r, f->node, constant);
    }
    if (floats || ints) return list_constant(f, floats ? floats : ints, !floats);
    if (!one_float && !one_int) return refuse_node(f->r->model, f->node, "expected a tensor or numbers");
    double *at = arena_alloc(f->r->arena, sizeof *at);
    *at = one_float ? (double)one_float->f : (double)one_int->i;
    Array result = { .integer = !one_float };
    return array_done(f, &result, at);
}

/* ---- The rows ---- */

static const struct {
    const char *type;
    FoldRow *fold;
    size_t fewest; /* inputs */
} rows[] = {
    { "Constant", fold_constant, 0 },
    { "ConstantOfShape", fold_of_shape, 1 },
    { "Identity", fold_same, 1 },
    { "Dropout", fold_same, 1 },
    { "Cast", fold_cast, 1 },
    { "Shape", fold_shape, 1 },
    { "Reshape", fold_reshape, 2 },
    { "Squeeze", fold_squeeze, 1 },
    { "Unsqueeze", fold_unsqueeze, 1 },
    { "Transpose", fold_transpose, 1 },
    { "Concat", fold_concat, 1 },
    { "Gather", fold_gather, 2 },
    { "Slice", fold_slice, 1 },
    { "Expand", fold_expand, 2 },
    { "Add", fold_binary, 2 },
    { "Sub", fold_binary, 2 },
    { "Mul", fold_binary, 2 },
    { "Div", fold_binary, 2 },
    { "Min", fold_binary, 2 },
    { "Max", fold_binary, 2 },
    { "Mod", fold_binary, 2 },
    { "Pow", fold_binary, 2 },
    { "Neg", fold_unary, 1 },
    { "Abs", fold_unary, 1 },
    { "Sqrt", fold_unary, 1 },
    { "Reciprocal", fold_unary, 1 },
    { "Ceil", fold_unary, 1 },
    { "Floor", fold_unary, 1 },
    { "Clip", fold_clip, 1 },
    { "ReduceMean", fold_reduce, 1 },
    { "ReduceSum", fold_reduce, 1 },
    { "ReduceProd", fold_reduce, 1 },
    { "BatchNormalization", fold_norm, 5 },
};

static void read_inputs(Fold *f) {
    f->inputs = f->node->n_input > FEWEST_INPUTS ? (int)f->node->n_input : FEWEST_INPUTS;
    f->in = arena_array(f->r->arena, Array, f->inputs);
    for (size_t i = 0; i < f->node->n_input; i++) {
        if (!*f->node->input[i]) continue;
        const Tensor *tensor = value_of(f->r, f->node->input[i])->constant;
        f->in[i] = (Array){ tensor, tensor->rank, { 0 }, tensor_count(tensor), is_integer(tensor) };
        for (int k = 0; k < tensor->rank; k++) f->in[i].dims[k] = tensor->dims[k];
    }
}

bool fold_node(Reader *r, const OnnxNode *node) {
    Fold f = { .r = r, .node = node };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        if (strcmp(rows[i].type, node->op_type)) continue;
        for (size_t k = 0; k < rows[i].fewest; k++)
            if (!input_value(r, node, k)) return false;
        read_inputs(&f);
        return rows[i].fold(&f);
    }
    return refuse_node(r->model, node, "of constants alone: expected one that can be computed beforehand");
}
