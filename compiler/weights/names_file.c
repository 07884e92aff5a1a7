/* names_file.c: --names: a JSON object, name in the weights -> name in the graph; a key that ends in a point
 * stands for the beginning of names. Messages as about a spec. */
#include "reader.h"
#include "json/json.h"

#include <string.h>

struct NamesFile {
    Source source;
    Node root;
    size_t longest; /* of the keys: names of strangers may be of any length */
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

static size_t longest_key(json_t *object) {
    size_t longest = 0;
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        const size_t length = strlen(name);
        if (length > longest) longest = length;
    }
    return longest;
}

/* The longest key "a.b." that the name begins with, or NULL; the name itself is none. */
static const char *beginning(const NamesFile *names, const char *name) {
    size_t length = strlen(name);
    if (length > names->longest + 1) length = names->longest + 1;
    while (length-- > 1) {
        if (name[length - 1] != '.') continue;
        const char *key = arena_copy(names->source.arena, name, length);
        if (json_object_get(names->root.value, key)) return key;
    }
    return NULL;
}

/* What is left when all that is said of some tensor is taken out. */
static bool take_all(const NamesFile *names, const TensorFile *file) {
    const Source *source = &names->source;
    const Node *root = &names->root;
    json_t **holder = json_holder(source->arena), *rest = *holder = json_object();
    if (!rest || json_object_update(rest, root->value))
        return diag_fail(source->diag, STATUS_SYSTEM, "%s: out of memory", source->path);
    for (int i = 0; i < file->count; i++) {
        const char *name = file->tensors[i].name, *key = beginning(names, name);
        json_object_del(rest, name);
        if (key) json_object_del(rest, key);
    }
    const char *name = json_object_iter_key(json_object_iter(rest));
    if (!name) return true;
    Node left = member(root, name);
    fail_key(&left, ends_with(name, ".") ? ", expected the beginning of a name in the weights"
                                         : ", expected a name in the weights");
    return false;
}

const NamesFile *names_file_read(Arena *arena, const char *path, const TensorFile *file, Diag *diag) {
    FileView view;
    if (!file_read(arena, path, &view, diag)) return NULL;
    NamesFile *names = arena_alloc(arena, sizeof *names);
    names->source = (Source){
        .arena = arena, .path = path, .text = (const char *)view.bytes, .length = view.size, .diag = diag
    };
    names->root = (Node){ .source = &names->source, .value = json_from_source(&names->source) };
    if (!names->root.value) return NULL;
    if (!json_is_object(names->root.value)) fail_expected(&names->root, "an object");
    names->longest = longest_key(names->root.value);
    bool good = !diag->message && all_strings(&names->root) && take_all(names, file);
    return good ? names : NULL;
}

const char *names_file_find(const NamesFile *names, const char *name) {
    return json_string_value(json_object_get(names->root.value, name));
}

const char *names_file_begin(const NamesFile *names, const char *name) {
    const char *key = beginning(names, name);
    if (!key) return name;
    const char *to = json_string_value(json_object_get(names->root.value, key));
    return arena_printf(names->source.arena, "%s%s", to, name + strlen(key));
}

bool names_file_unknown(const NamesFile *names, const char *name) {
    Node node = member(&names->root, name);
    fail_expected(&node, "a parameter of this network");
    return false;
}
