/* test_bench.c: --bench on a tiny network: every layer is timed, the report says so. No time is asserted. */
#include "fixture.h"

#include <math.h>

static const char small[] =
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[8,16],\"stem\":{\"type\":\"cifar\"},"
    "\"input\":{\"height\":8,\"width\":8},\"classes\":10,"
    "\"outputs\":[\"layer1\",\"logits\",\"probabilities\"]}";

static const Plan *make_small(Fixture *f) {
    return make_plan_with(f, small, "scalar", "random:1", ACCURACY_FAST);
}

static const Bench *bench_small(Fixture *f, const Plan *plan, JitKind kind, bool layers) {
    const float *input = arena_array(&f->arena, float, plan_input_floats(plan));
    return bench_network(&f->arena, plan, kind, input, layers, NULL, &f->diag);
}

static void assert_all_timed(const Plan *plan, const Bench *bench) {
    double sum = 0;
    for (int i = 0; i < plan->layers->count; i++) {
        const Layer *layer = &plan->layers->layers[i];
        if (layer->kind != LAYER_OUTPUT && !(bench->layers[i] > 0)) fail_msg("%s was not timed", layer->name);
        sum += bench->layers[i];
    }
    assert_true(sum < 60);
}

static void check_bench(Fixture *f, JitKind kind) {
    const Plan *plan = make_small(f);
    const Bench *bench = bench_small(f, plan, kind, true);
    if (!bench) fail_msg("%s", f->diag.message);
    assert_true(bench->timing.runs >= 20 && bench->timing.minimum > 0);
    assert_true(isfinite(bench->peak) && bench->peak >= bench->usual && bench->usual > 0);
    assert_true(bench->memory.near > 1e8 && bench->memory.last > 1e8 && bench->memory.memory > 1e8);
    assert_true(bench->threads == 1 && bench->nearest == 0 && bench->farthest == 0); /* one thread */
    assert_all_timed(plan, bench);
    const char *report = bench_report(&f->arena, plan, bench, true);
    assert_non_null(strstr(report, "layer2.0.conv2: 3x3"));
    assert_non_null(strstr(report, "median"));
    assert_non_null(strstr(report, "batch 1, target scalar"));
}

static void test_cc(void **state) { check_bench(*state, JIT_CC); }
static void test_tcc(void **state) { check_bench(*state, JIT_TCC); }

/* Without layers the report is the short table. */
static void test_short_report(void **state) {
    Fixture *f = *state;
    Bench bench = { .timing = { .median = 0.002, .minimum = 0.001, .runs = 3, .preemptions = 4 }, .peak = 0 };
    const char *report = bench_report(&f->arena, make_small(f), &bench, false);
    assert_non_null(strstr(report, "median   2.000"));
    assert_non_null(strstr(report, "minimum  1.000"));
    assert_non_null(strstr(report, "3 runs, preempted 4 times"));
    assert_null(strstr(report, "%"));
    assert_null(strstr(report, "layer2.0.conv2"));
}

/* With threads it tells how far apart they were. */
static void test_cores(void **state) {
    Fixture *f = *state;
    Plan plan = *make_small(f);
    Bench bench = { .timing = { .median = 0.002 }, .threads = 2, .nearest = 50e-9, .farthest = 371e-9 };
    plan.threads = 2;
    assert_non_null(
        strstr(bench_report(&f->arena, &plan, &bench, false), "; 2 threads, cores 50 to 371 ns apart"));
    assert_null(strstr(bench_report(&f->arena, &plan, &(Bench){ .peak = 1 }, false), "apart"));
    bench.threads = 1;
    assert_non_null(
        strstr(bench_report(&f->arena, &plan, &bench, false), "; one thread: no layer is large enough"));
    double seconds = measure_cores();
    assert_true(seconds > 1e-9 && seconds < 1e-2);
}

/* What is asked for and does nothing is told. */
static void test_too_small(void **state) {
    Fixture *f = *state;
    Plan plan = *make_small(f);
    Bench bench = { .timing = { .median = 0.002 }, .threads = 1 };
    assert_null(strstr(bench_report(&f->arena, &plan, &bench, false), "thread"));
    plan.threads = 2;
    plan.workspace.team = false;
    assert_non_null(strstr(bench_report(&f->arena, &plan, &bench, false),
                           "; one thread: no layer is large enough for 2"));
}

/* The share of the peak counts what is done, and says so: F(6,3) does a fifth of direct convolution's. */
static void test_saving(void **state) {
    Fixture *f = *state;
    const Plan *plan =
        make_plan_with(f, "{\"block\":\"basic\",\"repeats\":[1],\"input\":{\"height\":96,\"width\":96}}",
                       "avx2", "random:1", ACCURACY_FAST);
    const double direct = all_operations(plan, direct_operations),
                 done = all_operations(plan, done_operations);
    assert_true(direct > 1.5 * done);
    const Bench bench = {
        .timing = { .median = 1, .minimum = 1 }, .threads = 1, .peak = done, .usual = done
    };
    const char *report = bench_report(&f->arena, plan, &bench, false);
    assert_non_null(strstr(report, " 100.0 %\n"));
    assert_non_null(strstr(report, arena_printf(&f->arena, "%.2f times fewer", direct / done)));
}

/* An impossible compiler: the network cannot be compiled, and that is said. */
static void test_no_compiler(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_small(f);
    const char *before = getenv("CC");
    char *kept = before ? strdup(before) : NULL;
    setenv("CC", "/nonexistent/cc", 1);
    assert_null(bench_small(f, plan, JIT_CC, false));
    assert_int_equal(f->diag.status, STATUS_SYSTEM);
    assert_null(peak_open(&f->arena, plan->target, NUMBER_F32, &f->diag));
    if (kept)
        setenv("CC", kept, 1);
    else
        unsetenv("CC");
    free(kept);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_cc),        TEST(test_tcc),    TEST(test_short_report), TEST(test_cores),
        TEST(test_too_small), TEST(test_saving), TEST(test_no_compiler),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
