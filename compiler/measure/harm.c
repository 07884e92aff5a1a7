/* harm.c: what each layer, lowered alone, would do to the scores. The code of floats runs with weights that
 * are integers times a scale, and values are rounded where they lie: nothing is compiled anew.
 *
 * Its own value is, and what nobody else reads; what others read, too, is its producer's matter. */
#include "bench.h"
#include "energy.h"
#include "traced.h"

#include <math.h>
#include <string.h>

#define MOST_WEIGHT 127

typedef struct {
    const Runnable *of;
    const Ranges *ranges;
    const bool *refused;   /* [layer] */
    const Quantum *quanta; /* [layer]: of its value in integers */
    const Jit *jit;
    void *workspace;
    float *output, *plain; /* plain: of floats */
    unsigned char *bytes;  /* packed weights, of which one layer's are changed */
    Energy *scores;        /* [layer] */
    bool *rounded;         /* [layer]: its value is */
    int *calls;            /* [layer]: so far in this run */
    Arena *arena;
} Lowered;

/* ---- A value, where it lies ---- */

static void round_to(const Quantum *quantum, float *values, size_t count) {
    const double scale = (double)quantum->scale;
    for (size_t i = 0; i < count; i++) {
        const double q = fmax(0, fmin(255, rint((double)values[i] / scale) + quantum->zero));
        values[i] = (float)((q - quantum->zero) * scale);
    }
}

/* A TraceFunction behind each layer. Borders and what fills blocks are zeros, which stay. */
static void round_value(void *context, const char *name, const float *value, int images, int channels,
                        int height, int width) {
    Lowered *l = context;
    const Plan *plan = l->of->plan;
    (void)value, (void)images, (void)channels, (void)height, (void)width;
    const int v = layer_named(plan->layers, name);
    if (v < 0 || !l->rounded[v]) return;
    const Layout *layout = &plan->layouts[v];
    const size_t slot = (size_t)(l->calls[v]++ * layout->run % layout->images) * layout->image;
    char *at = (char *)l->workspace + plan->placement->places[v].offset;
    round_to(&l->quanta[v], (float *)(void *)at + slot, (size_t)layout->run * layout->image);
}

/* ---- Weights ---- */

static int channel_read(const Layer *layer, int c, size_t i) {
    const size_t plane = (size_t)layer->in_shape.height * (size_t)layer->in_shape.width;
    const int in = layer->in_shape.channels / layer->groups, out = layer->shape.channels / layer->groups;
    if (layer->kind == LAYER_LINEAR) return (int)(i / plane);
    return c / out * in + (int)(i / (size_t)(layer->kernel * layer->kernel));
}

/* A filter as integers times a scale. Returns what that adds on the average, which the bias takes off. */
static double round_filter(const Layer *layer, const float *means, int c, float *filter) {
    const size_t count = filter_floats(layer);
    double largest = 0, added = 0;
    for (size_t i = 0; i < count; i++) largest = fmax(largest, fabs((double)filter[i]));
    const double unit = largest > 0 ? largest / MOST_WEIGHT : 1;
    for (size_t i = 0; i < count; i++) {
        const double weight = rint((double)filter[i] / unit) * unit;
        if (means) added += (weight - (double)filter[i]) * (double)means[channel_read(layer, c, i)];
        filter[i] = (float)weight;
    }
    return added;
}

static Layer rounded_layer(const Lowered *l, Arena *arena, int v) {
    Layer layer = l->of->plan->layers->layers[v];
    const size_t count = filter_floats(&layer), channels = (size_t)layer.shape.channels;
    float *weights = arena_array(arena, float, channels *count), *bias = arena_array(arena, float, channels);
    double *ones = arena_array(arena, double, channels);
    for (int c = 0; c < layer.shape.channels; c++) {
        ones[c] = 1;
        float *filter = weights + (size_t)c * count;
        layer_weights(&layer, c, 0, count, filter);
        bias[c] = layer.bias[c] - (float)round_filter(&layer, l->ranges->ranges[layer.in].means, c, filter);
    }
    layer.weight = weights;
    layer.bias = bias;
    layer.centre = NULL;
    layer.scale = ones;
    return layer;
}

/* Its block of packed weights, as it is in a network of what it reads and itself. */
static void put_layer(const Lowered *l, Arena *arena, int v, const Layer *layer) {
    const Plan *plan = l->of->plan;
    Layer two[] = { { .kind = LAYER_INPUT, .in = -1, .magnitude = plan->layers->layers[layer->in].magnitude },
                    *layer };
    const Layout layouts[] = { plan->layouts[layer->in], plan->layouts[v] };
    const Choice choices[] = { plan->choices[layer->in], plan->choices[v] };
    two[1].in = 0;
    const Blob *blob = pack_weights(arena, &(Layers){ two, 2 }, NULL, layouts, choices, plan->target, NULL);
    memcpy(l->bytes + plan->blob->weight[v], blob->bytes + blob->weight[1], blob->size - blob->weight[1]);
}

/* ---- All layers ---- */

static const float *run(Lowered *l, const void *in) {
    memset(l->calls, 0, sizeof *l->calls * (size_t)l->of->plan->layers->count);
    l->jit->run(l->bytes, l->workspace, in, l->output);
    return l->output + scores_offset(l->of->plan);
}

static bool has_one_reader(const Layers *layers, int v) {
    int readers = 0;
    for (int u = v + 1; u < layers->count; u++) {
        const Layer *reader = &layers->layers[u];
        readers +=
            reader->kind != LAYER_OUTPUT && (reader->in == v || reader->residual == v || reader->gate == v);
    }
    return readers == 1;
}

/* A classifier's value stays floats; the input is a picture's pixels. */
static bool is_rounded(const Lowered *l, int v) {
    return l->quanta[v].number != NUMBER_F32 && !l->quanta[v].factors;
}

static void mark_rounded(const Lowered *l, int v, bool rounded) {
    const Layers *layers = l->of->plan->layers;
    const Layer *layer = &layers->layers[v];
    const int read[] = { layer->in, layer->residual, layer->gate };
    l->rounded[v] = rounded && is_rounded(l, v);
    for (int i = 0; i < COUNT_OF(read); i++)
        if (read[i] >= 0)
            l->rounded[read[i]] = rounded && is_rounded(l, read[i]) && has_one_reader(layers, read[i]);
}

static void lower_layer(Lowered *l, const void *in, int filled, int v) {
    const Layer *layer = &l->of->plan->layers->layers[v];
    Arena own = { .no_memory = l->arena->no_memory };
    const Layer rounded = rounded_layer(l, &own, v);
    put_layer(l, &own, v, &rounded);
    mark_rounded(l, v, true);
    const float *scores = run(l, in);
    add_energy(&l->scores[v], l->plain, scores, (size_t)(filled * l->of->plan->spec->classes));
    mark_rounded(l, v, false);
    put_layer(l, &own, v, layer);
    arena_free(&own);
}

static bool lower_batch(void *context, const void *in, const int *images, int filled) {
    Lowered *l = context;
    const Layers *layers = l->of->plan->layers;
    (void)images;
    memcpy(l->plain, run(l, in), sizeof *l->plain * (size_t)(filled * l->of->plan->spec->classes));
    for (int v = 0; v < layers->count; v++)
        if (is_chosen(layers, v) && !l->refused[v]) lower_layer(l, in, filled, v);
    return true;
}

/* [layer]: of a network of integers in which there are conversions beside these. */
static const Quantum *quanta_of(Arena *arena, const Layers *layers, const Layers *mixed,
                                const Quantized *quantized) {
    Quantum *quanta = arena_array(arena, Quantum, layers->count);
    for (int v = 0; v < layers->count; v++)
        quanta[v] = quantized->quanta[layer_named(mixed, layers->layers[v].name)];
    return quanta;
}

static bool open_lowered(Lowered *l, Diag *diag) {
    const Plan *plan = l->of->plan;
    const char *text = jit_text(l->arena, plan, diag);
    if (!text) return false;
    l->jit = jit_compile(l->arena, plan, profiled_text(l->arena, plan->spec->name, text), l->of->kind,
                         round_value, l, diag);
    if (!l->jit) return false;
    l->workspace = arena_alloc(l->arena, l->jit->workspace_bytes);
    l->output = arena_array(l->arena, float, plan_output_floats(plan));
    l->plain = arena_array(l->arena, float, plan->spec->batch * plan->spec->classes);
    l->bytes = memcpy(arena_alloc(l->arena, plan->blob->size), plan->blob->bytes, plan->blob->size);
    return true;
}

const double *measure_harm(Arena *arena, const Runnable *floats, const Ranges *ranges, const bool *refused,
                           const ImageSource *source, Diag *diag) {
    const Plan *plan = floats->plan;
    const Mixed mixed = mix_layers(arena, plan->layers, ranges, refused);
    const Quantized *quantized = quantize_layers(arena, plan->spec, mixed.layers, mixed.ranges, diag);
    if (!quantized) return NULL;
    Lowered l = { .of = floats,
                  .ranges = ranges,
                  .refused = refused,
                  .quanta = quanta_of(arena, plan->layers, mixed.layers, quantized),
                  .rounded = arena_array(arena, bool, plan->layers->count),
                  .calls = arena_array(arena, int, plan->layers->count),
                  .scores = arena_array(arena, Energy, plan->layers->count),
                  .arena = arena };
    if (!open_lowered(&l, diag) || !feed_some(arena, plan, source, lower_batch, &l, diag)) return NULL;
    double *harm = arena_array(arena, double, plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++) harm[v] = decibels(l.scores[v]);
    return harm;
}
