/* tiny: a residual network, compiled to C by resnetc 0.1.0 from tiny.json.
 *
 *   options     --target zen5 --precision bf16
 *   parameters  5266
 *   work        1.16 MFLOP an image
 *   weights     23424 bytes, fingerprint f53c7dca0834b0b0
 *   workspace   32448 bytes
 *   compile     cc -std=gnu11 -O2 -mavx512f -mfma -mavx512bf16 -c
 *
 * Layers:
 *   input: 3 channels at 16x16
 *   conv1: 3x3 3->8 at 16x16, ReLU, winograd-rows 1x4x16, 0.111 MFLOP
 *   layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, direct-bf16 3x8x16, 0.295 MFLOP
 *   layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, direct-bf16 3x8x16, 0.295 MFLOP
 *   layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct-bf16 3x8x16, 0.147 MFLOP
 *   layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct-bf16 3x8x16, 0.0164 MFLOP
 *   layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, direct-bf16 3x8x16, 0.295 MFLOP
 *   avgpool: 16 channels over 8x8
 *   fc: linear 16->10, 0.00032 MFLOP
 *   output logits: 10 channels at 1x1
 */

#ifdef __cplusplus
#error "this file is C: compile it as C, not as C++, which its header is for, too"
#endif
#ifdef __GNUC__ /* what is cast to vectors is aligned as they are, or they ask for less */
#pragma GCC diagnostic ignored "-Wcast-align"
#endif
#ifndef __AVX512F__
#error "target zen5: compile with -mavx512f -mfma -mavx512bf16"
#endif
#ifndef __FMA__
#error "target zen5: compile with -mavx512f -mfma -mavx512bf16"
#endif
#ifndef __AVX512BF16__
#error "target zen5: compile with -mavx512f -mfma -mavx512bf16"
#endif
#ifndef RESNETC_NO_WARNINGS
#ifdef __FAST_MATH__ /* -ffast-math, -Ofast */
#warning "in this mode compilers take it that nothing is NaN: NaN does not stay NaN"
#endif
#if defined __GNUC__ && !defined __OPTIMIZE__ && !defined __TINYC__
#warning "not optimised, so ten times slower: compile with -O2"
#endif
#endif
#ifdef __TINYC__
#error "tcc has no vectors: use --target scalar"
#endif
#if defined __STRICT_ANSI__ && !defined __clang__ /* -std=c11, which fuses nothing */
#pragma GCC optimize("fp-contract=fast")
#endif

#ifdef RESNETC_FREESTANDING /* nothing is included; these come from elsewhere */
typedef __SIZE_TYPE__ size_t;
void *memcpy(void *, const void *, size_t);
void *memset(void *, int, size_t);
enum { TINY_OK, TINY_BAD_SIZE, TINY_BAD_MAGIC, TINY_BAD_FINGERPRINT, TINY_BAD_CHECKSUM, TINY_BAD_ALIGNMENT };
#else
#include <stddef.h>
#include <string.h>

#include "tiny_bf16_zen5.h"
#endif

#define NOINLINE __attribute__((noinline))
#define INLINE static inline __attribute__((always_inline))
#define UNUSED __attribute__((unused)) /* by some networks */

typedef float vec __attribute__((vector_size(64), may_alias));
typedef int ivec __attribute__((vector_size(64), may_alias));
#define LOAD(p) (*(const vec *)(p))
#define STORE(p, v) (*(vec *)(p) = (v))
#define ZERO ((vec){ 0 })
#define PREFETCH(p) __builtin_prefetch(p, 0, 3)
#define PREFETCH_ONCE(p) __builtin_prefetch(p, 0, 0) /* passes by the last cache */

#ifdef __clang__ /* tuned for some processors it makes two of each vector but for this */
#pragma clang attribute push(__attribute__((min_vector_width(512))), apply_to = function)
#endif

/* bf16 is the upper half of a float. */
UNUSED INLINE float float_of(unsigned short half) {
    const unsigned bits = (unsigned)half << 16;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}
typedef unsigned short halves __attribute__((vector_size(32), may_alias));
typedef unsigned halfwords __attribute__((vector_size(64), may_alias));
UNUSED INLINE vec load_bf16(const unsigned short *p) {
    return (vec)(__builtin_convertvector(*(const halves *)p, halfwords) << 16);
}
/* To the nearest, ties to even; NaN stays NaN: those that sums make are quiet, which their upper halves tell.
 * */
UNUSED INLINE void store_bf16(unsigned short *p, vec v) {
    halves rounded;
    __asm__("vcvtneps2bf16 %1, %0" : "=v"(rounded) : "v"(v));
    *(halves *)p = rounded;
}

typedef int unaligned_int __attribute__((may_alias, aligned(1)));
/* Two bf16 a lane. */
typedef ivec Halves;
#define load_halves(w) (*(const ivec *)(w))
UNUSED INLINE Halves spread_halves(const unsigned short *p) {
    return (ivec){ 0 } + *(const unaligned_int *)p;
}
/* c + x0 w0 + x1 w1 in each lane. */
UNUSED INLINE vec dot_halves(vec c, Halves x, Halves w) {
    __asm__("vdpbf16ps %2, %1, %0" : "+v"(c) : "v"(x), "v"(w));
    return c;
}

/* Sizes of a layer for functions that layers share. Steps are in floats. */
typedef struct {
    int in_blocks; /* blocks of input channels that a panel reads */
    int x_block; /* from a block of channels to the next */
    int x_row; /* from an output pixel to the one below */
    int tap_row; /* from a tap to the one below */
    int y_row; /* from a pixel to the one below */
    int adds; /* whether r is added */
    int relu; /* whether ReLU follows */
} Conv;

/* Rectified linear unit (Nair, Hinton 2010). NaN, which is not below zero, stays NaN. */
static inline vec relu(vec v) {
    return (vec)((ivec)v & ~(v < ZERO));
}

/* What follows a tile's sum: the residual where one is added, then the activation. */
INLINE vec ending(const Conv *k, vec sum, const float *r) {
    if (k->adds) sum += LOAD(r);
    return k->relu ? relu(sum) : sum;
}

/* What follows a tile's sum: the residual where one is added, then the activation. */
INLINE vec ending_bf16(const Conv *k, vec sum, const unsigned short *r) {
    if (k->adds) sum += load_bf16(r);
    return k->relu ? relu(sum) : sum;
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

/* Zeroes the border of blocks of height x width pixels, and the tail behind each image: memory that had
 * another role before. The right border of a row and the left one of the next lie side by side. */
static void zero_border_bf16(unsigned short *value, size_t images, size_t blocks, size_t height, size_t width,
    size_t halo, size_t lanes, size_t tail) {
    const size_t row = (width + 2 * halo) * lanes, side = halo * lanes;
    for (size_t n = 0; n < images; n++, value += tail) {
        for (size_t b = 0; b < blocks; b++, value += (height + 2 * halo) * row) {
            memset(value, 0, (halo * row + side) * sizeof(unsigned short));
            for (size_t i = halo + 1; i < halo + height; i++)
                memset(value + i * row - side, 0, 2 * side * sizeof(unsigned short));
            memset(value + (halo + height) * row - side, 0, (halo * row + side) * sizeof(unsigned short));
        }
        memset(value, 0, tail * sizeof(unsigned short));
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

#ifdef TINY_TRACE
/* A value in our layout, [images][blocks][halo + height + halo][halo + width + halo][lanes] with a tail
 * behind each image, as NCHW. */
static void to_nchw_bf16(const unsigned short *x, float *y, size_t images, size_t channels, size_t height,
    size_t width, size_t halo, size_t lanes, size_t tail) {
    const size_t row = (width + 2 * halo) * lanes, plane = (height + 2 * halo) * row;
    const size_t image = (channels + lanes - 1) / lanes * plane + tail;
    x += halo * (row + lanes);
    for (size_t n = 0; n < images; n++)
        for (size_t c = 0; c < channels; c++)
            for (size_t i = 0; i < height; i++)
                for (size_t j = 0; j < width; j++)
                    *y++ = float_of(x[n * image + c / lanes * plane + i * row + j * lanes + c % lanes]);
}

#endif
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
static inline void conv3x3_3_8_16x16_rows_relu_output(const float *m, const float *bias, unsigned short *y) {
    const vec b = LOAD(bias);
    for (int t = 0; t < 4; t++, m += 16, y += 64) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 144), d2 = LOAD(m + 288), d3 = LOAD(m + 432),
            d4 = LOAD(m + 576), d5 = LOAD(m + 720);
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        store_bf16(y, relu(y0 + b));
        store_bf16(y + 16, relu(y1 + b));
        store_bf16(y + 32, relu(y2 + b));
        store_bf16(y + 48, relu(y3 + b));
    }
}

/* 1 x 4 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x16_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c1_0 = ZERO, c2_0 = ZERO, c3_0 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        const vec w0 = LOAD(w);
        c0_0 += w0 * p[0];
        c1_0 += w0 * p[1];
        c2_0 += w0 * p[2];
        c3_0 += w0 * p[3];
        w += 16;
    }
    STORE(y, c0_0);
    STORE(y + 16, c1_0);
    STORE(y + 32, c2_0);
    STORE(y + 48, c3_0);
}

/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_3_8_16x16_rows_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 9, .x_block = 4, .x_row = 12, .y_row = 64 };
    for (int n = 0; n < 6; n++)
        for (int ty = 0; ty < 2; ty++) {
            const float *xt = x + n * 64 + ty * 12;
            const float *wt = w + n * 144;
            float *yt = y + n * 144 + ty * 64;
            tile_1x4x16_products(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution, stride 1, 3 -> 8 channels at 16x16, by F(4,3) along its rows, then ReLU.
 * x: its border's corner; w: [6][1][9][16]; y: its pixel (0, 0);
 * scratch: 1248 floats a thread. */
NOINLINE static void conv3x3_3_8_16x16_rows_relu(const float *x, const float *w, const float *bias,
    unsigned short *y, float *scratch) {
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
                conv3x3_3_8_16x16_rows_relu_output(m + r * 64, bias, y + row * 288);
            }
        }
    }
}

/* 3 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_3x8x16_3x3_bf16(const Conv *k, const unsigned short *x, const unsigned short *w,
    const float *bias, const unsigned short *r, unsigned short *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0, c16_0 = b0,
        c17_0 = b0, c18_0 = b0, c19_0 = b0, c20_0 = b0, c21_0 = b0, c22_0 = b0, c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned short *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 2, p += 2, w += 32) {
                    const Halves w0 = load_halves(w);
                    Halves q;
                    q = spread_halves(p); c0_0 = dot_halves(c0_0, q, w0);
                    q = spread_halves(p + 16); c1_0 = dot_halves(c1_0, q, w0);
                    q = spread_halves(p + 32); c2_0 = dot_halves(c2_0, q, w0);
                    q = spread_halves(p + 48); c3_0 = dot_halves(c3_0, q, w0);
                    q = spread_halves(p + 64); c4_0 = dot_halves(c4_0, q, w0);
                    q = spread_halves(p + 80); c5_0 = dot_halves(c5_0, q, w0);
                    q = spread_halves(p + 96); c6_0 = dot_halves(c6_0, q, w0);
                    q = spread_halves(p + 112); c7_0 = dot_halves(c7_0, q, w0);
                    q = spread_halves(p + k->x_row); c8_0 = dot_halves(c8_0, q, w0);
                    q = spread_halves(p + k->x_row + 16); c9_0 = dot_halves(c9_0, q, w0);
                    q = spread_halves(p + k->x_row + 32); c10_0 = dot_halves(c10_0, q, w0);
                    q = spread_halves(p + k->x_row + 48); c11_0 = dot_halves(c11_0, q, w0);
                    q = spread_halves(p + k->x_row + 64); c12_0 = dot_halves(c12_0, q, w0);
                    q = spread_halves(p + k->x_row + 80); c13_0 = dot_halves(c13_0, q, w0);
                    q = spread_halves(p + k->x_row + 96); c14_0 = dot_halves(c14_0, q, w0);
                    q = spread_halves(p + k->x_row + 112); c15_0 = dot_halves(c15_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row); c16_0 = dot_halves(c16_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 16); c17_0 = dot_halves(c17_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 32); c18_0 = dot_halves(c18_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 48); c19_0 = dot_halves(c19_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 64); c20_0 = dot_halves(c20_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 80); c21_0 = dot_halves(c21_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 96); c22_0 = dot_halves(c22_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 112); c23_0 = dot_halves(c23_0, q, w0);
                }
            }
        }
    }
    store_bf16(y, ending_bf16(k, c0_0, r));
    store_bf16(y + 16, ending_bf16(k, c1_0, r + 16));
    store_bf16(y + 32, ending_bf16(k, c2_0, r + 32));
    store_bf16(y + 48, ending_bf16(k, c3_0, r + 48));
    store_bf16(y + 64, ending_bf16(k, c4_0, r + 64));
    store_bf16(y + 80, ending_bf16(k, c5_0, r + 80));
    store_bf16(y + 96, ending_bf16(k, c6_0, r + 96));
    store_bf16(y + 112, ending_bf16(k, c7_0, r + 112));
    store_bf16(y + k->y_row, ending_bf16(k, c8_0, r + k->y_row));
    store_bf16(y + k->y_row + 16, ending_bf16(k, c9_0, r + k->y_row + 16));
    store_bf16(y + k->y_row + 32, ending_bf16(k, c10_0, r + k->y_row + 32));
    store_bf16(y + k->y_row + 48, ending_bf16(k, c11_0, r + k->y_row + 48));
    store_bf16(y + k->y_row + 64, ending_bf16(k, c12_0, r + k->y_row + 64));
    store_bf16(y + k->y_row + 80, ending_bf16(k, c13_0, r + k->y_row + 80));
    store_bf16(y + k->y_row + 96, ending_bf16(k, c14_0, r + k->y_row + 96));
    store_bf16(y + k->y_row + 112, ending_bf16(k, c15_0, r + k->y_row + 112));
    store_bf16(y + 2 * k->y_row, ending_bf16(k, c16_0, r + 2 * k->y_row));
    store_bf16(y + 2 * k->y_row + 16, ending_bf16(k, c17_0, r + 2 * k->y_row + 16));
    store_bf16(y + 2 * k->y_row + 32, ending_bf16(k, c18_0, r + 2 * k->y_row + 32));
    store_bf16(y + 2 * k->y_row + 48, ending_bf16(k, c19_0, r + 2 * k->y_row + 48));
    store_bf16(y + 2 * k->y_row + 64, ending_bf16(k, c20_0, r + 2 * k->y_row + 64));
    store_bf16(y + 2 * k->y_row + 80, ending_bf16(k, c21_0, r + 2 * k->y_row + 80));
    store_bf16(y + 2 * k->y_row + 96, ending_bf16(k, c22_0, r + 2 * k->y_row + 96));
    store_bf16(y + 2 * k->y_row + 112, ending_bf16(k, c23_0, r + 2 * k->y_row + 112));
}

/* 2 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x8x16_3x3_bf16(const Conv *k, const unsigned short *x, const unsigned short *w,
    const float *bias, const unsigned short *r, unsigned short *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned short *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 2, p += 2, w += 32) {
                    const Halves w0 = load_halves(w);
                    Halves q;
                    q = spread_halves(p); c0_0 = dot_halves(c0_0, q, w0);
                    q = spread_halves(p + 16); c1_0 = dot_halves(c1_0, q, w0);
                    q = spread_halves(p + 32); c2_0 = dot_halves(c2_0, q, w0);
                    q = spread_halves(p + 48); c3_0 = dot_halves(c3_0, q, w0);
                    q = spread_halves(p + 64); c4_0 = dot_halves(c4_0, q, w0);
                    q = spread_halves(p + 80); c5_0 = dot_halves(c5_0, q, w0);
                    q = spread_halves(p + 96); c6_0 = dot_halves(c6_0, q, w0);
                    q = spread_halves(p + 112); c7_0 = dot_halves(c7_0, q, w0);
                    q = spread_halves(p + k->x_row); c8_0 = dot_halves(c8_0, q, w0);
                    q = spread_halves(p + k->x_row + 16); c9_0 = dot_halves(c9_0, q, w0);
                    q = spread_halves(p + k->x_row + 32); c10_0 = dot_halves(c10_0, q, w0);
                    q = spread_halves(p + k->x_row + 48); c11_0 = dot_halves(c11_0, q, w0);
                    q = spread_halves(p + k->x_row + 64); c12_0 = dot_halves(c12_0, q, w0);
                    q = spread_halves(p + k->x_row + 80); c13_0 = dot_halves(c13_0, q, w0);
                    q = spread_halves(p + k->x_row + 96); c14_0 = dot_halves(c14_0, q, w0);
                    q = spread_halves(p + k->x_row + 112); c15_0 = dot_halves(c15_0, q, w0);
                }
            }
        }
    }
    store_bf16(y, ending_bf16(k, c0_0, r));
    store_bf16(y + 16, ending_bf16(k, c1_0, r + 16));
    store_bf16(y + 32, ending_bf16(k, c2_0, r + 32));
    store_bf16(y + 48, ending_bf16(k, c3_0, r + 48));
    store_bf16(y + 64, ending_bf16(k, c4_0, r + 64));
    store_bf16(y + 80, ending_bf16(k, c5_0, r + 80));
    store_bf16(y + 96, ending_bf16(k, c6_0, r + 96));
    store_bf16(y + 112, ending_bf16(k, c7_0, r + 112));
    store_bf16(y + k->y_row, ending_bf16(k, c8_0, r + k->y_row));
    store_bf16(y + k->y_row + 16, ending_bf16(k, c9_0, r + k->y_row + 16));
    store_bf16(y + k->y_row + 32, ending_bf16(k, c10_0, r + k->y_row + 32));
    store_bf16(y + k->y_row + 48, ending_bf16(k, c11_0, r + k->y_row + 48));
    store_bf16(y + k->y_row + 64, ending_bf16(k, c12_0, r + k->y_row + 64));
    store_bf16(y + k->y_row + 80, ending_bf16(k, c13_0, r + k->y_row + 80));
    store_bf16(y + k->y_row + 96, ending_bf16(k, c14_0, r + k->y_row + 96));
    store_bf16(y + k->y_row + 112, ending_bf16(k, c15_0, r + k->y_row + 112));
}

/* 3x3 convolution, 8 -> 8 channels at 16x16, then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3_8_8_16x16_relu(const unsigned short *x, const unsigned short *w,
    const float *bias, unsigned short *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 5184, .x_row = 288, .tap_row = 288, .y_row = 288,
        .relu = 1 };
    for (int ty = 0; ty < 6; ty++)
        for (int tx = 0; tx < 2; tx++) {
            const int row = ty * 2 + (ty < 4 ? ty : 4);
            const int column = tx * 8;
            const unsigned short *xt = x + row * 288 + column * 16;
            const unsigned short *wt = w;
            const float *bt = bias;
            unsigned short *yt = y + row * 288 + column * 16;
            if (ty < 4) {
                tile_3x8x16_3x3_bf16(&sizes, xt, wt, bt, yt, yt);
            } else {
                tile_2x8x16_3x3_bf16(&sizes, xt, wt, bt, yt, yt);
            }
        }
}

/* 3x3 convolution, 8 -> 8 channels at 16x16, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3_8_8_16x16_add_relu(const unsigned short *x, const unsigned short *w,
    const float *bias, const unsigned short *r, unsigned short *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 5184, .x_row = 288, .tap_row = 288, .y_row = 288,
        .adds = 1, .relu = 1 };
    for (int ty = 0; ty < 6; ty++)
        for (int tx = 0; tx < 2; tx++) {
            const int row = ty * 2 + (ty < 4 ? ty : 4);
            const int column = tx * 8;
            const unsigned short *xt = x + row * 288 + column * 16;
            const unsigned short *wt = w;
            const float *bt = bias;
            const unsigned short *rt = r + row * 288 + column * 16;
            unsigned short *yt = y + row * 288 + column * 16;
            if (ty < 4) {
                tile_3x8x16_3x3_bf16(&sizes, xt, wt, bt, rt, yt);
            } else {
                tile_2x8x16_3x3_bf16(&sizes, xt, wt, bt, rt, yt);
            }
        }
}

/* 3 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_3x8x16_3x3_s2_bf16(const Conv *k, const unsigned short *x, const unsigned short *w,
    const float *bias, const unsigned short *r, unsigned short *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0, c16_0 = b0,
        c17_0 = b0, c18_0 = b0, c19_0 = b0, c20_0 = b0, c21_0 = b0, c22_0 = b0, c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned short *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 2, p += 2, w += 32) {
                    const Halves w0 = load_halves(w);
                    Halves q;
                    q = spread_halves(p); c0_0 = dot_halves(c0_0, q, w0);
                    q = spread_halves(p + 32); c1_0 = dot_halves(c1_0, q, w0);
                    q = spread_halves(p + 64); c2_0 = dot_halves(c2_0, q, w0);
                    q = spread_halves(p + 96); c3_0 = dot_halves(c3_0, q, w0);
                    q = spread_halves(p + 128); c4_0 = dot_halves(c4_0, q, w0);
                    q = spread_halves(p + 160); c5_0 = dot_halves(c5_0, q, w0);
                    q = spread_halves(p + 192); c6_0 = dot_halves(c6_0, q, w0);
                    q = spread_halves(p + 224); c7_0 = dot_halves(c7_0, q, w0);
                    q = spread_halves(p + k->x_row); c8_0 = dot_halves(c8_0, q, w0);
                    q = spread_halves(p + k->x_row + 32); c9_0 = dot_halves(c9_0, q, w0);
                    q = spread_halves(p + k->x_row + 64); c10_0 = dot_halves(c10_0, q, w0);
                    q = spread_halves(p + k->x_row + 96); c11_0 = dot_halves(c11_0, q, w0);
                    q = spread_halves(p + k->x_row + 128); c12_0 = dot_halves(c12_0, q, w0);
                    q = spread_halves(p + k->x_row + 160); c13_0 = dot_halves(c13_0, q, w0);
                    q = spread_halves(p + k->x_row + 192); c14_0 = dot_halves(c14_0, q, w0);
                    q = spread_halves(p + k->x_row + 224); c15_0 = dot_halves(c15_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row); c16_0 = dot_halves(c16_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 32); c17_0 = dot_halves(c17_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 64); c18_0 = dot_halves(c18_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 96); c19_0 = dot_halves(c19_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 128); c20_0 = dot_halves(c20_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 160); c21_0 = dot_halves(c21_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 192); c22_0 = dot_halves(c22_0, q, w0);
                    q = spread_halves(p + 2 * k->x_row + 224); c23_0 = dot_halves(c23_0, q, w0);
                }
            }
        }
    }
    store_bf16(y, ending_bf16(k, c0_0, r));
    store_bf16(y + 16, ending_bf16(k, c1_0, r + 16));
    store_bf16(y + 32, ending_bf16(k, c2_0, r + 32));
    store_bf16(y + 48, ending_bf16(k, c3_0, r + 48));
    store_bf16(y + 64, ending_bf16(k, c4_0, r + 64));
    store_bf16(y + 80, ending_bf16(k, c5_0, r + 80));
    store_bf16(y + 96, ending_bf16(k, c6_0, r + 96));
    store_bf16(y + 112, ending_bf16(k, c7_0, r + 112));
    store_bf16(y + k->y_row, ending_bf16(k, c8_0, r + k->y_row));
    store_bf16(y + k->y_row + 16, ending_bf16(k, c9_0, r + k->y_row + 16));
    store_bf16(y + k->y_row + 32, ending_bf16(k, c10_0, r + k->y_row + 32));
    store_bf16(y + k->y_row + 48, ending_bf16(k, c11_0, r + k->y_row + 48));
    store_bf16(y + k->y_row + 64, ending_bf16(k, c12_0, r + k->y_row + 64));
    store_bf16(y + k->y_row + 80, ending_bf16(k, c13_0, r + k->y_row + 80));
    store_bf16(y + k->y_row + 96, ending_bf16(k, c14_0, r + k->y_row + 96));
    store_bf16(y + k->y_row + 112, ending_bf16(k, c15_0, r + k->y_row + 112));
    store_bf16(y + 2 * k->y_row, ending_bf16(k, c16_0, r + 2 * k->y_row));
    store_bf16(y + 2 * k->y_row + 16, ending_bf16(k, c17_0, r + 2 * k->y_row + 16));
    store_bf16(y + 2 * k->y_row + 32, ending_bf16(k, c18_0, r + 2 * k->y_row + 32));
    store_bf16(y + 2 * k->y_row + 48, ending_bf16(k, c19_0, r + 2 * k->y_row + 48));
    store_bf16(y + 2 * k->y_row + 64, ending_bf16(k, c20_0, r + 2 * k->y_row + 64));
    store_bf16(y + 2 * k->y_row + 80, ending_bf16(k, c21_0, r + 2 * k->y_row + 80));
    store_bf16(y + 2 * k->y_row + 96, ending_bf16(k, c22_0, r + 2 * k->y_row + 96));
    store_bf16(y + 2 * k->y_row + 112, ending_bf16(k, c23_0, r + 2 * k->y_row + 112));
}

/* 2 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x8x16_3x3_s2_bf16(const Conv *k, const unsigned short *x, const unsigned short *w,
    const float *bias, const unsigned short *r, unsigned short *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned short *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 2, p += 2, w += 32) {
                    const Halves w0 = load_halves(w);
                    Halves q;
                    q = spread_halves(p); c0_0 = dot_halves(c0_0, q, w0);
                    q = spread_halves(p + 32); c1_0 = dot_halves(c1_0, q, w0);
                    q = spread_halves(p + 64); c2_0 = dot_halves(c2_0, q, w0);
                    q = spread_halves(p + 96); c3_0 = dot_halves(c3_0, q, w0);
                    q = spread_halves(p + 128); c4_0 = dot_halves(c4_0, q, w0);
                    q = spread_halves(p + 160); c5_0 = dot_halves(c5_0, q, w0);
                    q = spread_halves(p + 192); c6_0 = dot_halves(c6_0, q, w0);
                    q = spread_halves(p + 224); c7_0 = dot_halves(c7_0, q, w0);
                    q = spread_halves(p + k->x_row); c8_0 = dot_halves(c8_0, q, w0);
                    q = spread_halves(p + k->x_row + 32); c9_0 = dot_halves(c9_0, q, w0);
                    q = spread_halves(p + k->x_row + 64); c10_0 = dot_halves(c10_0, q, w0);
                    q = spread_halves(p + k->x_row + 96); c11_0 = dot_halves(c11_0, q, w0);
                    q = spread_halves(p + k->x_row + 128); c12_0 = dot_halves(c12_0, q, w0);
                    q = spread_halves(p + k->x_row + 160); c13_0 = dot_halves(c13_0, q, w0);
                    q = spread_halves(p + k->x_row + 192); c14_0 = dot_halves(c14_0, q, w0);
                    q = spread_halves(p + k->x_row + 224); c15_0 = dot_halves(c15_0, q, w0);
                }
            }
        }
    }
    store_bf16(y, ending_bf16(k, c0_0, r));
    store_bf16(y + 16, ending_bf16(k, c1_0, r + 16));
    store_bf16(y + 32, ending_bf16(k, c2_0, r + 32));
    store_bf16(y + 48, ending_bf16(k, c3_0, r + 48));
    store_bf16(y + 64, ending_bf16(k, c4_0, r + 64));
    store_bf16(y + 80, ending_bf16(k, c5_0, r + 80));
    store_bf16(y + 96, ending_bf16(k, c6_0, r + 96));
    store_bf16(y + 112, ending_bf16(k, c7_0, r + 112));
    store_bf16(y + k->y_row, ending_bf16(k, c8_0, r + k->y_row));
    store_bf16(y + k->y_row + 16, ending_bf16(k, c9_0, r + k->y_row + 16));
    store_bf16(y + k->y_row + 32, ending_bf16(k, c10_0, r + k->y_row + 32));
    store_bf16(y + k->y_row + 48, ending_bf16(k, c11_0, r + k->y_row + 48));
    store_bf16(y + k->y_row + 64, ending_bf16(k, c12_0, r + k->y_row + 64));
    store_bf16(y + k->y_row + 80, ending_bf16(k, c13_0, r + k->y_row + 80));
    store_bf16(y + k->y_row + 96, ending_bf16(k, c14_0, r + k->y_row + 96));
    store_bf16(y + k->y_row + 112, ending_bf16(k, c15_0, r + k->y_row + 112));
}

/* 3x3 convolution, stride 2, 8 -> 16 channels at 8x8, then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3s2_8_16_8x8_relu(const unsigned short *x, const unsigned short *w,
    const float *bias, unsigned short *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 5184, .x_row = 576, .tap_row = 288, .y_row = 160,
        .relu = 1 };
    for (int ty = 0; ty < 3; ty++) {
        const int row = ty * 2 + (ty < 2 ? ty : 2);
        const unsigned short *xt = x + row * 576;
        const unsigned short *wt = w;
        const float *bt = bias;
        unsigned short *yt = y + row * 160;
        if (ty < 2) {
            tile_3x8x16_3x3_s2_bf16(&sizes, xt, wt, bt, yt, yt);
        } else {
            tile_2x8x16_3x3_s2_bf16(&sizes, xt, wt, bt, yt, yt);
        }
    }
}

/* 3 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_3x8x16_s2_bf16(const Conv *k, const unsigned short *x, const unsigned short *w,
    const float *bias, const unsigned short *r, unsigned short *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0, c16_0 = b0,
        c17_0 = b0, c18_0 = b0, c19_0 = b0, c20_0 = b0, c21_0 = b0, c22_0 = b0, c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        const unsigned short *p = x + b * k->x_block;
        for (int l = 0; l < 16; l += 2, p += 2, w += 32) {
            const Halves w0 = load_halves(w);
            Halves q;
            q = spread_halves(p); c0_0 = dot_halves(c0_0, q, w0);
            q = spread_halves(p + 32); c1_0 = dot_halves(c1_0, q, w0);
            q = spread_halves(p + 64); c2_0 = dot_halves(c2_0, q, w0);
            q = spread_halves(p + 96); c3_0 = dot_halves(c3_0, q, w0);
            q = spread_halves(p + 128); c4_0 = dot_halves(c4_0, q, w0);
            q = spread_halves(p + 160); c5_0 = dot_halves(c5_0, q, w0);
            q = spread_halves(p + 192); c6_0 = dot_halves(c6_0, q, w0);
            q = spread_halves(p + 224); c7_0 = dot_halves(c7_0, q, w0);
            q = spread_halves(p + k->x_row); c8_0 = dot_halves(c8_0, q, w0);
            q = spread_halves(p + k->x_row + 32); c9_0 = dot_halves(c9_0, q, w0);
            q = spread_halves(p + k->x_row + 64); c10_0 = dot_halves(c10_0, q, w0);
            q = spread_halves(p + k->x_row + 96); c11_0 = dot_halves(c11_0, q, w0);
            q = spread_halves(p + k->x_row + 128); c12_0 = dot_halves(c12_0, q, w0);
            q = spread_halves(p + k->x_row + 160); c13_0 = dot_halves(c13_0, q, w0);
            q = spread_halves(p + k->x_row + 192); c14_0 = dot_halves(c14_0, q, w0);
            q = spread_halves(p + k->x_row + 224); c15_0 = dot_halves(c15_0, q, w0);
            q = spread_halves(p + 2 * k->x_row); c16_0 = dot_halves(c16_0, q, w0);
            q = spread_halves(p + 2 * k->x_row + 32); c17_0 = dot_halves(c17_0, q, w0);
            q = spread_halves(p + 2 * k->x_row + 64); c18_0 = dot_halves(c18_0, q, w0);
            q = spread_halves(p + 2 * k->x_row + 96); c19_0 = dot_halves(c19_0, q, w0);
            q = spread_halves(p + 2 * k->x_row + 128); c20_0 = dot_halves(c20_0, q, w0);
            q = spread_halves(p + 2 * k->x_row + 160); c21_0 = dot_halves(c21_0, q, w0);
            q = spread_halves(p + 2 * k->x_row + 192); c22_0 = dot_halves(c22_0, q, w0);
            q = spread_halves(p + 2 * k->x_row + 224); c23_0 = dot_halves(c23_0, q, w0);
        }
    }
    store_bf16(y, ending_bf16(k, c0_0, r));
    store_bf16(y + 16, ending_bf16(k, c1_0, r + 16));
    store_bf16(y + 32, ending_bf16(k, c2_0, r + 32));
    store_bf16(y + 48, ending_bf16(k, c3_0, r + 48));
    store_bf16(y + 64, ending_bf16(k, c4_0, r + 64));
    store_bf16(y + 80, ending_bf16(k, c5_0, r + 80));
    store_bf16(y + 96, ending_bf16(k, c6_0, r + 96));
    store_bf16(y + 112, ending_bf16(k, c7_0, r + 112));
    store_bf16(y + k->y_row, ending_bf16(k, c8_0, r + k->y_row));
    store_bf16(y + k->y_row + 16, ending_bf16(k, c9_0, r + k->y_row + 16));
    store_bf16(y + k->y_row + 32, ending_bf16(k, c10_0, r + k->y_row + 32));
    store_bf16(y + k->y_row + 48, ending_bf16(k, c11_0, r + k->y_row + 48));
    store_bf16(y + k->y_row + 64, ending_bf16(k, c12_0, r + k->y_row + 64));
    store_bf16(y + k->y_row + 80, ending_bf16(k, c13_0, r + k->y_row + 80));
    store_bf16(y + k->y_row + 96, ending_bf16(k, c14_0, r + k->y_row + 96));
    store_bf16(y + k->y_row + 112, ending_bf16(k, c15_0, r + k->y_row + 112));
    store_bf16(y + 2 * k->y_row, ending_bf16(k, c16_0, r + 2 * k->y_row));
    store_bf16(y + 2 * k->y_row + 16, ending_bf16(k, c17_0, r + 2 * k->y_row + 16));
    store_bf16(y + 2 * k->y_row + 32, ending_bf16(k, c18_0, r + 2 * k->y_row + 32));
    store_bf16(y + 2 * k->y_row + 48, ending_bf16(k, c19_0, r + 2 * k->y_row + 48));
    store_bf16(y + 2 * k->y_row + 64, ending_bf16(k, c20_0, r + 2 * k->y_row + 64));
    store_bf16(y + 2 * k->y_row + 80, ending_bf16(k, c21_0, r + 2 * k->y_row + 80));
    store_bf16(y + 2 * k->y_row + 96, ending_bf16(k, c22_0, r + 2 * k->y_row + 96));
    store_bf16(y + 2 * k->y_row + 112, ending_bf16(k, c23_0, r + 2 * k->y_row + 112));
}

/* 2 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x8x16_s2_bf16(const Conv *k, const unsigned short *x, const unsigned short *w,
    const float *bias, const unsigned short *r, unsigned short *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        const unsigned short *p = x + b * k->x_block;
        for (int l = 0; l < 16; l += 2, p += 2, w += 32) {
            const Halves w0 = load_halves(w);
            Halves q;
            q = spread_halves(p); c0_0 = dot_halves(c0_0, q, w0);
            q = spread_halves(p + 32); c1_0 = dot_halves(c1_0, q, w0);
            q = spread_halves(p + 64); c2_0 = dot_halves(c2_0, q, w0);
            q = spread_halves(p + 96); c3_0 = dot_halves(c3_0, q, w0);
            q = spread_halves(p + 128); c4_0 = dot_halves(c4_0, q, w0);
            q = spread_halves(p + 160); c5_0 = dot_halves(c5_0, q, w0);
            q = spread_halves(p + 192); c6_0 = dot_halves(c6_0, q, w0);
            q = spread_halves(p + 224); c7_0 = dot_halves(c7_0, q, w0);
            q = spread_halves(p + k->x_row); c8_0 = dot_halves(c8_0, q, w0);
            q = spread_halves(p + k->x_row + 32); c9_0 = dot_halves(c9_0, q, w0);
            q = spread_halves(p + k->x_row + 64); c10_0 = dot_halves(c10_0, q, w0);
            q = spread_halves(p + k->x_row + 96); c11_0 = dot_halves(c11_0, q, w0);
            q = spread_halves(p + k->x_row + 128); c12_0 = dot_halves(c12_0, q, w0);
            q = spread_halves(p + k->x_row + 160); c13_0 = dot_halves(c13_0, q, w0);
            q = spread_halves(p + k->x_row + 192); c14_0 = dot_halves(c14_0, q, w0);
            q = spread_halves(p + k->x_row + 224); c15_0 = dot_halves(c15_0, q, w0);
        }
    }
    store_bf16(y, ending_bf16(k, c0_0, r));
    store_bf16(y + 16, ending_bf16(k, c1_0, r + 16));
    store_bf16(y + 32, ending_bf16(k, c2_0, r + 32));
    store_bf16(y + 48, ending_bf16(k, c3_0, r + 48));
    store_bf16(y + 64, ending_bf16(k, c4_0, r + 64));
    store_bf16(y + 80, ending_bf16(k, c5_0, r + 80));
    store_bf16(y + 96, ending_bf16(k, c6_0, r + 96));
    store_bf16(y + 112, ending_bf16(k, c7_0, r + 112));
    store_bf16(y + k->y_row, ending_bf16(k, c8_0, r + k->y_row));
    store_bf16(y + k->y_row + 16, ending_bf16(k, c9_0, r + k->y_row + 16));
    store_bf16(y + k->y_row + 32, ending_bf16(k, c10_0, r + k->y_row + 32));
    store_bf16(y + k->y_row + 48, ending_bf16(k, c11_0, r + k->y_row + 48));
    store_bf16(y + k->y_row + 64, ending_bf16(k, c12_0, r + k->y_row + 64));
    store_bf16(y + k->y_row + 80, ending_bf16(k, c13_0, r + k->y_row + 80));
    store_bf16(y + k->y_row + 96, ending_bf16(k, c14_0, r + k->y_row + 96));
    store_bf16(y + k->y_row + 112, ending_bf16(k, c15_0, r + k->y_row + 112));
}

/* 1x1 convolution, stride 2, 8 -> 16 channels at 8x8.
 * x: its first tap's first pixel; w: [1][1][1][1][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1s2_8_16_8x8(const unsigned short *x, const unsigned short *w, const float *bias,
    unsigned short *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 5184, .x_row = 576, .tap_row = 288, .y_row = 128 };
    for (int ty = 0; ty < 3; ty++) {
        const int row = ty * 2 + (ty < 2 ? ty : 2);
        const unsigned short *xt = x + row * 576;
        const unsigned short *wt = w;
        const float *bt = bias;
        unsigned short *yt = y + row * 128;
        if (ty < 2) {
            tile_3x8x16_s2_bf16(&sizes, xt, wt, bt, yt, yt);
        } else {
            tile_2x8x16_s2_bf16(&sizes, xt, wt, bt, yt, yt);
        }
    }
}

/* 3x3 convolution, 16 -> 16 channels at 8x8, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3_16_16_8x8_add_relu(const unsigned short *x, const unsigned short *w,
    const float *bias, const unsigned short *r, unsigned short *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 1600, .x_row = 160, .tap_row = 160, .y_row = 128,
        .adds = 1, .relu = 1 };
    for (int ty = 0; ty < 3; ty++) {
        const int row = ty * 2 + (ty < 2 ? ty : 2);
        const unsigned short *xt = x + row * 160;
        const unsigned short *wt = w;
        const float *bt = bias;
        const unsigned short *rt = r + row * 128;
        unsigned short *yt = y + row * 128;
        if (ty < 2) {
            tile_3x8x16_3x3_bf16(&sizes, xt, wt, bt, rt, yt);
        } else {
            tile_2x8x16_3x3_bf16(&sizes, xt, wt, bt, rt, yt);
        }
    }
}

/* Average over 8x8 pixels, 16 channels. */
NOINLINE static void avgpool_16_8x8(const unsigned short *x, unsigned short *y) {
    const unsigned short *p = x;
    unsigned short *q = y;
    vec total = ZERO;
    for (int i = 0; i < 8; i++) {
        vec sum = ZERO;
        for (int j = 0; j < 8; j++)
            sum += load_bf16(p + i * 128 + j * 16);
        total += sum;
    }
    store_bf16(q, total * (1.0f / 64.0f));
}

/* 1 x 1 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x1x16_to_f32_bf16(const Conv *k, const unsigned short *x, const unsigned short *w,
    const float *bias, const float *r, float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0;
    for (int b = 0; b < 1; b++) {
        const unsigned short *p = x + b * k->x_block;
        for (int l = 0; l < 16; l += 2, p += 2, w += 32) {
            const Halves w0 = load_halves(w);
            Halves q;
            q = spread_halves(p); c0_0 = dot_halves(c0_0, q, w0);
        }
    }
    STORE(y, ending(k, c0_0, r));
}

/* 1x1 convolution, 16 -> 10 channels at 1x1.
 * x: its first tap's first pixel; w: [1][1][1][1][16][16]; y: its pixel (0, 0). */
NOINLINE static void linear_16_10(const unsigned short *x, const unsigned short *w, const float *bias,
    float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 16, .x_row = 16, .tap_row = 16, .y_row = 16 };
    const unsigned short *xt = x;
    const unsigned short *wt = w;
    const float *bt = bias;
    float *yt = y;
    tile_1x1x16_to_f32_bf16(&sizes, xt, wt, bt, yt, yt);
}

#ifdef TINY_BUNDLE_WEIGHTS /* the weights file becomes part of the program */
#ifndef TINY_WEIGHTS_FILE
#define TINY_WEIGHTS_FILE "tiny_bf16_zen5.weights"
#endif
#ifdef __has_embed
#if __has_embed(TINY_WEIGHTS_FILE) == 1 /* C23's, found beside this file */
#define TINY_EMBEDS
#endif
#endif
#ifdef TINY_EMBEDS
#ifdef __clang__
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif
const unsigned char tiny_weights[23424] __attribute__((aligned(64))) = {
#embed TINY_WEIGHTS_FILE
};
#else
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl tiny_weights\n"
        ".type tiny_weights, @object\n"
        "tiny_weights:\n"
        ".incbin \"" TINY_WEIGHTS_FILE "\"\n"
        ".size tiny_weights, . - tiny_weights\n"
        ".popsection\n");
#endif
#endif

int tiny_weights_check(const void *weights, size_t size) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return TINY_BAD_ALIGNMENT;
    if (size != 23424) return TINY_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x44354454e534552ULL) return TINY_BAD_MAGIC;
    if (header[1] != 0xf53c7dca0834b0b0ULL) return TINY_BAD_FINGERPRINT;
    if (header[2] != 23424) return TINY_BAD_SIZE;
    for (size_t i = 32; i < 23424; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? TINY_OK : TINY_BAD_CHECKSUM;
}

int tiny_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx512bf16");
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_at = 3664, padded_input_inner = 19, conv1_w = 16, conv1_b = 880, conv1_inner = 304,
    layer1_0_conv1_w = 896, layer1_0_conv1_b = 2048, layer1_0_conv1_at = 3664, layer1_0_conv1_inner = 304,
        layer1_0_conv2_w = 2064, layer1_0_conv2_b = 3216, layer1_0_conv2_inner = 304,
    layer2_0_conv1_w = 3232, layer2_0_conv1_b = 4384, layer2_0_conv1_at = 3664, layer2_0_conv1_inner = 176,
        layer2_0_downsample_0_w = 4400, layer2_0_downsample_0_b = 4528, layer2_0_downsample_0_at = 4816,
        layer2_0_conv2_w = 4544, layer2_0_conv2_b = 5696, layer2_0_conv2_at = 4816,
    fc_w = 5712, fc_b = 5840, fc_at = 16,
};

#ifdef TINY_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 8112)
#define TRACE(layer, nchw, value, images, channels, height, width, ...) \
    (nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \
     tiny_trace(layer, COPY, images, channels, height, width))
#elif defined TINY_PROFILE
#define TRACE(layer, nchw, value, images, channels, height, width, ...) tiny_profile(layer)
#else
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)
#endif
#define SCRATCH (memory + 6864)

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 16x16 */
    float *const padded_input = memory + padded_input_at; /* [3][18][18][1] */
    zero_border(padded_input, 1, 3, 16, 16, 1, 1, 76);
    copy_input(input, padded_input, 1, 3, 16, 16, 1, 76);
    TRACE("input", to_nchw, padded_input, 1, 3, 16, 16, 1, 1, 76);

    /* conv1: 3x3 3->8 at 16x16, ReLU, winograd-rows 1x4x16, 0.111 MFLOP */
    unsigned short *const conv1 = (unsigned short *)memory; /* [1][18][18][16] */
    zero_border_bf16(conv1, 1, 1, 16, 16, 1, 16, 2128);
    conv3x3_3_8_16x16_rows_relu(padded_input, weights + conv1_w, weights + conv1_b, conv1 + conv1_inner,
        SCRATCH);
    TRACE("conv1", to_nchw_bf16, conv1, 1, 8, 16, 16, 1, 16, 2128);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    unsigned short *const conv1 = (unsigned short *)memory; /* [1][18][18][16] */

    /* layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, direct-bf16 3x8x16, 0.295 MFLOP */
    unsigned short *const layer1_0_conv1 = (unsigned short *)(memory + layer1_0_conv1_at);
        /* [1][18][18][16] */
    zero_border_bf16(layer1_0_conv1, 1, 1, 16, 16, 1, 16, 1216);
    conv3x3_8_8_16x16_relu(conv1, (const unsigned short *)(weights + layer1_0_conv1_w),
        weights + layer1_0_conv1_b, layer1_0_conv1 + layer1_0_conv1_inner);
    TRACE("layer1.0.conv1", to_nchw_bf16, layer1_0_conv1, 1, 8, 16, 16, 1, 16, 1216);

    /* layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, direct-bf16 3x8x16, 0.295 MFLOP */
    unsigned short *const layer1_0_conv2 = (unsigned short *)memory; /* [1][18][18][16], in place of conv1 */
    conv3x3_8_8_16x16_add_relu(layer1_0_conv1, (const unsigned short *)(weights + layer1_0_conv2_w),
        weights + layer1_0_conv2_b, conv1 + conv1_inner, layer1_0_conv2 + layer1_0_conv2_inner);
    TRACE("layer1.0.conv2", to_nchw_bf16, layer1_0_conv2, 1, 8, 16, 16, 1, 16, 2128);
}

NOINLINE static void layer2(const float *weights, float *memory) {
    unsigned short *const layer1_0_conv2 = (unsigned short *)memory; /* [1][18][18][16], in place of conv1 */

    /* layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct-bf16 3x8x16, 0.147 MFLOP */
    unsigned short *const layer2_0_conv1 = (unsigned short *)(memory + layer2_0_conv1_at);
        /* [1][10][10][16] */
    zero_border_bf16(layer2_0_conv1, 1, 1, 8, 8, 1, 16, 704);
    conv3x3s2_8_16_8x8_relu(layer1_0_conv2, (const unsigned short *)(weights + layer2_0_conv1_w),
        weights + layer2_0_conv1_b, layer2_0_conv1 + layer2_0_conv1_inner);
    TRACE("layer2.0.conv1", to_nchw_bf16, layer2_0_conv1, 1, 16, 8, 8, 1, 16, 704);

    /* layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct-bf16 3x8x16, 0.0164 MFLOP */
    unsigned short *const layer2_0_downsample_0 = (unsigned short *)(memory + layer2_0_downsample_0_at);
        /* [1][8][8][16] */
    conv1x1s2_8_16_8x8(layer1_0_conv2 + layer1_0_conv2_inner,
        (const unsigned short *)(weights + layer2_0_downsample_0_w), weights + layer2_0_downsample_0_b,
        layer2_0_downsample_0);
    TRACE("layer2.0.downsample.0", to_nchw_bf16, layer2_0_downsample_0, 1, 16, 8, 8, 0, 16, 0);

    /* layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, direct-bf16 3x8x16, 0.295 MFLOP */
    unsigned short *const layer2_0_conv2 = (unsigned short *)(memory + layer2_0_conv2_at); /* [1][8][8][16],
        in place of layer2.0.downsample.0 */
    conv3x3_16_16_8x8_add_relu(layer2_0_conv1, (const unsigned short *)(weights + layer2_0_conv2_w),
        weights + layer2_0_conv2_b, layer2_0_downsample_0, layer2_0_conv2);
    TRACE("layer2.0.conv2", to_nchw_bf16, layer2_0_conv2, 1, 16, 8, 8, 0, 16, 0);
}

NOINLINE static void head(const float *weights, float *memory, float *output) {
    unsigned short *const layer2_0_conv2 = (unsigned short *)(memory + layer2_0_conv2_at); /* [1][8][8][16],
        in place of layer2.0.downsample.0 */

    /* avgpool: 16 channels over 8x8 */
    unsigned short *const avgpool = (unsigned short *)memory; /* [1][1][1][16] */
    avgpool_16_8x8(layer2_0_conv2, avgpool);
    TRACE("avgpool", to_nchw_bf16, avgpool, 1, 16, 1, 1, 0, 16, 0);

    /* fc: linear 16->10, 0.00032 MFLOP */
    float *const fc = memory + fc_at; /* [1][1][1][16] */
    linear_16_10(avgpool, (const unsigned short *)(weights + fc_w), weights + fc_b, fc);
    TRACE("fc", to_nchw, fc, 1, 10, 1, 1, 0, 16, 0);

    /* output logits: 10 channels at 1x1 */
    to_nchw(fc, output, 1, 10, 1, 1, 0, 16, 0);
}

void tiny_run(const void *weights, void *workspace, const float *input, float *output) {
#if defined __GNUC__ && !defined __TINYC__ && !defined NDEBUG /* as the header asks */
    if ((size_t)workspace % 64) __builtin_trap();
    if ((size_t)weights % 64) __builtin_trap();
    if ((size_t)input % 4 || (size_t)output % 4) __builtin_trap();
#endif
    stem(weights, workspace, input);
    layer1(weights, workspace);
    layer2(weights, workspace);
    head(weights, workspace, output);
}

#ifdef __clang__
#pragma clang attribute pop
#endif
