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
    const size_t *strides; /* [rank <= 64], elements from one to the next; NULL: row-major without gaps */
    const unsigned char *bytes; /* its first element; all that dims and strides reach is there, not aligned */
} Tensor;

typedef struct TensorFile {
    const char *path;
    const Tensor *tensors; /* in the file's order */
    int count;
    const char *const *files; /* NULL-terminated: what was read for it beside `path`; NULL: nothing */
    const char *spec;         /* JSON: what the file itself says of its network (ONNX); NULL: nothing */
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

/* [count], by name; NULL where two tensors have one name. */
const Tensor *const *tensors_sorted(Arena *arena, const TensorFile *file, Diag *diag);
const Tensor *tensor_find(const Tensor *const *sorted, int count, const char *name); /* NULL: none */

/* ==== The containers. Each reader checks all that its format promises; NULL: the Diag says what is wrong
 * ====
 */

typedef const TensorFile *ReadTensors(Arena *arena, const char *path, FileView file, Diag *diag);

/* safetensors.c: as the format's reference reader does. Recognised are files that may have such a header. */
bool safetensors_recognise(FileView file);
const TensorFile *safetensors_read(Arena *arena, const char *path, FileView file, Diag *diag);

/* shards.c: model.safetensors.index.json, which says in which file beside it each tensor is; `read` is for
 * these. */
bool shards_recognise(FileView file);
const TensorFile *shards_read(Arena *arena, const char *path, FileView file, ReadTensors *read, Diag *diag);

/* zip_file.c: PyTorch's container since 1.6 and NumPy's .npz; other zips are refused by name. */
bool zip_recognise(FileView file);
const TensorFile *zip_read(Arena *arena, const char *path, FileView file, Diag *diag);

/* torch_legacy.c: PyTorch's container before 1.6. */
bool torch_legacy_recognise(FileView file);
const TensorFile *torch_legacy_read(Arena *arena, const char *path, FileView file, Diag *diag);

#endif
