/* value.c: what the names of a file stand for. */
#include "parts.h"

#include <string.h>

Names names_new(Arena *arena, size_t most) {
    Names names = { .slots = 64 };
    while (names.slots < 2 * most) names.slots *= 2;
    names.names = arena_array(arena, const char *, names.slots);
    return names;
}

size_t names_slot(const Names *names, const char *name) {
    size_t slot = fnv1a(FNV_BASIS, name, strlen(name)) & (names->slots - 1);
    while (names->names[slot] && strcmp(names->names[slot], name)) slot = (slot + 1) & (names->slots - 1);
    return slot;
}

bool names_have(const Names *names, const char *name) {
    return names->names[names_slot(names, name)] != NULL;
}

void names_add(Names *names, const char *name) { names->names[names_slot(names, name)] = name; }

Value *value_of(const Reader *r, const char *name) {
    size_t slot = names_slot(&r->names, name);
    return r->names.names[slot] ? r->values[slot] : NULL;
}

void set_named(Reader *r, const char *name, Value value) {
    Value *own = arena_alloc(r->arena, sizeof *own);
    *own = value;
    names_add(&r->names, name);
    r->values[names_slot(&r->names, name)] = own;
}

bool set_value(Reader *r, const OnnxNode *node, size_t output, Value value) {
    const char *name = node_output(node, output);
    if (!*name) return refuse_node(r->model, node, "expected an output");
    if (names_have(&r->names, name))
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
