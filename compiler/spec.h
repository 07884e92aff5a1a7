/* spec.h: JSON values that know their place, and readers that complain by place: for the spec*.c, and for
 * the other small JSON files of the user (names_file.c, tuned_read.c).
 *
 * Readers take an optional member of an object: where it is absent, or wrong (then the Diag says so), the
 * variable keeps its default. The first error wins, so that reading simply goes on behind one. */
#ifndef RESNETC_SPEC_H
#define RESNETC_SPEC_H

#include "resnetc.h"

#include <jansson.h>

enum { MAX_CHANNELS = 65536, MAX_SIZE = 65536 };

typedef struct {
    Arena *arena;
    const char *path; /* what messages call the text */
    const char *text; /* not NUL-terminated */
    size_t length;
    Diag *diag;
} Source;

typedef struct Node {
    const Source *source;
    const struct Node *parent; /* NULL: the root */
    const char *key;           /* as a member of an object; NULL as an item of an array */
    size_t index;              /* as an item */
    json_t *value;             /* NULL: absent */
} Node;

/* ---- spec_locate.c: where things stand in the text ---- */

const char *locate_value(const Node *node);
const char *locate_key(const Node *member);
/* The token that holds the byte before `position`. */
const char *locate_token(const Source *source, size_t position);
const char *token_end(const Source *source, const char *token);
/* The pointer to the member whose key stands at `key`, and where its object has that key first. */
const char *pointer_to_key(const Source *source, const char *key, const char **first);

/* ---- spec_message.c: "path:line:column: /pointer: text"; the first wins, columns count characters ---- */

void fail_at(const Source *source, const char *place, const char *format, ...) PRINTF_LIKE(3, 4);
void fail_node(const Node *node, const char *format, ...) PRINTF_LIKE(2, 3);
void fail_expected(const Node *node, const char *format, ...) PRINTF_LIKE(2, 3); /* "expected F, got VALUE" */
void fail_unsupported(const Node *node, const char *what); /* `what` stands before the value */
void fail_key(const Node *member, const char *hint);
void fail_duplicate(const Source *source, const char *key);
/* One step of a JSON pointer (RFC 6901), cut where it is long; by index where the key is NULL. */
void add_step(Text *pointer, const char *key, size_t index);
/* Cut where it is long, control characters escaped. */
const char *printable(Arena *arena, const char *bytes, size_t length);

/* ---- spec_json.c ---- */

/* The text's value, owned by the arena; NULL where it is no JSON. */
json_t *json_from_source(const Source *source);

/* ---- spec_keys.c: NULL-terminated lists of names ---- */

int find_name(const char *const *names, const char *name);        /* -1: not there */
const char *alternatives(Arena *arena, const char *const *names); /* one of "a", "b", "c" */
bool check_object(const Node *node, const char *const *keys);     /* an object with no other keys */

/* ---- spec_read.c: readers ---- */

Node member(const Node *object, const char *key);
Node item(const Node *array, size_t index);
bool has(const Node *object, const char *key);
Node read_object(const Node *object, const char *key, const char *const *keys); /* without value: no such */
void read_integer(const Node *object, const char *key, int min, int max, int *value);
void read_number(const Node *object, const char *key, double min, double max, double *value);
void read_bool(const Node *object, const char *key, bool *value);
void read_choice(const Node *object, const char *key, const char *const *names, int *index);
/* `what` completes the message: "expected 3 integers (one a stage)". */
void read_integers(const Node *object, const char *key, const char *what, int count, int min, int max,
                   int *values);
void read_numbers(const Node *object, const char *key, const char *what, int count, double min, double max,
                  double *values);
bool check_count(const Node *array, const char *kind, const char *what, int min, int max);

/* ---- the keys, group by group ---- */

extern const char *const spec_keys[];                  /* the root's, in the order of the format's page */
const char *read_name(const Node *root);               /* spec_name.c */
void read_stages(const Node *root, Spec *spec);        /* spec_stages.c: block, repeats, ..., stride_in */
void read_stem(const Node *root, Spec *spec);          /* spec_stem.c; after the stages */
void read_input(const Node *root, Spec *spec);         /* spec_image.c */
void read_preprocess(const Node *root, Spec *spec);    /* spec_image.c; after the input */
void read_outputs(const Node *root, Spec *spec);       /* spec_outputs.c; after the stages and classes */
void refuse_later(const Node *root, const Spec *spec); /* spec_later.c: what is not supported yet */

#endif
