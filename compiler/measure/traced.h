/* traced.h: a network that shows its values. */
#ifndef RESNETC_MEASURE_TRACED_H
#define RESNETC_MEASURE_TRACED_H

#include "jit/jit.h"

typedef struct {
    const Plan *plan;
    float **values; /* [layer]: of the last call, all images, NCHW; integers as what they stand for. An
                       output's is not there */
    /* Inside: */
    const Jit *jit;
    int *seen; /* [layer]: images of it so far in this call */
    void *workspace;
    float *output;
} Traced;

Traced *traced_open(Arena *arena, const Plan *plan, JitKind kind, Diag *diag); /* NULL on failure */
void traced_run(Traced *traced, const void *in);

int layer_named(const Layers *layers, const char *name); /* -1: none */

#endif
