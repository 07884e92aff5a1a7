/* pickler.h: pickles and zip files written byte by byte, right and wrong ones. */
#ifndef TESTS_PICKLER_H
#define TESTS_PICKLER_H

#include "base/base.h"

/* Appends opcodes as the program says, a letter each: S text (BINUNICODE, a const char *), I integer (LONG1
 * of 8 bytes, an int64_t), C global (two const char *), Q persistent id; any other is an opcode of that
 * letter. */
void pickle(Text *text, const char *program, ...);
void pickle_byte(Text *text, int byte);

/* What _rebuild_tensor_v2 gets; shape and strides as texts: "2 3", "" for rank 0. */
typedef struct {
    const char *type, *key; /* "FloatStorage" */
    int64_t count, offset;
    const char *sizes, *strides;
} TensorWords;

void pickle_tensor(Text *text, const TensorWords *words); /* pushes it */

typedef struct {
    const char *name;
    const void *bytes;
    size_t size;
    bool deflated;
} ZipMember;

FileView make_zip(Arena *arena, const ZipMember *members, int count); /* aborts where it cannot */

#endif
