/* channel_conv.c: one filter along the channels of a vector, zeros beside them (ECA, Wang et al. 2020). */
#include "kernels.h"

static void emit_sums(Out *out, const ChannelConvKernel *k) {
    const char *taps = extent_text(out, k->taps),
               *half = k->taps.name ? arena_printf(out->text.arena, "%s / 2", k->taps.name)
                                    : extent_text(out, number(k->taps.value / 2));
    block(out, "for (int c = 0; c < %s; c++)", extent_text(out, k->padded)) {
        line(out, "float sum = 0;");
        block(out, "for (int tap = 0; tap < %s; tap++)", taps) {
            line(out, "const int from = c + tap - %s;", half);
            line(out, "if (from >= 0 && from < %s) sum += w[tap] * x[from];", extent_text(out, k->channels));
        }
        line(out, "y[c] = sum;");
    }
}

static void emit_activated(Out *out, const ChannelConvKernel *k) {
    const EndingTerms terms = { .sum = "LOAD(y + c)" };
    if (k->ending.activation == ACTIVATION_NONE) return;
    line(out, "for (int c = 0; c < %s; c += %d)", extent_text(out, k->padded), k->target->lanes);
    line(out, "    STORE(y + c, %s);", ending_text(out->text.arena, &k->ending, &terms));
}

static void emit_one_image(Out *out, const ChannelConvKernel *k) {
    emit_sums(out, k);
    emit_activated(out, k);
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
