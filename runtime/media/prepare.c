/* prepare.c: resize, crop, order of channels, normalisation. */
#include "prepare.h"
#include "resize.h"

size_t input_image_floats(const Spec *spec) {
    return (size_t)spec->channels * (size_t)spec->height * (size_t)spec->width;
}

Picture picture_in_order(Arena *arena, const Spec *spec, Picture picture) {
    if (!spec->preprocess.bgr) return picture;
    size_t bytes = 3 * (size_t)picture.width * (size_t)picture.height;
    unsigned char *pixels = arena_alloc(arena, bytes);
    for (size_t i = 0; i < bytes; i++) pixels[i] = picture.pixels[i - i % 3 + (2 - i % 3)];
    picture.pixels = pixels;
    return picture;
}

bool picture_fit(Arena *arena, const Spec *spec, const char *path, Picture *picture, Diag *diag) {
    if (!resize_short_side(arena, path, picture, spec->preprocess.resize, spec->preprocess.filter, diag))
        return false;
    *picture = picture_in_order(arena, spec, center_crop(arena, *picture, spec->width, spec->height));
    return true;
}

/* In float32 at every step, as torchvision's ToTensor and Normalize. */
void picture_normalise(const Spec *spec, const unsigned char *pixels, float *floats) {
    size_t count = (size_t)spec->height * (size_t)spec->width, channels = (size_t)spec->channels;
    for (size_t c = 0; c < channels; c++) {
        float mean = (float)spec->preprocess.mean[c], std = (float)spec->preprocess.std[c];
        for (size_t i = 0; i < count; i++)
            *floats++ = ((float)pixels[i * channels + c] / 255.0f - mean) / std;
    }
}

bool picture_prepare(Arena *arena, const Spec *spec, const char *path, FileView file, float *floats,
                     Diag *diag) {
    Picture picture;
    if (!image_decode(arena, path, file, spec->channels, &picture, diag) ||
        !picture_fit(arena, spec, path, &picture, diag))
        return false;
    picture_normalise(spec, picture.pixels, floats);
    return true;
}

void note_plain_pixels(const Spec *spec, Diag *diag) {
    if (!spec->preprocess.plain) return;
    diag_note(diag, "%s: preprocess has no mean and std: pixels are scaled to 0..1, and that is all%s",
              spec->path,
              spec->channels == 3
                  ? " (torchvision's networks want \"mean\": [0.485, 0.456, 0.406], \"std\": [0.229, "
                    "0.224, 0.225])"
                  : "");
}
