/* test_activation.c: the rows of activations agree with each other: moments with the definition, by numerical
 * integration; what is said of the sign; the emitted functions, compiled, with the definition. */
#include "fixture.h"

#include <dlfcn.h>

#include <math.h>

/* ---- What the rows say ---- */

static const double slope = 0.25; /* where a row is sloped: PReLU's own beginning */

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

/* E[f(x)^2], by the trapezoidal rule over ten deviations. */
static double integrated_moment(const ActivationRow *row, double deviation, double mean) {
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
                double expected = integrated_moment(row, deviations[i], means[j]),
                       got = activation_moment(a, slope, deviations[i], means[j]);
                double bound = row->moment ? 1e-6 : 1e-3;
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
        assert_true(fabs(row->kept - integrated_moment(row, 1, 0)) < 1.0 / 32);
    }
}

static void signs_are_those_of_the_definition(void **state) {
    (void)state;
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) {
        double lowest = INFINITY;
        for (double x = -100; x <= 100; x += 1.0 / 64)
            lowest = fmin(lowest, activation_row(a)->exact(x, slope));
        assert_int_equal(lowest >= 0, activation_row(a)->never_negative);
    }
}

/* ---- What is emitted ---- */

typedef void Function(const float *x, float *y);

/* A file of all functions, and for each a public one that maps a vector: "map_relu". */
static const char *functions_text(Arena *arena, const Target *target) {
    Out out = { .text = { .arena = arena } };
    const ActivationSet all = all_activations();
    if (target->lanes > 1) {
        emit_library_prelude(&out, target);
    } else {
        line(&out, "typedef float vec;");
        emit_activations(&out, all, target);
    }
    for (Activation a = 0; a < ACTIVATION_COUNT; a++)
        if (all.has[a])
            line(&out, "void map_%s(const float *x, float *y) { *(vec *)y = %s; }", activation_row(a)->name,
                 activated(arena, a, "(*(const vec *)x)"));
    return out.text.bytes;
}

/* Within a few units in the last place of what the definition gives, and of the numbers around it. */
static void check_function(Function *function, const ActivationRow *row, int lanes) {
    enum { MOST_LANES = 16 };
    _Alignas(64) float x[MOST_LANES], y[MOST_LANES];
    for (float start = -20; start < 20; start += 0.37f) {
        for (int i = 0; i < lanes; i++) x[i] = start + (float)i * 0.013f;
        function(x, y);
        for (int i = 0; i < lanes; i++) {
            double exact = row->exact(x[i], slope);
            if (!(fabs(y[i] - exact) <= 4e-7 * fmax(fabs(exact), 1e-3)))
                fail_msg("%s(%.9g): expected %.9g, got %.9g", row->name, x[i], exact, y[i]);
        }
    }
}

/* NaN stays NaN, infinities go where the definition has them. */
static void check_ends(Function *function, const ActivationRow *row, int lanes) {
    enum { MOST_LANES = 16 };
    static const float ends[] = { NAN, INFINITY, -INFINITY };
    _Alignas(64) float x[MOST_LANES] = { 0 }, y[MOST_LANES];
    for (int i = 0; i < COUNT_OF(ends); i++) {
        x[lanes - 1] = ends[i];
        function(x, y);
        double exact = row->exact(ends[i], slope), got = y[lanes - 1];
        if (isnan(exact) ? !isnan(got) : got != exact) fail_msg("%s(%g): got %g", row->name, ends[i], got);
    }
}

static void emitted_functions_are_the_definition(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++) {
        if (!target_runs_here(targets[t])) continue;
        const char *flags =
            arena_printf(&f->arena, "-std=%s -O2 %s -w -Icompiler", targets[t]->standard, targets[t]->flags);
        void *handle = load_compiled(f, flags, functions_text(&f->arena, targets[t]), NULL);
        for (Activation a = ACTIVATION_NONE + 1; a < ACTIVATION_COUNT; a++) {
            void *symbol = dlsym(handle, arena_printf(&f->arena, "map_%s", activation_row(a)->name));
            Function *function;
            assert_non_null(symbol);
            memcpy(&function, &symbol, sizeof function); /* ISO C has no cast from object to function */
            check_function(function, activation_row(a), targets[t]->lanes);
            check_ends(function, activation_row(a), targets[t]->lanes);
        }
        dlclose(handle);
        reset_fixture(f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(names_are_apart),
        TEST(moments_are_those_of_the_definition),
        TEST(a_binary_fraction_is_kept),
        TEST(signs_are_those_of_the_definition),
        TEST(emitted_functions_are_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
