/* pretty.c: JSON as a person would write it. */
#include "json.h"

#include <string.h>

/* Of 15 digits where they read back as the same numbers, else of 17. */
static const char *line_text(Arena *arena, const json_t *value) {
    json_error_t error;
    const char *text = json_line(arena, value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    json_t *again = json_load_text(arena, text, strlen(text), JSON_DECODE_ANY, &error);
    const bool same = json_equal(again, value);
    json_decref(again);
    return same ? text : json_line(arena, value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
}

static const char *name_line(Arena *arena, const char *key) {
    json_t **name = json_holder(arena);
    *name = json_string(key);
    if (!*name) arena_exhausted(arena);
    return line_text(arena, *name);
}

const char *json_pretty(Arena *arena, const json_t *object) {
    Text text = { .arena = arena };
    const char *key;
    json_t *value;
    text_printf(&text, "{");
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        text_printf(&text, "%s\n  %s: %s", text.length > 1 ? "," : "", name_line(arena, key),
                    line_text(arena, value));
    }
    text_printf(&text, "\n}\n");
    return text.bytes;
}
