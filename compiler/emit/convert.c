/* convert.c: a value of floats as integers of 8 bits, and back (calibrate/quantized.h). */
#include "pointwise.h"

void emit_conversions(Out *out) {
    line(out, "/* value * factor to the nearest integer, plus zero; NaN as the least. */");
    block(out, "static inline ivec integers_of(vec value, float factor, int zero)") {
        line(out, "const vec scaled = value * factor, most = ZERO + 1073741824.0f, least = ZERO - most;");
        line(out, "const vec low = PICK(scaled < most, scaled, most);");
        line(out, "return rounded(PICK(scaled > least, low, least)) + zero;");
    }
    line(out,
         "static inline vec floats_of(ivec q, float scale, int zero) { return FLOATS(q - zero) * scale; }");
}

/* Channels that fill the last block are zeros where they are floats. */
static const char *masked(Out *out, const PointwiseKernel *k, const char *block, int channels) {
    const int lanes = k->target->lanes, rest = channels % lanes;
    if (rest == 0) return "";
    line(out, "vec mask = ZERO + 1.0f;");
    line(out, "for (int l = %d; l < %d && %s == %zu; l++) mask[l] = 0;", rest, lanes, block,
         k->blocks.value - 1);
    return " * mask";
}

static void emit_converted(Out *out, const PointwiseKernel *k, bool down, const char *mask) {
    Arena *arena = out->text.arena;
    Loop column = whole_loop("j", k->columns), *nest[] = { &column };
    open_loops(out, SERIAL, 1, nest);
    const Index from = { column.variable, k->x_column }, to = { column.variable, k->y_column };
    const char *value = load_text(arena, k->x, index_text(out, "p", 1, &from));
    const char *made =
        arena_printf(arena, "%s(%s, factor, zero)%s", down ? "integers_of" : "floats_of", value, mask);
    line(out, "%s;", store_text(arena, k->y, index_text(out, "q", 1, &to), made));
    close_loops(out, 1, nest);
}

void emit_convert(Out *out, const char *name, const KernelShape *shape, const PointwiseKernel *k) {
    const bool down = number_types[k->y].integers;
    Loop image = whole_loop("n", k->images), blocks = whole_loop("b", k->blocks),
         row = whole_loop("i", k->rows);
    Loop *nest[] = { &image, &blocks, &row };
    line(out, "/* %d channels at %dx%d: %s. */", shape->out.channels, shape->out.height, shape->out.width,
         down ? "x * factor, to the nearest integer, plus zero" : "(x - zero) * factor, as floats");
    block(out, "NOINLINE static void %s(%sconst %s *x, %s *y, float factor, int zero)", name,
          k->serial ? "" : "Line *team, ", type_of(k->x), type_of(k->y)) {
        open_loops(out, k->serial ? SERIAL : SHARED, COUNT_OF(nest), nest);
        emit_row_pointers(out, k, &image, blocks.variable, row.variable);
        emit_converted(out, k, down, down ? "" : masked(out, k, blocks.variable, shape->out.channels));
        close_loops(out, COUNT_OF(nest), nest);
    }
    blank(out);
}
