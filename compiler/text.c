/* text.c: names, shapes and JSON values of input files as messages show them. */
#include "weights.h"

#include <string.h>

enum { LONGEST_NAME = 120, MOST_DIMS = 8 };

/* A name may be as long as the file, and hold line breaks or a terminal's escape sequences. */
const char *name_text(Arena *arena, const char *name) {
    if (!*name) return "\"\"";
    Text text = { .arena = arena };
    const char *end = name + strnlen(name, LONGEST_NAME);
    while (*end && ((unsigned char)*end & 0xc0) == 0x80) end--; /* no half UTF-8 character */
    for (const char *c = name; c < end; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            text_printf(&text, "\\x%02x", (unsigned char)*c);
        else
            text_append(&text, c, 1);
    text_append(&text, "...", *end ? 3 : 0);
    return text.bytes;
}

const char *shape_text(Arena *arena, const size_t *dims, int rank) {
    Text text = { .arena = arena };
    text_printf(&text, "[");
    for (int i = 0; i < rank && i < MOST_DIMS; i++) text_printf(&text, "%s%zu", i ? ", " : "", dims[i]);
    if (rank > MOST_DIMS)
        text_printf(&text, ", ...] of rank %d", rank);
    else
        text_printf(&text, "]");
    return text.bytes;
}

const char *pointer_text(Arena *arena, const char *key) {
    Text text = { .arena = arena };
    text_append(&text, "/", 1);
    for (; *key; key++) {
        const char *escaped = *key == '~' ? "~0" : *key == '/' ? "~1" : NULL;
        text_append(&text, escaped ? escaped : key, escaped ? 2 : 1);
    }
    return name_text(arena, text.bytes);
}

const char *json_text(Arena *arena, const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return arena_printf(arena, "\"%s\"", name_text(arena, json_string_value(value)));
    case JSON_INTEGER:
        return arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    case JSON_REAL:
        return arena_printf(arena, "%#g", json_real_value(value));
    default:
        return json_is_null(value) ? "null" : json_is_true(value) ? "true" : "false";
    }
}

static void release(void *object) { json_decref(*(json_t **)object); }

/* The place for the value is made first: nothing is lost when the arena has no memory left. */
json_t *json_parse(Arena *arena, const void *bytes, size_t size, json_error_t *error) {
    json_t **root = arena_alloc(arena, sizeof *root);
    arena_defer(arena, release, root);
    *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, error);
    return *root;
}
