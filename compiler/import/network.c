/* network.c: a spec, or a weights file in its place. */
#include "import.h"

#include <string.h>

static bool import(Arena *arena, const NetworkSource *from, Network *network, Diag *diag) {
    network->tensors = weights_open(arena, from->path, from->file, diag);
    const char *text =
        network->tensors ? import_spec(arena, network->tensors, from->names, from->set, diag) : NULL;
    if (!text) return false;
    network->source = (SpecSource){ from->path, text, strlen(text), true, from->set };
    return true;
}

enum { NEAR = 4096 }; /* the bytes that tell a kind */

static bool is_one_of(const char *bytes, unsigned char byte) { return byte && strchr(bytes, byte); }

/* As a value of JSON may begin, or what people put before one: a comment, a byte order mark. */
static bool begins_as_json(FileView file) {
    size_t at = 0;
    while (at < file.size && at < NEAR && is_one_of(" \t\r\n", file.bytes[at])) at++;
    return at == file.size || at == NEAR || is_one_of("{[\"-0123456789/\xef", file.bytes[at]);
}

/* A picture, an array, a script. What begins as an object is a spec, however damaged. */
static bool is_neither(FileView file) {
    if (!file.size || is_one_of("{[ \t\r\n\xef", file.bytes[0])) return !begins_as_json(file);
    return !begins_as_json(file) || memchr(file.bytes, '\0', file.size < NEAR ? file.size : NEAR);
}

static bool check_kind(const NetworkSource *from, Diag *diag) {
    if (is_neither(from->file))
        return diag_fail(diag, STATUS_INPUT,
                         "%s: expected a spec, which is JSON, or a weights file (safetensors, PyTorch's, "
                         "NumPy's .npz, ONNX), got something else",
                         from->path);
    return file_check_text(from->path, from->file, diag);
}

bool network_read(Arena *arena, const NetworkSource *from, Network *network, Diag *diag) {
    *network = (Network){ .source = { from->path, (const char *)from->file.bytes, from->file.size, false,
                                      from->set } };
    bool weights = weights_recognise(from->file);
    if (weights ? !import(arena, from, network, diag) : !check_kind(from, diag)) return false;
    return (network->spec = spec_read(arena, &network->source, diag)) != NULL;
}
