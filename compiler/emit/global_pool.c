/* global_pool.c: pools over a whole image that are no average alone: the largest, the mean of the two, both
 * side by side. */
#include "kernels.h"

static bool averages(const GlobalKernel *k) { return k->kind != GLOBAL_MAX; }

static void emit_pixel(Out *out, const GlobalKernel *k, const char *value) {
    if (!averages(k)) {
        line(out, "largest = larger(largest, %s);", value);
        return;
    }
    line(out, "const vec v = %s;", value);
    line(out, "sum += v;");
    line(out, "largest = larger(largest, v);");
}

/* Summed row by row, as the average alone is (pool.c). */
static void emit_pixels(Out *out, const GlobalKernel *k) {
    Loop row = whole_loop("i", k->pool.rows), column = whole_loop("j", k->pool.columns);
    Loop *rows[] = { &row }, *columns[] = { &column };
    line(out, "vec largest = LOAD(p);");
    if (averages(k)) line(out, "vec total = ZERO;");
    open_loops(out, SERIAL, 1, rows);
    if (averages(k)) line(out, "vec sum = ZERO;");
    open_loops(out, SERIAL, 1, columns);
    const Index at[] = { { row.variable, k->pool.x_row }, { column.variable, k->pool.x_column } };
    emit_pixel(out, k, arena_printf(out->text.arena, "LOAD(%s)", index_text(out, "p", 2, at)));
    close_loops(out, 1, columns);
    if (averages(k)) line(out, "total += sum;");
    close_loops(out, 1, rows);
}

static const char *average_text(Out *out, const PoolKernel *k) {
    return k->pixels.name ? arena_printf(out->text.arena, "total * (1.0f / (float)%s)", k->pixels.name)
                          : arena_printf(out->text.arena, "total * (1.0f / %zu.0f)", k->pixels.value);
}

/* Bytes of a block's channels. */
static const char *bytes_text(Out *out, const GlobalKernel *k, const char *plane) {
    const char *last = extent_text(out, k->last), *blocks = extent_text(out, k->pool.blocks);
    if (is_number(k->pool.blocks, 1)) return arena_printf(out->text.arena, "%s * sizeof(float)", last);
    return arena_printf(out->text.arena, "(size_t)(%s + 1 < %s ? %d : %s) * sizeof(float)", plane, blocks,
                        k->lanes, last);
}

static void emit_zeros_behind(Out *out, const GlobalKernel *k, const char *plane) {
    const Term end[] = { { k->channels, 1 }, { k->last, 1 } };
    const char *bytes =
        arena_printf(out->text.arena, k->behind.name ? "(size_t)%s * sizeof(float)" : "%s * sizeof(float)",
                     extent_text(out, k->behind));
    if (is_number(k->behind, 0)) return;
    if (!is_number(k->pool.blocks, 1))
        line(out, "if (%s + 1 == %s)", plane, extent_text(out, k->pool.blocks));
    line(out, "%smemset(q%s, 0, %s);", is_number(k->pool.blocks, 1) ? "" : "    ", offset_text(out, 2, end),
         bytes);
}

/* Beyond the last average lie the maxima, which another thread may have written. */
static void emit_halves(Out *out, const GlobalKernel *k, const char *plane) {
    const Term channels = { k->channels, 1 };
    const char *maxima = offset_text(out, 1, &channels);
    if (k->aligned) {
        line(out, "STORE(q, average);");
        line(out, "STORE(q%s, largest);", maxima);
        return;
    }
    line(out, "const size_t size = %s;", bytes_text(out, k, plane));
    line(out, "memcpy(q, &average, size);");
    line(out, "memcpy(q%s, &largest, size);", maxima);
    emit_zeros_behind(out, k, plane);
}

void emit_global_pool(Out *out, const char *name, const char *about, const GlobalKernel *k) {
    Loop image = whole_loop("n", k->pool.images), plane = whole_loop("b", k->pool.blocks);
    Loop *nest[] = { &image, &plane };
    line(out, "%s", about);
    block(out, "%s", pool_head(out, name, "Global", &k->pool)) {
        open_loops(out, pool_sharing(&k->pool), 2, nest);
        emit_pool_pointers(out, &k->pool, &image, &plane, "0", number(0));
        emit_pixels(out, k);
        if (averages(k)) line(out, "const vec average = %s;", average_text(out, &k->pool));
        if (k->kind == GLOBAL_MAX) line(out, "STORE(q, largest);");
        if (k->kind == GLOBAL_AVERAGE_MAX) line(out, "STORE(q, 0.5f * (average + largest));");
        if (k->kind == GLOBAL_AVERAGE_AND_MAX) emit_halves(out, k, plane.variable);
        close_loops(out, 2, nest);
    }
    blank(out);
}

/* ---- What it is called ---- */

const char *global_name(Arena *arena, const KernelShape *s, const GlobalKernel *k) {
    static const char *const names[] = { "globalmax", "globalavgmax", "globalcatavgmax" };
    return arena_printf(arena, "%s_%d_%dx%d", names[k->kind], s->in.channels, s->in.height, s->in.width);
}

const char *global_about(Arena *arena, const KernelShape *s, const GlobalKernel *k) {
    static const char *const names[] = { "The largest of", "The mean of average and largest of",
                                         "The average, and behind the last channel's the largest, of" };
    return arena_printf(arena, "/* %s %dx%d pixels, %d channels. */", names[k->kind], s->in.height,
                        s->in.width, s->in.channels);
}
