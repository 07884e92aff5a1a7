/* halves.c: values and weights of bf16: how they are read, rounded and multiplied. */
#include "tile.h"

/* ---- Without an instruction: first all even channels, then all odd ones, so that registers hold no more
 * than the sums, a vector of weights each, and a value ---- */

static void emit_half_sums(Out *out, const ConvKernel *k, Size size, const char *half) {
    Arena *arena = out->text.arena;
    for (int p = 0; p < size.rows * size.columns; p++) {
        Text sums = { .arena = arena };
        for (int v = 0; v < k->weights.vectors; v++)
            text_printf(&sums, " %s",
                        plus_product(arena, k->target, arena_printf(arena, "c%d_%d", p, v), "q",
                                     arena_printf(arena, "w%d", v)));
        line(out, "q = spread_%s(p%s);%s", half, pixel_offset(out, k, size, p), sums.bytes);
    }
}

static void emit_half_step(Out *out, const ConvKernel *k, Size size, int odd) {
    Text loads = { .arena = out->text.arena };
    const char *half = odd ? "odd" : "even";
    for (int v = 0; v < k->weights.vectors; v++) {
        const Term term = { number((size_t)(k->target->lanes * k->sum.together)), (size_t)v };
        text_printf(&loads, "%sw%d = %s_halves(w%s)", v ? ", " : "", v, half, offset_text(out, 1, &term));
    }
    line(out, "const vec %s;", loads.bytes);
    if (k->x == NUMBER_F32) {
        emit_sums(out, k, size, odd, number(1));
    } else {
        line(out, "vec q;");
        emit_half_sums(out, k, size, half);
    }
}

void emit_half_steps(Out *out, const ConvKernel *k, Size size) {
    block(out, "%s", "") { emit_half_step(out, k, size, 0); }
    line(out, "READ_AGAIN;");
    block(out, "%s", "") { emit_half_step(out, k, size, 1); }
}

/* ---- Values ---- */

static bool has_one_lane(const Target *target) { return target->prelude == PRELUDE_PLAIN; }

static void emit_float_of(Out *out, const Target *target) {
    const bool plain = has_one_lane(target);
    line(out, "/* bf16 is the upper half of a float. */");
    block(out, "%s float float_of(unsigned short half)", plain ? "static inline" : "UNUSED INLINE") {
        line(out, "const unsigned bits = (unsigned)half << 16;");
        line(out, "float value;");
        line(out, "memcpy(&value, &bits, sizeof value);");
        line(out, "return value;");
    }
}

static void emit_half_of(Out *out) {
    line(out, "/* To the nearest, ties to even; NaN stays NaN. */");
    block(out, "static inline unsigned short half_of(float value)") {
        line(out, "unsigned bits;");
        line(out, "memcpy(&bits, &value, sizeof bits);");
        line(out, "if (value != value) return (unsigned short)(bits >> 16 | 0x40);");
        line(out, "return (unsigned short)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);");
    }
}

static void emit_half_vectors(Out *out, const Target *target) {
    int lanes = target->lanes;
    line(out, "typedef unsigned short halves __attribute__((vector_size(%d), may_alias));", 2 * lanes);
    line(out, "typedef unsigned halfwords __attribute__((vector_size(%d), may_alias));", 4 * lanes);
    block(out, "UNUSED INLINE vec load_bf16(const unsigned short *p)") {
        if (target->idioms->load_bf16)
            lines(out, target->idioms->load_bf16);
        else
            line(out, "return (vec)(__builtin_convertvector(*(const halves *)p, halfwords) << 16);");
    }
    line(out,
         "/* To the nearest, ties to even; NaN stays NaN: those that sums make are quiet, which their upper "
         "halves tell. */");
    block(out, "UNUSED INLINE void store_bf16(unsigned short *p, vec v)") {
        if (target->extensions[NUMBER_BF16].dots) {
            lines(out, target->idioms->store_bf16);
        } else {
            line(out, "const halfwords bits = (halfwords)v, number = (halfwords)(v == v);");
            line(out, "const halfwords rounded = bits + ((0x7fff + (bits >> 16 & 1)) & number);");
            line(out, "*(halves *)p = __builtin_convertvector(rounded >> 16, halves);");
        }
    }
}

static void emit_spread_float(Out *out) {
    block(out, "UNUSED INLINE vec spread_float(float value)") {
        line(out, "__asm__(\"\" : \"+f\"(value)); /* a float, not bits that clang would spread */");
        line(out, "return value - (vec){ 0 }; /* -0 stays -0 */");
    }
}

/* Of two bf16 a lane the one or the other, as floats: weights; values that all lanes share. */
static void emit_halves_apart(Out *out, const Target *target) {
    static const char *const names[] = { "even", "odd" }, *const taken[] = { "<< 16", "& 0xffff0000" };
    line(out,
         "/* Of two bf16 a lane the first or the second. Between the two, what they lie in is read again: "
         "kept, it would take the registers of sums. */");
    line(out, "#define READ_AGAIN __asm__(\"\" ::: \"memory\")");
    if (target->idioms->by_scalars) emit_spread_float(out);
    for (int i = 0; i < 2; i++) {
        block(out, "UNUSED INLINE vec %s_halves(const unsigned short *w)", names[i]) {
            line(out, "return (vec)(*(const halfwords *)w %s);", taken[i]);
        }
        block(out, "UNUSED INLINE vec spread_%s(const unsigned short *p)", names[i]) {
            if (target->idioms->by_scalars)
                line(out, "return spread_float(float_of(p[%d]));", i);
            else
                line(out, "return (vec)(((halfwords){ 0 } + (unsigned)*(const unaligned_int *)p) %s);",
                     taken[i]);
        }
    }
}

static void emit_half_dots(Out *out, const Target *target) {
    block(out, "UNUSED INLINE Halves spread_halves(const unsigned short *p)") {
        line(out, "return (ivec){ 0 } + *(const unaligned_int *)p;");
    }
    line(out, "/* c + x0 w0 + x1 w1 in each lane. */");
    block(out, "UNUSED INLINE vec dot_halves(vec c, Halves x, Halves w)") {
        lines(out, target->idioms->dot_halves);
    }
}

void emit_bf16_values(Out *out, const Target *target) {
    emit_float_of(out, target);
    if (has_one_lane(target)) {
        emit_half_of(out);
        line(out, "#define load_bf16(p) float_of(*(p))");
        line(out, "#define store_bf16(p, v) (*(p) = half_of(v))");
    } else {
        emit_half_vectors(out, target);
    }
    blank(out);
    if (has_one_lane(target)) return;
    emit_unaligned(out);
    if (target->extensions[NUMBER_BF16].dots) {
        line(out, "/* Two bf16 a lane. */");
        line(out, "typedef ivec Halves;");
        line(out, "#define load_halves(w) (*(const ivec *)(w))");
        (target->idioms->turn ? emit_half_matrices : emit_half_dots)(out, target);
    } else {
        emit_halves_apart(out, target);
    }
    blank(out);
}
