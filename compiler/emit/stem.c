/* stem.c: the first convolution by minimal filtering along its rows, and its max pool behind it: strips of
 * rows, and what calls the parts. */
#include "kernels.h"

static Extent lanes(const StemKernel *k) { return number((size_t)k->target->lanes); }

static Extent twice(Out *out, Extent extent) { return product(out, number(2), extent); }

/* A function of the kernel's own, or one that its struct points to. */
static const char *callee(Out *out, const StemKernel *k, const char *name, const char *part) {
    return arena_printf(out->text.arena, k->catalogue ? "k->%s%s" : "%s_%s", k->catalogue ? "" : name, part);
}

/* What the catalogue's functions are passed in front. */
static const char *self(const StemKernel *k) { return k->catalogue ? "k, " : ""; }

/* The rows that a pooled one reads are still there when the thread goes on with the next strip. */
static bool keeps_ring(const StemKernel *k) { return k->pool && !is_number(k->strips, 1); }

static const char *strip_start(Out *out, const StemKernel *k) {
    return is_number(k->strip, 1) ? "s" : arena_printf(out->text.arena, "s * %s", extent_text(out, k->strip));
}

/* Where an image's result begins. */
static const char *image_start(const StemKernel *k) { return is_number(k->images, 1) ? "y" : "ys"; }

static const char *image_loop(const StemKernel *k) { return is_number(k->images, 1) ? "0" : "n"; }

/* Of the input, that a strip's rows of the convolution, two a pair, read. */
static const char *strip_rows(Out *out, const StemKernel *k) {
    if (k->catalogue) return "((end - first) * 2 - 1) * k->phases + k->kernel";
    return arena_printf(out->text.arena, "(end - first) * %zu + %zu", 2 * k->phases.value,
                        k->kernel.value - k->phases.value);
}

static void emit_strip_input(Out *out, const char *name, const StemKernel *k) {
    Loop channel = whole_loop("c", k->channels);
    Loop *channels[] = { &channel };
    const Index strip[] = { { image_loop(k), k->x_image },
                            { "first", product(out, twice(out, k->phases), k->x_row) } };
    line(out, "const %s *xs = %s;", type_of(k->x), index_text(out, "x", 2, strip));
    block(out, "for (int i = 0; i < %s; i++)", strip_rows(out, k)) {
        open_loops(out, SERIAL, 1, channels);
        const Index x[] = { { "i", k->x_row }, { channel.variable, k->x_plane } };
        const Index v[] = { { "i", product(out, k->row_steps, k->tiles) },
                            { channel.variable, product(out, k->phases, k->tiles) } };
        line(out, "%s(%s%s, %s);", callee(out, k, name, "input"), self(k), index_text(out, "xs", 2, x),
             index_text(out, "v", 2, v));
        close_loops(out, 1, channels);
    }
}

/* The row below the last one of an odd number: nothing, or zeros for the pool. */
static void emit_row_below(Out *out, const StemKernel *k) {
    const char *height = extent_text(out, k->height);
    if (!k->odd_height) return;
    if (!k->pool) {
        line(out, "if (row == %s) continue;", height);
        return;
    }
    block(out, "if (row == %s)", height) {
        if (k->catalogue)
            line(out, "memset(ring + row %% 3 * k->ring_row, 0, k->ring_row * sizeof(float));");
        else
            line(out, "memset(ring + %zu, 0, %zu * sizeof(float));", k->height.value % 3 * k->ring_row.value,
                 k->ring_row.value);
        line(out, "continue;");
    }
}

/* A row of the convolution goes into the ring of three, or is the result itself. */
static void emit_row_outputs(Out *out, const char *name, const StemKernel *k) {
    Extent m_row = product(out, k->tiles, lanes(k));
    Loop plane = whole_loop("b", k->blocks);
    Loop *planes[] = { &plane };
    block(out, "for (int r = 0; r < 2; r++)") {
        line(out, "const int row = 2 * q + r;");
        emit_row_below(out, k);
        open_loops(out, SERIAL, 1, planes);
        const Index m[] = { { plane.variable, twice(out, m_row) }, { "r", m_row } };
        const Index bias = { plane.variable, lanes(k) };
        const Index ring[] = { { "row % 3", k->ring_row }, { plane.variable, k->ring_block } };
        const Index y[] = { { plane.variable, k->y_block }, { "row", k->y_row } };
        const char *to = k->pool ? arena_printf(out->text.arena, "%s + %zu", index_text(out, "ring", 2, ring),
                                                lanes(k).value)
                                 : index_text(out, image_start(k), 2, y);
        line(out, "%s(%s%s, %s, %s);", callee(out, k, name, "output"), self(k), index_text(out, "m", 2, m),
             index_text(out, "bias", 1, &bias), to);
        close_loops(out, 1, planes);
    }
}

static void emit_row_pool(Out *out, const char *name, const StemKernel *k) {
    const char *row = extent_text(out, k->ring_row);
    Loop plane = whole_loop("b", k->blocks);
    Loop *planes[] = { &plane };
    if (keeps_ring(k))
        line(out, "if (q < %s) continue; /* that pooled row is the strip's before */", strip_start(out, k));
    line(out, "const float *above = ring + (2 * q + 2) %% 3 * %s;", row);
    line(out, "const float *middle = ring + 2 * q %% 3 * %s;", row);
    line(out, "const float *below = ring + (2 * q + 1) %% 3 * %s;", row);
    open_loops(out, SERIAL, 1, planes);
    const Index x = { plane.variable, k->ring_block };
    const Index y[] = { { plane.variable, k->y_block }, { "q", k->y_row } };
    line(out, "%s(%s%s, %s, %s, %s);", callee(out, k, name, "pool"), self(k), index_text(out, "above", 1, &x),
         index_text(out, "middle", 1, &x), index_text(out, "below", 1, &x),
         index_text(out, image_start(k), 2, y));
    close_loops(out, 1, planes);
}

static const char *strip_number(Out *out, const StemKernel *k) {
    return is_number(k->images, 1) ? "s"
                                   : arena_printf(out->text.arena, "n * %s + s", extent_text(out, k->strips));
}

static void emit_strip_end(Out *out, const StemKernel *k) {
    const char *pairs = extent_text(out, k->pairs), *strip = extent_text(out, k->strip);
    const char *end = is_number(k->strip, 1) ? "s + 1" : arena_printf(out->text.arena, "(s + 1) * %s", strip);
    bool all_alike = !k->pairs.name && !k->strip.name && k->pairs.value % k->strip.value == 0;
    if (all_alike)
        line(out, "const int end = %s;", end);
    else
        line(out, "const int end = %s < %s ? %s : %s;", end, pairs, end, pairs);
}

/* Pairs of rows first to end. A pooled row reads the last row of the pair before: where the strip before is
 * another thread's, that pair is computed again. */
static void emit_strip_bounds(Out *out, const StemKernel *k) {
    Arena *arena = out->text.arena;
    const char *start = strip_start(out, k);
    line(out, "float *v = scratch%s;",
         k->serial ? "" : arena_printf(arena, " + THREAD * %s", extent_text(out, k->scratch)));
    line(out, "float *m = v + %s;", extent_text(out, k->v_floats));
    if (k->pool) line(out, "float *ring = m + %s;", extent_text(out, k->m_floats));
    if (keeps_ring(k)) {
        line(out, "const int goes_on = s > 0 && last + 1 == %s;", strip_number(out, k));
        line(out, "const int first = %s - (s > 0 && !goes_on);", start);
        line(out, "last = %s;", strip_number(out, k));
    } else {
        line(out, "const int first = %s;", start);
    }
    emit_strip_end(out, k);
}

static void emit_products_call(Out *out, const char *name, const StemKernel *k) {
    const char *pair =
        extent_text(out, twice(out, product(out, product(out, k->phases, k->row_steps), k->tiles)));
    if (k->catalogue)
        line(out, "conv_products(&k->products, v + (q - first) * %s, w, 0, 0, m);", pair);
    else
        line(out, "%s_products(v + (q - first) * %s, w, m);", name, pair);
}

static void emit_strip(Out *out, const char *name, const StemKernel *k) {
    const Index image = { image_loop(k), k->y_image };
    emit_strip_input(out, name, k);
    if (!is_number(k->images, 1)) line(out, "%s *ys = %s;", type_of(k->y), index_text(out, "y", 1, &image));
    if (k->pool)
        line(out, "%smemset(ring, 0, %s * sizeof(float));", keeps_ring(k) ? "if (!goes_on) " : "",
             extent_text(out, product(out, number(3), k->ring_row)));
    block(out, "for (int q = first; q < end; q++)") {
        emit_products_call(out, name, k);
        emit_row_outputs(out, name, k);
        if (k->pool) emit_row_pool(out, name, k);
    }
}

static void emit_parts(Out *out, const char *name, const StemKernel *k) {
    Arena *arena = out->text.arena;
    emit_stem_input(out, arena_printf(arena, "%s_input", name), k);
    emit_stem_output(out, arena_printf(arena, "%s_output", name), k);
    if (k->pool) emit_stem_pool(out, arena_printf(arena, "%s_pool", name), k);
    emit_conv(out, arena_printf(arena, "%s_products", name),
              "/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */",
              &k->products);
}

void emit_stem(Out *out, const char *name, const char *about, const StemKernel *k) {
    Loop image = whole_loop("n", k->images), strip = whole_loop("s", k->strips);
    Loop *nest[] = { &image, &strip };
    if (!k->catalogue) emit_parts(out, name, k);
    line(out, "%s", about);
    const NumberKind w = k->products.weights.number;
    const char *parameters =
        arena_printf(out->text.arena, "%sconst %s *x, const %s *w, const float *bias, %s *y, float *scratch",
                     k->serial ? "" : "Line *team, ", type_of(k->x), type_of(w), type_of(k->y));
    if (k->catalogue) parameters = shared_parameters;
    block(out, "NOINLINE static void %s(%s)", name, parameters) {
        if (k->catalogue) emit_shared_pointers(out, "Stem", k->x, w, k->y);
        if (keeps_ring(k)) line(out, "int last = -1; /* the strip that this thread did before */");
        open_loops(out, k->serial ? SERIAL : SHARED, 2, nest);
        if (is_number(k->strips, 1)) line(out, "const int s = 0;");
        emit_strip_bounds(out, k);
        emit_strip(out, name, k);
        close_loops(out, 2, nest);
    }
    blank(out);
}
