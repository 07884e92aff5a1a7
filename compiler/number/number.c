/* number.c: the rows. What needs the types of later rooms stands there, in tables by the same kinds:
 * pack/pack.c (how a panel is packed), emit/number.c (how a tile reads it). */
#include "number.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

const Number number_types[NUMBER_COUNT] = {
    [NUMBER_F32] = { .name = "f32", .bits = 32, .run = 1, .type = "float", .unit = 4, .is_value = true },
    [NUMBER_S24] = { .name = "s24",
                     .label = "narrow",
                     .bits = 24,
                     .run = NARROW_RUN,
                     .type = "float",
                     .unit = 4,
                     .scaled = true },
    [NUMBER_BF16] = { .name = "bf16",
                      .label = "bf16",
                      .bits = 16,
                      .run = 1,
                      .type = "unsigned short",
                      .unit = 2,
                      .is_value = true,
                      .together = 2,
                      .weights = NUMBER_BF16 },
    [NUMBER_U8] = { .name = "u8",
                    .label = "u8",
                    .bits = 8,
                    .run = 1,
                    .type = "unsigned char",
                    .unit = 1,
                    .is_value = true,
                    .weights = NUMBER_S8,
                    .integers = true },
    [NUMBER_S8] = { .name = "s8",
                    .label = "s8",
                    .bits = 8,
                    .run = 1,
                    .type = "signed char",
                    .unit = 1,
                    .together = 4,
                    .integers = true },
    [NUMBER_U8_WORDS] = { .name = "u8 in words",
                          .label = "u8w",
                          .bits = 16,
                          .run = 1,
                          .type = "unsigned short",
                          .unit = 2,
                          .is_value = true,
                          .weights = NUMBER_S8_PAIRS,
                          .transformed = NUMBER_S16,
                          .integers = true },
    [NUMBER_S8_PAIRS] = { .name = "s8 in pairs",
                          .label = "s8p",
                          .bits = 8,
                          .run = 1,
                          .type = "signed char",
                          .unit = 1,
                          .together = 2,
                          .integers = true },
    [NUMBER_S16] = { .name = "s16",
                     .label = "words",
                     .bits = 16,
                     .run = 1,
                     .type = "short",
                     .unit = 2,
                     .together = 2,
                     .weights = NUMBER_S16,
                     .sums = NUMBER_S32,
                     .integers = true },
    [NUMBER_S32] = { .name = "s32",
                     .label = "sums",
                     .bits = 32,
                     .run = 1,
                     .type = "int",
                     .unit = 4,
                     .integers = true },
    [NUMBER_U8_SIGNED] = { .name = "u8 less 128",
                           .label = "u8s",
                           .bits = 8,
                           .run = 1,
                           .type = "unsigned char",
                           .unit = 1,
                           .is_value = true,
                           .weights = NUMBER_S8,
                           .integers = true,
                           .flipped = 128 },
};

const char *const precision_names[PRECISION_COUNT] = {
    [PRECISION_FP32] = "fp32",
    [PRECISION_BF16] = "bf16",
    [PRECISION_INT8] = "int8",
    [PRECISION_AUTO] = "auto",
};

size_t number_bytes(NumberKind kind, size_t elements) {
    return elements * (size_t)number_types[kind].bits / 8;
}

size_t number_units(NumberKind kind, size_t elements) {
    size_t unit = (size_t)number_types[kind].unit;
    assert(elements % (size_t)number_types[kind].run == 0);
    return (number_bytes(kind, elements) + unit - 1) / unit;
}

size_t scale_units(NumberKind kind, size_t channels) {
    return number_types[kind].scaled ? channels * sizeof(float) / (size_t)number_types[kind].unit : 0;
}

/* ---- bf16: the upper half of a float ---- */

unsigned short to_bf16(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (unsigned short)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

float from_bf16(unsigned short half) {
    const uint32_t bits = (uint32_t)half << 16;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

enum { BF16_DIGITS = 8 }; /* of a significand */

double rounding_of(NumberKind kind, double value) {
    int exponent;
    if (kind != NUMBER_BF16 || !isfinite(value)) return 0;
    frexp(value, &exponent); /* |value| < 2^exponent */
    if (exponent < FLT_MIN_EXP) exponent = FLT_MIN_EXP;
    return ldexp(0.5, exponent - BF16_DIGITS);
}
