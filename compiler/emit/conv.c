/* conv.c: direct convolution: the loops over a layer's register tiles (tile.c). */
#include "parameters.h"
#include "tile.h"

#include <assert.h>

static Size tile_size(const ConvKernel *k, bool small_rows, bool small_columns) {
    return (Size){ (int)k->plane.rows.big.value - small_rows,
                   (int)k->plane.columns.big.value - small_columns };
}

/* The functions of a kernel's tiles: [small rows][small columns]; none in the catalogue. */
typedef struct {
    TileFunction tile[2][2], sums[2][2];
} TileFunctions;

static TileFunctions emit_tiles(Out *out, const ConvKernel *k) {
    TileFunctions f = { .tile[0][0] = { NULL, false } };
    for (int i = 0; i <= k->plane.rows.has_small; i++)
        for (int j = 0; j <= k->plane.columns.has_small; j++) {
            if (k->sum.pairs) f.sums[i][j] = emit_pair_sums(out, k, tile_size(k, i, j));
            f.tile[i][j] = emit_tile(out, k, tile_size(k, i, j));
        }
    return f;
}

/* The size of the smaller tiles. */
static const char *small_text(Out *out, const Cut *cut) {
    if (cut->big.name) return arena_printf(out->text.arena, "(%s - 1)", cut->big.name);
    return arena_printf(out->text.arena, "%zu", cut->big.value - 1);
}

const char *axis_start(Out *out, const Cut *cut, const char *variable) {
    Arena *arena = out->text.arena;
    const char *big = extent_text(out, cut->big_count);
    if (!cut->has_small) return scaled_text(out, variable, cut->big);
    return arena_printf(arena, "%s * %s + (%s < %s ? %s : %s)", variable, small_text(out, cut), variable, big,
                        variable, big);
}

/* Whether its tiles leave what follows to ending(). */
static bool shared_ending(const ConvKernel *k) {
    return k->target->lanes > 1 && !k->ending.plain && !k->ending.gate && !is_sliced(k);
}

/* What a tile function is called with, behind the sizes. */
static const char *tile_arguments(Arena *arena, const ConvKernel *k) {
    return arena_printf(arena, "%s%s%s%sxt, wt, %s%syt", is_sliced(k) ? "slice, " : "",
                        k->plane.row_gap ? "left, " : "", prefetches(k) ? "next, " : "",
                        k->sum.pairs ? "s, " : "", k->ending.plain ? "" : "bt, ",
                        k->ending.residual ? "rt, "
                        : shared_ending(k) ? "yt, " /* not read */
                                           : "");
}

static void emit_call(Out *out, const TileFunction *f, const char *arguments) {
    line(out, "%s(%s%s);", f->name, f->sized ? "&sizes, " : "", arguments);
}

static void emit_column_choice(Out *out, const ConvKernel *k, const TileFunction *functions,
                               const char *arguments) {
    if (!k->plane.columns.has_small) {
        emit_call(out, &functions[0], arguments);
        return;
    }
    block(out, "if (tx < %s)", extent_text(out, k->plane.columns.big_count)) {
        emit_call(out, &functions[0], arguments);
    }
    block(out, "else") { emit_call(out, &functions[1], arguments); }
}

/* Calls the function for the size of tile (ty, tx). */
static void emit_size_choice(Out *out, const ConvKernel *k, const TileFunction functions[2][2],
                             const char *arguments) {
    if (!k->plane.rows.has_small) {
        emit_column_choice(out, k, functions[0], arguments);
        return;
    }
    block(out, "if (ty < %s)", extent_text(out, k->plane.rows.big_count)) {
        emit_column_choice(out, k, functions[0], arguments);
    }
    block(out, "else") { emit_column_choice(out, k, functions[1], arguments); }
}

/* "tx < 8 ? 5 : 4" */
static const char *axis_size(Out *out, const Cut *cut, const char *variable) {
    const char *big = extent_text(out, cut->big);
    if (!cut->has_small) return big;
    return arena_printf(out->text.arena, "%s < %s ? %s : %s", variable, extent_text(out, cut->big_count), big,
                        small_text(out, cut));
}

/* Calls the catalogue's tile of the right size; `what` is "", "pairs_" or "sums_". */
static void emit_pointer_call(Out *out, const ConvKernel *k, const char *what, const char *arguments) {
    line(out, "(tx < %s ? k->%sbig : k->%ssmall)(k, %s);", extent_text(out, k->plane.columns.big_count), what,
         what, arguments);
}

static void emit_tile_call(Out *out, const ConvKernel *k, const TileFunctions *f) {
    if (!k->catalogue)
        emit_size_choice(out, k, f->tile, tile_arguments(out->text.arena, k));
    else if (k->sum.pairs)
        emit_pointer_call(out, k, "pairs_", "next, s, xt, wt, bt, rt, yt");
    else
        emit_pointer_call(out, k, "",
                          k->ending.plain ? "next, xt, wt, 0, 0, yt" : "next, xt, wt, bt, rt, yt");
}

static void emit_sums_call(Out *out, const ConvKernel *k, const TileFunctions *f) {
    if (k->catalogue)
        emit_pointer_call(out, k, "sums_", "xt, limits, s");
    else
        emit_size_choice(out, k, f->sums, "xt, limits, s");
}

static void emit_product(Out *out, const ConvKernel *k, const TileFunctions *f) {
    if (!k->sum.pairs) {
        emit_tile_call(out, k, f);
        return;
    }
    block(out, "if (s[%d] != 0)", PAIR_FLAG) { emit_tile_call(out, k, f); }
    block(out, "else") {
        line(out, "one_by_one(%s, %s, %s, xt, wt, bt, %s, yt);", k->catalogue ? "k" : "&sizes",
             axis_size(out, &k->plane.rows, "ty"), axis_size(out, &k->plane.columns, "tx"),
             k->ending.residual ? "rt" : "0");
    }
}

/* ---- The loops ---- */

typedef struct {
    Loop image, slice, row, column, panel;
    Loop round;     /* of a thread's share: images and slices as one */
    Loop tile;      /* and rows and columns */
    Loop *order[5]; /* outermost first */
    int depth;
} Nest;

static bool has_both_axes(const ConvKernel *k) {
    return !is_number(k->plane.rows.count, 1) && !is_number(k->plane.columns.count, 1);
}

static bool has_sliced_images(const ConvKernel *k) { return is_sliced(k) && !is_number(k->plane.images, 1); }

static void join_tiles(Out *out, Nest *nest) {
    bool rows = !is_number(nest->row.count, 1), columns = !is_number(nest->column.count, 1);
    const char *variable = rows && columns ? "t" : rows ? "ty" : "tx";
    Extent count = product(out, nest->row.count, nest->column.count);
    nest->tile = rows || columns ? tiles_of_share(variable, count) : whole_loop(variable, count);
    if (!rows) nest->row.variable = "0";
    if (!columns) nest->column.variable = "0";
}

/* What one round computes the next one adds to, or it is of another image. */
static void join_rounds(Out *out, const ConvKernel *k, Nest *nest) {
    const char *variable = has_sliced_images(k) ? "round" : is_sliced(k) ? "slice" : "n";
    Extent count = is_sliced(k) ? product(out, k->plane.images, nest->slice.count) : k->plane.images;
    bool one = is_number(count, 1);
    nest->round = one ? whole_loop("0", count) : part_loop(variable, count, "share.round", NULL);
    nest->panel = items_of_share("p", nest->panel.count, nest->round.variable);
    if (is_number(k->plane.images, 1)) nest->image.variable = "0";
}

static void order_share(Out *out, const ConvKernel *k, Nest *nest) {
    join_tiles(out, nest);
    join_rounds(out, k, nest);
    nest->order[nest->depth++] = &nest->round;
    nest->order[nest->depth++] = &nest->panel;
    nest->order[nest->depth++] = &nest->tile;
}

/* A layer's weights stay in the last cache from image to image, values would not: images are outermost. */
static void order_loops(const ConvKernel *k, Nest *nest) {
    nest->order[nest->depth++] = &nest->image;
    if (is_sliced(k)) nest->order[nest->depth++] = &nest->slice;
    if (!has_panels_inside(k)) nest->order[nest->depth++] = &nest->panel;
    nest->order[nest->depth++] = &nest->row;
    nest->order[nest->depth++] = &nest->column;
    if (has_panels_inside(k)) nest->order[nest->depth++] = &nest->panel;
}

static Nest *make_nest(Out *out, const ConvKernel *k) {
    Nest *nest = arena_alloc(out->text.arena, sizeof *nest);
    *nest = (Nest){ .image = whole_loop("n", k->plane.images),
                    .slice = whole_loop("slice", number((size_t)k->sum.slices)),
                    .row = whole_loop("ty", k->plane.rows.count),
                    .column = whole_loop("tx", k->plane.columns.count),
                    .panel = whole_loop("p", k->weights.panels) };
    if (k->shares.ranged) nest->column = part_loop("tx", k->plane.columns.count, "tile", "end_tile");
    if (has_parts(k))
        order_share(out, k, nest);
    else
        order_loops(k, nest);
    return nest;
}

static Sharing share_of(const ConvKernel *k) { return k->shares.serial || has_parts(k) ? SERIAL : SHARED; }

/* Whether more than loops stands inside of SHARED. */
static bool has_share_block(const ConvKernel *k, const Nest *nest) {
    return k->sum.pairs || (k->sum.gathered && is_number(nest->round.count, 1));
}

static void open_share(Out *out, const ConvKernel *k, const Nest *nest) {
    line(out, "SHARED(%s, %s, %zu)%s", extent_text(out, nest->tile.count),
         extent_text(out, k->weights.panels), nest->tile.count.value / TILES_A_THREAD,
         has_share_block(k, nest) ? " {" : "");
    out->depth++;
}

static void close_share(Out *out, const ConvKernel *k, const Nest *nest) {
    out->depth--;
    if (has_share_block(k, nest)) line(out, "}");
}

/* Behind the loops' heads: which tile a share's is. */
static void emit_tile_axes(Out *out, const ConvKernel *k) {
    const char *columns = extent_text(out, k->plane.columns.count);
    if (has_parts(k) && has_both_axes(k)) line(out, "const int ty = t / %s, tx = t %% %s;", columns, columns);
}

/* Where the tile's share of the next panel begins; behind the last panel there is none, and it fetches its
 * own. */
static void emit_next(Out *out, const ConvKernel *k, const Nest *nest) {
    Arena *arena = out->text.arena;
    const Loop *walk = k->ending.plain ? &nest->image : &nest->panel;
    const char *more = arena_printf(arena, "%s + 1 < %s", walk->variable, extent_text(out, walk->count));
    const Index tiles[] = { { nest->row.variable, k->fetch.next_row },
                            { nest->column.variable, k->fetch.next_column } };
    const char *base =
        arena_printf(arena, "wt + (%s ? %s : 0)", more, extent_text(out, k->weights.panel_units));
    if (is_number(k->fetch.halved, 1))
        line(out, "const float *next = %s + (%s - %s) * AHEAD * %zu;", base,
             k->shares.ranged ? nest->column.variable : nest->tile.variable,
             k->shares.ranged ? "tile" : "share.tile", k->fetch.next_column.value);
    else
        line(out, "const float *next = %s;", index_text(out, base, 2, tiles));
}

static const char *first_block(Arena *arena, const ConvKernel *k, const char *panel) {
    if (k->catalogue && !k->ending.plain)
        return arena_printf(arena, "(k->first_block ? k->first_block[%s] : 0)", panel);
    return k->sum.first_block ? arena_printf(arena, "first_block[%s]", panel) : "0";
}

typedef struct {
    const char *row, *column; /* of the tile's first pixel */
    const char *image_row;    /* where rows of the image follow each other with gaps */
} Corner;

/* Names the first pixel of tile `variable`: itself where tiles have one. */
static const char *emit_start(Out *out, const Cut *cut, const char *variable, const char *name) {
    const char *start = axis_start(out, cut, variable);
    if (start == variable) return variable;
    line(out, "const int %s = %s;", name, start);
    return name;
}

static Corner emit_corner(Out *out, const ConvKernel *k) {
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

static void emit_input_pointer(Out *out, const ConvKernel *k, const Nest *nest, Corner corner) {
    const char *first = k->sum.pairs ? "0" : first_block(out->text.arena, k, nest->panel.variable);
    const char *slice = is_sliced(k) && !k->sum.gathered ? nest->slice.variable : "0";
    const Index x[] = { { k->sum.gathered ? "0" : nest->image.variable, k->plane.x_image },
                        { slice, product(out, k->sum.in_blocks, k->plane.x_block) },
                        { first, k->plane.x_block },
                        { corner.row, k->plane.x_row },
                        { corner.column, k->plane.x_column } };
    line(out, "const float *xt = %s;", index_text(out, k->sum.gathered ? "gathered" : "x", COUNT_OF(x), x));
}

static void emit_panel_pointers(Out *out, const ConvKernel *k, const Nest *nest, Corner corner) {
    const char *n = nest->image.variable, *p = nest->panel.variable;
    const char *slice = is_sliced(k) ? nest->slice.variable : "0";
    const Index y[] = { { n, k->plane.y_image },
                        { p, k->plane.y_panel },
                        { corner.row, k->plane.y_row },
                        { corner.column, k->plane.y_column },
                        { corner.image_row, number(k->plane.row_gap) } };
    const Extent slice_floats =
        is_sliced(k) ? number(k->weights.panel_units.value / (size_t)k->sum.slices) : number(0);
    const Index w[] = { { n, k->weights.w_image }, { p, k->weights.panel_units }, { slice, slice_floats } };
    const Index b = { p, k->weights.channels };
    line(out, "const float *wt = %s;", index_text(out, "w", COUNT_OF(w), w));
    if (prefetches(k)) emit_next(out, k, nest);
    if (!k->ending.plain) line(out, "const float *bt = %s;", index_text(out, "bias", 1, &b));
    if (k->ending.residual) line(out, "const float *rt = %s;", index_text(out, "r", COUNT_OF(y), y));
    line(out, "float *yt = %s;", index_text(out, "y", COUNT_OF(y), y));
}

static void emit_first_blocks(Out *out, const ConvKernel *k) {
    if (!k->sum.first_block) return;
    assert(!k->weights.panels.name);
    Text table = { .arena = out->text.arena };
    for (size_t p = 0; p < k->weights.panels.value; p++)
        text_printf(&table, "%s%d", p ? ", " : "", k->sum.first_block[p]);
    line(out, "static const int first_block[] = { %s };", table.bytes);
}

/* ---- Pairs: what a tile's pixels multiply to is made once for all panels ---- */

static void emit_limits(Out *out, const ConvKernel *k) {
    const Term term = { product(out, number(3), k->ending.all_channels), 1 };
    line(out, "const float *limits = bias%s;", offset_text(out, 1, &term));
}

/* Panels innermost: a tile's sums at a time. */
static void emit_pixels_nest(Out *out, const ConvKernel *k, const TileFunctions *f, Nest *nest) {
    Loop *panels[] = { &nest->panel };
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
    const Index index[] = { { nest->image.variable, image },
                            { nest->row.variable, row },
                            { nest->column.variable, column } };
    line(out, "%s *s = %s;", type, index_text(out, "sums", COUNT_OF(index), index));
}

/* Panels outside: first the sums of all tiles, or of the thread's share, which it keeps on its stack. */
static void emit_all_sums(Out *out, const ConvKernel *k, const TileFunctions *f, Nest *nest) {
    Loop *tiles[] = { &nest->image, &nest->row, &nest->column }, *part[] = { &nest->round, &nest->tile };
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
    bool part = has_parts(k) && !is_number(nest->tile.count, 1);
    const char *first = part ? axis_start(out, &k->plane.columns, "share.tile") : "0";
    const char *end =
        part ? axis_start(out, &k->plane.columns, "share.end_tile")
             : arena_printf(out->text.arena, "%zu", k->plane.x_block.value / k->plane.x_column.value);
    const Index from[] = { { nest->image.variable, k->plane.x_image },
                           { is_sliced(k) ? nest->slice.variable : "0",
                             number(k->sum.in_blocks.value * k->sum.from_block) } };
    line(out, "const float *from = %s;", index_text(out, "x", COUNT_OF(from), from));
    line(out, "const int first = %s, end = %s;", first, end);
    line(out, "for (int b = 0; b < %s; b++)", extent_text(out, k->sum.in_blocks));
    line(out, "    for (int i = first; i < end; i++)");
    line(
        out,
        "        STORE(gathered + b * %zu + i * %zu, LOAD(from + b * %zu + i / %zu * %zu + i %% %zu * %zu));",
        k->plane.x_block.value, k->plane.x_column.value, k->sum.from_block, k->plane.row_pixels,
        k->sum.from_row, k->plane.row_pixels, k->sum.from_column);
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
    if (k->sum.gathered) line(out, "float *const gathered = scratch%s;", own);
}

/* Whether a function that it calls takes its sizes. */
static bool passes_sizes(const ConvKernel *k, const TileFunctions *f) {
    bool passes = k->sum.pairs;
    for (int i = 0; i < 4; i++) passes |= f->tile[i / 2][i % 2].sized;
    return passes && !k->catalogue;
}

static void emit_nest(Out *out, const ConvKernel *k, const TileFunctions *f) {
    Nest *nest = make_nest(out, k);
    if (passes_sizes(k, f)) emit_shared_sizes(out, &conv_parameters, k->sum.pairs ? OF_PAIRS : OF_TILES, k);
    if (k->sum.pairs) emit_limits(out, k);
    if (!k->sum.pairs) emit_first_blocks(out, k);
    emit_gathered(out, k);
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
          shared ? SHARED_PARAMETERS : kernel_parameters(out->text.arena, k),
          k->sum.gathered ? ", float *scratch" : "") {
        if (shared) emit_sizes_pointer(out, "Conv");
        emit_nest(out, k, &f);
    }
    blank(out);
}
