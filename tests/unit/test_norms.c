/* test_norms.c: what values are expected to be, operator by operator: sums of products against all their
 * products one by one, the others where all channels are alike, so that histograms tell a channel's
 * variance. */
#include "calibrate/expect.h"
#include "calibrate/norms.h"
#include "fixture.h"
#include "weights/reader.h"

#include <math.h>

static void near(double a, double b, const char *what) {
    if (!(fabs(a - b) <= 1e-9 + 1e-6 * fabs(b))) fail_msg("%s: %g instead of %g", what, a, b);
}

/* ---- Sums of products ---- */

typedef struct {
    double mean, variance;
    int channels; /* of the operator's input */
    const Normal *in;
} Sum;

static void add(Sum *s, double weight, int channel) {
    if (channel < 0 || channel >= s->channels) return;
    s->mean += weight * s->in[channel].mean;
    s->variance += weight * weight * s->in[channel].deviation * s->in[channel].deviation;
}

/* What standardising leaves of weights: a mean of 0, and a sum of squares as many as they are, less eps. */
static void standardise(const Op *op, const float *from, int count, double *to) {
    double sum = 0, squares = 0;
    for (int i = 0; i < count; i++) sum += from[i], squares += (double)from[i] * from[i];
    const double variance = squares / count - sum / count * (sum / count);
    for (int i = 0; i < count; i++)
        to[i] = op->eps < 0 ? from[i] : (from[i] - sum / count) / sqrt(variance + op->eps);
}

static void check_conv(const Expectation *e, const Op *op, int v) {
    const float *weight = expected_parameter(e, op, ROLE_WEIGHT),
                *bias = expected_parameter(e, op, ROLE_BIAS);
    const int taps = op->kernel * op->kernel, inner = op->in_channels / op->groups;
    Normal *to = arena_array(e->arena, Normal, op->out_channels);
    double *used = arena_array(e->arena, double, inner *taps);
    expect_conv(e, op, v, to);
    for (int o = 0; o < op->out_channels; o++) {
        Sum s = { bias ? bias[o] : 0, 0, op->in_channels, e->normals[op->in[0]] };
        standardise(op, weight + (size_t)o * (size_t)(inner * taps), inner * taps, used);
        for (int i = 0; i < inner * taps; i++)
            add(&s, used[i], o * op->groups / op->out_channels * inner + i / taps);
        near(to[o].mean, s.mean, op->name);
        near(to[o].deviation * to[o].deviation, s.variance, op->name);
    }
}

static void check_linear(const Expectation *e, const Op *op, int v) {
    const float *weight = expected_parameter(e, op, ROLE_WEIGHT),
                *bias = expected_parameter(e, op, ROLE_BIAS);
    const Shape from = e->shapes[op->in[0]];
    Normal *to = arena_array(e->arena, Normal, e->shapes[v].channels);
    expect_linear(e, op, v, to);
    for (int o = 0; o < e->shapes[v].channels; o++) {
        Sum s = { bias ? bias[o] : 0, 0, from.channels, e->normals[op->in[0]] };
        for (int c = 0; c < from.channels; c++)
            for (int i = 0; i < from.height * from.width; i++) add(&s, *weight++, c);
        near(to[o].mean, s.mean, op->name);
        near(to[o].deviation * to[o].deviation, s.variance, op->name);
    }
}

/* Each channel's own sum: over the channels around it, where there are some. */
static void check_channel_conv(const Expectation *e, const Op *op, int v) {
    const float *weight = expected_parameter(e, op, ROLE_WEIGHT);
    Normal *to = arena_array(e->arena, Normal, e->shapes[v].channels);
    expect_channel_conv(e, op, v, to);
    for (int c = 0; c < e->shapes[v].channels; c++) {
        Sum s = { 0, 0, e->shapes[v].channels, e->normals[op->in[0]] };
        for (int t = 0; t < op->kernel; t++) add(&s, weight[t], c - (op->kernel - 1) / 2 + t);
        near(to[c].mean, s.mean, op->name);
        near(to[c].deviation * to[c].deviation, s.variance, op->name);
    }
}

static Expectation expectation_of(Fixture *f, const char *json) {
    const Graph *graph = make_graph(f, json);
    Expectation e = { &f->arena, graph, shape_infer(&f->arena, graph, &f->diag),
                      weights_random(&f->arena, graph, 5), NULL };
    Normal **normals = arena_array(&f->arena, Normal *, graph->op_count);
    uint64_t state = 9;
    for (int v = 0; v < graph->op_count; v++) {
        normals[v] = arena_array(&f->arena, Normal, e.shapes[v].channels);
        for (int c = 0; c < e.shapes[v].channels; c++)
            normals[v][c] = (Normal){ .mean = (double)(split_mix(&state) >> 40) * 0x1p-24 - 0.3,
                                      .deviation = (double)(split_mix(&state) >> 40) * 0x1p-24 + 0.1 };
    }
    e.normals = normals;
    return e;
}

static int check_sums(Fixture *f, const char *json) {
    const Expectation e = expectation_of(f, json);
    int checked = 0;
    for (int v = 0; v < e.graph->op_count; v++) {
        const Op *op = &e.graph->ops[v];
        void (*const check)(const Expectation *, const Op *, int) = op->kind == OP_CONV     ? check_conv
                                                                    : op->kind == OP_LINEAR ? check_linear
                                                                    : op->kind == OP_CHANNEL_CONV
                                                                        ? check_channel_conv
                                                                        : NULL;
        if (check) check(&e, op, v), checked++;
    }
    return checked;
}

static void sums_have_all_their_products(void **state) {
    Fixture *f = *state;
    assert_int_equal(check_sums(f, "{\"block\":\"bottleneck\",\"repeats\":[1],\"widths\":[16],\"classes\":7,"
                                   "\"weight_standardization\":1e-5,\"attention\":{\"type\":\"eca\"},"
                                   "\"stem\":{\"width\":16},\"input\":{\"height\":32,\"width\":32}}"),
                     7);
    reset_fixture(f);
    assert_int_equal(
        check_sums(f, "{\"block\":\"bottleneck\",\"repeats\":[1],\"widths\":[16],\"classes\":7,"
                      "\"groups\":4,\"attention\":{\"type\":\"se\"},\"head\":{\"type\":\"flatten\"},"
                      "\"stem\":{\"width\":16},\"input\":{\"height\":32,\"width\":32}}"),
        8);
}

/* ---- The others: each parameter is one number, so that all channels are alike ---- */

static Moments seen_of(const Observation *o) {
    const Histogram *h = &o->histogram;
    double count = 0, sum = 0, squares = 0;
    for (int i = 0; i < 2 * HISTOGRAM_SIDE; i++) {
        const double others = (double)histogram_others(h, i), value = histogram_centre(h, i);
        count += others, sum += others * value, squares += others * value * value;
    }
    count += (double)h->zeros;
    return (Moments){ sum / count, squares / count - sum / count * (sum / count) };
}

static Moments result_of(const Op *op, Moments a, Moments b) {
    const double squares = (a.variance + a.mean * a.mean) * (b.variance + b.mean * b.mean);
    switch (op->kind) {
    case OP_ADD:
        return (Moments){ a.mean + b.mean, a.variance + b.variance };
    case OP_GATE:
        return (Moments){ a.mean * b.mean, squares - a.mean * a.mean * b.mean * b.mean };
    case OP_AVERAGE_POOL:
        return (Moments){ a.mean, a.variance / 4 };
    case OP_GLOBAL_MAX:
        return (Moments){ a.mean + 2 * sqrt(a.variance), a.variance };
    case OP_AVERAGE_MAX:
        return (Moments){ a.mean + sqrt(a.variance), (a.variance / 4 + a.variance) / 4 };
    case OP_MAX_POOL:
    case OP_BLUR:
    case OP_WINDOW_AVERAGE:
        return a;
    default:
        return (Moments){ 0, -1 }; /* not looked at here */
    }
}

static void check_value(const Op *op, const Observation *o, Moments expected) {
    const Moments seen = seen_of(o);
    const double wide = sqrt(expected.variance);
    for (int c = 0; c < o->shape.channels; c++)
        if (fabs(observed_mean(o, c) - expected.mean) > 0.01 * wide)
            fail_msg("%s: channel %d is %g, not %g", op->name, c, observed_mean(o, c), expected.mean);
    if (fabs(seen.mean - expected.mean) > 0.01 * wide || fabs(sqrt(seen.variance) - wide) > 0.01 * wide)
        fail_msg("%s: %g +- %g instead of %g +- %g", op->name, seen.mean, sqrt(seen.variance), expected.mean,
                 wide);
}

static unsigned check_network(Fixture *f, const char *json) {
    static const float numbers[ROLE_COUNT] = { 0.4f, 0.15f, 0, 1 };
    const Expectation e = expectation_of(f, json);
    unsigned kinds = 0;
    for (int p = 0; p < e.graph->param_count; p++)
        for (size_t i = 0; e.weights->data[p] && i < e.graph->params[p].count; i++)
            ((float *)e.weights->data[p])[i] = numbers[e.graph->params[p].role];
    const Observation *const *seen = expect_values(&f->arena, e.graph, e.shapes, e.weights, &f->diag);
    for (int v = 1; v < e.graph->op_count; v++) {
        const Op *op = &e.graph->ops[v];
        const Moments a = seen_of(seen[op->in[0]]), b = op->in[1] < 0 ? a : seen_of(seen[op->in[1]]),
                      expected = result_of(op, a, b);
        if (expected.variance < 0) continue;
        check_value(op, seen[v], expected);
        kinds |= 1u << op->kind;
    }
    return kinds;
}

static void values_follow_from_what_they_read(void **state) {
    Fixture *f = *state;
    unsigned kinds =
        check_network(f, "{\"block\":\"bottleneck\",\"repeats\":[1,1],\"widths\":[8,16],\"classes\":7,"
                         "\"attention\":{\"type\":\"se\"},\"antialias\":\"blur\",\"shortcut\":"
                         "\"avg_down\",\"head\":{\"pool\":\"avgmax\"},\"stem\":{\"width\":8},"
                         "\"input\":{\"height\":64,\"width\":64}}");
    reset_fixture(f);
    kinds |= check_network(
        f, "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[8],\"classes\":7,\"head\":{\"pool\":"
           "\"max\"},\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":32,\"width\":32}}");
    for (OpKind kind = 0; kind < OP_COUNT; kind++)
        if (result_of(&(Op){ .kind = kind }, (Moments){ 1, 1 }, (Moments){ 1, 1 }).variance >= 0)
            assert_true(kinds & 1u << kind);
}

/* A scale of 3e38 is a float; what lies beyond one deviation of it is none. A norm folds well with a variance
 * as large. */
static void values_that_no_float_has_are_refused(void **state) {
    Fixture *f = *state;
    const Expectation e = expectation_of(
        f, "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[4],\"stem\":{\"type\":\"cifar\"},\"classes\":2,"
           "\"input\":{\"channels\":1,\"height\":4,\"width\":4}}");
    const Op *norm = NULL;
    for (int v = e.graph->op_count - 1; v >= 0; v--)
        if (e.graph->ops[v].kind == OP_NORM) norm = &e.graph->ops[v];
    ((float *)e.weights->data[norm->param[ROLE_WEIGHT]])[2] = 3e38f;
    assert_null(expect_values(&f->arena, e.graph, e.shapes, e.weights, &f->diag));
    assert_int_equal(f->diag.status, STATUS_INPUT);
    assert_non_null(
        strstr(f->diag.message, ": bn1: --calibrate norms: expected parameters that give finite"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(sums_have_all_their_products),
        TEST(values_follow_from_what_they_read),
        TEST(values_that_no_float_has_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
