/* import: what weights files imply, held against the specs that they were made with. */
#include "fixture.h"
#include "import/import.h"
#include "tensors/tensors.h"
#include "json/json.h"

#include <dirent.h>

enum { FEWEST_CASES = 120, MOST_SETTINGS = 24 };

static const TensorFile *open_weights(Fixture *f, const char *path) {
    FileView view;
    if (!file_map(&f->arena, path, &view, &f->diag)) fail_msg("%s", f->diag.message);
    const TensorFile *file = weights_open(&f->arena, path, view, &f->diag);
    if (!file) fail_msg("%s", f->diag.message);
    return file;
}

static const char *import_text(Fixture *f, const char *path) {
    const char *text = import_spec(&f->arena, open_weights(f, path), (NameRules){ 0 }, NULL, &f->diag);
    if (!text) fail_msg("%s", f->diag.message);
    return text;
}

/* ---- What names and shapes cannot tell is set as the case has it; all else must have been found ---- */

typedef struct {
    const char *set[MOST_SETTINGS + 1];
    int count;
} Settings;

static void set_value(Fixture *f, Settings *settings, const char *key, const json_t *value) {
    if (!value) return;
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    assert_true(settings->count < MOST_SETTINGS);
    settings->set[settings->count++] = arena_printf(&f->arena, "%s=%s", key, text);
    free(text);
}

static void set_if_there(Fixture *f, Settings *settings, const json_t *object, const char *before,
                         const char *key) {
    set_value(f, settings, arena_printf(&f->arena, "%s%s", before, key), json_object_get(object, key));
}

/* A stem of a kernel of its own has the default's stride and pool; a 3x3 is taken for CIFAR's. */
static void set_stem(Fixture *f, Settings *settings, const json_t *stem) {
    bool usual = !json_object_get(stem, "kernel");
    if (!usual && !json_object_get(stem, "stride")) settings->set[settings->count++] = "stem.stride=2";
    if (!usual && !json_object_get(stem, "pool")) settings->set[settings->count++] = "stem.pool=max";
    set_if_there(f, settings, stem, "stem.", "stride");
    set_if_there(f, settings, stem, "stem.", "pool");
}

static Settings untold(Fixture *f, const json_t *spec) {
    static const char *const keys[] = { "name",      "input",     "batch",   "outputs",  "strides",
                                        "dilations", "stride_in", "padding", "antialias" };
    Settings settings = { .count = 0 };
    for (int i = 0; i < COUNT_OF(keys); i++) set_if_there(f, &settings, spec, "", keys[i]);
    const json_t *activation = json_object_get(spec, "activation"), *head = json_object_get(spec, "head");
    const char *pool = json_string_value(json_object_get(head, "pool"));
    set_value(f, &settings, "activation", activation);
    set_if_there(f, &settings, json_object_get(spec, "norm"), "norm.", "eps");
    set_stem(f, &settings, json_object_get(spec, "stem"));
    if (pool && strcmp(pool, "catavgmax")) set_value(f, &settings, "head", head);
    if (json_integer_value(json_object_get(spec, "classes")) == 0)
        set_if_there(f, &settings, spec, "", "classes");
    return settings;
}

/* ---- The same graph ---- */

#define SAME(field)                                                                                          \
    if (a->field != b->field) return "differ in " #field

static const char *difference(const Op *a, const Op *b) {
    if (strcmp(a->name, b->name)) return "differ in name";
    SAME(kind);
    SAME(in[0]);
    SAME(in[1]);
    SAME(in_channels);
    SAME(out_channels);
    SAME(kernel);
    SAME(stride);
    SAME(dilation);
    SAME(padding);
    SAME(behind);
    SAME(same);
    SAME(ceil);
    SAME(zeros);
    SAME(groups);
    SAME(activation);
    SAME(slope);
    SAME(eps);
    return NULL;
}

static bool is_same_graph(const char *folder, const Graph *wanted, const Graph *got) {
    int count = wanted->op_count < got->op_count ? wanted->op_count : got->op_count;
    for (int i = 0; i < count; i++) {
        const char *what = difference(&wanted->ops[i], &got->ops[i]);
        if (!what) continue;
        print_message("%s: %s and %s %s\n", folder, wanted->ops[i].name, got->ops[i].name, what);
        return false;
    }
    if (wanted->op_count != got->op_count)
        print_message("%s: %d operators, not %d\n", folder, got->op_count, wanted->op_count);
    return wanted->op_count == got->op_count && wanted->param_count == got->param_count;
}

static CaseResult implies_its_spec(Fixture *f, const char *folder) {
    const char *path = case_file(&f->arena, folder, "spec.json");
    const Spec *wanted = case_spec(&f->arena, folder, &f->diag);
    if (!wanted) fail_msg("%s", f->diag.message);
    json_error_t error;
    json_t *written = json_load_file(path, 0, &error);
    const Settings settings = untold(f, written);
    json_decref(written);
    const char *text = import_text(f, case_file(&f->arena, folder, "weights.safetensors"));
    const SpecSource source = { "implied", text, strlen(text), true, settings.set };
    const Spec *got = spec_read(&f->arena, &source, &f->diag);
    if (!got) {
        print_message("%s: %s\n", folder, f->diag.message);
        return CASE_FAILS;
    }
    bool same = is_same_graph(folder, graph_build(&f->arena, wanted), graph_build(&f->arena, got));
    if (!same) print_message("%s: %s\n", folder, text);
    return same ? CASE_PASSES : CASE_FAILS;
}

static void every_case_of_pytorch_implies_its_spec(void **state) {
    (void)state;
    check_cases("tests/oracle/data", "*", FEWEST_CASES, implies_its_spec);
}

/* ---- Files that are not on a disk: import reads names and shapes only ---- */

typedef const char *Rename(Fixture *f, const char *name);

/* What the graph would have, without optional biases; NULL leaves one out. */
static TensorFile file_of(Fixture *f, const Graph *graph, Rename *rename) {
    Tensor *tensors = arena_array(&f->arena, Tensor, graph->param_count);
    int count = 0;
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        const char *name = param->optional ? NULL : rename ? rename(f, param->name) : param->name;
        if (!name) continue;
        size_t *dims = arena_array(&f->arena, size_t, 4);
        for (int i = 0; i < param->rank; i++) dims[i] = (size_t)param->dims[i];
        tensors[count++] =
            (Tensor){ .name = name, .type = tensor_type("F32"), .rank = param->rank, .dims = dims };
    }
    return (TensorFile){ .path = "net.pth", .tensors = tensors, .count = count };
}

static const char *import_of(Fixture *f, const char *json, Rename *rename) {
    const TensorFile file = file_of(f, make_graph(f, json), rename);
    const char *text = import_spec(&f->arena, &file, (NameRules){ 0 }, NULL, &f->diag);
    return text ? text : f->diag.message;
}

/* Nothing is written that is the default anyway. */
static void usual_networks_are_short(void **state) {
    Fixture *f = *state;
#define USUAL    "\"input\": {\"channels\": 3, \"height\": 224, \"width\": 224}, \"classes\": 1000"
#define IMAGENET "\"preprocess\": {\"mean\": [0.485, 0.456, 0.406], \"std\": [0.229, 0.224, 0.225]"
    static const char *const texts[] = {
        "{\"block\": \"basic\", \"repeats\": [3, 4, 6, 3], " USUAL ", " IMAGENET "}}",
        "{\"block\": \"bottleneck\", \"repeats\": [3, 4, 6, 3], " USUAL ", " IMAGENET "}}",
        "{\"block\": \"bottleneck\", \"repeats\": [3, 4, 23, 3], \"width_per_group\": 128, " USUAL
        ", " IMAGENET "}}",
        "{\"block\": \"bottleneck\", \"repeats\": [3, 4, 6, 3], \"groups\": 32, \"width_per_group\": "
        "4, " USUAL ", " IMAGENET "}}",
        "{\"block\": \"bottleneck\", \"repeats\": [3, 4, 6, 3], \"shortcut\": \"avg_down\", \"stem\": "
        "{\"type\": "
        "\"deep\"}, " USUAL ", " IMAGENET ", \"filter\": \"bicubic\"}}",
        "{\"block\": \"ir\", \"repeats\": [3, 4, 14, 3], \"strides\": [2, 2, 2, 2], \"stem\": {\"type\": "
        "\"cifar\"}, "
        "\"input\": {\"channels\": 3, \"height\": 112, \"width\": 112}, \"classes\": 512, \"head\": "
        "{\"type\": "
        "\"flatten\"}, \"preprocess\": {\"mean\": [0.5, 0.5, 0.5], \"std\": [0.5, 0.5, 0.5], \"resize\": "
        "112}}",
        "{\"block\": \"basic\", \"repeats\": [2, 2, 2, 2], \"shortcut\": \"projection_all\", \"activation\": "
        "\"prelu\", " USUAL ", " IMAGENET "}}",
        "{\"block\": \"basic\", \"repeats\": [2, 2, 2, 2], " USUAL ", \"norm\": null, " IMAGENET "}}",
    };
    for (int i = 0; i < COUNT_OF(texts); i++) assert_string_equal(import_of(f, texts[i], NULL), texts[i]);
}

/* All networks of specs/, at their full size. */
static bool spec_implies_itself(Fixture *f, const char *name) {
    const char *path = arena_printf(&f->arena, "specs/%s", name);
    const Spec *wanted = spec_load(&f->arena, path, &f->diag);
    if (!wanted) fail_msg("%s", f->diag.message);
    const Graph *graph = graph_build(&f->arena, wanted);
    const TensorFile file = file_of(f, graph, NULL);
    const char *text = import_spec(&f->arena, &file, (NameRules){ 0 }, NULL, &f->diag);
    if (!text) fail_msg("%s: %s", name, f->diag.message);
    json_error_t error;
    json_t *written = json_load_file(path, 0, &error);
    const Settings settings = untold(f, written);
    json_decref(written);
    const SpecSource source = { "implied", text, strlen(text), true, settings.set };
    const Spec *got = spec_read(&f->arena, &source, &f->diag);
    if (!got) fail_msg("%s: %s", name, f->diag.message);
    return is_same_graph(name, graph, graph_build(&f->arena, got));
}

static void networks_of_specs_imply_themselves(void **state) {
    Fixture *f = *state;
    int count = 0, wrong = 0;
    DIR *folder = opendir("specs");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (!ends_with(entry->d_name, ".json") || !strcmp(entry->d_name, "schema.json")) continue;
        wrong += !spec_implies_itself(f, entry->d_name);
        count++;
        reset_fixture(f);
    }
    closedir(folder);
    assert_int_equal(wrong, 0);
    assert_true(count > 40);
}

static void a_file_may_say_itself_what_it_is(void **state) {
    Fixture *f = *state;
    TensorFile file = { .path = "net.onnx", .spec = "{\"preprocess\": {\"mean\": [0.5]}}" };
    assert_ptr_equal(import_spec(&f->arena, &file, (NameRules){ 0 }, NULL, &f->diag), file.spec);
    assert_int_equal(f->diag.note_count, 0);
    file.spec = "{\"block\": \"basic\"}";
    static const char *const set[] = { "preprocess.std=[0.5]", NULL };
    assert_ptr_equal(import_spec(&f->arena, &file, (NameRules){ 0 }, set, &f->diag), file.spec);
    assert_int_equal(f->diag.note_count, 0);
    assert_ptr_equal(import_spec(&f->arena, &file, (NameRules){ 0 }, NULL, &f->diag), file.spec);
    assert_int_equal(f->diag.note_count, 1);
    assert_string_equal(f->diag.notes[0], "net.onnx: assumed mean 0 and std 1, bilinear; --set "
                                          "preprocess.mean=[...], .std, .resize, .filter change it");
}

/* ---- Notes ---- */

static void what_is_assumed_is_told_once(void **state) {
    Fixture *f = *state;
    const TensorFile file =
        file_of(f, make_graph(f, "{\"block\": \"bottleneck\", \"repeats\": [3, 4, 6, 3]}"), NULL);
    static const char *const notes[] = {
        "net.pth: taken for bottleneck, repeats 3, 4, 6, 3, 1000 classes",
        "net.pth: assumed an input of 224x224; --set input.height=H --set input.width=W change it",
        "net.pth: assumed ImageNet's mean and std, bilinear; --set preprocess.mean=[...], .std, .resize, "
        ".filter change it",
        "net.pth: assumed strides [1,2,2,2], dilations 1, stride_in 3x3, antialias null, padding torch, "
        "activation "
        "relu, stem.stride 2, stem.pool max, norm.eps 1e-5; --set KEY=VALUE changes each",
    };
    assert_non_null(import_spec(&f->arena, &file, (NameRules){ 0 }, NULL, &f->diag));
    assert_int_equal(f->diag.note_count, COUNT_OF(notes));
    for (int i = 0; i < COUNT_OF(notes); i++) assert_string_equal(f->diag.notes[i], notes[i]);
}

static void what_is_set_is_not_told(void **state) {
    Fixture *f = *state;
    const TensorFile file = file_of(f, make_graph(f, "{\"block\": \"basic\", \"repeats\": [1, 1]}"), NULL);
    const char *const set[] = { "input={}",   "preprocess.std=[1,1,1]", "strides.1=1",    "stem={}",
                                "norm.eps=0", "dilations=[1,1]",        "antialias=null", "padding=same",
                                NULL };
    assert_non_null(import_spec(&f->arena, &file, (NameRules){ 0 }, set, &f->diag));
    assert_int_equal(f->diag.note_count, 2);
    assert_string_equal(f->diag.notes[1], "net.pth: assumed activation relu; --set KEY=VALUE changes each");
}

static void a_size_leaves_the_mean_assumed(void **state) {
    Fixture *f = *state;
    const TensorFile file = file_of(f, make_graph(f, "{\"block\": \"basic\", \"repeats\": [1, 1]}"), NULL);
    const char *const set[] = { "preprocess.resize=232", NULL };
    assert_non_null(import_spec(&f->arena, &file, (NameRules){ 0 }, set, &f->diag));
    assert_non_null(strstr(f->diag.notes[2], "assumed ImageNet's mean and std"));
}

static const char *first_of_two(Fixture *f, const char *name) {
    return strncmp(name, "fc.", 3) ? name : arena_printf(&f->arena, "fc.0.%s", name + 3);
}

static void a_head_of_two_layers_is_told(void **state) {
    Fixture *f = *state;
    static const char json[] = "{\"block\": \"basic\", \"repeats\": [1, 1]}";
    TensorFile file = file_of(f, make_graph(f, json), first_of_two);
    Tensor *tensors = arena_array(&f->arena, Tensor, file.count + 1);
    memcpy(tensors, file.tensors, sizeof *tensors * (size_t)file.count);
    tensors[file.count++] = (Tensor){
        .name = "fc.2.weight", .type = tensor_type("F32"), .rank = 2, .dims = (const size_t[]){ 37, 1000 }
    };
    file.tensors = tensors;
    assert_non_null(import_spec(&f->arena, &file, (NameRules){ 0 }, NULL, &f->diag));
    assert_string_equal(f->diag.notes[0],
                        "net.pth: taken for basic, repeats 1, 1, no classifier: fc.* has the first of 2 "
                        "linear layers, expected one; --set outputs.0=pool gives what is read there");
}

static const char *in_a_row(Fixture *f, const char *name) {
    return strncmp(name, "fc.", 3) ? name : arena_printf(&f->arena, "head.1.%s", name + 3);
}

/* A norm in front of it would be left out. */
static void a_head_with_a_norm_is_no_classifier(void **state) {
    Fixture *f = *state;
    TensorFile file = file_of(f, make_graph(f, "{\"block\": \"basic\", \"repeats\": [1, 1]}"), in_a_row);
    Tensor *tensors = arena_array(&f->arena, Tensor, file.count + 1);
    memcpy(tensors, file.tensors, sizeof *tensors * (size_t)file.count);
    tensors[file.count] = (Tensor){
        .name = "head.0.weight", .type = tensor_type("F32"), .rank = 1, .dims = (const size_t[]){ 128 }
    };
    file.tensors = tensors;
    assert_non_null(import_spec(&f->arena, &file, (NameRules){ 0 }, NULL, &f->diag));
    assert_string_equal(f->diag.notes[0],
                        "net.pth: taken for basic, repeats 1, 1, 1000 classes by head.1.weight");
    f->diag = (Diag){ .arena = &f->arena };
    file.count++;
    assert_non_null(import_spec(&f->arena, &file, (NameRules){ 0 }, NULL, &f->diag));
    assert_string_equal(
        f->diag.notes[0],
        "net.pth: taken for basic, repeats 1, 1, no classifier: head.* is no linear layer alone "
        "that reads what the network gives; --set outputs.0=pool gives what is read there");
}

/* ---- Names ---- */

static const char *wrapped(Fixture *f, const char *name) {
    return strncmp(name, "fc.", 3) ? arena_printf(&f->arena, "module._orig_mod.model.backbone.%s", name)
                                   : arena_printf(&f->arena, "module._orig_mod.model.head.%s", name + 3);
}

static const char *headless(Fixture *f, const char *name) {
    (void)f;
    return strncmp(name, "fc.", 3) ? name : NULL;
}

static void wrapped_networks_are_found(void **state) {
    Fixture *f = *state;
    static const char json[] = "{\"block\": \"basic\", \"repeats\": [1, 1], " USUAL ", " IMAGENET "}}";
    assert_string_equal(import_of(f, json, NULL), json);
    assert_non_null(strstr(import_of(f, json, wrapped), "\"block\": \"basic\", \"repeats\": [1, 1]"));
    assert_non_null(strstr(import_of(f, json, headless), "\"classes\": 0"));
}

/* ---- What is no network of the spec's language ---- */

static const char *of_layers(Fixture *f, const char *name) {
    return strncmp(name, "layer", 5) ? name : arena_printf(&f->arena, "blocks%s", name + 5);
}
static const char *extended(Fixture *f, const char *name) {
    return strcmp(name, "layer1.0.bn2.bias") ? name : arena_printf(&f->arena, "layer1.0.gate.weight");
}
static const char *without_stem(Fixture *f, const char *name) {
    (void)f;
    return strncmp(name, "conv1.", 6) ? name : NULL;
}
static const char *stem_renamed(Fixture *f, const char *name) {
    (void)f;
    return strncmp(name, "conv1.", 6) ? name : "layer0.conv1.weight";
}
static const char *nothing(Fixture *f, const char *name) {
    (void)f;
    (void)name;
    return NULL;
}

static const char *one_of_two(Fixture *f, const char *name) {
    return strncmp(name, "fc.", 3) ? arena_printf(&f->arena, "module.encoder_q.%s", name) : "module.queue";
}

static void others_are_refused_by_name(void **state) {
    Fixture *f = *state;
    static const struct {
        Rename *rename;
        const char *answer;
    } cases[] = {
        { of_layers, "net.pth: blocks1.0.conv1.weight: not a name of a residual network (there is no "
                     "layer1.0.conv1.weight); --names can rename it" },
        { extended, "net.pth: layer1.0.gate.weight: not a parameter of this network; --names can rename it "
                    "(the nearest network: basic, repeats 1, 1)" },
        { without_stem,
          "net.pth: not a residual network: the nearest, basic, repeats 1, 1, lacks conv1.weight" },
        { stem_renamed, "net.pth: layer0.conv1.weight: not a name of a residual network (the nearest, basic, "
                        "repeats 1, 1, lacks conv1.weight); --names can rename it" },
        { one_of_two,
          "net.pth: module.encoder_q.conv1.weight: not a name of a residual network, but there is one "
          "behind module.encoder_q.: --names a file with {\"module.encoder_q.\": \"\"}" },
        { nothing, "net.pth: expected a network's weights, got no tensor" },
    };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        f->diag.message = NULL;
        assert_string_equal(import_of(f, "{\"block\": \"basic\", \"repeats\": [1, 1]}", cases[i].rename),
                            cases[i].answer);
    }
}

/* ---- Files that were cut or spoilt: an answer or a message, whatever is in them ---- */

static void check_answer(Fixture *f, const TensorFile *file) {
    Diag diag = { .arena = &f->arena };
    const char *text = import_spec(&f->arena, file, (NameRules){ 0 }, NULL, &diag);
    assert_int_equal(text == NULL, diag.message != NULL);
    if (diag.message) assert_null(strchr(diag.message, '\n'));
}

static void spoil(Fixture *f, const TensorFile *whole, int which) {
    static const size_t sizes[] = { 0, 1, 3, (size_t)1 << 31, SIZE_MAX };
    Tensor *tensors = arena_array(&f->arena, Tensor, whole->count);
    TensorFile file = *whole;
    file.tensors = tensors;
    for (int i = -1; i < 4 * COUNT_OF(sizes); i++) {
        memcpy(tensors, whole->tensors, sizeof *tensors * (size_t)whole->count);
        size_t dims[4] = { 1, 1, 1, 1 };
        int rank = tensors[which].rank;
        memcpy(dims, tensors[which].dims, sizeof *dims * (size_t)rank);
        if (i >= 0) dims[i % 4] = sizes[i / 4];
        tensors[which].dims = dims;
        tensors[which].rank = i < 0 ? 0 : rank;
        check_answer(f, &file);
    }
    tensors[which] = tensors[whole->count - 1];
    file.count--;
    check_answer(f, &file);
}

static void spoilt_files_are_answered(void **state) {
    Fixture *f = *state;
    static const char *const specs[] = {
        "{\"block\": \"bottleneck\", \"repeats\": [1, 1], \"widths\": [8, 16], \"attention\": {\"type\": "
        "\"se\"}, \"stem\": {\"type\": \"deep\", \"pool\": \"conv\"}, \"groups\": 2}",
        "{\"block\": \"ir\", \"repeats\": [1], \"widths\": [4], \"classes\": 8, \"head\": {\"type\": "
        "\"flatten\"}, \"stem\": {\"type\": \"cifar\"}, \"input\": {\"height\": 6, \"width\": 6}}",
        "{\"block\": \"basic\", \"repeats\": [1, 1], \"widths\": [4, 6], \"norm\": {\"type\": \"group\", "
        "\"groups\": 2}, \"preactivation\": true}",
    };
    for (int s = 0; s < COUNT_OF(specs); s++) {
        const TensorFile file = file_of(f, make_graph(f, specs[s]), NULL);
        for (int i = 0; i < file.count; i++) spoil(f, &file, i);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_case_of_pytorch_implies_its_spec),
        TEST(usual_networks_are_short),
        TEST(networks_of_specs_imply_themselves),
        TEST(a_file_may_say_itself_what_it_is),
        TEST(what_is_assumed_is_told_once),
        TEST(what_is_set_is_not_told),
        TEST(a_size_leaves_the_mean_assumed),
        TEST(a_head_of_two_layers_is_told),
        TEST(a_head_with_a_norm_is_no_classifier),
        TEST(wrapped_networks_are_found),
        TEST(others_are_refused_by_name),
        TEST(spoilt_files_are_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
