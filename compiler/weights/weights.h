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
    const char
        *file;   /* --names, JSON: a name in the weights, or the beginning of names -> in the graph; NULL */
    bool strict; /* tensors beside the network's are refused, too */
} NameRules;

/* `source` is a path or "random:SEED". */
const Weights *weights_load(Arena *arena, const Graph *graph, const char *source, NameRules rules,
                            Diag *diag);

/* The same of what is in a weights file; `path` is what messages call it. */
const Weights *weights_parse(Arena *arena, const Graph *graph, FileView file, const char *path,
                             NameRules rules, Diag *diag);

/* ==== The steps of it: container.c, naming.c, weights.c ==== */

typedef struct TensorFile TensorFile; /* tensors/tensors.h */

/* A file that may be one; of a folder the message names the file in it. */
bool weights_map(Arena *arena, const char *path, FileView *file, Diag *diag);
bool weights_recognise(FileView view); /* by its content: a weights file, good or bad, rather than a text */
/* Of any container that is known by its content; `path` is what messages call it. */
const TensorFile *weights_open(Arena *arena, const char *path, FileView view, Diag *diag);
/* [tensor] What a network with torchvision's names most likely calls it; other names as they stand. */
const char *const *weights_names(Arena *arena, const TensorFile *file, NameRules rules, Diag *diag);
/* Blocks of each stage by such names; returns the stages, 0 where there are none or one is left out. */
int weights_repeats(const char *const *names, int count, int repeats[MAX_STAGES]);
/* Whether the graph's parameters are all there, in their shapes, and nothing else that begins like one. */
bool weights_fit(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules, Diag *diag);
const Weights *weights_take(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules,
                            Diag *diag);

#endif
