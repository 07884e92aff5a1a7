/* test_select.c: choices are possible ones: tiles that registers hold, panels that divide the channels,
 * errors that the accuracy allows. How fast they are is measured, not tested. */
#include "fixture.h"

static const char resnet18[] = "{\"block\":\"basic\",\"repeats\":[2,2,2,2]}";
static const char resnet50[] = "{\"block\":\"bottleneck\",\"repeats\":[3,4,6,3]}";
static const char odd[] = "{\"block\":\"bottleneck\",\"repeats\":[2,1,1],\"widths\":[20,33,48],\"groups\":3,"
                          "\"batch\":3,\"classes\":37,\"input\":{\"height\":61,\"width\":45}}";

/* Parts are nearly equal, as few as can be, and make up the whole. */
static void splits_evenly(void **state) {
    (void)state;
    for (int total = 1; total <= 230; total++)
        for (int most = 1; most <= 40; most++) {
            Split s = split_evenly(total, most);
            int parts = s.big_count + s.small_count;
            assert_int_equal(s.big * s.big_count + (s.big - 1) * s.small_count, total);
            assert_int_equal(parts, (total + most - 1) / most);
            assert_true(s.big <= most && s.big_count > 0 && s.small_count >= 0);
        }
}

/* 49 pixels by 14 are 13 + 12 + 12 + 12, as measured best. */
static void splits_49_pixels(void **state) {
    (void)state;
    Split s = split_evenly(49, 14);
    assert_true(s.big == 13 && s.big_count == 1 && s.small_count == 3);
}

static void check_choice(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Choice *c = &plan->choices[v];
    if (!has_weights(layer)) {
        assert_int_equal(c->algorithm, ALGORITHM_NONE);
        return;
    }
    const Layout *in = &plan->layouts[layer->in], *out = &plan->layouts[v];
    assert_int_not_equal(c->algorithm, ALGORITHM_NONE);
    assert_true(c->tile.vectors >= 1 && c->tile.vectors <= 4 && out->blocks % c->tile.vectors == 0);
    assert_true(c->tile.rows >= 1 && c->tile.columns >= 1);
    assert_true(c->tile.rows * c->tile.columns <= plan->target->pixels[c->tile.vectors - 1]);
    assert_true(c->in_blocks >= 1 && c->in_blocks <= in->blocks);
    if (layer->groups == 1) assert_int_equal(c->in_blocks, in->blocks);
    if (c->flat) assert_true(layer->kernel == 1 && (layer->stride > 1 || in->halo == 0));
    if (c->algorithm == ALGORITHM_DIRECT) assert_true(c->slices >= 1 && in->blocks % c->slices == 0);
}

static void choices_are_possible(void **state) {
    Fixture *f = *state;
    const char *const specs[] = { resnet18, resnet50, odd };
    for (int t = 0; t < target_count; t++)
        for (int s = 0; s < COUNT_OF(specs); s++) {
            const Plan *plan =
                make_plan_with(f, specs[s], targets[t]->name, NULL, s % 2 ? ACCURACY_FAST : ACCURACY_TIGHT);
            for (int v = 0; v < plan->layers->count; v++) check_choice(plan, v);
            reset_fixture(f);
        }
}

static void check_winograd(const Layer *layer, const Choice *c, const Plan *plan, int most) {
    if (c->algorithm != ALGORITHM_WINOGRAD) return;
    assert_true(layer->kind == LAYER_CONV && layer->kernel == 3 && layer->groups == 1 && layer->top == 1);
    assert_int_equal(plan->layouts[layer->in].lanes, plan->target->lanes);
    assert_true(c->outputs >= 2 && c->outputs <= most && c->strip >= 1 && c->scratch > 0);
}

/* Measured: F(4,3) adds an error of 1e-5: too much for tight, which allows 2e-6. */
static void tight_takes_no_large_winograd_tiles(void **state) {
    Fixture *f = *state;
    const Plan *fast = make_plan(f, resnet18, "avx2"),
               *tight = make_plan_with(f, resnet18, "avx2", NULL, ACCURACY_TIGHT);
    int larger = 0;
    for (int v = 0; v < fast->layers->count; v++) {
        check_winograd(&fast->layers->layers[v], &fast->choices[v], fast, 6);
        check_winograd(&tight->layers->layers[v], &tight->choices[v], tight, 2);
        larger += fast->choices[v].outputs > 2;
    }
    assert_true(larger > 0); /* else the two would not differ, and this test say nothing */
}

/* What Winograd's algorithms save, counted by hand; nothing of it where tiles reach beyond the image. */
static void multiply_adds_are_those_done(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, resnet18, "avx2");
    static const struct {
        const char *layer;
        Choice choice;
        double done;
    } cases[] = {
        { "layer1.0.conv1", { .algorithm = ALGORITHM_DIRECT }, 56.0 * 56 * 64 * 64 * 9 },
        { "layer1.0.conv1",
          { .algorithm = ALGORITHM_DIRECT, .pairs = true },
          56.0 * 56 * 64 * 64 * 9 * 3 / 4 },
        { "layer1.0.conv1", { .algorithm = ALGORITHM_WINOGRAD, .outputs = 4 }, 14.0 * 14 * 36 * 64 * 64 },
        { "layer1.0.conv1", { .algorithm = ALGORITHM_WINOGRAD, .outputs = 6 }, 10.0 * 10 * 64 * 64 * 64 },
        { "layer4.0.conv2", { .algorithm = ALGORITHM_WINOGRAD, .outputs = 2 }, 4.0 * 4 * 16 * 512 * 512 },
        { "layer2.0.conv1", { .algorithm = ALGORITHM_WINOGRAD, .outputs = 2 }, 14.0 * 14 * 25 * 64 * 128 },
        /* 28 tiles of four results a row; 7 points, two phases, 7 rows of 3 channels. */
        { "conv1", { .algorithm = ALGORITHM_STEM, .strip = 1 }, 112.0 * 28 * 7 * 2 * 7 * 3 * 64 },
    };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        const int v = find_layer(plan->layers, cases[i].layer);
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        const double done = done_macs(&q, &cases[i].choice);
        if (done != cases[i].done) fail_msg("%d: %g, expected %g", i, done, cases[i].done);
    }
}

/* A 1x1 between values without borders is one row of pixels; one that strides or has borders is not. */
static void flattens_1x1(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, resnet50, "avx512");
    for (int v = 0; v < plan->layers->count; v++) {
        const char *name = plan->layers->layers[v].name;
        if (strstr(name, ".conv3")) assert_true(plan->choices[v].flat);
        if (!strcmp(name, "layer3.0.downsample.0")) assert_false(plan->choices[v].flat);
    }
}

static const Choice *choice_of(const Plan *plan, const char *name) {
    return &plan->choices[find_layer(plan->layers, name)];
}

/* 16 channels of 256 are 16 KB of weights. Where only the output has a border, tiles go over from row to row;
 * with a stride, pixels are gathered, for each thread. */
static void slices_fit_caches(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, resnet50, "avx2"), *wide = make_plan(f, resnet50, "avx512");
    const Choice *late = choice_of(plan, "layer3.1.conv1"), *early = choice_of(plan, "layer2.1.conv1"),
                 *strided = choice_of(plan, "layer3.0.downsample.0");
    assert_true(late->flat && late->slices == 4 && late->scratch == 0);
    assert_true(early->flat && early->slices == 8 && early->order == ORDER_CHANNELS);
    assert_true(strided->flat && strided->order == ORDER_CHANNELS);
    assert_int_equal(strided->scratch, 512 / strided->slices * 14 * 14 * (int)sizeof(float));
    for (int v = 0; v < wide->layers->count; v++) assert_true(wide->choices[v].slices <= 1);
}

static int count_raw(Fixture *f, const char *json, const char *target, Accuracy accuracy) {
    const Plan *plan = make_plan_with(f, json, target, NULL, accuracy);
    int raw = 0;
    for (int v = 0; v < plan->layers->count; v++) {
        const Choice *c = &plan->choices[v];
        raw += c->raw;
        if (c->raw) assert_true(c->algorithm == ALGORITHM_WINOGRAD && c->tile.vectors == 1 && c->group == 1);
        if (c->raw) assert_true(plan->layers->layers[v].shape.height == 7);
    }
    return raw;
}

/* At 7x7 filters would be four times as large transformed; where all fit into a cache that does not matter.
 */
static void large_filters_stay_raw(void **state) {
    Fixture *f = *state;
    assert_int_equal(count_raw(f, resnet18, "zen5", ACCURACY_FAST), 3);
    assert_int_equal(count_raw(f, resnet18, "avx512", ACCURACY_FAST), 0); /* decision 027 */
    assert_int_equal(count_raw(f, resnet50, "zen5", ACCURACY_FAST), 2);
    assert_int_equal(
        count_raw(f, "{\"block\":\"basic\",\"repeats\":[2],\"widths\":[64]}", "zen5", ACCURACY_FAST), 0);
    assert_int_equal(count_raw(f, resnet18, "scalar", ACCURACY_FAST), 0);
}

/* On Zen 4 few image tiles are no time to fetch weights ahead, floats come fast enough, and pairs are no gain
 * (decision 029). */
static void zen4_has_choices_of_its_own(void **state) {
    Fixture *f = *state;
    const Plan *zen4 = make_plan(f, resnet50, "zen4"), *zen5 = make_plan(f, resnet50, "zen5");
    const Choice *few = choice_of(zen4, "layer3.1.conv2"), *many = choice_of(zen4, "layer3.0.conv2");
    assert_int_equal(few->algorithm, ALGORITHM_WINOGRAD);
    assert_int_equal(few->weights, NUMBER_F32);
    assert_false(few->prefetch);
    assert_int_equal(many->algorithm, ALGORITHM_WINOGRAD);
    assert_true(many->prefetch);
    assert_int_equal(choice_of(zen5, "layer3.1.conv2")->weights, NUMBER_S24);
    assert_true(choice_of(zen5, "layer3.1.conv2")->prefetch);
    assert_true(choice_of(zen5, "layer3.1.conv1")->pairs);
    for (int v = 0; v < zen4->layers->count; v++) assert_false(zen4->choices[v].pairs);
}

/* Of 32 groups of 4 channels an AVX-512 panel of 16 x n channels reads n blocks, not all 8. */
static void groups_read_their_own_blocks(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(
        f, "{\"block\":\"bottleneck\",\"repeats\":[1],\"groups\":32,\"width_per_group\":4}", "avx512");
    for (int v = 0; v < plan->layers->count; v++)
        if (!strcmp(plan->layers->layers[v].name, "layer1.0.conv2"))
            assert_int_equal(plan->choices[v].in_blocks, plan->choices[v].tile.vectors);
}

/* The first convolution: with a max pool behind it, and by the model also without. */
static void the_stem_is_filtered_along_its_rows(void **state) {
    Fixture *f = *state;
    const char *const specs[] = { resnet50, odd,
                                  "{\"block\":\"basic\",\"repeats\":[1],\"stem\":{\"type\":\"cifar\"}}" };
    for (int i = 0; i < target_count * COUNT_OF(specs); i++) {
        const Plan *plan =
            make_plan_with(f, specs[i / target_count], targets[i % target_count]->name, NULL, ACCURACY_TIGHT);
        const Choice *c = &plan->choices[1];
        const int pairs = (plan->layers->layers[1].conv_shape.height + 1) / 2;
        assert_int_equal(c->algorithm, ALGORITHM_STEM);
        assert_int_equal(c->strip, (pairs + 7) / 8);
        assert_int_equal(c->tile.rows, 1);
        assert_int_equal(c->group * c->tile.vectors, plan->layouts[1].blocks);
        assert_true(c->scratch > 0);
        reset_fixture(f);
    }
}

static void algorithms_have_names(void **state) {
    (void)state;
    assert_string_equal(algorithm_name(&(Choice){ .algorithm = ALGORITHM_STEM }), "winograd-rows");
    assert_string_equal(algorithm_name(&(Choice){ .algorithm = ALGORITHM_NONE }), "-");
    assert_string_equal(algorithm_name(&(Choice){ .algorithm = ALGORITHM_DIRECT }), "direct");
    assert_string_equal(algorithm_name(&(Choice){ .algorithm = ALGORITHM_WINOGRAD, .outputs = 4 }),
                        "winograd-F(4,3)");
    assert_string_equal(
        algorithm_name(&(Choice){ .algorithm = ALGORITHM_WINOGRAD, .outputs = 2, .raw = true }),
        "winograd-raw-F(2,3)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(splits_evenly),
        TEST(splits_49_pixels),
        TEST(choices_are_possible),
        TEST(tight_takes_no_large_winograd_tiles),
        TEST(flattens_1x1),
        TEST(multiply_adds_are_those_done),
        TEST(slices_fit_caches),
        TEST(groups_read_their_own_blocks),
        TEST(the_stem_is_filtered_along_its_rows),
        TEST(large_filters_stay_raw),
        TEST(zen4_has_choices_of_its_own),
        TEST(algorithms_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
