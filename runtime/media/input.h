/* input.h: what the user gives to a network -> the floats, or the pixels, it reads. */
#ifndef RESNETC_MEDIA_INPUT_H
#define RESNETC_MEDIA_INPUT_H

#include "base/base.h"
#include "spec/spec.h"

typedef struct {
    /* One of the two, as the spec's preprocess.input says: */
    const float *floats;         /* [images][channels][height][width] of the spec's input, all finite */
    const unsigned char *pixels; /* [images][height][width][channels] */
    int images;                  /* 1 or more; not rounded to the spec's batch */
} Input;

size_t input_image_bytes(const Spec *spec); /* of one image, floats or pixels */
const void *input_image(const Spec *spec, const Input *input, int image);

/* `source` is one of
 *  - a .npy file of floats, [C, H, W] or [N, C, H, W]: taken as it is (already normalised);
 *  - a .npy file of uint8, [H, W, C] or [N, H, W, C] (with one channel also [H, W], [N, H, W]): pictures,
 *    resized and cropped unless they have the input's size already, then normalised;
 *  - a PNG or JPEG file: resized, cropped, normalised;
 *  - "random:SEED": spec->batch images, the same on every machine: floats about standard normal, pixels of
 * all values. Where the input is pixels, they are not normalised, and arrays of floats refused. Files are
 * recognised by content. Resizing to the short side spec->preprocess.resize, the middle of the input's size
 * cropped, normalised as (pixel / 255 - mean) / std. Errors: STATUS_INPUT for wrong content or shape, NaN,
 * infinity; STATUS_USAGE for a wrong SEED; STATUS_SYSTEM for a file that cannot be read. */
bool input_load(Arena *arena, const Spec *spec, const char *source, Input *input, Diag *diag);

/* A picture of the input's size -> (pixel / 255 - mean) / std, [channels][height][width]. */
void normalise_pixels(const Spec *spec, const unsigned char *pixels, float *out);

#endif
