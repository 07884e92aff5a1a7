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

/* A picture, an array. What begins as JSON is a spec, however damaged. */
static bool is_neither(FileView file) {
    static const char json[] = "{[ \t\r\n\xef";
    enum { NEAR = 4096 };
    return file.size && !memchr(json, file.bytes[0], sizeof json - 1) &&
           memchr(file.bytes, '\0', file.size < NEAR ? file.size : NEAR);
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
