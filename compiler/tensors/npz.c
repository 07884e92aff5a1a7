/* npz.c: NumPy's .npz: a zip of NAME.npy, an array each. */
#include "archive.h"
#include "containers.h"
#include "media/media.h"

#include <string.h>

static const char *const type_of[] = {
    [NPY_F2] = "F16", [NPY_F4] = "F32", [NPY_F8] = "F64", [NPY_U1] = "U8",
    [NPY_I1] = "I8",  [NPY_I2] = "I16", [NPY_I4] = "I32", [NPY_I8] = "I64",
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

static void free_scratch(void *arena) { arena_free(arena); }

/* The unpacked file is not kept beside the array that is made of it. */
static bool read_array(const Archive *a, const Member *member, Arena *scratch, Tensor *tensor) {
    FileView file;
    Npy array;
    const char *label = arena_printf(a->arena, "%s: %s", a->path, name_text(a->arena, member->name));
    if (!archive_read(a, scratch, member, &file) || !npy_parse(a->arena, label, file, &array, a->diag))
        return false;
    size_t *dims = arena_array(a->arena, size_t, array.rank);
    for (int i = 0; i < array.rank; i++) dims[i] = array.shape[i];
    tensor->name = arena_copy(a->arena, member->name, strlen(member->name) - strlen(".npy"));
    tensor->type = tensor_type(type_of[array.type]);
    tensor->rank = array.rank;
    tensor->dims = dims;
    tensor->bytes = array.data;
    return true;
}

const TensorFile *npz_read(const Archive *a) {
    Arena *scratch = arena_alloc(a->arena, sizeof *scratch);
    Tensor *tensors = arena_array(a->arena, Tensor, a->count);
    int count = 0;
    arena_defer(a->arena, free_scratch, scratch);
    for (int i = 0; i < a->count; i++) {
        if (!is_array(&a->members[i])) continue;
        scratch->no_memory = a->arena->no_memory;
        if (!read_array(a, &a->members[i], scratch, &tensors[count++])) return NULL;
        arena_free(scratch);
    }
    int beside = a->count - count;
    if (beside)
        diag_note(a->diag, "%s: %d member%s that %s no .npy ignored", a->path, beside, beside == 1 ? "" : "s",
                  beside == 1 ? "is" : "are");
    TensorFile *file = arena_alloc(a->arena, sizeof *file);
    *file = (TensorFile){ .path = a->path, .tensors = tensors, .count = count };
    return file;
}
