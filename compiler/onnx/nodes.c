/* nodes.c: the graph's nodes, one after another: rows of what reads each kind. */
#include "parts.h"

#include <string.h>

/* ---- The rows ---- */

static const struct {
    const char *type;
    ReadNode *read;
    size_t computed; /* so many of its first inputs must depend on the image; 0: it looks itself */
} rows[] = {
    { "Conv", read_conv, 1 },
    { "BatchNormalization", read_batch_norm, 1 },
    { "InstanceNormalization", read_instance_norm, 1 },
    { "GroupNormalization", read_group_norm, 1 },
    { "MaxPool", read_max_pool, 1 },
    { "AveragePool", read_average_pool, 1 },
    { "GlobalAveragePool", read_global_average, 1 },
    { "GlobalMaxPool", read_global_max, 1 },
    { "ReduceMean", read_mean, 1 },
    { "ReduceMax", read_max, 1 },
    { "Concat", read_concat, 2 },
    { "Pad", read_pad, 1 },
    { "Slice", read_slice, 1 },
    { "Gemm", read_gemm, 1 },
    { "MatMul", read_matmul, 1 },
    { "Softmax", read_softmax, 1 },
    { "Relu", read_unary, 1 },
    { "LeakyRelu", read_unary, 1 },
    { "Sigmoid", read_unary, 1 },
    { "HardSigmoid", read_unary, 1 },
    { "HardSwish", read_unary, 1 },
    { "Gelu", read_unary, 1 },
    { "Tanh", read_unary, 1 },
    { "Erf", read_unary, 1 },
    { "Softplus", read_unary, 1 },
    { "Exp", read_unary, 1 },
    { "Neg", read_unary, 1 },
    { "Reciprocal", read_unary, 1 },
    { "Clip", read_clip, 1 },
    { "PRelu", read_prelu, 1 },
    { "Add", read_binary, 0 },
    { "Sum", read_binary, 0 },
    { "Sub", read_binary, 0 },
    { "Mul", read_binary, 0 },
    { "Div", read_binary, 0 },
    { "Pow", read_binary, 0 },
    { "Min", read_binary, 0 },
    { "Max", read_binary, 0 },
    { "Identity", read_same, 1 },
    { "Dropout", read_dropout, 1 },
    { "Cast", read_cast, 1 },
    { "Reshape", read_reshape, 1 },
    { "Flatten", read_flatten, 1 },
    { "Squeeze", read_squeeze, 1 },
    { "Unsqueeze", read_unsqueeze, 1 },
    { "Transpose", read_transpose, 1 },
    { "Expand", read_expand, 1 },
    { "Shape", read_shape, 1 },
};

static bool read_by_row(Reader *r, const OnnxNode *node, int row) {
    for (size_t i = 0; i < rows[row].computed; i++) {
        const Value *value = input_value(r, node, i);
        if (!value) return false;
        if (value->constant) return refuse_node(r->model, node, "expected inputs that depend on the image");
    }
    if (!rows[row].computed && node->n_input != 2) return refuse_node(r->model, node, "expected two inputs");
    return rows[row].read(r, node);
}

/* True where there is none that is not, so that constants are nodes like others. */
static bool is_constant(const Reader *r, const OnnxNode *node) {
    for (size_t i = 0; i < node->n_input; i++) {
        const Value *value = *node->input[i] ? value_of(r, node->input[i]) : NULL;
        if (*node->input[i] && !(value && value->constant)) return false;
    }
    return true;
}

static bool is_standard(const OnnxNode *node) {
    return !node->domain || !*node->domain || !strcmp(node->domain, "ai.onnx");
}

static bool read_node(Reader *r, const OnnxNode *node) {
    if (!is_standard(node))
        return refuse_node(r->model, node, "of operator set %s, expected one of ONNX's own",
                           name_text(r->arena, node->domain));
    bool known = node->op_type != NULL;
    for (size_t i = 0; known && i < node->n_input; i++)
        if (*node->input[i] && !input_value(r, node, i)) return false;
    if (known && is_constant(r, node)) return fold_node(r, node);
    for (int i = 0; known && i < COUNT_OF(rows); i++)
        if (!strcmp(rows[i].type, node->op_type)) return read_by_row(r, node, i);
    return refuse_node(r->model, node, "no operator of a residual network that a spec has");
}

/* ---- Which nodes, constants and inputs the outputs depend on ---- */

static bool is_needed(const Reader *r, const char *name) {
    return name && *name && r->needed[names_find(&r->names, name)];
}

static bool makes_needed(const Reader *r, const OnnxNode *node) {
    for (size_t i = 0; i < node->n_output; i++)
        if (is_needed(r, node->output[i])) return true;
    return false;
}

/* Nodes stand behind those that they read. */
static void find_needed(Reader *r, bool *wanted) {
    const Onnx__GraphProto *graph = r->model->graph;
    r->needed = arena_array(r->arena, bool, r->names.count + 1);
    for (size_t i = 0; i < graph->n_output; i++)
        r->needed[names_find(&r->names, graph->output[i]->name)] = true;
    for (size_t i = graph->n_node; i-- > 0;) {
        const OnnxNode *node = graph->node[i];
        if (!(wanted[i] = makes_needed(r, node))) continue;
        for (size_t k = 0; k < node->n_input; k++)
            if (*node->input[k]) r->needed[names_find(&r->names, node->input[k])] = true;
    }
}

static bool read_initializers(Reader *r) {
    for (size_t i = 0; i < r->model->graph->n_initializer; i++) {
        const Onnx__TensorProto *proto = r->model->graph->initializer[i];
        if (!is_needed(r, proto->name)) continue;
        const char *where = arena_printf(r->arena, "initializer %s", name_text(r->arena, proto->name));
        const Tensor *tensor = tensor_of_proto(r->model, proto, where);
        if (!tensor) return false;
        if (value_of(r, proto->name)) return refuse_file(r->model, "%s stands there twice", where);
        set_named(r, proto->name, value_of_constant(tensor));
    }
    return true;
}

/* Old files list initialisers among the inputs. */
static bool find_input(Reader *r) {
    const char *found = NULL;
    for (size_t i = 0; i < r->model->graph->n_input; i++) {
        const char *name = r->model->graph->input[i]->name;
        if (!is_needed(r, name) || value_of(r, name)) continue;
        if (found)
            return refuse_file(r->model, "expected one input, got %s and %s", name_text(r->arena, found),
                               name_text(r->arena, name));
        found = name;
    }
    return found ? read_image_input(r, found) : refuse_file(r->model, "no input that an output depends on");
}

const OnnxNode *maker_of(const Reader *r, const char *name) {
    const Onnx__GraphProto *graph = r->model->graph;
    for (size_t i = 0; i < graph->n_node; i++)
        for (size_t k = 0; k < graph->node[i]->n_output; k++)
            if (!strcmp(graph->node[i]->output[k], name)) return graph->node[i];
    return NULL;
}

/* Each is made by a node. */
static bool check_outputs(Reader *r) {
    const Onnx__GraphProto *graph = r->model->graph;
    if (graph->n_output < 1 || graph->n_output > MAX_OUTPUTS)
        return refuse_file(r->model, "expected 1 to %d outputs, got %zu", MAX_OUTPUTS, graph->n_output);
    for (size_t i = 0; i < graph->n_output; i++) {
        const char *name = graph->output[i]->name;
        if (!name || !maker_of(r, name))
            return refuse_file(r->model, "output %s: no node makes it",
                               name_text(r->arena, name ? name : ""));
    }
    return true;
}

bool read_nodes(Reader *r) {
    if (!check_outputs(r)) return false;
    const Onnx__GraphProto *graph = r->model->graph;
    bool *wanted = arena_array(r->arena, bool, graph->n_node);
    r->names = names_of(r->arena, graph);
    r->values = arena_array(r->arena, Value *, r->names.count + 1);
    find_needed(r, wanted);
    if (!read_initializers(r) || !find_input(r)) return false;
    for (size_t i = 0; i < graph->n_node; i++)
        if (wanted[i] && (!read_node(r, graph->node[i]) || r->model->diag->message)) return false;
    return true;
}
