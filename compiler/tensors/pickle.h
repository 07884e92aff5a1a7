/* pickle.h: Python's pickles, as PyTorch writes them -> inert values. Nothing is executed: what a pickle
 * calls is looked up in a table (torch_globals.c), and everything that is in no table is an error that names
 * it and its place. Only this room needs it. */
#ifndef RESNETC_TENSORS_PICKLE_H
#define RESNETC_TENSORS_PICKLE_H

#include "tensors.h"

/* ==== torch_globals.c: what a pickle may name ==== */

typedef enum {
    GLOBAL_INERT,     /* a class or function of what training keeps beside parameters: what it makes has no
                         content */
    GLOBAL_DICT,      /* makes a dictionary */
    GLOBAL_SIZE,      /* torch.Size: makes its only argument */
    GLOBAL_STORAGE,   /* the type of a storage */
    GLOBAL_TYPE,      /* torch.float32 */
    GLOBAL_TENSOR,    /* (storage, offset, sizes, strides, ...): makes a tensor of its storage's type */
    GLOBAL_TENSOR_V3, /* the same with a type as 7th argument */
    GLOBAL_PARAMETER, /* (tensor, ...): makes that tensor */
    GLOBAL_REFUSED,   /* a tensor of a kind that is not read: `type` says what was expected instead */
    GLOBAL_WRAPPED,   /* (function, class, arguments, state): makes what the function does of its arguments */
} GlobalRole;

typedef struct {
    const char *module, *name; /* a * at the end stands for any rest */
    GlobalRole role;
    const char *type; /* of GLOBAL_STORAGE, GLOBAL_TYPE: as tensor_type takes it */
} Global;

typedef struct {
    const char *bytes; /* in the file, not NUL-terminated */
    size_t length;
} PickleText;

const Global *global_find(PickleText module, PickleText name); /* NULL: in no row */

/* ==== pickle.c: values ==== */

typedef struct PickleValue PickleValue;

typedef enum {
    PICKLE_MARK, /* on the stack only */
    PICKLE_NONE,
    PICKLE_BOOL,
    PICKLE_INTEGER,
    PICKLE_TEXT,
    PICKLE_TUPLE,
    PICKLE_LIST,
    PICKLE_DICT,
    PICKLE_GLOBAL,
    PICKLE_STORAGE,
    PICKLE_TENSOR,
    PICKLE_OTHER, /* something without content: a float, bytes, a set, an object */
} PickleKind;

typedef struct {
    PickleValue **at;
    size_t count, room;
} PickleItems;

/* As the pickle says, checked against nothing: sizes are never negative. */
typedef struct {
    const TensorType *type;
    PickleText key;
    size_t count;       /* elements of the whole storage */
    size_t first, view; /* the part of it that is meant */
} PickleStorage;

typedef struct {
    const PickleStorage *storage;
    const TensorType *type;
    const PickleValue *offset; /* INTEGER */
    PickleItems sizes, strides;
} PickleTensor;

struct PickleValue {
    PickleKind kind;
    bool has_tensors; /* DICT: under texts; a file may hold it in many places, and is asked once */
    union {
        int64_t integer; /* BOOL, too */
        PickleText text;
        PickleItems items; /* TUPLE, LIST; DICT: a key, its value, the next key, ... in the file's order */
        const Global *global;
        PickleStorage storage;
        const PickleTensor *tensor;
    } as;
};

bool pickle_is_text(const PickleValue *value, const char *text);

typedef struct {
    const PickleValue *root;
    size_t end;                           /* of the file's bytes: behind STOP */
    const PickleStorage *const *storages; /* each that the pickle names, as often as it does */
    size_t storage_count;
} Pickled;

/* The pickle that begins at that byte of the file. `label` is what messages call the file. */
bool pickle_read(Arena *arena, const char *label, FileView file, size_t begin, Pickled *result, Diag *diag);

#endif
