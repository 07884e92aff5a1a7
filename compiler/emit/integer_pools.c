/* integer_pools.c: pools of integers over a whole image: sums of 32 bits and one rounding; the largest as
 * bytes. */
#include "integers.h"

/* What is made of the pixels of a block of channels. */
typedef struct {
    bool adds, compares;
} Parts;

static void emit_pixels(Out *out, const PoolKernel *k, Parts parts) {
    Loop row = whole_loop("i", k->rows), column = whole_loop("j", k->columns);
    Loop *nest[] = { &row, &column };
    if (parts.adds) line(out, "ivec sum = first;");
    if (parts.compares) line(out, "bytes largest = BYTES(p);");
    open_loops(out, SERIAL, COUNT_OF(nest), nest);
    const Index at[] = { { row.variable, k->x_row }, { column.variable, k->x_column } };
    line(out, "const bytes v = BYTES(%s);", index_text(out, "p", COUNT_OF(at), at));
    if (parts.adds) line(out, "sum += INTS_OF(v);");
    if (parts.compares) line(out, "largest = larger_bytes(largest, v);");
    close_loops(out, COUNT_OF(nest), nest);
}

static void open_blocks(Out *out, const char *name, const char *type, const PoolKernel *k, Loop **nest) {
    open_block(out, "%s", pool_head(out, name, type, k));
    open_loops(out, pool_sharing(k), 2, nest);
    emit_pool_pointers(out, k, nest[0], nest[1], "0", number(0));
    if (k->sums) emit_block_numbers(out, &k->ending, k->target, NULL);
}

static void close_blocks(Out *out, Loop **nest) {
    close_loops(out, 2, nest);
    close_block(out);
    blank(out);
}

void emit_integer_average(Out *out, const char *name, const char *about, const PoolKernel *k) {
    Loop image = whole_loop("n", k->images), plane = whole_loop("b", k->blocks);
    Loop *nest[] = { &image, &plane };
    line(out, "%s", about);
    open_blocks(out, name, "Pool", k, nest);
    emit_pixels(out, k, (Parts){ .adds = true });
    line(out, "%s;", stored_sum(out->text.arena, &k->ending, "q", "sum"));
    close_blocks(out, nest);
}

/* ---- Average and largest, side by side ---- */

static const char *half_text(Out *out, const GlobalKernel *k, const char *plane) {
    const char *last = extent_text(out, k->last);
    if (is_number(k->pool.blocks, 1)) return last;
    return arena_printf(out->text.arena, "%s + 1 < %s ? %d : %s", plane, extent_text(out, k->pool.blocks),
                        k->lanes, last);
}

static void emit_behind(Out *out, const GlobalKernel *k, const char *plane) {
    const bool one = is_number(k->pool.blocks, 1);
    if (is_number(k->behind, 0)) return;
    const Term end[] = { { k->channels, 1 }, { k->last, 1 } };
    if (!one) line(out, "if (%s + 1 == %s)", plane, extent_text(out, k->pool.blocks));
    line(out, "%smemset(q%s, 0, %s);", one ? "" : "    ", offset_text(out, COUNT_OF(end), end),
         extent_text(out, product(out, number(number_bytes(k->pool.y, 1)), k->behind)));
}

/* Beyond the last average lie the maxima, which another thread may have written. */
static void emit_halves(Out *out, const GlobalKernel *k, const char *plane) {
    Arena *arena = out->text.arena;
    if (k->aligned) {
        line(out, "%s;", stored_sum(arena, &k->pool.ending, "q", "sum"));
        line(out, "STORE_BYTES(q + %s, largest);", extent_text(out, k->channels));
        return;
    }
    line(out, "const size_t size = %s;", half_text(out, k, plane));
    line(out, "%s;", array_text(arena, k->pool.y, "average", k->lanes));
    line(out, "%s;", stored_sum(arena, &k->pool.ending, "average", "sum"));
    line(out, "memcpy(q, average, size * sizeof *q);");
    line(out, "memcpy(q + %s, &largest, size * sizeof *q);", extent_text(out, k->channels));
    emit_behind(out, k, plane);
}

static void emit_global_result(Out *out, const GlobalKernel *k, const char *plane) {
    switch (k->kind) {
    case GLOBAL_MAX:
        line(out, "STORE_BYTES(q, largest);");
        break;
    case GLOBAL_AVERAGE_MAX: /* half of each */
        line(out, "sum += INTS_OF(largest) * %s;", int_text(out, k->pool.pixels));
        line(out, "%s;", stored_sum(out->text.arena, &k->pool.ending, "q", "sum"));
        break;
    case GLOBAL_AVERAGE_AND_MAX:
        emit_halves(out, k, plane);
        break;
    }
}

void emit_integer_global(Out *out, const char *name, const char *about, const GlobalKernel *k) {
    Loop image = whole_loop("n", k->pool.images), plane = whole_loop("b", k->pool.blocks);
    Loop *nest[] = { &image, &plane };
    line(out, "%s", about);
    open_blocks(out, name, "Global", &k->pool, nest);
    emit_pixels(out, &k->pool, (Parts){ .adds = k->pool.sums, .compares = true });
    emit_global_result(out, k, plane.variable);
    close_blocks(out, nest);
}
