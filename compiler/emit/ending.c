/* ending.c: the one place that prints how a kernel ends. */
#include "ending.h"

bool has_slopes(const Ending *e) { return e->any || activation_row(e->activation)->is_sloped; }

const char *slope_text(Out *out, const Ending *e, size_t lanes, int v) {
    const Term terms[] = { { e->slopes, 1 }, { number(lanes), (size_t)v } };
    if (!has_slopes(e)) return NULL;
    return arena_printf(out->text.arena, "bias%s", offset_text(out, COUNT_OF(terms), terms));
}

static const char *any_ending(Arena *arena, const Ending *e, const char *sum, const EndingTerms *terms) {
    return arena_printf(arena, "any_ending(%s, %s, %s, %s, %s)", e->adds.name, e->number.name, sum,
                        terms->residual ? terms->residual : "0", terms->slope);
}

const char *ending_text(Arena *arena, const Ending *e, const EndingTerms *terms) {
    Text text = { .arena = arena };
    bool apart = e->gate && terms->bias;
    text_printf(&text, apart ? "(%s" : "%s", terms->sum);
    if (terms->scale) text_printf(&text, " * %s", terms->scale);
    if (terms->bias) text_printf(&text, " + %s", terms->bias);
    if (apart) text_printf(&text, ")");
    if (e->gate) text_printf(&text, " * %s", load_text(arena, terms->number, terms->gate));
    if (e->any) return any_ending(arena, e, text.bytes, terms);
    if (e->residual) text_printf(&text, " + %s", load_text(arena, terms->number, terms->residual));
    return activated(arena, e->activation, text.bytes, terms->slope);
}

const char *ended_sum(Out *out, ActivationSet set, NumberKind number, const char *residual,
                      const char *slope) {
    Arena *arena = out->text.arena;
    line(out, "if (k->adds) sum += %s;", load_text(arena, number, residual));
    return chosen_activation(arena, set, "sum", slope);
}

void emit_ending(Out *out, ActivationSet set, NumberKind number) {
    ActivationSet shared = set; /* what has a slope does not share its tiles */
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) shared.has[a] &= !activation_row(a)->is_sloped;
    line(out, "/* What follows a tile's sum: the residual where one is added, then the activation. */");
    block(out, "INLINE vec ending%s(const Conv *k, vec sum, const %s *r)",
          number_suffix(out->text.arena, number), type_of(number)) {
        line(out, "return %s;", ended_sum(out, shared, number, "r", NULL));
    }
    blank(out);
}

void emit_any_ending(Out *out, NumberKind number) {
    line(out, "/* The ending of tiles that serve any: r is read where it is added. */");
    block(out,
          "static inline vec any_ending(long adds, long activation, vec sum, const %s *r, const float "
          "*slope)",
          type_of(number)) {
        line(out, "if (adds) sum += %s;", load_text(out->text.arena, number, "r"));
        line(out, "return activation ? any_activation(activation, sum, slope) : sum;");
    }
    blank(out);
}

const char *ending_call(Arena *arena, const EndingTerms *terms) {
    const Ending none = { .activation = ACTIVATION_NONE };
    return arena_printf(arena, "ending%s(k, %s, %s)", number_suffix(arena, terms->number),
                        ending_text(arena, &none, terms), terms->residual);
}

const char *ending_suffix(Arena *arena, const Ending *e) {
    Text text = { .arena = arena };
    if (e->any) return "_ending";
    text_printf(&text, "%s%s", e->gate ? "_gate" : "", e->residual ? "_add" : "");
    if (e->activation) text_printf(&text, "_%s", activation_row(e->activation)->name);
    return text.bytes;
}

const char *ending_about(Arena *arena, const Ending *e) {
    Text text = { .arena = arena };
    text_printf(&text, "%s%s", e->gate ? ", times g, a number a channel" : "",
                e->residual ? ", plus r, laid out as y (r may be y)" : "");
    if (e->activation) text_printf(&text, ", then %s", activation_row(e->activation)->title);
    return text.bytes;
}
