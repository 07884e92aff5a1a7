/* integer_ending.c: how kernels of integers end that are no convolutions: numbers a channel, the one
 * rounding, a table. */
#include "integers.h"

void emit_table(Out *out, const Ending *e) {
    const Term term = { e->all_channels, (size_t)e->integers.table };
    if (e->integers.table)
        line(out, "const unsigned char *table = (const void *)(bias%s);", offset_text(out, 1, &term));
}

/* "bias + 64 + b * 16": of a part, the vector of a block. */
static const char *part_text(Out *out, const Ending *e, const Target *target, int part, const char *block) {
    const Term offset = { e->all_channels, (size_t)part };
    const Index vector = { block, number((size_t)target->lanes) };
    return arena_printf(out->text.arena, "%s%s", index_text(out, "bias", block ? 1 : 0, &vector),
                        offset_text(out, 1, &offset));
}

void emit_block_numbers(Out *out, const Ending *e, const Target *target, const char *block) {
    const IntegerPlaces *places = &e->integers;
    const struct {
        const char *name;
        int part;
        bool is_float;
    } numbers[] = { { "factor", places->factor, true },
                    { "scale", places->scale, false },
                    { "times", places->residual, false },
                    { "below", places->below, true },
                    { "zero", places->zero, false } };
    line(out, "const ivec first = INTS(%s);", part_text(out, e, target, 0, block));
    for (int i = 0; i < COUNT_OF(numbers); i++)
        if (numbers[i].part)
            line(out, numbers[i].is_float ? "const vec %s = LOAD(%s);" : "const ivec %s = INTS(%s);",
                 numbers[i].name, part_text(out, e, target, numbers[i].part, block));
}

const char *stored_sum(Arena *arena, const Ending *e, const char *at, const char *sum) {
    const char *factor =
        e->integers.below ? arena_printf(arena, "PICK(%s < 0, below, factor)", sum) : "factor";
    const char *rounded =
        arena_printf(arena, e->integers.zero ? "nearest(%s, %s) + zero" : "nearest(%s, %s)", sum, factor);
    return e->integers.table ? arena_printf(arena, "store_looked_up(%s, %s, table)", at, rounded)
                             : arena_printf(arena, "store_u8(%s, %s)", at, rounded);
}
