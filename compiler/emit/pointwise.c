/* pointwise.c: what is done to each number of a value, where no convolution stands before it that could do
 * it: the norms of pre-activated blocks, gates, sums, activations. */
#include "pointwise.h"

const char *pass_parameters(Arena *arena, const PointwiseKernel *k, const char *type, bool w) {
    const char *x = type_of(k->x), *y = type_of(k->y);
    Text text = { .arena = arena };
    if (k->catalogue)
        text_printf(&text, "const %s *k, ", type);
    else if (!k->serial)
        text_printf(&text, "Line *team, ");
    text_printf(&text, "const %s *x, ", x);
    if (w) text_printf(&text, "const float *w, ");
    if (w || has_slopes(&k->ending)) text_printf(&text, "const float *bias, ");
    if (k->ending.gate) text_printf(&text, "const %s *gate, ", y);
    if (k->ending.residual) text_printf(&text, "const %s *r, ", y);
    text_printf(&text, "%s *y", y);
    return text.bytes;
}

void emit_row_pointers(Out *out, const PointwiseKernel *k, const Loop *image, const char *block,
                       const char *row) {
    const Index x[] = { { image->variable, k->x_image }, { block, k->x_block }, { row, k->x_row } },
                y[] = { { image->variable, k->y_image }, { block, k->y_block }, { row, k->y_row } };
    line(out, "const %s *p = %s;", type_of(k->x), index_text(out, "x", COUNT_OF(x), x));
    if (k->ending.residual)
        line(out, "const %s *s = %s;", type_of(k->y), index_text(out, "r", COUNT_OF(y), y));
    line(out, "%s *q = %s;", type_of(k->y), index_text(out, "y", COUNT_OF(y), y));
}

EndingTerms block_terms(Out *out, const PointwiseKernel *k, const Loop *image, const char *block) {
    const Index gate[] = { { image->variable, k->gate_image }, { block, number((size_t)k->target->lanes) } };
    const Term slopes = { k->ending.slopes, 1 };
    const char *bias = index_text(out, "bias", 1, &gate[1]);
    return (EndingTerms){ .gate = index_text(out, "gate", COUNT_OF(gate), gate),
                          .slope = arena_printf(out->text.arena, "%s%s", bias, offset_text(out, 1, &slopes)),
                          .number = k->y };
}

void emit_pixels(Out *out, const PointwiseKernel *k, const char *value, EndingTerms terms) {
    Arena *arena = out->text.arena;
    Loop column = whole_loop("j", k->columns);
    Loop *nest[] = { &column };
    open_loops(out, SERIAL, 1, nest);
    const Index pixel = { column.variable, number((size_t)k->target->lanes) };
    terms.sum = arena_printf(arena, value, load_text(arena, k->x, index_text(out, "p", 1, &pixel)));
    terms.residual = index_text(out, "s", 1, &pixel);
    line(out, "%s;",
         store_text(arena, k->y, index_text(out, "q", 1, &pixel), ending_text(arena, &k->ending, &terms)));
    close_loops(out, 1, nest);
}

static void emit_affine(Out *out, const PointwiseKernel *k, const char *block) {
    const Index vector = { block, number((size_t)k->target->lanes) };
    line(out, "const vec scale = LOAD(%s), shift = LOAD(%s);", index_text(out, "w", 1, &vector),
         index_text(out, "bias", 1, &vector));
}

void emit_pointwise(Out *out, const char *name, const char *about, const PointwiseKernel *k) {
    Loop image = whole_loop("n", k->images), blocks = whole_loop("b", k->blocks),
         row = whole_loop("i", k->rows);
    Loop *nest[] = { &image, &blocks, &row };
    line(out, "%s", about);
    block(out, "NOINLINE static void %s(%s)", name,
          pass_parameters(out->text.arena, k, "Pointwise", k->affine)) {
        open_loops(out, k->catalogue || k->serial ? SERIAL : SHARED, COUNT_OF(nest), nest);
        EndingTerms terms = block_terms(out, k, &image, blocks.variable);
        emit_row_pointers(out, k, &image, blocks.variable, row.variable);
        if (k->affine) {
            emit_affine(out, k, blocks.variable);
            terms.scale = "scale";
            terms.bias = "shift";
        }
        emit_pixels(out, k, "%s", terms);
        close_loops(out, COUNT_OF(nest), nest);
    }
    blank(out);
}
