/* nest.c: the loops round a direct convolution's tiles: which there are, in which order, and who shares them
 * out. */
#include "conv.h"

typedef enum { TILES_OUTSIDE, PANELS_OUTSIDE, THREAD_SHARE, NEST_COUNT } NestKind;

/* A layer's weights stay in the last cache from image to image, values would not: images are outermost. A
 * loop over slices is left out where there is one. */
static const LoopName nests[NEST_COUNT][MOST_LOOPS] = {
    [TILES_OUTSIDE] = { LOOP_IMAGE, LOOP_SLICE, LOOP_ROW, LOOP_COLUMN, LOOP_PANEL },
    [PANELS_OUTSIDE] = { LOOP_IMAGE, LOOP_SLICE, LOOP_PANEL, LOOP_ROW, LOOP_COLUMN },
    [THREAD_SHARE] = { LOOP_ROUND, LOOP_PANEL, LOOP_TILE },
};

static NestKind nest_of(const ConvKernel *k) {
    if (has_parts(k)) return THREAD_SHARE;
    return has_panels_inside(k) ? TILES_OUTSIDE : PANELS_OUTSIDE;
}

static bool has_both_axes(const ConvKernel *k) {
    return !is_number(k->plane.rows.count, 1) && !is_number(k->plane.columns.count, 1);
}

bool has_sliced_images(const ConvKernel *k) { return is_sliced(k) && !is_number(k->plane.images, 1); }

static void join_tiles(Out *out, Nest *nest) {
    Loop *row = &nest->loops[LOOP_ROW], *column = &nest->loops[LOOP_COLUMN];
    bool rows = !is_number(row->count, 1), columns = !is_number(column->count, 1);
    const char *variable = rows && columns ? "t" : rows ? "ty" : "tx";
    Extent count = product(out, row->count, column->count);
    nest->loops[LOOP_TILE] = rows || columns ? tiles_of_share(variable, count) : whole_loop(variable, count);
    if (!rows) row->variable = "0";
    if (!columns) column->variable = "0";
}

/* What one round computes the next one adds to, or it is of another image. */
static void join_rounds(Out *out, const ConvKernel *k, Nest *nest) {
    Loop *round = &nest->loops[LOOP_ROUND], *panel = &nest->loops[LOOP_PANEL];
    const char *variable = has_sliced_images(k) ? "round" : is_sliced(k) ? "slice" : "n";
    Extent count =
        is_sliced(k) ? product(out, k->plane.images, nest->loops[LOOP_SLICE].count) : k->plane.images;
    bool one = is_number(count, 1);
    *round = one ? whole_loop("0", count) : part_loop(variable, count, "share.round", NULL);
    *panel = items_of_share("p", panel->count, round->variable);
    if (is_number(k->plane.images, 1)) nest->loops[LOOP_IMAGE].variable = "0";
}

static void order_loops(const ConvKernel *k, Nest *nest) {
    const LoopName *order = nests[nest_of(k)];
    for (int i = 0; i < MOST_LOOPS && order[i] != LOOP_NONE; i++)
        if (order[i] != LOOP_SLICE || is_sliced(k)) nest->order[nest->depth++] = &nest->loops[order[i]];
}

Nest *make_nest(Out *out, const ConvKernel *k) {
    Nest *nest = arena_alloc(out->text.arena, sizeof *nest);
    *nest = (Nest){ .loops = { [LOOP_IMAGE] = whole_loop("n", k->plane.images),
                               [LOOP_SLICE] = whole_loop("slice", number((size_t)k->sum.slices)),
                               [LOOP_ROW] = whole_loop("ty", k->plane.rows.count),
                               [LOOP_COLUMN] = whole_loop("tx", k->plane.columns.count),
                               [LOOP_PANEL] = whole_loop("p", k->weights.panels) } };
    if (k->shares.ranged)
        nest->loops[LOOP_COLUMN] = part_loop("tx", k->plane.columns.count, "tile", "end_tile");
    if (has_parts(k)) {
        join_tiles(out, nest);
        join_rounds(out, k, nest);
    }
    order_loops(k, nest);
    return nest;
}

Sharing share_of(const ConvKernel *k) { return k->shares.serial || has_parts(k) ? SERIAL : SHARED; }

/* Whether more than loops stands inside of SHARED. */
static bool has_share_block(const ConvKernel *k, const Nest *nest) {
    return k->sum.pairs || (k->sum.gathered && is_number(nest->loops[LOOP_ROUND].count, 1));
}

void open_share(Out *out, const ConvKernel *k, const Nest *nest) {
    line(out, "SHARED(%s, %s, %zu)%s", extent_text(out, nest->loops[LOOP_TILE].count),
         extent_text(out, k->weights.panels), nest->loops[LOOP_TILE].count.value / TILES_A_THREAD,
         has_share_block(k, nest) ? " {" : "");
    out->depth++;
}

void close_share(Out *out, const ConvKernel *k, const Nest *nest) {
    out->depth--;
    if (has_share_block(k, nest)) line(out, "}");
}

void emit_tile_axes(Out *out, const ConvKernel *k) {
    const char *columns = extent_text(out, k->plane.columns.count);
    if (has_parts(k) && has_both_axes(k)) line(out, "const int ty = t / %s, tx = t %% %s;", columns, columns);
}
