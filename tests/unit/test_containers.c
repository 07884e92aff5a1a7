/* Containers of weights: files of PyTorch and NumPy against their twin, files of our own for each rule,
 * others that are refused by name, and what damage does. */
#include "fixture.h"
#include "media/media.h"
#include "pickler.h"
#include "tensors/tensors.h"
#include "weights/weights.h"

#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "tests/oracle/containers/"

static FileView bytes_of(Fixture *f, const char *path) {
    FileView file;
    if (!file_map(&f->arena, path, &file, &f->diag)) fail_msg("%s", f->diag.message);
    return file;
}

static const TensorFile *open_path(Fixture *f, const char *path) {
    const TensorFile *file = weights_open(&f->arena, path, bytes_of(f, path), &f->diag);
    if (!file) fail_msg("%s", f->diag.message);
    return file;
}

static void refused(Fixture *f, FileView file, const char *message) {
    assert_null(weights_open(&f->arena, "w", file, &f->diag));
    assert_string_equal(f->diag.message, arena_printf(&f->arena, "w: %s", message));
    assert_int_equal(f->diag.status, STATUS_INPUT);
    f->diag.message = NULL;
}

/* ---- What PyTorch and NumPy wrote ---- */

static bool same_shape(const Tensor *a, const Tensor *b) {
    return a->rank == b->rank && !memcmp(a->dims, b->dims, (size_t)a->rank * sizeof *a->dims);
}

static bool same_values(Fixture *f, const Tensor *a, const Tensor *b) {
    if (!a->type->convert)
        return a->type == b->type && !memcmp(a->bytes, b->bytes, a->type->size * tensor_count(a));
    const float *x = tensor_floats(&f->arena, a), *y = tensor_floats(&f->arena, b);
    return a->type == b->type && !memcmp(x, y, tensor_count(a) * sizeof *x);
}

/* How many of the twin's tensors are in the file; each must be the twin's. */
static int compare(Fixture *f, const char *path, const TensorFile *file) {
    const TensorFile *twin = open_path(f, FOLDER "twin.safetensors");
    const Tensor *const *sorted = tensors_sorted(&f->arena, twin, &f->diag);
    assert_non_null(sorted);
    for (int i = 0; i < file->count; i++) {
        const Tensor *tensor = &file->tensors[i], *other = tensor_find(sorted, twin->count, tensor->name);
        if (!other || !same_shape(tensor, other) || !same_values(f, tensor, other))
            fail_msg("%s: %s is not as in the twin", path, tensor->name);
    }
    assert_non_null(tensors_sorted(&f->arena, file, &f->diag));
    return file->count;
}

enum { TENSORS = 14, ALIASES = 2, NOT_NUMPYS = 1 };

static void files_have_what_their_twin_has(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *file;
        int count;
        const char *note;
    } rows[] = {
        { "twin.safetensors", TENSORS + ALIASES, NULL },
        { "zip.pth", TENSORS, NULL },
        { "legacy.pth", TENSORS, NULL },
        { "views.pth", TENSORS + ALIASES, NULL },
        { "views-legacy.pth", TENSORS + ALIASES, NULL },
        { "protocol4.pth", TENSORS, NULL },
        { "protocol4-legacy.pth", TENSORS, NULL },
        { "checkpoint.pth", TENSORS, "weights taken from \"state_dict\"" },
        { "checkpoint-legacy.pth", TENSORS, "weights taken from \"state_dict\"" },
        { "ema.pth", TENSORS, "weights taken from \"state_dict_ema\", not from \"state_dict\"" },
        { "parameters.pth", TENSORS, "weights taken from \"model/state_dict\"" },
        { "numpy.npz", TENSORS - NOT_NUMPYS, NULL },
        { "compressed.npz", TENSORS - NOT_NUMPYS, NULL },
        { "fortran.npz", TENSORS - NOT_NUMPYS, NULL },
        { "model.safetensors.index.json", TENSORS, NULL },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        const char *path = arena_printf(&f->arena, FOLDER "%s", rows[i].file);
        assert_true(weights_recognise(bytes_of(f, path)));
        const TensorFile *file = open_path(f, path);
        assert_string_equal(file->path, path);
        assert_int_equal(compare(f, path, file), rows[i].count);
        assert_int_equal(f->diag.note_count, rows[i].note != NULL);
        if (rows[i].note)
            assert_string_equal(f->diag.notes[0], arena_printf(&f->arena, "%s: %s", path, rows[i].note));
        reset_fixture(f);
    }
}

/* Two names of one storage are the same bytes, not copies. */
static void shared_storages_are_shared(void **state) {
    Fixture *f = *state;
    static const char *const files[] = { FOLDER "views.pth", FOLDER "views-legacy.pth" };
    for (int i = 0; i < COUNT_OF(files); i++) {
        const TensorFile *file = open_path(f, files[i]);
        const Tensor *const *sorted = tensors_sorted(&f->arena, file, &f->diag);
        const Tensor *weight = tensor_find(sorted, file->count, "fc.weight");
        assert_ptr_equal(weight->bytes, tensor_find(sorted, file->count, "fc.alias")->bytes);
        assert_ptr_equal(weight->bytes + 4, tensor_find(sorted, file->count, "fc.columns")->bytes);
        assert_non_null(tensor_find(sorted, file->count, "conv1.weight")->strides);
    }
}

static void whole_models_are_refused(void **state) {
    Fixture *f = *state;
    static const char advice[] =
        "a whole model of class __main__.Net, expected its parameters: load it where Python "
        "has that, and torch.save(model.state_dict(), FILE)";
    refused(f, bytes_of(f, FOLDER "whole.pth"),
            arena_printf(&f->arena, "whole/data.pkl: byte 2: %s", advice));
    refused(f, bytes_of(f, FOLDER "whole-wrapped.pth"),
            arena_printf(&f->arena, "whole-wrapped/data.pkl: byte 18: %s", advice));
    refused(f, bytes_of(f, FOLDER "objects.npz"), "what.npy: object arrays (type '|O') are not supported");
}

/* ---- PyTorch's zip ---- */

static FileView state_of_one(Fixture *f, int64_t count) {
    Text text = { .arena = &f->arena };
    pickle(&text, "}S", "x");
    pickle_tensor(&text, &(TensorWords){ "FloatStorage", "0", count, 0, "2", "1" });
    pickle(&text, "s.");
    return (FileView){ (const unsigned char *)text.bytes, text.length };
}

static const float two[] = { 1.5f, -2 };

static void zips_of_pytorch(void **state) {
    Fixture *f = *state;
    FileView good = state_of_one(f, 2), wrong = state_of_one(f, 3);
    const ZipMember rows[][4] = {
        { { "a/data.pkl", good.bytes, good.size, 0 },
          { "a/data/0", two, 8, 0 },
          { "a/version", "3\n", 2, 0 } },
        { { "a/data.pkl", good.bytes, good.size, 1 },
          { "a/data/0", two, 8, 1 },
          { "a/byteorder", "little", 6, 0 } },
        { { "data.pkl", good.bytes, good.size, 0 }, { "data/0", two, 8, 0 }, { "version", "3\n", 2, 0 } },
        { { "a/data.pkl", good.bytes, good.size, 0 },
          { "a/data/0", two, 8, 0 },
          { "a/byteorder", "big", 3, 0 } },
        { { "a/data.pkl", good.bytes, good.size, 0 },
          { "a/data/0", two, 8, 0 },
          { "a/byteorder", "middle!", 7, 0 } },
        { { "a/data.pkl", good.bytes, good.size, 0 }, { "a/data/1", two, 8, 0 }, { "b/data/0", two, 8, 0 } },
        { { "a/data.pkl", wrong.bytes, wrong.size, 0 },
          { "a/data/0", two, 8, 0 },
          { "a/version", "3\n", 2, 0 } },
        { { "a/data.pkl", good.bytes, good.size, 0 },
          { "a/data/0", two, 7, 0 },
          { "a/version", "3\n", 2, 0 } },
        { { "a/data.pkl", "N", 1, 0 }, { "a/data/0", two, 7, 0 }, { "a/version", "3\n", 2, 0 } },
    };
    static const char *const messages[COUNT_OF(rows)] = {
        NULL,
        NULL,
        NULL,
        "a/byteorder: expected little, got big: torch.load and torch.save it on a little-endian machine",
        "a/byteorder: expected little",
        "no member a/data/0",
        "x: expected a storage of 3 elements of 4 bytes, got 8 bytes",
        "x: expected a storage of 2 elements of 4 bytes, got 7 bytes",
        "a/data.pkl: byte 1: the pickle is cut off",
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        FileView zip = make_zip(&f->arena, rows[i], 3);
        if (messages[i]) {
            refused(f, zip, messages[i]);
            continue;
        }
        const TensorFile *file = weights_open(&f->arena, "w", zip, &f->diag);
        assert_non_null(file);
        assert_memory_equal(tensor_floats(&f->arena, &file->tensors[0]), two, sizeof two);
    }
}

/* What each storage is looked for by. */
static void a_folder_has_a_files_name(void **state) {
    Fixture *f = *state;
    const FileView good = state_of_one(f, 2);
    char name[300];
    for (int length = 255; length <= 256; length++) {
        memset(name, 'a', sizeof name);
        memcpy(name + length, "/data.pkl", sizeof "/data.pkl");
        const char *storage = arena_printf(&f->arena, "%.*s/data/0", length, name);
        const ZipMember members[] = { { name, good.bytes, good.size, 0 }, { storage, two, 8, 0 } };
        const FileView zip = make_zip(&f->arena, members, 2);
        if (length == 255)
            assert_non_null(weights_open(&f->arena, "w", zip, &f->diag));
        else
            refused(
                f, zip,
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...: expected a folder's name "
                "of 256 bytes or fewer");
    }
}

static void zips_of_others(void **state) {
    Fixture *f = *state;
    static const char script[] =
        "TorchScript, expected a state_dict: torch.save(torch.jit.load(FILE).state_dict(), "
        "\"net.pth\")";
    static const char program[] = "a program of torch.export, expected a state_dict: "
                                  "torch.save(torch.export.load(FILE).state_dict, \"net.pth\")";
    static const struct {
        const char *members[2], *message;
    } rows[] = {
        { { "net/data.pkl", "net/constants.pkl" }, script },
        { { "net/data.pkl", "net/code/__torch__.py" }, script },
        { { "serialized_exported_program.json", "serialized_state_dict.pt" }, program },
        { { "net/models/model.json", "net/data/weights/0" }, program },
        { { "config.json", "model.weights.h5" },
          "a Keras model, expected PyTorch's names: export it to ONNX, or save its arrays with numpy.savez" },
        { { "net.mlpackage/Data/model.mlmodel", "net.mlpackage/Manifest.json" },
          "a Core ML package, expected the weights that it was made from" },
        { { "readme.txt", "net.pth" }, "a zip around a weights file: unpack it" },
        { { "readme.txt", "net.safetensors" }, "a zip around a weights file: unpack it" },
        { { "readme.txt", "__MACOSX/._a.npy" },
          "a zip file without weights, expected PyTorch's NAME/data.pkl or NumPy's NAME.npy" },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        const ZipMember members[] = { { rows[i].members[0], "N.", 2, 0 },
                                      { rows[i].members[1], "N.", 2, 0 } };
        FileView zip = make_zip(&f->arena, members, 2);
        assert_true(weights_recognise(zip));
        refused(f, zip, rows[i].message);
    }
}

/* ---- .npz ---- */

static FileView one_array(Fixture *f) { return npy_write_f32(&f->arena, two, 1, (const size_t[]){ 2 }); }

static void other_members_of_an_npz(void **state) {
    Fixture *f = *state;
    static const char text[] =
        "\x93NUMPY\1\0\x34\0{'descr': '<U1', 'fortran_order': False, 'shape': (), }x\0\0\0";
    FileView array = one_array(f);
    const ZipMember members[] = { { "readme.txt", "none", 4, 0 },
                                  { "a.b.npy", array.bytes, array.size, 0 },
                                  { "__MACOSX/._a.b.npy", "none", 4, 0 },
                                  { "arch.npy", text, sizeof text - 1, 0 } };
    const TensorFile *file = weights_open(&f->arena, "w", make_zip(&f->arena, members, 4), &f->diag);
    assert_non_null(file);
    assert_int_equal(file->count, 1);
    assert_string_equal(file->tensors[0].name, "a.b");
    assert_string_equal(f->diag.notes[0], "w: 3 members without numbers ignored");
    const ZipMember damaged[] = { { "a.npy", array.bytes, array.size - 1, 0 } };
    refused(f, make_zip(&f->arena, damaged, 1), "a.npy: float32 (2,) has 8 bytes of data, got 7");
}

/* Flags and counts beside weights are tensors like any, which no network has. */
static void numbers_of_any_type_in_an_npz(void **state) {
    Fixture *f = *state;
    static const char *const codes[] = { "|b1", "<u2", "<u4", "<u8" }, *const types[] = { "BOOL", "U16",
                                                                                          "U32", "U64" };
    for (int i = 0; i < COUNT_OF(codes); i++) {
        size_t bytes = tensor_type(types[i])->size;
        const char *array = arena_printf(
            &f->arena, "\x93NUMPY\1%c\x39%c{'descr': '%s', 'fortran_order': False, 'shape': (1,), }%8s", 0, 0,
            codes[i], "");
        const ZipMember members[] = { { "flag.npy", array, 10 + 0x39 + bytes, 0 } };
        const TensorFile *file = weights_open(&f->arena, "w", make_zip(&f->arena, members, 1), &f->diag);
        assert_non_null(file);
        assert_string_equal(file->tensors[0].type->name, types[i]);
    }
}

/* ---- Zips that are damaged, or more than they seem ---- */

static unsigned char *find_bytes(FileView file, const char *bytes, size_t length) {
    for (size_t i = 0; i + length <= file.size; i++)
        if (!memcmp(file.bytes + i, bytes, length)) return (unsigned char *)(uintptr_t)file.bytes + i;
    fail_msg("not in the file");
    return NULL;
}

static FileView zip_of_two(Fixture *f, bool deflated) {
    FileView array = one_array(f);
    const ZipMember members[] = { { "a.npy", array.bytes, array.size, deflated },
                                  { "b.npy", array.bytes, array.size, deflated } };
    return make_zip(&f->arena, members, 2);
}

static const char central[] = "PK\1\2"; /* then sizes from byte 20 and 24 on, the name from byte 46 */

static void zips_that_lie(void **state) {
    Fixture *f = *state;
    FileView twice = zip_of_two(f, false);
    for (int i = 0; i < 2; i++) *find_bytes(twice, "b.npy", 5) = 'a'; /* in both heads */
    refused(f, twice, "a.npy: a damaged or truncated zip file: two members of this name");
    FileView longer = zip_of_two(f, false);
    find_bytes(longer, central, 4)[26] = 1; /* 64 KiB more than are stored */
    refused(f, longer, "a.npy: a damaged or truncated zip file: its sizes do not fit the file's");
    FileView packed = zip_of_two(f, true);
    find_bytes(packed, central, 4)[23] = 1; /* 16 MiB packed */
    refused(f, packed, "a.npy: a damaged or truncated zip file: its sizes do not fit the file's");
    FileView bomb = zip_of_two(f, true);
    find_bytes(bomb, central, 4)[27] = 0x7f; /* two of 2 GiB */
    refused(f, bomb, "expected a zip file that unpacks to at most 1073741824 bytes, got more");
    FileView sum = zip_of_two(f, true); /* two of 768 MiB */
    unsigned char *first = find_bytes(sum, central, 4), *behind = first + 4;
    first[27] = 0x30;
    find_bytes((FileView){ behind, (size_t)(sum.bytes + sum.size - behind) }, central, 4)[27] = 0x30;
    refused(f, sum, "expected a zip file that unpacks to at most 1073741824 bytes, got more");
    FileView less = zip_of_two(f, true);
    find_bytes(less, central, 4)[24] -= 1;
    assert_null(weights_open(&f->arena, "w", less, &f->diag));
    f->diag.message = NULL;
    FileView locked = zip_of_two(f, false);
    find_bytes(locked, central, 4)[8] |= 1;
    refused(f, locked, "a.npy: encrypted, expected a zip file without a password");
    FileView changed = zip_of_two(f, false);
    find_bytes(changed, "\x93NUMPY", 6)[10] ^= 1;
    refused(f, changed, "a.npy: a damaged or truncated zip file: CRC error");
}

/* ---- PyTorch's legacy container ---- */

static FileView copy_of(Fixture *f, FileView file, size_t more) {
    unsigned char *bytes = arena_alloc(&f->arena, file.size + more);
    memcpy(bytes, file.bytes, file.size);
    return (FileView){ bytes, file.size + more };
}

static void legacy_files_that_are_wrong(void **state) {
    Fixture *f = *state;
    FileView good = bytes_of(f, FOLDER "legacy.pth");
    FileView version = copy_of(f, good, 0), big = copy_of(f, good, 0), longer = copy_of(f, good, 1);
    find_bytes(version, "M\xe9\3.", 4)[1] = 0xea;
    refused(f, version, "byte 21: expected version 1001 of PyTorch's container");
    *find_bytes(big, "\x88", 1) = 0x89;
    assert_null(weights_open(&f->arena, "w", big, &f->diag));
    assert_non_null(strstr(f->diag.message,
                           ": saved on a big-endian machine: torch.load and torch.save it on a "
                           "little-endian one"));
    f->diag.message = NULL;
    refused(f, longer,
            arena_printf(&f->arena, "byte %zu: expected the file's end behind the last storage", good.size));
}

/* magic, version, system, {"x": tensor}, keys; then what is given */
static FileView legacy_file(Fixture *f, const char *keys, const char *key, const void *tail, size_t size) {
    Text text = { .arena = &f->arena };
    text_append(&text, "\x80\2\x8a\x0al\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\2M\xe9\3.\x80\2}.", 25);
    FileView state = state_of_one(f, 2);
    text_append(&text, (const char *)state.bytes, state.size);
    pickle(&text, keys, key);
    text_append(&text, tail, size);
    return (FileView){ (const unsigned char *)text.bytes, text.length };
}

static void storages_of_legacy_files(void **state) {
    Fixture *f = *state;
    unsigned char tail[16] = { 2 };
    memcpy(tail + 8, two, sizeof two);
    const TensorFile *file = weights_open(&f->arena, "w", legacy_file(f, "](Se.", "0", tail, 16), &f->diag);
    assert_non_null(file);
    assert_memory_equal(tensor_floats(&f->arena, &file->tensors[0]), two, sizeof two);
    refused(f, legacy_file(f, "](Se.", "1", tail, 16), "byte 201: a key of no storage in what was saved");
    refused(f, legacy_file(f, "](Ie.", (const char *)1, tail, 16),
            "byte 205: a key of no storage in what was saved");
    refused(f, legacy_file(f, "N.", "", tail, 16), "byte 193: expected the list of storages' keys before it");
    refused(f, legacy_file(f, "].", "", tail, 0), "no storage 0");
    refused(f, legacy_file(f, "](Se.", "0", tail, 7),
            "byte 201: expected a storage's number of elements, got the file's end");
    refused(f, legacy_file(f, "](Se.", "0", tail, 15),
            "byte 201: 2 elements of 4 bytes go beyond the file's end");
    memset(tail, 0xff, 8);
    refused(f, legacy_file(f, "](Se.", "0", tail, 16),
            "byte 201: 18446744073709551615 elements of 4 bytes go beyond the file's end");
    tail[0] = 1;
    memset(tail + 1, 0, 7);
    refused(f, legacy_file(f, "](Se.", "0", tail, 12),
            "x: expected a storage of 2 elements of 4 bytes, got 4 bytes");
}

/* ---- Shards ---- */

static const char *folder_of_shards(Fixture *f) {
    char *folder = arena_printf(&f->arena, "/tmp/resnetc-test-shards-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static void put_file(Fixture *f, const char *folder, const char *name, const void *bytes, size_t size) {
    FILE *file = fopen(arena_printf(&f->arena, "%s/%s", folder, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

/* Two tensors: NAME and NAME.2. */
static void put_shard(Fixture *f, const char *folder, const char *name, const char *tensor) {
    Text text = { .arena = &f->arena };
    const char *header = arena_printf(&f->arena,
                                      "{\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                                      "\"%s.2\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                                      tensor, tensor);
    uint64_t length = strlen(header);
    text_append(&text, (const char *)&length, sizeof length);
    text_append(&text, header, length);
    text_append(&text, (const char *)two, sizeof two);
    put_file(f, folder, name, text.bytes, text.length);
}

static void indices_of_shards(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *index, *message; /* NULL: good */
    } rows[] = {
        { "{\"weight_map\":{\"a\":\"1\",\"b\":\"2\"}}", NULL },
        { "{\"metadata\":{\"total_size\":16},\"weight_map\":{\"b\":\"2\",\"a\":\"1\"}}", NULL },
        { "{\"weight_map\":[]}",
          "index:1:15: /weight_map: expected an object: a tensor's name -> its file, got an array" },
        { "{\"a\":\"weight_map\"}", "index:1:1: \"weight_map\" is missing" },
        { "{\"weight_map\":{\"a\":1}}",
          "index:1:20: /weight_map/a: expected the name of a file in the same folder, got 1" },
        { "{\"weight_map\":{\"a\":\"../1\"}}",
          "index:1:20: /weight_map/a: expected the name of a file in the same folder, got \"../1\"" },
        { "{\"weight_map\":{\"a\":\"/tmp/1\"}}",
          "index:1:20: /weight_map/a: expected the name of a file in the same folder, got \"/tmp/1\"" },
        { "{\"weight_map\":{\"a\":\"..\"}}",
          "index:1:20: /weight_map/a: expected the name of a file in the same folder, got \"..\"" },
        { "{\"weight_map\":{\"a\":\"1\\u001b[2J\"}}",
          "index:1:20: /weight_map/a: expected the name of a file in the same folder, got \"1\\u001b[2J\"" },
        { "{\"weight_map\":{\"a\":\"1\",\"b\":\"1\"}}", "index:1:28: /weight_map/b: not in 1" },
        { "{\"weight_map\":{\"a\":\"2\",\"b\":\"1\"}}", "index:1:20: /weight_map/a: not in 2" },
        { "{\"weight_map\":{\"a\":\"1\",\"b\":\"2\",\"a.2\":\"2\"}}",
          "index:1:38: /weight_map/a.2: not in 2" },
        { "{\"weight_map\":{\"a\":\"1\",\"b\":\"a-again\"}}", "index: two tensors of the name a" },
        { "{\"weight_map\":{\"a\":\"none\"}}", "none: No such file or directory" },
        { "{\"weight_map\":{\"a\":\"pipe\"}}",
          "index:1:20: /weight_map/a: expected the name of a regular file, got \"pipe\"" },
        { "{\"weight_map\":{\"a\":\"index\"}}", "index: a JSON text, expected weights: safetensors, an index "
                                                "with a weight_map, PyTorch's, NumPy's .npz or ONNX" },
        { "{\"weight_map\":{\"a\":\"1\"}", "index:1:24: '}' expected near end of file" },
        { "{\"weight_map\":{\"a\":\"1\",\"a\":\"2\"}}",
          "index:1:24: /weight_map/a: duplicate key, first at line 1" },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        const char *folder = folder_of_shards(f);
        put_shard(f, folder, "1", "a");
        put_shard(f, folder, "2", "b");
        put_shard(f, folder, "a-again", "a");
        put_file(f, folder, "index", rows[i].index, strlen(rows[i].index));
        const char *pipe = arena_printf(&f->arena, "%s/pipe", folder);
        assert_int_equal(mkfifo(pipe, 0600), 0);
        const char *path = arena_printf(&f->arena, "%s/index", folder);
        FileView file = bytes_of(f, path);
        assert_true(weights_recognise(file));
        const TensorFile *tensors = weights_open(&f->arena, path, file, &f->diag);
        const char *got = f->diag.message, *prefix = arena_printf(&f->arena, "%s/", folder);
        if (rows[i].message && !got) fail_msg("expected %s", rows[i].message);
        if (rows[i].message)
            assert_string_equal(got, arena_printf(&f->arena, "%s%s", prefix, rows[i].message));
        else
            assert_true(tensors && tensors->count == 4 && tensors->files[0] && tensors->files[1] &&
                        !tensors->files[2]);
        static const char *const names[] = { "1", "2", "a-again", "index", "pipe" };
        for (int n = 0; n < COUNT_OF(names); n++) unlink(arena_printf(&f->arena, "%s%s", prefix, names[n]));
        assert_int_equal(rmdir(folder), 0);
        reset_fixture(f);
    }
}

/* The older index of Hugging Face names files of PyTorch. */
static void shards_of_pytorch(void **state) {
    Fixture *f = *state;
    static const char index[] = "{\"weight_map\":{\"fc.bias\":\"zip.pth\"}}";
    FileView file = { (const unsigned char *)index, strlen(index) };
    const TensorFile *tensors =
        weights_open(&f->arena, FOLDER "pytorch_model.bin.index.json", file, &f->diag);
    assert_non_null(tensors);
    assert_int_equal(compare(f, "index", tensors), TENSORS);
    assert_string_equal(tensors->files[0], FOLDER "zip.pth");
}

/* ---- What is no weights file ---- */

#define PYTORCHS "expected PyTorch's names: export it to ONNX, or save its arrays by numpy.savez"
#define UNPACK   "expected the weights file in it: unpack it"

typedef struct {
    const char *bytes;
    size_t length;
    bool recognised;
    const char *message;
} Other;

#define OTHER(bytes, recognised, message)                                                                    \
    { bytes, sizeof bytes - 1, recognised, message }

#define A16  "aaaaaaaaaaaaaaaa"
#define A128 A16 A16 A16 A16 A16 A16 A16 A16

static void others_are_refused_by_name(void **state) {
    Fixture *f = *state;
    static const char page[] =
        "a page of HTML or XML, as a download gives that wants a login: expected the weights "
        "file itself";
    static const char json[] =
        "a JSON text, expected weights: safetensors, an index with a weight_map, PyTorch's, NumPy's .npz or "
        "ONNX";
    static const char unknown[] =
        "expected a weights file (safetensors or their index, PyTorch's, NumPy's .npz, ONNX), got "
        "something else";
    static const Other rows[] = {
        OTHER("", false, "an empty file, expected weights"),
        OTHER("<!DOCTYPE html><html>", true, page),
        OTHER("\n  <!doctype HTML>", true, page),
        OTHER("\xef\xbb\xbf<html lang=\"en\">", true, page),
        OTHER("<?xml version=\"1.0\"?><Error><Code>AccessDenied", true, page),
        OTHER("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n", true,
              "a pointer of Git LFS, not the file itself: run git lfs pull"),
        OTHER("{\"block\":\"basic\",\"repeats\":[1]}", false, json),
        OTHER("[1, 2, 3]", false, json),
        OTHER("\x89HDF\r\n\x1a\n\0\0\0\0", true, "an HDF5 file, as Keras writes, " PYTORCHS),
        OTHER("\x08\x01\x12\xb2\x04\x0a\x10\x12\x02", true, "a SavedModel of TensorFlow, " PYTORCHS),
        OTHER("\x0a\x20\x0a\x05input\x12\x0bPlaceholder*", true, "a graph of TensorFlow, " PYTORCHS),
        OTHER("model_checkpoint_path: \"net\"\n", true, "the list of TensorFlow's checkpoints, " PYTORCHS),
        OTHER("0123456789012345678901234567890123456789\x57\xfb\x80\x8b\x24\x75\x47\xdb", true,
              "the index of a TensorFlow checkpoint, " PYTORCHS),
        OTHER("\x1c\0\0\0TFL3\0", true, "a TensorFlow Lite model, " PYTORCHS),
        OTHER("\x08\x04\x12\x40\x0a\x20\x0a\x05image\x1a\x02", true,
              "a Core ML model, expected the weights that it was made from"),
        OTHER("\x12\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", true, "parameters of MXNet, " PYTORCHS),
        OTHER("GGUF\3\0\0\0", true, "a GGUF file, expected the weights that it was made from"),
        OTHER("\x1f\x8b\x08\0\0\0\0\0\0\3", true, "compressed by gzip, " UNPACK),
        OTHER("BZh91AY&SY", true, "compressed by bzip2, " UNPACK),
        OTHER("\xfd"
              "7zXZ\0",
              true, "compressed by xz, " UNPACK),
        OTHER("\x28\xb5\x2f\xfd\4", true, "compressed by zstd, " UNPACK),
        OTHER("7z\xbc\xaf\x27\x1c\0\4", true, "a 7z archive, " UNPACK),
        OTHER("Rar!\x1a\x07\1\0", true, "a RAR archive, " UNPACK),
        OTHER("\x93NUMPY\1\0v\0{", false,
              "one NumPy array, expected an .npz file of all: numpy.savez(FILE, **arrays)"),
        OTHER("\x80\4\x95\1\0\0\0\0\0\0\0N.", true,
              "a pickle that torch.save did not write: load it, and torch.save or numpy.savez its arrays"),
        OTHER("\x89PNG\r\n\x1a\n\0\0", false, "a picture, expected weights"),
        OTHER("\xff\xd8\xff\xe0\0\x10JFIF", false, "a picture, expected weights"),
        OTHER("These are no weights at all.\n", false, unknown),
        OTHER("\1\2\3", false, unknown),
        OTHER("\x0a\x20\x1a\x05input\x12\x0bPlaceholder*", false, unknown),
        OTHER("\x0a\x20\x0a\x05input\x1a\x0bPlaceholder*", false, unknown),
        OTHER("\x0a\x20\x0a\0\x12\x0bPlaceholder*", false, unknown), /* a node has a name, */
        OTHER("\x0a\x20\x0a\x05input\x12\0*", false, unknown),       /* and an operation */
        OTHER("\x0a\x20\x0a\x05in\1ut\x12\x0bPlaceholder*", false, unknown),
        OTHER("\x0a\x20\x0a\x05input\x12\x0bPlacehold", false, unknown), /* cut off */
        OTHER("\x0a\x7f\x0a\x80" A128 "\x12\1b*", false, unknown),
        OTHER("\x0a\x7f\x0a\x7f" A128 "\x12\1b*", false, unknown), /* one character too many */
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        FileView file = { (const unsigned char *)rows[i].bytes, rows[i].length };
        refused(f, file, rows[i].message);
        assert_int_equal(weights_recognise(file), rows[i].recognised);
    }
}

static void tar_files(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *first, *message;
    } rows[] = {
        { "storages",
          "PyTorch's oldest container, a tar file: torch.save(torch.load(FILE), \"net.pth\") with a newer "
          "PyTorch" },
        { "sys_info",
          "PyTorch's oldest container, a tar file: torch.save(torch.load(FILE), \"net.pth\") with a newer "
          "PyTorch" },
        { "storages.pth", "a tar file, " UNPACK },
    };
    for (int i = 0; i < COUNT_OF(rows); i++) {
        unsigned char *bytes = arena_alloc(&f->arena, 1024);
        memcpy(bytes, rows[i].first, strlen(rows[i].first));
        memcpy(bytes + 257, "ustar", 5);
        refused(f, (FileView){ bytes, 1024 }, rows[i].message);
    }
}

/* A header's length may have any byte: that of gzip, of a JSON text. */
static void safetensors_of_any_length(void **state) {
    Fixture *f = *state;
    static const size_t lengths[] = { 0x8b1f, 0x088b1f, '{', 0x112, 0x80, 0x4b50, 0x0a };
    for (int i = 0; i < COUNT_OF(lengths); i++) {
        uint64_t length = lengths[i];
        unsigned char *bytes = arena_alloc(&f->arena, 8 + length);
        memset(bytes + 8, ' ', length);
        memcpy(bytes, &length, 8);
        memcpy(bytes + 8, "{}", 2);
        assert_true(weights_recognise((FileView){ bytes, 8 + length }));
        const TensorFile *file = weights_open(&f->arena, "w", (FileView){ bytes, 8 + length }, &f->diag);
        assert_true(file && file->count == 0);
    }
}

/* ---- Damage ---- */

static const char *const damaged[] = { FOLDER "zip.pth", FOLDER "legacy.pth", FOLDER "views-legacy.pth",
                                       FOLDER "numpy.npz", FOLDER "compressed.npz" };

/* A block of its size alone, so that the sanitizer sees a byte behind it. */
static unsigned char *block_of(FileView file, size_t size) {
    unsigned char *block = malloc(size ? size : 1);
    assert_non_null(block);
    memcpy(block, file.bytes, size);
    return block;
}

static void cut_off_anywhere(void **state) {
    (void)state;
    for (int i = 0; i < COUNT_OF(damaged); i++) {
        Fixture whole = { .diag = { .arena = &whole.arena } };
        FileView file = bytes_of(&whole, damaged[i]);
        for (size_t size = 0; size < file.size; size++) {
            Fixture f = { .diag = { .arena = &f.arena } };
            unsigned char *block = block_of(file, size);
            assert_null(weights_open(&f.arena, "w", (FileView){ block, size }, &f.diag));
            assert_non_null(f.diag.message);
            arena_free(&f.arena);
            free(block);
        }
        arena_free(&whole.arena);
    }
}

/* What is read must be readable; what it is does not matter. */
static void read_all(Fixture *f, const TensorFile *file) {
    for (int i = 0; file && i < file->count; i++) {
        const Tensor *tensor = &file->tensors[i];
        if (tensor->type->convert && tensor_count(tensor) < 100000) tensor_floats(&f->arena, tensor);
    }
    assert_int_equal(!file, f->diag.message != NULL);
}

static void any_byte_changed(void **state) {
    static const unsigned char changes[] = { 1, 0x80, 0xff };
    (void)state;
    for (int i = 0; i < COUNT_OF(damaged); i++) {
        Fixture whole = { .diag = { .arena = &whole.arena } };
        FileView file = bytes_of(&whole, damaged[i]);
        unsigned char *block = block_of(file, file.size);
        for (size_t at = 0; at < 3 * file.size; at++) {
            Fixture f = { .diag = { .arena = &f.arena } };
            block[at / 3] ^= changes[at % 3];
            read_all(&f, weights_open(&f.arena, "w", (FileView){ block, file.size }, &f.diag));
            block[at / 3] ^= changes[at % 3];
            arena_free(&f.arena);
        }
        free(block);
        arena_free(&whole.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(files_have_what_their_twin_has),
        TEST(shared_storages_are_shared),
        TEST(whole_models_are_refused),
        TEST(zips_of_pytorch),
        TEST(a_folder_has_a_files_name),
        TEST(zips_of_others),
        TEST(other_members_of_an_npz),
        TEST(numbers_of_any_type_in_an_npz),
        TEST(zips_that_lie),
        TEST(legacy_files_that_are_wrong),
        TEST(storages_of_legacy_files),
        TEST(indices_of_shards),
        TEST(shards_of_pytorch),
        TEST(others_are_refused_by_name),
        TEST(tar_files),
        TEST(safetensors_of_any_length),
        TEST(cut_off_anywhere),
        TEST(any_byte_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
