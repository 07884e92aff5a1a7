/* resize.h: 8-bit pictures to another size, as Pillow's and torchvision's transforms do it, byte for byte. */
#ifndef RESNETC_MEDIA_RESIZE_H
#define RESNETC_MEDIA_RESIZE_H

#include "image.h"
#include "spec/spec.h"

/* To width x height pixels, antialiased. A picture of that size already is returned as it is. */
Picture resize(Arena *arena, Picture picture, int width, int height, Filter filter);

/* All of it is resized, however little is cropped out of it. */
enum { RESIZE_MOST_ASPECT = 256 };

/* Short side to `size` pixels, long side in proportion, rounded down. Error (STATUS_INPUT) where that has
 * more than IMAGE_MAX_PIXELS, or the sides are too far from each other. */
bool resize_short_side(Arena *arena, const char *path, Picture *picture, int size, Filter filter, Diag *diag);

/* The middle width x height pixels; black where the picture is smaller. */
Picture center_crop(Arena *arena, Picture picture, int width, int height);

#endif
