/* dots.c: steps of register tiles whose lanes take several input channels at once: two of bf16
 * (halves.c), four bytes. Their values lie side by side in memory and are spread to all lanes, as one float
 * would be. */
#include "tile.h"

#include <assert.h>

/* ---- The steps ---- */

/* "bytes": what stands for such weights, and values as they go with them, in the names of functions. */
static const char *kind_of(const ConvKernel *k) { return number_texts[k->weights.number].dots; }

/* "p + 16": what a pixel's values of a step are. */
static const char *pixel_text(Out *out, const ConvKernel *k, Size size, int pixel, int index) {
    const Term step = { number((size_t)k->sum.together), (size_t)index };
    return arena_printf(out->text.arena, "p%s%s", pixel_offset(out, k, size, pixel),
                        offset_text(out, 1, &step));
}

static void emit_dots(Out *out, const ConvKernel *k, Size size, int index) {
    const char *kind = kind_of(k);
    for (int p = 0; p < size.rows * size.columns; p++) {
        Text sums = { .arena = out->text.arena };
        for (int v = 0; v < k->weights.vectors; v++)
            text_printf(&sums, " c%d_%d = dot_%s(c%d_%d, q, w%d);", p, v, kind, p, v, v);
        line(out, "q = spread_%s(%s);%s", kind, pixel_text(out, k, size, p, index), sums.bytes);
    }
}

static const char *loaded_weights(Out *out, const ConvKernel *k, int index) {
    Text loads = { .arena = out->text.arena };
    const int step = k->target->lanes * k->sum.together, first = index * k->weights.vectors * step;
    for (int v = 0; v < k->weights.vectors; v++) {
        const Term at = { number((size_t)(first + v * step)), 1 };
        text_printf(&loads, "%sw%d = load_%s(w%s)", v ? ", " : "", v, kind_of(k), offset_text(out, 1, &at));
    }
    return loads.bytes;
}

static void emit_dot_step(Out *out, const ConvKernel *k, Size size, int index) {
    const char *type = number_texts[k->weights.number].both;
    line(out, "const %s %s;", type, loaded_weights(out, k, index));
    line(out, "%s q;", type);
    emit_dots(out, k, size, index);
}

/* Where there is one lane a step is little work beside the loop's own. */
static int unrolled_steps(const ConvKernel *k) {
    const int all = k->sum.in_lanes / k->sum.together;
    int steps = k->target->extensions[k->weights.number].steps;
    while (steps > 1 && all % steps) steps--;
    return steps > 1 ? steps : 1;
}

static void emit_unrolled_steps(Out *out, const ConvKernel *k, Size size, int steps) {
    if (steps == 1) {
        emit_dot_step(out, k, size, 0);
        return;
    }
    for (int i = 0; i < steps; i++) block(out, "%s", "") {
            emit_dot_step(out, k, size, i);
        }
}

void emit_dot_steps(Out *out, const ConvKernel *k, Size size) {
    if (k->target->lanes == 1 && k->sum.together == 1) {
        emit_plain_steps(out, k, size);
        return;
    }
    if (takes_elements(k)) {
        (takes_matrices(k) ? emit_matrix_steps : emit_element_steps)(out, k, size);
        return;
    }
    const int steps = unrolled_steps(k), together = steps * k->sum.together,
              step = k->weights.vectors * k->target->lanes * together;
    const bool apart = k->weights.number == NUMBER_BF16 && !k->target->extensions[NUMBER_BF16].dots;
    const char *lanes = k->sum.run.name ? k->sum.run.name : extent_text(out, number((size_t)k->sum.in_lanes));
    block(out, "%sfor (int l = 0; l < %s; l += %d, p += %d, w += %d)", rolled_text(k->target), lanes,
          together, together, step) {
        emit_rolled_step(out, k->target);
        if (apart)
            emit_half_steps(out, k, size);
        else
            emit_unrolled_steps(out, k, size, steps);
    }
}

void emit_unaligned(Out *out) {
    line(out, "typedef int unaligned_int __attribute__((may_alias, aligned(1)));");
}

/* The function that spreads 32 bits from p to all lanes. */
static void emit_spread(Out *out, const Target *target, const char *head) {
    block(out, "%s", head) {
        if (target->idioms->spread) {
            lines(out, target->idioms->spread);
        } else {
            line(out, "const ivec x = (ivec){ 0 } + *(const unaligned_int *)p;");
            line(out, "return x;");
        }
    }
}

/* ---- Bytes: products ---- */

static bool has_one_lane(const Target *target) { return target->prelude == PRELUDE_PLAIN; }

/* One lane, but several channels at once. */
static void emit_lane_dots(Out *out, const Target *target) {
    const int together = channels_together(target, NUMBER_S8);
    emit_unaligned(out);
    line(out, "/* %d values or weights: values unsigned, weights signed. */", together);
    line(out, "typedef %s Bytes;", target->idioms->bytes);
    block(out, "INLINE Bytes spread_bytes(const unsigned char *p)") { lines(out, target->idioms->spread); }
    block(out, "INLINE Bytes load_bytes(const signed char *w)") { lines(out, target->idioms->load_bytes); }
    line(out, "/* c + x0 w0 + x1 w1 + ... */");
    block(out, "INLINE ivec dot_bytes(ivec c, Bytes x, Bytes w)") { lines(out, target->idioms->dot_bytes); }
}

static void emit_byte_elements(Out *out, const Target *target) {
    const Idioms *idioms = target->idioms;
    emit_element_loads(out, target, NUMBER_S8);
    if (idioms->pick_bytes) {
        line(out, "/* Four bytes of x in all lanes, as dot_bytes() takes them. */");
        emit_element_dots(out, "INLINE Bytes pick_bytes_%d(Bytes x)", idioms->pick_bytes, target->lanes);
        line(out, "/* c + x0 w0 + x1 w1 + x2 w2 + x3 w3 in each lane. */");
        block(out, "INLINE ivec dot_bytes(ivec c, Bytes x, Bytes w)") { lines(out, idioms->dot_bytes); }
    } else {
        line(out, "/* c + x0 w0 + x1 w1 + x2 w2 + x3 w3 in each lane, of one element of x. */");
        emit_element_dots(out, "INLINE ivec dot_bytes_%d(ivec c, Bytes x, Bytes w)", idioms->dot_bytes,
                          target->lanes);
    }
}

static void emit_byte_dots(Out *out, const Target *target) {
    emit_unaligned(out);
    line(out, "/* Four bytes a lane: values unsigned, weights signed. */");
    line(out, "typedef ivec Bytes;");
    line(out, "#define load_bytes(w) (*(const ivec *)(w))");
    if (target->by_element) {
        emit_byte_elements(out, target);
        return;
    }
    emit_spread(out, target, "INLINE Bytes spread_bytes(const unsigned char *p)");
    line(out, "/* c + x0 w0 + x1 w1 + x2 w2 + x3 w3 in each lane. */");
    block(out, "INLINE ivec dot_bytes(ivec c, Bytes x, Bytes w)") { lines(out, target->idioms->dot_bytes); }
}

/* Sums of two products of 16 bits cannot overflow; of two products of bytes in 16 bits they can, which is
 * what AVX2 has for bytes. */
static void emit_pair_dots(Out *out, const Target *target) {
    emit_unaligned(out);
    line(out, "typedef signed char weight_bytes __attribute__((vector_size(%d), may_alias));",
         2 * target->lanes);
    line(out, "/* Two values a lane, 16 bits each: values unsigned, weights signed. */");
    line(out, "typedef ivec Bytes;");
    emit_spread(out, target, "INLINE Bytes spread_bytes(const unsigned short *p)");
    block(out, "INLINE Bytes load_bytes(const signed char *w)") {
        if (target->idioms->load_pairs)
            lines(out, target->idioms->load_pairs);
        else
            line(out, "return (ivec)__builtin_convertvector(*(const weight_bytes *)w, words);");
    }
    line(out, "/* c + x0 w0 + x1 w1 in each lane. */");
    block(out, "INLINE ivec dot_bytes(ivec c, Bytes x, Bytes w)") {
        line(out, "return c + multiply_add((words)x, (words)w);");
    }
}

/* ---- Words by scalars: what multiplies a vector of 16 bits by one of a general register and adds that up in
 * 32, a channel at a time. Compilers find it where both factors are seen to be words. ---- */

static bool by_scalars(const Target *target) { return target->idioms && target->idioms->by_scalars; }

static void emit_word_type(Out *out, const Target *target, const char *type) {
    line(out, "typedef short %s __attribute__((vector_size(%d), may_alias)); /* a word a lane */", type,
         2 * target->lanes);
}

static void emit_scalar_words(Out *out, const Target *target) {
    line(out, "typedef signed char weight_bytes __attribute__((vector_size(%d), may_alias));", target->lanes);
    emit_word_type(out, target, "Bytes");
    block(out, "INLINE Bytes spread_bytes(const unsigned short *p)") {
        line(out, "return (Bytes){ 0 } + (short)*p;");
    }
    line(out, "#define load_bytes(w) __builtin_convertvector(*(const weight_bytes *)(w), Bytes)");
    line(out, "/* c + x w in each lane. */");
    block(out, "INLINE ivec dot_bytes(ivec c, Bytes x, Bytes w)") {
        line(out, "return c + __builtin_convertvector(x, ivec) * __builtin_convertvector(w, ivec);");
    }
}

void emit_s8_dots(Out *out, const Target *target) {
    if (has_one_lane(target) && channels_together(target, NUMBER_S8) > 1) {
        emit_lane_dots(out, target);
    } else if (has_one_lane(target)) {
        line(out, "#define LOAD_S8(p) (*(p))");
    } else if (target->extensions[NUMBER_S8].dots) {
        emit_byte_dots(out, target);
    } else if (by_scalars(target)) {
        emit_scalar_words(out, target);
    } else {
        emit_pair_dots(out, target);
    }
    blank(out);
}

/* ---- Words: what Winograd's transforms make of integers ---- */

static void emit_word_pair_dots(Out *out, const Target *target) {
    line(out, "/* Two words a lane. */");
    line(out, "typedef ivec Words;");
    emit_spread(out, target, "INLINE Words spread_words(const short *p)");
    line(out, "#define load_words(w) (*(const ivec *)(w))");
    line(out, "/* c + x0 w0 + x1 w1 in each lane. */");
    block(out, "INLINE ivec dot_words(ivec c, Words x, Words w)") {
        line(out, "return (ivec)((sums)c + (sums)multiply_add((words)x, (words)w));");
    }
}

static void emit_scalar_word_dots(Out *out, const Target *target) {
    emit_word_type(out, target, "Words");
    block(out, "INLINE Words spread_words(const short *p)") { line(out, "return (Words){ 0 } + *p;"); }
    line(out, "#define load_words(w) (*(const Words *)(w))");
    line(out, "/* c + x w in each lane. */");
    block(out, "INLINE ivec dot_words(ivec c, Words x, Words w)") {
        line(out,
             "const ivec product = __builtin_convertvector(x, ivec) * __builtin_convertvector(w, ivec);");
        line(out, "return (ivec)((sums)c + (sums)product);");
    }
}

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
    if (by_scalars(target))
        emit_scalar_word_dots(out, target);
    else
        emit_word_pair_dots(out, target);
    blank(out);
}
