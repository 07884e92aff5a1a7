/* emit_tile.c: the register tile of a direct convolution: pixels x channels are held over the whole
 * reduction; each step multiplies one input value a pixel with a vector of weights. */
#include "tile.h"

/* Taps of a row of the kernel are unrolled where the input has one lane and the text stays this short: then a
 * step is too little work for a loop (7x7 stem: 1.42 -> 1.10 ms on Zen 5). */
enum { UNROLLED_LINES = 250 };

static const char *vector_of(Out *out, const ConvKernel *k, const char *base, Extent offset, int v) {
    const Term terms[] = { { offset, 1 }, { number((size_t)k->target->lanes), (size_t)v } };
    return arena_printf(out->text.arena, "LOAD(%s%s)", base, offset_text(out, COUNT_OF(terms), terms));
}

static void emit_bias(Out *out, const ConvKernel *k) {
    for (int v = 0; v < k->vectors; v++)
        line(out, "const vec b%d = %s;", v, k->plain ? "ZERO" : vector_of(out, k, "bias", number(0), v));
}

/* What a pixel's sums begin with: the bias; in pairs, less what the products of its own values will add. */
static const char *first_sum(Out *out, const ConvKernel *k, int pixel, int v) {
    Arena *arena = out->text.arena;
    if (!k->pairs) return arena_printf(arena, "b%d", v);
    return arena_printf(arena, v ? "c%d_0" : "ZERO - s[%d]", pixel);
}

/* " + 3136 + at3": from y (or the residual) to a pixel's vector `v`. */
static const char *result_offset(Out *out, const ConvKernel *k, Size size, int pixel, int v) {
    const Term terms[] = { { k->y_block, (size_t)v },
                           { k->y_row, (size_t)(pixel / size.columns) },
                           { k->y_column, (size_t)(pixel % size.columns) } };
    const char *offset = offset_text(out, COUNT_OF(terms), terms);
    return k->row_gap && pixel ? arena_printf(out->text.arena, "%s + gap%d", offset, pixel) : offset;
}

/* The tile's pixels from `left` on lie in the next row, behind its border. */
static void emit_gaps(Out *out, const ConvKernel *k, int pixels) {
    for (int p = 1; p < pixels && k->row_gap; p++)
        line(out, "const long gap%d = left > %d ? 0 : %zu;", p, p, k->row_gap);
}

static const char *sum_text(Arena *arena, const ConvKernel *k, const char *form, int pixel) {
    Text text = { .arena = arena };
    for (int v = 0; v < k->vectors; v++)
        text_printf(&text, "%s%s", v ? ", " : "", arena_printf(arena, form, pixel, v));
    return text.bytes;
}

/* The first slice begins with bias and residual, the others with what the one before has left in y. */
static void emit_slice_start(Out *out, const ConvKernel *k, Size size) {
    Arena *arena = out->text.arena;
    int pixels = size.rows * size.columns;
    for (int p = 0; p < pixels; p++) line(out, "vec %s;", sum_text(arena, k, "c%d_%d", p));
    block(out, "if (slice == 0)") {
        emit_bias(out, k);
        for (int p = 0; p < pixels; p++)
            for (int v = 0; v < k->vectors; v++) {
                const char *r = arena_printf(arena, " + LOAD(r%s)", result_offset(out, k, size, p, v));
                line(out, "c%d_%d = b%d%s;", p, v, v, k->residual ? r : "");
            }
    }
    block(out, "else") {
        for (int p = 0; p < pixels; p++)
            for (int v = 0; v < k->vectors; v++)
                line(out, "c%d_%d = LOAD(y%s);", p, v, result_offset(out, k, size, p, v));
    }
}

static bool is_sliced(const ConvKernel *k) { return k->slices > 1; }

static void emit_accumulators(Out *out, const ConvKernel *k, Size size) {
    int pixels = size.rows * size.columns;
    emit_gaps(out, k, pixels);
    if (is_sliced(k)) {
        emit_slice_start(out, k, size);
        return;
    }
    if (!k->pairs) emit_bias(out, k);
    for (int p = 0; p < pixels; p++) {
        Text text = { .arena = out->text.arena };
        for (int v = 0; v < k->vectors; v++)
            text_printf(&text, "%sc%d_%d = %s", v ? ", " : "", p, v, first_sum(out, k, p, v));
        line(out, "vec %s;", text.bytes);
    }
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

/* One channel of each group: SPREAD gives every lane that channel of its own group. */
static void emit_group_step(Out *out, const ConvKernel *k, Size size, int member) {
    line(out, "const vec %s;", load_weights(out, k, "w", member));
    for (int p = 0; p < size.rows * size.columns; p++)
        line(out, "c%d_0 += w0 * SPREAD%d_%d(LOAD(p%s));", p, k->lane_group, member,
             pixel_offset(out, k, size, p));
}

static void emit_group_steps(Out *out, const ConvKernel *k, Size size) {
    for (int member = 0; member < k->lane_group; member++) block(out, "%s", "") {
            emit_group_step(out, k, size, member);
        }
    line(out, "w += %d;", k->lane_group * k->target->lanes);
}

bool prefetches(const ConvKernel *k) { return !is_number(k->prefetch, 0); }

/* The tiles of a panel fetch the next one between them, each its share, a little at each block and tap. */
static void emit_prefetch(Out *out, const ConvKernel *k) {
    if (k->prefetch.name) {
        line(out, "for (int i = 0; i < %s; i++, next += %d) PREFETCH(next);", k->prefetch.name, LINE_FLOATS);
        return;
    }
    for (size_t i = 0; i < k->prefetch.value; i++) {
        const Term term = { number(LINE_FLOATS), i };
        line(out, "%s(next%s);", k->passing ? "PREFETCH_ONCE" : "PREFETCH", offset_text(out, 1, &term));
    }
    for (size_t i = 0; i < k->prefetch.value && k->halved; i++)
        line(out, "if (AHEAD > 1) %s(next + %zu);", k->passing ? "PREFETCH_ONCE" : "PREFETCH",
             (k->prefetch.value + i) * LINE_FLOATS);
    if (prefetches(k))
        line(out, "next += %s%zu;", k->halved ? "AHEAD * " : "", k->prefetch.value * LINE_FLOATS);
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
    if (unrolls_taps(k, size)) {
        emit_unrolled_taps(out, k, size);
        return;
    }
    open_reduction(out, k, true);
    emit_steps(out, k, size);
    close_reduction(out, k);
}

/* Scales and biases of a kernel that multiplies in pairs lie behind the biases proper (pack.h). */
static void emit_scales(Out *out, const ConvKernel *k) {
    for (int v = 0; v < k->vectors; v++)
        line(out, "const vec a%d = %s, b%d = %s;", v,
             vector_of(out, k, "bias", product(out, number(2), k->all_channels), v), v,
             vector_of(out, k, "bias", k->all_channels, v));
}

static const char *result_text(Out *out, const ConvKernel *k, int p, int v, const char *at) {
    Arena *arena = out->text.arena;
    const char *form = k->pairs ? "c%d_%d * a%d + b%d" : k->narrow ? "c%d_%d * s%d" : "c%d_%d";
    const char *sum = arena_printf(arena, form, p, v, v, v);
    if (k->residual && !is_sliced(k)) sum = arena_printf(arena, "%s + LOAD(r%s)", sum, at);
    return k->activation == ACTIVATION_RELU ? arena_printf(arena, "relu(%s)", sum) : sum;
}

/* Sums that the next slice adds to stay as they are. */
static void emit_results(Out *out, const ConvKernel *k, Size size) {
    bool waits = is_sliced(k) && k->activation == ACTIVATION_RELU;
    if (k->pairs) emit_scales(out, k);
    if (k->narrow) emit_narrow_scales(out, k);
    if (waits) block(out, "if (slice == %d)", k->slices - 1) {
            for (int p = 0; p < size.rows * size.columns; p++)
                for (int v = 0; v < k->vectors; v++) line(out, "c%d_%d = relu(c%d_%d);", p, v, p, v);
        }
    for (int p = 0; p < size.rows * size.columns; p++)
        for (int v = 0; v < k->vectors; v++) {
            const char *at = result_offset(out, k, size, p, v);
            const char *sum =
                waits ? arena_printf(out->text.arena, "c%d_%d", p, v) : result_text(out, k, p, v, at);
            line(out, "STORE(y%s, %s);", at, sum);
        }
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
