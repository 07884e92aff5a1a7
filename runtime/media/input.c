/* input.c: all images of a source at once. */
#include "input.h"
#include "prepare.h"
#include "source.h"

#include <limits.h>

static Input input_of(const Spec *spec, const void *images, int count) {
    return (Input){ .data = images,
                    .floats = takes_pixels(spec) ? NULL : images,
                    .pixels = takes_pixels(spec) ? images : NULL,
                    .images = count };
}

bool input_load_some(Arena *arena, const Spec *spec, const char *path, int most, Input *input, Diag *diag) {
    const ImageSource *source = source_open(arena, spec, path, diag);
    if (!source) return false;
    int count = source->count < most ? source->count : most;
    *input = input_of(spec, source->images, count);
    if (source->images) return true;
    char *images = arena_alloc_array(arena, input_image_bytes(spec), (size_t)count);
    *input = input_of(spec, images, count);
    for (int i = 0; i < count; i++, images += input_image_bytes(spec))
        if (!source_read(source, i, arena, images, diag)) return false;
    return true;
}

bool input_load(Arena *arena, const Spec *spec, const char *path, Input *input, Diag *diag) {
    return input_load_some(arena, spec, path, INT_MAX, input, diag);
}
