/* weights.c: the weights where they are inside the program, and the check of a weights file. */
#include "parts.h"

#include <string.h>

/* C for standard output, and for the JIT, has no weights in it. */
bool embeds_weights(const Emission *e) {
    return (e->names->header_file || e->names->family) && plan_embeds_weights(e->plan, e->names->weights_in);
}

const char *const weights_place_names[] = { "auto", "file", "array", NULL };

bool plan_embeds_weights(const Plan *plan, WeightsPlace place) {
    const Blob *blob = plan->blob;
    return blob->bytes &&
           (place == WEIGHTS_IN_ARRAY || (place == WEIGHTS_BY_SIZE && blob->size <= EMBED_LIMIT));
}

/* What loads of vectors want is the lines of a cache; of floats one by one, what a float wants. tcc, for
 * which such code is, aligns to 16 at the most where it compiles in memory. */
size_t weights_alignment(const Target *target) { return target->lanes == 1 ? sizeof(float) : BLOB_ALIGNMENT; }

/* Found beside the C file, and by any assembler. */
static void emit_embedded(Out *out, const Emission *e) {
    label_line(out, "#ifdef __has_embed");
    label_line(out, "#if __has_embed(%s_WEIGHTS_FILE) == 1 /* C23's, found beside this file */", e->macro);
    label_line(out, "#define %s_EMBEDS", e->macro);
    label_line(out, "#endif");
    label_line(out, "#endif");
    label_line(out, "#ifdef %s_EMBEDS", e->macro);
    label_line(out, "#ifdef __clang__");
    label_line(out, "#pragma clang diagnostic ignored \"-Wc23-extensions\"");
    label_line(out, "#endif");
    open_weights(out, e, e->plan->blob->size);
    label_line(out, "#embed %s_WEIGHTS_FILE", e->macro);
    label_line(out, "};");
}

static void emit_assembled(Out *out, const Emission *e) {
    const bool plain = e->plan->target->prelude == PRELUDE_PLAIN;
    if (plain) {
        label_line(out, "#ifndef __ELF__");
        label_line(
            out,
            "#error \"weights are bundled into ELF objects alone: --weights-in array has them in the C\"");
        label_line(out, "#endif");
    }
    const char *section = e->plan->target->section; /* of its own: nothing to come back from */
    line(out, "__asm__(\".%s\\n\"",
         section ? arena_printf(out->text.arena, section, e->prefix) : "pushsection .rodata");
    line(out, "        \".balign 64\\n\"");
    line(out, "        \".globl %s_weights\\n\"", e->prefix);
    line(out, "        \".type %s_weights, %sobject\\n\"", e->prefix,
         plain ? "%" : "@"); /* which begins a comment in Arm's assembler */
    line(out, "        \"%s_weights:\\n\"", e->prefix);
    line(out, "        \".incbin \\\"\" %s_WEIGHTS_FILE \"\\\"\\n\"", e->macro);
    line(out, "        \".size %s_weights, . - %s_weights\\n\"%s", e->prefix, e->prefix, section ? ");" : "");
    if (!section) line(out, "        \".popsection\\n\");");
}

static void emit_bundle(Out *out, const Emission *e) {
    const char *file = e->names->weights_file;
    if (e->names->family) {
        label_line(out, "#ifdef %s_BUNDLE_WEIGHTS", e->names->family);
        label_line(out, "#define %s_BUNDLE_WEIGHTS", e->macro);
        label_line(out, "#endif");
    }
    label_line(out, "#ifdef %s_BUNDLE_WEIGHTS /* the weights file becomes part of the program */", e->macro);
    label_line(out, "#ifndef %s_WEIGHTS_FILE", e->macro);
    label_line(out, "#define %s_WEIGHTS_FILE \"%s\"", e->macro,
               file ? file : arena_printf(out->text.arena, "%s.weights", e->prefix));
    label_line(out, "#endif");
    emit_embedded(out, e);
    label_line(out, "#else");
    emit_assembled(out, e);
    label_line(out, "#endif");
    label_line(out, "#endif");
    blank(out);
}

static void emit_check(Out *out, const Emission *e) {
    const Blob *blob = e->plan->blob;
    const char *m = e->macro;
    block(out, "int %s_weights_check(const void *weights, size_t size)", e->prefix) {
        line(out, "const unsigned char *at = weights;");
        line(out,
             "unsigned long long header[4], word, sum = 0x%llxULL; /* FNV-1a over words, mixed downwards */",
             (unsigned long long)FNV_BASIS);
        line(out, "if ((size_t)at %% %zu) return %s_BAD_ALIGNMENT;", weights_alignment(e->plan->target), m);
        line(out, "if (size != %zu) return %s_BAD_SIZE;", blob->size, m);
        line(out, "memcpy(header, at, sizeof header);");
        line(out, "if (header[0] != 0x%llxULL) return %s_BAD_MAGIC;", (unsigned long long)BLOB_MAGIC, m);
        line(out, "if (header[1] != 0x%llxULL) return %s_BAD_FINGERPRINT;",
             (unsigned long long)blob->fingerprint, m);
        line(out, "if (header[2] != %zu) return %s_BAD_SIZE;", blob->size, m);
        block(out, "for (size_t i = %d; i < %zu; i += 8)", BLOB_CHECKED, blob->size) {
            line(out, "memcpy(&word, at + i, 8);");
            line(out, "sum = (sum ^ word) * 0x%llxULL;", (unsigned long long)FNV_PRIME);
            line(out, "sum ^= sum >> 32;");
        }
        line(out, "return sum == header[3] ? %s_OK : %s_BAD_CHECKSUM;", m, m);
    }
    blank(out);
}

static const Question *question_of(const Architecture *architecture, const char *feature) {
    for (const Question *q = architecture->questions; q && q->feature; q++)
        if (!strcmp(q->feature, feature)) return q;
    return NULL;
}

static void add_question(Out *out, Text *text, const Architecture *architecture, const char *feature) {
    const Question *own = question_of(architecture, feature);
    if (text->length) text_printf(text, " && ");
    if (own)
        text_printf(text, "%s", own->test);
    else
        text_printf(text, architecture->test, feature);
    if (own && own->prepare) lines(out, own->prepare);
}

static void emit_cpu_ok(Out *out, const Emission *e) {
    const Target *target = e->plan->target;
    block(out, "int %s_cpu_ok(void)", e->prefix) {
        Text test = { .arena = out->text.arena };
        if (*target->features && target->architecture->prepare) lines(out, target->architecture->prepare);
        for (int i = 0; i < COUNT_OF(target->features) && target->features[i]; i++)
            add_question(out, &test, target->architecture, target->features[i]);
        const bool lone = test.length && !strstr(test.bytes, "&&"); /* its answer may be another than 1 */
        line(out, "return %s%s;", test.length ? test.bytes : "1", lone ? " != 0" : "");
    }
    blank(out);
}

void emit_weights(Out *out, const Emission *e) {
    if (embeds_weights(e))
        emit_weights_array(out, e);
    else
        emit_bundle(out, e);
    emit_check(out, e);
    emit_cpu_ok(out, e);
}
