/* normal.c: integrals by the midpoint rule over six deviations a side. */
#include "normal.h"

#include <float.h>
#include <math.h>

enum {
    STEPS = 512,
    REACH = 6,
    DRAWS = 1 << 16
}; /* of DRAWS a step at the mean: the tail ends where none are left */

static double step_at(int i) { return 2.0 * REACH * (i + 0.5) / STEPS - REACH; }

static double density(double t) { return exp(-t * t / 2); }

static double value_at(const Normal *n, double t) {
    return activation_row(n->activation)->exact(n->mean + n->deviation * t, n->slope);
}

Moments normal_moments(const Normal *n) {
    double sum = 0, squares = 0, weights = 0;
    if (n->activation == ACTIVATION_NONE) return (Moments){ n->mean, n->deviation * n->deviation };
    for (int i = 0; i < STEPS; i++) {
        double t = step_at(i), value = value_at(n, t);
        sum += density(t) * value;
        squares += density(t) * value * value;
        weights += density(t);
    }
    double mean = sum / weights;
    return (Moments){ mean, fmax(squares / weights - mean * mean, 0) };
}

Normal normal_of(Moments moments) {
    return (Normal){ .mean = moments.mean, .deviation = sqrt(moments.variance) };
}

bool normal_observe(const Normal *n, Observation *o, int channel) {
    double pixels = (double)o->shape.height * o->shape.width;
    for (int i = 0; i < STEPS; i++) {
        const double t = step_at(i), value = value_at(n, t);
        if (!(fabs(value) <= FLT_MAX)) return false;
        histogram_add_times(&o->histogram, (float)value, (uint64_t)(DRAWS * density(t)));
    }
    o->images = 1;
    o->sums[channel] = normal_moments(n).mean * pixels;
    return true;
}
