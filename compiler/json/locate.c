/* locate.c: where a JSON value stands in its text. Jansson forgets that once it has parsed, so an error
 * scans the text once more. The text is one that Jansson accepted, at least up to the place in question. */
#include "json.h"

#include <assert.h>
#include <string.h>

typedef struct {
    const char *at, *end;
} Cursor;

typedef struct {
    const char *key, *value; /* where they start; key is NULL in an array */
} Child;

static bool one_of(char c, const char *set) { return c && strchr(set, c); }

static void skip_space(Cursor *c) {
    while (c->at < c->end && one_of(*c->at, " \t\r\n")) c->at++;
}

static void skip_string(Cursor *c) {
    for (c->at++; c->at < c->end && *c->at != '"'; c->at++)
        if (*c->at == '\\' && c->at + 1 < c->end) c->at++;
    if (c->at < c->end) c->at++;
}

/* A string, a bracket, a comma, a colon, or a run of anything else: a number, a word. */
static void skip_token(Cursor *c) {
    if (c->at == c->end) return;
    if (*c->at == '"') {
        skip_string(c);
    } else if (one_of(*c->at, "{}[],:")) {
        c->at++;
    } else {
        while (c->at < c->end && !one_of(*c->at, "{}[],:\" \t\r\n")) c->at++;
    }
}

static void skip_value(Cursor *c) {
    int depth = 0;
    do {
        skip_space(c);
        if (c->at == c->end) return;
        depth += one_of(*c->at, "{[") - one_of(*c->at, "}]");
        skip_token(c);
    } while (depth > 0);
}

int depth_of(const Node *node) { return node->parent ? 1 + depth_of(node->parent) : 0; }

static Cursor start_of(const Source *source) {
    Cursor c = { source->text, source->text + source->length };
    skip_space(&c);
    return c;
}

/* The next child of a container; the cursor moves from behind the bracket or a child to behind the next. */
static bool next_child(Cursor *c, bool object, Child *child) {
    skip_space(c);
    if (c->at < c->end && *c->at == ',') c->at++;
    skip_space(c);
    if (c->at == c->end || one_of(*c->at, "}]")) return false;
    child->key = NULL;
    if (object) {
        child->key = c->at;
        skip_token(c);
        skip_space(c);
        skip_token(c); /* the colon */
        skip_space(c);
    }
    child->value = c->at;
    skip_value(c);
    return true;
}

/* The string that stands at `place`, its escapes decoded; the caller releases it. NULL: it is none. */
static json_t *decode_string(Arena *arena, Cursor place) {
    const char *start = place.at;
    json_error_t error;
    skip_token(&place);
    const size_t length = (size_t)(place.at - start);
    return json_load_text(arena, start, length, JSON_DECODE_ANY, &error);
}

static bool key_is(Arena *arena, Cursor place, const char *name) {
    json_t *key = decode_string(arena, place);
    bool same = json_is_string(key) && !strcmp(json_string_value(key), name);
    json_decref(key);
    return same;
}

/* The first such child of the container at the cursor: by name in an object, by index in an array. */
static Child find_child(Arena *arena, Cursor c, const char *name, size_t index) {
    Child child = { NULL, c.at };
    bool object = *c.at++ == '{';
    for (size_t i = 0; next_child(&c, object, &child); i++)
        if (object ? key_is(arena, (Cursor){ child.key, c.end }, name) : i == index) break;
    return child;
}

/* The node, where the value at the cursor is its ancestor `depth` steps above it. */
static Child locate_below(Cursor c, const Node *node, int depth) {
    if (depth == 0 || c.at == c.end) return (Child){ NULL, c.at };
    c.at = locate_below(c, node->parent, depth - 1).value; /* as deep as the spec format, not as the text */
    return find_child(node->source->arena, c, node->key, node->index);
}

static Child locate(const Node *node) { return locate_below(start_of(node->source), node, depth_of(node)); }

const char *locate_value(const Node *node) { return locate(node).value; }

const char *locate_key(const Node *node) { return locate(node).key; }

/* Within the key, "strides" of "input.strides=[1, 2]". */
static const char *locate_step(const Setting *setting, int step) {
    const char *at = setting->argument;
    for (int i = 0; i < step; i++) at += strlen(setting->steps[i]) + 1;
    return at;
}

/* Above what was set it is the whole argument that is meant, or a step of its key. */
Span locate_in_setting(const Setting *setting, const Node *node, bool key) {
    const char *argument = setting->argument, *end = argument + strlen(argument);
    const int below = depth_of(node) - setting->count;
    if (key && below <= 0) {
        const char *step = locate_step(setting, setting->count + below - 1);
        return (Span){ step, step + strcspn(step, ".=") };
    }
    if (below < 0) return (Span){ argument, end };
    Cursor c = { strchr(argument, '=') + 1, end };
    skip_space(&c);
    if (below == 0 && !one_of(*c.at, "{[")) return (Span){ c.at, end };
    Child child = locate_below(c, node, below);
    c.at = key ? child.key : child.value;
    const char *from = c.at;
    skip_token(&c);
    return (Span){ from, c.at };
}

const char *locate_token(const Source *source, size_t position) {
    Cursor c = start_of(source);
    const char *token = c.at;
    while (c.at < c.end && (size_t)(c.at - source->text) < position) {
        token = c.at;
        skip_token(&c);
        skip_space(&c);
    }
    return token;
}

const char *token_end(const Source *source, const char *token) {
    Cursor c = { token, source->text + source->length };
    skip_token(&c);
    return c.at;
}

/* Where the object at the cursor first has the key that stands at `key`. */
static const char *find_same_key(Arena *arena, Cursor object, const char *key) {
    json_t **name = json_holder(arena);
    *name = decode_string(arena, (Cursor){ key, object.end });
    return *name ? find_child(arena, object, json_string_value(*name), 0).key : key;
}

static void add_child(Text *pointer, Cursor key, size_t index) {
    json_t **name = json_holder(pointer->arena);
    *name = key.at ? decode_string(pointer->arena, key) : NULL;
    add_step(pointer, json_string_value(*name), index);
}

const char *pointer_to_key(const Source *source, const char *key, const char **first) {
    assert(key);
    Text pointer = { .arena = source->arena };
    Cursor c = start_of(source), container = c;
    bool object = *c.at++ == '{';
    Child child;
    for (size_t index = 0; next_child(&c, object, &child); index++) {
        if (child.key != key && c.at <= key) continue;
        add_child(&pointer, (Cursor){ child.key, c.end }, index);
        if (child.key == key) break;
        container.at = c.at = child.value;
        object = *c.at++ == '{';
        index = (size_t)-1; /* the next child is the first of this one */
    }
    *first = find_same_key(source->arena, container, key);
    return pointer.bytes;
}
