/* safetensors.c: a file of safetensors. */
#include "fuzz.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    return fuzz_tensors(arena, safetensors_read(arena, "fuzz", input, diag), diag);
}

bool mutate(Mutation *mutation) { return mutate_safetensors(mutation); }
