/* syntax.c: what is wrong with a text that is no JSON, in words for people who write other languages. */
#include "json.h"

#include <string.h>

/* The text, and the token that Jansson stumbled over: [at, end). */
typedef struct {
    const Source *source;
    const char *at, *end;
    const char *last; /* the last byte that it read */
    const char *said; /* its own message */
} Stumble;

static Fault nothing(void) { return (Fault){ NULL, NULL }; }

static const char *token(const Stumble *s) {
    return s->at < s->end ? printable(s->source->arena, s->at, (size_t)(s->end - s->at)) : "";
}

static Fault comment(const Stumble *s) {
    const char *at = s->last, *end = s->source->text + s->source->length;
    bool slash = at < end && *at == '/' && at + 1 < end && (at[1] == '/' || at[1] == '*');
    if (!slash && !(at < end && *at == '#')) return nothing();
    return (Fault){ at, "JSON has no comments" };
}

static Fault trailing_comma(const Stumble *s) {
    const char *comma = s->at;
    if (s->at == s->end || !strchr("}]", *s->at)) return nothing();
    while (comma > s->source->text && strchr(" \t\r\n", comma[-1])) comma--;
    if (comma == s->source->text || comma[-1] != ',') return nothing();
    return (Fault){ comma - 1, arena_printf(s->source->arena, "expected no comma before \"%c\"", *s->at) };
}

static Fault single_quotes(const Stumble *s) {
    if (s->at == s->end || *s->at != '\'') return nothing();
    return (Fault){ s->at,
                    arena_printf(s->source->arena, "expected a string in double quotes, got %s", token(s)) };
}

static bool is_word(const Stumble *s) {
    return s->at < s->end && ((*s->at | 32) >= 'a' && (*s->at | 32) <= 'z');
}

static Fault bare_key(const Stumble *s) {
    if (!is_word(s) || strncmp(s->said, "string or '}' expected", strlen("string or '}' expected")) != 0)
        return nothing();
    return (Fault){ s->at,
                    arena_printf(s->source->arena, "expected a key in double quotes, got %s", token(s)) };
}

/* Python's, and what arithmetic calls no number. */
static Fault foreign_word(const Stumble *s) {
    static const struct {
        const char *word, *json;
    } words[] = { { "True", "true" },    { "False", "false" },       { "None", "null" },
                  { "NaN", "a number" }, { "Infinity", "a number" }, { "inf", "a number" } };
    for (int i = 0; is_word(s) && i < COUNT_OF(words); i++)
        if (!strcmp(token(s), words[i].word))
            return (Fault){ s->at, arena_printf(s->source->arena, "expected %s, got %s", words[i].json,
                                                words[i].word) };
    return nothing();
}

static Fault missing_comma(const Stumble *s) {
    const bool object = !strncmp(s->said, "'}' expected", strlen("'}' expected"));
    if (s->at == s->end || (!object && strncmp(s->said, "']' expected", strlen("']' expected")) != 0))
        return nothing();
    return (Fault){ s->at, arena_printf(s->source->arena, "expected a comma or \"%c\" before %s",
                                        object ? '}' : ']', token(s)) };
}

/* Jansson counts to the end of the offending token, or to just before a byte that is not UTF-8. */
static const char *place_of(const Source *source, const json_error_t *error) {
    if (ends_with(error->text, "near end of file")) return source->text + source->length;
    bool before = json_error_code(error) == json_error_invalid_utf8;
    return locate_token(source, (size_t)error->position + before);
}

Fault syntax_fault(const Source *source, const json_error_t *error) {
    static Fault (*const slips[])(const Stumble *) = { comment,  trailing_comma, single_quotes,
                                                       bare_key, foreign_word,   missing_comma };
    const char *place = place_of(source, error);
    const Stumble stumble = { source, place, token_end(source, place),
                              source->text + (error->position > 0 ? error->position - 1 : 0), error->text };
    Fault fault = { place, printable(source->arena, error->text, strlen(error->text)) };
    if (json_error_code(error) == json_error_invalid_utf8) return fault;
    for (int i = 0; i < COUNT_OF(slips); i++) {
        const Fault slip = slips[i](&stumble);
        if (slip.text) return slip;
    }
    return fault;
}
