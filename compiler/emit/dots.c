/* dots.c: steps of register tiles whose lanes take several input channels at once: two of bf16, four bytes.
 * Their values lie side by side in memory and are spread to all lanes, as one float would be. */
#include "tile.h"

#include <assert.h>

/* ---- The steps ---- */

/* "bytes": what stands for such weights, and values as they go with them, in the names of functions. */
static const char *kind_of(const ConvKernel *k) { return number_texts[k->weights.number].dots; }

static const char *pixel_text(Out *out, const ConvKernel *k, Size size, int pixel) {
    return arena_printf(out->text.arena, "p%s", pixel_offset(out, k, size, pixel));
}

static void emit_dots(Out *out, const ConvKernel *k, Size size) {
    const char *kind = kind_of(k);
    for (int p = 0; p < size.rows * size.columns; p++) {
        Text sums = { .arena = out->text.arena };
        for (int v = 0; v < k->weights.vectors; v++)
            text_printf(&sums, " c%d_%d = dot_%s(c%d_%d, q, w%d);", p, v, kind, p, v, v);
        line(out, "q = spread_%s(%s);%s", kind, pixel_text(out, k, size, p), sums.bytes);
    }
}

static const char *loaded_weights(Out *out, const ConvKernel *k) {
    Text loads = { .arena = out->text.arena };
    int step = k->target->lanes * k->sum.together;
    for (int v = 0; v < k->weights.vectors; v++)
        text_printf(&loads, v ? ", w%d = load_%s(w + %d)" : "w%d = load_%s(w)", v, kind_of(k), v * step);
    return loads.bytes;
}

/* ---- Without an instruction: first all even channels, then all odd ones, so that registers hold no more
 * than the sums, a vector of weights each, and a value ---- */

static bool has_dots(const ConvKernel *k) { return k->target->extensions[k->weights.number].dots; }

static void emit_half_sums(Out *out, const ConvKernel *k, Size size, const char *half) {
    for (int p = 0; p < size.rows * size.columns; p++) {
        Text sums = { .arena = out->text.arena };
        for (int v = 0; v < k->weights.vectors; v++) text_printf(&sums, " c%d_%d += q * w%d;", p, v, v);
        line(out, "q = spread_%s(%s);%s", half, pixel_text(out, k, size, p), sums.bytes);
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

static void emit_half_steps(Out *out, const ConvKernel *k, Size size) {
    block(out, "%s", "") { emit_half_step(out, k, size, 0); }
    line(out, "READ_AGAIN;");
    block(out, "%s", "") { emit_half_step(out, k, size, 1); }
}

void emit_dot_steps(Out *out, const ConvKernel *k, Size size) {
    int together = k->sum.together, step = k->weights.vectors * k->target->lanes * together;
    if (together == 1) {
        emit_plain_steps(out, k, size);
        return;
    }
    const char *type = number_texts[k->weights.number].both;
    const bool apart = k->weights.number == NUMBER_BF16 && !has_dots(k);
    const char *lanes = k->sum.run.name ? k->sum.run.name : extent_text(out, number((size_t)k->sum.in_lanes));
    block(out, "for (int l = 0; l < %s; l += %d, p += %d, w += %d)", lanes, together, together, step) {
        if (apart) {
            emit_half_steps(out, k, size);
        } else {
            line(out, "const %s %s;", type, loaded_weights(out, k));
            line(out, "%s q;", type);
            emit_dots(out, k, size);
        }
    }
}

static void emit_unaligned(Out *out) {
    line(out, "typedef int unaligned_int __attribute__((may_alias, aligned(1)));");
}

/* Of an instruction's operands. */
static const char *register_of(const Target *target) { return target->lanes == 16 ? "v" : "x"; }

/* The body of a function that spreads 32 bits from p to all lanes of x. */
static void emit_spread(Out *out, const Target *target) {
    if (target->lanes < 8) {
        line(out, "const ivec x = (ivec){ 0 } + *(const unaligned_int *)p;");
    } else {
        line(out, "ivec x; /* gcc would keep what overlapping runs have in common in too many registers */");
        line(out, "__asm__(\"vpbroadcastd %%1, %%0\" : \"=%s\"(x) : \"m\"(*(const unaligned_int *)p));",
             register_of(target));
    }
}

/* ---- bf16: values ---- */

static bool has_one_lane(const Target *target) { return target->prelude == PRELUDE_PLAIN; }

static void emit_float_of(Out *out, const Target *target) {
    const bool plain = has_one_lane(target);
    if (!plain)
        line(out, "#define HELPER INLINE __attribute__((unused)) /* not every network calls them all */");
    line(out, "/* bf16 is the upper half of a float. */");
    block(out, "%s float float_of(unsigned short half)", plain ? "static inline" : "HELPER") {
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
    block(out, "HELPER vec load_bf16(const unsigned short *p)") {
        line(out, "return (vec)(__builtin_convertvector(*(const halves *)p, halfwords) << 16);");
    }
    line(out,
         "/* To the nearest, ties to even; NaN stays NaN: those that sums make are quiet, which their upper "
         "halves tell. */");
    block(out, "HELPER void store_bf16(unsigned short *p, vec v)") {
        if (target->extensions[NUMBER_BF16].dots) {
            line(out, "halves rounded;");
            line(out, "__asm__(\"vcvtneps2bf16 %%1, %%0\" : \"=v\"(rounded) : \"v\"(v));");
            line(out, "*(halves *)p = rounded;");
        } else {
            line(out, "const halfwords bits = (halfwords)v, number = (halfwords)(v == v);");
            line(out, "const halfwords rounded = bits + ((0x7fff + (bits >> 16 & 1)) & number);");
            line(out, "*(halves *)p = __builtin_convertvector(rounded >> 16, halves);");
        }
    }
}

/* Of two bf16 a lane the one or the other, as floats: weights; values that all lanes share. */
static void emit_halves_apart(Out *out) {
    static const char *const names[] = { "even", "odd" }, *const taken[] = { "<< 16", "& 0xffff0000" };
    line(out,
         "/* Of two bf16 a lane the first or the second. Between the two, what they lie in is read again: "
         "kept, it would take the registers of sums. */");
    line(out, "#define READ_AGAIN __asm__(\"\" ::: \"memory\")");
    for (int i = 0; i < 2; i++) {
        block(out, "HELPER vec %s_halves(const unsigned short *w)", names[i]) {
            line(out, "return (vec)(*(const halfwords *)w %s);", taken[i]);
        }
        block(out, "HELPER vec spread_%s(const unsigned short *p)", names[i]) {
            line(out, "return (vec)(((halfwords){ 0 } + (unsigned)*(const unaligned_int *)p) %s);", taken[i]);
        }
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
        block(out, "HELPER Halves spread_halves(const unsigned short *p)") {
            line(out, "return (ivec){ 0 } + *(const unaligned_int *)p;");
        }
        line(out, "#define load_halves(w) (*(const ivec *)(w))");
        line(out, "/* c + x0 w0 + x1 w1 in each lane. */");
        block(out, "HELPER vec dot_halves(vec c, Halves x, Halves w)") {
            line(out, "__asm__(\"vdpbf16ps %%2, %%1, %%0\" : \"+v\"(c) : \"v\"(x), \"v\"(w));");
            line(out, "return c;");
        }
    } else {
        emit_halves_apart(out);
    }
    blank(out);
}

/* ---- Bytes: products ---- */

static void emit_byte_dots(Out *out, const Target *target) {
    emit_unaligned(out);
    line(out, "/* Four bytes a lane: values unsigned, weights signed. */");
    line(out, "typedef ivec Bytes;");
    block(out, "INLINE Bytes spread_bytes(const unsigned char *p)") {
        emit_spread(out, target);
        line(out, "return x;");
    }
    line(out, "#define load_bytes(w) (*(const ivec *)(w))");
    line(out, "/* c + x0 w0 + x1 w1 + x2 w2 + x3 w3 in each lane. */");
    block(out, "INLINE ivec dot_bytes(ivec c, Bytes x, Bytes w)") {
        line(out, "__asm__(\"vpdpbusd %%2, %%1, %%0\" : \"+v\"(c) : \"v\"(x), \"v\"(w));");
        line(out, "return c;");
    }
}

/* Sums of two products of 16 bits cannot overflow; of two products of bytes in 16 bits they can, which is
 * what AVX2 has for bytes. */
static void emit_pair_dots(Out *out, const Target *target) {
    emit_unaligned(out);
    line(out, "typedef signed char weight_bytes __attribute__((vector_size(%d), may_alias));",
         2 * target->lanes);
    line(out, "/* Two values a lane, 16 bits each: values unsigned, weights signed. */");
    line(out, "typedef ivec Bytes;");
    block(out, "INLINE Bytes spread_bytes(const unsigned short *p)") {
        emit_spread(out, target);
        line(out, "return x;");
    }
    block(out, "INLINE Bytes load_bytes(const signed char *w)") {
        if (target->lanes == 4) {
            line(out, "return (ivec)__builtin_convertvector(*(const weight_bytes *)w, words);");
        } else {
            line(out, "ivec both;");
            line(out, "__asm__(\"vpmovsxbw %%1, %%0\" : \"=%s\"(both) : \"m\"(*(const weight_bytes *)w));",
                 register_of(target));
            line(out, "return both;");
        }
    }
    line(out, "/* c + x0 w0 + x1 w1 in each lane. */");
    block(out, "INLINE ivec dot_bytes(ivec c, Bytes x, Bytes w)") {
        line(out, "return c + multiply_add((words)x, (words)w);");
    }
}

void emit_s8_dots(Out *out, const Target *target) {
    if (has_one_lane(target)) {
        line(out, "#define LOAD_S8(p) (*(p))");
    } else if (target->extensions[NUMBER_S8].dots) {
        emit_byte_dots(out, target);
    } else {
        emit_pair_dots(out, target);
    }
    blank(out);
}

/* ---- Words: what Winograd's transforms make of integers ---- */

void emit_s16_dots(Out *out, const Target *target) {
    emit_unaligned(out);
    line(out, "/* Of transforms, modulo 2^16; and what sums of their products are, modulo 2^32. */");
    line(out, "typedef unsigned short points __attribute__((vector_size(%d), may_alias));",
         2 * target->lanes);
    line(out, "typedef unsigned sums __attribute__((vector_size(%d), may_alias));", 4 * target->lanes);
    line(out, "#define LOAD_S16(p) (*(const points *)(p))");
    line(out, "#define STORE_S16(p, v) (*(points *)(p) = (v))");
    line(out, "#define LOAD_S32(p) (*(const sums *)(p))");
    line(out, "#define STORE_S32(p, v) (*(sums *)(p) = (sums)(v))");
    line(out, "/* Two words a lane. */");
    line(out, "typedef ivec Words;");
    block(out, "INLINE Words spread_words(const short *p)") {
        emit_spread(out, target);
        line(out, "return x;");
    }
    line(out, "#define load_words(w) (*(const ivec *)(w))");
    line(out, "/* c + x0 w0 + x1 w1 in each lane. */");
    block(out, "INLINE ivec dot_words(ivec c, Words x, Words w)") {
        line(out, "return (ivec)((sums)c + (sums)multiply_add((words)x, (words)w));");
    }
    blank(out);
}
