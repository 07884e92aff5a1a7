/* image.h: PNG and JPEG files -> 8-bit pictures, as Pillow's Image.open(path).convert("RGB" or "L") has them.
 */
#ifndef RESNETC_MEDIA_IMAGE_H
#define RESNETC_MEDIA_IMAGE_H

#include "base/base.h"

/* Of a picture. Beyond IMAGE_FREE_PIXELS its file has a byte for so many pixels, as photographs have many
 * times over: what is small does not unpack to a huge one. */
enum { IMAGE_MAX_PIXELS = 1 << 28, IMAGE_FREE_PIXELS = 1 << 24, IMAGE_PIXELS_A_BYTE = 100 };

typedef struct {
    int width, height, channels; /* channels: 3 (RGB) or 1 (grey) */
    const unsigned char *pixels; /* [height][width][channels] */
} Picture;

/* Recognised by content. Turned upright by EXIF's orientation. Alpha is dropped, palettes are expanded; of 16
 * bits the upper 8 stay, but grey of 16 bits is clipped at 255; ink (CMYK, YCCK) is taken as inverted, as
 * Adobe's programs write it. Gamma and colour profiles are ignored. Colour becomes grey as
 * (19595 R + 38470 G + 7471 B + 32768) / 65536.
 * Errors (STATUS_INPUT): neither format, damaged or cut off, more than IMAGE_MAX_PIXELS; `channels` neither 1
 * nor 3. */
bool image_decode(Arena *arena, const char *path, FileView file, int channels, Picture *picture, Diag *diag);

/* One format each: 3 channels where the file has colour, 1 where it has none. */
bool image_is_png(FileView file);
bool image_is_jpeg(FileView file);
bool png_decode(Arena *arena, const char *path, FileView file, Picture *picture, Diag *diag);
bool jpeg_decode(Arena *arena, const char *path, FileView file, Picture *picture, Diag *diag);

/* Rows of a new picture for a decoder to write into, one after another in memory; NULL with an error where it
 * is too large. */
unsigned char **image_rows(Arena *arena, const char *path, FileView file, size_t width, size_t height,
                           int channels, Picture *picture, Diag *diag);

#endif
