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

/* The root of the mean square of the difference, in steps. */
static double difference(const Net *net, int v, const double *expected) {
    size_t count = (size_t)net->plan.spec->batch * shape_floats(net->plan.layers->layers[v].shape);
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += square(net->floats[v][i] - expected[i]) / (double)count;
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
        reset_fixture(f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(layers_are_near_their_definitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
