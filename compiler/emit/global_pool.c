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
    line(out, "vec largest = %s;", load_text(out->text.arena, k->pool.x, "p"));
    if (averages(k)) line(out, "vec total = ZERO;");
    open_loops(out, SERIAL, 1, rows);
    if (averages(k)) line(out, "vec sum = ZERO;");
    open_loops(out, SERIAL, 1, columns);
    const Index at[] = { { row.variable, k->pool.x_row }, { column.variable, k->pool.x_column } };
    emit_pixel(out, k, load_text(out->text.arena, k->pool.x, index_text(out, "p", 2, at)));
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
    const char *type = type_of(k->pool.y);
    if (is_number(k->pool.blocks, 1)) return arena_printf(out->text.arena, "%s * sizeof(%s)", last, type);
    return arena_printf(out->text.arena, "(size_t)(%s + 1 < %s ? %d : %s) * sizeof(%s)", plane, blocks,
                        k->lanes, last, type);
}

static void emit_zeros_behind(Out *out, const GlobalKernel *k, const char *plane) {
    const Term end[] = { { k->channels, 1 }, { k->last, 1 } };
    const char *bytes =
        arena_printf(out->text.arena, k->behind.name ? "(size_t)%s * sizeof(%s)" : "%s * sizeof(%s)",
                     extent_text(out, k->behind), type_of(k->pool.y));
    if (is_number(k->behind, 0)) return;
    if (!is_number(k->pool.blocks, 1))
        line(out, "if (%s + 1 == %s)", plane, extent_text(out, k->pool.blocks));
    line(out, "%smemset(q%s, 0, %s);", is_number(k->pool.blocks, 1) ? "" : "    ", offset_text(out, 2, end),
         bytes);
}

static void emit_result(Out *out, const GlobalKernel *k, const char *at, const char *value) {
    line(out, "%s;", store_text(out->text.arena, k->pool.y, at, value));
}

/* Where a vector lies as the result's numbers. */
static const char *packed(Out *out, const GlobalKernel *k, const char *value) {
    Arena *arena = out->text.arena;
    if (k->pool.y == NUMBER_F32) return arena_printf(arena, "&%s", value);
    const char *numbers = arena_printf(arena, "%ss", value);
    line(out, "%s;", array_text(arena, k->pool.y, numbers, k->lanes));
    emit_result(out, k, numbers, value);
    return numbers;
}

/* Beyond the last average lie the maxima, which another thread may have written. */
static void emit_halves(Out *out, const GlobalKernel *k, const char *plane) {
    const Term channels = { k->channels, 1 };
    const char *maxima = offset_text(out, 1, &channels);
    if (k->aligned) {
        emit_result(out, k, "q", "average");
        emit_result(out, k, arena_printf(out->text.arena, "q%s", maxima), "largest");
        return;
    }
    line(out, "const size_t size = %s;", bytes_text(out, k, plane));
    line(out, "memcpy(q, %s, size);", packed(out, k, "average"));
    line(out, "memcpy(q%s, %s, size);", maxima, packed(out, k, "largest"));
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
        if (k->kind == GLOBAL_MAX) emit_result(out, k, "q", "largest");
        if (k->kind == GLOBAL_AVERAGE_MAX) emit_result(out, k, "q", "0.5f * (average + largest)");
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
