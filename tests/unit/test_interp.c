/* test_interp.c: the reference interpreter against numbers worked out by hand, one operator at a time, and
 * against PyTorch, whole networks at a time. */
#include "fixture.h"

#include <math.h>

enum { MAX_PARAMS = 4 };

/* A network of one operator, value 1, that reads the input, value 0. */
typedef struct {
    Arena arena;
    Spec spec;
    Op ops[2];
    Shape shapes[2];
    const float *params[MAX_PARAMS];
} OneOp;

static OneOp one_op(OpKind kind, Shape in, Shape out) {
    OneOp net = { .spec = { .batch = 1 }, .shapes = { in, out } };
    net.ops[0] = (Op){ .kind = OP_INPUT, .name = "input", .in = { -1, -1 }, .param = { -1, -1, -1, -1 } };
    net.ops[1] = (Op){ .kind = kind, .name = "op", .in = { 0, -1 }, .param = { -1, -1, -1, -1 } };
    net.ops[1].activation = kind == OP_ACTIVATION ? ACTIVATION_RELU : ACTIVATION_NONE;
    net.ops[1].in_channels = in.channels;
    net.ops[1].out_channels = out.channels;
    net.ops[1].kernel = net.ops[1].stride = net.ops[1].dilation = net.ops[1].groups = 1;
    net.ops[1].eps = kind == OP_NORM || kind == OP_GROUP_NORM ? 0.25 : -1;
    return net;
}

static void set_param(OneOp *net, ParamRole role, const float *values) {
    net->ops[1].param[role] = (int)role;
    net->params[role] = values;
}

/* NaN and infinity are only near to themselves. */
static bool is_near(double got, double expected) {
    if (isnan(expected)) return isnan(got);
    if (isinf(expected)) return got == expected;
    return fabs(got - expected) <= 1e-12 * fmax(1.0, fabs(expected));
}

static void assert_near(double got, double expected) {
    if (!is_near(got, expected)) fail_msg("expected %.17g, got %.17g", expected, got);
}

/* Runs the network and compares all of value 1, all images. */
static void assert_gives(OneOp *net, const float *input, const double *expected) {
    Graph graph = { .spec = &net->spec, .ops = net->ops, .op_count = 2 };
    Weights weights = { .data = net->params };
    const double *const *values = interpret(&net->arena, &graph, net->shapes, weights.data, input);
    size_t count = shape_floats(net->shapes[1]) * (size_t)net->spec.batch;
    for (size_t i = 0; i < count; i++) assert_near(values[1][i], expected[i]);
    arena_free(&net->arena);
}

static void conv_pads_with_zeros(void **state) {
    (void)state;
    OneOp net = one_op(OP_CONV, (Shape){ 1, 3, 3 }, (Shape){ 1, 3, 3 });
    net.ops[1].kernel = 3;
    net.ops[1].padding = net.ops[1].behind = 1;
    set_param(&net, ROLE_WEIGHT, (float[]){ 1, 2, 3, 4, 5, 6, 7, 8, 9 });
    set_param(&net, ROLE_BIAS, (float[]){ 0.5f });
    assert_gives(&net, (float[]){ 0, 0, 0, 0, 1, 0, 0, 0, 10 },
                 (double[]){ 9.5, 8.5, 7.5, 6.5, 95.5, 84.5, 3.5, 62.5, 51.5 });
}

static void conv_strides_over_an_odd_rectangle(void **state) {
    (void)state;
    OneOp net = one_op(OP_CONV, (Shape){ 1, 3, 5 }, (Shape){ 1, 2, 3 });
    net.ops[1].kernel = 3;
    net.ops[1].padding = net.ops[1].behind = 1;
    net.ops[1].stride = 2;
    set_param(&net, ROLE_WEIGHT, (float[]){ 1, 1, 1, 1, 1, 1, 1, 1, 1 });
    assert_gives(&net, (float[]){ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
                 (double[]){ 16, 33, 28, 36, 63, 48 });
}

/* A kernel wider than the image, as the 7x7 stem meets on small inputs. */
static void conv_kernel_may_exceed_the_image(void **state) {
    (void)state;
    OneOp net = one_op(OP_CONV, (Shape){ 1, 1, 2 }, (Shape){ 1, 1, 1 });
    float weight[49];
    for (int i = 0; i < 49; i++) weight[i] = (float)i;
    net.ops[1].kernel = 7;
    net.ops[1].padding = net.ops[1].behind = 3;
    net.ops[1].stride = 2;
    set_param(&net, ROLE_WEIGHT, weight);
    assert_gives(&net, (float[]){ 1, 100 }, (double[]){ 24 + 2500 });
}

static void conv_1x1_mixes_channels(void **state) {
    (void)state;
    OneOp net = one_op(OP_CONV, (Shape){ 2, 1, 3 }, (Shape){ 2, 1, 3 });
    set_param(&net, ROLE_WEIGHT, (float[]){ 1, 2, 3, -1 });
    assert_gives(&net, (float[]){ 1, 2, 3, 10, 20, 30 }, (double[]){ 21, 42, 63, -7, -14, -21 });
}

static void conv_1x1_strides(void **state) {
    (void)state;
    OneOp net = one_op(OP_CONV, (Shape){ 1, 3, 3 }, (Shape){ 1, 2, 2 });
    net.ops[1].stride = 2;
    set_param(&net, ROLE_WEIGHT, (float[]){ 2 });
    assert_gives(&net, (float[]){ 1, 2, 3, 4, 5, 6, 7, 8, 9 }, (double[]){ 2, 6, 14, 18 });
}

static void conv_groups_do_not_mix(void **state) {
    (void)state;
    OneOp net = one_op(OP_CONV, (Shape){ 4, 1, 1 }, (Shape){ 2, 1, 1 });
    net.ops[1].groups = 2;
    set_param(&net, ROLE_WEIGHT, (float[]){ 1, 2, 3, 4 });
    set_param(&net, ROLE_BIAS, (float[]){ 0, 1000 });
    assert_gives(&net, (float[]){ 1, 10, 100, 1000 }, (double[]){ 21, 5300 });
}

/* An optional bias has an index and no data. */
static void conv_absent_bias_is_zero(void **state) {
    (void)state;
    OneOp net = one_op(OP_CONV, (Shape){ 1, 1, 1 }, (Shape){ 1, 1, 1 });
    set_param(&net, ROLE_WEIGHT, (float[]){ 3 });
    set_param(&net, ROLE_BIAS, NULL);
    assert_gives(&net, (float[]){ 2 }, (double[]){ 6 });
}

static void norm_uses_statistics_and_its_eps(void **state) {
    (void)state;
    OneOp net = one_op(OP_NORM, (Shape){ 2, 1, 2 }, (Shape){ 2, 1, 2 });
    set_param(&net, ROLE_WEIGHT, (float[]){ 2, -1 });
    set_param(&net, ROLE_BIAS, (float[]){ 10, 0 });
    set_param(&net, ROLE_MEAN, (float[]){ 1, 3 });
    set_param(&net, ROLE_VARIANCE, (float[]){ 0.75f, 3.75f }); /* with eps 0.25: deviations 1 and 2 */
    assert_gives(&net, (float[]){ 1, 4, 5, -1 }, (double[]){ 10, 16, -1, 2 });
}

static void relu_clips_below_zero(void **state) {
    (void)state;
    OneOp net = one_op(OP_ACTIVATION, (Shape){ 1, 1, 4 }, (Shape){ 1, 1, 4 });
    assert_gives(&net, (float[]){ -2, 0, 0.5f, 3 }, (double[]){ 0, 0, 0.5, 3 });
}

/* Every value is negative: padding with zeros would show. */
static void max_pool_pads_with_minus_infinity(void **state) {
    (void)state;
    OneOp net = one_op(OP_MAX_POOL, (Shape){ 1, 4, 3 }, (Shape){ 1, 2, 2 });
    net.ops[1].kernel = 3;
    net.ops[1].stride = 2;
    net.ops[1].padding = net.ops[1].behind = 1;
    assert_gives(&net, (float[]){ -9, -8, -7, -6, -5, -4, -12, -11, -10, -3, -2, -1 },
                 (double[]){ -5, -4, -2, -1 });
}

/* Where the padding takes part, it is 0: more than every value here. */
static void max_pool_may_take_zeros(void **state) {
    (void)state;
    OneOp net = one_op(OP_MAX_POOL, (Shape){ 1, 1, 3 }, (Shape){ 1, 1, 2 });
    net.ops[1].kernel = 2;
    net.ops[1].stride = 2;
    net.ops[1].behind = 1;
    net.ops[1].zeros = true;
    assert_gives(&net, (float[]){ -5, -4, -3 }, (double[]){ 0, 0 }); /* the row behind is zeros, too */
}

static void conv_dilates(void **state) {
    (void)state;
    OneOp net = one_op(OP_CONV, (Shape){ 1, 1, 5 }, (Shape){ 1, 1, 5 });
    net.ops[1].kernel = 3;
    net.ops[1].dilation = 2;
    net.ops[1].padding = net.ops[1].behind = 2;
    set_param(&net, ROLE_WEIGHT, (float[]){ 9, 9, 9, 1, 10, 100, 9, 9, 9 });
    assert_gives(&net, (float[]){ 1, 2, 3, 4, 5 }, (double[]){ 310, 420, 531, 42, 53 });
}

/* Mean 2, variance 2/3 and eps 1/3: the filter is -1, 0, 1. */
static void conv_standardises_its_filters(void **state) {
    (void)state;
    OneOp net = one_op(OP_CONV, (Shape){ 3, 1, 1 }, (Shape){ 1, 1, 1 });
    net.ops[1].eps = 1.0 / 3;
    set_param(&net, ROLE_WEIGHT, (float[]){ 1, 2, 3 });
    assert_gives(&net, (float[]){ 1, 10, 100 }, (double[]){ 99 });
}

/* Each image's groups by themselves: 1 and 2 lie 0.5 beside their mean, 0 and 4 two; eps is 0.25. */
static void group_norm_takes_groups_of_channels(void **state) {
    (void)state;
    OneOp net = one_op(OP_GROUP_NORM, (Shape){ 4, 1, 1 }, (Shape){ 4, 1, 1 });
    net.ops[1].groups = 2;
    set_param(&net, ROLE_WEIGHT, (float[]){ 1, 10, 1, 1 });
    set_param(&net, ROLE_BIAS, (float[]){ 0, 1, 0, 0 });
    double near = 0.5 / sqrt(0.5), far = 2 / sqrt(4.25);
    assert_gives(&net, (float[]){ 1, 2, 4, 0 }, (double[]){ -near, 10 * near + 1, far, -far });
}

static void averages_leave_the_padding_out(void **state) {
    (void)state;
    OneOp net = one_op(OP_WINDOW_AVERAGE, (Shape){ 1, 2, 3 }, (Shape){ 1, 1, 2 });
    net.ops[1].kernel = net.ops[1].stride = 2;
    net.ops[1].ceil = true;
    assert_gives(&net, (float[]){ 1, 2, 3, 4, 5, 6 }, (double[]){ 3, 4.5 });
}

static void averages_may_take_zeros(void **state) {
    (void)state;
    OneOp net = one_op(OP_WINDOW_AVERAGE, (Shape){ 1, 2, 2 }, (Shape){ 1, 2, 2 });
    net.ops[1].kernel = 2;
    net.ops[1].same = net.ops[1].zeros = true;
    assert_gives(&net, (float[]){ 4, 8, 12, 16 }, (double[]){ 10, 6, 7, 4 });
}

/* [1 2 1] / 4 of 1 2 4 8, whose mirror has 2 before and 4 behind; on both rows alike. */
static void blur_reflects_the_border(void **state) {
    (void)state;
    OneOp net = one_op(OP_BLUR, (Shape){ 1, 2, 4 }, (Shape){ 1, 1, 2 });
    net.ops[1].kernel = 3;
    net.ops[1].stride = 2;
    net.ops[1].padding = net.ops[1].behind = 1;
    assert_gives(&net, (float[]){ 1, 2, 4, 8, 1, 2, 4, 8 }, (double[]){ 1.5, 4.5 });
}

/* Three channels more: one before, two behind. */
static void zero_pad_takes_every_second_pixel(void **state) {
    (void)state;
    OneOp net = one_op(OP_ZERO_PAD, (Shape){ 1, 2, 3 }, (Shape){ 4, 1, 2 });
    net.ops[1].stride = 2;
    assert_gives(&net, (float[]){ 1, 2, 3, 4, 5, 6 }, (double[]){ 0, 0, 1, 3, 0, 0, 0, 0 });
}

static void channel_conv_runs_along_channels(void **state) {
    (void)state;
    OneOp net = one_op(OP_CHANNEL_CONV, (Shape){ 4, 1, 1 }, (Shape){ 4, 1, 1 });
    net.ops[1].kernel = 3;
    set_param(&net, ROLE_WEIGHT, (float[]){ 1, 10, 100 });
    assert_gives(&net, (float[]){ 1, 2, 3, 4 }, (double[]){ 210, 321, 432, 43 });
}

static void gate_scales_channels(void **state) {
    (void)state;
    OneOp net = one_op(OP_GATE, (Shape){ 2, 1, 1 }, (Shape){ 2, 1, 1 });
    net.ops[1].in[1] = 0; /* the value itself */
    assert_gives(&net, (float[]){ 3, -2 }, (double[]){ 9, 4 });
}

static void pools_take_the_whole_image(void **state) {
    (void)state;
    const float input[] = { 1, 4, -7, -5 };
    OneOp net = one_op(OP_GLOBAL_MAX, (Shape){ 2, 1, 2 }, (Shape){ 2, 1, 1 });
    assert_gives(&net, input, (double[]){ 4, -5 });
    net = one_op(OP_AVERAGE_MAX, (Shape){ 2, 1, 2 }, (Shape){ 2, 1, 1 });
    assert_gives(&net, input, (double[]){ 3.25, -5.5 });
    net = one_op(OP_AVERAGE_AND_MAX, (Shape){ 2, 1, 2 }, (Shape){ 4, 1, 1 });
    assert_gives(&net, input, (double[]){ 2.5, -6, 4, -5 });
}

/* PReLU's slope is a channel's own. */
static void slopes_are_channels_own(void **state) {
    (void)state;
    OneOp net = one_op(OP_ACTIVATION, (Shape){ 2, 1, 2 }, (Shape){ 2, 1, 2 });
    net.ops[1].activation = ACTIVATION_PRELU;
    set_param(&net, ROLE_WEIGHT, (float[]){ 0.5f, -1 });
    assert_gives(&net, (float[]){ -2, 3, -4, 5 }, (double[]){ -1, 3, 4, 5 });
}

static void add_sums_both_inputs(void **state) {
    (void)state;
    OneOp net = one_op(OP_ADD, (Shape){ 1, 1, 2 }, (Shape){ 1, 1, 2 });
    net.ops[1].in[1] = 0;
    assert_gives(&net, (float[]){ 1, -3 }, (double[]){ 2, -6 });
}

static void average_pool_takes_the_whole_image(void **state) {
    (void)state;
    OneOp net = one_op(OP_AVERAGE_POOL, (Shape){ 2, 2, 3 }, (Shape){ 2, 1, 1 });
    assert_gives(&net, (float[]){ 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 3 }, (double[]){ 3.5, 0.5 });
}

static void linear_is_a_matrix_product(void **state) {
    (void)state;
    OneOp net = one_op(OP_LINEAR, (Shape){ 3, 1, 1 }, (Shape){ 2, 1, 1 });
    set_param(&net, ROLE_WEIGHT, (float[]){ 1, 2, 3, 4, 5, 6 });
    set_param(&net, ROLE_BIAS, (float[]){ 0.25f, -1 });
    assert_gives(&net, (float[]){ 1, 10, 100 }, (double[]){ 321.25, 653 });
}

/* exp(1000) overflows a double: only with the maximum subtracted is there an answer. */
static void softmax_survives_large_logits(void **state) {
    (void)state;
    OneOp net = one_op(OP_SOFTMAX, (Shape){ 3, 1, 1 }, (Shape){ 3, 1, 1 });
    double e = exp(-1.0), sum = 2.0 + e;
    assert_gives(&net, (float[]){ 1000, 999, 1000 }, (double[]){ 1 / sum, e / sum, 1 / sum });
}

static void images_of_a_batch_are_apart(void **state) {
    (void)state;
    OneOp net = one_op(OP_SOFTMAX, (Shape){ 2, 1, 1 }, (Shape){ 2, 1, 1 });
    net.spec.batch = 2;
    double e = exp(-1.0);
    assert_gives(&net, (float[]){ 0, 0, 5, 4 }, (double[]){ 0.5, 0.5, 1 / (1 + e), e / (1 + e) });
}

/* As in PyTorch. */
static void relu_keeps_nan_and_infinity(void **state) {
    (void)state;
    OneOp net = one_op(OP_ACTIVATION, (Shape){ 1, 1, 4 }, (Shape){ 1, 1, 4 });
    assert_gives(&net, (float[]){ NAN, INFINITY, -INFINITY, -0.0f }, (double[]){ NAN, INFINITY, 0, 0 });
}

static void max_pool_gives(const float *input, double expected) {
    OneOp net = one_op(OP_MAX_POOL, (Shape){ 1, 3, 3 }, (Shape){ 1, 1, 1 });
    net.ops[1].kernel = 3;
    assert_gives(&net, input, &expected);
}

/* Wherever in its window it is, and whatever is beside it. */
static void max_pool_keeps_nan(void **state) {
    (void)state;
    for (int at = 0; at < 9; at++) {
        float window[9] = { 1, 2, INFINITY, -4, 5, -INFINITY, 7, 8, 9 };
        max_pool_gives(window, INFINITY);
        window[at] = NAN;
        max_pool_gives(window, NAN);
    }
}

static void max_pool_keeps_nan_to_its_windows(void **state) {
    (void)state;
    OneOp net = one_op(OP_MAX_POOL, (Shape){ 1, 1, 5 }, (Shape){ 1, 1, 3 });
    net.ops[1].kernel = 3;
    net.ops[1].stride = 2;
    net.ops[1].padding = net.ops[1].behind = 1;
    assert_gives(&net, (float[]){ NAN, 1, 2, -INFINITY, -INFINITY }, (double[]){ NAN, 2, -INFINITY });
}

static void softmax_gives(float a, float b, float c, const double *expected) {
    OneOp net = one_op(OP_SOFTMAX, (Shape){ 3, 1, 1 }, (Shape){ 3, 1, 1 });
    assert_gives(&net, (float[]){ a, b, c }, expected);
}

static void softmax_of_what_is_no_number(void **state) {
    (void)state;
    static const double none[] = { NAN, NAN, NAN };
    softmax_gives(NAN, 1, 2, none);
    softmax_gives(1, NAN, 2, none);
    softmax_gives(1, INFINITY, 2, none);
    softmax_gives(-INFINITY, -INFINITY, -INFINITY, none);
    softmax_gives(-INFINITY, 0, 0, (double[]){ 0, 0.5, 0.5 });
}

/* A weight of zero makes NaN of an infinity, and infinities of both signs add up to NaN. */
static void linear_with_infinity(void **state) {
    (void)state;
    OneOp net = one_op(OP_LINEAR, (Shape){ 2, 1, 1 }, (Shape){ 4, 1, 1 });
    set_param(&net, ROLE_WEIGHT, (float[]){ 1, 2, -1, -2, 0, 1, 1, -1 });
    set_param(&net, ROLE_BIAS, NULL);
    assert_gives(&net, (float[]){ INFINITY, 5 }, (double[]){ INFINITY, -INFINITY, NAN, INFINITY });
    assert_gives(&net, (float[]){ INFINITY, INFINITY }, (double[]){ INFINITY, -INFINITY, NAN, NAN });
    assert_gives(&net, (float[]){ NAN, 5 }, (double[]){ NAN, NAN, NAN, NAN });
}

/* ---- PyTorch's answers: tests/oracle/data/<case>/, see tests/oracle/make_reference.py ---- */

enum { LEAST_CASES = 60 };
static const double ORACLE_BOUND = 1.2e-7; /* PyTorch computed in double precision and rounded to float */

static double difference(double got, double expected) {
    if (isnan(got) || isnan(expected)) return isnan(got) && isnan(expected) ? 0 : INFINITY;
    return got == expected ? 0 : fabs(got - expected);
}

/* Largest error over largest finite reference value; infinite where one is NaN or infinity and the other is
 * not the same. */
static double relative_error(const double *got, const float *expected, size_t count) {
    double error = 0, largest = 0;
    for (size_t i = 0; i < count; i++) {
        error = fmax(error, difference(got[i], expected[i]));
        if (isfinite(expected[i])) largest = fmax(largest, fabs((double)expected[i]));
    }
    return largest > 0 ? error / largest : error > 0 ? INFINITY : 0;
}

typedef struct {
    const Graph *graph;
    const Shape *shapes;
    const Weights *weights;
    const float *input, *output; /* output: all of spec->outputs, one after another */
} OracleCase;

static size_t output_floats(const OracleCase *c, int output) {
    return (size_t)c->graph->spec->batch * shape_floats(c->shapes[c->graph->outputs[output]]);
}

static bool load_case(Arena *arena, const char *folder, OracleCase *c, Diag *diag) {
    const Spec *spec = case_spec(arena, folder, diag);
    if (!spec) return false;
    c->graph = graph_build(arena, spec);
    c->shapes = shape_infer(arena, c->graph, diag);
    if (!c->shapes) return false;
    c->weights = weights_load(arena, c->graph, case_file(arena, folder, "weights.safetensors"),
                              (NameRules){ 0 }, diag);
    if (!c->weights) return false;
    size_t inputs = (size_t)spec->batch * shape_floats(c->shapes[0]), outputs = 0;
    for (int i = 0; i < spec->output_count; i++) outputs += output_floats(c, i);
    c->input = case_floats(arena, folder, "input.npy", inputs, diag);
    c->output = case_floats(arena, folder, "output.npy", outputs, diag);
    return c->input && c->output;
}

/* Names the outputs on which the interpreter and PyTorch disagree. */
static CaseResult compare_case(Fixture *f, const char *folder) {
    OracleCase c = { 0 };
    CaseResult result = CASE_PASSES;
    if (!load_case(&f->arena, folder, &c, &f->diag)) {
        print_error("%s\n", f->diag.message);
        return CASE_FAILS;
    }
    const double *const *values = interpret(&f->arena, c.graph, c.shapes, c.weights->data, c.input);
    const float *expected = c.output;
    for (int i = 0; i < c.graph->spec->output_count; i++) {
        double error = relative_error(values[c.graph->outputs[i]], expected, output_floats(&c, i));
        if (!(error < ORACLE_BOUND)) {
            print_error("%s: %s: error %g\n", folder, c.graph->spec->outputs[i].name, error);
            result = CASE_FAILS;
        }
        expected += output_floats(&c, i);
    }
    return result;
}

static void agrees_with_pytorch(void **state) {
    (void)state;
    check_cases("tests/oracle/data", "*", LEAST_CASES, compare_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(conv_pads_with_zeros),
        TEST(conv_strides_over_an_odd_rectangle),
        TEST(conv_kernel_may_exceed_the_image),
        TEST(conv_1x1_mixes_channels),
        TEST(conv_1x1_strides),
        TEST(conv_groups_do_not_mix),
        TEST(conv_absent_bias_is_zero),
        TEST(norm_uses_statistics_and_its_eps),
        TEST(relu_clips_below_zero),
        TEST(max_pool_pads_with_minus_infinity),
        TEST(max_pool_may_take_zeros),
        TEST(conv_dilates),
        TEST(conv_standardises_its_filters),
        TEST(group_norm_takes_groups_of_channels),
        TEST(averages_leave_the_padding_out),
        TEST(averages_may_take_zeros),
        TEST(blur_reflects_the_border),
        TEST(zero_pad_takes_every_second_pixel),
        TEST(channel_conv_runs_along_channels),
        TEST(gate_scales_channels),
        TEST(pools_take_the_whole_image),
        TEST(slopes_are_channels_own),
        TEST(add_sums_both_inputs),
        TEST(average_pool_takes_the_whole_image),
        TEST(linear_is_a_matrix_product),
        TEST(softmax_survives_large_logits),
        TEST(images_of_a_batch_are_apart),
        TEST(relu_keeps_nan_and_infinity),
        TEST(max_pool_keeps_nan),
        TEST(max_pool_keeps_nan_to_its_windows),
        TEST(softmax_of_what_is_no_number),
        TEST(linear_with_infinity),
        TEST(agrees_with_pytorch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
