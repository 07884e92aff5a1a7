/* stem_parts.c: what the first convolution by minimal filtering calls: a row's transforms, its max pool. */
#include "kernels.h"
#include "transform.h"

static Extent lanes(const StemKernel *k) { return number((size_t)k->target->lanes); }

/* What the catalogue's functions take in front. */
static const char *sizes(const StemKernel *k) { return k->catalogue ? "const Stem *k, " : ""; }

static const char *storage(const StemKernel *k) { return k->catalogue ? "static" : "static inline"; }

static void emit_phase(Out *out, const StemKernel *k, const Winograd *w, Extent phase) {
    Text values = { .arena = out->text.arena };
    for (int j = 0; j < k->points; j++) {
        const Term terms[] = { { phase, 1 }, { k->phases, (size_t)j } };
        const char *at = offset_text(out, 2, terms);
        const char *value = arena_printf(values.arena, "x[%s]", *at ? at + 3 : "0");
        text_printf(&values, "%sd%d = %s", j ? ", " : "", j, single_text(values.arena, k->x, value));
    }
    line(out, "const float %s;", values.bytes);
    emit_rows(out, "float", NUMBER_F32, &w->input);
    for (int j = 0; j < k->points; j++) {
        const Term terms[] = { { k->v_plane, (size_t)j }, { product(out, phase, k->tiles), 1 } };
        const char *at = offset_text(out, 2, terms);
        line(out, "v[%s] = v%d;", *at ? at + 3 : "0", j);
    }
}

static void emit_phases(Out *out, const StemKernel *k, const Winograd *w) {
    if (is_number(k->phases, 1)) {
        emit_phase(out, k, w, number(0));
        return;
    }
    block(out, "for (int phase = 0; phase < %s; phase++)", extent_text(out, k->phases)) {
        emit_phase(out, k, w, (Extent){ "phase", 0 });
    }
}

/* A plain loop over scalars: it is a twentieth of the products' work. */
void emit_stem_input(Out *out, const char *name, const StemKernel *k) {
    Winograd w = minimal_filter(STEM_OUTPUTS, k->taps);
    bool many = !is_number(k->phases, 1);
    if (k->catalogue)
        line(out,
             "/* B^T d of the tiles of a row of one channel, each phase of the stride by itself; v: %d "
             "planes. */",
             k->points);
    else
        line(out, "/* B^T d of the %zu tiles of a row of one channel%s; v: %d planes. */", k->tiles.value,
             many ? ", each phase of the stride by itself" : "", k->points);
    block(out, "%s void %s(%sconst %s *x, float *v)", storage(k), name, sizes(k), type_of(k->x)) {
        block(out, "for (int t = 0; t < %s; t++, x += %s, v++)", extent_text(out, k->tiles),
              extent_text(out, product(out, number(STEM_OUTPUTS), k->phases))) {
            emit_phases(out, k, &w);
        }
    }
    blank(out);
}

/* Of a row of the convolution: it goes into the ring, which is scratch, or is the result itself. */
static NumberKind row_number(const StemKernel *k) { return k->pool ? NUMBER_F32 : k->y; }

static void emit_result(Out *out, const StemKernel *k, int j) {
    Arena *arena = out->text.arena;
    const Term term = { lanes(k), (size_t)j };
    const EndingTerms terms = { .sum = arena_printf(arena, "y%d", j),
                                .bias = "b",
                                .slope = slope_text(out, &k->ending, lanes(k).value, 0) };
    const char *guard = "";
    if (j && k->over_right)
        guard = arena_printf(arena, "if (t * %d + %d < %s) ", STEM_OUTPUTS, j, extent_text(out, k->width));
    const char *to = arena_printf(arena, "y%s", offset_text(out, 1, &term));
    line(out, "%s%s;", guard, store_text(arena, row_number(k), to, ending_text(arena, &k->ending, &terms)));
}

void emit_stem_output(Out *out, const char *name, const StemKernel *k) {
    Winograd w = minimal_filter(STEM_OUTPUTS, k->taps);
    size_t pixel = lanes(k).value;
    line(out, "/* A^T m of the tiles of a row of one block of channels, plus bias%s. */",
         ending_about(out->text.arena, &k->ending));
    block(out, "%s void %s(%sconst float *m, const float *bias, %s *y)", storage(k), name, sizes(k),
          type_of(row_number(k))) {
        line(out, "const vec b = %s;", load_floats(out->text.arena, "bias"));
        block(out, "for (int t = 0; t < %s; t++, m += %zu, y += %zu)", extent_text(out, k->tiles), pixel,
              STEM_OUTPUTS * pixel) {
            emit_loads(out, NUMBER_F32, "m", k->points, k->m_plane);
            emit_columns(out, NUMBER_F32, &w.output);
            for (int j = 0; j < STEM_OUTPUTS; j++) emit_result(out, k, j);
        }
    }
    blank(out);
}

static const char *ring_column(Out *out, const StemKernel *k, size_t column) {
    Arena *arena = out->text.arena;
    const Term term = { lanes(k), column };
    const char *at = offset_text(out, 1, &term);
    return column_text(out, NUMBER_F32, arena_printf(arena, "above%s", at), arena_printf(arena, "row%s", at),
                       arena_printf(arena, "below%s", at));
}

/* The border of the ring is zero: it stands in for minus infinity, since no value is below zero.
 */
void emit_stem_pool(Out *out, const char *name, const StemKernel *k) {
    size_t pixel = lanes(k).value;
    line(out, "/* The largest of each 3x3 window: a pooled row of one block, from three rows with their "
              "border. */");
    block(out, "%s void %s(%sconst float *above, const float *row, const float *below, %s *y)", storage(k),
          name, sizes(k), type_of(k->y)) {
        line(out, "vec left = %s;", ring_column(out, k, 0));
        block(out, "for (int j = 0; j < %s; j++, above += %zu, row += %zu, below += %zu, y += %zu)",
              extent_text(out, k->out_width), 2 * pixel, 2 * pixel, 2 * pixel, pixel) {
            emit_window(out, ring_column(out, k, 1), ring_column(out, k, 2), k->y, "y");
        }
    }
    blank(out);
}
