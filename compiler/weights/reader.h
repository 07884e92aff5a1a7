/* reader.h: what the files behind weights_load share. A weights file is read in three steps: its container
 * gives named tensors (safetensors.c), their names become parameters of the graph (names.c), and each
 * parameter's tensor is checked and converted (weights.c, tensor.c). A new container or naming scheme
 * replaces one step. */
#ifndef RESNETC_WEIGHTS_READER_H
#define RESNETC_WEIGHTS_READER_H

#include "weights.h"
#include "json/json.h"

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
    size_t begin, end;          /* bytes from the start of the file's data */
    const unsigned char *bytes; /* end - begin bytes, row-major, not aligned */
} Tensor;

typedef struct {
    const char *path;
    const Tensor *tensors; /* in the order of the file's header */
    int count;
} TensorFile;

const TensorType *tensor_type(const char *name); /* NULL: no such type */
const char *tensor_type_list(Arena *arena);      /* "BOOL, U8, ... or U64" */
/* All elements as float: in place where they are aligned floats already. The type must have a conversion. */
const float *tensor_floats(Arena *arena, const Tensor *tensor);

const char *shape_text(Arena *arena, const size_t *dims, int rank); /* "[64, 3, 7, 7]" */

/* ==== safetensors.c ==== */

/* Checks the file as the format's reference reader does. NULL where a rule is broken. */
const TensorFile *safetensors_read(Arena *arena, const char *path, FileView file, Diag *diag);

/* ==== safetensors_header.c ==== */

/* The header's entries in its order; their offsets are any numbers, their bytes not set. False on a mistake.
 */
bool safetensors_header(Arena *arena, const char *path, const unsigned char *text, size_t length,
                        Tensor **tensors, int *count, Diag *diag);

/* ==== names_file.c ==== */

typedef struct NamesFile NamesFile;

/* Reads --names. NULL where it is no object of strings, or lists a name that no tensor has. */
const NamesFile *names_file_read(Arena *arena, const char *path, const TensorFile *file, Diag *diag);
const char *names_file_find(const NamesFile *names, const char *name); /* in the graph; NULL: not listed */
/* Complains that what is listed for `name` is not in the graph. Returns false. */
bool names_file_unknown(const NamesFile *names, const char *name);

/* ==== names.c ==== */

/* [param] -> index of the file's tensor, -1 where there is none. NULL where two tensors belong to the same
 * parameter, or one to none that might be meant as the network's own; others are counted in a note. */
const int *names_resolve(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules,
                         Diag *diag);

/* ==== schemes.c ==== */

/* What the next row of the table from *row on makes of a name; NULL where none fits. */
const char *scheme_name(Arena *arena, const char *name, int *row);
/* Whether the name begins as a network's own do: "layer7.", "fc.", "bn2."; else it lies beside it. */
bool scheme_is_own(const char *name);
/* What stands before all names of a network's body: "module.", "model.backbone.", "". */
const char *scheme_prefix(Arena *arena, const TensorFile *file);

/* ==== random.c ==== */

/* Every parameter random, the optional ones absent. The same on every machine. */
const Weights *weights_random(Arena *arena, const Graph *graph, uint64_t seed);

#endif
