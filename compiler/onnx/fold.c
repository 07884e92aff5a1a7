/* fold.c: nodes that read nothing but constants: their results are constants. */
#include "fold.h"

#include <string.h>

bool array_done(const Fold *f, Array *result, const double *at) {
    const Tensor *(*make)(const Model *, const double *, int, const size_t *) =
        result->integer ? tensor_of_integers : tensor_of_doubles;
    return set_constant(f->r, f->node, make(f->r->model, at, result->rank, result->dims));
}

double *array_new(const Fold *f, Array *result) {
    Model *model = f->r->model;
    if (!element_count(result->dims, result->rank, &result->count) || result->count > model->numbers_left) {
        refuse_node(model, f->node, "its constants are larger than any network's of such a file");
        return NULL;
    }
    return numbers_new(model, result->count);
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
    const double *numbers = in->count <= model->numbers_left ? tensor_doubles(model, in->tensor) : NULL;
    if (!numbers) {
        refuse_node(model, f->node,
                    "its constants are no numbers, or more than any network's of such a file");
        return NULL;
    }
    remember(model, in->tensor, numbers);
    return numbers;
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
