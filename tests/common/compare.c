/* compare.c: errors relative to the largest reference value: one wrong small value among large ones counts as
 * much as it would in the next layer's sum. */
#include "compare.h"

#include <math.h>

static double difference(double got, double expected) {
    if (isnan(got) || isnan(expected)) return isnan(got) && !isfinite(expected) ? 0 : INFINITY;
    return got == expected ? 0 : fabs(got - expected);
}

double relative_error(const float *got, const float *expected, size_t count) {
    double error = 0, largest = 0;
    for (size_t i = 0; i < count; i++) {
        error = fmax(error, difference(got[i], expected[i]));
        if (isfinite(expected[i])) largest = fmax(largest, fabs((double)expected[i]));
    }
    return largest > 0 ? error / largest : error > 0 ? INFINITY : 0;
}

double outputs_error(const Plan *plan, const float *got, const float *expected, const char **worst) {
    double largest = -1;
    for (int i = 0; i < plan->spec->output_count; i++) {
        size_t floats = (size_t)plan->spec->batch * shape_floats(plan->shapes[plan->graph->outputs[i]]);
        double error = relative_error(got, expected, floats);
        if (error > largest) {
            largest = error;
            *worst = plan->spec->outputs[i].name;
        }
        got += floats;
        expected += floats;
    }
    return largest;
}
