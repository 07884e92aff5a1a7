/* test_narrow.c: filters of 24 bits are what the kernels take them for: each within a unit of its channel's
 * largest at that point. */
#include "fixture.h"
#include "plan/plan.h"

#include <math.h>

/* 250 channels: the last block of each has some that do not exist. */
static const char late[] =
    "{\"block\":\"basic\",\"repeats\":[5],\"widths\":[250],\"classes\":0,\"stem\":{\"type\":"
    "\"cifar\",\"width\":16},\"input\":{\"height\":14,\"width\":14}}";

/* The integer of a channel's weight for the input channel `in`, in a point of a panel: [in run][3][lane]. */
static int32_t integer(const float *point, int vectors, int channel, int in) {
    int number = in * vectors + channel / 16, run = number / NARROW_RUN;
    uint32_t i[3];
    for (int k = 0; k < 3; k++) memcpy(&i[k], point + (run * 3 + k) * 16 + channel % 16, sizeof i[k]);
    return (int32_t)(number % NARROW_RUN < 3 ? i[number % NARROW_RUN] : i[0] << 24 ^ i[1] << 16 ^ i[2] << 8);
}

/* u[in][point] of an output channel, 0 where there is none. */
static double *transformed(const Layer *layer, const Winograd *w, int out, int ins, int points) {
    double *u = test_calloc((size_t)(ins * points), sizeof *u);
    float filter[9];
    for (int in = 0; in < layer->in_shape.channels && out < layer->shape.channels; in++) {
        layer_weights(layer, out, (size_t)in * 9, 9, filter);
        winograd_filter(w, filter, u + in * points);
    }
    return u;
}

static void check_channel(const Plan *plan, int v, int out) {
    const Layer *l = &plan->layers->layers[v];
    const Layout *il = &plan->layouts[l->in], *ol = &plan->layouts[v];
    const Choice *c = &plan->choices[v];
    const Winograd w = winograd_matrices(c->outputs, l->stride);
    int points = w.points * w.points, width = panel_channels(ol, c), ins = il->blocks * il->lanes;
    size_t floats = panel_units(l, il, ol, c), group = (size_t)c->group, panel = (size_t)(out / width);
    const float *first = (const float *)(const void *)(plan->blob->bytes + plan->blob->weight[v]) +
                         panel / group * group * floats * (size_t)points + panel % group * floats;
    double *u = transformed(l, &w, out, ins, points);
    for (int n = 0; n < points; n++) {
        const float *point = first + (size_t)n * group * floats,
                    scale = point[floats - (size_t)(width - out % width)];
        double largest = 0;
        for (int in = 0; in < ins; in++) largest = fmax(largest, fabs(u[in * points + n]));
        for (int in = 0; in < ins; in++) {
            double got = (double)integer(point, c->tile.vectors, out % width, in) * (double)scale;
            assert_true(fabs(got - u[in * points + n]) <= ldexp(largest, -23));
        }
    }
    test_free(u);
}

static void each_weight_is_within_a_unit(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, late, "zen5", "random:3", ACCURACY_FAST);
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        bool wide = layer->kernel == 3 && layer->in_shape.channels == 250;
        assert_int_equal(plan->choices[v].weights == NUMBER_S24, wide);
        for (int out = 0; wide && out < plan->layouts[v].blocks * plan->layouts[v].lanes; out++)
            check_channel(plan, v, out);
    }
}

static void tight_has_floats(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, late, "zen5", "random:3", ACCURACY_TIGHT);
    for (int v = 0; v < plan->layers->count; v++) assert_int_equal(plan->choices[v].weights, NUMBER_F32);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_weight_is_within_a_unit),
        TEST(tight_has_floats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
