/* norms.c: distributions, operator by operator. While it is trained, a batch norm gives its values a mean of
 * beta and a deviation of gamma in every channel (Ioffe, Szegedy 2015); what has no norm behind it is what
 * its inputs add up to. */
#include "norms.h"
#include "expect.h"

#include <math.h>

const float *expected_parameter(const Expectation *e, const Op *op, ParamRole role) {
    return op->param[role] < 0 ? NULL : e->weights->data[op->param[role]];
}

static Moments moments(const Expectation *e, const Op *op, int in, int channel) {
    return normal_moments(&e->normals[op->in[in]][channel]);
}

/* ---- Operators ---- */

/* Pixels from 0 to 1, each as likely, and what normalising makes of them. */
static void expect_input(const Expectation *e, const Op *op, int v, Normal *to) {
    const Preprocess *p = &e->graph->spec->preprocess;
    (void)op;
    for (int c = 0; c < e->shapes[v].channels; c++)
        to[c] = (Normal){ .mean = (0.5 - p->mean[c]) / p->std[c], .deviation = sqrt(1.0 / 12) / p->std[c] };
}

static void expect_norm(const Expectation *e, const Op *op, int v, Normal *to) {
    const float *gamma = expected_parameter(e, op, ROLE_WEIGHT), *beta = expected_parameter(e, op, ROLE_BIAS);
    for (int c = 0; c < e->shapes[v].channels; c++)
        to[c] = (Normal){ .mean = beta ? beta[c] : 0, .deviation = gamma ? fabs(gamma[c]) : 1 };
}

static void expect_activation(const Expectation *e, const Op *op, int v, Normal *to) {
    const float *slopes = expected_parameter(e, op, ROLE_WEIGHT);
    for (int c = 0; c < e->shapes[v].channels; c++) {
        const Normal *in = &e->normals[op->in[0]][c];
        to[c] = in->activation ? normal_of(normal_moments(in)) : *in;
        to[c].activation = op->activation;
        to[c].slope = slopes ? slopes[c] : op->slope;
    }
}

/* Max pools, averages of windows: about what they read. */
static void expect_same(const Expectation *e, const Op *op, int v, Normal *to) {
    for (int c = 0; c < e->shapes[v].channels; c++) to[c] = e->normals[op->in[0]][c];
}

static void expect_add(const Expectation *e, const Op *op, int v, Normal *to) {
    for (int c = 0; c < e->shapes[v].channels; c++) {
        Moments a = moments(e, op, 0, c), b = moments(e, op, 1, c);
        to[c] = normal_of((Moments){ a.mean + b.mean, a.variance + b.variance });
    }
}

static void expect_gate(const Expectation *e, const Op *op, int v, Normal *to) {
    for (int c = 0; c < e->shapes[v].channels; c++) {
        Moments a = moments(e, op, 0, c), b = moments(e, op, 1, c);
        double mean = a.mean * b.mean,
               squares = (a.variance + a.mean * a.mean) * (b.variance + b.mean * b.mean);
        to[c] = normal_of((Moments){ mean, fmax(squares - mean * mean, 0) });
    }
}

/* Zero channels half before, half behind. */
static void expect_zero_pad(const Expectation *e, const Op *op, int v, Normal *to) {
    int inner = e->shapes[op->in[0]].channels, before = (e->shapes[v].channels - inner) / 2;
    for (int c = 0; c < inner; c++) to[before + c] = e->normals[op->in[0]][c];
}

/* ---- Over a whole image ---- */

/* A guess: pixels of an image are alike, so that their average has half a pixel's deviation, and the largest
 * lies two of these above the mean. */
static Moments average_of(Moments pixel) { return (Moments){ pixel.mean, pixel.variance / 4 }; }

static Moments largest_of(Moments pixel) {
    return (Moments){ pixel.mean + 2 * sqrt(pixel.variance), pixel.variance };
}

static void expect_average(const Expectation *e, const Op *op, int v, Normal *to) {
    for (int c = 0; c < e->shapes[v].channels; c++) to[c] = normal_of(average_of(moments(e, op, 0, c)));
}

static void expect_largest(const Expectation *e, const Op *op, int v, Normal *to) {
    for (int c = 0; c < e->shapes[v].channels; c++) to[c] = normal_of(largest_of(moments(e, op, 0, c)));
}

static void expect_half_of_each(const Expectation *e, const Op *op, int v, Normal *to) {
    for (int c = 0; c < e->shapes[v].channels; c++) {
        Moments a = average_of(moments(e, op, 0, c)), b = largest_of(moments(e, op, 0, c));
        to[c] = normal_of((Moments){ (a.mean + b.mean) / 2, (a.variance + b.variance) / 4 });
    }
}

static void expect_both(const Expectation *e, const Op *op, int v, Normal *to) {
    int half = e->shapes[v].channels / 2;
    for (int c = 0; c < half; c++) {
        to[c] = normal_of(average_of(moments(e, op, 0, c)));
        to[half + c] = normal_of(largest_of(moments(e, op, 0, c)));
    }
}

static void expect_probability(const Expectation *e, const Op *op, int v, Normal *to) {
    (void)op;
    for (int c = 0; c < e->shapes[v].channels; c++)
        to[c] = (Normal){ .mean = 0.5, .deviation = 0.125 }; /* nothing reads it as integers */
}

/* ---- All of them ---- */

static void (*const expect[OP_COUNT])(const Expectation *, const Op *, int, Normal *) = {
    [OP_INPUT] = expect_input,
    [OP_CONV] = expect_conv,
    [OP_NORM] = expect_norm,
    [OP_GROUP_NORM] = expect_norm,
    [OP_ACTIVATION] = expect_activation,
    [OP_MAX_POOL] = expect_same,
    [OP_WINDOW_AVERAGE] = expect_same,
    [OP_BLUR] = expect_same,
    [OP_ADD] = expect_add,
    [OP_GATE] = expect_gate,
    [OP_ZERO_PAD] = expect_zero_pad,
    [OP_AVERAGE_POOL] = expect_average,
    [OP_GLOBAL_MAX] = expect_largest,
    [OP_AVERAGE_MAX] = expect_half_of_each,
    [OP_AVERAGE_AND_MAX] = expect_both,
    [OP_LINEAR] = expect_linear,
    [OP_CHANNEL_CONV] = expect_channel_conv,
    [OP_SOFTMAX] = expect_probability,
};

static void observe_input(const Preprocess *p, Observation *o) {
    enum { PIXELS = 256 };
    for (int c = 0; c < o->shape.channels; c++) {
        for (int i = 0; i < PIXELS; i++)
            histogram_add_times(&o->histogram, (float)((i / 255.0 - p->mean[c]) / p->std[c]), 1);
        o->sums[c] = (0.5 - p->mean[c]) / p->std[c] * o->shape.height * o->shape.width;
    }
    o->images = 1;
}

/* NULL where a number of it is not finite. */
static const Observation *observe_value(Arena *arena, const Expectation *e, int v) {
    Observation *o = observation_new(arena, e->shapes[v]);
    if (e->graph->ops[v].kind == OP_INPUT) {
        observe_input(&e->graph->spec->preprocess, o);
        return o;
    }
    for (int c = 0; c < e->shapes[v].channels; c++)
        if (!normal_observe(&e->normals[v][c], o, c)) return NULL;
    return o;
}

const Observation *const *expect_values(Arena *arena, const Graph *graph, const Shape *shapes,
                                        const Weights *weights, Diag *diag) {
    Normal **normals = arena_array(arena, Normal *, graph->op_count);
    const Observation **seen = arena_array(arena, const Observation *, graph->op_count);
    const Expectation e = { arena, graph, shapes, weights, normals };
    for (int v = 0; v < graph->op_count; v++) {
        normals[v] = arena_array(arena, Normal, shapes[v].channels);
        expect[graph->ops[v].kind](&e, &graph->ops[v], v, normals[v]);
        seen[v] = observe_value(arena, &e, v);
        if (seen[v]) continue;
        diag_fail(diag, STATUS_INPUT,
                  "%s: %s: --calibrate norms: expected parameters that give finite values, got larger ones",
                  weights->source, graph->ops[v].name);
        return NULL;
    }
    return seen;
}
