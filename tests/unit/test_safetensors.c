/* The container's legal corners, and every conversion of its element types. What is illegal:
 * test_invalid_weights. */
#include "fixture.h"
#include "weights/reader.h"

#include <math.h>

/* The whole file: `header` and behind it `data`. */
static FileView join(Fixture *f, const char *header, const void *data, size_t size) {
    uint64_t length = strlen(header);
    Text text = { .arena = &f->arena };
    text_append(&text, (const char *)&length, sizeof length);
    text_append(&text, header, strlen(header));
    text_append(&text, data, size);
    return (FileView){ (const unsigned char *)text.bytes, text.length };
}

static const TensorFile *read(Fixture *f, const char *header, const void *data, size_t size) {
    const TensorFile *file = safetensors_read(&f->arena, "test", join(f, header, data, size), &f->diag);
    if (f->diag.message) print_error("%s\n", f->diag.message);
    assert_int_equal(!file, f->diag.message != NULL);
    return file;
}

static void no_tensors(void **state) {
    Fixture *f = *state;
    const TensorFile *file = read(f, "{}", "", 0);
    assert_non_null(file);
    assert_int_equal(file->count, 0);
}

/* Without entries and data there is nothing else that could be wrong. */
static void a_header_is_an_object(void **state) {
    Fixture *f = *state;
    assert_null(read(f, "[]", "", 0));
    assert_string_equal(f->diag.message, "test: header: expected an object, got an array");
}

static void white_space_and_metadata(void **state) {
    Fixture *f = *state;
    const TensorFile *file = read(f, " \t\r\n{\"__metadata__\":{\"format\":\"pt\",\"\":\"\"}}  \n ", "", 0);
    assert_non_null(file);
    assert_int_equal(file->count, 0);
    assert_non_null(read(f, "{\"__metadata__\":null}", "", 0)); /* as the reference reader has it */
}

static void empty_tensors_and_rank_0(void **state) {
    Fixture *f = *state;
    const TensorFile *file = read(f,
                                  "{\"none\":{\"dtype\":\"F32\",\"shape\":[3,0,9223372036854775807],"
                                  "\"data_offsets\":[4,4]},"
                                  "\"first\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},"
                                  "\"scalar\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
                                  &(float){ 2.5f }, 4);
    assert_non_null(file);
    assert_int_equal(file->count, 3);
    assert_string_equal(file->tensors[2].name, "scalar");
    assert_int_equal(file->tensors[2].rank, 0);
    assert_true(*tensor_floats(&f->arena, &file->tensors[2]) == 2.5f);
    assert_int_equal(file->tensors[0].rank, 3);
    assert_int_equal(tensor_count(&file->tensors[0]), 0);
}

/* In the header's order each tensor has its own bytes, wherever they are. */
static void entries_in_any_order(void **state) {
    Fixture *f = *state;
    const TensorFile *file = read(f,
                                  "{\"c\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[4,6]},"
                                  "\"a\":{\"data_offsets\":[0,1],\"shape\":[1,1],\"dtype\":\"BOOL\"},"
                                  "\"b\":{\"shape\":[3],\"dtype\":\"I8\",\"data_offsets\":[1,4]}}",
                                  "abbbcc", 6);
    assert_non_null(file);
    const char *names = "cab";
    for (int i = 0; i < 3; i++) {
        const Tensor *tensor = &file->tensors[i];
        assert_int_equal(tensor->name[0], names[i]);
        for (size_t j = 0; j < tensor_count(tensor); j++) assert_int_equal(tensor->bytes[j], names[i]);
    }
}

static void every_type_has_its_size(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *name;
        size_t size;
    } types[] = { { "BOOL", 1 }, { "U8", 1 },  { "I8", 1 },  { "F8_E5M2", 1 }, { "F8_E4M3", 1 },
                  { "I16", 2 },  { "U16", 2 }, { "F16", 2 }, { "BF16", 2 },    { "I32", 4 },
                  { "U32", 4 },  { "F32", 4 }, { "F64", 8 }, { "I64", 8 },     { "U64", 8 } };
    static const char data[24];
    for (int i = 0; i < COUNT_OF(types); i++) {
        const char *header =
            arena_printf(&f->arena, "{\"x\":{\"dtype\":\"%s\",\"shape\":[3],\"data_offsets\":[0,%zu]}}",
                         types[i].name, 3 * types[i].size);
        const TensorFile *file = read(f, header, data, 3 * types[i].size);
        assert_non_null(file);
        assert_string_equal(file->tensors[0].type->name, types[i].name);
    }
    assert_null(tensor_type("f32"));
    assert_null(tensor_type(""));
}

/* Floats are used where they lie when they are aligned, and copied right when not. */
static void floats_in_place_or_copied(void **state) {
    Fixture *f = *state;
    static const float data[3] = { 1.5f, -0.0f, 3e-45f };
    for (int spaces = 0; spaces < 8; spaces++) {
        const char *header = arena_printf(
            &f->arena, "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}%*s", spaces, "");
        const TensorFile *file = read(f, header, data, sizeof data);
        assert_non_null(file);
        const Tensor *tensor = &file->tensors[0];
        const float *floats = tensor_floats(&f->arena, tensor);
        assert_memory_equal(floats, data, sizeof data);
        assert_int_equal((const void *)floats == (const void *)tensor->bytes,
                         (uintptr_t)tensor->bytes % 4 == 0);
    }
}

/* A file of one tensor, as floats. */
static const float *convert(Fixture *f, const char *dtype, size_t count, const void *data, size_t size) {
    const char *header = arena_printf(
        &f->arena, "{\"x\":{\"dtype\":\"%s\",\"shape\":[%zu],\"data_offsets\":[0,%zu]}}", dtype, count, size);
    const TensorFile *file = read(f, header, data, size);
    assert_non_null(file);
    return tensor_floats(&f->arena, &file->tensors[0]);
}

static uint32_t bits_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* binary16 by its definition (IEEE 754-2008, 3.4). */
static double half(unsigned bits) {
    int exponent = (int)(bits >> 10 & 31), fraction = (int)(bits & 1023);
    double value = exponent ? ldexp(1024 + fraction, exponent - 25) : ldexp(fraction, -24);
    if (exponent == 31) value = fraction ? NAN : INFINITY;
    return bits & 0x8000 ? -value : value;
}

static void all_of_f16(void **state) {
    Fixture *f = *state;
    uint16_t *halves = arena_array(&f->arena, uint16_t, 65536);
    for (int i = 0; i < 65536; i++) halves[i] = (uint16_t)i;
    const float *floats = convert(f, "F16", 65536, halves, 131072);
    for (unsigned i = 0; i < 65536; i++)
        if (isnan(half(i)))
            assert_true(isnan(floats[i]));
        else
            assert_int_equal(bits_of(floats[i]), bits_of((float)half(i))); /* with the sign of 0 */
}

static void all_of_bf16(void **state) {
    Fixture *f = *state;
    uint16_t *halves = arena_array(&f->arena, uint16_t, 65536);
    for (int i = 0; i < 65536; i++) halves[i] = (uint16_t)i;
    const float *floats = convert(f, "BF16", 65536, halves, 131072);
    for (uint32_t i = 0; i < 65536; i++) assert_int_equal(bits_of(floats[i]), i << 16);
    assert_true(floats[0x3f80] == 1 && floats[0xc040] == -3);
}

static void f64_rounds_to_nearest(void **state) {
    Fixture *f = *state;
    static const double doubles[] = {
        0.1, -1e-310, 16777217, 16777219, 0x1.ffffffp127, 1e300, 0x1.fffffefffffffp127, 0x1p-149, 0x1p-150
    };
    static const float expected[] = { 0.1f,     -0.0f,           16777216,  16777220, INFINITY,
                                      INFINITY, 0x1.fffffep127f, 0x1p-149f, 0 };
    const float *floats = convert(f, "F64", COUNT_OF(doubles), doubles, sizeof doubles);
    for (int i = 0; i < COUNT_OF(doubles); i++) assert_int_equal(bits_of(floats[i]), bits_of(expected[i]));
}

/* Messages go to a terminal: one line, of bounded length. */
static void names_are_shown_safely(void **state) {
    Fixture *f = *state;
    assert_string_equal(name_text(&f->arena, "conv1.weight"), "conv1.weight");
    assert_string_equal(name_text(&f->arena, ""), "\"\"");
    for (const char *c = name_text(&f->arena, "a\n\r\t\x1b\x7f"); *c; c++)
        assert_true(*c > 0x1f && *c < 0x7f);
    assert_string_equal(name_text(&f->arena, "\xc3\xa9\xc2\x80\xc2\x9b"
                                             "2J\xc2\x9f\xc2\xa0\x9b\xc3"),
                        "\xc3\xa9\\u0080\\u009b2J\\u009f\xc2\xa0\\x9b\\xc3");
    /* What shows the rest in another order: U+202A to U+202E, U+2066 to U+2069; beside them nothing. */
    assert_string_equal(name_text(&f->arena, "\xe2\x80\xaa\xe2\x80\xae\xe2\x81\xa6\xe2\x81\xa9"),
                        "\\u202a\\u202e\\u2066\\u2069");
    assert_string_equal(
        name_text(&f->arena, "\xe2\x80\xa9\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa\xf0\x9f\x8c\x8d"),
        "\xe2\x80\xa9\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa\xf0\x9f\x8c\x8d");
    char *long_name = arena_alloc(&f->arena, 100001);
    memset(long_name, 'x', 100000);
    assert_true(strlen(name_text(&f->arena, long_name)) < 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(no_tensors),
        TEST(a_header_is_an_object),
        TEST(white_space_and_metadata),
        TEST(empty_tensors_and_rank_0),
        TEST(entries_in_any_order),
        TEST(every_type_has_its_size),
        TEST(floats_in_place_or_copied),
        TEST(all_of_f16),
        TEST(all_of_bf16),
        TEST(f64_rounds_to_nearest),
        TEST(names_are_shown_safely),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
