/* test_activation.c: the rows of activations agree with each other: moments with the definition, by numerical
 * integration; what is said of the sign; the emitted functions, compiled, with the definition, within the ULP
 * that their rows promise. Whole networks of each are tried by tests/property/choices.c. */
#include "emit/ending.h"
#include "fixture.h"

#include <dlfcn.h>

#include <math.h>

/* ---- What the rows say ---- */

static void names_are_apart(void **state) {
    Fixture *f = *state;
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) {
        const ActivationRow *row = activation_row(a);
        assert_true(row->name && row->title && row->module && row->exact);
        assert_string_equal(c_identifier(&f->arena, row->name),
                            row->name); /* of functions and members, too */
        for (Activation b = 0; b < a; b++) assert_string_not_equal(row->name, activation_row(b)->name);
    }
}

static const double SLOPE = 0.3f;

/* E[f(x)^2], by the trapezoidal rule over ten deviations. */
static double integrated_moment(const ActivationRow *row, double slope, double deviation, double mean) {
    const double step = 1e-3, most = 10;
    double sum = 0;
    for (double t = -most; t < most + step / 2; t += step) {
        double value = row->exact(mean + deviation * t, slope);
        sum += value * value * exp(-t * t / 2) * step;
    }
    return sum / sqrt(2 * M_PI);
}

/* Those that have no formula are integrated coarsely: they tell magnitudes. */
static void moments_are_those_of_the_definition(void **state) {
    (void)state;
    static const double deviations[] = { 0, 0.125, 1, 3 }, means[] = { -2, -0.5, 0, 0.25, 1.5 };
    for (Activation a = 0; a < ACTIVATION_COUNT; a++)
        for (int i = 0; i < COUNT_OF(deviations); i++)
            for (int j = 0; j < COUNT_OF(means); j++) {
                const ActivationRow *row = activation_row(a);
                double expected = integrated_moment(row, SLOPE, deviations[i], means[j]),
                       got = activation_moment(a, SLOPE, deviations[i], means[j]),
                       bound = row->moment ? 1e-6 : 1e-3;
                if (!(fabs(got - expected) <= bound * fmax(expected, 1e-3)))
                    fail_msg("%s: deviation %g, mean %g: expected %.9g, got %.9g", row->name, deviations[i],
                             means[j], expected, got);
            }
}

static void a_binary_fraction_is_kept(void **state) {
    (void)state;
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) {
        const ActivationRow *row = activation_row(a);
        assert_true(row->kept * 64 == floor(row->kept * 64));
        assert_true(fabs(row->kept - integrated_moment(row, 0, 1, 0)) < 1.0 / 16);
    }
}

/* Of straight pieces only the ends bend. */
static void curves_bend(void **state) {
    (void)state;
    const double step = 0.0137;
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) {
        const ActivationRow *row = activation_row(a);
        int bent = 0;
        for (double x = -5; x < 5; x += step)
            bent += fabs(row->exact(x - step, SLOPE) - 2 * row->exact(x, SLOPE) +
                         row->exact(x + step, SLOPE)) > 1e-9;
        assert_true(row->curved ? bent > 100 : bent <= 4);
    }
}

static void inverses_lead_back(void **state) {
    (void)state;
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) {
        const ActivationRow *row = activation_row(a);
        for (double x = -12; x < 12 && row->inverse; x += 0.5)
            assert_true(fabs(row->inverse(row->exact(x, 0)) - x) < 1e-6);
    }
    const ActivationRow *sigmoid = activation_row(ACTIVATION_SIGMOID);
    assert_true(sigmoid->inverse(0) == -16 && sigmoid->inverse(1) == 16);
}

static void signs_are_those_of_the_definition(void **state) {
    (void)state;
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) {
        double lowest = INFINITY;
        for (double x = -100; x <= 100; x += 1.0 / 64)
            lowest = fmin(lowest, activation_row(a)->exact(x, SLOPE));
        assert_int_equal(lowest >= 0, activation_row(a)->never_negative);
    }
}

/* ---- What is emitted ---- */

typedef void Function(const float *x, float *y);

/* A file of all functions, and for each a public one that maps a vector: "map_relu". */
static const char *functions_text(Arena *arena, const Target *target) {
    Out out = { .text = { .arena = arena } };
    const ActivationSet all = all_activations();
    if (target->sleef_exp)
        line(&out, "typedef float v __attribute__((vector_size(%d))); extern v %s(v);", 4 * target->lanes,
             target->sleef_exp);
    if (target->lanes > 1) {
        emit_library_prelude(&out, target);
    } else {
        line(&out, "#include <math.h>");
        line(&out, "typedef float vec;");
        line(&out, "#define LOAD(p) (*(p))");
        emit_activations(&out, all, target);
    }
    line(&out, "const float slopes[%d] __attribute__((aligned(64))) = {", target->lanes);
    for (int i = 0; i < target->lanes; i++) line(&out, "    %gf,", SLOPE);
    line(&out, "};");
    for (Activation a = 0; a < ACTIVATION_COUNT; a++)
        if (all.has[a])
            line(&out, "void map_%s(const float *x, float *y) { *(vec *)y = %s; }", activation_row(a)->name,
                 activated(arena, a, "(*(const vec *)x)", "slopes"));
    return out.text.bytes;
}

/* Of a float of that size; of the smallest normal ones below them. */
static double unit_in_last_place(double value) {
    int exponent;
    frexp(fmax(fabs(value), 0x1p-126), &exponent);
    return ldexp(1, exponent - 24);
}

/* What the row promises; results that nearly vanish may be 0. */
static void check_number(const ActivationRow *row, Activation activation, float x, float y) {
    double exact = row->exact(x, SLOPE), error = fabs(y - exact), ulps = activation_ulps(activation, x < -2);
    if (!(error <= ulps * unit_in_last_place(exact) || (fabs(exact) < 0x1p-118 && error < 0x1p-119)))
        fail_msg("%s(%.9g): expected %.9g, got %.9g: %.3g ULP", row->name, x, exact, y,
                 error / unit_in_last_place(exact));
}

enum { MOST_LANES = 16 };

/* Every 997th float, of all sizes and both signs. */
static void check_function(Function *function, Activation activation, int lanes) {
    _Alignas(64) float x[MOST_LANES], y[MOST_LANES];
    for (uint64_t start = 0; start <= UINT32_MAX; start += 997 * (uint64_t)lanes) {
        for (int i = 0; i < lanes; i++) {
            uint32_t bits = (uint32_t)(start + 997 * (uint64_t)i);
            memcpy(&x[i], &bits, sizeof bits);
        }
        function(x, y);
        for (int i = 0; i < lanes; i++)
            if (isfinite(x[i])) check_number(activation_row(activation), activation, x[i], y[i]);
    }
}

static float float_of(uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* NaN stays NaN, whatever its payload; infinities go where the definition has them. */
static void check_ends(Function *function, const ActivationRow *row, int lanes) {
    const float ends[] = {
        NAN, -NAN, float_of(0x7fc00001), float_of(0x7fc001ff), float_of(0xffffffff), INFINITY, -INFINITY
    };
    _Alignas(64) float x[MOST_LANES] = { 0 }, y[MOST_LANES];
    for (int i = 0; i < COUNT_OF(ends); i++) {
        x[lanes - 1] = ends[i];
        function(x, y);
        double exact = row->exact(ends[i], SLOPE), got = y[lanes - 1];
        if (isnan(exact) ? !isnan(got) : got != exact) fail_msg("%s(%g): got %g", row->name, ends[i], got);
    }
}

static Function *find_function(Fixture *f, void *handle, Activation activation) {
    void *symbol = dlsym(handle, arena_printf(&f->arena, "map_%s", activation_row(activation)->name));
    Function *function;
    assert_non_null(symbol);
    memcpy(&function, &symbol, sizeof function); /* ISO C has no cast from object to function */
    return function;
}

static void check_target(Fixture *f, const Target *target, const char *more) {
    const ActivationSet all = all_activations();
    const char *flags =
        arena_printf(&f->arena, "-std=%s -O2 %s -w -Icompiler %s", target->standard, target->flags, more);
    void *handle = load_compiled(f, flags, functions_text(&f->arena, target), NULL);
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) {
        if (!all.has[a]) continue; /* none, and a leaky ReLU, which is a PReLU there */
        check_function(find_function(f, handle, a), a, target->lanes);
        check_ends(find_function(f, handle, a), activation_row(a), target->lanes);
    }
    dlclose(handle);
    reset_fixture(f);
}

static void emitted_functions_are_the_definition(void **state) {
    for (int t = 0; t < target_count; t++)
        if (target_runs_here(targets[t])) check_target(*state, targets[t], "");
}

static void so_they_are_by_sleef(void **state) {
    for (int t = 0; t < target_count; t++)
        if (target_runs_here(targets[t]) && targets[t]->sleef_exp)
            check_target(*state, targets[t], "-DRESNETC_SLEEF -Wl,--no-as-needed -lsleef");
}

/* ---- Linear layers end as others do ---- */

/* Two of one shape: what follows tells their kernels apart. */
static void linear_layers_end_with_it(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f,
                                 "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[20],\"classes\":20,"
                                 "\"input\":{\"height\":32,\"width\":32}}",
                                 "avx2");
    static const struct {
        Activation activation;
        const char *name, *about, *flag;
    } cases[] = { { ACTIVATION_RELU, " linear_20_20_relu(", ", then ReLU", ".relu = 1" },
                  { ACTIVATION_SIGMOID, " linear_20_20_sigmoid(", ", then sigmoid", ".sigmoid = 1" } };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        Layers *layers = arena_alloc(&f->arena, sizeof *layers);
        Layer *list = arena_array(&f->arena, Layer, plan->layers->count);
        Plan *other = arena_alloc(&f->arena, sizeof *other);
        memcpy(list, plan->layers->layers, sizeof *list * (size_t)plan->layers->count);
        list[find_layer(plan->layers, "fc")].activation = cases[i].activation;
        *layers = (Layers){ list, plan->layers->count };
        *other = *plan;
        other->layers = layers;
        const char *text = emit_c(&f->arena, plan_with_choices(&f->arena, other, plan->choices),
                                  &(EmitNames){ .options = "" });
        assert_non_null(strstr(text, cases[i].name));
        assert_non_null(strstr(text, cases[i].about));
        assert_non_null(strstr(text, cases[i].flag));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(names_are_apart),
        TEST(moments_are_those_of_the_definition),
        TEST(a_binary_fraction_is_kept),
        TEST(curves_bend),
        TEST(inverses_lead_back),
        TEST(signs_are_those_of_the_definition),
        TEST(emitted_functions_are_the_definition),
        TEST(so_they_are_by_sleef),
        TEST(linear_layers_end_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
