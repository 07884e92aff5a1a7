/* test_economy.c: what networks take where size is preferred or limited. */
#include "fixture.h"
#include "plan/economy.h"

static const char tiny[] =
    "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[16],\"stem\":{\"type\":\"cifar\"},"
    "\"classes\":10,\"input\":{\"height\":12,\"width\":20}}";
static const char batch[] =
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[16,32],\"batch\":8,\"classes\":3,"
    "\"input\":{\"height\":33,\"width\":40}}";
static const char grouped_net[] = "{\"block\":\"bottleneck\",\"repeats\":[1,1],\"groups\":8,"
                                  "\"width_per_group\":4,\"classes\":37,\"norm\":{\"type\":\"group\","
                                  "\"groups\":8},\"input\":{\"height\":40,\"width\":40}}";
static const char *const networks[] = { tiny, batch, grouped_net };

static const Plan *plan_by(Fixture *f, const Spec *spec, const Target *target, Economy economy) {
    const PlanOrder order = { .economy = economy };
    return plan_to_order(&f->arena, spec, target, &order, &f->diag);
}

static Footprint size_of(Fixture *f, const Spec *spec, const Target *target) {
    const Plan *plan = plan_by(f, spec, target, (Economy){ .prefer = PREFER_SIZE });
    assert_non_null(plan);
    return plan_footprint(plan);
}

static void what_was_not_said_follows(void **state) {
    (void)state;
    const Target *scalar = target_find("scalar"), *sse2 = target_find("sse2");
    const Tuned tuned = { .path = "tuned.json" };
    const struct {
        const Target *target;
        PlanOrder order;
        Preference is;
    } cases[] = {
        { sse2, { .economy = { .prefer = PREFER_UNSAID } }, PREFER_SPEED },
        { sse2, { .economy = { .prefer = PREFER_SIZE } }, PREFER_SIZE },
        { scalar, { .economy = { .prefer = PREFER_UNSAID } }, PREFER_SIZE },
        { scalar, { .economy = { .prefer = PREFER_SPEED } }, PREFER_SPEED },
        { scalar, { .economy = { .weights = 100 } }, PREFER_SPEED },
        { scalar, { .economy = { .workspace = 100 } }, PREFER_SPEED },
        { scalar, { .economy = { PREFER_SIZE, 100, 0 } }, PREFER_SIZE },
        { scalar, { .tuned = &tuned }, PREFER_SPEED },
    };
    for (int i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(economy_of(cases[i].target, &cases[i].order).prefer, cases[i].is);
}

/* Of networks whose widths the lanes divide: 3 channels, 37 classes, and 10 are what no vector divides. */
static void weights_are_hardly_more_than_parameters(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++)
        for (int n = 0; n < 2; n++) {
            const Spec *spec = n ? named_spec(f, "resnet20-cifar")
                                 : make_spec(f, "{\"block\":\"basic\",\"repeats\":[2,2,2,2],\"classes\":37}");
            for (Precision p = PRECISION_FP32; p <= PRECISION_BF16; p++) {
                const PlanOrder order = { .precision = p, .economy = { .prefer = PREFER_SIZE } };
                const Plan *plan = plan_to_order(&f->arena, spec, targets[t], &order, &f->diag);
                assert_non_null(plan);
                const size_t bytes = p == PRECISION_BF16 ? 2 : 4;
                const double ratio =
                    (double)plan->blob->size / (double)(graph_parameters(plan->graph) * bytes);
                assert_true(ratio <= 1.03);
            }
            reset_fixture(f);
        }
}

/* No less of either is possible; that much is. */
static void the_least_is_what_size_takes(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++)
        for (int n = 0; n < COUNT_OF(networks); n++) {
            const Spec *spec = make_spec(f, networks[n]);
            const Footprint least = size_of(f, spec, targets[t]);
            const Economy exact[] = { { PREFER_SPEED, least.weights, 0 },
                                      { PREFER_SPEED, 0, least.workspace },
                                      { PREFER_SIZE, least.weights, least.workspace },
                                      { PREFER_SPEED, least.weights, least.workspace } };
            for (int i = 0; i < COUNT_OF(exact); i++) {
                const Plan *plan = plan_by(f, spec, targets[t], exact[i]);
                assert_non_null(plan);
                const Footprint taken = plan_footprint(plan);
                assert_true(!exact[i].weights || taken.weights == least.weights);
                assert_true(!exact[i].workspace || taken.workspace <= least.workspace);
                const Footprint told = least_footprint(&f->arena, plan);
                assert_true(told.weights == least.weights && told.workspace == least.workspace);
            }
            reset_fixture(f);
        }
}

static void less_is_refused(void **state) {
    Fixture *f = *state;
    const Spec *spec = make_spec(f, tiny);
    const Target *target = target_find("avx2");
    const Footprint least = size_of(f, spec, target);
    assert_null(plan_by(f, spec, target, (Economy){ .weights = least.weights - 1 }));
    assert_int_equal(f->diag.status, STATUS_USAGE);
    assert_string_equal(f->diag.message,
                        arena_printf(&f->arena, "--weights-limit: expected at least %zu, got %zu",
                                     least.weights, least.weights - 1));
    f->diag.message = NULL;
    assert_null(plan_by(f, spec, target, (Economy){ PREFER_SIZE, 0, 1000 }));
    assert_string_equal(
        f->diag.message,
        arena_printf(&f->arena, "--workspace-limit: expected at least %zu, got 1000", least.workspace));
}

/* What the model would choose anyway; scratch lies among the values. */
static void wide_limits_change_no_choice(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++)
        for (int n = 0; n < COUNT_OF(networks); n++) {
            const Spec *spec = make_spec(f, networks[n]);
            const Plan *wide = plan_by(f, spec, targets[t], (Economy){ PREFER_SPEED, 1 << 28, 1 << 28 });
            const Plan *plain = plan_by(f, spec, targets[t], (Economy){ .prefer = PREFER_SPEED });
            assert_true(wide && plain && wide->excess < 1e-6);
            assert_true(wide->blob->fingerprint == plain->blob->fingerprint);
            assert_true(workspace_bytes(&wide->workspace, 1) <= workspace_bytes(&plain->workspace, 1));
            reset_fixture(f);
        }
}

/* Nothing lies behind an image then for tiles to read. */
static void small_layouts_have_no_winograd(void **state) {
    Fixture *f = *state;
    const Plan *plan =
        plan_by(f, make_spec(f, tiny), target_find("avx2"), (Economy){ .prefer = PREFER_SIZE });
    const int v = find_layer(plan->layers, "layer1.0.conv1");
    const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
    Choice choice = {
        .algorithm = ALGORITHM_WINOGRAD, .outputs = 4, .strip = 1, .group = 1, .tile = { 1, 4, 1 }
    };
    assert_string_equal(complete_choice(&f->arena, &q, ACCURACY_FAST, &choice),
                        "this layer cannot be computed by winograd");
    assert_true(plan->layouts[plan->layers->layers[v].in].tail == 0);
}

/* ---- No better choices exist ---- */

typedef struct {
    const Plan *plan;
    Survey survey;
    const Placement *placement;
    size_t limit; /* of values and scratch */
} Brute;

/* The fewest cycles from layer v on with at most so many bytes; -1: there are none. */
static double fewest_from(const Brute *b, int v, size_t bytes) {
    double best = -1;
    if (v == b->plan->layers->count) return 0;
    const Offers *offers = &b->survey.offers[v];
    if (offers->count == 0) {
        const size_t own = layer_bytes(b->plan, b->survey.layouts, v, &b->survey.choices[v]);
        return own <= bytes ? fewest_from(b, v + 1, bytes - own) : -1;
    }
    const size_t scratch = b->limit - b->placement->places[v].scratch;
    for (int i = 0; i < offers->count; i++) {
        const Option *option = &offers->options[i];
        bool beaten = offers->candidates[i].choice.scratch > scratch || option->bytes > bytes;
        for (int j = 0; j < offers->count && !beaten; j++)
            beaten = offers->options[j].bytes == option->bytes &&
                     offers->candidates[j].choice.scratch <= scratch &&
                     (offers->options[j].cycles < option->cycles ||
                      (offers->options[j].cycles == option->cycles && j < i));
        if (beaten) continue;
        const double rest = fewest_from(b, v + 1, bytes - option->bytes);
        if (rest >= 0 && (best < 0 || option->cycles + rest < best)) best = option->cycles + rest;
    }
    return best;
}

static double brute_force(Fixture *f, const Plan *plan, Spacing spacing) {
    const Economy *economy = &plan->economy;
    const double expected = expected_weights(plan->layers, plan->target, false);
    const double weights = expected < (double)economy->weights ? expected : (double)economy->weights;
    Brute b = { .plan = plan, .survey = survey_layers(&f->arena, &f->arena, plan, spacing, weights) };
    b.placement = place_among(&f->arena, plan->layers, b.survey.layouts, NULL);
    b.limit = economy->workspace - 128;
    if (b.placement->values > b.limit) return -1;
    return fewest_from(&b, 0, economy->weights - BLOB_HEADER);
}

static void no_better_choices_exist(void **state) {
    Fixture *f = *state;
    static const Spacing spacings[] = { { true, CHUNK_IMAGES }, { false, 1 } };
    int limited = 0;
    for (int t = 0; t < target_count; t++) {
        const Spec *spec = make_spec(f, tiny);
        const Footprint least = size_of(f, spec, targets[t]);
        for (size_t i = 0; i < 12; i++) {
            const Economy economy = { PREFER_SPEED, least.weights + i * i * least.weights / 20,
                                      least.workspace + i % 4 * least.workspace / 2 };
            const Plan *plan = plan_by(f, spec, targets[t], economy);
            assert_non_null(plan);
            const Footprint taken = plan_footprint(plan);
            assert_true(taken.weights <= economy.weights && taken.workspace <= economy.workspace);
            double best = -1;
            for (int s = 0; s < COUNT_OF(spacings); s++) {
                const double cycles = brute_force(f, plan, spacings[s]);
                if (cycles >= 0 && (best < 0 || cycles < best)) best = cycles;
            }
            const Arrangement own = fastest_arrangement(&f->arena, plan);
            if (best < 0) continue; /* only the smallest fits */
            assert_true(own.choices && own.cycles <= best * 1.000001 && own.cycles >= best * 0.999999);
            limited++;
        }
        reset_fixture(f);
    }
    assert_true(limited > 8 * target_count);
}

/* With nothing left for scratch the fastest of what needs none is taken, not the smallest. */
static void values_may_take_all(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++, reset_fixture(f)) {
        const Spec *spec = make_spec(f, tiny);
        const Spacing narrow = { false, 1 };
        const Plan *wide = plan_by(f, spec, targets[t], (Economy){ .prefer = PREFER_SPEED });
        const Layout *layouts = layout_spaced(&f->arena, wide->layers, targets[t], spec->batch, narrow);
        const size_t values = place_values(&f->arena, wide->layers, layouts)->values + 2 * LINE_BYTES;
        const Plan *plan = plan_by(f, spec, targets[t], (Economy){ PREFER_SPEED, 1 << 30, values });
        assert_non_null(plan);
        const Arrangement own = fastest_arrangement(&f->arena, plan);
        const double best = brute_force(f, plan, narrow);
        assert_true(best > 0 && own.choices);
        assert_true(own.cycles <= best * 1.000001 && own.cycles >= best * 0.999999);
    }
}

/* Layers share the text of a tile where kernel and stride are the same: the second stage takes the first's
 * tile, though a wider one is there for its strided layer. */
static void text_that_is_there_is_taken(void **state) {
    Fixture *f = *state;
    const Plan *plan =
        plan_by(f, named_spec(f, "tiny"), target_find("avx2"), (Economy){ .prefer = PREFER_SIZE });
    const Choice *first = &plan->choices[find_layer(plan->layers, "layer1.0.conv1")],
                 *second = &plan->choices[find_layer(plan->layers, "layer2.0.conv2")],
                 *strided = &plan->choices[find_layer(plan->layers, "layer2.0.conv1")];
    assert_int_equal(second->tile.vectors, first->tile.vectors);
    assert_int_equal(second->tile.columns, first->tile.columns);
    assert_int_not_equal(strided->tile.vectors, first->tile.vectors);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_was_not_said_follows),
        TEST(text_that_is_there_is_taken),
        TEST(weights_are_hardly_more_than_parameters),
        TEST(the_least_is_what_size_takes),
        TEST(less_is_refused),
        TEST(wide_limits_change_no_choice),
        TEST(small_layouts_have_no_winograd),
        TEST(no_better_choices_exist),
        TEST(values_may_take_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
