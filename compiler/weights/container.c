/* container.c: what kind of weights file it is, by its content, never by its name. */
#include "onnx/onnx.h"
#include "reader.h"

static const TensorFile *read_index(Arena *arena, const char *path, FileView file, Diag *diag);

/* The first row that recognises a file reads it. A new container is a reader in the room tensors and a row.
 */
static const struct {
    bool (*recognises)(FileView file);
    ReadTensors *reads;
} containers[] = {
    { shards_recognise, read_index },
    { zip_recognise, zip_read },
    { torch_legacy_recognise, torch_legacy_read },
    { safetensors_recognise, safetensors_read },
    { onnx_recognise, onnx_read },
    { refused_recognise, refused_read },
};

static const TensorFile *read_from(int row, Arena *arena, const char *path, FileView file, Diag *diag) {
    for (; row < COUNT_OF(containers); row++)
        if (containers[row].recognises(file)) return containers[row].reads(arena, path, file, diag);
    diag_fail(diag, STATUS_INPUT,
              "%s: expected a weights file (safetensors or their index, PyTorch's, NumPy's .npz, ONNX), got "
              "something else",
              path);
    return NULL;
}

/* An index names no index: the row is the first. */
static const TensorFile *read_shard(Arena *arena, const char *path, FileView file, Diag *diag) {
    return read_from(1, arena, path, file, diag);
}

static const TensorFile *read_index(Arena *arena, const char *path, FileView file, Diag *diag) {
    return shards_read(arena, path, file, read_shard, diag);
}

const TensorFile *weights_open(Arena *arena, const char *path, FileView file, Diag *diag) {
    return read_from(0, arena, path, file, diag);
}

bool weights_recognise(FileView file) {
    for (int row = 0; row < COUNT_OF(containers); row++)
        if (containers[row].recognises(file))
            return containers[row].recognises != refused_recognise || refused_is_weights(file);
    return false;
}
