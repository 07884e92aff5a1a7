/* index.c: an index of safetensors; the files that it may name stand beside the tests' own. */
#include "fuzz.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    const char *path = "tests/oracle/containers/fuzz.index.json";
    return fuzz_tensors(arena, shards_read(arena, path, input, safetensors_read, diag), diag);
}

bool mutate(Mutation *mutation) { return mutate_json(mutation); }
