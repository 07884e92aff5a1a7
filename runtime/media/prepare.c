/* prepare.c: resize, crop, order of channels, normalisation. */
#include "prepare.h"
#include "resize.h"

#include <string.h>

size_t input_image_floats(const Spec *spec) {
    return (size_t)spec->channels * (size_t)spec->height * (size_t)spec->width;
}

size_t input_image_bytes(const Spec *spec) {
    return input_image_floats(spec) * (takes_pixels(spec) ? 1 : sizeof(float));
}

bool picture_fit(Arena *arena, const Spec *spec, const char *path, Picture *picture, Diag *diag) {
    if (!resize_short_side(arena, path, picture, spec->preprocess.resize, spec->preprocess.filter, diag))
        return false;
    *picture = center_crop(arena, *picture, spec->width, spec->height);
    return true;
}

/* In float32 at every step, as torchvision's ToTensor and Normalize. */
void picture_normalise(const Spec *spec, const unsigned char *pixels, float *floats) {
    size_t count = (size_t)spec->height * (size_t)spec->width, channels = (size_t)spec->channels;
    for (size_t c = 0; c < channels; c++) {
        const unsigned char *from = pixels + (spec->preprocess.bgr ? channels - 1 - c : c);
        float mean = (float)spec->preprocess.mean[c], std = (float)spec->preprocess.std[c];
        for (size_t i = 0; i < count; i++) *floats++ = ((float)from[i * channels] / 255.0f - mean) / std;
    }
}

void picture_store(const Spec *spec, const unsigned char *pixels, void *image) {
    if (takes_pixels(spec))
        memcpy(image, pixels, input_image_bytes(spec));
    else
        picture_normalise(spec, pixels, image);
}

bool picture_prepare(Arena *arena, const Spec *spec, const char *path, FileView file, void *image,
                     Diag *diag) {
    Picture picture;
    if (!image_decode(arena, path, file, spec->channels, &picture, diag) ||
        !picture_fit(arena, spec, path, &picture, diag))
        return false;
    picture_store(spec, picture.pixels, image);
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
