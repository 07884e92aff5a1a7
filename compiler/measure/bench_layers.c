/* bench_layers.c: the time of each layer of a compiled network, by a hook behind each. */
#include "bench.h"
#include "emit/emit.h"

#include <string.h>

struct LayerTimer {
    const Plan *plan;
    const Jit *jit;
    double *least;
    int done;      /* layers of this call that have ended */
    int64_t since; /* the end of the last one */
};

/* A layer that runs a few images at a time counts as often as the batch needs it. */
static void end_layer(LayerTimer *timer, int layer, int64_t now) {
    double calls = (double)timer->plan->spec->batch / timer->plan->layouts[layer].run;
    double seconds = 1e-9 * (double)(now - timer->since) * calls;
    if (timer->least[layer] == 0 || seconds < timer->least[layer]) timer->least[layer] = seconds;
    timer->done = layer + 1;
    timer->since = now;
}

/* A TraceFunction without values: layers end in their order, some (the outputs) untold, the first ones again
 * for each image of a batch. */
static void on_layer(void *context, const char *name, const float *value, int images, int channels,
                     int height, int width) {
    LayerTimer *timer = context;
    int64_t now = clock_ns();
    (void)value, (void)images, (void)channels, (void)height, (void)width;
    const Layers *layers = timer->plan->layers;
    for (int step = 0; step < layers->count; step++) {
        int layer = (timer->done + step) % layers->count;
        if (strcmp(layers->layers[layer].name, name)) continue;
        end_layer(timer, layer, now);
        return;
    }
}

/* The trace's pointers (jit.c) serve the profile, which wants no values. */
const char *profiled_text(Arena *arena, const char *name, const char *c_text) {
    const char *upper = upper_case(arena, name);
    Text text = { .arena = arena };
    text_printf(&text, "#undef %s_TRACE\n#define %s_PROFILE 1\n", upper, upper);
    text_append(&text, c_text, strlen(c_text));
    text_printf(&text,
                "\nextern void (*%s_jit_trace)(void *, const char *, const float *, int, int, int, int);\n"
                "extern void *%s_jit_context;\n"
                "void %s_profile(const char *layer) {\n"
                "    %s_jit_trace(%s_jit_context, layer, 0, 0, 0, 0, 0);\n}\n",
                name, name, name, name, name);
    return text.bytes;
}

LayerTimer *layer_timer_open(Arena *arena, const Plan *plan, const char *c_text, JitKind kind, Diag *diag) {
    LayerTimer *timer = arena_alloc(arena, sizeof *timer);
    *timer = (LayerTimer){ .plan = plan, .least = arena_array(arena, double, plan->layers->count) };
    const char *text = profiled_text(arena, plan->spec->name, c_text);
    timer->jit = jit_compile(arena, plan, text, kind, on_layer, timer, diag);
    return timer->jit ? timer : NULL;
}

void layer_timer_call(LayerTimer *timer, const void *weights, void *workspace, const void *input,
                      float *output) {
    timer->done = 0;
    timer->since = clock_ns();
    timer->jit->run(weights, workspace, input, output);
    int count = timer->plan->layers->count;
    if (timer->done < count) end_layer(timer, count - 1, clock_ns());
}

size_t layer_timer_workspace(const LayerTimer *timer) { return timer->jit->workspace_bytes; }

const double *layer_timer_least(const LayerTimer *timer) { return timer->least; }
