/* source_array.c: arrays and random numbers as a network's input. */
#include "source_array.h"
#include "npy.h"
#include "prepare.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- random ---- */

/* The sum of twelve uniform numbers of 16 bits has variance 1 in units of 2^16; every step is exact. */
static float next_normal(uint64_t *state) {
    int32_t sum = 0;
    for (int i = 0; i < 3; i++)
        for (uint64_t bits = split_mix(state), lane = 0; lane < 4; lane++)
            sum += (int32_t)(bits >> 16 * lane & 0xffff);
    return (float)(sum - 6 * 65535) / 65536;
}

static bool images_read(const ImageSource *source, int index, Arena *arena, void *image, Diag *diag) {
    size_t bytes = input_image_bytes(source->spec);
    (void)arena, (void)diag;
    memcpy(image, (const char *)source->images + (size_t)index * bytes, bytes);
    return true;
}

static void draw(const Spec *spec, uint64_t state, void *images) {
    size_t count = input_image_floats(spec) * (size_t)spec->batch;
    unsigned char *pixels = images;
    float *floats = images;
    for (size_t i = 0; i < count; i++)
        if (takes_pixels(spec))
            pixels[i] = (unsigned char)split_mix(&state);
        else
            floats[i] = next_normal(&state);
}

bool random_source(Arena *arena, const char *seed, ImageSource *source, Diag *diag) {
    const Spec *spec = source->spec;
    char *end;
    errno = 0;
    uint64_t state = strtoull(seed, &end, 10);
    if (*seed < '0' || *seed > '9' || *end || errno)
        return diag_fail(diag, STATUS_USAGE, "random:%s: expected random:SEED, a whole number below 2^64",
                         seed);
    void *images = arena_alloc_array(arena, input_image_bytes(spec), (size_t)spec->batch);
    draw(spec, state, images);
    source->images = images;
    source->count = spec->batch;
    source->read = images_read;
    return true;
}

/* ---- arrays ---- */

static bool wrong_shape(const Spec *spec, const char *path, const Npy *array, Diag *diag) {
    const char *got = npy_shape_text(diag->arena, array->rank, array->shape);
    int c = spec->channels, h = spec->height, w = spec->width;
    if (array->type == NPY_U1)
        return diag_fail(
            diag, STATUS_INPUT,
            "%s: expected uint8 of shape (height, width, %d) or (images, height, width, %d), got %s", path, c,
            c, got);
    return diag_fail(diag, STATUS_INPUT,
                     "%s: expected %s of shape (%d, %d, %d) or (images, %d, %d, %d), got %s", path,
                     npy_type_name(array->type), c, h, w, c, h, w, got);
}

/* Splits the images' dimension off: 1 image where rank is that of one image. */
static bool count_images(const char *path, const Npy *array, int image_rank, ImageSource *source,
                         Diag *diag) {
    size_t images = array->rank == image_rank ? 1 : array->shape[0];
    if (!array->count || images > INT_MAX)
        return diag_fail(diag, STATUS_INPUT, "%s: expected 1 to %d images, got shape %s", path, INT_MAX,
                         npy_shape_text(diag->arena, array->rank, array->shape));
    source->count = (int)images;
    return true;
}

static bool all_finite(const char *path, const Npy *array, const float *floats, Diag *diag) {
    size_t at = 0, index[NPY_MAX_RANK];
    while (at < array->count && isfinite(floats[at])) at++;
    if (at == array->count) return true;
    float value = floats[at];
    for (int i = array->rank - 1; i >= 0; at /= array->shape[i--]) index[i] = at % array->shape[i];
    return diag_fail(diag, STATUS_INPUT, "%s: expected finite numbers, got %s at %s", path,
                     isnan(value) ? "nan"
                     : value < 0  ? "-inf"
                                  : "inf",
                     npy_shape_text(diag->arena, array->rank, index));
}

static bool check_floats(const Npy *array, const ImageSource *source, Diag *diag) {
    const Spec *spec = source->spec;
    const char *path = source->path;
    if (takes_pixels(spec))
        return diag_fail(diag, STATUS_INPUT,
                         "%s: expected a picture or an array of uint8 (the spec's input is u8_nhwc), got an "
                         "array of %s",
                         path, npy_type_name(array->type));
    size_t expected[3] = { (size_t)spec->channels, (size_t)spec->height, (size_t)spec->width };
    if ((array->rank != 3 && array->rank != 4) ||
        memcmp(array->shape + array->rank - 3, expected, sizeof expected) != 0)
        return wrong_shape(spec, path, array, diag);
    return true;
}

static bool float_array(Arena *arena, const Npy *array, ImageSource *source, Diag *diag) {
    const float *floats = npy_floats(arena, array);
    source->images = floats;
    source->read = images_read;
    return count_images(source->path, array, 3, source, diag) &&
           all_finite(source->path, array, floats, diag);
}

/* Dimensions of one picture: 3, or 2 where its only channel is left out; 0 where the array's rank fits
 * neither. */
static int picture_rank(const Spec *spec, const Npy *array) {
    bool last = array->rank >= 3 && array->shape[array->rank - 1] == (size_t)spec->channels;
    int rank = last ? 3 : spec->channels == 1 ? 2 : 0;
    return array->rank == rank || array->rank == rank + 1 ? rank : 0;
}

static bool pixels_read(const ImageSource *source, int index, Arena *arena, void *image, Diag *diag) {
    const Spec *spec = source->spec;
    Picture picture = source->first;
    picture.pixels +=
        (size_t)index * (size_t)picture.width * (size_t)picture.height * (size_t)picture.channels;
    bool fits = picture.width == spec->width && picture.height == spec->height;
    if (!fits && !picture_fit(arena, spec, source->path, &picture, diag)) return false;
    picture_store(spec, picture.pixels, image);
    return true;
}

static bool byte_array(const Npy *array, ImageSource *source, Diag *diag) {
    int rank = picture_rank(source->spec, array);
    if (!count_images(source->path, array, rank, source, diag)) return false;
    const size_t *size = array->shape + array->rank - rank;
    if (size[0] > IMAGE_MAX_PIXELS / size[1])
        return diag_fail(diag, STATUS_INPUT, "%s: expected pictures of at most %d pixels, got %zux%zu",
                         source->path, IMAGE_MAX_PIXELS, size[1], size[0]);
    source->first = (Picture){ (int)size[1], (int)size[0], source->spec->channels, array->data };
    source->read = pixels_read;
    note_plain_pixels(source->spec, diag);
    return true;
}

static bool check_array(const Npy *array, const ImageSource *source, Diag *diag) {
    switch (array->type) {
    case NPY_F2:
    case NPY_F4:
    case NPY_F8:
        return check_floats(array, source, diag);
    case NPY_U1:
        return picture_rank(source->spec, array) || wrong_shape(source->spec, source->path, array, diag);
    default:
        return diag_fail(diag, STATUS_INPUT, "%s: expected an array of floats or of uint8, got %s",
                         source->path, npy_type_name(array->type));
    }
}

bool array_source(Arena *arena, FileView file, ImageSource *source, Diag *diag) {
    Npy array;
    if (!npy_describe(source->path, file, &array, diag) || !check_array(&array, source, diag) ||
        !npy_parse(arena, source->path, file, &array, diag))
        return false;
    return array.type == NPY_U1 ? byte_array(&array, source, diag) : float_array(arena, &array, source, diag);
}
