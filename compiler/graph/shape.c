/* shape.c: Graph -> the shape of every value, and the totals that follow from shapes. */
#include "graph.h"

#include <limits.h>

/* A window must fit, and what is reflected needs a neighbour. */
static bool has_pixels(const Spec *spec, const Op *op, Shape in, Shape out, Diag *diag) {
    if (op->kind == OP_BLUR && (in.height < 2 || in.width < 2))
        return diag_fail(diag, STATUS_INPUT, "%s: %s: expected 2x2 pixels or more to blur, got %dx%d",
                         spec->path, op->name, in.height, in.width);
    if (out.height >= 1 && out.width >= 1) return true;
    return diag_fail(diag, STATUS_INPUT, "%s: %s: expected pixels for a window of %dx%d, got %dx%d",
                     spec->path, op->name, op->kernel, op->kernel, in.height, in.width);
}

/* An average over an odd size, alone of all windows, drops what a projection keeps. */
static bool fits_sum(const Spec *spec, const Op *op, const Shape *shapes, Diag *diag) {
    if (op->kind != OP_ADD) return true;
    Shape branch = shapes[op->in[0]], shortcut = shapes[op->in[1]];
    if (branch.height == shortcut.height && branch.width == shortcut.width) return true;
    return diag_fail(diag, STATUS_INPUT,
                     "%s: %s: expected a branch as large as its shortcut, got %dx%d and %dx%d "
                     "(\"antialias\": \"average\" wants even sizes)",
                     spec->path, op->name, branch.height, branch.width, shortcut.height, shortcut.width);
}

const Shape *shape_infer(Arena *arena, const Graph *graph, Diag *diag) {
    const Spec *spec = graph->spec;
    Shape *shapes = arena_array(arena, Shape, graph->op_count);
    for (int v = 0; v < graph->op_count; v++) {
        const Op *op = &graph->ops[v];
        Shape input = { spec->channels, spec->height, spec->width };
        Shape in = op->in[0] < 0 ? input : shapes[op->in[0]];
        shapes[v] = operators[op->kind].shape(op, in);
        if (!has_pixels(spec, op, in, shapes[v], diag) || !fits_sum(spec, op, shapes, diag)) return NULL;
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

double op_macs(const Op *op, Shape out) { return operators[op->kind].macs(op, out); }

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
