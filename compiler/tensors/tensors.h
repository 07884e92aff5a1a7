/* tensors.h: files of named tensors, as PyTorch, NumPy and Hugging Face write them -> TensorFile. Nothing of
 * networks, and nothing is executed. A container is a file here: a reader that gives a TensorFile. */
#ifndef RESNETC_TENSORS_H
#define RESNETC_TENSORS_H

#include "base/base.h"

/* ==== tensor.c: one tensor of a file ==== */

typedef struct {
    const char *name; /* as safetensors spells it: "F32" */
    size_t size;      /* bytes an element */
    /* From `count` elements anywhere in memory; NULL for a type that weights cannot have. */
    void (*convert)(float *to, const unsigned char *from, size_t count);
} TensorType;

typedef struct {
    const char *name; /* as in the file */
    const TensorType *type;
    int rank;
    const size_t *dims;
    const size_t *strides;      /* [rank], elements from one to the next; NULL: row-major without gaps */
    const unsigned char *bytes; /* its first element; all that dims and strides reach is there, not aligned */
} Tensor;

typedef struct TensorFile {
    const char *path;
    const Tensor *tensors; /* in the file's order */
    int count;
    const char *spec; /* JSON: what the file itself says of its network (ONNX); NULL: nothing */
} TensorFile;

const TensorType *tensor_type(const char *name); /* NULL: no such type */
const char *tensor_type_list(Arena *arena);      /* "BOOL, U8, ... or U64" */
size_t tensor_count(const Tensor *tensor);       /* of elements */
/* All elements as float, row-major: in place where they are so already, aligned. The type must have a
 * conversion. */
const float *tensor_floats(Arena *arena, const Tensor *tensor);
/* The element at that row-major index, as it is stored; the type must be F64. */
double tensor_double(const Tensor *tensor, size_t index);

const char *shape_text(Arena *arena, const size_t *dims, int rank); /* "[64, 3, 7, 7]" */

/* ==== safetensors.c ==== */

/* Checks the file as the format's reference reader does. NULL where a rule is broken. */
const TensorFile *safetensors_read(Arena *arena, const char *path, FileView file, Diag *diag);

#endif
