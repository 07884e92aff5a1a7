/* sums.c: what a tile's sums begin with, and where they go. */
#include "tile.h"

static bool in_integers(const ConvKernel *k) { return number_types[k->weights.number].integers; }

const char *sums_type(const ConvKernel *k) { return in_integers(k) ? "ivec" : "vec"; }

bool is_sliced(const ConvKernel *k) { return k->sum.slices > 1; }

static void emit_bias(Out *out, const ConvKernel *k) {
    Text text = { .arena = out->text.arena };
    for (int v = 0; v < k->weights.vectors; v++)
        text_printf(&text, "%sb%d = %s", v ? ", " : "", v,
                    in_integers(k) ? integers_of(out, k, 0, v)
                                   : vector_of(out, k, NUMBER_F32, "bias", number(0), v));
    if (!k->ending.plain) line(out, "const %s %s;", sums_type(k), text.bytes);
}

/* What a pixel's sums begin with: the bias; in pairs, less what the products of its own values will add; of a
 * slice nothing. */
static const char *first_sum(Out *out, const ConvKernel *k, int pixel, int v) {
    Arena *arena = out->text.arena;
    if (k->ending.plain) return in_integers(k) ? "(ivec){ 0 }" : "ZERO";
    if (is_sliced(k)) return "ZERO";
    if (!k->sum.pairs) return arena_printf(arena, "b%d", v);
    return arena_printf(arena, v ? "c%d_0" : "ZERO - s[%d]", pixel);
}

const char *result_offset(Out *out, const ConvKernel *k, Size size, int pixel, int v) {
    const Term terms[] = { { k->plane.y_block, (size_t)v },
                           { k->plane.y_row, (size_t)(pixel / size.columns) },
                           { k->plane.y_column, (size_t)(pixel % size.columns) } };
    const char *offset = offset_text(out, COUNT_OF(terms), terms);
    return k->plane.row_gap && pixel ? arena_printf(out->text.arena, "%s + gap%d", offset, pixel) : offset;
}

/* "LOAD(y + 3136)": the same vector of a value that lies as y does. */
static const char *result_at(Out *out, const ConvKernel *k, Size size, const char *base, int pixel, int v) {
    Arena *arena = out->text.arena;
    return load_text(arena, k->y, arena_printf(arena, "%s%s", base, result_offset(out, k, size, pixel, v)));
}

/* The tile's pixels from `left` on, at least 1, lie in the next row, behind its border. */
static void emit_gaps(Out *out, const ConvKernel *k, int pixels) {
    if (k->plane.row_gap && pixels == 1) line(out, "(void)left;");
    for (int p = 1; p < pixels && k->plane.row_gap; p++)
        line(out, "const long gap%d = left > %d ? 0 : %zu;", p, p, k->plane.row_gap);
}

/* "c2_0, c2_1" */
static const char *sum_names(Arena *arena, const ConvKernel *k, int pixel) {
    Text text = { .arena = arena };
    for (int v = 0; v < k->weights.vectors; v++) text_printf(&text, "%sc%d_%d", v ? ", " : "", pixel, v);
    return text.bytes;
}

/* The residual may lie where sums wait, so that the first slice takes it. But a gate multiplies the whole
 * sum: it is added behind. */
static bool starts_with_residual(const ConvKernel *k) {
    return is_sliced(k) && k->ending.residual && !k->ending.gate;
}

void emit_accumulators(Out *out, const ConvKernel *k, Size size) {
    int pixels = size.rows * size.columns;
    emit_gaps(out, k, pixels);
    if (!k->sum.pairs && !is_sliced(k)) emit_bias(out, k);
    Text text = { .arena = out->text.arena };
    for (int p = 0; p < pixels; p++)
        for (int v = 0; v < k->weights.vectors; v++)
            text_printf(&text, "%sc%d_%d = %s", p || v ? ", " : "", p, v, first_sum(out, k, p, v));
    line(out, "%s %s;", sums_type(k), text.bytes);
}

/* Scales and biases of a kernel that multiplies in pairs lie behind the biases proper (pack.h). */
static void emit_scales(Out *out, const ConvKernel *k) {
    for (int v = 0; v < k->weights.vectors; v++)
        line(out, "const vec a%d = %s, b%d = %s;", v,
             vector_of(out, k, NUMBER_F32, "bias", product(out, number(2), k->ending.all_channels), v), v,
             vector_of(out, k, NUMBER_F32, "bias", k->ending.all_channels, v));
}

/* Layers share tiles that differ by what follows alone: ending() knows it, a constant where it is inlined. */
bool shares_ending(const ConvKernel *k) {
    return k->shared && !in_integers(k) && !k->ending.plain && !k->ending.gate && !has_slopes(&k->ending) &&
           !is_sliced(k);
}

/* What a pixel's sums become, `at` behind y. */
static const char *result_text(Out *out, const ConvKernel *k, int p, int v, const char *at) {
    Arena *arena = out->text.arena;
    const Term gate = { number((size_t)k->target->lanes), (size_t)v };
    const bool scaled = number_types[k->weights.number].scaled;
    const char *scale = k->sum.pairs ? arena_printf(arena, "a%d", v)
                        : scaled     ? arena_printf(arena, "s%d", v)
                                     : NULL;
    const EndingTerms terms = { .sum = arena_printf(arena, "c%d_%d", p, v),
                                .scale = scale,
                                .bias = k->sum.pairs ? arena_printf(arena, "b%d", v) : NULL,
                                .gate = arena_printf(arena, "g%s", offset_text(out, 1, &gate)),
                                .residual = arena_printf(arena, "r%s", at),
                                .slope = slope_text(out, &k->ending, (size_t)k->target->lanes, v),
                                .number = k->y };
    if (shares_ending(k)) return ending_call(arena, &terms);
    Ending ending = k->ending;
    ending.residual = ending.residual && !starts_with_residual(k);
    return ending_text(arena, &ending, &terms);
}

/* To a slice's sum comes what waits in y; to the first one's bias and residual. It is rounded by itself
 * before: terms would be lost one by one beside a large residual (docs/decisions/067-tight.md). */
static void emit_slice_sums(Out *out, const ConvKernel *k, Size size) {
    Arena *arena = out->text.arena;
    int pixels = size.rows * size.columns;
    block(out, "if (slice == 0)") {
        emit_bias(out, k);
        for (int p = 0; p < pixels; p++)
            for (int v = 0; v < k->weights.vectors; v++) {
                const char *r = arena_printf(arena, " + %s", result_at(out, k, size, "r", p, v));
                line(out, "c%d_%d += b%d%s;", p, v, v, starts_with_residual(k) ? r : "");
            }
    }
    block(out, "else") {
        for (int p = 0; p < pixels; p++)
            for (int v = 0; v < k->weights.vectors; v++)
                line(out, "c%d_%d += %s;", p, v, result_at(out, k, size, "y", p, v));
    }
}

/* Sums that the next slice adds to stay as they are. */
static void emit_last_slice(Out *out, const ConvKernel *k, Size size) {
    block(out, "if (slice == %d)", k->sum.slices - 1) {
        for (int p = 0; p < size.rows * size.columns; p++)
            for (int v = 0; v < k->weights.vectors; v++)
                line(out, "c%d_%d = %s;", p, v, result_text(out, k, p, v, result_offset(out, k, size, p, v)));
    }
}

/* ---- The catalogue's bf16, any ending: through memory, or it would be as much text again at each sum ----
 */

void emit_half_ending(Out *out, const Target *target) {
    line(out, "/* What sums become by the layer's numbers; the classifier's stay floats. */");
    block(out, "NOINLINE static void half_ending(const Conv *k, const float *bias, const unsigned short *r, "
               "unsigned short *y, const vec *sums, int pixels, int vectors)") {
        line(out, "for (int p = 0; p < pixels; p++)");
        block(out, "for (int v = 0; v < vectors; v++, sums++)") {
            line(out, "const long at = v * k->y_block + p * k->y_column;");
            line(out, "if (k->floats)");
            line(out, "    STORE((void *)(y + at), *sums);");
            line(out, "else");
            line(out,
                 "    store_bf16(y + at, any_ending(k->adds, k->activation, *sums, r + at, bias + k->slopes "
                 "+ v "
                 "* %d));",
                 target->lanes);
        }
    }
    blank(out);
}

static void emit_half_results(Out *out, const ConvKernel *k, Size size) {
    Text sums = { .arena = out->text.arena };
    for (int p = 0; p < size.rows * size.columns; p++)
        text_printf(&sums, "%s%s", p ? ", " : "", sum_names(out->text.arena, k, p));
    line(out, "const vec sums[] = { %s };", sums.bytes);
    line(out, "half_ending(k, bias, r, y, sums, %d, %d);", size.columns, k->weights.vectors);
}

void emit_results(Out *out, const ConvKernel *k, Size size) {
    Arena *arena = out->text.arena;
    if (in_integers(k) && !k->ending.plain) {
        emit_integer_results(out, k, size);
        return;
    }
    if (k->ending.any && k->y == NUMBER_BF16) {
        emit_half_results(out, k, size);
        return;
    }
    bool waits = is_sliced(k) && (k->ending.activation != ACTIVATION_NONE || k->ending.gate);
    if (k->sum.pairs) emit_scales(out, k);
    if (number_types[k->weights.number].scaled) number_texts[k->weights.number].finish(out, k);
    if (is_sliced(k)) emit_slice_sums(out, k, size);
    if (waits) emit_last_slice(out, k, size);
    for (int p = 0; p < size.rows * size.columns; p++) {
        Text stores = { .arena = arena };
        for (int v = 0; v < k->weights.vectors; v++) {
            const char *at = result_offset(out, k, size, p, v);
            const char *sum = waits ? arena_printf(arena, "c%d_%d", p, v) : result_text(out, k, p, v, at);
            text_printf(&stores, "%s%s;", v ? " " : "",
                        store_text(arena, k->y, arena_printf(arena, "y%s", at), sum));
        }
        line(out, "%s", stores.bytes);
    }
}
