/* labels.c: names of classes, a line each. */
#include "fuzz.h"
#include "media/media.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    return labels_parse(arena, "fuzz.txt", input, 3, diag);
}
