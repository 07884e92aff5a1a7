/* scan.c: a text as RFC 8259 has it, read without any memory: what Jansson would need for it. */
#include "json.h"

#include <string.h>

typedef struct {
    const unsigned char *at, *end, *token; /* what is being read, and from where the token is */
    JsonShape *shape;
    int depth;
    bool is_object[JSON_MOST_DEPTH];
} Scan;

static bool next_is(const Scan *s, char c) { return s->at < s->end && *s->at == (unsigned char)c; }

static bool take(Scan *s, char c) { return next_is(s, c) ? (s->at++, true) : false; }

/* A token begins behind it. */
static void skip_space(Scan *s) {
    while (take(s, ' ') || take(s, '\n') || take(s, '\t') || take(s, '\r')) continue;
    s->token = s->at;
}

static bool take_word(Scan *s, const char *word) {
    const size_t length = strlen(word);
    if ((size_t)(s->end - s->at) < length || memcmp(s->at, word, length) != 0) return false;
    s->at += length;
    return true;
}

static bool take_digits(Scan *s) {
    const unsigned char *start = s->at;
    while (s->at < s->end && *s->at >= '0' && *s->at <= '9') s->at++;
    return s->at > start;
}

static bool take_number(Scan *s) {
    take(s, '-');
    if (next_is(s, '0') ? s->at++, take_digits(s) : !take_digits(s)) return false;
    if (take(s, '.') && !take_digits(s)) return false;
    if (!take(s, 'e') && !take(s, 'E')) return true;
    if (!take(s, '-')) take(s, '+');
    return take_digits(s);
}

static int hex_value(unsigned char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Behind "\u"; -1 where no four digits stand there. */
static int take_unit(Scan *s) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
        const int digit = s->at < s->end ? hex_value(*s->at) : -1;
        if (digit < 0) return -1;
        unit = 16 * unit + digit;
        s->at++;
    }
    return unit;
}

/* Behind "\u": a surrogate is one of two, and a NUL is none of ours. */
static bool take_units(Scan *s) {
    const int unit = take_unit(s);
    if (unit < 0xd800 || unit > 0xdfff) return unit > 0;
    if (unit > 0xdbff || !take_word(s, "\\u")) return false;
    const int second = take_unit(s);
    return second >= 0xdc00 && second <= 0xdfff;
}

static bool take_string(Scan *s) {
    s->token = s->at;
    if (!take(s, '"')) return false;
    while (s->at < s->end && *s->at != '"') {
        const unsigned char c = *s->at++;
        if (c < ' ') return false;
        if (c != '\\') continue;
        const unsigned char escape = s->at < s->end ? *s->at++ : 0;
        if (escape == 'u' ? !take_units(s) : !escape || !strchr("\"\\/bfnrt", escape)) return false;
    }
    return take(s, '"');
}

static bool take_key(Scan *s) {
    s->shape->keys++;
    if (!take_string(s)) return false;
    skip_space(s);
    return take(s, ':');
}

/* The bracket; behind it stands the first value, if there is one. */
static bool open_bracket(Scan *s, bool object, bool *empty) {
    if (++s->shape->depth > JSON_MOST_DEPTH) return false;
    s->is_object[s->depth++] = object;
    skip_space(s);
    *empty = next_is(s, object ? '}' : ']');
    return *empty || !object || take_key(s);
}

/* Behind a value: brackets close, up to the comma with another value behind it. Sets *done at the text's end.
 */
static bool go_on(Scan *s, bool *done) {
    for (;;) {
        skip_space(s);
        *done = s->depth == 0;
        if (*done) return s->at == s->end;
        const bool object = s->is_object[s->depth - 1];
        if (take(s, ',')) return skip_space(s), !object || take_key(s);
        if (!take(s, object ? '}' : ']')) return false;
        s->depth--;
    }
}

static bool take_values(Scan *s) {
    for (bool done = false; !done;) {
        bool empty = true;
        skip_space(s);
        s->shape->values++;
        s->shape->depth = s->depth;
        const bool object = take(s, '{');
        const bool good = object || take(s, '[') ? open_bracket(s, object, &empty)
                          : next_is(s, '"')      ? take_string(s)
                                                 : take_word(s, "true") || take_word(s, "false") ||
                                                  take_word(s, "null") || take_number(s);
        if (!good) return false;
        if (empty && !go_on(s, &done)) return false;
    }
    return true;
}

JsonShape json_scan(const void *text, size_t length) {
    JsonShape shape = { .depth = 0 };
    Scan scan = { .at = text, .end = (const unsigned char *)text + length, .shape = &shape };
    shape.is_json = take_values(&scan);
    shape.stopped = (size_t)(scan.token - (const unsigned char *)text);
    return shape;
}

const char *json_too_large(Arena *arena, const JsonShape *shape) {
    if (shape->keys > JSON_MOST_KEYS)
        return arena_printf(arena, "expected at most %d keys, got %zu", JSON_MOST_KEYS, shape->keys);
    if (shape->values > JSON_MOST_VALUES)
        return arena_printf(arena, "expected at most %d values, got %zu", JSON_MOST_VALUES, shape->values);
    if (shape->depth > JSON_MOST_DEPTH)
        return arena_printf(arena, "expected lists and objects in at most %d others, got more",
                            JSON_MOST_DEPTH - 1);
    return NULL;
}
