/* activation.c: a row an activation. How kernels compute it stands in emit/activation.c. */
#include "graph.h"

#include <math.h>

static double whole(double deviation, double mean) { return deviation * deviation + mean * mean; }

/* ---- None ---- */

static double same(double x) { return x; }

/* ---- ReLU: max(x, 0) (Nair, Hinton 2010) ---- */

/* A NaN stays one. */
static double relu(double x) { return x < 0.0 ? 0.0 : x; }

static double relu_moment(double deviation, double mean) {
    if (deviation == 0) return mean > 0 ? mean * mean : 0;
    double t = mean / deviation;
    double below = 0.5 * erfc(-t / sqrt(2)), density = exp(-t * t / 2) / sqrt(2 * M_PI);
    return whole(deviation, mean) * below + mean * deviation * density;
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
};

const ActivationRow *activation_row(Activation activation) { return &rows[activation]; }
