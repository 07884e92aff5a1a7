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

/* Anti-aliasing by averages leaves a window less than the shortcut has where a size is odd. */
static bool adds_alike(const Spec *spec, const Op *op, Shape a, Shape b, Diag *diag) {
    if (a.channels == b.channels && a.height == b.height && a.width == b.width) return true;
    return diag_fail(diag, STATUS_INPUT,
                     "%s: %s: expected a branch and a shortcut alike, got %dx%d and %dx%d", spec->path,
                     op->name, a.height, a.width, b.height, b.width);
}

const Shape *shape_infer(Arena *arena, const Graph *graph, Diag *diag) {
    const Spec *spec = graph->spec;
    Shape *shapes = arena_array(arena, Shape, graph->op_count);
    for (int v = 0; v < graph->op_count; v++) {
        const Op *op = &graph->ops[v];
        Shape input = { spec->channels, spec->height, spec->width };
        Shape in = op->in[0] < 0 ? input : shapes[op->in[0]];
        shapes[v] = operators[op->kind].shape(op, in);
        if (!has_pixels(spec, op, in, shapes[v], diag)) return NULL;
        if (op->kind == OP_ADD && !adds_alike(spec, op, in, shapes[op->in[1]], diag)) return NULL;
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
