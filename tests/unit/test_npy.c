/* test_npy.c: .npy files that NumPy may write. Those that are refused are in tests/invalid-inputs. */
#include "fixture.h"
#include "media/npy.h"

#include <math.h>

/* A file of version `major`.0 around a dictionary and data. */
static FileView file_of(Arena *arena, int major, const char *dictionary, const void *data, size_t bytes) {
    Text text = { .arena = arena };
    size_t length = strlen(dictionary);
    const char frame[] = { '\x93', 'N', 'U', 'M', 'P', 'Y', (char)major, 0, (char)length, (char)(length >> 8),
                           0,      0 };
    text_append(&text, frame, major == 1 ? 10 : 12);
    text_append(&text, dictionary, length);
    text_append(&text, data, bytes);
    return (FileView){ (const unsigned char *)text.bytes, text.length };
}

static Npy parse(Arena *arena, FileView file) {
    Npy array = { 0 };
    Diag diag = { .arena = arena };
    if (!npy_parse(arena, "a.npy", file, &array, &diag)) fail_msg("%s", diag.message);
    return array;
}

static void check_values(const Npy *array, const double *wanted, size_t count) {
    assert_int_equal(array->count, count);
    for (size_t i = 0; i < count; i++)
        if (!(npy_value(array, i) == wanted[i])) fail_msg("element %zu is %g", i, npy_value(array, i));
}

/* Two elements of each type in the file's byte order, little-endian here. */
static const struct {
    const char *code;
    NpyType type;
    size_t size;
    unsigned char bytes[16];
    double values[2];
} samples[] = {
    { "f2", NPY_F2, 2, { 0x00, 0xbe, 0xff, 0x7b }, { -1.5, 65504 } },
    { "f2", NPY_F2, 2, { 0x01, 0x00, 0xff, 0x83 }, { 0x1p-24, -1023 * 0x1p-24 } },
    { "f2", NPY_F2, 2, { 0x00, 0x7c, 0x00, 0x04 }, { (double)INFINITY, 0x1p-14 } },
    { "f4", NPY_F4, 4, { 0, 0, 0xc0, 0x3f, 0, 0, 0x80, 0xff }, { 1.5, -(double)INFINITY } },
    { "f8", NPY_F8, 8, { 0, 0, 0, 0, 0, 0, 4, 0xc0, 1, 0, 0, 0, 0, 0, 0xf0, 0x3f }, { -2.5, 1 + 0x1p-52 } },
    { "u1", NPY_U1, 1, { 255, 7 }, { 255, 7 } },
    { "b1", NPY_B1, 1, { 1, 0 }, { 1, 0 } },
    { "u2", NPY_U2, 2, { 0xfe, 0xff, 1, 2 }, { 65534, 513 } },
    { "u4", NPY_U4, 4, { 0xfd, 0xff, 0xff, 0xff, 1, 2, 3, 4 }, { 4294967293.0, 0x04030201 } },
    { "u8", NPY_U8, 8, { 0, 0, 0, 0, 0, 0, 0, 0x80, 1, 0, 0, 0, 2 }, { 0x1p63, 0x2p32 + 1 } },
    { "i1", NPY_I1, 1, { 255, 7 }, { -1, 7 } },
    { "i2", NPY_I2, 2, { 0xfe, 0xff, 1, 2 }, { -2, 513 } },
    { "i4", NPY_I4, 4, { 0xfd, 0xff, 0xff, 0xff, 1, 2, 3, 4 }, { -3, 0x04030201 } },
    { "i8",
      NPY_I8,
      8,
      { 0xfc, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 2 },
      { -4, 0x2p32 + 1 } },
};

static void every_type_in_both_byte_orders(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(samples); i++) {
        size_t size = samples[i].size;
        unsigned char swapped[16];
        for (size_t k = 0; k < 2 * size; k++)
            swapped[k] = samples[i].bytes[k / size * size + size - 1 - k % size];
        for (int big = 0; big < 2; big++) {
            const char *dictionary =
                arena_printf(&f->arena, "{'descr': '%c%s', 'fortran_order': False, 'shape': (2,), }\n",
                             big ? '>' : '<', samples[i].code);
            Npy array = parse(&f->arena,
                              file_of(&f->arena, 1, dictionary, big ? swapped : samples[i].bytes, 2 * size));
            assert_int_equal(array.type, samples[i].type);
            check_values(&array, samples[i].values, 2);
        }
        reset_fixture(f);
    }
}

static void half_nan_stays_nan(void **state) {
    Fixture *f = *state;
    Npy array =
        parse(&f->arena,
              file_of(&f->arena, 1, "{'descr': '<f2', 'fortran_order': False, 'shape': ()}\n", "\1\x7e", 2));
    assert_int_equal(array.rank, 0);
    assert_true(isnan(npy_value(&array, 0)) && isnan(npy_floats(&f->arena, &array)[0]));
}

static void fortran_order_becomes_c_order(void **state) {
    Fixture *f = *state;
    unsigned char data[24], big[48];
    for (int i = 0; i < 24; i++)
        data[i] = (unsigned char)i, big[2 * i] = 1, big[2 * i + 1] = (unsigned char)i;
    const char *dictionary = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }\n";
    const char *wide = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3, 4), }\n";
    double wanted[24], wanted_wide[24];
    for (int i = 0; i < 24; i++) {
        int position = i / 12 + 2 * (i / 4 % 3) + 6 * (i % 4);
        wanted[i] = position;
        wanted_wide[i] = 256 + position;
    }
    Npy array = parse(&f->arena, file_of(&f->arena, 1, dictionary, data, 24));
    check_values(&array, wanted, 24);
    array = parse(&f->arena, file_of(&f->arena, 1, wide, big, 48));
    check_values(&array, wanted_wide, 24);
}

static void every_legal_spelling_of_the_header(void **state) {
    Fixture *f = *state;
    static const struct {
        int major;
        const char *dictionary;
    } cases[] = {
        { 1, "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 2), }\n" },
        { 2, "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 2), }      \n" },
        { 3, "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 2), }\n" },
        { 1, "{'shape': (3, 2,), 'descr': '<u1', 'fortran_order': False}" },
        { 1, "{\"fortran_order\":False,\"shape\":(3,2),\"descr\":\">u1\"}" },
        { 1, " {\n'descr' :\t'|u1' , 'fortran_order' : False , 'shape' : ( 3L , 2L ) } \n" },
    };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        Npy array = parse(&f->arena, file_of(&f->arena, cases[i].major, cases[i].dictionary, "abcdef", 6));
        assert_int_equal(array.rank, 2);
        assert_int_equal(array.shape[0], 3);
        assert_int_equal(array.shape[1], 2);
        assert_memory_equal(array.data, "abcdef", 6);
        reset_fixture(f);
    }
}

static void an_empty_array_may_be_huge_otherwise(void **state) {
    Fixture *f = *state;
    const char *dictionary =
        "{'descr': '<f4', 'fortran_order': True, 'shape': (9999999999999, 9999999999999, 0), }\n";
    Npy array = parse(&f->arena, file_of(&f->arena, 1, dictionary, "", 0));
    assert_int_equal(array.count, 0);
}

static void the_writer_writes_what_numpy_writes(void **state) {
    Fixture *f = *state;
    static const struct {
        int rank;
        size_t shape[3], count;
        const char *text;
    } cases[] = { { 0, { 0 }, 1, "()" },
                  { 1, { 3 }, 3, "(3,)" },
                  { 3, { 1, 2, 3 }, 6, "(1, 2, 3)" },
                  { 2, { 0, 5 }, 0, "(0, 5)" } };
    const float values[] = { 1, -2, 0.1f, 1e-40f, 3e38f, 5 };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        FileView file = npy_write_f32(&f->arena, values, cases[i].rank, cases[i].shape);
        const char *wanted =
            arena_printf(&f->arena, "%-117s\n",
                         arena_printf(&f->arena, "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }",
                                      cases[i].text));
        assert_int_equal(file.size, 128 + 4 * cases[i].count);
        assert_memory_equal(file.bytes, "\x93NUMPY\1\0\x76\0", 10);
        assert_memory_equal(file.bytes + 10, wanted, 118);
        Npy array = parse(&f->arena, file);
        assert_int_equal(array.rank, cases[i].rank);
        assert_memory_equal(array.shape, cases[i].shape, sizeof *array.shape * (size_t)array.rank);
        if (cases[i].count) assert_memory_equal(npy_floats(&f->arena, &array), values, 4 * cases[i].count);
        reset_fixture(f);
    }
}

/* Three characters: a byte order, a letter, a size. */
static void types_are_of_three_characters(void **state) {
    Fixture *f = *state;
    static const char *const wrong[] = { "", "<", "f4", "<f", "<f48", "<f4 ", "=f4", "<f3", "|f4", "<<f4" };
    for (int i = 0; i < COUNT_OF(wrong); i++) {
        const char *header =
            arena_printf(&f->arena, "{'descr': '%s', 'fortran_order': False, 'shape': (1,), }\n", wrong[i]);
        Npy array;
        assert_false(
            npy_parse(&f->arena, "a.npy", file_of(&f->arena, 1, header, "\0\0\0\0", 4), &array, &f->diag));
        assert_string_equal(f->diag.message,
                            arena_printf(&f->arena,
                                         "a.npy: expected floats, integers or booleans of 8 to 64 bits, such "
                                         "as '<f4', got '%s'",
                                         wrong[i]));
        reset_fixture(f);
    }
}

/* Up to 4 GiB of it: no length of a string in C, and no line to read. */
static void a_long_type_is_cut(void **state) {
    Fixture *f = *state;
    char type[4001] = "";
    memset(type, 'A', 4000);
    type[3999] = 'O';
    const char *header =
        arena_printf(&f->arena, "{'descr': '%s', 'fortran_order': False, 'shape': (1,), }\n", type);
    Npy array;
    assert_false(npy_parse(&f->arena, "a.npy", file_of(&f->arena, 1, header, "", 0), &array, &f->diag));
    assert_string_equal(f->diag.message,
                        "a.npy: object arrays (type 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA') "
                        "are not supported");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_type_in_both_byte_orders),       TEST(half_nan_stays_nan),
        TEST(fortran_order_becomes_c_order),        TEST(every_legal_spelling_of_the_header),
        TEST(an_empty_array_may_be_huge_otherwise), TEST(the_writer_writes_what_numpy_writes),
        TEST(types_are_of_three_characters),        TEST(a_long_type_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
