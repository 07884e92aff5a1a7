/* torch.c: PyTorch's files, zipped and older ones; NumPy's archives are zips, too. */
#include "fuzz.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    ReadTensors *read = zip_recognise(input) ? zip_read : torch_legacy_read;
    return fuzz_tensors(arena, read(arena, "fuzz", input, diag), diag);
}

bool mutate(Mutation *mutation) { return mutate_zip(mutation); }
