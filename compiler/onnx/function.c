/* function.c: which activation a chain of elementwise nodes is: however an exporter wrote it, its values at
 * some points tell. */
#include "parts.h"

#include <math.h>

/* Around 0, beyond 6 and below -3; none but 0 itself is one where a function has a corner. */
double sample_point(int index) { return 0.37 * (index - SAMPLES / 2); }

/* Constants in files are floats. */
static bool is_near(double a, double b) { return fabs(a - b) <= 4e-6 * (1 + fabs(b)); }

static bool is_function(const double *samples, Activation activation, double slope) {
    for (int i = 0; i < SAMPLES; i++)
        if (!is_near(samples[i], activation_row(activation)->exact(sample_point(i), slope))) return false;
    return true;
}

bool find_activation(const double *samples, Activation *activation, double *slope) {
    static const Activation known[] = { ACTIVATION_NONE,      ACTIVATION_RELU,    ACTIVATION_RELU6,
                                        ACTIVATION_SILU,      ACTIVATION_GELU,    ACTIVATION_GELU_TANH,
                                        ACTIVATION_HARDSWISH, ACTIVATION_SIGMOID, ACTIVATION_LEAKY_RELU };
    *slope = samples[0] / sample_point(0);
    for (int i = 0; i < COUNT_OF(known); i++) {
        *activation = known[i];
        if (is_function(samples, known[i], *slope)) return true;
    }
    return false;
}
