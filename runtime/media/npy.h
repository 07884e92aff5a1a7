/* npy.h: NumPy's array files (.npy versions 1.0, 2.0 and 3.0), read and written. */
#ifndef RESNETC_MEDIA_NPY_H
#define RESNETC_MEDIA_NPY_H

#include "base/base.h"

enum { NPY_MAX_RANK = 8 };

typedef enum {
    NPY_F2,
    NPY_F4,
    NPY_F8, /* floats come first */
    NPY_U1,
    NPY_U2,
    NPY_U4,
    NPY_U8,
    NPY_I1,
    NPY_I2,
    NPY_I4,
    NPY_I8,
    NPY_B1
} NpyType;

typedef struct {
    NpyType type;
    int rank; /* 0: a single number */
    size_t shape[NPY_MAX_RANK];
    size_t count;     /* product of shape; 0 where a dimension is */
    const void *data; /* [count] in C order and this machine's byte order, 64-byte aligned */
} Npy;

bool npy_recognise(FileView file); /* by its first bytes */

/* Reads an array of any NpyType, either byte order, C or Fortran order. The file must end where its data
 * ends. Errors: STATUS_INPUT, "PATH: what is wrong"; STATUS_SYSTEM where npy_load cannot read the file. */
bool npy_load(Arena *arena, const char *path, Npy *array, Diag *diag);
/* The same without the data, for which no memory is taken: its `data` is NULL. */
bool npy_describe(const char *path, FileView file, Npy *array, Diag *diag);
bool npy_parse(Arena *arena, const char *path, FileView file, Npy *array, Diag *diag);

const char *npy_type_name(NpyType type);                                 /* as NumPy's: "float32" */
const char *npy_shape_text(Arena *arena, int rank, const size_t *shape); /* as NumPy's: "(3, 4)" */
double npy_value(const Npy *array, size_t index);                        /* element in C order */
const float *npy_floats(Arena *arena, const Npy *array);                 /* [count], rounded */
FileView npy_write_f32(Arena *arena, const float *data, int rank, const size_t *shape); /* a whole file */

#endif
