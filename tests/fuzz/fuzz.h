/* fuzz.h: what fuzz targets share. A target is a file with one function, which fuzz.c calls with every input;
 * a mutate_*.c beside it, where bytes alone do not get deep, changes inputs by their structure. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "base/base.h"
#include "import/import.h"
#include "tensors/tensors.h"

/* The target: reads an input, and uses what came of it. Whether it was accepted: then there is no message,
 * and else a line. Memory that it asks for in vain counts as refused. */
bool fuzz_one(Arena *arena, FileView input, Diag *diag);

/* Lives as long as the process: what a target makes once. */
Arena *fuzz_lasting(void);
/* The bytes as a file, for who reads files by their path; the path stays the same. */
const char *fuzz_file(FileView input);
void fuzz_check(bool good, const char *what); /* aborts where not: the input is kept as a crash */

/* Tensors, of whatever container, as the compiler uses them: values, by name, the network that they imply. */
bool fuzz_tensors(Arena *arena, const TensorFile *file, Diag *diag);

/* ---- Mutators ---- */

typedef struct {
    uint64_t state;
    uint8_t *bytes; /* [size], room for `most` */
    size_t size, most;
} Mutation;

/* A target's own: false where the bytes have no such structure, and where it has none: they change as bytes.
 */
bool mutate(Mutation *mutation);
/* mutate_*.c: by a structure. */
bool mutate_json(Mutation *mutation);
bool mutate_safetensors(Mutation *mutation);
bool mutate_zip(Mutation *mutation);
bool mutate_png(Mutation *mutation);
bool mutate_protobuf(Mutation *mutation);

size_t mutate_below(Mutation *mutation, size_t count); /* 0 where that is 0 */
/* libFuzzer's change of some of the bytes, in place of these: [at, at + size). Returns their new size. */
size_t mutate_part(Mutation *mutation, size_t at, size_t size);
bool mutate_replace(Mutation *mutation, size_t at, size_t size, const void *bytes, size_t length);
unsigned mutate_crc32(const uint8_t *bytes, size_t size); /* of zip and PNG */

#endif
