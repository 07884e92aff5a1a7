/* describe_torch.c: --describe=torch: the module tree as PyTorch's print(model) shows torchvision's ResNet.
 */
#include "report.h"

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
    if (exponent < -4 || exponent > 15) return arena_printf(arena, "%s", scientific);
    int decimals = digits - exponent;
    return arena_printf(arena, "%.*f", decimals > 1 ? decimals : 1, number);
}

/* ---- One operator: one line ---- */

static void print_conv(Text *text, const Op *op) {
    text_printf(text, "%d, %d, kernel_size=(%d, %d), stride=(%d, %d)", op->in_channels, op->out_channels,
                op->kernel, op->kernel, op->stride, op->stride);
    if (op->padding) text_printf(text, ", padding=(%d, %d)", op->padding, op->padding);
    if (op->groups != 1) text_printf(text, ", groups=%d", op->groups);
    text_printf(text, ", bias=False");
}

static void print_arguments(Text *text, const Op *op) {
    switch (op->kind) {
    case OP_CONV:
        print_conv(text, op);
        return;
    case OP_NORM:
        text_printf(text, "%d, eps=%s, momentum=0.1, affine=True, track_running_stats=True", op->out_channels,
                    python_float(text->arena, op->eps));
        return;
    case OP_MAX_POOL:
        text_printf(text, "kernel_size=%d, stride=%d, padding=%d, dilation=1, ceil_mode=False", op->kernel,
                    op->stride, op->padding);
        return;
    case OP_AVERAGE_POOL:
        text_printf(text, "output_size=(1, 1)");
        return;
    case OP_LINEAR:
        text_printf(text, "in_features=%d, out_features=%d, bias=True", op->in_channels, op->out_channels);
        return;
    default:
        break; /* no modules; an activation has a row of its own */
    }
}

static void print_module(Text *text, const Op *op, int indent, const char *name) {
    const char *module = operators[op->kind].module;
    if (!*module) return;
    if (op->kind == OP_ACTIVATION) {
        text_printf(text, "%*s(%s): %s\n", indent, "", name, activation_row(op->activation)->module);
        return;
    }
    text_printf(text, "%*s(%s): %s(", indent, "", name, module);
    print_arguments(text, op);
    text_printf(text, ")\n");
}

/* ---- Blocks: the operators [begin, end) of a graph ---- */

typedef struct {
    int begin, end;
} Span;

/* The operators from `begin` on that belong to the same block. */
static Span block_span(const Graph *graph, int begin) {
    const Op *first = &graph->ops[begin];
    int end = begin;
    while (end < graph->op_count && graph->ops[end].stage == first->stage &&
           graph->ops[end].block == first->block)
        end++;
    return (Span){ begin, end };
}

/* "downsample.0" of "layer2.0.downsample.0": behind the second dot. */
static const char *name_in_block(const Op *op) { return strchr(strchr(op->name, '.') + 1, '.') + 1; }

static const char *name_in_shortcut(const Op *op) {
    const char *name = name_in_block(op), *prefix = "downsample.";
    return strncmp(name, prefix, strlen(prefix)) ? NULL : name + strlen(prefix);
}

/* A block has a single activation, "relu", which stands where its class makes it: behind bn1, or behind bn3.
 */
static void print_branch(Text *text, const Graph *graph, Span block) {
    bool relu_last = graph->spec->block == BLOCK_BOTTLENECK;
    const char *relu_behind = relu_last ? "bn3" : "bn1";
    for (int v = block.begin; v < block.end; v++) {
        const Op *op = &graph->ops[v];
        if (op->kind == OP_ACTIVATION || name_in_shortcut(op)) continue;
        print_module(text, op, 6, name_in_block(op));
        if (!strcmp(name_in_block(op), relu_behind))
            text_printf(text, "      (relu): %s\n", activation_row(graph->spec->activation)->module);
    }
}

static void print_shortcut(Text *text, const Graph *graph, Span block) {
    bool open = false;
    for (int v = block.begin; v < block.end; v++) {
        const char *name = name_in_shortcut(&graph->ops[v]);
        if (!name) continue;
        if (!open) text_printf(text, "      (downsample): Sequential(\n");
        open = true;
        print_module(text, &graph->ops[v], 8, name);
    }
    if (open) text_printf(text, "      )\n");
}

static void print_block(Text *text, const Graph *graph, Span block) {
    const Op *first = &graph->ops[block.begin];
    const char *class = graph->spec->block == BLOCK_BASIC ? "BasicBlock" : "Bottleneck";
    if (first->block == 0) text_printf(text, "  (layer%d): Sequential(\n", first->stage + 1);
    text_printf(text, "    (%d): %s(\n", first->block, class);
    print_branch(text, graph, block);
    print_shortcut(text, graph, block);
    text_printf(text, "    )\n");
    bool last = first->block == graph->spec->repeats[first->stage] - 1;
    if (last) text_printf(text, "  )\n");
}

const char *describe_torch(Arena *arena, const Graph *graph) {
    Text text = { .arena = arena };
    text_printf(&text, "ResNet(\n");
    for (int v = 0; v < graph->op_count;) {
        const Op *op = &graph->ops[v];
        if (op->stage < 0) {
            print_module(&text, op, 2, op->name);
            v++;
        } else {
            Span block = block_span(graph, v);
            print_block(&text, graph, block);
            v = block.end;
        }
    }
    text_printf(&text, ")\n");
    return text.bytes;
}
