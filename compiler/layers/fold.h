/* fold.h: the parts of folding: what goes into which layer, and what becomes of norms. */
#ifndef RESNETC_LAYERS_FOLD_H
#define RESNETC_LAYERS_FOLD_H

#include "layer.h"

/* ---- chain.c ---- */

/* The operators of a layer: what it begins with, and what is fused behind it. Values, -1 where there is none.
 */
typedef struct {
    int start; /* its kind says what the layer is */
    int norm, gate,
        add; /* a batch norm, folded; pointwise layers begin with one of these, or the activation */
    int activation, pool, end;
} Chain;

/* [value]: the chain that ends there; its start is -1 where none does. */
const Chain *find_chains(Arena *arena, const Graph *graph, bool pools_apart, bool curves_apart);

/* ---- norm.c ---- */

/* Sets the layer's parameters: the norms' are folded in. */
void fold_parameters(Arena *arena, const Graph *graph, const Weights *weights, const Chain *chain,
                     Layer *layer);
/* The weights themselves are folded where they are packed; that they will be finite is seen here. */
void check_folded(Arena *arena, const Layers *layers, const Weights *weights, Diag *diag);

#endif
