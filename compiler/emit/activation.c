/* activation.c: the text of activations, a row each. What else there is to know of one stands in
 * graph/activation.c. */
#include "ending.h"

typedef struct {
    const char *about;           /* comment */
    const char *vector, *scalar; /* the function's body: of v, a vector; a single number, in plain C99 */
    const char *maximum;         /* that of a vector where the target has MAXIMUM; NULL: no other */
} ActivationText;

static const ActivationText rows[ACTIVATION_COUNT] = {
    [ACTIVATION_RELU] = { .about = "/* Rectified linear unit (Nair, Hinton 2010). NaN, which is not below "
                                   "zero, stays NaN. */",
                          .vector = "return (vec)((ivec)v & ~(v < ZERO));",
                          .scalar = "return v < 0 ? 0 : v;",
                          .maximum = "return MAXIMUM(ZERO, v);" },
};

ActivationSet all_activations(void) {
    ActivationSet set = { { false } };
    for (Activation a = ACTIVATION_NONE + 1; a < ACTIVATION_COUNT; a++) set.has[a] = rows[a].vector != NULL;
    return set;
}

ActivationSet plan_activations(const Plan *plan) {
    ActivationSet set = { { false } };
    for (int v = 0; v < plan->layers->count; v++) set.has[plan->layers->layers[v].activation] = true;
    set.has[ACTIVATION_NONE] = false;
    return set;
}

static const char *body_of(const ActivationText *text, const Target *target) {
    if (target->prelude == PRELUDE_PLAIN) return text->scalar;
    return target->maximum && text->maximum ? text->maximum : text->vector;
}

void emit_activations(Out *out, ActivationSet set, const Target *target) {
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) {
        if (!set.has[a]) continue;
        line(out, "%s", rows[a].about);
        block(out, "static inline vec %s(vec v)", activation_row(a)->name) {
            line(out, "%s", body_of(&rows[a], target));
        }
        blank(out);
    }
}

const char *activated(Arena *arena, Activation activation, const char *value) {
    if (activation == ACTIVATION_NONE) return value;
    return arena_printf(arena, "%s(%s)", activation_row(activation)->name, value);
}

const char *chosen_activation(Arena *arena, ActivationSet set, const char *value) {
    Text text = { .arena = arena };
    for (Activation a = 0; a < ACTIVATION_COUNT; a++)
        if (set.has[a])
            text_printf(&text, "k->%s ? %s : ", activation_row(a)->name, activated(arena, a, value));
    text_printf(&text, "%s", value);
    return text.bytes;
}
