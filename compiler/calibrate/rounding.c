/* rounding.c: weights to integers, so that errors of neighbours cancel.
 *
 * What the taps of a channel read is much alike: pixels side by side. Were each tap rounded by itself, their
 * errors would add up to one of what these pixels have in common. So some taps go to the integer on their
 * other side, where that lowers
 *     (1 - alike) * sum of error^2 + alike * (sum of errors)^2
 * which is what errors of taps become on pixels that correlate so. */
#include "quantize.h"

#include <assert.h>

static const double alike = 0.8; /* from 0.3 to 0.9 it makes no difference (038-rounding.md) */

/* The tap that is rounded the most towards a side: 1 up, -1 down. */
static size_t farthest(const double *errors, size_t taps, double side) {
    size_t found = 0;
    for (size_t i = 1; i < taps; i++)
        if (errors[i] * side > errors[found] * side) found = i;
    return found;
}

/* Each step lowers what is written above, so they end. */
static void balance(double *errors, size_t taps, signed char *to) {
    const double half = 0.5 + 1e-9;
    double sum = 0;
    for (size_t i = 0; i < taps; i++) sum += errors[i];
    for (;;) {
        const double side = sum < 0 ? -1 : 1;
        const size_t i = farthest(errors, taps, side);
        if (!((1 - alike) * errors[i] * side + alike * sum * side > half)) return; /* NaN ends it, too */
        errors[i] -= side;
        sum -= side;
        to[i] = (signed char)(to[i] - (int)side);
        assert(to[i] >= -MOST_WEIGHT); /* what is farthest is not the largest of all, which has no error */
    }
}

void round_weights(const double *weights, size_t count, size_t taps, double unit, double *errors,
                   signed char *to) {
    const double per_unit = 1 / unit;
    for (size_t i = 0; i < count; i++) {
        double whole = integer_weight(weights[i], per_unit);
        to[i] = (signed char)whole;
        errors[i] = whole - weights[i] * per_unit;
    }
    for (size_t i = 0; i < count; i += taps) balance(errors + i, taps, to + i);
}
