/* random:SEED: the same numbers everywhere, spread as promised, and sane in the deepest networks. */
#include "fixture.h"

#include <math.h>

static const Weights *load(Fixture *f, const Graph *graph, const char *source) {
    const Weights *weights = weights_load(&f->arena, graph, source, (NameRules){ 0 }, &f->diag);
    if (!weights) fail_msg("%s", f->diag.message);
    return weights;
}

static const char small[] = "{\"block\":\"bottleneck\",\"repeats\":[2,1],\"widths\":[8,16],\"classes\":10,"
                            "\"input\":{\"channels\":3,\"height\":32,\"width\":32}}";
static const char deeper[] = "{\"block\":\"bottleneck\",\"repeats\":[3,2],\"widths\":[8,16],\"classes\":10,"
                             "\"input\":{\"channels\":3,\"height\":32,\"width\":32}}";

/* Changes here change the weights of everybody's random networks. Checked with gcc and clang, at -O0 and -O3,
 * and with -march=native (fused multiply-adds). */
static void the_same_on_every_machine(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, small);
    const Weights *weights = load(f, graph, "random:42");
    uint64_t hash = FNV_BASIS;
    for (int p = 0; p < graph->param_count; p++)
        if (weights->data[p]) hash = fnv1a(hash, weights->data[p], graph->params[p].count * sizeof(float));
    assert_int_equal(hash, 0xab92aece7a5de665u);
}

static void the_seed_matters(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, small);
    const Weights *one = load(f, graph, "random:1"), *two = load(f, graph, "random:2");
    for (int p = 0; p < graph->param_count; p++) {
        if (graph->params[p].optional) continue;
        assert_memory_not_equal(one->data[p], two->data[p], graph->params[p].count * sizeof(float));
    }
}

static void the_network_around_does_not_matter(void **state) {
    Fixture *f = *state;
    const Graph *a = make_graph(f, small), *b = make_graph(f, deeper);
    const Weights *x = load(f, a, "random:5"), *y = load(f, b, "random:5");
    static const char *const names[] = { "conv1.weight", "bn1.running_mean", "layer1.1.conv2.weight",
                                         "layer2.0.conv2.weight" };
    for (int i = 0; i < COUNT_OF(names); i++) {
        int p = find_param(a, names[i]), q = find_param(b, names[i]);
        assert_memory_equal(x->data[p], y->data[q], a->params[p].count * sizeof(float));
    }
}

static void optional_biases_are_absent(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, small);
    const Weights *weights = load(f, graph, "random:1");
    for (int p = 0; p < graph->param_count; p++)
        assert_int_equal(weights->data[p] == NULL, graph->params[p].optional);
}

/* ---- Distributions ---- */

typedef struct {
    double mean, deviation, lowest, highest;
} Summary;

static Summary summarise(const double *values, size_t count) {
    Summary s = { .lowest = INFINITY, .highest = -INFINITY };
    double squares = 0;
    for (size_t i = 0; i < count; i++) {
        s.mean += values[i] / (double)count;
        squares += values[i] * values[i] / (double)count;
        s.lowest = fmin(s.lowest, values[i]);
        s.highest = fmax(s.highest, values[i]);
    }
    s.deviation = sqrt(squares - s.mean * s.mean);
    return s;
}

static Summary summary_of(Fixture *f, const Graph *graph, const Weights *weights, const char *name) {
    int p = find_param(graph, name);
    double *values = arena_array(&f->arena, double, graph->params[p].count);
    for (size_t i = 0; i < graph->params[p].count; i++) values[i] = weights->data[p][i];
    return summarise(values, graph->params[p].count);
}

static bool near(double value, double expected, double relative) {
    return fabs(value - expected) <= relative * expected; /* false for NaN */
}

static void convolutions_and_classifier_are_he_normal(void **state) {
    Fixture *f = *state;
    const Graph *graph =
        make_graph(f, "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[64],\"classes\":1000}");
    const Weights *weights = load(f, graph, "random:9");
    Summary conv = summary_of(f, graph, weights, "layer1.0.conv1.weight");
    double he = sqrt(2.0 / (64 * 9));
    assert_true(near(conv.deviation, he, 0.02));
    assert_true(fabs(conv.mean) < 0.02 * he);
    assert_true(conv.highest > 3 * he && conv.highest < 3.5 * he && conv.lowest < -3 * he);
    assert_true(near(summary_of(f, graph, weights, "fc.weight").deviation, sqrt(2.0 / 64), 0.02));
}

static void norms_are_far_from_the_identity(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[512],"
                                       "\"stem\":{\"width\":512}}");
    const Weights *weights = load(f, graph, "random:9");
    Summary gamma = summary_of(f, graph, weights, "bn1.weight"),
            beta = summary_of(f, graph, weights, "bn1.bias");
    Summary mean = summary_of(f, graph, weights, "bn1.running_mean");
    Summary variance = summary_of(f, graph, weights, "bn1.running_var");
    assert_true(gamma.lowest >= 0.5 && gamma.lowest < 0.55 && gamma.highest > 1.45 && gamma.highest <= 1.5);
    assert_true(beta.lowest >= -0.5 && beta.lowest < -0.45 && beta.highest > 0.45 && beta.highest <= 0.5);
    assert_true(fabs(mean.mean) < 0.1 &&
                near(mean.deviation, sqrt(2) / 4, 0.1)); /* of inputs with E[x^2] = 1 */
    assert_true(variance.lowest >= 1 && variance.lowest < 1.1 && variance.highest > 2.9 &&
                variance.highest <= 3);
}

/* ---- Signals ---- */

static double rms(const double *values, size_t count) {
    double squares = 0;
    for (size_t i = 0; i < count; i++) squares += values[i] * values[i] / (double)count;
    return sqrt(squares);
}

/* No value of the network leaves 0.02 to 50, and the classes differ. */
static void stays_sane(Fixture *f, const char *json) {
    const Graph *graph = make_graph(f, json);
    const Shape *shapes = shape_infer(&f->arena, graph, &f->diag);
    assert_non_null(shapes);
    float *input = arena_array(&f->arena, float, shape_floats(shapes[0]));
    for (size_t i = 0; i < shape_floats(shapes[0]); i++) input[i] = (float)((i * 7919 + 13) % 1009) / 252 - 2;
    const double *const *values =
        interpret(&f->arena, graph, shapes, load(f, graph, "random:3")->data, input);
    for (int v = 0; v < graph->op_count; v++) {
        double size = rms(values[v], shape_floats(shapes[v]));
        if (!(size > 0.02 && size < 50)) fail_msg("%s: root mean square %g", graph->ops[v].name, size);
    }
    Summary logits = summarise(values[graph->logits], shape_floats(shapes[graph->logits]));
    assert_true(logits.deviation > 0.1 && logits.deviation < 10);
}

static void signals_stay_sane(void **state) {
    Fixture *f = *state;
    stays_sane(
        f,
        "{\"block\":\"bottleneck\",\"repeats\":[4,4],\"widths\":[8,16],\"classes\":50,\"stem\":{\"width\":8},"
        "\"weight_standardization\":1e-8,\"attention\":{\"type\":\"se\"},"
        "\"input\":{\"channels\":3,\"height\":32,\"width\":32}}");
    stays_sane(f, small);
    stays_sane(
        f,
        "{\"block\":\"bottleneck\",\"repeats\":[3,8,36,3],\"widths\":[8,16,32,64],\"classes\":50," /* 152 */
        "\"stem\":{\"width\":8},\"input\":{\"channels\":3,\"height\":32,\"width\":32}}");
    stays_sane(
        f, "{\"block\":\"basic\",\"repeats\":[200,200,200],\"widths\":[8,16,32],\"classes\":50," /* 1202 */
           "\"stem\":{\"type\":\"cifar\"},\"input\":{\"channels\":3,\"height\":16,\"width\":16}}");
    stays_sane(
        f, "{\"block\":\"basic\",\"repeats\":[2,2,2,2,2,2,2,2],\"widths\":[8,8,8,8,8,8,8,8],\"classes\":50,"
           "\"stem\":{\"width\":8},\"input\":{\"channels\":1,\"height\":64,\"width\":64}}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_same_on_every_machine),
        TEST(the_seed_matters),
        TEST(the_network_around_does_not_matter),
        TEST(optional_biases_are_absent),
        TEST(convolutions_and_classifier_are_he_normal),
        TEST(norms_are_far_from_the_identity),
        TEST(signals_stay_sane),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
