/* import: what weights files imply, held against the specs that they were made with. */
#include "fixture.h"
#include "import/import.h"
#include "json/json.h"

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

int main(void) {
    const struct CMUnitTest tests[] = { TEST(every_case_of_pytorch_implies_its_spec) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
