/* conv.c: direct convolution: a function of loops (nest.c) over register tiles (tile.c). */
#include "conv.h"
#include "parameters.h"

/* ---- Pairs: what a tile's pixels multiply to is made once for all panels ---- */

static void emit_limits(Out *out, const ConvKernel *k) {
    const Term term = { product(out, number(3), k->ending.all_channels), 1 };
    line(out, "const float *limits = bias%s;", offset_text(out, 1, &term));
}

/* Panels innermost: a tile's sums at a time. */
static void emit_pixels_nest(Out *out, const ConvKernel *k, const TileFunctions *f, Nest *nest) {
    Loop *panels[] = { &nest->loops[LOOP_PANEL] };
    open_loops(out, share_of(k), 3, nest->order);
    Corner corner = emit_corner(out, k);
    emit_input_pointer(out, k, nest, corner);
    line(out, "float s[%d];", PAIR_SUMS);
    emit_sums_call(out, k, f);
    open_loops(out, SERIAL, 1, panels);
    emit_panel_pointers(out, k, nest, corner);
    emit_product(out, k, f);
    close_loops(out, 1, panels);
    close_loops(out, 3, nest->order);
}

static void emit_tile_sums_pointer(Out *out, const ConvKernel *k, const Nest *nest, const char *type) {
    Extent column = number(PAIR_SUMS), row = product(out, k->plane.columns.count, column),
           image = product(out, k->plane.rows.count, row);
    const Index index[] = { { nest->loops[LOOP_IMAGE].variable, image },
                            { nest->loops[LOOP_ROW].variable, row },
                            { nest->loops[LOOP_COLUMN].variable, column } };
    line(out, "%s *s = %s;", type, index_text(out, "sums", COUNT_OF(index), index));
}

/* Panels outside: first the sums of all tiles, or of the thread's share, which it keeps on its stack. */
static void emit_all_sums(Out *out, const ConvKernel *k, const TileFunctions *f, Nest *nest) {
    Loop *tiles[] = { &nest->loops[LOOP_IMAGE], &nest->loops[LOOP_ROW], &nest->loops[LOOP_COLUMN] },
         *part[] = { &nest->loops[LOOP_ROUND], &nest->loops[LOOP_TILE] };
    int depth = has_parts(k) ? COUNT_OF(part) : COUNT_OF(tiles);
    Extent count = product(out, k->plane.images, product(out, k->plane.rows.count, k->plane.columns.count));
    if (k->catalogue) count = number(MOST_PAIR_TILES);
    line(out, "float sums[%s];", extent_text(out, product(out, count, number(PAIR_SUMS))));
    open_loops(out, SERIAL, depth, has_parts(k) ? part : tiles);
    if (is_number(count, 1)) open_block(out, "%s", "");
    emit_tile_axes(out, k);
    emit_input_pointer(out, k, nest, emit_corner(out, k));
    emit_tile_sums_pointer(out, k, nest, "float");
    emit_sums_call(out, k, f);
    if (is_number(count, 1)) close_block(out);
    close_loops(out, depth, has_parts(k) ? part : tiles);
}

/* The pixels of a slice that the thread's tiles read, side by side. */
static void emit_gather(Out *out, const ConvKernel *k, const Nest *nest) {
    Arena *arena = out->text.arena;
    bool part = has_parts(k) && !is_number(nest->loops[LOOP_TILE].count, 1);
    const char *first = part ? axis_start(out, &k->plane.columns, "share.tile") : "0";
    const char *end = part ? axis_start(out, &k->plane.columns, "share.end_tile")
                           : arena_printf(arena, "%zu", k->plane.x_block.value / k->plane.x_column.value);
    const Index from[] = { { nest->loops[LOOP_IMAGE].variable, k->plane.x_image },
                           { is_sliced(k) ? nest->loops[LOOP_SLICE].variable : "0",
                             number(k->sum.in_blocks.value * k->sum.from_block) } };
    line(out, "const %s *from = %s;", type_of(k->x), index_text(out, "x", COUNT_OF(from), from));
    const char *to =
        arena_printf(arena, "gathered + b * %zu + i * %zu", k->plane.x_block.value, k->plane.x_column.value);
    const char *at =
        arena_printf(arena, "from + b * %zu + i / %zu * %zu + i %% %zu * %zu", k->sum.from_block,
                     k->plane.row_pixels, k->sum.from_row, k->plane.row_pixels, k->sum.from_column);
    line(out, "const int first = %s, end = %s;", first, end);
    line(out, "for (int b = 0; b < %s; b++)", extent_text(out, k->sum.in_blocks));
    line(out, "    for (int i = first; i < end; i++)");
    line(out, "        %s;",
         k->x == NUMBER_F32 ? store_floats(arena, to, load_floats(arena, at))
                            : arena_printf(arena, "memcpy(%s, %s, %zu)", to, at,
                                           number_bytes(k->x, k->plane.x_column.value)));
}

/* With panels inside it is tiles that threads share. */
static bool shares_tiles(const ConvKernel *k) { return has_panels_inside(k) && share_of(k) == SHARED; }

/* Loops that are shared while those inside are not, or with something between. Returns how many. */
static int open_outside(Out *out, const ConvKernel *k, Nest *nest) {
    if (shares_tiles(k)) {
        open_loops(out, SHARED, nest->depth - 1, nest->order);
        return nest->depth - 1;
    }
    bool both = has_parts(k) && has_sliced_images(k);
    int outside = has_parts(k) ? 1 : 1 + is_sliced(k);
    if (!k->sum.gathered && !both) return 0;
    open_loops(out, SERIAL, outside, nest->order);
    if (both) line(out, "const int n = round / %d, slice = round %% %d;", k->sum.slices, k->sum.slices);
    if (k->sum.gathered) emit_gather(out, k, nest);
    return outside;
}

/* All loops, and in them a tile's product with a panel. */
static void emit_products(Out *out, const ConvKernel *k, const TileFunctions *f, Nest *nest) {
    int outside = open_outside(out, k, nest);
    open_loops(out, shares_tiles(k) ? SERIAL : share_of(k), nest->depth - outside, nest->order + outside);
    emit_tile_axes(out, k);
    Corner corner = emit_corner(out, k);
    emit_input_pointer(out, k, nest, corner);
    emit_panel_pointers(out, k, nest, corner);
    if (k->sum.pairs) emit_tile_sums_pointer(out, k, nest, "const float");
    emit_product(out, k, f);
    close_loops(out, nest->depth - outside, nest->order + outside);
    if (outside) close_loops(out, outside, nest->order);
}

static void emit_gathered(Out *out, const ConvKernel *k) {
    const char *own =
        k->shares.serial ? "" : arena_printf(out->text.arena, " + THREAD * %zu", k->sum.scratch);
    if (k->sum.gathered)
        line(out,
             k->x == NUMBER_F32 ? "%s *const gathered = scratch%s;"
                                : "%s *const gathered = (void *)(scratch%s);",
             type_of(k->x), own);
}

static void emit_nest(Out *out, const ConvKernel *k, const TileFunctions *f) {
    Nest *nest = make_nest(out, k);
    if (passes_sizes(k, f)) emit_shared_sizes(out, &conv_parameters, k->sum.pairs ? OF_PAIRS : OF_TILES, k);
    if (k->sum.pairs) emit_limits(out, k);
    if (!k->sum.pairs) emit_first_blocks(out, k);
    emit_gathered(out, k);
    if (ends_by_table(k))
        line(out, "const unsigned char *table = (const void *)(bias + %s);",
             extent_text(out, k->ending.table));
    if (has_parts(k)) open_share(out, k, nest);
    if (k->sum.pairs && has_panels_inside(k)) {
        emit_pixels_nest(out, k, f, nest);
    } else {
        if (k->sum.pairs) emit_all_sums(out, k, f, nest);
        emit_products(out, k, f, nest);
    }
    if (has_parts(k)) close_share(out, k, nest);
}

static const char *first_parameter(const ConvKernel *k) {
    if (k->catalogue) return k->ending.plain ? "const Conv *k, " : "";
    return k->shares.ranged ? "int tile, int end_tile, " : k->shares.serial ? "" : "Line *team, ";
}

void emit_conv(Out *out, const char *name, const char *about, const ConvKernel *k) {
    TileFunctions f = { .tile[0][0] = { NULL, false } };
    if (!k->catalogue) f = emit_tiles(out, k);
    line(out, "%s", about);
    bool shared = k->catalogue && !k->ending.plain;
    block(out, "NOINLINE static void %s(%s%s%s)", name, first_parameter(k),
          shared ? shared_parameters : kernel_parameters(out->text.arena, k),
          k->sum.gathered ? ", float *scratch" : "") {
        if (shared) emit_shared_pointers(out, "Conv", k->x, k->weights.number, k->y);
        emit_nest(out, k, &f);
    }
    blank(out);
}
