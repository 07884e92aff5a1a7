/* vectors.c: the prelude's vec, and how it is loaded, stored, multiplied and compared. */
#include "parts.h"
#include "tile.h"

#include <limits.h>

static void emit_scalar_type(Out *out) {
    line(out, "typedef float vec; /* one lane: plain C */");
    line(out, "#define LOAD(p) (*(p))");
    line(out, "#define STORE(p, v) (*(p) = (v))");
    line(out, "#define ZERO 0.0f");
    blank(out);
}

static void emit_fused(Out *out, const Target *target) {
    Text lanes = { .arena = out->text.arena };
    for (int i = 0; i < target->lanes; i++) text_printf(&lanes, "%s", i ? ", x" : "x");
    line(out, "INLINE __attribute__((unused)) vec all_lanes(float x) { return (vec){ %s }; }", lanes.bytes);
    block(out, "INLINE __attribute__((unused)) vec fused(vec c, vec a, vec b)") {
        lines(out, target->idioms->fused);
    }
}

static void emit_points_type(Out *out, const Target *target) {
    int bytes = target->lanes * (int)sizeof(float);
    line(out, "typedef float vec __attribute__((vector_size(%d), may_alias));", bytes);
    line(out, "typedef int ivec __attribute__((vector_size(%d), may_alias));", bytes);
    line(out, "#define LOAD(p) (*(const vec *)(p))");
    line(out, "#define STORE(p, v) (*(vec *)(p) = (v))");
    line(out, "#define ZERO ((vec){ 0 })");
    if (target->idioms->maximum)
        line(out, "#define MAXIMUM(a, b) %s /* a > b ? a : b, so b where one is NaN */",
             target->idioms->maximum);
    if (target->idioms->larger) {
        block(out, "UNUSED INLINE vec maximum(vec a, vec b)") { lines(out, target->idioms->larger); }
        line(out, "#define MAXIMUM(a, b) maximum(a, b) /* NaN where one of them is */");
    }
    if (target->idioms->fused) emit_fused(out, target);
    if (target->idioms->step) {
        line(out, "#define ROLLED _Pragma(\"clang loop unroll(disable)\")");
        line(out, "#define STEP %s /* p and w are all that addresses are made of */", target->idioms->step);
    }
    if (target->by_element) emit_add_products(out, target);
    line(out, "#define PREFETCH(p) __builtin_prefetch(p, 0, 3)");
    if (target->caches->passing)
        line(out, "#define PREFETCH_ONCE(p) __builtin_prefetch(p, 0, 0) /* passes by the last cache */");
    blank(out);
}

/* A target that needs another way to say this has another case. */
void emit_types(Out *out, const Target *target) {
    switch (target->prelude) {
    case PRELUDE_PLAIN:
        emit_scalar_type(out);
        break;
    case PRELUDE_VECTORS:
        emit_points_type(out, target);
        break;
    }
}

/* Tuned for some processors of Intel's, clang takes 32 bytes for the widest vectors that are worth it. */
static bool splits_vectors(const Target *target) { return target->lanes * (int)sizeof(float) > 32; }

void emit_whole_vectors(Out *out, const Target *target) {
    if (!splits_vectors(target)) return;
    label_line(out,
               "#ifdef __clang__ /* tuned for some processors it makes two of each vector but for this */");
    label_line(out,
               "#pragma clang attribute push(__attribute__((min_vector_width(%d))), apply_to = function)",
               target->lanes * (int)sizeof(float) * CHAR_BIT);
    label_line(out, "#endif");
    blank(out);
}

void emit_end(Out *out, const Emission *e) {
    if (!splits_vectors(e->plan->target)) return;
    blank(out);
    label_line(out, "#ifdef __clang__");
    label_line(out, "#pragma clang attribute pop");
    label_line(out, "#endif");
}

/* What comes of comparing is b where one is NaN: what is left is a NaN in a. */
void emit_larger(Out *out, const Target *target) {
    line(out, "/* NaN where one of them is. */");
    block(out, "static inline vec larger(vec a, vec b)") {
        if (target->lanes == 1) {
            line(out, "const vec most = a > b ? a : b;");
            line(out, "return a != a ? a : most;");
        } else if (target->idioms->larger) {
            line(out, "return MAXIMUM(a, b);");
        } else if (target->idioms->maximum) {
            line(out, "return (vec)((ivec)MAXIMUM(a, b) | (a != a));");
        } else {
            line(out, "const ivec mask = a > b;");
            line(out, "return (vec)(((ivec)a & mask) | ((ivec)b & ~mask) | (a != a));");
        }
    }
    blank(out);
}
