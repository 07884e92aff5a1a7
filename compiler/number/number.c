/* number.c: the rows. What needs the types of later rooms stands there, in tables by the same kinds:
 * pack/pack.c (how a panel is packed), emit/number.c (how a tile reads it). */
#include "number.h"

#include <assert.h>

const Number number_types[NUMBER_COUNT] = {
    [NUMBER_F32] = { .name = "f32", .bits = 32, .run = 1, .type = "float", .unit = 4, .is_value = true },
    [NUMBER_S24] = { .name = "s24",
                     .label = "narrow",
                     .bits = 24,
                     .run = NARROW_RUN,
                     .type = "float",
                     .unit = 4,
                     .scaled = true },
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
