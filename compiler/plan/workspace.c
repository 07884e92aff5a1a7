/* workspace.c: the sizes of the emitted code's workspace. Its threads share the values and a line; behind
 * these lie the threads' lines, a trace's copy, the threads' scratch. */
#include "plan.h"

static bool has_team(const Kernel *kernels, int count) {
    for (int v = 0; v < count; v++)
        if (kernels[v].shared) return true;
    return false;
}

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

WorkspaceSize size_workspace(const Layers *layers, const Choice *choices, const Kernel *kernels,
                             const Placement *placement, int batch) {
    WorkspaceSize w = { .team = has_team(kernels, layers->count) };
    w.line = w.team ? LINE_BYTES : 0;
    w.common = placement->values + w.line;
    for (int v = 0; v < layers->count; v++) {
        size_t copied = (size_t)batch * shape_floats(layers->layers[v].shape);
        w.scratch = larger(w.scratch, whole_lines(choices[v].scratch));
        w.copy = larger(w.copy, whole_lines(copied * sizeof(float)));
    }
    return w;
}

WorkspaceSize without_team(WorkspaceSize w) {
    w.common -= w.line;
    w.line = 0;
    w.team = false;
    return w;
}

size_t workspace_bytes(const WorkspaceSize *w, int threads) {
    return w->common + (size_t)threads * (w->line + w->scratch);
}
