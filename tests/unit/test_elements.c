/* test_elements.c: tiles by element: each product takes its own pixel's values, wherever they were loaded,
 * and nothing is read beyond the tile's last pixel. */
#include "emit/tile.h"
#include "fixture.h"

enum { MOST = 16, VECTOR = 16 };

typedef struct {
    const char *target;
    NumberKind x, weights;
    const char *load; /* what reads values: bytes behind the name, or a vector */
} Kind;

static const Kind kinds[] = { { "neon", NUMBER_F32, NUMBER_F32, "LOAD" },
                              { "neon", NUMBER_BF16, NUMBER_BF16, "load_bf16" },
                              { "neon", NUMBER_U8_SIGNED, NUMBER_S8, "bytes_" },
                              { "neon-dot", NUMBER_U8_SIGNED, NUMBER_S8, "bytes_" },
                              { "neon-bf16", NUMBER_U8, NUMBER_S8, "bytes_" } };

static ConvKernel kernel_of(const Kind *kind, int vectors, int stride) {
    const Target *target = target_find(kind->target);
    return (ConvKernel){ .target = target,
                         .x = kind->x,
                         .plane.x_column = number((size_t)(stride * target->lanes)),
                         .sum = { .in_lanes = target->lanes,
                                  .together = channels_together(target, kind->weights) },
                         .weights = { .number = kind->weights, .vectors = vectors } };
}

/* Where x0, x1, ... begin, in bytes behind p. Checks that they end where the pixels do. */
static void find_loads(const Kind *kind, const ConvKernel *k, int pixels, const char *text, int *begin) {
    const int unit = number_types[k->x].unit, block = k->target->lanes * unit;
    const int end = (pixels - 1) * (int)k->plane.x_column.value * unit + block;
    for (int i = 0; i < pixels; i++) {
        char name[32];
        int offset = 0, bytes = 0;
        snprintf(name, sizeof name, "x%d = %s", i, kind->load);
        const char *at = strstr(text, name);
        if (!at) return;
        at += strlen(name);
        if (*at != '(') bytes = atoi(at);
        at = strchr(at, 'p');
        if (at[1] == ' ') offset = atoi(at + 4);
        begin[i] = offset * unit;
        assert_true(begin[i] + (bytes ? bytes : block) <= end);
    }
}

/* "c2_0 = dot_bytes_3(c2_0, x0, w0);", "q = pick_bytes_3(x0); c2_0 = ...": the element is pixel 2's. */
static int check_products(const ConvKernel *k, const char *text, const int *begin) {
    const int unit = number_types[k->x].unit, block = k->target->lanes * unit;
    const bool dots = k->target->extensions[k->weights.number].dots;
    int products = 0, picked_vector = 0, picked_element = 0;
    for (const char *at = text; *at; at++) {
        int pixel, v, element, same, same_v, x, w;
        if (sscanf(at, "pick_bytes_%d(x%d)", &picked_element, &picked_vector) == 2) continue;
        if (at[0] != 'c' || (at > text && at[-1] != ' ' && at[-1] != '\n')) continue;
        bool picked = sscanf(at, "c%d_%d = dot_bytes(c%d_%d, q, w%d)", &pixel, &v, &same, &same_v, &w) == 5;
        if (picked) {
            x = picked_vector, element = picked_element;
        } else if (sscanf(at, "c%d_%d = add_product_%d(c%d_%d, x%d, w%d)", &pixel, &v, &element, &same,
                          &same_v, &x, &w) != 7 &&
                   sscanf(at, "c%d_%d = dot_bytes_%d(c%d_%d, x%d, w%d)", &pixel, &v, &element, &same, &same_v,
                          &x, &w) != 7) {
            continue;
        }
        const int pixel_begin = pixel * (int)k->plane.x_column.value * unit;
        assert_true(pixel == same && v == same_v && v == w && element < VECTOR / 4);
        if (dots)
            assert_in_range(begin[x] + 4 * element, pixel_begin, pixel_begin + block - 4);
        else
            assert_int_equal(begin[x], pixel_begin);
        products++;
    }
    return products;
}

static void products_meet_their_pixels(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(kinds); i++)
        for (int pixels = 1; pixels <= MOST; pixels++)
            for (int stride = 1; stride <= 3; stride++) {
                const ConvKernel k = kernel_of(&kinds[i], 1 + pixels % 4, stride);
                Out out = { .text = { .arena = &f->arena } };
                int begin[MOST] = { 0 };
                assert_true(takes_elements(&k));
                emit_element_steps(&out, &k, (Size){ 1, pixels });
                find_loads(&kinds[i], &k, pixels, out.text.bytes, begin);
                const int steps = k.target->lanes / (k.target->extensions[k.weights.number].dots
                                                         ? channels_together(k.target, k.weights.number)
                                                         : 1);
                assert_int_equal(check_products(&k, out.text.bytes, begin),
                                 pixels * k.weights.vectors * steps);
            }
}

/* Neighbours come together: seven pixels of bytes by three loads. */
static void neighbours_share_a_vector(void **state) {
    Fixture *f = *state;
    const ConvKernel k = kernel_of(&kinds[3], 1, 1);
    Out out = { .text = { .arena = &f->arena } };
    emit_element_steps(&out, &k, (Size){ 1, 7 });
    assert_non_null(strstr(out.text.bytes, "x0 = bytes_16(p), x1 = bytes_8(p + 16), x2 = bytes_4(p + 24);"));
}

/* By matrices: pairs of pixels, neighbours by one load; one that is left over alone, with sums beside it. */
static void matrices_take_pairs(void **state) {
    Fixture *f = *state;
    const Kind bf16 = { "neon-bf16", NUMBER_BF16, NUMBER_BF16, "" };
    const ConvKernel near = kernel_of(&bf16, 1, 1), far = kernel_of(&bf16, 1, 2);
    Out out = { .text = { .arena = &f->arena } };
    assert_true(takes_matrices(&near));
    emit_turn(&out, &near, (Size){ 1, 3 }, true);
    assert_non_null(strstr(out.text.bytes, "vec c3_0 = c2_0;"));
    assert_non_null(strstr(out.text.bytes, "turn(&c2_0, &c3_0);"));
    emit_matrix_steps(&out, &near, (Size){ 1, 3 });
    assert_non_null(strstr(out.text.bytes, "x0 = halves_16(p), x1 = halves_8(p + 8);"));
    assert_non_null(strstr(out.text.bytes, "c2_0 = dot_halves(c2_0, x1, w0);"));
    assert_non_null(strstr(out.text.bytes, "w0 = load_halves(w + 8);"));
    assert_non_null(strstr(out.text.bytes, "c3_0 = dot_halves(c3_0, x1, w0);"));
    emit_matrix_steps(&out, &far, (Size){ 1, 2 });
    assert_non_null(strstr(out.text.bytes, "x0 = two_halves(p, p + 8);"));
    emit_matrix_steps(&out, &near, (Size){ 2, 1 }); /* above each other */
    assert_non_null(strstr(out.text.bytes, "x0 = two_halves(p, p);"));
}

static void others_spread(void **state) {
    (void)state;
    const Kind sse2 = { "sse2", NUMBER_F32, NUMBER_F32, "" };
    const ConvKernel other = kernel_of(&sse2, 1, 1);
    assert_false(takes_elements(&other));
    ConvKernel pixel = kernel_of(&kinds[0], 1, 1);
    pixel.sum.in_lanes = 1; /* the stem's planes */
    assert_false(takes_elements(&pixel));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(products_meet_their_pixels),
        TEST(neighbours_share_a_vector),
        TEST(matrices_take_pairs),
        cmocka_unit_test(others_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
