/* What emitted code cannot count in int is refused by name, and not chosen where there is another way. */
#include "fixture.h"
#include "plan/plan.h"

#include <stdint.h>

static void refuses(Fixture *f, const char *json, const char *target, const char *message) {
    const Target *row = target_find(target);
    assert_null(plan_network(&f->arena, make_spec(f, json), row, NULL, NULL, ACCURACY_FAST, &f->diag));
    assert_int_equal(f->diag.status, STATUS_INPUT);
    assert_string_equal(f->diag.message, message);
    reset_fixture(f);
}

/* [9][15000][15000] is below 2^31; in two blocks of eight lanes it is not. */
static void refuses_values_that_are_too_large_in_blocks(void **state) {
    Fixture *f = *state;
    refuses(f,
            "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[9],\"stem\":{\"type\":\"cifar\"},"
            "\"input\":{\"channels\":1,\"height\":15000,\"width\":15000}}",
            "avx2", "net.json: conv1: expected below 2^31 floats of values and borders, got 3600960064");
}

static void refuses_weights_that_are_too_many(void **state) {
    Fixture *f = *state;
    refuses(f, "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[16500],\"stem\":{\"type\":\"cifar\"}}",
            "avx2", "net.json: layer1.0.conv1.weight: expected below 2^31 floats, got 2450250000");
    refuses(f,
            "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[15441],\"stem\":{\"type\":\"cifar\"},"
            "\"input\":{\"height\":2,\"width\":2}}",
            "avx2", "net.json: layer1.0.conv1: expected below 2^31 floats of packed weights, got 2147766336");
}

/* All at once they would take 2.3e9 floats of scratch memory: they are cut into strips. */
static void large_images_are_cut_into_strips(void **state) {
    Fixture *f = *state;
    static const char *const networks[] = {
        "{\"block\":\"basic\",\"repeats\":[1],\"stem\":{\"kernel\":3,\"stride\":1,\"pool\":null},"
        "\"input\":{\"channels\":1,\"height\":4000,\"width\":4000}}",
        "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[16],\"stem\":{\"type\":\"cifar\"},"
        "\"input\":{\"channels\":1,\"height\":8000,\"width\":8000}}",
    };
    for (int t = 0; t < target_count; t++)
        for (int i = 0; i < COUNT_OF(networks); i++) {
            const Spec *spec = make_spec(f, networks[i]);
            if (!plan_network(&f->arena, spec, targets[t], NULL, NULL, ACCURACY_FAST, &f->diag))
                fail_msg("%s, network %d: %s", targets[t]->name, i, f->diag.message);
        }
}

/* F(6,3) would have 64 x 5888 x 5888 of them. */
static void large_filters_are_not_transformed(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f,
                                 "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[5888],\"stem\":{\"type\":"
                                 "\"cifar\"},\"input\":{\"height\":24,\"width\":24},\"classes\":10}",
                                 "avx2");
    assert_non_null(plan);
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layers->layers[v].kernel == 3 && has_weights(&plan->layers->layers[v]))
            assert_int_not_equal(plan->choices[v].algorithm, ALGORITHM_WINOGRAD);
}

/* The linear layer reads 256,000,000 pixels, in blocks of 16: what is too much for an int is counted. */
static void limits_tell_large_sizes(void **state) {
    Fixture *f = *state;
    const Spec *spec = make_spec(
        f, "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[1],\"stem\":{\"type\":\"cifar\"},\"classes\":2,"
           "\"head\":{\"type\":\"flatten\",\"norm\":false},"
           "\"input\":{\"channels\":1,\"height\":16000,\"width\":16000}}");
    const PlanOrder order = { .economy = { .weights = 1 << 30 } };
    assert_null(plan_to_order(&f->arena, spec, target_find("avx512"), &order, &f->diag));
    assert_string_equal(f->diag.message, "--weights-limit: expected at least 262144019904, got 1073741824");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(refuses_values_that_are_too_large_in_blocks),
        TEST(refuses_weights_that_are_too_many),
        TEST(large_images_are_cut_into_strips),
        TEST(large_filters_are_not_transformed),
        TEST(limits_tell_large_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
