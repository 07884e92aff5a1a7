/* test_tensor.c: elements of tensors with and without strides, at indices worked out by hand. */
#include "fixture.h"
#include "tensors/tensors.h"

enum { COUNT = 24 };

/* 0, 1, 2, ... one after another in memory. */
static Tensor counted(const double *values, const size_t *dims, const size_t *strides) {
    return (Tensor){ .name = "t",
                     .type = tensor_type("F64"),
                     .rank = 3,
                     .dims = dims,
                     .strides = strides,
                     .bytes = (const unsigned char *)values };
}

static void check(Fixture *f, const Tensor *tensor, const double *expected, size_t count) {
    assert_int_equal(tensor_count(tensor), count);
    const float *floats = tensor_floats(&f->arena, tensor);
    for (size_t i = 0; i < count; i++) {
        assert_true(tensor_double(tensor, i) == expected[i]);
        assert_true(floats[i] == (float)expected[i]);
    }
}

static void elements_are_found_by_strides(void **state) {
    Fixture *f = *state;
    double values[COUNT], turned[COUNT], gaps[4] = { 0, 2, 12, 14 };
    for (int i = 0; i < COUNT; i++) values[i] = i;
    for (int i = 0; i < COUNT; i++) turned[i] = i / 8 + 3 * (i / 2 % 4) + 12 * (i % 2);
    const size_t rows[] = { 3, 4, 2 }, columns_first[] = { 1, 3, 12 }, few[] = { 2, 1, 2 },
                 apart[] = { 12, 7, 2 };
    const Tensor plain = counted(values, rows, NULL), other = counted(values, rows, columns_first),
                 part = counted(values, few, apart);
    check(f, &plain, values, COUNT);
    check(f, &other, turned, COUNT);
    check(f, &part, gaps, 4);
}

static void shapes_have_a_text(void **state) {
    Fixture *f = *state;
    const size_t dims[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    assert_string_equal(shape_text(&f->arena, dims, 0), "[]");
    assert_string_equal(shape_text(&f->arena, dims, 2), "[1, 2]");
    assert_string_equal(shape_text(&f->arena, dims, 8), "[1, 2, 3, 4, 5, 6, 7, 8]");
    assert_string_equal(shape_text(&f->arena, dims, 9), "[1, 2, 3, 4, 5, 6, 7, 8, ...] of rank 9");
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(elements_are_found_by_strides), TEST(shapes_have_a_text) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
