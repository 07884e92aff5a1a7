/* test_halves.c: bf16: how it rounds; filters are packed where tiles look for them; verification finds a
 * weight that is off by one unit; what accuracy allows; memory is half of floats'. */
#include "catalogue/catalogue.h"
#include "fixture.h"
#include "plan/plan.h"

#include <math.h>

static const char network[] =
    "{\"name\":\"halves\",\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[70,130],"
    "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":16,\"width\":16},\"classes\":5}";

static const Plan *plan_in_halves(Fixture *f, const char *spec, const char *target, Accuracy accuracy) {
    const PlanOrder order = { .weights = "random:3", .accuracy = accuracy, .precision = PRECISION_BF16 };
    const Plan *plan = plan_to_order(&f->arena, make_spec(f, spec), target_find(target), &order, &f->diag);
    if (!plan) fail_msg("%s", f->diag.message);
    return plan;
}

static const Plan *plan_halves(Fixture *f, const char *target, Accuracy accuracy) {
    return plan_in_halves(f, network, target, accuracy);
}

/* ---- Rounding ---- */

static void floats_that_are_bf16_stay(void **state) {
    (void)state;
    for (unsigned half = 0; half < 0x10000; half++)
        if (isfinite(from_bf16((unsigned short)half)))
            assert_int_equal(to_bf16(from_bf16((unsigned short)half)), half);
}

/* Between two neighbours the nearer one, and the even one from the middle, which is as far as rounding goes.
 */
static void others_go_to_the_nearest(void **state) {
    (void)state;
    for (unsigned half = 0; half < 0x7f7f; half++) {
        const double low = from_bf16((unsigned short)half), high = from_bf16((unsigned short)(half + 1));
        const float middle = (float)((low + high) / 2), below = nextafterf(middle, 0);
        assert_int_equal(to_bf16(middle), half % 2 ? half + 1 : half);
        assert_int_equal(to_bf16(below), half);
        assert_int_equal(to_bf16(nextafterf(middle, INFINITY)), half + 1);
        assert_true(rounding_of(NUMBER_BF16, middle) == middle - low);
        assert_true(rounding_of(NUMBER_BF16, -middle) == middle - low);
    }
    assert_true(rounding_of(NUMBER_F32, 1) == 0);
}

/* ---- Packed filters ---- */

/* The element of a panel for an input channel: `together` of them lie side by side. */
static size_t at(const Choice *c, int width, int in, int out) {
    return (size_t)(in / c->together * width + out) * (size_t)c->together + (size_t)(in % c->together);
}

/* Of a Winograd layer, at each point; of a 1x1 convolution, which has one. */
static void check_filters(const Plan *plan, int v, int out) {
    const Layer *l = &plan->layers->layers[v];
    const Layout *il = &plan->layouts[l->in], *ol = &plan->layouts[v];
    const Choice *c = &plan->choices[v];
    const bool winograd = c->algorithm == ALGORITHM_WINOGRAD;
    const Winograd w = winograd_matrices(winograd ? c->outputs : 2, 1);
    const int points = winograd ? w.points * w.points : 1, width = panel_channels(ol, c);
    const size_t units = panel_units(l, il, ol, c), group = winograd ? (size_t)c->group : 1,
                 panel = (size_t)(out / width);
    const unsigned short *first =
        (const unsigned short *)(const void *)(plan->blob->bytes + plan->blob->weight[v]) +
        panel / group * group * units * (size_t)points + panel % group * units;
    for (int in = 0; in < l->in_shape.channels; in++) {
        float filter[9];
        double u[64];
        layer_weights(l, out, (size_t)in * filter_floats(l) / (size_t)l->in_shape.channels, winograd ? 9 : 1,
                      filter);
        if (winograd)
            winograd_filter(&w, filter, u);
        else
            u[0] = filter[0];
        for (int n = 0; n < points; n++)
            assert_int_equal(first[(size_t)n * group * units + at(c, width, in, out % width)],
                             to_bf16((float)u[n]));
    }
}

/* Pairs in each lane, but where the row says of its instruction that it takes more. */
static int together(const Target *target) {
    const int row = target->extensions[NUMBER_BF16].together;
    return row > 0 ? row : target->lanes > 1 ? 2 : 1;
}

static void filters_lie_where_tiles_look(void **state) {
    Fixture *f = *state;
    int winograd = 0, direct = 0;
    for (int t = 0; t < target_count; t++) {
        const Plan *plan = plan_halves(f, targets[t]->name, ACCURACY_FAST);
        for (int v = 0; v < plan->layers->count; v++) {
            const Layer *layer = &plan->layers->layers[v];
            const Algorithm algorithm = plan->choices[v].algorithm;
            if (layer->kind != LAYER_CONV || plan->choices[v].weights != NUMBER_BF16) continue;
            if (algorithm != ALGORITHM_WINOGRAD && layer->kernel != 1) continue;
            *(algorithm == ALGORITHM_WINOGRAD ? &winograd : &direct) += 1;
            assert_int_equal(plan->choices[v].together, together(targets[t]));
            check_filters(plan, v, 0);
            check_filters(plan, v, 37);
            check_filters(plan, v, layer->shape.channels - 1);
        }
    }
    assert_true(winograd >= target_count && direct >= target_count);
}

/* ---- Choices ---- */

static void no_transform_where_it_is_to_be_tight(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++) {
        const Plan *plan = plan_halves(f, targets[t]->name, ACCURACY_TIGHT);
        for (int v = 0; v < plan->layers->count; v++) {
            const bool floats = plan->layers->layers[v].kind == LAYER_INPUT ||
                                plan->layouts[plan->layers->layers[v].in].number == NUMBER_F32;
            assert_true(floats || plan->choices[v].algorithm != ALGORITHM_WINOGRAD);
        }
    }
}

/* What is transformed is bf16 where an instruction multiplies it, and then F(2,3) alone is accurate enough.
 */
/* Random network 593 as small as it could be: 4.8e-2 of a value, where 4e-3 is allowed. */
static void no_transform_of_less_than_a_filter(void **state) {
    static const int sizes[][2] = {
        { 1, 1 }, { 1, 9 }, { 9, 2 }, { 3, 3 }
    }; /* the last has a pixel for all taps */
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(sizes); i++) {
        const char *spec = arena_printf(&f->arena,
                                        "{\"block\": \"basic\", \"repeats\": [1], \"widths\": [64], "
                                        "\"stem\": {\"type\": \"cifar\"}, \"batch\": 16, "
                                        "\"input\": {\"height\": %d, \"width\": %d}}",
                                        sizes[i][0], sizes[i][1]);
        const Plan *plan = plan_in_halves(f, spec, "avx512", ACCURACY_FAST);
        int transformed = 0;
        for (int v = 0; v < plan->layers->count; v++)
            transformed += plan->choices[v].algorithm == ALGORITHM_WINOGRAD;
        assert_int_equal(transformed > 0, i == COUNT_OF(sizes) - 1);
    }
}

static void an_instruction_takes_bf16(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++) {
        const Plan *plan = plan_halves(f, targets[t]->name, ACCURACY_FAST);
        const bool dots = targets[t]->extensions[NUMBER_BF16].dots;
        const char *flag = targets[t]->extensions[NUMBER_BF16].flag;
        assert_true(!dots || !flag || strstr(plan->target->flags, flag));
        for (int v = 0; v < plan->layers->count; v++) {
            if (plan->choices[v].algorithm != ALGORITHM_WINOGRAD) continue;
            assert_int_equal(plan->kernels[v].winograd.products.x, dots ? NUMBER_BF16 : NUMBER_F32);
            assert_true(!dots || plan->choices[v].outputs == 2);
        }
    }
}

/* Filters that are taken apart need a register besides those of sums and weights: compilers spill otherwise.
 * Of these images floats have tiles of seven pixels and two vectors. */
static void tiles_leave_a_register(void **state) {
    static const char spec[] = "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[128],\"stem\":{\"type\":"
                               "\"cifar\"},\"input\":{\"height\":14,\"width\":14},\"classes\":5}";
    static const char *const names[] = { "rvv128", "rvv256", "avx2", "sse2" };
    Fixture *f = *state;
    int products = 0;
    for (int t = 0; t < COUNT_OF(names); t++) {
        const Plan *plan = plan_in_halves(f, spec, names[t], ACCURACY_FAST);
        for (int v = 0; v < plan->layers->count; v++) {
            const Choice *c = &plan->choices[v];
            if (c->algorithm != ALGORITHM_WINOGRAD || c->weights != NUMBER_BF16) continue;
            assert_true((c->tile.rows * c->tile.columns + 1) * c->tile.vectors < plan->target->registers);
            products++;
        }
    }
    assert_true(products >= COUNT_OF(names));
}

static void memory_is_half(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++) {
        const PlanOrder order = { .precision = PRECISION_BF16 };
        const Spec *spec = named_spec(f, "resnet50");
        const Plan *halves = plan_to_order(&f->arena, spec, targets[t], &order, &f->diag);
        const Plan *floats = plan_to_order(&f->arena, spec, targets[t], &(PlanOrder){ 0 }, &f->diag);
        assert_true(halves && floats);
        assert_true((double)halves->blob->size <= 0.51 * (double)floats->blob->size);
        assert_true((double)halves->placement->values <= 0.6 * (double)floats->placement->values);
        assert_true(halves->blob->fingerprint != floats->blob->fingerprint);
        reset_fixture(f);
    }
}

/* ---- Verification ---- */

/* The reference gets one weight that is `units` units of bf16 from what the code has. */
static const Verdict *verify_changed(Fixture *f, int units) {
    Plan plan = *plan_halves(f, "native", ACCURACY_TIGHT);
    const float **data = arena_array(&f->arena, const float *, plan.graph->param_count);
    Layers layers = *plan.layers;
    Layer *copies = arena_array(&f->arena, Layer, layers.count);
    memcpy(copies, layers.layers, sizeof *copies * (size_t)layers.count);
    memcpy(data, plan.weights->data, sizeof *data * (size_t)plan.graph->param_count);
    for (int p = 0; p < plan.graph->param_count; p++) {
        if (strcmp(plan.graph->params[p].name, "layer1.0.conv2.weight")) continue;
        float *changed = arena_array(&f->arena, float, plan.graph->params[p].count);
        memcpy(changed, data[p], sizeof *changed * plan.graph->params[p].count);
        changed[4] += (float)units * changed[4] / 128;
        for (int v = 0; v < layers.count; v++)
            if (copies[v].weight == data[p]) copies[v].weight = changed;
        data[p] = changed;
    }
    layers.layers = copies;
    plan.layers = &layers;
    plan.weights = &(Weights){ .data = data };
    float *input = arena_array(&f->arena, float, plan_input_floats(&plan));
    for (size_t i = 0; i < plan_input_floats(&plan); i++) input[i] = (float)(i * 7919 % 2001) / 1000 - 1;
    return verify_network(&f->arena, &plan, JIT_CC, input, NULL, &f->diag);
}

static void a_weight_off_by_a_unit_is_found(void **state) {
    const Verdict *right = verify_changed(*state, 0);
    assert_non_null(right);
    assert_true(right->agrees && right->worst < 2e-6);
    const Verdict *wrong = verify_changed(*state, 2);
    assert_non_null(wrong);
    assert_false(wrong->agrees);
    assert_string_equal(wrong->worst_layer, "layer1.0.conv2");
}

/* An image of them. */
static void not_a_number_stays(void **state) {
    static const float values[] = { NAN, INFINITY, -INFINITY };
    static const char *const names[] = { "zen5", "avx512", "avx2", "scalar" };
    Fixture *f = *state;
    for (int t = 0; t < COUNT_OF(names); t++) {
        if (!target_runs_here(target_find(names[t]))) continue;
        const Plan *plan = plan_halves(f, names[t], ACCURACY_TIGHT);
        float *input = arena_array(&f->arena, float, plan_input_floats(plan));
        for (size_t i = 0; i < plan_input_floats(plan); i++) input[i] = values[t % COUNT_OF(values)];
        const Verdict *verdict = verify_network(&f->arena, plan, JIT_CC, input, NULL, &f->diag);
        assert_non_null(verdict);
        if (!verdict->agrees) fail_msg("%s: %s, %g", names[t], verdict->worst_layer, verdict->worst);
        reset_fixture(f);
    }
}

/* The catalogue's plan takes no transforms, and pools by themselves: it has all kernels that are left. */
static void the_catalogue_has_all(void **state) {
    Fixture *f = *state;
    const PlanOrder order = { .weights = "random:3", .precision = PRECISION_BF16 };
    for (int t = 0; t < target_count; t++) {
        if (!catalogue_built_low(targets[t], NUMBER_BF16)) continue;
        const Target *target = catalogue_target(&f->arena, targets[t]);
        const Plan *plan = plan_to_order(&f->arena, make_spec(f, network), target, &order, &f->diag);
        assert_non_null(plan);
        assert_int_equal(low_weights(plan), NUMBER_BF16);
        assert_int_equal(catalogue_lacks(&f->arena, plan), -1);
        for (int v = 0; v < plan->layers->count; v++)
            assert_false(plan->choices[v].algorithm == ALGORITHM_WINOGRAD);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(floats_that_are_bf16_stay),
        TEST(others_go_to_the_nearest),
        TEST(filters_lie_where_tiles_look),
        TEST(no_transform_where_it_is_to_be_tight),
        TEST(no_transform_of_less_than_a_filter),
        TEST(an_instruction_takes_bf16),
        TEST(tiles_leave_a_register),
        TEST(memory_is_half),
        TEST(a_weight_off_by_a_unit_is_found),
        TEST(the_catalogue_has_all),
        TEST(not_a_number_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
