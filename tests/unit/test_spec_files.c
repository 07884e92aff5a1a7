/* The named models under specs/ are what their names say, and schema.json agrees with the spec pass on keys
 * and defaults. Runs from the top folder. */
#include "fixture.h"
#include "spec/keys.h"

/* A model as its paper lists it; the rest are the format's defaults, or those of CIFAR. */
typedef struct {
    const char *file, *name;
    BlockKind block;
    int repeats[4]; /* 0 behind the last stage */
    int groups, width_per_group;
    int width, input, classes; /* of the first stage; height and width */
    bool cifar;
} Model;

static const Model models[] = {
    { "resnet18", "resnet18", BLOCK_BASIC, { 2, 2, 2, 2 }, 1, 64, 64, 224, 1000, false },
    { "resnet34", "resnet34", BLOCK_BASIC, { 3, 4, 6, 3 }, 1, 64, 64, 224, 1000, false },
    { "resnet50", "resnet50", BLOCK_BOTTLENECK, { 3, 4, 6, 3 }, 1, 64, 64, 224, 1000, false },
    { "resnet101", "resnet101", BLOCK_BOTTLENECK, { 3, 4, 23, 3 }, 1, 64, 64, 224, 1000, false },
    { "resnet152", "resnet152", BLOCK_BOTTLENECK, { 3, 8, 36, 3 }, 1, 64, 64, 224, 1000, false },
    { "resnext50_32x4d", "resnext50_32x4d", BLOCK_BOTTLENECK, { 3, 4, 6, 3 }, 32, 4, 64, 224, 1000, false },
    { "wide_resnet50_2", "wide_resnet50_2", BLOCK_BOTTLENECK, { 3, 4, 6, 3 }, 1, 128, 64, 224, 1000, false },
    { "resnet20-cifar", "resnet20_cifar", BLOCK_BASIC, { 3, 3, 3 }, 1, 64, 16, 32, 10, true },
    { "resnet32-cifar", "resnet32_cifar", BLOCK_BASIC, { 5, 5, 5 }, 1, 64, 16, 32, 10, true },
    { "resnet44-cifar", "resnet44_cifar", BLOCK_BASIC, { 7, 7, 7 }, 1, 64, 16, 32, 10, true },
    { "resnet56-cifar", "resnet56_cifar", BLOCK_BASIC, { 9, 9, 9 }, 1, 64, 16, 32, 10, true },
    { "resnet110-cifar", "resnet110_cifar", BLOCK_BASIC, { 18, 18, 18 }, 1, 64, 16, 32, 10, true },
    { "tiny", "tiny", BLOCK_BASIC, { 1, 1 }, 1, 64, 8, 16, 10, true },
};

static void assert_stages(const Spec *spec, const Model *model) {
    int stages = 0;
    while (stages < 4 && model->repeats[stages]) stages++;
    assert_int_equal(spec->stages, stages);
    for (int i = 0; i < stages; i++) {
        assert_int_equal(spec->repeats[i], model->repeats[i]);
        assert_int_equal(spec->widths[i], model->width << i);
        assert_int_equal(spec->strides[i], i == 0 ? 1 : 2);
    }
    assert_int_equal(spec->block, model->block);
    assert_int_equal(spec->expansion, model->block == BLOCK_BASIC ? 1 : 4);
    assert_int_equal(spec->groups, model->groups);
    assert_int_equal(spec->width_per_group, model->width_per_group);
    assert_false(spec->stride_in_1x1);
}

static void assert_ends(const Spec *spec, const Model *model) {
    assert_int_equal(spec->stem.kernel, model->cifar ? 3 : 7);
    assert_int_equal(spec->stem.stride, model->cifar ? 1 : 2);
    assert_int_equal(spec->stem.width, model->width);
    assert_int_equal(spec->stem.pool.kind, model->cifar ? STEM_POOL_NONE : STEM_POOL_MAX);
    assert_int_equal(spec->channels, 3);
    assert_int_equal(spec->height, model->input);
    assert_int_equal(spec->width, model->input);
    assert_int_equal(spec->batch, 1);
    assert_int_equal(spec->classes, model->classes);
    assert_int_equal(spec->output_count, 1);
    assert_int_equal(spec->outputs[0].kind, OUTPUT_LOGITS);
}

/* Torchvision's V1 weights; a CIFAR picture is neither resized nor cropped. */
static void assert_preprocess(const Spec *spec, const Model *model) {
    const double mean[] = { 0.485, 0.456, 0.406 }, std[] = { 0.229, 0.224, 0.225 };
    assert_int_equal(spec->preprocess.resize, model->cifar ? model->input : 256);
    assert_int_equal(spec->preprocess.filter, FILTER_BILINEAR);
    for (int c = 0; c < 3; c++) {
        assert_true(spec->preprocess.mean[c] == (model->cifar ? 0 : mean[c]));
        assert_true(spec->preprocess.std[c] == (model->cifar ? 1 : std[c]));
    }
}

static void models_are_as_named(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(models); i++) {
        const Spec *spec = named_spec(f, models[i].file);
        assert_string_equal(spec->name, models[i].name);
        assert_stages(spec, &models[i]);
        assert_ends(spec, &models[i]);
        assert_preprocess(spec, &models[i]);
    }
}

/* ---- the schema ---- */

static json_t *load_schema(void) {
    json_error_t error;
    json_t *schema = json_load_file("specs/schema.json", JSON_REJECT_DUPLICATES, &error);
    if (!schema) print_error("specs/schema.json:%d: %s\n", error.line, error.text);
    assert_non_null(schema);
    return schema;
}

static void schema_has_the_spec_keys(void **state) {
    (void)state;
    json_t *schema = load_schema(), *properties = json_object_get(schema, "properties");
    size_t keys = 0;
    for (; spec_keys[keys]; keys++) assert_non_null(json_object_get(properties, spec_keys[keys]));
    assert_int_equal(json_object_size(properties), keys);
    json_decref(schema);
}

/* An unknown key's message lists the known ones. */
static const char *known_keys(Fixture *f, const char *object) {
    Diag diag = { .arena = &f->arena };
    const char *json =
        arena_printf(&f->arena, "{\"block\": \"basic\", \"repeats\": [1], \"%s\": {\"?\": 1}%s}", object,
                     strchr(object, '{') ? "}" : "");
    assert_null(spec_parse(&f->arena, json, strlen(json), "x", &diag));
    const char *list = strstr(diag.message, "expected ");
    assert_non_null(list);
    return list;
}

static void assert_same_keys(Fixture *f, const json_t *properties, const char *list) {
    const char *key;
    json_t *value;
    size_t quotes = 0;
    json_object_foreach((json_t *)(uintptr_t)properties, key, value)
        assert_non_null(strstr(list, arena_printf(&f->arena, "\"%s\"", key)));
    for (const char *c = list; *c; c++) quotes += *c == '"';
    assert_int_equal(quotes, 2 * json_object_size(properties));
}

static void schema_has_the_nested_keys(void **state) {
    Fixture *f = *state;
    json_t *schema = load_schema(), *properties = json_object_get(schema, "properties");
    static const char *const objects[] = { "stem", "input", "norm", "preprocess", "head" };
    for (int i = 0; i < COUNT_OF(objects); i++) {
        json_t *object = json_object_get(properties, objects[i]);
        assert_same_keys(f, json_object_get(object, "properties"), known_keys(f, objects[i]));
    }
    json_decref(schema);
}

/* Objects that are one alternative of several. */
static void schema_has_the_alternatives_keys(void **state) {
    Fixture *f = *state;
    json_t *schema = load_schema(), *properties = json_object_get(schema, "properties");
    json_t *stem = json_object_get(json_object_get(properties, "stem"), "properties");
    json_t *activation = json_object_get(json_object_get(properties, "activation"), "oneOf");
    json_t *attention = json_object_get(json_object_get(properties, "attention"), "oneOf");
    json_t *pool = json_object_get(json_object_get(stem, "pool"), "oneOf");
    assert_same_keys(f, json_object_get(json_array_get(activation, 1), "properties"),
                     known_keys(f, "activation"));
    assert_same_keys(f, json_object_get(json_array_get(attention, 1), "properties"),
                     known_keys(f, "attention"));
    assert_same_keys(f, json_object_get(json_array_get(pool, 1), "properties"),
                     known_keys(f, "stem\": {\"pool"));
    json_decref(schema);
}

static const Spec *parse_value(Fixture *f, json_t *value) {
    char *json = json_dumps(value, 0);
    const Spec *spec = make_spec(f, json);
    free(json);
    return spec;
}

static void assert_same(const Spec *a, const Spec *b) {
    assert_int_equal(a->groups, b->groups);
    assert_int_equal(a->width_per_group, b->width_per_group);
    assert_int_equal(a->stride_in_1x1, b->stride_in_1x1);
    assert_memory_equal(&a->stem, &b->stem, offsetof(Stem, pool.zeros));
    assert_int_equal(a->stem.pool.zeros, b->stem.pool.zeros);
    assert_int_equal(a->reduce_first, b->reduce_first);
    assert_int_equal(a->down_kernel, b->down_kernel);
    assert_int_equal(a->shortcut, b->shortcut);
    assert_int_equal(a->shortcut_norm, b->shortcut_norm);
    assert_int_equal(a->antialias, b->antialias);
    assert_int_equal(a->preactivation, b->preactivation);
    assert_int_equal(a->attention, b->attention);
    assert_int_equal(a->same_padding, b->same_padding);
    assert_int_equal(a->head, b->head);
    assert_int_equal(a->head_norm, b->head_norm);
    assert_int_equal(a->norm, b->norm);
    assert_true(a->standardized == b->standardized);
    assert_int_equal(a->channels, b->channels);
    assert_int_equal(a->height, b->height);
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->batch, b->batch);
    assert_int_equal(a->classes, b->classes);
    assert_int_equal(a->output_count, b->output_count);
    assert_int_equal(a->outputs[0].kind, b->outputs[0].kind);
    assert_true(a->eps == b->eps);
    assert_int_equal(a->preprocess.filter, b->preprocess.filter);
    assert_int_equal(a->preprocess.resize, b->preprocess.resize);
    assert_int_equal(a->preprocess.bgr, b->preprocess.bgr);
}

/* Adds the defaults of these properties, and of objects without a default those of their members. */
static int add_defaults(json_t *spec, json_t *properties) {
    const char *key;
    json_t *property;
    int added = 0;
    json_object_foreach(properties, key, property) {
        json_t *value = json_object_get(property, "default");
        added += value != NULL;
        if (value) json_object_set(spec, key, value);
    }
    return added;
}

static void schema_has_the_defaults(void **state) {
    Fixture *f = *state;
    json_t *schema = load_schema(), *properties = json_object_get(schema, "properties");
    json_t *spec = json_pack("{s:s, s:[i,i], s:{}}", "block", "basic", "repeats", 1, 1, "preprocess");
    json_t *preprocess = json_object_get(properties, "preprocess");
    const Spec *short_form = parse_value(f, spec);
    assert_int_equal(add_defaults(spec, properties), 19);
    assert_int_equal(
        add_defaults(json_object_get(spec, "preprocess"), json_object_get(preprocess, "properties")), 3);
    assert_same(parse_value(f, spec), short_form);
    json_decref(spec);
    json_decref(schema);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(models_are_as_named),        TEST(schema_has_the_spec_keys),
        TEST(schema_has_the_nested_keys), TEST(schema_has_the_alternatives_keys),
        TEST(schema_has_the_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
