/* tensor.c: the element types of weights files, and their conversion to float. */
#include "tensors.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "weights files are little-endian and used in place");
_Static_assert(sizeof(float) == 4 && sizeof(double) == 8, "IEEE 754 binary32 and binary64");

static void convert_f32(float *to, const unsigned char *from, size_t count) {
    memcpy(to, from, count * sizeof *to);
}

static void convert_f64(float *to, const unsigned char *from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double value;
        memcpy(&value, from + i * sizeof value, sizeof value);
        to[i] = (float)value;
    }
}

static float float_of_bits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void convert_bf16(float *to, const unsigned char *from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint16_t half;
        memcpy(&half, from + i * sizeof half, sizeof half);
        to[i] = float_of_bits((uint32_t)half << 16);
    }
}

/* The exponent's bias is 15 against 127. Multiplying by 2^112 moves it, and makes subnormals right: they are
 * subnormal floats before and normal ones after. Infinity and NaN need their exponent filled up. */
static void convert_f16(float *to, const unsigned char *from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint16_t half;
        memcpy(&half, from + i * sizeof half, sizeof half);
        uint32_t sign = (uint32_t)(half & 0x8000) << 16, rest = (uint32_t)(half & 0x7fff) << 13;
        float finite = float_of_bits(sign | rest) * 0x1p112f;
        float special = float_of_bits(sign | rest | 0x7f800000);
        to[i] = (half & 0x7c00) == 0x7c00 ? special : finite;
    }
}

static const TensorType types[] = {
    { "BOOL", 1, NULL },         { "U8", 1, NULL },  { "I8", 1, NULL },  { "F8_E5M2", 1, NULL },
    { "F8_E4M3", 1, NULL },      { "I16", 2, NULL }, { "U16", 2, NULL }, { "F16", 2, convert_f16 },
    { "BF16", 2, convert_bf16 }, { "I32", 4, NULL }, { "U32", 4, NULL }, { "F32", 4, convert_f32 },
    { "F64", 8, convert_f64 },   { "I64", 8, NULL }, { "U64", 8, NULL },
};

const TensorType *tensor_type(const char *name) {
    for (int i = 0; i < COUNT_OF(types); i++)
        if (!strcmp(types[i].name, name)) return &types[i];
    return NULL;
}

const char *tensor_type_list(Arena *arena) {
    Text text = { .arena = arena };
    for (int i = 0; i < COUNT_OF(types); i++)
        text_printf(&text, "%s%s", i == 0 ? "" : i == COUNT_OF(types) - 1 ? " or " : ", ", types[i].name);
    return text.bytes;
}

size_t tensor_count(const Tensor *tensor) {
    size_t count = 1;
    for (int i = 0; i < tensor->rank; i++) count *= tensor->dims[i];
    return count;
}

/* From the first element, of the one at that row-major index. */
static size_t element_offset(const Tensor *tensor, size_t index) {
    if (!tensor->strides) return index;
    size_t offset = 0;
    for (int i = tensor->rank - 1; i >= 0; i--) {
        offset += index % tensor->dims[i] * tensor->strides[i];
        index /= tensor->dims[i];
    }
    return offset;
}

/* From a dimension on; returns where the next elements go. No more dimensions than a reader admits: 64. */
static float *convert_strided(const Tensor *tensor, int dim, const unsigned char *from, float *to) {
    if (dim == tensor->rank) {
        tensor->type->convert(to, from, 1);
        return to + 1;
    }
    size_t step = tensor->strides[dim] * tensor->type->size;
    for (size_t i = 0; i < tensor->dims[dim]; i++) to = convert_strided(tensor, dim + 1, from + i * step, to);
    return to;
}

const float *tensor_floats(Arena *arena, const Tensor *tensor) {
    const TensorType *type = tensor->type;
    bool rows = !tensor->strides, aligned = (uintptr_t)tensor->bytes % _Alignof(float) == 0;
    if (rows && aligned && type->convert == convert_f32) return (const float *)(const void *)tensor->bytes;
    size_t count = tensor_count(tensor);
    float *floats = arena_array(arena, float, count);
    if (rows) type->convert(floats, tensor->bytes, count);
    if (!rows && count) convert_strided(tensor, 0, tensor->bytes, floats);
    return floats;
}

double tensor_double(const Tensor *tensor, size_t index) {
    double value;
    memcpy(&value, tensor->bytes + element_offset(tensor, index) * sizeof value, sizeof value);
    return value;
}

enum { MOST_DIMS = 8 };

const char *shape_text(Arena *arena, const size_t *dims, int rank) {
    Text text = { .arena = arena };
    text_printf(&text, "[");
    for (int i = 0; i < rank && i < MOST_DIMS; i++) text_printf(&text, "%s%zu", i ? ", " : "", dims[i]);
    if (rank > MOST_DIMS)
        text_printf(&text, ", ...] of rank %d", rank);
    else
        text_printf(&text, "]");
    return text.bytes;
}

/* ---- A file's names ---- */

static int by_name(const void *left, const void *right) {
    return strcmp((*(const Tensor *const *)left)->name, (*(const Tensor *const *)right)->name);
}

const Tensor *const *tensors_sorted(Arena *arena, const TensorFile *file, Diag *diag) {
    const Tensor **sorted = arena_array(arena, const Tensor *, file->count);
    for (int i = 0; i < file->count; i++) sorted[i] = &file->tensors[i];
    qsort(sorted, (size_t)file->count, sizeof *sorted, by_name);
    for (int i = 1; i < file->count; i++)
        if (!by_name(&sorted[i - 1], &sorted[i])) {
            const char *name = name_text(arena, sorted[i]->name);
            return diag_fail(diag, STATUS_INPUT, "%s: two tensors of the name %s", file->path, name), NULL;
        }
    return sorted;
}

const Tensor *tensor_find(const Tensor *const *sorted, int count, const char *name) {
    const Tensor key = { .name = name }, *wanted = &key;
    const Tensor *const *found = bsearch(&wanted, sorted, (size_t)count, sizeof *sorted, by_name);
    return found ? *found : NULL;
}
