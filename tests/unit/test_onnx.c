/* ONNX: what is recognised, what is refused and how it says so, and files that end or change anywhere. That
 * networks are read right: tests/differential/onnx.c. */
#include "fixture.h"
#include "onnx/onnx.h"

#include <onnx.pb-c.h>

static const char model_path[] = "tests/oracle/onnx/raw/model.onnx";

static FileView load(Fixture *f, const char *path) {
    FileView view;
    if (!file_read(&f->arena, path, &view, &f->diag)) fail_msg("%s", f->diag.message);
    return view;
}

/* ---- By its content ---- */

static bool recognised(const char *bytes, size_t size) {
    return onnx_recognise((FileView){ (const unsigned char *)bytes, size });
}

static void is_known_by_its_content(void **state) {
    Fixture *f = *state;
    assert_true(onnx_recognise(load(f, model_path)));
    assert_true(onnx_recognise(load(f, "tests/oracle/onnx/pytorch-basic/model.onnx")));
    assert_true(recognised("\x08\x08\x3a\x00", 4));
    assert_false(recognised("", 0));
    assert_false(recognised("\x08\x08\x00\x00", 4));
    assert_false(recognised("\x08\x08\x12\x7f", 4));                    /* a length beyond the end */
    assert_false(recognised("\x08\x00\x00\x00\x00\x00\x00\x00{}", 10)); /* a safetensors header of 8 bytes */
    assert_false(recognised("PK\x03\x04\x00\x00\x08\x08", 8));
    assert_false(recognised("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46", 8));
    assert_false(recognised("\x89PNG\r\n\x1a\n", 8));
}

/* ---- What is refused: the file decoded, changed, and written again ---- */

typedef struct {
    void (*change)(Fixture *f, Onnx__ModelProto *model);
    const char *answer; /* behind the path */
} Refusal;

static Onnx__NodeProto *node_named(Onnx__ModelProto *model, const char *name) {
    for (size_t i = 0; i < model->graph->n_node; i++)
        if (!strcmp(model->graph->node[i]->name, name)) return model->graph->node[i];
    fail_msg("no node %s", name);
    return NULL;
}

static Onnx__AttributeProto *attribute_of(Onnx__NodeProto *node, const char *name) {
    for (size_t i = 0; i < node->n_attribute; i++)
        if (!strcmp(node->attribute[i]->name, name)) return node->attribute[i];
    fail_msg("no attribute %s", name);
    return NULL;
}

static Onnx__TensorProto *initializer(Onnx__ModelProto *model, const char *name) {
    for (size_t i = 0; i < model->graph->n_initializer; i++)
        if (!strcmp(model->graph->initializer[i]->name, name)) return model->graph->initializer[i];
    fail_msg("no initializer %s", name);
    return NULL;
}

static char *copy(Fixture *f, const char *text) { return arena_copy(&f->arena, text, strlen(text)); }

static void old_opset(Fixture *f, Onnx__ModelProto *m) { (void)f, m->opset_import[0]->version = 6; }
static void no_graph(Fixture *f, Onnx__ModelProto *m) { (void)f, m->graph = NULL; }
static void no_nodes(Fixture *f, Onnx__ModelProto *m) { (void)f, m->graph->n_node = 0; }
static void no_outputs(Fixture *f, Onnx__ModelProto *m) { (void)f, m->graph->n_output = 0; }
static void unknown_type(Fixture *f, Onnx__ModelProto *m) {
    node_named(m, "Relu_16")->op_type = copy(f, "Einsum\n");
}
static void other_domain(Fixture *f, Onnx__ModelProto *m) {
    node_named(m, "Relu_16")->domain = copy(f, "com.example");
}
static void without_name(Fixture *f, Onnx__ModelProto *m) {
    unknown_type(f, m);
    node_named(m, "Relu_16")->name = copy(f, "");
}
static void later_value(Fixture *f, Onnx__ModelProto *m) {
    node_named(m, "Conv_10")->input[0] = copy(f, "v49");
}
static void two_origins(Fixture *f, Onnx__ModelProto *m) {
    node_named(m, "Conv_42")->output[0] = copy(f, "v40");
}
static void computed_filters(Fixture *f, Onnx__ModelProto *m) {
    node_named(m, "Conv_10")->input[1] = copy(f, "v8");
}
static void short_data(Fixture *f, Onnx__ModelProto *m) { (void)f, initializer(m, "v9")->raw_data.len--; }
static void negative_size(Fixture *f, Onnx__ModelProto *m) { (void)f, initializer(m, "v9")->dims[0] = -1; }
static void huge_size(Fixture *f, Onnx__ModelProto *m) {
    (void)f;
    for (int i = 0; i < 4; i++) initializer(m, "v9")->dims[i] = INT64_MAX / 2;
}
static void strings(Fixture *f, Onnx__ModelProto *m) { (void)f, initializer(m, "v9")->data_type = 8; }
static void other_channels(Fixture *f, Onnx__ModelProto *m) {
    (void)f;
    initializer(m, "v9")->dims[0] = 1;
    initializer(m, "v9")->dims[1] = 4;
}
static void stride_zero(Fixture *f, Onnx__ModelProto *m) {
    (void)f, attribute_of(node_named(m, "Conv_10"), "strides")->ints[0] = 0;
}
static void huge_pads(Fixture *f, Onnx__ModelProto *m) {
    (void)f, attribute_of(node_named(m, "Conv_10"), "pads")->ints[2] = INT64_MAX;
}
static void uneven_stride(Fixture *f, Onnx__ModelProto *m) {
    (void)f, attribute_of(node_named(m, "Conv_2"), "strides")->ints[1] = 2;
}
static void other_activation(Fixture *f, Onnx__ModelProto *m) {
    node_named(m, "Relu_33")->op_type = copy(f, "Sigmoid");
}
static void no_activation(Fixture *f, Onnx__ModelProto *m) {
    node_named(m, "Relu_33")->op_type = copy(f, "Tanh");
}
static void wide_norm(Fixture *f, Onnx__ModelProto *m) {
    (void)f, initializer(m, "v5")->dims[0] = 3, initializer(m, "v5")->raw_data.len = 12,
                            initializer(m, "v5")->raw_data.data = arena_alloc(&f->arena, 12);
}
static void in_training(Fixture *f, Onnx__ModelProto *m) {
    Onnx__NodeProto *norm = node_named(m, "BatchNormalization_7");
    char **outputs = arena_array(&f->arena, char *, 2);
    outputs[0] = norm->output[0];
    outputs[1] = copy(f, "mean");
    norm->output = outputs;
    norm->n_output = 2;
}
static void other_sum(Fixture *f, Onnx__ModelProto *m) { node_named(m, "Add_48")->input[0] = copy(f, "v40"); }
static void no_product(Fixture *f, Onnx__ModelProto *m) { node_named(m, "Add_48")->op_type = copy(f, "Mul"); }
static void no_sum(Fixture *f, Onnx__ModelProto *m) {
    node_named(m, "Add_48")->op_type = copy(f, "Identity");
    node_named(m, "Add_24")->op_type = copy(f, "Identity");
}
static void image_of_rank_3(Fixture *f, Onnx__ModelProto *m) {
    (void)f, m->graph->input[0]->type->tensor_type->shape->n_dim = 3;
}
static void huge_image(Fixture *f, Onnx__ModelProto *m) {
    (void)f, m->graph->input[0]->type->tensor_type->shape->dim[2]->dim_value = 65537;
}
static void no_input(Fixture *f, Onnx__ModelProto *m) { (void)f, m->graph->n_input = 0; }
static void output_inside(Fixture *f, Onnx__ModelProto *m) { m->graph->output[0]->name = copy(f, "v33"); }
static void output_nowhere(Fixture *f, Onnx__ModelProto *m) { m->graph->output[0]->name = copy(f, "v99"); }
static void wide_head(Fixture *f, Onnx__ModelProto *m) {
    (void)f, initializer(m, "v52")->dims[0] = 4, initializer(m, "v52")->dims[1] = 5;
}

static void external(Fixture *f, Onnx__ModelProto *m, const char *location, const char *offset) {
    Onnx__TensorProto *tensor = initializer(m, "v9");
    const char *pairs[2][2] = { { "location", location }, { "offset", offset } };
    tensor->external_data = arena_array(&f->arena, Onnx__StringStringEntryProto *, 2);
    for (int i = 0; i < 2; i++) {
        Onnx__StringStringEntryProto *entry = arena_alloc(&f->arena, sizeof *entry);
        onnx__string_string_entry_proto__init(entry);
        entry->key = copy(f, pairs[i][0]);
        entry->value = copy(f, pairs[i][1]);
        tensor->external_data[tensor->n_external_data++] = entry;
    }
    tensor->has_raw_data = false;
    tensor->has_data_location = true;
    tensor->data_location = 1;
}
static void outside(Fixture *f, Onnx__ModelProto *m) { external(f, m, "a/../../input.npy", "0"); }
static void absolute(Fixture *f, Onnx__ModelProto *m) { external(f, m, "/dev/zero", "0"); }
static void folder(Fixture *f, Onnx__ModelProto *m) { external(f, m, ".", "0"); }
static void beyond(Fixture *f, Onnx__ModelProto *m) { external(f, m, "output.npy", "18446744073709551615"); }
static void no_number(Fixture *f, Onnx__ModelProto *m) { external(f, m, "output.npy", "-1"); }
static void no_such_file(Fixture *f, Onnx__ModelProto *m) { external(f, m, "nowhere.bin", "0"); }

static const Refusal refusals[] = {
    { old_opset, "expected operator set 7 or newer, got 6" },
    { no_graph, "an ONNX file without a graph" },
    { no_nodes, "output v54: no node makes it" },
    { no_outputs, "expected 1 to 16 outputs, got 0" },
    { unknown_type,
      "node Relu_16 (Einsum\\u000a, output v16): no operator of a residual network that a spec has" },
    { other_domain,
      "node Relu_16 (Relu, output v16): of operator set com.example, expected one of ONNX's own" },
    { without_name, "node (Einsum\\u000a, output v16): no operator of a residual network that a spec has" },
    { later_value, "node Conv_10 (Conv, output v10): reads v49, which no node before it makes" },
    { two_origins, "node Conv_42 (Conv, output v40): v40: expected every value to have one origin" },
    { computed_filters,
      "node Conv_10 (Conv, output v10): expected constant filters, got v8, which is computed" },
    { short_data, "initializer v9: expected 144 bytes, got 143" },
    { negative_size, "initializer v9: expected a shape of 8 sizes or less whose product fits into 64 bits" },
    { huge_size, "initializer v9: expected a shape of 8 sizes or less whose product fits into 64 bits" },
    { strings, "initializer v9: element type 8 is not supported, expected float, double, float16, bfloat16 "
               "or integers" },
    { other_channels, "node Conv_10 (Conv, output v10): expected floating-point filters of rank 4 for 2 "
                      "channels in 1 groups, got [1, 4, 3, 3]" },
    { stride_zero, "node Conv_10 (Conv, output v10): expected two strides and dilations of 1 or more and "
                   "four pads of 0 or more" },
    { huge_pads, "node Conv_10 (Conv, output v10): expected two strides and dilations of 1 or more and four "
                 "pads of 0 or more" },
    { uneven_stride, "node Conv_2 (Conv, output v2): as conv1: expected stride 1, got 2" },
    { other_activation, "node Relu_33 (Sigmoid, output v33): as layer2.0.relu1: expected ReLU, got sigmoid" },
    { no_activation, "node Relu_33 (Tanh, output v33): ends an elementwise function that no spec has: "
                     "expected ReLU or its kin" },
    { wide_norm, "node BatchNormalization_7 (BatchNormalization, output v7): expected 2 floating-point "
                 "numbers as its mean, got [3]" },
    { in_training, "node BatchNormalization_7 (BatchNormalization, output v7): is in training: expected the "
                   "network in evaluation mode" },
    { other_sum, "node Relu_49 (Relu, output v49): ends an elementwise function that no spec has: expected "
                 "ReLU or its kin" },
    { no_product, "node Add_48 (Mul, output v48): expected an image and a factor a channel, got [1, 4, 4, 5] "
                  "and [1, 4, 4, 5]" },
    { no_sum, "no residual network: no node adds two values of one shape" },
    { image_of_rank_3, "input image: expected an image [batch, channels, height, width]" },
    { huge_image, "the input's height: expected 1 to 65536, got 65537" },
    { no_input, "no input that an output depends on" },
    { output_inside, "node Conv_27 (Conv, output v27): behind the last block: expected a pool, a classifier "
                     "or probabilities" },
    { output_nowhere, "output v99: no node makes it" },
    { wide_head, "node Gemm_54 (Gemm, output v54): expected 4 floating-point biases, got [5]" },
    { outside, "initializer v9: external data in a/../../input.npy: expected a file beside the model" },
    { absolute, "initializer v9: external data in /dev/zero: expected a file beside the model" },
    { folder, "initializer v9: external data in .: expected a regular file" },
    { beyond, "initializer v9: external data: expected 144 bytes from 18446744073709551615 on in output.npy, "
              "which has 148" },
    { no_number, "initializer v9: external data: expected offset and length as decimal numbers" },
    { no_such_file, "tests/oracle/onnx/raw/nowhere.bin: external data of tests/oracle/onnx/raw/model.onnx: "
                    "No such file or directory" },
};

/* What onnx_read says of it, without the path. */
static const char *answer_to(Fixture *f, Onnx__ModelProto *model) {
    size_t size = onnx__model_proto__get_packed_size(model);
    unsigned char *bytes = arena_alloc(&f->arena, size);
    onnx__model_proto__pack(model, bytes);
    const TensorFile *file = onnx_read(&f->arena, model_path, (FileView){ bytes, size }, &f->diag);
    assert_int_equal(!file, f->diag.message != NULL);
    if (!f->diag.message) return "accepted";
    size_t length = strlen(model_path);
    return strncmp(f->diag.message, model_path, length) ? f->diag.message : f->diag.message + length + 2;
}

static void *take(void *arena, size_t size) { return arena_alloc(arena, size); }
static void leave(void *arena, void *pointer) { (void)arena, (void)pointer; }

/* In the arena, so that what is changed may be, too. */
static Onnx__ModelProto *decode(Fixture *f, const char *path) {
    FileView view = load(f, path);
    ProtobufCAllocator allocator = { take, leave, &f->arena };
    Onnx__ModelProto *model = onnx__model_proto__unpack(&allocator, view.size, view.bytes);
    assert_non_null(model);
    return model;
}

static void names_the_first_node_that_does_not_fit(void **state) {
    Fixture *f = *state;
    int wrong = 0;
    for (int i = 0; i < COUNT_OF(refusals); i++) {
        Onnx__ModelProto *model = decode(f, model_path);
        refusals[i].change(f, model);
        const char *answer = answer_to(f, model);
        if (strcmp(answer, refusals[i].answer)) {
            print_error("%d: %s\n   %s\n", i, answer, refusals[i].answer);
            wrong++;
        }
        reset_fixture(f);
    }
    assert_int_equal(wrong, 0);
}

/* ---- Small files that ask for much memory ---- */

/* A constant of 2^38 numbers, whose shape is what the file has. */
static void a_huge_constant_is_refused(void **state) {
    Fixture *f = *state;
    Onnx__ModelProto *model = decode(f, model_path);
    Onnx__NodeProto *first = model->graph->node[0], *made = arena_alloc(&f->arena, sizeof *made);
    Onnx__TensorProto *shape = initializer(model, "v1");
    Onnx__NodeProto **nodes = arena_array(&f->arena, Onnx__NodeProto *, model->graph->n_node + 1);
    *made = *first;
    made->op_type = copy(f, "ConstantOfShape");
    made->n_input = 1;
    made->output = arena_array(&f->arena, char *, 1);
    made->output[0] = first->input[1] = copy(f, "huge");
    made->input = arena_array(&f->arena, char *, 1);
    made->input[0] = copy(f, "v1");
    nodes[0] = made;
    for (size_t i = 0; i < model->graph->n_node; i++) nodes[i + 1] = model->graph->node[i];
    model->graph->node = nodes;
    model->graph->n_node++;
    shape->n_dims = 1;
    shape->dims[0] = 2;
    shape->data_type = 7;
    shape->raw_data.len = 16;
    shape->raw_data.data = arena_alloc(&f->arena, 16);
    memcpy(shape->raw_data.data, (int64_t[]){ 1 << 20, 1 << 18 }, 16);
    assert_string_equal(answer_to(f, model),
                        "node Conv_2 (ConstantOfShape, output huge): its constants are larger "
                        "than any network's of such a file");
}

static void too_many_nodes_are_refused(void **state) {
    Fixture *f = *state;
    Onnx__ModelProto *model = decode(f, model_path);
    Onnx__NodeProto **nodes = arena_array(&f->arena, Onnx__NodeProto *, 100001);
    for (int i = 0; i < 100001; i++) nodes[i] = model->graph->node[2];
    model->graph->node = nodes;
    model->graph->n_node = 100001;
    assert_string_equal(answer_to(f, model), "expected 100000 nodes or less, got 100001");
}

/* ---- Files that end, or change, anywhere ---- */

static bool is_one_line(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f) return false;
    return true;
}

/* A result or one line. */
static void read_bytes(Fixture *f, const unsigned char *bytes, size_t size) {
    unsigned char *own = malloc(size + !size); /* so that sanitizers see its end */
    FileView view = { memcpy(own, bytes, size), size };
    if (onnx_recognise(view)) {
        const TensorFile *file = onnx_read(&f->arena, model_path, view, &f->diag);
        assert_int_equal(!file, f->diag.message != NULL);
        assert_true(file || is_one_line(f->diag.message));
        for (int i = 0; file && i < file->count; i++) tensor_floats(&f->arena, &file->tensors[i]);
    }
    free(own);
    reset_fixture(f);
}

static FileView kept(Fixture *f, const char *path) {
    FileView view = load(f, path);
    unsigned char *bytes = malloc(view.size);
    return (FileView){ memcpy(bytes, view.bytes, view.size), view.size };
}

static void ends_anywhere(void **state) {
    Fixture *f = *state;
    FileView view = kept(f, model_path);
    for (size_t size = 0; size < view.size; size++) read_bytes(f, view.bytes, size);
    free((void *)(uintptr_t)view.bytes);
}

static void changes_anywhere(void **state) {
    Fixture *f = *state;
    static const unsigned char values[] = { 0x00, 0x7f, 0xff };
    FileView view = kept(f, "tests/oracle/onnx/constant-nodes/model.onnx");
    unsigned char *bytes = (unsigned char *)(uintptr_t)view.bytes;
    for (size_t at = 0; at < view.size; at++) {
        const unsigned char was = bytes[at];
        for (int i = 0; i < COUNT_OF(values); i++) {
            bytes[at] = values[i];
            read_bytes(f, bytes, view.size);
        }
        bytes[at] = was;
    }
    free(bytes);
}

/* ---- What is read beside the network ---- */

static const TensorFile *read_case(Fixture *f, const char *name) {
    const char *path = arena_printf(&f->arena, "tests/oracle/onnx/%s/model.onnx", name);
    const TensorFile *file = onnx_read(&f->arena, path, load(f, path), &f->diag);
    if (!file) fail_msg("%s", f->diag.message);
    return file;
}

static const Spec *read_spec(Fixture *f, const char *name) {
    const TensorFile *file = read_case(f, name);
    const Spec *spec = spec_parse(&f->arena, file->spec, strlen(file->spec), name, &f->diag);
    if (!spec) fail_msg("%s", f->diag.message);
    return spec;
}

static void a_normalisation_in_front_is_preprocess(void **state) {
    Fixture *f = *state;
    static const char *const names[] = { "normalised", "normalised-bytes", "normalised-by-norm" };
    static const double mean[] = { 0.485, 0.456, 0.406 }, std[] = { 0.229, 0.224, 0.225 };
    for (int i = 0; i < COUNT_OF(names); i++) {
        const Spec *spec = read_spec(f, names[i]);
        for (int c = 0; c < 3; c++) {
            assert_float_equal(spec->preprocess.mean[c], mean[c], 1e-6);
            assert_float_equal(spec->preprocess.std[c], std[c], 1e-6);
        }
        assert_int_equal(f->diag.note_count, 1);
        assert_non_null(strstr(f->diag.notes[0], "reads what is normalised"));
        reset_fixture(f);
    }
}

static void notes_say_what_is_taken(void **state) {
    Fixture *f = *state;
    assert_int_equal(read_spec(f, "pytorch-open-batch")->batch, 1);
    assert_non_null(strstr(f->diag.notes[0], "the batch is open: taken as 1"));
    reset_fixture(f);
    assert_int_equal(read_spec(f, "tensorflow")->channels, 3);
    assert_non_null(strstr(f->diag.notes[0], "reads [batch, height, width, channels]"));
    reset_fixture(f);
    assert_int_equal(read_spec(f, "prelu")->batch, 2);
    assert_int_equal(f->diag.note_count, 0);
}

static void specs_read_as_people_write_them(void **state) {
    Fixture *f = *state;
    assert_string_equal(read_case(f, "raw")->spec,
                        "{\n"
                        "  \"block\": \"basic\",\n"
                        "  \"repeats\": [1, 1],\n"
                        "  \"widths\": [2, 4],\n"
                        "  \"strides\": [1, 2],\n"
                        "  \"stem\": { \"kernel\": 3, \"stride\": 1, \"width\": 2, \"pool\": null },\n"
                        "  \"norm\": { \"eps\": 1e-05 },\n"
                        "  \"input\": { \"channels\": 3, \"height\": 8, \"width\": 10 },\n"
                        "  \"classes\": 5\n"
                        "}\n");
}

/* Where its bytes are does not matter: floats of the file are used in place or converted. */
static void parameters_have_torchvisions_names(void **state) {
    Fixture *f = *state;
    const TensorFile *file = read_case(f, "float16");
    assert_string_equal(file->tensors[0].name, "conv1.weight");
    assert_string_equal(file->tensors[0].type->name, "F16");
    assert_string_equal(file->tensors[4].name, "bn1.running_var");
    assert_string_equal(file->tensors[file->count - 1].name, "fc.bias");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(is_known_by_its_content),
        TEST(names_the_first_node_that_does_not_fit),
        TEST(a_huge_constant_is_refused),
        TEST(too_many_nodes_are_refused),
        TEST(ends_anywhere),
        TEST(changes_anywhere),
        TEST(a_normalisation_in_front_is_preprocess),
        TEST(notes_say_what_is_taken),
        TEST(specs_read_as_people_write_them),
        TEST(parameters_have_torchvisions_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
