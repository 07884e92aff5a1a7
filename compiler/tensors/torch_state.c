/* torch_state.c: a state_dict's tensors: names, and what offset, sizes and strides reach of their storage. */
#include "torch.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_RANK = 64 };

typedef struct {
    Arena *arena;
    Diag *diag;
    const char *path;
    TorchData data;
} Collector;

static bool wrong(const Collector *c, const Tensor *tensor, const char *what) {
    return diag_fail(c->diag, STATUS_INPUT, "%s: %s: %s", c->path, name_text(c->arena, tensor->name), what);
}

/* A C string of UTF-8, as names of other containers are. */
static bool read_name(const Collector *c, const PickleValue *key, Tensor *tensor) {
    const PickleText *text = &key->as.text;
    bool good = is_utf8(text->bytes, text->length) && !memchr(text->bytes, '\0', text->length);
    tensor->name = arena_copy(c->arena, text->bytes, text->length);
    return good || diag_fail(c->diag, STATUS_INPUT, "%s: expected names in UTF-8 without NUL, got \"%s\"",
                             c->path, printable(c->arena, text->bytes, strnlen(text->bytes, text->length)));
}

/* ---- Shapes ---- */

static bool read_sizes(const Collector *c, const Tensor *tensor, const PickleItems *items, const char *what,
                       const size_t **sizes) {
    size_t *read = arena_array(c->arena, size_t, items->count);
    *sizes = read;
    for (size_t i = 0; i < items->count; i++) {
        const PickleValue *item = items->at[i];
        if (item->kind != PICKLE_INTEGER || item->as.integer < 0)
            return wrong(c, tensor, arena_printf(c->arena, "expected %s of 0 or more", what));
        read[i] = (size_t)item->as.integer;
    }
    return true;
}

static bool is_row_major(const Tensor *tensor) {
    size_t stride = 1;
    for (int i = tensor->rank - 1; i >= 0; i--) {
        if (tensor->dims[i] != 1 && tensor->strides[i] != stride) return false;
        stride *= tensor->dims[i];
    }
    return true;
}

/* False where the elements are more than memory can have. */
static bool is_countable(const Tensor *tensor, bool *empty) {
    size_t bytes = tensor->type->size;
    bool overflow = false;
    for (int i = 0; i < tensor->rank; i++) {
        *empty |= tensor->dims[i] == 0;
        overflow |= __builtin_mul_overflow(bytes, tensor->dims[i], &bytes);
    }
    return *empty || (!overflow && bytes <= SIZE_MAX / 2);
}

/* Whether the last element lies among the first `count`. */
static bool is_inside(const Tensor *tensor, size_t offset, size_t count) {
    size_t last = offset;
    for (int i = 0; i < tensor->rank; i++) {
        size_t step;
        if (__builtin_mul_overflow(tensor->dims[i] - 1, tensor->strides[i], &step) ||
            __builtin_add_overflow(last, step, &last))
            return false;
    }
    return last < count;
}

static bool read_shape(const Collector *c, const PickleTensor *from, Tensor *tensor) {
    if (from->sizes.count != from->strides.count || from->sizes.count > MOST_RANK)
        return wrong(c, tensor, "expected as many strides as sizes, and 64 at most");
    tensor->rank = (int)from->sizes.count;
    return read_sizes(c, tensor, &from->sizes, "sizes", &tensor->dims) &&
           read_sizes(c, tensor, &from->strides, "strides", &tensor->strides);
}

/* ---- What is in the storage ---- */

/* The part of the storage's bytes that is meant. */
static bool read_storage(const Collector *c, const Tensor *tensor, const PickleStorage *storage,
                         FileView *bytes) {
    size_t size = storage->type->size, needed;
    if (!c->data.find(c->data.context, storage, bytes)) return false;
    if (__builtin_mul_overflow(storage->count, size, &needed) || needed != bytes->size)
        return wrong(c, tensor,
                     arena_printf(c->arena, "expected a storage of %zu elements of %zu bytes, got %zu bytes",
                                  storage->count, size, bytes->size));
    if (storage->first > storage->count || storage->view > storage->count - storage->first)
        return wrong(c, tensor, "its part of the storage is not inside it");
    *bytes = (FileView){ bytes->bytes + storage->first * size, storage->view * size };
    return true;
}

static bool place(const Collector *c, const PickleTensor *from, Tensor *tensor) {
    FileView bytes;
    bool empty = false;
    if (from->offset->as.integer < 0) return wrong(c, tensor, "expected an offset of 0 or more");
    if (!is_countable(tensor, &empty)) return wrong(c, tensor, "more elements than 64 bits can count");
    if (!read_storage(c, tensor, from->storage, &bytes)) return false;
    size_t offset = (size_t)from->offset->as.integer, count = bytes.size / tensor->type->size;
    if (empty)
        offset = 0;
    else if (!is_inside(tensor, offset, count))
        return wrong(c, tensor,
                     arena_printf(c->arena,
                                  "%s from element %zu on reaches beyond its storage of %zu elements",
                                  shape_text(c->arena, tensor->dims, tensor->rank), offset, count));
    tensor->bytes = bytes.bytes + offset * tensor->type->size;
    if (empty || is_row_major(tensor)) tensor->strides = NULL;
    return true;
}

/* ---- All of them ---- */

static bool read_tensor(const Collector *c, const PickleValue *key, const PickleTensor *from,
                        Tensor *tensor) {
    tensor->type = from->type;
    return read_name(c, key, tensor) && read_shape(c, from, tensor) && place(c, from, tensor);
}

static bool is_tensor(const PickleItems *items, size_t i) {
    return items->at[i]->kind == PICKLE_TEXT && items->at[i + 1]->kind == PICKLE_TENSOR;
}

static int by_address(const void *left, const void *right) {
    const PickleValue *a = *(const PickleValue *const *)left, *b = *(const PickleValue *const *)right;
    return a < b ? -1 : a > b;
}

/* A long name that the file has once may stand there many times: that is told before it is copied. Names of
 * other bytes are compared later. */
static bool check_keys(const Collector *c, const PickleItems *items) {
    const PickleValue **keys = arena_array(c->arena, const PickleValue *, items->count / 2);
    size_t count = 0;
    for (size_t i = 0; i + 1 < items->count; i += 2)
        if (is_tensor(items, i)) keys[count++] = items->at[i];
    qsort(keys, count, sizeof *keys, by_address);
    for (size_t i = 1; i < count; i++)
        if (keys[i - 1] == keys[i])
            return diag_fail(c->diag, STATUS_INPUT, "%s: two tensors of the name %s", c->path,
                             printable(c->arena, keys[i]->as.text.bytes, keys[i]->as.text.length));
    return true;
}

static void tell_beside(const Collector *c, const PickleItems *items, size_t first, size_t count) {
    if (!count) return;
    const PickleText *name = &items->at[first]->as.text;
    const char *shown =
        items->at[first]->kind == PICKLE_TEXT ? printable(c->arena, name->bytes, name->length) : "?";
    diag_note(c->diag, "%s: %zu entr%s beside the tensors ignored, the first \"%s\"", c->path, count,
              count == 1 ? "y" : "ies", shown);
}

const TensorFile *torch_tensors(Arena *arena, const char *path, const PickleValue *root, TorchData data,
                                Diag *diag) {
    const Collector c = { arena, diag, path, data };
    const PickleItems *items = torch_state_dict(arena, path, root, diag);
    if (!items || !check_keys(&c, items)) return NULL;
    Tensor *tensors = arena_array(arena, Tensor, items->count / 2);
    size_t beside = 0, first = 0;
    int count = 0;
    for (size_t i = 0; i + 1 < items->count; i += 2) {
        if (!is_tensor(items, i)) {
            if (beside++ == 0) first = i;
        } else if (!read_tensor(&c, items->at[i], items->at[i + 1]->as.tensor, &tensors[count++])) {
            return NULL;
        }
    }
    tell_beside(&c, items, first, beside);
    TensorFile *file = arena_alloc(arena, sizeof *file);
    *file = (TensorFile){ .path = path, .tensors = tensors, .count = count };
    return tensors_sorted(arena, file, diag) ? file : NULL;
}
