/* initializer.c: a TensorProto -> Tensor: its bytes, wherever the file has them, or its numbers. */
#include "model.h"

#include <string.h>

enum { LOCATION_EXTERNAL = 1 };

/* By the format's number of a type; those that no weights and no shapes have are not here. */
static const char *const type_names[] = {
    [1] = "F32",  [2] = "U8",   [3] = "I8",   [4] = "U16",  [5] = "I16",  [6] = "I32",  [7] = "I64",
    [9] = "BOOL", [10] = "F16", [11] = "F64", [12] = "U32", [13] = "U64", [16] = "BF16"
};

static const TensorType *type_of(const Onnx__TensorProto *proto) {
    int number = proto->data_type;
    bool known = number > 0 && number < COUNT_OF(type_names) && type_names[number];
    return known ? tensor_type(type_names[number]) : NULL;
}

/* False where a size is negative or they make too many elements. */
static bool read_dims(Model *model, const Onnx__TensorProto *proto, size_t **dims, size_t *count) {
    if (proto->n_dims > MAX_RANK) return false;
    *dims = arena_array(model->arena, size_t, proto->n_dims);
    for (size_t i = 0; i < proto->n_dims; i++) {
        if (proto->dims[i] < 0) return false;
        (*dims)[i] = (size_t)proto->dims[i];
    }
    return element_count(*dims, (int)proto->n_dims, count);
}

/* A type's numbers stand in the list of a type as wide or wider: 32-bit integers hold the halves' bits. */
static const void *narrowed(Model *model, const int32_t *from, size_t count, size_t size) {
    unsigned char *bytes = arena_alloc_array(model->arena, size, count);
    for (size_t i = 0; i < count; i++) memcpy(bytes + i * size, from + i, size);
    return bytes;
}

static const void *typed_bytes(Model *model, const Onnx__TensorProto *proto, const TensorType *type,
                               size_t *count) {
    const char *name = type->name;
    if (!strcmp(name, "F32")) return *count = proto->n_float_data, proto->float_data;
    if (!strcmp(name, "F64")) return *count = proto->n_double_data, proto->double_data;
    if (!strcmp(name, "I64")) return *count = proto->n_int64_data, proto->int64_data;
    *count = type->size <= 4 ? proto->n_int32_data : 0;
    return narrowed(model, proto->int32_data, *count, type->size);
}

static bool wrong_count(Model *model, const char *where, const char *what, size_t expected, size_t got) {
    return refuse_file(model, "%s: expected %zu %s, got %zu", where, expected, what, got);
}

static bool find_bytes(Model *model, const Onnx__TensorProto *proto, const char *where, size_t count,
                       Tensor *tensor) {
    size_t size = count * tensor->type->size, there; /* fits: element_count() */
    if (proto->data_location == LOCATION_EXTERNAL)
        return external_bytes(model, proto, where, size, &tensor->bytes);
    if (proto->has_raw_data) {
        tensor->bytes = proto->raw_data.data;
        return proto->raw_data.len == size || wrong_count(model, where, "bytes", size, proto->raw_data.len);
    }
    tensor->bytes = typed_bytes(model, proto, tensor->type, &there);
    return there == count || wrong_count(model, where, "numbers", count, there);
}

const Tensor *tensor_of_proto(Model *model, const Onnx__TensorProto *proto, const char *where) {
    Tensor *tensor = arena_alloc(model->arena, sizeof *tensor);
    size_t *dims, count;
    tensor->name = proto->name ? proto->name : "";
    tensor->type = type_of(proto);
    if (!tensor->type) {
        refuse_file(model,
                    "%s: element type %d is not supported, expected float, double, float16, bfloat16 or "
                    "integers",
                    where, proto->data_type);
        return NULL;
    }
    if (!read_dims(model, proto, &dims, &count)) {
        refuse_file(model, "%s: expected a shape of %d sizes or less whose product fits into 64 bits", where,
                    MAX_RANK);
        return NULL;
    }
    tensor->rank = (int)proto->n_dims;
    tensor->dims = dims;
    return find_bytes(model, proto, where, count, tensor) ? tensor : NULL;
}
