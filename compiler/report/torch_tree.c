/* torch_tree.c: lines of a module tree, and each operator's module. */
#include "torch_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Numbers as Python's repr prints them ---- */

/* The fewest digits that read back as the same number, in scientific form: "1.5e-05". */
static void shortest_scientific(double number, char *text, size_t room) {
    for (int digits = 0; digits <= 16; digits++) {
        snprintf(text, room, "%.*e", digits, number);
        if (strtod(text, NULL) == number) return;
    }
}

/* 1e-05, 0.001, 123.0: scientific where the exponent is below -4 or above 15, a decimal point elsewhere. */
static const char *python_float(Arena *arena, double number) {
    char scientific[32];
    shortest_scientific(number, scientific, sizeof scientific);
    const char *mark = strchr(scientific, 'e'), *point = strchr(scientific, '.');
    int exponent = mark ? atoi(mark + 1) : 0, digits = point ? (int)(mark - point) - 1 : 0;
    if (number != 0 && (exponent < -4 || exponent > 15)) return arena_printf(arena, "%s", scientific);
    int decimals = digits - exponent;
    return arena_printf(arena, "%.*f", decimals > 1 ? decimals : 1, number);
}

/* ---- Lines ---- */

void tree_line(Tree *tree, const char *line) { text_printf(tree->text, "%*s%s\n", tree->indent, "", line); }

void tree_leaf(Tree *tree, const char *name, const char *module) {
    text_printf(tree->text, "%*s(%s): %s\n", tree->indent, "", name, module);
}

void tree_open(Tree *tree, const char *name, const char *class) {
    text_printf(tree->text, "%*s", tree->indent, "");
    if (name) text_printf(tree->text, "(%s): ", name);
    text_printf(tree->text, "%s(\n", class);
    tree->indent += 2;
}

void tree_close(Tree *tree) {
    tree->indent -= 2;
    tree_line(tree, ")");
}

/* ---- Modules ---- */

const char *torch_activation(Arena *arena, const Spec *spec, int channels) {
    const char *module = activation_row(spec->activation)->module;
    if (spec->activation == ACTIVATION_LEAKY_RELU)
        return arena_printf(arena, "%s(negative_slope=%s, inplace=True)", module,
                            python_float(arena, spec->slope));
    if (spec->activation == ACTIVATION_PRELU)
        return arena_printf(arena, "%s(num_parameters=%d)", module, channels);
    return module;
}

/* timm's classes where filters are standardised, and where the odd pixel of padding stands behind. */
const char *torch_conv(Arena *arena, const Op *op, bool bias) {
    Text text = { .arena = arena };
    bool same = op->same && op->stride > 1 && op->kernel > 1;
    int padding = same ? 0 : op->padding;
    text_printf(&text, "%sConv2d%s(%d, %d, kernel_size=(%d, %d), stride=(%d, %d)", op->eps < 0 ? "" : "Std",
                same ? "Same" : "", op->in_channels, op->out_channels, op->kernel, op->kernel, op->stride,
                op->stride);
    if (padding) text_printf(&text, ", padding=(%d, %d)", padding, padding);
    if (op->dilation != 1) text_printf(&text, ", dilation=(%d, %d)", op->dilation, op->dilation);
    if (op->groups != 1) text_printf(&text, ", groups=%d", op->groups);
    text_printf(&text, "%s)", bias ? "" : ", bias=False");
    return text.bytes;
}

const char *torch_norm_arguments(Arena *arena, const Op *op) {
    const char *eps = python_float(arena, op->eps);
    if (op->kind == OP_GROUP_NORM)
        return arena_printf(arena, "%d, %d, eps=%s, affine=True", op->groups, op->out_channels, eps);
    return arena_printf(arena, "%d, eps=%s, momentum=0.1, affine=True, track_running_stats=True",
                        op->out_channels, eps);
}

static const char *max_pool(Arena *arena, const Op *op) {
    if (op->same)
        return arena_printf(arena,
                            "MaxPool2dSame(kernel_size=(%d, %d), stride=(%d, %d), padding=(0, 0), "
                            "dilation=(1, 1), ceil_mode=False)",
                            op->kernel, op->kernel, op->stride, op->stride);
    return arena_printf(arena,
                        "MaxPool2d(kernel_size=%d, stride=%d, padding=%d, dilation=1, ceil_mode=False)",
                        op->kernel, op->stride, op->zeros ? 0 : op->padding);
}

static const char *average(Arena *arena, const Op *op) {
    if (op->same)
        return arena_printf(arena, "AvgPool2dSame(kernel_size=(%d, %d), stride=(%d, %d), padding=(0, 0))",
                            op->kernel, op->kernel, op->stride, op->stride);
    return arena_printf(arena, "AvgPool2d(kernel_size=%d, stride=%d, padding=0)", op->kernel, op->stride);
}

/* After the features stands a norm of vectors. */
static const char *norm(Arena *arena, const Graph *graph, const Op *op) {
    bool vector = op->kind == OP_NORM && operators[graph->ops[op->in[0]].kind].vector;
    return arena_printf(arena, "%s(%s)", vector ? "BatchNorm1d" : operators[op->kind].module,
                        torch_norm_arguments(arena, op));
}

static const char *module_of(Arena *arena, const Graph *graph, const Op *op) {
    switch (op->kind) {
    case OP_CONV:
        return torch_conv(arena, op, graph->spec->norm == NORM_NONE);
    case OP_NORM:
    case OP_GROUP_NORM:
        return norm(arena, graph, op);
    case OP_ACTIVATION:
        return torch_activation(arena, graph->spec, op->out_channels);
    case OP_MAX_POOL:
        return max_pool(arena, op);
    case OP_WINDOW_AVERAGE:
        return average(arena, op);
    case OP_AVERAGE_POOL:
    case OP_GLOBAL_MAX:
        return arena_printf(arena, "%s(output_size=(1, 1))", operators[op->kind].module);
    case OP_LINEAR:
        return arena_printf(arena, "Linear(in_features=%d, out_features=%d, bias=True)", op->in_channels,
                            op->out_channels);
    default:
        return arena_printf(arena, "%s()", operators[op->kind].module);
    }
}

void tree_op(Tree *tree, const char *name, const Op *op) {
    if (op && *operators[op->kind].module)
        tree_leaf(tree, name, module_of(tree->text->arena, tree->graph, op));
}

void tree_pool(Tree *tree, const char *name, const Op *op) {
    if (op->zeros)
        tree_leaf(tree, "pad",
                  arena_printf(tree->text->arena, "ConstantPad2d(padding=(%d, %d, %d, %d), value=0.0)",
                               op->padding, op->behind, op->padding, op->behind));
    tree_op(tree, name, op);
}

const Op *torch_find(const Tree *tree, const char *prefix, const char *name) {
    size_t length = strlen(prefix);
    for (int v = tree->begin; v < tree->end; v++) {
        const char *own = tree->graph->ops[v].name;
        if (!strncmp(own, prefix, length) && !strcmp(own + length, name)) return &tree->graph->ops[v];
    }
    return NULL;
}

void torch_enter(Tree *tree, int stage, int block) {
    const Graph *graph = tree->graph;
    tree->begin = stage < 0 || tree->end == graph->op_count ? 0 : tree->end;
    tree->end = graph->op_count;
    if (stage < 0) return;
    while (graph->ops[tree->begin].stage != stage || graph->ops[tree->begin].block != block) tree->begin++;
    tree->end = tree->begin;
    while (tree->end < graph->op_count && graph->ops[tree->end].stage == stage &&
           graph->ops[tree->end].block == block)
        tree->end++;
}
