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

bool network_read(Arena *arena, const NetworkSource *from, Network *network, Diag *diag) {
    *network = (Network){ .source = { from->path, (const char *)from->file.bytes, from->file.size, false,
                                      from->set } };
    bool weights = weights_recognise(from->file);
    if (weights ? !import(arena, from, network, diag) : !file_check_text(from->path, from->file, diag))
        return false;
    return (network->spec = spec_read(arena, &network->source, diag)) != NULL;
}
