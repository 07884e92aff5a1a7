/* places.c: where values and weights lie: names, but for networks so large that an enum cannot hold them. */
#include "walk.h"

#include <limits.h>

const char *value_name(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    return layer->kind == LAYER_INPUT ? "padded_input" : c_identifier(arena, layer->name);
}

static bool has_named_places(const Plan *plan) {
    return floats_in(plan->blob->size) <= INT_MAX && floats_in(plan->placement->values) <= INT_MAX;
}

static size_t place_of(const Plan *plan, int v, const char *what) {
    switch (*what) {
    case 'w':
        return floats_in(plan->blob->weight[v]);
    case 'b':
        return floats_in(plan->blob->bias[v]);
    case 'a':
        return floats_in(plan->placement->places[v].offset);
    case 's':
        return floats_in(plan->placement->places[v].scratch);
    default:
        return plan->layouts[v].start;
    }
}

const char *place_text(Arena *arena, const Plan *plan, int v, const char *what) {
    if (!has_named_places(plan)) return arena_printf(arena, "%zu", place_of(plan, v, what));
    return arena_printf(arena, "%s_%s", value_name(arena, plan, v), what);
}

static void add_places(Text *text, const Plan *plan, int v) {
    bool weights = is_packed(plan->blob, v);
    const bool has[] = { weights, weights, plan->placement->places[v].offset != 0,
                         plan->layouts[v].start != 0, scratch_lies_among(plan, v) };
    static const char *const what[] = { "w", "b", "at", "inner", "scratch" };
    for (int i = 0; i < COUNT_OF(what); i++)
        if (has[i])
            text_printf(text, "%s%s_%s = %zu,", text->length ? " " : "", value_name(text->arena, plan, v),
                        what[i], place_of(plan, v, what[i]));
}

static bool has_scratch_among(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (scratch_lies_among(plan, v)) return true;
    return false;
}

/* A paragraph a stage. */
void emit_places(Out *out, const Plan *plan) {
    if (!has_named_places(plan)) return;
    line(out,
         "/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its "
         "value (_at), and in "
         "that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0.%s */",
         has_scratch_among(plan) ? " From `memory` to what its kernel needs besides (_scratch)." : "");
    open_block(out, "enum");
    for (int v = 0, stage; v < plan->layers->count;) {
        Text text = { .arena = out->text.arena };
        for (stage = plan->layers->layers[v].stage;
             v < plan->layers->count && plan->layers->layers[v].stage == stage; v++)
            if (plan->layers->layers[v].kind != LAYER_OUTPUT) add_places(&text, plan, v);
        if (text.length) line(out, "%s", text.bytes);
    }
    out->depth--;
    line(out, "};");
    blank(out);
}
