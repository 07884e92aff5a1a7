/* activation.c: a row an activation. How kernels compute it stands in emit/activation.c. */
#include "graph.h"

#include <math.h>

static double whole(double deviation, double mean) { return deviation * deviation + mean * mean; }

/* ---- None ---- */

static double same(double x, double slope) {
    (void)slope;
    return x;
}

/* ---- ReLU: max(x, 0) (Nair, Hinton 2010), and what is made of it. A NaN stays one. ---- */

static double relu(double x, double slope) {
    (void)slope;
    return x < 0.0 ? 0.0 : x;
}

static double relu_moment(double deviation, double mean) {
    if (deviation == 0) return mean > 0 ? mean * mean : 0;
    double t = mean / deviation;
    double below = 0.5 * erfc(-t / sqrt(2)), density = exp(-t * t / 2) / sqrt(2 * M_PI);
    return whole(deviation, mean) * below + mean * deviation * density;
}

/* min(max(x, 0), 6) (Howard et al. 2017) */
static double relu6(double x, double slope) { return x > 6.0 ? 6.0 : relu(x, slope); }

/* Leaky: Maas et al. 2013; with a slope that is learned: He et al. 2015 */
static double sloped(double x, double slope) { return x < 0.0 ? slope * x : x; }

/* x min(max(x + 3, 0), 6) / 6 (Howard et al. 2019) */
static double hardswish(double x, double slope) { return x * relu6(x + 3.0, slope) / 6.0; }

/* ---- Sigmoids ---- */

static double sigmoid(double x, double slope) {
    (void)slope;
    return 1.0 / (1.0 + exp(-x));
}

/* As far as floats tell. */
static double logit(double y) { return fmin(fmax(log(y / (1.0 - y)), -16.0), 16.0); }

/* x sigmoid(x) (Hendrycks, Gimpel 2016) */
static double silu(double x, double slope) { return x * sigmoid(x, slope); }

/* ---- GELU (Hendrycks, Gimpel 2016) ---- */

static double gelu(double x, double slope) {
    (void)slope;
    return 0.5 * x * erfc(-x / sqrt(2));
}

/* 0.5 x (1 + tanh(t)), which would cancel below zero. */
static double gelu_tanh(double x, double slope) {
    double t = sqrt(2 / M_PI) * (x + 0.044715 * x * x * x);
    return x * sigmoid(2 * t, slope);
}

/* ---- The rows ---- */

static const ActivationRow rows[ACTIVATION_COUNT] = {
    [ACTIVATION_NONE] = { .name = "none",
                          .title = "no activation",
                          .module = "Identity()",
                          .exact = same,
                          .moment = whole,
                          .kept = 1 },
    [ACTIVATION_RELU] = { .name = "relu",
                          .title = "ReLU",
                          .module = "ReLU(inplace=True)",
                          .exact = relu,
                          .moment = relu_moment,
                          .kept = 0.5,
                          .never_negative = true },
    [ACTIVATION_RELU6] = { .name = "relu6",
                           .title = "ReLU6",
                           .module = "ReLU6(inplace=True)",
                           .exact = relu6,
                           .kept = 0.5,
                           .never_negative = true },
    [ACTIVATION_LEAKY_RELU] = { .name = "leaky_relu",
                                .title = "leaky ReLU",
                                .module = "LeakyReLU", /* and its slope */
                                .exact = sloped,
                                .kept = 0.515625,
                                .is_sloped = true },
    [ACTIVATION_SILU] = { .name = "silu",
                          .title = "SiLU",
                          .module = "SiLU(inplace=True)",
                          .exact = silu,
                          .kept = 0.375,
                          .curved = true },
    [ACTIVATION_GELU] = { .name = "gelu",
                          .title = "GELU",
                          .module = "GELU()", /* timm's, as the next */
                          .exact = gelu,
                          .kept = 0.4375,
                          .curved = true },
    [ACTIVATION_GELU_TANH] = { .name = "gelu_tanh",
                               .title = "GELU by tanh",
                               .module = "GELUTanh()",
                               .exact = gelu_tanh,
                               .kept = 0.4375,
                               .curved = true },
    [ACTIVATION_HARDSWISH] = { .name = "hardswish",
                               .title = "hard swish",
                               .module = "Hardswish()",
                               .exact = hardswish,
                               .kept = 0.328125,
                               .curved = true },
    [ACTIVATION_PRELU] = { .name = "prelu",
                           .title = "PReLU",
                           .module = "PReLU", /* and its channels */
                           .exact = sloped,
                           .kept = 0.515625,
                           .is_sloped = true },
    [ACTIVATION_SIGMOID] = { .name = "sigmoid",
                             .title = "sigmoid",
                             .module = "Sigmoid()",
                             .exact = sigmoid,
                             .kept = 0.28125,
                             .never_negative = true,
                             .curved = true,
                             .inverse = logit },
};

const ActivationRow *activation_row(Activation activation) { return &rows[activation]; }

/* By the midpoint rule over six deviations a side: more than accurate enough (magnitude.c). */
double activation_moment(Activation activation, double slope, double deviation, double mean) {
    const ActivationRow *row = &rows[activation];
    enum { STEPS = 96 };
    double sum = 0, weights = 0;
    if (row->moment) return row->moment(deviation, mean);
    for (int i = 0; i < STEPS; i++) {
        double t = 12 * (i + 0.5) / STEPS - 6, weight = exp(-t * t / 2);
        double value = row->exact(mean + deviation * t, slope);
        sum += weight * value * value;
        weights += weight;
    }
    return sum / weights;
}
