/* weights_load: files that PyTorch made, names of several schemes, and what is not a file's fault. */
#include "fixture.h"
#include "tensors/tensors.h"
#include "weights/reader.h"

#include <math.h>
#include <unistd.h>

enum { FEWEST_FILES = 50 };

static const Weights *load(Fixture *f, const Graph *graph, const char *source, const char *names) {
    const Weights *weights = weights_load(&f->arena, graph, source, (NameRules){ .file = names }, &f->diag);
    if (!weights) fail_msg("%s", f->diag.message);
    return weights;
}

/* ---- Files by PyTorch ---- */

static CaseResult loads(Fixture *f, const char *folder) {
    const Spec *spec = case_spec(&f->arena, folder, &f->diag);
    if (!spec) fail_msg("%s", f->diag.message);
    const Graph *graph = graph_build(&f->arena, spec);
    const Weights *weights = load(f, graph, case_file(&f->arena, folder, "weights.safetensors"), NULL);
    for (int p = 0; p < graph->param_count; p++)
        if (!weights->data[p] && !graph->params[p].optional)
            fail_msg("%s: no %s", folder, graph->params[p].name);
    return CASE_PASSES;
}

static void every_file_by_pytorch_loads(void **state) {
    (void)state;
    check_cases("tests/oracle/data", "*", FEWEST_FILES, loads);
}

static void an_unused_classifier_is_noted_once(void **state) {
    Fixture *f = *state;
    const char *folder = "tests/oracle/data/classes-0-fc-ignored";
    const Spec *spec = case_spec(&f->arena, folder, &f->diag);
    assert_non_null(spec);
    const char *path = case_file(&f->arena, folder, "weights.safetensors");
    assert_non_null(weights_load(&f->arena, graph_build(&f->arena, spec), path, (NameRules){ 0 }, &f->diag));
    assert_int_equal(f->diag.note_count, 1);
    assert_string_equal(f->diag.notes[0],
                        arena_printf(&f->arena, "%s: fc.* ignored: the network has no classifier", path));
}

/* ---- Small files of our own ---- */

static const char tiny[] = "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[1],\"classes\":1,"
                           "\"stem\":{\"kernel\":1,\"stride\":1,\"width\":2,\"pool\":null},"
                           "\"input\":{\"channels\":1,\"height\":4,\"width\":4}}";
static const char weights_path[] = "/tmp/resnetc-test-weights", names_path[] = "/tmp/resnetc-test-names";

static const char *write_file(Fixture *f, const char *base, const void *bytes, size_t size) {
    char *path = arena_printf(&f->arena, "%s-XXXXXX", base);
    FILE *file = fdopen(mkstemp(path), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
    return path;
}

typedef const char *Rename(Fixture *f, const char *name);

/* All parameters of the graph, each filled with its index plus 1, named by `rename`; NULL leaves one out. */
static const char *write_weights(Fixture *f, const Graph *graph, Rename *rename) {
    Text header = { .arena = &f->arena }, data = { .arena = &f->arena };
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        const char *name = rename(f, param->name);
        if (!name) continue;
        text_printf(&header, "%s\"%s\":{\"dtype\":\"F32\",\"shape\":[", header.length ? "," : "{", name);
        for (int i = 0; i < param->rank; i++) text_printf(&header, "%s%d", i ? "," : "", param->dims[i]);
        text_printf(&header, "],\"data_offsets\":[%zu,%zu]}", data.length, data.length + 4 * param->count);
        float value = (float)(p + 1);
        for (size_t i = 0; i < param->count; i++) text_append(&data, (const char *)&value, sizeof value);
    }
    text_printf(&header, "}");
    uint64_t length = header.length;
    Text file = { .arena = &f->arena };
    text_append(&file, (const char *)&length, sizeof length);
    text_append(&file, header.bytes, header.length);
    text_append(&file, data.bytes, data.length);
    return write_file(f, weights_path, file.bytes, file.length);
}

static void assert_own_values(const Graph *graph, const Weights *weights, bool with_optional) {
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        bool absent = param->optional && !with_optional;
        assert_int_equal(weights->data[p] == NULL, absent);
        for (size_t i = 0; !absent && i < param->count; i++)
            assert_true(weights->data[p][i] == (float)(p + 1));
    }
}

static bool is_optional(const char *name) { return strstr(name, "conv") && strstr(name, ".bias"); }
static bool is_optional_shortcut(const char *name) { return strstr(name, "downsample.0.bias") != NULL; }

static const char *keep(Fixture *f, const char *name) {
    (void)f;
    return name;
}
static const char *keep_required(Fixture *f, const char *name) {
    (void)f;
    return is_optional(name) || is_optional_shortcut(name) ? NULL : name;
}
static const char *tutorial(Fixture *f, const char *name) {
    const char *shortcut = strstr(name, "downsample");
    return shortcut ? arena_printf(&f->arena, "%.*sidentity_%s", (int)(shortcut - name), name, shortcut)
                    : name;
}
static const char *parallel(Fixture *f, const char *name) {
    return arena_printf(&f->arena, "module.%s", name);
}
/* One tensor that was put beside the network. */
static const char *some_parallel(Fixture *f, const char *name) {
    return strcmp(name, "bn1.weight") == 0 ? name : parallel(f, name);
}
static const char *parallel_tutorial(Fixture *f, const char *name) { return parallel(f, tutorial(f, name)); }
static const char *swapped(Fixture *f, const char *name) {
    (void)f;
    return strcmp(name, "bn1.weight") == 0 ? "bn1.bias" : strcmp(name, "bn1.bias") == 0 ? "bn1.weight" : name;
}

/* Compiled, of a Lightning module, whose classifier stands apart. */
static const char *prefixed(Fixture *f, const char *name) {
    return strncmp(name, "fc.", 3) ? arena_printf(&f->arena, "_orig_mod.model.backbone.%s", name) : name;
}
static const char *encoder(Fixture *f, const char *name) {
    return arena_printf(&f->arena, "encoder.%s", name);
}
static const char *compiled(Fixture *f, const char *name) {
    return arena_printf(&f->arena, "module._orig_mod.%s", name);
}
static const char *student(Fixture *f, const char *name) {
    return arena_printf(&f->arena, "distilled.student.model.%s", name);
}
/* Classifiers by other names, which count where they read what the network gives. */
static const char *headed(Fixture *f, const char *name, const char *head) {
    return strncmp(name, "fc.", 3) ? name : arena_printf(&f->arena, "%s%s", head, name + 3);
}
static const char *dropout(Fixture *f, const char *name) { return headed(f, name, "fc.1."); }
static const char *head(Fixture *f, const char *name) { return headed(f, name, "head."); }
static const char *classifier(Fixture *f, const char *name) { return headed(f, name, "classifier."); }
static const char *only_linear(Fixture *f, const char *name) { return headed(f, name, "top.out.2."); }
static const char *children(Fixture *f, const char *name) {
    static const struct {
        const char *name, *number;
    } rows[] = {
        { "conv1.", "0." }, { "bn1.", "1." }, { "layer1.", "4." }, { "layer2.", "5." }, { "fc.", "10." }
    };
    for (int i = 0; i < COUNT_OF(rows); i++)
        if (!strncmp(name, rows[i].name, strlen(rows[i].name)))
            return arena_printf(&f->arena, "%s%s", rows[i].number, name + strlen(rows[i].name));
    fail_msg("no child: %s", name);
    return name;
}
static const char *child_features(Fixture *f, const char *name) {
    return arena_printf(&f->arena, strncmp(name, "fc.", 3) ? "features.%s" : "fc.%s",
                        strncmp(name, "fc.", 3) ? children(f, name) : name + 3);
}
/* Its head stands beside the network, in the same module. */
static const char *parallel_body(Fixture *f, const char *name) {
    return arena_printf(&f->arena, strncmp(name, "fc.", 3) ? "module.backbone.%s" : "module.head.%s", name);
}
static const char *parallel_head(Fixture *f, const char *name) { return parallel(f, head(f, name)); }
/* The first name of a file may be shorter than what stands before the others: nothing behind it is read (the
 * arena is poisoned there, under the address sanitizer). */
static void first_name_is_shorter_than_the_prefix(void **state) {
    Fixture *f = *state;
    const char *const names[] = { arena_copy(&f->arena, "a", 1), "_orig_mod.module.conv1.weight" };
    assert_string_equal(scheme_prefix(&f->arena, names, COUNT_OF(names)), "_orig_mod.module.");
}

/* "layer1.0.conv2.bias" -> "...layers.0.layer.1.convolution.bias" */
static const char *hugging_face(Fixture *f, const char *name) {
    int stage, block, conv, end = 0;
    char kind[5];
    if (!strncmp(name, "conv1.", 6))
        return arena_printf(&f->arena, "embedder.embedder.convolution.%s", name + 6);
    if (!strncmp(name, "bn1.", 4))
        return arena_printf(&f->arena, "embedder.embedder.normalization.%s", name + 4);
    if (!strncmp(name, "fc.", 3)) return arena_printf(&f->arena, "classifier.1.%s", name + 3);
    if (sscanf(name, "layer%d.%d.downsample.%d%n", &stage, &block, &conv, &end) == 3)
        return arena_printf(&f->arena, "encoder.stages.%d.layers.%d.shortcut.%s%s", stage - 1, block,
                            conv ? "normalization" : "convolution", name + end);
    sscanf(name, "layer%d.%d.%4[a-z]%d%n", &stage, &block, kind, &conv, &end);
    return arena_printf(&f->arena, "encoder.stages.%d.layers.%d.layer.%d.%s%s", stage - 1, block, conv - 1,
                        strcmp(kind, "bn") ? "convolution" : "normalization", name + end);
}
static const char *hugging_face_classifier(Fixture *f, const char *name) {
    return strncmp(name, "fc.", 3) ? arena_printf(&f->arena, "resnet.%s", hugging_face(f, name))
                                   : hugging_face(f, name);
}
static const char *timm_v2(Fixture *f, const char *name) {
    int stage, end = 0;
    const char *norm = strstr(name, ".bn");
    if (!strncmp(name, "conv1.", 6)) return arena_printf(&f->arena, "stem.conv.%s", name + 6);
    if (!strncmp(name, "fc.", 3)) return arena_printf(&f->arena, "head.%s", name);
    if (sscanf(name, "layer%d.%n", &stage, &end) != 1) return name;
    const char *rest =
        norm ? arena_printf(&f->arena, "%.*s.norm%s", (int)(norm - name - end), name + end, norm + 3)
             : name + end;
    return arena_printf(&f->arena, "stages.%d.blocks.%s", stage - 1, rest);
}
static const char *cifar(Fixture *f, const char *name) {
    const char *shortcut = strstr(name, "downsample");
    if (!strncmp(name, "fc.", 3)) return arena_printf(&f->arena, "linear.%s", name + 3);
    return shortcut ? arena_printf(&f->arena, "%.*sshortcut%s", (int)(shortcut - name), name, shortcut + 10)
                    : name;
}

/* Eleven blocks: numbers of two digits, and one more than nine. */
static const char deep[] = "{\"block\":\"basic\",\"repeats\":[11,1],\"widths\":[1,1],\"classes\":1,"
                           "\"stem\":{\"kernel\":1,\"stride\":1,\"width\":2,\"pool\":null},"
                           "\"input\":{\"channels\":1,\"height\":4,\"width\":4}}";

static void schemes_count_as_they_like(void **state) {
    Fixture *f = *state;
    Rename *const schemes[] = { hugging_face, hugging_face_classifier, timm_v2, cifar };
    const Graph *graph = make_graph(f, deep);
    for (int i = 0; i < COUNT_OF(schemes); i++) {
        const char *path = write_weights(f, graph, schemes[i]);
        assert_own_values(graph, load(f, graph, path, NULL), true);
        assert_int_equal(f->diag.note_count, 0);
        unlink(path);
    }
}

static void naming_schemes(void **state) {
    Fixture *f = *state;
    Rename *const schemes[] = { keep,       tutorial,      parallel, parallel_tutorial, some_parallel,
                                prefixed,   encoder,       compiled, dropout,           head,
                                classifier, parallel_head, student,  only_linear,       parallel_body,
                                children,   child_features };
    const Graph *graph = make_graph(f, tiny);
    for (int i = 0; i < COUNT_OF(schemes); i++) {
        const char *path = write_weights(f, graph, schemes[i]);
        assert_own_values(graph, load(f, graph, path, NULL), true);
        unlink(path);
    }
}

/* With PReLUs, which stand in its norms. */
static const char *timm_v2_sloped(Fixture *f, const char *name) {
    static const char *const stem[] = {
        "conv1", "norm1", "norm1.act", "conv2", "norm2", "norm2.act", "conv3"
    };
    int stage, block, index, end = 0;
    if (sscanf(name, "conv1.%d%n", &index, &end) == 1)
        return arena_printf(&f->arena, "stem.%s%s", stem[index], name + end);
    if (sscanf(name, "layer%d.%d.act%d%n", &stage, &block, &index, &end) == 3)
        return arena_printf(&f->arena, "stages.%d.blocks.%d.norm%d.act%s", stage - 1, block, index,
                            name + end);
    return strncmp(name, "act1.", 5) ? timm_v2(f, name) : arena_printf(&f->arena, "norm.act.%s", name + 5);
}

/* Each parameter filled with its index plus 1; a PReLU has one slope for all channels, as is PyTorch's
 * default. */
static Tensor one_slope_tensor(Fixture *f, const Graph *graph, int p) {
    const Param *param = &graph->params[p];
    bool slope = graph->ops[param->op].kind == OP_ACTIVATION;
    size_t *dims = arena_array(&f->arena, size_t, param->rank);
    float *values = arena_array(&f->arena, float, param->count);
    for (int i = 0; i < param->rank; i++) dims[i] = slope ? 1 : (size_t)param->dims[i];
    for (size_t i = 0; i < (slope ? 1 : param->count); i++) values[i] = (float)(p + 1);
    return (Tensor){ .name = timm_v2_sloped(f, param->name),
                     .type = tensor_type("F32"),
                     .rank = param->rank,
                     .dims = dims,
                     .bytes = (const unsigned char *)values };
}

static void one_slope_serves_all_channels(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[4],\"classes\":2,"
                                       "\"activation\":\"prelu\",\"preactivation\":true,"
                                       "\"stem\":{\"type\":\"deep\",\"widths\":[3,3,4]},"
                                       "\"input\":{\"channels\":1,\"height\":8,\"width\":8}}");
    Tensor *tensors = arena_array(&f->arena, Tensor, graph->param_count);
    for (int p = 0; p < graph->param_count; p++) tensors[p] = one_slope_tensor(f, graph, p);
    const TensorFile file = { .path = "w", .tensors = tensors, .count = graph->param_count };
    const Weights *weights = weights_take(&f->arena, graph, &file, (NameRules){ 0 }, &f->diag);
    if (!weights) fail_msg("%s", f->diag.message);
    assert_own_values(graph, weights, true);
}

/* Another network's classifier lies beside. */
static void heads_of_other_features_do_not_count(void **state) {
    Fixture *f = *state;
    static const char wider[] = "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[1],\"classes\":1,"
                                "\"head\":{\"pool\":\"catavgmax\"},"
                                "\"stem\":{\"kernel\":1,\"stride\":1,\"width\":2,\"pool\":null},"
                                "\"input\":{\"channels\":1,\"height\":4,\"width\":4}}";
    const char *path = write_weights(f, make_graph(f, wider), head);
    assert_null(weights_load(&f->arena, make_graph(f, tiny), path, (NameRules){ 0 }, &f->diag));
    assert_string_equal(
        f->diag.message,
        arena_printf(
            &f->arena,
            "%s: missing parameter fc.weight, expected shape [1, 1]; --names can rename another to it",
            path));
    unlink(path);
}

static const char *trunk(Fixture *f, const char *name) {
    return strncmp(name, "fc.", 3) ? arena_printf(&f->arena, "trunk.v2.%s", hugging_face(f, name)) : "top.w";
}
static const char *trunk_without_bias(Fixture *f, const char *name) {
    return strcmp(name, "fc.bias") ? trunk(f, name) : NULL;
}

/* The longest beginning counts; what is behind it is read as if it stood alone. */
static void names_file_renames_beginnings(void **state) {
    Fixture *f = *state;
    static const char json[] =
        "{\"trunk.\": \"nothing.\", \"trunk.v2.\": \"resnet.\", \"top.w\": \"fc.weight\"}",
                      unused[] = "{\"trunk.v2.\": \"\", \"top.w\": \"fc.weight\", \"trunk.v1.\": \"\"}";
    const Graph *graph = make_graph(f, tiny);
    const char *path = write_weights(f, graph, trunk_without_bias),
               *used = write_file(f, names_path, json + 0, strlen(json));
    const char *wrong = write_file(f, names_path, unused, strlen(unused));
    assert_null(weights_load(&f->arena, graph, path, (NameRules){ .file = used }, &f->diag));
    assert_non_null(
        strstr(f->diag.message, "/trunk.: unknown key, expected the beginning of a name in the weights"));
    f->diag.message = NULL;
    assert_null(weights_load(&f->arena, graph, path, (NameRules){ .file = wrong }, &f->diag));
    assert_non_null(
        strstr(f->diag.message, "/trunk.v1.: unknown key, expected the beginning of a name in the weights"));
    f->diag.message = NULL;
    static const char right[] = "{\"trunk.v2.\": \"resnet.\", \"top.w\": \"fc.weight\"}";
    const char *names = write_file(f, names_path, right, strlen(right));
    const Weights *weights = load(f, graph, path, names);
    assert_true(weights->data[find_param(graph, "layer1.0.conv2.weight")][0] ==
                (float)(find_param(graph, "layer1.0.conv2.weight") + 1));
    unlink(path);
    unlink(used);
    unlink(wrong);
    unlink(names);
}

/* Names of strangers may be of any length: what stands before them is looked for so far. */
static void long_names_take_no_time(void **state) {
    enum { WORDS = 1000000, LETTERS = 4 };
    Fixture *f = *state;
    char *name = arena_alloc(&f->arena, WORDS * LETTERS + 1);
    for (int i = 0; i < WORDS; i++) memcpy(name + LETTERS * i, "net.", LETTERS);
    const char *const names[] = { name };
    const Tensor tensors[] = { { .name = name } };
    const TensorFile file = { .path = "w", .tensors = tensors, .count = 1 };
    assert_int_equal(strlen(scheme_prefix(&f->arena, names, 1)), 16 * LETTERS);
    const char *listed =
        write_file(f, names_path, "{\"net.net.\": \"a.\"}", strlen("{\"net.net.\": \"a.\"}"));
    const NamesFile *list = names_file_read(&f->arena, listed, &file, &f->diag);
    if (!list) fail_msg("%s", f->diag.message);
    assert_memory_equal(names_file_begin(list, name), "a.net.", 6);
    assert_string_equal(names_file_begin(list, "net.net."), "net.net.");
    assert_string_equal(names_file_begin(list, "net.net.w"), "a.w");
    unlink(listed);
}

static void optional_biases_may_be_absent(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, tiny);
    const char *path = write_weights(f, graph, keep_required);
    assert_own_values(graph, load(f, graph, path, NULL), false);
    unlink(path);
}

/* ---- Tensors beside the network's; parameters that may be absent ---- */

/* Two of the optional biases become others' tensors. */
static const char *with_copies(Fixture *f, const char *name) {
    return strcmp(name, "conv1.bias") == 0            ? "model_ema.conv1.bias"
           : strcmp(name, "layer1.0.conv1.bias") == 0 ? "fc_aux.bias"
                                                      : parallel(f, name);
}

static void what_lies_beside_is_counted(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, tiny);
    const char *path = write_weights(f, graph, with_copies);
    const Weights *weights = load(f, graph, path, NULL);
    assert_null(weights->data[find_param(graph, "conv1.bias")]);
    assert_int_equal(f->diag.note_count, 1);
    assert_string_equal(
        f->diag.notes[0],
        arena_printf(&f->arena, "%s: 2 tensors beside the network's ignored, the first model_ema.conv1.bias",
                     path));
    assert_null(weights_load(&f->arena, graph, path, (NameRules){ .strict = true }, &f->diag));
    assert_string_equal(
        f->diag.message,
        arena_printf(&f->arena,
                     "%s: model_ema.conv1.bias: not a parameter of this network; --names can rename it",
                     path));
    unlink(path);
}

static void strict_minds_nothing_else(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, tiny);
    const char *path = write_weights(f, graph, parallel_tutorial);
    assert_non_null(weights_load(&f->arena, graph, path, (NameRules){ .strict = true }, &f->diag));
    unlink(path);
}

static const char *without_affine(Fixture *f, const char *name) {
    bool norm = strstr(name, "bn") || strstr(name, "downsample.1");
    bool affine = ends_with(name, ".weight") || ends_with(name, ".bias");
    return (norm && affine) || !strcmp(name, "fc.bias") ? NULL : keep_required(f, name);
}

static void norms_and_classifier_may_be_plain(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, tiny);
    const char *path = write_weights(f, graph, without_affine);
    const Weights *weights = load(f, graph, path, NULL);
    assert_null(weights->data[find_param(graph, "bn1.weight")]);
    assert_null(weights->data[find_param(graph, "layer1.0.bn2.bias")]);
    assert_null(weights->data[find_param(graph, "fc.bias")]);
    assert_non_null(weights->data[find_param(graph, "fc.weight")]);
    assert_int_equal(f->diag.note_count, 2);
    assert_string_equal(f->diag.notes[0], arena_printf(&f->arena, "%s: no fc.bias: taken as 0", path));
    assert_string_equal(
        f->diag.notes[1],
        arena_printf(&f->arena, "%s: 4 norms without weight and bias: taken as 1 and 0", path));
    unlink(path);
}

/* ---- What eps keeps from being divided by 0. All numbers of a parameter are alike in these files ---- */

static const char *refusal(Fixture *f, const char *json, Rename *rename) {
    const Graph *graph = make_graph(f, json);
    const char *path = write_weights(f, graph, rename);
    const Weights *weights = weights_load(&f->arena, graph, path, (NameRules){ 0 }, &f->diag);
    unlink(path);
    if (weights) return "";
    return f->diag.message + strlen(path);
}

static void constant_filters_have_no_deviation(void **state) {
    Fixture *f = *state;
    const char *json = "{\"block\":\"basic\",\"repeats\":[1],\"classes\":1,\"weight_standardization\":%s,"
                       "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":4,\"width\":4}}";
    assert_string_equal(refusal(f, arena_printf(&f->arena, json, "1e-8"), keep_required), "");
    assert_string_equal(refusal(f, arena_printf(&f->arena, json, "0"), keep_required),
                        ": conv1.weight: expected filters with different numbers where "
                        "weight_standardization is 0, got 1 in all of filter 0");
}

/* The names file has the last word over names that the graph knows as well. */
static void names_file_overrules(void **state) {
    Fixture *f = *state;
    static const char json[] = "{\"bn1.bias\": \"bn1.weight\", \"bn1.weight\": \"bn1.bias\"}";
    const Graph *graph = make_graph(f, tiny);
    const char *path = write_weights(f, graph, swapped),
               *names = write_file(f, names_path, json, strlen(json));
    assert_own_values(graph, load(f, graph, path, names), true);
    unlink(path);
    unlink(names);
}

static const char *counters(Fixture *f, const char *name) {
    (void)f;
    return !strcmp(name, "conv1.bias") ? "stem.num_batches_tracked" : name;
}

/* A names file made by a program may list the counters, too; and a module. prefix does not hide what is
 * listed. */
static void names_file_may_list_counters(void **state) {
    Fixture *f = *state;
    static const char json[] = "{\"stem.num_batches_tracked\": \"bn1.num_batches_tracked\"}";
    const Graph *graph = make_graph(f, tiny);
    const char *path = write_weights(f, graph, counters),
               *names = write_file(f, names_path, json, strlen(json));
    const Weights *weights = load(f, graph, path, names);
    assert_null(weights->data[find_param(graph, "conv1.bias")]);
    unlink(path);
    unlink(names);
}

/* ---- What fails before any file is looked into ---- */

static Status status_of(Fixture *f, const char *source, const char *names, const char **message) {
    Diag diag = { .arena = &f->arena };
    assert_null(weights_load(&f->arena, make_graph(f, tiny), source, (NameRules){ .file = names }, &diag));
    assert_non_null(diag.message);
    *message = diag.message;
    return diag.status;
}

static void wrong_seeds_are_wrong_usage(void **state) {
    Fixture *f = *state;
    static const char *const sources[] = { "random:",   "random:abc",  "random:-1",
                                           "random: 1", "random:0x10", "random:1.0",
                                           "random:1 ", "random:+1",   "random:18446744073709551616" };
    const char *message;
    for (int i = 0; i < COUNT_OF(sources); i++) {
        assert_int_equal(status_of(f, sources[i], NULL, &message), STATUS_USAGE);
        assert_string_equal(message, arena_printf(&f->arena,
                                                  "%s: expected random:SEED with a decimal integer from 0 to "
                                                  "18446744073709551615",
                                                  sources[i]));
    }
    load(f, make_graph(f, tiny), "random:18446744073709551615", NULL);
}

static void random_weights_have_no_names_file(void **state) {
    Fixture *f = *state;
    const char *message;
    assert_int_equal(status_of(f, "random:1", "names.json", &message), STATUS_USAGE);
    assert_string_equal(message, "names.json: a names file needs a weights file, got random:1");
}

static void missing_files_are_the_systems_fault(void **state) {
    Fixture *f = *state;
    const char *message, *path = write_weights(f, make_graph(f, tiny), keep);
    assert_int_equal(status_of(f, "/nowhere/w.safetensors", NULL, &message), STATUS_SYSTEM);
    assert_string_equal(message, "/nowhere/w.safetensors: No such file or directory");
    assert_int_equal(status_of(f, path, "/nowhere/names.json", &message), STATUS_SYSTEM);
    assert_string_equal(message, "/nowhere/names.json: No such file or directory");
    assert_int_equal(status_of(f, "tests", NULL, &message), STATUS_SYSTEM);
    unlink(path);
}

static void extensions_do_not_matter(void **state) {
    Fixture *f = *state;
    static const char *const extensions[] = { ".pth", ".npz", ".json", ".onnx" };
    const char *path = write_weights(f, make_graph(f, tiny), keep);
    for (int i = 0; i < COUNT_OF(extensions); i++) {
        const char *renamed = arena_printf(&f->arena, "%s%s", path, extensions[i]);
        assert_int_equal(link(path, renamed), 0);
        load(f, make_graph(f, tiny), renamed, NULL);
        unlink(renamed);
    }
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_file_by_pytorch_loads),
        TEST(an_unused_classifier_is_noted_once),
        TEST(first_name_is_shorter_than_the_prefix),
        TEST(naming_schemes),
        TEST(schemes_count_as_they_like),
        TEST(what_lies_beside_is_counted),
        TEST(strict_minds_nothing_else),
        TEST(norms_and_classifier_may_be_plain),
        TEST(constant_filters_have_no_deviation),
        TEST(optional_biases_may_be_absent),
        TEST(names_file_overrules),
        TEST(names_file_may_list_counters),
        TEST(names_file_renames_beginnings),
        TEST(long_names_take_no_time),
        TEST(one_slope_serves_all_channels),
        TEST(heads_of_other_features_do_not_count),
        TEST(wrong_seeds_are_wrong_usage),
        TEST(random_weights_have_no_names_file),
        TEST(missing_files_are_the_systems_fault),
        TEST(extensions_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
