/* test_fold.c: what becomes a layer and what is fused, and the arithmetic of folding a batch norm. */
#include "fixture.h"

#include <math.h>

typedef struct {
    const Graph *graph;
    const Shape *shapes;
    const Layers *layers;
} Folded;

/* Every parameter of a role has the same value; convolutions' own biases are absent where it is NaN. */
typedef struct {
    float weight, conv_bias, gamma, beta, mean, variance;
} Values;

static float value_of(const Graph *graph, const Param *param, const Values *values) {
    bool norm = graph->ops[param->op].kind == OP_NORM;
    switch (param->role) {
    case ROLE_WEIGHT:
        return norm ? values->gamma : values->weight;
    case ROLE_BIAS:
        return norm ? values->beta : values->conv_bias;
    case ROLE_MEAN:
        return values->mean;
    default:
        return values->variance;
    }
}

static const Weights *constant_weights(Arena *arena, const Graph *graph, const Values *values) {
    const float **data = arena_array(arena, const float *, graph->param_count);
    Weights *weights = arena_alloc(arena, sizeof *weights);
    for (int p = 0; p < graph->param_count; p++) {
        float value = value_of(graph, &graph->params[p], values);
        if (graph->params[p].optional && isnan(value)) continue;
        float *floats = arena_array(arena, float, graph->params[p].count);
        for (size_t i = 0; i < graph->params[p].count; i++) floats[i] = value;
        data[p] = floats;
    }
    weights->source = "a.safetensors";
    weights->data = data;
    return weights;
}

static Folded fold(Fixture *f, const char *json, const Values *values) {
    Folded net = { .graph = make_graph(f, json) };
    net.shapes = shape_infer(&f->arena, net.graph, &f->diag);
    net.layers = fold_layers(&f->arena, net.graph, net.shapes,
                             values ? constant_weights(&f->arena, net.graph, values) : NULL, false, &f->diag);
    return net;
}

static const Layer *layer(const Folded *net, const char *name) {
    return &net->layers->layers[find_layer(net->layers, name)];
}

/* In this order, and no others. */
static void check_names(const Folded *net, int count, const char *const *names) {
    for (int i = 0; i < count && i < net->layers->count; i++)
        assert_string_equal(net->layers->layers[i].name, names[i]);
    assert_int_equal(net->layers->count, count);
}

#define CHECK_NAMES(net, ...)                                                                                \
    check_names(net, COUNT_OF(((const char *const[]){ __VA_ARGS__ })), (const char *const[]){ __VA_ARGS__ })

static void fuses_a_basic_block(void **state) {
    Fixture *f = *state;
    Folded net = fold(f, "{\"block\":\"basic\",\"repeats\":[2],\"strides\":[2]}", NULL);
    CHECK_NAMES(&net, "input", "conv1", "layer1.0.conv1", "layer1.0.downsample.0", "layer1.0.conv2",
                "layer1.1.conv1", "layer1.1.conv2", "avgpool", "fc", "logits");
    const Layer *sum = layer(&net, "layer1.0.conv2"), *shortcut = layer(&net, "layer1.0.downsample.0");
    assert_int_equal(sum->residual, find_layer(net.layers, "layer1.0.downsample.0"));
    assert_int_equal(sum->in, find_layer(net.layers, "layer1.0.conv1"));
    assert_int_equal(sum->activation, ACTIVATION_RELU);
    assert_int_equal(shortcut->activation, ACTIVATION_NONE);
    assert_int_equal(shortcut->residual, -1);
    assert_int_equal(shortcut->in, find_layer(net.layers, "conv1")); /* the stem, its max pool fused */
    assert_int_equal(layer(&net, "layer1.1.conv2")->residual, find_layer(net.layers, "layer1.0.conv2"));
    assert_null(sum->weight);
}

static void keeps_what_a_convolution_is(void **state) {
    Fixture *f = *state;
    Folded net = fold(
        f, "{\"block\":\"bottleneck\",\"repeats\":[1],\"strides\":[2],\"widths\":[32],\"groups\":4}", NULL);
    const Layer *conv = layer(&net, "layer1.0.conv2"), *last = layer(&net, "layer1.0.conv3"),
                *fc = layer(&net, "fc");
    assert_true(conv->kernel == 3 && conv->stride == 2 && conv->top == 1 && conv->groups == 4);
    assert_true(conv->in_shape.height == 56 && conv->shape.height == 28 && conv->shape.channels == 128);
    assert_true(last->kernel == 1 && last->stride == 1 && last->top == 0 && last->groups == 1);
    assert_true(fc->kind == LAYER_LINEAR && fc->in_shape.channels == 128 && fc->shape.channels == 1000);
    assert_int_equal(layer(&net, "conv1")->stage, -1);
    assert_int_equal(conv->stage, 0);
    assert_int_equal(fc->stage, 1);
    assert_true(layer_macs(conv) == 128.0 * 28 * 28 * 32 * 9);
    assert_true(layer_macs(fc) == 128.0 * 1000);
    const Layer *stem = layer(&net, "conv1");
    assert_true(stem->pool && stem->shape.height == 56 && stem->conv_shape.height == 112);
    assert_true(layer_macs(stem) == 64.0 * 112 * 112 * 3 * 49); /* the pool has none */
}

static void leaves_out_what_no_output_needs(void **state) {
    Fixture *f = *state;
    Folded net = fold(f, "{\"block\":\"basic\",\"repeats\":[1,1],\"outputs\":[\"stem\"]}", NULL);
    CHECK_NAMES(&net, "input", "conv1", "stem");
    reset_fixture(f);
    net = fold(f, "{\"block\":\"basic\",\"repeats\":[1],\"classes\":0}", NULL);
    CHECK_NAMES(&net, "input", "conv1", "layer1.0.conv1", "layer1.0.conv2", "layer1");
}

/* A stem whose kernel has no taps to save keeps its max pool apart. */
static void leaves_the_pool_of_other_stems(void **state) {
    Fixture *f = *state;
    Folded net =
        fold(f, "{\"block\":\"basic\",\"repeats\":[1],\"outputs\":[\"stem\"],\"stem\":{\"kernel\":1}}", NULL);
    CHECK_NAMES(&net, "input", "conv1", "maxpool", "stem");
    assert_false(layer(&net, "conv1")->pool);
}

/* An output is copied as soon as it is there, with its activation, and readers go on reading the value. */
static void copies_outputs_out(void **state) {
    Fixture *f = *state;
    Folded net =
        fold(f,
             "{\"block\":\"basic\",\"repeats\":[1,1],\"outputs\":[\"probabilities\",\"layer1\",\"stem\","
             "\"logits\"],\"stem\":{\"type\":\"cifar\"}}",
             NULL);
    CHECK_NAMES(&net, "input", "conv1", "stem", "layer1.0.conv1", "layer1.0.conv2", "layer1",
                "layer2.0.conv1", "layer2.0.downsample.0", "layer2.0.conv2", "avgpool", "fc", "logits",
                "softmax", "probabilities");
    const Layer *out = layer(&net, "layer1");
    assert_true(out->kind == LAYER_OUTPUT && out->output == 1);
    assert_int_equal(out->in, find_layer(net.layers, "layer1.0.conv2"));
    assert_int_equal(layer(&net, "layer1.0.conv2")->activation, ACTIVATION_RELU);
    assert_int_equal(layer(&net, "layer2.0.conv1")->in, find_layer(net.layers, "layer1.0.conv2"));
    assert_int_equal(layer(&net, "softmax")->in, find_layer(net.layers, "fc"));
}

static void check_folded(Fixture *f, const Folded *net, const char *name, float weight, float bias) {
    const Layer *l = layer(net, name);
    float *row = arena_array(&f->arena, float, filter_floats(l));
    for (int c = 0; c < l->shape.channels; c++) {
        layer_weights(l, c, 0, filter_floats(l), row);
        for (size_t i = 0; i < filter_floats(l); i++) assert_true(row[i] == weight);
        assert_true(l->bias[c] == bias);
    }
}

/* sqrt(0.75 + 0.25) is 1, so that gamma alone scales: w' = 3 * 2, b' = (b - 7) * 3 + 5. */
static void folds_the_norm(void **state) {
    Fixture *f = *state;
    static const char json[] = "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[4],\"strides\":[2],"
                               "\"norm\":{\"eps\":0.25},\"classes\":3}";
    Folded net = fold(f, json, &(Values){ 2, NAN, 3, 5, 7, 0.75f });
    check_folded(f, &net, "conv1", 6, -16);
    check_folded(f, &net, "layer1.0.conv2", 6, -16);
    check_folded(f, &net, "layer1.0.downsample.0", 6, -16);
    reset_fixture(f);
    net = fold(f, json, &(Values){ 2, 1, 3, 5, 7, 0.75f }); /* with biases of their own */
    check_folded(f, &net, "conv1", 6, -13);
    check_folded(f, &net, "fc", 2, 1); /* no norm behind it */
    reset_fixture(f);
    net = fold(f, json, &(Values){ 2, 1, -3, 5, 7, 8.75f }); /* 1 / 3 of that, negative */
    check_folded(f, &net, "conv1", -2, 11);
}

/* Folded in double precision: in single precision 1e30 * 1e30 would overflow on the way to 1e-10. */
static void folds_in_double_precision(void **state) {
    Fixture *f = *state;
    Folded net = fold(f, "{\"block\":\"basic\",\"repeats\":[1],\"norm\":{\"eps\":1e-5}}",
                      &(Values){ 1e30f, NAN, 1e30f, 0, 0, 1e38f });
    assert_null(net.layers); /* 1e41: infinite as a float */
    reset_fixture(f);
    net = fold(f, "{\"block\":\"basic\",\"repeats\":[1],\"norm\":{\"eps\":1e-5}}",
               &(Values){ 1e20f, NAN, 1e30f, 0, 0, 1e38f });
    float got;
    layer_weights(layer(&net, "conv1"), 0, 0, 1, &got);
    assert_true(got > 0.9999e31f && got < 1.0001e31f);
}

static void names_the_convolution_that_overflows(void **state) {
    Fixture *f = *state;
    Folded net = fold(f, "{\"block\":\"basic\",\"repeats\":[1]}", &(Values){ 1e30f, NAN, 1e30f, 0, 0, 1 });
    assert_null(net.layers);
    assert_int_equal(f->diag.status, STATUS_INPUT);
    assert_string_equal(f->diag.message,
                        "a.safetensors: conv1: expected weights that stay finite when the batch norm is "
                        "folded, got an overflow in channel 0");
    reset_fixture(f);
    net = fold(f, "{\"block\":\"basic\",\"repeats\":[1]}", &(Values){ 1, NAN, 1, 0, 0, -1 }); /* sqrt of -1 */
    assert_null(net.layers);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(fuses_a_basic_block),
        TEST(keeps_what_a_convolution_is),
        TEST(leaves_out_what_no_output_needs),
        TEST(leaves_the_pool_of_other_stems),
        TEST(copies_outputs_out),
        TEST(folds_the_norm),
        TEST(folds_in_double_precision),
        TEST(names_the_convolution_that_overflows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
