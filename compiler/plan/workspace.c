/* workspace.c: the sizes of the emitted code's workspace. Its threads share the values and a line; then lie
 * the lines of the threads, a trace's copy, the scratch of the threads. */
#include "plan.h"

/* The catalogue's kernels have a team of their own. */
static bool has_team(const Kernel *kernels, int count, const Target *target) {
    for (int v = 0; v < count && !target->catalogue; v++)
        if (kernels[v].shared) return true;
    return false;
}

static size_t largest(size_t a, size_t b) { return a > b ? a : b; }

WorkspaceSize size_workspace(const Layers *layers, const Choice *choices, const Kernel *kernels,
                             const Placement *placement, const Target *target, int batch) {
    WorkspaceSize w = { .team = has_team(kernels, layers->count, target) };
    w.line = w.team ? LINE_BYTES : 0;
    w.common = placement->values + w.line;
    for (int v = 0; v < layers->count; v++) {
        size_t copied = (size_t)batch * shape_floats(layers->layers[v].shape);
        w.scratch = largest(w.scratch, whole_lines(choices[v].scratch * sizeof(float)));
        w.copy = largest(w.copy, whole_lines(copied * sizeof(float)));
    }
    return w;
}

size_t workspace_bytes(const WorkspaceSize *w, int threads) {
    return w->common + (size_t)threads * (w->line + w->scratch);
}
