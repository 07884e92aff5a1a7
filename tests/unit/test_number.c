/* test_number.c: every number type's row has what its users need, in each table of them; sizes of packed
 * weights and of values follow from the row. */
#include "emit/tile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void rows_are_complete(void **state) {
    (void)state;
    for (int n = 0; n < NUMBER_COUNT; n++) {
        const Number *row = &number_types[n];
        if (!row->name || !row->type || row->bits <= 0 || row->run <= 0 || row->unit <= 0)
            fail_msg("%s: its row lacks something", row->name ? row->name : "a number type without a name");
        assert_true(!row->label == (n == NUMBER_F32)); /* who says nothing means floats */
        assert_int_equal(row->run * row->bits % (8 * row->unit), 0);
        if (strcmp(row->type, "float") == 0) assert_int_equal(row->unit, sizeof(float));
        /* A value's elements are indexed one by one, and nothing lies behind them. */
        if (row->is_value) assert_true(row->run == 1 && row->bits == 8 * row->unit && !row->scaled);
    }
}

static void names_are_apart(void **state) {
    (void)state;
    for (int n = 0; n < NUMBER_COUNT; n++)
        for (int m = 0; m < n; m++) {
            const Number *a = &number_types[n], *b = &number_types[m];
            assert_string_not_equal(a->name, b->name);
            if (a->label && b->label) assert_string_not_equal(a->label, b->label);
        }
}

/* Some values are multiplied with such weights, or a target gains by them. */
static bool is_weight(NumberKind kind) {
    bool is = false;
    for (int n = 0; n < NUMBER_COUNT; n++) {
        const Number *row = &number_types[n];
        is |= row->is_value && (row->weights == kind || number_types[row->transformed].weights == kind);
    }
    for (int t = 0; t < target_count; t++) is |= targets[t]->gains[kind];
    return is;
}

/* Sums of such numbers' products lie in scratch memory as these. */
static bool is_sum(NumberKind kind) {
    bool is = false;
    for (int n = 0; n < NUMBER_COUNT; n++) is |= is_weight((NumberKind)n) && number_types[n].sums == kind;
    return is;
}

/* In the tables of pack and emit: a type that is none of these is dead. */
static void every_room_knows_them(void **state) {
    (void)state;
    for (int n = 0; n < NUMBER_COUNT; n++) {
        const char *name = number_types[n].name;
        const NumberText *text = &number_texts[n];
        const bool weight = is_weight((NumberKind)n), value = number_types[n].is_value;
        const bool sum = is_sum((NumberKind)n);
        if (sum && (!text->load || !text->store)) fail_msg("%s: no kernel reads or writes such sums", name);
        if (!weight && !value && !sum) fail_msg("%s: nothing is of it", name);
        if (weight && !packers[n].direct && !packers[n].winograd) fail_msg("%s: nothing packs it", name);
        if (weight && !text->accumulate) fail_msg("%s: no tile reads it", name);
        if (!text->finish == number_types[n].scaled) fail_msg("%s: scales and finish", name);
        if (value && (!text->load || !text->single)) fail_msg("%s: no kernel reads such values", name);
        if (value && !text->store) fail_msg("%s: no kernel writes such values", name);
        if (text->accumulate == emit_plain_steps && !text->load) fail_msg("%s: no step loads it", name);
    }
}

static void units_hold_elements(void **state) {
    (void)state;
    assert_int_equal(number_units(NUMBER_F32, 64), 64);
    assert_int_equal(number_units(NUMBER_S24, 64), 48);
    assert_int_equal(scale_units(NUMBER_F32, 32), 0);
    assert_int_equal(scale_units(NUMBER_S24, 32), 32);
    for (int n = 0; n < NUMBER_COUNT; n++)
        for (size_t runs = 0; runs < 4; runs++) {
            size_t elements = 16 * runs * (size_t)number_types[n].run, unit = (size_t)number_types[n].unit;
            assert_int_equal(number_units((NumberKind)n, elements) * unit,
                             elements * (size_t)number_types[n].bits / 8);
        }
}

/* ---- Plans ---- */

static const char late[] =
    "{\"block\":\"basic\",\"repeats\":[5],\"widths\":[250],\"classes\":10,\"stem\":{\"type\":"
    "\"cifar\",\"width\":16},\"input\":{\"height\":14,\"width\":14}}";

static const Plan *make_plan(Arena *arena, const Target *target) {
    Diag diag = { .arena = arena };
    const Spec *spec = spec_parse(arena, late, strlen(late), "late.json", &diag);
    const Plan *plan = spec ? plan_network(arena, spec, target, NULL, NULL, ACCURACY_FAST, &diag) : NULL;
    if (!plan) fail_msg("%s", diag.message);
    return plan;
}

/* What a Winograd layer's weights take, counted anew. */
static size_t expected_bytes(const Plan *plan, int v) {
    const Choice *c = &plan->choices[v];
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = &plan->layouts[layer->in], *out = &plan->layouts[v];
    const Number *row = &number_types[c->weights];
    int side = winograd_points(c->outputs, layer->stride);
    size_t channels = (size_t)(out->blocks * out->lanes), ins = (size_t)(in->blocks * in->lanes);
    size_t point = ins * channels * (size_t)row->bits / 8 + (row->scaled ? channels * sizeof(float) : 0);
    return ((size_t)(side * side) * point + 63) / 64 * 64;
}

static void check_sizes_of(const Plan *plan, bool *seen) {
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        const Layout *layout = &plan->layouts[v];
        assert_true(number_types[layout->number].is_value);
        size_t value = layout->elements * (size_t)number_types[layout->number].bits / 8;
        if (layer->kind != LAYER_OUTPUT)
            assert_true(plan->placement->places[v].bytes >= value &&
                        plan->placement->places[v].bytes < value + 64);
        if (!has_weights(layer)) continue;
        seen[plan->choices[v].weights] = true;
        if (plan->choices[v].algorithm != ALGORITHM_WINOGRAD || plan->choices[v].raw) continue;
        assert_int_equal(plan->blob->bias[v] - plan->blob->weight[v], expected_bytes(plan, v));
    }
}

static void sizes_follow_from_rows(void **state) {
    (void)state;
    bool seen[NUMBER_COUNT] = { false };
    for (int t = 0; t < target_count; t++) {
        Arena arena = { 0 };
        check_sizes_of(make_plan(&arena, targets[t]), seen);
        arena_free(&arena);
    }
    for (int n = 0; n < NUMBER_COUNT; n++) {
        bool gained = n == NUMBER_F32; /* others come with a precision */
        for (int t = 0; t < target_count; t++) gained |= targets[t]->gains[n];
        if (gained && !seen[n]) fail_msg("%s: no layer of any target has such weights", number_types[n].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_complete),      cmocka_unit_test(names_are_apart),
        cmocka_unit_test(every_room_knows_them),  cmocka_unit_test(units_hold_elements),
        cmocka_unit_test(sizes_follow_from_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
