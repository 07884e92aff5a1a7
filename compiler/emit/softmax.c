/* softmax.c: probabilities of an image's logits, exp(x - max) / sum, the largest subtracted against
 * overflow. It works on its result in place: y is of floats. */
#include "kernels.h"

static void emit_exponentials(Out *out, const SoftmaxKernel *k) {
    Arena *arena = out->text.arena;
    int lanes = k->target->lanes;
    const char *classes = extent_text(out, k->classes);
    if (k->target->sleef_exp) {
        label_line(out, "#ifdef RESNETC_SLEEF");
        line(out, "for (int i = 0; i < %s; i += %d)", classes, lanes);
        const char *power =
            arena_printf(arena, "%s(%s - largest)", k->target->sleef_exp, load_text(arena, k->x, "x + i"));
        line(out, "    %s;", store_floats(arena, "y + i", power));
        label_line(out, "#else");
    }
    line(out, "for (int i = 0; i < %s; i++)", classes);
    line(out, "    y[i] = expf(%s - largest);", single_text(arena, k->x, "x[i]"));
    if (k->target->sleef_exp) label_line(out, "#endif");
}

static void emit_one_image(Out *out, const SoftmaxKernel *k) {
    const char *classes = extent_text(out, k->classes);
    const char *logit = single_text(out->text.arena, k->x, "x[i]");
    line(out, "float largest = %s;", single_text(out->text.arena, k->x, "x[0]"));
    line(out, "double sum = 0;");
    line(out, "for (int i = 1; i < %s; i++)", classes);
    line(out, "    largest = %s > largest ? %s : largest;", logit, logit);
    emit_exponentials(out, k);
    line(out, "for (int i = 0; i < %s; i++)", classes);
    line(out, "    sum += y[i];");
    line(out, "const float scale = (float)(1 / sum);");
    line(out, "for (int i = 0; i < %s; i++)", classes);
    line(out, "    y[i] *= scale;");
}

void emit_softmax(Out *out, const char *name, const char *about, const SoftmaxKernel *k) {
    line(out, "%s", about);
    block(out, "NOINLINE static void %s(%sconst %s *x, %s *y)", name,
          k->catalogue ? "const Softmax *k, " : "", type_of(k->x), type_of(k->y)) {
        if (is_number(k->images, 1)) {
            emit_one_image(out, k);
        } else {
            const char *stride = extent_text(out, k->stride);
            block(out, "for (int n = 0; n < %s; n++, x += %s, y += %s)", extent_text(out, k->images), stride,
                  stride) {
                emit_one_image(out, k);
            }
        }
    }
    blank(out);
}
