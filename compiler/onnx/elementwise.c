/* elementwise.c: activations and arithmetic. What is computed of one value and of numbers alone is followed
 * as a function (function.c); a number a channel makes a norm; two different values make a sum or a gate. */
#include "parts.h"

#include <math.h>
#include <string.h>

const double *samples_of(Reader *r, const Value *value) {
    if (value->samples) return value->samples;
    double *samples = arena_array(r->arena, double, SAMPLES);
    for (int i = 0; i < SAMPLES; i++) samples[i] = sample_point(i);
    return samples;
}

/* What it reads, ready to be followed. */
Value *followed_input(Reader *r, const OnnxNode *node, size_t index) {
    Value *value = input_value(r, node, index);
    if (!value || value->constant) return value;
    bool waits = value->pad != PAD_NONE || value->step[0] != 1 || value->step[1] != 1;
    return !waits || settle(r, node, value) ? value : NULL;
}

bool set_function(Reader *r, const OnnxNode *node, const Value *from, const double *samples) {
    Value value = *from;
    value.samples = samples;
    value.maker = node;
    return set_value(r, node, 0, value);
}

static double relu(double x, const OnnxNode *node) { return (void)node, x < 0 ? 0 : x; }
static double sigmoid(double x, const OnnxNode *node) { return (void)node, 1 / (1 + exp(-x)); }
static double hyperbolic(double x, const OnnxNode *node) { return (void)node, tanh(x); }
static double error_function(double x, const OnnxNode *node) { return (void)node, erf(x); }
static double softplus(double x, const OnnxNode *node) { return (void)node, log1p(exp(x)); }
static double exponential(double x, const OnnxNode *node) { return (void)node, exp(x); }
static double negative(double x, const OnnxNode *node) { return (void)node, -x; }
static double reciprocal(double x, const OnnxNode *node) { return (void)node, 1 / x; }
static double leaky(double x, const OnnxNode *node) {
    return x < 0 ? x * attribute_float(node, "alpha", 0.01) : x;
}
static double hard_sigmoid(double x, const OnnxNode *node) {
    double y = x * attribute_float(node, "alpha", 0.2) + attribute_float(node, "beta", 0.5);
    return fmin(fmax(y, 0), 1);
}
static double hard_swish(double x, const OnnxNode *node) {
    return (void)node, x * fmin(fmax(x / 6 + 0.5, 0), 1);
}
static double gelu(double x, const OnnxNode *node) {
    Activation activation =
        attribute_is(node, "approximate", "tanh") ? ACTIVATION_GELU_TANH : ACTIVATION_GELU;
    return activation_row(activation)->exact(x, 0);
}

static const struct {
    const char *type;
    double (*compute)(double x, const OnnxNode *node);
} functions[] = { { "Relu", relu },
                  { "Sigmoid", sigmoid },
                  { "Tanh", hyperbolic },
                  { "Erf", error_function },
                  { "Softplus", softplus },
                  { "Exp", exponential },
                  { "Neg", negative },
                  { "Reciprocal", reciprocal },
                  { "LeakyRelu", leaky },
                  { "HardSigmoid", hard_sigmoid },
                  { "HardSwish", hard_swish },
                  { "Gelu", gelu } };

bool read_unary(Reader *r, const OnnxNode *node) {
    const Value *value = followed_input(r, node, 0);
    if (!value) return false;
    const double *from = samples_of(r, value);
    double *samples = arena_array(r->arena, double, SAMPLES);
    for (int row = 0; row < COUNT_OF(functions); row++)
        for (int i = 0; !strcmp(functions[row].type, node->op_type) && i < SAMPLES; i++)
            samples[i] = functions[row].compute(from[i], node);
    return set_function(r, node, value, samples);
}

bool clip_range(Reader *r, const OnnxNode *node, double *low, double *high) {
    double *const bounds[2] = { low, high };
    *low = attribute_float(node, "min", -INFINITY);
    *high = attribute_float(node, "max", INFINITY);
    for (size_t i = 0; i < 2; i++) {
        size_t count = 0;
        if (!*node_input(node, i + 1)) continue;
        const double *number = input_numbers(r, node, i + 1, &count);
        if (!number || count != 1)
            return refuse_node(r->model, node, "expected bounds that are constant numbers");
        *bounds[i] = *number;
    }
    return true;
}

bool read_clip(Reader *r, const OnnxNode *node) {
    const Value *value = followed_input(r, node, 0);
    double low, high, *samples = arena_array(r->arena, double, SAMPLES);
    if (!value || !clip_range(r, node, &low, &high)) return false;
    const double *from = samples_of(r, value);
    for (int i = 0; i < SAMPLES; i++) samples[i] = fmin(fmax(from[i], low), high);
    return set_function(r, node, value, samples);
}
