/* refused.c: files that people give as weights and that are none: rows of how each is told and what to do. */
#include "reader.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool begins(FileView file, size_t at, const char *magic, size_t length) {
    return file.size >= at + length && !memcmp(file.bytes + at, magic, length);
}

/* ---- Texts ---- */

/* Behind white space and a byte order mark. */
static FileView without_blanks(FileView file) {
    enum { NEAR = 4096 };
    size_t at = begins(file, 0, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (at < NEAR && at < file.size && isspace(file.bytes[at])) at++;
    return (FileView){ file.bytes + at, file.size - at };
}

static bool begins_text(FileView file, const char *text) {
    FileView rest = without_blanks(file);
    return rest.size >= strlen(text) && !strncasecmp((const char *)rest.bytes, text, strlen(text));
}

static bool is_empty(FileView file) { return file.size == 0; }

static bool is_html(FileView file) {
    static const char *const starts[] = { "<!doctype", "<html", "<head", "<body", "<!--", "<?xml" };
    for (int i = 0; i < COUNT_OF(starts); i++)
        if (begins_text(file, starts[i])) return true;
    return false;
}

static bool is_lfs_pointer(FileView file) { return begins_text(file, "version https://git-lfs"); }

static bool is_json(FileView file) { return begins_text(file, "{") || begins_text(file, "["); }

/* ---- Protobuf: fields by their bytes; a length has up to five ---- */

typedef struct {
    FileView file;
    size_t at;
} Scan;

static bool next_byte(Scan *scan, int expected) {
    return scan->at < scan->file.size && scan->file.bytes[scan->at++] == expected;
}

static bool next_varint(Scan *scan) {
    for (int i = 0; i < 5 && scan->at < scan->file.size; i++)
        if (scan->file.bytes[scan->at++] < 0x80) return true;
    return false;
}

static bool next_length(Scan *scan, int tag) { return next_byte(scan, tag) && next_varint(scan); }

/* A field of text, which is not empty. */
static bool next_text(Scan *scan, int tag) {
    if (!next_byte(scan, tag) || scan->at == scan->file.size) return false;
    size_t length = scan->file.bytes[scan->at++];
    if (!length || length > 0x7f || length > scan->file.size - scan->at) return false;
    for (size_t end = scan->at + length; scan->at < end; scan->at++)
        if (!isprint(scan->file.bytes[scan->at])) return false;
    return true;
}

/* SavedModel: schema version 1, then a MetaGraphDef that begins with its MetaInfoDef. */
static bool is_saved_model(FileView file) {
    Scan scan = { file, 0 };
    return next_byte(&scan, 0x08) && next_byte(&scan, 1) && next_length(&scan, 0x12) &&
           next_length(&scan, 0x0a);
}

/* GraphDef: a NodeDef that begins with a name and an operation. */
static bool is_frozen_graph(FileView file) {
    Scan scan = { file, 0 };
    return next_length(&scan, 0x0a) && next_text(&scan, 0x0a) && next_text(&scan, 0x12);
}

/* Model: a version, a description that begins with an input's name. */
static bool is_core_ml(FileView file) {
    Scan scan = { file, 0 };
    return next_byte(&scan, 0x08) && next_varint(&scan) && next_length(&scan, 0x12) &&
           next_length(&scan, 0x0a) && next_text(&scan, 0x0a);
}

/* ---- Others that more than their first bytes tell ---- */

/* A table of LevelDB's ends with this number. */
static bool is_tensorflow_index(FileView file) {
    static const char magic[] = "\x57\xfb\x80\x8b\x24\x75\x47\xdb";
    return file.size >= 48 && begins(file, file.size - 8, magic, 8);
}

static bool is_tensorflow_checkpoint(FileView file) { return begins_text(file, "model_checkpoint_path:"); }

static bool is_tflite(FileView file) { return begins(file, 4, "TFL3", 4); }

static bool is_tar(FileView file) { return begins(file, 257, "ustar", 5); }

/* The members of PyTorch's, of which any may be the first. */
static bool is_torch_tar(FileView file) {
    static const char *const members[] = { "sys_info", "pickle", "storages", "tensors" };
    for (int i = 0; is_tar(file) && i < COUNT_OF(members); i++)
        if (begins(file, 0, members[i], strlen(members[i]) + 1)) return true;
    return false;
}

static bool is_pickle(FileView file) {
    return file.size > 2 && file.bytes[0] == 0x80 && file.bytes[1] >= 2 && file.bytes[1] <= 5;
}

/* A list of arrays: its magic number, and a number kept free. */
static bool is_mxnet(FileView file) { return begins(file, 0, "\x12\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16); }

static bool is_picture(FileView file) {
    return begins(file, 0, "\x89PNG\r\n\x1a\n", 8) || begins(file, 0, "\xff\xd8\xff", 3);
}

/* ---- The rows ---- */

#define TO_PYTORCH "expected PyTorch's names: export it to ONNX, or save its arrays by numpy.savez"
#define TO_UNPACK  "expected the weights file in it: unpack it"

static const struct {
    bool (*recognises)(FileView file); /* NULL: by the first bytes */
    const char *magic;
    bool is_weights; /* not the text or picture of another argument */
    const char *told;
} refused[] = {
    { is_empty, NULL, false, "an empty file, expected weights" },
    { is_html, NULL, true,
      "a page of HTML or XML, as a download gives that wants a login: expected the weights file itself" },
    { is_lfs_pointer, NULL, true, "a pointer of Git LFS, not the file itself: run git lfs pull" },
    { is_json, NULL, false,
      "a JSON text, expected weights: safetensors, an index with a weight_map, PyTorch's, NumPy's .npz or "
      "ONNX" },
    { NULL, "\x89HDF\r\n\x1a\n", true, "an HDF5 file, as Keras writes, " TO_PYTORCH },
    { is_saved_model, NULL, true, "a SavedModel of TensorFlow, " TO_PYTORCH },
    { is_frozen_graph, NULL, true, "a graph of TensorFlow, " TO_PYTORCH },
    { is_tensorflow_index, NULL, true, "the index of a TensorFlow checkpoint, " TO_PYTORCH },
    { is_tensorflow_checkpoint, NULL, true, "the list of TensorFlow's checkpoints, " TO_PYTORCH },
    { is_tflite, NULL, true, "a TensorFlow Lite model, " TO_PYTORCH },
    { is_core_ml, NULL, true, "a Core ML model, expected the weights that it was made from" },
    { is_mxnet, NULL, true, "parameters of MXNet, " TO_PYTORCH },
    { NULL, "GGUF", true, "a GGUF file, expected the weights that it was made from" },
    { is_torch_tar, NULL, true,
      "PyTorch's oldest container, a tar file: torch.save(torch.load(FILE), \"net.pth\") with a newer "
      "PyTorch" },
    { is_tar, NULL, true, "a tar file, " TO_UNPACK },
    { NULL, "\x1f\x8b", true, "compressed by gzip, " TO_UNPACK },
    { NULL, "BZh", true, "compressed by bzip2, " TO_UNPACK },
    { NULL,
      "\xfd"
      "7zXZ",
      true, "compressed by xz, " TO_UNPACK },
    { NULL, "\x28\xb5\x2f\xfd", true, "compressed by zstd, " TO_UNPACK },
    { NULL, "7z\xbc\xaf\x27\x1c", true, "a 7z archive, " TO_UNPACK },
    { NULL, "Rar!\x1a\x07", true, "a RAR archive, " TO_UNPACK },
    { NULL, "\x93NUMPY", false,
      "one NumPy array, expected an .npz file of all: numpy.savez(FILE, **arrays)" },
    { is_pickle, NULL, true,
      "a pickle that torch.save did not write: load it, and torch.save or numpy.savez its arrays" },
    { is_picture, NULL, false, "a picture, expected weights" },
};

static int find_row(FileView file) {
    for (int i = 0; i < COUNT_OF(refused); i++) {
        const char *magic = refused[i].magic;
        if (magic ? begins(file, 0, magic, strlen(magic)) : refused[i].recognises(file)) return i;
    }
    return -1;
}

bool refused_recognise(FileView file) { return find_row(file) >= 0; }

bool refused_is_weights(FileView file) {
    int row = find_row(file);
    return row >= 0 && refused[row].is_weights;
}

const TensorFile *refused_read(Arena *arena, const char *path, FileView file, Diag *diag) {
    (void)arena;
    diag_fail(diag, STATUS_INPUT, "%s: %s", path, refused[find_row(file)].told);
    return NULL;
}
