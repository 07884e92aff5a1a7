/* safetensors.c: the container: u64 header length, JSON header, data. All of its rules, and nothing of
 * networks. */
#include "safetensors.h"

#include <stdlib.h>
#include <string.h>

/* The format allows headers of 100 MB; 16 MiB hold some 200,000 tensors. */
enum { LENGTH_BYTES = 8, LARGEST_HEADER = 1 << 24 };

typedef struct {
    Arena *arena;
    Diag *diag;
    const char *path;
} Container;

/* A header's length is below 2^32: the upper half of eight bytes is 0, as in no text. Behind it is JSON. */
bool safetensors_recognise(FileView file) {
    static const unsigned char zeros[4];
    return file.size >= LENGTH_BYTES && !memcmp(file.bytes + 4, zeros, sizeof zeros) &&
           (file.size == LENGTH_BYTES || memchr("{[ \t\r\n", file.bytes[LENGTH_BYTES], 6));
}

static bool read_length(const Container *c, FileView file, size_t *length) {
    if (file.size < LENGTH_BYTES)
        return diag_fail(c->diag, STATUS_INPUT,
                         "%s: expected a safetensors file of 8 bytes or more, got %zu bytes", c->path,
                         file.size);
    uint64_t bytes;
    memcpy(&bytes, file.bytes, sizeof bytes);
    if (bytes > LARGEST_HEADER)
        return diag_fail(c->diag, STATUS_INPUT,
                         "%s: expected a header of %d bytes or fewer, got %llu: not a safetensors file?",
                         c->path, LARGEST_HEADER, (unsigned long long)bytes);
    if (bytes > file.size - LENGTH_BYTES)
        return diag_fail(c->diag, STATUS_INPUT,
                         "%s: expected a header inside the file of %zu bytes, got one of %llu bytes", c->path,
                         file.size, (unsigned long long)bytes);
    *length = (size_t)bytes;
    return true;
}

/* ---- Where the data lie: seen by offset, without holes or overlaps, each as large as its shape says ---- */

static int by_offset(const void *left, const void *right) {
    const SafetensorsEntry *a = *(const SafetensorsEntry *const *)left;
    const SafetensorsEntry *b = *(const SafetensorsEntry *const *)right;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    if (a->end != b->end) return a->end < b->end ? -1 : 1;
    return a < b ? -1 : a > b; /* the header's order */
}

static bool mul_overflows(size_t *product, size_t factor) {
    return __builtin_mul_overflow(*product, factor, product);
}

/* False where the shape has more bytes than a size_t counts: in the order of the reference reader, so that a
 * later 0 does not excuse an overflow. */
static bool expected_end(const SafetensorsEntry *entry, size_t *end) {
    const Tensor *tensor = &entry->tensor;
    size_t bytes = 1;
    for (int i = 0; i < tensor->rank; i++)
        if (mul_overflows(&bytes, tensor->dims[i])) return false;
    return !mul_overflows(&bytes, tensor->type->size) && !__builtin_add_overflow(entry->begin, bytes, end);
}

static bool check_size(const Container *c, const SafetensorsEntry *entry) {
    const Tensor *tensor = &entry->tensor;
    size_t end = 0;
    bool countable = expected_end(entry, &end);
    if (countable && end == entry->end) return true;
    const char *name = name_text(c->arena, tensor->name), *type = tensor->type->name;
    const char *shape = shape_text(c->arena, tensor->dims, tensor->rank);
    if (!countable)
        return diag_fail(c->diag, STATUS_INPUT, "%s: %s: %s %s has more bytes than 64 bits can count",
                         c->path, name, type, shape);
    return diag_fail(c->diag, STATUS_INPUT,
                     "%s: %s: expected data_offsets that end at %zu, for %s %s, got [%zu, %zu]", c->path,
                     name, end, type, shape, entry->begin, entry->end);
}

static bool check_begin(const Container *c, const SafetensorsEntry *entry, const SafetensorsEntry *previous) {
    size_t expected = previous ? previous->end : 0;
    if (entry->begin == expected) return true;
    return diag_fail(c->diag, STATUS_INPUT, "%s: %s: expected data_offsets from %zu%s%s, got [%zu, %zu]: %s",
                     c->path, name_text(c->arena, entry->tensor.name), expected,
                     previous ? ", behind those of " : "",
                     previous ? name_text(c->arena, previous->tensor.name) : "", entry->begin, entry->end,
                     entry->begin > expected ? "a hole" : "an overlap");
}

/* *end is where the last tensor ends. */
static bool check_layout(const Container *c, const SafetensorsEntry *entries, int count, size_t *end) {
    const SafetensorsEntry **sorted = arena_array(c->arena, const SafetensorsEntry *, count);
    for (int i = 0; i < count; i++) sorted[i] = &entries[i];
    qsort(sorted, (size_t)count, sizeof *sorted, by_offset);
    for (int i = 0; i < count; i++)
        if (!check_begin(c, sorted[i], i ? sorted[i - 1] : NULL) || !check_size(c, sorted[i])) return false;
    *end = count ? sorted[count - 1]->end : 0;
    return true;
}

static const TensorFile *make_file(const Container *c, const SafetensorsEntry *entries, int count,
                                   const unsigned char *data) {
    Tensor *tensors = arena_array(c->arena, Tensor, count);
    for (int i = 0; i < count; i++) {
        tensors[i] = entries[i].tensor;
        tensors[i].bytes = data + entries[i].begin;
    }
    TensorFile *result = arena_alloc(c->arena, sizeof *result);
    *result = (TensorFile){ .path = c->path, .tensors = tensors, .count = count };
    return result;
}

const TensorFile *safetensors_read(Arena *arena, const char *path, FileView file, Diag *diag) {
    const Container container = { arena, diag, path };
    size_t length = 0, end = 0;
    if (!read_length(&container, file, &length)) return NULL;
    SafetensorsEntry *entries = NULL;
    int count = 0;
    if (!safetensors_header(arena, path, file.bytes + LENGTH_BYTES, length, &entries, &count, diag))
        return NULL;
    if (!check_layout(&container, entries, count, &end)) return NULL;
    size_t start = LENGTH_BYTES + length;
    if (end != file.size - start) {
        diag_fail(diag, STATUS_INPUT, "%s: expected a file of %zu bytes, as its header says, got %zu", path,
                  start + end, file.size);
        return NULL;
    }
    return make_file(&container, entries, count, file.bytes + start);
}
