/* weights.h: file, Graph -> Weights: every parameter, checked, as float. */
#ifndef RESNETC_WEIGHTS_H
#define RESNETC_WEIGHTS_H

#include "graph/graph.h"

typedef struct {
    const char *source; /* what messages call them */
    const float *const
        *data; /* [param][Param.count], row-major as PyTorch; NULL: one that is absent and may be */
    const char *const *files; /* NULL-terminated: read beside `source`, an index's shards; NULL: nothing */
} Weights;

/* How the names in a file are read. All zero: by what is known. */
typedef struct {
    const char *file; /* --names, JSON: a name in the weights -> in the graph; NULL: none */
    bool strict;      /* tensors beside the network's are refused, too */
} NameRules;

/* `source` is a path or "random:SEED". */
const Weights *weights_load(Arena *arena, const Graph *graph, const char *source, NameRules rules,
                            Diag *diag);

/* The same of what is in a weights file; `path` is what messages call it. */
const Weights *weights_parse(Arena *arena, const Graph *graph, FileView file, const char *path,
                             NameRules rules, Diag *diag);

/* ==== container.c ==== */

typedef struct TensorFile TensorFile; /* tensors/tensors.h */

/* The tensors in a weights file of any kind, known by its content; `path` is what messages call it, and where
 * an index finds its shards. */
const TensorFile *weights_open(Arena *arena, const char *path, FileView file, Diag *diag);

/* Whether that is a weights file, or one of those that are refused by name: no spec, no picture, no text. */
bool weights_recognise(FileView file);

#endif
