/* test_page.c: the page of --report: what users wrote is text and nothing else, what was not asked for is
 * absent, points lie where they belong. tests/report/run.sh opens pages in a browser. */
#include "fixture.h"
#include "page/parts.h"

#include <math.h>

static const char small[] =
    "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[8,16],"
    "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":8,\"width\":8},\"classes\":10}";

static const char *escaped(Fixture *f, const char *bytes) {
    Text text = { .arena = &f->arena };
    text_append(&text, "", 0);
    html_text(&text, bytes);
    return text.bytes;
}

static void texts_are_escaped(void **state) {
    static const char *const cases[][2] = {
        { "plain.json", "plain.json" },
        { "<b a=\"1\">&amp;", "&lt;b a=&quot;1&quot;&gt;&amp;amp;" },
        { "\xc3\xa4\xe2\x82\xac\xf0\x9f\x8c\x8d", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x8c\x8d" },
        { "a\x01z\n\x7f", "a\xef\xbf\xbdz\xef\xbf\xbd\xef\xbf\xbd" },               /* control characters */
        { "\xc2\x80", "\xef\xbf\xbd\xef\xbf\xbd" },                                 /* those of C1 */
        { "\xe2\x80\xae", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },                 /* from right to left */
        { "\xff<", "\xef\xbf\xbd&lt;" },                                            /* no UTF-8 */
        { "\xc0\xbc", "\xef\xbf\xbd\xef\xbf\xbd" },                                 /* '<', too long */
        { "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },                 /* a surrogate */
        { "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" }, /* beyond Unicode */
        { "\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd" },                                 /* it ends too early */
        { "", "" },
    };
    for (int i = 0; i < COUNT_OF(cases); i++) assert_string_equal(escaped(*state, cases[i][0]), cases[i][1]);
}

static void numbers_are_grouped(void **state) {
    Fixture *f = *state;
    assert_string_equal(decimal(&f->arena, 12345.678, 1), "12,345.7");
    assert_string_equal(decimal(&f->arena, 999.96, 1), "1,000.0");
    assert_string_equal(decimal(&f->arena, -0.25, 2), "-0.25");
    assert_string_equal(decimal(&f->arena, 7, 0), "7");
    assert_string_equal(decimal(&f->arena, 2e19, 0), "20,000,000,000,000,000,000");
    assert_string_equal(decimal(&f->arena, INFINITY, 1), "inf"); /* of a call of 0 ns */
    assert_string_equal(decimal(&f->arena, NAN, 1), "nan");
}

static Bench bench_of(Fixture *f, const Plan *plan) {
    double *seconds = arena_array(&f->arena, double, plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++) seconds[v] = 1e-6 * (1 + v);
    return (Bench){ .timing = { .median = 2e-3, .minimum = 1e-3, .runs = 9 },
                    .threads = 1,
                    .peak = 1e11,
                    .usual = 9e10,
                    .layers = seconds,
                    .memory = { 4e11, 1e11, 1e10 } };
}

static const Point *point_of(const Roof *roof, int layer) {
    for (int i = 0; i < roof->count; i++)
        if (roof->points[i].layer == layer) return &roof->points[i];
    fail_msg("layer %d has no point", layer);
    return NULL;
}

/* layer1.0.conv1: 8 channels at 8x8 to as many, by the definition 9 * 8 multiply-adds a number; it reads and
 * writes 512 floats. */
static void points_are_what_was_measured(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, small, "scalar", "random:1", ACCURACY_FAST);
    const Bench bench = bench_of(f, plan);
    const Found found = { .bench = &bench };
    const Roof roof = make_roof(&f->arena, plan, &found, NULL);
    const int v = find_layer(plan->layers, "layer1.0.conv1");
    const Point *p = point_of(&roof, v);
    const double bytes = (double)panel_bytes(plan, v) + 2 * 4 * 512;
    assert_true(roof.measured && roof.peak == 1e11 && roof.slope_count == 3);
    assert_true(fabs(p->rate * bench.layers[v] / done_operations(plan, v) - 1) < 1e-9);
    assert_true(fabs(p->intensity * bytes / done_operations(plan, v) - 1) < 1e-9);
    for (int u = 0; u < plan->layers->count; u++)
        if (has_weights(&plan->layers->layers[u])) point_of(&roof, u);
}

/* Without --bench all is the model's: no layer is above the roof. */
static void the_model_stays_below_its_roof(void **state) {
    Fixture *f = *state;
    const char *const names[] = { "resnet18", "resnet50", "resnet20-cifar" };
    for (int t = 0; t < target_count; t++)
        for (int i = 0; i < COUNT_OF(names); i++) {
            const Plan *plan = plan_spec(f, named_spec(f, names[i]), targets[t]->name, NULL, ACCURACY_FAST);
            double *cycles = arena_array(&f->arena, double, plan->layers->count);
            for (int v = 0; v < plan->layers->count; v++) {
                if (!has_weights(&plan->layers->layers[v])) continue;
                const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
                cycles[v] = model_cycles(&q, &plan->choices[v]);
                assert_true(cycles[v] > 0);
            }
            const Roof roof = make_roof(&f->arena, plan, &(Found){ 0 }, cycles);
            for (int p = 0; p < roof.count; p++)
                if (roof.points[p].rate > 1.34 * roof.peak) /* pairs add beside (Core.pairs) */
                    fail_msg("%s on %s: %s at %g of %g", names[i], targets[t]->name,
                             plan->layers->layers[roof.points[p].layer].name, roof.points[p].rate, roof.peak);
            reset_fixture(f);
        }
}

static bool has(const char *page, const char *text) { return strstr(page, text); }

static void only_what_was_asked_for(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, small, "scalar", "random:1", ACCURACY_FAST);
    const Bench bench = bench_of(f, plan);
    double *errors = arena_array(&f->arena, double, plan->layers->count);
    const Verdict verdict = {
        .worst = 1e-7, .worst_layer = "fc", .bound = 5e-6, .errors = errors, .layers = 9
    };
    const char *bare = report_page(&f->arena, plan, &(Found){ 0 });
    const char *full =
        report_page(&f->arena, plan, &(Found){ .bench = &bench, .processor = "<cpu>", .verdict = &verdict });
    const char *const parts[] = { "<section id=\"time\"", ">Slowest layers<", ">Time <small>",
                                  ">Of peak <",           ">Error<",          "<section id=\"accuracy\"" };
    for (int i = 0; i < COUNT_OF(parts); i++)
        if (has(bare, parts[i]) || !has(full, parts[i])) fail_msg("%s", parts[i]);
    assert_true(has(full, "&lt;cpu&gt;") && !has(full, "<cpu>"));
    assert_string_equal(bare, report_page(&f->arena, plan, &(Found){ 0 }));
    for (const char *at = full; (at = strstr(at, "://")); at++) /* the namespace of SVG alone */
        assert_memory_equal(at, "://www.w3.org/2000/svg\"", 23);
}

/* Where each sum is one of zeros, floats are exact, too. */
static void no_error_of_floats_is_none_of_integers(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, small, "scalar", "random:1", ACCURACY_FAST);
    double *errors = arena_array(&f->arena, double, plan->layers->count);
    Verdict verdict = { .worst_layer = "input", .bound = 5e-6, .errors = errors, .layers = 9 };
    const Found found = { .verdict = &verdict };
    assert_true(
        has(report_page(&f->arena, plan, &found), "9 layers agree with the reference in double precision"));
    verdict.bound = 0;
    verdict.exact = true;
    assert_true(has(report_page(&f->arena, plan, &found), "equal those of the reference in integers"));
}

static void threads_that_do_nothing_are_told(void **state) {
    Fixture *f = *state;
    Plan plan = *make_plan_with(f, small, "scalar", "random:1", ACCURACY_FAST);
    Bench bench = bench_of(f, &plan);
    plan.threads = 2;
    const Found found = { .bench = &bench, .processor = "cpu" };
    assert_true(has(report_page(&f->arena, &plan, &found), "one thread: no layer was shared out to 2"));
    bench.threads = 2;
    assert_true(has(report_page(&f->arena, &plan, &found), "; 2 threads"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(texts_are_escaped),
        TEST(numbers_are_grouped),
        TEST(points_are_what_was_measured),
        TEST(the_model_stays_below_its_roof),
        TEST(only_what_was_asked_for),
        TEST(no_error_of_floats_is_none_of_integers),
        TEST(threads_that_do_nothing_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
