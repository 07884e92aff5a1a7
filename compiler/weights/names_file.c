/* names_file.c: --names: a JSON object, name in the weights -> name in the graph. Messages as about a spec.
 */
#include "reader.h"
#include "json/json.h"

struct NamesFile {
    Source source;
    Node root;
};

static bool all_strings(const Node *root) {
    const char *name;
    json_t *value;
    json_object_foreach(root->value, name, value) {
        Node node = member(root, name);
        if (!json_is_string(value)) fail_expected(&node, "a name in the network");
    }
    return !root->source->diag->message;
}

/* What is left when the names of all tensors are taken out. */
static bool take_all(const Node *root, const TensorFile *file) {
    const Source *source = root->source;
    json_error_t error;
    json_t *rest = json_parse(source->arena, "{}", 2, &error);
    if (!rest || json_object_update(rest, root->value))
        return diag_fail(source->diag, STATUS_SYSTEM, "%s: out of memory", source->path);
    for (int i = 0; i < file->count; i++) json_object_del(rest, file->tensors[i].name);
    const char *name = json_object_iter_key(json_object_iter(rest));
    if (!name) return true;
    Node left = member(root, name);
    fail_key(&left, ", expected a name in the weights");
    return false;
}

const NamesFile *names_file_read(Arena *arena, const char *path, const TensorFile *file, Diag *diag) {
    FileView view;
    if (!file_read(arena, path, &view, diag)) return NULL;
    NamesFile *names = arena_alloc(arena, sizeof *names);
    names->source = (Source){ arena, path, (const char *)view.bytes, view.size, diag };
    names->root = (Node){ .source = &names->source, .value = json_from_source(&names->source) };
    if (!names->root.value) return NULL;
    if (!json_is_object(names->root.value)) fail_expected(&names->root, "an object");
    bool good = !diag->message && all_strings(&names->root) && take_all(&names->root, file);
    return good ? names : NULL;
}

const char *names_file_find(const NamesFile *names, const char *name) {
    return json_string_value(json_object_get(names->root.value, name));
}

bool names_file_unknown(const NamesFile *names, const char *name) {
    Node node = member(&names->root, name);
    fail_expected(&node, "a parameter of this network");
    return false;
}
