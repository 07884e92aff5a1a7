/* input.c: arrays, pictures and random numbers as a network's input. */
#include "input.h"
#include "image.h"
#include "npy.h"
#include "resize.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t image_floats(const Spec *spec) {
    return (size_t)spec->channels * (size_t)spec->height * (size_t)spec->width;
}

/* ---- random ---- */

/* The sum of twelve uniform numbers of 16 bits has variance 1 in units of 2^16; every step is exact. */
static float next_normal(uint64_t *state) {
    int32_t sum = 0;
    for (int i = 0; i < 3; i++)
        for (uint64_t bits = split_mix(state), lane = 0; lane < 4; lane++)
            sum += (int32_t)(bits >> 16 * lane & 0xffff);
    return (float)(sum - 6 * 65535) / 65536;
}

static bool random_input(Arena *arena, const Spec *spec, const char *seed, Input *input, Diag *diag) {
    char *end;
    errno = 0;
    uint64_t state = strtoull(seed, &end, 10);
    if (*seed < '0' || *seed > '9' || *end || errno)
        return diag_fail(diag, STATUS_USAGE, "random:%s: expected random:SEED, a whole number below 2^64",
                         seed);
    size_t count = image_floats(spec) * (size_t)spec->batch;
    float *floats = arena_array(arena, float, count);
    for (size_t i = 0; i < count; i++) floats[i] = next_normal(&state);
    *input = (Input){ floats, spec->batch };
    return true;
}

/* ---- pictures ---- */

/* In float32 at every step, as torchvision's ToTensor and Normalize. */
static void normalise(const Spec *spec, const unsigned char *pixels, float *out) {
    size_t count = (size_t)spec->height * (size_t)spec->width, channels = (size_t)spec->channels;
    for (size_t c = 0; c < channels; c++) {
        float mean = (float)spec->preprocess.mean[c], std = (float)spec->preprocess.std[c];
        for (size_t i = 0; i < count; i++) *out++ = ((float)pixels[i * channels + c] / 255.0f - mean) / std;
    }
}

static bool picture_to_floats(Arena *arena, const Spec *spec, const char *path, Picture picture, float *out,
                              Diag *diag) {
    if (!resize_short_side(arena, path, &picture, spec->preprocess.resize, spec->preprocess.filter, diag))
        return false;
    normalise(spec, center_crop(arena, picture, spec->width, spec->height).pixels, out);
    return true;
}

/* Trained networks hardly ever want that. */
static void tell_default(const Spec *spec, Diag *diag) {
    if (!spec->preprocess.given)
        diag_note(diag,
                  "%s: no preprocess.mean and std: pictures are taken with mean 0 and std 1 (ImageNet's are "
                  "[0.485, 0.456, 0.406] and [0.229, 0.224, 0.225])",
                  spec->path);
}

static bool picture_input(Arena *arena, const Spec *spec, const char *path, FileView file, Input *input,
                          Diag *diag) {
    Picture picture;
    if (!image_decode(arena, path, file, spec->channels, &picture, diag)) return false;
    tell_default(spec, diag);
    float *floats = arena_array(arena, float, image_floats(spec));
    *input = (Input){ floats, 1 };
    return picture_to_floats(arena, spec, path, picture, floats, diag);
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
static bool count_images(const char *path, const Npy *array, int image_rank, Input *input, Diag *diag) {
    size_t images = array->rank == image_rank ? 1 : array->shape[0];
    if (!array->count || images > INT_MAX)
        return diag_fail(diag, STATUS_INPUT, "%s: expected 1 to %d images, got shape %s", path, INT_MAX,
                         npy_shape_text(diag->arena, array->rank, array->shape));
    input->images = (int)images;
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

static bool float_array(Arena *arena, const Spec *spec, const char *path, const Npy *array, Input *input,
                        Diag *diag) {
    size_t expected[3] = { (size_t)spec->channels, (size_t)spec->height, (size_t)spec->width };
    if ((array->rank != 3 && array->rank != 4) ||
        memcmp(array->shape + array->rank - 3, expected, sizeof expected) != 0)
        return wrong_shape(spec, path, array, diag);
    input->floats = npy_floats(arena, array);
    return count_images(path, array, 3, input, diag) && all_finite(path, array, input->floats, diag);
}

/* Dimensions of one picture: 3, or 2 where its only channel is left out; 0 where the array's rank fits
 * neither. */
static int picture_rank(const Spec *spec, const Npy *array) {
    bool last = array->rank >= 3 && array->shape[array->rank - 1] == (size_t)spec->channels;
    int rank = last ? 3 : spec->channels == 1 ? 2 : 0;
    return array->rank == rank || array->rank == rank + 1 ? rank : 0;
}

/* All of the input's pictures, which lie one after another. */
static bool pictures_to_floats(Arena *arena, const Spec *spec, const char *path, Picture picture,
                               Input *input, Diag *diag) {
    bool ready = picture.width == spec->width && picture.height == spec->height;
    float *floats = arena_array(arena, float, (size_t)input->images *image_floats(spec));
    input->floats = floats;
    for (int i = 0; i < input->images; i++, floats += image_floats(spec)) {
        if (ready)
            normalise(spec, picture.pixels, floats);
        else if (!picture_to_floats(arena, spec, path, picture, floats, diag))
            return false;
        picture.pixels += (size_t)picture.width * (size_t)picture.height * (size_t)picture.channels;
    }
    return true;
}

static bool byte_array(Arena *arena, const Spec *spec, const char *path, const Npy *array, Input *input,
                       Diag *diag) {
    int rank = picture_rank(spec, array);
    if (!rank) return wrong_shape(spec, path, array, diag);
    if (!count_images(path, array, rank, input, diag)) return false;
    const size_t *size = array->shape + array->rank - rank;
    if (size[0] > IMAGE_MAX_PIXELS / size[1])
        return diag_fail(diag, STATUS_INPUT, "%s: expected pictures of at most %d pixels, got %zux%zu", path,
                         IMAGE_MAX_PIXELS, size[1], size[0]);
    tell_default(spec, diag);
    Picture first = { (int)size[1], (int)size[0], spec->channels, array->data };
    return pictures_to_floats(arena, spec, path, first, input, diag);
}

static bool array_input(Arena *arena, const Spec *spec, const char *path, FileView file, Input *input,
                        Diag *diag) {
    Npy array;
    if (!npy_parse(arena, path, file, &array, diag)) return false;
    switch (array.type) {
    case NPY_F2:
    case NPY_F4:
    case NPY_F8:
        return float_array(arena, spec, path, &array, input, diag);
    case NPY_U1:
        return byte_array(arena, spec, path, &array, input, diag);
    default:
        return diag_fail(diag, STATUS_INPUT, "%s: expected an array of floats or of uint8, got %s", path,
                         npy_type_name(array.type));
    }
}

bool input_load(Arena *arena, const Spec *spec, const char *source, Input *input, Diag *diag) {
    static const char prefix[] = "random:";
    FileView file;
    if (strncmp(source, prefix, strlen(prefix)) == 0)
        return random_input(arena, spec, source + strlen(prefix), input, diag);
    if (!file_map_kind(arena, source, &file_input, &file, diag)) return false;
    if (npy_recognise(file)) return array_input(arena, spec, source, file, input, diag);
    if (image_is_png(file) || image_is_jpeg(file))
        return picture_input(arena, spec, source, file, input, diag);
    return diag_fail(diag, STATUS_INPUT, "%s: expected a .npy array, a PNG or a JPEG picture", source);
}
