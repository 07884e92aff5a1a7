/* random.c: random weights, the same on every machine: integer generator, then only arithmetic that IEEE 754
 * rounds in one way (no sum of products that a compiler might fuse, unless it is exact). */
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

/* ---- Statistics that fit: the running variance of a norm is drawn around what its input will have, so that
 * the signal stays near 1 in a network of any depth. All of it are binary fractions, hence exact. ---- */

/* E[output^2] of a norm with the ranges below: E[gamma^2] E[1 / variance] (1 + mean^2) + E[beta^2], rounded.
 */
static const double norm_moment = 1.375;
/* The norm before a residual add is this much smaller: a block then changes its input without drowning it. */
static const double branch_scale = 0.25;

static double scale_of(const bool *branch, int op) { return branch[op] ? branch_scale : 1; }

/* E[x^2] of what operator v computes, from those of the operators before it. */
static double moment(const Graph *graph, int v, const bool *branch, const double *moments) {
    const Op *op = &graph->ops[v];
    double in = op->in[0] < 0 ? 1 : moments[op->in[0]];
    switch (op->kind) {
    case OP_CONV:
    case OP_LINEAR:
        return 2 * in; /* He's weights: variance 2 / fan-in */
    case OP_NORM:
        return norm_moment * scale_of(branch, v) * scale_of(branch, v);
    case OP_ACTIVATION: /* a part of what lies around 0; a sum of earlier activations is hardly ever negative
                         */
        return graph->ops[op->in[0]].kind == OP_NORM ? in * activation_row(op->activation)->kept : in;
    case OP_ADD:
        return in + moments[op->in[1]];
    case OP_MAX_POOL:
        return 2 * in; /* the largest of nine */
    case OP_INPUT:
    case OP_AVERAGE_POOL:
    case OP_SOFTMAX:
        break;
    }
    return in;
}

typedef struct {
    bool *branch;    /* [op]: the last norm of a residual branch */
    double *moments; /* [op] */
} Statistics;

static Statistics predict(Arena *arena, const Graph *graph) {
    Statistics s = { arena_array(arena, bool, graph->op_count), arena_array(arena, double, graph->op_count) };
    for (int v = 0; v < graph->op_count; v++) /* in[0] of an add is the branch, in[1] the shortcut */
        if (graph->ops[v].kind == OP_ADD) s.branch[graph->ops[v].in[0]] = true;
    for (int v = 0; v < graph->op_count; v++) s.moments[v] = moment(graph, v, s.branch, s.moments);
    return s;
}

/* ---- Filling ---- */

/* He et al., "Delving deep into rectifiers", 2015, equation 10, with the fan-in. */
static void fill_weight(float *values, const Param *param, uint64_t *state) {
    double deviation = sqrt(2.0 / (double)(param->count / (size_t)param->dims[0]));
    for (size_t i = 0; i < param->count; i++) values[i] = (float)(normal(state) * deviation);
}

static void fill_uniform(float *values, size_t count, double low, double high, uint64_t *state) {
    for (size_t i = 0; i < count; i++) values[i] = uniform(state, low, high);
}

static void fill_mean(float *values, size_t count, double variance, uint64_t *state) {
    double deviation = sqrt(variance) / 4;
    for (size_t i = 0; i < count; i++) values[i] = (float)(normal(state) * deviation);
}

static void fill(float *values, const Graph *graph, const Param *param, const Statistics *s,
                 uint64_t *state) {
    const Op *op = &graph->ops[param->op];
    bool norm = op->kind == OP_NORM;
    double scale = scale_of(s->branch, param->op), variance = norm ? s->moments[op->in[0]] : 0;
    switch (param->role) {
    case ROLE_WEIGHT:
        if (norm)
            fill_uniform(values, param->count, 0.5 * scale, 1.5 * scale, state);
        else
            fill_weight(values, param, state);
        break;
    case ROLE_BIAS:
        fill_uniform(values, param->count, -0.5 * scale, 0.5 * scale, state);
        break;
    case ROLE_MEAN:
        fill_mean(values, param->count, variance, state);
        break;
    default:
        fill_uniform(values, param->count, 0.5 * variance, 1.5 * variance, state);
    }
}

const Weights *weights_random(Arena *arena, const Graph *graph, uint64_t seed) {
    const Statistics statistics = predict(arena, graph);
    const float **data = arena_array(arena, const float *, graph->param_count);
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        if (param->optional) continue;
        uint64_t state = stream(seed, param->name);
        float *values = arena_array(arena, float, param->count);
        fill(values, graph, param, &statistics, &state);
        data[p] = values;
    }
    Weights *weights = arena_alloc(arena, sizeof *weights);
    weights->source = arena_printf(arena, "random:%llu", (unsigned long long)seed);
    weights->data = data;
    return weights;
}
