/* test_details.c: details of the emitted code that numbers depend on in rare networks only. */
#include "engine.h"
#include "fixture.h"

#include <math.h>

static const float *scaled_input(Fixture *f, const Plan *plan, float scale) {
    const size_t count = plan_input_floats(plan);
    float *input = arena_array(&f->arena, float, count);
    for (size_t i = 0; i < count; i++) input[i] = scale * (float)((int)(i * 7919 % 2001) - 1000) / 500;
    return input;
}

static void agrees(Fixture *f, const Plan *plan, JitKind kind, const float *input) {
    const Verdict *verdict = verify_network(&f->arena, plan, kind, input, NULL, &f->diag);
    if (!verdict) fail_msg("%s", f->diag.message);
    if (!verdict->agrees)
        fail_msg("%s: error %.1e at %s", plan->target->name, verdict->worst, verdict->worst_layer);
}

static void check_probabilities(Fixture *f, const Network *network) {
    const float *output = network_run(&f->arena, network, scaled_input(f, network->plan, 1e4F));
    const float *logits = output, *probabilities = output + 2 * 5;
    float largest = 0, sum = 0;
    for (int c = 0; c < 5; c++) largest = logits[c] > largest ? logits[c] : largest, sum += probabilities[c];
    assert_true(largest > 100);          /* exp(89) is infinite */
    assert_true(fabsf(sum - 1) < 1e-5F); /* which NaN is not */
}

/* Logits whose exponentials no float holds; by SLEEF's, too. */
static void probabilities_of_large_logits(void **state) {
    static const char json[] =
        "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[4],\"classes\":5,\"batch\":2,"
        "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":6,\"width\":6},"
        "\"outputs\":[\"logits\",\"probabilities\"]}";
    Fixture *f = *state;
    for (int i = 0; i < engine_count(); i++, reset_fixture(f)) {
        const Engine engine = engine_at(i);
        Network network;
        if (!engine_runs_here(&engine)) continue;
        if (!network_compile(&f->arena, make_spec(f, json), "random:1", &engine, ACCURACY_FAST, &network,
                             &f->diag))
            fail_msg("%s", f->diag.message);
        check_probabilities(f, &network);
        if (engine.jit != JIT_CC || !engine.target->sleef_exp) continue;
        setenv("CC", "gcc -DRESNETC_SLEEF -Wl,--no-as-needed -lsleef", 1);
        network.jit = jit_compile(&f->arena, network.plan, network.text, JIT_CC, NULL, NULL, &f->diag);
        unsetenv("CC");
        if (!network.jit) fail_msg("%s", f->diag.message);
        check_probabilities(f, &network);
    }
}

/* A batch whose first stages run image by image, the rest for several: what lies between waits for all. */
static const Plan *staged_plan(Fixture *f, const char *more) {
    const char *json =
        arena_printf(&f->arena,
                     "{\"block\":\"basic\",\"repeats\":[1,1,1],\"widths\":[24,32,32],\"batch\":4,"
                     "\"classes\":5,\"stem\":{\"width\":24,\"stride\":1,\"pool\":null,\"kernel\":3},"
                     "\"input\":{\"height\":160,\"width\":160}%s}",
                     more);
    const Plan *plan = make_plan_with(f, json, target_find("native")->name, "random:1", ACCURACY_FAST);
    int gathered = 0;
    for (int v = 0; v < plan->layers->count; v++) gathered += is_gathered(&plan->layouts[v]);
    assert_true(gathered > 0);
    return plan;
}

static void gathered_values_wait_for_all_images(void **state) {
    static const char *const kinds[] = { "", ",\"strides\":[1,4,1]", ",\"preactivation\":true",
                                         ",\"shortcut\":\"zero_pad\"" };
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(kinds); i++, reset_fixture(f)) {
        const Plan *plan = staged_plan(f, kinds[i]);
        agrees(f, plan, JIT_CC, scaled_input(f, plan, 1));
    }
}

/* No value of an image lies where one is gathered that later stages read. */
static void nothing_lies_on_a_gathered_value(void **state) {
    const Plan *plan = staged_plan(*state, "");
    const Place *places = plan->placement->places;
    for (int v = 0; v < plan->layers->count; v++)
        for (int u = 0; u < plan->layers->count && is_gathered(&plan->layouts[v]); u++) {
            const bool apart = u == v || u > places[v].last || !places[u].bytes || !places[v].bytes ||
                               places[u].offset >= places[v].offset + places[v].bytes ||
                               places[v].offset >= places[u].offset + places[u].bytes;
            assert_true(apart);
        }
}

/* Sums wait in the output for the next slice of channels: bias and residual are added once. */
static void slices_begin_once(void **state) {
    static const char json[] = "{\"block\":\"bottleneck\",\"repeats\":[2],\"widths\":[64],\"classes\":5,"
                               "\"stem\":{\"width\":64},\"input\":{\"height\":40,\"width\":40}}";
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, json, target_find("native")->name, "random:1", ACCURACY_TIGHT);
    Choice *choices = arena_array(&f->arena, Choice, plan->layers->count);
    int sliced = 0, residuals = 0;
    memcpy(choices, plan->choices, sizeof *choices * (size_t)plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        if (layer->kind != LAYER_CONV || layer->pool) continue;
        Choice choice = best_direct(&q).choice;
        choice.order = ORDER_CHANNELS;
        choice.slices = 2;
        if (!suits_slices(&q, &choice)) continue;
        choices[v] = choice;
        sliced++;
        residuals += layer->residual >= 0;
    }
    assert_true(sliced >= 3 && residuals > 0);
    agrees(f, plan_with_choices(&f->arena, plan, choices), JIT_CC, scaled_input(f, plan, 1));
}

/* Two threads, several times: they wait for each other, and what is left of their shares begins at none. */
static void a_team_gives_the_same(void **state) {
    static const char json[] = "{\"block\":\"basic\",\"repeats\":[2,2],\"widths\":[64,64],\"classes\":5,"
                               "\"stem\":{\"type\":\"imagenet\",\"width\":64},"
                               "\"input\":{\"height\":128,\"width\":128}}";
    Fixture *f = *state;
    Plan plan = *make_plan_with(f, json, target_find("native")->name, "random:1", ACCURACY_FAST);
    const float *input = scaled_input(f, &plan, 1);
    plan.threads = 2;
    assert_true(plan.workspace.team);
    for (int i = 0; i < 3; i++) agrees(f, &plan, JIT_CC, input);
}

/* What lies in a workspace looks like shares of which everything is left: nobody may take from them. */
static void a_workspace_may_hold_anything(void **state) {
    enum { RUNS = 20, EVERYTHING_LEFT = 0xfffff };
    static const char json[] = "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[64],\"classes\":5,"
                               "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":48,\"width\":48}}";
    Fixture *f = *state;
    Plan plan = *make_plan_with(f, json, target_find("native")->name, "random:1", ACCURACY_FAST);
    plan.threads = 2;
    const float *input = scaled_input(f, &plan, 1);
    const char *text = jit_text(&f->arena, &plan, &f->diag);
    const Jit *jit = jit_compile(&f->arena, &plan, text, JIT_CC, NULL, NULL, &f->diag);
    assert_true(plan.workspace.team && jit);
    uint64_t *workspace = arena_alloc(&f->arena, jit->workspace_bytes);
    float first[5], output[5];
    jit->run(plan.blob->bytes, workspace, input, first);
    for (int run = 0; run < RUNS; run++) {
        for (size_t i = 0; i < jit->workspace_bytes / 8; i++) workspace[i] = EVERYTHING_LEFT;
        jit->run(plan.blob->bytes, workspace, input, output);
        assert_memory_equal(output, first, sizeof first);
    }
}

/* As many tiles as there is stack for, and no more. */
static void pairs_have_a_most(void **state) {
    Fixture *f = *state;
    int allowed = 0, refused = 0;
    for (int size = 40; size <= 140; size += 4, reset_fixture(f)) {
        const char *json =
            arena_printf(&f->arena,
                         "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[64],\"stem\":{\"type\":"
                         "\"cifar\"},\"input\":{\"height\":%d,\"width\":%d}}",
                         size, size);
        const Plan *plan = make_plan(f, json, "zen5");
        const int v = find_layer(plan->layers, "layer1.0.conv1");
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        if (!suits_pairs(&q, ACCURACY_FAST)) continue;
        Choice choice = best_pairs(&q).choice;
        choice.order = ORDER_CHANNELS;
        const Plane plane = direct_plane(&q, true, choice.flat);
        const Tile tile = choice.tile;
        const int tiles = ceil_div(plane.rows, tile.rows) * ceil_div(plane.columns, tile.columns);
        assert_int_equal(pairs_overflow(&q, &choice), tiles > 256);
        allowed += tiles <= 256;
        refused += tiles > 256;
    }
    assert_true(allowed > 0 && refused > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(probabilities_of_large_logits),
        TEST(gathered_values_wait_for_all_images),
        TEST(nothing_lies_on_a_gathered_value),
        TEST(slices_begin_once),
        TEST(a_team_gives_the_same),
        TEST(a_workspace_may_hold_anything),
        TEST(pairs_have_a_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
