/* matrix.h: products of a constant matrix and a vector, printed as sums. */
#ifndef RESNETC_EMIT_MATRIX_H
#define RESNETC_EMIT_MATRIX_H

#include "kernels.h"

/* number: of what the matrix is multiplied with.
 * v0, v1, ... = matrix * (d0, d1, ...): rows of points p and -p from a common even and odd half (B^T). */
void emit_rows(Out *out, const char *type, NumberKind number, const Matrix *m);
/* y0, y1, ... = matrix * (d0, d1, ...): columns of points p and -p added and subtracted first (A^T). */
void emit_columns(Out *out, NumberKind number, const Matrix *m);

/* "d0 + 4.0f * d2": a row of a matrix times what names[] tells. */
const char *row_sum(Out *out, const Matrix *m, int row, const char *const *names);

#endif
