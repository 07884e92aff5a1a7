/* test_verify.c: verification must pass for right code, and name the place where code is wrong. */
#include "fixture.h"

#include <math.h>

static const char spec_text[] =
    "{\"name\": \"tested\", \"block\": \"basic\", \"repeats\": [1, 1], \"widths\": [12, 20], \"batch\": 2,"
    " \"stem\": {\"type\": \"imagenet\", \"width\": 12}, \"input\": {\"channels\": 3, \"height\": 29, "
    "\"width\": 21},"
    " \"classes\": 7, \"outputs\": [\"layer1\", \"probabilities\", \"logits\"]}";

static float *make_input(Fixture *f) {
    float *input = arena_array(&f->arena, float, 2 * 3 * 29 * 21);
    for (int i = 0; i < 2 * 3 * 29 * 21; i++) input[i] = (float)(i * 7919 % 2001 - 1000) / 500;
    return input;
}

static Plan plan_for(Fixture *f, const char *json, const char *target) {
    return *make_plan_with(f, json, target, "random:3", ACCURACY_FAST);
}

static void check_agreement(Fixture *f, const char *target, JitKind kind, const float *input) {
    Plan plan = plan_for(f, spec_text, target);
    const Verdict *verdict = verify_network(&f->arena, &plan, kind, input, NULL, &f->diag);
    assert_non_null(verdict);
    assert_true(verdict->agrees);
    assert_int_equal(verdict->layers, plan.layers->count);
    assert_true(verdict->worst > 0 && verdict->worst < 2e-6);
    for (int i = 0; i < plan.layers->count; i++)
        assert_true(verdict->errors[i] >= 0 && verdict->errors[i] <= verdict->worst);
}

static void right_code_agrees(void **state) {
    const float *input = make_input(*state);
    check_agreement(*state, "scalar", JIT_TCC, input);
    for (int t = 0; t < target_count; t++)
        if (target_runs_here(targets[t]))
            check_agreement(*state, targets[t]->name, JIT_CC, input);
        else
            printf("SKIPPED: verifying, not on this processor: %s\n", targets[t]->name);
}

/* The reference gets weights that the code does not have: one number differs by `change`. */
static const Verdict *verify_network_changed(Fixture *f, const char *json, const float *input,
                                             const char *name, size_t index, float change) {
    Plan plan = plan_for(f, json, "scalar");
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
    return verify_network(&f->arena, &plan, JIT_TCC, input, NULL, &f->diag);
}

static const Verdict *verify_changed(Fixture *f, const char *name, size_t index, float change) {
    return verify_network_changed(f, spec_text, make_input(f), name, index, change);
}

static void wrong_bias_is_found(void **state) {
    const Verdict *verdict = verify_changed(*state, "fc.bias", 3, 0.01f);
    assert_non_null(verdict);
    assert_false(verdict->agrees);
    assert_true(verdict->worst > verdict->bound);
    assert_string_equal(verdict->worst_layer, "fc");
    assert_int_equal(verdict->worst_channel, 3);
    assert_true(verdict->worst_y == 0 && verdict->worst_x == 0);
}

/* The others are right by what they read, those behind it, too. */
static void wrong_weight_is_found(void **state) {
    Fixture *f = *state;
    const Verdict *verdict = verify_changed(f, "layer1.0.conv2.weight", 5, 0.5f);
    const Plan plan = plan_for(f, spec_text, "scalar");
    assert_non_null(verdict);
    assert_false(verdict->agrees);
    for (int i = 0; i < plan.layers->count; i++) {
        bool wrong = !strcmp(plan.layers->layers[i].name, "layer1.0.conv2");
        assert_true((verdict->errors[i] > verdict->bound) == wrong);
    }
}

/* A weights file of these parameters. */
static FileView as_file(Fixture *f, const Graph *graph, const float *const *data) {
    Text header = { .arena = &f->arena };
    size_t offset = 0;
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        if (!data[p]) continue;
        text_printf(&header, "%s\"%s\":{\"dtype\":\"F32\",\"shape\":[", offset ? "," : "{", param->name);
        for (int d = 0; d < param->rank; d++) text_printf(&header, "%s%d", d ? "," : "", param->dims[d]);
        text_printf(&header, "],\"data_offsets\":[%zu,%zu]}", offset, offset + 4 * param->count);
        offset += 4 * param->count;
    }
    text_printf(&header, "}");
    uint64_t length = header.length;
    Text file = { .arena = &f->arena };
    text_append(&file, (const char *)&length, sizeof length);
    text_append(&file, header.bytes, header.length);
    for (int p = 0; p < graph->param_count; p++)
        if (data[p]) text_append(&file, (const char *)data[p], 4 * graph->params[p].count);
    return (FileView){ (const unsigned char *)file.bytes, file.length };
}

/* layer1.0.bn1 takes 1000 from sums that are near it, and enlarges what is left 300 times. */
static const float *const *ill_conditioned(Fixture *f, const Plan *plan) {
    const Graph *graph = plan->graph;
    const float **data = arena_array(&f->arena, const float *, graph->param_count);
    memcpy(data, plan->weights->data, sizeof *data * (size_t)graph->param_count);
    for (int p = 0; p < graph->param_count; p++) {
        const char *name = graph->params[p].name;
        const float value = !strcmp(name, "layer1.0.bn1.running_var") ? 1e-8f : 1000;
        if (strcmp(name, "layer1.0.conv1.bias") && strncmp(name, "layer1.0.bn1.running_", 21)) continue;
        float *values = arena_array(&f->arena, float, graph->params[p].count);
        for (size_t c = 0; c < graph->params[p].count; c++) values[c] = value;
        data[p] = values;
    }
    return data;
}

/* Its errors are large beside its values, and all others' behind it, but not beside what they round. */
static void an_ill_conditioned_layer_agrees(void **state) {
    Fixture *f = *state;
    const Plan plan = plan_for(f, spec_text, "native");
    const FileView file = as_file(f, plan.graph, ill_conditioned(f, &plan));
    const PlanOrder order = { .weights = "ill.safetensors", .file = &file, .accuracy = ACCURACY_TIGHT };
    const Plan *ill = plan_to_order(&f->arena, plan.spec, plan.target, &order, &f->diag);
    assert_non_null(ill);
    const Verdict *verdict = verify_network(&f->arena, ill, JIT_CC, make_input(f), NULL, &f->diag);
    assert_non_null(verdict);
    if (!verdict->agrees)
        fail_msg("%s: error %g of %d layers", verdict->worst_layer, verdict->worst, verdict->layers);
}

/* fc adds 16,384 terms above zero to a bias beside which each is rounded. */
static const float *const *swallowing(Fixture *f, const Plan *plan) {
    const Graph *graph = plan->graph;
    const float **data = arena_array(&f->arena, const float *, graph->param_count);
    memcpy(data, plan->weights->data, sizeof *data * (size_t)graph->param_count);
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        if (strncmp(param->name, "fc.", 3)) continue;
        float *values = arena_array(&f->arena, float, param->count);
        for (size_t i = 0; i < param->count; i++)
            values[i] = strcmp(param->name, "fc.bias") ? fabsf(data[p][i]) : 1000;
        data[p] = values;
    }
    return data;
}

/* By float32 itself it is off by more than 2e-6, but by less than 2^-23 times the root of their number. */
static void a_long_sum_may_round_more(void **state) {
    static const char text[] =
        "{\"block\": \"basic\", \"repeats\": [1], \"widths\": [64], \"classes\": 64, \"head\": {\"type\": "
        "\"flatten\"}, \"stem\": {\"kernel\": 1, \"stride\": 1, \"width\": 64, \"pool\": null},"
        " \"input\": {\"channels\": 3, \"height\": 16, \"width\": 16}}";
    Fixture *f = *state;
    const Plan plan = plan_for(f, text, "scalar");
    const FileView file = as_file(f, plan.graph, swallowing(f, &plan));
    const PlanOrder order = { .weights = "long.safetensors", .file = &file, .accuracy = ACCURACY_TIGHT };
    const Plan *swallows = plan_to_order(&f->arena, plan.spec, plan.target, &order, &f->diag);
    assert_non_null(swallows);
    const Verdict *verdict = verify_network(&f->arena, swallows, JIT_TCC, make_input(f), NULL, &f->diag);
    assert_non_null(verdict);
    assert_string_equal(verdict->worst_layer, "fc");
    assert_true(verdict->agrees && verdict->worst > 2e-6 && verdict->bound == 128 * 0x1p-23);
}

static void not_a_number_disagrees(void **state) {
    const Verdict *verdict = verify_changed(*state, "bn1.bias", 0, NAN);
    assert_non_null(verdict);
    assert_false(verdict->agrees);
    assert_true(isinf(verdict->worst));
}

/* The second image of a batch. And the other image is still compared, relative to its numbers. */
static void not_a_number_agrees_with_itself(void **state) {
    static const float values[] = { NAN, INFINITY, -INFINITY };
    float *input = make_input(*state);
    for (int i = 0; i < COUNT_OF(values); i++) {
        for (int k = 0; k < 3 * 29 * 21; k++) input[3 * 29 * 21 + k] = values[i];
        check_agreement(*state, "scalar", JIT_TCC, input);
        check_agreement(*state, "native", JIT_CC, input);
    }
}

/* Errors are relative to the largest number, not to infinity. */
static void an_infinity_hides_no_error(void **state) {
    static const char point[] =
        "{\"block\": \"basic\", \"repeats\": [1], \"widths\": [8], \"batch\": 2, \"outputs\": [\"stem\"],"
        " \"stem\": {\"kernel\": 1, \"stride\": 1, \"width\": 8, \"pool\": null},"
        " \"input\": {\"channels\": 3, \"height\": 5, \"width\": 4}}";
    static const float values[] = { NAN, INFINITY };
    float *input = make_input(*state);
    for (int i = 0; i < COUNT_OF(values); i++) {
        input[3 * 5 * 4 + 7] = values[i];
        const Verdict *verdict = verify_network_changed(*state, point, input, "bn1.bias", 3, 0.01f);
        assert_non_null(verdict);
        assert_true(!verdict->agrees && isfinite(verdict->worst) && verdict->worst_channel == 3);
        assert_true(verify_network_changed(*state, point, input, "bn1.bias", 3, 0)->agrees);
    }
}

/* A network of integers but for its first layer, with ranges as they come. */
static Plan mixed_plan(Fixture *f) {
    static const char small[] =
        "{\"name\": \"net\", \"block\": \"basic\", \"repeats\": [1], \"widths\": [8], \"classes\": 5,"
        " \"stem\": {\"type\": \"cifar\", \"width\": 8}, \"input\": {\"height\": 8, \"width\": 8}}";
    const Spec *spec = make_spec(f, small);
    PlanOrder order = { .weights = "random:1", .pools_apart = true, .precision = PRECISION_AUTO };
    const Layers *layers =
        plan_layers(&f->arena, spec, &(PlanOrder){ .pools_apart = true }, &f->diag)->layers;
    Range *ranges = arena_array(&f->arena, Range, layers->count);
    bool *floats = arena_array(&f->arena, bool, layers->count);
    for (int v = 0; v < layers->count; v++)
        ranges[v] = (Range){ .low = -1,
                             .high = 1,
                             .means = arena_array(&f->arena, float, layers->layers[v].shape.channels) };
    floats[find_layer(layers, "conv1")] = true;
    order.ranges = &(Ranges){ ranges, layers->count };
    order.floats = floats;
    const Plan *plan = plan_to_order(&f->arena, spec, target_find("scalar"), &order, &f->diag);
    if (!plan) fail_msg("%s", f->diag.message);
    return *plan;
}

/* The rounding of floats before it hides no wrong integer. */
static void a_wrong_integer_behind_floats_is_told(void **state) {
    Fixture *f = *state;
    Plan plan = mixed_plan(f);
    Blob blob = *plan.blob;
    unsigned char *bytes = memcpy(arena_alloc(&f->arena, blob.size), blob.bytes, blob.size);
    const float *input = make_input(f);
    assert_true(verify_network(&f->arena, &plan, JIT_CC, input, NULL, &f->diag)->agrees);
    const int v = find_layer(plan.layers, "layer1.0.conv2");
    for (size_t i = blob.weight[v]; i < blob.bias[v]; i++) bytes[i] ^= 0x40;
    blob.bytes = bytes;
    plan.blob = &blob;
    const Verdict *verdict = verify_network(&f->arena, &plan, JIT_CC, input, NULL, &f->diag);
    assert_false(verdict->agrees);
    assert_string_equal(verdict->worst_layer, "layer1.0.conv2");
    assert_true(verdict->worst >= 1 && verdict->worst > verdict->bound);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(right_code_agrees),
        TEST(wrong_bias_is_found),
        TEST(wrong_weight_is_found),
        TEST(an_ill_conditioned_layer_agrees),
        TEST(not_a_number_disagrees),
        TEST(not_a_number_agrees_with_itself),
        TEST(an_infinity_hides_no_error),
        TEST(a_long_sum_may_round_more),
        TEST(a_wrong_integer_behind_floats_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
