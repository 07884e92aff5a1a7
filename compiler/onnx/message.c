/* message.c: what is wrong, with the node that it is wrong of. */
#include "model.h"

const char *node_text(const Model *model, const OnnxNode *node) {
    const char *type = name_text(model->arena, node->op_type ? node->op_type : "");
    const char *output = name_text(model->arena, node_output(node, 0));
    if (!node->name || !*node->name) return arena_printf(model->arena, "node (%s, output %s)", type, output);
    return arena_printf(model->arena, "node %s (%s, output %s)", name_text(model->arena, node->name), type,
                        output);
}

static bool fail(const Model *model, const char *where, const char *format, va_list arguments) {
    const char *text = arena_vprintf(model->arena, format, arguments);
    return diag_fail(model->diag, STATUS_INPUT, "%s: %s%s", model->path, where, text);
}

bool refuse_node(const Model *model, const OnnxNode *node, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fail(model, arena_printf(model->arena, "%s: ", node_text(model, node)), format, arguments);
    va_end(arguments);
    return false;
}

bool refuse_file(const Model *model, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fail(model, "", format, arguments);
    va_end(arguments);
    return false;
}
