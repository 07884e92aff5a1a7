/* number.c: how tiles read weights, a row a number type. */
#include "tile.h"

const WeightsText weights_texts[NUMBER_COUNT] = {
    [NUMBER_F32] = { .accumulate = emit_plain_steps },
    [NUMBER_S24] = { .helpers = emit_narrow_helpers,
                     .accumulate = emit_narrow_steps,
                     .finish = emit_narrow_scales },
};

const char *weights_suffix(Arena *arena, NumberKind weights) {
    const char *label = number_types[weights].label;
    return label ? arena_printf(arena, "_%s", label) : "";
}

void emit_weights_helpers(Out *out, const Target *target, NumberKind weights) {
    if (weights_texts[weights].helpers) weights_texts[weights].helpers(out, target);
}
