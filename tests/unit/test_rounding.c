/* test_rounding.c: weights as integers: errors of a channel's taps cancel, and are not much larger for it. */
#include "calibrate/quantize.h"
#include "fixture.h"

enum { TAPS = 9, CHANNELS = 500, COUNT = TAPS * CHANNELS };

static const double unit = 0.01;

/* -1 to 1: the same ones every time. */
static void fill(double *weights, size_t count) {
    uint32_t state = 1;
    for (size_t i = 0; i < count; i++) {
        state = state * 1664525u + 1013904223u;
        weights[i] = (double)(state >> 8) / (1 << 23) - 1;
    }
}

typedef struct {
    double square, of_sums; /* of a channel, on the average: the sum of squared errors, their sum squared */
} Errors;

static Errors errors_of(const double *errors) {
    Errors e = { 0, 0 };
    for (int c = 0; c < CHANNELS; c++) {
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            const double error = errors[c * TAPS + i];
            sum += error;
            e.square += error * error / CHANNELS;
        }
        e.of_sums += sum * sum / CHANNELS;
    }
    return e;
}

/* By themselves errors add up to 9 / 12, squared, and so do their squares. */
static void errors_of_a_channel_cancel(void **state) {
    double weights[COUNT], errors[COUNT];
    signed char to[COUNT];
    (void)state;
    fill(weights, COUNT);
    round_weights(weights, COUNT, 1, unit, errors, to);
    const Errors alone = errors_of(errors);
    assert_true(fabs(alone.square - 0.75) < 0.1 && fabs(alone.of_sums - 0.75) < 0.1);
    round_weights(weights, COUNT, TAPS, unit, errors, to);
    const Errors together = errors_of(errors);
    assert_true(together.of_sums < 0.2);
    assert_true(together.square < 1.25 * alone.square);
}

/* No tap is a whole unit away, and errors are those of the integers. */
static void integers_are_near_their_weights(void **state) {
    double weights[COUNT], errors[COUNT];
    signed char to[COUNT];
    (void)state;
    fill(weights, COUNT);
    round_weights(weights, COUNT, TAPS, unit, errors, to);
    for (int i = 0; i < COUNT; i++) {
        assert_true(fabs(to[i] - weights[i] / unit) < 1);
        assert_true(fabs(to[i] - weights[i] / unit - errors[i]) < 1e-9);
    }
}

static void a_tap_alone_is_rounded_to_the_nearest(void **state) {
    double weights[COUNT], errors[COUNT];
    signed char to[COUNT];
    (void)state;
    fill(weights, COUNT);
    weights[0] = 2.5 * unit; /* a tie stays, too */
    round_weights(weights, COUNT, 1, unit, errors, to);
    for (int i = 0; i < COUNT; i++) assert_int_equal(to[i], (int)rint(weights[i] / unit));
}

/* 0.4 each: of nine, whose sum is 3.6, four go up. */
static void as_many_go_up_as_their_sum_has(void **state) {
    double weights[TAPS], errors[TAPS];
    signed char to[TAPS];
    int sum = 0;
    (void)state;
    for (int i = 0; i < TAPS; i++) weights[i] = 0.4 * unit;
    round_weights(weights, TAPS, TAPS, unit, errors, to);
    for (int i = 0; i < TAPS; i++) sum += to[i];
    assert_int_equal(sum, 4);
}

static void the_largest_stay_in_their_range(void **state) {
    double weights[TAPS], errors[TAPS];
    signed char to[TAPS];
    (void)state;
    for (int sign = -1; sign <= 1; sign += 2) {
        for (int i = 0; i < TAPS; i++) weights[i] = sign * (i % 2 ? 127.0 : 126.6) * unit;
        round_weights(weights, TAPS, TAPS, unit, errors, to);
        for (int i = 0; i < TAPS; i++) assert_in_range(sign * to[i], 126, 127);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(errors_of_a_channel_cancel),
        TEST(integers_are_near_their_weights),
        TEST(a_tap_alone_is_rounded_to_the_nearest),
        TEST(as_many_go_up_as_their_sum_has),
        TEST(the_largest_stay_in_their_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
