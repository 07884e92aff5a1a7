/* mutate_protobuf.c: a field somewhere in the tree of messages changes, goes or stands twice, and the lengths
 * of all messages round it with it. What is text and what a message the wire does not tell: a length's bytes
 * are looked into where they can be fields. */
#include "fuzz.h"

#include <string.h>

enum { FIELDS = 256, DEPTH = 12 };

typedef struct {
    size_t begin, value, end; /* of tag, of the value, behind it */
    int wire;
} Field;

static bool read_varint(const uint8_t *bytes, size_t end, size_t *at, uint64_t *value) {
    *value = 0;
    for (int shift = 0; *at < end && shift < 64; shift += 7) {
        uint8_t byte = bytes[(*at)++];
        *value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) return true;
    }
    return false;
}

static size_t write_varint(uint8_t *to, uint64_t value) {
    size_t size = 0;
    for (; value > 127; value >>= 7) to[size++] = (uint8_t)(value | 128);
    to[size++] = (uint8_t)value;
    return size;
}

static bool read_field(const uint8_t *bytes, size_t end, size_t *at, Field *field) {
    uint64_t tag, number;
    field->begin = *at;
    if (!read_varint(bytes, end, at, &tag) || tag >> 3 == 0) return false;
    field->wire = (int)(tag & 7);
    field->value = *at;
    if (field->wire == 2) {
        if (!read_varint(bytes, end, at, &number) || number > end - *at) return false;
        field->value = *at;
        *at += number;
    } else if (field->wire == 0) {
        if (!read_varint(bytes, end, at, &number)) return false;
    } else {
        const size_t size = field->wire == 1 ? 8 : field->wire == 5 ? 4 : end + 1;
        if (size > end - *at) return false;
        *at += size;
    }
    return field->end = *at, true;
}

/* 0: they are no fields. */
static size_t read_fields(const uint8_t *bytes, size_t begin, size_t end, Field *fields) {
    size_t count = 0, at = begin;
    while (at < end) {
        Field field;
        if (!read_field(bytes, end, &at, &field)) return 0;
        fields[count < FIELDS ? count++ : FIELDS - 1] = field;
    }
    return count;
}

/* From the inside out: [begin, end) of each message now has other bytes. */
typedef struct {
    Field path[DEPTH];
    int depth;
} Path;

static void find_field(Mutation *m, Path *path) {
    static Field fields[FIELDS];
    size_t begin = 0, end = m->size;
    for (path->depth = 0; path->depth < DEPTH;) {
        size_t count = read_fields(m->bytes, begin, end, fields);
        if (!count) return;
        const Field *field = &path->path[path->depth++];
        path->path[path->depth - 1] = fields[mutate_below(m, count)];
        if (field->wire != 2 || mutate_below(m, 5) == 0) return;
        begin = field->value;
        end = field->end;
    }
}

/* The length in front of a message that has grown by so much: it may take another number of bytes itself. */
static bool set_length(Mutation *m, const Field *field, ptrdiff_t *grown) {
    uint8_t length[10];
    uint64_t tag;
    size_t at = field->begin;
    read_varint(m->bytes, m->size, &at, &tag);
    size_t size = write_varint(length, field->end - field->value + (size_t)*grown);
    *grown += (ptrdiff_t)size - (ptrdiff_t)(field->value - at);
    return mutate_replace(m, at, field->value - at, length, size);
}

static bool change(Mutation *m, const Field *field, ptrdiff_t *grown) {
    const size_t before = m->size, what = mutate_below(m, 8), size = field->end - field->begin;
    uint8_t copy[512];
    bool good = true;
    if (what == 0) {
        good = mutate_replace(m, field->begin, size, "", 0);
    } else if (what == 1 && size <= sizeof copy) {
        memcpy(copy, m->bytes + field->begin, size);
        good = mutate_replace(m, field->begin, 0, copy, size);
    } else if (field->wire == 0) {
        const uint64_t numbers[] = { 0,        1,         2, 3, 7, 64, mutate_below(m, 300), (uint64_t)-1,
                                     1u << 31, 1ull << 62 };
        size_t length = write_varint(copy, numbers[mutate_below(m, COUNT_OF(numbers))]);
        good = mutate_replace(m, field->value, field->end - field->value, copy, length);
    } else if (field->wire == 2) {
        *grown = 0;
        size_t length = mutate_part(m, field->value, field->end - field->value);
        *grown = (ptrdiff_t)length - (ptrdiff_t)(field->end - field->value);
        return set_length(m, field, grown);
    } else {
        mutate_part(m, field->value, 1);
        return m->size == before; /* of fixed size: what moved is no message any more */
    }
    *grown = (ptrdiff_t)m->size - (ptrdiff_t)before;
    return good;
}

bool mutate_protobuf(Mutation *m) {
    Path path;
    ptrdiff_t grown = 0;
    find_field(m, &path);
    if (!path.depth || !change(m, &path.path[path.depth - 1], &grown)) return path.depth > 0;
    for (int i = path.depth - 1; i--;)
        if (!set_length(m, &path.path[i], &grown)) return true;
    return true;
}
