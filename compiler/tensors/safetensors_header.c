/* safetensors_header.c: the header's JSON -> tensors whose offsets are not yet checked against anything. */
#include "safetensors.h"
#include "json/json.h"

#include <string.h>

typedef struct {
    Arena *arena;
    Diag *diag;
    const char *path;
    const char *entry, *key; /* what is being read: messages name it; key NULL for the entry itself */
} Reader;

/* The place's JSON pointer. It is made for messages only: a header may have millions of entries. */
static const char *place(const Reader *r) {
    const char *entry = pointer_text(r->arena, r->entry);
    return r->key ? arena_printf(r->arena, "%s%s", entry, pointer_text(r->arena, r->key)) : entry;
}

static bool wrong(const Reader *r, const char *expected, const json_t *got) {
    if (!got) return diag_fail(r->diag, STATUS_INPUT, "%s: header: %s: missing", r->path, place(r));
    return diag_fail(r->diag, STATUS_INPUT, "%s: header: %s: expected %s, got %s", r->path, place(r),
                     expected, json_text(r->arena, got));
}

/* Numbers beyond 2^63 are syntax errors to Jansson, and beyond any file. */
static bool read_size(const Reader *r, const json_t *array, size_t i, size_t *size) {
    const json_t *value = json_array_get(array, i);
    if (json_is_integer(value) && json_integer_value(value) >= 0) {
        *size = (size_t)json_integer_value(value);
        return true;
    }
    return diag_fail(r->diag, STATUS_INPUT, "%s: header: %s/%zu: expected an integer of 0 or more, got %s",
                     r->path, place(r), i, json_text(r->arena, value));
}

static bool read_type(const Reader *r, const json_t *value, SafetensorsEntry *entry) {
    if (!json_is_string(value)) return wrong(r, "a string", value);
    entry->tensor.type = tensor_type(json_string_value(value));
    return entry->tensor.type || wrong(r, tensor_type_list(r->arena), value);
}

static bool read_shape(const Reader *r, const json_t *value, SafetensorsEntry *entry) {
    if (!json_is_array(value)) return wrong(r, "an array", value);
    Tensor *tensor = &entry->tensor;
    tensor->rank = (int)json_array_size(value);
    size_t *dims = arena_array(r->arena, size_t, tensor->rank);
    tensor->dims = dims;
    for (int i = 0; i < tensor->rank; i++)
        if (!read_size(r, value, (size_t)i, &dims[i])) return false;
    return true;
}

static bool read_offsets(const Reader *r, const json_t *value, SafetensorsEntry *entry) {
    if (!json_is_array(value)) return wrong(r, "an array of 2 integers", value);
    if (json_array_size(value) != 2)
        return diag_fail(r->diag, STATUS_INPUT, "%s: header: %s: expected an array of 2 integers, got %zu",
                         r->path, place(r), json_array_size(value));
    return read_size(r, value, 0, &entry->begin) && read_size(r, value, 1, &entry->end);
}

static const struct {
    const char *key;
    bool (*read)(const Reader *, const json_t *, SafetensorsEntry *);
} fields[] = { { "dtype", read_type }, { "shape", read_shape }, { "data_offsets", read_offsets } };

static bool only_known_keys(Reader *r, json_t *entry) {
    json_t *value;
    json_object_foreach(entry, r->key, value) {
        bool known = false;
        for (int i = 0; i < COUNT_OF(fields); i++) known |= !strcmp(r->key, fields[i].key);
        if (!known)
            return diag_fail(r->diag, STATUS_INPUT,
                             "%s: header: %s: unknown key, expected dtype, shape and data_offsets", r->path,
                             place(r));
    }
    return true;
}

static bool read_entry(Reader *r, json_t *object, SafetensorsEntry *entry) {
    if (!json_is_object(object)) return wrong(r, "an object", object);
    if (!only_known_keys(r, object)) return false;
    for (int i = 0; i < COUNT_OF(fields); i++) {
        r->key = fields[i].key;
        if (!fields[i].read(r, json_object_get(object, r->key), entry)) return false;
    }
    return true;
}

/* null is what the reference reader takes for no metadata. */
static bool check_metadata(Reader *r, json_t *metadata) {
    if (json_is_null(metadata)) return true;
    if (!json_is_object(metadata)) return wrong(r, "an object", metadata);
    json_t *value;
    json_object_foreach(metadata, r->key, value) {
        if (!json_is_string(value)) return wrong(r, "a string", value);
    }
    return true;
}

static bool read_entries(Reader *r, json_t *header, SafetensorsEntry *entries, int *count) {
    json_t *object;
    json_object_foreach(header, r->entry, object) {
        r->key = NULL;
        bool metadata = !strcmp(r->entry, "__metadata__");
        if (metadata ? !check_metadata(r, object) : !read_entry(r, object, &entries[*count])) return false;
        if (!metadata) entries[(*count)++].tensor.name = r->entry;
    }
    return true;
}

static json_t *parse(const Reader *r, const unsigned char *text, size_t length) {
    json_error_t error;
    const JsonShape shape = json_scan(text, length);
    const char *fault = json_too_large(r->arena, &shape);
    if (fault) return diag_fail(r->diag, STATUS_INPUT, "%s: header: %s", r->path, fault), NULL;
    json_t **holder = json_holder(r->arena),
           *header = *holder = json_load_text(r->arena, text, length, JSON_REJECT_DUPLICATES, &error);
    if (!header)
        diag_fail(r->diag, STATUS_INPUT, "%s: header: line %d, column %d: %s", r->path, error.line,
                  error.column, name_text(r->arena, error.text));
    else if (!json_is_object(header))
        diag_fail(r->diag, STATUS_INPUT, "%s: header: expected an object, got %s", r->path,
                  json_text(r->arena, header));
    return r->diag->message ? NULL : header;
}

bool safetensors_header(Arena *arena, const char *path, const unsigned char *text, size_t length,
                        SafetensorsEntry **entries, int *count, Diag *diag) {
    Reader reader = { .arena = arena, .diag = diag, .path = path };
    json_t *header = parse(&reader, text, length);
    if (!header) return false;
    *entries = arena_array(arena, SafetensorsEntry, json_object_size(header));
    *count = 0;
    return read_entries(&reader, header, *entries, count);
}
