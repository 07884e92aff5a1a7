/* expect_sums.c: products with weights, added up: means add, and so do variances. */
#include "expect.h"

#include <math.h>

static void add_product(Moments *sum, double weight, Moments in) {
    sum->mean += weight * in.mean;
    sum->variance += weight * weight * in.variance;
}

static Moments *moments_of(const Expectation *e, int v, Moments *to) {
    for (int c = 0; c < e->shapes[v].channels; c++) to[c] = normal_moments(&e->normals[v][c]);
    return to;
}

typedef struct {
    double centre, scale;
} Standard;

/* Of a filter that is standardised (Qiao et al. 2019). */
static Standard standard_of(const Op *op, const float *filter, size_t count) {
    double mean = 0, variance = 0;
    if (op->eps < 0) return (Standard){ 0, 1 };
    for (size_t i = 0; i < count; i++) mean += filter[i] / (double)count;
    for (size_t i = 0; i < count; i++) variance += (filter[i] - mean) * (filter[i] - mean) / (double)count;
    return (Standard){ mean, 1 / sqrt(variance + op->eps) };
}

/* `of`: weights that read one channel, before the next one's. */
static Moments product(const float *filter, size_t count, size_t of, Standard standard, const Moments *in) {
    Moments sum = { 0, 0 };
    for (size_t i = 0; i < count; i++)
        add_product(&sum, (filter[i] - standard.centre) * standard.scale, in[i / of]);
    return sum;
}

void expect_conv(const Expectation *e, const Op *op, int v, Normal *to) {
    const float *weight = expected_parameter(e, op, ROLE_WEIGHT),
                *bias = expected_parameter(e, op, ROLE_BIAS);
    size_t taps = (size_t)(op->kernel * op->kernel), channels = (size_t)(op->in_channels / op->groups);
    int group = op->out_channels / op->groups;
    Moments *in = moments_of(e, op->in[0], arena_array(e->arena, Moments, op->in_channels));
    for (int c = 0; c < e->shapes[v].channels; c++) {
        const float *filter = weight + (size_t)c * channels * taps;
        Standard standard = standard_of(op, filter, channels * taps);
        Moments sum = product(filter, channels * taps, taps, standard, in + (size_t)(c / group) * channels);
        if (bias) sum.mean += bias[c];
        to[c] = normal_of(sum);
    }
}

void expect_linear(const Expectation *e, const Op *op, int v, Normal *to) {
    const float *weight = expected_parameter(e, op, ROLE_WEIGHT),
                *bias = expected_parameter(e, op, ROLE_BIAS);
    Shape from = e->shapes[op->in[0]];
    size_t count = shape_floats(from), plane = (size_t)from.height * (size_t)from.width;
    Moments *in = moments_of(e, op->in[0], arena_array(e->arena, Moments, from.channels));
    for (int c = 0; c < e->shapes[v].channels; c++) {
        Moments sum = product(weight + (size_t)c * count, count, plane, (Standard){ 0, 1 }, in);
        if (bias) sum.mean += bias[c];
        to[c] = normal_of(sum);
    }
}

void expect_channel_conv(const Expectation *e, const Op *op, int v, Normal *to) {
    const float *weight = expected_parameter(e, op, ROLE_WEIGHT);
    int channels = e->shapes[v].channels;
    for (int c = 0; c < channels; c++) {
        Moments sum = { 0, 0 };
        for (int t = 0; t < op->kernel; t++) {
            int from = c + t - op->kernel / 2;
            if (from >= 0 && from < channels)
                add_product(&sum, weight[t], normal_moments(&e->normals[op->in[0]][from]));
        }
        to[c] = normal_of(sum);
    }
}
