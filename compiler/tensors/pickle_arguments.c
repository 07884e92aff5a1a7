/* pickle_arguments.c: what stands behind an opcode: never beyond the file's end. */
#include "machine.h"

#include <string.h>

const unsigned char *machine_take(Machine *m, size_t bytes) {
    if (bytes > m->file.size - m->at) return machine_fail(m, "the pickle is cut off"), NULL;
    m->at += bytes;
    return m->file.bytes + m->at - bytes;
}

/* Little-endian, without sign. */
bool machine_number(Machine *m, int bytes, uint64_t *number) {
    const unsigned char *at = machine_take(m, (size_t)bytes);
    *number = 0;
    for (int i = 0; at && i < bytes; i++) *number |= (uint64_t)at[i] << 8 * i;
    return at != NULL;
}

int64_t signed_number(uint64_t number, int bytes) {
    int unused = 64 - 8 * bytes;
    return bytes ? (int64_t)(number << unused) >> unused : 0;
}

/* What stands behind its length. */
bool machine_counted(Machine *m, int length_bytes, PickleText *text) {
    uint64_t length;
    if (!machine_number(m, length_bytes, &length)) return false;
    text->length = (size_t)length;
    return (text->bytes = (const char *)machine_take(m, text->length)) != NULL;
}

bool machine_line(Machine *m, PickleText *line) {
    const char *start = (const char *)m->file.bytes + m->at;
    const char *newline = memchr(start, '\n', m->file.size - m->at);
    if (!newline) return machine_fail(m, "the pickle is cut off");
    *line = (PickleText){ start, (size_t)(newline - start) };
    m->at += line->length + 1;
    return true;
}
