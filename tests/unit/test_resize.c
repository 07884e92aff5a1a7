/* test_resize.c: resampling and cropping against Pillow's and torchvision's results (pillow_sums.py). */
#include "fixture.h"
#include "media/resize.h"

/* Noise by a linear congruential generator: any rounding that differs shows. */
static Picture picture_of(Arena *arena, int width, int height, int channels) {
    size_t count = (size_t)width * (size_t)height * (size_t)channels;
    unsigned char *pixels = arena_alloc(arena, count);
    uint32_t state = (uint32_t)(width * 31 + height);
    for (size_t i = 0; i < count; i++) {
        state = state * 1664525u + 1013904223u;
        pixels[i] = (unsigned char)(state >> 24);
    }
    return (Picture){ width, height, channels, pixels };
}

static uint64_t sum_of(Picture p) {
    return fnv1a(FNV_BASIS, p.pixels, (size_t)p.width * (size_t)p.height * (size_t)p.channels);
}

static void resize_equals_pillow(void **state) {
    Fixture *f = *state;
    /* clang-format off */
    static const struct {
        int width, height, channels;
        Filter filter;
        int new_width, new_height;
        uint64_t sum;
    } cases[] = {
        { 8, 8, 3, FILTER_BILINEAR, 4, 4, 0xd867ccb9439f98a9 },
        { 13, 17, 3, FILTER_BILINEAR, 7, 9, 0xa65cfe2a559988a1 },
        { 13, 17, 3, FILTER_BICUBIC, 7, 9, 0x29d4493509995056 },
        { 64, 48, 3, FILTER_BILINEAR, 3, 5, 0xfc6e3549034e4cb9 },
        { 64, 48, 3, FILTER_BICUBIC, 3, 5, 0x23cec16645bcaff0 },
        { 20, 30, 1, FILTER_BILINEAR, 41, 33, 0x7cc577be06279485 },
        { 20, 30, 1, FILTER_BICUBIC, 41, 33, 0x9b91085f10374bc4 },
        { 5, 4, 3, FILTER_BICUBIC, 100, 101, 0xba7baa6c9a739d2a },
        { 5, 4, 1, FILTER_BILINEAR, 100, 1, 0xc471adb4ab985539 },
        { 300, 200, 3, FILTER_BILINEAR, 37, 200, 0x1bf877f9f90bc2c0 },
        { 300, 200, 3, FILTER_BICUBIC, 300, 53, 0x0dca916746d7aa64 },
        { 1, 1, 1, FILTER_BICUBIC, 9, 7, 0x40248c728365f7b8 },
        { 200, 1, 3, FILTER_BILINEAR, 1, 1, 0x9d66c2196c9b9221 },
        { 224, 224, 1, FILTER_BICUBIC, 256, 256, 0x34181a024cb72d08 },
        { 33, 65, 3, FILTER_BILINEAR, 33, 65, 0xc335de73dd190c3d },
    };
    /* clang-format on */
    for (int i = 0; i < COUNT_OF(cases); i++) {
        Picture in = picture_of(&f->arena, cases[i].width, cases[i].height, cases[i].channels);
        Picture out = resize(&f->arena, in, cases[i].new_width, cases[i].new_height, cases[i].filter);
        assert_int_equal(out.width, cases[i].new_width);
        assert_int_equal(out.height, cases[i].new_height);
        assert_int_equal(out.channels, cases[i].channels);
        if (sum_of(out) != cases[i].sum) fail_msg("case %d differs from Pillow", i);
        reset_fixture(f);
    }
}

static void preprocessing_equals_torchvision(void **state) {
    Fixture *f = *state;
    /* clang-format off */
    static const struct {
        int width, height;
        Filter filter;
        int short_side, resized_width, resized_height, crop_width, crop_height;
        uint64_t sum;
    } cases[] = {
        { 100, 75, FILTER_BILINEAR, 37, 49, 37, 32, 32, 0x9aa8d0791e99aacd },
        { 75, 100, FILTER_BICUBIC, 37, 37, 49, 32, 32, 0x0612eccf67aaf89d },
        { 75, 101, FILTER_BICUBIC, 36, 36, 48, 31, 33, 0xfceca92e6024c729 },
        { 61, 61, FILTER_BILINEAR, 45, 45, 45, 40, 41, 0xce03f6c37281ab14 },
        { 40, 30, FILTER_BILINEAR, 16, 21, 16, 28, 28, 0xb380132406e602b8 },
        { 40, 30, FILTER_BICUBIC, 17, 22, 17, 18, 30, 0xab34cd6684c9bc19 },
        { 30, 40, FILTER_BILINEAR, 16, 16, 21, 19, 15, 0x740a6e710fc21921 },
        { 11, 90, FILTER_BILINEAR, 7, 7, 57, 9, 52, 0xe76365b928408888 },
        { 9, 5, FILTER_BICUBIC, 5, 9, 5, 4, 2, 0xf8d9d7d62e24ea7f },
    };
    /* clang-format on */
    for (int i = 0; i < COUNT_OF(cases); i++) {
        Picture picture = picture_of(&f->arena, cases[i].width, cases[i].height, 3);
        assert_true(
            resize_short_side(&f->arena, "p", &picture, cases[i].short_side, cases[i].filter, &f->diag));
        assert_int_equal(picture.width, cases[i].resized_width);
        assert_int_equal(picture.height, cases[i].resized_height);
        picture = center_crop(&f->arena, picture, cases[i].crop_width, cases[i].crop_height);
        if (sum_of(picture) != cases[i].sum) fail_msg("case %d differs from torchvision", i);
        reset_fixture(f);
    }
}

static void crop_pads_with_black(void **state) {
    Fixture *f = *state;
    Picture in = { 2, 1, 1, (const unsigned char[]){ 7, 9 } };
    static const unsigned char wanted[] = { 0, 0, 0, 0, 0, 0, 7, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    assert_memory_equal(center_crop(&f->arena, in, 5, 4).pixels, wanted, sizeof wanted);
}

static void extreme_proportions_are_refused(void **state) {
    Fixture *f = *state;
    Picture in = picture_of(&f->arena, 5000000, 1, 1);
    assert_false(resize_short_side(&f->arena, "wide.png", &in, 256, FILTER_BILINEAR, &f->diag));
    assert_int_equal(f->diag.status, STATUS_INPUT);
    assert_string_equal(f->diag.message,
                        "wide.png: expected a picture at most 256 times as long as wide to be "
                        "resized, got 5000000x1");
    f->diag.message = NULL;
    in = (Picture){ 257, 1, 1, in.pixels };
    assert_false(resize_short_side(&f->arena, "wide.png", &in, 1, FILTER_BILINEAR, &f->diag));
    f->diag.message = NULL;
    in = (Picture){ 1, 256, 1, in.pixels };
    assert_true(resize_short_side(&f->arena, "tall.png", &in, 1, FILTER_BILINEAR, &f->diag));
    in = (Picture){ 5000, 5000, 1, in.pixels };
    assert_false(resize_short_side(&f->arena, "large.png", &in, 20000, FILTER_BILINEAR, &f->diag));
    assert_string_equal(f->diag.message,
                        "large.png: a picture of 5000x5000 resized to a short side of 20000 has more "
                        "than 268435456 pixels");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(resize_equals_pillow),
        TEST(preprocessing_equals_torchvision),
        TEST(crop_pads_with_black),
        TEST(extreme_proportions_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
