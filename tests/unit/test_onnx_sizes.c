/* ONNX files of strangers: sizes, steps and paddings that no exporter writes, and small files that would have
 * much computed. Each is a few nodes behind an image of 3x8x8. */
#include "fixture.h"
#include "onnx/onnx.h"

#include <math.h>
#include <onnx.pb-c.h>
#include <time.h>

enum { MOST_MADE = 60000 };

typedef struct {
    Arena *arena;
    Onnx__GraphProto graph;
    const char *image; /* the latest value that depends on it */
} Maker;

static void *made(Maker *m, size_t size, void (*init)(void *)) {
    void *message = arena_alloc(m->arena, size);
    init(message);
    return message;
}
#define MADE(m, type, name) made((m), sizeof(type), (void (*)(void *))onnx__##name##__init)

static char *word(Maker *m, const char *text) { return arena_copy(m->arena, text, strlen(text)); }

/* "x k" -> its words. */
static size_t words(Maker *m, const char *text, char ***list) {
    char *rest = word(m, text), *next;
    size_t count = 0;
    *list = arena_array(m->arena, char *, 8);
    while ((next = strsep(&rest, " "))) (*list)[count++] = next;
    return count;
}

static Onnx__NodeProto *node(Maker *m, const char *type, const char *in, const char *out) {
    Onnx__NodeProto *node = MADE(m, Onnx__NodeProto, node_proto);
    node->op_type = word(m, type);
    node->n_input = words(m, in, &node->input);
    node->n_output = words(m, out, &node->output);
    node->attribute = arena_array(m->arena, Onnx__AttributeProto *, 4);
    m->graph.node[m->graph.n_node++] = node;
    return node;
}

static void set_ints(Maker *m, Onnx__NodeProto *node, const char *name, size_t count, const int64_t *ints) {
    Onnx__AttributeProto *attribute = MADE(m, Onnx__AttributeProto, attribute_proto);
    attribute->name = word(m, name);
    attribute->ints = memcpy(arena_array(m->arena, int64_t, count), ints, count * sizeof *ints);
    attribute->n_ints = count;
    node->attribute[node->n_attribute++] = attribute;
}

static void set_int(Maker *m, Onnx__NodeProto *node, const char *name, int64_t value) {
    Onnx__AttributeProto *attribute = MADE(m, Onnx__AttributeProto, attribute_proto);
    attribute->name = word(m, name);
    attribute->i = value;
    attribute->has_i = true;
    node->attribute[node->n_attribute++] = attribute;
}

static Onnx__TensorProto *constant(Maker *m, const char *name, int type, size_t rank, const int64_t *dims) {
    Onnx__TensorProto *tensor = MADE(m, Onnx__TensorProto, tensor_proto);
    tensor->name = word(m, name);
    tensor->has_data_type = true;
    tensor->data_type = type;
    tensor->n_dims = rank;
    tensor->dims = arena_array(m->arena, int64_t, rank);
    if (rank) memcpy(tensor->dims, dims, rank * sizeof *dims);
    m->graph.initializer[m->graph.n_initializer++] = tensor;
    return tensor;
}

static void integers(Maker *m, const char *name, size_t count, const int64_t *values) {
    Onnx__TensorProto *tensor = constant(m, name, 7, 1, (int64_t[]){ (int64_t)count });
    tensor->n_int64_data = count;
    tensor->int64_data = memcpy(arena_array(m->arena, int64_t, count), values, count * sizeof *values);
}

/* Of that shape all the same number. */
static void floats(Maker *m, const char *name, size_t rank, const int64_t *dims, size_t count, float value) {
    Onnx__TensorProto *tensor = constant(m, name, 1, rank, dims);
    tensor->n_float_data = count;
    tensor->float_data = arena_array(m->arena, float, count);
    for (size_t i = 0; i < count; i++) tensor->float_data[i] = value;
}

static void add_value(Maker *m, const char *name, Onnx__ValueInfoProto *value, int64_t channels) {
    const int64_t sizes[4] = { 1, channels, 8, 8 };
    value->name = word(m, name);
    value->type = MADE(m, Onnx__TypeProto, type_proto);
    value->type->tensor_type = MADE(m, Onnx__TensorTypeProto, tensor_type_proto);
    Onnx__TensorShapeProto *shape = value->type->tensor_type->shape =
        MADE(m, Onnx__TensorShapeProto, tensor_shape_proto);
    shape->dim = arena_array(m->arena, Onnx__DimensionProto *, 4);
    for (int i = 0; i < 4; i++) {
        shape->dim[i] = MADE(m, Onnx__DimensionProto, dimension_proto);
        shape->dim[i]->has_dim_value = true;
        shape->dim[i]->dim_value = sizes[i];
    }
    shape->n_dim = 4;
}

static Maker begin(Fixture *f, int64_t channels) {
    Maker m = { .arena = &f->arena, .image = "x" };
    onnx__graph_proto__init(&m.graph);
    m.graph.node = arena_array(m.arena, Onnx__NodeProto *, MOST_MADE);
    m.graph.initializer = arena_array(m.arena, Onnx__TensorProto *, 64);
    m.graph.input = arena_array(m.arena, Onnx__ValueInfoProto *, 1);
    m.graph.input[m.graph.n_input++] = MADE(&m, Onnx__ValueInfoProto, value_info_proto);
    add_value(&m, "x", m.graph.input[0], channels);
    return m;
}

/* A node that reads the image's latest value, and those behind it. */
static Onnx__NodeProto *next(Maker *m, const char *type, const char *behind) {
    const char *in = m->image;
    m->image = arena_printf(m->arena, "v%zu", m->graph.n_node);
    return node(m, type, arena_printf(m->arena, "%s%s", in, behind), m->image);
}

/* What onnx_read says of it, without the path. */
static const char *answer(Fixture *f, Maker *m) {
    Onnx__OperatorSetIdProto *set = MADE(m, Onnx__OperatorSetIdProto, operator_set_id_proto);
    Onnx__ModelProto model;
    onnx__model_proto__init(&model);
    set->has_version = true;
    set->version = 13;
    model.opset_import = &set;
    model.n_opset_import = 1;
    model.graph = &m->graph;
    Onnx__ValueInfoProto *output = MADE(m, Onnx__ValueInfoProto, value_info_proto);
    add_value(m, m->image, output, 3);
    m->graph.output = &output;
    m->graph.n_output = 1;
    size_t size = onnx__model_proto__get_packed_size(&model);
    unsigned char *bytes = arena_alloc(m->arena, size);
    onnx__model_proto__pack(&model, bytes);
    const TensorFile *file = onnx_read(&f->arena, "a.onnx", (FileView){ bytes, size }, &f->diag);
    assert_int_equal(!file, f->diag.message != NULL);
    return file ? "accepted" : f->diag.message + strlen("a.onnx: ");
}

/* ---- Constants ---- */

/* x + k, where k is what the nodes before made. */
static const char *sum_answer(Fixture *f, Maker *m) {
    next(m, "Add", " k");
    return answer(f, m);
}

/* 77158673929 * 239073374 is 2^64 + 2. */
static void an_empty_constant_takes_no_shape_that_wraps(void **state) {
    Fixture *f = *state;
    Maker m = begin(f, 3);
    const int64_t sizes[2] = { 77158673929, (int64_t)((((unsigned __int128)1 << 64) + 2) / 77158673929) };
    assert_true((uint64_t)sizes[0] * (uint64_t)sizes[1] == 2);
    floats(&m, "z", 1, (int64_t[]){ 0 }, 0, 0);
    integers(&m, "s", 2, sizes);
    node(&m, "Reshape", "z s", "r");
    node(&m, "Neg", "r", "k");
    assert_string_equal(sum_answer(f, &m),
                        "node (Reshape, output r): expected a shape of as many elements as [0] has");
}

static const char *slice_answer(Fixture *f, size_t rank, const int64_t *dims, size_t count,
                                const int64_t *range) {
    Maker m = begin(f, 3);
    floats(&m, "v", rank, dims, count, 1);
    integers(&m, "s", 1, &range[0]);
    integers(&m, "e", 1, &range[1]);
    integers(&m, "a", 1, &range[2]);
    integers(&m, "t", 1, &range[3]);
    node(&m, "Slice", "v s e a t", "k");
    return sum_answer(f, &m);
}

static void slices_stay_inside(void **state) {
    Fixture *f = *state;
    const int64_t backwards[] = { -5, -10, 0, -1 };
    assert_string_equal(
        slice_answer(f, 1, (int64_t[]){ 0 }, 0, backwards),
        "node (Add, output v1): expected a constant of one number, or of one a channel, got [0]");
    reset_fixture(f);
    /* Strides are products of sizes, whatever 0 stands before them. */
    assert_string_equal(slice_answer(f, 3, (int64_t[]){ 0, (int64_t)1 << 39, 1 << 24 }, 0, backwards),
                        "initializer v: expected a shape of 8 sizes or less whose product fits into 64 bits");
}

static void slices_go_by_whole_numbers(void **state) {
    Fixture *f = *state;
    const float starts[] = { 0.5f, NAN };
    for (int i = 0; i < COUNT_OF(starts); i++) {
        Maker m = begin(f, 3);
        floats(&m, "v", 1, (int64_t[]){ 2 }, 2, 1);
        floats(&m, "s", 1, (int64_t[]){ 1 }, 1, starts[i]);
        integers(&m, "e", 1, (int64_t[]){ -100 });
        integers(&m, "a", 1, (int64_t[]){ 0 });
        integers(&m, "t", 1, (int64_t[]){ -1 });
        node(&m, "Slice", "v s e a t", "k");
        assert_string_equal(sum_answer(f, &m),
                            "node (Slice, output k): expected starts, ends and steps that are integers");
        reset_fixture(f);
    }
}

/* 2^39 empty rows. */
static void what_is_empty_takes_no_time(void **state) {
    Fixture *f = *state;
    Maker m = begin(f, 3);
    integers(&m, "sizes", 3, (int64_t[]){ (int64_t)1 << 39, 1, 0 });
    integers(&m, "i", 1, (int64_t[]){ 0 });
    node(&m, "ConstantOfShape", "sizes", "v");
    set_int(&m, node(&m, "Gather", "v i", "k"), "axis", 1);
    assert_string_equal(sum_answer(f, &m), "node (Add, output v2): expected a constant of one number, or of "
                                           "one a channel, got [549755813888, 1, 0]");
}

/* A constant of half a megabyte, or a number a channel, that each of many nodes makes numbers of. */
static void constants_are_counted_however_often_they_are_read(void **state) {
    static const struct {
        const char *type, *behind;
    } readers[] = {
        { "Pad", " pads k" }, { "Add", " k" }, { "Mul", " k" }, { "GroupNormalization", " g g" }
    };
    enum { CHANNELS = 65536, NODES = 2000 };
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(readers); i++) {
        Maker m = begin(f, CHANNELS);
        floats(&m, "k", 3, (int64_t[]){ CHANNELS, 1, 1 }, CHANNELS, 1);
        floats(&m, "g", 1, (int64_t[]){ 1 }, 1, 1);
        integers(&m, "pads", 8, (int64_t[8]){ 0 });
        for (int k = 0; k < NODES; k++) {
            Onnx__NodeProto *made = next(&m, readers[i].type, readers[i].behind);
            if (i == 3) set_int(&m, made, "num_groups", 1);
        }
        assert_string_equal(answer(f, &m),
                            "its constants are more numbers than any network's of such a file");
        reset_fixture(f);
    }
}

/* A million numbers of which each of many nodes makes one. */
static void sums_are_counted_however_little_they_make(void **state) {
    enum { NUMBERS = 1000000, NODES = 40000 };
    Fixture *f = *state;
    Maker m = begin(f, 3);
    floats(&m, "v", 1, (int64_t[]){ NUMBERS }, NUMBERS, 1);
    const char *sum = "v";
    for (int i = 0; i < NODES; i++) {
        const char *one = arena_printf(m.arena, "s%d", i), *all = arena_printf(m.arena, "k%d", i);
        node(&m, "ReduceSum", "v", one);
        if (i) node(&m, "Add", arena_printf(m.arena, "%s %s", sum, one), all);
        sum = i ? all : one;
        if (m.graph.n_node + 4 > MOST_MADE) break;
    }
    node(&m, "Neg", sum, "k");
    const char *got = sum_answer(f, &m);
    assert_non_null(strstr(got, "(ReduceSum, output s"));
    assert_non_null(strstr(got, "its constants are read more often than any network's"));
}

/* ---- Names ---- */

/* Two names of three letters behind the same beginning, whose hashes end in the same bits. */
static void collide(uint64_t from, char found[2][4]) {
    enum { BITS = 22, LETTERS = 64 };
    static char seen[1 << BITS][3];
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < LETTERS * LETTERS * LETTERS; i++) {
        const char name[3] = { (char)('0' + i % 64), (char)('0' + i / 64 % 64), (char)('0' + i / 4096) };
        char *before = seen[fnv1a(from, name, 3) & ((1 << BITS) - 1)];
        if (*before) {
            memcpy(found[0], before, 3);
            memcpy(found[1], name, 3);
            return;
        }
        memcpy(before, name, 3);
    }
    fail_msg("no two names");
}

/* 2^15 names, each one of two at 15 places, which a table of hashes would keep in a row. */
static void names_of_one_hash_take_no_time(void **state) {
    enum { PLACES = 15 };
    Fixture *f = *state;
    Maker m = begin(f, 3);
    char pairs[PLACES][2][4] = { { "" } };
    uint64_t hash = FNV_BASIS;
    for (int i = 0; i < PLACES; i++, hash = fnv1a(hash, pairs[i - 1][0], 3)) collide(hash, pairs[i]);
    m.graph.initializer = arena_array(m.arena, Onnx__TensorProto *, 1 << PLACES);
    Onnx__NodeProto *all = node(&m, "Concat", "", "k");
    all->input = arena_array(m.arena, char *, 1 << PLACES);
    all->n_input = 0;
    set_int(&m, all, "axis", 0);
    for (int i = 0; i < 1 << PLACES; i++) {
        char name[3 * PLACES + 1] = "";
        for (int k = 0; k < PLACES; k++) memcpy(name + 3 * k, pairs[k][i >> k & 1], 3);
        floats(&m, name, 1, (int64_t[]){ 1 }, 1, 0);
        all->input[all->n_input++] = m.graph.initializer[i]->name;
    }
    const clock_t since = clock();
    assert_string_equal(sum_answer(f, &m),
                        "node (Add, output v1): expected a constant of one number, or of one "
                        "a channel, got [32768]");
    assert_true(clock() - since < 4 * CLOCKS_PER_SEC); /* a tenth of a second; it was 16 s */
}

/* ---- Steps, paddings, channels that add up ---- */

/* Twice 65536 wraps to a step of 0, by which sizes are divided. */
static void steps_multiply_within_bounds(void **state) {
    Fixture *f = *state;
    Maker m = begin(f, 3);
    integers(&m, "s", 1, (int64_t[]){ 0 });
    integers(&m, "e", 1, (int64_t[]){ INT64_MAX });
    integers(&m, "a", 1, (int64_t[]){ 2 });
    integers(&m, "t", 1, (int64_t[]){ 65536 });
    next(&m, "Slice", " s e a t");
    next(&m, "Slice", " s e a t");
    next(&m, "GlobalAveragePool", "");
    assert_string_equal(answer(f, &m), "node (Slice, output v1): expected steps of 65536 or less");
}

static void pads_add_up_within_bounds(void **state) {
    Fixture *f = *state;
    Maker m = begin(f, 3);
    integers(&m, "p", 8, (int64_t[]){ 0, 0, 65000, 0, 0, 0, -65000, 0 });
    for (int i = 0; i < 33100; i++) next(&m, "Pad", " p");
    assert_string_equal(answer(f, &m), "node (Pad, output v1): expected pads of 65536 or less together");
}

static void added_channels_add_up_within_bounds(void **state) {
    Fixture *f = *state;
    Maker m = begin(f, 3);
    integers(&m, "p", 8, (int64_t[]){ 0, 65000, 0, 0, 0, 0, 0, 0 });
    for (int i = 0; i < 33100; i++) next(&m, "Pad", " p");
    assert_string_equal(answer(f, &m), "node (Pad, output v1): expected 65536 channels or less");
}

static void pads_are_whole_numbers(void **state) {
    Fixture *f = *state;
    Maker m = begin(f, 3);
    floats(&m, "p", 1, (int64_t[]){ 8 }, 8, NAN);
    next(&m, "Pad", " p");
    assert_string_equal(answer(f, &m), "node (Pad, output v0): expected pads of 65536 or less");
}

/* The averages and the largest, again and again: twice the channels each time. */
static void joined_channels_double_within_bounds(void **state) {
    Fixture *f = *state;
    Maker m = begin(f, 3);
    for (int i = 0; i < 34; i++) {
        const char *in = m.image, *mean = arena_printf(m.arena, "a%d", i),
                   *most = arena_printf(m.arena, "m%d", i);
        node(&m, "GlobalAveragePool", in, mean);
        node(&m, "GlobalMaxPool", in, most);
        m.image = arena_printf(m.arena, "c%d", i);
        set_int(&m, node(&m, "Concat", arena_printf(m.arena, "%s %s", mean, most), m.image), "axis", 1);
    }
    assert_string_equal(
        answer(f, &m),
        "node (Concat, output c15): expected the averages and the largest of each channel of one image");
}

static void same_padding_is_within_bounds(void **state) {
    Fixture *f = *state;
    Maker m = begin(f, 3);
    Onnx__NodeProto *pool = next(&m, "MaxPool", "");
    Onnx__AttributeProto *same = MADE(&m, Onnx__AttributeProto, attribute_proto);
    set_ints(&m, pool, "kernel_shape", 2, (int64_t[]){ 65536, 65536 });
    set_ints(&m, pool, "dilations", 2, (int64_t[]){ 65536, 65536 });
    same->name = word(&m, "auto_pad");
    same->has_s = true;
    same->s = (ProtobufCBinaryData){ strlen("SAME_UPPER"), (unsigned char *)word(&m, "SAME_UPPER") };
    pool->attribute[pool->n_attribute++] = same;
    assert_string_equal(answer(f, &m), "node (MaxPool, output v0): expected windows of 65536 pixels or less");
}

/* ---- Networks ---- */

static void conv(Maker *m, int kernel) {
    Onnx__NodeProto *made = next(m, "Conv", kernel == 3 ? " stem" : " w");
    set_ints(m, made, "pads", 4, (int64_t[]){ kernel / 2, kernel / 2, kernel / 2, kernel / 2 });
}

/* A stem of 8 channels. */
static void begin_network(Maker *m) {
    floats(m, "stem", 4, (int64_t[]){ 8, 3, 3, 3 }, 216, 0.1f);
    floats(m, "w", 4, (int64_t[]){ 8, 8, 1, 1 }, 64, 0.1f);
    conv(m, 3);
    next(m, "Relu", "");
}

/* More than a spec has room for outputs. */
static void probabilities_of_probabilities_are_refused(void **state) {
    Fixture *f = *state;
    Maker m = begin(f, 3);
    begin_network(&m);
    const char *fork = m.image;
    conv(&m, 1);
    next(&m, "Relu", "");
    conv(&m, 1);
    next(&m, "Add", arena_printf(m.arena, " %s", fork));
    next(&m, "Relu", "");
    next(&m, "GlobalAveragePool", "");
    next(&m, "Flatten", "");
    floats(&m, "fc", 2, (int64_t[]){ 8, 5 }, 40, 0.1f);
    next(&m, "MatMul", " fc");
    const size_t first = m.graph.n_node;
    for (int i = 0; i < 20; i++) next(&m, "Softmax", "");
    assert_string_equal(
        answer(f, &m),
        arena_printf(m.arena,
                     "node (Softmax, output v%zu): behind the last block: expected a pool, a classifier or "
                     "probabilities",
                     first + 1));
}

/* A gate's layers are looked for behind its pool: where it has none, not back to the image, for each block
 * and each reduction. The last block's is missing. */
static void gates_without_a_pool_take_no_time(void **state) {
    enum { BLOCKS = 6000 };
    Fixture *f = *state;
    Maker m = begin(f, 3);
    begin_network(&m);
    next(&m, "GlobalAveragePool", "");
    const char *gate = arena_printf(m.arena, "v%zu", m.graph.n_node + 5);
    for (int i = 0; i < BLOCKS; i++) {
        const char *fork = m.image;
        conv(&m, 1);
        next(&m, "Relu", "");
        conv(&m, 1);
        const char *branch = m.image;
        if (i + 1 < BLOCKS) {
            conv(&m, 1);
            next(&m, "Sigmoid", "");
            next(&m, "Mul", arena_printf(m.arena, " %s", branch));
        }
        next(&m, "Add", arena_printf(m.arena, " %s", fork));
        next(&m, "Relu", "");
    }
    assert_string_equal(
        answer(f, &m),
        arena_printf(m.arena,
                     "node (Mul, output %s): expected in every block a gate whose hidden channels are the "
                     "block's / one reduction, rounded to a multiple of 8",
                     gate));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_empty_constant_takes_no_shape_that_wraps),
        TEST(slices_stay_inside),
        TEST(slices_go_by_whole_numbers),
        TEST(what_is_empty_takes_no_time),
        TEST(constants_are_counted_however_often_they_are_read),
        TEST(sums_are_counted_however_little_they_make),
        TEST(names_of_one_hash_take_no_time),
        TEST(steps_multiply_within_bounds),
        TEST(pads_add_up_within_bounds),
        TEST(added_channels_add_up_within_bounds),
        TEST(pads_are_whole_numbers),
        TEST(joined_channels_double_within_bounds),
        TEST(same_padding_is_within_bounds),
        TEST(probabilities_of_probabilities_are_refused),
        TEST(gates_without_a_pool_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
