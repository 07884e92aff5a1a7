/* least_error.c: ends are tried in steps of a sixteenth of an octave, from what was seen downwards: first
 * both at once, then one after the other until neither moves. An outlier is clipped where what that costs is
 * less than what finer steps save of all others (Banner et al., "Post training 4-bit quantization of
 * convolutional networks for rapid-deployment", NeurIPS 2019, find both by integrals; here the histogram
 * tells). */
#include "least_error.h"

#include <math.h>

enum {
    LEVELS = 256,
    BINS = 2 * HISTOGRAM_SIDE,
    STEPS_AN_OCTAVE = 16,
    TRIES = 8 * STEPS_AN_OCTAVE, /* a range of 1/256 of what was seen leaves bins of a level's width */
    ROUNDS = 8
};

/* Of a search: the bins that are not empty. */
typedef struct {
    const ActivationRow *activation;
    int count;
    double centres[BINS], results[BINS], times[BINS]; /* results: of the activation */
    Limits all;
    double shares[TRIES]; /* of an end */
} Search;

static void take_bins(Search *s, const Histogram *h) {
    for (int i = 0; i < BINS; i++) {
        uint64_t times = histogram_others(h, i);
        if (!times) continue;
        s->centres[s->count] = histogram_centre(h, i);
        s->results[s->count] = s->activation->exact(s->centres[s->count], 0);
        s->times[s->count++] = (double)times;
    }
}

/* To the nearest integer, ties to even, of what is small against 2^51. */
static inline double nearest(double x) { return (x + 0x1.8p52) - 0x1.8p52; }

/* Like quantized.h: value (q - zero) * scale. */
static double error_of(const Search *s, Limits limits) {
    double scale = ((double)limits.high - limits.low) / (LEVELS - 1), zero = nearest(-limits.low / scale);
    double levels[LEVELS], sum = 0;
    for (int q = 0; q < LEVELS; q++) levels[q] = s->activation->exact((q - zero) * scale, 0);
    for (int i = 0; i < s->count; i++) {
        double q = nearest(s->centres[i] / scale) + zero;
        double error = s->results[i] - levels[q < 0 ? 0 : q > LEVELS - 1 ? LEVELS - 1 : (int)q];
        sum += s->times[i] * error * error;
    }
    return sum;
}

static Limits at(const Search *s, int low, int high) {
    return (Limits){ (float)(s->all.low * s->shares[low]), (float)(s->all.high * s->shares[high]) };
}

/* Which of the ends move; what clips less goes before. */
typedef struct {
    int low, high;
    double error;
} Best;

static void try_ends(const Search *s, Best *best, bool low, bool high) {
    Best start = *best;
    for (int i = 0; i < TRIES; i++) {
        int l = low ? i : start.low, r = high ? i : start.high;
        double error = error_of(s, at(s, l, r));
        if (error < best->error) *best = (Best){ l, r, error };
    }
}

static Limits search(const Search *s) {
    Best best = { 0, 0, error_of(s, at(s, 0, 0)) };
    try_ends(s, &best, true, true);
    for (int round = 0; round < ROUNDS && s->all.low < 0 && s->all.high > 0; round++) {
        Best before = best;
        try_ends(s, &best, true, false);
        try_ends(s, &best, false, true);
        if (best.low == before.low && best.high == before.high) break;
    }
    return at(s, best.low, best.high);
}

Limits least_error(const Histogram *h, Limits all, Activation activation) {
    Search s = { .activation = activation_row(activation), .all = all };
    for (int i = 0; i < TRIES; i++) s.shares[i] = exp2(-(double)i / STEPS_AN_OCTAVE);
    take_bins(&s, h);
    return search(&s);
}

double squared_error(const Histogram *h, Limits limits, Activation activation) {
    Search s = { .activation = activation_row(activation) };
    take_bins(&s, h);
    return error_of(&s, limits);
}
