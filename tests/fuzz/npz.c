/* npz.c: NumPy's archive. */
#include "fuzz.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    return fuzz_tensors(arena, zip_read(arena, "fuzz.npz", input, diag), diag);
}

bool mutate(Mutation *mutation) { return mutate_zip(mutation); }
