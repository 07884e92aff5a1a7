/* activation.c: the text of activations, a row each. What else there is to know of one stands in
 * graph/activation.c. */
#include "elementary.h"
#include "ending.h"

typedef struct {
    const char *about;           /* comment */
    const char *vector, *scalar; /* the function's body: of v, a vector; a single number, in plain C99 */
    const char *maximum;         /* that of a vector where the target has MAXIMUM; NULL: no other */
    unsigned helpers, libm;      /* what these call: Helper of a vector's, Libm of plain C */
    bool apart;                  /* too long to stand at each of a tile's sums: vectors are handed to it */
    double ulps, ulps_below;     /* its error; 0 below: the same */
} ActivationText;

static const ActivationText rows[ACTIVATION_COUNT] = {
    [ACTIVATION_RELU] = { .about = "/* Rectified linear unit (Nair, Hinton 2010). NaN, which is not below "
                                   "zero, stays NaN. */",
                          .vector = "return (vec)((ivec)v & ~(v < ZERO));",
                          .scalar = "return v < 0 ? 0 : v;",
                          .maximum = "return MAXIMUM(ZERO, v);" },
    [ACTIVATION_RELU6] = { .about = "/* min(max(v, 0), 6) (Howard et al. 2017). NaN stays NaN. */",
                           .vector = "return clamped(v);",
                           .scalar = "return v < 0 ? 0 : v > 6 ? 6 : v;",
                           .helpers = HELPER_CLAMPED },
    [ACTIVATION_SILU] = { .about = "/* v / (1 + exp(-v)) (Hendrycks, Gimpel 2016), by exp(-|v|). Error below "
                                   "4 ULP. */",
                          .vector = "const vec e = decay((vec)((bits)v | 0x80000000u));\n"
                                    "return choose(v < ZERO, v * e, v) / (1.0f + e);",
                          .scalar = "return v / (1 + expf(-v));",
                          .helpers = HELPER_CHOOSE | HELPER_BITS | HELPER_DECAY,
                          .libm = LIBM_EXPF,
                          .apart = true,
                          .ulps = 4 },
    /* Shepherd and Laframboise 1981: exp(t^2 / 2) times the normal distribution's tail beyond t, times t + 4,
     * is smooth in (t - 4) / (t + 4). The polynomial is our own fit, by Remez's exchange, to the least
     * relative error for t < 14 (2^-26). t^2 / 2 is taken in two parts: where it is large, its rounding would
     * be what the result is off by. */
    [ACTIVATION_GELU] = { .about = "/* v times the normal distribution at v (Hendrycks, Gimpel 2016). Its "
                                   "tail behind t = "
                                   "|v| is exp(-t^2 / 2) / (t + 4) times a polynomial in (t - 4) / (t + 4) "
                                   "(Shepherd, "
                                   "Laframboise 1981). Error below 7 ULP. */",
                          .vector =
                              "const vec size = (vec)((bits)v & 0x7fffffffu), most = ZERO + 14.0f;\n"
                              "const vec t = choose(size > most, most, size);\n"
                              "const vec head = (vec)((bits)t & 0xfffff000u); /* its square is exact */\n"
                              "const vec rest = (head - t) * (head + t) * 0.5f;\n"
                              "const vec w = 1.0f / (t + 4.0f), s = (t - 4.0f) * w;\n"
                              "vec p = -0.0001295278308f * s + 0.0001846305802f;\n"
                              "p = p * s + 0.001571858472f;\n"
                              "p = p * s - 0.003514982994f;\n"
                              "p = p * s - 0.007526727063f;\n"
                              "p = p * s + 0.06040414354f;\n"
                              "p = p * s - 0.1865232063f;\n"
                              "p = p * s + 0.3871368898f;\n"
                              "p = p * s - 0.6078965971f;\n"
                              "p = p * s + 0.7552851355f;\n"
                              "vec e = rest * 0.0416666667f + 0.166666667f; /* exp(rest), which is small */\n"
                              "e = ((e * rest + 0.5f) * rest + 1.0f) * rest + 1.0f;\n"
                              "e *= decay(head * head * -0.5f);\n"
                              "return v * choose(v < ZERO, ZERO, ZERO + 1.0f) - t * (p * w * e);",
                          .scalar = "return (float)(0.5 * v * erfc(v * -0.70710678118654752));",
                          .helpers = HELPER_CHOOSE | HELPER_BITS | HELPER_DECAY,
                          .libm = LIBM_ERFC,
                          .apart = true,
                          .ulps = 7 },
    [ACTIVATION_GELU_TANH] = { .about = "/* 0.5 v (1 + tanh(sqrt(2 / pi) (v + 0.044715 v^3))) (Hendrycks, "
                                        "Gimpel 2016) = v / (1 + "
                                        "exp(-2 ...)). Error below 7 ULP; where v < -2, of what is small "
                                        "there, below 240. */",
                               .vector = "const vec e =\n"
                                         "    decay((vec)((bits)v | 0x80000000u) * (v * v * 0.0713548163f + "
                                         "1.59576912f));\n"
                                         "return choose(v < ZERO, v * e, v) / (1.0f + e);",
                               .scalar = "return (float)(v / (1 + exp(-1.5957691216057308 * (v + 0.044715 * "
                                         "v * v * v))));",
                               .helpers = HELPER_CHOOSE | HELPER_BITS | HELPER_DECAY,
                               .libm = LIBM_EXP,
                               .apart = true,
                               .ulps = 7,
                               .ulps_below = 240 },
    [ACTIVATION_HARDSWISH] = { .about = "/* v min(max(v + 3, 0), 6) / 6 (Howard et al. 2019). Error below 3 "
                                        "ULP. */",
                               .vector = "return v * (clamped(v + 3.0f) * 0.166666667f);",
                               .scalar = "const float t = v + 3;\n"
                                         "return v * ((t < 0 ? 0 : t > 6 ? 6 : t) / 6);",
                               .helpers = HELPER_CLAMPED,
                               .ulps = 3 },
    [ACTIVATION_PRELU] = { .about = "/* Rectified linear unit with a slope below zero (Maas et al. 2013, He "
                                    "et al. 2015). */",
                           .vector = "return choose(v < ZERO, v * slope, v);",
                           .scalar = "return v < 0 ? v * slope : v;",
                           .helpers = HELPER_CHOOSE,
                           .ulps = 0.5 },
    [ACTIVATION_SIGMOID] = { .about = "/* 1 / (1 + exp(-v)), by exp(-|v|). Error below 3 ULP. */",
                             .vector = "const vec e = decay((vec)((bits)v | 0x80000000u));\n"
                                       "return choose(v < ZERO, e, ZERO + 1.0f) / (1.0f + e);",
                             .scalar = "return 1 / (1 + expf(-v));",
                             .helpers = HELPER_CHOOSE | HELPER_BITS | HELPER_DECAY,
                             .libm = LIBM_EXPF,
                             .apart = true,
                             .ulps = 3 },
};

/* ---- Sets ---- */

ActivationSet all_activations(void) {
    ActivationSet set = { .any = false };
    for (Activation a = ACTIVATION_NONE + 1; a < ACTIVATION_COUNT; a++) set.has[a] = rows[a].vector != NULL;
    return set;
}

ActivationSet plan_activations(const Plan *plan) {
    ActivationSet set = { .any = false };
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v]; /* in integers it is a table, or a second factor */
        const bool integers = layer->in >= 0 && adds_integers(layer, &plan->layouts[layer->in]);
        if (!integers) set.has[layer->activation] = true;
    }
    set.has[ACTIVATION_NONE] = false;
    return set;
}

ActivationSet catalogue_activations(void) { return (ActivationSet){ .any = true }; }

bool has_sloped(ActivationSet set) {
    bool found = set.any;
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) found |= set.has[a] && activation_row(a)->is_sloped;
    return found;
}

static unsigned helpers_of(ActivationSet set) {
    unsigned helpers = 0;
    for (Activation a = 0; a < ACTIVATION_COUNT; a++)
        if (set.has[a]) helpers |= rows[a].helpers;
    return helpers;
}

bool has_exponential(ActivationSet set) { return helpers_of(set) & HELPER_DECAY; }

unsigned activations_libm(ActivationSet set) {
    unsigned libm = 0;
    for (Activation a = 0; a < ACTIVATION_COUNT; a++)
        if (set.has[a]) libm |= rows[a].libm;
    return libm;
}

double activation_ulps(Activation activation, bool below) {
    const ActivationText *text = &rows[activation];
    return below && text->ulps_below > 0 ? text->ulps_below : text->ulps;
}

/* ---- Functions ---- */

static const char *body_of(const ActivationText *text, const Target *target) {
    if (target->prelude == PRELUDE_PLAIN) return text->scalar;
    const bool has_maximum = target->idioms->maximum || target->idioms->larger;
    return has_maximum && text->maximum ? text->maximum : text->vector;
}

void emit_activations(Out *out, ActivationSet set, const Target *target) {
    emit_elementary(out, helpers_of(set), target);
    for (Activation a = 0; a < ACTIVATION_COUNT; a++) {
        if (!set.has[a]) continue;
        bool apart = rows[a].apart && target->prelude != PRELUDE_PLAIN;
        line(out, "%s", rows[a].about);
        block(out, "%s vec %s(vec v%s)", apart ? "NOINLINE static" : "static inline", activation_row(a)->name,
              activation_row(a)->is_sloped ? ", vec slope" : "") {
            line(out, "%s", body_of(&rows[a], target));
        }
        blank(out);
    }
}

void emit_any_activation(Out *out) {
    const ActivationSet all = all_activations();
    line(out, "/* By the activation's number; the slope is read where it has one. */");
    block(out, "NOINLINE static vec any_activation(long activation, vec v, const float *slope)") {
        block(out, "switch (activation)") {
            for (Activation a = 0; a < ACTIVATION_COUNT; a++)
                if (all.has[a])
                    line(out, "case %d: return %s;", (int)a, activated(out->text.arena, a, "v", "slope"));
            line(out, "default: return v;");
        }
    }
    blank(out);
}

const char *activated(Arena *arena, Activation activation, const char *value, const char *slope) {
    if (activation == ACTIVATION_NONE) return value;
    if (activation_row(activation)->is_sloped)
        return arena_printf(arena, "%s(%s, LOAD(%s))", activation_row(activation)->name, value, slope);
    return arena_printf(arena, "%s(%s)", activation_row(activation)->name, value);
}

const char *chosen_activation(Arena *arena, ActivationSet set, const char *value, const char *slope) {
    Text text = { .arena = arena };
    for (Activation a = 0; a < ACTIVATION_COUNT; a++)
        if (set.has[a])
            text_printf(&text, "k->%s ? %s : ", activation_row(a)->name, activated(arena, a, value, slope));
    if (set.any) text_printf(&text, "k->activation ? any_activation(k->activation, %s, %s) : ", value, slope);
    text_printf(&text, "%s", value);
    return text.bytes;
}
