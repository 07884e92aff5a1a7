/* labels.h: from a network's logits to what people read: class names, the best classes, probabilities. */
#ifndef RESNETC_MEDIA_LABELS_H
#define RESNETC_MEDIA_LABELS_H

#include "base/base.h"

/* One class name a line, exactly `classes` of them; LF or CRLF, the last one may be missing. NULL with an
 * error: STATUS_INPUT for another count and for control characters, STATUS_SYSTEM where it cannot be read. */
const char *const *labels_load(Arena *arena, const char *path, int classes, Diag *diag);
const char *const *labels_parse(Arena *arena, const char *path, FileView file, int classes, Diag *diag);

/* The line of a file at *at without its LF or CRLF, and without a byte order mark at 0; moves *at to the
 * next. */
const char *next_line(Arena *arena, FileView file, size_t *at);

/* index[0..min(k, n)-1]: the largest of values[n], largest first, the lower index first among equals, NaN
 * last. Returns min(k, n). */
int top_k(const float *values, int n, int k, int *index);

/* exp(logits[i]) / sum, in double precision, without overflow. */
void softmax(const float *logits, int n, double *probabilities);

#endif
