/* test_limits.c: histograms do not know in which order numbers came; ranges are what their rules say, on
 * distributions whose answer is known. */
#include "calibrate/least_error.h"
#include "calibrate/limits.h"
#include "fixture.h"

#include <float.h>
#include <math.h>

enum { NUMBERS = 40000 };

static const LimitsUse plain = { ACTIVATION_NONE, false }, positive = { ACTIVATION_NONE, true };
static const RangeRule mse = { RULE_MSE, 0 }, minmax = { RULE_MINMAX, 0 };

static void add(Histogram *h, const float *values, size_t count) {
    float least = values[0], most = values[0];
    for (size_t i = 0; i < count; i++) least = fminf(least, values[i]), most = fmaxf(most, values[i]);
    histogram_add(h, values, count, least, most);
}

static Histogram *histogram_of(Fixture *f, const float *values, size_t count) {
    Histogram *h = arena_alloc(&f->arena, sizeof *h);
    add(h, values, count);
    return h;
}

/* ---- Numbers: the same ones every time ---- */

typedef double Draw(double unit); /* of a uniform number between 0 and 1: the quantile function */

static double uniform(double u) { return 2 * u - 1; }
static double laplace(double u) { return u < 0.5 ? log(2 * u) : -log(2 - 2 * u); }
static double exponential(double u) { return -log(1 - u); }

/* By bisection of its distribution. */
static double normal(double u) {
    double low = -10, high = 10;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        *(0.5 * erfc(-middle / sqrt(2)) < u ? &low : &high) = middle;
    }
    return low;
}

static double rectified(double u) { return fmax(normal(u), 0); }
static double cauchy(double u) { return tan(M_PI * (u - 0.5)); }

/* All quantiles, in an order that is none. */
static float *draw(Fixture *f, Draw *quantile) {
    float *values = arena_array(&f->arena, float, NUMBERS);
    uint64_t state = 7;
    for (int i = 0; i < NUMBERS; i++) values[i] = (float)quantile((i + 0.5) / NUMBERS);
    for (int i = NUMBERS - 1; i > 0; i--) {
        int other = (int)(split_mix(&state) % (uint64_t)(i + 1));
        float value = values[i];
        values[i] = values[other];
        values[other] = value;
    }
    return values;
}

/* ---- Histograms ---- */

static void order_and_portions_do_not_matter(void **state) {
    Fixture *f = *state;
    float *values = draw(f, cauchy);
    values[0] = 0;
    values[5] = -0.0f;
    const Histogram *whole = histogram_of(f, values, NUMBERS);
    Histogram *parts = arena_alloc(&f->arena, sizeof *parts);
    for (size_t end = NUMBERS, size = 1; end > 0; size = size % 97 + 1) { /* from behind, some at a time */
        size_t count = size < end ? size : end;
        add(parts, values + end - count, count);
        end -= count;
    }
    assert_memory_equal(whole, parts, sizeof *whole);
    assert_int_equal(whole->zeros, 2);
}

static void a_bin_holds_its_numbers(void **state) {
    Fixture *f = *state;
    const float *values = draw(f, laplace);
    const Histogram *h = histogram_of(f, values, NUMBERS);
    for (int bin = 0; bin < 2 * HISTOGRAM_SIDE; bin++) {
        uint64_t count = 0;
        for (int i = 0; i < NUMBERS && h->bins[bin]; i++)
            count += values[i] >= histogram_edge(h, bin) && values[i] < histogram_edge(h, bin + 1);
        assert_int_equal(count, h->bins[bin]);
    }
}

static void numbers_of_any_size_fit(void **state) {
    Fixture *f = *state;
    const float values[] = { FLT_MAX, -FLT_MAX, FLT_MIN, 1e-45f, -1e-45f, 0, 1, 1 };
    const Histogram *h = histogram_of(f, values, COUNT_OF(values));
    uint64_t count = 0;
    for (int bin = 0; bin < 2 * HISTOGRAM_SIDE; bin++) count += h->bins[bin];
    assert_int_equal(count, COUNT_OF(values));
    assert_int_equal(histogram_of(f, values + 3, 2)->count, 2);
    assert_true(choose_limits(histogram_of(f, values + 3, 2), &mse, plain).high == 1e-45f);
    assert_true(isfinite(choose_limits(h, &mse, plain).high));
}

static void many_times_is_as_often(void **state) {
    Fixture *f = *state;
    const float values[] = { -3, -3, 0, 0, 0, 7 };
    Histogram *h = arena_alloc(&f->arena, sizeof *h);
    histogram_add_times(h, 0, 3);
    histogram_add_times(h, 7, 1);
    histogram_add_times(h, 5, 0);
    histogram_add_times(h, -3, 2);
    assert_memory_equal(h, histogram_of(f, values, COUNT_OF(values)), sizeof *h);
}

/* ---- The least squared error ---- */

/* Of the numbers themselves, not of bins. */
static double true_error(const float *values, Limits limits) {
    double scale = ((double)limits.high - limits.low) / 255, zero = nearbyint(-limits.low / scale), sum = 0;
    for (int i = 0; i < NUMBERS; i++) {
        double q = fmin(fmax(nearbyint(values[i] / scale) + zero, 0), 255),
               error = values[i] - (q - zero) * scale;
        sum += error * error;
    }
    return sum;
}

/* No range of a fine grid is better than that chosen by more than 3 %. */
static void check_least(Fixture *f, const char *name, Draw *quantile, bool never_negative) {
    const float *values = draw(f, quantile);
    const Histogram *h = histogram_of(f, values, NUMBERS);
    Limits chosen = choose_limits(h, &mse, never_negative ? positive : plain);
    double error = true_error(values, chosen);
    for (double low = 1; low > 0.02; low *= 0.9)
        for (double high = 1; high > 0.02; high *= 0.9) {
            Limits other = { never_negative ? 0 : (float)(low * h->least), (float)(high * h->most) };
            if (true_error(values, other) < error / 1.03)
                fail_msg("%s: %g to %g has %g of the error of %g to %g", name, other.low, other.high,
                         true_error(values, other) / error, chosen.low, chosen.high);
            if (never_negative) break;
        }
}

static void error_is_least(void **state) {
    Fixture *f = *state;
    check_least(f, "uniform", uniform, false);
    check_least(f, "normal", normal, false);
    check_least(f, "Laplace", laplace, false);
    check_least(f, "exponential", exponential, true);
    check_least(f, "rectified", rectified, true);
}

/* Banner et al. 2019 have the ends of 8 bits for infinitely many numbers: 3.92 deviations, 9.89 b. */
static void known_distributions(void **state) {
    Fixture *f = *state;
    Limits u = choose_limits(histogram_of(f, draw(f, uniform), NUMBERS), &mse, plain);
    assert_true(u.high > 0.98f && u.high < 1.01f && u.low < -0.98f && u.low > -1.01f);
    Limits n = choose_limits(histogram_of(f, draw(f, normal), NUMBERS), &mse, plain);
    assert_true(n.high > 3.6f && n.high < 4.3f && n.low > -4.3f && n.low < -3.6f);
    Limits l = choose_limits(histogram_of(f, draw(f, laplace), NUMBERS), &mse, plain);
    assert_true(l.high > 8 && l.high < 11 && l.low > -11 && l.low < -8);
}

/* What the activation makes equal costs nothing: far below 0 SiLU is 0. */
static void error_behind_an_activation(void **state) {
    Fixture *f = *state;
    float *values = draw(f, normal);
    for (int i = 0; i < NUMBERS; i++) values[i] *= 10;
    const Histogram *h = histogram_of(f, values, NUMBERS);
    Limits silu = choose_limits(h, &mse, (LimitsUse){ ACTIVATION_SILU, false }),
           none = choose_limits(h, &mse, plain);
    assert_true(none.low < -34);
    assert_true(silu.low > -14 && silu.low < -3 && silu.high > 30);
    assert_true(squared_error(h, silu, ACTIVATION_SILU) < squared_error(h, none, ACTIVATION_SILU) / 2);
}

/* ---- Percentiles, extremes ---- */

static void percentiles(void **state) {
    Fixture *f = *state;
    float *values = arena_array(&f->arena, float, 1000);
    for (int i = 0; i < 1000; i++) values[i] = (float)(i + 1) / 8;
    const Histogram *h = histogram_of(f, values, 1000);
    Limits l = choose_limits(h, &(RangeRule){ RULE_PERCENTILE, 99 }, plain);
    assert_true(l.low == 0 && fabs(l.high - 990 / 8.0) < 0.2);
    l = choose_limits(h, &(RangeRule){ RULE_PERCENTILE, 100 }, plain);
    assert_true(l.high == 125);
    for (int i = 0; i < 1000; i++) values[i] = (float)(i - 500) / 8;
    l = choose_limits(histogram_of(f, values, 1000), &(RangeRule){ RULE_PERCENTILE, 90 }, plain);
    assert_true(fabs(l.low + 400 / 8.0) < 0.3 && fabs(l.high - 399 / 8.0) < 0.3);
}

static void wider_percentiles_clip_less(void **state) {
    Fixture *f = *state;
    const Histogram *h = histogram_of(f, draw(f, laplace), NUMBERS);
    Limits before = { 0, 0 };
    double clipped = 1;
    for (int i = 0; i < 50; i++) {
        RangeRule rule = { RULE_PERCENTILE, 51 + i * 0.98 };
        Limits l = choose_limits(h, &rule, plain);
        assert_true(l.low <= before.low && l.high >= before.high);
        assert_true(share_clipped(h, l) <= clipped);
        clipped = share_clipped(h, l);
        before = l;
    }
    Limits all = choose_limits(h, &minmax, plain);
    assert_true(all.low == h->least && all.high == h->most && share_clipped(h, all) == 0);
}

/* ---- What is hardly a distribution ---- */

static void check_rules(Fixture *f, const float *values, size_t count, double low, double high,
                        double tolerance) {
    static const RangeRule rules[] = { { RULE_MSE, 0 }, { RULE_PERCENTILE, 99.99 }, { RULE_MINMAX, 0 } };
    for (int i = 0; i < COUNT_OF(rules); i++) {
        Limits l = choose_limits(histogram_of(f, values, count), &rules[i], plain);
        assert_true(fabs(l.low - low) <= tolerance && fabs(l.high - high) <= tolerance);
        assert_true(l.low <= 0 && l.high >= 0 && !signbit(l.high));
    }
}

static void degenerate(void **state) {
    Fixture *f = *state;
    const Histogram none = { .count = 0 };
    const float zeros[] = { 0, -0.0f, 0 }, same[] = { 2.7f, 2.7f, 2.7f }, below[] = { -5, -5 },
                two[] = { -1, 3 };
    check_rules(f, zeros, COUNT_OF(zeros), 0, 0, 0);
    check_rules(f, same, COUNT_OF(same), 0, 2.7, 1e-5);
    check_rules(f, below, COUNT_OF(below), -5, 0, 1e-5);
    check_rules(f, two, COUNT_OF(two), -1, 3, 1.0 / 64);
    Limits l = choose_limits(&none, &mse, plain);
    assert_true(l.low == 0 && l.high == 0 && share_clipped(&none, l) == 0);
    assert_true(choose_limits(histogram_of(f, below, 2), &mse, positive).low == 0);
}

/* One that is a hundred times as large as 100 million others is clipped; of four it is not. */
static void an_outlier(void **state) {
    Fixture *f = *state;
    const float *values = draw(f, uniform), few[] = { 1, -1, 0.5f, 100 };
    Histogram *h = arena_alloc(&f->arena, sizeof *h);
    for (int i = 0; i < NUMBERS; i++) histogram_add_times(h, values[i], 2500);
    histogram_add_times(h, 100, 1);
    Limits l = choose_limits(h, &mse, plain);
    assert_true(l.high < 1.2f && l.high > 0.9f && l.low < -0.9f);
    assert_true(share_clipped(h, l) < 1.1e-8 && share_clipped(h, l) > 0.9e-8);
    assert_true(choose_limits(histogram_of(f, few, 4), &mse, plain).high > 99);
}

/* Bins are 1 wide, levels too: half a step beyond the last level is still rounded to it, on both sides. */
static void half_a_step_is_rounded(void **state) {
    Fixture *f = *state;
    const float rounded[] = { 0.5f, 254.5f, 255.25f, -0.25f }, clipped[] = { 256.25f, -1.25f, 3000 };
    Histogram *h = histogram_of(f, clipped, COUNT_OF(clipped));
    assert_int_equal(h->exponent, 0);
    add(h, rounded, COUNT_OF(rounded));
    assert_float_equal(share_clipped(h, (Limits){ 0, 255 }), 3.0 / 7, 1e-12);
}

/* ---- Words ---- */

static void rules_have_words(void **state) {
    Fixture *f = *state;
    static const char *const good[] = { "mse", "minmax", "percentile:99.99", "percentile:99.9",
                                        "percentile:51" };
    static const char *const wrong[] = { "",
                                         "ms",
                                         "mse:1",
                                         "percentile:",
                                         "percentile:x",
                                         "percentile:50",
                                         "percentile:100.1",
                                         "percentile:9e1",
                                         "percentile:0x60",
                                         "percentile:9.9.9",
                                         "percentile: 99",
                                         "percentiles",
                                         "MSE" };
    RangeRule rule;
    for (int i = 0; i < COUNT_OF(good); i++) {
        assert_true(rule_parse(good[i], &rule));
        assert_string_equal(rule_text(&f->arena, &rule), good[i]);
    }
    for (int i = 0; i < COUNT_OF(wrong); i++)
        if (rule_parse(wrong[i], &rule)) fail_msg("taken for a rule: %s", wrong[i]);
    assert_true(rule_parse("percentile", &rule) && rule.percentile == 99.99);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(order_and_portions_do_not_matter),
        TEST(a_bin_holds_its_numbers),
        TEST(numbers_of_any_size_fit),
        TEST(many_times_is_as_often),
        TEST(error_is_least),
        TEST(known_distributions),
        TEST(error_behind_an_activation),
        TEST(percentiles),
        TEST(wider_percentiles_clip_less),
        TEST(degenerate),
        TEST(an_outlier),
        TEST(half_a_step_is_rounded),
        TEST(rules_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
