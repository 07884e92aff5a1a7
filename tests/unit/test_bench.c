/* test_bench.c: --bench on a tiny network: every layer is timed, the report says so. No time is asserted. */
#include "measure/measure.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char small[] =
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[8,16],\"stem\":{\"type\":\"cifar\"},"
    "\"input\":{\"height\":8,\"width\":8},\"classes\":10,"
    "\"outputs\":[\"layer1\",\"logits\",\"probabilities\"]}";

typedef struct {
    Arena arena;
    Diag diag;
    const Plan *plan;
    const float *input;
} Fixture;

static int set_up(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    f->diag.arena = &f->arena;
    const Spec *spec = spec_parse(&f->arena, small, strlen(small), "small.json", &f->diag);
    if (spec)
        f->plan =
            plan_network(&f->arena, spec, target_find("scalar"), "random:1", NULL, ACCURACY_FAST, &f->diag);
    f->input = arena_alloc(&f->arena, 3 * 8 * 8 * sizeof(float));
    *state = f;
    return f->plan ? 0 : -1;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    arena_free(&f->arena);
    free(f);
    return 0;
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
    const Bench *bench = bench_network(&f->arena, f->plan, kind, f->input, true, &f->diag);
    if (!bench) fail_msg("%s", f->diag.message);
    assert_true(bench->timing.runs >= 20 && bench->timing.minimum > 0);
    assert_true(isfinite(bench->peak) && bench->peak >= bench->usual && bench->usual > 0);
    assert_true(bench->nearest == 0 && bench->farthest == 0); /* one thread */
    assert_all_timed(f->plan, bench);
    const char *report = bench_report(&f->arena, f->plan, bench);
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
    const char *report = bench_report(&f->arena, f->plan, &bench);
    assert_non_null(strstr(report, "median   2.000"));
    assert_non_null(strstr(report, "minimum  1.000"));
    assert_non_null(strstr(report, "3 runs, preempted 4 times"));
    assert_null(strstr(report, "%"));
    assert_null(strstr(report, "layer2.0.conv2"));
}

/* With threads it tells how far apart they were. */
static void test_cores(void **state) {
    Fixture *f = *state;
    Plan plan = *f->plan;
    Bench bench = { .timing = { .median = 0.002 }, .nearest = 50e-9, .farthest = 371e-9 };
    plan.threads = 2;
    assert_non_null(strstr(bench_report(&f->arena, &plan, &bench), "; 2 threads, cores 50 to 371 ns apart"));
    assert_null(strstr(bench_report(&f->arena, &plan, &(Bench){ .peak = 1 }), "apart"));
    double seconds = measure_cores();
    assert_true(seconds > 1e-9 && seconds < 1e-2);
}

/* An impossible compiler: the network cannot be compiled, and that is said. */
static void test_no_compiler(void **state) {
    Fixture *f = *state;
    const char *before = getenv("CC");
    char *kept = before ? strdup(before) : NULL;
    setenv("CC", "/nonexistent/cc", 1);
    assert_null(bench_network(&f->arena, f->plan, JIT_CC, f->input, false, &f->diag));
    assert_int_equal(f->diag.status, STATUS_SYSTEM);
    assert_null(peak_open(&f->arena, f->plan->target, &f->diag));
    if (kept)
        setenv("CC", kept, 1);
    else
        unsetenv("CC");
    free(kept);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cc, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tcc, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_short_report, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cores, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_compiler, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
