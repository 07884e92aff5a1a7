/* The spec pass: defaults, every key, names, outputs. Wrong specs: test_invalid_specs.c; the named models and
 * the schema: test_spec_files.c. */
#include "fixture.h"

#define BASIC(members)      "{\"block\": \"basic\", \"repeats\": [2, 2]" members "}"
#define BOTTLENECK(members) "{\"block\": \"bottleneck\", \"repeats\": [3, 4, 6, 3]" members "}"

static const Spec *parse_as(Fixture *f, const char *path, const char *json) {
    const Spec *spec = spec_parse(&f->arena, json, strlen(json), path, &f->diag);
    if (f->diag.message) print_error("%s\n", f->diag.message);
    assert_non_null(spec);
    assert_int_equal(f->diag.status, STATUS_OK);
    return spec;
}

static const Spec *parse(Fixture *f, const char *json) { return parse_as(f, "net.json", json); }

static void assert_integers(const int *got, int count, const int *expected) {
    for (int i = 0; i < count; i++) assert_int_equal(got[i], expected[i]);
}

/* Exactly: decimal constants of C and JSON are the same doubles. False for NaN. */
static void assert_number(double got, double expected) { assert_true(got == expected); }

static void two_keys_give_resnet50(void **state) {
    Fixture *f = *state;
    const Spec *spec = parse(f, BOTTLENECK(""));
    assert_string_equal(spec->name, "net");
    assert_int_equal(spec->block, BLOCK_BOTTLENECK);
    assert_int_equal(spec->stages, 4);
    assert_integers(spec->repeats, 4, (int[]){ 3, 4, 6, 3 });
    assert_integers(spec->widths, 4, (int[]){ 64, 128, 256, 512 });
    assert_integers(spec->strides, 4, (int[]){ 1, 2, 2, 2 });
    assert_int_equal(spec->expansion, 4);
    assert_int_equal(spec->groups, 1);
    assert_int_equal(spec->width_per_group, 64);
    assert_false(spec->stride_in_1x1);
    assert_int_equal(spec->batch, 1);
    assert_int_equal(spec->classes, 1000);
    assert_number(spec->eps, 1e-5);
}

static void assert_stem(const Spec *spec, int kernel, int stride, int width, StemPoolKind pool) {
    assert_int_equal(spec->stem.kernel, kernel);
    assert_int_equal(spec->stem.stride, stride);
    assert_int_equal(spec->stem.width, width);
    assert_int_equal(spec->stem.pool.kind, pool);
}

static void stems(void **state) {
    Fixture *f = *state;
    assert_stem(parse(f, BASIC("")), 7, 2, 64, STEM_POOL_MAX);
    assert_stem(parse(f, BASIC(",\"stem\": {}")), 7, 2, 64, STEM_POOL_MAX);
    assert_stem(parse(f, BASIC(",\"stem\": {\"type\": \"imagenet\"}, \"widths\": [20, 40]")), 7, 2, 64,
                STEM_POOL_MAX);
    assert_stem(parse(f, BASIC(",\"stem\": {\"type\": \"cifar\"}, \"widths\": [20, 40]")), 3, 1, 20,
                STEM_POOL_NONE);
    assert_stem(parse(f, BASIC(",\"stem\": {\"kernel\": 5, \"pool\": null}")), 5, 2, 64, STEM_POOL_NONE);
    assert_stem(parse(f, BASIC(",\"stem\": {\"stride\": 4, \"width\": 24}")), 7, 4, 24, STEM_POOL_MAX);
    assert_stem(parse(f, BASIC(",\"stem\": {\"width\": 12, \"type\": \"cifar\", \"pool\": \"max\"}")), 3, 1,
                12, STEM_POOL_MAX);
}

static void assert_pool(const Spec *spec, int kernel, int stride, int before, int behind, bool zeros) {
    const StemPool *pool = &spec->stem.pool;
    assert_int_equal(pool->kind, STEM_POOL_MAX);
    assert_integers((int[]){ pool->kernel, pool->stride, pool->before, pool->behind }, 4,
                    (int[]){ kernel, stride, before, behind });
    assert_int_equal(pool->zeros, zeros);
}

static void stem_pools(void **state) {
    Fixture *f = *state;
    assert_pool(parse(f, BASIC("")), 3, 2, 1, 1, false);
    assert_pool(parse(f, BASIC(",\"stem\": {\"pool\": \"max_fixed\"}")), 3, 2, 1, 1, true);
    assert_pool(parse(f, BASIC(",\"stem\": {\"pool\": {}}")), 3, 2, 0, 0, true);
    assert_pool(parse(f, BASIC(",\"stem\": {\"pool\": {\"padding\": [0, 1]}}")), 3, 2, 0, 1, true);
    assert_pool(parse(f, BASIC(",\"stem\": {\"pool\": {\"kernel\": 2, \"stride\": 3, \"padding\": [1, 0]}}")),
                2, 3, 1, 0, true);
    assert_int_equal(parse(f, BASIC(",\"stem\": {\"pool\": \"conv\"}"))->stem.pool.kind, STEM_POOL_CONV);
}

static void deep_stems(void **state) {
    Fixture *f = *state;
    const Spec *spec = parse(f, BASIC(",\"stem\": {\"type\": \"deep\"}"));
    assert_true(spec->stem.deep);
    assert_stem(spec, 3, 2, 64, STEM_POOL_MAX);
    assert_integers(spec->stem.widths, 3, (int[]){ 32, 32, 64 });
    spec = parse(f, BASIC(",\"stem\": {\"type\": \"deep\", \"widths\": [24, 20, 12], \"stride\": 1}"));
    assert_stem(spec, 3, 1, 12, STEM_POOL_MAX);
    assert_integers(spec->stem.widths, 3, (int[]){ 24, 20, 12 });
    assert_false(parse(f, BASIC(""))->stem.deep);
}

static void shortcuts(void **state) {
    Fixture *f = *state;
    static const char *const names[] = { "projection", "zero_pad", "projection_all", "avg_down" };
    for (int i = 0; i < COUNT_OF(names); i++) {
        const char *json = arena_printf(&f->arena, BASIC(",\"shortcut\": \"%s\""), names[i]);
        assert_int_equal(parse(f, json)->shortcut, i);
    }
    assert_int_equal(parse(f, BASIC(""))->shortcut, SHORTCUT_PROJECTION);
    assert_true(parse(f, BASIC(""))->shortcut_norm);
    assert_false(parse(f, BASIC(",\"shortcut_norm\": false"))->shortcut_norm);
}

static void activations(void **state) {
    Fixture *f = *state;
    for (Activation a = ACTIVATION_RELU; a <= ACTIVATION_PRELU; a++) {
        const char *name = activation_row(a)->name;
        assert_int_equal(
            parse(f, arena_printf(&f->arena, BASIC(",\"activation\": \"%s\""), name))->activation, a);
        assert_int_equal(
            parse(f, arena_printf(&f->arena, BASIC(",\"activation\": {\"type\": \"%s\"}"), name))->activation,
            a);
    }
    assert_number(parse(f, BASIC(",\"activation\": \"leaky_relu\""))->slope, 0.01);
    assert_number(parse(f, BASIC(",\"activation\": {\"type\": \"leaky_relu\", \"slope\": -0.5}"))->slope,
                  -0.5);
    assert_int_equal(parse(f, BASIC(""))->activation, ACTIVATION_RELU);
    assert_int_equal(parse(f, "{\"block\": \"ir\", \"repeats\": [1]}")->activation, ACTIVATION_PRELU);
}

static void attentions(void **state) {
    Fixture *f = *state;
    const Spec *spec = parse(f, BASIC(",\"attention\": {\"type\": \"se\"}"));
    assert_int_equal(spec->attention, ATTENTION_SE);
    assert_int_equal(spec->reduction, 16);
    assert_int_equal(parse(f, BASIC(",\"attention\": {\"type\": \"se\", \"reduction\": 4}"))->reduction, 4);
    assert_int_equal(parse(f, BASIC(",\"attention\": {\"type\": \"eca\"}"))->attention, ATTENTION_ECA);
    assert_int_equal(parse(f, BASIC(",\"attention\": null"))->attention, ATTENTION_NONE);
}

static void block_keys(void **state) {
    Fixture *f = *state;
    const Spec *spec =
        parse(f, BOTTLENECK(",\"dilations\": [1, 1, 2, 4], \"reduce_first\": 2, \"down_kernel\": 3,"
                            "\"antialias\": \"blur\", \"preactivation\": true"));
    assert_integers(spec->dilations, 4, (int[]){ 1, 1, 2, 4 });
    assert_int_equal(spec->reduce_first, 2);
    assert_int_equal(spec->down_kernel, 3);
    assert_int_equal(spec->antialias, ANTIALIAS_BLUR);
    assert_true(spec->preactivation);
    spec = parse(f, BOTTLENECK(",\"antialias\": \"average\", \"padding\": \"same\""));
    assert_int_equal(spec->antialias, ANTIALIAS_AVERAGE);
    assert_true(spec->same_padding);
    assert_int_equal(parse(f, "{\"block\": \"ir\", \"repeats\": [1]}")->expansion, 1);
}

static void norms(void **state) {
    Fixture *f = *state;
    const Spec *spec = parse(f, BASIC(",\"norm\": {\"type\": \"group\"}"));
    assert_int_equal(spec->norm, NORM_GROUP);
    assert_int_equal(spec->norm_groups, 32);
    spec = parse(f, BASIC(",\"norm\": {\"type\": \"group\", \"groups\": 4, \"eps\": 0}"));
    assert_int_equal(spec->norm_groups, 4);
    /* 13 / 3 and 52 channels: of these blocks' widths themselves there is no norm */
    parse(
        f,
        BASIC(",\"widths\": [13, 13], \"reduce_first\": 3, \"expansion\": 4, \"norm\": {\"type\": \"group\", "
              "\"groups\": 4}"));
    assert_number(spec->eps, 0);
    assert_int_equal(parse(f, BASIC(",\"norm\": {\"type\": \"batch\"}"))->norm, NORM_BATCH);
    assert_int_equal(parse(f, BASIC(",\"norm\": null"))->norm, NORM_NONE);
    assert_number(parse(f, BASIC(",\"weight_standardization\": 1e-8"))->standardized, 1e-8);
    assert_number(parse(f, BASIC(",\"weight_standardization\": null"))->standardized, -1);
}

static void heads(void **state) {
    Fixture *f = *state;
    static const char *const pools[] = { "avg", "max", "avgmax", "catavgmax" };
    for (int i = 0; i < COUNT_OF(pools); i++)
        assert_int_equal(
            parse(f, arena_printf(&f->arena, BASIC(",\"head\": {\"pool\": \"%s\"}"), pools[i]))->head, i);
    const Spec *spec = parse(f, BASIC(",\"head\": {\"type\": \"flatten\"}"));
    assert_int_equal(spec->head, HEAD_FLATTEN);
    assert_true(spec->head_norm);
    assert_false(parse(f, BASIC(",\"head\": {\"type\": \"flatten\", \"norm\": false}"))->head_norm);
}

static void stages(void **state) {
    Fixture *f = *state;
    const Spec *spec = parse(f, BASIC(",\"widths\": [12, 20], \"strides\": [2, 1], \"expansion\": 2"));
    assert_int_equal(spec->block, BLOCK_BASIC);
    assert_int_equal(spec->stages, 2);
    assert_integers(spec->widths, 2, (int[]){ 12, 20 });
    assert_integers(spec->strides, 2, (int[]){ 2, 1 });
    assert_int_equal(spec->expansion, 2);
    assert_int_equal(parse(f, BASIC(""))->expansion, 1);
    spec = parse(f, "{\"block\": \"basic\", \"repeats\": [1, 1, 1, 1, 1, 1, 1, 993]}");
    assert_integers(spec->widths, 8, (int[]){ 64, 128, 256, 512, 1024, 2048, 4096, 8192 });
    assert_int_equal(spec->repeats[7], 993);
}

/* As JSON Schema has it. */
static void integers_may_have_a_point(void **state) {
    Fixture *f = *state;
    const Spec *spec =
        parse(f, "{\"block\": \"basic\", \"repeats\": [1.0, 2e0], \"classes\": 1.0e3, \"batch\": 20e-1}");
    assert_integers(spec->repeats, 2, (int[]){ 1, 2 });
    assert_int_equal(spec->classes, 1000);
    assert_int_equal(spec->batch, 2);
}

static void bottleneck_keys(void **state) {
    Fixture *f = *state;
    const Spec *spec =
        parse(f, BOTTLENECK(",\"groups\": 32, \"width_per_group\": 4, \"stride_in\": \"1x1\""));
    assert_int_equal(spec->groups, 32);
    assert_int_equal(spec->width_per_group, 4);
    assert_true(spec->stride_in_1x1);
}

static void batch_classes_norm(void **state) {
    Fixture *f = *state;
    const Spec *spec = parse(f, BASIC(",\"batch\": 4096, \"classes\": 7, \"norm\": {\"eps\": 0.001}"));
    assert_int_equal(spec->batch, 4096);
    assert_int_equal(spec->classes, 7);
    assert_number(spec->eps, 1e-3);
    assert_number(parse(f, BASIC(",\"norm\": {\"eps\": 1}"))->eps, 1);
    assert_number(parse(f, BASIC(",\"norm\": {}"))->eps, 1e-5);
}

static void input_and_its_preprocessing(void **state) {
    Fixture *f = *state;
    const Spec *spec = parse(f, BASIC(""));
    assert_integers(&spec->channels, 1, (int[]){ 3 });
    assert_integers((int[]){ spec->height, spec->width }, 2, (int[]){ 224, 224 });
    assert_int_equal(spec->preprocess.resize, 256);
    assert_int_equal(spec->preprocess.filter, FILTER_BILINEAR);
    assert_int_equal(spec->preprocess.input, INPUT_F32_NCHW);
    for (int c = 0; c < 3; c++) assert_number(spec->preprocess.mean[c], 0);
    for (int c = 0; c < 3; c++) assert_number(spec->preprocess.std[c], 1);
    spec = parse(
        f, BASIC(",\"input\": {\"channels\": 2, \"height\": 96, \"width\": 96}, \"preprocess\": {\"mean\": "
                 "[0.25, 1], \"std\": [1e-6, 2], \"resize\": 90, \"crop\": 96, \"filter\": \"bicubic\", "
                 "\"input\": \"u8_nhwc\"}"));
    assert_int_equal(spec->channels, 2);
    assert_number(spec->preprocess.mean[0], 0.25);
    assert_number(spec->preprocess.mean[1], 1);
    assert_number(spec->preprocess.std[0], 1e-6);
    assert_number(spec->preprocess.std[1], 2);
    assert_int_equal(spec->preprocess.resize, 90);
    assert_int_equal(spec->preprocess.filter, FILTER_BICUBIC);
    assert_int_equal(spec->preprocess.input, INPUT_U8_NHWC);
}

static int resize_of(Fixture *f, int height, int width) {
    const char *json =
        arena_printf(&f->arena, BASIC(",\"input\": {\"height\": %d, \"width\": %d}"), height, width);
    const Spec *spec = parse(f, json);
    assert_int_equal(spec->height, height);
    assert_int_equal(spec->width, width);
    return spec->preprocess.resize;
}

static void default_resize(void **state) {
    Fixture *f = *state;
    assert_int_equal(resize_of(f, 32, 32), 37);    /* 36.57 */
    assert_int_equal(resize_of(f, 28, 28), 32);    /* 32.00 */
    assert_int_equal(resize_of(f, 37, 53), 61);    /* 60.57: the larger side */
    assert_int_equal(resize_of(f, 288, 160), 329); /* 329.14 */
    assert_int_equal(resize_of(f, 1, 65536), 74898);
}

static void assert_output(const Spec *spec, int i, OutputKind kind, int stage, const char *name) {
    assert_int_equal(spec->outputs[i].kind, kind);
    assert_int_equal(spec->outputs[i].stage, stage);
    assert_string_equal(spec->outputs[i].name, name);
}

static void outputs(void **state) {
    Fixture *f = *state;
    const Spec *spec = parse(f, BASIC(""));
    assert_int_equal(spec->output_count, 1);
    assert_output(spec, 0, OUTPUT_LOGITS, 0, "logits");
    spec = parse(f, BASIC(",\"classes\": 0"));
    assert_int_equal(spec->output_count, 1);
    assert_output(spec, 0, OUTPUT_STAGE, 1, "layer2");
    spec = parse(
        f,
        BASIC(",\"outputs\": [\"layer2\", \"stem\", \"probabilities\", \"layer1\", \"pool\", \"logits\"]"));
    assert_int_equal(spec->output_count, 6);
    assert_output(spec, 0, OUTPUT_STAGE, 1, "layer2");
    assert_output(spec, 1, OUTPUT_STEM, 0, "stem");
    assert_output(spec, 2, OUTPUT_PROBABILITIES, 0, "probabilities");
    assert_output(spec, 3, OUTPUT_STAGE, 0, "layer1");
    assert_output(spec, 4, OUTPUT_POOL, 0, "pool");
    assert_output(spec, 5, OUTPUT_LOGITS, 0, "logits");
}

static void names(void **state) {
    Fixture *f = *state;
    static const char *const from_path[][2] = {
        { "specs/resnet50.json", "resnet50" },
        { "resnet20-cifar.json", "resnet20_cifar" },
        { "a.json/b.c", "b_c" },
        { "/dev/stdin", "stdin" },
        { "3d.json", "net_3d" },
        { "int.json", "net_int" },
        { "class", "net_class" },
        { "x.json", "net_x" },
        { "R.json", "net_R" },
        { "fe.json", "net_fe" },
        { "xx.json", "xx" },
        { ".json", "net" },
        { "", "net" },
        { "dir/", "net" },
        { "_x_.json", "net_x" },
        { "-.json", "net" },
        { "r\xc3\xa9seau--2.json", "r_seau_2" },
        { "x.json.json", "x_json" },
        { "f", "net_f" },
        { "w", "net_w" },
        { "z", "net_z" },
    };
    for (int i = 0; i < COUNT_OF(from_path); i++)
        assert_string_equal(parse_as(f, from_path[i][0], BASIC(""))->name, from_path[i][1]);
    assert_string_equal(parse(f, BASIC(",\"name\": \"My_Net2\""))->name, "My_Net2");
    assert_string_equal(parse(f, BASIC(",\"name\": \"\\u0061\""))->name, "a");
    assert_string_equal(parse(f, BASIC(",\"name\": \"interior\""))->name, "interior");
    assert_string_equal(parse(f, BASIC(",\"name\": \"zZ9aA0\""))->name, "zZ9aA0");
}

static void long_names_are_cut(void **state) {
    Fixture *f = *state;
    /* Not behind a "_", which would make name__run of name_run. */
    const char *at_dash = arena_printf(&f->arena, "%058d-b.json", 1);
    assert_string_equal(parse_as(f, at_dash, BASIC(""))->name, arena_printf(&f->arena, "net_%058d", 1));
    char path[1000];
    memset(path, '7', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    const Spec *spec = parse_as(f, path, BASIC(""));
    assert_int_equal(strlen(spec->name), 63);
    assert_memory_equal(spec->name, "net_777", 7);
}

static void every_key_takes_its_default(void **state) {
    Fixture *f = *state;
    const Spec *spec =
        parse(f, BASIC(",\"dilations\": [1, 1], \"shortcut\": \"projection\", \"preactivation\": false,"
                       "\"activation\": \"relu\", \"attention\": null, \"$schema\": \"schema.json\","
                       "\"preprocess\": {\"input\": \"f32_nchw\"}, \"stride_in\": \"3x3\"") "\n");
    assert_int_equal(spec->stages, 2);
}

static void text_need_not_end_in_nul(void **state) {
    Fixture *f = *state;
    const char text[] = BASIC("") "garbage";
    assert_non_null(spec_parse(&f->arena, text, strlen(text) - strlen("garbage"), "x.json", &f->diag));
    assert_null(spec_parse(&f->arena, text, strlen(text), "x.json", &f->diag));
    assert_string_equal(f->diag.message, "x.json:1:38: end of file expected near 'garbage'");
    reset_fixture(f);
    const char slashes[] = BASIC("") "//"; /* of which the second is another's */
    assert_null(spec_parse(&f->arena, slashes, strlen(slashes) - 1, "x.json", &f->diag));
    assert_string_equal(f->diag.message, "x.json:1:38: end of file expected near '/'");
}

static void no_text_at_all(void **state) {
    Fixture *f = *state;
    assert_null(spec_parse(&f->arena, NULL, 0, "x.json", &f->diag));
    assert_string_equal(f->diag.message, "x.json:1:1: expected an object, got an empty file");
}

static void earlier_error_wins(void **state) {
    Fixture *f = *state;
    diag_fail(&f->diag, STATUS_USAGE, "earlier");
    assert_null(spec_parse(&f->arena, BASIC(""), strlen(BASIC("")), "x.json", &f->diag));
    assert_string_equal(f->diag.message, "earlier");
    assert_int_equal(f->diag.status, STATUS_USAGE);
}

static void missing_file(void **state) {
    Fixture *f = *state;
    assert_null(spec_load(&f->arena, "tests/no-such.json", &f->diag));
    assert_int_equal(f->diag.status, STATUS_SYSTEM);
    assert_string_equal(f->diag.message, "tests/no-such.json: No such file or directory");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(two_keys_give_resnet50),
        TEST(stems),
        TEST(stem_pools),
        TEST(deep_stems),
        TEST(shortcuts),
        TEST(activations),
        TEST(attentions),
        TEST(block_keys),
        TEST(norms),
        TEST(heads),
        TEST(stages),
        TEST(integers_may_have_a_point),
        TEST(bottleneck_keys),
        TEST(batch_classes_norm),
        TEST(input_and_its_preprocessing),
        TEST(default_resize),
        TEST(outputs),
        TEST(names),
        TEST(long_names_are_cut),
        TEST(every_key_takes_its_default),
        TEST(text_need_not_end_in_nul),
        TEST(no_text_at_all),
        TEST(earlier_error_wins),
        TEST(missing_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
