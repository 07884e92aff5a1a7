/* input.c: all images of a source at once. */
#include "input.h"
#include "prepare.h"
#include "source.h"

#include <limits.h>

bool input_load_some(Arena *arena, const Spec *spec, const char *path, int most, Input *input, Diag *diag) {
    const ImageSource *source = source_open(arena, spec, path, diag);
    if (!source) return false;
    int images = source->count < most ? source->count : most;
    *input = (Input){ source->floats, images };
    if (source->floats) return true;
    float *floats = arena_array(arena, float, (size_t)images *input_image_floats(spec));
    input->floats = floats;
    for (int i = 0; i < images; i++, floats += input_image_floats(spec))
        if (!source_read(source, i, arena, floats, diag)) return false;
    return true;
}

bool input_load(Arena *arena, const Spec *spec, const char *path, Input *input, Diag *diag) {
    return input_load_some(arena, spec, path, INT_MAX, input, diag);
}
