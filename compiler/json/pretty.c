/* pretty.c: JSON as a person would write it. */
#include "json.h"

#include <stdlib.h>

/* Of 15 digits where they read back as the same numbers, else of 17. */
static char *dump(const json_t *value) {
    json_error_t error;
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    json_t *again = text ? json_loads(text, JSON_DECODE_ANY, &error) : NULL;
    bool same = again && json_equal(again, value);
    json_decref(again);
    if (same) return text;
    free(text);
    return json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
}

static const char *line_text(Arena *arena, const json_t *value) {
    char *text = dump(value);
    const char *copy = text ? arena_printf(arena, "%s", text) : "null";
    free(text);
    return copy;
}

const char *json_pretty(Arena *arena, const json_t *object) {
    Text text = { .arena = arena };
    const char *key;
    json_t *value;
    text_printf(&text, "{");
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        json_t *name = json_string(key);
        text_printf(&text, "%s\n  %s: %s", text.length > 1 ? "," : "", line_text(arena, name),
                    line_text(arena, value));
        json_decref(name);
    }
    text_printf(&text, "\n}\n");
    return text.bytes;
}
