/* portable.c: what plain C says for compilers and processors that nobody has named: the order of bytes, marks
 * of functions and arrays, and that the network's sizes are not beyond a pointer's reach. */
#include "parts.h"

#include <stdint.h>

enum { MOST_THREADS = 64 }; /* that a size is looked at for */

/* Others than GCC's kind are not asked: weights_check() tells there. */
void emit_byte_order(Out *out, const Target *target) {
    if (target->architecture && target->architecture->little_endian) return;
    label_line(out, "#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__");
    label_line(out, "#error \"the weights are little-endian, and so must the processor be\"");
    label_line(out, "#endif");
}

/* Where nothing is to be included. */
void emit_size_type(Out *out, const Target *target) {
    const bool plain = target->prelude == PRELUDE_PLAIN;
    if (plain) label_line(out, "#ifdef __SIZE_TYPE__");
    label_line(out, "typedef __SIZE_TYPE__ size_t;");
    if (!plain) return;
    label_line(out, "#else");
    label_line(out, "#include <stddef.h>");
    label_line(out, "#endif");
}

/* Where nothing can say how an array lies, weights_check() tells whether it lies well. */
static void emit_plain_marks(Out *out) {
    label_line(out, "#if defined __GNUC__ || defined __clang__ || defined __TINYC__");
    label_line(out, "#define NOINLINE __attribute__((noinline))");
    label_line(out, "#define UNUSED __attribute__((unused)) /* by some networks */");
    label_line(out, "#define ALIGNED __attribute__((aligned(%d)))", BLOB_ALIGNMENT);
    label_line(out, "#elif defined _MSC_VER");
    label_line(out, "#define NOINLINE __declspec(noinline)");
    label_line(out, "#define UNUSED");
    label_line(out, "#define ALIGNED __declspec(align(%d))", BLOB_ALIGNMENT);
    label_line(out, "#else");
    label_line(out, "#define NOINLINE");
    label_line(out, "#define UNUSED");
    label_line(out, "#define ALIGNED");
    label_line(out, "#endif");
}

void emit_marks(Out *out, const Target *target) {
    if (target->prelude == PRELUDE_PLAIN) {
        emit_plain_marks(out);
        if (target->idioms) /* of compilers that know such instructions */
            line(out, "#define INLINE static inline __attribute__((always_inline))");
        else if (shares_sizes(target))
            line(out, "#define INLINE static inline");
    } else {
        line(out, "#define NOINLINE __attribute__((noinline))");
        line(out, "#define INLINE static inline __attribute__((always_inline))");
        line(out, "#define UNUSED __attribute__((unused)) /* by some networks */");
    }
}

static size_t largest(const size_t *sizes, int count) {
    size_t most = 0;
    for (int i = 0; i < count; i++) most = sizes[i] > most ? sizes[i] : most;
    return most;
}

/* Bytes of what a caller hands over besides the workspace: of the largest of them. */
static size_t largest_argument(const Plan *plan) {
    const size_t sizes[] = { plan->blob->size, plan_output_floats(plan) * sizeof(float),
                             takes_pixels(plan->spec) ? plan_input_bytes(plan)
                                                      : plan_input_floats(plan) * sizeof(float) };
    return largest(sizes, COUNT_OF(sizes));
}

const char *thread_bytes_suffix(size_t bytes) { return bytes > UINT32_MAX / MOST_THREADS ? "ULL" : "UL"; }

const char *thread_floats_suffix(size_t floats) { return floats > INT32_MAX / MOST_THREADS ? "ULL" : ""; }

void emit_fits(Out *out, const Emission *e) {
    const Plan *plan = e->plan;
    const size_t argument = largest_argument(plan);
    const size_t sizes[] = { argument, workspace_bytes(&e->workspace, MOST_THREADS) };
    const bool plain = plan->target->prelude == PRELUDE_PLAIN;
    if (!plain && largest(sizes, COUNT_OF(sizes)) <= INT32_MAX) return;
    line(out,
         "/* An int has 32 bits, and a pointer reaches all of the workspace, weights, input and output. */");
    line(out, "typedef char %s_is_too_large_for_this_processor", e->prefix);
    line(out, "    [sizeof(int) == 4 && %s <= (size_t)-1 / 2 && %zu <= (size_t)-1 / 2 ? 1 : -1];",
         workspace_text(out->text.arena, e), argument);
    blank(out);
}
