/* number.c: how emitted text reads and writes numbers, a row a type. */
#include "tile.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const NumberText number_texts[NUMBER_COUNT] = {
    [NUMBER_F32] = { .load = "LOAD(%s)",
                     .store = "STORE(%s, %s)",
                     .single = "%s",
                     .accumulate = emit_plain_steps },
    [NUMBER_S24] = { .helpers = emit_narrow_helpers,
                     .accumulate = emit_narrow_steps,
                     .finish = emit_narrow_scales },
    [NUMBER_BF16] = { .helpers = emit_bf16_values,
                      .load = "load_bf16(%s)",
                      .store = "store_bf16(%s, %s)",
                      .single = "float_of(%s)",
                      .accumulate = emit_dot_steps,
                      .dots = "halves",
                      .both = "Halves" },
    [NUMBER_U8] = { .helpers = emit_u8_values,
                    .load = "load_u8(%s)",
                    .store = "store_u8(%s, %s)",
                    .single = "%s",
                    .vector = "bytes",
                    .picked = "BYTES(%s)",
                    .put = "STORE_BYTES(%s, %s)",
                    .larger = "larger_bytes(%s, %s)" },
    [NUMBER_U8_WORDS] = { .helpers = emit_u8_values,
                          .load = "load_u8(%s)",
                          .store = "store_u8(%s, %s)",
                          .single = "%s",
                          .vector = "bytes",
                          .picked = "BYTES(%s)",
                          .put = "STORE_BYTES(%s, %s)",
                          .larger = "larger_bytes(%s, %s)" },
    [NUMBER_S8_PAIRS] = { .helpers = emit_s8_dots,
                          .load = "LOAD_S8(%s)",
                          .accumulate = emit_dot_steps,
                          .dots = "bytes",
                          .both = "Bytes" },
    [NUMBER_S8] = { .helpers = emit_s8_dots,
                    .load = "LOAD_S8(%s)",
                    .accumulate = emit_dot_steps,
                    .dots = "bytes",
                    .both = "Bytes" },
    [NUMBER_S16] = { .helpers = emit_s16_dots,
                     .load = "LOAD_S16(%s)",
                     .store = "STORE_S16(%s, %s)",
                     .points = "points",
                     .accumulate = emit_dot_steps,
                     .dots = "words",
                     .both = "Words" },
    [NUMBER_U8_SIGNED] = { .helpers = emit_u8_values,
                           .load = "load_u8(%s)",
                           .store = "store_u8(%s, %s)",
                           .single = "(%s ^ 128)",
                           .vector = "bytes",
                           .picked = "BYTES(%s)",
                           .put = "STORE_BYTES(%s, %s)",
                           .larger = "larger_bytes(%s, %s)" },
    [NUMBER_S32] = { .load = "LOAD_S32(%s)", .store = "STORE_S32(%s, %s)", .points = "sums" },
};

const char *load_text(Arena *arena, NumberKind number, const char *at) {
    assert(number_texts[number].load);
    return arena_printf(arena, number_texts[number].load, at);
}

const char *store_text(Arena *arena, NumberKind number, const char *at, const char *vector) {
    assert(number_texts[number].store);
    return arena_printf(arena, number_texts[number].store, at, vector);
}

const char *single_text(Arena *arena, NumberKind number, const char *element) {
    assert(number_texts[number].single);
    return arena_printf(arena, number_texts[number].single, element);
}

const char *array_text(Arena *arena, NumberKind number, const char *name, int lanes) {
    const char *array = arena_printf(arena, "%s %s[%d]", type_of(number), name, lanes);
    return lanes == 1 ? array
                      : arena_printf(arena, "%s __attribute__((aligned(%zu)))", array,
                                     number_bytes(number, (size_t)lanes));
}

const char *points_type(NumberKind number) {
    const char *type = number_texts[number].points;
    return type ? type : "vec";
}

const char *element_text(Arena *arena, NumberKind number, const char *value) {
    const int flipped = number_types[number].flipped;
    return flipped ? arena_printf(arena, "(%s ^ %d)", value, flipped) : value;
}

/* ---- What is only moved and compared ---- */

const char *picked_type(NumberKind number) {
    return number_texts[number].vector ? number_texts[number].vector : "vec";
}

const char *picked_text(Arena *arena, NumberKind number, const char *at) {
    const char *format = number_texts[number].picked;
    return format ? arena_printf(arena, format, at) : load_text(arena, number, at);
}

const char *put_text(Arena *arena, NumberKind number, const char *at, const char *vector) {
    const char *format = number_texts[number].put;
    return format ? arena_printf(arena, format, at, vector) : store_text(arena, number, at, vector);
}

const char *larger_text(Arena *arena, NumberKind number, const char *a, const char *b) {
    const char *format = number_texts[number].larger;
    return arena_printf(arena, format ? format : "larger(%s, %s)", a, b);
}

const char *zero_text(Arena *arena, NumberKind number, const char *zero) {
    return number_types[number].integers ? arena_printf(arena, "EVERY(%s)", zero) : "ZERO";
}

/* ---- Floats, whatever values are ---- */

bool stays_rolled(const Target *target) { return target->idioms && target->idioms->step; }

const char *rolled_text(const Target *target) { return stays_rolled(target) ? "ROLLED " : ""; }

void emit_rolled_step(Out *out, const Target *target) {
    if (stays_rolled(target)) line(out, "STEP;");
}

static bool calls_fused(const Target *target) { return target->idioms && target->idioms->fused; }

const char *plus_product(Arena *arena, const Target *target, const char *sum, const char *a, const char *b) {
    return arena_printf(arena, calls_fused(target) ? "%s = fused(%s, %s, %s);" : "%s += %.0s%s * %s;", sum,
                        sum, a, b);
}

const char *plus_scaled(Arena *arena, const Target *target, const char *sum, const char *a, const char *x) {
    const char *all = calls_fused(target) ? arena_printf(arena, "all_lanes(%s)", x) : x;
    return plus_product(arena, target, sum, a, all);
}

const char *load_floats(Arena *arena, const char *at) { return load_text(arena, NUMBER_F32, at); }

const char *store_floats(Arena *arena, const char *at, const char *vector) {
    return store_text(arena, NUMBER_F32, at, vector);
}

const char *number_suffix(Arena *arena, NumberKind number) {
    const char *label = number_types[number].label;
    return label ? arena_printf(arena, "_%s", label) : "";
}

void emit_number_helpers(Out *out, const Target *target, NumberKind number) {
    if (number_texts[number].helpers) number_texts[number].helpers(out, target);
}

enum { FLOAT_DIGITS = 9 }; /* of any float, as DECIMAL_DIG has it */

const char *float_constant(Arena *arena, double value) {
    const char *text = NULL;
    for (int digits = 1; digits <= FLOAT_DIGITS; digits++) {
        text = arena_printf(arena, "%.*g", digits, (double)(float)value);
        if (strtof(text, NULL) == (float)value) break;
    }
    return arena_printf(arena, strpbrk(text, ".e") ? "%sf" : "%s.0f", text);
}

const char *float_constants(Arena *arena, const double *values, int count) {
    Text text = { .arena = arena };
    for (int i = 0; i < count; i++)
        text_printf(&text, "%s%s", i ? ", " : "{ ", float_constant(arena, values[i]));
    text_printf(&text, " }");
    return text.bytes;
}
