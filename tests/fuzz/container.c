/* container.c: a weights file of any kind, as the compiler tells them apart. */
#include "fuzz.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    bool known = weights_recognise(input);
    const TensorFile *file = weights_open(arena, "fuzz", input, diag);
    fuzz_check(known || !file, "read, though it is none");
    return fuzz_tensors(arena, file, diag);
}
