/* observe.c: emitted code on all images of a source, looked at through the trace. */
#include "feed.h"
#include "measure.h"

#include <string.h>

typedef struct {
    const Plan *plan;
    const ImageSource *source;
    const Jit *jit;
    void *workspace;
    float *output;
    Observation **seen;   /* [value] */
    int *batch;           /* [layer]: images of it so far in this call */
    int filled;           /* images of the batch; the rest is nothing to look at */
    const char *infinite; /* the first layer with a value that is not finite */
    Observed *observed;
    Diag *diag;
} Watching;

/* ---- A layer's value ---- */

static int layer_named(const Layers *layers, const char *name) {
    for (int v = 0; v < layers->count; v++)
        if (!strcmp(layers->layers[v].name, name)) return v;
    return -1;
}

/* A copy of another layer's value is not looked at again. */
static bool is_first(const Layers *layers, int v) {
    for (int other = 0; other < v; other++)
        if (layers->layers[other].op == layers->layers[v].op) return false;
    return true;
}

/* A TraceFunction, called with a few images of the batch at a time. */
static void see_layer(void *context, const char *name, const float *value, int images, int channels,
                      int height, int width) {
    Watching *w = context;
    const Layers *layers = w->plan->layers;
    int v = layer_named(layers, name);
    size_t image = (size_t)channels * (size_t)height * (size_t)width;
    if (v < 0 || !is_first(layers, v)) return;
    Observation *o = w->seen[layers->layers[v].op];
    for (int i = 0; i < images && w->batch[v] < w->filled; i++, w->batch[v]++)
        if (!observe_image(o, value + (size_t)i * image) && !w->infinite)
            w->infinite = layers->layers[v].name;
}

/* ---- All images ---- */

static bool watch_batch(void *context, const void *in, const int *images, int filled) {
    Watching *w = context;
    (void)images;
    w->filled = filled;
    memset(w->batch, 0, sizeof *w->batch * (size_t)w->plan->layers->count);
    w->jit->run(w->plan->blob->bytes, w->workspace, in, w->output);
    w->observed->images += filled;
    return !w->infinite || diag_fail(w->diag, STATUS_INPUT, "%s: %s: a value is infinite or no number",
                                     w->source->path, w->infinite);
}

static Watching make_watching(Arena *arena, const Plan *plan, const ImageSource *source, Diag *diag) {
    Watching w = { .plan = plan,
                   .source = source,
                   .seen = arena_array(arena, Observation *, plan->graph->op_count),
                   .batch = arena_array(arena, int, plan->layers->count),
                   .output = arena_array(arena, float, plan_output_floats(plan)),
                   .observed = arena_alloc(arena, sizeof(Observed)),
                   .diag = diag };
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        if (layer->kind != LAYER_OUTPUT && !w.seen[layer->op])
            w.seen[layer->op] = observation_new(arena, layer->shape);
    }
    w.observed->seen = (const Observation *const *)w.seen;
    return w;
}

const Observed *observe_network(Arena *arena, const Plan *plan, JitKind kind, const ImageSource *source,
                                const Progress *progress, Diag *diag) {
    Watching *w = arena_alloc(arena, sizeof *w);
    *w = make_watching(arena, plan, source, diag);
    const char *text = jit_text(arena, plan, diag);
    w->jit = text ? jit_compile(arena, plan, text, kind, see_layer, w, diag) : NULL;
    if (!w->jit) return NULL;
    w->workspace = arena_alloc(arena, w->jit->workspace_bytes);
    const Feed feed = { source, plan->spec, watch_batch, w, progress, diag, 0 };
    return feed_images(arena, &feed, &w->observed->unreadable) ? w->observed : NULL;
}
