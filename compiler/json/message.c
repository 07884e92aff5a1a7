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
    for (size_t i = 0; i < shown; i++) {
        if (key[i] == '~' || key[i] == '/')
            text_append(pointer, key[i] == '~' ? "~0" : "~1", 2);
        else
            add_printable(pointer, key[i]);
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

/* Where the value, or its key, comes from. */
static const char *node_place(const Node *node, const char *locate(const Node *)) {
    Arena *arena = node->source->arena;
    const Setting *setting = setting_of(node);
    if (!setting) return text_place(node->source, locate(node));
    return arena_printf(arena, "--set %s", printable(arena, setting->argument, strlen(setting->argument)));
}

/* The first error wins. */
static void fail_list(const Source *source, const char *place, const char *before, const char *format,
                      va_list arguments) {
    const char *text = arena_vprintf(source->arena, format, arguments);
    diag_fail(source->diag, STATUS_INPUT, "%s: %s%s", place, before, text);
}

void fail_at(const Source *source, const char *place, const char *format, ...) {
    if (source->diag->message) return;
    va_list arguments;
    va_start(arguments, format);
    fail_list(source, text_place(source, place), "", format, arguments);
    va_end(arguments);
}

void fail_node(const Node *node, const char *format, ...) {
    if (node->source->diag->message) return;
    va_list arguments;
    va_start(arguments, format);
    fail_list(node->source, node_place(node, locate_value), prefix(node), format, arguments);
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

void fail_key(const Node *member, const char *hint) {
    if (member->source->diag->message) return;
    diag_fail(member->source->diag, STATUS_INPUT, "%s: %sunknown key%s", node_place(member, locate_key),
              prefix(member), hint);
}

void fail_duplicate(const Source *source, const char *key) {
    const char *first, *pointer = pointer_to_key(source, key, &first);
    fail_at(source, key, "%s: duplicate key, first at line %d", pointer, line_of(source, first));
}
