/* checks.c: at the top of the emitted file: what its compiler must be, and what it includes. */
#include "elementary.h"
#include "parts.h"

/* What goes wrong silently: tcc does not optimise, and has no such macros. */
static void emit_warnings(Out *out) {
    label_line(out, "#ifndef RESNETC_NO_WARNINGS");
    label_line(out, "#ifdef __FAST_MATH__ /* -ffast-math, -Ofast */");
    label_line(out, "#warning \"in this mode compilers take it that nothing is NaN: NaN does not stay NaN\"");
    label_line(out, "#endif");
    label_line(out, "#if defined __GNUC__ && !defined __OPTIMIZE__ && !defined __TINYC__");
    label_line(out, "#warning \"not optimised, so ten times slower: compile with -O2\"");
    label_line(out, "#endif");
    label_line(out, "#endif");
}

/* C++ has no restrict, and casts what comes from void. */
static void emit_language(Out *out) {
    label_line(out, "#ifdef __cplusplus");
    label_line(out, "#error \"this file is C: compile it as C, not as C++, which its header is for, too\"");
    label_line(out, "#endif");
    label_line(out,
               "#ifdef __GNUC__ /* what is cast to vectors is aligned as they are, or they ask for less */");
    label_line(out, "#pragma GCC diagnostic ignored \"-Wcast-align\"");
    label_line(out, "#endif");
}

void emit_compiler_checks(Out *out, const Target *target) {
    emit_language(out);
    for (int i = 0; i < COUNT_OF(target->macros) && target->macros[i]; i++) {
        label_line(out, "#ifndef %s", target->macros[i]);
        label_line(out, "#error \"target %s: compile with %s\"", target->name, target->flags);
        label_line(out, "#endif");
    }
    if (target->pragma) {
        label_line(out, "#if defined __GNUC__ && !defined __clang__");
        label_line(out, "#pragma %s", target->pragma);
        label_line(out, "#endif");
    }
    emit_byte_order(out, target);
    emit_warnings(out);
    if (target->prelude == PRELUDE_PLAIN) blank(out);
    if (target->prelude == PRELUDE_PLAIN) return;
    label_line(out, "#ifdef __TINYC__");
    label_line(out, "#error \"tcc has no vectors: use --target scalar\"");
    label_line(out, "#endif");
    if (target->fma) {
        label_line(out,
                   "#if defined __STRICT_ANSI__ && !defined __clang__ /* -std=c11, which fuses nothing */");
        label_line(out, "#pragma GCC optimize(\"fp-contract=fast\")");
        label_line(out, "#endif");
    }
    blank(out);
}

/* What is called of the C library's functions: Libm. */
static unsigned plan_libm(const Plan *plan) {
    const unsigned softmax = has_kind(plan, LAYER_SOFTMAX) ? LIBM_EXPF : 0;
    const unsigned others = softmax | (has_kind(plan, LAYER_GROUP_NORM) ? LIBM_SQRT : 0);
    return plan->target->prelude == PRELUDE_PLAIN ? others | activations_libm(plan_activations(plan))
                                                  : others;
}

/* Without them arrays of weights are not aligned. */
static void emit_attributes(Out *out) {
    label_line(out, "#ifdef __TINYC__ /* which has attributes, but for glibc's headers */");
    label_line(out, "#undef __attribute__");
    label_line(out, "#endif");
}

void emit_c_includes(Out *out, const Emission *e) {
    const unsigned libm = plan_libm(e->plan);
    label_line(out, "#ifdef RESNETC_FREESTANDING /* nothing is included; these come from elsewhere */");
    emit_size_type(out, e->plan->target);
    label_line(out, "void *memcpy(void *, const void *, size_t);");
    label_line(out, "void *memset(void *, int, size_t);");
    emit_libm(out, libm);
    if (e->names->header_file) emit_statuses(out, e);
    if (e->names->header_file && e->workspace.team) emit_max_threads(out, e);
    label_line(out, "#else");
    if (libm) label_line(out, "#include <math.h>");
    label_line(out, "#include <stddef.h>");
    label_line(out, "#include <string.h>");
    if (e->names->header_file) {
        blank(out);
        label_line(out, "#include \"%s\"", e->names->header_file);
    }
    label_line(out, "#endif");
    if (e->plan->target->prelude == PRELUDE_PLAIN) emit_attributes(out);
    const Idioms *idioms = e->plan->target->idioms;
    if (idioms && idioms->include) label_line(out, "#include <%s>", idioms->include);
    blank(out);
    if (!e->names->header_file) emit_interface(out, e);
}
