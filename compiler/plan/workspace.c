/* workspace.c: the sizes of the emitted code's workspace: values, the threads' scratch behind or among them,
 * the barrier's line and the threads', a trace's copy. */
#include "plan.h"

static bool has_team(const Kernel *kernels, int count) {
    for (int v = 0; v < count; v++)
        if (kernels[v].shared) return true;
    return false;
}

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

/* Values and one thread's scratch. */
static size_t lone_bytes(const Choice *choices, const Placement *placement) {
    size_t most = placement->values;
    for (int v = 0; v < placement->count; v++)
        if (choices[v].scratch)
            most = larger(most, placement->places[v].scratch + whole_lines(choices[v].scratch));
    return most;
}

/* Each thread more takes the largest scratch more, wherever that begins. */
WorkspaceSize size_workspace(const Layers *layers, const Choice *choices, const Kernel *kernels,
                             const Placement *placement, int batch) {
    WorkspaceSize w = { .team = has_team(kernels, layers->count) };
    for (int v = 0; v < layers->count; v++) {
        size_t copied = (size_t)batch * shape_floats(layers->layers[v].shape);
        w.scratch = larger(w.scratch, whole_lines(choices[v].scratch));
        w.copy = larger(w.copy, whole_lines(copied * sizeof(float)));
    }
    w.line = w.team ? LINE_BYTES : 0;
    w.common = lone_bytes(choices, placement) - w.scratch + w.line;
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

size_t lines_begin(const WorkspaceSize *w) { return w->common - w->line; }
