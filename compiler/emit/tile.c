/* tile.c: the register tile of a direct convolution: pixels x channels are held over the whole
 * reduction; each step multiplies one input value a pixel with a vector of weights. */
#include "tile.h"

/* Taps of a row of the kernel are unrolled where the input has one lane and the text stays this short: then a
 * step is too little work for a loop (7x7 stem: 1.42 -> 1.10 ms on Zen 5). */
enum { UNROLLED_LINES = 250 };

const char *vector_of(Out *out, const ConvKernel *k, const char *base, Extent offset, int v) {
    const Term terms[] = { { offset, 1 }, { number((size_t)k->target->lanes), (size_t)v } };
    return arena_printf(out->text.arena, "LOAD(%s%s)", base, offset_text(out, COUNT_OF(terms), terms));
}

const char *load_weights(Out *out, const ConvKernel *k, const char *variable, int index) {
    Text loads = { .arena = out->text.arena };
    for (int v = 0; v < k->vectors; v++)
        text_printf(&loads, "%s%s%d = %s", v ? ", " : "", variable, v,
                    vector_of(out, k, "w", number(0), index * k->vectors + v));
    return loads.bytes;
}

const char *value_text(Out *out, const ConvKernel *k, Size size, int pixel, int index, Extent step) {
    const Term terms[] = { { k->x_row, (size_t)(pixel / size.columns) },
                           { k->x_column, (size_t)(pixel % size.columns) },
                           { step, (size_t)index } };
    const char *offset = offset_text(out, COUNT_OF(terms), terms);
    return arena_printf(out->text.arena, *offset ? "p[%s]" : "p[0]", offset + 3 * (*offset != 0));
}

void emit_sums(Out *out, const ConvKernel *k, Size size, int index, Extent step) {
    for (int p = 0; p < size.rows * size.columns; p++) {
        const char *value = value_text(out, k, size, p, index, step);
        Text sums = { .arena = out->text.arena };
        for (int v = 0; v < k->vectors; v++)
            text_printf(&sums, "%sc%d_%d += w%d * %s;", v ? " " : "", p, v, v, value);
        line(out, "%s", sums.bytes);
    }
}

void emit_step(Out *out, const ConvKernel *k, Size size, int index, Extent step) {
    line(out, "const vec %s;", load_weights(out, k, "w", index));
    emit_sums(out, k, size, index, step);
}

const char *pixel_offset(Out *out, const ConvKernel *k, Size size, int pixel) {
    const Term terms[] = { { k->x_row, (size_t)(pixel / size.columns) },
                           { k->x_column, (size_t)(pixel % size.columns) } };
    return offset_text(out, COUNT_OF(terms), terms);
}

bool prefetches(const ConvKernel *k) { return !is_number(k->prefetch, 0); }

void emit_prefetch(Out *out, const ConvKernel *k) {
    const size_t step = line_floats(k->target);
    if (k->prefetch.name) {
        line(out, "for (int i = 0; i < %s; i++, next += %zu) PREFETCH(next);", k->prefetch.name, step);
        return;
    }
    for (size_t i = 0; i < k->prefetch.value; i++) {
        const Term term = { number(step), i };
        line(out, "%s(next%s);", k->passing ? "PREFETCH_ONCE" : "PREFETCH", offset_text(out, 1, &term));
    }
    for (size_t i = 0; i < k->prefetch.value && k->halved; i++)
        line(out, "if (AHEAD > 1) %s(next + %zu);", k->passing ? "PREFETCH_ONCE" : "PREFETCH",
             (k->prefetch.value + i) * step);
    if (prefetches(k)) line(out, "next += %s%zu;", k->halved ? "AHEAD * " : "", k->prefetch.value * step);
}

/* Whether the kernel is more than a single tap, as far as is known here. */
static bool has_taps(const ConvKernel *k) { return !is_number(k->kernel, 1); }

static bool unrolls_taps(const ConvKernel *k, Size size) {
    return k->in_lanes == 1 && has_taps(k) && !k->kernel.name &&
           (int)k->kernel.value * size.rows * size.columns * k->vectors <= UNROLLED_LINES;
}

/* All taps of a row of the kernel. */
static void emit_unrolled_taps(Out *out, const ConvKernel *k, Size size) {
    const Index indices[] = { { "b", k->x_block }, { "i", k->tap_row } };
    block(out, "for (int b = 0; b < %s; b++)", extent_text(out, k->in_blocks)) {
        block(out, "for (int i = 0; i < %s; i++)", extent_text(out, k->kernel)) {
            line(out, "const float *p = %s;", index_text(out, "x", COUNT_OF(indices), indices));
            for (int tap = 0; tap < (int)k->kernel.value; tap++) block(out, "%s", "") {
                    emit_step(out, k, size, tap, k->tap_column);
                }
            line(out, "w += %d;", (int)k->kernel.value * k->vectors * k->target->lanes);
        }
    }
}

void open_reduction(Out *out, const ConvKernel *k, bool prefetch) {
    const Index indices[] = { { "b", k->x_block }, { "i", k->tap_row }, { "j", k->tap_column } };
    open_block(out, "for (int b = 0; b < %s; b++)", extent_text(out, k->in_blocks));
    if (has_taps(k)) open_block(out, "for (int i = 0; i < %s; i++)", extent_text(out, k->kernel));
    if (has_taps(k)) open_block(out, "for (int j = 0; j < %s; j++)", extent_text(out, k->kernel));
    line(out, "const float *p = %s;", index_text(out, "x", has_taps(k) ? 3 : 1, indices));
    if (prefetch) emit_prefetch(out, k);
}

void close_reduction(Out *out, const ConvKernel *k) {
    for (int i = 0; i < (has_taps(k) ? 3 : 1); i++) close_block(out);
}

/* All channels of a block. */
static void emit_steps(Out *out, const ConvKernel *k, Size size) {
    int step = k->vectors * k->target->lanes;
    if (k->pairs) {
        emit_pair_steps(out, k, size);
    } else if (k->narrow) {
        emit_narrow_steps(out, k, size);
    } else if (k->lane_group) {
        emit_group_steps(out, k, size);
    } else if (k->in_lanes > 1) {
        block(out, "for (int l = 0; l < %d; l++, p++, w += %d)", k->in_lanes, step) {
            emit_step(out, k, size, 0, number(0));
        }
    } else {
        emit_step(out, k, size, 0, number(0));
        line(out, "w += %d;", step);
    }
}

static void emit_reduction(Out *out, const ConvKernel *k, Size size) {
    if (k->row_taps) {
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

const char *kernel_parameters(const ConvKernel *k) {
    if (k->catalogue) return "const float *x, const float *w, const float *bias, const float *r, float *y";
    if (k->plain) return "const float *x, const float *w, float *y";
    return k->residual ? "const float *x, const float *w, const float *bias, const float *r, float *y"
                       : "const float *x, const float *w, const float *bias, float *y";
}

static void emit_about(Out *out, const ConvKernel *k, Size size) {
    line(out,
         "/* %d x %d pixels, %d channels%s; the pointers are those of the tile's first pixel and channel. */",
         size.rows, size.columns, k->vectors * k->target->lanes,
         k->pairs ? ", in pairs: (x0 + w1) (x1 + w0) = x0 w0 + x1 w1 + x0 x1 + w0 w1 (Winograd 1968). s "
                    "takes the products of x off, the bias those of w"
                  : "");
}

static void emit_tile_body(Out *out, const ConvKernel *k, Size size) {
    emit_accumulators(out, k, size);
    emit_reduction(out, k, size);
    emit_results(out, k, size);
}

void emit_tile(Out *out, const char *name, const ConvKernel *k, Size size) {
    emit_about(out, k, size);
    block(out, "static inline void %s_%dx%d(%s%s%s%s%s)", name, size.rows, size.columns,
          is_sliced(k) ? "int slice, " : "", k->row_gap ? "int left, " : "",
          prefetches(k) ? "const float *next, " : "", k->pairs ? "const float *s, " : "",
          kernel_parameters(k)) {
        emit_tile_body(out, k, size);
    }
    blank(out);
}

void emit_conv_tile(Out *out, const char *name, const ConvKernel *k, int columns) {
    block(out, "static void %s(const Conv *k, const float *next, %s%s)", name,
          k->pairs ? "const float *s, " : "", kernel_parameters(k)) {
        emit_tile_body(out, k, (Size){ 1, columns });
    }
    blank(out);
}
