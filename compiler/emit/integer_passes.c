/* integer_passes.c: what is done to each integer of a value, and the filter along channels: sums of 32 bits.
 */
#include "integers.h"
#include "pointwise.h"

/* ---- Pointwise ---- */

const char *integer_pass_parameters(Arena *arena, const PointwiseKernel *k) {
    const char *x = type_of(k->x), *y = type_of(k->y);
    const char *first = k->catalogue ? "const Pointwise *k, " : k->serial ? "" : "Line *team, ";
    Text text = { .arena = arena };
    text_printf(&text, "%sconst %s *x, const float *bias, ", first, x);
    if (k->ending.gate) text_printf(&text, "const %s *gate, ", x);
    if (k->ending.residual) text_printf(&text, "const %s *r, ", y);
    text_printf(&text, "%s *y", y);
    return text.bytes;
}

/* The scale of an image's channels: with a gate its products have more than 15 bits. */
static void emit_gated_scale(Out *out, const PointwiseKernel *k, const Loop *image, const char *block) {
    const Index gate[] = { { image->variable, k->gate_image }, { block, number((size_t)k->target->lanes) } };
    if (k->ending.gate)
        line(out, "const ivec gated = scale * load_u8(%s);", index_text(out, "gate", COUNT_OF(gate), gate));
}

static const char *scaled_value(Out *out, const PointwiseKernel *k, const char *at) {
    Arena *arena = out->text.arena;
    const char *value = arena_printf(arena, "load_u8(%s)", at);
    if (!k->ending.gate) return arena_printf(arena, "TIMES(scale, %s)", value);
    return is_number(k->zero, 0) ? arena_printf(arena, "gated * %s", value)
                                 : arena_printf(arena, "gated * (%s - %s)", value, int_text(out, k->zero));
}

static void emit_integer_pixels(Out *out, const PointwiseKernel *k) {
    Arena *arena = out->text.arena;
    Loop column = whole_loop("j", k->columns), *nest[] = { &column };
    open_loops(out, SERIAL, 1, nest);
    const Index from = { column.variable, k->x_column }, to = { column.variable, k->y_column };
    const char *residual =
        k->ending.residual ? arena_printf(arena, " + TIMES(times, load_u8(%s))", index_text(out, "s", 1, &to))
                           : "";
    line(out, "const ivec sum = first + %s%s;", scaled_value(out, k, index_text(out, "p", 1, &from)),
         residual);
    line(out, "%s;", stored_sum(arena, &k->ending, index_text(out, "q", 1, &to), "sum"));
    close_loops(out, 1, nest);
}

void emit_integer_pointwise(Out *out, const char *name, const char *about, const PointwiseKernel *k) {
    Loop image = whole_loop("n", k->images), blocks = whole_loop("b", k->blocks),
         row = whole_loop("i", k->rows);
    Loop *nest[] = { &image, &blocks, &row };
    line(out, "%s", about);
    block(out, "NOINLINE static void %s(%s)", name, integer_pass_parameters(out->text.arena, k)) {
        emit_table(out, &k->ending);
        open_loops(out, k->serial || k->catalogue ? SERIAL : SHARED, COUNT_OF(nest), nest);
        emit_row_pointers(out, k, &image, blocks.variable, row.variable);
        emit_block_numbers(out, &k->ending, k->target, blocks.variable);
        emit_gated_scale(out, k, &image, blocks.variable);
        emit_integer_pixels(out, k);
        close_loops(out, COUNT_OF(nest), nest);
    }
    blank(out);
}

/* ---- Along the channels of a vector ---- */

static void emit_filtered(Out *out, const ChannelConvKernel *k) {
    line(out, "int sum = 0;");
    const char *half = k->taps.name ? arena_printf(out->text.arena, "%s / 2", k->taps.name)
                                    : extent_text(out, number(k->taps.value / 2));
    block(out, "for (int tap = 0; tap < %s; tap++)", extent_text(out, k->taps)) {
        line(out, "const int from = c + lane + tap - %s;", half);
        line(out, "sum += w[tap] * (from >= 0 && from < %s ? %s : %s);", extent_text(out, k->channels),
             single_text(out->text.arena, k->x, "x[from]"), int_text(out, k->zero));
    }
    line(out, "filtered[lane] = sum;");
}

static void emit_one_vector(Out *out, const ChannelConvKernel *k) {
    const int lanes = k->target->lanes;
    block(out, "for (int b = 0, c = 0; c < %s; b++, c += %d)", extent_text(out, k->padded), lanes) {
        line(out, lanes > 1 ? "int filtered[%d] __attribute__((aligned(%d)));" : "int filtered[%d];", lanes,
             lanes * (int)sizeof(int));
        emit_block_numbers(out, &k->ending, k->target, "b");
        block(out, "for (int lane = 0; lane < %d; lane++)", lanes) { emit_filtered(out, k); }
        line(out, "const ivec sum = first + INTS(filtered);");
        line(out, "%s;", stored_sum(out->text.arena, &k->ending, "y + c", "sum"));
    }
}

void emit_integer_channel_conv(Out *out, const char *name, const char *about, const ChannelConvKernel *k) {
    line(out, "%s", about);
    const char *padded = extent_text(out, k->padded);
    block(out, "NOINLINE static void %s(%sconst %s *x, const float *taps, const float *bias, %s *y)", name,
          k->catalogue ? "const ChannelConv *k, " : "", type_of(k->x), type_of(k->y)) {
        line(out, "const int *w = (const void *)taps;");
        emit_table(out, &k->ending);
        block(out, "for (int n = 0; n < %s; n++, x += %s, y += %s)", extent_text(out, k->images), padded,
              padded) {
            emit_one_vector(out, k);
        }
    }
    blank(out);
}
