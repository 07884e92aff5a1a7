/* value.c: what the names of a file stand for. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

static int by_letters(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static size_t count_names(const Onnx__GraphProto *graph) {
    size_t count = graph->n_initializer + graph->n_input + graph->n_output;
    for (size_t i = 0; i < graph->n_node; i++) count += graph->node[i]->n_input + graph->node[i]->n_output;
    return count;
}

static void add_name(Names *names, const char *name) {
    if (name && *name) names->names[names->count++] = name;
}

static void add_all(Names *names, const Onnx__GraphProto *graph) {
    for (size_t i = 0; i < graph->n_initializer; i++) add_name(names, graph->initializer[i]->name);
    for (size_t i = 0; i < graph->n_input; i++) add_name(names, graph->input[i]->name);
    for (size_t i = 0; i < graph->n_output; i++) add_name(names, graph->output[i]->name);
    for (size_t i = 0; i < graph->n_node; i++) {
        const OnnxNode *node = graph->node[i];
        for (size_t k = 0; k < node->n_input; k++) add_name(names, node->input[k]);
        for (size_t k = 0; k < node->n_output; k++) add_name(names, node->output[k]);
    }
}

Names names_of(Arena *arena, const Onnx__GraphProto *graph) {
    Names all = { .names = arena_array(arena, const char *, count_names(graph)) };
    add_all(&all, graph);
    qsort(all.names, all.count, sizeof *all.names, by_letters);
    Names names = { all.names, 0 };
    for (size_t i = 0; i < all.count; i++)
        if (!i || strcmp(all.names[i], names.names[names.count - 1]))
            names.names[names.count++] = all.names[i];
    return names;
}

size_t names_find(const Names *names, const char *name) {
    const char **found = bsearch(&name, names->names, names->count, sizeof *names->names, by_letters);
    return found ? (size_t)(found - names->names) : names->count;
}

Value *value_of(const Reader *r, const char *name) { return r->values[names_find(&r->names, name)]; }

void set_named(Reader *r, const char *name, Value value) {
    Value *own = arena_alloc(r->arena, sizeof *own);
    *own = value;
    r->values[names_find(&r->names, name)] = own;
}

bool set_value(Reader *r, const OnnxNode *node, size_t output, Value value) {
    const char *name = node_output(node, output);
    if (!*name) return refuse_node(r->model, node, "expected an output");
    if (value_of(r, name))
        return refuse_node(r->model, node, "%s: expected every value to have one origin",
                           name_text(r->arena, name));
    set_named(r, name, value);
    return true;
}

Value value_of_constant(const Tensor *constant) {
    Value value = { .constant = constant, .part = -1, .rank = constant->rank };
    for (int i = 0; i < constant->rank; i++) value.dims[i] = constant->dims[i];
    return value;
}

bool set_constant(Reader *r, const OnnxNode *node, const Tensor *constant) {
    return set_value(r, node, 0, value_of_constant(constant));
}

Value *input_value(Reader *r, const OnnxNode *node, size_t index) {
    const char *name = node_input(node, index);
    Value *value = *name ? value_of(r, name) : NULL;
    if (!*name) refuse_node(r->model, node, "expected %zu inputs or more", index + 1);
    if (*name && !value)
        refuse_node(r->model, node, "reads %s, which no node before it makes", name_text(r->arena, name));
    return value;
}

const double *input_numbers(Reader *r, const OnnxNode *node, size_t index, size_t *count) {
    const char *name = node_input(node, index);
    const Value *value = *name ? value_of(r, name) : NULL;
    if (!value || !value->constant) return NULL;
    *count = tensor_count(value->constant);
    return tensor_doubles(r->model, value->constant);
}

const Tensor *input_constant(Reader *r, const OnnxNode *node, size_t index, const char *what) {
    const Value *value = input_value(r, node, index);
    if (value && !value->constant)
        refuse_node(r->model, node, "expected constant %s, got %s, which is computed", what,
                    name_text(r->arena, node_input(node, index)));
    return value ? value->constant : NULL;
}
