/* image.c: which decoder, and colour <-> grey. */
#include "image.h"

static bool check_size(const char *path, FileView file, size_t width, size_t height, Diag *diag) {
    if (!width || !height || width > IMAGE_MAX_PIXELS / height)
        return diag_fail(diag, STATUS_INPUT, "%s: expected a picture of 1 to %d pixels, got %zux%zu", path,
                         IMAGE_MAX_PIXELS, width, height);
    const size_t least = width * height / IMAGE_PIXELS_A_BYTE;
    return width * height <= IMAGE_FREE_PIXELS || file.size >= least ||
           diag_fail(diag, STATUS_INPUT,
                     "%s: expected at most %d pixels in a file of less than %zu bytes, got %zux%zu in %zu",
                     path, IMAGE_FREE_PIXELS, least, width, height, file.size);
}

unsigned char **image_rows(Arena *arena, const char *path, FileView file, size_t width, size_t height,
                           int channels, Picture *picture, Diag *diag) {
    if (!check_size(path, file, width, height, diag)) return NULL;
    size_t row = width * (size_t)channels;
    unsigned char *pixels = arena_array(arena, unsigned char, row *height);
    unsigned char **rows = arena_array(arena, unsigned char *, height);
    for (size_t y = 0; y < height; y++) rows[y] = pixels + y * row;
    *picture = (Picture){ (int)width, (int)height, channels, pixels };
    return rows;
}

static Picture to_grey(Arena *arena, Picture colour) {
    size_t count = (size_t)colour.width * (size_t)colour.height;
    unsigned char *grey = arena_alloc(arena, count);
    for (size_t i = 0; i < count; i++) {
        const unsigned char *p = colour.pixels + 3 * i;
        grey[i] = (unsigned char)((19595u * p[0] + 38470u * p[1] + 7471u * p[2] + 32768u) >> 16);
    }
    return (Picture){ colour.width, colour.height, 1, grey };
}

static Picture to_colour(Arena *arena, Picture grey) {
    size_t count = (size_t)grey.width * (size_t)grey.height;
    unsigned char *colour = arena_array(arena, unsigned char, 3 * count);
    for (size_t i = 0; i < 3 * count; i++) colour[i] = grey.pixels[i / 3];
    return (Picture){ grey.width, grey.height, 3, colour };
}

bool image_decode(Arena *arena, const char *path, FileView file, int channels, Picture *picture, Diag *diag) {
    if (channels != 1 && channels != 3)
        return diag_fail(diag, STATUS_INPUT, "%s: a picture has 1 or 3 channels, the network's input has %d",
                         path, channels);
    bool png = image_is_png(file);
    if (!png && !image_is_jpeg(file))
        return diag_fail(diag, STATUS_INPUT, "%s: not a PNG or JPEG picture", path);
    if (!(png ? png_decode : jpeg_decode)(arena, path, file, picture, diag)) return false;
    if (channels < picture->channels) *picture = to_grey(arena, *picture);
    if (channels > picture->channels) *picture = to_colour(arena, *picture);
    return true;
}
