/* dump_spec.c: --dump spec: a line a key, as the format spells them, all with their defaults. */
#include "dump.h"

#include "spec/spec.h"

static void add_key(Table *table, const char *key, const char *value) {
    table_cell(table, "%s", key);
    table_cell(table, "%s", value);
}

static void add_integers(Table *table, const char *key, const int *values, int count) {
    Text text = { .arena = table->arena };
    for (int i = 0; i < count; i++) text_printf(&text, "%s%d", i ? " " : "", values[i]);
    add_key(table, key, text.bytes);
}

static void add_integer(Table *table, const char *key, int value) { add_integers(table, key, &value, 1); }

static void add_numbers(Table *table, const char *key, const double *values, int count) {
    Text text = { .arena = table->arena };
    for (int i = 0; i < count; i++) text_printf(&text, "%s%.9g", i ? " " : "", values[i]);
    add_key(table, key, text.bytes);
}

static void add_stages(Table *table, const Spec *spec) {
    add_key(table, "block", block_names[spec->block]);
    add_integers(table, "repeats", spec->repeats, spec->stages);
    add_integer(table, "expansion", spec->expansion);
    add_integers(table, "widths", spec->widths, spec->stages);
    add_integers(table, "strides", spec->strides, spec->stages);
    add_integers(table, "dilations", spec->dilations, spec->stages);
    add_integer(table, "groups", spec->groups);
    add_integer(table, "width_per_group", spec->width_per_group);
    add_integer(table, "reduce_first", spec->reduce_first);
    add_integer(table, "down_kernel", spec->down_kernel);
    add_key(table, "stride_in", spec->stride_in_1x1 ? "1x1" : "3x3");
}

static void add_bool(Table *table, const char *key, bool value) {
    add_key(table, key, value ? "true" : "false");
}

static void add_blocks(Table *table, const Spec *spec) {
    add_key(table, "shortcut", shortcut_names[spec->shortcut]);
    add_bool(table, "shortcut_norm", spec->shortcut_norm);
    add_key(table, "antialias", spec->antialias ? antialias_names[spec->antialias - 1] : "null");
    add_bool(table, "preactivation", spec->preactivation);
    add_key(table, "activation/type", activation_row(spec->activation)->name);
    if (spec->activation == ACTIVATION_LEAKY_RELU) add_numbers(table, "activation/slope", &spec->slope, 1);
    add_key(table, "attention/type", spec->attention ? attention_names[spec->attention - 1] : "null");
    if (spec->attention == ATTENTION_SE) add_integer(table, "attention/reduction", spec->reduction);
}

static void add_pool(Table *table, const StemPool *pool) {
    if (pool->kind == STEM_POOL_NONE) add_key(table, "stem/pool", "null");
    if (pool->kind == STEM_POOL_CONV) add_key(table, "stem/pool", "conv");
    if (pool->kind == STEM_POOL_MAX && !pool->zeros) add_key(table, "stem/pool", "max");
    if (pool->kind != STEM_POOL_MAX || !pool->zeros) return;
    add_integer(table, "stem/pool/kernel", pool->kernel);
    add_integer(table, "stem/pool/stride", pool->stride);
    add_integers(table, "stem/pool/padding", (int[]){ pool->before, pool->behind }, 2);
}

static void add_stem(Table *table, const Stem *stem) {
    add_integer(table, "stem/kernel", stem->kernel);
    add_integer(table, "stem/stride", stem->stride);
    if (stem->deep)
        add_integers(table, "stem/widths", stem->widths, 3);
    else
        add_integer(table, "stem/width", stem->width);
    add_pool(table, &stem->pool);
}

static void add_norm(Table *table, const Spec *spec) {
    static const char *const types[] = {
        [NORM_BATCH] = "batch", [NORM_GROUP] = "group", [NORM_NONE] = "null"
    };
    add_key(table, "norm/type", types[spec->norm]);
    if (spec->norm == NORM_GROUP) add_integer(table, "norm/groups", spec->norm_groups);
    if (spec->norm != NORM_NONE) add_numbers(table, "norm/eps", &spec->eps, 1);
    if (spec->standardized < 0)
        add_key(table, "weight_standardization", "null");
    else
        add_numbers(table, "weight_standardization", &spec->standardized, 1);
}

static void add_head(Table *table, const Spec *spec) {
    if (spec->head != HEAD_FLATTEN) {
        add_key(table, "head/pool", head_names[spec->head]);
        return;
    }
    add_key(table, "head/type", "flatten");
    add_bool(table, "head/norm", spec->head_norm);
}

static void add_preprocess(Table *table, const Spec *spec) {
    add_numbers(table, "preprocess/mean", spec->preprocess.mean, spec->channels);
    add_numbers(table, "preprocess/std", spec->preprocess.std, spec->channels);
    add_integer(table, "preprocess/resize", spec->preprocess.resize);
    add_key(table, "preprocess/filter", filter_names[spec->preprocess.filter]);
    add_key(table, "preprocess/order", channel_orders[spec->preprocess.bgr]);
    add_key(table, "preprocess/input", input_names[spec->preprocess.input]);
}

void dump_spec_rows(Table *table, const Plan *plan) {
    const Spec *spec = plan->spec;
    Text outputs = { .arena = table->arena };
    for (int i = 0; i < spec->output_count; i++)
        text_printf(&outputs, "%s%s", i ? " " : "", spec->outputs[i].name);
    add_key(table, "name", spec->name);
    add_stages(table, spec);
    add_blocks(table, spec);
    add_stem(table, &spec->stem);
    add_key(table, "padding", spec->same_padding ? "same" : "torch");
    add_integer(table, "input/channels", spec->channels);
    add_integer(table, "input/height", spec->height);
    add_integer(table, "input/width", spec->width);
    add_integer(table, "batch", spec->batch);
    add_integer(table, "classes", spec->classes);
    add_head(table, spec);
    add_key(table, "outputs", outputs.bytes);
    add_norm(table, spec);
    add_preprocess(table, spec);
}
