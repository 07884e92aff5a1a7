/* softmax.c: probabilities of an image's logits, exp(x - max) / sum, the largest subtracted against
 * overflow. */
#include "kernels.h"

static void emit_exponentials(Out *out, const SoftmaxKernel *k) {
    int lanes = k->target->lanes;
    const char *classes = extent_text(out, k->classes);
    if (k->target->sleef_exp) {
        label_line(out, "#ifdef RESNETC_SLEEF");
        line(out, "for (int i = 0; i < %s; i += %d)", classes, lanes);
        line(out, "    STORE(y + i, %s(LOAD(x + i) - largest));", k->target->sleef_exp);
        label_line(out, "#else");
    }
    line(out, "for (int i = 0; i < %s; i++)", classes);
    line(out, "    y[i] = expf(x[i] - largest);");
    if (k->target->sleef_exp) label_line(out, "#endif");
}

static void emit_one_image(Out *out, const SoftmaxKernel *k) {
    const char *classes = extent_text(out, k->classes);
    line(out, "float largest = x[0];");
    line(out, "double sum = 0;");
    line(out, "for (int i = 1; i < %s; i++)", classes);
    line(out, "    largest = x[i] > largest ? x[i] : largest;");
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
