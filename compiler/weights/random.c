/* random.c: random weights, the same on every machine: integer generator, then only arithmetic that IEEE 754
 * rounds in one way (no sum of products that a compiler might fuse, unless it is exact). How they are spread
 * an operator's row says. */
#include "reader.h"

#include <math.h>
#include <string.h>

/* low and high are small binary fractions: product and sum are exact in double, and only the result is
 * rounded. */
static float uniform(uint64_t *state, double low, double high) {
    double unit = (double)(split_mix(state) >> 40) * 0x1p-24;
    return (float)(low + (high - low) * unit);
}

/* Nearly normal, variance 1: four uniform 16-bit integers added (Irwin-Hall), up to 3.5 standard deviations.
 * Each has mean 65535 / 2 and variance (2^32 - 1) / 12. */
static double normal(uint64_t *state) {
    uint64_t bits = split_mix(state);
    int sum = 0;
    for (int i = 0; i < 4; i++) sum += (int)(bits >> 16 * i & 0xffff);
    return (sum - 2 * 65535) / sqrt(4294967295.0 / 3);
}

/* A parameter's numbers depend on the seed and its name alone, not on the network around it. */
static uint64_t stream(uint64_t seed, const char *name) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)(seed >> 8 * i);
    return fnv1a(fnv1a(FNV_BASIS, bytes, sizeof bytes), name, strlen(name));
}

/* ---- What each operator finds around it ---- */

/* The norm before a residual add is this much smaller: a block then changes its input without drowning it. */
static const double branch_scale = 0.25;

/* [op] */
static const Signal *predict_signals(Arena *arena, const Graph *graph) {
    Signal *signals = arena_array(arena, Signal, graph->op_count);
    double *moments = arena_array(arena, double, graph->op_count);
    for (int v = 0; v < graph->op_count; v++) signals[v].scale = 1;
    for (int v = 0; v < graph->op_count; v++) /* in[0] of an add is the branch, in[1] the shortcut */
        if (graph->ops[v].kind == OP_ADD) signals[graph->ops[v].in[0]].scale = branch_scale;
    for (int v = 0; v < graph->op_count; v++) {
        const Op *op = &graph->ops[v];
        for (int i = 0; i < COUNT_OF(op->in); i++) signals[v].in[i] = op->in[i] < 0 ? 1 : moments[op->in[i]];
        signals[v].activation = op->activation;
        signals[v].gain = op->kind == OP_CONV && op->eps >= 0 ? op_fan_in(op) : 2;
        signals[v].centred = op->in[0] >= 0 && graph->ops[op->in[0]].kind == OP_NORM;
        moments[v] = operators[op->kind].moment(&signals[v]);
    }
    return signals;
}

/* ---- Filling ---- */

static void fill(float *values, size_t count, Distribution d, uint64_t *state) {
    for (size_t i = 0; i < count; i++)
        values[i] = d.deviation > 0 ? (float)(normal(state) * d.deviation) : uniform(state, d.low, d.high);
}

const Weights *weights_random(Arena *arena, const Graph *graph, uint64_t seed) {
    const Signal *signals = predict_signals(arena, graph);
    const float **data = arena_array(arena, const float *, graph->param_count);
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        const Op *op = &graph->ops[param->op];
        if (param->optional) continue;
        uint64_t state = stream(seed, param->name);
        float *values = arena_array(arena, float, param->count);
        fill(values, param->count, operators[op->kind].draw(op, param->role, &signals[param->op]), &state);
        data[p] = values;
    }
    Weights *weights = arena_alloc(arena, sizeof *weights);
    weights->source = arena_printf(arena, "random:%llu", (unsigned long long)seed);
    weights->data = data;
    return weights;
}
