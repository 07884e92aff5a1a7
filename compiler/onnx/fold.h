/* fold.h: arithmetic of constants: shapes that a network computes of its own values, filters that it
 * standardises. */
#ifndef RESNETC_ONNX_FOLD_H
#define RESNETC_ONNX_FOLD_H

#include "parts.h"

typedef struct {
    const Tensor *tensor; /* NULL: an input that the node has not, or a result */
    int rank;
    size_t dims[MAX_RANK], count;
    bool integer;
} Array;

enum { FEWEST_INPUTS = 5 };

typedef struct {
    Reader *r;
    const OnnxNode *node;
    int inputs; /* FEWEST_INPUTS or more */
    Array *in;
} Fold;

/* An input's numbers, row-major. NULL: fails. */
const double *array_numbers(const Fold *f, int input);

/* Room for a result's numbers; counts what a file makes. NULL: too much. */
double *array_new(const Fold *f, Array *result);
bool array_done(const Fold *f, Array *result, const double *at); /* the node's first output */
/* ==== fold_view.c ==== */

/* Axes in 0..rank - 1, of the attribute or of that input, some twice refused. Absent: none, count 0. */
bool fold_axes(const Fold *f, size_t input, int rank, int *axes, int *count);

typedef bool FoldRow(const Fold *f);
FoldRow fold_same, fold_reshape, fold_squeeze, fold_unsqueeze, fold_shape, fold_cast;

/* ==== fold_shape.c: what moves numbers ==== */

FoldRow fold_concat, fold_gather, fold_slice, fold_transpose, fold_expand, fold_of_shape;

/* ==== fold_number.c: what computes with them ==== */

FoldRow fold_binary, fold_unary, fold_clip, fold_reduce, fold_norm;

#endif
