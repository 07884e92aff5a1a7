/* parse.c: the spec's text -> Jansson's values, or where and why it is not JSON. */
#include "json.h"

#include <string.h>

static const char *number_at(const Source *source, const char *place) {
    const char *end = place, *rest = source->text + source->length;
    while (end < rest && strchr("+-.0123456789eE", *end)) end++;
    return printable(source->arena, place, (size_t)(end - place));
}

static void fail_syntax(const Source *source, const json_error_t *error) {
    const Fault fault = syntax_fault(source, error);
    const char *place = fault.place;
    switch (json_error_code(error)) {
    case json_error_duplicate_key:
        fail_duplicate(source, place);
        break;
    case json_error_null_character:
    case json_error_null_byte_in_key:
        fail_at(source, place, "\\u0000 is not allowed in a string");
        break;
    case json_error_numeric_overflow:
        fail_at(source, place, "expected a number that 64 bits can hold, got %s", number_at(source, place));
        break;
    default:
        fail_at(source, place, "%s", fault.text);
    }
}

/* What Jansson would name less clearly. */
static bool check_text(const Source *source) {
    const char *nul = memchr(source->text, '\0', source->length);
    const char *first = locate_token(source, 0);
    if (nul)
        fail_at(source, nul, "expected JSON text, got a NUL byte");
    else if (source->length >= 3 && !memcmp(source->text, "\xef\xbb\xbf", 3))
        fail_at(source, source->text, "expected JSON text, got a byte order mark");
    else if (first == source->text + source->length)
        fail_at(source, source->text, "expected an object, got an empty file");
    else
        return true;
    return false;
}

static bool check_shape(const Source *source) {
    const JsonShape shape = json_scan(source->text, source->length);
    const char *fault = json_too_large(source->arena, &shape);
    if (fault) fail_at(source, source->text + shape.stopped, "%s", fault);
    return !fault;
}

json_t *json_from_source(const Source *source) {
    if (!check_text(source) || !check_shape(source)) return NULL;
    json_t **holder = json_holder(source->arena);
    json_error_t error;
    *holder = json_load_text(source->arena, source->text, source->length,
                             JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!*holder) fail_syntax(source, &error);
    return *holder;
}
