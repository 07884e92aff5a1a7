/* shards.c: {"metadata": {...}, "weight_map": {"conv1.weight": "model-00001-of-00002.safetensors", ...}}: the
 * tensors of all files that it names. */
#define _GNU_SOURCE /* memmem */
#include "tensors.h"
#include "json/json.h"

#include <string.h>
#include <sys/stat.h>

typedef struct {
    Source source;
    Node map;
    ReadTensors *read;
    json_t *shards; /* an object: a file's name -> its place in `files` */
    const TensorFile **files;
    int *first; /* of all tensors, each file's first; behind the last file their number */
    int count;
} Shards;

/* JSON text that has the key near its begin; there is no file of other weights that begins so. */
bool shards_recognise(FileView file) {
    enum { NEAR = 1 << 16 };
    size_t at = 0, near = file.size < NEAR ? file.size : NEAR;
    while (at < near && memchr(" \t\r\n", file.bytes[at], 4)) at++;
    return at < near && file.bytes[at] == '{' && !safetensors_recognise(file) &&
           memmem(file.bytes, near, "\"weight_map\"", 12);
}

/* ---- The files ---- */

static bool has_controls(const char *name) {
    for (; *name; name++)
        if ((unsigned char)*name < ' ' || *name == 127) return true;
    return false;
}

/* Beside the index: a name that leads nowhere else, fit for messages. */
static const char *shard_path(const Shards *s, const Node *entry) {
    const char *name = json_string_value(entry->value), *index = s->source.path;
    if (!name || !*name || strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, "..") ||
        has_controls(name)) {
        fail_expected(entry, "the name of a file in the same folder");
        return NULL;
    }
    return arena_printf(s->source.arena, "%.*s%s", (int)(without_folder(index) - index), index, name);
}

/* A pipe that came with the index would be waited for. */
static bool is_regular(const char *path, const Node *entry) {
    struct stat status;
    if (stat(path, &status) || S_ISREG(status.st_mode)) return true;
    fail_expected(entry, "the name of a regular file");
    return false;
}

static bool read_shard(Shards *s, const Node *entry) {
    const char *path = shard_path(s, entry);
    FileView file;
    if (!path || !is_regular(path, entry) || !file_map(s->source.arena, path, &file, s->source.diag))
        return false;
    const TensorFile *tensors = s->read(s->source.arena, path, file, s->source.diag);
    s->files[s->count] = tensors;
    if (json_object_set_new(s->shards, json_string_value(entry->value), json_integer(s->count++)))
        arena_exhausted(s->source.arena);
    return tensors != NULL;
}

static bool read_shards(Shards *s) {
    const char *name;
    json_t *value;
    json_object_foreach(s->map.value, name, value) {
        Node entry = member(&s->map, name);
        bool known = json_is_string(value) && json_object_get(s->shards, json_string_value(value));
        if (!known && !read_shard(s, &entry)) return false;
    }
    return true;
}

/* ---- Their tensors ---- */

static bool count_tensors(Shards *s) {
    s->first = arena_array(s->source.arena, int, s->count + 1);
    for (int i = 0; i < s->count; i++)
        if (__builtin_add_overflow(s->first[i], s->files[i]->count, &s->first[i + 1]))
            return diag_fail(s->source.diag, STATUS_INPUT, "%s: too many tensors", s->source.path);
    return true;
}

static const TensorFile *join(const Shards *s) {
    Arena *arena = s->source.arena;
    Tensor *tensors = arena_array(arena, Tensor, s->first[s->count]);
    const char **paths = arena_array(arena, const char *, s->count + 1);
    for (int i = 0; i < s->count; i++) {
        const TensorFile *file = s->files[i];
        paths[i] = file->path;
        for (int j = 0; j < file->count; j++) tensors[s->first[i] + j] = file->tensors[j];
    }
    TensorFile *joined = arena_alloc(arena, sizeof *joined);
    *joined = (TensorFile){
        .path = s->source.path, .tensors = tensors, .count = s->first[s->count], .files = paths
    };
    return joined;
}

/* Each name of the map is in the file that it names. */
static bool check_map(const Shards *s, const TensorFile *joined, const Tensor *const *sorted) {
    const char *name;
    json_t *value;
    json_object_foreach(s->map.value, name, value) {
        const char *file = json_string_value(value);
        int shard = (int)json_integer_value(json_object_get(s->shards, file));
        const Tensor *tensor = tensor_find(sorted, joined->count, name);
        if (tensor && tensor - joined->tensors >= s->first[shard] &&
            tensor - joined->tensors < s->first[shard + 1])
            continue;
        Node entry = member(&s->map, name);
        fail_node(&entry, "not in %s", name_text(s->source.arena, file));
        return false;
    }
    return true;
}

static const TensorFile *read_all(Shards *s) {
    Arena *arena = s->source.arena;
    json_t **shards = json_holder(arena);
    s->files = arena_array(arena, const TensorFile *, json_object_size(s->map.value));
    s->shards = *shards = json_object();
    if (!s->shards) arena_exhausted(arena);
    if (!read_shards(s) || !count_tensors(s)) return NULL;
    const TensorFile *joined = join(s);
    const Tensor *const *sorted = tensors_sorted(arena, joined, s->source.diag);
    return sorted && check_map(s, joined, sorted) ? joined : NULL;
}

const TensorFile *shards_read(Arena *arena, const char *path, FileView file, ReadTensors *read, Diag *diag) {
    static const char *const needed[] = { "weight_map", NULL };
    Shards shards = { .source = { .arena = arena,
                                  .path = path,
                                  .text = (const char *)file.bytes,
                                  .length = file.size,
                                  .diag = diag },
                      .read = read };
    if (file.size > file_text.most) {
        diag_fail(diag, STATUS_INPUT, "%s: expected an index of at most %zu bytes", path, file_text.most);
        return NULL;
    }
    Node root = { .source = &shards.source, .value = json_from_source(&shards.source) };
    if (!root.value) return NULL;
    if (!has_all(&root, needed)) return NULL;
    shards.map = member(&root, "weight_map");
    if (!json_is_object(shards.map.value)) {
        fail_expected(&shards.map, "an object: a tensor's name -> its file");
        return NULL;
    }
    return read_all(&shards);
}
