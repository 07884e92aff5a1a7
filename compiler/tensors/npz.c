/* npz.c: NumPy's .npz: a zip of NAME.npy, an array each. */
#define _GNU_SOURCE /* memmem */
#include "archive.h"
#include "containers.h"
#include "media/media.h"

#include <string.h>

static const char *const type_of[] = {
    [NPY_F2] = "F16", [NPY_F4] = "F32", [NPY_F8] = "F64", [NPY_U1] = "U8",
    [NPY_U2] = "U16", [NPY_U4] = "U32", [NPY_U8] = "U64", [NPY_I1] = "I8",
    [NPY_I2] = "I16", [NPY_I4] = "I32", [NPY_I8] = "I64", [NPY_B1] = "BOOL",
};

/* What macOS adds to a folder that it packs is no array, though it is named like one. */
static bool is_array(const Member *member) {
    return ends_with(member->name, ".npy") && strncmp(member->name, "__MACOSX/", strlen("__MACOSX/"));
}

bool npz_fits(const Archive *archive) {
    for (int i = 0; i < archive->count; i++)
        if (is_array(&archive->members[i])) return true;
    return false;
}

/* An array of texts, as NumPy begins it: {'descr': '<U6', ...; a name or a date that was saved beside
 * weights. */
static bool is_text(FileView file) {
    static const char key[] = "'descr': '";
    size_t near = file.size < 64 ? file.size : 64, length = strlen(key);
    const unsigned char *at = memmem(file.bytes, near, key, length);
    return at && at + length + 1 < file.bytes + near && memchr("US", at[length + 1], 2);
}

static void free_scratch(void *arena) { arena_free(arena); }

static bool make_tensor(const Archive *a, const Member *member, const Npy *array, Tensor *tensor) {
    size_t *dims = arena_array(a->arena, size_t, array->rank);
    for (int i = 0; i < array->rank; i++) dims[i] = array->shape[i];
    *tensor = (Tensor){ .name = arena_copy(a->arena, member->name, strlen(member->name) - strlen(".npy")),
                        .type = tensor_type(type_of[array->type]),
                        .rank = array->rank,
                        .dims = dims,
                        .bytes = array->data };
    return true;
}

/* The unpacked file is not kept beside the array that is made of it. *count grows where there is one. */
static bool read_array(const Archive *a, const Member *member, Arena *scratch, Tensor *tensors, int *count) {
    FileView file;
    Npy array;
    const char *label = arena_printf(a->arena, "%s: %s", a->path, name_text(a->arena, member->name));
    scratch->no_memory = a->arena->no_memory;
    bool good = archive_read(a, scratch, member, &file);
    if (good && !is_text(file))
        good = npy_parse(a->arena, label, file, &array, a->diag) &&
               make_tensor(a, member, &array, &tensors[(*count)++]);
    arena_free(scratch);
    return good;
}

const TensorFile *npz_read(const Archive *a) {
    Arena *scratch = arena_alloc(a->arena, sizeof *scratch);
    Tensor *tensors = arena_array(a->arena, Tensor, a->count);
    int count = 0;
    arena_defer(a->arena, free_scratch, scratch);
    for (int i = 0; i < a->count; i++)
        if (is_array(&a->members[i]) && !read_array(a, &a->members[i], scratch, tensors, &count)) return NULL;
    int beside = a->count - count;
    if (beside)
        diag_note(a->diag, "%s: %d member%s without numbers ignored", a->path, beside,
                  beside == 1 ? "" : "s");
    TensorFile *file = arena_alloc(a->arena, sizeof *file);
    *file = (TensorFile){ .path = a->path, .tensors = tensors, .count = count };
    return file;
}
