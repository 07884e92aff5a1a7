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

static size_t image_size(const Spec *spec) {
    return (size_t)spec->channels * (size_t)spec->height * (size_t)spec->width;
}

static bool takes_pixels(const Spec *spec) { return spec->preprocess.input == INPUT_U8_NHWC; }

size_t input_image_bytes(const Spec *spec) {
    return image_size(spec) * (takes_pixels(spec) ? 1 : sizeof(float));
}

const void *input_image(const Spec *spec, const Input *input, int image) {
    const void *first = takes_pixels(spec) ? (const void *)input->pixels : input->floats;
    return (const char *)first + (size_t)image * input_image_bytes(spec);
}

/* Room for so many images, which becomes the input. */
static void *make_images(Arena *arena, const Spec *spec, int images, Input *input) {
    void *room = arena_alloc_array(arena, input_image_bytes(spec), (size_t)images);
    *input = takes_pixels(spec) ? (Input){ .pixels = room, .images = images }
                                : (Input){ .floats = room, .images = images };
    return room;
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
    size_t count = image_size(spec) * (size_t)spec->batch;
    void *images = make_images(arena, spec, spec->batch, input);
    if (takes_pixels(spec))
        for (size_t i = 0; i < count; i++) ((unsigned char *)images)[i] = (unsigned char)split_mix(&state);
    else
        for (size_t i = 0; i < count; i++) ((float *)images)[i] = next_normal(&state);
    return true;
}

/* ---- pictures ---- */

/* In float32 at every step, as torchvision's ToTensor and Normalize. */
void normalise_pixels(const Spec *spec, const unsigned char *pixels, float *out) {
    size_t count = (size_t)spec->height * (size_t)spec->width, channels = (size_t)spec->channels;
    for (size_t c = 0; c < channels; c++) {
        float mean = (float)spec->preprocess.mean[c], std = (float)spec->preprocess.std[c];
        for (size_t i = 0; i < count; i++) *out++ = ((float)pixels[i * channels + c] / 255.0f - mean) / std;
    }
}

/* Pixels of the input's size as it wants them. */
static void put_image(const Spec *spec, const unsigned char *pixels, void *out) {
    if (takes_pixels(spec))
        memcpy(out, pixels, image_size(spec));
    else
        normalise_pixels(spec, pixels, out);
}

static bool put_picture(Arena *arena, const Spec *spec, const char *path, Picture picture, void *out,
                        Diag *diag) {
    if (!resize_short_side(arena, path, &picture, spec->preprocess.resize, spec->preprocess.filter, diag))
        return false;
    put_image(spec, center_crop(arena, picture, spec->width, spec->height).pixels, out);
    return true;
}

static bool picture_input(Arena *arena, const Spec *spec, const char *path, FileView file, Input *input,
                          Diag *diag) {
    Picture picture;
    if (!image_decode(arena, path, file, spec->channels, &picture, diag)) return false;
    return put_picture(arena, spec, path, picture, make_images(arena, spec, 1, input), diag);
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
    if (takes_pixels(spec))
        return diag_fail(diag, STATUS_INPUT,
                         "%s: expected a picture or an array of uint8 (the spec's input is u8_nhwc), got an "
                         "array of %s",
                         path, npy_type_name(array->type));
    size_t expected[3] = { (size_t)spec->channels, (size_t)spec->height, (size_t)spec->width };
    if ((array->rank != 3 && array->rank != 4) ||
        memcmp(array->shape + array->rank - 3, expected, sizeof expected) != 0)
        return wrong_shape(spec, path, array, diag);
    *input = (Input){ .floats = npy_floats(arena, array) };
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
static bool put_pictures(Arena *arena, const Spec *spec, const char *path, Picture picture, Input *input,
                         Diag *diag) {
    bool ready = picture.width == spec->width && picture.height == spec->height;
    char *out = make_images(arena, spec, input->images, input);
    for (int i = 0; i < input->images; i++, out += input_image_bytes(spec)) {
        if (ready)
            put_image(spec, picture.pixels, out);
        else if (!put_picture(arena, spec, path, picture, out, diag))
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
    Picture first = { (int)size[1], (int)size[0], spec->channels, array->data };
    return put_pictures(arena, spec, path, first, input, diag);
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
    if (!file_read(arena, source, &file, diag)) return false;
    if (npy_recognise(file)) return array_input(arena, spec, source, file, input, diag);
    if (image_is_png(file) || image_is_jpeg(file))
        return picture_input(arena, spec, source, file, input, diag);
    return diag_fail(diag, STATUS_INPUT, "%s: expected a .npy array, a PNG or a JPEG picture", source);
}
