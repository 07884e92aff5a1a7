/* test_kernels.c: the table of kernels: which layers have one kernel, and which must not. */
#include "fixture.h"
#include "plan/plan.h"

static const char basic[] = "{\"block\":\"basic\",\"repeats\":[3,3]}",
                  bottleneck[] = "{\"block\":\"bottleneck\",\"repeats\":[3,3]}",
                  in_groups[] = "{\"block\":\"bottleneck\",\"repeats\":[3,3],\"groups\":32,"
                                "\"width_per_group\":4}";

static bool are_twins(const Plan *plan, const char *a, const char *b) {
    return plan->kernels[find_layer(plan->layers, a)].twin == plan->kernels[find_layer(plan->layers, b)].twin;
}

static void layers_of_one_shape_are_twins(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, bottleneck, "avx512");
    assert_true(are_twins(plan, "layer1.1.conv2", "layer1.2.conv2"));
    assert_true(are_twins(plan, "layer2.1.conv1", "layer2.2.conv1"));
    assert_false(are_twins(plan, "layer1.2.conv2", "layer2.2.conv2"));
    assert_false(are_twins(plan, "layer1.0.conv3", "layer1.0.downsample.0")); /* residual, activation */
    assert_int_equal(plan->kernels[find_layer(plan->layers, "layer1.2.conv2")].twin,
                     find_layer(plan->layers, "layer1.0.conv2"));
    for (int v = 0; v < plan->layers->count; v++) assert_true(plan->kernels[v].twin <= v);
}

/* ---- One thing changed in a twin's tables ---- */

typedef struct {
    Layer *layer;
    Layout *in, *out;
    Choice *choice;
} Changed;

static void no_residual(Changed *c) { c->layer->residual = c->layer->residual < 0 ? 0 : -1; }
static void no_activation(Changed *c) { c->layer->activation = ACTIVATION_NONE; }
static void higher(Changed *c) { c->layer->shape.height++; }
static void narrower(Changed *c) { c->layer->in_shape.channels--; } /* as many blocks: its name tells */
static void wider_border(Changed *c) { c->in->row += 2 * c->in->pixel; }
static void wider_border_behind(Changed *c) { c->out->row += 2 * c->out->pixel; }
static void other_tile(Changed *c) { c->choice->tile.columns--; }
static void later_image(Changed *c) { c->in->image += 64; } /* a longer tail */

static const struct {
    const char *name;
    void (*change)(Changed *c);
} changes[] = {
    { "residual", no_residual }, { "activation", no_activation }, { "height", higher },
    { "channels", narrower },    { "border", wider_border },      { "border behind", wider_border_behind },
    { "tile", other_tile },
};

#define COPY(arena, type, from, count)                                                                       \
    memcpy(arena_array(arena, type, count), (from), sizeof(type) * (size_t)(count))

/* The twin of layer v once its tables are changed. */
static int changed_twin(Arena *arena, const Plan *plan, int v, void (*change)(Changed *c)) {
    int count = plan->layers->count;
    Layer *layer = COPY(arena, Layer, plan->layers->layers, count);
    Layout *layout = COPY(arena, Layout, plan->layouts, count);
    Choice *choice = COPY(arena, Choice, plan->choices, count);
    change(&(Changed){ &layer[v], &layout[layer[v].in], &layout[v], &choice[v] });
    const Layers layers = { layer, count };
    return make_kernels(arena, &layers, layout, choice, plan->target)[v].twin;
}

/* Direct and Winograd's, the twins of an earlier layer. */
static void other_tables_make_another_kernel(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *net, *layer;
        KernelKind kind;
    } cases[] = { { basic, "layer1.2.conv2", KERNEL_WINOGRAD },
                  { bottleneck, "layer1.2.conv3", KERNEL_DIRECT },
                  { in_groups, "layer2.2.conv2", KERNEL_DIRECT } };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        const Plan *plan = make_plan(f, cases[i].net, "avx2");
        int v = find_layer(plan->layers, cases[i].layer), twin = plan->kernels[v].twin;
        assert_int_equal(plan->kernels[v].kind, cases[i].kind);
        assert_true(twin < v);
        for (int c = 0; c < COUNT_OF(changes); c++)
            if (changed_twin(&f->arena, plan, v, changes[c].change) == twin)
                fail_msg("%s is a twin despite another %s", cases[i].layer, changes[c].name);
        assert_int_equal(changed_twin(&f->arena, plan, v, later_image), twin);
    }
}

/* Several images: what lies behind one is what they are apart. */
static void images_apart_make_another_kernel(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, "{\"block\":\"basic\",\"repeats\":[1,3],\"batch\":2}", "avx2");
    int v = find_layer(plan->layers, "layer2.2.conv2");
    assert_int_equal(plan->layouts[v].run, 2);
    assert_true(plan->kernels[v].twin < v);
    assert_int_equal(changed_twin(&f->arena, plan, v, later_image), v);
}

/* Panels that read the blocks of their own groups only. */
static void tables_are_compared_by_what_is_in_them(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, in_groups, "avx2");
    const Kernel *a = &plan->kernels[find_layer(plan->layers, "layer2.1.conv2")],
                 *b = &plan->kernels[find_layer(plan->layers, "layer2.2.conv2")],
                 *other = &plan->kernels[find_layer(plan->layers, "layer1.2.conv2")];
    assert_non_null(a->conv.sum.first_block);
    assert_ptr_equal(a->conv.sum.first_block, b->conv.sum.first_block);
    assert_ptr_not_equal(a->conv.sum.first_block, other->conv.sum.first_block);
}

/* A stem of one strip is one thread's, of an image or more several ones'. */
static void one_strip_is_not_shared(void **state) {
    Fixture *f = *state;
    for (int batch = 1; batch <= 2; batch++, reset_fixture(f)) {
        const char *json = arena_printf(&f->arena,
                                        "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[64],\"batch\":%d,"
                                        "\"input\":{\"height\":160,\"width\":160}}",
                                        batch);
        const Plan *plan = make_plan(f, json, "avx2");
        const int v = find_layer(plan->layers, "conv1");
        Choice *choices = COPY(&f->arena, Choice, plan->choices, plan->layers->count);
        assert_int_equal(choices[v].algorithm, ALGORITHM_STEM);
        choices[v].strip = 1;
        assert_true(make_kernels(&f->arena, plan->layers, plan->layouts, choices, plan->target)[v].shared);
        choices[v].strip = 40; /* pairs of the convolution's 80 rows */
        const Kernel *all = make_kernels(&f->arena, plan->layers, plan->layouts, choices, plan->target);
        assert_int_equal(all[v].stem.strips.value, 1);
        assert_int_equal(all[v].shared, plan->layouts[v].run > 1);
        assert_int_equal(all[v].stem.serial, plan->layouts[v].run == 1);
    }
}

/* Two fetches share the tiles where a thread has as many for each as a part has at least. */
static void fetches_are_halved_where_tiles_are_many(void **state) {
    Fixture *f = *state;
    static const struct {
        Tile tile;
        bool halved;
    } cases[] = { { { 3, 2, 1 }, true }, { { 4, 2, 1 }, false }, { { 1, 1, 1 }, true } };
    const Plan *plan =
        make_plan(f,
                  "{\"block\":\"bottleneck\",\"repeats\":[1],\"widths\":[128],\"stem\":{\"type\":"
                  "\"cifar\"},\"input\":{\"height\":12,\"width\":10}}",
                  "avx2");
    const int v = find_layer(plan->layers, "layer1.0.conv3");
    Choice *choices = COPY(&f->arena, Choice, plan->choices, plan->layers->count);
    assert_int_equal(choices[v].algorithm, ALGORITHM_DIRECT);
    choices[v].order = ORDER_CHANNELS;
    choices[v].prefetch = true;
    choices[v].flat = false;
    for (int i = 0; i < COUNT_OF(cases); i++) {
        choices[v].tile = cases[i].tile;
        const Kernel *all = make_kernels(&f->arena, plan->layers, plan->layouts, choices, plan->target);
        assert_true(all[v].conv.fetch.lines.value > 0);
        assert_int_equal(all[v].conv.fetch.halved.value, cases[i].halved);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(layers_of_one_shape_are_twins),    TEST(other_tables_make_another_kernel),
        TEST(images_apart_make_another_kernel), TEST(tables_are_compared_by_what_is_in_them),
        TEST(one_strip_is_not_shared),          TEST(fetches_are_halved_where_tiles_are_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
