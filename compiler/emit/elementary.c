/* elementary.c: functions that activations are made of. */
#include "elementary.h"
#include "base/base.h"

static void emit_choose(Out *out) {
    line(out, "/* In each lane a where the mask is set, else b. */");
    block(out, "static inline vec choose(ivec mask, vec a, vec b)") {
        line(out, "return (vec)(((ivec)a & mask) | ((ivec)b & ~mask));");
    }
    blank(out);
}

static void emit_clamped(Out *out) {
    line(out, "/* min(max(v, 0), 6); NaN stays NaN. */");
    block(out, "static inline vec clamped(vec v)") {
        line(out, "const vec six = ZERO + 6.0f;");
        line(out, "return choose(v > six, six, (vec)((ivec)v & ~(v < ZERO)));");
    }
    blank(out);
}

/* Cody and Waite 1980: x = n ln 2 + r, ln 2 in two parts, the first short enough for n times it to be exact;
 * n by what is rounded away behind 1.5 * 2^23. exp(r) = 1 + r + r^2 q(r): q is our own fit, by Remez's
 * exchange, to the least relative error for |r| < 0.35 (2^-28). What is not above zero has no overflow: one
 * comparison serves all ends. */
static void emit_own_decay(Out *out, const Target *target) {
    const char *constraint = target->idioms ? target->idioms->constraint : NULL;
    block(out, "static inline vec decay(vec x)") {
        line(out, "const vec shift = ZERO + 12582912.0f; /* 1.5 * 2^23: what is added to it is rounded */");
        line(out, "vec shifted = x * 1.44269504f + shift;");
        if (constraint)
            line(out,
                 "__asm__(\"\" : \"+%s\"(shifted)); /* -ffast-math would take the two sums off each other */",
                 constraint);
        line(out, "const vec n = shifted - shift;");
        line(out, "const vec r = (x - n * 0.693359375f) + n * 2.12194440e-4f; /* x - n ln 2 */");
        line(out, "vec q = 0.001381315985f * r + 0.008369419022f;");
        line(out, "q = q * r + 0.0416684565f;");
        line(out, "q = q * r + 0.1666651479f;");
        line(out, "q = q * r + 0.4999999305f;");
        line(out, "const vec power = (vec)(((bits)shifted << 23) + 0x3f800000u); /* 2^n */");
        line(out, "const vec e = ((q * r) * r + r + 1.0f) * power;");
        line(out, "return (vec)((ivec)e & ~(x < ZERO - 87.3f));");
    }
}

static void emit_decay(Out *out, const Target *target) {
    line(out, "/* exp(x) of an x that is not above 0: within 1 ULP; below exp(-87.3) it is 0. NaN stays NaN. "
              "By x = n ln 2 + r (Cody, Waite 1980) and a polynomial. */");
    if (target->sleef_exp) {
        label_line(out, "#ifdef RESNETC_SLEEF");
        line(out, "#define decay(x) %s(x)", target->sleef_exp);
        label_line(out, "#else");
    }
    emit_own_decay(out, target);
    if (target->sleef_exp) label_line(out, "#endif");
    blank(out);
}

void emit_elementary(Out *out, unsigned helpers, const Target *target) {
    if (target->prelude == PRELUDE_PLAIN) return;
    if (helpers & HELPER_BITS) {
        line(out, "typedef unsigned bits __attribute__((vector_size(%d), may_alias));",
             target->lanes * (int)sizeof(float));
        blank(out);
    }
    if (helpers & (HELPER_CHOOSE | HELPER_CLAMPED)) emit_choose(out);
    if (helpers & HELPER_CLAMPED) emit_clamped(out);
    if (helpers & HELPER_DECAY) emit_decay(out, target);
}

void emit_libm(Out *out, unsigned libm) {
    static const char *const functions[] = { "float expf(float);", "double exp(double);",
                                             "double erfc(double);", "double sqrt(double);" };
    for (int i = 0; i < COUNT_OF(functions); i++)
        if (libm & 1u << i) label_line(out, "%s", functions[i]);
}

void emit_sleef(Out *out, const Target *target) {
    if (!target->sleef_exp) return;
    label_line(out, "#ifdef RESNETC_SLEEF");
    line(out, "extern vec %s(vec); /* link with -lsleef; error below 1 ULP */", target->sleef_exp);
    label_line(out, "#endif");
    blank(out);
}
