/* pointers.c: where a tile of a direct convolution finds its pixels, weights, and results. */
#include "conv.h"

#include <assert.h>

/* Where the tile's share of the next panel begins; behind the last panel there is none, and it fetches its
 * own. */
static void emit_next(Out *out, const ConvKernel *k, const Nest *nest) {
    Arena *arena = out->text.arena;
    const Loop *walk = k->ending.plain ? &nest->loops[LOOP_IMAGE] : &nest->loops[LOOP_PANEL];
    const char *more = arena_printf(arena, "%s + 1 < %s", walk->variable, extent_text(out, walk->count));
    const Index tiles[] = { { nest->loops[LOOP_ROW].variable, k->fetch.next_row },
                            { nest->loops[LOOP_COLUMN].variable, k->fetch.next_column } };
    const char *type = type_of(k->weights.number);
    const char *base =
        arena_printf(arena, "wt + (%s ? %s : 0)", more, extent_text(out, k->weights.panel_units));
    if (is_number(k->fetch.halved, 1))
        line(out, "const %s *next = %s + (%s - %s) * AHEAD * %zu;", type, base,
             k->shares.ranged ? nest->loops[LOOP_COLUMN].variable : nest->loops[LOOP_TILE].variable,
             k->shares.ranged ? "tile" : "share.tile", k->fetch.next_column.value);
    else
        line(out, "const %s *next = %s;", type, index_text(out, base, 2, tiles));
}

static const char *first_block(Arena *arena, const ConvKernel *k, const char *panel) {
    if (k->catalogue && !k->ending.plain)
        return arena_printf(arena, "(k->first_block ? k->first_block[%s] : 0)", panel);
    return k->sum.first_block ? arena_printf(arena, "first_block[%s]", panel) : "0";
}

/* Names the first pixel of tile `variable`: itself where tiles have one. */
static const char *emit_start(Out *out, const Cut *cut, const char *variable, const char *name) {
    const char *start = axis_start(out, cut, variable);
    if (start == variable) return variable;
    line(out, "const int %s = %s;", name, start);
    return name;
}

Corner emit_corner(Out *out, const ConvKernel *k) {
    Corner corner = { "0", "0", "0" };
    if (!is_number(k->plane.rows.count, 1)) corner.row = emit_start(out, &k->plane.rows, "ty", "row");
    if (!is_number(k->plane.columns.count, 1))
        corner.column = emit_start(out, &k->plane.columns, "tx", "column");
    if (k->plane.row_gap) {
        line(out, "const int image_row = %s / %zu;", corner.column, k->plane.row_pixels);
        line(out, "const int left = (image_row + 1) * %zu - %s;", k->plane.row_pixels, corner.column);
        corner.image_row = "image_row";
    }
    return corner;
}

void emit_input_pointer(Out *out, const ConvKernel *k, const Nest *nest, Corner corner) {
    const char *first =
        k->sum.pairs ? "0" : first_block(out->text.arena, k, nest->loops[LOOP_PANEL].variable);
    const char *slice = is_sliced(k) && !k->sum.gathered ? nest->loops[LOOP_SLICE].variable : "0";
    const Index x[] = { { k->sum.gathered ? "0" : nest->loops[LOOP_IMAGE].variable, k->plane.x_image },
                        { slice, product(out, k->sum.in_blocks, k->plane.x_block) },
                        { first, k->plane.x_block },
                        { corner.row, k->plane.x_row },
                        { corner.column, k->plane.x_column } };
    line(out, "const %s *xt = %s;", type_of(k->x),
         index_text(out, k->sum.gathered ? "gathered" : "x", COUNT_OF(x), x));
}

void emit_panel_pointers(Out *out, const ConvKernel *k, const Nest *nest, Corner corner) {
    const char *n = nest->loops[LOOP_IMAGE].variable, *p = nest->loops[LOOP_PANEL].variable;
    const char *slice = is_sliced(k) ? nest->loops[LOOP_SLICE].variable : "0";
    const Index y[] = { { n, k->plane.y_image },
                        { p, k->plane.y_panel },
                        { corner.row, k->plane.y_row },
                        { corner.column, k->plane.y_column },
                        { corner.image_row, number(k->plane.row_gap) } };
    const Extent slice_units =
        is_sliced(k) ? number(k->weights.panel_units.value / (size_t)k->sum.slices) : number(0);
    const Index w[] = { { n, k->weights.w_image }, { p, k->weights.panel_units }, { slice, slice_units } };
    const Index b = { p, k->weights.channels };
    line(out, "const %s *wt = %s;", type_of(k->weights.number), index_text(out, "w", COUNT_OF(w), w));
    if (prefetches(k)) emit_next(out, k, nest);
    if (!k->ending.plain) line(out, "const float *bt = %s;", index_text(out, "bias", 1, &b));
    if (k->ending.residual)
        line(out, "const %s *rt = %s;", type_of(k->y), index_text(out, "r", COUNT_OF(y), y));
    line(out, "%s *yt = %s;", type_of(k->y), index_text(out, "y", COUNT_OF(y), y));
}

void emit_first_blocks(Out *out, const ConvKernel *k) {
    if (!k->sum.first_block) return;
    assert(!k->weights.panels.name);
    Text table = { .arena = out->text.arena };
    for (size_t p = 0; p < k->weights.panels.value; p++)
        text_printf(&table, "%s%d", p ? ", " : "", k->sum.first_block[p]);
    line(out, "static const int first_block[] = { %s };", table.bytes);
}
