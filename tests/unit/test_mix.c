/* test_mix.c: networks of integers and floats: each layer reads its own kind; conversions by hand. */
#include "fixture.h"

#include <math.h>

#define SMALL                                                                                                \
    "\"name\":\"net\",\"repeats\":[1,1],\"widths\":[8,16],\"classes\":5,\"stem\":{\"width\":8},"             \
    "\"input\":{\"height\":32,\"width\":32}"

static const char plain[] = "{\"block\":\"basic\"," SMALL "}";

static const char *const networks[] = {
    plain,
    "{\"block\":\"bottleneck\"," SMALL ",\"outputs\":[\"probabilities\",\"layer1\",\"pool\"]}",
    "{\"block\":\"basic\"," SMALL ",\"preactivation\":true}",
    "{\"block\":\"basic\"," SMALL ",\"attention\":{\"type\":\"se\"}}",
    "{\"block\":\"basic\"," SMALL ",\"norm\":{\"type\":\"group\",\"groups\":4}}",
    "{\"block\":\"ir\"," SMALL ",\"activation\":\"prelu\",\"head\":{\"type\":\"flatten\"}}",
};

/* Ranges by which layers are known: the low end is the layer's number. */
static const Ranges *numbered_ranges(Fixture *f, int count) {
    Range *list = arena_array(&f->arena, Range, count);
    Ranges *ranges = arena_alloc(&f->arena, sizeof *ranges);
    for (int v = 0; v < count; v++) list[v] = (Range){ .low = (float)-v, .high = 1 };
    *ranges = (Ranges){ list, count };
    return ranges;
}

static const Layers *layers_of(Fixture *f, const char *json) {
    const PlanOrder order = { .pools_apart = true };
    const Plan *plan = plan_layers(&f->arena, make_spec(f, json), &order, &f->diag);
    if (!plan) fail_msg("%s", f->diag.message);
    return plan->layers;
}

static Mixed mix(Fixture *f, const Layers *layers, const bool *floats) {
    return mix_layers(&f->arena, layers, numbered_ranges(f, layers->count), floats);
}

static int conversions(const Layers *layers) {
    int count = 0;
    for (int v = 0; v < layers->count; v++) count += layers->layers[v].kind == LAYER_CONVERT;
    return count;
}

static bool reads_any(const Layer *layer) {
    return layer->kind == LAYER_OUTPUT || layer->kind == LAYER_SOFTMAX;
}

/* Sources stand before, in the same shape and kind. */
static void check_layer(const Layers *layers, int v) {
    const Layer *layer = &layers->layers[v];
    const int sources[] = { layer->in, layer->residual, layer->gate };
    for (int i = 0; i < COUNT_OF(sources); i++) {
        if (sources[i] < 0) continue;
        const Layer *source = &layers->layers[sources[i]];
        assert_true(sources[i] < v);
        if (layer->kind == LAYER_CONVERT)
            assert_true(source->in_floats != layer->in_floats && source->op == layer->op);
        else if (!reads_any(layer))
            assert_int_equal(source->in_floats, layer->in_floats);
    }
    if (layer->in >= 0)
        assert_memory_equal(&layers->layers[layer->in].shape, &layer->in_shape, sizeof(Shape));
}

static void check_ranges(const Layers *from, const Mixed *mixed) {
    for (int v = 0; v < mixed->layers->count; v++) {
        const int source = -(int)mixed->ranges->ranges[v].low;
        assert_int_equal(from->layers[source].op, mixed->layers->layers[v].op);
    }
}

static void each_layer_reads_its_own_kind(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(networks); i++) {
        const Layers *layers = layers_of(f, networks[i]);
        uint64_t seed = (uint64_t)i;
        for (int turn = 0; turn < 20; turn++) {
            bool *floats = arena_array(&f->arena, bool, layers->count);
            for (int v = 0; v < layers->count; v++) floats[v] = split_mix(&seed) & 1;
            const Mixed mixed = mix(f, layers, floats);
            for (int v = 0; v < mixed.layers->count; v++) check_layer(mixed.layers, v);
            check_ranges(layers, &mixed);
            assert_int_equal(mixed.layers->count - conversions(mixed.layers), layers->count);
        }
        reset_fixture(f);
    }
}

static void without_layers_in_floats_nothing_is_converted(void **state) {
    Fixture *f = *state;
    const Layers *layers = layers_of(f, plain);
    assert_int_equal(conversions(mix(f, layers, NULL).layers), 0);
    bool *all = arena_array(&f->arena, bool, layers->count);
    for (int v = 0; v < layers->count; v++) all[v] = true;
    const Mixed mixed = mix(f, layers, all);
    assert_int_equal(conversions(mixed.layers), 0);
    for (int v = 0; v < mixed.layers->count; v++) assert_true(mixed.layers->layers[v].in_floats);
}

/* conv2 of the first block reads conv1's value and, as its residual, the pool's; layer2 reads its own in two
 * places, by one conversion. */
static void values_are_converted_once(void **state) {
    Fixture *f = *state;
    const Layers *layers = layers_of(f, plain);
    bool *floats = arena_array(&f->arena, bool, layers->count);
    floats[find_layer(layers, "layer1.0.conv2")] = true;
    const Layers *mixed = mix(f, layers, floats).layers;
    const Layer *conv = &mixed->layers[find_layer(mixed, "layer1.0.conv2")];
    assert_int_equal(conversions(mixed), 3);
    assert_int_equal(conv->in, find_layer(mixed, "layer1.0.conv1.f32"));
    assert_int_equal(conv->residual, find_layer(mixed, "maxpool.f32"));
    const int value = find_layer(mixed, "layer1.0.conv2.u8");
    assert_int_equal(mixed->layers[find_layer(mixed, "layer2.0.conv1")].in, value);
    assert_int_equal(mixed->layers[find_layer(mixed, "layer2.0.downsample.0")].in, value);
    assert_false(mixed->layers[0].in_floats);
}

/* A picture's pixels have no conversion: the input is what the first convolution reads; pools follow. */
static void the_input_is_as_its_reader(void **state) {
    Fixture *f = *state;
    const Layers *layers = layers_of(f, plain);
    bool *floats = arena_array(&f->arena, bool, layers->count);
    floats[find_layer(layers, "conv1")] = true;
    const Layers *mixed = mix(f, layers, floats).layers;
    assert_true(mixed->layers[0].in_floats);
    assert_true(mixed->layers[find_layer(mixed, "maxpool")].in_floats);
    assert_int_equal(conversions(mixed), 1);
    assert_int_equal(mixed->layers[find_layer(mixed, "layer1.0.conv1")].in, find_layer(mixed, "maxpool.u8"));
}

/* ---- By hand ---- */

static IntegerValue converted(Fixture *f, Quantum from, Quantum to, IntegerValue value, int count) {
    static const float inverse[] = { 2 };
    const Spec spec = { .batch = 1 };
    const Shape shape = { count, 1, 1 };
    const Layer layer[] = { { .in = -1, .shape = shape },
                            { .kind = LAYER_CONVERT,
                              .residual = -1,
                              .gate = -1,
                              .in_shape = shape,
                              .shape = shape,
                              .conv_shape = shape } };
    const Quantum quanta[] = { from, to };
    const Integers integers[] = { { .high = 0 }, { .factor = inverse, .high = 255 } };
    const IntegerValue values[] = { value, { NULL } };
    const Quantized quantized = { quanta, integers, 2 };
    return compute_layer(&f->arena, &spec, &(Layers){ layer, 2 }, &quantized, NULL, values, 1);
}

static const Quantum as_floats = { .number = NUMBER_F32, .scale = 1 },
                     as_integers = { .number = NUMBER_U8, .scale = 0.5f, .zero = 10 };

/* Halves go to the even integer; limits hold, whatever the number; NaN is as the least. */
static void floats_become_the_nearest_integers(void **state) {
    const float floats[] = { 0, 0.25f, 0.75f, -0.3f, 1e30f, -1e30f, NAN, 122.5f };
    const unsigned char expected[] = { 10, 10, 12, 9, 255, 0, 0, 255 };
    const IntegerValue value = { .floats = floats };
    const IntegerValue got = converted(*state, as_floats, as_integers, value, COUNT_OF(floats));
    assert_memory_equal(got.integers, expected, sizeof expected);
}

static void integers_become_what_they_stand_for(void **state) {
    const unsigned char integers[] = { 0, 10, 11, 255 };
    const float expected[] = { -5, 0, 0.5f, 122.5f };
    const IntegerValue value = { .integers = integers };
    const IntegerValue got = converted(*state, as_integers, as_floats, value, COUNT_OF(integers));
    for (int i = 0; i < COUNT_OF(integers); i++) assert_true(got.floats[i] == expected[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_layer_reads_its_own_kind),      TEST(without_layers_in_floats_nothing_is_converted),
        TEST(values_are_converted_once),          TEST(the_input_is_as_its_reader),
        TEST(floats_become_the_nearest_integers), TEST(integers_become_what_they_stand_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
