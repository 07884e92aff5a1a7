/* source_part.c: some images of a source, which are a source, too. */
#include "source.h"

static bool part_read(const ImageSource *source, int index, Arena *arena, void *image, Diag *diag) {
    return source_read(source->whole, source->index[index], arena, image, diag);
}

const ImageSource *source_part(Arena *arena, const ImageSource *whole, int step, bool held) {
    int *index = arena_array(arena, int, whole->count);
    const char **paths = whole->paths ? arena_array(arena, const char *, whole->count) : NULL;
    ImageSource *part = arena_alloc(arena, sizeof *part);
    *part = *whole;
    part->whole = whole;
    part->index = index;
    part->paths = paths;
    part->read = part_read;
    part->count = 0;
    for (int i = 0; i < whole->count; i++) {
        if ((i % step == step - 1) != held) continue;
        if (paths) paths[part->count] = whole->paths[i];
        index[part->count++] = i;
    }
    return part;
}
