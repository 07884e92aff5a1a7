/* test_pairs.c: products in pairs are for values about as large as was expected; others are multiplied one by
 * one, or rounding would be of their squares. */
#include "fixture.h"

static const char json[] = "{\"block\":\"bottleneck\",\"repeats\":[1],\"widths\":[64],\"classes\":0,"
                           "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":12,\"width\":12}}";

static void agrees_with(Fixture *f, const Plan *plan, float scale) {
    const size_t count = plan_input_floats(plan);
    float *input = arena_array(&f->arena, float, count);
    uint64_t state = 3;
    for (size_t i = 0; i < count; i++) input[i] = scale * ((float)(split_mix(&state) >> 40) * 0x1p-22F - 2);
    const Verdict *verdict = verify_network(&f->arena, plan, JIT_CC, input, NULL, &f->diag);
    if (!verdict) fail_msg("%s", f->diag.message);
    if (!verdict->agrees)
        fail_msg("times %g: error %.1e at %s", (double)scale, verdict->worst, verdict->worst_layer);
}

static void values_may_be_of_any_size(void **state) {
    static const float scales[] = { 1, 1e4F, 1e-4F };
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, json, "zen5", "random:3", ACCURACY_FAST);
    int pairs = 0;
    for (int v = 0; v < plan->layers->count; v++) pairs += plan->choices[v].pairs;
    assert_true(pairs > 0);
    for (int i = 0; i < COUNT_OF(scales) && target_runs_here(plan->target); i++)
        agrees_with(f, plan, scales[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(values_may_be_of_any_size) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
