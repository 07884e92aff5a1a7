/* emit_conv.c: direct convolution. A register tile of pixels x channels is held over the whole reduction;
 * each step multiplies one input value a pixel with a vector of weights. */
#include "emit.h"

#include <assert.h>

/* Taps of a row of the kernel are unrolled where the input has one lane and the text stays this short: then a
 * step is too little work for a loop (7x7 stem: 1.42 -> 1.10 ms on Zen 5). */
enum { UNROLLED_LINES = 250 };

typedef struct {
    int rows, columns;
} Size;

Cut cut_axis(int total, int most) {
    Split split = split_evenly(total, most);
    int count = split.big_count + split.small_count;
    return (Cut){ number((size_t)split.big), split.small_count > 0, number((size_t)split.big_count),
                  number((size_t)count) };
}

static void emit_accumulators(Out *out, const ConvKernel *k, int pixels) {
    for (int v = 0; v < k->vectors && k->plain; v++) line(out, "const vec b%d = ZERO;", v);
    for (int v = 0; v < k->vectors && !k->plain; v++) {
        const Term term = { number((size_t)k->target->lanes), (size_t)v };
        line(out, "const vec b%d = LOAD(bias%s);", v, offset_text(out, 1, &term));
    }
    for (int p = 0; p < pixels; p++) {
        Text text = { .arena = out->text.arena };
        for (int v = 0; v < k->vectors; v++) text_printf(&text, "%sc%d_%d = b%d", v ? ", " : "", p, v, v);
        line(out, "vec %s;", text.bytes);
    }
}

/* One step of the reduction: the weights of all vectors, `weight` floats from w, times each pixel's value. */
static void emit_step(Out *out, const ConvKernel *k, Size size, int tap) {
    int lanes = k->target->lanes;
    Text loads = { .arena = out->text.arena };
    for (int v = 0; v < k->vectors; v++) {
        const Term term = { number((size_t)lanes), (size_t)(tap * k->vectors + v) };
        text_printf(&loads, "%sw%d = LOAD(w%s)", v ? ", " : "", v, offset_text(out, 1, &term));
    }
    line(out, "const vec %s;", loads.bytes);
    for (int p = 0; p < size.rows * size.columns; p++) {
        const Term terms[] = { { k->x_row, (size_t)(p / size.columns) },
                               { k->x_column, (size_t)(p % size.columns) },
                               { k->tap_column, (size_t)tap } };
        const char *offset = offset_text(out, COUNT_OF(terms), terms);
        Text sums = { .arena = out->text.arena };
        for (int v = 0; v < k->vectors; v++)
            text_printf(
                &sums, "%sc%d_%d += w%d * %s;", v ? " " : "", p, v, v,
                arena_printf(out->text.arena, *offset ? "p[%s]" : "p[0]", offset + 3 * (*offset != 0)));
        line(out, "%s", sums.bytes);
    }
}

/* One channel of each group: SPREAD gives every lane that channel of its own group. */
static void emit_group_step(Out *out, const ConvKernel *k, Size size, int member) {
    const Term weight = { number((size_t)k->target->lanes), (size_t)member };
    line(out, "const vec w0 = LOAD(w%s);", offset_text(out, 1, &weight));
    for (int p = 0; p < size.rows * size.columns; p++) {
        const Term terms[] = { { k->x_row, (size_t)(p / size.columns) },
                               { k->x_column, (size_t)(p % size.columns) } };
        line(out, "c%d_0 += w0 * SPREAD%d_%d(LOAD(p%s));", p, k->lane_group, member,
             offset_text(out, COUNT_OF(terms), terms));
    }
}

static void emit_group_steps(Out *out, const ConvKernel *k, Size size) {
    for (int member = 0; member < k->lane_group; member++) block(out, "%s", "") {
            emit_group_step(out, k, size, member);
        }
    line(out, "w += %d;", k->lane_group * k->target->lanes);
}

static bool prefetches(const ConvKernel *k) { return !is_number(k->prefetch, 0); }

/* The tiles of a panel fetch the next one between them, each its share, a little at each block and tap. */
static void emit_prefetch(Out *out, const ConvKernel *k) {
    if (k->prefetch.name) {
        line(out, "for (int i = 0; i < %s; i++, next += %d) PREFETCH(next);", k->prefetch.name, LINE_FLOATS);
        return;
    }
    for (size_t i = 0; i < k->prefetch.value; i++) {
        const Term term = { number(LINE_FLOATS), i };
        line(out, "PREFETCH(next%s);", offset_text(out, 1, &term));
    }
    if (prefetches(k)) line(out, "next += %zu;", k->prefetch.value * LINE_FLOATS);
}

/* Whether the kernel is more than a single tap, as far as is known here. */
static bool has_taps(const ConvKernel *k) { return !is_number(k->kernel, 1); }

static bool unrolls_taps(const ConvKernel *k, Size size) {
    return k->in_lanes == 1 && has_taps(k) && !k->kernel.name &&
           (int)k->kernel.value * size.rows * size.columns * k->vectors <= UNROLLED_LINES;
}

static void emit_taps(Out *out, const ConvKernel *k, Size size, const char *base) {
    int step = k->vectors * k->target->lanes;
    if (unrolls_taps(k, size)) {
        line(out, "const float *p = %s;", base);
        for (int tap = 0; tap < (int)k->kernel.value; tap++) {
            block(out, "%s", "") { emit_step(out, k, size, tap); }
        }
        line(out, "w += %d;", (int)k->kernel.value * step);
        return;
    }
    const Index column = { "j", k->tap_column };
    const char *start = has_taps(k) ? index_text(out, base, 1, &column) : base;
    if (has_taps(k)) open_block(out, "for (int j = 0; j < %s; j++)", extent_text(out, k->kernel));
    line(out, "const float *p = %s;", start);
    emit_prefetch(out, k);
    if (k->lane_group) {
        emit_group_steps(out, k, size);
    } else if (k->in_lanes > 1) {
        block(out, "for (int l = 0; l < %d; l++, p++, w += %d)", k->in_lanes, step) {
            emit_step(out, k, size, 0);
        }
    } else {
        emit_step(out, k, size, 0);
        line(out, "w += %d;", step);
    }
    if (has_taps(k)) close_block(out);
}

static void emit_reduction(Out *out, const ConvKernel *k, Size size) {
    const Index indices[] = { { "b", k->x_block }, { "i", k->tap_row } };
    const char *base = index_text(out, "x", has_taps(k) ? 2 : 1, indices);
    block(out, "for (int b = 0; b < %s; b++)", extent_text(out, k->in_blocks)) {
        if (has_taps(k)) {
            block(out, "for (int i = 0; i < %s; i++)", extent_text(out, k->kernel)) {
                emit_taps(out, k, size, base);
            }
        } else {
            emit_taps(out, k, size, base);
        }
    }
}

static void emit_results(Out *out, const ConvKernel *k, Size size) {
    for (int p = 0; p < size.rows * size.columns; p++)
        for (int v = 0; v < k->vectors; v++) {
            const Term terms[] = { { k->y_block, (size_t)v },
                                   { k->y_row, (size_t)(p / size.columns) },
                                   { k->y_column, (size_t)(p % size.columns) } };
            const char *at = offset_text(out, COUNT_OF(terms), terms);
            const char *sum = arena_printf(out->text.arena, "c%d_%d", p, v);
            if (k->residual) sum = arena_printf(out->text.arena, "%s + LOAD(r%s)", sum, at);
            if (k->activation == ACTIVATION_RELU) sum = arena_printf(out->text.arena, "relu(%s)", sum);
            line(out, "STORE(y%s, %s);", at, sum);
        }
}

/* Of a kernel; of a tile with `next` in front. All of the catalogue's are called alike. */
static const char *parameters(const ConvKernel *k) {
    if (k->catalogue) return "const float *x, const float *w, const float *bias, const float *r, float *y";
    if (k->plain) return "const float *x, const float *w, float *y";
    return k->residual ? "const float *x, const float *w, const float *bias, const float *r, float *y"
                       : "const float *x, const float *w, const float *bias, float *y";
}

static void emit_tile_body(Out *out, const ConvKernel *k, Size size) {
    emit_accumulators(out, k, size.rows * size.columns);
    emit_reduction(out, k, size);
    emit_results(out, k, size);
}

static void emit_tile(Out *out, const char *name, const ConvKernel *k, Size size) {
    line(out,
         "/* %d x %d pixels, %d channels; the pointers are those of the tile's first pixel and channel. */",
         size.rows, size.columns, k->vectors * k->target->lanes);
    block(out, "static inline void %s_%dx%d(%s%s)", name, size.rows, size.columns,
          prefetches(k) ? "const float *next, " : "", parameters(k)) {
        emit_tile_body(out, k, size);
    }
    blank(out);
}

void emit_conv_tile(Out *out, const char *name, const ConvKernel *k, int columns) {
    block(out, "static void %s(const Conv *k, const float *next, %s)", name, parameters(k)) {
        emit_tile_body(out, k, (Size){ 1, columns });
    }
    blank(out);
}

static Size tile_size(const ConvKernel *k, bool small_rows, bool small_columns) {
    return (Size){ (int)k->rows.big.value - small_rows, (int)k->columns.big.value - small_columns };
}

static void emit_tiles(Out *out, const char *name, const ConvKernel *k) {
    for (int i = 0; i <= k->rows.has_small; i++)
        for (int j = 0; j <= k->columns.has_small; j++) emit_tile(out, name, k, tile_size(k, i, j));
}

/* The first pixel of tile `variable` along an axis: the big tiles come first. */
static const char *axis_start(Out *out, const Cut *cut, const char *variable) {
    Arena *arena = out->text.arena;
    const char *big = extent_text(out, cut->big_count), *size = extent_text(out, cut->big);
    if (!cut->has_small) return arena_printf(arena, "%s * %s", variable, size);
    size = cut->big.name ? arena_printf(arena, "(%s - 1)", size)
                         : arena_printf(arena, "%zu", cut->big.value - 1);
    return arena_printf(arena, "%s * %s + (%s < %s ? %s : %s)", variable, size, variable, big, variable, big);
}

static void emit_tile_call(Out *out, const char *name, const ConvKernel *k, Size size) {
    line(out, "%s_%dx%d(%sxt, wt, %s%syt);", name, size.rows, size.columns, prefetches(k) ? "next, " : "",
         k->plain ? "" : "bt, ", k->residual ? "rt, " : "");
}

static void emit_column_choice(Out *out, const char *name, const ConvKernel *k, bool small_rows) {
    if (!k->columns.has_small) {
        emit_tile_call(out, name, k, tile_size(k, small_rows, false));
        return;
    }
    block(out, "if (tx < %s)", extent_text(out, k->columns.big_count)) {
        emit_tile_call(out, name, k, tile_size(k, small_rows, false));
    }
    block(out, "else") { emit_tile_call(out, name, k, tile_size(k, small_rows, true)); }
}

static void emit_tile_choice(Out *out, const char *name, const ConvKernel *k) {
    if (k->catalogue) {
        line(out, "(tx < %s ? k->big : k->small)(k, next, xt, wt, %s, yt);",
             extent_text(out, k->columns.big_count), k->plain ? "0, 0" : "bt, rt");
        return;
    }
    if (!k->rows.has_small) {
        emit_column_choice(out, name, k, false);
        return;
    }
    block(out, "if (ty < %s)", extent_text(out, k->rows.big_count)) {
        emit_column_choice(out, name, k, false);
    }
    block(out, "else") { emit_column_choice(out, name, k, true); }
}

typedef struct {
    Loop image, row, column, panel;
    Loop *order[4];
} Nest;

static Nest *make_nest(Arena *arena, const ConvKernel *k) {
    Nest *nest = arena_alloc(arena, sizeof *nest);
    *nest = (Nest){
        { "n", k->images }, { "ty", k->rows.count }, { "tx", k->columns.count }, { "p", k->panels }, { NULL }
    };
    Loop **order = nest->order;
    *order++ =
        &nest->image; /* a layer's weights stay in the last cache from image to image, values would not */
    if (k->order == ORDER_CHANNELS) *order++ = &nest->panel;
    *order++ = &nest->row;
    *order++ = &nest->column;
    if (k->order == ORDER_PIXELS) *order = &nest->panel;
    return nest;
}

/* Where the tile's share of the next panel begins; behind the last panel there is none, and it fetches its
 * own. */
static void emit_next(Out *out, const ConvKernel *k, const Nest *nest) {
    Arena *arena = out->text.arena;
    const Loop *walk = k->plain ? &nest->image : &nest->panel;
    const char *more = arena_printf(arena, "%s + 1 < %s", walk->variable, extent_text(out, walk->count));
    const Index tiles[] = { { nest->row.variable, k->next_row }, { nest->column.variable, k->next_column } };
    const char *base = arena_printf(arena, "wt + (%s ? %s : 0)", more, extent_text(out, k->panel_floats));
    line(out, "const float *next = %s;", index_text(out, base, 2, tiles));
}

static const char *first_block(Arena *arena, const ConvKernel *k, const char *panel) {
    if (k->catalogue && !k->plain)
        return arena_printf(arena, "(k->first_block ? k->first_block[%s] : 0)", panel);
    return k->first_block ? arena_printf(arena, "first_block[%s]", panel) : "0";
}

static void emit_pointers(Out *out, const ConvKernel *k, const Nest *nest) {
    const char *n = nest->image.variable, *p = nest->panel.variable;
    const char *row = "0", *column = "0";
    if (!is_number(k->rows.count, 1)) {
        line(out, "const int row = %s;", axis_start(out, &k->rows, "ty"));
        row = "row";
    }
    if (!is_number(k->columns.count, 1)) {
        line(out, "const int column = %s;", axis_start(out, &k->columns, "tx"));
        column = "column";
    }
    const char *first = first_block(out->text.arena, k, p);
    const Index x[] = {
        { n, k->x_image }, { first, k->x_block }, { row, k->x_row }, { column, k->x_column }
    };
    const Index y[] = { { n, k->y_image }, { p, k->y_panel }, { row, k->y_row }, { column, k->y_column } };
    const Index w[] = { { n, k->w_image }, { p, k->panel_floats } }, b = { p, k->channels };
    line(out, "const float *xt = %s;", index_text(out, "x", 4, x));
    line(out, "const float *wt = %s;", index_text(out, "w", 2, w));
    if (prefetches(k)) emit_next(out, k, nest);
    if (!k->plain) line(out, "const float *bt = %s;", index_text(out, "bias", 1, &b));
    if (k->residual) line(out, "const float *rt = %s;", index_text(out, "r", 4, y));
    line(out, "float *yt = %s;", index_text(out, "y", 4, y));
}

static void emit_first_blocks(Out *out, const ConvKernel *k) {
    if (!k->first_block) return;
    assert(!k->panels.name);
    Text table = { .arena = out->text.arena };
    for (size_t p = 0; p < k->panels.value; p++)
        text_printf(&table, "%s%d", p ? ", " : "", k->first_block[p]);
    line(out, "static const int first_block[] = { %s };", table.bytes);
}

static void emit_nest(Out *out, const char *name, const ConvKernel *k) {
    Nest *nest = make_nest(out->text.arena, k);
    emit_first_blocks(out, k);
    open_loops(out, k->serial, 4, nest->order);
    emit_pointers(out, k, nest);
    emit_tile_choice(out, name, k);
    close_loops(out, 4, nest->order);
}

void emit_conv(Out *out, const char *name, const char *about, const ConvKernel *k) {
    if (!k->catalogue) emit_tiles(out, name, k);
    line(out, "%s", about);
    block(out, "NOINLINE static void %s(%s%s)", name, k->catalogue ? "const Conv *k, " : "", parameters(k)) {
        emit_nest(out, name, k);
    }
    blank(out);
}
