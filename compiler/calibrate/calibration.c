/* calibration.c: a range a layer. */
#include "calibration.h"

#include <assert.h>
#include <math.h>

typedef struct {
    const Graph *graph;
    const Layers *layers;
    const Observation *const *seen;
    const RangeRule *rule;
    Range *ranges;
    double *clipped;
} Choosing;

/* Of the input: what was seen tells whether it is pixels (quantized.h), which are not clipped. */
static const RangeRule all_of_it = { RULE_MINMAX, 0 };

int table_input(const Graph *graph, const Layer *layer) {
    return activation_row(layer->activation)->curved ? graph->ops[layer->op].in[0] : -1;
}

/* Of what the activation reads: seen, or what gives the value that was seen. */
static Limits before_limits(const Choosing *c, const Layer *layer, int before) {
    const ActivationRow *row = activation_row(layer->activation);
    const Histogram *value = &c->seen[layer->op]->histogram;
    if (c->seen[before])
        return choose_limits(&c->seen[before]->histogram, c->rule, (LimitsUse){ layer->activation, false });
    assert(row->inverse);
    return (Limits){ (float)fmin(row->inverse(value->least), 0), (float)fmax(row->inverse(value->most), 0) };
}

static void choose_range(void *context, int v) {
    const Choosing *c = context;
    const Layer *layer = &c->layers->layers[v];
    const Observation *value = c->seen[layer->op];
    int before = table_input(c->graph, layer);
    assert(value);
    const RangeRule *rule = layer->kind == LAYER_INPUT ? &all_of_it : c->rule;
    Limits limits =
        choose_limits(&value->histogram, rule, (LimitsUse){ ACTIVATION_NONE, never_negative(c->layers, v) });
    c->ranges[v].low = limits.low;
    c->ranges[v].high = limits.high;
    c->clipped[v] = share_clipped(&value->histogram, limits);
    if (before < 0) return;
    limits = before_limits(c, layer, before);
    c->ranges[v].before_low = limits.low;
    c->ranges[v].before_high = limits.high;
}

static const float *means_of(Arena *arena, const Observation *o) {
    float *means = arena_array(arena, float, o->shape.channels);
    for (int c = 0; c < o->shape.channels; c++) means[c] = (float)observed_mean(o, c);
    return means;
}

Calibration calibrate_ranges(Arena *arena, const Graph *graph, const Layers *layers,
                             const Observation *const *seen, const RangeRule *rule) {
    Choosing c = { graph,
                   layers,
                   seen,
                   rule,
                   arena_array(arena, Range, layers->count),
                   arena_array(arena, double, layers->count) };
    parallel_for(layers->count, choose_range, &c, NULL);
    for (int v = 0; v < layers->count; v++) c.ranges[v].means = means_of(arena, seen[layers->layers[v].op]);
    Ranges *ranges = arena_alloc(arena, sizeof *ranges);
    *ranges = (Ranges){ c.ranges, layers->count };
    return (Calibration){ .ranges = ranges, .clipped = c.clipped, .rule = rule_text(arena, rule) };
}

uint64_t weights_hash(const Graph *graph, const Weights *weights) {
    uint64_t hash = FNV_BASIS;
    for (int p = 0; p < graph->param_count; p++)
        if (weights->data[p]) hash = fnv1a(hash, weights->data[p], graph->params[p].count * sizeof(float));
    return hash;
}
