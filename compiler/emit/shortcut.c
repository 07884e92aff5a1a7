/* shortcut.c: the shortcut without weights: every stride-th pixel, zero channels before and behind. */
#include "kernels.h"

/* "b - 1": which block or channel of the input that one of the result is. */
static const char *source_text(Out *out, const char *at, Extent before) {
    if (is_number(before, 0)) return at;
    return arena_printf(out->text.arena, "%s - %s", at, extent_text(out, before));
}

static void emit_input_pointer(Out *out, const PoolKernel *k, const char *image, const char *from,
                               const char *row) {
    const Index x[] = { { image, k->x_image }, { from, k->x_block }, { row, k->x_row } };
    line(out, "const %s *p = %s;", type_of(k->x), index_text(out, "x", 3, x));
}

static void emit_result_pointer(Out *out, const PoolKernel *k, const char *image, const char *plane,
                                const char *row) {
    const Index y[] = { { image, k->y_image }, { plane, k->y_block }, { row, k->y_row } };
    line(out, "%s *q = %s;", type_of(k->y), index_text(out, "y", 3, y));
}

/* ---- Whole blocks ---- */

static void emit_row(Out *out, const PoolKernel *k, bool zero) {
    Arena *arena = out->text.arena;
    Loop column = whole_loop("j", k->columns), *nest[] = { &column };
    open_loops(out, SERIAL, 1, nest);
    const Index from = { column.variable, k->x_column }, to = { column.variable, k->y_column };
    const char *value = zero ? zero_text(arena, k->y, extent_text(out, k->zero))
                             : picked_text(arena, k->x, index_text(out, "p", 1, &from));
    line(out, "%s;", put_text(arena, k->y, index_text(out, "q", 1, &to), value));
    close_loops(out, 1, nest);
}

static void emit_blocks(Out *out, const ShortcutKernel *k, const char *image, const char *plane,
                        const char *row) {
    const PoolKernel *p = &k->pool;
    bool zeros = p->blocks.name || p->blocks.value > k->inside.value;
    emit_result_pointer(out, p, image, plane, row);
    if (!zeros) {
        emit_input_pointer(out, p, image, plane, row);
        emit_row(out, p, false);
        return;
    }
    line(out, "const int from = %s;", source_text(out, plane, k->before));
    block(out, "if (from >= 0 && from < %s)", extent_text(out, k->inside)) {
        emit_input_pointer(out, p, image, "from", row);
        emit_row(out, p, false);
    }
    block(out, "else") { emit_row(out, p, true); }
}

/* ---- Channel by channel ---- */

static void emit_lanes(Out *out, const ShortcutKernel *k, const char *image, const char *plane,
                       const char *row) {
    const PoolKernel *p = &k->pool;
    Loop column = whole_loop("j", p->columns), *nest[] = { &column };
    const Index first = { plane, number((size_t)k->lanes) };
    const char *block_of = arena_printf(out->text.arena, "c / %d", k->lanes);
    emit_input_pointer(out, p, image, "0", row);
    emit_result_pointer(out, p, image, plane, row);
    open_loops(out, SERIAL, 1, nest);
    const Index from[] = { { block_of, p->x_block }, { column.variable, p->x_column } },
                to = { column.variable, p->y_column };
    const char *source = index_text(out, arena_printf(out->text.arena, "p[c %% %d", k->lanes), 2, from),
               *result = index_text(out, "q[lane", 1, &to);
    block(out, "for (int lane = 0; lane < %d; lane++)", k->lanes) {
        line(out, "const int c = %s;", source_text(out, index_text(out, "lane", 1, &first), k->before));
        line(out, "%s] = c >= 0 && c < %s ? %s] : %s;", result, extent_text(out, k->inside), source,
             element_text(out->text.arena, p->y, extent_text(out, p->zero)));
    }
    close_loops(out, 1, nest);
}

void emit_shortcut(Out *out, const char *name, const char *about, const ShortcutKernel *k) {
    Loop image = whole_loop("n", k->pool.images), plane = whole_loop("b", k->pool.blocks),
         row = whole_loop("i", k->pool.rows);
    Loop *nest[] = { &image, &plane, &row };
    line(out, "%s", about);
    block(out, "%s", pool_head(out, name, "Shortcut", &k->pool)) {
        open_loops(out, pool_sharing(&k->pool), 3, nest);
        (k->whole ? emit_blocks : emit_lanes)(out, k, image.variable, plane.variable, row.variable);
        close_loops(out, 3, nest);
    }
    blank(out);
}

/* ---- What it is called ---- */

const char *shortcut_name(Arena *arena, const KernelShape *s) {
    return arena_printf(arena, "shortcut_%d_%d_%dx%d", s->in.channels, s->out.channels, s->out.height,
                        s->out.width);
}

const char *shortcut_about(Arena *arena, const KernelShape *s) {
    int zeros = s->out.channels - s->in.channels;
    return arena_printf(
        arena,
        "/* Pixels at a stride of %d, %dx%d -> %dx%d; %d channels, %d of zeros before them and %d "
        "behind. */",
        s->stride, s->in.height, s->in.width, s->out.height, s->out.width, s->in.channels, zeros / 2,
        zeros - zeros / 2);
}
