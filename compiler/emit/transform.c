/* transform.c: Winograd's transforms of a tile, printed from their matrices. */
#include "transform.h"
#include "ending.h"
#include "parameters.h"
#include "tile.h"

void emit_loads(Out *out, NumberKind number, const char *pointer, int count, Extent stride) {
    Text text = { .arena = out->text.arena };
    for (int k = 0; k < count; k++) {
        const Term term = { stride, (size_t)k };
        const char *at = arena_printf(text.arena, "%s%s", pointer, offset_text(out, 1, &term));
        text_printf(&text, "%sd%d = %s", k ? ", " : "", k, load_text(text.arena, number, at));
    }
    line(out, "const %s %s;", points_type(number), text.bytes);
}

/* What a tile is read as, and the transform computed in. */
static NumberKind input_number(const WinogradKernel *k) {
    return number_types[k->x].integers ? k->products.x : k->x;
}

/* A row of what the columns have become. */
static void emit_row(Out *out, NumberKind number, int points) {
    Text text = { .arena = out->text.arena };
    for (int j = 0; j < points; j++) text_printf(&text, "%sd%d = s[i][%d]", j ? ", " : "", j, j);
    line(out, "const %s %s;", points_type(number), text.bytes);
}

Winograd kernel_matrices(const WinogradKernel *k) {
    if (number_types[k->x].integers) return winograd_integers(k->outputs).matrices;
    const Winograd w = winograd_matrices(k->outputs, k->stride);
    return k->raw ? winograd_plain_filters(w) : w;
}

static const char *times_text(Out *out, size_t times, Extent extent) {
    return extent_text(out, product(out, number(times), extent));
}

const char *size_parameter(const WinogradKernel *k) { return k->catalogue ? "const Winograd *k, " : ""; }

/* Down the columns, then along the rows. */
static void emit_input_body(Out *out, const WinogradKernel *k, const Winograd *w) {
    Arena *arena = out->text.arena;
    const NumberKind number = input_number(k);
    const char *type = points_type(number);
    line(out, "%s s[%d][%d];", type, w->points, w->points);
    block(out, "for (int j = 0; j < %d; j++, x += %zu)", w->points, pixel(k)) {
        emit_loads(out, number, "x", w->points, k->x_row);
        emit_rows(out, type, number, &w->input);
        for (int i = 0; i < w->points; i++) line(out, "s[%d][j] = v%d;", i, i);
    }
    block(out, "for (int i = 0; i < %d; i++, v += %s)", w->points,
          times_text(out, (size_t)w->points, k->v_plane)) {
        emit_row(out, number, w->points);
        emit_rows(out, type, number, &w->input);
        for (int j = 0; j < w->points; j++) {
            const Term term = { k->v_plane, (size_t)j };
            const char *to = arena_printf(arena, "v%s", offset_text(out, 1, &term));
            line(out, "%s;", store_text(arena, k->products.x, to, arena_printf(arena, "v%d", j)));
        }
    }
}

static const char *input_about(Arena *arena, const Winograd *w) {
    return arena_printf(arena, "/* B^T d B of %d x %d pixels of one block of channels; v: %d planes. */",
                        w->points, w->points, w->points * w->points);
}

void emit_winograd_input(Out *out, const char *name, const WinogradKernel *k) {
    Winograd w = kernel_matrices(k);
    line(out, "%s", input_about(out->text.arena, &w));
    block(out, "static void %s(const Winograd *k, const %s *x, %s *v)", name, type_of(k->x),
          type_of(k->products.x)) {
        emit_input_body(out, k, &w);
    }
    blank(out);
}

static const char *result_text(Out *out, const WinogradKernel *k, int j) {
    Arena *arena = out->text.arena;
    const Term term = { number(pixel(k)), (size_t)j };
    const EndingTerms terms = { .sum = arena_printf(arena, "y%d", j),
                                .bias = "b",
                                .gate = "g",
                                .residual = arena_printf(arena, "r%s", offset_text(out, 1, &term)),
                                .slope = slope_text(out, &k->ending, pixel(k), 0),
                                .number = k->y };
    return ending_text(arena, &k->ending, &terms);
}

/* As a tile of one vector has it. */
static ConvKernel ending_tile(const WinogradKernel *k) {
    ConvKernel tile = k->products;
    tile.y = k->y;
    tile.weights.vectors = 1;
    tile.ending = k->ending;
    return tile;
}

/* The sum of the definition: what is too much in it is a power of two, and an odd number, which goes by its
 * inverse. */
static void emit_true_sum(Out *out, const WinogradKernel *k, int j) {
    const IntegerWinograd w = winograd_integers(k->outputs);
    const unsigned inverse = integer_inverse(&w);
    const char *times = inverse == 1 ? "" : arena_printf(out->text.arena, " * %uu", inverse);
    line(out, "ivec c%d = ((ivec)(y%d%s) >> %d) + b;", j, j, times, integer_shift(&w));
}

static void emit_integer_result(Out *out, const WinogradKernel *k, int j) {
    Arena *arena = out->text.arena;
    const ConvKernel tile = ending_tile(k);
    const Term term = { number(pixel(k)), (size_t)j };
    const char *at = offset_text(out, 1, &term), *sum = arena_printf(arena, "c%d", j);
    emit_true_sum(out, k, j);
    if (k->ending.residual) line(out, "%s;", residual_text(arena, sum, 0, at));
    line(out, "%s;", stored_text(arena, &tile, sum, 0, at));
}

static void emit_float_result(Out *out, const WinogradKernel *k, int j) {
    Arena *arena = out->text.arena;
    const Term term = { number(pixel(k)), (size_t)j };
    const char *guard = j && k->over_right ? arena_printf(arena, "if (columns > %d) ", j) : "";
    const char *to = arena_printf(arena, "y%s", offset_text(out, 1, &term));
    line(out, "%s%s;", guard, store_text(arena, k->y, to, result_text(out, k, j)));
}

static void emit_output_row(Out *out, const WinogradKernel *k, const Winograd *w) {
    const NumberKind number = k->products.y;
    emit_row(out, number, w->points);
    emit_columns(out, number, &w->output);
    for (int j = 0; j < k->outputs; j++) {
        if (!number_types[number].integers) {
            emit_float_result(out, k, j);
        } else if (j && k->over_right) {
            block(out, "if (columns > %d)", j) { emit_integer_result(out, k, j); }
        } else {
            emit_integer_result(out, k, j);
        }
    }
}

/* Where tiles hang over, how much of one lies inside, too. */
static const char *output_parameters(Out *out, const WinogradKernel *k) {
    Arena *arena = out->text.arena;
    const char *r = arena_printf(arena, "const %s *r, ", type_of(k->y));
    const ConvKernel tile = ending_tile(k);
    return arena_printf(arena, "const %s *m, const float *bias, %s%s%s *y%s%s", type_of(k->products.y),
                        ends_by_table(&tile) ? "const unsigned char *table, " : "",
                        k->ending.residual || k->catalogue ? r : "", type_of(k->y),
                        k->over_below ? ", int rows" : "", k->over_right ? ", int columns" : "");
}

static void emit_output_body(Out *out, const WinogradKernel *k, const Winograd *w) {
    const NumberKind number = k->products.y;
    const ConvKernel tile = ending_tile(k);
    if (number_types[number].integers) {
        line(out, "const ivec b = %s;", integers_of(out, &tile, 0, 0));
        emit_channel_numbers(out, &tile);
    } else {
        line(out, "const vec b = %s;", load_floats(out->text.arena, "bias"));
    }
    line(out, "%s s[%d][%d];", points_type(number), k->outputs, w->points);
    block(out, "for (int j = 0; j < %d; j++, m += %s)", w->points, extent_text(out, k->m_plane)) {
        emit_loads(out, number, "m", w->points,
                   product(out, (Extent){ NULL, (size_t)w->points }, k->m_plane));
        emit_columns(out, number, &w->output);
        for (int i = 0; i < k->outputs; i++) line(out, "s[%d][j] = y%d;", i, i);
    }
    const char *row = extent_text(out, k->y_row);
    const char *step = k->ending.residual ? arena_printf(out->text.arena, ", r += %s", row) : "";
    const char *rows = k->over_below ? "rows" : arena_printf(out->text.arena, "%d", k->outputs);
    block(out, "for (int i = 0; i < %s; i++, y += %s%s)", rows, row, step) { emit_output_row(out, k, w); }
}

static const char *output_about(Arena *arena, const WinogradKernel *k) {
    return arena_printf(arena, "/* A^T m A of one tile and block, and what is fused behind it%s. */",
                        k->over_below || k->over_right ? "; rows, columns: how many lie inside" : "");
}

void emit_winograd_output(Out *out, const char *name, const WinogradKernel *k) {
    Winograd w = kernel_matrices(k);
    line(out, "%s", output_about(out->text.arena, k));
    block(out, "static void %s(const Winograd *k, %s)", name, output_parameters(out, k)) {
        emit_output_body(out, k, &w);
    }
    blank(out);
}

/* ---- The transforms of the emitted file: layers share them ---- */

static WinogradKernel with_sizes(Out *out, const WinogradKernel *k) {
    WinogradKernel shared = *k;
    if (k->target->lanes > 1) name_shared_sizes(out->text.arena, &winograd_parameters, OF_TILES, &shared);
    return shared;
}

static const char *share_transform(Out *out, const WinogradKernel *k, const char *about, const char *name,
                                   const char *parameters, const Out *body) {
    bool vectors = k->target->lanes > 1;
    const char *all = arena_printf(out->text.arena, "%s%s", vectors ? "const Winograd *k, " : "", parameters);
    return share_function(out, about, vectors ? "INLINE void" : "static inline void", name, all, body);
}

/* "f6", "f4s2": the transform of so many results, and stride. */
static const char *transform_suffix(Arena *arena, const WinogradKernel *k) {
    const char *stride = k->stride > 1 ? arena_printf(arena, "s%d", k->stride) : "";
    return arena_printf(arena, "f%d%s%s%s", k->outputs, stride, k->raw ? "_raw" : "",
                        number_types[k->x].integers ? number_suffix(arena, k->x) : "");
}

const char *share_input(Out *out, const WinogradKernel *k, const Winograd *w) {
    Arena *arena = out->text.arena;
    const WinogradKernel shared = with_sizes(out, k);
    Out body = new_body(out);
    emit_input_body(&body, &shared, w);
    return share_transform(
        out, k, input_about(arena, w), arena_printf(arena, "input_%s", transform_suffix(arena, k)),
        arena_printf(arena, "const %s *x, %s *v", type_of(k->x), type_of(k->products.x)), &body);
}

const char *share_output(Out *out, const WinogradKernel *k, const Winograd *w) {
    Arena *arena = out->text.arena;
    const WinogradKernel shared = with_sizes(out, k);
    Out body = new_body(out);
    emit_output_body(&body, &shared, w);
    const char *name =
        arena_printf(arena, "output_%s%s", transform_suffix(arena, k), ending_suffix(arena, &k->ending));
    return share_transform(out, k, output_about(arena, k), name, output_parameters(out, k), &body);
}
