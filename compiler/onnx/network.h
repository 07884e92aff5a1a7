/* network.h: parts -> the spec that they follow. In two halves: what the spec is is guessed from the parts
 * (paths.c to head.c), then the graph that the spec builds is held against them, operator by operator
 * (match.c): a guess that is wrong cannot pass. */
#ifndef RESNETC_ONNX_NETWORK_H
#define RESNETC_ONNX_NETWORK_H

#include "parts.h"

/* Parts in the order of computation, each the first input of the next. */
typedef struct {
    const int *at;
    int count;
} Path;

/* A residual block: from a value that forks to the sum where both ways meet. */
typedef struct {
    int add;
    Path common; /* from the block before, or the input, to the fork */
    Path branch, shortcut;
    int convs[4]; /* of the branch */
    int conv_count;
    int stride; /* of the branch, its pools included */
    int stage;
} Block;

typedef struct {
    Reader *r;
    Spec spec;          /* the guess */
    double *mean, *std; /* [channels] of a normalisation in front; NULL: none */
    int start;          /* the part that the compiled network reads: the input, normalised */
    Block *blocks;
    int block_count;
    Path stem, tail; /* before the first block, behind the last */
} Network;

typedef bool Guess(Network *n);

/* ==== paths.c ==== */

bool find_blocks(Network *n, int last);
const Part *path_part(const Network *n, Path path, int index);
int path_find(const Network *n, Path path, OpKind kind); /* the index of the first; -1: none */
int path_count(const Network *n, Path path, OpKind kind);

/* ==== The guesses, in this order ==== */

Guess guess_front;     /* front.c: preprocess */
Guess guess_family;    /* family.c: block, preactivation */
Guess guess_stages;    /* stages.c: repeats, strides, dilations */
Guess guess_widths;    /* widths.c: widths, expansion, groups, width_per_group, reduce_first, stride_in */
Guess guess_blocks;    /* blocks.c: shortcut, antialias, activation, padding */
Guess guess_attention; /* attention.c */
Guess guess_stem;      /* stem.c */
Guess guess_norm;      /* norm.c */
Guess guess_head;      /* head.c: head, classes, outputs */

/* ==== text.c ==== */

const char *spec_text(Network *n);

/* ==== match.c, parameters.c ==== */

/* [op] the part that computes what the graph's op does; a norm that the file has folded into what is before
 * it has that one's. NULL: fails, with the first node that does not fit. */
const int *match_graph(Network *n, const Graph *graph, int last);
const TensorFile *collect_tensors(Network *n, const Graph *graph, const int *part_of);

#endif
