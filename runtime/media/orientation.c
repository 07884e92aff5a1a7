/* orientation.c: EXIF's orientation, read by libexif, and pictures turned by it. */
#include "orientation.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libexif/exif-data.h>

static int orientation_of(ExifData *data) {
    const ExifEntry *entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (!entry || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
    int value = exif_get_short(entry->data, exif_data_get_byte_order(data));
    return value >= 1 && value <= 8 ? value : 1;
}

/* Without memory libexif goes on without what it could not read. Its allocators have no argument that could
 * tell. */
static _Thread_local bool no_memory;

static void *noted(void *memory) {
    no_memory |= !memory;
    return memory;
}

static void *take_memory(ExifLong bytes) { return noted(calloc(bytes, 1)); }

static void *more_memory(void *memory, ExifLong bytes) { return noted(realloc(memory, bytes)); }

int exif_orientation(const unsigned char *exif, size_t size) {
    no_memory = false;
    ExifMem *memory = exif_mem_new(take_memory, more_memory, free);
    ExifData *data = memory && size <= UINT_MAX ? exif_data_new_mem(memory) : NULL;
    if (data) exif_data_load_data(data, exif, (unsigned)size);
    const int orientation = data ? orientation_of(data) : 1;
    if (data) exif_data_unref(data);
    if (memory) exif_mem_unref(memory);
    return no_memory ? 0 : orientation;
}

/* How the upright picture's (x, y) is found in the stored one: axes swapped first, then either mirrored. */
static const struct {
    bool swapped, from_right, from_bottom;
} turns[9] = {
    [2] = { .from_right = true },
    [3] = { .from_right = true, .from_bottom = true },
    [4] = { .from_bottom = true },
    [5] = { .swapped = true },
    [6] = { .swapped = true, .from_bottom = true },
    [7] = { .swapped = true, .from_right = true, .from_bottom = true },
    [8] = { .swapped = true, .from_right = true },
};

static size_t stored_index(const Picture *stored, int orientation, int x, int y) {
    int at_x = turns[orientation].swapped ? y : x, at_y = turns[orientation].swapped ? x : y;
    if (turns[orientation].from_right) at_x = stored->width - 1 - at_x;
    if (turns[orientation].from_bottom) at_y = stored->height - 1 - at_y;
    return (size_t)at_y * (size_t)stored->width + (size_t)at_x;
}

Picture picture_upright(Arena *arena, Picture picture, int orientation) {
    if (orientation <= 1) return picture;
    bool swapped = turns[orientation].swapped;
    size_t channels = (size_t)picture.channels;
    unsigned char *pixels =
        arena_array(arena, unsigned char, (size_t)picture.width *(size_t)picture.height *channels);
    Picture upright = { swapped ? picture.height : picture.width, swapped ? picture.width : picture.height,
                        picture.channels, pixels };
    for (int y = 0; y < upright.height; y++)
        for (int x = 0; x < upright.width; x++, pixels += channels)
            memcpy(pixels, picture.pixels + stored_index(&picture, orientation, x, y) * channels, channels);
    return upright;
}
