/* channel_conv.c: one filter along the channels of a vector, zeros beside them (ECA, Wang et al. 2020). */
#include "kernels.h"

/* The sums of a block of channels, c and those behind it. */
static void emit_sums(Out *out, const ChannelConvKernel *k) {
    const char *taps = extent_text(out, k->taps),
               *half = k->taps.name ? arena_printf(out->text.arena, "%s / 2", k->taps.name)
                                    : extent_text(out, number(k->taps.value / 2));
    const int lanes = k->target->lanes;
    line(out, lanes > 1 ? "float sums[%d] __attribute__((aligned(%d)));" : "float sums[%d];", lanes,
         4 * lanes);
    block(out, "for (int lane = 0; lane < %d; lane++)", lanes) {
        line(out, "float sum = 0;");
        block(out, "for (int tap = 0; tap < %s; tap++)", taps) {
            line(out, "const int from = c + lane + tap - %s;", half);
            line(out, "if (from >= 0 && from < %s) sum += w[tap] * %s;", extent_text(out, k->channels),
                 single_text(out->text.arena, k->x, "x[from]"));
        }
        line(out, "sums[lane] = sum;");
    }
}

static void emit_one_image(Out *out, const ChannelConvKernel *k) {
    const EndingTerms terms = { .sum = load_floats(out->text.arena, "sums"), .number = k->y };
    block(out, "for (int c = 0; c < %s; c += %d)", extent_text(out, k->padded), k->target->lanes) {
        emit_sums(out, k);
        line(out, "%s;",
             store_text(out->text.arena, k->y, "y + c", ending_text(out->text.arena, &k->ending, &terms)));
    }
}

void emit_channel_conv(Out *out, const char *name, const char *about, const ChannelConvKernel *k) {
    line(out, "%s", about);
    block(out, "NOINLINE static void %s(%sconst %s *x, const float *w, %s *y)", name,
          k->catalogue ? "const ChannelConv *k, " : "", type_of(k->x), type_of(k->y)) {
        if (is_number(k->images, 1)) {
            emit_one_image(out, k);
        } else {
            const char *step = extent_text(out, k->padded);
            block(out, "for (int n = 0; n < %s; n++, x += %s, y += %s)", extent_text(out, k->images), step,
                  step) {
                emit_one_image(out, k);
            }
        }
    }
    blank(out);
}
