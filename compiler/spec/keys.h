/* keys.h: the keys of a spec, group by group. */
#ifndef RESNETC_SPEC_KEYS_H
#define RESNETC_SPEC_KEYS_H

#include "spec.h"
#include "json/json.h"

enum { MAX_CHANNELS = 65536, MAX_SIZE = 65536 };

extern const char *const spec_keys[];           /* the root's, in the order of the format's page */
bool check_known_mistakes(const Node *root);    /* mistakes.c: false for a key that meant something else */
const char *read_name(const Node *root);        /* name.c */
void read_stages(const Node *root, Spec *spec); /* stages.c: block, repeats, ..., stride_in */
void read_blocks(const Node *root, Spec *spec); /* blocks.c: shortcut, ..., attention; after the stages */
void read_norm(const Node *root, Spec *spec);   /* norm.c: norm, weight_standardization */
void check_norm(const Node *root, const Spec *spec); /* norm.c; after stages, stem, head and classes */
void read_stem(const Node *root, Spec *spec);        /* stem.c; after the stages */
void read_head(const Node *root, Spec *spec);        /* head.c */
void read_input(const Node *root, Spec *spec);       /* image.c */
void read_preprocess(const Node *root, Spec *spec);  /* image.c; after the input */
void read_outputs(const Node *root, Spec *spec);     /* outputs.c; after the stages, head and classes */

#endif
