/* shape.c: Graph -> the shape of every value, and the totals that follow from shapes. */
#include "graph.h"

#include <limits.h>

size_t shape_floats(Shape shape) {
    return (size_t)shape.channels * (size_t)shape.height * (size_t)shape.width;
}

/* PyTorch's Conv2d and MaxPool2d (floor mode). Never below 1: padding is kernel / 2. */
static int window_count(int size, const Op *op) {
    return (int)(((long)size + 2 * op->padding - op->kernel) / op->stride) + 1;
}

static Shape infer(const Op *op, Shape in) {
    switch (op->kind) {
    case OP_CONV:
    case OP_MAX_POOL:
        return (Shape){ op->out_channels, window_count(in.height, op), window_count(in.width, op) };
    case OP_AVERAGE_POOL:
    case OP_LINEAR:
        return (Shape){ op->out_channels, 1, 1 };
    default:
        return in;
    }
}

const Shape *shape_infer(Arena *arena, const Graph *graph, Diag *diag) {
    const Spec *spec = graph->spec;
    Shape *shapes = arena_array(arena, Shape, graph->op_count);
    for (int v = 0; v < graph->op_count; v++) {
        const Op *op = &graph->ops[v];
        Shape input = { spec->channels, spec->height, spec->width };
        shapes[v] = op->kind == OP_INPUT ? input : infer(op, shapes[op->in[0]]);
        double floats = (double)shape_floats(shapes[v]) * spec->batch;
        if (floats > INT_MAX) {
            diag_fail(diag, STATUS_INPUT, "%s: %s: expected a value below 2^31 floats, got [%d, %d, %d, %d]",
                      spec->path, op->name, spec->batch, shapes[v].channels, shapes[v].height,
                      shapes[v].width);
            return NULL;
        }
    }
    return shapes;
}

double op_macs(const Op *op, Shape out) {
    if (op->kind != OP_CONV && op->kind != OP_LINEAR) return 0;
    return (double)shape_floats(out) * (op->in_channels / op->groups) * op->kernel * op->kernel;
}

/* Optional biases are no parameters of torchvision's classes. */
size_t graph_parameters(const Graph *graph) {
    size_t sum = 0;
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        if (!param->optional && param->role != ROLE_MEAN && param->role != ROLE_VARIANCE) sum += param->count;
    }
    return sum;
}

bool check_floats(const Spec *spec, const char *name, size_t floats, const char *what, Diag *diag) {
    return floats <= INT_MAX || diag_fail(diag, STATUS_INPUT, "%s: %s: expected below 2^31 floats%s, got %zu",
                                          spec->path, name, what, floats);
}

bool check_parameters(const Graph *graph, Diag *diag) {
    for (int p = 0; p < graph->param_count; p++)
        if (!check_floats(graph->spec, graph->params[p].name, graph->params[p].count, "", diag)) return false;
    return true;
}
