/* text.c: the guess as the JSON of a spec: what identifies the network always, the rest where it is not the
 * default. */
#include "network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_key(Text *text, const char *key) {
    text_printf(text, "%s\n  \"%s\": ", text->length > 1 ? "," : "", key);
}

static void add_integers(Text *text, const char *key, const int *values, int count) {
    add_key(text, key);
    for (int i = 0; i < count; i++) text_printf(text, "%s%d", i ? ", " : "[", values[i]);
    text_printf(text, "]");
}

static void add_integer(Text *text, const char *key, int value, int otherwise) {
    if (value == otherwise) return;
    add_key(text, key);
    text_printf(text, "%d", value);
}

static void add_word(Text *text, const char *key, const char *word) {
    add_key(text, key);
    text_printf(text, "\"%s\"", word);
}

/* As short as gives the same float, as which files have it. */
static void add_number(Text *text, double number) {
    char digits[32];
    for (int precision = 1; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, number);
        if ((float)strtod(digits, NULL) == (float)number) break;
    }
    text_printf(text, "%s", digits);
}

/* ---- The keys ---- */

static void add_stages(Text *text, const Spec *spec) {
    int ones[MAX_STAGES];
    for (int i = 0; i < MAX_STAGES; i++) ones[i] = 1;
    add_word(text, "block", block_names[spec->block]);
    add_integers(text, "repeats", spec->repeats, spec->stages);
    add_integer(text, "expansion", spec->expansion, spec->block == BLOCK_BOTTLENECK ? 4 : 1);
    add_integers(text, "widths", spec->widths, spec->stages);
    add_integers(text, "strides", spec->strides, spec->stages);
    if (memcmp(spec->dilations, ones, (size_t)spec->stages * sizeof *ones))
        add_integers(text, "dilations", spec->dilations, spec->stages);
    add_integer(text, "groups", spec->groups, 1);
    add_integer(text, "width_per_group", spec->width_per_group, 64);
    add_integer(text, "reduce_first", spec->reduce_first, 1);
    add_integer(text, "down_kernel", spec->down_kernel, 1);
    if (spec->stride_in_1x1) add_word(text, "stride_in", "1x1");
}

static void add_activation(Text *text, const Spec *spec) {
    const char *name = activation_row(spec->activation)->name;
    if (spec->activation == (spec->block == BLOCK_IR ? ACTIVATION_PRELU : ACTIVATION_RELU)) return;
    if (spec->activation != ACTIVATION_LEAKY_RELU) {
        add_word(text, "activation", name);
        return;
    }
    add_key(text, "activation");
    text_printf(text, "{ \"type\": \"%s\", \"slope\": ", name);
    add_number(text, spec->slope);
    text_printf(text, " }");
}

static void add_attention(Text *text, const Spec *spec) {
    if (!spec->attention) return;
    add_key(text, "attention");
    text_printf(text, "{ \"type\": \"%s\"", attention_names[spec->attention - 1]);
    if (spec->attention == ATTENTION_SE) text_printf(text, ", \"reduction\": %d", spec->reduction);
    text_printf(text, " }");
}

static void add_blocks(Text *text, const Spec *spec) {
    if (spec->shortcut) add_word(text, "shortcut", shortcut_names[spec->shortcut]);
    if (!spec->shortcut_norm && spec->norm != NORM_NONE && !spec->preactivation) {
        add_key(text, "shortcut_norm");
        text_printf(text, "false");
    }
    if (spec->antialias) add_word(text, "antialias", antialias_names[spec->antialias - 1]);
    if (spec->preactivation) {
        add_key(text, "preactivation");
        text_printf(text, "true");
    }
    add_activation(text, spec);
    add_attention(text, spec);
}

static void add_pool(Text *text, const StemPool *pool) {
    bool usual = pool->kernel == 3 && pool->stride == 2 && pool->before == 1 && pool->behind == 1;
    text_printf(text, ", \"pool\": ");
    if (pool->kind == STEM_POOL_NONE)
        text_printf(text, "null");
    else if (pool->kind == STEM_POOL_CONV)
        text_printf(text, "\"conv\"");
    else if (usual)
        text_printf(text, pool->zeros ? "\"max_fixed\"" : "\"max\"");
    else
        text_printf(text, "{ \"kernel\": %d, \"stride\": %d, \"padding\": [%d, %d] }", pool->kernel,
                    pool->stride, pool->before, pool->behind);
}

static void add_stem(Text *text, const Stem *stem) {
    add_key(text, "stem");
    if (stem->deep)
        text_printf(text, "{ \"type\": \"deep\", \"widths\": [%d, %d, %d]", stem->widths[0], stem->widths[1],
                    stem->widths[2]);
    else
        text_printf(text, "{ \"kernel\": %d", stem->kernel);
    text_printf(text, ", \"stride\": %d", stem->stride);
    if (!stem->deep) text_printf(text, ", \"width\": %d", stem->width);
    add_pool(text, &stem->pool);
    text_printf(text, " }");
}

static void add_norm(Text *text, const Spec *spec) {
    add_key(text, "norm");
    if (spec->norm == NORM_NONE) {
        text_printf(text, "null");
        return;
    }
    text_printf(text, "{ ");
    if (spec->norm == NORM_GROUP)
        text_printf(text, "\"type\": \"group\", \"groups\": %d, ", spec->norm_groups);
    text_printf(text, "\"eps\": ");
    add_number(text, spec->eps);
    text_printf(text, " }");
}

static void add_head(Text *text, const Spec *spec) {
    if (spec->head == HEAD_AVERAGE) return;
    add_key(text, "head");
    if (spec->head != HEAD_FLATTEN)
        text_printf(text, "{ \"pool\": \"%s\" }", head_names[spec->head]);
    else if (spec->head_norm)
        text_printf(text, "{ \"type\": \"flatten\" }");
    else
        text_printf(text, "{ \"type\": \"flatten\", \"norm\": false }");
}

/* The default is left out. */
static void add_outputs(Text *text, const Spec *spec) {
    static const char *const names[] = { "logits", "probabilities", "pool", "stem" };
    bool usual = spec->output_count == 1 && (spec->classes ? spec->outputs[0].kind == OUTPUT_LOGITS
                                                           : spec->outputs[0].kind == OUTPUT_STAGE &&
                                                                 spec->outputs[0].stage == spec->stages - 1);
    if (spec->output_count == 0 || usual) return;
    add_key(text, "outputs");
    for (int i = 0; i < spec->output_count; i++) {
        const Output *output = &spec->outputs[i];
        text_printf(text, i ? ", " : "[");
        if (output->kind == OUTPUT_STAGE)
            text_printf(text, "\"layer%d\"", output->stage + 1);
        else
            text_printf(text, "\"%s\"", names[output->kind]);
    }
    text_printf(text, "]");
}

static void add_numbers(Text *text, const char *key, const double *numbers, int count) {
    text_printf(text, "\"%s\": ", key);
    for (int i = 0; i < count; i++) {
        text_printf(text, i ? ", " : "[");
        add_number(text, numbers[i]);
    }
    text_printf(text, "]");
}

static void add_preprocess(Text *text, const Network *n) {
    if (!n->mean) return;
    add_key(text, "preprocess");
    text_printf(text, "{ ");
    add_numbers(text, "mean", n->mean, n->spec.channels);
    text_printf(text, ", ");
    add_numbers(text, "std", n->std, n->spec.channels);
    text_printf(text, " }");
}

const char *spec_text(Network *n) {
    const Spec *spec = &n->spec;
    Text text = { .arena = n->r->arena };
    text_printf(&text, "{");
    add_stages(&text, spec);
    add_blocks(&text, spec);
    if (spec->same_padding) add_word(&text, "padding", "same");
    add_stem(&text, &spec->stem);
    add_norm(&text, spec);
    add_head(&text, spec);
    add_key(&text, "input");
    text_printf(&text, "{ \"channels\": %d, \"height\": %d, \"width\": %d }", spec->channels, spec->height,
                spec->width);
    add_integer(&text, "batch", spec->batch, 1);
    add_integer(&text, "classes", spec->classes, -1);
    add_outputs(&text, spec);
    add_preprocess(&text, n);
    text_printf(&text, "\n}\n");
    return text.bytes;
}
