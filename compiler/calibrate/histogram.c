/* histogram.c: bins that double. Scaling by a power of two is exact, and so is what becomes of two bins. */
#include "histogram.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum {
    LEAST_EXPONENT = -100, /* below it numbers fall into the two bins at 0 */
    SIDE_BITS = 12,
    MOST_SHIFT = 31
};

_Static_assert(HISTOGRAM_SIDE == 1 << SIDE_BITS, "a side is a power of two");

/* By which all of these fit. */
static int exponent_for(float least, float most) {
    int above; /* magnitudes are below 2^above */
    float largest = fmaxf(fabsf(least), fabsf(most));
    if (largest == 0) return LEAST_EXPONENT;
    frexpf(largest, &above);
    return above - SIDE_BITS > LEAST_EXPONENT ? above - SIDE_BITS : LEAST_EXPONENT;
}

/* 2^shift bins become one. */
static void widen(Histogram *h, int shift) {
    uint64_t *above = h->bins + HISTOGRAM_SIDE, *below = above - 1;
    if (shift > MOST_SHIFT) shift = MOST_SHIFT;
    for (int i = 1; i < HISTOGRAM_SIDE; i++) {
        uint64_t a = above[i], b = below[-i];
        above[i] = below[-i] = 0;
        above[i >> shift] += a;
        below[-(i >> shift)] += b;
    }
}

static void make_room(Histogram *h, float least, float most) {
    int exponent = exponent_for(least, most);
    if (!h->count) h->exponent = exponent, h->least = least, h->most = most;
    if (exponent > h->exponent) {
        widen(h, exponent - h->exponent);
        h->exponent = exponent;
    }
    if (least < h->least) h->least = least;
    if (most > h->most) h->most = most;
}

static int bin_of(float value, float scale) {
    float steps = value * scale;
    int below = (int)steps;
    return HISTOGRAM_SIDE + below - (steps < (float)below);
}

void histogram_add(Histogram *h, const float *values, size_t count, float least, float most) {
    if (!count) return;
    assert(isfinite(least) && isfinite(most) && least <= most);
    make_room(h, least, most);
    float scale = ldexpf(1, -h->exponent);
    uint64_t zeros = 0;
    for (size_t i = 0; i < count; i++) {
        zeros += values[i] == 0;
        h->bins[bin_of(values[i], scale)]++;
    }
    h->zeros += zeros;
    h->count += count;
}

void histogram_add_times(Histogram *h, float value, uint64_t times) {
    if (!times) return;
    make_room(h, value, value);
    h->bins[bin_of(value, ldexpf(1, -h->exponent))] += times;
    h->zeros += value == 0 ? times : 0;
    h->count += times;
}

double histogram_edge(const Histogram *h, int bin) { return ldexp(bin - HISTOGRAM_SIDE, h->exponent); }

double histogram_centre(const Histogram *h, int bin) {
    double centre = histogram_edge(h, bin) + ldexp(0.5, h->exponent);
    return fmin(fmax(centre, h->least), h->most);
}

uint64_t histogram_others(const Histogram *h, int bin) {
    return h->bins[bin] - (bin == HISTOGRAM_SIDE ? h->zeros : 0);
}
