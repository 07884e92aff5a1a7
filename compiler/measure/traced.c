/* traced.c: each layer's value, kept as it comes. */
#include "traced.h"

#include <string.h>

int layer_named(const Layers *layers, const char *name) {
    for (int v = 0; v < layers->count; v++)
        if (!strcmp(layers->layers[v].name, name)) return v;
    return -1;
}

/* A TraceFunction, called with a few images of the batch at a time. */
static void keep(void *context, const char *name, const float *value, int images, int channels, int height,
                 int width) {
    Traced *t = context;
    const size_t image = (size_t)channels * (size_t)height * (size_t)width;
    int v = layer_named(t->plan->layers, name);
    if (v < 0 || t->seen[v] + images > t->plan->spec->batch) return;
    memcpy(t->values[v] + (size_t)t->seen[v] * image, value, (size_t)images * image * sizeof *value);
    t->seen[v] += images;
}

Traced *traced_open(Arena *arena, const Plan *plan, JitKind kind, Diag *diag) {
    const int layers = plan->layers->count;
    Traced *t = arena_alloc(arena, sizeof *t);
    *t = (Traced){ .plan = plan,
                   .values = arena_array(arena, float *, layers),
                   .seen = arena_array(arena, int, layers),
                   .output = arena_array(arena, float, plan_output_floats(plan)) };
    for (int v = 0; v < layers; v++)
        t->values[v] =
            arena_array(arena, float, (size_t)plan->spec->batch *shape_floats(plan->layers->layers[v].shape));
    const char *text = jit_text(arena, plan, diag);
    t->jit = text ? jit_compile(arena, plan, text, kind, keep, t, diag) : NULL;
    if (!t->jit) return NULL;
    t->workspace = arena_alloc(arena, t->jit->workspace_bytes);
    return t;
}

void traced_run(Traced *t, const void *in) {
    memset(t->seen, 0, sizeof *t->seen * (size_t)t->plan->layers->count);
    t->jit->run(t->plan->blob->bytes, t->workspace, in, t->output);
}
