/* npy.c: .npy files: the frame around the header, the data's byte order and element order, the writer. */
#include "npy.h"
#include "npy_header.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const char magic[6] = "\x93NUMPY";
static const bool big_endian_here = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;

bool npy_recognise(FileView file) {
    return file.size >= sizeof magic && memcmp(file.bytes, magic, sizeof magic) == 0;
}

/* Where the header's text begins and ends: version, length of two bytes (1.0) or four, text. */
static bool find_header(const char *path, FileView file, size_t *begin, size_t *end, Diag *diag) {
    const unsigned char *b = file.bytes;
    if (!npy_recognise(file)) return diag_fail(diag, STATUS_INPUT, "%s: not a .npy file", path);
    if (file.size < 8) return diag_fail(diag, STATUS_INPUT, "%s: the .npy header is cut off", path);
    if (b[6] < 1 || b[6] > 3 || b[7] != 0)
        return diag_fail(diag, STATUS_INPUT, "%s: expected .npy version 1.0, 2.0 or 3.0, got %d.%d", path,
                         b[6], b[7]);
    *begin = b[6] == 1 ? 10 : 12;
    if (file.size < *begin) return diag_fail(diag, STATUS_INPUT, "%s: the .npy header is cut off", path);
    size_t length = b[8] | (size_t)b[9] << 8;
    if (b[6] > 1) length |= (size_t)b[10] << 16 | (size_t)b[11] << 24;
    *end = *begin + length;
    if (length > file.size - *begin)
        return diag_fail(diag, STATUS_INPUT, "%s: the .npy header of %zu bytes is longer than the file", path,
                         length);
    return true;
}

/* Elements of the array; its data must be just the `bytes` that follow the header. */
static bool count_elements(const char *path, const NpyHeader *header, size_t bytes, size_t *count,
                           Diag *diag) {
    size_t needed = npy_type_size(header->type);
    bool overflow = false, empty = false;
    *count = 1;
    for (int i = 0; i < header->rank; i++) {
        empty |= header->shape[i] == 0;
        overflow |= __builtin_mul_overflow(*count, header->shape[i], count);
    }
    if (empty) *count = 0;
    overflow = !empty && (overflow || *count > SIZE_MAX / needed);
    const char *shape = npy_shape_text(diag->arena, header->rank, header->shape);
    if (overflow) return diag_fail(diag, STATUS_INPUT, "%s: the array's size overflows: %s", path, shape);
    needed *= *count;
    if (needed == bytes) return true;
    return diag_fail(diag, STATUS_INPUT, "%s: %s %s has %zu bytes of data, got %zu", path,
                     npy_type_name(header->type), shape, needed, bytes);
}

static void copy_element(unsigned char *to, const unsigned char *from, size_t size, bool swap) {
    for (size_t i = 0; i < size; i++) to[i] = from[swap ? size - 1 - i : i];
}

/* Walks the result in C order; `from` is the element's place in the file, whose first index runs fastest
 * where the order is Fortran's. */
static void copy_elements(unsigned char *to, const unsigned char *data, size_t count,
                          const NpyHeader *header) {
    size_t size = npy_type_size(header->type), index[NPY_MAX_RANK] = { 0 };
    bool swap = header->big_endian != big_endian_here && size > 1;
    for (size_t element = 0; element < count; element++) {
        size_t from = element;
        if (header->fortran_order) {
            from = 0;
            for (int i = header->rank - 1; i >= 0; i--) from = from * header->shape[i] + index[i];
        }
        copy_element(to + element * size, data + from * size, size, swap);
        for (int i = header->rank - 1; i >= 0 && ++index[i] == header->shape[i]; i--) index[i] = 0;
    }
}

/* All but the data, which stand from `end` on. */
static bool read_header(const char *path, FileView file, NpyHeader *header, size_t *end, Npy *array,
                        Diag *diag) {
    size_t begin = 0, count = 0;
    if (!find_header(path, file, &begin, end, diag) ||
        !npy_header_parse(path, file.bytes, begin, *end, header, diag) ||
        !count_elements(path, header, file.size - *end, &count, diag))
        return false;
    *array = (Npy){ .type = header->type, .rank = header->rank, .count = count };
    memcpy(array->shape, header->shape, sizeof array->shape);
    return true;
}

bool npy_describe(const char *path, FileView file, Npy *array, Diag *diag) {
    NpyHeader header = { 0 };
    size_t end = 0;
    return read_header(path, file, &header, &end, array, diag);
}

bool npy_parse(Arena *arena, const char *path, FileView file, Npy *array, Diag *diag) {
    NpyHeader header = { 0 };
    size_t end = 0;
    if (!read_header(path, file, &header, &end, array, diag)) return false;
    unsigned char *data = arena_alloc(arena, file.size - end);
    if (!header.fortran_order && (header.big_endian == big_endian_here || npy_type_size(header.type) == 1))
        memcpy(data, file.bytes + end, file.size - end);
    else
        copy_elements(data, file.bytes + end, array->count, &header);
    array->data = data;
    return true;
}

bool npy_load(Arena *arena, const char *path, Npy *array, Diag *diag) {
    FileView file;
    return file_map_kind(arena, path, &file_input, &file, diag) && npy_parse(arena, path, file, array, diag);
}

const char *npy_shape_text(Arena *arena, int rank, const size_t *shape) {
    Text text = { .arena = arena };
    text_append(&text, "(", 1);
    for (int i = 0; i < rank; i++) text_printf(&text, i ? ", %zu" : "%zu", shape[i]);
    text_printf(&text, rank == 1 ? ",)" : ")");
    return text.bytes;
}

/* IEEE 754 binary16: sign, 5 bits of exponent (bias 15), 10 of fraction. */
static double half_value(uint16_t half) {
    int exponent = half >> 10 & 31, fraction = half & 1023;
    double value = exponent == 31 ? (fraction ? (double)NAN : (double)INFINITY)
                   : exponent     ? ldexp(fraction + 1024, exponent - 25)
                                  : ldexp(fraction, -24);
    return half >> 15 ? -value : value;
}

double npy_value(const Npy *array, size_t index) {
    assert(index < array->count);
    switch (array->type) {
    case NPY_F2:
        return half_value(((const uint16_t *)array->data)[index]);
    case NPY_F4:
        return (double)((const float *)array->data)[index];
    case NPY_F8:
        return ((const double *)array->data)[index];
    case NPY_U1:
    case NPY_B1:
        return ((const uint8_t *)array->data)[index];
    case NPY_U2:
        return ((const uint16_t *)array->data)[index];
    case NPY_U4:
        return ((const uint32_t *)array->data)[index];
    case NPY_U8:
        return (double)((const uint64_t *)array->data)[index];
    case NPY_I1:
        return ((const int8_t *)array->data)[index];
    case NPY_I2:
        return ((const int16_t *)array->data)[index];
    case NPY_I4:
        return ((const int32_t *)array->data)[index];
    case NPY_I8:
        return (double)((const int64_t *)array->data)[index];
    }
    return (double)NAN;
}

const float *npy_floats(Arena *arena, const Npy *array) {
    if (array->type == NPY_F4) return array->data;
    float *floats = arena_array(arena, float, array->count);
    for (size_t i = 0; i < array->count; i++) floats[i] = (float)npy_value(array, i);
    return floats;
}

FileView npy_write_f32(Arena *arena, const float *data, int rank, const size_t *shape) {
    enum { FRAME = 10, PAD = 64 };
    size_t count = 1;
    for (int i = 0; i < rank; i++) count *= shape[i];
    const char *dictionary = arena_printf(arena, "{'descr': '%cf4', 'fortran_order': False, 'shape': %s, }",
                                          big_endian_here ? '>' : '<', npy_shape_text(arena, rank, shape));
    size_t length = strlen(dictionary);
    size_t header = (FRAME + length + 1 + PAD - 1) / PAD * PAD - FRAME;
    unsigned char frame[FRAME] = { [6] = 1, [8] = (unsigned char)header, [9] = (unsigned char)(header >> 8) };
    memcpy(frame, magic, sizeof magic);
    unsigned char *bytes = arena_alloc(arena, FRAME + header + count * sizeof(float));
    memcpy(bytes, frame, FRAME);
    memset(bytes + FRAME, ' ', header);
    memcpy(bytes + FRAME, dictionary, length);
    bytes[FRAME + header - 1] = '\n';
    if (count) memcpy(bytes + FRAME + header, data, count * sizeof(float));
    return (FileView){ bytes, FRAME + header + count * sizeof(float) };
}
