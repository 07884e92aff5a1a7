/* test_tile.c: functions that kernels of a file share: one for each text; register tiles take the sizes in
 * which layers differ, and none where they need none. */
#include "emit/parameters.h"
#include "emit/tile.h"
#include "fixture.h"

/* ---- Functions ---- */

static const char *share(Out *out, const char *name, const char *parameters, const char *statement) {
    Out body = new_body(out);
    line(&body, "%s", statement);
    return share_function(out, "/* Does it. */", "static void", name, parameters, &body);
}

static Out new_file(Fixture *f) { return (Out){ .text = { .arena = &f->arena } }; }

static void one_text_is_one_function(void **state) {
    Fixture *f = *state;
    Out out = new_file(f);
    assert_string_equal(share(&out, "add", "int x", "y += x;"), "add");
    assert_string_equal(share(&out, "add", "int x", "y += x;"), "add");
    assert_string_equal(share(&out, "increase", "int x", "y += x;"), "add"); /* whatever it would be called */
    assert_string_equal(out.text.bytes, "/* Does it. */\nstatic void add(int x) {\n    y += x;\n}\n\n");
}

static void another_text_gets_a_number(void **state) {
    Fixture *f = *state;
    Out out = new_file(f);
    assert_string_equal(share(&out, "add", "int x", "y += x;"), "add");
    assert_string_equal(share(&out, "add", "int x", "z += x;"), "add_2");
    assert_string_equal(share(&out, "add", "long x", "y += x;"), "add_3"); /* parameters are text, too */
    assert_string_equal(share(&out, "take", "int x", "y -= x;"), "take");
    assert_string_equal(share(&out, "add", "int x", "z += x;"), "add_2");
    assert_non_null(strstr(out.text.bytes, "static void add_2(int x) {\n    z += x;\n}"));
    assert_non_null(strstr(out.text.bytes, "static void add_3(long x) {\n    y += x;\n}"));
}

/* ---- Tiles ---- */

static const char net[] = "{\"block\":\"bottleneck\",\"repeats\":[2],\"groups\":32,\"width_per_group\":4}";
static const char *const layers[] = { "layer1.1.conv2",
                                      "layer1.1.conv3" }; /* 3x3 in groups, 1x1 with a residual */
static const Size size = { 2, 3 };                        /* pixels above each other, too */

static ConvKernel conv_of(Fixture *f, const char *target, const char *layer) {
    const Plan *plan = make_plan(f, net, target);
    const Kernel *kernel = &plan->kernels[find_layer(plan->layers, layer)];
    assert_int_equal(kernel->kind, KERNEL_DIRECT);
    return kernel->conv;
}

/* The kernel with one of its sizes twice as large; NULL where it is 0 or 1, which shape the text. */
static const ConvKernel *with_larger(Fixture *f, const ConvKernel *k, const Parameter *parameter) {
    ConvKernel *larger = arena_alloc(&f->arena, sizeof *larger);
    *larger = *k;
    Extent *extent = (Extent *)(void *)((char *)larger + parameter->offset);
    if (extent->value < 2) return NULL;
    extent->value *= 2;
    return larger;
}

/* Returns how many sizes that is. */
static int check_sizes_shared(Fixture *f, const ConvKernel *k) {
    Out out = new_file(f);
    const char *name = emit_tile(&out, k, size).name;
    size_t length = out.text.length;
    int checked = 0;
    for (int i = 0; i < conv_parameters.count; i++) {
        const Parameter *p = &conv_parameters.parameters[i];
        const ConvKernel *other = p->use == OF_PAIRS ? NULL : with_larger(f, k, p);
        if (!other) continue;
        const char *got = emit_tile(&out, other, size).name;
        if (strcmp(got, name) || out.text.length != length) fail_msg("%s makes %s of %s", p->name, got, name);
        checked++;
    }
    return checked;
}

static void tiles_that_differ_by_sizes_are_one(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++)
        for (int i = 0; i < COUNT_OF(layers) && targets[t]->lanes > 1; i++) {
            const ConvKernel k = conv_of(f, targets[t]->name, layers[i]);
            assert_true(check_sizes_shared(f, &k) >= 8);
            reset_fixture(f);
        }
}

/* A gap between rows is a number in the text, of which the name says nothing. */
static void tiles_of_another_text_are_apart(void **state) {
    Fixture *f = *state;
    Out out = new_file(f);
    ConvKernel k = conv_of(f, "avx2", "layer1.1.conv3");
    k.plane.row_gap = 16;
    const char *name = emit_tile(&out, &k, size).name;
    k.plane.row_gap = 24;
    assert_string_equal(emit_tile(&out, &k, size).name, arena_printf(&f->arena, "%s_2", name));
    k.plane.row_gap = 16;
    assert_string_equal(emit_tile(&out, &k, size).name, name);
    k.ending.activation = ACTIVATION_NONE;
    const char *plain = emit_tile(&out, &k, size).name;
    assert_string_equal(name, arena_printf(&f->arena, "%s_relu", plain));
    assert_string_not_equal(emit_tile(&out, &k, (Size){ 1, 5 }).name, plain);
}

static TileFunction share_tile(Out *out, const ConvKernel *k, const char *name, const char *statement) {
    Out body = new_body(out);
    line(&body, "%s", statement);
    return share_function_of(out, k, "/* Does it. */", name, "float *y", &body);
}

static void functions_take_no_sizes_that_they_do_not_need(void **state) {
    Fixture *f = *state;
    Out out = new_file(f);
    const ConvKernel k = conv_of(f, "avx2", "layer1.1.conv3");
    assert_true(share_tile(&out, &k, "sized", "y += k->y_row;").sized);
    assert_true(share_tile(&out, &k, "ended", "*y = ending(k, *y, r);").sized);
    assert_false(share_tile(&out, &k, "plain", "y += 8;").sized);
    assert_non_null(strstr(out.text.bytes, "INLINE void sized(const Conv *k, float *y) {\n"));
    assert_non_null(strstr(out.text.bytes, "INLINE void plain(float *y) {\n"));
    assert_true(emit_tile(&out, &k, size).sized);
}

/* Functions of plain C have numbers: no compiler need inline them. */
static void scalar_tiles_take_no_sizes(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(layers); i++) {
        Out out = new_file(f);
        const ConvKernel k = conv_of(f, "scalar", layers[i]);
        assert_false(emit_tile(&out, &k, size).sized);
        assert_null(strstr(out.text.bytes, "k->"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_text_is_one_function),
        TEST(another_text_gets_a_number),
        TEST(tiles_that_differ_by_sizes_are_one),
        TEST(tiles_of_another_text_are_apart),
        TEST(functions_take_no_sizes_that_they_do_not_need),
        TEST(scalar_tiles_take_no_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
