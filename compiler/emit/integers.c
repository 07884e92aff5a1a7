/* integers.c: values of 8 bits, and how sums of 32 bits become such (calibrate/quantized.h: one rounding). */
#include "tile.h"

/* ---- The prelude ---- */

static void emit_plain_values(Out *out, const Target *target) {
    const Idioms *idioms = target->idioms;
    line(out, "typedef int ivec; /* one lane: plain C */");
    line(out, "#define INTS(p) (*(const int *)(const void *)(p))");
    line(out, "#define FLOATS(i) ((float)(i))");
    line(out, "#define TIMES(a, b) ((a) * (b))");
    line(out, "#define PICK(mask, a, b) ((mask) ? (a) : (b))");
    line(out, "#define load_u8(p) ((int)*(p))");
    line(out,
         "/* To the nearest integer, ties to even. Memory in between: no compiler fuses a product with the "
         "sum, nor takes the two sums off each other. */");
    block(out, "static inline int rounded(float v)") {
        if (idioms && idioms->nearest) {
            lines(out, idioms->nearest);
        } else {
            line(out, "volatile float sum = v;");
            line(out, "sum += 12582912.0f; /* 3 * 2^22: a float's last bit is 1 there */");
            line(out, "return (int)(sum - 12582912.0f);");
        }
    }
    block(out, "static inline int nearest(int sum, float factor)") {
        line(out, "return rounded((float)sum * factor);");
    }
    block(out, "static inline void store_u8(unsigned char *y, int q)") {
        if (idioms && idioms->store_u8)
            lines(out, idioms->store_u8);
        else
            line(out, "*y = (unsigned char)(q < 0 ? 0 : q > 255 ? 255 : q);");
    }
}

static void emit_plain_bytes(Out *out) {
    line(out, "typedef unsigned char bytes;");
    line(out, "#define BYTES(p) (*(p))");
    line(out, "#define STORE_BYTES(p, b) (*(p) = (b))");
    line(out, "#define EVERY(q) ((unsigned char)(q))");
    line(out, "#define INTS_OF(b) ((int)(b))");
    line(out, "UNUSED static inline bytes larger_bytes(bytes a, bytes b) { return a > b ? a : b; }");
}

/* Values are words where no instruction multiplies bytes. */
static bool has_words(const Target *target) {
    return target->prelude != PRELUDE_PLAIN && !target->extensions[NUMBER_S8].dots;
}

/* A lane each, in braces: "b[0], b[1]". */
static const char *lanes_of(Arena *arena, const Target *target, const char *values) {
    Text text = { .arena = arena };
    for (int i = 0; i < target->lanes; i++) text_printf(&text, "%s%s[%d]", i ? ", " : "", values, i);
    return text.bytes;
}

static void emit_widen(Out *out, const Target *target, const char *idiom, const char *values) {
    if (idiom)
        lines(out, idiom);
    else
        line(out, "return (ivec){ %s };", lanes_of(out->text.arena, target, values));
}

/* What lies in memory for an integer: "(unsigned char)(q)". */
static const char *byte_text(Arena *arena, const Target *target, const char *integer) {
    const NumberKind bytes = target_bytes(target);
    return arena_printf(arena, "(%s)%s", type_of(bytes), element_text(arena, bytes, integer));
}

/* Values that are moved or compared are not widened. */
static void emit_vector_bytes(Out *out, const Target *target) {
    const Idioms *idioms = target->idioms;
    line(out, "#define BYTES(p) (*(const bytes *)(p))");
    line(out, "#define STORE_BYTES(p, b) (*(bytes *)(p) = (b))");
    line(out, "#define EVERY(q) ((bytes)((bytes){ 0 } + %s))", byte_text(out->text.arena, target, "(q)"));
    block(out, "UNUSED INLINE ivec INTS_OF(bytes b)") { emit_widen(out, target, idioms->widen, "b"); }
    block(out, "UNUSED INLINE bytes larger_bytes(bytes a, bytes b)") {
        if (idioms->larger_bytes) {
            lines(out, idioms->larger_bytes);
        } else {
            line(out, "const bytes mask = (bytes)(a > b);");
            line(out, "return (a & mask) | (b & ~mask);");
        }
    }
}

static void emit_multiply_add(Out *out, const Target *target) {
    line(out, "typedef short words __attribute__((vector_size(%d), may_alias));", 4 * target->lanes);
    block(out, "INLINE ivec multiply_add(words a, words b)") {
        if (target->idioms->multiply_add) {
            lines(out, target->idioms->multiply_add);
        } else {
            line(out, "const ivec p = (ivec)a, q = (ivec)b;");
            line(out, "return (p << 16 >> 16) * (q << 16 >> 16) + (p >> 16) * (q >> 16);");
        }
    }
}

static void emit_rounded(Out *out, const Target *target) {
    line(out, "/* To the nearest integer, ties to even. */");
    block(out, "INLINE ivec rounded(vec v)") {
        if (target->idioms->nearest) {
            lines(out, target->idioms->nearest);
        } else {
            line(out, "__asm__(\"\" : \"+%s\"(v)); /* nor is the sum fused with the product that it is of */",
                 target->idioms->constraint);
            line(out, "vec sum = v + 12582912.0f; /* 3 * 2^22: a float's last bit is 1 there */");
            line(out, "__asm__(\"\" : \"+%s\"(sum)); /* no compiler takes the two sums off each other */",
                 target->idioms->constraint);
            line(out, "return __builtin_convertvector(sum - 12582912.0f, ivec);");
        }
    }
}

static void emit_store(Out *out, const Target *target) {
    line(out, "/* What is below 0 becomes 0, above 255 becomes 255. */");
    block(out, "INLINE void store_u8(%s *y, ivec q)",
          has_words(target) ? "unsigned short" : "unsigned char") {
        if (target->idioms->store_u8) {
            lines(out, target->idioms->store_u8);
        } else {
            line(out, "q &= q > 0;");
            line(out, "q |= q > 255;");
            line(out, "*(bytes *)y = __builtin_convertvector(q & 255, bytes);");
        }
    }
}

static void emit_vector_values(Out *out, const Target *target) {
    const bool words = has_words(target);
    const char *type = words ? "unsigned short" : "unsigned char";
    line(out, "typedef %s bytes __attribute__((vector_size(%d), may_alias)); /* values, a lane each */", type,
         target->lanes * (words ? 2 : 1));
    line(out, "#define INTS(p) (*(const ivec *)(p))");
    line(out, "#define FLOATS(i) __builtin_convertvector(i, vec)");
    line(out, "#define PICK(mask, a, b) ((vec)(((ivec)(a) & (mask)) | ((ivec)(b) & ~(mask))))");
    const char *times = target->idioms->times;
    if (!times) emit_multiply_add(out, target);
    line(out, "/* Of numbers of 15 bits. */");
    line(out, "#define TIMES(a, b) %s", times ? times : "multiply_add((words)(a), (words)(b))");
    block(out, "INLINE ivec load_u8(const %s *p)", type) {
        emit_widen(out, target, target->idioms->load_u8, "p");
    }
    emit_rounded(out, target);
    line(out, "/* Nothing is added to the product, so nothing can be fused. */");
    block(out, "INLINE ivec nearest(ivec sum, vec factor)") {
        line(out, "return rounded(FLOATS(sum) * factor);");
    }
    emit_store(out, target);
}

void emit_u8_values(Out *out, const Target *target) {
    if (target->prelude == PRELUDE_PLAIN) {
        emit_plain_values(out, target);
        emit_plain_bytes(out);
    } else {
        emit_vector_values(out, target);
        emit_vector_bytes(out, target);
    }
    line(out, "/* The same, looked up. */");
    block(out, "%s void store_looked_up(%s *y, ivec q, const unsigned char *table)", "UNUSED static inline",
          has_words(target) ? "unsigned short" : "unsigned char") {
        line(out, "store_u8(y, q);");
        line(out, "for (int i = 0; i < %d; i++) y[i] = %s;", target->lanes,
             element_text(out->text.arena, target_bytes(target),
                          arena_printf(out->text.arena, "table[%s]",
                                       single_text(out->text.arena, target_bytes(target), "y[i]"))));
    }
    blank(out);
}

/* ---- What a tile's sums become ---- */

const char *integers_of(Out *out, const ConvKernel *k, int part, int v) {
    Arena *arena = out->text.arena;
    const Term terms[] = { { k->ending.all_channels, (size_t)part },
                           { number((size_t)k->target->lanes), (size_t)v } };
    return arena_printf(arena, "INTS(bias%s)", offset_text(out, COUNT_OF(terms), terms));
}

static const char *floats_of(Out *out, const ConvKernel *k, int part, int v) {
    const Extent offset = product(out, number((size_t)part), k->ending.all_channels);
    return vector_of(out, k, NUMBER_F32, "bias", offset, v);
}

/* "q = ...": of all vectors of the tile's channels. */
void emit_channel_numbers(Out *out, const ConvKernel *k) {
    const IntegerPlaces *places = &k->ending.integers;
    for (int v = 0; v < k->weights.vectors; v++) {
        line(out, "const vec f%d = %s;", v, floats_of(out, k, places->factor, v));
        if (places->residual) line(out, "const ivec m%d = %s;", v, integers_of(out, k, places->residual, v));
        if (places->below) line(out, "const vec e%d = %s;", v, floats_of(out, k, places->below, v));
        if (places->zero) line(out, "const ivec z%d = %s;", v, integers_of(out, k, places->zero, v));
    }
}

/* "nearest(c0_1, f1)" */
static const char *rounded_text(Arena *arena, const ConvKernel *k, const char *sum, int v) {
    const char *factor = k->ending.integers.below ? arena_printf(arena, "PICK(%s < 0, e%d, f%d)", sum, v, v)
                                                  : arena_printf(arena, "f%d", v);
    return k->ending.integers.zero ? arena_printf(arena, "nearest(%s, %s) + z%d", sum, factor, v)
                                   : arena_printf(arena, "nearest(%s, %s)", sum, factor);
}

const char *stored_text(Arena *arena, const ConvKernel *k, const char *sum, int v, const char *at) {
    if (k->y == NUMBER_F32)
        return store_floats(arena, arena_printf(arena, "y%s", at),
                            arena_printf(arena, "FLOATS(%s) * f%d", sum, v));
    const char *rounded = rounded_text(arena, k, sum, v);
    return ends_by_table(k) ? arena_printf(arena, "store_looked_up(y%s, %s, table)", at, rounded)
                            : arena_printf(arena, "store_u8(y%s, %s)", at, rounded);
}

const char *residual_text(Arena *arena, const char *sum, int v, const char *at) {
    return arena_printf(arena, "%s += TIMES(m%d, load_u8(r%s))", sum, v, at);
}

/* ---- The catalogue's: any ending, by the layer's numbers ---- */

void emit_other_ending(Out *out, const Target *target, NumberKind y) {
    line(out,
         "/* What sums become that have factors of their own below 0, are looked up, or stay floats. */");
    block(out,
          "NOINLINE static void other_ending(const Conv *k, const unsigned char *table, const float *bias, "
          "const ivec *sums, int pixels, int vectors, %s *y)",
          type_of(y)) {
        line(out, "for (int p = 0; p < pixels; p++)");
        block(out, "for (int v = 0; v < vectors; v++, sums++)") {
            line(out, "const float *own = bias + v * %d, *below = own + k->below;", target->lanes);
            line(out, "const vec factor = LOAD(own + k->all_channels);");
            line(out, "%s *to = y + v * k->y_block + p * k->y_column;", type_of(y));
            line(out, "ivec q;");
            block(out, "if (k->floats)") {
                line(out, "STORE((void *)to, FLOATS(*sums) * factor);");
                line(out, "continue;");
            }
            line(out, "if (k->below)");
            line(out, "    q = nearest(*sums, PICK(*sums < 0, LOAD(below), factor)) + "
                      "INTS(below + k->all_channels);");
            line(out, "else");
            line(out, "    q = nearest(*sums, factor);");
            line(out, "if (k->table)");
            line(out, "    store_looked_up(to, q, table);");
            line(out, "else");
            line(out, "    store_u8(to, q);");
        }
    }
    blank(out);
}

static void emit_any_residual(Out *out, const ConvKernel *k, Size size) {
    Arena *arena = out->text.arena;
    block(out, "if (k->times)") {
        for (int v = 0; v < k->weights.vectors; v++)
            line(out, "const ivec m%d = INTS(bias + k->times + %d);", v, v * k->target->lanes);
        for (int p = 0; p < size.rows * size.columns; p++)
            for (int v = 0; v < k->weights.vectors; v++)
                line(out, "c%d_%d += TIMES(m%d, %s);", p, v, v,
                     load_text(arena, k->y, arena_printf(arena, "r%s", result_offset(out, k, size, p, v))));
    }
}

/* Rare endings go through memory: they would be as much text again at each sum. */
static void emit_any_results(Out *out, const ConvKernel *k, Size size) {
    Arena *arena = out->text.arena;
    Text sums = { .arena = arena };
    emit_any_residual(out, k, size);
    for (int p = 0; p < size.rows * size.columns; p++)
        for (int v = 0; v < k->weights.vectors; v++) text_printf(&sums, "%sc%d_%d", p || v ? ", " : "", p, v);
    block(out, "if (k->below | k->table | k->floats)") {
        line(out, "const ivec sums[] = { %s };", sums.bytes);
        line(out, "other_ending(k, table, bias, sums, %d, %d, y);", size.columns, k->weights.vectors);
        line(out, "return;");
    }
    for (int v = 0; v < k->weights.vectors; v++) line(out, "const vec f%d = %s;", v, floats_of(out, k, 1, v));
    for (int p = 0; p < size.rows * size.columns; p++)
        for (int v = 0; v < k->weights.vectors; v++)
            line(out, "store_u8(y%s, nearest(c%d_%d, f%d));", result_offset(out, k, size, p, v), p, v, v);
}

void emit_integer_results(Out *out, const ConvKernel *k, Size size) {
    Arena *arena = out->text.arena;
    if (k->catalogue) {
        emit_any_results(out, k, size);
        return;
    }
    emit_channel_numbers(out, k);
    for (int p = 0; p < size.rows * size.columns; p++) {
        Text stores = { .arena = arena };
        for (int v = 0; v < k->weights.vectors; v++) {
            const char *at = result_offset(out, k, size, p, v), *sum = arena_printf(arena, "c%d_%d", p, v);
            if (k->ending.residual) line(out, "%s;", residual_text(arena, sum, v, at));
            text_printf(&stores, "%s%s;", v ? " " : "", stored_text(arena, k, sum, v, at));
        }
        line(out, "%s", stores.bytes);
    }
}
