/* narrow.c: register tiles whose weights are numbers of 24 bits, four vectors in the room of three
 * (pack/narrow.c). To convert them takes two instructions a vector; what it saves is a quarter of the memory
 * that a late layer waits for. */
#include "tile.h"

void emit_narrow_helpers(Out *out, const Target *target) {
    line(out, "typedef unsigned uvec __attribute__((vector_size(%d), may_alias));", 4 * target->lanes);
    line(out, "#define BITS(p) (*(const uvec *)(p))");
    line(out, "#define TO_FLOAT(i) __builtin_convertvector((ivec)(i), vec)");
    blank(out);
}

static const char *converted(Out *out, const ConvKernel *k, int channel) {
    Text text = { .arena = out->text.arena };
    for (int v = 0; v < k->weights.vectors; v++)
        text_printf(&text, "%sw%d = TO_FLOAT(i%d)", v ? ", " : "", v, channel * k->weights.vectors + v);
    return text.bytes;
}

void emit_narrow_steps(Out *out, const ConvKernel *k, Size size) {
    int lanes = k->target->lanes, channels = NARROW_RUN / k->weights.vectors;
    block(out, "for (int l = 0; l < %d; l += %d, p += %d, w += %d)", k->sum.in_lanes, channels, channels,
          (NARROW_RUN - 1) * lanes) {
        line(out, "const uvec i0 = BITS(w), i1 = BITS(w + %d), i2 = BITS(w + %d);", lanes, 2 * lanes);
        line(out, "const uvec i3 = i0 << 24 ^ i1 << 16 ^ i2 << 8;");
        for (int c = 0; c < channels; c++) block(out, "%s", "") {
                line(out, "const vec %s;", converted(out, k, c));
                emit_sums(out, k, size, c, number(1));
            }
    }
}

/* Behind a panel's weights; w is there. */
void emit_narrow_scales(Out *out, const ConvKernel *k) {
    Text scales = { .arena = out->text.arena };
    for (int v = 0; v < k->weights.vectors; v++)
        text_printf(&scales, "%ss%d = %s", v ? ", " : "", v,
                    vector_of(out, k, NUMBER_F32, "w", number(0), v));
    line(out, "const vec %s;", scales.bytes);
}
