/* write.c: a spec's text, of the keys that differ from their defaults. */
#include "look.h"

typedef struct {
    Text text;
    const Spec *spec;
} Writer;

static void add_list(Text *text, const int *numbers, int count) {
    for (int i = 0; i < count; i++) text_printf(text, "%s%d", i ? ", " : "", numbers[i]);
}

static void write_integer(Writer *w, const char *key, int value, int usual) {
    if (value != usual) text_printf(&w->text, ", \"%s\": %d", key, value);
}

static void write_word(Writer *w, const char *key, const char *value) {
    text_printf(&w->text, ", \"%s\": \"%s\"", key, value);
}

static void write_list(Writer *w, const char *key, const int *numbers, const int *usual, int count) {
    bool same = usual != NULL;
    for (int i = 0; same && i < count; i++) same = numbers[i] == usual[i];
    if (same) return;
    text_printf(&w->text, ", \"%s\": [", key);
    add_list(&w->text, numbers, count);
    text_printf(&w->text, "]");
}

static void write_stages(Writer *w) {
    const Spec *spec = w->spec;
    int widths[MAX_STAGES], strides[MAX_STAGES];
    for (int s = 0; s < MAX_STAGES; s++) widths[s] = 64 << s, strides[s] = s ? 2 : 1;
    text_printf(&w->text, "{\"block\": \"%s\"", block_names[spec->block]);
    write_list(w, "repeats", spec->repeats, NULL, spec->stages);
    write_integer(w, "expansion", spec->expansion, spec->block == BLOCK_BOTTLENECK ? 4 : 1);
    write_list(w, "widths", spec->widths, widths, spec->stages);
    write_list(w, "strides", spec->strides, strides, spec->stages);
    write_integer(w, "groups", spec->groups, 1);
    write_integer(w, "width_per_group", spec->width_per_group, 64);
    write_integer(w, "reduce_first", spec->reduce_first, 1);
    write_integer(w, "down_kernel", spec->down_kernel, 1);
}

static void write_blocks(Writer *w) {
    const Spec *spec = w->spec;
    Activation usual = spec->block == BLOCK_IR ? ACTIVATION_PRELU : ACTIVATION_RELU;
    if (spec->shortcut != SHORTCUT_PROJECTION) write_word(w, "shortcut", shortcut_names[spec->shortcut]);
    if (!spec->shortcut_norm) text_printf(&w->text, ", \"shortcut_norm\": false");
    if (spec->antialias) write_word(w, "antialias", antialias_names[spec->antialias - 1]);
    if (spec->preactivation) text_printf(&w->text, ", \"preactivation\": true");
    if (spec->activation != usual)
        write_word(w, "activation", spec->activation == ACTIVATION_PRELU ? "prelu" : "relu");
    if (spec->attention == ATTENTION_ECA) text_printf(&w->text, ", \"attention\": {\"type\": \"eca\"}");
    if (spec->attention == ATTENTION_SE)
        text_printf(&w->text, ", \"attention\": {\"type\": \"se\", \"reduction\": %d}", spec->reduction);
}

/* What the type of stem does not say already. */
static void write_stem(Writer *w) {
    const Stem *stem = &w->spec->stem;
    Text inside = { .arena = w->text.arena };
    bool cifar = !stem->deep && stem->kernel == 3;
    text_append(&inside, "", 0);
    if (cifar) text_printf(&inside, ", \"type\": \"cifar\"");
    if (stem->deep) text_printf(&inside, ", \"type\": \"deep\"");
    if (stem->deep && (stem->widths[0] != 32 || stem->widths[1] != 32 || stem->widths[2] != 64))
        text_printf(&inside, ", \"widths\": [%d, %d, %d]", stem->widths[0], stem->widths[1], stem->widths[2]);
    if (!stem->deep && !cifar && stem->kernel != 7) text_printf(&inside, ", \"kernel\": %d", stem->kernel);
    if (!stem->deep && stem->width != (cifar ? w->spec->widths[0] : 64))
        text_printf(&inside, ", \"width\": %d", stem->width);
    if (stem->pool.kind == STEM_POOL_CONV) text_printf(&inside, ", \"pool\": \"conv\"");
    if (stem->pool.zeros) text_printf(&inside, ", \"pool\": \"max_fixed\"");
    if (inside.length) text_printf(&w->text, ", \"stem\": {%s}", inside.bytes + 2);
}

static void write_norm(Writer *w) {
    const Spec *spec = w->spec;
    if (spec->norm == NORM_NONE) text_printf(&w->text, ", \"norm\": null");
    if (spec->norm == NORM_GROUP && spec->norm_groups == 32)
        text_printf(&w->text, ", \"norm\": {\"type\": \"group\"}");
    else if (spec->norm == NORM_GROUP)
        text_printf(&w->text, ", \"norm\": {\"type\": \"group\", \"groups\": %d}", spec->norm_groups);
    if (spec->standardized >= 0)
        text_printf(&w->text, ", \"weight_standardization\": %g", spec->standardized);
}

static void write_head(Writer *w) {
    const Spec *spec = w->spec;
    text_printf(&w->text, ", \"input\": {\"channels\": %d, \"height\": %d, \"width\": %d}", spec->channels,
                spec->height, spec->width);
    text_printf(&w->text, ", \"classes\": %d", spec->classes);
    if (spec->head == HEAD_FLATTEN)
        text_printf(&w->text, ", \"head\": {\"type\": \"flatten\"%s}",
                    spec->head_norm ? "" : ", \"norm\": false");
    else if (spec->head != HEAD_AVERAGE)
        text_printf(&w->text, ", \"head\": {\"pool\": \"%s\"}", head_names[spec->head]);
}

/* Small inputs are whole pictures; of 224 the default is torchvision's 256. */
static void write_preprocess(Writer *w) {
    const Spec *spec = w->spec;
    const double *mean = spec->preprocess.mean, *std = spec->preprocess.std;
    if (spec->preprocess.plain) return;
    text_printf(&w->text, ", \"preprocess\": {\"mean\": [%g, %g, %g], \"std\": [%g, %g, %g]", mean[0],
                mean[1], mean[2], std[0], std[1], std[2]);
    if (spec->height < 224)
        text_printf(&w->text, ", \"resize\": %d", spec->height < spec->width ? spec->height : spec->width);
    if (spec->preprocess.filter == FILTER_BICUBIC) text_printf(&w->text, ", \"filter\": \"bicubic\"");
    text_printf(&w->text, "}");
}

const char *write_spec(Arena *arena, const Spec *spec) {
    Writer w = { { .arena = arena }, spec };
    write_stages(&w);
    write_blocks(&w);
    write_stem(&w);
    write_head(&w);
    write_norm(&w);
    write_preprocess(&w);
    text_printf(&w.text, "}");
    return w.text.bytes;
}

const char *nearest_text(Arena *arena, const Spec *spec) {
    Text text = { .arena = arena };
    text_printf(&text, "%s, repeats ", block_names[spec->block]);
    add_list(&text, spec->repeats, spec->stages);
    return text.bytes;
}
