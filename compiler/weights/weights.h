/* weights.h: file, Graph -> Weights: every parameter, checked, as float. */
#ifndef RESNETC_WEIGHTS_H
#define RESNETC_WEIGHTS_H

#include "graph/graph.h"

typedef struct {
    const char *source; /* what messages call them */
    const float *const
        *data; /* [param][Param.count], row-major as PyTorch; NULL: an optional one that is absent */
} Weights;

/* `source` is a path or "random:SEED"; `names` a JSON file (name in the file -> name in the graph) or NULL.
 */
const Weights *weights_load(Arena *arena, const Graph *graph, const char *source, const char *names,
                            Diag *diag);

/* The same of what is in a weights file; `path` is what messages call it. */
const Weights *weights_parse(Arena *arena, const Graph *graph, FileView file, const char *path,
                             const char *names, Diag *diag);

#endif
