/* container.c: what kind of weights file it is, by its content. */
#include "onnx/onnx.h"
#include "reader.h"

#include <string.h>
#include <strings.h>

static bool begins(FileView file, const char *magic, size_t length) {
    return file.size >= length && !memcmp(file.bytes, magic, length);
}

static bool has_extension(const char *path, const char *extension) {
    const char *dot = strrchr(path, '.');
    return dot && !strcasecmp(dot, extension);
}

/* A zip's first member has its name's length in bytes 26 and 27 and the name from byte 30 on. */
static bool is_zip_of_npy(FileView file) {
    if (file.size < 30) return false;
    size_t length = file.bytes[26] | (size_t)file.bytes[27] << 8;
    return length >= 4 && file.size - 30 >= length && !memcmp(file.bytes + 30 + length - 4, ".npy", 4);
}

/* No safetensors file begins like a zip or a pickle: its header would have more than 2^32 bytes. */
static bool is_supported(FileView file, const char *path, Diag *diag) {
    bool zip = begins(file, "PK\3\4", 4) && file.size >= 8 && (file.bytes[4] | file.bytes[5]);
    bool npz = has_extension(path, ".npz") || (zip && is_zip_of_npy(file));
    bool pth =
        has_extension(path, ".pth") || has_extension(path, ".pt") || zip || begins(file, "\x80\2\x8a\x0a", 4);
    if (npz)
        return diag_fail(diag, STATUS_INPUT,
                         "%s: NumPy's .npz files are not supported yet, expected .safetensors", path);
    if (pth)
        return diag_fail(diag, STATUS_INPUT,
                         "%s: PyTorch's .pth files are not supported yet, expected .safetensors", path);
    return true;
}

const TensorFile *container_read(Arena *arena, const char *path, FileView file, Diag *diag) {
    if (onnx_recognise(file)) return onnx_read(arena, path, file, diag);
    return is_supported(file, path, diag) ? safetensors_read(arena, path, file, diag) : NULL;
}
