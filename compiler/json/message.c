/* message.c: the one line about a mistake: "path:line:column: /pointer: what was expected". */
#include "json.h"

#include <string.h>

void add_step(Text *pointer, const char *key, size_t index) {
    if (!key) {
        text_printf(pointer, "/%zu", index);
        return;
    }
    size_t length = strlen(key), shown = clipped(key, length);
    text_append(pointer, "/", 1);
    for (size_t i = 0; i < shown;) {
        if (key[i] == '~' || key[i] == '/')
            text_append(pointer, key[i++] == '~' ? "~0" : "~1", 2);
        else
            i += add_printable(pointer, key + i, shown - i);
    }
    if (shown < length) text_append(pointer, "...", 3);
}

static void add_steps(Text *pointer, const Node *node) {
    if (!node->parent) return;
    add_steps(pointer, node->parent); /* as deep as the spec format, not as the text */
    add_step(pointer, node->key, node->index);
}

/* "/stem/kernel: "; nothing for the root. */
static const char *prefix(const Node *node) {
    Text pointer = { .arena = node->source->arena };
    add_steps(&pointer, node);
    if (node->parent) text_append(&pointer, ": ", 2);
    return node->parent ? pointer.bytes : "";
}

/* The value as the text has it. */
static const char *excerpt(const Node *node) {
    if (json_is_array(node->value)) return "an array";
    if (json_is_object(node->value)) return "an object";
    if (setting_of(node)) return node->value ? json_text(node->source->arena, node->value) : "nothing";
    const char *start = locate_value(node), *end = token_end(node->source, start);
    return printable(node->source->arena, start, (size_t)(end - start));
}

static int line_of(const Source *source, const char *place) {
    int line = 1;
    for (const char *at = source->text; at < place; at++) line += *at == '\n';
    return line;
}

static int column_of(const Source *source, const char *place) {
    int column = 1;
    for (const char *at = place; at > source->text && at[-1] != '\n'; at--)
        column += !is_continuation(at[-1]);
    return column;
}

static const char *text_place(const Source *source, const char *place) {
    return source->unseen ? source->path
                          : arena_printf(source->arena, "%s:%d:%d", source->path, line_of(source, place),
                                         column_of(source, place));
}

DiagPlace argument_place(Arena *arena, const char *argument, Span span) {
    const size_t before = strlen("--set ");
    const char *text = arena_printf(arena, "--set %s", argument);
    return (DiagPlace){ text, strlen(text), before + (size_t)(span.from - argument),
                        before + (size_t)(span.to - argument), false };
}

static DiagPlace text_span(const Source *source, const char *place) {
    if (source->unseen) return (DiagPlace){ .text = NULL };
    return (DiagPlace){ source->text, source->length, (size_t)(place - source->text),
                        (size_t)(token_end(source, place) - source->text), true };
}

/* Where the value, or its key, comes from: in words, and the place itself. */
static const char *node_place(const Node *node, bool key, DiagPlace *place) {
    Arena *arena = node->source->arena;
    const Setting *setting = setting_of(node);
    if (!setting) {
        const char *at = key ? locate_key(node) : locate_value(node);
        *place = text_span(node->source, at);
        return text_place(node->source, at);
    }
    *place = argument_place(arena, setting->argument, locate_in_setting(setting, node, key));
    return arena_printf(arena, "--set %s", printable(arena, setting->argument, strlen(setting->argument)));
}

void fail_at(const Source *source, const char *at, const char *format, ...) {
    if (source->diag->message) return;
    const DiagPlace place = text_span(source, at);
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vprintf(source->arena, format, arguments);
    va_end(arguments);
    diag_fail_at(source->diag, STATUS_INPUT, &place, "%s: %s", text_place(source, at), text);
}

static void fail_member(const Node *node, bool key, const char *text) {
    DiagPlace place;
    const char *where = node_place(node, key, &place);
    diag_fail_at(node->source->diag, STATUS_INPUT, &place, "%s: %s%s", where, prefix(node), text);
}

void fail_node(const Node *node, const char *format, ...) {
    if (node->source->diag->message) return;
    va_list arguments;
    va_start(arguments, format);
    fail_member(node, false, arena_vprintf(node->source->arena, format, arguments));
    va_end(arguments);
}

void fail_expected(const Node *node, const char *format, ...) {
    if (node->source->diag->message) return;
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vprintf(node->source->arena, format, arguments);
    va_end(arguments);
    fail_node(node, "expected %s, got %s", text, excerpt(node));
}

void fail_choice(const Node *node, const char *expected, const char *const *names) {
    if (node->source->diag->message) return;
    const char *word = json_string_value(node->value);
    fail_node(node, "expected %s, got %s%s", expected, excerpt(node),
              word ? did_you_mean(node->source->arena, names, word, "\"") : "");
}

void fail_key(const Node *member, const char *hint) {
    if (member->source->diag->message) return;
    fail_member(member, true, arena_printf(member->source->arena, "unknown key%s", hint));
}

void fail_duplicate(const Source *source, const char *key) {
    const char *first, *pointer = pointer_to_key(source, key, &first);
    fail_at(source, key, "%s: duplicate key, first at line %d", pointer, line_of(source, first));
}
