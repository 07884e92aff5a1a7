/* test_verify.c: verification must pass for right code, and name the place where code is wrong. */
#include "resnetc.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char spec_text[] =
    "{\"name\": \"tested\", \"block\": \"basic\", \"repeats\": [1, 1], \"widths\": [12, 20], \"batch\": 2,"
    " \"stem\": {\"type\": \"imagenet\", \"width\": 12}, \"input\": {\"channels\": 3, \"height\": 29, "
    "\"width\": 21},"
    " \"classes\": 7, \"outputs\": [\"layer1\", \"probabilities\", \"logits\"]}";

typedef struct {
    Arena arena;
    Diag diag;
    const Spec *spec;
    float *input;
} Fixture;

static int set_up(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    f->diag.arena = &f->arena;
    f->spec = spec_parse(&f->arena, spec_text, strlen(spec_text), "tested.json", &f->diag);
    assert_non_null(f->spec);
    f->input = arena_array(&f->arena, float, 2 * 3 * 29 * 21);
    for (int i = 0; i < 2 * 3 * 29 * 21; i++) f->input[i] = (float)(i * 7919 % 2001 - 1000) / 500;
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    arena_free(&f->arena);
    free(f);
    return 0;
}

static Plan plan_for(Fixture *f, const char *target) {
    const Plan *plan =
        plan_network(&f->arena, f->spec, target_find(target), "random:3", NULL, ACCURACY_FAST, &f->diag);
    assert_non_null(plan);
    return *plan;
}

static void check_agreement(Fixture *f, const char *target, JitKind kind) {
    Plan plan = plan_for(f, target);
    const Verdict *verdict = verify_network(&f->arena, &plan, kind, f->input, &f->diag);
    assert_non_null(verdict);
    assert_true(verdict->agrees);
    assert_int_equal(verdict->layers, plan.layers->count);
    assert_true(verdict->worst > 0 && verdict->worst < 2e-6);
    for (int i = 0; i < plan.layers->count; i++)
        assert_true(verdict->errors[i] >= 0 && verdict->errors[i] <= verdict->worst);
}

static void right_code_agrees(void **state) {
    check_agreement(*state, "scalar", JIT_TCC);
    for (int t = 0; t < target_count; t++)
        if (target_runs_here(&targets[t]))
            check_agreement(*state, targets[t].name, JIT_CC);
        else
            printf("SKIPPED: verifying, not on this processor: %s\n", targets[t].name);
}

/* The reference gets weights that the code does not have: one number differs by `change`. */
static const Verdict *verify_changed(Fixture *f, const char *name, size_t index, float change) {
    Plan plan = plan_for(f, "scalar");
    const float **data = arena_array(&f->arena, const float *, plan.graph->param_count);
    for (int p = 0; p < plan.graph->param_count; p++) {
        data[p] = plan.weights->data[p];
        if (strcmp(plan.graph->params[p].name, name)) continue;
        float *changed = arena_array(&f->arena, float, plan.graph->params[p].count);
        memcpy(changed, data[p], sizeof *changed * plan.graph->params[p].count);
        changed[index] += change;
        data[p] = changed;
    }
    plan.weights = &(Weights){ .data = data };
    return verify_network(&f->arena, &plan, JIT_TCC, f->input, &f->diag);
}

static void wrong_bias_is_found(void **state) {
    const Verdict *verdict = verify_changed(*state, "fc.bias", 3, 0.01f);
    assert_non_null(verdict);
    assert_false(verdict->agrees);
    assert_true(verdict->worst > verdict->bound);
    assert_true(!strcmp(verdict->worst_layer, "fc") || !strcmp(verdict->worst_layer, "logits"));
    assert_int_equal(verdict->worst_channel, 3);
    assert_true(verdict->worst_y == 0 && verdict->worst_x == 0);
}

/* Layers before the wrong one are right, it and those behind are not. */
static void wrong_weight_is_found(void **state) {
    Fixture *f = *state;
    const Verdict *verdict = verify_changed(f, "layer1.0.conv2.weight", 5, 0.5f);
    const Plan plan = plan_for(f, "scalar");
    bool behind = false;
    assert_non_null(verdict);
    assert_false(verdict->agrees);
    for (int i = 0; i < plan.layers->count; i++) {
        if (!strcmp(plan.layers->layers[i].name, "layer1.0.conv2")) behind = true;
        assert_true((verdict->errors[i] > verdict->bound) == behind);
    }
}

static void not_a_number_disagrees(void **state) {
    const Verdict *verdict = verify_changed(*state, "bn1.bias", 0, NAN);
    assert_non_null(verdict);
    assert_false(verdict->agrees);
    assert_true(isinf(verdict->worst));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(right_code_agrees),
        TEST(wrong_bias_is_found),
        TEST(wrong_weight_is_found),
        TEST(not_a_number_disagrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
