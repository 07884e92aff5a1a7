/* groups.c: register tiles of grouped convolutions that read one block of input channels a panel: all
 * taps of a row of the kernel share what was loaded, as in such a tile multiply-adds are not enough to hide a
 * load each.
 *
 * Where several groups lie inside a vector, in step `member` each lane meets the channel that lies so many
 * places behind its own in its group: a rotation of the vector within each group, and none in step 0. */
#include "tile.h"

#include <assert.h>

/* ROTATE4_1(v): in every lane, the channel that follows the lane's own in its group of four. */
void emit_rotations(Out *out, const Target *target, int group) {
    line(out, "#define ROTATE%d_0(v) (v)", group);
    for (int member = 1; member < group; member++) {
        Text lanes = { .arena = out->text.arena };
        for (int lane = 0; lane < target->lanes; lane++)
            text_printf(&lanes, ", %d", lane / group * group + (lane + member) % group);
        line(out, "#define ROTATE%d_%d(v) __builtin_shufflevector(v, v%s)", group, member, lanes.bytes);
    }
    blank(out);
}

/* ---- One tap at a time: the catalogue's, which serve every size of kernel ---- */

/* A vector of values, so far from p. */
static const char *pixel_text(Out *out, const ConvKernel *k, const char *offset) {
    return load_text(out->text.arena, k->x, arena_printf(out->text.arena, "p%s", offset));
}

static const char *rotated_text(Out *out, const ConvKernel *k, int member, const char *offset) {
    return arena_printf(out->text.arena, "ROTATE%d_%d(%s)", k->sum.lane_group, member,
                        pixel_text(out, k, offset));
}

static void emit_group_step(Out *out, const ConvKernel *k, Size size, int member) {
    Arena *arena = out->text.arena;
    line(out, "const vec %s;", load_weights(out, k, "w", member));
    for (int p = 0; p < size.rows * size.columns; p++)
        line(out, "%s",
             plus_product(arena, k->target, arena_printf(arena, "c%d_0", p), "w0",
                          rotated_text(out, k, member, pixel_offset(out, k, size, p))));
}

void emit_group_steps(Out *out, const ConvKernel *k, Size size) {
    for (int member = 0; member < k->sum.lane_group; member++) block(out, "%s", "") {
            emit_group_step(out, k, size, member);
        }
    line(out, "w += %d;", k->sum.lane_group * k->target->lanes);
}

/* ---- All taps of a row of the kernel ---- */

static int taps_of(const ConvKernel *k) { return (int)k->sum.kernel.value; }

static int stride_of(const ConvKernel *k) { return (int)(k->plane.x_column.value / k->sum.tap_column.value); }

/* Vectors of weights from one tap to the next. */
static int steps_of(const ConvKernel *k) { return k->sum.lane_group ? k->sum.lane_group : k->sum.in_lanes; }

/* The pixels of the tile's row `row` that meet column x of the input, each by a tap of its own. */
static const char *column_sums(Out *out, const ConvKernel *k, Size size, int row, int x) {
    Arena *arena = out->text.arena;
    Text sums = { .arena = arena };
    for (int tap = 0; tap < taps_of(k); tap++) {
        int column = (x - tap) / stride_of(k);
        if (x < tap || (x - tap) % stride_of(k) || column >= size.columns) continue;
        const char *sum = arena_printf(arena, "c%d_0", row * size.columns + column);
        const char *weight = arena_printf(arena, "w%d", tap), *value = arena_printf(arena, "x%d", x);
        text_printf(&sums, "%s%s", sums.length ? " " : "",
                    k->sum.lane_group ? plus_product(arena, k->target, sum, weight, value)
                                      : plus_scaled(arena, k->target, sum, weight, value));
    }
    return sums.bytes;
}

static void emit_column(Out *out, const ConvKernel *k, Size size, int member, int row, int x) {
    const Term terms[] = { { k->plane.x_row, (size_t)row }, { k->sum.tap_column, (size_t)x } };
    const char *sums = column_sums(out, k, size, row, x);
    if (!sums) return;
    if (k->sum.lane_group)
        line(out, "const vec x%d = %s;", x,
             rotated_text(out, k, member, offset_text(out, COUNT_OF(terms), terms)));
    else
        line(out, "const float x%d = %s;", x,
             value_text(out, k, size, row * size.columns, x, k->sum.tap_column));
    line(out, "%s", sums);
}

static void emit_columns(Out *out, const ConvKernel *k, Size size, int member, int row) {
    int columns = stride_of(k) * (size.columns - 1) + taps_of(k);
    for (int x = 0; x < columns; x++) emit_column(out, k, size, member, row, x);
}

/* One step of all taps and pixels. */
static void emit_row_step(Out *out, const ConvKernel *k, Size size, int member) {
    Text weights = { .arena = out->text.arena };
    for (int tap = 0; tap < taps_of(k); tap++)
        text_printf(&weights, "%sw%d = %s", tap ? ", " : "", tap,
                    vector_of(out, k, k->weights.number, "w", number(0), tap * steps_of(k) + member));
    line(out, "const vec %s;", weights.bytes);
    if (size.rows == 1) emit_columns(out, k, size, member, 0);
    for (int row = 0; row < size.rows && size.rows > 1; row++) block(out, "%s", "") {
            emit_columns(out, k, size, member, row);
        }
}

static void emit_row_steps(Out *out, const ConvKernel *k, Size size) {
    int step = k->target->lanes;
    if (k->sum.lane_group) {
        for (int member = 0; member < k->sum.lane_group; member++) block(out, "%s", "") {
                emit_row_step(out, k, size, member);
            }
        line(out, "w += %d;", taps_of(k) * steps_of(k) * step);
    } else {
        block(out, "%sfor (int l = 0; l < %d; l++, p++, w += %d)", rolled_text(k->target), k->sum.in_lanes,
              step) {
            emit_rolled_step(out, k->target);
            emit_row_step(out, k, size, 0);
        }
        line(out, "w += %d;", (taps_of(k) - 1) * steps_of(k) * step);
    }
}

void emit_group_rows(Out *out, const ConvKernel *k, Size size) {
    const Index row = { "i", k->sum.tap_row };
    assert(is_number(k->sum.in_blocks, 1) && !k->sum.kernel.name && k->weights.vectors == 1);
    block(out, "for (int i = 0; i < %s; i++)", extent_text(out, k->sum.kernel)) {
        line(out, "const %s *p = %s;", type_of(k->x), index_text(out, "x", 1, &row));
        for (int tap = 0; tap < taps_of(k); tap++) emit_prefetch(out, k);
        emit_row_steps(out, k, size);
    }
}
