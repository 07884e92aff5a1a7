/* products.c: weights as integers: of convolutions, linear layers and channel convolutions. */
#include "quantize.h"

#include <stdlib.h>

/* What a filter reads, a channel of the input. */
typedef struct {
    double *scale, *zero;
    double *mean; /* in steps from the zero; 0 where nobody knows */
} Source;

/* A filter: weights of an output channel times the scales of what they meet, and of each that zero and mean.
 */
typedef struct {
    double *weights, *zeros, *means;
    double *errors;     /* of rounding, in units */
    size_t count, each; /* of all channels; of one */
    double bias;
} Taps;

static Source source_of(const Quantizer *q, int v) {
    const Layer *layer = &q->layers->layers[v];
    const Quantum *in = &q->quanta[layer->in];
    const float *means = q->ranges->ranges[layer->in].means;
    int channels = layer->in_shape.channels;
    Source source = { arena_array(q->arena, double, channels), arena_array(q->arena, double, channels),
                      arena_array(q->arena, double, channels) };
    for (int c = 0; c < channels; c++) {
        source.scale[c] = in->factors ? input_scale(in, c) : in->scale;
        source.zero[c] = in->factors ? input_zero(in, c) : in->zero;
        source.mean[c] = means ? means[c] / source.scale[c] : 0;
    }
    return source;
}

/* The first input channel that output channel c reads. A channel convolution's weights meet all of them. */
static int first_read(const Layer *layer, int c) {
    return c / (layer->shape.channels / layer->groups) * (layer->in_shape.channels / layer->groups);
}

/* Weights of an output channel for each that it reads. */
static size_t weights_each(const Layer *layer, size_t count) {
    if (layer->kind == LAYER_CHANNEL_CONV) return count;
    return count / (size_t)(layer->in_shape.channels / layer->groups);
}

static void read_taps(const Layer *layer, const Source *source, int c, float *row, Taps *taps) {
    const size_t each = weights_each(layer, taps->count);
    const float *weights = layer->weight;
    if (layer->kind != LAYER_CHANNEL_CONV) {
        layer_weights(layer, c, 0, taps->count, row);
        weights = row;
    }
    for (size_t i = 0, from = (size_t)first_read(layer, c); i < taps->count; from++)
        for (size_t end = i + each; i < end; i++) {
            taps->weights[i] = weights[i] * source->scale[from];
            taps->zeros[i] = source->zero[from];
            taps->means[i] = source->mean[from];
        }
    taps->each = each;
    taps->bias = layer->bias ? layer->bias[c] : 0;
}

/* ---- The unit of a filter ---- */

/* The residual's steps are whole units, so that it is exact: the weights become that little coarser. */
static double whole_residual(const Quantizer *q, int v, double unit) {
    int residual = q->layers->layers[v].residual;
    double units = residual < 0 ? 0 : floor(q->quanta[residual].scale / unit * (1 + 1e-12));
    return units >= 1 ? q->quanta[residual].scale / units : unit;
}

static double first_unit(const Quantizer *q, int v, const Taps *taps) {
    double largest = 0;
    for (size_t i = 0; i < taps->count; i++) largest = fmax(largest, fabs(taps->weights[i]));
    return fmax(largest / MOST_WEIGHT, least_unit(q, v, taps->bias));
}

#define USUAL_STEPS 32.0 /* from a value's mean, roughly */
enum { LANES = 8 };      /* sums side by side, which compilers make a vector of; arrays are whole ones */

static size_t whole_lanes(size_t count) { return (count + LANES - 1) / LANES * LANES; }

/* Squared, of a sum: what each weight adds by itself, and all together where inputs are their means. */
FOR_EACH_PROCESSOR
static double rounding_error(const double *weights, const double *means, size_t count, double unit) {
    const double per_unit = 1 / unit;
    double squares[LANES] = { 0 }, sums[LANES] = { 0 }, square = 0, sum = 0;
    for (size_t i = 0; i < count; i += LANES)
        for (size_t k = 0; k < LANES; k++) {
            double mean = means[i + k], weight = weights[i + k];
            double error = integer_weight(weight, per_unit) * unit - weight;
            squares[k] += error * error * (mean * mean + USUAL_STEPS * USUAL_STEPS);
            sums[k] += error * mean;
        }
    for (int k = 0; k < LANES; k++) square += squares[k], sum += sums[k];
    return square + sum * sum;
}

static double error_of(const Taps *taps, double unit) {
    return rounding_error(taps->weights, taps->means, whole_lanes(taps->count), unit);
}

/* Of units up to a tenth coarser than need be the best: with some, errors cancel. */
static double best_unit(const Quantizer *q, int v, const Taps *taps) {
    enum { TRIALS = 16 };
    double first = first_unit(q, v, taps), best = whole_residual(q, v, first);
    double least = error_of(taps, best);
    for (int trial = 1; trial < TRIALS; trial++) {
        double unit = whole_residual(q, v, first * (1 + 0.1 * trial / TRIALS));
        double error = error_of(taps, unit);
        if (error < least) least = error, best = unit;
    }
    return best;
}

/* ---- Its integers ---- */

/* The bias takes off what rounding the weights adds on the average. */
static bool round_taps(Quantizer *q, int v, int c, const Taps *taps, double unit) {
    signed char *to = q->arrays.weights + (size_t)c * taps->count;
    double zeros = 0, error = 0, most = 0;
    round_weights(taps->weights, taps->count, taps->each, unit, taps->errors, to);
    for (size_t i = 0; i < taps->count; i++) {
        zeros += to[i] * taps->zeros[i];
        most += 255 * abs(to[i]);
        error += taps->errors[i] * taps->means[i];
    }
    const Sum sum = { unit, taps->bias / unit - error - zeros, most };
    return end_channel(q, v, c, &sum);
}

/* Coarser, until the sums fit. */
static bool quantize_taps(Quantizer *q, int v, int c, const Taps *taps) {
    enum { MOST_TRIALS = 8 };
    double unit = best_unit(q, v, taps);
    for (int trial = 0; trial < MOST_TRIALS; trial++, unit *= 2)
        if (round_taps(q, v, c, taps, unit)) return true;
    return refuse(q, v, "sums that fit into 32 bits, got larger ones");
}

bool quantize_products(Quantizer *q, int v) {
    const Layer *layer = &q->layers->layers[v];
    const bool vector = layer->kind == LAYER_CHANNEL_CONV;
    const size_t count = vector ? (size_t)layer->kernel : filter_floats(layer);
    const int channels = vector ? 1 : layer->shape.channels;
    const Source source = source_of(q, v);
    const size_t room = whole_lanes(count);
    Taps taps = { .weights = arena_array(q->arena, double, room),
                  .zeros = arena_array(q->arena, double, room),
                  .means = arena_array(q->arena, double, room),
                  .errors = arena_array(q->arena, double, count),
                  .count = count };
    float *row = arena_array(q->arena, float, count);
    begin_ending(q, v, channels);
    q->arrays.weights = arena_array(q->arena, signed char, count *(size_t)channels);
    for (int c = 0; c < channels; c++) {
        read_taps(layer, &source, c, row, &taps);
        if (!quantize_taps(q, v, c, &taps)) return false;
    }
    return true;
}
