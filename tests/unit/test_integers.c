/* test_integers.c: the reference on layers that are worked out by hand. */
#include "calibrate/calibrate.h"
#include "fixture.h"

/* A network of one layer that reads value 0. */
typedef struct {
    Spec spec;
    Layer layer[2];
    Quantum quanta[2];
    Integers integers[2];
    IntegerValue values[2];
} Small;

static Small small(LayerKind kind, Shape in, Shape out, const unsigned char *value) {
    return (Small){ .spec = { .batch = 1 },
                    .layer[0] = { .in = -1, .shape = in },
                    .layer[1] = { .kind = kind,
                                  .residual = -1,
                                  .gate = -1,
                                  .in_shape = in,
                                  .shape = out,
                                  .conv_shape = out,
                                  .kernel = 1,
                                  .stride = 1,
                                  .dilation = 1,
                                  .groups = 1 },
                    .quanta = { { .number = NUMBER_U8, .scale = 1 }, { .number = NUMBER_U8, .scale = 1 } },
                    .integers[1] = { .high = 255 },
                    .values[0] = { .integers = value } };
}

static void check(Fixture *f, const Small *s, int count, const unsigned char *expected) {
    const Layers layers = { s->layer, 2 };
    const Quantized quantized = { s->quanta, s->integers, 2 };
    IntegerValue got = compute_layer(&f->arena, &s->spec, &layers, &quantized, NULL, s->values, 1);
    for (int i = 0; i < count; i++)
        if (got.integers[i] != expected[i])
            fail_msg("number %d: expected %d, got %d", i, expected[i], got.integers[i]);
}

#define BYTES(...) ((const unsigned char[]){ __VA_ARGS__ })

/* Halves go to the even integer; limits hold; what is added behind the rounding is limited, too. */
static void rounds_once_to_even(void **state) {
    Small s = small(LAYER_POINTWISE, (Shape){ 1, 1, 8 }, (Shape){ 1, 1, 8 }, BYTES(0, 1, 2, 3, 4, 5, 7, 255));
    s.integers[1] = (Integers){ .bias = (const int[]){ 0 },
                                .factor = (const float[]){ 0.5f },
                                .scales = (const short[]){ 1 },
                                .low = 1,
                                .high = 100 };
    check(*state, &s, 8, BYTES(1, 1, 1, 2, 2, 2, 4, 100));
    s.integers[1].zero = 7;
    check(*state, &s, 8, BYTES(7, 7, 8, 9, 9, 9, 11, 100));
}

/* 2^24 + 1 is no float: the sum is rounded before it is multiplied. */
static void sums_become_floats_first(void **state) {
    Small s = small(LAYER_POINTWISE, (Shape){ 1, 1, 2 }, (Shape){ 1, 1, 2 }, BYTES(1, 3));
    s.integers[1] = (Integers){ .bias = (const int[]){ 1 << 24 },
                                .factor = (const float[]){ 1 },
                                .scales = (const short[]){ 1 },
                                .zero = -(1 << 24),
                                .high = 255 };
    check(*state, &s, 2, BYTES(0, 4));
}

static void slopes_are_of_sums_below_0(void **state) {
    Small s = small(LAYER_POINTWISE, (Shape){ 1, 1, 3 }, (Shape){ 1, 1, 3 }, BYTES(0, 4, 10));
    s.integers[1] = (Integers){ .bias = (const int[]){ -4 },
                                .factor = (const float[]){ 2 },
                                .below = (const float[]){ 0.25f },
                                .scales = (const short[]){ 1 },
                                .zero = 10,
                                .high = 255 };
    check(*state, &s, 3, BYTES(9, 10, 22));
}

/* 3x3, stride 2, one pixel of padding on the left and on top alone: borders are the input's zero, 5. */
static void convolves_with_zeros_around(void **state) {
    Small s = small(LAYER_CONV, (Shape){ 1, 2, 3 }, (Shape){ 2, 1, 1 }, BYTES(1, 2, 3, 4, 5, 6));
    s.layer[1].kernel = 3;
    s.layer[1].stride = 2;
    s.layer[1].top = s.layer[1].left = 1;
    s.quanta[0].zero = 5;
    s.integers[1] = (Integers){ .weights = (const signed char[]){ 1, 1, 1, 1, 2, 3, 1, 4, 5, /* */
                                                                  0, 0, 0, 0, -1, 0, 0, 0, 0 },
                                .bias = (const int[]){ 10, 3 },
                                .factor = (const float[]){ 1, 1 },
                                .high = 255 };
    /* 5 * (1 + 1 + 1 + 1 + 1) + 2 * 1 + 3 * 2 + 4 * 4 + 5 * 5 + 10 */
    check(*state, &s, 2, BYTES(84, 2));
}

/* Two groups, dilation 2: the second output reads the second input alone. */
static void convolves_groups_and_dilations(void **state) {
    Small s = small(LAYER_CONV, (Shape){ 2, 3, 3 }, (Shape){ 2, 1, 1 },
                    BYTES(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19));
    s.layer[1].kernel = s.layer[1].dilation = s.layer[1].groups = 2;
    s.integers[1] = (Integers){ .weights = (const signed char[]){ 1, 0, 0, 2, 0, 1, 1, 0 },
                                .bias = (const int[]){ 0, 100 },
                                .factor = (const float[]){ 1, 1 },
                                .high = 255 };
    check(*state, &s, 2, BYTES(1 + 18, 100 + 13 + 17));
}

static void tables_map_what_is_rounded(void **state) {
    unsigned char table[256];
    for (int i = 0; i < 256; i++) table[i] = (unsigned char)(255 - i);
    Small s = small(LAYER_LINEAR, (Shape){ 1, 1, 3 }, (Shape){ 1, 1, 1 }, BYTES(10, 20, 30));
    s.integers[1] = (Integers){ .weights = (const signed char[]){ 1, -2, 3 },
                                .bias = (const int[]){ 5 },
                                .factor = (const float[]){ 1 },
                                .high = 255,
                                .table = table };
    check(*state, &s, 1, BYTES(255 - 65));
}

/* (q - zero) * gate * scale + residual: the residual is value 0 itself. */
static void gates_and_adds(void **state) {
    Small s = small(LAYER_POINTWISE, (Shape){ 1, 1, 2 }, (Shape){ 1, 1, 2 }, BYTES(8, 20));
    s.layer[1].gate = s.layer[1].residual = 0; /* the gate is its first number */
    s.quanta[0].zero = 10;
    s.integers[1] = (Integers){ .bias = (const int[]){ 100 },
                                .factor = (const float[]){ 1 },
                                .scales = (const short[]){ 2 },
                                .residual = (const short[]){ 3 },
                                .high = 255 };
    check(*state, &s, 2, BYTES(100 - 2 * 8 * 2 + 24, 255));
}

/* Beyond the ends stands the zero, 7. */
static void convolves_channels(void **state) {
    Small s = small(LAYER_CHANNEL_CONV, (Shape){ 3, 1, 1 }, (Shape){ 3, 1, 1 }, BYTES(1, 2, 3));
    s.layer[1].kernel = 3;
    s.quanta[0].zero = 7;
    s.integers[1] = (Integers){ .weights = (const signed char[]){ 1, 10, 2 },
                                .bias = (const int[]){ 1 },
                                .factor = (const float[]){ 1 },
                                .high = 255 };
    check(*state, &s, 3, BYTES(1 + 7 + 10 + 4, 1 + 1 + 20 + 6, 1 + 2 + 30 + 14));
}

/* 2x2 windows of a row of three: the last has one pixel inside, or three zeros beside it. */
static void averages_windows(void **state) {
    Small s = small(LAYER_WINDOW_AVERAGE, (Shape){ 1, 2, 3 }, (Shape){ 1, 1, 2 }, BYTES(1, 2, 8, 3, 4, 5));
    s.layer[1].kernel = s.layer[1].stride = 2;
    s.quanta[0].zero = 11;
    s.integers[1] = (Integers){ .bias = (const int[]){ 0 }, .factor = (const float[]){ 1 }, .high = 255 };
    check(*state, &s, 2, BYTES(2, 6)); /* 2.5 and 6.5 */
    s.layer[1].zeros = true;
    check(*state, &s, 2, BYTES(2, 9)); /* (8 + 5 + 2 * 11) / 4 */
}

static void blurs_with_a_mirror(void **state) {
    Small s = small(LAYER_BLUR, (Shape){ 1, 2, 2 }, (Shape){ 1, 1, 1 }, BYTES(16, 32, 64, 128));
    s.layer[1].kernel = 3;
    s.layer[1].stride = 2;
    s.integers[1] =
        (Integers){ .bias = (const int[]){ 0 }, .factor = (const float[]){ 1 / 16.0f }, .high = 255 };
    /* a quarter of each: rows and columns -1 and 1 are the same */
    check(*state, &s, 1, BYTES(60));
}

static void pools_whole_images(void **state) {
    Small s = small(LAYER_AVERAGE_MAX, (Shape){ 2, 1, 2 }, (Shape){ 2, 1, 1 }, BYTES(10, 20, 30, 50));
    s.integers[1] = (Integers){ .bias = (const int[]){ 4 }, .factor = (const float[]){ 0.25f }, .high = 255 };
    check(*state, &s, 2, BYTES(18, 46)); /* 74 / 4 is 18.5, 184 / 4 */
    s.layer[1].kind = LAYER_GLOBAL_MAX;
    check(*state, &s, 2, BYTES(20, 50));
    s.layer[1].kind = LAYER_AVERAGE_AND_MAX;
    s.layer[1].shape.channels = 4;
    s.integers[1] = (Integers){ .bias = (const int[]){ 0 }, .factor = (const float[]){ 0.5f }, .high = 255 };
    check(*state, &s, 4, BYTES(15, 40, 20, 50));
}

static void pools_and_pads_with_zeros(void **state) {
    Small s = small(LAYER_MAX_POOL, (Shape){ 1, 1, 2 }, (Shape){ 1, 1, 2 }, BYTES(10, 20));
    s.layer[1].kernel = 2;
    s.quanta[0].zero = s.quanta[1].zero = 15;
    check(*state, &s, 2, BYTES(20, 20));
    s.layer[1].left = s.layer[1].right = 1;
    s.layer[1].stride = 2;
    check(*state, &s, 2, BYTES(10, 20));
    s.layer[1].zeros = true;
    check(*state, &s, 2, BYTES(15, 20));
    s.layer[1].kind = LAYER_ZERO_PAD;
    s.layer[1].stride = 1;
    s.layer[1].shape = (Shape){ 3, 1, 2 };
    check(*state, &s, 6, BYTES(15, 15, 10, 20, 15, 15));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(rounds_once_to_even),
        TEST(sums_become_floats_first),
        TEST(slopes_are_of_sums_below_0),
        TEST(convolves_with_zeros_around),
        TEST(convolves_groups_and_dilations),
        TEST(tables_map_what_is_rounded),
        TEST(gates_and_adds),
        TEST(convolves_channels),
        TEST(averages_windows),
        TEST(blurs_with_a_mirror),
        TEST(pools_whole_images),
        TEST(pools_and_pads_with_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
