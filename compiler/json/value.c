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

const char *json_line(Arena *arena, const json_t *value, size_t flags) {
    const size_t length = json_dumpb(value, NULL, 0, flags);
    if (!length) arena_exhausted(arena);
    char *text = arena_alloc(arena, length + 1);
    if (json_dumpb(value, text, length, flags) != length) arena_exhausted(arena);
    return text;
}

json_t **json_holder(Arena *arena) {
    json_t **holder = arena_alloc(arena, sizeof *holder);
    arena_defer(arena, release, holder);
    return holder;
}
