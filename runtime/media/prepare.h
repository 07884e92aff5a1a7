/* prepare.h: a picture -> what a network reads of it, as the spec's `preprocess` says. */
#ifndef RESNETC_MEDIA_PREPARE_H
#define RESNETC_MEDIA_PREPARE_H

#include "image.h"
#include "spec/spec.h"

/* An image, as a network reads it, is floats, [channels][height][width], or where preprocess.input is u8_nhwc
 * pixels as the picture has them, [height][width][channels]: */
size_t input_image_floats(const Spec *spec); /* numbers of one image, whichever they are */
size_t input_image_bytes(const Spec *spec);

/* Resized to the short side preprocess.resize, the middle of the input's size cropped:
 * [height][width][channels] of the spec's input. Error as resize_short_side's. */
bool picture_fit(Arena *arena, const Spec *spec, const char *path, Picture *picture, Diag *diag);
/* (pixel / 255 - mean) / std, [channels][height][width], the channels in the network's order: of a picture
 * that fits. */
void picture_normalise(const Spec *spec, const unsigned char *pixels, float *floats);
/* The image of a picture that fits: normalised, or as it is. */
void picture_store(const Spec *spec, const unsigned char *pixels, void *image);

/* All of it, from a PNG or JPEG file's bytes to one image. */
bool picture_prepare(Arena *arena, const Spec *spec, const char *path, FileView file, void *image,
                     Diag *diag);

/* A note where the spec has no mean and std: the class is then likely to be wrong. */
void note_plain_pixels(const Spec *spec, Diag *diag);

#endif
