/* constant.c: constants as numbers, of whatever type. */
#include "model.h"

#include <string.h>

static const size_t most_elements = (size_t)1 << 60;

bool element_count(const size_t *dims, int rank, size_t *count) {
    size_t all = 1;
    bool empty = false;
    for (int i = 0; i < rank; i++) {
        empty |= dims[i] == 0;
        if (dims[i] && (__builtin_mul_overflow(all, dims[i], &all) || all > most_elements)) return false;
    }
    *count = empty ? 0 : all;
    return true;
}

double *numbers_new(Model *model, size_t count) {
    if (count > model->numbers_left) {
        refuse_file(model, "its constants are more numbers than any network's of such a file");
        return NULL;
    }
    model->numbers_left -= count;
    return arena_array(model->arena, double, count);
}

static const Tensor *make_tensor(const Model *model, const char *type, const void *bytes, int rank,
                                 const size_t *dims) {
    Tensor *tensor = arena_alloc(model->arena, sizeof *tensor);
    size_t *own = arena_array(model->arena, size_t, rank);
    for (int i = 0; i < rank; i++) own[i] = dims[i];
    *tensor = (Tensor){ .name = "", .type = tensor_type(type), .rank = rank, .dims = own, .bytes = bytes };
    return tensor;
}

const Tensor *tensor_of_doubles(const Model *model, const double *values, int rank, const size_t *dims) {
    return make_tensor(model, "F64", (const unsigned char *)values, rank, dims);
}

/* "To the end" is the largest integer there is. */
static int64_t clamped(double value) {
    if (!(value < 0x1p63)) return INT64_MAX;
    return value < -0x1p63 ? INT64_MIN : (int64_t)value;
}

const Tensor *tensor_of_integers(const Model *model, const double *values, int rank, const size_t *dims) {
    size_t count = 1;
    for (int i = 0; i < rank; i++) count *= dims[i];
    int64_t *integers = arena_array(model->arena, int64_t, count);
    for (size_t i = 0; i < count; i++) integers[i] = clamped(values[i]);
    return make_tensor(model, "I64", (const unsigned char *)integers, rank, dims);
}

#define INTEGER_READER(name, type)                                                                           \
    static double name(const unsigned char *from) {                                                          \
        type value;                                                                                          \
        memcpy(&value, from, sizeof value);                                                                  \
        return (double)value;                                                                                \
    }
INTEGER_READER(read_u8, uint8_t)
INTEGER_READER(read_i8, int8_t)
INTEGER_READER(read_u16, uint16_t)
INTEGER_READER(read_i16, int16_t)
INTEGER_READER(read_u32, uint32_t)
INTEGER_READER(read_i32, int32_t)
INTEGER_READER(read_u64, uint64_t)
INTEGER_READER(read_i64, int64_t)
INTEGER_READER(read_f64, double)

static const struct {
    const char *type;
    double (*read)(const unsigned char *from);
} readers[] = { { "BOOL", read_u8 }, { "U8", read_u8 },   { "I8", read_i8 },   { "U16", read_u16 },
                { "I16", read_i16 }, { "U32", read_u32 }, { "I32", read_i32 }, { "U64", read_u64 },
                { "I64", read_i64 }, { "F64", read_f64 } };

bool is_integer(const Tensor *tensor) { return !tensor->type->convert; }

/* Of a type that converts to float. */
static const double *widened(Model *model, const Tensor *tensor) {
    size_t count = tensor_count(tensor);
    double *doubles = numbers_new(model, count);
    if (!doubles) return NULL;
    const float *floats = tensor_floats(model->arena, tensor);
    for (size_t i = 0; i < count; i++) doubles[i] = (double)floats[i];
    return doubles;
}

const double *tensor_doubles(Model *model, const Tensor *tensor) {
    size_t count = tensor_count(tensor);
    for (int i = 0; i < COUNT_OF(readers); i++) {
        if (strcmp(readers[i].type, tensor->type->name)) continue;
        double *doubles = numbers_new(model, count);
        for (size_t k = 0; doubles && k < count; k++)
            doubles[k] = readers[i].read(tensor->bytes + k * tensor->type->size);
        return doubles;
    }
    return tensor->type->convert ? widened(model, tensor) : NULL;
}
