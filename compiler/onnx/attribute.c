/* attribute.c: a node's attributes, inputs and outputs. */
#include "model.h"

#include <string.h>

const Onnx__AttributeProto *attribute(const OnnxNode *node, const char *name) {
    for (size_t i = 0; i < node->n_attribute; i++)
        if (node->attribute[i]->name && !strcmp(node->attribute[i]->name, name)) return node->attribute[i];
    return NULL;
}

int64_t attribute_int(const OnnxNode *node, const char *name, int64_t otherwise) {
    const Onnx__AttributeProto *found = attribute(node, name);
    return found && found->has_i ? found->i : otherwise;
}

double attribute_float(const OnnxNode *node, const char *name, double otherwise) {
    const Onnx__AttributeProto *found = attribute(node, name);
    return found && found->has_f ? (double)found->f : otherwise;
}

bool attribute_is(const OnnxNode *node, const char *name, const char *text) {
    const Onnx__AttributeProto *found = attribute(node, name);
    size_t length = strlen(text);
    return found && found->has_s && found->s.len == length && !memcmp(found->s.data, text, length);
}

bool attribute_ints(const OnnxNode *node, const char *name, int count, int64_t *values, int64_t otherwise) {
    const Onnx__AttributeProto *found = attribute(node, name);
    if (found && found->n_ints != (size_t)count) return false;
    for (int i = 0; i < count; i++) values[i] = found ? found->ints[i] : otherwise;
    return true;
}

const char *node_input(const OnnxNode *node, size_t index) {
    return index < node->n_input ? node->input[index] : "";
}

const char *node_output(const OnnxNode *node, size_t index) {
    return index < node->n_output ? node->output[index] : "";
}
