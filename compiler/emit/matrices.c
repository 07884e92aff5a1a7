/* matrices.c: steps of register tiles by an instruction that multiplies small matrices (AArch64's BFMMLA):
 * two pixels by two output channels, four input channels each. Its sums lie pixel by pixel: [pixel][channel],
 * two of each in a vector, so that over the reduction a pair of pixels has the sums of both in the vectors of
 * either: c0_0 those of the vector's first two channels, c1_0 of the others. */
#include "tile.h"

bool takes_matrices(const ConvKernel *k) {
    return takes_elements(k) && k->weights.number == NUMBER_BF16 && k->x == NUMBER_BF16 &&
           k->target->idioms->turn;
}

/* A pixel without another is multiplied with nothing beside it. */
static int even(int pixels) { return pixels + pixels % 2; }

void emit_turn(Out *out, const ConvKernel *k, Size size, bool first) {
    const int pixels = size.rows * size.columns;
    for (int v = 0; v < k->weights.vectors && pixels % 2 && first; v++)
        line(out, "vec c%d_%d = c%d_%d; /* nobody's */", pixels, v, pixels - 1, v);
    for (int p = 0; p < pixels; p += 2) {
        Text turns = { .arena = out->text.arena };
        for (int v = 0; v < k->weights.vectors; v++)
            text_printf(&turns, "%sturn(&c%d_%d, &c%d_%d);", v ? " " : "", p, v, p + 1, v);
        line(out, "%s", turns.bytes);
    }
}

/* "halves_16(p + 8)": of neighbours; else "two_halves(p + 8, p + 24)". */
static const char *pair_text(Out *out, const ConvKernel *k, Size size, int p) {
    Arena *arena = out->text.arena;
    const char *first = pixel_offset(out, k, size, p);
    if (p + 1 == size.rows * size.columns) return arena_printf(arena, "halves_8(p%s)", first);
    if (is_number(k->plane.x_column, (size_t)k->sum.in_lanes) && p % size.columns + 1 < size.columns)
        return arena_printf(arena, "halves_16(p%s)", first);
    return arena_printf(arena, "two_halves(p%s, p%s)", first, pixel_offset(out, k, size, p + 1));
}

static void emit_pairs(Out *out, const ConvKernel *k, Size size) {
    Text text = { .arena = out->text.arena };
    for (int p = 0; p < size.rows * size.columns; p += 2)
        text_printf(&text, "%sx%d = %s", p ? ", " : "", p / 2, pair_text(out, k, size, p));
    line(out, "const Halves %s;", text.bytes);
}

/* Half of a vector's channels meets all pixels. */
static void emit_half(Out *out, const ConvKernel *k, int pixels, int v, int half) {
    const Term at = { number((size_t)(2 * k->target->lanes)), (size_t)(2 * v + half) };
    block(out, "%s", "") {
        line(out, "const Halves w%d = load_halves(w%s);", v, offset_text(out, 1, &at));
        for (int p = half; p < even(pixels); p += 2)
            line(out, "c%d_%d = dot_halves(c%d_%d, x%d, w%d);", p, v, p, v, p / 2, v);
    }
}

void emit_matrix_steps(Out *out, const ConvKernel *k, Size size) {
    const int pixels = size.rows * size.columns;
    emit_pairs(out, k, size);
    for (int v = 0; v < k->weights.vectors; v++)
        for (int half = 0; half < 2; half++) emit_half(out, k, pixels, v, half);
    line(out, "w += %d;", k->weights.vectors * k->target->lanes * k->sum.in_lanes);
}

void emit_half_matrices(Out *out, const Target *target) {
    emit_element_loads(out, target, NUMBER_BF16);
    block(out, "HELPER Halves two_halves(const unsigned short *p, const unsigned short *q)") {
        line(out, "return (ivec)(longs){ *(const unaligned_long *)p, *(const unaligned_long *)q };");
    }
    line(out,
         "/* c + x times w: [pixel][output channel], of [pixel][input channel] and [output channel][input "
         "channel]. */");
    block(out, "HELPER vec dot_halves(vec c, Halves x, Halves w)") { lines(out, target->idioms->dot_halves); }
    line(out, "/* Of two vectors the first halves become one, the second ones the other. */");
    block(out, "HELPER void turn(vec *a, vec *b)") { lines(out, target->idioms->turn); }
}
