/* names_file.c: --names: a JSON object, name in the weights -> name in the graph. */
#include "weights.h"

static json_t *parse(Arena *arena, const char *path, Diag *diag) {
    FileView file;
    if (!file_read(arena, path, &file, diag)) return NULL;
    json_error_t error;
    json_t *names = json_parse(arena, file.bytes, file.size, &error);
    if (!names && json_error_code(&error) == json_error_out_of_memory)
        diag_fail(diag, STATUS_SYSTEM, "%s: no memory to read it", path);
    else if (!names)
        diag_fail(diag, STATUS_INPUT, "%s:%d:%d: %s", path, error.line, error.column,
                  name_text(arena, error.text));
    else if (!json_is_object(names))
        diag_fail(diag, STATUS_INPUT, "%s: expected an object, got %s", path, json_text(arena, names));
    return diag->message ? NULL : names;
}

static bool all_strings(Arena *arena, const char *path, json_t *names, Diag *diag) {
    const char *name;
    json_t *value;
    json_object_foreach(names, name, value) {
        if (!json_is_string(value))
            return diag_fail(diag, STATUS_INPUT, "%s: %s: expected a string, got %s", path,
                             pointer_text(arena, name), json_text(arena, value));
    }
    return true;
}

/* What remains of `names` when the tensors are taken out was in no tensor. */
static bool take_all(Arena *arena, const char *path, json_t *names, const TensorFile *file, Diag *diag) {
    json_t *rest = json_parse(arena, "{}", 2, &(json_error_t){ 0 });
    if (!rest || json_object_update(rest, names))
        return diag_fail(diag, STATUS_SYSTEM, "%s: no memory to read it", path);
    for (int i = 0; i < file->count; i++) json_object_del(rest, file->tensors[i].name);
    const char *name = json_object_iter_key(json_object_iter(rest));
    return !name || diag_fail(diag, STATUS_INPUT, "%s: %s: no such name in the weights", path,
                              pointer_text(arena, name));
}

const char *const *names_file_read(Arena *arena, const char *path, const TensorFile *file, Diag *diag) {
    json_t *names = parse(arena, path, diag);
    if (!names || !all_strings(arena, path, names, diag) || !take_all(arena, path, names, file, diag))
        return NULL;
    const char **listed = arena_array(arena, const char *, file->count);
    for (int i = 0; i < file->count; i++)
        listed[i] = json_string_value(json_object_get(names, file->tensors[i].name));
    return listed;
}
