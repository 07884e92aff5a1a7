/* fold.h: the parts of folding: what goes into a convolution, and what becomes of a norm. */
#ifndef RESNETC_LAYERS_FOLD_H
#define RESNETC_LAYERS_FOLD_H

#include "layer.h"

/* ---- chain.c ---- */

/* A convolution with what is fused behind it: the operators' values, -1 where there is none. */
typedef struct {
    int conv, norm, add, activation, pool, end;
} Chain;

/* [value]: the chain that ends there; its conv is -1 where none does. */
const Chain *find_chains(Arena *arena, const Graph *graph);

/* ---- norm.c ---- */

/* Sets the layer's parameters: those of the chain's convolution, the norm behind it folded in. */
void fold_norm(Arena *arena, const Graph *graph, const Weights *weights, const Chain *chain, Layer *layer);
/* The weights themselves are folded where they are packed; that they will be finite is seen here. */
void check_folded(Arena *arena, const Layers *layers, const Weights *weights, Diag *diag);

#endif
