/* test_input.c: arrays, pictures, random numbers as input; every case of tests/invalid-inputs. */
#include "fixture.h"
#include "media/media.h"

#include <math.h>

static const double means[] = { 0.485, 0.456, 0.406 }, deviations[] = { 0.229, 0.224, 0.225 };

static Spec spec_of(int channels, int height, int width) {
    return (Spec){ .channels = channels,
                   .height = height,
                   .width = width,
                   .batch = 2,
                   .preprocess = { .mean = means, .std = deviations, .resize = 6 } };
}

static CaseResult check_input(Fixture *f, const char *folder) {
    Spec spec = spec_of(3, 4, 5);
    Input input;
    if (input_load(&f->arena, &spec, case_file(&f->arena, folder, "file"), &input, &f->diag))
        fail_msg("%s is accepted", folder);
    const char *answer = arena_printf(&f->arena, "%d\n%s\n", (int)f->diag.status, f->diag.message);
    return is_answer(f, folder, answer) ? CASE_PASSES : CASE_FAILS;
}

static void invalid_inputs_have_their_messages(void **state) {
    (void)state;
    check_cases("tests/invalid-inputs", "*", 50, check_input);
}

/* A file of these bytes, loaded; the file is gone afterwards. */
static bool load_bytes(Arena *arena, const Spec *spec, FileView file, Input *input, Diag *diag) {
    char path[] = "/tmp/test_input.XXXXXX";
    int descriptor = mkstemp(path);
    FILE *stream = fdopen(descriptor, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(file.bytes, 1, file.size, stream), file.size);
    assert_int_equal(fclose(stream), 0);
    bool loaded = input_load(arena, spec, path, input, diag);
    remove(path);
    return loaded;
}

/* A .npy file of bytes counting from 0. */
static FileView byte_npy(Arena *arena, const char *shape, size_t count) {
    Text text = { .arena = arena };
    const char *dictionary =
        arena_printf(arena, "{'descr': '|u1', 'fortran_order': False, 'shape': %s, }\n", shape);
    size_t length = strlen(dictionary);
    text_append(&text, "\x93NUMPY\x01", 8);
    text_append(&text, (const char[]){ (char)length, 0 }, 2);
    text_append(&text, dictionary, length);
    for (size_t i = 0; i < count; i++) text_append(&text, (const char[]){ (char)i }, 1);
    return (FileView){ (const unsigned char *)text.bytes, text.length };
}

static void float_arrays_are_taken_as_they_are(void **state) {
    Fixture *f = *state;
    Spec spec = spec_of(3, 1, 2);
    Input input;
    static const float values[12] = { 1, -2, 3.5f, 4, 5, 6, 7, 8, 9, 10, 11, 1e30f };
    assert_true(load_bytes(&f->arena, &spec, npy_write_f32(&f->arena, values, 3, (const size_t[]){ 3, 1, 2 }),
                           &input, &f->diag));
    assert_int_equal(input.images, 1);
    assert_memory_equal(input.floats, values, 6 * sizeof(float));
    assert_true(load_bytes(&f->arena, &spec,
                           npy_write_f32(&f->arena, values, 4, (const size_t[]){ 2, 3, 1, 2 }), &input,
                           &f->diag));
    assert_int_equal(input.images, 2);
    assert_memory_equal(input.floats, values, sizeof values);
}

/* What torchvision computes of a byte, in float. */
static float normal(int byte, int channel) {
    return ((float)byte / 255.0f - (float)means[channel]) / (float)deviations[channel];
}

static void pictures_of_the_right_size_are_normalised(void **state) {
    Fixture *f = *state;
    Spec spec = spec_of(3, 2, 3);
    Input input;
    assert_true(load_bytes(&f->arena, &spec, byte_npy(&f->arena, "(2, 2, 3, 3)", 36), &input, &f->diag));
    assert_int_equal(input.images, 2);
    for (int i = 0; i < 36; i++) { /* i counts [image][channel][pixel] */
        int image = i / 18, channel = i / 6 % 3, pixel = i % 6;
        assert_true(input.floats[i] == normal(image * 18 + pixel * 3 + channel, channel));
    }
}

/* The same pictures for a network that normalises them itself: as they are, resized, decoded. */
static void pixels_are_left_to_the_network(void **state) {
    Fixture *f = *state;
    Spec spec = spec_of(3, 2, 3), floats = spec_of(3, 40, 40), small = spec_of(1, 4, 4);
    Input input, wanted;
    spec.preprocess.input = small.preprocess.input = INPUT_U8_NHWC;
    assert_true(load_bytes(&f->arena, &spec, byte_npy(&f->arena, "(2, 2, 3, 3)", 36), &input, &f->diag));
    assert_int_equal(input.images, 2);
    assert_null(input.floats);
    for (int i = 0; i < 36; i++) assert_int_equal(input.pixels[i], i);
    assert_int_equal(input_image_bytes(&spec), 18);
    assert_ptr_equal(input.data, input.pixels);
    assert_true(load_bytes(&f->arena, &small, byte_npy(&f->arena, "(6, 12)", 72), &input, &f->diag));
    for (int i = 0; i < 16; i++) assert_int_equal(input.pixels[i], (1 + i / 4) * 12 + 4 + i % 4);
    assert_true(input_load(&f->arena, &floats, "tests/oracle/images/cat.png", &wanted, &f->diag));
    spec = floats, spec.preprocess.input = INPUT_U8_NHWC;
    assert_true(input_load(&f->arena, &spec, "tests/oracle/images/cat.png", &input, &f->diag));
    float *normalised = arena_array(&f->arena, float, 4800);
    picture_normalise(&spec, input.pixels, normalised);
    assert_memory_equal(normalised, wanted.floats, 4800 * sizeof(float));
}

static void random_pixels_have_all_values(void **state) {
    Fixture *f = *state;
    Spec spec = spec_of(3, 50, 50);
    Input input;
    int seen[256] = { 0 };
    spec.preprocess.input = INPUT_U8_NHWC;
    assert_true(input_load(&f->arena, &spec, "random:1", &input, &f->diag));
    assert_int_equal(input.images, 2);
    for (int i = 0; i < 15000; i++) seen[input.pixels[i]]++;
    for (int i = 0; i < 256; i++) assert_in_range(seen[i], 20, 120);
}

static void floats_are_no_pixels(void **state) {
    Fixture *f = *state;
    Spec spec = spec_of(3, 1, 2);
    Input input;
    spec.preprocess.input = INPUT_U8_NHWC;
    static const float values[6] = { 0 };
    const FileView file = npy_write_f32(&f->arena, values, 3, (const size_t[]){ 3, 1, 2 });
    assert_false(load_bytes(&f->arena, &spec, file, &input, &f->diag));
    assert_int_equal(f->diag.status, STATUS_INPUT);
    assert_non_null(strstr(f->diag.message, ": expected a picture or an array of uint8 (the spec's input is "
                                            "u8_nhwc), got an array of float32"));
}

static void one_channel_needs_no_dimension(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *shape;
        int images;
    } cases[] = { { "(2, 3)", 1 }, { "(2, 3, 1)", 1 }, { "(4, 2, 3)", 4 }, { "(4, 2, 3, 1)", 4 } };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        Spec spec = spec_of(1, 2, 3);
        Input input;
        size_t count = 6 * (size_t)cases[i].images;
        assert_true(
            load_bytes(&f->arena, &spec, byte_npy(&f->arena, cases[i].shape, count), &input, &f->diag));
        assert_int_equal(input.images, cases[i].images);
        for (size_t k = 0; k < count; k++) assert_true(input.floats[k] == normal((int)k, 0));
        reset_fixture(f);
    }
}

/* 12x6 to a short side of 6 stays, and 4x4 is cut out of its middle: rows 1 to 4, columns 4 to 7. */
static void other_sizes_are_resized_and_cropped(void **state) {
    Fixture *f = *state;
    Spec spec = spec_of(1, 4, 4);
    Input input;
    assert_true(load_bytes(&f->arena, &spec, byte_npy(&f->arena, "(6, 12)", 72), &input, &f->diag));
    for (int i = 0; i < 16; i++) assert_true(input.floats[i] == normal((1 + i / 4) * 12 + 4 + i % 4, 0));
}

/* All steps at once against torchvision's Resize, CenterCrop, ToTensor, Normalize. */
static void a_picture_equals_torchvisions_tensor(void **state) {
    Fixture *f = *state;
    Spec spec = spec_of(3, 40, 40);
    Input input, wanted;
    spec.preprocess.resize = 48;
    assert_true(input_load(&f->arena, &spec, "tests/oracle/images/cat.png", &input, &f->diag));
    assert_true(input_load(&f->arena, &spec, "tests/oracle/images/normalised-cat-png_bilinear_48_40x40x3.npy",
                           &wanted, &f->diag));
    assert_int_equal(input.images, 1);
    assert_memory_equal(input.floats, wanted.floats, 3 * 40 * 40 * sizeof(float));
}

static void random_input_is_the_same_everywhere(void **state) {
    Fixture *f = *state;
    Spec spec = spec_of(3, 50, 50);
    Input input;
    assert_true(input_load(&f->arena, &spec, "random:1", &input, &f->diag));
    assert_int_equal(input.images, 2);
    double sum = 0, squares = 0;
    for (int i = 0; i < 15000; i++) sum += input.floats[i], squares += pow(input.floats[i], 2);
    assert_true(fabs(sum / 15000) < 0.05 && fabs(squares / 15000 - 1) < 0.05);
    assert_true(fnv1a(FNV_BASIS, input.floats, 15000 * sizeof(float)) == 0x245c28123ccbe9cdu);
    Input other;
    assert_true(input_load(&f->arena, &spec, "random:2", &other, &f->diag));
    assert_memory_not_equal(input.floats, other.floats, 100);
}

static void wrong_sources_are_refused(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *source, *message;
        Status status;
        int channels;
    } cases[] = {
        { "random:", "random:: expected random:SEED, a whole number below 2^64", STATUS_USAGE, 3 },
        { "random:-1", "random:-1: expected random:SEED, a whole number below 2^64", STATUS_USAGE, 3 },
        { "random:1x", "random:1x: expected random:SEED, a whole number below 2^64", STATUS_USAGE, 3 },
        { "random:18446744073709551616",
          "random:18446744073709551616: expected random:SEED, a whole number below 2^64", STATUS_USAGE, 3 },
        { "tests/invalid-inputs/png-no-end/file",
          "tests/invalid-inputs/png-no-end/file: a picture has 1 or 3 channels, the network's input has 2",
          STATUS_INPUT, 2 },
    };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        Spec spec = spec_of(cases[i].channels, 4, 5);
        Input input;
        assert_false(input_load(&f->arena, &spec, cases[i].source, &input, &f->diag));
        assert_string_equal(f->diag.message, cases[i].message);
        assert_int_equal(f->diag.status, cases[i].status);
        reset_fixture(f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(invalid_inputs_have_their_messages),
        TEST(float_arrays_are_taken_as_they_are),
        TEST(pictures_of_the_right_size_are_normalised),
        TEST(one_channel_needs_no_dimension),
        TEST(pixels_are_left_to_the_network),
        TEST(random_pixels_have_all_values),
        TEST(floats_are_no_pixels),
        TEST(other_sizes_are_resized_and_cropped),
        TEST(a_picture_equals_torchvisions_tensor),
        TEST(random_input_is_the_same_everywhere),
        TEST(wrong_sources_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
