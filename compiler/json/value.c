/* value.c: JSON as messages show it; small files that are read whole. */
#include "json.h"

#include <string.h>

const char *pointer_text(Arena *arena, const char *key) {
    Text text = { .arena = arena };
    add_step(&text, key, 0);
    return text.bytes;
}

/* As people write it: 0.5, 58.395, 1.0. */
static const char *real_text(Arena *arena, double real) {
    const char *text = arena_printf(arena, "%.15g", real);
    return text[strspn(text, "-0123456789")] ? text : arena_printf(arena, "%s.0", text);
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
        return real_text(arena, json_real_value(value));
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
