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

/* Numbers of a bin: between these two, each as likely. */
typedef struct {
    double from, to, centre, times;
    double steepness; /* of the activation, squared */
    double result;    /* of it, at the centre */
} Bin;

/* Of a search: the bins that are not empty. */
typedef struct {
    const ActivationRow *activation;
    int count;
    Bin bins[BINS];
    Limits all;
    double shares[TRIES]; /* of an end */
} Search;

static Bin bin_at(const Histogram *h, int i, const ActivationRow *activation) {
    Bin b = { .from = fmax(histogram_edge(h, i), h->least),
              .to = fmin(histogram_edge(h, i + 1), h->most),
              .centre = histogram_centre(h, i),
              .times = (double)histogram_others(h, i) };
    double width = b.to - b.from, rise = activation->exact(b.to, 0) - activation->exact(b.from, 0);
    b.steepness = width > 0 ? (rise / width) * (rise / width) : 1;
    b.result = activation->exact(b.centre, 0);
    return b;
}

static void take_bins(Search *s, const Histogram *h) {
    for (int i = 0; i < BINS; i++)
        if (histogram_others(h, i)) s->bins[s->count++] = bin_at(h, i, s->activation);
}

/* ---- The error of a range ---- */

/* To the nearest integer, ties to even, of what is small against 2^51. */
static inline double nearest(double x) { return (x + 0x1.8p52) - 0x1.8p52; }

static double scale_of(Limits limits) { return ((double)limits.high - limits.low) / (LEVELS - 1); }

/* From 0 to x, the integral of the squared distance to the nearest integer. */
static double distance_integral(double x) {
    double whole = nearest(x), rest = x - whole;
    return whole / 12 + rest * rest * rest / 3;
}

/* Of rounding a bin's numbers to multiples of the scale: the mean. It is exact where bins are not finer than
 * levels, too: points of bins would look as if they were levels. */
static double rounding(const Bin *b, double scale) {
    double from = b->from / scale, to = b->to / scale, rest = from - nearest(from);
    if (to - from < 1e-6) return rest * rest * scale * scale;
    return (distance_integral(to) - distance_integral(from)) / (to - from) * scale * scale;
}

/* Like quantized.h: value (q - zero) * scale. */
static double error_of(const Search *s, Limits limits) {
    double scale = scale_of(limits), zero = nearest(-limits.low / scale), sum = 0;
    double low = (0 - zero) * scale, high = (LEVELS - 1 - zero) * scale;
    double lowest = s->activation->exact(low, 0), highest = s->activation->exact(high, 0);
    for (int i = 0; i < s->count; i++) {
        const Bin *b = &s->bins[i];
        bool inside = b->centre >= low && b->centre <= high;
        double clipped = b->result - (b->centre < low ? lowest : highest);
        sum += b->times * (inside ? b->steepness * rounding(b, scale) : clipped * clipped);
    }
    return sum;
}

/* ---- The search ---- */

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

/* The ends as the levels have them. */
static Limits on_levels(Limits limits) {
    double scale = scale_of(limits), zero = nearest(-limits.low / scale);
    return (Limits){ (float)(0 - zero * scale), (float)((LEVELS - 1 - zero) * scale) };
}

Limits least_error(const Histogram *h, Limits all, Activation activation) {
    Search s = { .activation = activation_row(activation), .all = all };
    for (int i = 0; i < TRIES; i++) s.shares[i] = exp2(-(double)i / STEPS_AN_OCTAVE);
    take_bins(&s, h);
    return on_levels(search(&s));
}

double squared_error(const Histogram *h, Limits limits, Activation activation) {
    Search s = { .activation = activation_row(activation) };
    take_bins(&s, h);
    return error_of(&s, limits);
}
