/* test_words.c: Winograd's algorithm in integers: its sums are those of the definition, for all values and
 * weights of 8 bits; which m stay within 16 bits; which sums are too large to be told from others modulo
 * 2^32. */
#include "choose/query.h"
#include "fixture.h"

#include <limits.h>

enum { MOST = WINOGRAD_MOST, TAPS = WINOGRAD_TAPS };

static uint64_t state;

static int drawn(int low, int high) { return low + (int)(split_mix(&state) % (uint64_t)(high - low + 1)); }

/* Of the extremes, or of all. */
static int drawn_number(int low, int high) {
    return drawn(0, 1) ? drawn(low, high) : drawn(0, 1) ? low : high;
}

static int word(long value) {
    assert_in_range(value + 32768, 0, 65535);
    return (int)value;
}

/* v = B^T d B, as words. */
static void transform_input(const Winograd *w, int d[MOST][MOST], int v[MOST][MOST]) {
    long half[MOST][MOST];
    for (int i = 0; i < w->points; i++)
        for (int j = 0; j < w->points; j++) {
            half[i][j] = 0;
            for (int k = 0; k < w->points; k++) half[i][j] += w->input.at[i][k].over * d[k][j];
        }
    for (int i = 0; i < w->points; i++)
        for (int j = 0; j < w->points; j++) {
            long sum = 0;
            for (int k = 0; k < w->points; k++) sum += half[i][k] * w->input.at[j][k].over;
            v[i][j] = word(sum);
        }
}

/* One of A^T m A, modulo 2^32, as the definition's sum. */
static int result(const IntegerWinograd *w, unsigned m[MOST][MOST], int y, int x) {
    const Matrix *a = &w->matrices.output;
    unsigned sum = 0;
    for (int i = 0; i < w->matrices.points; i++)
        for (int j = 0; j < w->matrices.points; j++)
            sum += (unsigned)a->at[y][i].over * m[i][j] * (unsigned)a->at[x][j].over;
    return (int)(sum * integer_inverse(w)) >> integer_shift(w);
}

typedef struct {
    int outputs, least_weight, most_weight, least_value, most_value, channels;
} Case;

/* All results of a tile of so many channels. */
static void check_tile(const Case *c) {
    const IntegerWinograd w = winograd_integers(c->outputs);
    const int points = w.matrices.points;
    unsigned m[MOST][MOST] = { { 0 } };
    int expected[MOST][MOST] = { { 0 } };
    for (int channel = 0; channel < c->channels; channel++) {
        signed char g[TAPS * TAPS];
        int u[MOST * MOST], d[MOST][MOST], v[MOST][MOST];
        for (int k = 0; k < TAPS * TAPS; k++)
            g[k] = (signed char)drawn_number(c->least_weight, c->most_weight);
        for (int i = 0; i < points; i++)
            for (int j = 0; j < points; j++) d[i][j] = drawn_number(c->least_value, c->most_value);
        integer_filter(&w, g, u);
        transform_input(&w.matrices, d, v);
        for (int i = 0; i < points; i++)
            for (int j = 0; j < points; j++) m[i][j] += (unsigned)(word(u[i * points + j]) * v[i][j]);
        for (int y = 0; y < c->outputs; y++)
            for (int x = 0; x < c->outputs; x++)
                for (int k = 0; k < TAPS * TAPS; k++) expected[y][x] += g[k] * d[y + k / TAPS][x + k % TAPS];
    }
    for (int y = 0; y < c->outputs; y++)
        for (int x = 0; x < c->outputs; x++) assert_int_equal(result(&w, m, y, x), expected[y][x]);
}

static void sums_are_those_of_the_definition(void **unused) {
    (void)unused;
    for (int outputs = 2; outputs <= 4; outputs++)
        for (state = 0; state < 3000;) {
            const uint64_t seed = state;
            check_tile(&(Case){ outputs, -127, 127, 0, 255, 1 + (int)(seed % 40) });
            state = seed + 1;
        }
}

/* Products of words alone leave 32 bits here, many times; the sums of the definition do not. */
static void sums_may_leave_32_bits_on_the_way(void **unused) {
    (void)unused;
    state = 7;
    for (int outputs = 2; outputs <= 4; outputs++) {
        check_tile(&(Case){ outputs, 127, 127, 255, 255, 115 }); /* 115 * 9 * 127 * 255 < 2^25 */
        check_tile(&(Case){ outputs, -127, -127, 255, 255, 115 });
        check_tile(&(Case){ outputs, -127, 127, 0, 255, 2048 });
    }
}

static void words_hold_what_four_outputs_need(void **unused) {
    (void)unused;
    for (int outputs = 2; outputs <= WINOGRAD_LARGEST; outputs++)
        assert_int_equal(winograd_fits_words(outputs), outputs <= 4);
}

/* A layer of words whose sums reach so far. */
static bool suits(int outputs, int largest_sum) {
    const Layer layer = { .kind = LAYER_CONV, .kernel = 3, .stride = 1, .largest_sum = largest_sum };
    const Layout words = { .number = NUMBER_U8_WORDS };
    const Query q = { .layer = &layer, .in = &words, .out = &words, .target = target_find("avx2") };
    return suits_integers(&q, outputs);
}

static void large_sums_are_refused(void **unused) {
    (void)unused;
    for (int outputs = 2; outputs <= 4; outputs++) {
        const IntegerWinograd w = winograd_integers(outputs);
        const int most = INT_MAX >> integer_shift(&w);
        assert_true(suits(outputs, most));
        assert_false(suits(outputs, most + 1));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_the_definition),
        cmocka_unit_test(sums_may_leave_32_bits_on_the_way),
        cmocka_unit_test(words_hold_what_four_outputs_need),
        cmocka_unit_test(large_sums_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
