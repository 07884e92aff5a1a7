/* pool.c: 3x3 max pool, and the average over a whole image. */
#include "kernels.h"

#include <string.h>

void emit_pool_pointers(Out *out, const PoolKernel *k, const Loop *image, const Loop *block_loop,
                        const char *row, Extent x_row) {
    const Index x[] = { { image->variable, k->x_image },
                        { block_loop->variable, k->x_block },
                        { row, x_row } };
    const Index y[] = { { image->variable, k->y_image },
                        { block_loop->variable, k->y_block },
                        { row, k->y_row } };
    line(out, "const %s *p = %s;", type_of(k->x), index_text(out, "x", 3, x));
    line(out, "%s *q = %s;", type_of(k->y), index_text(out, "y", 3, y));
}

Sharing pool_sharing(const PoolKernel *k) { return k->catalogue || k->serial ? SERIAL : SHARED; }

const char *pool_head(Out *out, const char *name, const char *type, const PoolKernel *k) {
    const char *first = k->catalogue ? arena_printf(out->text.arena, "const %s *k, ", type)
                        : k->serial  ? ""
                                     : "Line *team, ";
    return arena_printf(out->text.arena, "NOINLINE static void %s(%sconst %s *x, %s%s *y)", name, first,
                        type_of(k->x), k->sums ? "const float *bias, " : "", type_of(k->y));
}

/* ---- The largest of each window ---- */

const char *column_text(Out *out, NumberKind x, const char *above, const char *row, const char *below) {
    Arena *arena = out->text.arena;
    const char *two = larger_text(arena, x, picked_text(arena, x, above), picked_text(arena, x, row));
    return larger_text(arena, x, two, picked_text(arena, x, below));
}

void emit_window(Out *out, const char *middle, const char *right, NumberKind y, const char *to) {
    Arena *arena = out->text.arena;
    const char *largest = larger_text(arena, y, larger_text(arena, y, "left", "middle"), "right");
    line(out, "const %s middle = %s;", picked_type(y), middle);
    line(out, "const %s right = %s;", picked_type(y), right);
    line(out, "%s;", put_text(arena, y, to, largest));
    line(out, "left = right;");
}

/* Column `column` of the window at p. */
static const char *pool_column(Out *out, const PoolKernel *k, size_t column) {
    const char *at[3];
    for (size_t row = 0; row < 3; row++) {
        const Term terms[] = { { k->tap_row, row }, { k->tap_column, column } };
        at[row] = arena_printf(out->text.arena, "p%s", offset_text(out, 2, terms));
    }
    return column_text(out, k->x, at[0], at[1], at[2]);
}

/* Where the window of pixel `variable` ends: the first `whole` of them end within the image. */
static const char *end_text(Out *out, const char *variable, Extent count, Extent whole, Extent step) {
    const char *middle = extent_text(out, step), *end = extent_text(out, product(out, number(2), step));
    if (is_number(whole, 0)) return middle;
    if (is_number(whole, count.value) && !count.name) return end;
    return arena_printf(out->text.arena, "%s < %s ? %s : %s", variable, extent_text(out, whole), end, middle);
}

/* A row or column of the window that lies outside of the image gives way to the middle one: what is seen
 * twice changes no maximum. */
static void emit_cut(Out *out, const char *before, const char *behind, const Loop *loop, Extent whole,
                     Extent step) {
    const char *start =
        strcmp(loop->variable, "0") ? arena_printf(out->text.arena, "%s > 0 ? 0 : ", loop->variable) : "";
    line(out, "const int %s = %s%s, %s = %s;", before, start, extent_text(out, step), behind,
         end_text(out, loop->variable, loop->count, whole, step));
}

/* A tap of a window that is cut. */
static const char *tap_text(Out *out, const PoolKernel *k, size_t tap) {
    const char *rows[] = { "above", extent_text(out, k->tap_row), "below" };
    const char *columns[] = { "left", extent_text(out, k->tap_column), "right" };
    Arena *arena = out->text.arena;
    return picked_text(arena, k->x, arena_printf(arena, "p + %s + %s", rows[tap / 3], columns[tap % 3]));
}

static void emit_largest(Out *out, const PoolKernel *k) {
    const Loop column = whole_loop("j", k->columns);
    emit_cut(out, "left", "right", &column, k->whole_columns, k->tap_column);
    line(out, "%s largest = %s;", picked_type(k->x), tap_text(out, k, 0));
    for (size_t tap = 1; tap < 9; tap++)
        line(out, "largest = %s;", larger_text(out->text.arena, k->x, "largest", tap_text(out, k, tap)));
    line(out, "%s;", put_text(out->text.arena, k->y, "q", "largest"));
}

/* Where it is not cut the zero border stands in for minus infinity: no value is below zero. The stride is 2.
 */
void emit_max_pool(Out *out, const char *name, const char *about, const PoolKernel *k) {
    Loop image = whole_loop("n", k->images), plane = whole_loop("b", k->blocks),
         row = whole_loop("i", k->rows);
    Loop *nest[] = { &image, &plane, &row };
    line(out, "%s", about);
    block(out, "%s", pool_head(out, name, "Pool", k)) {
        open_loops(out, pool_sharing(k), 3, nest);
        emit_pool_pointers(out, k, &image, &plane, row.variable, k->x_row);
        if (k->cut)
            emit_cut(out, "above", "below", &row, k->whole_rows, k->tap_row);
        else
            line(out, "%s left = %s;", picked_type(k->x), pool_column(out, k, 0));
        block(out, "for (int j = 0; j < %s; j++, p += %s, q += %s)", extent_text(out, k->columns),
              extent_text(out, k->x_column), extent_text(out, k->y_column)) {
            if (k->cut)
                emit_largest(out, k);
            else
                emit_window(out, pool_column(out, k, 1), pool_column(out, k, 2), k->y, "q");
        }
        close_loops(out, 3, nest);
    }
    blank(out);
}

/* ---- The average ---- */

/* Summed row by row, so that a large image loses no accuracy. */
void emit_average_pool(Out *out, const char *name, const char *about, const PoolKernel *k) {
    Arena *arena = out->text.arena;
    Loop image = whole_loop("n", k->images), plane = whole_loop("b", k->blocks);
    Loop *nest[] = { &image, &plane };
    const Index row = { "i", k->x_row }, column = { "j", k->x_column };
    line(out, "%s", about);
    block(out, "%s", pool_head(out, name, "Pool", k)) {
        open_loops(out, pool_sharing(k), 2, nest);
        emit_pool_pointers(out, k, &image, &plane, "0", k->x_row);
        line(out, "vec total = ZERO;");
        block(out, "for (int i = 0; i < %s; i++)", extent_text(out, k->rows)) {
            line(out, "vec sum = ZERO;");
            line(out, "for (int j = 0; j < %s; j++)", extent_text(out, k->columns));
            line(out, "    sum += %s;",
                 load_text(arena, k->x, index_text(out, index_text(out, "p", 1, &row), 1, &column)));
            line(out, "total += sum;");
        }
        const char *pixels = k->pixels.name ? arena_printf(arena, "(float)%s", k->pixels.name)
                                            : arena_printf(arena, "%zu.0f", k->pixels.value);
        const char *average = arena_printf(arena, "total * (1.0f / %s)", pixels);
        line(out, "%s;", store_text(arena, k->y, "q", average));
        close_loops(out, 2, nest);
    }
    blank(out);
}
