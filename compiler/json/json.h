/* json.h: JSON values that know their place, and readers that complain by place: for the spec*.c, and for
 * the other small JSON files of the user (names_file.c, tuned_read.c).
 *
 * Readers take an optional member of an object: where it is absent, or wrong (then the Diag says so), the
 * variable keeps its default. The first error wins, so that reading simply goes on behind one. */
#ifndef RESNETC_JSON_H
#define RESNETC_JSON_H

#include "base/base.h"

#include <jansson.h>

enum { MOST_STEPS = 8 };

/* A value that is not in the text: "input.height=96". */
typedef struct {
    const char *argument;
    const char *steps[MOST_STEPS]; /* "input", "height" */
    int count;
} Setting;

typedef struct {
    Arena *arena;
    const char *path; /* what messages call the text */
    const char *text; /* not NUL-terminated */
    size_t length;
    Diag *diag;
    bool unseen;             /* the user has not seen the text: messages name no line of it */
    const Setting *settings; /* json_set() */
    int setting_count;
    json_t *written; /* with settings: the text's own value */
} Source;

typedef struct Node {
    const Source *source;
    const struct Node *parent; /* NULL: the root */
    const char *key;           /* as a member of an object; NULL as an item of an array */
    size_t index;              /* as an item */
    json_t *value;             /* NULL: absent */
} Node;

/* ---- locate.c: where things stand in the text ---- */

typedef struct {
    const char *from, *to;
} Span;

int depth_of(const Node *node);
/* The value, or its key, in "KEY=VALUE". */
Span locate_in_setting(const Setting *setting, const Node *node, bool key);

const char *locate_value(const Node *node);
const char *locate_key(const Node *member);
/* The token that holds the byte before `position`. */
const char *locate_token(const Source *source, size_t position);
const char *token_end(const Source *source, const char *token);
/* The pointer to the member whose key stands at `key`, and where its object has that key first. */
const char *pointer_to_key(const Source *source, const char *key, const char **first);

/* ---- message.c: "path:line:column: /pointer: text"; the first wins, columns count characters ---- */

/* "--set ARGUMENT" as a text, and the span of it. */
DiagPlace argument_place(Arena *arena, const char *argument, Span span);
void fail_at(const Source *source, const char *place, const char *format, ...) PRINTF_LIKE(3, 4);
void fail_node(const Node *node, const char *format, ...) PRINTF_LIKE(2, 3);
void fail_expected(const Node *node, const char *format, ...) PRINTF_LIKE(2, 3); /* "expected F, got VALUE" */
/* The same of a value that is to be one of the names, which `expected` tells: with the name that was meant.
 */
void fail_choice(const Node *node, const char *expected, const char *const *names);
void fail_key(const Node *member, const char *hint);
void fail_duplicate(const Source *source, const char *key);
/* One step of a JSON pointer (RFC 6901), cut where it is long; by index where the key is NULL. */
void add_step(Text *pointer, const char *key, size_t index);

/* ---- scan.c: what a text would need, before memory is taken for it ---- */

/* Of any JSON: 2^20 values are some 50 MB to Jansson, as many keys three times that. */
enum { JSON_MOST_KEYS = 1 << 18, JSON_MOST_VALUES = 1 << 20, JSON_MOST_DEPTH = 64 };

typedef struct {
    size_t keys, values; /* up to where it stops being JSON */
    int depth;           /* of lists and objects; above JSON_MOST_DEPTH the text was not read on */
    size_t stopped;      /* where the first token stands that is wrong there; at the end all was right */
    bool is_json;
} JsonShape;

JsonShape json_scan(const void *text, size_t length);
const char *json_too_large(Arena *arena,
                           const JsonShape *shape); /* "expected at most ..."; NULL: it is not */

/* ---- load.c ---- */

/* As json_loadb. Without memory it jumps (arena.h): what comes back is all of the text, and NULL its fault.
 */
json_t *json_load_text(Arena *arena, const void *text, size_t length, size_t flags, json_error_t *error);

/* ---- syntax.c ---- */

typedef struct {
    const char *place; /* in the text */
    const char *text;  /* one line; NULL: no fault */
} Fault;

Fault syntax_fault(const Source *source, const json_error_t *error); /* of a text that Jansson refused */

/* ---- parse.c ---- */

/* The text's value, owned by the arena; NULL where it is no JSON. */
json_t *json_from_source(const Source *source);

/* ---- set.c: values in place of the text's, or beside them ---- */

/* "KEY=VALUE", NULL-terminated, one after another: KEY is a path with points ("input.height", "outputs.0"),
 * VALUE is JSON, or else a string. Messages about such a value name it ("--set input.height=0") instead of
 * the text. */
bool json_set(Source *source, json_t *root, const char *const *arguments);
/* The setting that a value came from; NULL: the text. */
const Setting *setting_of(const Node *node);

/* ---- pretty.c ---- */

/* A key a line, what is inside on that line, numbers as short as they read back. Ends in a newline. */
const char *json_pretty(Arena *arena, const json_t *object);

/* ---- keys.c: NULL-terminated lists of names ---- */

int find_name(const char *const *names, const char *name);        /* -1: not there */
const char *alternatives(Arena *arena, const char *const *names); /* one of "a", "b", "c" */
bool check_object(const Node *node, const char *const *keys);     /* an object with no other keys */
bool has_all(const Node *object, const char *const *keys);
bool check_members(const Node *node, const char *const *keys); /* an object with these keys, all of them */

/* ---- read.c: readers ---- */

Node member(const Node *object, const char *key);
Node item(const Node *array, size_t index);
bool has(const Node *object, const char *key);
Node read_object(const Node *object, const char *key, const char *const *keys); /* without value: no such */
void read_integer(const Node *object, const char *key, int min, int max, int *value);
void read_number(const Node *object, const char *key, double min, double max, double *value);
void read_bool(const Node *object, const char *key, bool *value);
void read_string(const Node *object, const char *key, const char **value);
void read_choice(const Node *object, const char *key, const char *const *names, int *index);
/* `what` completes the message: "expected 3 integers (one a stage)". */
void read_integers(const Node *object, const char *key, const char *what, int count, int min, int max,
                   int *values);
void read_numbers(const Node *object, const char *key, const char *what, int count, double min, double max,
                  double *values);
bool check_count(const Node *array, const char *kind, const char *what, int min, int max);

/* ---- value.c ---- */

const char *pointer_text(Arena *arena, const char *key);  /* "/key" as RFC 6901 escapes it, as name_text */
const char *json_text(Arena *arena, const json_t *value); /* a number or a string itself, else "an array" */
/* As json_dumps, which may lose a part of the text where it has no memory. Never NULL: jumps, so that the
 * arena has to hold the value. */
const char *json_line(Arena *arena, const json_t *value, size_t flags);
/* Where a value is put that is to live until arena_free. It is there before the value is made, so that
 * nothing is lost when the arena has no memory left. */
json_t **json_holder(Arena *arena);

#endif
