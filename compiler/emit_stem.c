/* emit_stem.c: the first convolution by minimal filtering along its rows, and its max pool behind it. */
#include "emit.h"
#include "emit_matrix.h"
#include "stem.h"

static bool odd_height(const StemKernel *k) { return k->height % 2 != 0; }

static bool has_pool(const StemKernel *k) { return k->plan.ring_row > 0; }

static size_t pixel(const StemKernel *k) { return (size_t)k->target->lanes; }

static void emit_phase(Out *out, const StemKernel *k, const Winograd *w, int phase) {
    const StemPlan *p = &k->plan;
    for (int j = 0; j < p->points; j++) line(out, "const float d%d = x[%d];", j, phase + j * p->phases);
    emit_rows(out, "float", &w->input);
    for (int j = 0; j < p->points; j++)
        line(out, "v[%zu] = v%d;", (size_t)j * p->v_plane + (size_t)(phase * p->tiles), j);
}

/* A plain loop over scalars: it is a twentieth of the products' work. */
static void emit_input(Out *out, const char *name, const StemKernel *k, const Winograd *w) {
    const StemPlan *p = &k->plan;
    line(out, "/* B^T d of the %d tiles of a row of one channel%s; v: %d planes. */", p->tiles,
         p->phases > 1 ? ", each phase of the stride by itself" : "", p->points);
    block(out, "static inline void %s_input(const float *x, float *v)", name) {
        block(out, "for (int t = 0; t < %d; t++, x += %d, v++)", p->tiles, STEM_OUTPUTS * p->phases) {
            for (int phase = 0; phase < p->phases; phase++) {
                if (p->phases > 1) open_block(out, "%s", "");
                emit_phase(out, k, w, phase);
                if (p->phases > 1) close_block(out);
            }
        }
    }
    blank(out);
}

static void emit_result(Out *out, const StemKernel *k, int j) {
    const Term term = { number(pixel(k)), (size_t)j };
    const char *guard = "", *sum = arena_printf(out->text.arena, "y%d + b", j);
    if (j && k->width % STEM_OUTPUTS)
        guard = arena_printf(out->text.arena, "if (t * %d + %d < %d) ", STEM_OUTPUTS, j, k->width);
    if (k->activation == ACTIVATION_RELU) sum = arena_printf(out->text.arena, "relu(%s)", sum);
    line(out, "%sSTORE(y%s, %s);", guard, offset_text(out, 1, &term), sum);
}

static void emit_output(Out *out, const char *name, const StemKernel *k, const Winograd *w) {
    const StemPlan *p = &k->plan;
    line(out, "/* A^T m of the tiles of a row of one block of channels, plus bias%s. */",
         k->activation == ACTIVATION_RELU ? ", then ReLU" : "");
    block(out, "static inline void %s_output(const float *m, const float *bias, float *y)", name) {
        line(out, "const vec b = LOAD(bias);");
        block(out, "for (int t = 0; t < %d; t++, m += %zu, y += %zu)", p->tiles, pixel(k),
              STEM_OUTPUTS * pixel(k)) {
            for (int j = 0; j < p->points; j++) {
                const Term term = { number(p->m_plane), (size_t)j };
                line(out, "const vec d%d = LOAD(m%s);", j, offset_text(out, 1, &term));
            }
            emit_columns(out, "vec", &w->output);
            for (int j = 0; j < STEM_OUTPUTS; j++) emit_result(out, k, j);
        }
    }
    blank(out);
}

/* The border of the ring is zero: it stands in for minus infinity, since after ReLU no value is below zero.
 */
static void emit_pool(Out *out, const char *name, const StemKernel *k) {
    static const char *const rows[] = { "above", "row", "below" };
    line(out, "/* The largest of each 3x3 window: a pooled row of one block, from three rows with their "
              "border. */");
    line(out, "static inline void %s_pool(const float *above, const float *row, const float *below,", name);
    line(out, "    float *y)");
    block(out, "%s", "") {
        block(out, "for (int j = 0; j < %d; j++, above += %zu, row += %zu, below += %zu, y += %zu)",
              k->out_width, 2 * pixel(k), 2 * pixel(k), 2 * pixel(k), pixel(k)) {
            line(out, "vec largest = LOAD(above);");
            for (size_t tap = 1; tap < 9; tap++) {
                const Term term = { number(pixel(k)), tap % 3 };
                line(out, "largest = larger(largest, LOAD(%s%s));", rows[tap / 3],
                     offset_text(out, 1, &term));
            }
            line(out, "STORE(y, largest);");
        }
    }
    blank(out);
}

static void emit_strip_input(Out *out, const char *name, const StemKernel *k) {
    const StemPlan *p = &k->plan;
    Loop channel = { "c", number(k->channels) };
    Loop *channels[] = { &channel };
    const Index strip[] = { { k->images > 1 ? "n" : "0", number(k->x_image) },
                            { "first", number(2 * (size_t)p->phases * k->x_row) } };
    line(out, "const float *xs = %s;", index_text(out, "x", 2, strip));
    block(out, "for (int i = 0; i < ((end - first) * 2 - 1) * %d + %d; i++)", p->phases, k->kernel) {
        open_loops(out, true, 1, channels);
        const Index x[] = { { "i", number(k->x_row) }, { channel.variable, number(k->x_plane) } };
        const Index v[] = { { "i", number((size_t)(p->row_steps * p->tiles)) },
                            { channel.variable, number((size_t)(p->phases * p->tiles)) } };
        line(out, "%s_input(%s, %s);", name, index_text(out, "xs", 2, x), index_text(out, "v", 2, v));
        close_loops(out, 1, channels);
    }
}

/* The row below the last one of an odd number: nothing, or zeros for the pool. */
static void emit_row_below(Out *out, const StemKernel *k) {
    if (!odd_height(k)) return;
    block(out, "if (row == %d)", k->height) {
        if (has_pool(k))
            line(out, "memset(ring + %zu, 0, %zu * sizeof(float));",
                 (size_t)(k->height % 3) * k->plan.ring_row, k->plan.ring_row);
        line(out, "continue;");
    }
}

/* A row of the convolution goes into the ring of three, or is the result itself. */
static void emit_row_outputs(Out *out, const char *name, const StemKernel *k) {
    const StemPlan *p = &k->plan;
    size_t m_row = (size_t)p->tiles * pixel(k), ring_block = p->ring_row / k->blocks;
    Loop plane = { "b", number(k->blocks) };
    Loop *planes[] = { &plane };
    block(out, "for (int r = 0; r < 2; r++)") {
        line(out, "const int row = 2 * q + r;");
        emit_row_below(out, k);
        open_loops(out, true, 1, planes);
        const Index m[] = { { plane.variable, number(2 * m_row) }, { "r", number(m_row) } };
        const Index bias = { plane.variable, number(pixel(k)) };
        const Index ring[] = { { "row % 3", number(p->ring_row) }, { plane.variable, number(ring_block) } };
        const Index y[] = { { plane.variable, number(k->y_block) }, { "row", number(k->y_row) } };
        const char *to = has_pool(k) ? arena_printf(out->text.arena, "%s + %zu",
                                                    index_text(out, "ring", 2, ring), pixel(k))
                                     : index_text(out, "ys", 2, y);
        line(out, "%s_output(%s, %s, %s);", name, index_text(out, "m", 2, m),
             index_text(out, "bias", 1, &bias), to);
        close_loops(out, 1, planes);
    }
}

static void emit_row_pool(Out *out, const char *name, const StemKernel *k) {
    size_t row = k->plan.ring_row;
    Loop plane = { "b", number(k->blocks) };
    Loop *planes[] = { &plane };
    line(out, "if (q < s * %d) continue; /* that pooled row is the strip's before */", k->plan.strip);
    line(out, "const float *above = ring + (2 * q + 2) %% 3 * %zu;", row);
    line(out, "const float *middle = ring + 2 * q %% 3 * %zu;", row);
    line(out, "const float *below = ring + (2 * q + 1) %% 3 * %zu;", row);
    open_loops(out, true, 1, planes);
    const Index x = { plane.variable, number(row / k->blocks) };
    const Index y[] = { { plane.variable, number(k->y_block) }, { "q", number(k->y_row) } };
    line(out, "%s_pool(%s, %s, %s, %s);", name, index_text(out, "above", 1, &x),
         index_text(out, "middle", 1, &x), index_text(out, "below", 1, &x), index_text(out, "ys", 2, y));
    close_loops(out, 1, planes);
}

/* Pairs of rows first to end; with a pool also the one before, whose second row the first pooled row reads.
 */
static void emit_strip_bounds(Out *out, const StemKernel *k, bool threads) {
    const StemPlan *p = &k->plan;
    line(out, "float *v = scratch%s;",
         threads ? arena_printf(out->text.arena, " + THREAD * %zu", p->scratch) : "");
    line(out, "float *m = v + %zu;", (size_t)p->points * p->v_plane);
    if (has_pool(k)) line(out, "float *ring = m + %zu;", (size_t)p->points * p->m_plane);
    line(out, "const int first = %s;",
         has_pool(k) ? arena_printf(out->text.arena, "s ? s * %d - 1 : 0", p->strip)
                     : arena_printf(out->text.arena, "s * %d", p->strip));
    line(out, "const int end = (s + 1) * %d < %d ? (s + 1) * %d : %d;", p->strip, p->pairs, p->strip,
         p->pairs);
}

static void emit_strip(Out *out, const char *name, const StemKernel *k) {
    const StemPlan *p = &k->plan;
    const Index image = { k->images > 1 ? "n" : "0", number(k->y_image) };
    emit_strip_input(out, name, k);
    line(out, "float *ys = %s;", index_text(out, "y", 1, &image));
    if (has_pool(k)) line(out, "memset(ring, 0, %zu * sizeof(float));", 3 * p->ring_row);
    block(out, "for (int q = first; q < end; q++)") {
        line(out, "%s_products(v + (q - first) * %zu, w, m);", name,
             2 * (size_t)(p->phases * p->row_steps * p->tiles));
        emit_row_outputs(out, name, k);
        if (has_pool(k)) emit_row_pool(out, name, k);
    }
}

void emit_stem(Out *out, const char *name, const char *about, const StemKernel *k) {
    Winograd w = minimal_filter(STEM_OUTPUTS, k->plan.taps);
    int strips = (k->plan.pairs + k->plan.strip - 1) / k->plan.strip;
    Loop image = { "n", number(k->images) }, strip = { "s", number((size_t)strips) };
    Loop *nest[] = { &image, &strip };
    emit_input(out, name, k, &w);
    emit_output(out, name, k, &w);
    if (has_pool(k)) emit_pool(out, name, k);
    emit_conv(out, arena_printf(out->text.arena, "%s_products", name),
              "/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */",
              &k->products);
    line(out, "%s", about);
    block(out,
          "NOINLINE static void %s(const float *x, const float *w, const float *bias, float *y, float "
          "*scratch)",
          name) {
        open_loops(out, false, 2, nest);
        if (strips == 1) line(out, "const int s = 0;");
        emit_strip_bounds(out, k, strips > 1 || k->images > 1);
        emit_strip(out, name, k);
        close_loops(out, 2, nest);
    }
    blank(out);
}
