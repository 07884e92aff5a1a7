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

static void assert_stem(const Spec *spec, int kernel, int stride, int width, bool max_pool) {
    assert_int_equal(spec->stem.kernel, kernel);
    assert_int_equal(spec->stem.stride, stride);
    assert_int_equal(spec->stem.width, width);
    assert_int_equal(spec->stem.max_pool, max_pool);
}

static void stems(void **state) {
    Fixture *f = *state;
    assert_stem(parse(f, BASIC("")), 7, 2, 64, true);
    assert_stem(parse(f, BASIC(",\"stem\": {}")), 7, 2, 64, true);
    assert_stem(parse(f, BASIC(",\"stem\": {\"type\": \"imagenet\"}, \"widths\": [20, 40]")), 7, 2, 64, true);
    assert_stem(parse(f, BASIC(",\"stem\": {\"type\": \"cifar\"}, \"widths\": [20, 40]")), 3, 1, 20, false);
    assert_stem(parse(f, BASIC(",\"stem\": {\"kernel\": 5, \"pool\": null}")), 5, 2, 64, false);
    assert_stem(parse(f, BASIC(",\"stem\": {\"stride\": 4, \"width\": 24}")), 7, 4, 24, true);
    assert_stem(parse(f, BASIC(",\"stem\": {\"width\": 12, \"type\": \"cifar\", \"pool\": \"max\"}")), 3, 1,
                12, true);
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
    spec = parse(f, "{\"block\": \"basic\", \"repeats\": [1, 1, 1, 1, 1, 1, 1, 1000]}");
    assert_integers(spec->widths, 8, (int[]){ 64, 128, 256, 512, 1024, 2048, 4096, 8192 });
    assert_int_equal(spec->repeats[7], 1000);
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
    for (int c = 0; c < 3; c++) assert_number(spec->preprocess.mean[c], 0);
    for (int c = 0; c < 3; c++) assert_number(spec->preprocess.std[c], 1);
    spec = parse(
        f, BASIC(",\"input\": {\"channels\": 2, \"height\": 96, \"width\": 96}, \"preprocess\": {\"mean\": "
                 "[0.25, -1], \"std\": [1e-6, 2], \"resize\": 90, \"crop\": 96, \"filter\": \"bicubic\"}"));
    assert_int_equal(spec->channels, 2);
    assert_number(spec->preprocess.mean[0], 0.25);
    assert_number(spec->preprocess.mean[1], -1);
    assert_number(spec->preprocess.std[0], 1e-6);
    assert_number(spec->preprocess.std[1], 2);
    assert_int_equal(spec->preprocess.resize, 90);
    assert_int_equal(spec->preprocess.filter, FILTER_BICUBIC);
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
        { ".json", "net" },
        { "", "net" },
        { "dir/", "net" },
        { "_x_.json", "net_x" },
        { "-.json", "net" },
        { "r\xc3\xa9seau--2.json", "r_seau_2" },
        { "x.json.json", "x_json" },
    };
    for (int i = 0; i < COUNT_OF(from_path); i++)
        assert_string_equal(parse_as(f, from_path[i][0], BASIC(""))->name, from_path[i][1]);
    assert_string_equal(parse(f, BASIC(",\"name\": \"My_Net2\""))->name, "My_Net2");
    assert_string_equal(parse(f, BASIC(",\"name\": \"\\u0061\""))->name, "a");
    assert_string_equal(parse(f, BASIC(",\"name\": \"interior\""))->name, "interior");
}

static void long_names_are_cut(void **state) {
    Fixture *f = *state;
    char path[1000];
    memset(path, '7', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    const Spec *spec = parse_as(f, path, BASIC(""));
    assert_int_equal(strlen(spec->name), 63);
    assert_memory_equal(spec->name, "net_777", 7);
}

static void later_keys_pass_with_their_defaults(void **state) {
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
        TEST(stages),
        TEST(bottleneck_keys),
        TEST(batch_classes_norm),
        TEST(input_and_its_preprocessing),
        TEST(default_resize),
        TEST(outputs),
        TEST(names),
        TEST(long_names_are_cut),
        TEST(later_keys_pass_with_their_defaults),
        TEST(text_need_not_end_in_nul),
        TEST(no_text_at_all),
        TEST(earlier_error_wins),
        TEST(missing_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
