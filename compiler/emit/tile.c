/* tile.c: the register tile of a direct convolution: pixels x channels are held over the whole
 * reduction; each step multiplies one input value a pixel with a vector of weights. */
#include "tile.h"
#include "emit.h"
#include "parameters.h"

#include <string.h>

/* Taps of a row of the kernel are unrolled where the input has one lane and the text stays this short: then a
 * step is too little work for a loop (7x7 stem: 1.42 -> 1.10 ms on Zen 5). */
enum { UNROLLED_LINES = 250 };

const char *vector_of(Out *out, const ConvKernel *k, NumberKind kind, const char *base, Extent offset,
                      int v) {
    Arena *arena = out->text.arena;
    const Term terms[] = { { offset, 1 }, { number((size_t)k->target->lanes), (size_t)v } };
    return load_text(arena, kind,
                     arena_printf(arena, "%s%s", base, offset_text(out, COUNT_OF(terms), terms)));
}

const char *load_weights(Out *out, const ConvKernel *k, const char *variable, int index) {
    Text loads = { .arena = out->text.arena };
    for (int v = 0; v < k->weights.vectors; v++)
        text_printf(&loads, "%s%s%d = %s", v ? ", " : "", variable, v,
                    vector_of(out, k, k->weights.number, "w", number(0), index * k->weights.vectors + v));
    return loads.bytes;
}

const char *value_text(Out *out, const ConvKernel *k, Size size, int pixel, int index, Extent step) {
    const Term terms[] = { { k->plane.x_row, (size_t)(pixel / size.columns) },
                           { k->plane.x_column, (size_t)(pixel % size.columns) },
                           { step, (size_t)index } };
    Arena *arena = out->text.arena;
    const char *offset = offset_text(out, COUNT_OF(terms), terms);
    return single_text(arena, k->x, arena_printf(arena, "p[%s]", *offset ? offset + 3 : "0"));
}

void emit_sums(Out *out, const ConvKernel *k, Size size, int index, Extent step) {
    Arena *arena = out->text.arena;
    for (int p = 0; p < size.rows * size.columns; p++) {
        const char *value = value_text(out, k, size, p, index, step);
        Text sums = { .arena = out->text.arena };
        for (int v = 0; v < k->weights.vectors; v++)
            text_printf(&sums, "%s%s", v ? " " : "",
                        plus_scaled(arena, k->target, arena_printf(arena, "c%d_%d", p, v),
                                    arena_printf(arena, "w%d", v), value));
        line(out, "%s", sums.bytes);
    }
}

void emit_step(Out *out, const ConvKernel *k, Size size, int index, Extent step) {
    line(out, "const %s %s;", sums_type(k), load_weights(out, k, "w", index));
    emit_sums(out, k, size, index, step);
}

const char *pixel_offset(Out *out, const ConvKernel *k, Size size, int pixel) {
    const Term terms[] = { { k->plane.x_row, (size_t)(pixel / size.columns) },
                           { k->plane.x_column, (size_t)(pixel % size.columns) } };
    return offset_text(out, COUNT_OF(terms), terms);
}

bool prefetches(const ConvKernel *k) { return !is_number(k->fetch.lines, 0); }

static const char *fetch_name(Arena *arena, NumberKind weights) {
    const bool floats = !strcmp(type_of(weights), type_of(NUMBER_F32)),
               bytes = !strcmp(type_of(weights), type_of(NUMBER_S8));
    return arena_printf(arena, "fetch%s", floats ? "" : number_suffix(arena, bytes ? NUMBER_S8 : weights));
}

void emit_prefetch(Out *out, const ConvKernel *k) {
    if (!prefetches(k)) return;
    if (k->shared)
        line(out, "next = %s(k, next);", fetch_name(out->text.arena, k->weights.number));
    else if (k->fetch.lines.name)
        line(out, "for (int i = 0; i < %s; i++, next += %zu) PREFETCH(next);", k->fetch.lines.name,
             line_units(k->target, k->weights.number));
}

void emit_fetch(Out *out, const Target *target, NumberKind weights, size_t most, bool team) {
    const size_t step = line_units(target, weights);
    const char *type = type_of(weights), *name = fetch_name(out->text.arena, weights);
    const char *macro = upper_case(out->text.arena, name);
    Text all = { .arena = out->text.arena };
    for (size_t i = 0; i < most; i++) text_printf(&all, "%s%s(%zu);", i ? " " : "", macro, i);
    line(out,
         "/* Fetches a tile's share of the next panel, which begins at next%s. Returns where the next share "
         "begins. */",
         team ? "; twice as much where another thread has the other half of the tiles" : "");
    label_line(out, "#define %s(i) \\", macro);
    label_line(out, "    if (lines <= i) return end; \\");
    if (target->caches->passing) {
        label_line(out, "    if (k->passing) PREFETCH_ONCE(next + i * %zu); \\", step);
        label_line(out, "    else PREFETCH(next + i * %zu)", step);
    } else {
        label_line(out, "    PREFETCH(next + i * %zu)", step);
    }
    block(out, "INLINE const %s *%s(const Conv *k, const %s *next)", type, name, type) {
        line(out, "const int lines = %s;",
             team ? "k->halved ? AHEAD * k->prefetch : k->prefetch" : "k->prefetch");
        line(out, "const %s *const end = next + lines * %zu;", type, step);
        line(out, "%s", all.bytes);
        line(out, "return end;");
    }
    blank(out);
}

/* Whether the kernel is more than a single tap, as far as is known here. */
static bool has_taps(const ConvKernel *k) { return !is_number(k->sum.kernel, 1); }

/* Those of a row are one after another, or a run. */
static bool has_tap_columns(const ConvKernel *k) { return has_taps(k) && !k->sum.runs; }

/* Of integers the catalogue's tiles take both. */
static Extent tap_columns(const ConvKernel *k) {
    return k->catalogue && number_types[k->x].integers ? k->sum.across : k->sum.kernel;
}

static bool unrolls_taps(const ConvKernel *k, Size size) {
    return !stays_rolled(k->target) && k->sum.in_lanes == 1 && k->x == NUMBER_F32 && has_taps(k) &&
           !k->sum.kernel.name &&
           (int)k->sum.kernel.value * size.rows * size.columns * k->weights.vectors <= UNROLLED_LINES;
}

/* All taps of a row of the kernel. */
static void emit_unrolled_taps(Out *out, const ConvKernel *k, Size size) {
    const Index indices[] = { { "b", k->plane.x_block }, { "i", k->sum.tap_row } };
    block(out, "for (int b = 0; b < %s; b++)", extent_text(out, k->sum.in_blocks)) {
        block(out, "for (int i = 0; i < %s; i++)", extent_text(out, k->sum.kernel)) {
            line(out, "const %s *p = %s;", type_of(k->x), index_text(out, "x", COUNT_OF(indices), indices));
            for (int tap = 0; tap < (int)k->sum.kernel.value; tap++) block(out, "%s", "") {
                    emit_step(out, k, size, tap, k->sum.tap_column);
                }
            line(out, "w += %d;", (int)k->sum.kernel.value * k->weights.vectors * k->target->lanes);
        }
    }
}

void open_reduction(Out *out, const ConvKernel *k, bool prefetch) {
    const Index indices[] = { { "b", k->plane.x_block },
                              { "i", k->sum.tap_row },
                              { "j", k->sum.tap_column } };
    const int used = has_tap_columns(k) ? 3 : has_taps(k) ? 2 : 1;
    const char *rolled[] = { "", "", "" };
    if (k->sum.in_lanes == 1) rolled[used - 1] = rolled_text(k->target);
    open_block(out, "%sfor (int b = 0; b < %s; b++)", rolled[0], extent_text(out, k->sum.in_blocks));
    if (used > 1)
        open_block(out, "%sfor (int i = 0; i < %s; i++)", rolled[1], extent_text(out, k->sum.kernel));
    if (used > 2)
        open_block(out, "%sfor (int j = 0; j < %s; j++)", rolled[2], extent_text(out, tap_columns(k)));
    line(out, "const %s *p = %s;", type_of(k->x), index_text(out, "x", used, indices));
    if (prefetch) emit_prefetch(out, k);
}

void close_reduction(Out *out, const ConvKernel *k) {
    for (int i = 0; i < 1 + has_taps(k) + has_tap_columns(k); i++) close_block(out);
}

void emit_plain_steps(Out *out, const ConvKernel *k, Size size) {
    int step = k->weights.vectors * k->target->lanes;
    if (takes_elements(k)) {
        emit_element_steps(out, k, size);
    } else if (k->sum.in_lanes > 1) {
        block(out, "%sfor (int l = 0; l < %d; l++, p++, w += %d)", rolled_text(k->target), k->sum.in_lanes,
              step) {
            emit_rolled_step(out, k->target);
            emit_step(out, k, size, 0, number(0));
        }
    } else {
        emit_rolled_step(out, k->target);
        emit_step(out, k, size, 0, number(0));
        line(out, "w += %d;", step);
    }
}

/* All channels of a block. */
static void emit_steps(Out *out, const ConvKernel *k, Size size) {
    if (k->sum.pairs)
        emit_pair_steps(out, k, size);
    else if (k->sum.lane_group)
        emit_group_steps(out, k, size);
    else
        number_texts[k->weights.number].accumulate(out, k, size);
}

static void emit_reduction(Out *out, const ConvKernel *k, Size size) {
    if (k->sum.row_taps) {
        emit_group_rows(out, k, size);
        return;
    }
    if (unrolls_taps(k, size)) {
        emit_unrolled_taps(out, k, size);
        return;
    }
    open_reduction(out, k, true);
    emit_steps(out, k, size);
    close_reduction(out, k);
}

bool ends_by_table(const ConvKernel *k) {
    return k->ending.integers.table > 0 || (k->catalogue && number_types[k->x].integers);
}

const char *kernel_parameters(Arena *arena, const ConvKernel *k) {
    const char *x = type_of(k->x), *w = type_of(k->weights.number), *y = type_of(k->y);
    bool residual = k->catalogue || k->ending.residual || shares_ending(k);
    if (k->ending.plain && !k->catalogue)
        return arena_printf(arena, "const %s *x, const %s *w, %s *y", x, w, y);
    return arena_printf(arena, "const %s *x, const %s *w, const float *bias, %s%s *y", x, w,
                        residual ? arena_printf(arena, "const %s *r, ", y) : "", y);
}

static void emit_tile_body(Out *out, const ConvKernel *k, Size size) {
    emit_accumulators(out, k, size);
    if (takes_matrices(k)) emit_turn(out, k, size, true);
    emit_reduction(out, k, size);
    if (takes_matrices(k)) emit_turn(out, k, size, false);
    emit_results(out, k, size);
}

/* ---- Tiles of the emitted file: layers whose tiles differ by sizes alone share a function ---- */

static const char *about(Out *out, const ConvKernel *k, Size size) {
    return arena_printf(
        out->text.arena,
        "/* %d x %d pixels, %d channels%s; cP_V: pixel P's sums of vector V of them. The pointers are those "
        "of the "
        "tile's first pixel and channel. */",
        size.rows, size.columns, k->weights.vectors * k->target->lanes,
        k->sum.pairs
            ? ", in pairs: (x0 + w1) (x1 + w0) = x0 w0 + x1 w1 + x0 x1 + w0 w1 (Winograd 1968). s takes "
              "the products of x off, the bias those of w"
            : "");
}

/* "tile_1x14x32_3x3_add_relu": pixels, channels, taps, what follows. */
static const char *tile_name(Arena *arena, const ConvKernel *k, Size size) {
    Text name = { .arena = arena };
    size_t taps = k->sum.kernel.value, step = k->plane.x_column.value,
           pixel = k->sum.runs ? 1 : (size_t)k->sum.in_lanes;
    text_printf(&name, "tile_%dx%dx%d", size.rows, size.columns, k->weights.vectors * k->target->lanes);
    if (taps > 1) text_printf(&name, "_%zux%zu", taps, taps);
    if (step != pixel)
        text_printf(&name, step % pixel ? "_by%zu" : "_s%zu", step % pixel ? step : step / pixel);
    if (k->sum.lane_group) text_printf(&name, "_groups%d", k->sum.lane_group);
    if (k->y != k->x) text_printf(&name, "_to_%s", number_types[k->y].name);
    text_printf(&name, "%s%s%s%s", k->sum.pairs ? "_pairs" : "", number_suffix(arena, k->weights.number),
                is_sliced(k) ? "_slices" : "", k->ending.plain ? "_products" : "");
    text_printf(&name, "%s", prefetches(k) ? "_fetch" : "");
    if (shares_ending(k)) return name.bytes;
    text_printf(&name, "%s", ending_suffix(arena, &k->ending));
    return name.bytes;
}

ConvKernel with_shared_sizes(Out *out, const ConvKernel *k) {
    ConvKernel shared = *k;
    shared.shared = shares_sizes(k->target);
    if (shared.shared) name_shared_sizes(out->text.arena, &conv_parameters, OF_TILES, &shared);
    return shared;
}

/* Where text shall be short there is one of each; else its sizes become numbers. */
static const char *tile_head(const Target *target) {
    if (target->small) return "NOINLINE static void";
    return target->lanes > 1 ? "INLINE void" : "static inline void";
}

TileFunction share_function_of(Out *out, const ConvKernel *k, const char *comment, const char *name,
                               const char *parameters, const Out *body) {
    const char *text = body->text.bytes;
    bool sized = strstr(text, "k->") || strstr(text, "(k, "); /* a size, or what it calls has one */
    const char *all = arena_printf(out->text.arena, "%s%s", sized ? "const Conv *k, " : "", parameters);
    return (TileFunction){ share_function(out, comment, tile_head(k->target), name, all, body), sized };
}

TileFunction emit_tile(Out *out, const ConvKernel *k, Size size) {
    Arena *arena = out->text.arena;
    const ConvKernel shared = with_shared_sizes(out, k);
    Out body = new_body(out);
    emit_tile_body(&body, &shared, size);
    const char *next = arena_printf(arena, "const %s *next, ", type_of(k->weights.number));
    const char *parameters = arena_printf(
        arena, "%s%s%s%s%s%s", is_sliced(k) ? "int slice, " : "", k->plane.row_gap ? "int left, " : "",
        prefetches(k) ? next : "", k->sum.pairs ? "const float *s, " : "",
        ends_by_table(k) ? "const unsigned char *table, " : "", kernel_parameters(arena, &shared));
    return share_function_of(out, k, about(out, k, size), tile_name(arena, &shared, size), parameters, &body);
}

void emit_conv_tile(Out *out, const char *name, const ConvKernel *k, int columns) {
    block(out, "static void %s(const Conv *k, const %s *next, %s%s%s)", name, type_of(k->weights.number),
          k->sum.pairs ? "const float *s, " : "", ends_by_table(k) ? "const unsigned char *table, " : "",
          kernel_parameters(out->text.arena, k)) {
        emit_tile_body(out, k, (Size){ 1, columns });
    }
    blank(out);
}
