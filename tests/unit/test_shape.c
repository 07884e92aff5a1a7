/* test_shape.c: every value's shape as PyTorch computes it, and the multiply-adds that follow from shapes. */
#include "fixture.h"

typedef struct {
    const Graph *graph;
    const Shape *shapes;
} Inferred;

static Inferred infer(Fixture *f, const char *json) {
    const Graph *graph = make_graph(f, json);
    return (Inferred){ graph, shape_infer(&f->arena, graph, &f->diag) };
}

static void check(const Inferred *n, const char *name, int channels, int height, int width) {
    for (int v = 0; v < n->graph->op_count; v++) {
        if (strcmp(n->graph->ops[v].name, name)) continue;
        Shape s = n->shapes[v];
        if (s.channels != channels || s.height != height || s.width != width)
            fail_msg("%s: expected %dx%dx%d, got %dx%dx%d", name, channels, height, width, s.channels,
                     s.height, s.width);
        return;
    }
    fail_msg("no value %s", name);
}

static void infers_resnet50(void **state) {
    Fixture *f = *state;
    Inferred n = infer(f, "{\"block\":\"bottleneck\",\"repeats\":[3,4,6,3]}");
    check(&n, "input", 3, 224, 224);
    check(&n, "conv1", 64, 112, 112);
    check(&n, "maxpool", 64, 56, 56);
    check(&n, "layer1.2.relu", 256, 56, 56);
    check(&n, "layer2.0.conv1", 128, 56, 56);
    check(&n, "layer2.0.conv2", 128, 28, 28);
    check(&n, "layer3.0.downsample.0", 1024, 14, 14);
    check(&n, "layer4.2.add", 2048, 7, 7);
    check(&n, "avgpool", 2048, 1, 1);
    check(&n, "fc", 1000, 1, 1);
}

/* floor((size + 2 p - k) / s) + 1, along both axes by itself. */
static void rounds_odd_sizes_down(void **state) {
    Fixture *f = *state;
    Inferred n = infer(f, "{\"block\":\"basic\",\"repeats\":[1,1],\"strides\":[3,2],\"widths\":[4,4],"
                          "\"input\":{\"height\":37,\"width\":53}}");
    check(&n, "conv1", 64, 19, 27);
    check(&n, "maxpool", 64, 10, 14);
    check(&n, "layer1.0.conv1", 4, 4, 5);
    check(&n, "layer1.0.downsample.0", 4, 4, 5);
    check(&n, "layer2.0.conv1", 4, 2, 3);
}

/* A 3x3 with padding 1 and its 1x1 shortcut agree whatever size and stride: else no sum would be possible. */
static void shortcuts_fit_whatever_the_size(void **state) {
    Fixture *f = *state;
    for (int size = 1; size <= 20; size++)
        for (int stride = 1; stride <= 8; stride++) {
            char json[300];
            snprintf(json, sizeof json,
                     "{\"block\":\"basic\",\"repeats\":[1],\"strides\":[%d],\"widths\":[4],"
                     "\"stem\":{\"type\":\"cifar\",\"width\":3},\"input\":{\"height\":%d,\"width\":%d}}",
                     stride, size, 21 - size);
            Inferred n = infer(f, json);
            check(&n, "layer1.0.downsample.0", 4, (size - 1) / stride + 1, (20 - size) / stride + 1);
            check(&n, "layer1.0.conv2", 4, (size - 1) / stride + 1, (20 - size) / stride + 1);
            reset_fixture(f);
        }
}

/* A 2x2 average whose windows may reach over the end, and never begin there. */
static void averaged_shortcuts_fit_whatever_the_size(void **state) {
    Fixture *f = *state;
    for (int size = 1; size <= 20; size++)
        for (int stride = 2; stride <= 8; stride++) {
            const char *json = arena_printf(
                &f->arena,
                "{\"block\":\"basic\",\"repeats\":[1],\"strides\":[%d],\"widths\":[4],\"shortcut\":\"avg_"
                "down\","
                "\"stem\":{\"type\":\"cifar\",\"width\":3},\"input\":{\"height\":%d,\"width\":%d}}",
                stride, size, 21 - size);
            Inferred n = infer(f, json);
            assert_non_null(n.shapes);
            check(&n, "layer1.0.downsample.0", 3, (size - 1) / stride + 1, (20 - size) / stride + 1);
            reset_fixture(f);
        }
}

static void a_pixel_stays_a_pixel(void **state) {
    Fixture *f = *state;
    Inferred n = infer(f, "{\"block\":\"basic\",\"repeats\":[1,1,1],\"input\":{\"height\":1,\"width\":1}}");
    check(&n, "conv1", 64, 1, 1);
    check(&n, "maxpool", 64, 1, 1);
    check(&n, "layer3.0.relu", 256, 1, 1);
}

static void check_macs(Fixture *f, const char *json, double millions) {
    Inferred n = infer(f, json);
    double sum = 0;
    for (int v = 0; v < n.graph->op_count; v++) sum += op_macs(&n.graph->ops[v], n.shapes[v]);
    if (!(sum > (millions - 0.5) * 1e6 && sum < (millions + 0.5) * 1e6))
        fail_msg("expected %.0f million MACs, got %.0f", millions, sum);
    reset_fixture(f);
}

static void counts_macs_as_torchvision(void **state) {
    Fixture *f = *state;
    check_macs(f, "{\"block\":\"basic\",\"repeats\":[2,2,2,2]}", 1814);
    check_macs(f, "{\"block\":\"bottleneck\",\"repeats\":[3,4,6,3]}", 4089);
    check_macs(f, "{\"block\":\"bottleneck\",\"repeats\":[3,8,36,3]}", 11514);
    check_macs(f, "{\"block\":\"bottleneck\",\"repeats\":[3,4,6,3],\"groups\":32,\"width_per_group\":4}",
               4230);
}

static void refuses_values_of_two_billion_floats(void **state) {
    Fixture *f = *state;
    Inferred n = infer(
        f, "{\"block\":\"basic\",\"repeats\":[1],\"batch\":1000,\"input\":{\"height\":1200,\"width\":1200}}");
    assert_null(n.shapes);
    assert_int_equal(f->diag.status, STATUS_INPUT);
    assert_string_equal(f->diag.message,
                        "net.json: input: expected a value below 2^31 floats, got [1000, 3, 1200, 1200]");
}

static void refused(Fixture *f, const char *json, const char *message) {
    assert_null(infer(f, json).shapes);
    assert_int_equal(f->diag.status, STATUS_INPUT);
    assert_string_equal(f->diag.message, message);
    reset_fixture(f);
}

static void refuses_what_does_not_fit(void **state) {
    Fixture *f = *state;
    refused(f,
            "{\"block\":\"basic\",\"repeats\":[1,1],\"stem\":{\"type\":\"cifar\"},\"antialias\":\"average\","
            "\"input\":{\"height\":8,\"width\":9}}",
            "net.json: layer2.0.add: expected a branch as large as its shortcut, got 4x4 and 4x5 "
            "(\"antialias\": \"average\" wants even sizes)");
    refused(f,
            "{\"block\":\"basic\",\"repeats\":[1,1],\"stem\":{\"type\":\"cifar\"},\"antialias\":\"blur\","
            "\"input\":{\"height\":8,\"width\":1}}",
            "net.json: layer2.0.aa: expected 2x2 pixels or more to blur, got 8x1");
    refused(f,
            "{\"block\":\"basic\",\"repeats\":[1],\"stem\":{\"type\":\"cifar\",\"pool\":{}},"
            "\"input\":{\"height\":8,\"width\":2}}",
            "net.json: maxpool: expected pixels for a window of 3x3, got 8x2");
}

/* Strides, dilations, one-sided and ceiled windows, as the classes of tests/oracle/family.py give. */
static void infers_the_family(void **state) {
    Fixture *f = *state;
    Inferred n = infer(f, "{\"block\":\"bottleneck\",\"repeats\":[1,1,1,1],\"strides\":[1,2,1,1],"
                          "\"dilations\":[1,1,2,4],\"shortcut\":\"avg_down\",\"stem\":{\"type\":\"deep\"},"
                          "\"input\":{\"height\":37,\"width\":33}}");
    check(&n, "conv1.6", 64, 19, 17);
    check(&n, "layer2.0.downsample.0", 256, 5, 5);
    check(&n, "layer3.0.downsample.0", 512, 5, 5);
    check(&n, "layer4.0.conv2", 512, 5, 5);
    reset_fixture(f);
    n = infer(
        f,
        "{\"block\":\"basic\",\"repeats\":[1,1],\"padding\":\"same\",\"stem\":{\"pool\":{\"padding\":[0,1]}},"
        "\"input\":{\"height\":37,\"width\":34}}");
    check(&n, "conv1", 64, 19, 17);
    check(&n, "maxpool", 64, 9, 8);
    check(&n, "layer2.0.conv1", 128, 5, 4);
}

static void counts_floats_in_size_t(void **state) {
    (void)state;
    assert_true(shape_floats((Shape){ 65536, 65536, 2 }) == (size_t)65536 * 65536 * 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(infers_resnet50),
        TEST(rounds_odd_sizes_down),
        TEST(shortcuts_fit_whatever_the_size),
        TEST(averaged_shortcuts_fit_whatever_the_size),
        TEST(a_pixel_stays_a_pixel),
        TEST(counts_macs_as_torchvision),
        TEST(refuses_values_of_two_billion_floats),
        TEST(refuses_what_does_not_fit),
        TEST(infers_the_family),
        TEST(counts_floats_in_size_t),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
