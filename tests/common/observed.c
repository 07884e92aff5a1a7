/* observed.c: see observed.h. */
#include "observed.h"

#include <math.h>

typedef struct {
    const Graph *graph;
    const Shape *shapes;
    const double *const *values;
} Values;

static void look_at(const Values *values, int op, float *low, float *high) {
    size_t count = (size_t)values->graph->spec->batch * shape_floats(values->shapes[op]);
    double least = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        least = fmin(least, values->values[op][i]);
        most = fmax(most, values->values[op][i]);
    }
    *low = (float)least;
    *high = (float)most;
}

static const float *means_of(Arena *arena, const Values *values, int op) {
    const Shape shape = values->shapes[op];
    size_t plane = (size_t)shape.height * (size_t)shape.width, channels = (size_t)shape.channels;
    size_t planes = (size_t)values->graph->spec->batch * channels;
    double *sums = arena_array(arena, double, channels);
    float *means = arena_array(arena, float, channels);
    for (size_t i = 0; i < planes * plane; i++) sums[i / plane % channels] += values->values[op][i];
    for (size_t c = 0; c < channels; c++)
        means[c] = (float)(sums[c] / (double)(planes * plane) * (double)channels);
    return means;
}

/* The activation that ends a layer, a max pool behind it or not; -1: none. */
static int activation_of(const Graph *graph, const Layer *layer) {
    int op = layer->pool ? graph->ops[layer->op].in[0] : layer->op;
    return layer->activation == ACTIVATION_NONE || layer->kind == LAYER_OUTPUT ? -1 : op;
}

const Ranges *observed_ranges(Arena *arena, const Graph *graph, const Shape *shapes, const Layers *layers,
                              const double *const *values) {
    const Values all = { graph, shapes, values };
    Range *list = arena_array(arena, Range, layers->count);
    Ranges *ranges = arena_alloc(arena, sizeof *ranges);
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        int activation = activation_of(graph, layer);
        look_at(&all, layer->op, &list[v].low, &list[v].high);
        if (activation >= 0)
            look_at(&all, graph->ops[activation].in[0], &list[v].before_low, &list[v].before_high);
        list[v].means = means_of(arena, &all, layer->op);
    }
    *ranges = (Ranges){ list, layers->count };
    return ranges;
}
