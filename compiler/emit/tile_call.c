/* tile_call.c: the functions of a direct convolution's tiles, and which of them is called where. */
#include "conv.h"

static Size tile_size(const ConvKernel *k, bool small_rows, bool small_columns) {
    return (Size){ (int)k->plane.rows.big.value - small_rows,
                   (int)k->plane.columns.big.value - small_columns };
}

TileFunctions emit_tiles(Out *out, const ConvKernel *k) {
    TileFunctions f = { .tile[0][0] = { NULL, false } };
    for (int i = 0; i <= k->plane.rows.has_small; i++)
        for (int j = 0; j <= k->plane.columns.has_small; j++) {
            if (k->sum.pairs) f.sums[i][j] = emit_pair_sums(out, k, tile_size(k, i, j));
            f.tile[i][j] = emit_tile(out, k, tile_size(k, i, j));
        }
    return f;
}

bool passes_sizes(const ConvKernel *k, const TileFunctions *f) {
    bool passes = k->sum.pairs;
    for (int i = 0; i < 4; i++) passes |= f->tile[i / 2][i % 2].sized;
    return passes && !k->catalogue;
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
    ConvKernel shared = *k;
    shared.shared = shares_sizes(k->target);
    return shares_ending(&shared);
}

/* What a tile function is called with, behind the sizes. */
static const char *tile_arguments(Arena *arena, const ConvKernel *k) {
    return arena_printf(arena, "%s%s%s%s%sxt, wt, %s%syt", is_sliced(k) ? "slice, " : "",
                        k->plane.row_gap ? "left, " : "", prefetches(k) ? "next, " : "",
                        k->sum.pairs ? "s, " : "", ends_by_table(k) ? "table, " : "",
                        k->ending.plain ? "" : "bt, ",
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
    const bool first = k->x != k->y; /* it reads floats */
    line(out, "%s(tx < %s ? k->%sbig : k->%ssmall)%s(k, %s);", first ? "((FirstTile *)" : "",
         extent_text(out, k->plane.columns.big_count), what, what, first ? ")" : "", arguments);
}

static void emit_tile_call(Out *out, const ConvKernel *k, const TileFunctions *f) {
    if (!k->catalogue)
        emit_size_choice(out, k, f->tile, tile_arguments(out->text.arena, k));
    else if (k->sum.pairs)
        emit_pointer_call(out, k, "pairs_", "next, s, xt, wt, bt, rt, yt");
    else
        emit_pointer_call(out, k, "",
                          k->ending.plain    ? "next, xt, wt, 0, 0, yt"
                          : ends_by_table(k) ? "next, table, xt, wt, bt, rt, yt"
                                             : "next, xt, wt, bt, rt, yt");
}

void emit_sums_call(Out *out, const ConvKernel *k, const TileFunctions *f) {
    if (k->catalogue)
        emit_pointer_call(out, k, "sums_", "xt, limits, s");
    else
        emit_size_choice(out, k, f->sums, "xt, limits, s");
}

void emit_product(Out *out, const ConvKernel *k, const TileFunctions *f) {
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
