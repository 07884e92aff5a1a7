/* npy_header.c: reads {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }. In any order, spaced and
 * quoted in any way, with or without the last comma; Python 2's long integers (3L) too. */
#include "npy_header.h"

#include <ctype.h>
#include <string.h>

typedef struct {
    const char *path;
    const unsigned char *file;
    size_t at, end;
    Diag *diag;
} Scan;

typedef struct {
    const char *start;
    size_t length;
} Word;

static const struct {
    const char *code, *name;
    size_t size;
} types[] = {
    [NPY_F2] = { "f2", "float16", 2 }, [NPY_F4] = { "f4", "float32", 4 }, [NPY_F8] = { "f8", "float64", 8 },
    [NPY_U1] = { "u1", "uint8", 1 },   [NPY_U2] = { "u2", "uint16", 2 },  [NPY_U4] = { "u4", "uint32", 4 },
    [NPY_U8] = { "u8", "uint64", 8 },  [NPY_I1] = { "i1", "int8", 1 },    [NPY_I2] = { "i2", "int16", 2 },
    [NPY_I4] = { "i4", "int32", 4 },   [NPY_I8] = { "i8", "int64", 8 },   [NPY_B1] = { "b1", "bool", 1 },
};

size_t npy_type_size(NpyType type) { return types[type].size; }
const char *npy_type_name(NpyType type) { return types[type].name; }

static bool expected(const Scan *scan, const char *what) {
    return diag_fail(scan->diag, STATUS_INPUT, "%s: bad .npy header at byte %zu: expected %s", scan->path,
                     scan->at, what);
}

/* The next byte behind white space; 0 at the end. */
static unsigned char peek(Scan *scan) {
    while (scan->at < scan->end && memchr(" \t\r\n", scan->file[scan->at], 4)) scan->at++;
    return scan->at < scan->end ? scan->file[scan->at] : 0;
}

static bool accept(Scan *scan, char c) {
    if (peek(scan) != (unsigned char)c) return false;
    scan->at++;
    return true;
}

static bool equals(Word word, const char *text) {
    return word.length == strlen(text) && memcmp(word.start, text, word.length) == 0;
}

static bool read_string(Scan *scan, Word *word, const char *what) {
    unsigned char quote = peek(scan);
    if (quote != '\'' && quote != '"') return expected(scan, what);
    size_t start = scan->at + 1, end = start;
    while (end < scan->end && isprint(scan->file[end]) && scan->file[end] != quote) end++;
    if (end == scan->end || scan->file[end] != quote) return expected(scan, what);
    *word = (Word){ (const char *)scan->file + start, end - start };
    scan->at = end + 1;
    return true;
}

static bool find_type(Word code, NpyHeader *header) {
    if (code.length != 3 || !memchr("<>|", code.start[0], 3)) return false;
    for (int i = 0; i < COUNT_OF(types); i++) {
        if (memcmp(code.start + 1, types[i].code, 2) != 0) continue;
        header->type = (NpyType)i;
        header->big_endian = code.start[0] == '>' && types[i].size > 1;
        return code.start[0] != '|' || types[i].size == 1;
    }
    return false;
}

static bool read_type(Scan *scan, NpyHeader *header) {
    Word code = { 0 };
    if (peek(scan) == '[')
        return diag_fail(scan->diag, STATUS_INPUT, "%s: structured arrays are not supported", scan->path);
    if (!read_string(scan, &code, "a quoted type such as '<f4'")) return false;
    if (find_type(code, header)) return true;
    const int shown = code.length < 40 ? (int)code.length : 40;
    if (code.length && code.start[code.length - 1] == 'O')
        return diag_fail(scan->diag, STATUS_INPUT, "%s: object arrays (type '%.*s') are not supported",
                         scan->path, shown, code.start);
    return diag_fail(scan->diag, STATUS_INPUT,
                     "%s: expected floats, integers or booleans of 8 to 64 bits, such as '<f4', got '%.*s'",
                     scan->path, shown, code.start);
}

static bool read_order(Scan *scan, NpyHeader *header) {
    static const char *const words[] = { "False", "True" };
    peek(scan);
    for (int i = 0; i < 2; i++) {
        size_t length = strlen(words[i]);
        if (scan->end - scan->at < length || memcmp(scan->file + scan->at, words[i], length) != 0) continue;
        scan->at += length;
        header->fortran_order = i;
        return true;
    }
    return expected(scan, "True or False");
}

static bool read_dimension(Scan *scan, size_t *dimension) {
    if (!isdigit(peek(scan))) return expected(scan, "a dimension or ')'");
    size_t value = 0;
    for (; scan->at < scan->end && isdigit(scan->file[scan->at]); scan->at++)
        if (__builtin_mul_overflow(value, (size_t)10, &value) ||
            __builtin_add_overflow(value, (size_t)(scan->file[scan->at] - '0'), &value))
            return expected(scan, "a dimension below 2^64");
    if (scan->at < scan->end && scan->file[scan->at] == 'L') scan->at++;
    *dimension = value;
    return true;
}

static bool read_shape(Scan *scan, NpyHeader *header) {
    if (!accept(scan, '(')) return expected(scan, "a shape such as (3, 4)");
    bool comma = false;
    for (header->rank = 0; !accept(scan, ')'); header->rank++) {
        if (header->rank && !comma) return expected(scan, "',' or ')'");
        if (header->rank == NPY_MAX_RANK) return expected(scan, "at most 8 dimensions");
        if (!read_dimension(scan, &header->shape[header->rank])) return false;
        comma = accept(scan, ',');
    }
    return header->rank != 1 || comma || expected(scan, "a shape such as (3,), not (3)");
}

static const char three_keys[] = "one each of 'descr', 'fortran_order', 'shape'";

static bool read_entry(Scan *scan, NpyHeader *header, bool seen[3]) {
    static const struct {
        const char *key;
        bool (*read)(Scan *scan, NpyHeader *header);
    } entries[] = { { "descr", read_type }, { "fortran_order", read_order }, { "shape", read_shape } };
    size_t start = scan->at;
    Word key = { 0 };
    if (!read_string(scan, &key, three_keys)) return false;
    for (int i = 0; i < 3; i++) {
        if (!equals(key, entries[i].key) || seen[i]) continue;
        seen[i] = true;
        if (!accept(scan, ':')) return expected(scan, "':'");
        return entries[i].read(scan, header);
    }
    scan->at = start;
    return expected(scan, three_keys);
}

bool npy_header_parse(const char *path, const unsigned char *file, size_t begin, size_t end,
                      NpyHeader *header, Diag *diag) {
    Scan scan = { path, file, begin, end, diag };
    bool seen[3] = { false, false, false }, comma = true;
    if (!accept(&scan, '{')) return expected(&scan, "'{'");
    while (peek(&scan) != '}') {
        if (!comma) return expected(&scan, "',' or '}'");
        if (!read_entry(&scan, header, seen)) return false;
        comma = accept(&scan, ',');
    }
    for (int i = 0; i < 3; i++)
        if (!seen[i]) return expected(&scan, three_keys);
    scan.at++;
    peek(&scan);
    return scan.at == end || expected(&scan, "nothing but white space");
}
