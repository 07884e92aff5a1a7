/* test_ending.c: how kernels end, and the max pool, whose input's ending tells what may stand around the
 * image: of values that may be negative it finds what the interpreter finds. */
#include "fixture.h"

#include <math.h>

/* ---- Texts ---- */

static const EndingTerms direct = { .sum = "c0_1", .gate = "g + 16", .residual = "r + 32" };
static const EndingTerms pairs = {
    .sum = "c0_1", .scale = "a1", .bias = "b1", .gate = "g + 16", .residual = "r + 32"
};

static void what_is_done_stands_in_order(void **state) {
    Fixture *f = *state;
    const Ending none = { .residual = false }, adds = { .residual = true, .activation = ACTIVATION_RELU },
                 gates = { .gate = true, .residual = true, .activation = ACTIVATION_RELU };
    assert_string_equal(ending_text(&f->arena, &none, &direct), "c0_1");
    assert_string_equal(ending_text(&f->arena, &none, &pairs), "c0_1 * a1 + b1");
    assert_string_equal(ending_text(&f->arena, &adds, &direct), "relu(c0_1 + LOAD(r + 32))");
    assert_string_equal(ending_text(&f->arena, &adds, &pairs), "relu(c0_1 * a1 + b1 + LOAD(r + 32))");
    assert_string_equal(ending_text(&f->arena, &gates, &direct), "relu(c0_1 * LOAD(g + 16) + LOAD(r + 32))");
    assert_string_equal(ending_text(&f->arena, &gates, &pairs),
                        "relu((c0_1 * a1 + b1) * LOAD(g + 16) + LOAD(r + 32))");
    assert_string_equal(ending_suffix(&f->arena, &none), "");
    assert_string_equal(ending_suffix(&f->arena, &adds), "_add_relu");
    assert_string_equal(ending_suffix(&f->arena, &gates), "_gate_add_relu");
    assert_string_equal(ending_about(&f->arena, &none), "");
    assert_string_equal(ending_about(&f->arena, &adds), ", plus r, laid out as y (r may be y), then ReLU");
}

static void flags_choose_an_activation(void **state) {
    Fixture *f = *state;
    const ActivationSet empty = { .any = false };
    assert_string_equal(chosen_activation(&f->arena, empty, "sum", "s"), "sum");
    assert_non_null(
        strstr(chosen_activation(&f->arena, all_activations(), "sum", "s"), "k->relu ? relu(sum) : "));
    assert_non_null(strstr(chosen_activation(&f->arena, all_activations(), "sum", "s"),
                           "k->prelu ? prelu(sum, LOAD(s)) : "));
    assert_string_equal(chosen_activation(&f->arena, catalogue_activations(), "sum", "s"),
                        "k->activation ? any_activation(k->activation, sum, s) : sum");
}

/* Behind the biases, a vector's beside its own; layers that have none share their tiles. */
static void slopes_are_read_behind_the_biases(void **state) {
    Fixture *f = *state;
    Out out = { .text = { .arena = &f->arena } };
    const Ending prelu = { .activation = ACTIVATION_PRELU, .slopes = number(64) },
                 silu = { .activation = ACTIVATION_SILU };
    assert_true(has_slopes(&prelu));
    assert_false(has_slopes(&silu));
    const EndingTerms terms = { .sum = "c0_1", .slope = slope_text(&out, &prelu, 16, 1) };
    assert_string_equal(ending_text(&f->arena, &prelu, &terms), "prelu(c0_1, LOAD(bias + 80))");
    assert_null(slope_text(&out, &silu, 16, 1));
    assert_string_equal(ending_text(&f->arena, &silu, &terms), "silu(c0_1)");
}

/* ---- Networks whose stem has no activation ---- */

/* The same operators, but the stem's activation is the identity. */
static const Graph *without_activation(Arena *arena, const Graph *graph) {
    Graph *other = arena_alloc(arena, sizeof *other);
    Op *ops = arena_array(arena, Op, graph->op_count);
    memcpy(ops, graph->ops, sizeof *ops * (size_t)graph->op_count);
    for (int v = 0; v < graph->op_count; v++)
        if (!strcmp(ops[v].name, "relu")) ops[v].activation = ACTIVATION_NONE;
    *other = *graph;
    other->ops = ops;
    return other;
}

static const Plan *plan_without_activation(Fixture *f, const char *json, const Target *target) {
    Arena *arena = &f->arena;
    const Spec *spec = make_spec(f, json);
    Plan *plan = arena_alloc(arena, sizeof *plan);
    *plan = *plan_network(arena, spec, target, "random:7", NULL, ACCURACY_FAST, &f->diag);
    plan->graph = without_activation(arena, plan->graph);
    plan->layers = fold_layers(arena, plan->graph, plan->shapes, plan->weights, false, &f->diag);
    plan->layouts = layout_values(arena, plan->layers, target, spec->batch);
    const Choice *choices =
        select_algorithms(arena, plan->layers, plan->layouts, target, ACCURACY_FAST, NULL, &f->diag);
    assert_non_null(choices);
    return plan_with_choices(arena, plan, choices);
}

static const float *make_input(Arena *arena, const Plan *plan) {
    float *input = arena_array(arena, float, plan_input_floats(plan));
    uint64_t state = 11;
    for (size_t i = 0; i < plan_input_floats(plan); i++)
        input[i] = (float)((double)(split_mix(&state) >> 40) * 0x1p-23 - 1);
    return input;
}

static void check_plan(Fixture *f, const Plan *plan, JitKind kind) {
    const Verdict *verdict =
        verify_network(&f->arena, plan, kind, make_input(&f->arena, plan), NULL, &f->diag);
    if (!verdict) fail_msg("%s", f->diag.message);
    if (!verdict->agrees)
        fail_msg("%s %dx%d: %s is off by %g", plan->target->name, plan->spec->height, plan->spec->width,
                 verdict->worst_layer, verdict->worst);
}

/* 3x3 stems, so that the pool's input has the image's size: odd, even, and a single row or column. */
static const int sizes[][2] = { { 8, 8 }, { 7, 9 }, { 9, 6 }, { 1, 5 }, { 2, 1 }, { 1, 1 } };

static const char *stem_json(Arena *arena, int height, int width, int batch) {
    return arena_printf(arena,
                        "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[20],\"stem\":{\"kernel\":3,"
                        "\"stride\":1,\"width\":20},\"input\":{\"height\":%d,\"width\":%d},\"classes\":3,"
                        "\"batch\":%d,\"outputs\":[\"stem\",\"logits\"]}",
                        height, width, batch);
}

static const Layer *pool_of(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layers->layers[v].kind == LAYER_MAX_POOL) return &plan->layers->layers[v];
    return NULL;
}

static void windows_end_where_the_image_does(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++)
        for (int i = 0; i < COUNT_OF(sizes) && target_runs_here(targets[t]); i++) {
            const char *json = stem_json(&f->arena, sizes[i][0], sizes[i][1], i % 2 ? 2 : 1);
            const Plan *plan = plan_without_activation(f, json, targets[t]);
            assert_non_null(pool_of(plan)); /* it is not fused: that one finds zeros */
            assert_false(never_negative(plan->layers, pool_of(plan)->in));
            check_plan(f, plan, JIT_CC);
            reset_fixture(f);
        }
}

/* libtcc compiles the scalar target. */
static void the_jit_finds_the_same(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_without_activation(f, stem_json(&f->arena, 9, 6, 1), target_find("scalar"));
    check_plan(f, plan, JIT_TCC);
}

/* The same network, but that its pool reads the input itself. */
static const Plan *pool_of_input(Arena *arena, const Plan *plan) {
    Layer *layers = arena_array(arena, Layer, plan->layers->count);
    Layers *table = arena_alloc(arena, sizeof *table);
    Plan *other = arena_alloc(arena, sizeof *other);
    memcpy(layers, plan->layers->layers, sizeof *layers * (size_t)plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++) {
        if (layers[v].kind == LAYER_CONV) layers[v].activation = ACTIVATION_RELU;
        if (layers[v].kind == LAYER_MAX_POOL) layers[v].in = 0;
    }
    *table = (Layers){ layers, plan->layers->count };
    *other = *plan;
    other->layers = table;
    return plan_with_choices(arena, other, plan->choices);
}

/* By another kernel than that of values which are not negative. */
static void the_catalogue_has_it(void **state) {
    Fixture *f = *state;
    const Target *target = jit_target(&f->arena, NULL, &f->diag);
    assert_non_null(target);
    if (target->lanes > 1) {
        const Plan *plan = plan_without_activation(f, stem_json(&f->arena, 9, 6, 1), target);
        const char *text = jit_text(&f->arena, pool_of_input(&f->arena, plan), &f->diag);
        assert_non_null(text);
        assert_non_null(strstr(text, "max_pool_cut(&"));
    }
}

/* ---- Gates ---- */

/* The whole sum is multiplied: of slices, the residual comes behind the last one. */
static void slices_wait_for_the_gate(void **state) {
    Fixture *f = *state;
    Out out = { .text = { .arena = &f->arena } };
    ConvKernel k = {
        .target = target_find("sse2"),
        .order = ORDER_CHANNELS,
        .sum = { .kernel = number(1), .in_blocks = number(2), .in_lanes = 4, .slices = 2 },
        .weights = { .vectors = 1, .panels = number(2), .channels = number(4), .panel_units = number(64) },
        .plane = { .images = number(1),
                   .y_column = number(4),
                   .y_panel = number(16),
                   .x_block = number(16),
                   .x_column = number(4) },
        .ending = { .residual = true, .activation = ACTIVATION_RELU },
        .shares.serial = true
    };
    cut_axis(&k.plane.rows, 1, 1);
    cut_axis(&k.plane.columns, 4, 4);
    emit_conv(&out, "adds", "", &k);
    assert_non_null(strstr(out.text.bytes, "c0_0 += b0 + LOAD(r);"));
    assert_non_null(strstr(out.text.bytes, "c0_0 = relu(c0_0);"));
    k.ending.gate = true;
    out.text.length = 0;
    emit_conv(&out, "gates", "", &k);
    assert_non_null(strstr(out.text.bytes, "c0_0 += b0;"));
    assert_non_null(strstr(out.text.bytes, "c0_0 = relu(c0_0 * LOAD(g) + LOAD(r));"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_done_stands_in_order),
        TEST(flags_choose_an_activation),
        TEST(slopes_are_read_behind_the_biases),
        TEST(windows_end_where_the_image_does),
        TEST(the_jit_finds_the_same),
        TEST(the_catalogue_has_it),
        TEST(slices_wait_for_the_gate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
