/* test_group_norm.c: means and variances where they are hard to come by, on every target that runs here: the
 * stem is a 1x1 convolution that hands on its one channel as it is, its norm has a group a channel. */
#include "engine.h"
#include "fixture.h"

#include <math.h>

static const char json[] =
    "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[12],\"stem\":{\"kernel\":1,\"stride\":1,\"width\":12,"
    "\"pool\":null},\"norm\":{\"type\":\"group\",\"groups\":12,\"eps\":%s},\"input\":{\"channels\":1,"
    "\"height\":"
    "%d,\"width\":%d},\"classes\":3,\"outputs\":[\"stem\"]}";

static const Plan *plan_of(Fixture *f, const Target *target, const char *eps, int height, int width) {
    static const float ones[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
    Arena *arena = &f->arena;
    const Spec *spec = make_spec(f, arena_printf(arena, json, eps, height, width));
    Plan *plan = arena_alloc(arena, sizeof *plan);
    *plan = *plan_network(arena, spec, target, "random:7", NULL, ACCURACY_TIGHT, &f->diag);
    const float **data = arena_array(arena, const float *, plan->graph->param_count);
    memcpy(data, plan->weights->data, sizeof *data * (size_t)plan->graph->param_count);
    data[find_param(plan->graph, "conv1.weight")] = ones;
    Weights *weights = arena_alloc(arena, sizeof *weights);
    *weights = (Weights){ .source = plan->weights->source, .data = data };
    plan->weights = weights;
    plan->layers = fold_layers(arena, plan->graph, plan->shapes, weights, false, &f->diag);
    return plan_with_choices(arena, plan, plan->choices);
}

/* A mean a thousand times the deviation; one pixel, the first row far from all others. */
typedef double Pixel(int index, int width, double noise);

static double far_mean(int index, int width, double noise) {
    (void)index, (void)width;
    return 1000 + noise;
}

static double lone_pixel(int index, int width, double noise) {
    (void)width;
    return index ? noise / 1000 : 1000;
}

static double lone_row(int index, int width, double noise) { return index < width ? 1000 : noise / 1000; }

static const float *input_of(Arena *arena, const Plan *plan, Pixel *pixel) {
    size_t count = plan_input_floats(plan);
    float *input = arena_array(arena, float, count);
    uint64_t state = 3;
    for (size_t i = 0; i < count; i++)
        input[i] = (float)pixel((int)i, plan->spec->width, (double)(split_mix(&state) >> 40) * 0x1p-23 - 1);
    return input;
}

static double worst_of(Fixture *f, const Plan *plan, Pixel *pixel, JitKind jit) {
    const Verdict *verdict =
        verify_network(&f->arena, plan, jit, input_of(&f->arena, plan, pixel), NULL, &f->diag);
    if (!verdict) fail_msg("%s", f->diag.message);
    return verdict->worst;
}

static void far_means_cost_no_accuracy(void **state) {
    static Pixel *const pixels[] = { far_mean, lone_pixel, lone_row };
    static const double most[] = { 1e-6, 2e-6, 5e-6 };
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++)
        for (int i = 0; i < COUNT_OF(pixels) && target_runs_here(targets[t]); i++) {
            JitKind jit = targets[t]->lanes == 1 ? JIT_TCC : JIT_CC;
            double worst = worst_of(f, plan_of(f, targets[t], "1e-5", 45, 37), pixels[i], jit);
            if (!(worst < most[i])) fail_msg("%s, case %d: off by %g", targets[t]->name, i, worst);
            reset_fixture(f);
        }
}

/* Numbers that are all one: beta is left, and nothing where eps is 0, as with PyTorch. */
static void constant_channels_become_beta(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++)
        for (int zero = 0; zero < 2 && target_runs_here(targets[t]); zero++) {
            const Plan *plan = plan_of(f, targets[t], zero ? "0" : "1e-5", 5, 7);
            const float *beta = plan->weights->data[find_param(plan->graph, "bn1.bias")];
            float input[5 * 7];
            Network network;
            for (int i = 0; i < COUNT_OF(input); i++) input[i] = 0.1f;
            if (!network_of_plan(&f->arena, plan, targets[t]->lanes == 1 ? JIT_TCC : JIT_CC, &network,
                                 &f->diag))
                fail_msg("%s", f->diag.message);
            const float *output = network_run(&f->arena, &network, input);
            for (int i = 0; i < 12 * 35; i++) {
                float wanted = beta[i / 35] < 0 ? 0 : beta[i / 35];
                if (zero ? !isnan(output[i]) : output[i] != wanted)
                    fail_msg("%s, eps %d, channel %d: %g", targets[t]->name, !zero, i / 35, output[i]);
            }
            reset_fixture(f);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(far_means_cost_no_accuracy),
                                        TEST(constant_channels_become_beta) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
