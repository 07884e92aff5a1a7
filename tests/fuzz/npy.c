/* npy.c: an array of NumPy's. */
#include "fuzz.h"
#include "media/media.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    Npy array;
    if (!npy_parse(arena, "fuzz.npy", input, &array, diag)) return false;
    const float *floats = npy_floats(arena, &array);
    for (size_t i = 0; i < array.count; i++) {
        volatile double value = npy_value(&array, i) + (double)floats[i];
        (void)value;
    }
    return true;
}
