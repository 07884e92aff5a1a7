/* observe.c: emitted code on all images of a source, looked at through the trace. */
#include "observe.h"

#include <string.h>

typedef struct {
    const Plan *plan;
    const ImageSource *source;
    Observation **seen; /* [value] */
    int *batch;         /* [layer]: images of it so far in this call */
    int filled;         /* images of the batch; the rest is nothing to look at */
    char *in;           /* all images of a call */
    size_t image_bytes;
    const char *infinite; /* the first layer with a value that is not finite */
    Observed *observed;
    const char *unreadable; /* what is wrong with the first picture that cannot be read */
    const Progress *progress;
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

/* ---- Images ---- */

/* What the last batch lacks is zeros. */
static bool run_batch(Watching *w, const Jit *jit, void *workspace, float *output) {
    size_t unused = (size_t)(w->plan->spec->batch - w->filled) * w->image_bytes;
    memset(w->in + (size_t)w->filled * w->image_bytes, 0, unused);
    memset(w->batch, 0, sizeof *w->batch * (size_t)w->plan->layers->count);
    jit->run(w->plan->blob->bytes, workspace, w->in, output);
    w->observed->images += w->filled;
    w->filled = 0;
    return !w->infinite || diag_fail(w->diag, STATUS_INPUT, "%s: %s: a value is infinite or no number",
                                     w->source->path, w->infinite);
}

/* False where it ends here; a picture of a folder that cannot be read is passed over. */
static bool take_image(Watching *w, Ahead *ahead) {
    Arena arena = { .no_memory = w->diag->arena->no_memory };
    Diag diag = { .arena = &arena };
    bool good = ahead_next(ahead, w->in + (size_t)w->filled * w->image_bytes, &diag);
    const char *message = good ? NULL : arena_printf(w->diag->arena, "%s", diag.message);
    if (good)
        w->filled++;
    else if (!w->source->is_folder)
        diag_fail(w->diag, diag.status, "%s", message);
    else if (!w->observed->unreadable++)
        w->unreadable = message;
    arena_free(&arena);
    return good || w->source->is_folder;
}

static void tell(const Watching *w, int done) {
    if (w->progress && w->progress->tell) w->progress->tell(w->progress->context, done, w->source->count);
}

static bool run_images(Watching *w, const Jit *jit, Ahead *ahead, Arena *arena) {
    int count = w->source->count;
    float *output = arena_array(arena, float, plan_output_floats(w->plan));
    void *workspace = arena_alloc(arena, jit->workspace_bytes);
    for (int i = 0; i < count; i++) {
        tell(w, i);
        if (!take_image(w, ahead)) return false;
        bool full = w->filled == w->plan->spec->batch || i + 1 == count;
        if (full && w->filled && !run_batch(w, jit, workspace, output)) return false;
    }
    tell(w, count);
    return true;
}

/* ---- Before and behind ---- */

static Watching make_watching(Arena *arena, const Plan *plan, const ImageSource *source,
                              const Progress *progress, Diag *diag) {
    Watching w = { .plan = plan,
                   .source = source,
                   .seen = arena_array(arena, Observation *, plan->graph->op_count),
                   .batch = arena_array(arena, int, plan->layers->count),
                   .in = arena_alloc(arena, plan_input_bytes(plan)),
                   .image_bytes = input_image_bytes(plan->spec),
                   .observed = arena_alloc(arena, sizeof(Observed)),
                   .progress = progress,
                   .diag = diag };
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        if (layer->kind != LAYER_OUTPUT && !w.seen[layer->op])
            w.seen[layer->op] = observation_new(arena, layer->shape);
    }
    w.observed->seen = (const Observation *const *)w.seen;
    return w;
}

static bool finish(const Watching *w) {
    const Observed *o = w->observed;
    if (!o->images) return diag_fail(w->diag, STATUS_INPUT, "%s", w->unreadable);
    if (o->unreadable)
        diag_note(w->diag, "%s: passed over %d of %d pictures, which cannot be read, first %s",
                  w->source->path, o->unreadable, w->source->count, w->unreadable);
    return true;
}

const Observed *observe_network(Arena *arena, const Plan *plan, JitKind kind, const ImageSource *source,
                                const Progress *progress, Diag *diag) {
    Watching *w = arena_alloc(arena, sizeof *w);
    *w = make_watching(arena, plan, source, progress, diag);
    const char *text = jit_text(arena, plan, diag);
    const Jit *jit = text ? jit_compile(arena, plan, text, kind, see_layer, w, diag) : NULL;
    if (!jit) return NULL;
    Ahead *ahead = ahead_start(arena, source, plan->spec->batch);
    bool good = run_images(w, jit, ahead, arena);
    ahead_stop(ahead);
    return good && finish(w) ? w->observed : NULL;
}
