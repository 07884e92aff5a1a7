/* tiny: a residual network, compiled to C by resnetc 0.1.0 from tiny.json.
 *
 *   options     --target scalar --accuracy tight
 *   parameters  5266
 *   work        1.16 MFLOP an image
 *   weights     28992 bytes, fingerprint d9483ca0bd7fa376
 *   workspace   44160 bytes
 *   compile     cc -std=c99 -O2 -c
 *
 * Layers:
 *   input: 3 channels at 16x16
 *   conv1: 3x3 3->8 at 16x16, ReLU, winograd-rows 1x4x4, 0.111 MFLOP
 *   layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, direct 1x6x2, 0.295 MFLOP
 *   layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, direct 1x6x2, 0.295 MFLOP
 *   layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct 2x3x2, 0.147 MFLOP
 *   layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct 2x3x2, 0.0164 MFLOP
 *   layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, winograd-F(2,3) 1x6x2, 0.295 MFLOP
 *   avgpool: 16 channels over 8x8
 *   fc: linear 16->10, 0.00032 MFLOP
 *   output logits: 10 channels at 1x1
 */

#ifndef RESNETC_NO_WARNINGS
#ifdef __FAST_MATH__ /* -ffast-math, -Ofast */
#warning "in this mode compilers take it that nothing is NaN: NaN does not stay NaN"
#endif
#if defined __GNUC__ && !defined __OPTIMIZE__ && !defined __TINYC__
#warning "not optimised, so ten times slower: compile with -O2"
#endif
#endif

#ifdef RESNETC_FREESTANDING /* nothing is included; these come from elsewhere */
typedef __SIZE_TYPE__ size_t;
void *memcpy(void *, const void *, size_t);
void *memset(void *, int, size_t);
enum { TINY_OK, TINY_BAD_SIZE, TINY_BAD_MAGIC, TINY_BAD_FINGERPRINT, TINY_BAD_CHECKSUM, TINY_BAD_ALIGNMENT };
#else
#include <stddef.h>
#include <string.h>

#include "tiny_scalar.h"
#endif
#ifdef __TINYC__ /* which has attributes, but for glibc's headers */
#undef __attribute__
#endif

#define NOINLINE __attribute__((noinline))

typedef float vec; /* one lane: plain C */
#define LOAD(p) (*(p))
#define STORE(p, v) (*(p) = (v))
#define ZERO 0.0f

/* Rectified linear unit (Nair, Hinton 2010). NaN, which is not below zero, stays NaN. */
static inline vec relu(vec v) {
    return v < 0 ? 0 : v;
}

/* Zeroes the border of blocks of height x width pixels, and the tail behind each image: memory that had
 * another role before. The right border of a row and the left one of the next lie side by side. */
static void zero_border(float *value, size_t images, size_t blocks, size_t height, size_t width, size_t halo,
    size_t lanes, size_t tail) {
    const size_t row = (width + 2 * halo) * lanes, side = halo * lanes;
    for (size_t n = 0; n < images; n++, value += tail) {
        for (size_t b = 0; b < blocks; b++, value += (height + 2 * halo) * row) {
            memset(value, 0, (halo * row + side) * sizeof(float));
            for (size_t i = halo + 1; i < halo + height; i++)
                memset(value + i * row - side, 0, 2 * side * sizeof(float));
            memset(value + (halo + height) * row - side, 0, (halo * row + side) * sizeof(float));
        }
        memset(value, 0, tail * sizeof(float));
    }
}

/* The user's planes into ours, which have a border, and behind each image a tail. */
static void copy_input(const float *x, float *y, size_t images, size_t channels, size_t height, size_t width,
    size_t halo, size_t tail) {
    const size_t row = width + 2 * halo, size = (height + 2 * halo) * row;
    y += halo * row + halo;
    for (size_t plane = 0; plane < images * channels; plane++)
        for (size_t i = 0; i < height; i++)
            memcpy(y + plane * size + plane / channels * tail + i * row, x + (plane * height + i) * width,
                width * sizeof(float));
}

/* A value in our layout, [images][blocks][halo + height + halo][halo + width + halo][lanes] with a tail
 * behind each image, as NCHW. */
static void to_nchw(const float *x, float *y, size_t images, size_t channels, size_t height, size_t width,
    size_t halo, size_t lanes, size_t tail) {
    const size_t row = (width + 2 * halo) * lanes, plane = (height + 2 * halo) * row;
    const size_t image = (channels + lanes - 1) / lanes * plane + tail;
    x += halo * (row + lanes);
    for (size_t n = 0; n < images; n++)
        for (size_t c = 0; c < channels; c++)
            for (size_t i = 0; i < height; i++)
                for (size_t j = 0; j < width; j++)
                    *y++ = x[n * image + c / lanes * plane + i * row + j * lanes + c % lanes];
}

/* B^T d of the 4 tiles of a row of one channel; v: 6 planes. */
static inline void conv3x3_3_8_16x16_rows_relu_input(const float *x, float *v) {
    for (int t = 0; t < 4; t++, x += 4, v++) {
        const float d0 = x[0], d1 = x[1], d2 = x[2], d3 = x[3], d4 = x[4], d5 = x[5];
        const float v0 = 4.0f * d0 - 5.0f * d2 + d4;
        const float e1 = -4.0f * d2 + d4, o1 = -4.0f * d1 + d3;
        const float v1 = e1 + o1, v2 = e1 - o1;
        const float e3 = -d2 + d4, o3 = -2.0f * d1 + 2.0f * d3;
        const float v3 = e3 + o3, v4 = e3 - o3;
        const float v5 = 4.0f * d1 - 5.0f * d3 + d5;
        v[0] = v0;
        v[64] = v1;
        v[128] = v2;
        v[192] = v3;
        v[256] = v4;
        v[320] = v5;
    }
}

/* A^T m of the tiles of a row of one block of channels, plus bias, then ReLU. */
static inline void conv3x3_3_8_16x16_rows_relu_output(const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    for (int t = 0; t < 4; t++, m += 1, y += 4) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 80), d2 = LOAD(m + 160), d3 = LOAD(m + 240), d4 = LOAD(m + 320),
            d5 = LOAD(m + 400);
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        STORE(y, relu(y0 + b));
        STORE(y + 1, relu(y1 + b));
        STORE(y + 2, relu(y2 + b));
        STORE(y + 3, relu(y3 + b));
    }
}

/* 1 x 4 pixels, 4 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_1x4x4_products(const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c0_2 = ZERO, c0_3 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c1_2 = ZERO,
        c1_3 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c2_2 = ZERO, c2_3 = ZERO, c3_0 = ZERO, c3_1 = ZERO,
        c3_2 = ZERO, c3_3 = ZERO;
    for (int b = 0; b < 9; b++) {
        const float *p = x + b * 4;
        const vec w0 = LOAD(w), w1 = LOAD(w + 1), w2 = LOAD(w + 2), w3 = LOAD(w + 3);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0]; c0_2 += w2 * p[0]; c0_3 += w3 * p[0];
        c1_0 += w0 * p[1]; c1_1 += w1 * p[1]; c1_2 += w2 * p[1]; c1_3 += w3 * p[1];
        c2_0 += w0 * p[2]; c2_1 += w1 * p[2]; c2_2 += w2 * p[2]; c2_3 += w3 * p[2];
        c3_0 += w0 * p[3]; c3_1 += w1 * p[3]; c3_2 += w2 * p[3]; c3_3 += w3 * p[3];
        w += 4;
    }
    STORE(y, c0_0); STORE(y + 8, c0_1); STORE(y + 16, c0_2); STORE(y + 24, c0_3);
    STORE(y + 1, c1_0); STORE(y + 9, c1_1); STORE(y + 17, c1_2); STORE(y + 25, c1_3);
    STORE(y + 2, c2_0); STORE(y + 10, c2_1); STORE(y + 18, c2_2); STORE(y + 26, c2_3);
    STORE(y + 3, c3_0); STORE(y + 11, c3_1); STORE(y + 19, c3_2); STORE(y + 27, c3_3);
}

/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_3_8_16x16_rows_relu_products(const float *x, const float *w, float *y) {
    for (int n = 0; n < 6; n++)
        for (int p = 0; p < 2; p++)
            for (int ty = 0; ty < 2; ty++) {
                const float *xt = x + n * 64 + ty * 12;
                const float *wt = w + n * 72 + p * 36;
                float *yt = y + n * 80 + p * 32 + ty * 4;
                tile_1x4x4_products(xt, wt, yt);
            }
}

/* 3x3 convolution, stride 1, 3 -> 8 channels at 16x16, by F(4,3) along its rows, then ReLU.
 * x: its border's corner; w: [6][2][9][4]; y: its pixel (0, 0);
 * scratch: 864 floats a thread. */
NOINLINE static void conv3x3_3_8_16x16_rows_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    for (int s = 0; s < 8; s++) {
        float *v = scratch;
        float *m = v + 384;
        const int first = s;
        const int end = s + 1;
        const float *xs = x + first * 36;
        for (int i = 0; i < (end - first) * 2 + 2; i++) {
            for (int c = 0; c < 3; c++) {
                conv3x3_3_8_16x16_rows_relu_input(xs + i * 18 + c * 324, v + i * 12 + c * 4);
            }
        }
        for (int q = first; q < end; q++) {
            conv3x3_3_8_16x16_rows_relu_products(v + (q - first) * 24, w, m);
            for (int r = 0; r < 2; r++) {
                const int row = 2 * q + r;
                for (int b = 0; b < 8; b++) {
                    conv3x3_3_8_16x16_rows_relu_output(m + b * 8 + r * 4, bias + b, y + b * 324 + row * 18);
                }
            }
        }
    }
}

/* 1 x 6 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_1x6x2_3x3_relu(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 1);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1;
    for (int b = 0; b < 8; b++) {
        for (int i = 0; i < 3; i++) {
            const float *p = x + b * 324 + i * 18;
            {
                const vec w0 = LOAD(w), w1 = LOAD(w + 1);
                c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
                c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
                c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
                c3_0 += w0 * p[3]; c3_1 += w1 * p[3];
                c4_0 += w0 * p[4]; c4_1 += w1 * p[4];
                c5_0 += w0 * p[5]; c5_1 += w1 * p[5];
            }
            {
                const vec w0 = LOAD(w + 2), w1 = LOAD(w + 3);
                c0_0 += w0 * p[1]; c0_1 += w1 * p[1];
                c1_0 += w0 * p[2]; c1_1 += w1 * p[2];
                c2_0 += w0 * p[3]; c2_1 += w1 * p[3];
                c3_0 += w0 * p[4]; c3_1 += w1 * p[4];
                c4_0 += w0 * p[5]; c4_1 += w1 * p[5];
                c5_0 += w0 * p[6]; c5_1 += w1 * p[6];
            }
            {
                const vec w0 = LOAD(w + 4), w1 = LOAD(w + 5);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[3]; c1_1 += w1 * p[3];
                c2_0 += w0 * p[4]; c2_1 += w1 * p[4];
                c3_0 += w0 * p[5]; c3_1 += w1 * p[5];
                c4_0 += w0 * p[6]; c4_1 += w1 * p[6];
                c5_0 += w0 * p[7]; c5_1 += w1 * p[7];
            }
            w += 6;
        }
    }
    STORE(y, relu(c0_0)); STORE(y + 324, relu(c0_1));
    STORE(y + 1, relu(c1_0)); STORE(y + 325, relu(c1_1));
    STORE(y + 2, relu(c2_0)); STORE(y + 326, relu(c2_1));
    STORE(y + 3, relu(c3_0)); STORE(y + 327, relu(c3_1));
    STORE(y + 4, relu(c4_0)); STORE(y + 328, relu(c4_1));
    STORE(y + 5, relu(c5_0)); STORE(y + 329, relu(c5_1));
}

/* 1 x 5 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_1x5x2_3x3_relu(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 1);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1;
    for (int b = 0; b < 8; b++) {
        for (int i = 0; i < 3; i++) {
            const float *p = x + b * 324 + i * 18;
            {
                const vec w0 = LOAD(w), w1 = LOAD(w + 1);
                c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
                c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
                c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
                c3_0 += w0 * p[3]; c3_1 += w1 * p[3];
                c4_0 += w0 * p[4]; c4_1 += w1 * p[4];
            }
            {
                const vec w0 = LOAD(w + 2), w1 = LOAD(w + 3);
                c0_0 += w0 * p[1]; c0_1 += w1 * p[1];
                c1_0 += w0 * p[2]; c1_1 += w1 * p[2];
                c2_0 += w0 * p[3]; c2_1 += w1 * p[3];
                c3_0 += w0 * p[4]; c3_1 += w1 * p[4];
                c4_0 += w0 * p[5]; c4_1 += w1 * p[5];
            }
            {
                const vec w0 = LOAD(w + 4), w1 = LOAD(w + 5);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[3]; c1_1 += w1 * p[3];
                c2_0 += w0 * p[4]; c2_1 += w1 * p[4];
                c3_0 += w0 * p[5]; c3_1 += w1 * p[5];
                c4_0 += w0 * p[6]; c4_1 += w1 * p[6];
            }
            w += 6;
        }
    }
    STORE(y, relu(c0_0)); STORE(y + 324, relu(c0_1));
    STORE(y + 1, relu(c1_0)); STORE(y + 325, relu(c1_1));
    STORE(y + 2, relu(c2_0)); STORE(y + 326, relu(c2_1));
    STORE(y + 3, relu(c3_0)); STORE(y + 327, relu(c3_1));
    STORE(y + 4, relu(c4_0)); STORE(y + 328, relu(c4_1));
}

/* 3x3 convolution, 8 -> 8 channels at 16x16, then ReLU.
 * x: its first tap's first pixel; w: [4][8][3][3][1][2]; y: its pixel (0, 0). */
NOINLINE static void conv3x3_8_8_16x16_relu(const float *x, const float *w, const float *bias, float *y) {
    for (int p = 0; p < 4; p++)
        for (int ty = 0; ty < 16; ty++)
            for (int tx = 0; tx < 3; tx++) {
                const int column = tx * 5 + (tx < 1 ? tx : 1);
                const float *xt = x + ty * 18 + column;
                const float *wt = w + p * 144;
                const float *bt = bias + p * 2;
                float *yt = y + p * 648 + ty * 18 + column;
                if (tx < 1) {
                    tile_1x6x2_3x3_relu(xt, wt, bt, yt);
                } else {
                    tile_1x5x2_3x3_relu(xt, wt, bt, yt);
                }
            }
}

/* 1 x 6 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_1x6x2_3x3_add_relu(const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 1);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1;
    for (int b = 0; b < 8; b++) {
        for (int i = 0; i < 3; i++) {
            const float *p = x + b * 324 + i * 18;
            {
                const vec w0 = LOAD(w), w1 = LOAD(w + 1);
                c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
                c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
                c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
                c3_0 += w0 * p[3]; c3_1 += w1 * p[3];
                c4_0 += w0 * p[4]; c4_1 += w1 * p[4];
                c5_0 += w0 * p[5]; c5_1 += w1 * p[5];
            }
            {
                const vec w0 = LOAD(w + 2), w1 = LOAD(w + 3);
                c0_0 += w0 * p[1]; c0_1 += w1 * p[1];
                c1_0 += w0 * p[2]; c1_1 += w1 * p[2];
                c2_0 += w0 * p[3]; c2_1 += w1 * p[3];
                c3_0 += w0 * p[4]; c3_1 += w1 * p[4];
                c4_0 += w0 * p[5]; c4_1 += w1 * p[5];
                c5_0 += w0 * p[6]; c5_1 += w1 * p[6];
            }
            {
                const vec w0 = LOAD(w + 4), w1 = LOAD(w + 5);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[3]; c1_1 += w1 * p[3];
                c2_0 += w0 * p[4]; c2_1 += w1 * p[4];
                c3_0 += w0 * p[5]; c3_1 += w1 * p[5];
                c4_0 += w0 * p[6]; c4_1 += w1 * p[6];
                c5_0 += w0 * p[7]; c5_1 += w1 * p[7];
            }
            w += 6;
        }
    }
    STORE(y, relu(c0_0 + LOAD(r))); STORE(y + 324, relu(c0_1 + LOAD(r + 324)));
    STORE(y + 1, relu(c1_0 + LOAD(r + 1))); STORE(y + 325, relu(c1_1 + LOAD(r + 325)));
    STORE(y + 2, relu(c2_0 + LOAD(r + 2))); STORE(y + 326, relu(c2_1 + LOAD(r + 326)));
    STORE(y + 3, relu(c3_0 + LOAD(r + 3))); STORE(y + 327, relu(c3_1 + LOAD(r + 327)));
    STORE(y + 4, relu(c4_0 + LOAD(r + 4))); STORE(y + 328, relu(c4_1 + LOAD(r + 328)));
    STORE(y + 5, relu(c5_0 + LOAD(r + 5))); STORE(y + 329, relu(c5_1 + LOAD(r + 329)));
}

/* 1 x 5 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_1x5x2_3x3_add_relu(const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 1);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1;
    for (int b = 0; b < 8; b++) {
        for (int i = 0; i < 3; i++) {
            const float *p = x + b * 324 + i * 18;
            {
                const vec w0 = LOAD(w), w1 = LOAD(w + 1);
                c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
                c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
                c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
                c3_0 += w0 * p[3]; c3_1 += w1 * p[3];
                c4_0 += w0 * p[4]; c4_1 += w1 * p[4];
            }
            {
                const vec w0 = LOAD(w + 2), w1 = LOAD(w + 3);
                c0_0 += w0 * p[1]; c0_1 += w1 * p[1];
                c1_0 += w0 * p[2]; c1_1 += w1 * p[2];
                c2_0 += w0 * p[3]; c2_1 += w1 * p[3];
                c3_0 += w0 * p[4]; c3_1 += w1 * p[4];
                c4_0 += w0 * p[5]; c4_1 += w1 * p[5];
            }
            {
                const vec w0 = LOAD(w + 4), w1 = LOAD(w + 5);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[3]; c1_1 += w1 * p[3];
                c2_0 += w0 * p[4]; c2_1 += w1 * p[4];
                c3_0 += w0 * p[5]; c3_1 += w1 * p[5];
                c4_0 += w0 * p[6]; c4_1 += w1 * p[6];
            }
            w += 6;
        }
    }
    STORE(y, relu(c0_0 + LOAD(r))); STORE(y + 324, relu(c0_1 + LOAD(r + 324)));
    STORE(y + 1, relu(c1_0 + LOAD(r + 1))); STORE(y + 325, relu(c1_1 + LOAD(r + 325)));
    STORE(y + 2, relu(c2_0 + LOAD(r + 2))); STORE(y + 326, relu(c2_1 + LOAD(r + 326)));
    STORE(y + 3, relu(c3_0 + LOAD(r + 3))); STORE(y + 327, relu(c3_1 + LOAD(r + 327)));
    STORE(y + 4, relu(c4_0 + LOAD(r + 4))); STORE(y + 328, relu(c4_1 + LOAD(r + 328)));
}

/* 3x3 convolution, 8 -> 8 channels at 16x16, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [4][8][3][3][1][2]; y: its pixel (0, 0). */
NOINLINE static void conv3x3_8_8_16x16_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    for (int p = 0; p < 4; p++)
        for (int ty = 0; ty < 16; ty++)
            for (int tx = 0; tx < 3; tx++) {
                const int column = tx * 5 + (tx < 1 ? tx : 1);
                const float *xt = x + ty * 18 + column;
                const float *wt = w + p * 144;
                const float *bt = bias + p * 2;
                const float *rt = r + p * 648 + ty * 18 + column;
                float *yt = y + p * 648 + ty * 18 + column;
                if (tx < 1) {
                    tile_1x6x2_3x3_add_relu(xt, wt, bt, rt, yt);
                } else {
                    tile_1x5x2_3x3_add_relu(xt, wt, bt, rt, yt);
                }
            }
}

/* 2 x 3 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_2x3x2_3x3_s2_relu(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 1);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1;
    for (int b = 0; b < 8; b++) {
        for (int i = 0; i < 3; i++) {
            const float *p = x + b * 324 + i * 18;
            {
                const vec w0 = LOAD(w), w1 = LOAD(w + 1);
                c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
                c1_0 += w0 * p[2]; c1_1 += w1 * p[2];
                c2_0 += w0 * p[4]; c2_1 += w1 * p[4];
                c3_0 += w0 * p[36]; c3_1 += w1 * p[36];
                c4_0 += w0 * p[38]; c4_1 += w1 * p[38];
                c5_0 += w0 * p[40]; c5_1 += w1 * p[40];
            }
            {
                const vec w0 = LOAD(w + 2), w1 = LOAD(w + 3);
                c0_0 += w0 * p[1]; c0_1 += w1 * p[1];
                c1_0 += w0 * p[3]; c1_1 += w1 * p[3];
                c2_0 += w0 * p[5]; c2_1 += w1 * p[5];
                c3_0 += w0 * p[37]; c3_1 += w1 * p[37];
                c4_0 += w0 * p[39]; c4_1 += w1 * p[39];
                c5_0 += w0 * p[41]; c5_1 += w1 * p[41];
            }
            {
                const vec w0 = LOAD(w + 4), w1 = LOAD(w + 5);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[4]; c1_1 += w1 * p[4];
                c2_0 += w0 * p[6]; c2_1 += w1 * p[6];
                c3_0 += w0 * p[38]; c3_1 += w1 * p[38];
                c4_0 += w0 * p[40]; c4_1 += w1 * p[40];
                c5_0 += w0 * p[42]; c5_1 += w1 * p[42];
            }
            w += 6;
        }
    }
    STORE(y, relu(c0_0)); STORE(y + 100, relu(c0_1));
    STORE(y + 1, relu(c1_0)); STORE(y + 101, relu(c1_1));
    STORE(y + 2, relu(c2_0)); STORE(y + 102, relu(c2_1));
    STORE(y + 10, relu(c3_0)); STORE(y + 110, relu(c3_1));
    STORE(y + 11, relu(c4_0)); STORE(y + 111, relu(c4_1));
    STORE(y + 12, relu(c5_0)); STORE(y + 112, relu(c5_1));
}

/* 2 x 2 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_2x2x2_3x3_s2_relu(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 1);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1;
    for (int b = 0; b < 8; b++) {
        for (int i = 0; i < 3; i++) {
            const float *p = x + b * 324 + i * 18;
            {
                const vec w0 = LOAD(w), w1 = LOAD(w + 1);
                c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
                c1_0 += w0 * p[2]; c1_1 += w1 * p[2];
                c2_0 += w0 * p[36]; c2_1 += w1 * p[36];
                c3_0 += w0 * p[38]; c3_1 += w1 * p[38];
            }
            {
                const vec w0 = LOAD(w + 2), w1 = LOAD(w + 3);
                c0_0 += w0 * p[1]; c0_1 += w1 * p[1];
                c1_0 += w0 * p[3]; c1_1 += w1 * p[3];
                c2_0 += w0 * p[37]; c2_1 += w1 * p[37];
                c3_0 += w0 * p[39]; c3_1 += w1 * p[39];
            }
            {
                const vec w0 = LOAD(w + 4), w1 = LOAD(w + 5);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[4]; c1_1 += w1 * p[4];
                c2_0 += w0 * p[38]; c2_1 += w1 * p[38];
                c3_0 += w0 * p[40]; c3_1 += w1 * p[40];
            }
            w += 6;
        }
    }
    STORE(y, relu(c0_0)); STORE(y + 100, relu(c0_1));
    STORE(y + 1, relu(c1_0)); STORE(y + 101, relu(c1_1));
    STORE(y + 10, relu(c2_0)); STORE(y + 110, relu(c2_1));
    STORE(y + 11, relu(c3_0)); STORE(y + 111, relu(c3_1));
}

/* 3x3 convolution, stride 2, 8 -> 16 channels at 8x8, then ReLU.
 * x: its first tap's first pixel; w: [8][8][3][3][1][2]; y: its pixel (0, 0). */
NOINLINE static void conv3x3s2_8_16_8x8_relu(const float *x, const float *w, const float *bias, float *y) {
    for (int p = 0; p < 8; p++)
        for (int ty = 0; ty < 4; ty++)
            for (int tx = 0; tx < 3; tx++) {
                const int row = ty * 2;
                const int column = tx * 2 + (tx < 2 ? tx : 2);
                const float *xt = x + row * 36 + column * 2;
                const float *wt = w + p * 144;
                const float *bt = bias + p * 2;
                float *yt = y + p * 200 + row * 10 + column;
                if (tx < 2) {
                    tile_2x3x2_3x3_s2_relu(xt, wt, bt, yt);
                } else {
                    tile_2x2x2_3x3_s2_relu(xt, wt, bt, yt);
                }
            }
}

/* 2 x 3 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_2x3x2_s2(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 1);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1;
    for (int b = 0; b < 8; b++) {
        const float *p = x + b * 324;
        const vec w0 = LOAD(w), w1 = LOAD(w + 1);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        c1_0 += w0 * p[2]; c1_1 += w1 * p[2];
        c2_0 += w0 * p[4]; c2_1 += w1 * p[4];
        c3_0 += w0 * p[36]; c3_1 += w1 * p[36];
        c4_0 += w0 * p[38]; c4_1 += w1 * p[38];
        c5_0 += w0 * p[40]; c5_1 += w1 * p[40];
        w += 2;
    }
    STORE(y, c0_0); STORE(y + 64, c0_1);
    STORE(y + 1, c1_0); STORE(y + 65, c1_1);
    STORE(y + 2, c2_0); STORE(y + 66, c2_1);
    STORE(y + 8, c3_0); STORE(y + 72, c3_1);
    STORE(y + 9, c4_0); STORE(y + 73, c4_1);
    STORE(y + 10, c5_0); STORE(y + 74, c5_1);
}

/* 2 x 2 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_2x2x2_s2(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 1);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1;
    for (int b = 0; b < 8; b++) {
        const float *p = x + b * 324;
        const vec w0 = LOAD(w), w1 = LOAD(w + 1);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        c1_0 += w0 * p[2]; c1_1 += w1 * p[2];
        c2_0 += w0 * p[36]; c2_1 += w1 * p[36];
        c3_0 += w0 * p[38]; c3_1 += w1 * p[38];
        w += 2;
    }
    STORE(y, c0_0); STORE(y + 64, c0_1);
    STORE(y + 1, c1_0); STORE(y + 65, c1_1);
    STORE(y + 8, c2_0); STORE(y + 72, c2_1);
    STORE(y + 9, c3_0); STORE(y + 73, c3_1);
}

/* 1x1 convolution, stride 2, 8 -> 16 channels at 8x8.
 * x: its first tap's first pixel; w: [8][8][1][1][1][2]; y: its pixel (0, 0). */
NOINLINE static void conv1x1s2_8_16_8x8(const float *x, const float *w, const float *bias, float *y) {
    for (int p = 0; p < 8; p++)
        for (int ty = 0; ty < 4; ty++)
            for (int tx = 0; tx < 3; tx++) {
                const int row = ty * 2;
                const int column = tx * 2 + (tx < 2 ? tx : 2);
                const float *xt = x + row * 36 + column * 2;
                const float *wt = w + p * 16;
                const float *bt = bias + p * 2;
                float *yt = y + p * 128 + row * 8 + column;
                if (tx < 2) {
                    tile_2x3x2_s2(xt, wt, bt, yt);
                } else {
                    tile_2x2x2_s2(xt, wt, bt, yt);
                }
            }
}

/* B^T d B of 4 x 4 pixels of one block of channels; v: 16 planes. */
static inline void input_f2(const float *x, float *v) {
    vec s[4][4];
    for (int j = 0; j < 4; j++, x += 1) {
        const vec d0 = LOAD(x), d1 = LOAD(x + 10), d2 = LOAD(x + 20), d3 = LOAD(x + 30);
        const vec v0 = -d0 + d2;
        const vec e1 = d2, o1 = d1;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec v3 = -d1 + d3;
        s[0][j] = v0;
        s[1][j] = v1;
        s[2][j] = v2;
        s[3][j] = v3;
    }
    for (int i = 0; i < 4; i++, v += 1088) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3];
        const vec v0 = -d0 + d2;
        const vec e1 = d2, o1 = d1;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec v3 = -d1 + d3;
        STORE(v, v0);
        STORE(v + 272, v1);
        STORE(v + 544, v2);
        STORE(v + 816, v3);
    }
}

/* A^T m A of one tile and block, and what is fused behind it. */
static inline void output_f2_add_relu(const float *m, const float *bias, const float *r, float *y) {
    const vec b = LOAD(bias);
    vec s[2][4];
    for (int j = 0; j < 4; j++, m += 80) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 320), d2 = LOAD(m + 640), d3 = LOAD(m + 960);
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1;
        const vec y1 = t1 + d3;
        s[0][j] = y0;
        s[1][j] = y1;
    }
    for (int i = 0; i < 2; i++, y += 8, r += 8) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1;
        const vec y1 = t1 + d3;
        STORE(y, relu(y0 + b + LOAD(r)));
        STORE(y + 1, relu(y1 + b + LOAD(r + 1)));
    }
}

/* 1 x 6 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_1x6x2_products(const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO, c5_0 = ZERO, c5_1 = ZERO;
    for (int b = 0; b < 16; b++) {
        const float *p = x + b * 16;
        const vec w0 = LOAD(w), w1 = LOAD(w + 1);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
        c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
        c3_0 += w0 * p[3]; c3_1 += w1 * p[3];
        c4_0 += w0 * p[4]; c4_1 += w1 * p[4];
        c5_0 += w0 * p[5]; c5_1 += w1 * p[5];
        w += 2;
    }
    STORE(y, c0_0); STORE(y + 16, c0_1);
    STORE(y + 1, c1_0); STORE(y + 17, c1_1);
    STORE(y + 2, c2_0); STORE(y + 18, c2_1);
    STORE(y + 3, c3_0); STORE(y + 19, c3_1);
    STORE(y + 4, c4_0); STORE(y + 20, c4_1);
    STORE(y + 5, c5_0); STORE(y + 21, c5_1);
}

/* 1 x 5 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_1x5x2_products(const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO;
    for (int b = 0; b < 16; b++) {
        const float *p = x + b * 16;
        const vec w0 = LOAD(w), w1 = LOAD(w + 1);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
        c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
        c3_0 += w0 * p[3]; c3_1 += w1 * p[3];
        c4_0 += w0 * p[4]; c4_1 += w1 * p[4];
        w += 2;
    }
    STORE(y, c0_0); STORE(y + 16, c0_1);
    STORE(y + 1, c1_0); STORE(y + 17, c1_1);
    STORE(y + 2, c2_0); STORE(y + 18, c2_1);
    STORE(y + 3, c3_0); STORE(y + 19, c3_1);
    STORE(y + 4, c4_0); STORE(y + 20, c4_1);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_16_16_8x8_f2_add_relu_products(const float *x, const float *w, float *y) {
    for (int n = 0; n < 16; n++)
        for (int p = 0; p < 2; p++)
            for (int tx = 0; tx < 3; tx++) {
                const int column = tx * 5 + (tx < 1 ? tx : 1);
                const float *xt = x + n * 272 + column;
                const float *wt = w + n * 64 + p * 32;
                float *yt = y + n * 80 + p * 32 + column;
                if (tx < 1) {
                    tile_1x6x2_products(xt, wt, yt);
                } else {
                    tile_1x5x2_products(xt, wt, yt);
                }
            }
}

/* 3x3 convolution by F(2,3), 16 -> 16 channels at 8x8, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [4][16][2][16][1][2]; y: its pixel (0, 0);
 * scratch: 5632 floats a thread. */
NOINLINE static void conv3x3_16_16_8x8_f2_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y, float *scratch) {
    float *v = scratch;
    const int rows = 4;
    for (int b = 0; b < 16; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 4; tx++)
                input_f2(x + b * 100 + ty * 20 + tx * 2, v + b * 16 + ty * 4 + tx);
        }
    for (int g = 0; g < 4; g++) {
        float *m = v + 4352;
        conv3x3_16_16_8x8_f2_add_relu_products(v, w + g * 1024, m);
        for (int b = 0; b < 4; b++) {
            for (int ty = 0; ty < rows; ty++)
                for (int tx = 0; tx < 4; tx++) {
                    output_f2_add_relu(m + b * 16 + ty * 4 + tx, bias + g * 4 + b,
                        r + g * 256 + b * 64 + ty * 16 + tx * 2, y + g * 256 + b * 64 + ty * 16 + tx * 2);
                }
        }
    }
}

/* Average over 8x8 pixels, 16 channels. */
NOINLINE static void avgpool_16_8x8(const float *x, float *y) {
    for (int b = 0; b < 16; b++) {
        const float *p = x + b * 64;
        float *q = y + b;
        vec total = ZERO;
        for (int i = 0; i < 8; i++) {
            vec sum = ZERO;
            for (int j = 0; j < 8; j++)
                sum += LOAD(p + i * 8 + j);
            total += sum;
        }
        STORE(q, total * (1.0f / 64.0f));
    }
}

/* 1 x 1 pixels, 2 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
static inline void tile_1x1x2_s16(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 1);
    vec c0_0 = b0, c0_1 = b1;
    for (int b = 0; b < 16; b++) {
        const float *p = x + b;
        const vec w0 = LOAD(w), w1 = LOAD(w + 1);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        w += 2;
    }
    STORE(y, c0_0); STORE(y + 1, c0_1);
}

/* 1x1 convolution, 16 -> 10 channels at 1x1.
 * x: its first tap's first pixel; w: [5][16][1][1][1][2]; y: its pixel (0, 0). */
NOINLINE static void linear_16_10(const float *x, const float *w, const float *bias, float *y) {
    for (int p = 0; p < 5; p++) {
        const float *xt = x;
        const float *wt = w + p * 32;
        const float *bt = bias + p * 2;
        float *yt = y + p * 2;
        tile_1x1x2_s16(xt, wt, bt, yt);
    }
}

const unsigned char tiny_weights[28992] __attribute__((aligned(64))) = {
82,69,83,78,69,84,67,2,118,163,127,189,160,60,72,217,64,113,0,0,0,0,0,0,
249,187,52,67,153,196,79,234,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,160,160,160,189,167,46,10,190,
255,157,119,189,136,216,84,189,52,133,75,189,166,232,70,61,30,22,247,61,20,41,132,188,
46,101,52,190,193,36,139,188,49,13,46,189,156,124,235,56,166,91,188,61,3,95,33,190,
71,210,182,189,158,27,87,61,140,128,132,189,13,57,15,189,142,114,212,188,208,204,1,61,
196,155,28,60,13,16,10,190,122,10,104,188,236,70,5,189,205,109,176,59,174,96,113,62,
63,192,214,187,21,42,52,189,84,42,167,188,8,109,173,60,252,116,112,189,106,100,206,188,
19,165,0,61,10,247,251,61,68,227,119,59,167,19,169,60,133,44,116,61,1,20,28,60,
41,37,118,60,148,117,28,61,38,144,5,189,245,34,18,59,172,128,173,187,190,45,240,59,
136,133,247,60,33,153,127,189,77,40,12,61,230,223,68,61,146,242,135,59,250,175,83,60,
172,175,127,188,115,79,40,189,106,136,102,61,136,17,72,189,166,243,209,189,243,116,164,60,
188,248,159,59,165,42,103,61,81,73,199,187,104,119,211,60,70,48,188,60,30,67,153,188,
197,127,88,187,21,112,150,61,235,29,173,60,188,204,162,188,98,18,57,189,9,179,119,188,
242,137,75,61,158,87,133,189,217,39,248,188,107,213,182,189,65,55,232,61,207,126,50,62,
13,43,50,61,243,165,15,61,183,223,150,61,232,24,119,61,44,77,179,60,239,45,252,187,
39,41,177,61,52,16,4,189,208,55,82,61,39,168,74,187,206,156,247,189,200,37,65,62,
185,137,22,62,86,196,142,188,65,71,172,60,107,59,33,189,48,137,196,189,48,203,193,188,
132,21,143,187,102,68,175,61,165,51,5,62,9,231,185,188,130,190,36,61,145,1,68,190,
231,221,19,187,202,98,113,61,139,173,124,189,77,31,81,190,1,163,233,61,134,228,59,188,
144,212,129,60,57,181,206,189,219,21,106,188,17,72,28,189,169,170,219,189,243,253,94,187,
250,101,236,188,65,32,154,187,32,0,111,61,74,92,22,189,89,74,102,189,124,72,236,60,
193,160,193,60,171,152,200,56,158,27,23,61,5,120,17,189,54,250,65,189,235,18,126,59,
30,214,5,61,230,113,135,60,171,104,193,56,15,107,82,61,58,21,158,61,158,115,225,188,
36,156,47,188,179,20,215,189,148,105,223,188,149,184,34,188,218,124,254,60,221,145,5,62,
188,179,183,188,31,39,109,188,96,45,183,61,85,79,35,60,146,242,76,61,134,220,120,60,
228,201,0,190,155,164,159,61,103,191,204,60,236,34,155,61,74,165,147,61,180,192,122,62,
136,71,206,61,75,116,114,61,177,175,31,61,139,153,1,190,140,136,209,188,158,2,80,60,
12,164,151,61,125,224,173,61,185,127,99,59,214,130,66,60,215,36,136,189,75,29,237,61,
238,32,150,61,25,218,61,189,2,29,237,61,188,28,147,60,214,243,134,189,7,172,9,189,
201,42,207,59,59,59,201,59,125,117,230,187,224,54,44,61,179,231,19,62,130,194,102,190,
23,5,204,188,92,70,155,60,187,61,236,187,145,204,184,189,99,45,173,60,5,236,181,58,
45,5,173,60,14,28,131,190,221,85,116,61,29,230,134,188,172,128,53,189,19,120,35,189,
208,0,203,189,14,17,142,188,115,97,141,61,63,80,199,188,237,178,160,59,69,165,117,60,
210,202,97,61,176,124,214,61,165,190,162,187,41,31,34,188,215,99,38,189,13,83,17,61,
41,5,183,60,220,106,142,60,230,76,115,189,54,13,156,189,128,160,209,61,16,215,158,188,
111,142,153,60,139,95,243,188,207,249,131,188,89,38,84,189,165,251,55,187,205,67,100,188,
181,49,147,61,3,8,191,189,49,96,224,60,34,106,142,61,246,213,20,61,94,85,48,189,
93,154,84,60,216,99,239,188,50,96,141,60,76,44,20,61,115,194,130,189,233,239,254,189,
28,234,225,188,21,181,119,188,228,120,36,189,118,45,27,189,254,16,144,189,166,185,46,60,
220,212,153,59,100,148,59,60,132,98,148,188,173,202,56,186,250,33,123,61,251,160,187,189,
174,237,171,189,13,181,209,186,181,162,74,188,128,37,46,61,43,178,207,61,47,195,40,60,
167,44,74,187,245,244,221,58,251,178,181,189,195,152,186,60,185,62,141,189,237,2,168,61,
55,108,55,60,177,187,220,188,171,174,110,61,59,26,41,62,175,223,123,189,55,208,170,60,
229,162,6,189,116,40,160,61,194,131,199,187,205,155,183,60,230,201,124,61,96,123,254,59,
1,98,31,61,136,22,56,188,190,40,55,189,40,30,5,61,54,138,50,61,189,240,237,188,
95,240,62,189,252,23,162,59,232,82,50,189,25,96,166,59,118,149,50,61,75,103,149,188,
140,150,182,188,122,250,120,59,11,230,90,188,160,248,161,59,113,252,3,189,3,36,125,60,
69,251,110,58,172,117,109,61,204,118,225,60,195,114,245,59,245,154,11,189,74,16,174,189,
125,162,3,58,221,75,39,187,201,11,173,189,8,131,116,188,116,196,196,188,253,18,227,59,
135,167,135,61,160,101,152,188,91,167,1,188,20,212,173,188,240,242,48,189,231,152,35,190,
16,39,102,189,226,168,222,188,13,226,186,188,21,146,99,61,143,236,62,189,107,155,245,57,
215,254,50,60,126,3,65,189,64,117,190,59,27,35,6,188,3,170,11,61,179,19,98,189,
215,232,64,189,58,185,82,60,223,179,116,189,107,2,99,60,126,231,176,61,12,80,122,60,
61,27,10,188,90,160,41,61,165,46,165,188,67,35,29,188,203,246,247,189,222,195,202,61,
201,122,184,60,85,240,227,187,131,55,254,60,114,123,221,61,29,32,118,188,107,79,108,60,
12,111,17,189,250,130,31,62,34,94,48,189,149,141,61,60,38,191,247,60,12,39,213,60,
169,164,151,61,21,27,161,187,33,10,77,189,37,136,215,60,107,103,85,60,208,53,181,188,
152,109,127,189,138,7,66,189,93,50,185,188,209,96,253,187,70,202,36,61,148,108,11,189,
3,67,140,188,161,22,93,59,149,58,134,60,233,192,140,61,183,135,55,189,117,135,58,60,
205,108,98,188,182,113,166,60,234,190,179,60,229,212,232,60,194,119,140,188,125,209,81,188,
26,16,63,189,97,238,22,61,61,2,91,189,249,32,55,189,215,167,140,188,160,168,19,61,
101,128,77,187,193,74,15,61,76,144,132,187,128,168,187,186,145,137,120,190,251,192,55,191,
151,109,67,190,77,118,153,189,35,142,14,190,173,41,146,59,252,106,241,190,107,225,74,61,
235,96,100,62,103,100,184,189,22,43,183,59,37,115,219,188,43,235,70,62,158,208,144,190,
1,149,155,190,87,115,153,188,35,69,27,190,215,250,80,62,52,221,22,63,156,129,56,61,
190,163,52,189,7,62,135,62,167,254,159,190,207,168,147,61,237,84,19,191,193,100,157,62,
175,144,220,61,149,105,108,189,142,158,147,62,143,118,76,63,138,240,46,190,134,41,6,62,
186,54,114,190,134,50,20,63,129,218,26,190,8,133,166,61,250,115,93,62,235,17,188,61,
22,207,165,62,81,120,177,189,15,225,128,190,32,97,50,62,18,87,51,62,227,175,36,190,
149,219,182,190,63,218,132,189,36,59,110,190,43,128,101,189,56,72,125,62,43,211,45,190,
54,45,210,189,84,57,128,61,18,93,65,189,135,42,138,62,75,169,3,190,32,134,119,61,
234,156,50,189,60,184,54,62,111,46,30,62,86,199,167,61,41,231,52,190,169,163,140,190,
45,95,10,190,126,25,241,60,140,187,222,190,181,215,34,190,7,136,160,189,112,131,19,62,
201,246,14,62,136,251,233,61,163,253,182,187,216,169,174,60,174,147,181,62,219,241,200,190,
166,230,227,190,132,124,164,60,123,43,44,63,77,53,2,191,4,133,239,62,195,30,94,190,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,96,234,143,61,85,0,196,189,194,135,156,61,43,160,208,188,
103,226,164,62,80,34,39,62,64,108,176,62,46,150,170,60,64,66,155,61,189,231,155,188,
152,173,215,190,58,246,191,189,99,22,125,62,105,244,230,189,244,22,172,189,234,128,162,61,
122,121,223,61,187,63,120,189,25,205,23,61,148,101,193,188,84,253,241,61,156,193,237,60,
108,207,21,190,122,175,60,61,244,121,139,190,53,26,135,189,96,21,150,61,23,60,16,61,
230,59,38,60,46,127,122,189,208,139,131,62,159,72,187,61,119,42,61,61,229,230,17,189,
210,60,20,62,33,175,199,60,201,80,223,190,73,111,167,60,5,138,135,61,35,157,54,188,
185,255,191,61,39,2,120,188,105,249,237,188,233,203,165,61,38,3,229,62,245,223,38,190,
26,127,220,61,225,162,220,188,216,79,198,188,203,92,187,61,244,238,59,190,5,171,103,61,
5,4,115,61,215,33,22,60,223,173,80,190,117,122,14,190,208,61,200,189,201,113,222,60,
192,14,40,62,242,144,186,61,167,172,121,62,144,207,83,61,21,116,251,62,80,148,168,61,
244,235,165,189,107,40,198,60,14,7,54,190,216,166,156,188,112,90,24,190,118,146,199,61,
230,214,161,61,118,149,217,187,96,182,61,190,121,212,53,62,188,168,117,62,142,252,113,189,
197,241,24,190,11,219,68,189,53,165,154,62,238,81,3,188,153,153,36,190,245,206,96,61,
102,182,45,190,143,64,6,190,67,45,42,62,21,183,9,61,121,133,193,190,130,94,87,61,
175,128,175,189,110,41,157,61,251,145,53,190,14,78,58,189,87,214,175,190,218,113,147,188,
73,176,209,187,114,221,41,61,0,164,187,190,16,59,243,188,221,95,98,188,232,166,73,190,
18,249,225,189,192,3,219,61,127,173,33,63,186,33,27,62,174,125,25,190,82,32,9,188,
179,198,194,189,168,28,149,189,213,147,137,62,200,189,23,189,13,231,160,61,61,55,120,61,
187,179,230,189,179,158,108,189,2,252,228,61,214,233,180,61,21,100,207,61,234,39,144,189,
162,206,10,190,64,252,202,60,92,123,27,61,183,128,110,189,56,20,82,62,31,104,70,187,
239,32,180,62,97,78,10,190,235,26,16,61,166,247,213,188,130,132,243,189,101,254,49,189,
131,96,148,190,12,230,193,61,54,15,90,190,60,119,6,62,132,61,223,61,255,122,47,60,
164,254,8,62,31,34,214,189,103,140,24,62,162,159,237,60,29,32,193,189,164,58,147,189,
131,62,149,190,3,170,24,62,178,68,248,60,93,243,156,190,202,118,180,190,240,57,156,190,
106,17,211,190,249,90,153,190,201,246,168,61,50,109,218,189,162,129,253,187,27,120,124,62,
80,100,55,62,30,125,36,58,5,33,202,188,225,235,61,62,3,214,138,189,120,115,18,60,
64,18,127,190,71,149,219,61,34,217,106,62,76,253,78,190,238,241,174,189,111,156,16,62,
141,38,75,189,116,34,223,60,42,171,141,189,105,173,70,62,177,217,50,62,71,133,149,62,
68,99,0,58,40,21,64,190,235,250,30,189,80,137,219,188,37,222,91,189,243,209,140,62,
23,190,65,190,210,87,127,62,63,188,150,62,249,70,103,62,99,208,61,190,127,215,120,190,
55,243,17,62,26,181,248,61,30,34,126,190,135,68,91,190,158,227,72,190,206,65,142,189,
121,229,161,189,102,226,12,62,251,5,161,61,133,60,165,61,157,83,35,62,43,166,253,187,
31,133,141,190,172,145,216,189,199,138,100,190,217,30,92,189,8,58,176,189,210,236,130,61,
212,224,201,189,231,64,211,189,123,42,205,190,120,173,142,189,15,79,128,62,66,155,91,189,
220,102,243,60,108,166,114,190,104,89,195,61,133,177,122,190,152,127,140,189,235,179,53,190,
223,219,108,62,147,90,1,190,131,247,172,186,186,100,196,189,141,233,26,61,57,106,24,190,
47,61,49,61,122,33,7,190,120,57,209,184,27,78,151,62,213,250,105,190,198,90,117,189,
179,176,165,190,253,203,17,191,249,182,111,62,39,109,208,61,151,78,132,62,8,106,50,62,
3,198,240,61,17,82,168,62,162,241,238,58,59,15,169,190,3,103,234,189,102,20,154,190,
198,239,103,62,251,192,228,61,130,245,92,62,135,182,34,62,205,133,171,62,137,117,82,190,
227,123,90,62,34,60,179,190,46,243,89,62,252,212,150,62,162,145,151,189,128,183,250,62,
55,177,158,189,35,173,76,189,136,25,95,189,82,232,196,189,151,76,52,190,188,67,138,62,
242,108,60,190,82,236,24,189,102,122,154,190,143,242,32,63,142,173,187,60,21,110,215,190,
188,131,48,62,17,15,167,61,115,36,175,190,121,107,130,190,139,78,135,189,100,198,107,62,
230,102,194,61,9,185,189,189,71,209,230,61,237,157,144,189,215,4,7,61,23,119,26,190,
162,237,19,189,29,82,121,190,251,112,207,187,247,135,126,62,183,141,67,60,70,241,63,61,
141,47,233,61,99,175,43,60,253,244,76,190,250,23,152,62,173,212,42,62,152,105,87,190,
188,178,255,60,94,44,164,189,232,175,38,190,111,188,167,189,190,135,221,189,247,243,167,61,
92,167,131,61,76,29,41,190,231,110,241,188,202,198,207,60,11,200,223,60,224,213,196,62,
185,49,9,190,84,41,83,190,160,47,249,189,15,35,99,61,122,73,111,60,40,191,144,62,
229,144,16,189,73,13,201,188,11,36,109,60,184,196,199,189,4,162,15,62,25,204,156,62,
113,70,143,61,196,39,106,62,169,132,58,62,212,38,179,61,40,49,226,59,110,22,176,61,
226,98,83,60,55,135,167,61,186,51,14,189,166,107,42,190,203,214,25,62,104,248,112,62,
141,218,16,62,150,170,212,189,43,216,18,61,113,46,67,62,175,182,1,190,176,15,179,61,
82,104,234,189,168,122,152,189,243,123,205,61,136,47,31,61,213,82,161,60,95,90,49,189,
56,230,191,60,230,11,180,60,129,239,240,59,136,113,96,58,102,50,117,189,23,142,131,61,
59,118,148,61,227,39,230,61,168,210,169,189,65,211,40,62,216,210,116,188,87,75,125,62,
42,92,102,61,71,220,147,61,86,97,101,61,236,147,97,190,14,254,171,60,121,116,123,190,
242,29,59,62,202,69,41,61,201,227,173,188,48,59,114,61,109,251,230,61,29,101,19,62,
198,94,161,188,146,206,208,61,100,255,97,189,14,233,84,189,143,17,169,188,194,7,164,61,
85,240,123,189,152,153,72,189,42,25,58,188,216,168,46,190,17,86,52,61,6,158,69,61,
232,7,4,61,145,22,15,62,143,250,204,59,145,19,156,61,11,245,99,189,224,204,31,61,
157,27,81,61,183,99,155,61,248,120,1,61,167,1,165,59,37,139,153,61,76,241,150,189,
198,218,153,189,85,229,249,187,143,132,18,189,229,228,21,60,29,191,157,189,3,96,239,61,
161,52,183,188,196,232,193,62,73,207,124,61,40,100,255,188,203,225,7,62,176,6,14,190,
52,206,13,60,68,48,173,62,30,57,98,188,216,2,183,188,59,194,3,187,230,156,87,190,
22,180,203,60,150,158,60,190,8,202,95,61,207,36,3,62,58,77,21,60,209,59,36,62,
183,90,3,188,42,44,146,62,6,241,8,190,208,106,41,62,39,140,234,61,153,76,74,61,
15,166,40,188,128,118,165,62,76,244,246,60,214,161,138,62,242,125,129,61,91,205,248,61,
249,122,6,62,81,142,219,190,36,244,186,188,39,121,173,62,240,169,128,189,45,154,5,190,
134,64,35,61,251,128,73,189,112,203,22,59,206,34,31,62,221,116,236,187,160,165,9,190,
99,84,20,189,43,59,67,59,137,190,16,62,38,65,139,190,39,235,244,189,107,173,64,61,
201,184,6,62,183,128,71,189,181,11,34,62,135,78,67,187,221,147,85,61,142,133,244,189,
245,116,2,191,29,108,13,190,32,175,173,190,48,173,30,62,84,214,154,190,52,164,138,190,
80,245,235,61,214,242,150,189,203,127,194,61,125,56,115,189,178,160,30,189,118,26,119,61,
180,52,97,190,192,48,251,189,177,7,25,60,238,3,63,61,247,198,84,190,139,7,176,189,
94,22,29,62,71,60,80,189,143,244,138,62,22,251,164,61,103,240,198,187,186,24,78,189,
147,209,204,61,233,180,132,61,93,85,226,189,231,98,178,188,84,4,209,61,215,17,27,62,
78,239,4,189,230,10,232,61,151,184,200,190,169,142,240,189,255,166,73,62,13,6,187,189,
8,174,159,62,253,10,53,190,101,184,86,62,123,6,50,190,134,163,186,190,233,33,64,189,
12,178,66,62,8,214,86,62,119,164,50,190,61,165,250,189,160,66,4,190,117,222,39,62,
214,156,30,62,69,234,125,61,246,17,126,61,251,75,39,62,58,83,21,61,45,148,59,62,
192,103,195,61,116,220,197,61,133,50,95,190,227,20,118,189,101,7,7,61,250,105,99,62,
34,20,139,190,103,10,0,190,66,35,235,190,49,116,47,62,156,85,9,190,64,179,35,60,
237,60,49,190,126,73,24,190,127,19,243,187,92,232,232,187,13,246,74,190,8,21,21,61,
248,83,129,190,80,84,43,59,191,132,54,62,26,60,228,61,230,171,32,62,219,2,106,190,
81,153,231,60,35,186,173,187,143,91,57,62,72,243,31,190,22,236,17,190,51,215,92,62,
144,68,210,62,13,184,172,188,3,239,192,190,108,42,48,189,44,249,55,62,254,55,139,189,
107,221,193,188,68,0,83,58,148,66,53,189,60,187,79,61,154,12,190,189,169,167,24,62,
177,7,25,62,119,167,26,61,154,92,196,59,178,53,35,61,34,123,70,62,103,150,141,190,
30,107,11,61,192,19,176,61,209,33,72,190,159,194,52,190,156,216,34,190,71,68,211,61,
63,240,137,189,130,34,76,60,197,158,121,61,199,141,53,62,12,195,157,61,109,235,200,188,
232,46,110,61,6,197,205,60,247,16,92,62,140,183,150,189,242,212,72,189,236,70,147,61,
73,94,194,61,94,202,131,62,120,204,79,189,142,77,18,62,225,88,140,62,157,42,46,190,
202,87,63,62,211,21,218,59,113,235,30,190,70,53,3,190,5,249,148,62,127,253,120,190,
96,89,29,62,176,137,210,61,28,78,36,63,127,125,43,190,252,254,253,61,26,77,73,190,
172,1,156,190,208,24,141,61,152,34,197,190,35,241,138,61,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
202,154,116,60,215,101,225,188,85,49,71,189,86,229,167,60,253,62,8,189,181,84,187,189,
68,228,166,60,241,213,170,187,159,104,187,60,173,174,170,188,246,41,13,188,47,13,113,59,
142,36,243,60,202,136,137,60,147,100,47,60,13,130,5,189,185,0,146,187,197,252,250,188,
0,187,208,188,231,130,156,188,94,194,166,60,224,70,183,188,219,105,53,186,123,176,51,61,
133,153,247,60,78,67,10,189,39,106,168,59,3,16,243,187,58,212,2,61,113,216,43,61,
42,249,209,60,83,34,77,189,228,105,144,186,66,99,11,61,156,103,46,61,5,104,225,187,
167,61,5,61,91,44,226,60,34,209,37,60,86,133,150,185,0,190,244,188,181,220,2,189,
22,72,233,60,105,194,83,61,150,73,43,188,172,78,25,189,109,89,189,188,37,217,35,188,
239,186,114,188,117,217,225,187,140,103,40,60,89,64,200,187,219,182,147,187,96,191,188,60,
162,207,59,59,56,151,3,61,79,93,186,60,101,210,220,188,82,42,66,189,34,146,144,189,
31,23,167,60,211,94,132,61,126,76,110,187,29,79,212,60,210,169,227,188,90,115,128,61,
58,39,209,188,219,222,107,187,111,142,59,61,54,181,103,61,248,128,60,59,227,165,113,189,
187,13,15,189,40,222,115,61,214,158,88,188,156,3,157,188,12,207,85,60,150,92,14,61,
14,63,162,60,73,171,251,60,128,237,255,188,138,175,4,189,15,103,115,61,244,223,46,189,
190,131,115,187,247,137,33,61,26,64,218,187,101,41,21,61,160,6,41,58,86,87,96,61,
153,182,163,60,10,108,129,187,88,13,99,187,197,53,12,60,230,164,174,60,34,27,164,61,
139,97,136,188,92,202,134,61,245,157,127,188,225,234,63,60,231,171,11,189,135,20,7,60,
180,214,30,59,62,40,220,187,68,21,196,187,147,16,32,188,111,43,48,61,181,28,135,61,
26,117,8,188,209,220,249,60,196,155,26,189,190,250,142,60,68,12,168,187,211,219,151,60,
239,75,227,59,132,241,26,189,63,4,22,61,189,153,21,188,121,155,59,186,255,227,45,189,
90,128,23,61,213,117,173,188,182,119,8,61,157,151,139,189,146,59,113,58,21,224,43,188,
197,81,164,188,54,44,212,60,131,168,147,60,128,17,62,61,229,127,129,187,252,237,221,59,
78,170,192,188,143,226,88,60,110,166,107,187,217,250,55,189,76,101,113,186,95,241,140,60,
116,212,151,188,46,5,61,189,184,95,40,58,30,168,153,58,109,150,114,188,168,1,67,61,
44,4,45,188,11,110,154,59,127,228,166,188,44,227,181,60,150,148,105,60,5,243,190,59,
217,29,243,60,219,252,5,60,28,191,227,188,236,34,2,61,15,14,202,187,74,125,31,58,
137,143,38,189,29,244,165,60,164,9,1,60,157,168,4,188,170,75,221,60,8,69,62,60,
236,148,134,188,10,180,189,188,172,124,137,189,122,147,63,60,143,125,185,61,43,102,38,60,
188,225,239,188,33,208,126,188,19,100,34,61,137,233,146,188,19,201,135,61,71,208,43,186,
236,248,231,188,3,249,159,186,163,78,131,61,192,27,122,59,47,28,33,61,156,125,59,188,
57,119,34,189,114,174,171,60,0,107,140,189,253,148,214,188,213,235,14,189,20,132,185,60,
20,18,53,189,244,185,151,60,24,109,105,61,91,138,15,59,220,143,3,188,7,6,35,59,
3,139,105,188,49,234,3,189,179,214,121,189,102,243,199,187,192,227,158,60,233,63,201,60,
91,38,161,61,95,156,116,59,38,90,43,61,209,134,43,188,170,25,83,61,63,127,185,187,
120,94,243,60,181,13,182,60,33,169,171,60,87,48,168,185,34,23,120,61,138,235,12,188,
150,84,214,188,249,253,6,188,73,41,58,61,67,225,79,59,12,47,30,61,33,23,33,59,
181,244,45,61,107,65,12,188,124,213,31,59,50,217,166,188,148,230,9,60,101,128,141,188,
178,2,119,61,163,246,112,188,161,33,136,61,219,220,56,187,123,218,142,189,135,113,17,60,
144,196,119,189,10,76,211,188,176,86,166,61,9,172,85,188,251,50,136,60,22,25,187,59,
238,61,170,61,210,46,4,60,105,41,85,60,106,102,187,58,53,157,133,189,147,163,22,188,
188,254,165,188,96,49,34,188,231,77,245,188,220,176,129,59,137,116,146,60,66,75,251,188,
230,45,197,61,86,135,252,188,209,197,145,188,223,29,219,59,27,168,160,58,111,20,15,188,
205,218,11,189,214,35,233,60,94,95,150,187,41,1,38,189,18,138,178,189,206,140,211,59,
236,3,196,188,135,113,17,60,252,172,33,189,72,88,183,188,216,111,224,188,199,75,248,59,
222,109,62,61,168,116,25,188,47,25,193,61,100,226,9,60,122,145,251,188,160,146,237,59,
180,149,168,187,234,206,220,59,167,106,194,188,85,153,44,188,184,58,142,188,105,246,161,60,
128,25,190,61,54,48,23,189,122,226,42,188,141,58,191,188,181,32,171,59,125,144,255,60,
17,137,148,61,132,59,191,188,99,234,37,189,253,216,56,60,72,205,225,189,51,98,133,188,
227,178,215,60,6,140,18,188,103,35,232,60,173,225,16,188,233,112,108,61,195,186,9,189,
25,18,58,189,227,210,233,187,163,214,224,60,69,182,20,60,26,118,198,187,153,114,113,59,
84,35,60,61,227,12,185,60,217,148,142,188,200,156,14,61,216,143,227,60,77,191,224,188,
50,52,246,187,167,82,119,60,133,195,13,60,14,159,79,187,193,12,211,60,200,125,183,58,
15,194,181,60,88,57,237,188,66,124,197,187,152,50,101,60,111,38,27,59,39,225,31,185,
184,95,135,60,186,72,20,189,73,3,36,187,172,141,34,189,224,177,57,186,33,215,83,59,
90,133,5,187,235,2,78,188,105,154,12,61,159,95,235,188,228,84,131,188,163,100,124,60,
28,150,43,61,86,51,48,60,59,44,82,60,216,176,85,188,154,250,111,60,190,162,237,59,
67,140,18,189,210,59,4,188,146,103,98,189,33,179,110,188,191,1,107,188,234,56,59,189,
120,46,143,188,14,165,139,60,161,14,72,60,185,171,1,60,195,75,16,189,59,203,199,188,
111,107,132,60,113,102,1,61,151,113,131,60,86,132,149,57,15,71,35,189,223,11,93,60,
202,242,141,60,159,112,25,188,147,248,51,60,110,95,22,61,209,16,198,59,46,170,137,188,
2,165,126,187,170,64,28,188,46,61,34,61,72,140,32,61,145,56,242,60,166,162,45,61,
5,67,135,59,179,57,15,59,211,188,226,187,184,217,2,61,8,192,68,189,120,152,192,58,
123,95,100,59,225,39,217,60,169,239,87,61,95,170,94,188,190,200,101,188,209,118,213,188,
248,76,163,60,71,97,208,187,214,71,211,60,60,167,12,189,54,185,41,60,221,190,86,188,
198,18,28,188,105,227,135,188,120,122,66,189,113,136,98,59,197,31,13,61,3,138,53,188,
245,89,3,61,250,99,151,60,124,187,100,61,128,171,167,187,55,16,69,60,17,209,10,61,
67,24,202,188,209,228,140,188,201,158,153,186,233,113,6,189,41,105,20,61,193,28,116,58,
142,53,203,186,248,61,42,58,68,52,198,188,181,11,185,57,41,104,135,60,87,219,140,187,
134,114,192,186,25,215,162,59,184,191,245,60,51,119,126,188,204,20,88,187,24,206,7,60,
227,151,232,187,235,109,39,188,156,106,38,189,77,123,31,188,247,246,148,188,64,149,221,188,
180,52,58,189,75,192,182,59,69,54,149,61,146,62,216,188,166,240,83,188,148,253,31,60,
161,255,188,188,93,252,25,61,152,103,185,187,246,36,226,188,244,200,252,188,39,144,186,187,
69,192,132,58,103,94,81,189,164,218,192,187,180,183,9,60,179,31,77,59,157,60,63,188,
4,5,115,58,72,96,70,189,12,102,78,188,251,156,195,188,233,39,102,58,173,115,115,189,
195,58,132,187,46,217,224,188,40,204,61,59,20,172,217,60,236,220,108,188,157,102,42,189,
121,200,29,60,94,105,62,189,182,207,238,60,38,68,169,60,139,171,246,187,84,22,50,190,
103,209,152,60,127,86,168,188,187,12,161,188,242,123,1,190,175,160,84,59,144,166,27,61,
210,70,0,61,65,196,81,61,135,60,244,59,17,140,14,62,79,246,225,60,118,120,73,189,
176,236,100,188,54,63,240,60,133,186,85,59,51,182,94,189,15,188,176,188,68,227,35,188,
195,108,84,187,222,153,6,62,119,248,143,60,153,81,142,61,10,4,164,188,23,23,24,190,
40,64,197,60,165,191,127,189,6,132,123,188,51,117,191,61,41,78,92,186,142,69,245,61,
198,69,5,60,128,163,76,189,110,179,114,188,82,86,36,190,91,160,183,188,37,153,22,62,
187,176,10,59,204,180,157,189,81,119,73,60,95,152,241,189,159,154,248,60,248,192,16,189,
158,250,76,59,30,14,130,189,240,110,241,60,244,84,165,187,133,47,5,59,153,11,235,61,
205,49,49,187,230,200,123,61,36,236,193,60,13,136,41,190,151,4,199,60,78,49,213,188,
161,124,227,188,133,127,255,60,242,33,154,188,192,41,191,189,240,129,253,58,63,250,171,61,
76,230,123,188,131,0,186,189,169,203,225,187,153,250,62,189,250,20,10,60,94,254,179,189,
144,62,35,60,197,235,196,189,31,2,236,186,162,76,158,189,41,194,99,188,215,216,110,61,
154,232,128,60,221,170,178,188,243,30,4,188,158,140,220,189,144,225,100,188,162,8,134,59,
104,111,237,188,5,114,172,61,228,184,99,186,82,92,33,62,214,162,2,59,100,190,11,189,
11,54,108,59,39,243,214,189,188,77,48,60,234,171,9,62,192,66,143,188,5,229,21,62,
76,8,71,60,99,212,244,60,168,239,147,188,33,246,163,61,175,22,179,60,53,11,11,190,
159,120,166,60,180,159,149,61,80,113,173,187,29,72,89,189,141,206,232,187,2,114,150,61,
143,173,69,59,33,13,88,189,112,149,85,59,123,142,165,189,67,63,29,60,124,139,55,187,
251,36,128,188,106,240,1,190,74,150,34,61,80,135,250,189,115,217,106,59,100,248,237,189,
85,213,166,60,253,204,193,58,190,129,79,188,97,200,100,60,50,149,103,188,68,53,111,61,
69,115,30,189,89,245,250,189,248,159,143,188,30,64,191,61,80,156,48,190,202,95,166,188,
15,244,53,188,231,255,45,61,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,102,112,112,188,223,45,137,189,
27,184,62,190,224,84,118,62,139,174,198,184,59,8,66,190,37,191,50,61,90,107,231,189,
178,249,172,189,227,15,212,189,218,241,125,61,123,47,92,62,241,128,206,188,242,4,224,61,
55,104,244,61,192,175,155,190,144,235,27,60,126,82,241,189,213,253,5,61,18,244,141,188,
211,165,50,189,170,16,6,62,137,184,132,189,117,146,18,190,86,171,196,61,218,222,180,188,
7,78,177,189,48,218,83,190,44,40,77,61,246,92,100,62,75,192,119,189,190,144,156,188,
252,184,169,189,36,57,182,189,104,102,245,60,226,132,236,61,20,16,139,61,193,28,10,190,
58,202,39,60,29,40,28,190,107,63,110,59,253,92,102,189,5,41,177,61,228,143,195,189,
60,252,21,186,124,220,82,190,202,223,23,190,65,196,37,189,22,137,33,189,179,180,145,62,
45,188,9,189,197,218,92,190,35,252,0,60,247,106,203,61,23,143,68,189,221,74,225,189,
20,84,3,60,153,107,20,190,84,23,75,190,131,100,77,189,167,94,252,188,191,130,20,190,
115,136,143,187,238,92,226,61,227,121,245,188,250,28,154,61,52,111,191,61,90,178,48,62,
110,185,17,189,142,126,52,60,20,5,137,59,3,189,177,189,67,84,28,190,21,24,202,61,
164,210,212,61,91,139,40,61,128,42,228,61,96,208,171,61,149,37,59,188,56,98,173,61,
43,151,198,189,16,121,151,188,172,158,7,59,159,149,174,189,61,106,231,189,243,133,246,59,
174,15,143,188,97,31,66,189,29,176,3,190,131,246,251,187,76,135,135,188,175,156,216,189,
46,230,226,189,71,191,79,190,203,32,107,189,18,20,146,190,127,27,171,61,34,163,86,62,
140,110,11,189,129,150,238,189,40,193,253,188,51,25,249,188,154,146,45,60,12,226,177,61,
247,167,92,60,5,63,111,62,221,98,72,188,182,125,186,61,195,149,134,59,63,95,31,188,
200,144,12,61,234,175,167,62,210,235,83,61,72,199,55,62,128,99,218,189,237,126,45,190,
113,45,73,188,45,93,143,189,215,18,226,61,204,182,1,189,96,241,20,189,213,231,32,190,
189,227,20,188,109,64,240,61,155,73,25,189,209,24,188,61,144,93,197,61,176,183,160,61,
88,34,178,61,175,73,112,62,247,12,158,189,235,34,182,189,96,61,28,189,158,226,151,61,
232,144,101,189,200,255,218,61,195,228,0,60,107,235,57,190,134,223,72,188,66,209,235,61,
231,110,27,188,126,158,146,61,224,201,84,61,129,217,0,190,29,16,162,62,95,25,21,189,
104,195,66,61,241,203,155,60,157,103,58,61,172,139,33,60,142,199,32,189,184,185,225,189,
60,54,248,60,198,216,168,60,118,111,24,190,107,12,63,190,4,43,87,61,33,201,229,60,
105,40,140,188,253,186,227,61,48,234,23,190,36,254,38,190,96,25,29,190,168,32,130,188,
153,86,180,189,160,192,105,188,121,207,179,61,221,29,31,61,225,190,21,62,102,32,163,61,
47,208,191,187,90,61,139,188,118,198,107,189,24,102,55,190,27,249,184,189,189,179,28,62,
188,190,3,62,158,255,148,61,115,120,61,189,246,148,7,190,235,76,204,189,204,157,239,186,
241,92,112,190,61,40,187,60,41,152,117,61,176,9,223,61,52,218,139,190,216,217,17,62,
77,244,53,190,192,148,155,61,165,181,139,189,56,35,38,62,180,229,124,61,69,214,68,190,
22,186,224,188,103,196,207,61,204,198,251,61,139,122,163,61,226,129,192,185,25,222,15,189,
81,49,1,190,227,66,27,62,155,219,217,189,222,48,0,62,27,17,132,62,173,151,81,62,
188,50,113,189,147,109,61,60,15,92,137,62,212,50,6,62,37,234,43,59,184,27,77,189,
53,40,19,189,187,126,91,62,227,20,136,190,207,6,28,189,49,104,47,62,146,107,7,62,
104,189,17,62,90,79,211,189,170,255,232,189,5,184,186,189,94,135,11,190,234,220,109,62,
255,130,190,60,127,78,25,190,180,10,180,60,46,198,76,190,137,138,213,61,210,149,65,190,
140,132,31,190,11,227,17,62,2,246,246,189,164,135,220,189,115,213,238,189,226,148,238,61,
213,103,124,61,237,10,193,189,225,128,144,61,139,236,32,62,112,167,201,61,33,48,9,62,
213,14,28,190,253,203,14,62,134,250,130,190,120,1,98,61,112,68,147,190,59,137,131,58,
228,157,248,60,191,26,13,62,17,238,109,61,205,61,125,60,11,63,71,190,16,194,39,62,
86,17,65,190,48,120,229,60,3,184,241,61,168,218,27,189,184,71,210,189,177,94,68,189,
165,202,58,190,59,80,35,62,91,162,157,189,251,84,12,190,253,202,69,190,225,32,59,61,
132,18,116,62,115,163,72,60,238,67,167,61,36,218,221,188,166,223,100,190,183,34,120,62,
4,214,21,62,209,226,82,62,108,6,191,189,148,200,186,60,79,130,251,189,2,6,34,190,
192,117,154,61,156,209,4,190,41,192,27,62,210,149,4,189,193,130,217,61,233,250,30,190,
53,152,142,61,115,207,95,62,110,14,170,189,71,178,1,189,219,215,226,189,143,225,211,61,
191,55,53,189,165,240,145,62,111,47,37,61,104,235,140,188,223,141,28,62,73,176,226,190,
255,196,92,188,189,11,44,190,168,175,220,188,10,1,44,61,246,91,124,61,69,40,122,189,
189,108,169,189,193,226,144,188,244,61,233,188,129,186,106,62,247,86,100,60,88,5,164,62,
65,79,13,190,185,147,49,190,118,190,201,188,65,40,162,62,25,157,145,61,127,195,174,189,
116,254,19,189,8,158,174,62,114,217,4,190,77,124,16,62,239,3,185,189,155,141,8,190,
41,89,148,189,11,77,233,189,83,87,103,188,16,37,202,189,239,179,238,189,198,165,35,190,
154,83,36,62,130,55,22,191,34,38,120,61,175,238,171,60,95,19,88,61,161,187,15,62,
72,246,168,188,17,133,135,188,136,34,191,189,0,12,174,62,189,42,20,62,146,35,173,61,
4,57,138,189,102,149,56,190,179,116,63,60,192,63,137,62,53,75,201,59,48,252,169,61,
83,44,2,62,52,212,179,190,125,15,127,189,110,209,187,190,203,174,49,59,41,174,70,62,
249,122,172,59,13,62,78,62,158,226,191,61,110,161,159,190,99,39,187,188,159,223,161,61,
97,134,205,189,173,159,128,190,66,177,16,62,185,243,64,62,57,246,35,62,133,135,230,61,
206,128,203,189,22,64,163,190,205,112,212,61,229,23,230,62,72,232,149,61,193,45,82,190,
75,45,156,189,138,190,177,62,167,249,232,59,225,175,89,190,123,92,149,189,223,216,34,190,
38,19,241,189,127,25,254,61,16,247,255,61,106,23,197,189,212,181,23,190,214,196,196,189,
124,181,123,61,120,223,195,189,210,192,57,189,23,198,188,190,89,92,2,61,33,111,254,62,
129,95,100,187,124,145,26,62,191,115,55,60,130,165,115,62,201,174,168,61,189,118,114,188,
209,27,123,189,6,191,41,62,150,205,131,61,216,223,192,61,191,20,28,62,68,114,196,60,
140,214,11,62,234,52,49,190,233,223,85,189,20,141,86,62,194,248,144,189,36,229,133,188,
237,123,52,189,218,171,105,62,13,233,108,185,195,233,99,189,203,116,156,188,217,53,62,61,
168,157,120,189,98,35,108,62,75,91,148,61,84,241,116,62,233,61,51,189,49,39,20,190,
3,237,135,61,234,23,195,190,118,160,72,189,104,38,55,62,53,209,215,61,173,111,182,190,
165,158,149,61,49,3,40,191,167,15,158,61,133,135,230,189,49,230,84,186,136,248,95,190,
229,168,89,189,40,69,155,190,236,163,229,59,49,72,103,187,204,50,142,189,96,162,213,60,
169,63,54,62,34,16,38,62,153,4,53,61,155,206,144,61,211,6,36,62,132,105,211,61,
234,169,149,190,221,57,219,189,7,42,8,62,86,213,76,61,216,227,69,62,4,15,53,62,
240,230,109,190,195,8,153,61,236,27,34,190,219,94,177,189,56,37,110,61,214,194,175,61,
136,191,239,189,88,69,252,189,244,254,137,62,7,187,233,189,29,38,90,190,10,74,169,57,
132,110,161,190,115,59,161,61,48,220,188,60,57,215,182,61,151,31,12,62,0,231,134,188,
56,35,250,189,83,112,133,61,161,206,229,188,144,98,46,189,82,63,67,190,6,232,4,62,
209,244,238,189,127,184,130,61,113,174,217,61,23,224,72,188,67,149,24,190,34,255,191,61,
99,2,37,62,158,138,151,189,60,55,152,189,62,84,149,189,111,210,144,188,65,160,158,61,
64,16,71,190,226,160,233,188,226,37,117,188,223,173,21,62,224,196,185,60,145,222,167,188,
39,119,219,61,193,166,63,62,207,163,10,62,85,149,113,61,162,225,181,62,68,54,9,62,
234,46,8,190,75,218,251,188,160,208,239,189,39,186,228,187,250,65,95,62,173,10,6,190,
225,214,132,188,6,240,92,189,166,215,36,190,137,195,81,61,13,247,199,190,219,116,1,61,
239,136,171,61,41,206,37,62,133,100,177,61,216,235,216,61,186,2,141,190,247,60,16,187,
71,12,7,190,143,40,81,190,107,83,177,61,164,216,153,188,219,217,63,62,216,151,194,189,
214,99,214,189,135,18,51,189,255,78,134,190,102,113,34,60,83,189,190,61,230,117,2,62,
185,65,155,190,193,94,165,61,178,34,19,190,172,234,225,189,15,1,23,190,225,211,2,61,
56,185,61,62,116,117,151,189,190,94,186,61,24,90,154,58,77,102,31,61,184,178,6,189,
66,34,7,190,23,140,178,59,29,46,64,60,23,63,71,62,0,172,89,189,149,221,247,188,
190,197,253,61,215,186,162,189,254,76,29,190,193,95,57,61,189,98,67,187,252,229,161,189,
131,118,18,188,224,107,196,189,18,112,159,60,152,226,25,187,77,209,85,62,184,221,37,60,
184,241,209,189,223,174,66,190,28,193,160,189,46,13,234,61,37,40,129,190,108,229,114,189,
224,41,254,189,40,117,37,189,172,39,77,188,192,55,86,189,83,212,129,190,124,217,27,189,
204,163,182,60,190,139,186,189,186,106,202,61,164,54,132,189,111,53,86,62,126,144,159,187,
140,1,181,190,254,51,211,60,97,239,106,190,16,34,201,189,46,59,189,188,144,28,182,189,
125,105,142,59,1,163,135,60,221,104,10,188,254,77,12,61,60,117,64,60,184,152,203,188,
220,31,13,189,161,69,106,62,112,23,61,61,205,209,0,62,50,52,176,189,212,250,192,189,
38,107,63,61,29,141,214,62,181,226,149,61,40,53,69,190,189,107,54,189,83,229,27,61,
214,143,146,61,144,196,48,61,113,27,125,61,188,130,31,189,211,92,6,190,131,101,47,190,
206,161,153,189,232,66,146,61,101,153,105,60,85,111,117,187,47,137,55,62,201,161,71,190,
133,169,209,60,37,165,118,189,111,10,54,189,170,194,14,62,119,92,237,61,169,156,227,189,
1,89,74,189,47,174,252,61,101,91,128,60,181,76,222,58,111,253,46,188,10,254,134,62,
181,158,37,189,192,142,47,189,147,240,91,189,83,216,132,62,200,79,181,189,140,199,58,60,
87,178,26,190,208,47,140,190,112,120,8,62,162,105,17,188,61,105,89,61,95,170,60,190,
195,119,221,61,138,122,203,61,16,198,201,61,225,100,86,61,233,178,180,59,165,108,19,61,
222,179,250,189,238,184,67,62,38,136,237,189,20,235,111,189,180,19,37,61,124,177,38,189,
61,29,60,189,117,77,21,62,61,237,172,189,215,65,36,61,0,186,21,189,116,177,48,62,
230,111,196,189,226,182,207,61,213,80,175,188,166,24,150,62,186,98,156,61,245,17,195,61,
55,255,0,62,132,89,25,62,115,217,198,60,157,134,203,189,238,53,168,61,203,227,34,188,
143,165,30,62,112,87,45,189,115,23,138,61,70,142,168,189,151,27,171,189,173,191,134,190,
81,57,49,60,164,210,177,62,212,210,104,189,109,36,110,190,157,19,113,61,86,195,114,189,
184,182,230,59,150,133,81,189,28,240,88,60,138,200,62,190,248,86,112,189,102,235,143,190,
34,103,101,61,144,119,63,62,128,202,204,189,2,82,141,62,254,146,0,59,227,98,80,190,
177,190,115,186,22,73,125,62,200,61,116,186,248,68,130,61,119,73,134,61,41,131,182,61,
5,30,65,61,183,122,23,189,69,217,5,60,98,91,67,190,239,51,91,61,255,55,123,61,
247,189,200,59,171,114,151,60,201,67,78,60,245,253,30,61,161,117,41,61,142,229,108,190,
161,112,156,189,114,0,40,62,249,161,186,189,202,231,42,190,219,161,70,188,176,54,190,62,
233,225,163,189,103,70,25,62,120,196,50,189,110,246,25,189,79,88,172,61,159,243,242,188,
135,170,241,189,178,216,44,62,27,125,38,188,56,65,71,190,238,22,134,188,116,144,23,190,
158,20,161,189,122,128,2,61,242,190,112,61,39,92,160,61,14,27,166,61,16,25,41,61,
195,12,147,61,155,38,27,189,107,186,30,189,161,142,138,61,224,5,32,189,145,236,84,61,
132,101,141,189,46,4,214,61,16,8,10,62,198,241,29,189,214,196,7,189,207,112,121,61,
26,172,78,189,114,201,157,60,65,46,252,187,7,99,139,59,255,42,57,190,217,5,120,187,
115,239,203,61,222,63,167,61,189,61,157,189,239,71,167,59,108,145,95,61,58,57,2,190,
55,200,131,60,65,240,27,57,118,57,131,61,171,237,13,189,156,80,190,61,246,165,151,61,
206,206,2,188,38,191,19,189,195,246,111,62,40,4,191,60,105,120,173,60,192,179,208,59,
242,52,119,188,47,11,202,189,196,227,83,189,170,227,67,60,89,100,188,189,208,176,190,61,
150,170,106,190,201,118,142,189,34,134,149,60,209,236,102,60,255,24,88,62,81,221,56,190,
249,122,202,189,55,95,59,189,230,68,5,61,189,23,192,189,174,243,103,61,188,244,198,187,
119,21,193,189,124,89,55,61,128,118,89,190,255,143,33,190,244,184,89,62,34,23,170,189,
91,198,78,189,185,114,172,189,1,198,92,61,142,221,36,189,205,45,138,61,83,222,75,62,
216,154,79,190,154,136,252,189,139,204,155,189,85,11,106,189,43,218,73,61,158,6,68,62,
167,18,46,61,99,130,235,61,199,18,235,189,83,212,38,61,156,179,168,187,192,144,215,61,
19,244,149,189,205,200,218,59,53,162,80,61,228,159,219,59,178,82,11,62,183,44,58,61,
212,0,103,189,73,163,8,62,65,203,207,61,147,254,218,60,215,240,147,189,174,101,94,189,
75,250,101,60,185,106,113,189,127,127,24,190,41,65,174,61,175,192,42,188,101,175,174,189,
190,16,123,189,149,57,6,62,69,119,91,61,221,251,67,189,73,121,204,61,26,164,93,61,
81,47,48,190,117,84,59,61,15,148,55,62,31,56,126,61,254,114,193,189,173,182,150,189,
125,160,17,188,11,207,205,61,138,246,248,61,105,197,157,61,132,250,220,188,83,111,36,62,
141,118,87,190,239,66,66,189,140,231,96,62,109,109,135,61,221,173,135,61,77,71,175,189,
101,29,43,190,58,77,76,61,5,159,138,61,106,23,158,61,97,216,141,189,182,56,200,189,
1,252,160,60,135,237,110,61,100,232,29,189,10,25,18,190,131,148,231,61,203,28,30,61,
122,50,148,61,37,81,142,61,92,192,183,189,210,41,214,189,134,20,26,62,204,86,28,190,
48,240,29,190,50,254,77,61,4,42,221,61,135,154,178,61,16,231,71,189,146,83,184,61,
25,138,233,190,125,10,29,62,87,5,40,62,23,228,122,190,158,115,238,189,62,11,4,62,
242,47,87,189,25,234,239,60,247,47,31,190,200,109,32,190,24,129,152,62,82,30,150,61,
193,229,30,190,166,9,63,60,194,95,55,189,33,181,208,61,102,61,185,61,211,89,104,60,
62,200,151,62,80,36,24,190,75,83,141,62,16,183,156,188,237,253,82,188,137,225,146,61,
207,247,80,60,84,194,74,62,129,189,68,190,252,208,172,188,86,155,78,188,106,34,221,61,
165,21,59,61,225,133,5,190,234,6,206,61,19,77,22,190,32,249,221,190,127,105,150,189,
79,149,208,62,11,51,156,59,210,88,246,61,120,77,204,61,91,50,75,62,92,172,146,61,
103,175,14,188,94,88,55,189,85,17,62,62,181,123,142,61,227,245,255,61,174,245,159,61,
175,174,12,61,204,134,78,62,111,187,66,62,215,92,77,185,36,4,89,190,47,145,68,190,
198,234,213,190,31,185,185,189,18,5,43,189,70,64,152,190,100,181,53,61,142,205,30,190,
41,244,40,61,191,158,56,188,13,55,17,189,90,82,66,62,143,236,75,62,202,114,103,61,
163,23,200,190,139,202,57,190,69,48,186,61,198,206,93,60,67,95,219,61,119,39,163,61,
44,238,72,62,84,240,26,62,183,76,205,60,202,205,144,61,123,165,65,190,45,106,164,189,
184,95,25,62,65,27,2,62,171,225,71,189,229,189,69,188,181,201,42,190,12,36,252,189,
225,54,24,188,7,122,82,189,84,91,238,61,229,72,161,62,41,91,117,62,207,40,106,190,
3,187,219,189,36,136,131,61,121,25,192,190,49,64,121,190,250,202,181,189,118,199,7,62,
89,207,95,190,42,13,196,60,167,191,187,189,70,14,208,189,97,153,223,189,98,204,142,61,
156,167,240,61,182,65,28,60,188,239,95,189,219,224,77,62,93,133,190,62,123,38,159,61,
193,100,95,190,186,143,19,189,128,78,67,61,151,13,194,189,174,248,188,189,100,61,129,61,
25,202,158,190,28,59,217,61,117,241,40,190,239,176,189,188,21,249,20,62,9,28,165,189,
122,164,122,62,42,106,6,190,134,120,132,189,38,31,31,62,157,225,154,189,162,182,158,61,
59,122,5,190,210,45,104,187,254,114,112,62,119,141,149,61,166,96,178,189,89,201,54,189,
199,190,207,62,111,219,166,188,170,210,178,62,195,107,221,61,7,129,217,189,79,2,35,62,
74,78,210,61,0,156,150,61,24,12,171,190,224,223,120,188,12,147,10,61,98,238,209,60,
225,104,82,190,100,148,244,61,214,85,47,189,61,53,33,62,82,56,125,60,239,236,229,62,
228,175,86,189,205,154,111,189,54,81,27,189,7,236,69,62,76,213,185,60,169,177,196,189,
80,214,161,189,80,242,10,61,121,168,186,189,252,11,35,62,18,10,40,62,109,68,224,62,
186,184,190,60,255,197,110,190,138,13,183,61,100,91,7,62,43,227,153,187,2,69,138,62,
159,86,70,62,245,17,164,62,54,64,141,61,159,119,107,190,91,169,97,62,221,47,174,62,
174,121,169,189,33,213,196,188,216,45,8,61,59,85,120,190,32,240,10,190,57,209,250,190,
39,196,211,59,138,101,173,190,100,105,24,190,142,214,154,62,165,244,142,189,224,202,37,62,
212,91,232,61,173,235,174,190,198,124,28,190,245,77,98,60,90,44,185,187,68,104,230,62,
99,248,41,190,115,10,123,61,244,239,83,61,41,240,62,188,236,32,164,61,16,2,250,189,
196,58,177,188,61,126,138,60,252,153,86,60,71,1,233,188,189,124,84,61,125,157,174,60,
233,58,124,189,178,136,27,62,79,25,173,60,154,96,13,62,220,22,52,62,166,236,233,189,
76,102,165,60,247,39,233,59,208,178,136,61,236,71,70,62,199,72,0,189,251,215,23,61,
233,225,27,62,126,136,2,61,144,85,35,61,63,172,37,61,86,156,86,62,224,124,79,61,
234,146,96,189,101,106,195,190,147,18,221,61,237,222,211,190,121,178,108,61,65,223,123,190,
186,150,231,60,30,167,247,189,174,207,5,190,120,118,134,60,2,155,213,189,148,96,197,190,
111,193,160,60,146,84,207,62,230,152,38,59,26,23,93,62,52,126,22,190,82,131,207,188,
205,127,81,190,155,189,109,61,134,157,186,60,174,242,183,61,238,248,193,58,197,27,112,189,
130,89,176,60,242,2,182,190,119,53,91,61,89,13,133,189,120,225,147,61,209,58,84,190,
89,44,139,60,126,240,63,190,18,64,158,189,219,236,13,190,205,9,225,188,192,197,80,59,
15,183,128,62,208,95,202,60,181,70,104,62,141,76,45,62,29,103,178,188,247,146,247,190,
171,208,165,187,9,177,238,190,97,251,12,61,253,248,146,190,251,136,49,190,166,142,45,190,
127,255,21,190,131,102,104,62,5,159,101,189,130,217,91,62,14,80,173,189,22,255,73,190,
24,220,163,188,114,100,10,189,31,100,79,61,30,188,85,189,67,199,159,190,86,220,27,191,
91,148,254,190,247,182,209,62,13,233,220,60,151,58,65,63,242,11,4,191,156,163,18,191,
141,237,24,191,35,205,139,190,212,34,11,191,43,113,14,191,147,213,63,62,109,97,251,190,
245,119,36,191,253,51,152,190,168,72,225,62,182,217,141,189,246,10,179,190,169,11,84,62,
69,89,166,62,163,111,105,190,92,213,192,58,22,184,222,61,233,81,57,190,67,27,192,189,
173,208,92,62,93,234,33,63,239,67,231,61,169,57,179,61,61,65,170,189,29,0,68,62,
242,13,232,61,86,149,68,190,119,104,234,62,224,81,35,62,170,241,40,191,165,234,108,190,
106,217,94,62,166,36,209,189,3,236,248,190,33,30,87,62,164,100,218,61,156,156,213,62,
229,79,6,61,69,63,133,190,67,151,35,191,88,213,133,190,128,6,150,63,242,52,200,189,
235,155,80,191,66,163,117,190,70,36,51,62,204,187,38,190,90,253,75,63,214,100,139,60,
254,144,92,190,16,225,12,61,227,104,128,62,164,44,76,190,145,220,146,58,119,231,85,189,
209,255,16,63,65,238,147,62,41,33,102,190,13,128,176,60,112,139,112,190,140,23,147,191,
204,155,20,63,209,48,79,191,115,21,151,60,212,221,26,63,68,214,15,63,251,224,162,61,
67,31,254,62,249,203,60,61,6,214,17,62,76,136,249,61,233,165,110,57,246,119,251,62,
141,175,93,191,205,146,43,191,1,195,140,190,83,43,195,190,255,186,8,190,171,66,230,190,
40,72,213,187,132,105,134,62,185,250,1,63,116,71,201,62,32,131,66,191,84,190,175,189,
34,233,63,189,217,112,212,62,160,198,87,61,65,32,164,62,156,166,1,63,7,206,98,190,
191,225,141,190,182,111,222,59,242,26,18,62,76,11,93,190,18,197,84,190,125,97,193,189,
65,165,129,60,101,39,222,190,112,100,41,62,103,59,249,60,188,171,199,62,2,194,64,191,
175,46,10,63,163,172,114,190,150,170,137,190,207,186,44,63,90,211,105,190,190,106,150,62,
81,116,145,190,145,21,161,190,111,4,62,190,2,254,177,190,76,153,234,190,77,153,81,62,
48,14,211,62,108,0,155,190,131,187,33,63,158,254,73,62,224,177,215,190,240,181,131,62,
66,134,206,190,103,226,22,190,35,77,215,189,129,237,239,60,73,238,121,188,190,13,104,190,
1,135,79,189,163,187,149,62,206,44,106,189,60,17,129,61,20,61,46,62,202,216,65,190,
239,52,44,191,159,154,167,189,2,102,250,190,38,90,143,189,43,243,223,61,26,16,74,190,
9,140,141,190,209,211,184,62,18,59,167,189,21,49,135,61,94,234,226,62,121,56,65,191,
194,211,69,62,150,247,84,190,24,32,149,62,45,179,196,61,60,182,92,61,123,90,213,61,
125,226,56,62,109,45,251,190,11,92,87,59,186,163,61,189,146,254,226,186,196,141,39,189,
157,51,233,188,213,115,223,60,234,191,37,60,125,171,193,188,249,2,90,60,50,238,234,188,
160,49,124,188,41,78,58,61,235,26,169,187,159,69,121,188,234,27,157,187,55,12,93,187,
124,254,149,188,64,40,109,189,49,51,71,187,44,9,215,58,133,252,158,60,240,57,210,58,
47,13,222,59,114,23,22,189,117,34,171,188,9,231,40,187,131,95,55,60,115,199,143,59,
120,123,198,60,236,150,215,188,125,148,219,59,126,12,163,60,118,6,92,60,139,137,18,61,
249,243,232,187,136,27,62,58,110,209,104,187,246,187,210,187,103,108,16,60,174,114,186,187,
126,189,58,57,154,85,214,60,76,40,169,188,55,39,148,188,192,19,29,61,136,254,180,60,
142,189,149,60,191,164,131,60,187,42,70,60,218,36,123,189,26,86,203,187,154,7,4,187,
0,96,19,187,169,124,44,60,190,201,135,188,109,45,203,59,250,34,248,60,1,0,221,59,
109,219,151,188,204,130,93,60,102,22,69,188,86,196,39,189,106,206,5,60,110,236,149,60,
139,5,148,188,78,134,129,59,224,155,51,188,34,231,179,61,128,188,242,56,80,196,74,60,
233,211,16,60,32,110,249,60,153,168,143,187,15,179,38,61,110,114,86,187,159,211,36,189,
118,137,137,59,148,52,122,60,42,101,26,188,11,134,80,189,50,247,144,188,2,14,190,187,
222,210,48,59,14,228,94,188,13,139,63,188,118,11,17,188,188,134,32,60,194,179,194,60,
22,57,172,60,83,106,39,188,157,70,81,186,229,217,61,189,148,161,247,187,80,37,172,188,
7,83,93,188,248,241,137,188,78,156,87,188,86,205,178,188,32,115,45,186,56,146,196,57,
25,247,13,188,166,164,83,60,58,154,1,60,208,77,176,60,156,18,66,60,26,244,244,58,
86,2,97,60,95,102,240,60,38,9,34,188,208,131,133,187,246,220,237,188,249,113,169,59,
31,146,53,188,136,172,235,187,106,229,52,60,111,92,191,60,170,39,197,187,234,127,19,187,
97,19,153,60,2,146,221,187,8,54,244,187,114,208,184,188,205,195,190,60,240,248,8,187,
177,125,150,60,108,244,91,58,236,214,79,187,72,175,254,187,198,246,104,60,221,22,102,60,
119,210,137,60,108,58,55,60,190,100,186,60,75,249,198,60,7,216,153,188,166,126,111,61,
56,88,55,186,4,20,255,60,148,219,178,185,19,49,128,188,186,249,88,59,148,3,60,188,
108,124,78,188,53,18,143,60,108,117,178,60,160,110,115,61,14,177,45,60,62,3,192,188,
8,100,175,60,24,170,149,187,178,249,170,60,205,179,105,61,105,9,32,187,30,220,217,60,
6,170,135,185,222,119,205,188,92,132,2,60,43,70,5,60,73,151,33,60,98,106,221,188,
220,120,86,188,66,139,207,188,22,176,85,60,86,62,175,60,178,84,28,187,100,65,132,187,
123,64,136,187,104,123,114,58,64,190,127,60,72,140,208,188,72,140,25,187,28,126,255,187,
10,66,173,188,218,117,175,60,219,156,6,189,62,104,76,188,189,178,70,188,34,48,196,60,
196,107,227,58,191,31,160,188,135,202,27,59,22,101,172,188,128,130,190,60,158,238,163,60,
60,183,118,186,206,143,250,187,203,36,201,186,100,112,35,189,137,210,128,60,145,215,14,61,
240,152,231,188,45,101,63,189,225,212,19,186,114,218,231,188,120,82,135,59,26,15,110,61,
140,112,183,187,210,243,130,61,8,241,56,57,252,175,133,61,41,185,6,60,248,197,48,61,
140,178,155,188,255,119,42,188,208,214,25,59,158,20,59,188,198,183,219,188,180,205,22,189,
131,0,105,188,5,219,139,187,249,24,40,60,89,2,17,189,6,155,238,60,68,153,65,188,
46,96,25,61,60,246,52,61,98,84,23,187,39,20,98,60,201,13,38,60,115,78,137,189,
65,213,201,60,147,140,32,189,1,58,72,59,220,79,196,188,180,14,82,188,4,139,58,188,
207,189,172,59,123,65,184,60,161,64,111,188,229,151,32,59,100,230,77,60,0,69,137,60,
233,93,226,60,154,196,40,59,84,177,23,188,8,253,98,59,142,131,239,59,183,137,33,61,
143,172,50,189,61,154,15,60,33,26,54,188,90,130,54,189,170,79,215,59,189,187,235,58,
103,242,192,187,126,45,81,188,35,204,207,60,121,85,159,60,190,95,179,60,101,52,192,188,
157,176,82,59,128,62,233,188,7,197,180,60,157,231,171,187,153,172,190,188,223,68,20,189,
182,73,15,187,243,243,116,60,226,193,151,187,214,163,133,61,245,249,34,61,129,15,139,188,
136,237,103,60,126,33,233,188,116,146,141,188,87,251,216,60,135,219,167,60,188,233,172,188,
81,108,168,60,88,236,113,60,104,120,147,60,137,213,208,186,9,87,35,60,250,246,110,60,
210,101,62,187,32,214,140,59,106,223,240,58,162,24,23,189,59,182,140,188,59,182,6,189,
220,100,182,59,152,127,45,188,66,176,79,188,10,125,24,188,109,9,22,59,108,29,90,61,
151,99,212,60,184,150,50,189,173,215,32,188,27,12,215,188,6,194,124,188,119,144,175,60,
227,101,4,60,149,31,17,188,178,151,107,188,212,80,68,60,191,123,216,59,42,196,218,188,
110,221,216,60,31,44,178,60,195,43,183,188,212,109,77,188,200,59,129,60,204,170,128,187,
5,76,71,60,192,74,68,61,236,97,57,188,102,194,69,59,80,62,133,60,50,250,116,187,
221,131,167,60,123,161,222,60,250,189,168,188,194,185,173,188,74,158,33,188,224,89,167,188,
23,71,105,60,120,29,65,61,150,98,41,188,40,131,251,59,66,193,33,60,32,247,221,59,
89,63,76,59,231,201,188,189,187,201,53,60,44,148,41,60,55,110,10,187,223,1,175,60,
140,104,39,60,228,134,210,188,244,98,171,58,11,227,94,188,61,183,245,59,209,115,205,60,
188,223,197,187,66,1,100,60,109,255,134,60,136,150,153,187,75,80,121,187,191,250,7,60,
52,35,162,59,211,211,192,60,214,140,150,187,121,33,212,60,130,98,142,187,25,201,56,61,
104,194,135,186,70,192,7,61,200,63,105,188,48,238,155,57,99,194,78,60,57,116,66,61,
83,158,100,59,214,246,0,61,60,172,241,186,253,69,178,58,84,203,175,186,86,14,189,187,
117,210,130,60,53,27,78,189,231,143,35,188,117,125,175,60,204,35,196,188,69,184,176,188,
69,82,243,59,110,170,13,59,140,145,172,187,75,47,134,188,96,207,85,59,117,217,24,188,
46,19,203,59,43,66,116,60,3,62,22,187,18,75,180,60,62,238,156,188,144,181,121,188,
90,59,31,59,56,8,30,61,191,16,46,188,172,174,29,60,203,162,35,188,47,176,233,188,
90,40,114,60,37,104,24,59,42,96,191,188,38,155,234,59,85,249,34,59,127,7,226,188,
250,148,129,188,52,245,165,60,213,33,148,60,160,32,82,188,192,89,145,60,30,213,6,188,
213,16,194,188,223,84,151,60,185,201,158,188,89,245,139,60,134,214,109,60,125,61,91,188,
239,15,184,187,42,201,165,188,70,230,221,185,56,69,187,187,182,199,159,187,16,142,5,61,
157,103,21,60,237,140,52,188,212,173,79,59,145,61,2,60,77,218,44,188,140,196,62,61,
40,242,101,188,176,138,6,189,110,246,191,188,71,190,247,60,30,205,49,60,78,86,103,60,
33,187,149,60,44,65,223,188,43,179,37,187,68,50,128,60,73,58,139,60,0,16,73,188,
59,83,149,188,137,42,172,60,52,180,22,188,131,95,194,187,19,142,181,60,101,55,38,188,
173,116,18,187,209,132,26,188,23,100,133,188,21,143,220,188,79,96,115,60,8,136,64,187,
166,167,90,188,145,250,60,60,128,221,157,56,112,145,27,189,18,201,78,60,57,212,247,186,
234,65,6,60,10,115,12,61,240,215,157,188,209,183,47,189,179,5,151,60,13,87,175,60,
191,104,128,188,139,158,236,60,173,211,126,58,227,79,95,189,231,161,15,61,146,95,95,60,
210,202,246,60,239,47,163,188,35,247,46,60,112,216,243,187,228,241,247,186,99,6,133,188,
207,32,14,60,171,47,105,61,188,235,216,60,92,183,138,186,246,166,170,60,157,102,41,188,
115,185,233,187,102,134,225,59,96,77,250,58,177,190,157,60,68,75,79,188,116,145,147,188,
68,217,143,59,151,248,45,61,110,193,198,188,200,50,144,61,202,215,212,188,50,149,169,60,
181,156,119,60,165,188,11,61,10,58,148,59,184,140,158,60,161,245,131,58,82,49,146,187,
92,255,137,59,72,238,133,58,229,64,152,60,0,75,79,189,63,252,176,188,212,227,128,60,
222,129,218,187,26,144,188,187,133,219,236,59,79,29,168,188,159,145,7,60,102,156,243,188,
28,133,96,186,94,51,63,60,250,135,31,60,195,144,117,60,140,87,36,58,20,41,244,60,
200,55,179,58,46,92,213,188,24,200,181,187,211,178,125,60,31,109,73,188,139,99,192,60,
148,11,118,188,226,228,198,188,149,104,187,60,110,162,0,61,2,61,220,188,129,75,96,61,
213,106,181,60,9,234,4,61,9,25,138,59,138,80,72,188,203,107,128,59,43,218,0,60,
164,108,196,186,162,210,57,189,99,1,220,60,24,80,227,58,57,113,81,60,178,162,177,186,
248,97,45,187,154,230,109,189,196,143,21,187,113,63,147,60,32,68,249,187,164,139,110,188,
90,30,152,187,133,17,130,61,246,225,47,188,35,32,91,188,222,94,14,61,178,1,165,60,
2,35,140,188,49,23,104,187,75,54,230,188,136,198,93,187,241,168,84,188,179,147,68,189,
195,57,46,59,4,196,121,188,236,119,18,60,197,62,40,60,41,81,176,187,62,199,221,60,
129,46,140,60,152,63,174,60,111,78,39,60,231,90,106,60,199,238,54,188,130,182,221,187,
115,65,158,188,160,134,201,187,164,15,168,187,183,190,2,189,113,171,38,188,42,49,92,60,
45,139,19,188,251,32,179,59,180,210,109,188,65,65,186,188,97,132,161,59,33,18,232,188,
59,73,44,187,84,125,58,188,12,194,203,188,60,188,168,60,208,32,190,60,123,44,37,60,
165,95,21,188,152,204,201,59,50,44,138,60,26,183,172,59,94,114,229,186,250,79,100,189,
67,0,203,60,100,195,9,188,201,10,79,187,114,239,143,188,86,46,133,60,16,37,254,59,
208,49,129,188,158,104,154,60,231,59,132,188,136,242,60,60,112,184,133,187,73,63,112,61,
210,92,2,60,188,32,29,61,164,109,46,59,140,255,83,59,200,62,245,187,166,88,78,189,
65,156,105,187,193,18,60,188,249,250,73,189,149,217,7,189,52,78,201,59,188,55,200,60,
89,208,93,60,120,6,83,61,189,185,21,60,124,48,167,61,12,49,77,59,138,185,221,187,
172,38,166,187,90,95,136,188,149,126,17,187,96,57,34,188,224,27,137,188,124,200,154,59,
147,20,189,188,94,24,135,187,191,127,47,187,214,177,127,60,57,22,143,59,5,162,30,187,
216,252,139,57,191,99,16,188,243,229,171,58,66,151,26,61,80,226,167,187,160,24,41,189,
4,228,121,60,47,70,111,59,102,162,80,188,90,179,156,60,137,145,166,187,102,113,79,187,
180,221,132,188,22,129,160,188,100,143,143,188,194,74,65,186,174,246,235,187,105,20,38,60,
192,10,99,59,49,110,26,189,210,138,156,188,163,164,251,188,17,121,116,188,216,126,54,189,
45,131,237,187,211,68,85,189,48,195,105,59,232,40,95,60,96,49,138,186,6,216,169,59,
5,149,9,60,210,174,22,61,245,191,173,60,61,75,84,61,112,5,14,60,115,240,6,189,
223,155,51,60,176,107,181,60,84,46,66,59,31,126,87,189,182,5,57,188,44,16,134,188,
207,171,180,188,121,175,11,60,33,182,62,59,154,84,209,60,25,60,120,188,46,255,45,59,
178,3,224,187,246,145,22,60,44,122,231,187,201,138,254,59,3,99,5,188,199,203,175,188,
127,255,179,59,6,180,170,188,106,72,169,188,215,18,206,188,235,232,148,59,13,173,148,59,
101,136,105,60,27,19,207,60,222,97,97,60,80,220,147,188,87,76,115,60,191,117,133,60,
150,224,61,59,4,109,51,187,9,53,30,60,109,2,167,60,226,94,135,60,199,33,120,60,
35,68,82,188,94,53,16,187,140,214,145,188,144,150,70,188,204,47,23,186,200,114,21,59,
53,67,229,188,173,67,155,187,124,196,232,59,197,231,232,58,222,189,214,187,102,232,182,60,
197,141,168,58,67,56,93,189,250,147,102,60,234,129,133,189,198,156,212,187,2,6,125,189,
242,31,150,60,141,135,196,188,250,88,36,60,161,19,211,60,222,28,165,59,94,94,64,61,
52,75,109,60,235,163,86,61,81,254,106,60,3,160,191,60,111,42,197,59,159,75,49,60,
252,34,22,188,186,179,33,189,94,167,209,188,207,212,40,189,3,242,21,189,239,102,147,187,
98,241,3,188,184,68,62,61,43,108,243,188,2,10,80,61,13,241,46,188,194,113,47,61,
18,19,167,186,100,91,105,188,218,252,139,187,190,11,228,188,233,33,10,187,194,75,112,187,
201,53,166,188,0,220,91,58,66,102,8,188,62,37,113,60,192,53,215,57,51,191,11,61,
92,175,156,186,57,18,218,188,107,164,35,60,142,57,200,188,26,109,195,187,189,108,70,61,
152,142,146,187,43,205,124,188,137,103,141,60,96,30,129,187,44,18,169,188,228,202,58,188,
22,4,209,188,30,120,218,188,159,172,42,189,254,75,87,59,201,177,182,188,240,235,150,59,
190,248,22,188,215,11,148,60,183,58,211,188,135,201,191,60,115,74,129,60,240,163,104,61,
31,141,126,60,11,63,252,186,172,241,230,60,243,47,53,189,8,95,179,187,16,204,66,189,
13,226,2,61,151,231,213,60,51,222,230,60,237,108,236,186,93,10,45,60,5,31,129,189,
224,9,46,188,146,149,207,188,81,8,94,188,111,63,13,188,229,2,136,60,113,56,231,60,
234,35,173,188,219,202,169,189,125,52,159,60,18,148,228,59,97,75,152,188,29,159,10,188,
91,154,207,186,28,235,192,60,62,244,160,60,22,210,146,189,115,122,205,59,26,108,187,187,
22,196,94,188,91,208,4,61,202,112,95,186,235,16,65,60,184,49,61,60,87,203,225,60,
162,59,139,60,198,125,97,60,4,9,175,187,194,69,75,187,173,45,90,187,175,47,95,59,
109,245,236,60,98,3,162,188,79,203,102,60,234,192,72,56,19,76,217,188,97,254,211,59,
76,225,2,186,51,162,130,188,111,54,16,60,214,106,165,59,97,111,231,59,108,184,211,188,
79,54,90,189,133,71,96,60,40,57,208,60,129,72,133,60,209,243,56,188,47,160,3,61,
144,14,14,60,34,13,131,60,85,58,29,188,134,21,118,189,239,107,19,61,23,149,106,60,
164,214,105,59,70,64,12,61,118,248,180,60,125,104,186,60,238,73,145,188,19,88,15,189,
235,174,145,187,175,131,84,61,160,24,160,188,28,115,177,60,146,218,220,59,85,88,228,60,
112,224,203,58,177,165,7,187,215,24,105,188,154,49,18,189,7,202,214,58,237,101,28,61,
191,170,5,189,220,157,226,58,198,52,141,59,248,8,56,60,56,64,7,188,89,87,252,60,
25,41,7,60,26,238,229,61,236,80,214,187,156,143,61,59,31,64,248,187,98,81,116,188,
41,80,72,188,145,111,52,187,199,14,234,59,123,54,197,188,57,211,173,188,159,6,157,60,
50,37,83,188,5,135,191,60,201,88,249,58,155,255,141,187,179,104,11,189,172,4,164,188,
17,67,213,187,168,214,173,60,216,125,70,60,230,157,69,187,91,129,227,59,218,195,191,60,
32,88,88,188,114,95,60,187,242,148,37,188,162,163,82,60,48,18,105,187,187,145,69,188,
50,198,21,188,226,218,232,188,143,110,144,59,156,173,153,59,189,13,186,187,42,42,135,188,
176,103,83,57,118,7,65,189,138,217,2,188,128,2,243,182,251,45,2,188,164,114,210,187,
100,215,168,60,245,158,21,61,89,127,205,188,156,51,3,60,253,127,251,187,154,168,45,61,
2,109,189,60,248,4,101,61,40,116,203,60,193,204,204,59,221,46,173,60,110,163,229,187,
228,183,159,60,163,74,201,188,165,42,153,60,248,16,243,60,66,183,174,188,82,105,48,61,
21,106,1,188,234,178,64,61,242,212,173,188,101,178,180,188,182,43,167,188,194,57,75,60,
213,104,24,188,72,235,97,187,170,225,189,60,157,206,223,188,133,220,23,58,53,36,23,188,
128,60,0,188,126,131,21,189,247,97,252,58,0,132,201,56,124,196,49,59,103,55,61,60,
240,249,113,60,163,8,222,187,32,226,165,188,32,3,184,187,99,1,209,188,80,50,187,187,
104,1,215,60,160,114,9,187,126,17,182,59,86,164,184,59,152,252,43,60,238,58,165,188,
244,158,200,187,127,108,177,188,168,84,199,59,212,98,90,187,78,36,1,189,216,34,81,188,
242,16,51,187,209,228,192,188,222,182,186,188,127,172,187,60,95,80,209,59,12,121,78,189,
212,88,50,61,213,238,74,60,131,21,195,60,2,124,134,188,12,124,24,61,142,28,64,60,
91,10,50,188,21,216,101,186,121,146,131,60,113,100,189,61,32,179,103,60,241,1,110,60,
221,165,171,60,231,235,15,60,119,209,21,60,73,253,144,188,94,46,179,60,179,58,3,189,
131,148,81,186,52,157,118,188,33,108,13,189,195,16,84,61,58,179,181,188,97,13,76,61,
180,110,254,188,8,72,4,61,81,116,245,59,121,6,89,61,17,212,28,188,240,153,205,187,
187,124,3,59,48,173,32,188,109,201,76,188,152,203,75,185,156,252,49,60,16,57,7,189,
185,139,22,187,131,71,7,61,149,56,126,188,0,93,2,61,158,153,90,60,103,112,252,187,
25,190,207,188,107,4,58,189,128,236,146,188,233,220,126,60,131,232,65,60,122,216,177,58,
88,155,68,60,122,149,86,60,204,181,199,59,39,108,147,188,188,44,22,188,141,233,13,189,
221,220,79,189,89,23,223,186,25,229,121,188,205,35,204,188,198,128,29,188,232,141,89,60,
153,30,139,60,225,172,72,60,201,82,141,60,90,186,197,57,60,135,238,58,88,241,122,187,
241,249,233,60,45,152,83,60,89,127,187,59,166,226,131,60,221,141,9,188,255,102,47,188,
63,24,237,59,59,94,225,59,57,230,177,60,155,179,37,59,152,105,36,187,246,199,49,188,
99,137,102,60,161,104,144,60,2,207,4,187,224,79,124,59,154,240,126,188,254,104,60,60,
142,138,210,60,224,189,182,60,238,251,208,187,207,191,244,188,230,215,65,189,105,87,249,185,
167,190,134,188,226,179,70,59,161,3,165,60,108,63,44,189,137,173,151,187,237,169,242,188,
55,124,175,188,195,174,43,60,139,175,135,188,159,4,1,61,189,144,97,188,137,140,69,61,
48,104,90,58,215,60,70,189,124,22,13,61,99,208,20,61,28,215,80,60,102,198,51,61,
158,11,51,188,100,66,206,187,144,107,133,58,183,9,92,61,194,168,61,60,41,41,108,189,
105,219,7,188,125,47,227,188,6,92,150,60,57,185,111,61,125,68,122,188,73,2,7,189,
43,78,108,61,139,226,142,189,87,181,244,60,5,215,32,60,28,197,125,60,239,175,130,59,
138,188,6,187,26,148,113,60,128,159,166,183,176,77,217,59,200,168,225,187,151,234,144,188,
100,134,247,187,106,148,37,188,254,244,48,61,141,24,208,59,133,139,226,188,214,127,45,186,
11,99,76,188,218,212,89,188,157,137,62,188,2,223,28,59,252,143,135,188,139,104,79,188,
156,108,143,188,168,166,39,58,132,49,64,58,159,217,13,60,65,156,156,59,243,57,215,186,
86,207,168,60,249,122,150,60,192,20,156,60,39,246,18,59,62,39,242,186,206,185,131,60,
45,108,68,188,65,22,165,60,239,158,52,188,172,131,55,187,196,24,181,60,194,240,135,188,
200,208,205,60,106,25,56,189,20,196,86,60,86,66,82,60,13,3,252,60,25,15,22,61,
201,241,146,188,250,28,216,59,190,244,205,186,132,182,138,189,91,90,28,61,189,162,10,189,
74,200,4,188,85,245,94,189,79,103,162,188,200,167,59,61,170,209,7,60,104,8,234,188,
112,14,77,188,109,132,190,189,80,133,11,61,111,115,170,60,160,162,90,58,196,201,135,61,
103,136,47,188,92,68,230,188,100,98,226,187,200,59,71,60,118,59,163,188,86,133,124,59,
82,239,153,188,46,47,185,59,16,51,78,59,122,142,37,188,26,191,114,188,136,154,134,57,
87,62,166,60,43,37,134,59,19,153,32,188,70,112,219,187,214,12,28,188,168,202,16,60,
93,82,89,60,159,86,203,187,20,172,122,187,232,102,201,188,23,176,64,188,244,211,127,60,
201,66,0,187,194,141,225,187,128,238,121,184,17,21,195,188,166,124,118,187,214,111,150,60,
226,230,155,59,1,252,7,59,240,80,142,59,205,143,82,59,42,52,186,59,178,255,124,61,
117,228,15,189,66,66,171,59,157,255,225,60,204,149,179,60,189,243,17,60,240,13,244,188,
59,245,138,188,208,224,252,57,98,171,108,60,242,129,139,60,59,141,11,189,76,115,99,186,
13,32,92,188,160,252,53,189,92,180,85,187,103,95,17,61,156,81,37,188,220,29,236,188,
219,212,127,188,24,107,205,61,112,114,86,188,190,39,85,188,68,133,166,188,44,203,159,188,
49,230,185,59,105,108,190,188,215,11,153,188,161,106,69,61,52,213,165,188,92,25,144,186,
142,104,209,60,80,160,232,60,250,0,155,187,161,113,155,60,134,48,139,188,25,130,10,60,
33,86,203,60,123,203,115,188,80,97,136,188,109,203,204,59,178,176,97,61,97,4,137,185,
255,145,247,188,88,32,252,185,230,109,148,185,87,234,252,186,103,26,101,186,133,59,112,188,
50,131,206,187,141,178,160,188,68,47,0,189,43,177,164,60,26,127,137,188,188,123,89,60,
167,52,249,60,131,86,78,187,140,129,43,60,255,171,224,59,84,161,192,188,59,199,123,59,
190,153,100,188,68,226,182,60,42,181,98,60,103,75,35,61,226,1,80,189,210,201,222,188,
42,156,231,60,107,124,129,60,28,27,143,60,195,27,49,189,143,91,144,188,224,22,124,61,
0,150,60,61,215,153,172,59,71,223,143,188,53,70,44,61,34,30,20,187,161,209,139,189,
92,120,196,60,14,93,152,187,58,182,140,188,24,245,241,188,92,125,195,188,104,42,181,61,
48,124,86,188,241,242,141,189,237,96,109,188,55,53,93,189,237,97,200,60,198,254,16,189,
202,50,35,61,19,57,55,61,1,65,142,186,111,218,158,188,36,185,178,187,165,6,190,188,
68,230,41,59,155,109,103,60,212,171,200,187,181,253,129,187,151,173,168,188,75,140,83,59,
174,137,2,61,177,56,209,187,90,222,43,60,222,149,193,187,94,251,86,59,200,41,251,187,
110,192,115,59,166,254,144,59,72,19,57,186,166,160,95,60,27,107,129,188,191,66,23,188,
129,125,139,60,144,82,138,59,228,130,85,60,225,84,109,60,227,63,45,189,114,164,32,188,
219,57,214,60,212,4,64,187,141,40,198,60,232,223,71,60,93,10,220,59,184,211,150,188,
148,8,145,58,219,38,171,61,18,91,32,189,230,171,174,188,144,190,190,60,174,52,90,60,
129,195,13,61,94,126,72,188,238,72,9,187,190,27,51,188,118,170,190,60,52,105,47,61,
62,205,47,189,226,132,130,188,201,212,50,188,141,31,145,189,126,191,202,59,178,145,17,61,
90,14,133,60,84,35,77,189,6,255,157,60,45,49,159,61,128,252,183,56,150,55,84,61,
229,80,33,188,76,159,14,189,88,109,216,57,74,203,21,189,59,122,24,188,15,233,81,61,
253,44,151,188,32,50,242,59,43,172,59,188,208,162,63,59,132,105,97,187,250,59,133,188,
234,24,215,58,157,89,17,188,179,180,41,60,76,191,150,187,14,147,141,185,1,127,80,58,
228,95,202,188,124,209,66,60,88,221,209,60,194,255,181,59,189,101,145,186,81,109,205,59,
33,22,192,59,170,81,11,188,160,113,14,60,160,115,3,60,250,249,99,60,96,190,128,59,
108,133,9,187,93,213,171,188,212,16,244,60,40,107,156,59,127,204,157,188,96,18,56,60,
10,101,2,188,13,39,238,59,117,195,90,59,231,58,14,60,214,18,170,187,252,144,203,59,
235,44,26,61,232,63,51,60,140,9,82,188,204,196,20,189,45,143,235,188,74,23,173,60,
98,110,99,187,111,174,69,188,49,199,37,188,158,49,192,188,245,124,157,60,230,28,131,188,
153,12,130,188,60,12,70,188,92,188,2,189,43,79,133,59,164,197,25,187,236,225,111,59,
208,88,33,60,232,44,102,189,42,73,46,187,213,208,29,60,153,9,9,59,26,243,128,60,
73,217,210,59,124,62,201,186,140,204,67,59,170,20,6,189,163,212,119,59,177,29,158,60,
184,223,254,57,143,25,153,186,66,223,116,187,2,206,174,187,159,211,203,59,226,236,122,187,
53,13,9,188,220,115,236,59,59,54,74,188,146,138,231,187,184,37,104,188,239,15,18,60,
143,137,25,186,171,4,156,59,241,239,103,187,84,31,131,59,141,133,34,188,248,201,183,59,
144,196,161,187,69,92,162,60,192,203,197,57,40,162,165,188,146,33,92,60,170,8,189,187,
1,99,211,60,149,32,104,60,19,170,8,188,15,80,186,59,172,231,201,188,96,108,138,188,
98,148,244,187,207,189,22,60,193,162,70,59,227,32,208,189,5,186,231,60,46,40,224,60,
121,245,105,188,24,251,85,188,51,140,232,187,166,90,164,187,218,115,36,60,79,64,146,188,
242,191,114,188,130,116,3,59,179,209,205,60,98,95,238,59,25,185,120,60,168,150,201,60,
137,140,2,61,177,188,59,189,84,76,207,188,166,167,24,61,11,234,164,59,221,229,159,189,
197,231,88,60,139,31,109,188,195,217,245,187,37,67,237,60,200,198,16,60,233,118,209,60,
84,247,194,187,52,203,76,187,248,38,148,60,122,179,155,59,224,136,134,188,228,163,175,188,
65,49,150,187,181,226,244,187,20,184,227,58,216,137,136,188,216,89,152,188,182,122,191,59,
243,193,157,60,177,89,79,188,147,131,232,188,124,22,116,60,119,240,231,60,75,181,45,59,
134,137,115,186,165,197,112,60,98,23,156,187,247,51,48,60,223,70,69,188,182,116,152,60,
215,72,0,61,215,187,69,188,142,161,199,60,46,218,72,188,28,232,89,60,184,177,21,60,
219,122,190,186,50,57,101,60,72,227,9,188,184,106,40,59,108,175,41,59,136,235,10,186,
65,253,137,186,198,7,66,188,182,93,219,60,60,28,139,60,142,7,122,187,103,182,19,189,
124,179,162,186,144,11,126,59,12,140,146,59,179,82,39,189,190,145,217,186,91,15,175,60,
168,66,187,58,239,9,202,188,226,52,62,188,212,246,110,189,230,64,201,59,197,8,204,187,
94,237,58,188,59,246,21,188,249,242,11,61,74,150,103,189,115,197,46,60,232,99,64,61,
96,251,121,188,79,239,33,60,108,123,128,60,35,103,77,188,194,2,73,188,199,30,124,60,
124,164,95,59,140,203,0,61,28,180,181,188,79,186,151,188,84,153,208,188,233,245,166,59,
31,99,143,58,182,119,84,188,246,177,140,188,192,11,142,188,106,220,105,188,140,55,65,188,
226,36,241,60,252,161,45,188,172,132,2,59,44,38,127,60,97,212,34,189,211,227,79,188,
212,194,14,188,108,0,36,60,186,92,249,188,1,209,160,187,247,84,223,188,208,97,114,60,
6,110,45,188,13,17,55,188,118,135,151,188,250,161,180,188,246,238,42,188,56,23,170,60,
242,15,38,61,213,109,90,60,102,247,170,60,48,238,61,57,188,152,142,58,2,74,57,188,
72,85,194,59,230,135,252,188,130,177,226,60,33,194,204,59,73,74,136,60,106,8,60,189,
65,30,36,61,48,242,248,188,80,153,181,188,248,198,96,61,37,228,240,188,128,150,168,189,
191,252,180,187,3,162,69,189,220,155,57,60,4,248,142,187,206,23,80,60,156,166,236,188,
160,206,164,188,43,51,135,61,90,234,82,188,52,128,189,187,62,142,49,188,162,249,194,59,
16,114,217,59,3,191,182,188,51,242,97,187,63,250,108,61,184,164,74,186,252,64,183,60,
239,180,128,188,173,225,97,188,10,27,162,187,21,15,223,187,107,171,99,187,53,99,143,58,
186,75,130,60,165,240,50,60,254,244,222,59,45,228,140,60,87,105,34,189,170,91,113,58,
37,234,15,58,27,28,128,188,24,232,172,187,176,210,121,60,187,9,65,60,182,194,131,58,
10,78,188,60,197,229,90,60,3,200,6,61,248,29,95,58,172,122,94,59,26,188,72,188,
164,186,143,187,125,201,149,187,86,202,167,187,7,62,101,188,100,71,199,188,247,250,137,58,
28,239,112,58,13,161,111,188,149,84,151,187,40,255,31,60,29,118,18,188,186,119,107,187,
125,195,129,188,171,232,138,61,128,54,228,188,169,202,26,61,142,85,153,188,45,42,71,188,
18,78,70,60,33,53,54,189,88,154,151,60,94,96,99,61,111,13,213,59,78,165,77,61,
242,11,29,188,9,10,66,61,241,9,45,59,171,118,101,60,104,52,138,60,250,244,148,189,
144,121,184,60,171,130,67,61,26,0,232,186,82,164,147,60,205,33,177,188,80,228,200,57,
179,86,173,187,64,24,36,189,142,68,201,187,31,73,82,188,251,211,58,60,164,179,218,187,
151,248,146,59,17,15,237,187,150,213,182,60,219,240,51,60,103,168,154,186,34,177,170,60,
168,56,146,187,146,162,130,58,7,21,247,188,248,54,20,187,202,233,252,58,208,204,79,58,
145,194,62,59,116,119,111,187,136,161,28,188,186,196,218,59,10,224,198,60,76,142,52,60,
83,190,240,60,224,41,53,188,206,194,142,186,36,98,45,58,145,140,6,60,208,141,183,59,
88,180,105,60,226,74,7,188,160,240,97,57,201,84,61,188,39,225,13,59,41,151,57,187,
97,198,58,59,95,113,28,59,18,84,95,60,230,147,113,59,253,59,131,188,244,13,151,188,
58,13,43,188,76,3,190,187,151,102,192,59,104,28,217,59,107,71,26,60,239,53,127,59,
174,30,180,60,205,163,132,61,206,79,95,60,169,154,115,61,22,59,3,187,22,44,182,60,
207,116,137,188,112,219,168,60,13,249,22,61,151,110,185,189,185,110,246,60,75,146,188,60,
241,82,7,61,27,136,61,188,48,188,42,59,179,29,75,61,213,108,87,188,189,199,80,188,
55,69,92,60,253,141,88,188,14,255,216,188,7,172,31,189,241,97,212,188,31,148,18,188,
90,86,163,60,64,167,105,186,21,134,32,187,107,59,108,60,64,126,67,188,65,202,209,59,
106,97,37,189,0,154,67,188,13,122,146,59,64,172,62,58,59,133,44,189,4,120,143,186,
65,181,212,187,144,237,144,60,91,209,137,60,200,133,159,60,177,124,15,61,158,83,150,59,
181,167,7,188,130,123,186,188,172,95,112,188,229,48,172,188,69,254,168,186,190,211,194,186,
98,156,134,60,173,97,57,59,4,59,196,60,143,135,141,188,174,89,50,186,216,23,93,58,
153,8,46,60,96,196,251,188,225,55,137,187,159,226,99,61,212,114,177,188,168,248,99,188,
154,0,223,60,22,32,19,189,67,210,41,186,215,20,106,60,195,169,53,60,248,122,27,61,
38,88,111,60,244,157,123,61,104,219,135,185,138,160,133,61,156,122,188,186,166,192,187,59,
241,171,9,61,102,48,199,189,142,185,34,61,229,13,133,61,194,94,167,60,89,61,75,60,
133,219,74,188,244,159,226,60,94,74,179,188,122,128,165,59,72,241,213,59,150,84,113,187,
152,135,46,188,131,106,241,188,12,39,184,187,49,139,160,60,123,98,82,187,115,25,170,188,
56,203,22,188,251,225,156,186,254,4,191,60,98,58,8,187,144,38,1,61,245,233,222,188,
34,236,76,60,102,64,114,60,247,148,106,188,51,239,187,187,110,110,67,188,27,217,81,60,
146,193,3,189,11,152,100,59,171,226,72,188,136,79,187,60,188,219,86,188,210,172,114,60,
87,190,15,189,165,108,28,188,202,6,25,60,98,82,69,188,165,152,142,60,129,65,205,60,
172,118,54,60,190,2,121,188,182,253,182,60,146,119,247,60,26,6,27,189,110,119,167,189,
220,243,241,60,65,34,246,60,224,16,14,61,196,70,218,188,6,75,198,60,14,100,226,59,
107,70,254,58,85,243,73,61,213,40,27,189,13,159,125,189,51,240,113,187,91,13,154,189,
250,223,215,59,203,212,203,60,250,112,245,60,214,217,206,188,143,9,48,60,195,79,176,61,
229,170,172,188,161,223,149,60,90,156,24,187,67,242,242,60,10,200,6,188,138,22,188,189,
121,16,56,61,56,30,33,61,105,102,46,60,131,28,34,61,237,80,63,188,3,66,225,187,
8,23,43,188,101,107,8,188,105,216,242,186,240,50,150,186,226,187,158,60,47,68,58,188,
92,170,133,186,225,59,1,60,151,72,173,188,191,249,156,60,195,237,194,186,82,16,48,188,
231,129,154,188,127,180,6,60,93,22,197,59,38,67,167,187,190,237,119,60,218,240,14,60,
103,32,240,60,244,150,177,59,161,1,5,59,154,70,201,188,59,73,247,60,69,179,188,186,
244,125,119,187,75,202,127,60,82,202,88,188,111,16,45,60,157,235,29,59,119,13,38,60,
241,143,178,188,10,253,19,61,80,207,144,60,28,2,149,59,253,189,214,187,159,80,116,60,
114,250,0,189,144,243,100,60,160,194,20,188,71,150,58,188,63,35,6,61,215,62,0,189,
132,37,162,60,138,213,60,61,18,81,51,188,148,149,242,188,210,79,90,187,99,34,144,60,
110,238,255,187,140,153,22,189,5,230,225,59,138,55,170,189,64,153,230,60,88,229,235,60,
13,204,71,188,36,189,114,189,37,159,154,60,24,3,161,60,100,112,192,186,20,203,212,187,
133,53,86,188,58,75,177,188,142,51,163,59,135,125,141,59,57,25,157,188,52,205,14,188,
87,182,31,60,57,205,81,60,252,170,209,187,220,6,147,60,106,132,1,189,69,120,190,187,
140,233,196,188,198,20,48,60,114,148,10,188,4,200,149,186,46,88,38,188,117,124,22,60,
113,169,203,187,18,56,199,59,200,50,126,60,11,242,204,59,118,125,147,60,30,77,128,188,
134,56,42,60,20,117,68,188,41,22,11,61,75,133,132,187,108,172,13,59,104,94,129,60,
18,42,161,188,68,23,216,188,244,150,122,186,248,251,28,60,94,116,61,60,254,122,25,189,
142,108,222,59,158,149,20,61,230,184,49,187,105,235,28,188,150,95,13,188,182,82,38,189,
128,26,138,186,99,11,48,188,219,50,20,60,64,215,187,60,214,171,85,60,220,194,145,61,
218,232,123,60,94,105,34,61,36,251,217,60,8,227,66,60,249,180,85,189,225,12,238,60,
47,66,215,60,92,233,139,189,99,169,247,60,102,69,146,187,182,168,170,59,164,96,10,187,
118,52,140,60,243,162,84,61,11,192,26,189,254,107,4,61,191,232,56,60,108,183,28,188,
95,31,142,188,209,45,3,189,64,87,16,189,34,119,39,59,86,133,153,59,11,44,21,188,
54,92,119,59,149,90,176,59,249,188,24,188,21,165,109,182,5,202,95,188,103,209,48,59,
221,231,39,59,80,220,61,59,61,124,49,189,90,57,63,60,248,183,70,188,145,211,97,60,
20,46,199,186,241,71,151,60,68,150,15,61,78,208,78,60,219,44,54,186,187,42,178,188,
223,248,237,60,179,69,118,188,208,36,253,59,93,154,158,60,45,237,125,188,232,100,23,60,
36,72,78,60,98,13,148,59,231,79,70,60,170,123,236,60,130,67,91,188,251,184,39,189,
64,13,166,60,110,234,16,61,190,11,178,187,52,57,90,189,28,144,102,60,163,111,121,188,
41,34,51,61,30,160,39,61,236,88,165,187,54,188,98,61,192,187,65,58,17,126,133,189,
40,169,244,60,89,180,94,61,147,244,245,188,6,0,7,189,60,224,51,61,35,209,133,189,
223,203,24,61,208,153,46,61,201,158,24,188,13,234,1,189,150,111,227,60,41,17,166,188,
86,103,186,59,106,120,133,61,163,25,17,60,43,36,9,60,251,194,226,60,24,21,98,189,
107,159,209,60,118,213,5,60,163,65,183,188,215,19,8,61,132,20,12,188,16,26,192,188,
107,5,133,61,31,245,87,189,110,253,170,189,151,189,12,61,24,98,169,60,172,208,169,59,
170,33,133,188,1,185,126,60,64,155,217,186,128,188,241,60,102,246,183,60,49,17,136,60,
223,102,89,189,247,220,249,187,31,38,155,189,130,108,136,188,175,250,194,60,154,253,10,61,
18,250,45,61,195,125,129,59,188,188,75,189,190,211,189,188,211,75,32,189,231,121,221,188,
191,130,23,188,131,216,217,188,207,121,235,60,227,246,192,60,29,247,57,188,146,220,127,188,
162,104,147,60,245,204,120,60,150,10,1,61,97,17,81,59,63,245,114,187,129,253,223,60,
170,10,169,60,46,126,40,189,70,245,52,188,145,218,128,188,92,206,232,187,0,41,16,61,
205,239,236,60,72,120,8,187,193,112,177,187,251,91,134,188,89,156,234,188,172,237,214,60,
212,118,118,60,188,20,66,189,111,166,216,59,162,113,182,60,163,51,32,189,12,47,131,60,
48,81,70,187,0,24,27,61,227,36,20,188,77,96,84,61,78,110,185,59,200,231,176,188,
249,217,11,61,173,11,13,188,31,154,128,188,188,160,211,58,83,186,216,188,201,199,121,188,
73,100,151,61,239,188,193,188,166,165,3,188,2,220,42,188,42,200,24,60,203,193,241,59,
16,199,164,58,40,4,161,187,72,196,155,60,75,246,21,189,213,183,172,61,107,255,189,59,
162,20,99,61,208,32,89,58,192,63,33,189,12,230,66,189,176,13,228,59,183,195,82,188,
130,67,114,188,200,214,58,60,228,240,2,61,172,55,205,186,10,46,187,60,118,128,69,187,
146,81,116,189,52,235,160,59,45,187,172,60,152,89,30,188,209,192,1,189,104,65,113,60,
245,87,247,188,227,110,9,61,114,135,101,186,248,190,51,188,0,7,133,189,48,90,82,60,
70,106,196,59,168,53,34,187,116,166,216,58,122,158,118,188,135,162,40,188,203,33,177,187,
233,215,1,59,147,8,14,188,81,9,157,60,114,63,25,189,159,18,22,188,68,123,218,60,
181,74,89,187,248,32,22,189,10,84,30,59,12,120,157,188,250,220,130,59,198,3,244,60,
6,129,60,188,212,9,37,187,186,35,234,188,179,68,3,189,51,35,108,61,67,155,28,188,
135,61,55,188,236,78,176,186,49,91,3,189,10,241,138,59,38,127,36,61,169,148,247,188,
199,12,247,188,250,78,41,60,180,91,3,188,1,8,152,187,220,26,56,61,219,232,158,188,
126,47,205,60,16,89,239,59,89,3,135,60,240,234,144,59,27,91,15,61,189,54,127,188,
192,251,27,186,100,65,90,189,219,64,91,189,97,89,235,188,136,226,0,61,253,191,81,61,
93,82,213,188,44,37,17,61,16,208,80,58,44,221,137,58,149,147,126,188,216,29,171,59,
208,54,8,59,254,60,87,188,140,229,164,60,51,236,208,60,129,186,243,188,47,64,183,58,
33,155,210,60,85,219,69,188,240,150,38,60,24,42,34,60,232,181,87,61,8,251,68,61,
224,243,92,188,115,224,183,60,56,16,163,188,86,178,41,60,81,7,144,188,83,33,219,60,
70,75,81,187,114,5,93,188,181,151,17,188,212,88,205,60,57,218,148,188,150,189,166,187,
171,95,139,60,108,27,187,188,255,184,182,59,11,48,105,60,26,192,233,59,68,43,192,187,
33,186,46,59,57,67,58,189,45,46,142,61,108,168,118,60,146,33,17,189,243,228,189,188,
220,147,210,59,120,132,130,189,183,153,250,60,106,214,159,188,130,125,143,188,154,182,166,59,
223,214,116,188,243,202,149,60,59,116,54,61,109,74,170,59,139,58,136,61,66,10,80,188,
120,138,67,61,201,26,42,59,252,141,112,60,109,159,0,189,175,100,132,188,235,20,137,189,
151,40,134,187,230,45,26,189,21,107,7,189,208,139,33,61,29,4,8,189,214,243,223,59,
87,230,107,60,191,234,233,188,144,57,62,189,147,252,9,61,241,140,65,60,202,92,29,189,
50,50,211,59,177,249,98,61,74,253,232,188,251,57,28,61,62,16,173,60,106,193,140,59,
239,226,11,189,56,186,150,188,223,5,67,61,201,212,244,60,32,35,155,188,155,113,46,61,
240,26,167,186,124,13,60,59,132,40,172,188,231,16,220,58,225,120,79,188,240,19,202,188,
255,205,68,187,126,170,142,59,232,179,115,188,179,127,159,188,26,61,161,188,108,100,213,188,
97,109,214,59,243,178,167,61,100,94,90,188,238,103,220,59,134,123,134,61,28,93,202,186,
72,219,212,58,107,102,142,60,89,160,60,61,152,144,140,188,207,78,11,189,28,232,157,60,
19,62,179,61,56,44,218,188,85,159,186,188,120,170,43,60,56,167,230,188,154,48,38,189,
179,55,11,189,245,170,7,189,190,68,249,60,4,254,173,187,29,6,143,61,129,14,68,187,
204,137,217,60,38,66,38,187,177,233,72,189,165,112,221,59,222,115,102,188,168,242,21,60,
241,180,87,61,121,249,46,60,98,157,81,187,11,60,44,188,96,75,187,188,104,140,61,61,
34,191,50,187,38,195,121,188,172,10,138,60,216,96,9,189,112,174,89,187,131,38,198,188,
204,238,122,59,229,160,230,188,52,240,179,187,172,118,229,58,171,231,109,188,255,143,211,60,
191,189,121,60,247,243,114,188,44,132,131,187,130,16,11,188,95,1,89,60,87,183,154,188,
253,46,184,60,42,54,116,188,27,235,112,59,144,49,73,187,166,210,213,188,246,235,39,60,
230,195,245,59,43,17,207,187,9,112,18,61,203,241,183,188,8,225,217,188,113,140,170,188,
236,146,198,187,156,225,106,187,122,28,157,189,26,122,159,60,100,197,178,187,84,179,46,188,
201,136,19,188,6,57,145,60,197,142,7,61,77,190,254,186,98,245,88,189,44,122,81,60,
121,147,64,60,150,209,225,59,88,54,251,60,11,38,155,60,42,247,126,58,26,144,29,59,
246,44,39,189,34,31,197,60,86,87,72,189,218,151,42,60,211,145,173,188,210,169,28,59,
206,219,109,61,142,235,23,188,191,42,95,188,198,197,158,186,24,71,116,59,86,203,86,188,
246,58,247,186,255,103,85,60,55,18,2,61,227,193,86,188,199,39,131,187,52,99,132,188,
87,31,208,188,21,99,57,61,212,210,154,60,129,166,209,60,140,71,179,59,189,33,223,59,
120,113,167,59,251,134,114,186,173,240,6,61,142,233,129,57,153,125,141,187,150,53,169,60,
82,109,225,187,240,159,136,188,8,141,161,188,88,122,93,61,214,226,166,188,212,214,23,61,
185,191,134,188,254,41,161,59,139,237,186,186,30,88,129,58,56,50,185,60,59,224,53,60,
236,44,254,187,90,249,33,60,199,169,31,60,152,69,141,58,186,29,144,188,49,109,114,60,
99,109,6,60,115,178,0,61,174,129,135,188,45,115,129,188,53,96,122,188,60,197,1,60,
125,192,122,61,167,195,198,60,43,176,39,189,74,69,202,60,185,91,69,188,43,3,67,187,
49,148,104,59,239,6,95,60,85,19,195,188,0,226,118,60,75,41,211,188,18,129,129,188,
86,48,0,189,142,120,164,188,21,174,10,188,45,237,162,60,147,4,177,60,84,228,1,60,
205,157,91,61,60,71,141,59,25,229,0,189,58,248,224,188,218,89,45,60,239,27,168,59,
174,111,151,60,23,138,49,189,12,23,1,60,225,190,112,59,222,203,67,188,200,35,242,60,
243,85,65,60,34,62,67,187,199,101,151,60,230,190,89,188,139,91,243,188,230,251,150,188,
72,193,92,188,11,16,53,188,1,40,174,188,226,125,142,188,211,108,232,60,122,148,222,188,
244,8,65,188,139,92,104,60,65,161,99,60,115,69,89,60,141,72,247,187,194,119,162,60,
31,93,149,60,206,230,142,188,3,50,131,186,137,36,195,60,220,43,69,188,227,120,161,60,
107,63,21,188,52,187,136,188,212,120,23,189,96,244,146,60,240,104,58,187,150,28,74,61,
83,229,166,188,216,204,20,188,52,76,178,60,23,22,11,60,116,0,119,61,239,95,42,61,
50,75,209,187,80,172,49,60,117,3,189,188,120,210,107,60,151,134,198,59,99,111,3,188,
129,197,104,189,231,50,128,188,60,31,20,189,112,244,64,59,198,237,41,188,226,92,79,188,
146,248,74,187,34,186,161,60,205,232,250,60,48,98,177,59,76,108,212,60,140,189,72,60,
147,40,204,60,40,225,244,188,70,22,180,59,215,115,250,59,188,72,224,60,160,184,38,188,
0,155,150,58,234,44,227,188,154,250,167,188,33,20,41,61,0,72,224,60,108,124,206,186,
132,149,227,60,244,219,13,189,58,123,246,188,179,56,144,188,128,51,162,59,63,31,118,60,
15,81,41,188,142,132,61,188,116,48,143,60,86,94,86,189,210,144,149,188,208,53,74,61,
199,28,131,60,166,26,17,61,121,116,166,188,15,156,177,60,191,72,24,188,69,109,203,187,
17,112,238,60,92,80,234,60,234,190,130,60,20,15,234,59,218,171,212,188,166,57,21,189,
28,252,47,189,236,196,92,61,4,144,15,59,30,91,89,59,228,112,20,189,11,59,153,188,
161,4,8,189,237,31,10,60,87,139,87,188,77,248,112,61,244,52,231,60,170,208,169,187,
79,174,141,188,228,47,207,188,104,170,20,60,126,197,132,188,80,83,190,59,254,77,241,188,
142,152,200,188,162,198,17,189,129,71,95,60,217,134,195,60,245,130,8,61,206,89,59,59,
40,204,133,188,49,205,220,188,196,164,181,59,146,164,149,59,187,21,124,60,76,18,247,59,
39,229,95,61,140,247,152,60,97,6,229,59,172,56,136,188,22,252,18,187,130,64,120,188,
229,176,75,188,176,138,56,58,237,169,111,188,195,130,149,60,121,169,66,188,177,44,194,60,
6,49,48,188,94,58,78,188,214,6,161,188,10,0,27,60,204,6,13,60,7,226,8,188,
28,75,114,188,92,105,151,188,40,183,177,60,21,14,240,60,26,98,146,60,0,57,241,183,
223,180,250,60,212,184,222,188,104,211,23,60,166,46,65,61,78,143,201,187,245,92,205,187,
219,105,84,61,211,173,150,60,212,25,162,60,224,208,161,189,33,206,246,60,84,111,61,189,
52,184,220,186,23,96,153,58,204,85,200,60,216,101,143,187,144,223,19,61,248,124,188,60,
118,252,162,60,158,187,13,58,155,154,132,189,186,84,144,60,85,208,98,60,28,117,204,59,
188,111,131,60,144,222,109,60,251,39,121,188,141,134,109,60,110,188,80,188,250,176,200,60,
203,153,44,189,113,26,91,59,232,245,53,188,113,222,145,186,247,167,165,60,170,97,111,60,
60,231,23,189,138,68,201,187,110,4,34,59,95,198,210,59,89,220,71,189,176,156,195,60,
238,219,237,187,114,87,8,61,38,178,19,61,177,34,170,60,173,20,14,186,146,6,119,60,
32,121,219,60,150,161,93,188,175,165,129,188,10,113,4,189,115,239,0,60,57,14,36,187,
47,45,12,61,18,63,165,188,150,138,98,60,106,86,124,60,201,119,212,60,189,217,0,61,
174,168,36,188,240,84,78,58,98,153,163,58,81,16,199,59,248,134,46,188,81,135,238,60,
98,150,143,187,113,203,172,188,188,197,159,185,168,61,144,60,81,53,29,189,83,1,124,60,
129,226,94,189,184,228,95,60,27,246,223,187,180,243,248,60,160,140,19,61,188,168,155,60,
49,116,221,188,227,64,61,185,142,174,125,58,246,128,83,59,171,151,182,188,222,225,5,189,
149,248,202,187,122,197,72,59,255,135,148,60,230,138,32,61,150,184,12,61,109,157,211,60,
87,28,64,189,44,225,195,60,100,47,109,58,100,123,125,59,104,143,153,187,160,45,106,59,
142,184,213,188,98,32,53,60,49,108,158,188,146,217,214,60,247,126,153,187,58,23,152,60,
38,147,201,59,177,255,66,189,42,189,19,60,237,126,233,187,151,38,240,188,7,156,196,60,
97,60,207,60,182,18,78,187,248,129,203,187,254,167,250,60,239,168,53,188,98,67,87,189,
243,180,213,60,44,142,221,188,134,224,142,187,177,14,180,60,4,222,213,188,40,22,95,187,
227,108,226,188,22,95,8,189,198,222,100,60,27,42,34,188,179,13,147,187,144,242,198,187,
68,80,139,187,119,167,32,188,228,241,166,186,211,1,249,187,29,5,16,188,86,111,176,188,
116,133,195,57,174,201,171,60,137,139,18,189,230,85,166,60,154,59,95,188,214,62,186,60,
157,39,161,188,114,207,27,61,223,159,21,61,33,106,192,60,22,0,31,189,3,143,190,188,
148,26,125,59,135,254,13,61,193,193,126,188,186,154,218,60,206,249,46,189,125,242,125,60,
182,131,112,60,47,3,165,60,14,155,115,61,54,199,197,60,236,155,102,189,233,172,18,60,
165,198,20,189,116,179,236,187,216,249,7,189,219,47,252,60,196,108,125,187,7,187,81,60,
195,32,125,188,108,122,99,60,130,98,20,189,60,47,139,60,53,176,196,60,155,196,9,189,
98,224,115,60,64,26,17,61,250,91,242,188,31,137,38,61,149,32,114,61,204,0,34,59,
150,41,157,188,206,247,61,61,28,251,140,58,102,234,67,189,132,87,212,186,200,33,18,189,
172,99,237,187,237,190,225,59,248,20,61,188,165,67,103,188,202,144,170,187,250,3,215,188,
158,193,205,60,134,168,73,59,142,125,234,59,25,196,196,60,62,143,115,60,170,95,118,187,
69,2,153,60,223,199,185,187,150,243,127,187,23,138,148,59,83,83,199,187,12,88,4,61,
254,173,182,188,50,130,93,61,125,164,69,189,39,137,46,189,110,100,234,188,140,230,177,59,
225,95,191,61,154,224,34,60,219,106,105,189,135,169,2,61,188,180,140,59,89,205,3,189,
99,178,145,60,119,238,207,60,196,27,4,61,94,214,38,59,140,235,158,188,250,204,29,188,
215,185,16,189,25,229,40,189,70,116,244,188,180,115,7,189,149,162,232,60,147,251,198,188,
119,238,248,60,150,27,89,60,199,8,130,188,141,201,133,188,109,82,42,189,89,20,97,60,
179,17,11,61,233,193,144,60,71,251,149,60,187,73,162,187,247,253,73,60,96,160,154,188,
39,203,205,188,8,61,72,59,104,194,194,60,196,43,224,187,82,37,227,187,210,117,70,189,
215,186,59,56,116,133,23,60,73,30,192,60,129,32,165,186,56,115,163,188,189,55,135,60,
2,224,93,188,98,177,191,187,69,207,81,60,200,98,31,189,48,58,212,188,198,192,6,60,
233,201,130,61,107,143,8,60,115,26,15,61,175,89,0,189,167,215,184,59,104,197,131,187,
123,216,234,186,159,83,36,60,131,109,2,60,52,172,30,60,65,166,70,61,41,214,67,60,
179,34,33,188,248,207,125,189,232,45,118,60,244,45,4,59,118,248,148,189,144,245,122,186,
50,172,89,61,247,184,193,188,57,193,58,60,5,120,45,61,174,95,217,60,236,97,136,188,
6,98,51,189,133,83,221,59,20,223,143,60,92,29,49,59,20,133,101,61,227,66,39,61,
166,159,84,188,128,104,68,60,238,121,13,189,10,199,67,60,180,11,220,187,22,47,160,60,
125,156,189,60,206,2,10,59,9,112,31,61,133,8,45,189,54,48,51,189,90,159,165,188,
160,176,12,188,68,221,154,59,152,74,153,188,154,190,16,61,190,237,65,61,227,157,140,60,
203,8,226,188,149,244,27,60,63,83,159,187,84,142,79,61,165,148,101,60,106,118,219,60,
224,21,38,189,68,136,3,60,184,79,70,60,246,234,107,188,180,253,16,59,81,41,232,187,
236,0,126,60,11,141,9,61,220,166,169,60,160,236,142,185,81,25,36,189,115,143,74,61,
67,110,140,188,185,54,13,61,200,243,1,188,148,104,93,187,129,59,117,188,83,21,215,59,
202,137,155,60,84,40,2,188,174,21,51,189,40,21,198,59,112,156,38,189,62,101,54,61,
226,45,19,189,137,196,46,61,56,44,128,60,60,132,150,60,12,161,102,60,80,59,209,188,
106,225,208,188,156,155,32,60,182,203,224,59,76,15,137,187,188,128,228,187,130,181,33,187,
164,50,197,188,114,174,62,61,216,213,244,60,114,143,14,61,75,22,211,188,81,105,160,60,
128,215,55,57,136,237,151,187,44,193,159,188,60,240,69,188,104,167,233,57,254,195,123,60,
66,136,219,58,13,183,156,188,101,151,150,187,99,193,191,187,157,126,201,59,161,119,195,188,
108,27,211,187,204,248,8,61,210,96,36,188,85,218,149,188,29,126,144,60,237,115,188,59,
147,191,131,188,163,150,64,61,14,188,170,60,86,2,246,188,114,192,114,60,206,124,31,189,
22,241,8,188,190,181,11,188,48,243,240,188,249,86,149,187,90,183,118,59,238,47,42,187,
70,98,236,60,42,146,111,188,16,44,20,189,205,74,151,60,130,21,2,188,81,112,247,60,
84,213,68,188,192,182,164,186,195,214,17,58,160,250,99,188,68,255,153,188,105,159,34,61,
85,77,252,188,94,179,140,60,67,143,140,188,168,27,166,60,159,212,74,189,58,68,77,61,
242,228,20,61,220,28,224,60,105,166,39,60,57,161,141,188,60,167,32,188,38,163,163,60,
127,162,81,61,223,34,149,59,178,172,151,188,243,227,223,59,28,63,212,188,9,77,34,61,
41,54,79,61,60,237,12,61,153,118,140,189,111,157,196,186,92,134,195,187,112,19,139,188,
119,169,136,59,195,196,169,60,77,233,252,59,192,140,149,58,59,196,128,186,245,30,67,189,
189,197,107,188,148,155,9,188,158,2,130,60,191,82,197,188,239,36,82,188,54,103,76,61,
218,191,71,60,242,178,252,58,116,111,98,60,170,24,10,60,183,93,228,188,37,175,73,61,
31,242,14,61,58,219,196,59,244,105,21,187,193,195,3,189,231,195,132,188,116,98,210,187,
189,225,38,189,107,76,143,188,130,95,3,61,239,226,1,188,242,206,193,60,146,145,218,187,
60,198,74,188,90,44,156,61,195,119,33,60,51,149,8,61,73,93,106,188,177,211,13,188,
146,188,132,188,160,142,47,59,145,130,5,60,97,192,41,61,47,44,213,188,222,17,16,61,
95,150,138,189,159,49,58,59,100,90,11,189,205,185,155,188,73,0,49,189,156,15,70,61,
201,199,1,60,240,17,138,188,234,211,2,189,36,132,16,188,252,86,40,189,26,53,34,60,
100,233,7,189,37,152,3,189,39,90,128,187,128,190,120,58,253,46,24,60,50,197,34,61,
37,28,139,61,221,71,1,189,166,223,153,189,105,53,28,189,135,174,77,60,148,209,135,187,
3,166,232,188,83,111,89,189,163,81,155,188,177,1,218,60,146,37,225,187,143,124,144,60,
8,108,98,61,117,16,24,61,94,194,193,60,26,27,112,60,36,149,148,59,18,249,216,56,
59,27,79,188,172,234,192,188,126,7,85,188,200,216,45,189,142,221,33,60,91,181,193,59,
207,132,235,57,49,114,133,188,37,168,67,188,138,119,182,60,103,60,135,60,70,66,106,61,
129,169,181,59,123,216,166,60,246,208,134,187,9,49,241,188,244,108,4,188,115,186,15,59,
3,197,53,59,242,23,171,187,191,112,76,60,88,111,36,187,202,171,22,188,141,20,239,60,
161,135,10,60,154,103,61,60,68,226,30,188,214,124,26,187,134,133,19,187,193,94,56,187,
70,141,208,60,173,92,24,61,104,0,77,188,205,223,55,60,255,164,61,189,223,140,38,60,
173,50,28,61,238,4,86,188,80,155,25,61,148,8,15,61,57,92,17,61,139,148,51,61,
85,120,5,189,194,40,75,188,37,35,146,60,35,76,95,188,240,62,57,189,202,238,110,60,
177,180,181,61,104,230,143,187,180,32,218,58,204,215,63,187,20,234,86,61,42,20,161,60,
113,186,112,188,225,113,113,187,88,19,111,58,88,182,237,188,176,85,236,60,246,251,112,189,
140,170,116,188,152,255,243,188,28,3,137,60,191,107,132,188,76,234,32,60,174,134,139,60,
40,120,39,60,213,42,16,61,70,219,134,59,167,89,2,188,40,36,116,59,19,187,22,189,
119,175,140,60,42,241,12,189,42,198,154,187,146,160,245,188,50,107,213,187,76,118,79,60,
44,179,95,59,88,29,219,59,88,121,53,186,199,220,30,188,169,168,213,188,88,116,13,58,
254,6,12,188,202,204,166,188,166,252,162,59,102,198,242,188,203,42,254,59,26,251,149,58,
136,203,167,187,80,168,220,60,101,33,109,186,197,235,157,188,80,232,41,188,110,101,203,59,
112,154,191,60,168,240,246,188,209,75,226,60,212,145,30,187,183,242,19,61,21,110,160,187,
246,227,94,61,109,205,73,188,99,34,250,59,72,33,164,60,9,92,43,61,238,93,66,60,
90,56,58,189,195,175,60,189,0,143,159,189,238,138,120,188,216,109,36,61,14,225,247,60,
129,157,183,60,198,114,209,188,4,99,88,187,54,71,43,60,29,40,83,60,193,157,199,188,
122,141,159,60,52,147,213,186,98,202,205,188,173,92,211,188,1,247,58,188,226,134,194,60,
248,179,112,187,2,180,220,188,138,208,166,59,36,201,213,59,226,237,91,188,156,74,249,58,
150,133,217,186,96,139,8,61,52,187,10,188,80,104,126,58,90,168,22,188,104,173,222,187,
86,143,248,59,117,95,94,189,180,191,23,188,16,2,168,58,71,63,67,60,88,111,10,188,
80,167,143,60,30,70,183,59,7,46,26,60,211,59,1,61,146,121,194,58,160,235,199,59,
114,33,246,60,113,209,75,186,162,36,96,187,241,207,53,187,214,128,243,59,202,120,157,59,
150,164,171,58,189,31,158,60,170,27,155,188,232,216,199,60,43,115,4,189,119,30,241,60,
146,52,48,188,118,59,21,188,122,81,45,61,14,96,219,188,74,40,80,61,127,34,5,61,
133,220,34,60,10,13,2,61,117,195,174,59,103,34,216,57,16,54,150,188,51,123,163,188,
165,36,98,189,230,174,3,189,238,23,92,61,188,6,73,188,104,11,22,61,18,177,5,189,
196,33,170,60,225,38,188,188,205,26,170,188,196,164,188,186,96,121,93,60,249,37,85,188,
175,177,113,61,215,153,66,189,65,115,48,187,172,41,13,60,230,17,144,60,100,35,48,189,
88,221,20,59,131,170,228,54,156,190,132,188,242,28,175,187,126,26,74,60,162,43,0,61,
7,172,140,187,138,122,85,189,32,227,129,187,37,22,155,188,178,174,158,60,239,218,221,188,
141,160,39,188,225,137,12,61,151,195,55,60,95,161,255,188,23,138,15,60,221,88,250,186,
10,178,99,188,76,29,220,60,231,113,177,59,205,95,137,188,182,138,211,60,65,6,161,186,
222,147,81,60,1,179,34,60,58,15,242,187,232,182,240,60,41,247,241,186,255,190,54,187,
115,208,160,60,50,85,7,188,64,192,201,57,30,82,8,189,70,95,123,59,110,163,177,188,
23,36,47,61,234,167,65,60,236,144,144,58,157,54,12,189,30,138,44,188,144,161,206,59,
185,67,57,60,114,125,102,60,41,224,1,189,166,224,127,188,192,4,175,189,184,201,5,61,
2,153,103,61,151,149,38,61,98,29,88,188,242,171,159,59,98,52,149,59,227,11,17,61,
172,165,253,60,176,136,255,59,115,58,67,60,103,6,109,188,209,173,6,189,28,196,92,189,
108,66,147,187,152,210,2,189,124,235,98,60,52,18,54,60,184,140,56,60,142,15,3,187,
155,241,160,60,8,139,247,60,208,243,230,186,206,97,188,188,95,125,22,59,100,113,188,188,
201,159,57,60,187,215,27,188,235,19,146,187,236,36,142,189,223,170,39,188,27,254,141,187,
147,147,50,60,130,105,75,59,224,87,198,185,166,106,206,187,149,224,251,58,124,149,155,58,
95,18,211,188,80,168,40,60,106,188,53,60,124,40,178,187,0,213,219,185,232,10,237,188,
71,197,78,188,240,39,35,60,128,9,37,55,217,62,51,189,201,136,180,188,156,11,46,186,
10,237,95,60,49,185,130,187,48,68,30,61,218,160,242,60,54,142,22,189,203,9,171,60,
76,13,223,186,237,53,146,188,67,41,33,59,95,255,240,188,171,22,151,60,98,131,16,188,
64,153,23,60,9,247,203,59,44,16,49,61,220,52,189,59,82,27,86,189,95,121,206,188,
143,157,39,188,53,157,30,188,166,205,133,188,79,187,133,188,1,173,58,60,215,227,39,189,
44,37,13,60,126,237,32,187,34,133,183,188,102,74,55,61,150,165,28,61,40,78,191,60,
187,90,141,188,158,151,10,188,80,56,20,59,45,57,80,187,140,199,172,188,209,157,157,188,
232,108,74,56,224,16,163,60,153,9,146,187,105,43,37,61,194,224,43,187,92,214,202,60,
120,46,58,60,237,182,142,60,18,46,32,187,36,40,83,187,10,30,98,59,150,193,54,187,
248,146,43,60,56,56,8,60,28,188,202,186,224,254,76,58,18,252,33,60,102,195,172,187,
33,220,221,187,95,83,1,189,173,27,82,187,254,164,254,60,51,210,84,60,21,50,168,188,
26,147,76,186,126,109,60,60,164,233,48,187,240,20,38,57,220,246,15,60,225,248,204,60,
243,69,94,188,23,218,59,61,232,81,64,189,159,231,65,188,157,132,64,188,32,138,11,55,
106,221,192,60,52,137,124,59,251,189,111,188,219,34,134,57,225,202,166,60,110,243,192,60,
115,90,82,61,234,231,52,187,170,115,56,189,75,146,208,188,18,235,227,188,104,104,17,188,
119,245,137,60,48,43,200,188,150,12,228,188,182,226,178,187,77,105,137,59,93,236,17,60,
22,238,129,60,151,204,173,60,164,247,77,187,191,1,180,60,183,222,179,188,237,132,148,186,
132,167,28,187,86,41,85,60,108,139,53,60,207,93,242,188,155,204,23,59,215,162,167,188,
174,176,55,188,208,39,167,186,118,33,5,59,61,72,134,60,193,178,98,188,97,72,65,61,
22,129,152,58,116,101,13,188,60,222,55,188,58,31,1,187,5,76,194,187,209,156,23,60,
208,247,170,187,80,44,186,188,198,22,75,60,172,235,5,60,79,243,87,188,199,56,138,187,
162,75,232,186,26,152,252,60,86,33,225,187,64,187,25,188,243,247,139,188,64,99,224,59,
41,86,167,187,152,157,15,188,244,24,187,60,81,179,72,188,78,209,236,60,205,88,92,61,
7,188,39,189,241,233,170,60,41,84,74,188,219,72,85,189,6,123,125,60,213,197,157,188,
20,179,119,60,78,86,180,59,128,70,9,187,186,1,104,60,122,132,21,60,212,33,18,61,
250,245,38,189,249,192,35,188,69,228,81,189,164,47,96,188,166,211,165,59,226,58,175,187,
46,223,109,60,24,79,30,189,34,138,202,60,105,85,3,188,87,121,33,189,86,178,69,60,
157,187,250,60,112,85,91,60,180,195,207,188,192,79,199,58,236,112,54,60,39,87,0,60,
138,223,29,60,152,112,152,188,152,241,29,58,197,243,192,188,34,22,91,188,240,114,131,60,
246,239,47,60,94,153,1,61,124,28,227,187,9,48,157,187,64,166,60,188,69,151,132,188,
102,243,76,59,158,238,216,186,109,116,136,59,183,159,56,60,178,174,158,187,1,11,170,188,
153,71,100,187,72,50,88,60,245,36,17,188,135,223,40,189,15,222,176,187,24,25,7,61,
127,7,213,187,189,123,163,188,235,71,146,188,35,46,208,188,201,146,75,60,84,183,75,188,
242,221,123,61,65,136,134,189,33,55,49,189,35,16,23,60,26,190,237,60,129,61,183,188,
109,147,222,59,239,28,197,188,238,212,45,60,40,164,35,188,123,40,144,60,168,173,5,189,
170,228,74,188,242,42,131,188,246,20,211,188,154,199,248,187,71,107,111,61,77,110,13,61,
129,155,14,59,62,176,186,59,165,197,61,61,78,15,39,61,113,74,31,60,208,187,240,186,
215,246,204,60,156,92,168,189,152,217,32,189,80,14,110,187,200,87,230,59,131,196,3,189,
204,52,162,188,58,146,207,188,14,40,6,61,134,232,81,59,45,50,153,59,247,197,12,61,
8,183,203,56,145,174,97,59,214,246,47,188,250,225,158,187,141,232,154,60,103,94,11,60,
134,47,167,188,157,33,12,189,113,183,31,59,231,192,248,59,185,17,9,188,96,51,42,57,
0,176,190,60,202,39,12,186,25,21,113,188,110,132,184,188,221,139,213,187,144,39,248,57,
200,151,131,60,126,29,23,189,90,253,248,59,236,233,79,188,50,149,218,59,177,26,142,188,
32,246,48,187,193,230,141,58,57,114,35,186,236,109,4,58,59,51,207,188,248,62,169,59,
87,96,59,188,246,186,93,188,237,204,229,188,156,113,143,60,141,21,231,187,231,62,141,187,
174,174,172,60,204,48,135,187,216,245,191,60,76,169,5,61,130,133,162,186,23,132,167,187,
63,132,206,60,106,56,186,187,90,51,1,189,94,221,245,187,186,104,110,188,59,16,58,188,
142,126,71,189,174,41,46,189,126,5,177,186,166,187,193,187,24,236,194,188,61,222,89,61,
179,255,247,59,172,157,80,60,29,22,63,60,97,146,23,61,231,58,23,60,142,95,194,60,
79,232,123,188,190,47,215,187,139,116,160,187,104,89,20,189,130,90,7,58,112,125,105,188,
45,221,42,59,7,230,66,61,60,61,245,187,204,107,42,188,211,17,190,58,38,31,120,60,
21,236,230,187,41,41,171,188,142,232,154,59,252,18,9,61,223,237,59,188,234,30,142,60,
168,149,179,60,59,196,24,61,255,223,131,58,37,28,165,187,242,237,16,188,122,77,54,61,
33,254,44,188,188,84,131,188,192,164,100,56,27,178,26,60,143,149,232,187,129,3,49,60,
125,76,56,188,255,30,110,60,41,51,84,189,114,203,82,61,207,182,129,60,226,184,8,188,
124,202,226,188,173,19,141,60,32,39,160,188,215,216,215,60,155,187,62,59,152,232,105,59,
1,192,219,188,210,218,86,58,68,72,212,60,190,115,168,60,31,132,193,60,81,221,246,60,
61,202,34,189,120,221,243,188,40,132,72,189,68,16,141,60,65,80,89,189,190,174,65,188,
200,216,84,60,37,75,22,61,188,197,67,188,207,185,71,60,22,108,225,60,9,51,202,186,
9,37,76,58,122,88,91,59,86,93,176,60,27,172,3,61,39,223,96,188,114,112,220,60,
71,208,13,60,41,174,233,188,226,241,246,187,74,224,41,189,224,232,17,185,158,176,82,188,
56,185,101,59,63,25,30,188,148,2,17,59,95,49,116,61,160,237,194,187,242,9,63,59,
174,4,37,60,24,29,224,59,30,62,251,187,64,35,15,189,52,245,65,187,237,238,70,188,
198,34,98,60,205,101,147,59,127,95,134,188,120,20,130,60,71,117,60,58,210,27,217,60,
196,100,158,187,92,2,187,59,148,109,171,59,190,207,109,187,136,242,16,58,42,186,42,59,
84,187,127,188,196,116,20,188,207,51,31,189,181,99,79,188,79,217,218,188,145,143,74,60,
168,71,162,188,140,158,4,187,76,184,13,61,104,194,44,188,165,188,104,60,186,195,85,58,
46,91,73,60,64,7,19,186,104,243,188,60,80,29,138,60,65,73,82,188,172,193,51,187,
159,52,123,189,108,104,61,60,42,9,99,189,61,24,94,188,68,1,175,60,164,27,237,60,
63,176,47,188,15,217,137,188,176,28,137,187,109,167,247,59,41,130,159,60,150,13,6,60,
251,139,51,60,139,37,250,60,2,99,111,59,148,225,192,60,24,47,10,60,10,213,248,188,
182,215,226,187,190,36,86,189,46,135,7,188,64,187,244,60,202,160,116,60,164,38,61,188,
22,46,137,188,140,23,38,61,255,254,44,188,99,47,42,188,119,206,210,59,210,192,37,61,
33,166,135,59,212,136,148,188,210,49,139,59,138,100,44,59,216,216,7,60,208,247,140,184,
96,125,22,188,113,116,192,60,124,224,18,187,2,111,17,187,220,230,247,58,103,8,16,187,
11,163,149,187,106,76,7,60,131,215,0,187,8,160,34,189,82,226,152,60,5,83,79,189,
58,15,1,189,77,45,240,188,58,47,35,61,158,171,158,188,7,0,8,189,206,55,70,189,
176,150,7,189,253,172,18,189,206,179,204,60,164,86,144,188,148,141,14,189,62,222,4,60,
177,91,49,189,197,184,212,187,253,68,35,61,123,206,23,61,43,192,201,58,156,138,210,59,
96,50,184,60,189,87,189,60,66,249,177,60,16,108,5,61,172,74,246,60,69,222,161,189,
193,54,138,188,24,41,167,188,181,135,214,60,84,144,74,189,88,156,185,186,78,96,103,188,
109,132,0,61,141,15,183,188,206,116,57,60,103,101,181,60,130,150,6,60,74,125,95,188,
88,251,2,188,10,206,52,189,95,228,149,60,224,58,174,60,51,240,8,188,48,41,62,189,
8,161,19,187,46,137,193,60,5,53,207,186,114,111,214,188,76,192,114,60,102,18,152,187,
198,39,36,188,19,145,217,188,247,60,162,188,182,77,7,60,24,32,147,60,26,97,87,188,
211,19,128,60,17,76,246,188,121,46,128,188,168,172,31,188,78,235,161,187,143,85,58,189,
90,71,55,59,54,182,23,61,234,188,197,188,176,34,75,60,203,113,156,188,206,9,215,60,
254,131,218,188,241,120,207,60,104,128,235,60,2,23,81,60,36,198,113,61,6,187,40,60,
178,55,24,60,12,249,58,60,108,199,211,60,170,18,77,188,182,38,190,60,3,109,112,60,
173,213,160,59,40,245,23,189,25,97,189,188,177,81,196,188,54,237,77,188,65,125,32,189,
64,92,152,187,106,50,79,189,208,193,105,188,113,232,177,60,246,160,101,60,158,68,177,186,
123,64,15,61,81,115,250,60,169,139,14,60,252,255,106,186,188,191,87,187,98,206,238,59,
155,40,129,188,246,250,165,188,112,91,153,59,96,213,22,187,72,220,245,58,93,86,81,61,
64,144,231,59,223,65,164,188,158,141,4,60,114,47,41,59,148,27,131,188,16,166,59,188,
148,232,61,60,141,10,25,61,232,147,221,186,163,204,130,60,11,251,186,187,8,46,30,61,
82,196,25,59,173,68,251,188,175,93,46,188,48,210,136,188,76,223,196,187,244,175,132,60,
20,209,1,60,73,207,129,60,16,230,15,188,212,101,70,59,155,55,199,188,5,53,171,60,
116,208,160,188,143,207,61,61,167,223,244,60,194,194,15,61,111,196,29,189,28,139,0,58,
124,94,189,60,36,7,102,60,187,158,11,61,130,239,224,60,208,68,198,57,178,252,83,60,
80,78,84,58,160,133,255,186,200,23,64,187,186,245,71,60,14,208,54,189,182,142,204,188,
241,170,94,189,182,22,141,188,182,219,33,189,244,94,211,188,28,97,0,187,110,255,224,59,
222,9,64,60,227,121,159,60,202,143,149,60,24,205,200,187,153,178,97,188,216,249,72,61,
127,95,134,187,152,111,133,59,195,160,52,188,179,59,62,61,162,219,206,59,167,59,102,189,
250,108,225,187,171,76,234,188,194,89,162,188,19,175,87,188,184,198,111,187,224,119,95,184,
226,84,132,187,76,26,87,61,98,38,102,188,107,69,145,187,184,101,48,60,107,162,106,187,
30,19,129,59,143,166,164,188,140,166,161,58,2,97,89,187,95,196,226,60,49,202,153,60,
192,18,242,57,118,79,50,60,144,150,146,187,247,124,95,61,69,5,140,187,146,18,148,58,
138,196,44,188,150,126,184,60,160,105,192,188,97,97,149,60,12,171,205,188,217,20,5,60,
152,176,169,188,2,49,3,61,105,174,207,188,175,70,211,59,215,222,152,60,137,224,176,188,
47,206,117,61,180,48,255,58,93,244,13,61,236,144,220,59,146,98,5,188,64,74,208,187,
165,147,188,188,45,3,167,60,41,164,15,57,16,220,204,188,190,134,155,189,224,98,14,189,
167,123,242,188,220,128,43,189,29,172,119,60,178,153,54,188,179,110,225,60,96,11,27,189,
8,83,124,60,168,112,228,188,175,23,66,61,89,70,247,60,121,161,80,59,130,88,51,188,
129,192,139,60,185,141,0,61,77,139,244,58,111,134,94,189,121,27,197,59,254,114,54,189,
170,121,212,188,140,27,203,187,152,207,177,60,82,148,152,58,13,26,141,187,77,16,14,60,
115,81,4,189,45,147,253,59,214,51,170,60,109,69,249,59,175,203,139,60,12,189,15,188,
122,112,109,188,185,61,15,60,229,127,39,60,5,157,110,187,46,230,254,59,2,91,155,188,
111,217,168,59,232,174,38,61,129,142,68,188,121,232,236,59,32,208,198,188,206,95,163,188,
83,71,148,189,178,127,145,61,37,214,155,189,217,27,109,187,79,190,103,61,147,35,149,60,
0,244,183,61,86,49,39,61,97,218,213,61,233,102,45,190,151,75,46,189,167,79,37,190,
31,185,32,60,227,130,166,188,40,66,1,59,76,166,198,189,101,160,25,63,186,140,6,62,
159,167,51,189,119,206,20,187,141,73,21,191,26,227,113,187,220,171,159,62,148,71,69,62,
64,211,24,61,93,66,165,62,103,248,96,189,149,114,21,190,228,151,129,62,48,195,157,61,
185,51,163,62,75,248,35,191,218,203,69,62,43,181,5,190,92,131,162,62,82,101,100,62,
236,113,1,63,148,120,112,190,96,75,236,190,212,71,145,62,139,24,0,191,251,77,144,62,
174,114,232,190,255,218,138,189,144,68,89,190,180,196,190,190,123,225,255,190,42,212,163,189,
12,189,116,62,238,29,26,190,119,33,159,62,9,255,206,62,144,208,128,191,97,26,193,190,
158,140,53,190,82,90,184,62,197,83,199,62,52,250,54,63,3,233,162,61,103,112,33,191,
160,80,74,63,88,128,182,62,77,212,95,191,160,109,151,62,185,216,175,190,239,249,42,62,
44,227,152,190,33,125,209,62,15,252,75,63,144,38,152,190,39,210,234,62,153,168,231,190,
11,42,202,190,162,42,138,62,168,25,132,62,238,188,205,189,12,241,53,62,41,138,138,190,
235,138,241,189,45,24,13,62,122,211,16,189,221,54,97,191,182,54,16,60,131,168,106,63,
67,130,244,189,148,69,10,191,66,247,50,189,187,66,152,190,98,90,97,185,78,166,139,190,
170,182,210,190,227,164,61,62,100,102,19,62,194,31,48,190,115,147,28,61,116,229,158,62,
56,56,134,190,86,21,198,190,79,155,10,62,101,195,0,63,58,167,0,63,82,187,4,191,
250,113,64,191,162,111,17,63,124,163,152,62,118,126,162,62,88,246,167,189,131,108,147,62,
86,209,70,191,217,37,6,189,133,10,234,190,210,129,173,190,98,27,244,189,23,2,36,191,
194,244,95,62,32,67,10,190,197,92,184,62,172,39,156,61,142,21,19,61,84,127,25,63,
102,226,136,61,158,176,164,189,93,239,154,190,196,211,177,190,160,82,25,191,163,224,27,190,
71,106,98,190,241,174,180,190,17,152,38,62,145,58,224,190,248,82,184,60,188,42,28,63,
5,107,115,189,134,109,241,61,124,200,123,191,47,32,161,190,186,250,14,63,16,212,253,60,
89,254,124,63,101,37,150,62,148,91,98,191,92,76,158,188,254,47,165,61,77,103,30,190,
27,3,65,61,107,251,76,190,69,245,12,63,225,140,215,190,129,248,134,62,153,238,53,62,
212,189,2,61,143,178,54,62,89,180,162,190,29,35,144,189,157,24,212,62,4,86,35,63,
223,62,117,62,46,219,90,62,252,87,52,188,91,195,23,190,12,189,244,189,127,126,76,62,
101,167,187,189,15,33,2,189,238,251,186,61,67,16,161,190,90,100,91,62,130,68,219,61,
208,71,104,62,27,178,198,61,64,211,152,189,37,197,68,63,139,254,137,61,4,176,14,63,
169,98,149,190,88,253,136,190,8,129,201,190,208,113,155,61,160,215,130,60,32,210,97,190,
214,252,128,190,224,146,187,190,12,222,111,62,184,137,207,62,32,52,169,190,112,84,145,190,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
};

int tiny_weights_check(const void *weights, size_t bytes) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 4) return TINY_BAD_ALIGNMENT;
    if (bytes != 28992) return TINY_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x24354454e534552ULL) return TINY_BAD_MAGIC;
    if (header[1] != 0xd9483ca0bd7fa376ULL) return TINY_BAD_FINGERPRINT;
    if (header[2] != 28992) return TINY_BAD_SIZE;
    for (size_t i = 64; i < 28992; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? TINY_OK : TINY_BAD_CHECKSUM;
}

int tiny_cpu_ok(void) {
    return 1;
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_at = 2736, padded_input_inner = 19, conv1_w = 16, conv1_b = 448, conv1_inner = 19,
    layer1_0_conv1_w = 464, layer1_0_conv1_b = 1040, layer1_0_conv1_at = 2736, layer1_0_conv1_inner = 19,
        layer1_0_conv2_w = 1056, layer1_0_conv2_b = 1632, layer1_0_conv2_inner = 19,
    layer2_0_conv1_w = 1648, layer2_0_conv1_b = 2800, layer2_0_conv1_at = 2736, layer2_0_conv1_inner = 11,
        layer2_0_downsample_0_w = 2816, layer2_0_downsample_0_b = 2944, layer2_0_downsample_0_at = 4384,
        layer2_0_conv2_w = 2960, layer2_0_conv2_b = 7056, layer2_0_conv2_at = 4384,
    fc_w = 7072, fc_b = 7232, fc_at = 16,
};

#ifdef TINY_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 5408)
#define TRACE(layer, nchw, value, images, channels, height, width, ...) \
    (nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \
     tiny_trace(layer, COPY, images, channels, height, width))
#elif defined TINY_PROFILE
#define TRACE(layer, nchw, value, images, channels, height, width, ...) tiny_profile(layer)
#else
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)
#endif
#ifdef TINY_TRACE
#define SCRATCH (COPY + 2048)
#else
#define SCRATCH (memory + 5408)
#endif

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 16x16 */
    float *const padded_input = memory + padded_input_at; /* [3][18][18][1] */
    zero_border(padded_input, 1, 3, 16, 16, 1, 1, 76);
    copy_input(input, padded_input, 1, 3, 16, 16, 1, 76);
    TRACE("input", to_nchw, padded_input, 1, 3, 16, 16, 1, 1, 76);

    /* conv1: 3x3 3->8 at 16x16, ReLU, winograd-rows 1x4x4, 0.111 MFLOP */
    float *const conv1 = memory; /* [8][18][18][1] */
    zero_border(conv1, 1, 8, 16, 16, 1, 1, 133);
    conv3x3_3_8_16x16_rows_relu(padded_input, weights + conv1_w, weights + conv1_b, conv1 + conv1_inner,
        SCRATCH);
    TRACE("conv1", to_nchw, conv1, 1, 8, 16, 16, 1, 1, 133);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    float *const conv1 = memory; /* [8][18][18][1] */

    /* layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, direct 1x6x2, 0.295 MFLOP */
    float *const layer1_0_conv1 = memory + layer1_0_conv1_at; /* [8][18][18][1] */
    zero_border(layer1_0_conv1, 1, 8, 16, 16, 1, 1, 76);
    conv3x3_8_8_16x16_relu(conv1, weights + layer1_0_conv1_w, weights + layer1_0_conv1_b,
        layer1_0_conv1 + layer1_0_conv1_inner);
    TRACE("layer1.0.conv1", to_nchw, layer1_0_conv1, 1, 8, 16, 16, 1, 1, 76);

    /* layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, direct 1x6x2, 0.295 MFLOP */
    float *const layer1_0_conv2 = memory; /* [8][18][18][1], in place of conv1 */
    conv3x3_8_8_16x16_add_relu(layer1_0_conv1, weights + layer1_0_conv2_w, weights + layer1_0_conv2_b,
        conv1 + conv1_inner, layer1_0_conv2 + layer1_0_conv2_inner);
    TRACE("layer1.0.conv2", to_nchw, layer1_0_conv2, 1, 8, 16, 16, 1, 1, 133);
}

NOINLINE static void layer2(const float *weights, float *memory) {
    float *const layer1_0_conv2 = memory; /* [8][18][18][1], in place of conv1 */

    /* layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct 2x3x2, 0.147 MFLOP */
    float *const layer2_0_conv1 = memory + layer2_0_conv1_at; /* [16][10][10][1] */
    zero_border(layer2_0_conv1, 1, 16, 8, 8, 1, 1, 44);
    conv3x3s2_8_16_8x8_relu(layer1_0_conv2, weights + layer2_0_conv1_w, weights + layer2_0_conv1_b,
        layer2_0_conv1 + layer2_0_conv1_inner);
    TRACE("layer2.0.conv1", to_nchw, layer2_0_conv1, 1, 16, 8, 8, 1, 1, 44);

    /* layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct 2x3x2, 0.0164 MFLOP */
    float *const layer2_0_downsample_0 = memory + layer2_0_downsample_0_at; /* [16][8][8][1] */
    conv1x1s2_8_16_8x8(layer1_0_conv2 + layer1_0_conv2_inner, weights + layer2_0_downsample_0_w,
        weights + layer2_0_downsample_0_b, layer2_0_downsample_0);
    TRACE("layer2.0.downsample.0", to_nchw, layer2_0_downsample_0, 1, 16, 8, 8, 0, 1, 0);

    /* layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, winograd-F(2,3) 1x6x2, 0.295 MFLOP
     * */
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [16][8][8][1],
        in place of layer2.0.downsample.0 */
    conv3x3_16_16_8x8_f2_add_relu(layer2_0_conv1, weights + layer2_0_conv2_w, weights + layer2_0_conv2_b,
        layer2_0_downsample_0, layer2_0_conv2, SCRATCH);
    TRACE("layer2.0.conv2", to_nchw, layer2_0_conv2, 1, 16, 8, 8, 0, 1, 0);
}

NOINLINE static void head(const float *weights, float *memory, float *output) {
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [16][8][8][1],
        in place of layer2.0.downsample.0 */

    /* avgpool: 16 channels over 8x8 */
    float *const avgpool = memory; /* [16][1][1][1] */
    avgpool_16_8x8(layer2_0_conv2, avgpool);
    TRACE("avgpool", to_nchw, avgpool, 1, 16, 1, 1, 0, 1, 0);

    /* fc: linear 16->10, 0.00032 MFLOP */
    float *const fc = memory + fc_at; /* [10][1][1][1] */
    linear_16_10(avgpool, weights + fc_w, weights + fc_b, fc);
    TRACE("fc", to_nchw, fc, 1, 10, 1, 1, 0, 1, 0);

    /* output logits: 10 channels at 1x1 */
    to_nchw(fc, output, 1, 10, 1, 1, 0, 1, 0);
}

void tiny_run(const void *weights, void *workspace, const float *input, float *output) {
    stem(weights, workspace, input);
    layer1(weights, workspace);
    layer2(weights, workspace);
    head(weights, workspace, output);
}
