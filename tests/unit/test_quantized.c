/* test_quantized.c: networks in integers: each layer against its definition in double, the network against
 * the interpreter; what is refused. */
#include "fixture.h"
#include "measure/expected.h"
#include "media/media.h"
#include "noise.h"
#include "observed.h"
#include "random_spec.h"

#include <math.h>

typedef struct {
    Plan plan; /* spec, graph, shapes, weights, layers */
    const float *input;
    const void *given; /* the input as the network takes it */
    const double *const *reference;
    const Ranges *ranges;
    const Quantized *quantized;
    const IntegerValue *values; /* NULL where it is refused */
    float **floats;             /* [layer]: what values stand for */
} Net;

/* ---- What integers stand for ---- */

static float *real_numbers(Fixture *f, const Net *net, int v) {
    const Quantum *quantum = &net->quantized->quanta[v];
    const Shape shape = net->plan.layers->layers[v].shape;
    size_t plane = (size_t)shape.height * (size_t)shape.width,
           count = (size_t)net->plan.spec->batch * shape_floats(shape);
    float *to = arena_array(&f->arena, float, count);
    for (size_t i = 0; i < count; i++) {
        size_t c = i / plane % (size_t)shape.channels;
        if (quantum->number == NUMBER_F32)
            to[i] = net->values[v].floats[i];
        else if (quantum->factors)
            to[i] = (float)(net->values[v].integers[i] - (quantum->offsets[c] - 128) / 256.0) * 256 /
                    quantum->factors[c];
        else
            to[i] = (float)(net->values[v].integers[i] - quantum->zero) * quantum->scale;
    }
    return to;
}

/* Pixels, and the floats that they are when normalised. */
static void take_pixels(Fixture *f, Net *net) {
    const Spec *spec = net->plan.spec;
    size_t image = shape_floats(net->plan.shapes[0]), count = (size_t)spec->batch * image;
    float *floats = arena_array(&f->arena, float, count);
    unsigned char *pixels = arena_array(&f->arena, unsigned char, count);
    for (size_t i = 0; i < count; i++) pixels[i] = (unsigned char)(128 + 127 * net->input[i]);
    for (int i = 0; i < spec->batch; i++)
        picture_normalise(spec, pixels + (size_t)i * image, floats + (size_t)i * image);
    net->input = floats;
    net->given = pixels;
}

static void compute(Fixture *f, Net *net) {
    const Plan *plan = &net->plan;
    net->quantized = quantize_layers(&f->arena, plan->spec, plan->layers, net->ranges, &f->diag);
    if (!net->quantized) return;
    net->values = compute_integers(&f->arena, plan->spec, plan->layers, net->quantized, net->given);
    net->floats = arena_array(&f->arena, float *, plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++) net->floats[v] = real_numbers(f, net, v);
}

static const void *need(const Fixture *f, const void *made) {
    if (!made) fail_msg("%s", f->diag.message);
    return made;
}

static Net make_net(Fixture *f, const Spec *spec, bool apart) {
    Net net = { .plan = { .spec = spec, .graph = graph_build(&f->arena, spec) } };
    net.plan.shapes = need(f, shape_infer(&f->arena, net.plan.graph, &f->diag));
    net.plan.weights =
        need(f, weights_load(&f->arena, net.plan.graph, "random:1", (NameRules){ 0 }, &f->diag));
    net.plan.layers =
        need(f, fold_layers(&f->arena, net.plan.graph, net.plan.shapes, net.plan.weights, apart, &f->diag));
    net.plan.choices =
        arena_array(&f->arena, Choice, net.plan.layers->count); /* floats: expect_layer() asks */
    net.input = noise(&f->arena, 1, (size_t)spec->batch * shape_floats(net.plan.shapes[0]));
    net.given = net.input;
    if (takes_pixels(spec)) take_pixels(f, &net);
    net.reference = interpret(&f->arena, net.plan.graph, net.plan.shapes, net.plan.weights->data, net.input);
    net.ranges = observed_ranges(&f->arena, net.plan.graph, net.plan.shapes, net.plan.layers, net.reference);
    compute(f, &net);
    return net;
}

/* ---- How far a layer may be from its definition ---- */

static double square(double x) { return x * x; }

/* The mean square of what rounding the weights of a channel adds: a uniform error of a unit, a weight. */
static double weights_error(const Net *net, int v) {
    const Layer *layer = &net->plan.layers->layers[v];
    const Integers *integers = &net->quantized->integers[v];
    const Quantum *in = &net->quantized->quanta[layer->in];
    size_t count = (size_t)net->plan.spec->batch * shape_floats(layer->in_shape);
    size_t filter = layer->kind == LAYER_CHANNEL_CONV ? (size_t)layer->kernel : filter_floats(layer);
    int channels = layer->kind == LAYER_CHANNEL_CONV ? 1 : layer->shape.channels;
    double inputs = 0, units = 0;
    for (size_t i = 0; i < count; i++)
        inputs += square(in->factors ? 128 : net->values[layer->in].integers[i] - in->zero) / (double)count;
    for (int c = 0; c < channels; c++) units += square(integers->factor[c]) / channels;
    return units / 12 * inputs * (double)filter;
}

/* The steps between neighbours of a table, at most. */
static double steepest(const unsigned char *table) {
    int most = 1;
    for (int i = 1; i < 256; i++)
        if (abs(table[i] - table[i - 1]) > most) most = abs(table[i] - table[i - 1]);
    return most;
}

/* Of the layer's value, squared, in its steps. */
static double expected_error(const Net *net, int v) {
    const Layer *layer = &net->plan.layers->layers[v];
    const Integers *integers = &net->quantized->integers[v];
    double error = 1.0 / 12;
    if (integers->weights) error += weights_error(net, v);
    if (integers->table) error = 1.0 / 12 + square(steepest(integers->table)) * error;
    if (layer->kind == LAYER_INPUT) error = 1;
    return error;
}

static bool is_stored(const Net *net, int v) { return net->quantized->quanta[v].number == NUMBER_U8; }

static double step_of(const Net *net, int v) {
    const Quantum *quantum = &net->quantized->quanta[v];
    return quantum->factors ? 256 / (double)quantum->factors[0] : quantum->scale;
}

/* As 8 bits have it: errors before a layer drive a value beyond the range that was observed. */
static double within_range(const Net *net, int v, double value) {
    const Quantum *quantum = &net->quantized->quanta[v];
    const double low = -quantum->zero * (double)quantum->scale, high = low + 255 * (double)quantum->scale;
    return quantum->factors ? value : fmin(fmax(value, low), high);
}

/* The root of the mean square of the difference, in steps. */
static double difference(const Net *net, int v, const double *expected) {
    size_t count = (size_t)net->plan.spec->batch * shape_floats(net->plan.layers->layers[v].shape);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += square(net->floats[v][i] - within_range(net, v, expected[i])) / (double)count;
    return sqrt(sum) / step_of(net, v);
}

static void check_layers(Fixture *f, const Net *net, const char *name) {
    for (int v = 0; v < net->plan.layers->count; v++) {
        if (!is_stored(net, v)) continue;
        const Expected e =
            expect_layer(&f->arena, &net->plan, net->input, (const float *const *)net->floats, v);
        double error = difference(net, v, e.value), bound = 1.5 * sqrt(expected_error(net, v));
        if (!(error <= bound))
            fail_msg("%s: %s: %g steps from its definition, expected %g at most", name,
                     net->plan.layers->layers[v].name, error, bound);
    }
}

/* ---- What a layer's integers must keep to, whatever it reads ---- */

/* |products| of a channel, added up. */
static double most_of(const Net *net, int v, int c) {
    const Layer *layer = &net->plan.layers->layers[v];
    const Integers *integers = &net->quantized->integers[v];
    double sum = 0;
    size_t count = integers->weights ? filter_floats(layer) : 0;
    for (size_t i = 0; i < count; i++) sum += 255 * abs(integers->weights[(size_t)c * count + i]);
    if (integers->scales) sum += 255.0 * abs(integers->scales[c]) * (layer->gate < 0 ? 1 : 255);
    return sum;
}

static void check_channel(const Net *net, int v, int c) {
    const Layer *layer = &net->plan.layers->layers[v];
    const Integers *integers = &net->quantized->integers[v];
    const double steps = is_stored(net, v) ? net->quantized->quanta[v].scale : 1;
    double most = most_of(net, v, c) + abs(integers->bias[c]);
    if (integers->residual) most += 255 * integers->residual[c];
    assert_true(most <= 0x7fffffff);
    assert_true(most * integers->factor[c] < 1 << 30);
    if (!integers->residual || integers->table || layer->kind != LAYER_CONV) return;
    double residual = integers->residual[c] * integers->factor[c] * steps;
    double scale = net->quantized->quanta[layer->residual].scale;
    assert_true(fabs(residual - scale) <= 1e-5 * scale);
}

static void check_integers(const Net *net) {
    for (int v = 0; v < net->plan.layers->count; v++) {
        const Layer *layer = &net->plan.layers->layers[v];
        bool channels = has_weights(layer) || layer->kind == LAYER_POINTWISE;
        for (int c = 0; channels && c < layer->shape.channels; c++) check_channel(net, v, c);
    }
}

/* Relative to the root of the mean square of what the interpreter has. */
static void check_outputs(const Net *net, const char *name) {
    for (int v = 0; v < net->plan.layers->count; v++) {
        const Layer *layer = &net->plan.layers->layers[v];
        if (layer->kind != LAYER_OUTPUT) continue;
        size_t count = (size_t)net->plan.spec->batch * shape_floats(layer->shape);
        double sum = 0, whole = 0;
        for (size_t i = 0; i < count; i++) {
            sum += square(net->floats[v][i] - net->reference[layer->op][i]);
            whole += square(net->reference[layer->op][i]);
        }
        if (!(sqrt(sum) <= 0.05 * sqrt(whole)))
            fail_msg("%s: %s: %g of the interpreter's", name, layer->name, sqrt(sum / whole));
    }
}

/* ---- Networks ---- */

#define SMALL                                                                                                \
    "\"repeats\":[1,2],\"widths\":[8,16],\"stem\":{\"width\":8},\"classes\":5,\"input\":{\"height\":33,"     \
    "\"width\":30}"

static const char *const networks[] = {
    "{\"block\":\"basic\"," SMALL "}",
    "{\"block\":\"bottleneck\"," SMALL ",\"outputs\":[\"probabilities\",\"logits\",\"layer1\",\"pool\"]}",
    "{\"block\":\"bottleneck\"," SMALL ",\"batch\":2,\"groups\":4,\"width_per_group\":32}",
    "{\"block\":\"basic\"," SMALL ",\"preactivation\":true}",
    "{\"block\":\"basic\"," SMALL ",\"attention\":{\"type\":\"se\"}}",
    "{\"block\":\"basic\"," SMALL ",\"attention\":{\"type\":\"eca\"},\"activation\":\"hardswish\"}",
    "{\"block\":\"basic\"," SMALL ",\"shortcut\":\"zero_pad\",\"activation\":\"relu6\"}",
    "{\"block\":\"basic\"," SMALL ",\"shortcut\":\"avg_down\",\"activation\":\"prelu\"}",
    "{\"block\":\"basic\"," SMALL ",\"antialias\":\"blur\",\"activation\":\"silu\"}",
    "{\"block\":\"basic\",\"repeats\":[1,2],\"widths\":[8,16],\"stem\":{\"width\":8},\"antialias\":"
    "\"average\",\"activation\":\"gelu\","
    "\"classes\":5,\"input\":{\"height\":32,\"width\":48}}",
    "{\"block\":\"basic\"," SMALL ",\"activation\":\"gelu_tanh\",\"head\":{\"pool\":\"catavgmax\"}}",
    "{\"block\":\"basic\"," SMALL ",\"activation\":\"leaky_relu\",\"head\":{\"pool\":\"avgmax\"}}",
    "{\"block\":\"basic\"," SMALL ",\"padding\":\"same\",\"head\":{\"pool\":\"max\"}}",
    "{\"block\":\"bottleneck\"," SMALL ",\"dilations\":[1,2],\"strides\":[1,1]}",
    "{\"block\":\"basic\"," SMALL ",\"weight_standardization\":1e-8}",
    "{\"block\":\"basic\"," SMALL
    ",\"batch\":2,\"preprocess\":{\"mean\":[0.485,0.456,0.406],\"std\":[0.229,0.224,0."
    "225],\"order\":\"bgr\",\"input\":\"u8_nhwc\"}}",
    "{\"block\":\"ir\",\"repeats\":[1,2],\"widths\":[8,16],\"activation\":\"prelu\",\"classes\":5,"
    "\"head\":{\"type\":\"flatten\"},\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":20,\"width\":20}}",
    "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[8],\"classes\":0,\"outputs\":[\"stem\",\"layer1\"],"
    "\"input\":{\"height\":20,\"width\":24}}",
};

static void layers_are_near_their_definitions(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(networks); i++) {
        const Net net = make_net(f, make_spec(f, networks[i]), i % 2);
        if (!net.quantized) fail_msg("%s: %s", networks[i], f->diag.message);
        check_layers(f, &net, networks[i]);
        check_outputs(&net, networks[i]);
        check_integers(&net);
        reset_fixture(f);
    }
}

/* Whatever the spec says: near, or refused by name. */
static void random_networks_are_near_or_refused(void **state) {
    Fixture *f = *state;
    int near = 0;
    for (uint64_t seed = 1; seed <= 40; seed++, reset_fixture(f)) {
        const Net net = make_net(f, need(f, random_spec(&f->arena, seed, &f->diag)), seed % 2);
        const char *name = arena_printf(&f->arena, "seed %d", (int)seed);
        if (!net.quantized) {
            if (!strstr(f->diag.message, "got a group norm")) fail_msg("%s: %s", name, f->diag.message);
            continue;
        }
        check_layers(f, &net, name);
        check_integers(&net);
        near++;
    }
    assert_true(near >= 20);
}

/* ---- A network of an input, and of one layer behind it ---- */

typedef struct {
    Spec spec;
    Layer layer[3];
    Range range[3];
    Layers layers;
    Ranges ranges;
} Small;

static const double zeros[3], ones[3] = { 1, 1, 1 };

/* kind LAYER_INPUT: the input alone. */
static void make_small(Small *s, LayerKind kind, Shape in, Shape out) {
    *s = (Small){ .spec = { .path = "net.json", .batch = 1, .preprocess = { .mean = zeros, .std = ones } } };
    s->layer[0] = (Layer){ .kind = LAYER_INPUT, .in = -1, .residual = -1, .gate = -1, .shape = in };
    s->layer[1] = (Layer){ .kind = kind,
                           .name = "second",
                           .residual = -1,
                           .gate = -1,
                           .in_shape = in,
                           .shape = out,
                           .conv_shape = out,
                           .kernel = 1,
                           .stride = 1,
                           .dilation = 1,
                           .groups = 1 };
    s->layers = (Layers){ s->layer, kind == LAYER_INPUT ? 1 : 2 };
    s->ranges = (Ranges){ s->range, s->layers.count };
}

static const Quantized *quantize(Fixture *f, const Small *s) {
    return quantize_layers(&f->arena, &s->spec, &s->layers, &s->ranges, &f->diag);
}

static const unsigned char *integers_of(Fixture *f, const Small *s, const float *input) {
    return compute_integers(&f->arena, &s->spec, &s->layers, need(f, quantize(f, s)), input)[0].integers;
}

/* ---- The input ---- */

/* Every pixel of every channel, normalised and back. */
static void check_pixels(Fixture *f, const double *mean, const double *std) {
    const Shape shape = { 3, 16, 16 };
    unsigned char pixels[256 * 3];
    float floats[256 * 3];
    Small s;
    make_small(&s, LAYER_INPUT, shape, shape);
    s.spec = (Spec){
        .batch = 1, .channels = 3, .height = 16, .width = 16, .preprocess = { .mean = mean, .std = std }
    };
    for (int i = 0; i < COUNT_OF(pixels); i++) pixels[i] = (unsigned char)(i / 3);
    picture_normalise(&s.spec, pixels, floats);
    for (int i = 0; i < COUNT_OF(floats); i++) {
        s.range[0].low = fminf(s.range[0].low, floats[i]);
        s.range[0].high = fmaxf(s.range[0].high, floats[i]);
    }
    const unsigned char *got = integers_of(f, &s, floats);
    for (int i = 0; i < COUNT_OF(pixels); i++)
        if (got[i] != i % 256)
            fail_msg("mean %g, std %g: pixel %d became %d", mean[i / 256], std[i / 256], i % 256, got[i]);
}

static void normalised_pixels_come_back(void **state) {
    static const double normals[][2][3] = {
        { { 0, 0, 0 }, { 1, 1, 1 } },
        { { 0.485, 0.456, 0.406 }, { 0.229, 0.224, 0.225 } },
        { { 0.4914, 0.4822, 0.4465 }, { 0.2023, 0.1994, 0.2010 } },
        { { 0.48145466, 0.4578275, 0.40821073 }, { 0.26862954, 0.26130258, 0.27577711 } },
        { { 0.5, 0.5, 0.5 }, { 0.5, 0.5, 0.5 } },
        { { 0, 0, 0 }, { 0.00392156862745098, 0.00392156862745098, 0.00392156862745098 } },
        { { 103.53 / 255, 116.28 / 255, 123.675 / 255 }, { 1 / 255.0, 1 / 255.0, 1 / 255.0 } },
        { { 0, 0.5, 1 }, { 1e-6, 4, 1e-3 } },
    };
    for (int i = 0; i < COUNT_OF(normals); i++) check_pixels(*state, normals[i][0], normals[i][1]);
}

/* A mean and a deviation at random, 1,000 times. */
static void normalised_pixels_of_any_mean_come_back(void **state) {
    const float *drawn = noise(&((Fixture *)*state)->arena, 7, 6000);
    for (int i = 0; i < 6000; i += 6) {
        double mean[3], std[3];
        for (int c = 0; c < 3; c++) {
            mean[c] = 0.5 + 0.5 * drawn[i + c];
            std[c] = 0.01 + fabsf(drawn[i + 3 + c]) / 2;
        }
        check_pixels(*state, mean, std);
        reset_fixture(*state);
        drawn = noise(&((Fixture *)*state)->arena, 7, 6000);
    }
}

static void what_is_no_pixel_is_limited(void **state) {
    const Shape shape = { 1, 1, 6 };
    const float floats[] = { NAN, -INFINITY, INFINITY, -1e30f, 1e30f, 0.5f };
    const unsigned char expected[] = { 0, 0, 255, 0, 255, 128 };
    Small s;
    make_small(&s, LAYER_INPUT, shape, shape);
    s.range[0].high = 1;
    const unsigned char *got = integers_of(*state, &s, floats);
    for (int i = 0; i < 6; i++) assert_int_equal(got[i], expected[i]);
}

/* No pixel is -3: 256 steps from -3 to 2.1, of which one is 0. */
static void other_inputs_go_by_their_range(void **state) {
    const Shape shape = { 1, 1, 4 };
    const float floats[] = { -3, 0, 2.1f, 0.021f };
    const unsigned char expected[] = { 0, 150, 255, 151 };
    Small s;
    make_small(&s, LAYER_INPUT, shape, shape);
    s.range[0] = (Range){ .low = -3, .high = 2.1f };
    const unsigned char *got = integers_of(*state, &s, floats);
    for (int i = 0; i < 4; i++) assert_int_equal(got[i], expected[i]);
    const Quantum quantum = quantize(*state, &s)->quanta[0];
    assert_int_equal(quantum.zeros[0], 150);
    assert_int_equal(quantum.offsets[0], 150 * 256 + 128);
}

/* ---- By hand ---- */

/* One pixel, 1x1: 0.5 x + 1, of x from 0 to 255 (value and integer are the same). */
static void a_product_by_hand(void **state) {
    Small s;
    make_small(&s, LAYER_CONV, (Shape){ 1, 1, 1 }, (Shape){ 1, 1, 1 });
    s.range[0].high = 255;
    s.range[1] = (Range){ .low = -51, .high = 204 };
    s.layer[1].weight = (const float[]){ 0.5f };
    s.layer[1].scale = ones;
    s.layer[1].bias = (const float[]){ 1 };
    const Quantized *quantized = need(*state, quantize(*state, &s));
    const Integers *integers = &quantized->integers[1];
    assert_int_equal(quantized->quanta[1].zero, 51);
    assert_float_equal(quantized->quanta[1].scale, 1, 1e-6);
    assert_int_equal(integers->weights[0], 127);
    assert_float_equal(integers->factor[0], 0.5 / 127, 1e-7);
    assert_int_equal(integers->bias[0], (51 + 1) * 2 * 127);
    assert_int_equal(integers->zero, 0);
    const float input[] = { 100 };
    assert_int_equal(
        compute_integers(&((Fixture *)*state)->arena, &s.spec, &s.layers, quantized, input)[1].integers[0],
        51 + 51);
}

/* Of inputs as they are on the average, rounding the weights adds nothing. */
static void the_bias_takes_off_what_rounding_adds(void **state) {
    const float means[] = { 100, 20 };
    Small s;
    make_small(&s, LAYER_CONV, (Shape){ 2, 1, 1 }, (Shape){ 1, 1, 1 });
    s.range[0] = (Range){ .high = 255, .means = means };
    s.range[1].high = 255;
    s.layer[1].weight = (const float[]){ 1, 0.0123f };
    s.layer[1].scale = ones;
    s.layer[1].bias = (const float[]){ 0 };
    const Integers *integers = &((const Quantized *)need(*state, quantize(*state, &s)))->integers[1];
    double sum = integers->bias[0] + integers->weights[0] * 100 + integers->weights[1] * 20;
    assert_true(fabs(sum * integers->factor[0] - 100.246) < 0.51 * integers->factor[0]);
}

/* ---- What hardly is a range ---- */

static void ranges_never_seen_are_finite(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(networks); i++, reset_fixture(f)) {
        Net net = make_net(f, make_spec(f, networks[i]), true);
        int count = net.plan.layers->count;
        const Ranges nothing = { arena_array(&f->arena, Range, count), count };
        net.ranges = &nothing;
        compute(f, &net);
        need(f, net.quantized);
        for (int v = 0; v < count; v++) {
            const Quantum *quantum = &net.quantized->quanta[v];
            const Integers *integers = &net.quantized->integers[v];
            assert_true(isfinite(quantum->scale) && quantum->scale > 0);
            if (integers->factor) assert_true(isfinite(integers->factor[0]) && integers->factor[0] > 0);
        }
    }
}

/* 70,000 products of 127 and 255 need 32 bits and a bit: the weights are halved. */
static void weights_get_coarser_where_sums_would_not_fit(void **state) {
    enum { COUNT = 70000 };
    Fixture *f = *state;
    float *weights = arena_array(&f->arena, float, COUNT);
    for (int i = 0; i < COUNT; i++) weights[i] = 1;
    Small s;
    make_small(&s, LAYER_CONV, (Shape){ COUNT, 1, 1 }, (Shape){ 1, 1, 1 });
    double *plain = arena_array(&f->arena, double, COUNT), *scale = arena_array(&f->arena, double, COUNT);
    for (int i = 0; i < COUNT; i++) scale[i] = 1;
    s.spec.preprocess = (Preprocess){ .mean = plain, .std = scale };
    s.range[0].high = 1;
    s.range[1].high = COUNT / 10;
    s.layer[1].weight = weights;
    s.layer[1].scale = ones;
    s.layer[1].bias = (const float[]){ 0 };
    const Integers *integers = &((const Quantized *)need(f, quantize(f, &s)))->integers[1];
    assert_true(integers->weights[0] >= 55 && integers->weights[0] <= 64);
}

/* ---- Refusals ---- */

static void group_norms_are_refused_by_name(void **state) {
    Fixture *f = *state;
    const Spec *spec =
        make_spec(f, "{\"block\":\"basic\"," SMALL ",\"norm\":{\"type\":\"group\",\"groups\":4}}");
    assert_null(make_net(f, spec, true).quantized);
    assert_int_equal(f->diag.status, STATUS_INPUT);
    assert_string_equal(f->diag.message,
                        "net.json: bn1: --precision int8: expected a batch norm, got a group norm; "
                        "--precision bf16 can do it");
}

static void a_norm_with_a_gate_is_refused(void **state) {
    Small s;
    make_small(&s, LAYER_POINTWISE, (Shape){ 1, 1, 1 }, (Shape){ 1, 1, 1 });
    s.layer[1].affine = true;
    s.layer[1].gate = 0;
    assert_null(quantize(*state, &s));
    assert_string_equal(((Fixture *)*state)->diag.message,
                        "net.json: second: --precision int8: expected a norm or a gate, got both at once; "
                        "--precision bf16 can do it");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(layers_are_near_their_definitions),
        TEST(random_networks_are_near_or_refused),
        TEST(normalised_pixels_come_back),
        TEST(normalised_pixels_of_any_mean_come_back),
        TEST(what_is_no_pixel_is_limited),
        TEST(other_inputs_go_by_their_range),
        TEST(a_product_by_hand),
        TEST(the_bias_takes_off_what_rounding_adds),
        TEST(ranges_never_seen_are_finite),
        TEST(weights_get_coarser_where_sums_would_not_fit),
        TEST(group_norms_are_refused_by_name),
        TEST(a_norm_with_a_gate_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
