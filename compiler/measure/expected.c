/* expected.c: a layer's operators, evaluated on the values that the layer read: twice, with and without
 * signs.
 */
#include "expected.h"

#include <assert.h>
#include <math.h>

typedef struct {
    Arena *arena;
    const Plan *plan;
    const Layer *layer;
    const float *input;
    const float *const *values;
} Evaluation;

static size_t value_count(const Evaluation *e, int op) {
    return (size_t)e->plan->spec->batch * shape_floats(e->plan->shapes[op]);
}

/* ---- What the layer reads ---- */

/* The layer that made this operator's value for it; -1: none, it is computed here. */
static int source_of(const Evaluation *e, int op) {
    const int read[] = { e->layer->in, e->layer->residual, e->layer->gate };
    for (int i = 0; i < COUNT_OF(read); i++)
        if (read[i] >= 0 && e->plan->layers->layers[read[i]].op == op) return read[i];
    return -1;
}

static Expected as_read(const Evaluation *e, const float *values, int op) {
    size_t count = value_count(e, op);
    double *value = arena_array(e->arena, double, count), *magnitude = arena_array(e->arena, double, count);
    for (size_t i = 0; i < count; i++) {
        value[i] = values[i];
        magnitude[i] = fabs(value[i]);
    }
    return (Expected){ .value = value, .magnitude = magnitude };
}

/* ---- Parameters without their signs ---- */

/* A mean is subtracted. */
static const float *unsigned_parameter(Arena *arena, const float *values, size_t count, ParamRole role) {
    float *plain = arena_array(arena, float, count);
    for (size_t i = 0; i < count; i++) plain[i] = role == ROLE_MEAN ? -fabsf(values[i]) : fabsf(values[i]);
    return plain;
}

/* What standardising takes off a filter, and what it divides by. */
static void get_spread(const float *filter, size_t count, double eps, double *mean, double *deviation) {
    double sum = 0, variance = 0;
    for (size_t i = 0; i < count; i++) sum += filter[i] / (double)count;
    for (size_t i = 0; i < count; i++) variance += (filter[i] - sum) * (filter[i] - sum) / (double)count;
    *mean = sum;
    *deviation = sqrt(variance + eps);
}

/* Standardised filters as they are multiplied: (w - mean) / sqrt(var + eps). */
static const float *standardised(Arena *arena, const Op *op, const float *weight, size_t count) {
    float *plain = arena_array(arena, float, count);
    size_t filter = count / (size_t)op->out_channels;
    for (size_t c = 0; c < count; c += filter) {
        double mean, deviation;
        get_spread(weight + c, filter, op->eps, &mean, &deviation);
        for (size_t i = c; i < c + filter; i++)
            plain[i] = (float)((fabs(weight[i]) + fabs(mean)) / deviation);
    }
    return plain;
}

/* The definition's filters that, folded as the layer's were, are what the kernel multiplies by: folded ones
 * rounded to bf16. Standardised ones are standardised already. */
static const float *rounded_filters(const Evaluation *e, const Op *op, const float *weight, size_t count) {
    const Layer *layer = e->layer;
    size_t filter = filter_floats(layer);
    float *rounded = arena_array(e->arena, float, count);
    assert(filter * (size_t)layer->shape.channels == count);
    for (int c = 0; c < layer->shape.channels; c++) {
        float *to = rounded + (size_t)c * filter;
        const float *from = weight + (size_t)c * filter;
        double scale = layer->scale ? layer->scale[c] : 1, centre = 0, deviation = 1;
        if (op->eps >= 0) get_spread(from, filter, op->eps, &centre, &deviation);
        layer_weights(layer, c, 0, filter, to);
        for (size_t i = 0; i < filter; i++)
            to[i] = scale == 0 ? (float)((from[i] - centre) / deviation)
                               : (float)(from_bf16(to_bf16(to[i])) / scale / deviation);
    }
    return rounded;
}

/* Whether the operator is the layer's own, and multiplies by bf16. */
static bool has_rounded_filters(const Evaluation *e, const Op *op) {
    const Choice *choice = &e->plan->choices[e->layer - e->plan->layers->layers];
    return has_weights(e->layer) && choice->weights == NUMBER_BF16 && choice->algorithm == ALGORITHM_DIRECT &&
           (op->kind == OP_CONV || op->kind == OP_LINEAR);
}

/* The definition's operands, where `plain` for magnitudes. `op` may be changed by it. */
static void set_parameters(const Evaluation *e, Op *op, bool plain, const float **parameters) {
    const Graph *graph = e->plan->graph;
    const bool rounded = has_rounded_filters(e, op);
    for (ParamRole role = 0; role < ROLE_COUNT; role++) {
        int p = op->param[role];
        const float *data = p < 0 ? NULL : e->plan->weights->data[p];
        parameters[role] = data;
        if (!data) continue;
        size_t count = graph->params[p].count;
        bool filters = op->kind == OP_CONV && op->eps >= 0 && role == ROLE_WEIGHT;
        if (rounded && role == ROLE_WEIGHT) parameters[role] = rounded_filters(e, op, data, count);
        if (!plain || role == ROLE_VARIANCE) continue;
        parameters[role] = filters ? standardised(e->arena, op, data, count)
                                   : unsigned_parameter(e->arena, data, count, role);
    }
    if ((plain || rounded) && op->kind == OP_CONV) op->eps = -1;
}

/* ---- One operator ---- */

static const double *run_images(const Evaluation *e, int v, const double *const *in, bool plain) {
    Op op = e->plan->graph->ops[v];
    const Shape *shapes = e->plan->shapes;
    double *out = arena_array(e->arena, double, value_count(e, v));
    Operands args = { .op = &op, .from = shapes[op.in[0]], .to = shapes[v] };
    set_parameters(e, &op, plain, args.parameter);
    for (int image = 0; image < e->plan->spec->batch; image++) {
        for (int i = 0; i < COUNT_OF(op.in); i++)
            if (op.in[i] >= 0) args.in[i] = in[i] + (size_t)image * shape_floats(shapes[op.in[i]]);
        operators[op.kind].run(&args, out + (size_t)image * shape_floats(args.to));
    }
    return out;
}

/* No activation is steeper than this where its slope is 1 (hard swish); what it computes itself rounds, too.
 */
static const double steepest = 1.5;

static void add_activation(const Op *op, const float *slope, size_t plane, size_t count, const double *in,
                           const double *value, double *magnitude) {
    for (size_t i = 0; i < count; i++) {
        double steep = slope ? fabs(slope[i / plane % (size_t)op->out_channels]) : fabs(op->slope);
        magnitude[i] = fmax(steepest, steep) * in[i] + fabs(value[i]);
    }
}

/* exp rounds what it is given, and a sum of all divides it. */
static void add_softmax(size_t classes, size_t count, const double *in, const double *value,
                        double *magnitude) {
    for (size_t first = 0; first < count; first += classes) {
        double most = 0;
        for (size_t i = first; i < first + classes; i++) most = fmax(most, in[i]);
        for (size_t i = first; i < first + classes; i++) magnitude[i] = value[i] * (1 + 2 * most);
    }
}

/* Less the group's mean, over its deviation: (|x| + |mean|) |gamma| / deviation + |beta|, times what of it
 * both have lost already. */
static void add_group_norm(const Evaluation *e, const Op *op, Shape shape, size_t count, const double *value,
                           const double *in, double *magnitude) {
    const float *gamma = op->param[ROLE_WEIGHT] < 0 ? NULL : e->plan->weights->data[op->param[ROLE_WEIGHT]];
    const float *beta = op->param[ROLE_BIAS] < 0 ? NULL : e->plan->weights->data[op->param[ROLE_BIAS]];
    size_t plane = (size_t)(shape.height * shape.width), channels = (size_t)(shape.channels / op->groups);
    for (size_t first = 0; first < count; first += plane * channels) {
        double mean = 0, variance = 0, most = 0, n = (double)(plane * channels);
        for (size_t i = first; i < first + plane * channels; i++) {
            mean += value[i] / n;
            most = fmax(most, in[i]);
        }
        for (size_t i = first; i < first + plane * channels; i++)
            variance += (value[i] - mean) * (value[i] - mean) / n;
        for (size_t i = first; i < first + plane * channels; i++) {
            size_t c = i / plane % (size_t)shape.channels;
            magnitude[i] = (in[i] + most) * fabs(gamma ? gamma[c] : 1.0) / sqrt(variance + op->eps) +
                           fabs(beta ? beta[c] : 0.0);
        }
    }
}

static Expected evaluate(const Evaluation *e, int v);

static const double *magnitude_of(const Evaluation *e, int v, const Expected *in, const double *value) {
    const Op *op = &e->plan->graph->ops[v];
    Shape shape = e->plan->shapes[v];
    size_t count = value_count(e, v), plane = (size_t)(shape.height * shape.width);
    const double *plain[] = { in[0].magnitude, in[1].magnitude };
    if (op->kind != OP_ACTIVATION && op->kind != OP_SOFTMAX && op->kind != OP_GROUP_NORM)
        return run_images(e, v, plain, true);
    double *magnitude = arena_array(e->arena, double, count);
    const float *slope = op->param[ROLE_WEIGHT] < 0 ? NULL : e->plan->weights->data[op->param[ROLE_WEIGHT]];
    if (op->kind == OP_ACTIVATION)
        add_activation(op, slope, plane, count, plain[0], value, magnitude);
    else if (op->kind == OP_SOFTMAX)
        add_softmax(shape_floats(shape), count, plain[0], value, magnitude);
    else
        add_group_norm(e, op, shape, count, in[0].value, plain[0], magnitude);
    return magnitude;
}

static Expected evaluate(const Evaluation *e, int v) {
    const Op *op = &e->plan->graph->ops[v];
    int source = source_of(e, v);
    if (op->kind == OP_INPUT && source < 0) return as_read(e, e->input, v);
    if (source >= 0) return as_read(e, e->values[source], v);
    Expected in[COUNT_OF(op->in)] = { { .value = NULL } };
    for (int i = 0; i < COUNT_OF(op->in); i++)
        if (op->in[i] >= 0) in[i] = evaluate(e, op->in[i]);
    const double *values[] = { in[0].value, in[1].value }, *value = run_images(e, v, values, false);
    return (Expected){ .value = value, .magnitude = magnitude_of(e, v, in, value) };
}

Expected expect_layer(Arena *arena, const Plan *plan, const float *input, const float *const *values,
                      int layer) {
    const Evaluation e = { arena, plan, &plan->layers->layers[layer], input, values };
    return evaluate(&e, e.layer->op);
}
