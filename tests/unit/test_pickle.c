/* Pickles written byte by byte: the state_dict that is in them, and the message for each thing that none is
 * made of. */
#include "fixture.h"
#include "pickler.h"
#include "tensors/torch.h"

static const float data[12] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };

/* Every storage is of 12 floats, but "short". */
static bool find(const void *context, const PickleStorage *storage, FileView *bytes) {
    (void)context;
    bool is_short = storage->key.length == 5 && !memcmp(storage->key.bytes, "short", 5);
    *bytes = (FileView){ (const unsigned char *)data, is_short ? 4 : sizeof data };
    return true;
}

static const TensorFile *read_bytes(Fixture *f, FileView file) {
    Pickled pickled;
    const TensorFile *result = NULL;
    if (pickle_read(&f->arena, "a.pth", file, 0, &pickled, &f->diag))
        result = torch_tensors(&f->arena, "a.pth", pickled.root, (TorchData){ find, NULL }, &f->diag);
    assert_int_equal(!result, f->diag.message != NULL);
    return result;
}

static const TensorFile *read_text(Fixture *f, const Text *text) {
    return read_bytes(f, (FileView){ (const unsigned char *)text->bytes, text->length });
}

static const TensorFile *good(Fixture *f, const Text *text) {
    const TensorFile *file = read_text(f, text);
    if (!file) fail_msg("%s", f->diag.message);
    return file;
}

static void refused(Fixture *f, const Text *text, const char *message) {
    assert_null(read_text(f, text));
    assert_string_equal(f->diag.message, message);
    assert_int_equal(f->diag.status, STATUS_INPUT);
    f->diag.message = NULL;
}

static Text begin(Fixture *f) {
    Text text = { .arena = &f->arena };
    pickle_byte(&text, 0x80);
    pickle_byte(&text, 2);
    return text;
}

static const TensorWords plain = { "FloatStorage", "0", 12, 0, "12", "1" };

/* {"x": tensor} */
static Text one_tensor(Fixture *f, const TensorWords *words) {
    Text text = begin(f);
    pickle(&text, "}S", "x");
    pickle_tensor(&text, words);
    pickle(&text, "s.");
    return text;
}

static void check_values(Fixture *f, const TensorWords *words, const float *expected) {
    Text text = one_tensor(f, words);
    const TensorFile *file = good(f, &text);
    assert_int_equal(file->count, 1);
    assert_string_equal(file->tensors[0].name, "x");
    assert_memory_equal(tensor_floats(&f->arena, &file->tensors[0]), expected,
                        tensor_count(&file->tensors[0]) * sizeof *expected);
}

static void truths_are_0_and_1(void **state) {
    Fixture *f = *state;
    for (int truth = 0; truth <= 1; truth++) {
        const unsigned char bytes[] = { 0x80, 2, truth ? 0x88 : 0x89, '.' };
        Pickled pickled;
        assert_true(
            pickle_read(&f->arena, "a.pth", (FileView){ bytes, sizeof bytes }, 0, &pickled, &f->diag));
        assert_int_equal(pickled.root->kind, PICKLE_BOOL);
        assert_int_equal(pickled.root->as.integer, truth);
    }
}

static void shapes_and_strides(void **state) {
    Fixture *f = *state;
    check_values(f, &plain, data);
    check_values(f, &(TensorWords){ "FloatStorage", "0", 12, 5, "2 3", "3 1" }, data + 5);
    check_values(f, &(TensorWords){ "FloatStorage", "0", 12, 0, "3 4", "1 3" },
                 (const float[]){ 0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11 });
    check_values(f, &(TensorWords){ "FloatStorage", "0", 12, 1, "1 2 2 2", "99 1 6 2" },
                 (const float[]){ 1, 3, 7, 9, 2, 4, 8, 10 });
    check_values(f, &(TensorWords){ "FloatStorage", "0", 12, 11, "", "" }, data + 11);
    check_values(f, &(TensorWords){ "FloatStorage", "0", 12, 11, "3", "0" }, (const float[]){ 11, 11, 11 });
    check_values(f, &(TensorWords){ "FloatStorage", "0", 12, 1000, "3 0", "7 9" }, NULL);
    check_values(f, &(TensorWords){ "DoubleStorage", "0", 6, 0, "0", "1" }, NULL);
}

static void shapes_that_are_wrong(void **state) {
    Fixture *f = *state;
    static const struct {
        TensorWords words;
        const char *message;
    } rows[] = {
        { { "FloatStorage", "0", 12, -1, "2", "1" }, "expected an offset of 0 or more" },
        { { "FloatStorage", "0", 12, 0, "-2", "1" }, "expected sizes of 0 or more" },
        { { "FloatStorage", "0", 12, 0, "2", "-1" }, "expected strides of 0 or more" },
        { { "FloatStorage", "0", 12, 0, "2 3", "1" }, "expected as many strides as sizes, and 64 at most" },
        { { "FloatStorage", "0", 12, 0, "13", "1" },
          "[13] from element 0 on reaches beyond its storage of 12 elements" },
        { { "FloatStorage", "0", 12, 11, "2", "1" },
          "[2] from element 11 on reaches beyond its storage of 12 elements" },
        { { "FloatStorage", "0", 12, 12, "", "" },
          "[] from element 12 on reaches beyond its storage of 12 elements" },
        { { "FloatStorage", "0", 12, 9223372036854775807, "3", "9223372036854775807" },
          "[3] from element 9223372036854775807 on reaches beyond its storage of 12 elements" },
        { { "FloatStorage", "0", 12, 0, "2 2", "9223372036854775807 9223372036854775807" },
          "[2, 2] from element 0 on reaches beyond its storage of 12 elements" },
        { { "FloatStorage", "0", 12, 0, "4294967296 4294967296", "0 0" },
          "more elements than 64 bits can count" },
        { { "FloatStorage", "0", 12, 0, "2305843009213693952", "0" },
          "more elements than 64 bits can count" },
        { { "FloatStorage", "0", 11, 0, "2", "1" },
          "expected a storage of 11 elements of 4 bytes, got 48 bytes" },
        { { "FloatStorage", "short", 12, 0, "2", "1" },
          "expected a storage of 12 elements of 4 bytes, got 4 bytes" },
        { { "HalfStorage", "0", 12, 0, "2", "1" },
          "expected a storage of 12 elements of 2 bytes, got 48 bytes" },
        { { "DoubleStorage", "0", 2305843009213693958, 0, "2", "1" },
          "expected a storage of 2305843009213693958 elements of 8 bytes, got 48 bytes" },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        Text text = one_tensor(f, &rows[i].words);
        refused(f, &text, arena_printf(&f->arena, "a.pth: x: %s", rows[i].message));
    }
}

static void every_type(void **state) {
    Fixture *f = *state;
    static const char *const types[][2] = {
        { "FloatStorage", "F32" },     { "DoubleStorage", "F64" }, { "HalfStorage", "F16" },
        { "BFloat16Storage", "BF16" }, { "LongStorage", "I64" },   { "IntStorage", "I32" },
        { "ShortStorage", "I16" },     { "CharStorage", "I8" },    { "ByteStorage", "U8" },
        { "BoolStorage", "BOOL" },     { "UntypedStorage", "U8" },
    };
    for (int i = 0; i < COUNT_OF(types); i++) {
        int64_t count = (int64_t)(sizeof data / tensor_type(types[i][1])->size);
        Text text = one_tensor(f, &(TensorWords){ types[i][0], "0", count, 1, "2", "1" });
        const TensorFile *file = good(f, &text);
        assert_ptr_equal(file->tensors[0].type, tensor_type(types[i][1]));
        assert_ptr_equal(file->tensors[0].bytes,
                         (const unsigned char *)data + tensor_type(types[i][1])->size);
    }
}

/* An offset in each way to write an integer; what is written last is the tensor's. */
static void integers(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *bytes;
        size_t length;
        int offset; /* -1: refused as below 0; 999: as too far */
    } rows[] = {
        { "K\3", 2, 3 },
        { "K\xff", 2, 999 },
        { "M\3\0", 3, 3 },
        { "M\xff\xff", 3, 999 },
        { "J\3\0\0\0", 5, 3 },
        { "J\xff\xff\xff\xff", 5, -1 },
        { "\x8a\0", 2, 0 },
        { "\x8a\1\3", 3, 3 },
        { "\x8a\1\xff", 3, -1 },
        { "\x8a\2\xff\0", 4, 999 },
        { "\x8a\3\3\0\0", 5, 3 },
        { "\x8a\10\xff\xff\xff\xff\xff\xff\xff\x7f", 10, 999 },
        { "\x8a\10\0\0\0\0\0\0\0\x80", 10, -1 },
        { "\x8b\1\0\0\0\3", 6, 3 },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        Text text = begin(f);
        pickle(&text, "}SC((SCSSItQ", "x", "torch._utils", "_rebuild_tensor_v2", "storage", "torch",
               "FloatStorage", "0", "cpu", (int64_t)12);
        text_append(&text, rows[i].bytes, rows[i].length);
        pickle(&text, "(It(IttRs.", (int64_t)1, (int64_t)1);
        const TensorFile *file = read_text(f, &text);
        if (file) {
            assert_ptr_equal(file->tensors[0].bytes, data + rows[i].offset);
            continue;
        }
        const char *expected =
            rows[i].offset < 0 ? "expected an offset of 0 or more" : "reaches beyond its storage";
        assert_non_null(strstr(f->diag.message, expected));
        f->diag.message = NULL;
    }
}

/* ---- Other ways to the same tensor ---- */

/* As PyTorch 2 writes tensors whose type no storage has: bytes, and a type. */
static void a_type_beside_an_untyped_storage(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "}SC((SCSSItQI(It(ItNC)RCtRs.", "x", "torch._utils", "_rebuild_tensor_v3", "storage",
           "torch.storage", "UntypedStorage", "0", "cpu", (int64_t)48, (int64_t)1, (int64_t)2, (int64_t)5,
           "collections", "OrderedDict", "torch", "float32");
    const TensorFile *file = good(f, &text);
    assert_string_equal(file->tensors[0].type->name, "F32");
    assert_memory_equal(tensor_floats(&f->arena, &file->tensors[0]), ((const float[]){ 1, 6 }), 8);
}

static void parameters_and_wrapped_calls(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "}(SC(", "a", "torch._utils", "_rebuild_parameter");
    pickle_tensor(&text, &plain);
    pickle(&text, "NC)RtR", "collections", "OrderedDict");
    pickle(&text, "SC(C", "b", "torch._tensor", "_rebuild_from_type_v2", "torch._utils",
           "_rebuild_parameter");
    pickle(&text, "C(", "torch.nn.parameter", "Parameter");
    pickle_tensor(&text, &plain);
    pickle(&text, "NNt}tRu.");
    const TensorFile *file = good(f, &text);
    assert_int_equal(file->count, 2);
    for (int i = 0; i < 2; i++) assert_ptr_equal(file->tensors[i].bytes, data);
}

/* Protocols 2 and 4 have opcodes of their own for calls: without arguments by name, and with. */
static void calls_of_later_protocols(void **state) {
    enum { NEWOBJ = 0x81, NEWOBJ_EX = 0x92 };
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "}SC(", "x", "torch._utils", "_rebuild_parameter");
    pickle_tensor(&text, &plain);
    pickle(&text, "NC)", "collections", "OrderedDict");
    pickle_byte(&text, NEWOBJ);
    pickle(&text, "t}");
    pickle_byte(&text, NEWOBJ_EX);
    pickle(&text, "s.");
    const TensorFile *file = good(f, &text);
    assert_int_equal(file->count, 1);
    assert_ptr_equal(file->tensors[0].bytes, data);
    Text bare = begin(f);
    pickle_byte(&bare, NEWOBJ_EX);
    assert_null(read_text(f, &bare));
}

/* Old files have parts of storages: (key, first, elements). */
static void parts_of_storages(void **state) {
    Fixture *f = *state;
    static const struct {
        int64_t first, view, size;
        const char *message;
    } rows[] = {
        { 3, 4, 4, NULL },
        { 3, 4, 5, "a.pth: x: [5] from element 0 on reaches beyond its storage of 4 elements" },
        { 9, 4, 4, "a.pth: x: its part of the storage is not inside it" },
        { 13, 0, 0, "a.pth: x: its part of the storage is not inside it" },
        { -1, 4, 4, "a.pth: byte 126: expected a storage's number of elements, 0 or more" },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        Text text = begin(f);
        pickle(&text, "}SC((SCSSI(SIIttQI(It(IttRs.", "x", "torch._utils", "_rebuild_tensor", "storage",
               "torch", "FloatStorage", "0", "cpu", (int64_t)12, "0", rows[i].first, rows[i].view, (int64_t)0,
               rows[i].size, (int64_t)1);
        if (rows[i].message)
            refused(f, &text, rows[i].message);
        else
            assert_ptr_equal(good(f, &text)->tensors[0].bytes, data + 3);
    }
}

/* Python 2: OrderedDict([[key, value], ...]), texts as SHORT_BINSTRING. */
static void a_dictionary_of_python_2(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "C(](](", "collections", "OrderedDict");
    pickle_byte(&text, 'U');
    pickle_byte(&text, 1);
    pickle(&text, "x");
    pickle_tensor(&text, &plain);
    pickle(&text, "eetR.");
    assert_string_equal(good(f, &text)->tensors[0].name, "x");
}

static void memo_and_protocol_4(void **state) {
    Fixture *f = *state;
    Text text = { .arena = &f->arena };
    text_append(&text, "\x80\4\x95\0\0\0\0\0\0\0\0}\x94", 13);
    text_append(&text, "(\x8c\1x\x94", 5);
    pickle_tensor(&text, &plain);
    text_append(&text, "\x94\x8c\1yh\2u0h\0.", 11);
    const TensorFile *file = good(f, &text);
    assert_int_equal(file->count, 2);
    assert_string_equal(file->tensors[1].name, "y");
}

/* ---- Where the state_dict is ---- */

/* {"KEY": {"x": tensor}, "epoch": 3} for each key. */
static Text wrapped(Fixture *f, const char *const *keys, int count) {
    Text text = begin(f);
    pickle(&text, "}(SI", "epoch", (int64_t)3);
    for (int i = 0; i < count; i++) {
        pickle(&text, "S}S", keys[i], keys[i]);
        pickle_tensor(&text, &plain);
        pickle(&text, "s");
    }
    pickle(&text, "u.");
    return text;
}

static void wrappers(void **state) {
    Fixture *f = *state;
    static const char *const names[] = { "state_dict", "model",   "model_state_dict", "net",
                                         "network",    "ema",     "model_ema",        "state_dict_ema",
                                         "module",     "weights", "params",           "what_nobody_knows" };
    for (int i = 0; i < COUNT_OF(names); i++) {
        Text text = wrapped(f, &names[i], 1);
        assert_string_equal(good(f, &text)->tensors[0].name, names[i]);
        assert_string_equal(f->diag.notes[i],
                            arena_printf(&f->arena, "a.pth: weights taken from \"%s\"", names[i]));
    }
}

static void averaged_weights_first(void **state) {
    Fixture *f = *state;
    Text text = wrapped(f, (const char *const[]){ "optimizer", "model", "state_dict", "model_ema" }, 4);
    assert_string_equal(good(f, &text)->tensors[0].name, "model_ema");
    assert_string_equal(f->diag.notes[0],
                        "a.pth: weights taken from \"model_ema\", not from \"state_dict\", \"model\"");
}

/* {"model": {"state_dict": {...}}, "ema": None} */
static void nested_wrappers(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "}(SNS}S}S", "ema", "model", "state_dict", "x");
    pickle_tensor(&text, &plain);
    pickle(&text, "ssu.");
    assert_string_equal(good(f, &text)->tensors[0].name, "x");
    assert_string_equal(f->diag.notes[0], "a.pth: weights taken from \"model/state_dict\"");
}

/* A tensor beside the wrapper is no parameter; a parameter called "model" is no wrapper. */
static void tensors_beside_and_named_so(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "}(S", "best_acc1");
    pickle_tensor(&text, &(TensorWords){ "FloatStorage", "0", 12, 0, "", "" });
    pickle(&text, "S}S", "state_dict", "x");
    pickle_tensor(&text, &plain);
    pickle(&text, "su.");
    assert_string_equal(good(f, &text)->tensors[0].name, "x");
    Text other = begin(f);
    pickle(&other, "}(SISNS", "epoch", (int64_t)3, "none", "model");
    pickle_tensor(&other, &plain);
    pickle(&other, "u.");
    assert_string_equal(good(f, &other)->tensors[0].name, "model");
    assert_string_equal(f->diag.notes[1], "a.pth: 2 entries beside the tensors ignored, the first \"epoch\"");
}

static void no_state_dict(void **state) {
    Fixture *f = *state;
    static const char expected[] =
        "a.pth: expected a state_dict, tensors by their names, alone or under a name as "
        "\"state_dict\" or \"model\", got ";
    static const struct {
        const char *program, *got;
    } rows[] = {
        { "}.", "a dictionary of nothing" },
        { "N.", "something else" },
        { "].", "a list" },
        { "}(SN SN SN SN SN u.", "a dictionary of \"a\", \"b\", \"c\", \"d\", ..." },
        { "}(NN SN u.", "a dictionary of \"?\", \"a\"" },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        Text text = begin(f);
        const char *program = rows[i].program;
        char letters[32];
        int length = 0;
        for (; *program; program++)
            if (*program != ' ') letters[length++] = *program;
        letters[length] = '\0';
        pickle(&text, letters, "a", "b", "c", "d", "e");
        refused(f, &text, arena_printf(&f->arena, "%s%s", expected, rows[i].got));
    }
    Text tensor = begin(f);
    pickle_tensor(&tensor, &plain);
    pickle(&tensor, ".");
    refused(f, &tensor, arena_printf(&f->arena, "%s%s", expected, "a single tensor"));
    Text several = wrapped(f, (const char *const[]){ "encoder_1", "encoder_2" }, 2);
    refused(
        f, &several,
        arena_printf(&f->arena, "%s%s", expected, "a dictionary of \"epoch\", \"encoder_1\", \"encoder_2\""));
}

/* A dictionary in itself has no end, but the search has. */
static void a_circle(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    text_append(&text, "}q\0", 3);
    pickle(&text, "S", "model");
    text_append(&text, "h\0s.", 4);
    assert_null(read_text(f, &text));
}

static void names_that_are_wrong(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "}(S", "x");
    pickle_tensor(&text, &plain);
    pickle(&text, "S", "x");
    pickle_tensor(&text, &plain);
    pickle(&text, "u.");
    refused(f, &text, "a.pth: two tensors of the name x");
    static const char *const names[] = { "X\2\0\0\0a\0", "X\2\0\0\0a\xff" };
    for (int i = 0; i < 2; i++) {
        Text other = begin(f);
        pickle(&other, "}");
        text_append(&other, names[i], 7);
        pickle_tensor(&other, &plain);
        pickle(&other, "s.");
        assert_null(read_text(f, &other));
        assert_non_null(strstr(f->diag.message, "a.pth: expected names in UTF-8 without NUL, got \"a"));
        f->diag.message = NULL;
    }
}

/* ---- What no state_dict is made of ---- */

static void calls_of_what_is_in_no_table(void **state) {
    Fixture *f = *state;
    static const char advice[] = "load it where Python has that, and torch.save(model.state_dict(), FILE)";
    static const char *const names[][2] = {
        { "os", "system" },       { "builtins", "eval" },         { "builtins", "exec" },
        { "torch", "load" },      { "torch._utils", "_unknown" }, { "numpy", "load" },
        { "subprocess", "Popen" }
    };
    for (int i = 0; i < COUNT_OF(names); i++) {
        Text text = begin(f);
        pickle(&text, "}SC(StRs.", "x", names[i][0], names[i][1], "touch /tmp/x");
        refused(f, &text,
                arena_printf(&f->arena,
                             "a.pth: byte 9: %s.%s, which is not known to stand in a checkpoint: %s",
                             names[i][0], names[i][1], advice));
    }
    Text whole = begin(f), under = begin(f);
    pickle(&whole, "C)", "models.resnet", "ResNet");
    refused(f, &whole,
            arena_printf(
                &f->arena,
                "a.pth: byte 2: a whole model of class models.resnet.ResNet, expected its parameters: %s",
                advice));
    pickle(&under, "}(SISC", "epoch", (int64_t)1, "model", "models.resnet", "ResNet");
    refused(f, &under,
            arena_printf(
                &f->arena,
                "a.pth: byte 34: a whole model of class models.resnet.ResNet, expected its parameters: %s",
                advice));
}

static void tensors_of_other_kinds(void **state) {
    Fixture *f = *state;
    static const char *const rows[][3] = {
        { "torch._utils", "_rebuild_qtensor",
          "a quantised tensor, expected the parameters before they were quantised" },
        { "torch._utils", "_rebuild_sparse_tensor",
          "a sparse tensor, expected a dense one: tensor.to_dense()" },
        { "torch", "ComplexFloatStorage", "a tensor of complex numbers, expected real ones" },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        Text text = begin(f);
        pickle(&text, "}SC", "x", rows[i][0], rows[i][1]);
        refused(f, &text, arena_printf(&f->arena, "a.pth: byte 9: %s", rows[i][2]));
    }
}

typedef struct {
    const char *bytes;
    size_t length;
    const char *message;
} Wrong;

#define WRONG(bytes, message)                                                                                \
    { bytes, sizeof bytes - 1, message }

static void pickles_that_are_wrong(void **state) {
    Fixture *f = *state;
    static const Wrong rows[] = {
        WRONG("", "byte 0: the pickle is cut off"),
        WRONG("\x80\1.", "byte 0: expected a pickle of protocol 2 to 5, got 1"),
        WRONG("\x80\6.", "byte 0: expected a pickle of protocol 2 to 5, got 6"),
        WRONG("\x80\2.", "byte 2: the stack is empty"),
        WRONG("\x80\2(.", "byte 3: the stack is empty"),
        WRONG("\x80\2}", "byte 3: the pickle is cut off"),
        WRONG("\x80\2X\4\0\0\0abc", "byte 2: the pickle is cut off"),
        WRONG("\x80\2\x8d\xff\xff\xff\xff\xff\xff\xff\xff.", "byte 2: the pickle is cut off"),
        WRONG("\x80\2J\1\2", "byte 2: the pickle is cut off"),
        WRONG("\x80\2ctorch\nFloat", "byte 2: the pickle is cut off"),
        WRONG("\x80\2iposix\nsystem\n.", "byte 2: opcode 0x69, which no state_dict is made of: not a file of "
                                         "torch.save?"),
        WRONG("\x80\2Ptext\n.",
              "byte 2: opcode 0x50, which no state_dict is made of: not a file of torch.save?"),
        WRONG("\x80\2\x82\1.",
              "byte 2: opcode 0x82, which no state_dict is made of: not a file of torch.save?"),
        WRONG("\x80\2h\0.", "byte 2: memo 0 holds nothing"),
        WRONG("\x80\2Nr\xff\xff\xff\xff.", "byte 3: memo 4294967295, expected one below 2097152"),
        WRONG("\x80\2Nq\5h\4.", "byte 5: memo 4 holds nothing"),
        WRONG("\x80\2q\0.", "byte 2: the stack is empty"),
        WRONG("\x80\2"
              "0.",
              "byte 2: the stack is empty"),
        WRONG("\x80\2t.", "byte 2: no mark on the stack"),
        WRONG("\x80\2N\x86.", "byte 3: the stack is empty"),
        WRONG("\x80\2}(Nu.", "byte 5: a key without a value"),
        WRONG("\x80\2](NNu.", "byte 6: items for what is no dictionary"),
        WRONG("\x80\2}Na.", "byte 4: items for what is no list"),
        WRONG("\x80\2)(Ne.", "byte 5: items for what is no list"),
        WRONG("\x80\2N)R.", "byte 4: expected a call of something that has a name"),
        WRONG("\x80\2ctorch\nSize\nNR.", "byte 15: expected a call's arguments as a tuple"),
        WRONG("\x80\2ctorch\nSize\n)R.", "byte 15: expected a tuple of sizes"),
        WRONG("\x80\2ctorch._utils\n_rebuild_parameter\n)R.", "byte 36: expected a parameter's tensor"),
        WRONG("\x80\2ctorch._utils\n_rebuild_tensor_v2\n)R.",
              "byte 36: expected a tensor's storage, offset, sizes and strides"),
        WRONG("\x80\2ctorch._tensor\n_rebuild_from_type_v2\n)R.",
              "byte 40: expected a function and its arguments"),
        WRONG("\x80\4NN\x93.", "byte 4: expected the names of a module and of what is in it"),
        WRONG("\x80\2NQ.", "byte 3: expected a persistent id that begins with \"storage\""),
        WRONG("\x80\2)Q.", "byte 3: expected a persistent id that begins with \"storage\""),
        WRONG("\x80\2U\6module\x85Q.", "byte 11: expected a persistent id that begins with \"storage\""),
        WRONG("\x80\2U\7storage\x85Q.", "byte 12: expected a storage's type"),
        WRONG("\x80\2U\7storagectorch\nSize\n\x86Q.", "byte 24: expected a storage's type"),
        WRONG("\x80\2U\7storagectorch\nByteStorage\nK\1\x87Q.", "byte 33: expected a storage's key"),
        WRONG("\x80\2(U\7storagectorch\nByteStorage\nU\1kNNtQ.",
              "byte 37: expected a storage's number of elements, 0 or more"),
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        assert_null(read_bytes(f, (FileView){ (const unsigned char *)rows[i].bytes, rows[i].length }));
        assert_string_equal(f->diag.message, arena_printf(&f->arena, "a.pth: %s", rows[i].message));
        assert_int_equal(f->diag.status, STATUS_INPUT);
        f->diag.message = NULL;
    }
}

/* Every opcode on an empty stack, on values and on containers: an answer, whatever it is. */
static void every_opcode_anywhere(void **state) {
    Fixture *f = *state;
    static const Wrong before[] = { WRONG("", ""),
                                    WRONG("NNN", ""),
                                    WRONG("(]}(", ""),
                                    WRONG("})]N", ""),
                                    WRONG("ctorch\nSize\n)", ""),
                                    WRONG("ccollections\nOrderedDict\n(]tNN", "") };
    int answered = 0;
    for (int code = 0; code < 256; code++)
        for (int i = 0; i < COUNT_OF(before); i++) {
            Text text = begin(f);
            text_append(&text, before[i].bytes, before[i].length);
            pickle_byte(&text, code);
            text_append(&text, "\1\0\0\0\0\0\0\0a.", 10);
            answered += !read_text(f, &text);
            reset_fixture(f);
        }
    assert_int_equal(answered, 256 * COUNT_OF(before));
}

/* ---- Bounds ---- */

static void refused_repetition(Fixture *f, const char *unit, size_t length, size_t times,
                               const char *message) {
    Text text = begin(f);
    text_reserve(&text, length * times);
    for (size_t i = 0; i < times; i++) text_append(&text, unit, length);
    assert_null(read_text(f, &text));
    assert_non_null(strstr(f->diag.message, message));
    reset_fixture(f);
}

static void more_values_than_any_checkpoint_has(void **state) {
    Fixture *f = *state;
    refused_repetition(f, "(", 1, 3000000, "more than 2097152 values");
    refused_repetition(f, "N", 1, 3000000, "more than 2097152 values");
    refused_repetition(f, "]", 1, 3000000, "more than 2097152 values");
    refused_repetition(f, ")0", 2, 3000000, "more than 2097152 values");
    refused_repetition(f, "K\1a", 3, 10, "the stack is empty");
}

/* Small files that say the same large thing again and again; `repeated` is done to memos 0 to 2. */
static void answers_soon(Fixture *f, Text *text, const char *repeated, int times, const char *end,
                         const char *message) {
    const size_t length = strlen(repeated);
    text_reserve(text, length * (size_t)times);
    for (int i = 0; i < times; i++) text_append(text, repeated, length);
    pickle(text, end);
    refused(f, text, message);
    reset_fixture(f);
}

static void put(Text *text, int memo) {
    pickle_byte(text, 'q');
    pickle_byte(text, memo);
}

static char *long_text(Fixture *f) { return memset(arena_alloc(&f->arena, 1000001), 'n', 1000000); }

#define GET(memo) "h" memo

static void a_list_of_pairs_again_and_again(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "NN\x86");
    put(&text, 1);
    pickle(&text, "0](");
    for (int i = 0; i < 100000; i++) pickle(&text, GET("\1"));
    pickle(&text, "e\x85");
    put(&text, 2);
    pickle(&text, "0C", "collections", "OrderedDict");
    put(&text, 3);
    answers_soon(f, &text, GET("\3") GET("\2") "R0", 100000, ".",
                 "a.pth: byte 200166: more than 2097152 values");
}

static void a_dictionary_without_tensors_again_and_again(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "S", "a");
    put(&text, 1);
    pickle(&text, "0}(");
    for (int i = 0; i < 500000; i++) pickle(&text, GET("\1") "N");
    pickle(&text, "u");
    put(&text, 2);
    pickle(&text, "0}(");
    answers_soon(f, &text, GET("\1") GET("\2"), 500000, "u.",
                 "a.pth: expected a state_dict, tensors by their names, alone or under a name as "
                 "\"state_dict\" or \"model\", got a dictionary of \"a\", \"a\", \"a\", \"a\", ...");
}

static void a_long_name_again_and_again(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "S", long_text(f));
    put(&text, 1);
    pickle_tensor(&text, &plain);
    put(&text, 2);
    pickle(&text, "00}(");
    answers_soon(f, &text, GET("\1") GET("\2"), 500000, "u.",
                 "a.pth: two tensors of the name "
                 "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn...");
}

static void a_storages_key_is_short(void **state) {
    Fixture *f = *state;
    char *key = arena_alloc(&f->arena, 257);
    memset(key, 'k', 256);
    Text text = one_tensor(f, &(TensorWords){ "FloatStorage", key, 12, 0, "12", "1" });
    assert_null(read_text(f, &text));
    assert_non_null(strstr(f->diag.message, "expected a storage's key"));
    f->diag.message = NULL;
    key[255] = '\0';
    text = one_tensor(f, &(TensorWords){ "FloatStorage", key, 12, 0, "12", "1" });
    good(f, &text);
}

static void deep_nesting_is_no_recursion(void **state) {
    Fixture *f = *state;
    Text text = begin(f);
    pickle(&text, "N");
    for (int i = 0; i < 1000000; i++) pickle_byte(&text, 0x85);
    pickle(&text, ".");
    assert_null(read_text(f, &text));
    assert_non_null(strstr(f->diag.message, "got a list"));
}

static void cut_off_anywhere(void **state) {
    Fixture *f = *state;
    Text text = one_tensor(f, &plain);
    size_t length = text.length;
    unsigned char *whole = malloc(length);
    assert_non_null(whole);
    memcpy(whole, text.bytes, length);
    for (size_t cut = 0; cut < length; cut++) {
        reset_fixture(f);
        unsigned char *part = malloc(cut ? cut : 1); /* of that size: the sanitizer sees a byte more */
        memcpy(part, whole, cut);
        assert_null(read_bytes(f, (FileView){ part, cut }));
        assert_non_null(strstr(f->diag.message, "the pickle is cut off"));
        free(part);
    }
    free(whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(truths_are_0_and_1),
        TEST(shapes_and_strides),
        TEST(shapes_that_are_wrong),
        TEST(every_type),
        TEST(integers),
        TEST(a_type_beside_an_untyped_storage),
        TEST(parameters_and_wrapped_calls),
        TEST(parts_of_storages),
        TEST(calls_of_later_protocols),
        TEST(a_dictionary_of_python_2),
        TEST(memo_and_protocol_4),
        TEST(wrappers),
        TEST(averaged_weights_first),
        TEST(nested_wrappers),
        TEST(tensors_beside_and_named_so),
        TEST(no_state_dict),
        TEST(a_circle),
        TEST(names_that_are_wrong),
        TEST(calls_of_what_is_in_no_table),
        TEST(tensors_of_other_kinds),
        TEST(pickles_that_are_wrong),
        TEST(every_opcode_anywhere),
        TEST(more_values_than_any_checkpoint_has),
        TEST(a_list_of_pairs_again_and_again),
        TEST(a_dictionary_without_tensors_again_and_again),
        TEST(a_long_name_again_and_again),
        TEST(a_storages_key_is_short),
        TEST(deep_nesting_is_no_recursion),
        TEST(cut_off_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
