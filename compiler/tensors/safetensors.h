/* safetensors.h: the header of a safetensors file; only safetensors.c needs it. */
#ifndef RESNETC_TENSORS_SAFETENSORS_H
#define RESNETC_TENSORS_SAFETENSORS_H

#include "tensors.h"

typedef struct {
    Tensor tensor;     /* its bytes not set */
    size_t begin, end; /* bytes from the start of the file's data: any numbers */
} SafetensorsEntry;

/* The header's entries in its order. False on a mistake. */
bool safetensors_header(Arena *arena, const char *path, const unsigned char *text, size_t length,
                        SafetensorsEntry **entries, int *count, Diag *diag);

#endif
