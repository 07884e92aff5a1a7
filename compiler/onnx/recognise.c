/* recognise.c: whether a file is ONNX, by the first fields of its one message. */
#include "onnx.h"

enum { WIRE_VARINT = 0, WIRE_LENGTH = 2, FIELD_VERSION = 1, FIELD_GRAPH = 7, MOST_FIELDS = 64 };

typedef struct {
    const unsigned char *at, *end;
} Wire;

static bool read_varint(Wire *wire, uint64_t *value) {
    *value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (wire->at == wire->end) return false;
        unsigned char byte = *wire->at++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) return true;
    }
    return false;
}

/* Those of a ModelProto that stand before its graph: their numbers are few. */
static bool skip_field(Wire *wire, uint64_t tag) {
    uint64_t length, number = tag >> 3;
    if (number < 1 || number > 25 || !read_varint(wire, &length)) return false;
    if ((tag & 7) == WIRE_VARINT) return true;
    if ((tag & 7) != WIRE_LENGTH || length > (uint64_t)(wire->end - wire->at)) return false;
    wire->at += length;
    return true;
}

bool onnx_recognise(FileView file) {
    Wire wire = { file.bytes, file.bytes + file.size };
    uint64_t tag, version;
    if (file.size < 4 || !read_varint(&wire, &tag) || tag != (FIELD_VERSION << 3 | WIRE_VARINT)) return false;
    if (!read_varint(&wire, &version) || version < 1 || version > 1000) return false;
    for (int i = 0; i < MOST_FIELDS; i++) {
        if (!read_varint(&wire, &tag)) return false;
        if (tag == (FIELD_GRAPH << 3 | WIRE_LENGTH)) return true;
        if (!skip_field(&wire, tag)) return false;
    }
    return false;
}
