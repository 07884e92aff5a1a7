/* test_layout.c: strides, borders and blocks of values, worked out by hand. */
#include "fixture.h"

static const Layout *layout(const Plan *plan, const char *name) {
    return &plan->layouts[find_layer(plan->layers, name)];
}

/* The stem's 7x7 reads 3 pixels beyond the image, the pool and the 3x3 one. */
static void borders_are_what_readers_reach(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, "{\"block\":\"basic\",\"repeats\":[1,1]}", "avx2");
    assert_int_equal(layout(plan, "input")->halo, 3);
    assert_int_equal(layout(plan, "conv1")->halo, 1);
    assert_int_equal(layout(plan, "layer1.0.conv1")->halo, 1);
    assert_int_equal(layout(plan, "layer2.0.conv2")->halo, 0); /* only the average pool reads it */
    assert_int_equal(layout(plan, "avgpool")->halo, 0);
    assert_int_equal(layout(plan, "fc")->halo, 0);
}

static void bottlenecks_need_few_borders(void **state) {
    Fixture *f = *state;
    const Plan *plan =
        make_plan(f, "{\"block\":\"bottleneck\",\"repeats\":[2,1],\"stem\":{\"pool\":null}}", "avx512");
    assert_int_equal(layout(plan, "layer1.0.conv1")->halo, 1);
    assert_int_equal(layout(plan, "layer1.0.conv2")->halo, 0);
    assert_int_equal(layout(plan, "layer1.0.conv3")->halo, 0);
    assert_int_equal(layout(plan, "conv1")->halo, 0); /* read by 1x1s alone */
}

/* A sum is written over its residual: so they have one layout, along a whole chain of blocks. */
static void sums_and_residuals_lie_alike(void **state) {
    Fixture *f = *state;
    const Plan *plan =
        make_plan(f, "{\"block\":\"basic\",\"repeats\":[3,2],\"stem\":{\"type\":\"cifar\"}}", "sse2");
    for (int v = 0; v < plan->layers->count; v++) {
        int residual = plan->layers->layers[v].residual;
        if (residual >= 0) assert_memory_equal(&plan->layouts[v], &plan->layouts[residual], sizeof(Layout));
    }
    assert_int_equal(layout(plan, "layer2.0.downsample.0")->halo, layout(plan, "layer2.1.conv2")->halo);
}

static void strides_follow_from_sizes(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f,
                                 "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[20],\"batch\":3,"
                                 "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":9,\"width\":12}}",
                                 "avx2");
    const Layout *l = layout(plan, "conv1");
    assert_int_equal(l->lanes, 8);
    assert_int_equal(l->blocks, 3); /* 20 channels */
    assert_int_equal(l->pixel, 8);
    assert_int_equal(l->row, 14 * 8);
    assert_int_equal(l->block, 11 * 14 * 8);
    assert_int_equal(l->tail, 3 * l->row + 3 * l->pixel); /* F(5, 3) and F(6, 3) hang over by as much */
    assert_int_equal(l->image, 3 * 11 * 14 * 8 + l->tail);
    assert_int_equal(l->start, 14 * 8 + 8);
    assert_int_equal(l->elements, 3 * l->image);
}

/* Its pixels follow each other, whatever border the sum before it has; of one pixel, its blocks do. */
static void linear_layers_read_no_border(void **state) {
    static const char *const inputs[] = { "8", "24" };
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(inputs); i++) {
        const char *spec = arena_printf(
            &f->arena,
            "{\"block\":\"basic\",\"repeats\":[1,2],\"widths\":[9,31],\"stem\":{\"width\":3},"
            "\"input\":{\"height\":%s,\"width\":8},\"head\":{\"type\":\"flatten\",\"norm\":false}}",
            inputs[i]);
        const Plan *plan = make_plan(f, spec, "avx2");
        assert_int_equal(layout(plan, "layer2.1.conv2")->halo, 1);
        assert_int_equal(plan->layouts[plan->layers->layers[find_layer(plan->layers, "fc")].in].halo, 0);
    }
}

/* Few channels: planar, read pixel by pixel. */
static void the_input_has_one_lane(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(
        f, "{\"block\":\"basic\",\"repeats\":[1],\"input\":{\"channels\":5,\"height\":10,\"width\":8}}",
        "avx512");
    const Layout *l = layout(plan, "input");
    assert_true(l->lanes == 1 && l->blocks == 5 && l->pixel == 1 && l->row == 14 && l->block == 16 * 14);
}

/* Vectors are read and written aligned: every stride is whole vectors, on every target. */
static void strides_are_whole_vectors(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++) {
        const Plan *plan =
            make_plan(f, "{\"block\":\"bottleneck\",\"repeats\":[1,2],\"widths\":[3,7],\"classes\":11}",
                      targets[t]->name);
        for (int v = 1; v < plan->layers->count; v++) {
            const Layout *l = &plan->layouts[v];
            size_t lanes = (size_t)targets[t]->lanes;
            assert_int_equal(l->lanes, lanes);
            assert_true(l->row % lanes == 0 && l->block % lanes == 0 && l->image % lanes == 0);
            assert_true(l->start % lanes == 0 &&
                        l->blocks * l->lanes >= plan->layers->layers[v].shape.channels);
            assert_true((l->blocks - 1) * l->lanes < plan->layers->layers[v].shape.channels);
        }
        reset_fixture(f);
    }
}

/* The first layer's value is too large for a chunk, which all behind it runs at once. */
static void make_late(Layer *layers, int count) {
    for (int v = 0; v < count; v++)
        layers[v] = (Layer){ .kind = v ? LAYER_CONV : LAYER_INPUT,
                             .in = v - 1,
                             .residual = -1,
                             .gate = -1,
                             .stage = v < 2 ? -1 : 0,
                             .kernel = 1,
                             .stride = 1,
                             .dilation = 1,
                             .groups = 1,
                             .shape = v ? (Shape){ 8, 10, 10 } : (Shape){ 8, 600, 600 } };
}

/* What a chunk reads holds a chunk's images, as whatever it is read: so does it as residual or gate alone. */
static void what_a_chunk_reads_holds_its_images(void **state) {
    Fixture *f = *state;
    enum { INPUT, SIDE, LATE, SUM, LAYERS };
    Layer layers[LAYERS];
    int *const readings[] = { &layers[SUM].in, &layers[SUM].residual, &layers[SUM].gate };
    for (int i = 0; i < COUNT_OF(readings); i++) {
        make_late(layers, LAYERS);
        layers[LATE].in = INPUT;
        *readings[i] = SIDE;
        const Layout *l = layout_values(&f->arena, &(Layers){ layers, LAYERS }, target_find("sse2"), 6);
        assert_true(l[SIDE].run == 1 && l[SIDE].images == 6 && l[INPUT].run == 1 && l[INPUT].images == 6);
        assert_true(l[LATE].run == 6 && l[SUM].run == 6 && l[SUM].images == 6);
        assert_true(is_gathered(&l[SIDE]) && !is_gathered(&l[SUM]));
        assert_int_equal(l[SIDE].elements, 6 * l[SIDE].image);
    }
    make_late(layers, LAYERS);
    layers[LATE].in = layers[SUM].in = SIDE;
    layers[SUM].residual = INPUT;
    const Layout *first = layout_values(&f->arena, &(Layers){ layers, LAYERS }, target_find("sse2"), 6);
    assert_int_equal(first[INPUT].images, 6);
    make_late(layers, LAYERS);
    layers[LATE].in = INPUT;
    const Layout *unread = layout_values(&f->arena, &(Layers){ layers, LAYERS }, target_find("sse2"), 6);
    assert_true(unread[SIDE].run == 1 && unread[SIDE].images == 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(borders_are_what_readers_reach), TEST(bottlenecks_need_few_borders),
        TEST(sums_and_residuals_lie_alike),   TEST(strides_follow_from_sizes),
        TEST(the_input_has_one_lane),         TEST(strides_are_whole_vectors),
        TEST(linear_layers_read_no_border),   TEST(what_a_chunk_reads_holds_its_images),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
