/* external.c: tensors whose bytes lie in another file, beside the model. */
#include "model.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A file that was read already. */
struct External {
    struct External *next;
    const char *location;
    FileView file;
};

static const char *entry(const Onnx__TensorProto *proto, const char *key) {
    for (size_t i = 0; i < proto->n_external_data; i++) {
        const Onnx__StringStringEntryProto *pair = proto->external_data[i];
        if (pair->key && pair->value && !strcmp(pair->key, key)) return pair->value;
    }
    return NULL;
}

/* Of what somebody else's file names, only files beside that or below are opened. */
static bool stays_beside(const char *location) {
    if (!*location || *location == '/' || strchr(location, '\\')) return false;
    for (const char *c = location; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f) return false;
    for (const char *part = location; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (!strncmp(part, "..", 2) && (part[2] == '/' || !part[2])) return false;
    }
    return true;
}

static const char *beside(const Model *model, const char *location) {
    const char *slash = strrchr(model->path, '/');
    int folder = slash ? (int)(slash + 1 - model->path) : 0;
    return arena_printf(model->arena, "%.*s%s", folder, model->path, location);
}

static bool open_external(Model *model, const char *where, const char *location, FileView *file) {
    for (const struct External *known = model->external; known; known = known->next)
        if (!strcmp(known->location, location)) return *file = known->file, true;
    if (!stays_beside(location))
        return refuse_file(model, "%s: external data in %s: expected a file beside the model", where,
                           name_text(model->arena, location));
    const char *path = beside(model, location);
    struct stat status;
    if (stat(path, &status))
        return diag_fail(model->diag, STATUS_SYSTEM, "%s: external data of %s: %s", path, model->path,
                         strerror(errno));
    if (!S_ISREG(status.st_mode))
        return refuse_file(model, "%s: external data in %s: expected a regular file", where,
                           name_text(model->arena, location));
    if (!file_map(model->arena, path, file, model->diag)) return false;
    struct External *known = arena_alloc(model->arena, sizeof *known);
    *known = (struct External){ model->external, location, *file };
    model->external = known;
    return true;
}

/* Decimal digits alone; the default where there is no such entry. */
static bool read_size(const Onnx__TensorProto *proto, const char *key, size_t *value) {
    const char *text = entry(proto, key);
    if (!text) return true;
    if (!*text || text[strspn(text, "0123456789")]) return false;
    errno = 0;
    *value = strtoull(text, NULL, 10);
    return errno == 0;
}

bool external_bytes(Model *model, const Onnx__TensorProto *proto, const char *where, size_t size,
                    const unsigned char **bytes) {
    const char *location = entry(proto, "location");
    size_t offset = 0, length = size;
    FileView file = { NULL, 0 };
    if (!location) return refuse_file(model, "%s: external data without a location", where);
    if (!read_size(proto, "offset", &offset) || !read_size(proto, "length", &length))
        return refuse_file(model, "%s: external data: expected offset and length as decimal numbers", where);
    if (length != size)
        return refuse_file(model, "%s: external data: expected a length of %zu, got %zu", where, size,
                           length);
    if (!open_external(model, where, location, &file)) return false;
    if (offset > file.size || length > file.size - offset)
        return refuse_file(model, "%s: external data: expected %zu bytes from %zu on in %s, which has %zu",
                           where, length, offset, name_text(model->arena, location), file.size);
    *bytes = file.bytes + offset;
    return true;
}

const char *const *external_paths(const Model *model) {
    int count = 0;
    for (const struct External *known = model->external; known; known = known->next) count++;
    if (!count) return NULL;
    const char **paths = arena_array(model->arena, const char *, count + 1);
    for (const struct External *known = model->external; known; known = known->next)
        paths[--count] = beside(model, known->location);
    return paths;
}
