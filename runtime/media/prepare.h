/* prepare.h: a picture -> what a network reads of it, as the spec's `preprocess` says. */
#ifndef RESNETC_MEDIA_PREPARE_H
#define RESNETC_MEDIA_PREPARE_H

#include "image.h"
#include "spec/spec.h"

/* Resized to the short side preprocess.resize, the middle of the input's size cropped, the channels in the
 * network's order: [height][width][channels] of the spec's input. Error as resize_short_side's. */
bool picture_fit(Arena *arena, const Spec *spec, const char *path, Picture *picture, Diag *diag);
/* The channels in the network's order; nothing else. */
Picture picture_in_order(Arena *arena, const Spec *spec, Picture picture);
/* (pixel / 255 - mean) / std, [channels][height][width]: of a picture that fits. */
void picture_normalise(const Spec *spec, const unsigned char *pixels, float *floats);

/* All of it, from a PNG or JPEG file's bytes to the floats of one image. */
bool picture_prepare(Arena *arena, const Spec *spec, const char *path, FileView file, float *floats,
                     Diag *diag);

size_t input_image_floats(const Spec *spec); /* of one image */

/* A note where the spec has no mean and std: the class is then likely to be wrong. */
void note_plain_pixels(const Spec *spec, Diag *diag);

#endif
