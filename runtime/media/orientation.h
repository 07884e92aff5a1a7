/* orientation.h: which way up a camera was held: EXIF's orientation, as Pillow's ImageOps.exif_transpose. */
#ifndef RESNETC_MEDIA_ORIENTATION_H
#define RESNETC_MEDIA_ORIENTATION_H

#include "image.h"

/* The orientation, 1 to 8, in EXIF data that begins with "Exif\0\0"; 1 (upright) where there is none, and
 * where it is damaged; 0 where there is no memory. */
int exif_orientation(const unsigned char *exif, size_t size);

/* The picture upright. One of orientation 1 or 0 is returned as it is. */
Picture picture_upright(Arena *arena, Picture picture, int orientation);

#endif
