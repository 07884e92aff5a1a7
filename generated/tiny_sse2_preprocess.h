/* tiny_preprocess: from a decoded picture to the input of tiny, made by resnetc 0.1.0.
 *
 * The short side becomes 16 pixels, bilinear and antialiased; of that the middle 16x16, as (pixel / 255 -
 * mean) / std.
 */
#ifndef TINY_PREPROCESS_H
#define TINY_PREPROCESS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of workspace that a picture of this size takes. 0: it has no pixels, or it or what it is resized to
 * has more than 2^28. */
size_t tiny_preprocess_bytes(int width, int height);

/* pixels: red, green, blue, a byte each, rows `stride` bytes apart, the upper one first; workspace: so many
 * bytes, aligned as an int; input: one image of tiny_run's, [3][16][16] floats. Allocates nothing. Returns 1;
 * 0 where bytes() is 0. */
int tiny_preprocess(const unsigned char *pixels, int width, int height, size_t stride, void *workspace,
    float *input);

#ifdef __cplusplus
}
#endif

#endif
