/* bottleneck: a residual network, compiled to C by resnetc 0.1.0 from bottleneck.json.
 *
 *   options     --target zen5
 *   parameters  20000
 *   work        5.56 MFLOP an image
 *   weights     309568 bytes, fingerprint 7b74083ec416f1f6
 *   workspace   184320 bytes
 *   compile     cc -std=gnu11 -O2 -mavx512f -mfma -c
 *
 * Layers:
 *   input: 3 channels at 12x12
 *   conv1: 3x3 3->32 at 12x12, ReLU, winograd-rows 1x3x32, 0.249 MFLOP
 *   layer1.0.conv1: 1x1 32->32 at 12x12, ReLU, direct 1x12x32, 0.295 MFLOP
 *   layer1.0.conv2: 3x3 32->32 at 12x12, ReLU, winograd-F(6,3) 1x4x32, 2.65 MFLOP
 *   layer1.0.downsample.0: 1x1 32->128 at 12x12, direct-pairs 1x10x32, 1.18 MFLOP
 *   layer1.0.conv3: 1x1 32->128 at 12x12, plus layer1.0.downsample.0, ReLU, direct-pairs 1x10x32, 1.18 MFLOP
 *   output layer1: 128 channels at 12x12
 */

#ifdef __cplusplus
#error "this file is C: compile it as C, not as C++, which its header is for, too"
#endif
#ifdef __GNUC__ /* what is cast to vectors is aligned as they are, or they ask for less */
#pragma GCC diagnostic ignored "-Wcast-align"
#endif
#ifndef __AVX512F__
#error "target zen5: compile with -mavx512f -mfma"
#endif
#ifndef __FMA__
#error "target zen5: compile with -mavx512f -mfma"
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
enum { BOTTLENECK_OK, BOTTLENECK_BAD_SIZE, BOTTLENECK_BAD_MAGIC, BOTTLENECK_BAD_FINGERPRINT,
    BOTTLENECK_BAD_CHECKSUM, BOTTLENECK_BAD_ALIGNMENT };
#else
#include <stddef.h>
#include <string.h>

#include "bottleneck_zen5.h"
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

/* Sizes of a layer for functions that layers share. Steps are in floats. */
typedef struct {
    int in_blocks; /* blocks of input channels that a panel reads */
    int kernel; /* taps in each direction */
    int x_block; /* from a block of channels to the next */
    int x_row; /* from an output pixel to the one below */
    int x_column; /* to the one on the right */
    int tap_row; /* from a tap to the one below */
    int tap_column; /* to the one on the right */
    int y_block; /* from a block of channels to the next */
    int y_row; /* from a pixel to the one below */
    int y_column; /* to the one on the right */
    int channels; /* of a panel */
    int all_channels; /* pairs: from the biases to those for pairs, and on to the scales;
        integers: to the factors */
    int adds; /* whether r is added */
    int relu; /* whether ReLU follows */
} Conv;

/* Sizes of a layer for functions that layers share. Steps are in floats. */
typedef struct {
    int x_row; /* from a row to the next */
    int y_row;
    int v_plane; /* transformed input: from a point to the next */
    int m_plane; /* products: from a point to the next */
    int all_channels; /* integers: from the biases to the factors */
} Winograd;

/* Rectified linear unit (Nair, Hinton 2010). NaN, which is not below zero, stays NaN. */
static inline vec relu(vec v) {
    return (vec)((ivec)v & ~(v < ZERO));
}

/* What follows a tile's sum: the residual where one is added, then the activation. */
INLINE vec ending(const Conv *k, vec sum, const float *r) {
    if (k->adds) sum += LOAD(r);
    return k->relu ? relu(sum) : sum;
}

#define SWAP(v) __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)
/* A pixel's values times their neighbours, and times themselves. */
#define ADD_OWN(products, squares, p) \
    { const vec v = LOAD(p); products += v * SWAP(v); squares += v * v; }

static inline float total(vec v) {
    float sum = 0;
    for (int l = 0; l < 16; l++) sum += v[l];
    return sum;
}

static vec one_sum(const Conv *k, const float *x, const float *w) {
    vec c0 = ZERO, c1 = ZERO, c2 = ZERO, c3 = ZERO;
    for (long b = 0; b < k->in_blocks; b++)
        for (long i = 0; i < k->kernel; i++)
            for (long j = 0; j < k->kernel; j++) {
        const float *p = x + b * k->x_block + i * k->tap_row + j * k->tap_column;
        for (int l = 0; l < 16; l += 4, p += 4, w += 4 * k->channels) {
            c0 += LOAD(w) * p[0];
            c1 += LOAD(w + k->channels) * p[1];
            c2 += LOAD(w + 2 * k->channels) * p[2];
            c3 += LOAD(w + 3 * k->channels) * p[3];
        }
    }
    return (c0 + c1) + (c2 + c3);
}

/* A tile of a convolution that multiplies in pairs, but not so: for values that are much larger or smaller
 * than its weights are scaled for. Slower. */
NOINLINE static void one_by_one(const Conv *k, int rows, int columns, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            for (long c = 0; c < k->channels; c += 16) {
        const long at = c / 16 * k->y_block + row * k->y_row + column * k->y_column;
        const vec scale = LOAD(bias + 2 * k->all_channels + c);
        vec sum = one_sum(k, x + row * k->x_row + column * k->x_column, w + c) * scale + LOAD(bias + c);
        if (k->adds) sum += LOAD(r + at);
        STORE(y + at, k->relu ? relu(sum) : sum);
    }
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

/* B^T d of the 3 tiles of a row of one channel; v: 6 planes. */
static inline void conv3x3_3_32_12x12_rows_relu_input(const float *x, float *v) {
    for (int t = 0; t < 3; t++, x += 4, v++) {
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
static inline void conv3x3_3_32_12x12_rows_relu_output(const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    for (int t = 0; t < 3; t++, m += 16, y += 64) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 208), d2 = LOAD(m + 416), d3 = LOAD(m + 624),
            d4 = LOAD(m + 832), d5 = LOAD(m + 1040);
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        STORE(y, relu(y0 + b));
        STORE(y + 16, relu(y1 + b));
        STORE(y + 32, relu(y2 + b));
        STORE(y + 48, relu(y3 + b));
    }
}

/* 1 x 3 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x3x32_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        const vec w0 = LOAD(w), w1 = LOAD(w + 16);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
        c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
        w += 32;
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 16, c1_0); STORE(y + k->y_block + 16, c1_1);
    STORE(y + 32, c2_0); STORE(y + k->y_block + 32, c2_1);
}

/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_3_32_12x12_rows_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 9, .x_block = 3, .x_row = 9, .y_block = 96, .y_row = 48 };
    for (int n = 0; n < 6; n++)
        for (int ty = 0; ty < 2; ty++) {
            const float *xt = x + n * 64 + ty * 9;
            const float *wt = w + n * 288;
            float *yt = y + n * 208 + ty * 48;
            tile_1x3x32_products(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution, stride 1, 3 -> 32 channels at 12x12, by F(4,3) along its rows, then ReLU.
 * x: its border's corner; w: [6][1][9][32]; y: its pixel (0, 0);
 * scratch: 1632 floats a thread. */
NOINLINE static void conv3x3_3_32_12x12_rows_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    for (int s = 0; s < 6; s++) {
        float *v = scratch;
        float *m = v + 384;
        const int first = s;
        const int end = s + 1;
        const float *xs = x + first * 28;
        for (int i = 0; i < (end - first) * 2 + 2; i++) {
            for (int c = 0; c < 3; c++) {
                conv3x3_3_32_12x12_rows_relu_input(xs + i * 14 + c * 196, v + i * 9 + c * 3);
            }
        }
        for (int q = first; q < end; q++) {
            conv3x3_3_32_12x12_rows_relu_products(v + (q - first) * 18, w, m);
            for (int r = 0; r < 2; r++) {
                const int row = 2 * q + r;
                for (int b = 0; b < 2; b++) {
                    conv3x3_3_32_12x12_rows_relu_output(m + b * 96 + r * 48, bias + b * 16,
                        y + b * 2304 + row * 192);
                }
            }
        }
    }
}

/* 1 x 12 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x12x32(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 16);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1, c6_0 = b0, c6_1 = b1, c7_0 = b0, c7_1 = b1, c8_0 = b0, c8_1 = b1,
        c9_0 = b0, c9_1 = b1, c10_0 = b0, c10_1 = b1, c11_0 = b0, c11_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l++, p++, w += 32) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
            c2_0 += w0 * p[32]; c2_1 += w1 * p[32];
            c3_0 += w0 * p[48]; c3_1 += w1 * p[48];
            c4_0 += w0 * p[64]; c4_1 += w1 * p[64];
            c5_0 += w0 * p[80]; c5_1 += w1 * p[80];
            c6_0 += w0 * p[96]; c6_1 += w1 * p[96];
            c7_0 += w0 * p[112]; c7_1 += w1 * p[112];
            c8_0 += w0 * p[128]; c8_1 += w1 * p[128];
            c9_0 += w0 * p[144]; c9_1 += w1 * p[144];
            c10_0 += w0 * p[160]; c10_1 += w1 * p[160];
            c11_0 += w0 * p[176]; c11_1 += w1 * p[176];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1, r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1, r + k->y_block + 32));
    STORE(y + 48, ending(k, c3_0, r + 48)); STORE(y + k->y_block + 48, ending(k, c3_1, r + k->y_block + 48));
    STORE(y + 64, ending(k, c4_0, r + 64)); STORE(y + k->y_block + 64, ending(k, c4_1, r + k->y_block + 64));
    STORE(y + 80, ending(k, c5_0, r + 80)); STORE(y + k->y_block + 80, ending(k, c5_1, r + k->y_block + 80));
    STORE(y + 96, ending(k, c6_0, r + 96)); STORE(y + k->y_block + 96, ending(k, c6_1, r + k->y_block + 96));
    STORE(y + 112, ending(k, c7_0, r + 112)); STORE(y + k->y_block + 112, ending(k, c7_1,
        r + k->y_block + 112));
    STORE(y + 128, ending(k, c8_0, r + 128)); STORE(y + k->y_block + 128, ending(k, c8_1,
        r + k->y_block + 128));
    STORE(y + 144, ending(k, c9_0, r + 144)); STORE(y + k->y_block + 144, ending(k, c9_1,
        r + k->y_block + 144));
    STORE(y + 160, ending(k, c10_0, r + 160)); STORE(y + k->y_block + 160, ending(k, c10_1,
        r + k->y_block + 160));
    STORE(y + 176, ending(k, c11_0, r + 176)); STORE(y + k->y_block + 176, ending(k, c11_1,
        r + k->y_block + 176));
}

/* 1x1 convolution, 32 -> 32 channels at 12x12, then ReLU.
 * x: its first tap's first pixel; w: [1][2][1][1][16][32]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_32_32_12x12_relu(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 2304, .x_row = 192, .tap_row = 192,
        .y_block = 3136, .y_row = 224, .all_channels = 32, .relu = 1 };
    for (int ty = 0; ty < 12; ty++) {
        const float *xt = x + ty * 192;
        const float *wt = w;
        const float *bt = bias;
        float *yt = y + ty * 224;
        tile_1x12x32(&sizes, xt, wt, bt, yt, yt);
    }
}

/* B^T d B of 8 x 8 pixels of one block of channels; v: 64 planes. */
INLINE void input_f6(const Winograd *k, const float *x, float *v) {
    vec s[8][8];
    for (int j = 0; j < 8; j++, x += 16) {
        const vec d0 = LOAD(x), d1 = LOAD(x + k->x_row), d2 = LOAD(x + 2 * k->x_row),
            d3 = LOAD(x + 3 * k->x_row), d4 = LOAD(x + 4 * k->x_row), d5 = LOAD(x + 5 * k->x_row),
            d6 = LOAD(x + 6 * k->x_row), d7 = LOAD(x + 7 * k->x_row);
        const vec v0 = -4.0f * d0 + 21.0f * d2 - 21.0f * d4 + 4.0f * d6;
        const vec e1 = 4.0f * d2 - 17.0f * d4 + 4.0f * d6, o1 = 4.0f * d1 - 17.0f * d3 + 4.0f * d5;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec e3 = d2 - 5.0f * d4 + 4.0f * d6, o3 = 2.0f * d1 - 10.0f * d3 + 8.0f * d5;
        const vec v3 = e3 + o3, v4 = e3 - o3;
        const vec e5 = 8.0f * d2 - 10.0f * d4 + 2.0f * d6, o5 = 4.0f * d1 - 5.0f * d3 + d5;
        const vec v5 = e5 + o5, v6 = e5 - o5;
        const vec v7 = -d1 + 5.25f * d3 - 5.25f * d5 + d7;
        s[0][j] = v0;
        s[1][j] = v1;
        s[2][j] = v2;
        s[3][j] = v3;
        s[4][j] = v4;
        s[5][j] = v5;
        s[6][j] = v6;
        s[7][j] = v7;
    }
    for (int i = 0; i < 8; i++, v += (8 * k->v_plane)) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5],
            d6 = s[i][6], d7 = s[i][7];
        const vec v0 = -4.0f * d0 + 21.0f * d2 - 21.0f * d4 + 4.0f * d6;
        const vec e1 = 4.0f * d2 - 17.0f * d4 + 4.0f * d6, o1 = 4.0f * d1 - 17.0f * d3 + 4.0f * d5;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec e3 = d2 - 5.0f * d4 + 4.0f * d6, o3 = 2.0f * d1 - 10.0f * d3 + 8.0f * d5;
        const vec v3 = e3 + o3, v4 = e3 - o3;
        const vec e5 = 8.0f * d2 - 10.0f * d4 + 2.0f * d6, o5 = 4.0f * d1 - 5.0f * d3 + d5;
        const vec v5 = e5 + o5, v6 = e5 - o5;
        const vec v7 = -d1 + 5.25f * d3 - 5.25f * d5 + d7;
        STORE(v, v0);
        STORE(v + k->v_plane, v1);
        STORE(v + 2 * k->v_plane, v2);
        STORE(v + 3 * k->v_plane, v3);
        STORE(v + 4 * k->v_plane, v4);
        STORE(v + 5 * k->v_plane, v5);
        STORE(v + 6 * k->v_plane, v6);
        STORE(v + 7 * k->v_plane, v7);
    }
}

/* A^T m A of one tile and block, and what is fused behind it. */
INLINE void output_f6_relu(const Winograd *k, const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    vec s[6][8];
    for (int j = 0; j < 8; j++, m += k->m_plane) {
        const vec d0 = LOAD(m), d1 = LOAD(m + (8 * k->m_plane)), d2 = LOAD(m + 2 * (8 * k->m_plane)),
            d3 = LOAD(m + 3 * (8 * k->m_plane)), d4 = LOAD(m + 4 * (8 * k->m_plane)),
            d5 = LOAD(m + 5 * (8 * k->m_plane)), d6 = LOAD(m + 6 * (8 * k->m_plane)),
            d7 = LOAD(m + 7 * (8 * k->m_plane));
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec s5 = d5 + d6, t5 = d5 - d6;
        const vec y0 = d0 + s1 + s3 + s5;
        const vec y1 = t1 + 2.0f * t3 + 0.5f * t5;
        const vec y2 = s1 + 4.0f * s3 + 0.25f * s5;
        const vec y3 = t1 + 8.0f * t3 + 0.125f * t5;
        const vec y4 = s1 + 16.0f * s3 + 0.0625f * s5;
        const vec y5 = t1 + 32.0f * t3 + 0.03125f * t5 + d7;
        s[0][j] = y0;
        s[1][j] = y1;
        s[2][j] = y2;
        s[3][j] = y3;
        s[4][j] = y4;
        s[5][j] = y5;
    }
    for (int i = 0; i < 6; i++, y += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5],
            d6 = s[i][6], d7 = s[i][7];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec s5 = d5 + d6, t5 = d5 - d6;
        const vec y0 = d0 + s1 + s3 + s5;
        const vec y1 = t1 + 2.0f * t3 + 0.5f * t5;
        const vec y2 = s1 + 4.0f * s3 + 0.25f * s5;
        const vec y3 = t1 + 8.0f * t3 + 0.125f * t5;
        const vec y4 = s1 + 16.0f * s3 + 0.0625f * s5;
        const vec y5 = t1 + 32.0f * t3 + 0.03125f * t5 + d7;
        STORE(y, relu(y0 + b));
        STORE(y + 16, relu(y1 + b));
        STORE(y + 32, relu(y2 + b));
        STORE(y + 48, relu(y3 + b));
        STORE(y + 64, relu(y4 + b));
        STORE(y + 80, relu(y5 + b));
    }
}

/* 1 x 4 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x32_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l++, p++, w += 32) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
            c2_0 += w0 * p[32]; c2_1 += w1 * p[32];
            c3_0 += w0 * p[48]; c3_1 += w1 * p[48];
        }
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 16, c1_0); STORE(y + k->y_block + 16, c1_1);
    STORE(y + 32, c2_0); STORE(y + k->y_block + 32, c2_1);
    STORE(y + 48, c3_0); STORE(y + k->y_block + 48, c3_1);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_32_32_12x12_f6_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 64, .y_block = 64 };
    for (int n = 0; n < 64; n++) {
        const float *xt = x + n * 144;
        const float *wt = w + n * 1024;
        float *yt = y + n * 144;
        tile_1x4x32_products(&sizes, xt, wt, yt);
    }
}

/* 3x3 convolution by F(6,3), 32 -> 32 channels at 12x12, then ReLU.
 * x: its border's corner; w: [1][64][1][2][16][32]; y: its pixel (0, 0);
 * scratch: 18432 floats a thread. */
NOINLINE static void conv3x3_32_32_12x12_f6_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    static const Winograd sizes = { .x_row = 224, .y_row = 192, .v_plane = 144, .m_plane = 144 };
    float *v = scratch;
    const int rows = 2;
    for (int b = 0; b < 2; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 2; tx++)
                input_f6(&sizes, x + b * 3136 + ty * 1344 + tx * 96, v + b * 64 + ty * 32 + tx * 16);
        }
    float *m = v + 9216;
    conv3x3_32_32_12x12_f6_relu_products(v, w, m);
    for (int b = 0; b < 2; b++) {
        for (int ty = 0; ty < rows; ty++)
            for (int tx = 0; tx < 2; tx++) {
                output_f6_relu(&sizes, m + b * 64 + ty * 32 + tx * 16, bias + b * 16,
                    y + b * 2304 + ty * 1152 + tx * 96);
            }
    }
}

/* What multiplying in pairs adds to the sums of each of 1 x 10 pixels; and whether their mean square is
 * within the limits between which pairs are accurate. */
INLINE void sums_1x10(const Conv *k, const float *x, const float *limits, float *s) {
    vec t0 = ZERO, t1 = ZERO, t2 = ZERO, t3 = ZERO, t4 = ZERO, t5 = ZERO, t6 = ZERO, t7 = ZERO, t8 = ZERO,
        t9 = ZERO;
    vec q0 = ZERO, q1 = ZERO, q2 = ZERO, q3 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        ADD_OWN(t0, q0, p);
        ADD_OWN(t1, q1, p + 16);
        ADD_OWN(t2, q2, p + 32);
        ADD_OWN(t3, q3, p + 48);
        ADD_OWN(t4, q0, p + 64);
        ADD_OWN(t5, q1, p + 80);
        ADD_OWN(t6, q2, p + 96);
        ADD_OWN(t7, q3, p + 112);
        ADD_OWN(t8, q0, p + 128);
        ADD_OWN(t9, q1, p + 144);
    }
    s[0] = t0[0] - t0[4] + t0[8] - t0[12];
    s[1] = t1[0] - t1[4] + t1[8] - t1[12];
    s[2] = t2[0] - t2[4] + t2[8] - t2[12];
    s[3] = t3[0] - t3[4] + t3[8] - t3[12];
    s[4] = t4[0] - t4[4] + t4[8] - t4[12];
    s[5] = t5[0] - t5[4] + t5[8] - t5[12];
    s[6] = t6[0] - t6[4] + t6[8] - t6[12];
    s[7] = t7[0] - t7[4] + t7[8] - t7[12];
    s[8] = t8[0] - t8[4] + t8[8] - t8[12];
    s[9] = t9[0] - t9[4] + t9[8] - t9[12];
    const float square = total(q0 + q1 + q2 + q3) / (float)(((16 * k->in_blocks) * 10));
    s[15] = square >= limits[0] && square <= limits[1];
}

/* 1 x 10 pixels, 32 channels, in pairs: (x0 + w1) (x1 + w0) = x0 w0 + x1 w1 + x0 x1 + w0 w1 (Winograd 1968).
 * s takes the products of x off, the bias those of w; cP_V: pixel P's sums of vector V of them. The pointers
 * are those of the tile's first pixel and channel. */
INLINE void tile_1x10x32_pairs(const Conv *k, const float *s, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    vec c0_0 = ZERO - s[0], c0_1 = c0_0, c1_0 = ZERO - s[1], c1_1 = c1_0, c2_0 = ZERO - s[2], c2_1 = c2_0,
        c3_0 = ZERO - s[3], c3_1 = c3_0, c4_0 = ZERO - s[4], c4_1 = c4_0, c5_0 = ZERO - s[5], c5_1 = c5_0,
        c6_0 = ZERO - s[6], c6_1 = c6_0, c7_0 = ZERO - s[7], c7_1 = c7_0, c8_0 = ZERO - s[8], c8_1 = c8_0,
        c9_0 = ZERO - s[9], c9_1 = c9_0;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l += 8, p += 8, w += 256) {
            {
                const vec w0 = LOAD(w), w1 = LOAD(w + 16);
                const vec v0 = LOAD(w + 32), v1 = LOAD(w + 48);
                c0_0 += (v0 + p[0]) * (w0 + p[1]); c0_1 += (v1 + p[0]) * (w1 + p[1]);
                c1_0 += (v0 + p[16]) * (w0 + p[17]); c1_1 += (v1 + p[16]) * (w1 + p[17]);
                c2_0 += (v0 + p[32]) * (w0 + p[33]); c2_1 += (v1 + p[32]) * (w1 + p[33]);
                c3_0 += (v0 + p[48]) * (w0 + p[49]); c3_1 += (v1 + p[48]) * (w1 + p[49]);
                c4_0 += (v0 + p[64]) * (w0 + p[65]); c4_1 += (v1 + p[64]) * (w1 + p[65]);
                c5_0 += (v0 + p[80]) * (w0 + p[81]); c5_1 += (v1 + p[80]) * (w1 + p[81]);
                c6_0 += (v0 + p[96]) * (w0 + p[97]); c6_1 += (v1 + p[96]) * (w1 + p[97]);
                c7_0 += (v0 + p[112]) * (w0 + p[113]); c7_1 += (v1 + p[112]) * (w1 + p[113]);
                c8_0 += (v0 + p[128]) * (w0 + p[129]); c8_1 += (v1 + p[128]) * (w1 + p[129]);
                c9_0 += (v0 + p[144]) * (w0 + p[145]); c9_1 += (v1 + p[144]) * (w1 + p[145]);
            }
            {
                const vec w0 = LOAD(w + 64), w1 = LOAD(w + 80);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[18]; c1_1 += w1 * p[18];
                c2_0 += w0 * p[34]; c2_1 += w1 * p[34];
                c3_0 += w0 * p[50]; c3_1 += w1 * p[50];
                c4_0 += w0 * p[66]; c4_1 += w1 * p[66];
                c5_0 += w0 * p[82]; c5_1 += w1 * p[82];
                c6_0 += w0 * p[98]; c6_1 += w1 * p[98];
                c7_0 += w0 * p[114]; c7_1 += w1 * p[114];
                c8_0 += w0 * p[130]; c8_1 += w1 * p[130];
                c9_0 += w0 * p[146]; c9_1 += w1 * p[146];
            }
            {
                const vec w0 = LOAD(w + 96), w1 = LOAD(w + 112);
                c0_0 += w0 * p[3]; c0_1 += w1 * p[3];
                c1_0 += w0 * p[19]; c1_1 += w1 * p[19];
                c2_0 += w0 * p[35]; c2_1 += w1 * p[35];
                c3_0 += w0 * p[51]; c3_1 += w1 * p[51];
                c4_0 += w0 * p[67]; c4_1 += w1 * p[67];
                c5_0 += w0 * p[83]; c5_1 += w1 * p[83];
                c6_0 += w0 * p[99]; c6_1 += w1 * p[99];
                c7_0 += w0 * p[115]; c7_1 += w1 * p[115];
                c8_0 += w0 * p[131]; c8_1 += w1 * p[131];
                c9_0 += w0 * p[147]; c9_1 += w1 * p[147];
            }
            {
                const vec w0 = LOAD(w + 128), w1 = LOAD(w + 144);
                const vec v0 = LOAD(w + 160), v1 = LOAD(w + 176);
                c0_0 -= (v0 - p[4]) * (w0 - p[5]); c0_1 -= (v1 - p[4]) * (w1 - p[5]);
                c1_0 -= (v0 - p[20]) * (w0 - p[21]); c1_1 -= (v1 - p[20]) * (w1 - p[21]);
                c2_0 -= (v0 - p[36]) * (w0 - p[37]); c2_1 -= (v1 - p[36]) * (w1 - p[37]);
                c3_0 -= (v0 - p[52]) * (w0 - p[53]); c3_1 -= (v1 - p[52]) * (w1 - p[53]);
                c4_0 -= (v0 - p[68]) * (w0 - p[69]); c4_1 -= (v1 - p[68]) * (w1 - p[69]);
                c5_0 -= (v0 - p[84]) * (w0 - p[85]); c5_1 -= (v1 - p[84]) * (w1 - p[85]);
                c6_0 -= (v0 - p[100]) * (w0 - p[101]); c6_1 -= (v1 - p[100]) * (w1 - p[101]);
                c7_0 -= (v0 - p[116]) * (w0 - p[117]); c7_1 -= (v1 - p[116]) * (w1 - p[117]);
                c8_0 -= (v0 - p[132]) * (w0 - p[133]); c8_1 -= (v1 - p[132]) * (w1 - p[133]);
                c9_0 -= (v0 - p[148]) * (w0 - p[149]); c9_1 -= (v1 - p[148]) * (w1 - p[149]);
            }
            {
                const vec w0 = LOAD(w + 192), w1 = LOAD(w + 208);
                c0_0 += w0 * p[6]; c0_1 += w1 * p[6];
                c1_0 += w0 * p[22]; c1_1 += w1 * p[22];
                c2_0 += w0 * p[38]; c2_1 += w1 * p[38];
                c3_0 += w0 * p[54]; c3_1 += w1 * p[54];
                c4_0 += w0 * p[70]; c4_1 += w1 * p[70];
                c5_0 += w0 * p[86]; c5_1 += w1 * p[86];
                c6_0 += w0 * p[102]; c6_1 += w1 * p[102];
                c7_0 += w0 * p[118]; c7_1 += w1 * p[118];
                c8_0 += w0 * p[134]; c8_1 += w1 * p[134];
                c9_0 += w0 * p[150]; c9_1 += w1 * p[150];
            }
            {
                const vec w0 = LOAD(w + 224), w1 = LOAD(w + 240);
                c0_0 += w0 * p[7]; c0_1 += w1 * p[7];
                c1_0 += w0 * p[23]; c1_1 += w1 * p[23];
                c2_0 += w0 * p[39]; c2_1 += w1 * p[39];
                c3_0 += w0 * p[55]; c3_1 += w1 * p[55];
                c4_0 += w0 * p[71]; c4_1 += w1 * p[71];
                c5_0 += w0 * p[87]; c5_1 += w1 * p[87];
                c6_0 += w0 * p[103]; c6_1 += w1 * p[103];
                c7_0 += w0 * p[119]; c7_1 += w1 * p[119];
                c8_0 += w0 * p[135]; c8_1 += w1 * p[135];
                c9_0 += w0 * p[151]; c9_1 += w1 * p[151];
            }
        }
    }
    const vec a0 = LOAD(bias + (2 * k->all_channels)), b0 = LOAD(bias + k->all_channels);
    const vec a1 = LOAD(bias + (2 * k->all_channels) + 16), b1 = LOAD(bias + k->all_channels + 16);
    STORE(y, ending(k, c0_0 * a0 + b0, r)); STORE(y + k->y_block, ending(k, c0_1 * a1 + b1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0 * a0 + b0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1 * a1 + b1,
        r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0 * a0 + b0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1 * a1 + b1,
        r + k->y_block + 32));
    STORE(y + 48, ending(k, c3_0 * a0 + b0, r + 48)); STORE(y + k->y_block + 48, ending(k, c3_1 * a1 + b1,
        r + k->y_block + 48));
    STORE(y + 64, ending(k, c4_0 * a0 + b0, r + 64)); STORE(y + k->y_block + 64, ending(k, c4_1 * a1 + b1,
        r + k->y_block + 64));
    STORE(y + 80, ending(k, c5_0 * a0 + b0, r + 80)); STORE(y + k->y_block + 80, ending(k, c5_1 * a1 + b1,
        r + k->y_block + 80));
    STORE(y + 96, ending(k, c6_0 * a0 + b0, r + 96)); STORE(y + k->y_block + 96, ending(k, c6_1 * a1 + b1,
        r + k->y_block + 96));
    STORE(y + 112, ending(k, c7_0 * a0 + b0, r + 112)); STORE(y + k->y_block + 112, ending(k, c7_1 * a1 + b1,
        r + k->y_block + 112));
    STORE(y + 128, ending(k, c8_0 * a0 + b0, r + 128)); STORE(y + k->y_block + 128, ending(k, c8_1 * a1 + b1,
        r + k->y_block + 128));
    STORE(y + 144, ending(k, c9_0 * a0 + b0, r + 144)); STORE(y + k->y_block + 144, ending(k, c9_1 * a1 + b1,
        r + k->y_block + 144));
}

/* What multiplying in pairs adds to the sums of each of 1 x 9 pixels; and whether their mean square is within
 * the limits between which pairs are accurate. */
INLINE void sums_1x9(const Conv *k, const float *x, const float *limits, float *s) {
    vec t0 = ZERO, t1 = ZERO, t2 = ZERO, t3 = ZERO, t4 = ZERO, t5 = ZERO, t6 = ZERO, t7 = ZERO, t8 = ZERO;
    vec q0 = ZERO, q1 = ZERO, q2 = ZERO, q3 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        ADD_OWN(t0, q0, p);
        ADD_OWN(t1, q1, p + 16);
        ADD_OWN(t2, q2, p + 32);
        ADD_OWN(t3, q3, p + 48);
        ADD_OWN(t4, q0, p + 64);
        ADD_OWN(t5, q1, p + 80);
        ADD_OWN(t6, q2, p + 96);
        ADD_OWN(t7, q3, p + 112);
        ADD_OWN(t8, q0, p + 128);
    }
    s[0] = t0[0] - t0[4] + t0[8] - t0[12];
    s[1] = t1[0] - t1[4] + t1[8] - t1[12];
    s[2] = t2[0] - t2[4] + t2[8] - t2[12];
    s[3] = t3[0] - t3[4] + t3[8] - t3[12];
    s[4] = t4[0] - t4[4] + t4[8] - t4[12];
    s[5] = t5[0] - t5[4] + t5[8] - t5[12];
    s[6] = t6[0] - t6[4] + t6[8] - t6[12];
    s[7] = t7[0] - t7[4] + t7[8] - t7[12];
    s[8] = t8[0] - t8[4] + t8[8] - t8[12];
    const float square = total(q0 + q1 + q2 + q3) / (float)(((16 * k->in_blocks) * 9));
    s[15] = square >= limits[0] && square <= limits[1];
}

/* 1 x 9 pixels, 32 channels, in pairs: (x0 + w1) (x1 + w0) = x0 w0 + x1 w1 + x0 x1 + w0 w1 (Winograd 1968). s
 * takes the products of x off, the bias those of w; cP_V: pixel P's sums of vector V of them. The pointers
 * are those of the tile's first pixel and channel. */
INLINE void tile_1x9x32_pairs(const Conv *k, const float *s, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    vec c0_0 = ZERO - s[0], c0_1 = c0_0, c1_0 = ZERO - s[1], c1_1 = c1_0, c2_0 = ZERO - s[2], c2_1 = c2_0,
        c3_0 = ZERO - s[3], c3_1 = c3_0, c4_0 = ZERO - s[4], c4_1 = c4_0, c5_0 = ZERO - s[5], c5_1 = c5_0,
        c6_0 = ZERO - s[6], c6_1 = c6_0, c7_0 = ZERO - s[7], c7_1 = c7_0, c8_0 = ZERO - s[8], c8_1 = c8_0;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l += 8, p += 8, w += 256) {
            {
                const vec w0 = LOAD(w), w1 = LOAD(w + 16);
                const vec v0 = LOAD(w + 32), v1 = LOAD(w + 48);
                c0_0 += (v0 + p[0]) * (w0 + p[1]); c0_1 += (v1 + p[0]) * (w1 + p[1]);
                c1_0 += (v0 + p[16]) * (w0 + p[17]); c1_1 += (v1 + p[16]) * (w1 + p[17]);
                c2_0 += (v0 + p[32]) * (w0 + p[33]); c2_1 += (v1 + p[32]) * (w1 + p[33]);
                c3_0 += (v0 + p[48]) * (w0 + p[49]); c3_1 += (v1 + p[48]) * (w1 + p[49]);
                c4_0 += (v0 + p[64]) * (w0 + p[65]); c4_1 += (v1 + p[64]) * (w1 + p[65]);
                c5_0 += (v0 + p[80]) * (w0 + p[81]); c5_1 += (v1 + p[80]) * (w1 + p[81]);
                c6_0 += (v0 + p[96]) * (w0 + p[97]); c6_1 += (v1 + p[96]) * (w1 + p[97]);
                c7_0 += (v0 + p[112]) * (w0 + p[113]); c7_1 += (v1 + p[112]) * (w1 + p[113]);
                c8_0 += (v0 + p[128]) * (w0 + p[129]); c8_1 += (v1 + p[128]) * (w1 + p[129]);
            }
            {
                const vec w0 = LOAD(w + 64), w1 = LOAD(w + 80);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[18]; c1_1 += w1 * p[18];
                c2_0 += w0 * p[34]; c2_1 += w1 * p[34];
                c3_0 += w0 * p[50]; c3_1 += w1 * p[50];
                c4_0 += w0 * p[66]; c4_1 += w1 * p[66];
                c5_0 += w0 * p[82]; c5_1 += w1 * p[82];
                c6_0 += w0 * p[98]; c6_1 += w1 * p[98];
                c7_0 += w0 * p[114]; c7_1 += w1 * p[114];
                c8_0 += w0 * p[130]; c8_1 += w1 * p[130];
            }
            {
                const vec w0 = LOAD(w + 96), w1 = LOAD(w + 112);
                c0_0 += w0 * p[3]; c0_1 += w1 * p[3];
                c1_0 += w0 * p[19]; c1_1 += w1 * p[19];
                c2_0 += w0 * p[35]; c2_1 += w1 * p[35];
                c3_0 += w0 * p[51]; c3_1 += w1 * p[51];
                c4_0 += w0 * p[67]; c4_1 += w1 * p[67];
                c5_0 += w0 * p[83]; c5_1 += w1 * p[83];
                c6_0 += w0 * p[99]; c6_1 += w1 * p[99];
                c7_0 += w0 * p[115]; c7_1 += w1 * p[115];
                c8_0 += w0 * p[131]; c8_1 += w1 * p[131];
            }
            {
                const vec w0 = LOAD(w + 128), w1 = LOAD(w + 144);
                const vec v0 = LOAD(w + 160), v1 = LOAD(w + 176);
                c0_0 -= (v0 - p[4]) * (w0 - p[5]); c0_1 -= (v1 - p[4]) * (w1 - p[5]);
                c1_0 -= (v0 - p[20]) * (w0 - p[21]); c1_1 -= (v1 - p[20]) * (w1 - p[21]);
                c2_0 -= (v0 - p[36]) * (w0 - p[37]); c2_1 -= (v1 - p[36]) * (w1 - p[37]);
                c3_0 -= (v0 - p[52]) * (w0 - p[53]); c3_1 -= (v1 - p[52]) * (w1 - p[53]);
                c4_0 -= (v0 - p[68]) * (w0 - p[69]); c4_1 -= (v1 - p[68]) * (w1 - p[69]);
                c5_0 -= (v0 - p[84]) * (w0 - p[85]); c5_1 -= (v1 - p[84]) * (w1 - p[85]);
                c6_0 -= (v0 - p[100]) * (w0 - p[101]); c6_1 -= (v1 - p[100]) * (w1 - p[101]);
                c7_0 -= (v0 - p[116]) * (w0 - p[117]); c7_1 -= (v1 - p[116]) * (w1 - p[117]);
                c8_0 -= (v0 - p[132]) * (w0 - p[133]); c8_1 -= (v1 - p[132]) * (w1 - p[133]);
            }
            {
                const vec w0 = LOAD(w + 192), w1 = LOAD(w + 208);
                c0_0 += w0 * p[6]; c0_1 += w1 * p[6];
                c1_0 += w0 * p[22]; c1_1 += w1 * p[22];
                c2_0 += w0 * p[38]; c2_1 += w1 * p[38];
                c3_0 += w0 * p[54]; c3_1 += w1 * p[54];
                c4_0 += w0 * p[70]; c4_1 += w1 * p[70];
                c5_0 += w0 * p[86]; c5_1 += w1 * p[86];
                c6_0 += w0 * p[102]; c6_1 += w1 * p[102];
                c7_0 += w0 * p[118]; c7_1 += w1 * p[118];
                c8_0 += w0 * p[134]; c8_1 += w1 * p[134];
            }
            {
                const vec w0 = LOAD(w + 224), w1 = LOAD(w + 240);
                c0_0 += w0 * p[7]; c0_1 += w1 * p[7];
                c1_0 += w0 * p[23]; c1_1 += w1 * p[23];
                c2_0 += w0 * p[39]; c2_1 += w1 * p[39];
                c3_0 += w0 * p[55]; c3_1 += w1 * p[55];
                c4_0 += w0 * p[71]; c4_1 += w1 * p[71];
                c5_0 += w0 * p[87]; c5_1 += w1 * p[87];
                c6_0 += w0 * p[103]; c6_1 += w1 * p[103];
                c7_0 += w0 * p[119]; c7_1 += w1 * p[119];
                c8_0 += w0 * p[135]; c8_1 += w1 * p[135];
            }
        }
    }
    const vec a0 = LOAD(bias + (2 * k->all_channels)), b0 = LOAD(bias + k->all_channels);
    const vec a1 = LOAD(bias + (2 * k->all_channels) + 16), b1 = LOAD(bias + k->all_channels + 16);
    STORE(y, ending(k, c0_0 * a0 + b0, r)); STORE(y + k->y_block, ending(k, c0_1 * a1 + b1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0 * a0 + b0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1 * a1 + b1,
        r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0 * a0 + b0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1 * a1 + b1,
        r + k->y_block + 32));
    STORE(y + 48, ending(k, c3_0 * a0 + b0, r + 48)); STORE(y + k->y_block + 48, ending(k, c3_1 * a1 + b1,
        r + k->y_block + 48));
    STORE(y + 64, ending(k, c4_0 * a0 + b0, r + 64)); STORE(y + k->y_block + 64, ending(k, c4_1 * a1 + b1,
        r + k->y_block + 64));
    STORE(y + 80, ending(k, c5_0 * a0 + b0, r + 80)); STORE(y + k->y_block + 80, ending(k, c5_1 * a1 + b1,
        r + k->y_block + 80));
    STORE(y + 96, ending(k, c6_0 * a0 + b0, r + 96)); STORE(y + k->y_block + 96, ending(k, c6_1 * a1 + b1,
        r + k->y_block + 96));
    STORE(y + 112, ending(k, c7_0 * a0 + b0, r + 112)); STORE(y + k->y_block + 112, ending(k, c7_1 * a1 + b1,
        r + k->y_block + 112));
    STORE(y + 128, ending(k, c8_0 * a0 + b0, r + 128)); STORE(y + k->y_block + 128, ending(k, c8_1 * a1 + b1,
        r + k->y_block + 128));
}

/* 1x1 convolution, 32 -> 128 channels at 12x12.
 * x: its first tap's first pixel; w: [4][2][1][1][16][32]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_32_128_12x12(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 2, .kernel = 1, .x_block = 2304, .x_row = 192, .x_column = 16,
        .tap_row = 192, .tap_column = 16, .y_block = 2304, .y_row = 192, .y_column = 16, .channels = 32,
        .all_channels = 128 };
    const float *limits = bias + 384;
    float sums[240];
    for (int tx = 0; tx < 15; tx++) {
        const int column = tx * 9 + (tx < 9 ? tx : 9);
        const float *xt = x + column * 16;
        float *s = sums + tx * 16;
        if (tx < 9) {
            sums_1x10(&sizes, xt, limits, s);
        } else {
            sums_1x9(&sizes, xt, limits, s);
        }
    }
    for (int p = 0; p < 4; p++)
        for (int tx = 0; tx < 15; tx++) {
            const int column = tx * 9 + (tx < 9 ? tx : 9);
            const float *xt = x + column * 16;
            const float *wt = w + p * 1024;
            const float *bt = bias + p * 32;
            float *yt = y + p * 4608 + column * 16;
            const float *s = sums + tx * 16;
            if (s[15] != 0) {
                if (tx < 9) {
                    tile_1x10x32_pairs(&sizes, s, xt, wt, bt, yt, yt);
                } else {
                    tile_1x9x32_pairs(&sizes, s, xt, wt, bt, yt, yt);
                }
            } else {
                one_by_one(&sizes, 1, tx < 9 ? 10 : 9, xt, wt, bt, 0, yt);
            }
        }
}

/* 1x1 convolution, 32 -> 128 channels at 12x12, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [4][2][1][1][16][32]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_32_128_12x12_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    static const Conv sizes = { .in_blocks = 2, .kernel = 1, .x_block = 2304, .x_row = 192, .x_column = 16,
        .tap_row = 192, .tap_column = 16, .y_block = 2304, .y_row = 192, .y_column = 16, .channels = 32,
        .all_channels = 128, .adds = 1, .relu = 1 };
    const float *limits = bias + 384;
    float sums[240];
    for (int tx = 0; tx < 15; tx++) {
        const int column = tx * 9 + (tx < 9 ? tx : 9);
        const float *xt = x + column * 16;
        float *s = sums + tx * 16;
        if (tx < 9) {
            sums_1x10(&sizes, xt, limits, s);
        } else {
            sums_1x9(&sizes, xt, limits, s);
        }
    }
    for (int p = 0; p < 4; p++)
        for (int tx = 0; tx < 15; tx++) {
            const int column = tx * 9 + (tx < 9 ? tx : 9);
            const float *xt = x + column * 16;
            const float *wt = w + p * 1024;
            const float *bt = bias + p * 32;
            const float *rt = r + p * 4608 + column * 16;
            float *yt = y + p * 4608 + column * 16;
            const float *s = sums + tx * 16;
            if (s[15] != 0) {
                if (tx < 9) {
                    tile_1x10x32_pairs(&sizes, s, xt, wt, bt, rt, yt);
                } else {
                    tile_1x9x32_pairs(&sizes, s, xt, wt, bt, rt, yt);
                }
            } else {
                one_by_one(&sizes, 1, tx < 9 ? 10 : 9, xt, wt, bt, rt, yt);
            }
        }
}

#ifdef BOTTLENECK_BUNDLE_WEIGHTS /* the weights file becomes part of the program */
#ifndef BOTTLENECK_WEIGHTS_FILE
#define BOTTLENECK_WEIGHTS_FILE "bottleneck_zen5.weights"
#endif
#ifdef __has_embed
#if __has_embed(BOTTLENECK_WEIGHTS_FILE) == 1 /* C23's, found beside this file */
#define BOTTLENECK_EMBEDS
#endif
#endif
#ifdef BOTTLENECK_EMBEDS
#ifdef __clang__
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif
const unsigned char bottleneck_weights[309568] __attribute__((aligned(64))) = {
#embed BOTTLENECK_WEIGHTS_FILE
};
#else
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl bottleneck_weights\n"
        ".type bottleneck_weights, @object\n"
        "bottleneck_weights:\n"
        ".incbin \"" BOTTLENECK_WEIGHTS_FILE "\"\n"
        ".size bottleneck_weights, . - bottleneck_weights\n"
        ".popsection\n");
#endif
#endif

int bottleneck_weights_check(const void *weights, size_t size) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return BOTTLENECK_BAD_ALIGNMENT;
    if (size != 309568) return BOTTLENECK_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x44354454e534552ULL) return BOTTLENECK_BAD_MAGIC;
    if (header[1] != 0x7b74083ec416f1f6ULL) return BOTTLENECK_BAD_FINGERPRINT;
    if (header[2] != 309568) return BOTTLENECK_BAD_SIZE;
    for (size_t i = 32; i < 309568; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? BOTTLENECK_OK : BOTTLENECK_BAD_CHECKSUM;
}

int bottleneck_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma");
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_inner = 15, conv1_w = 16, conv1_b = 1744, conv1_at = 18432,
    layer1_0_conv1_w = 1776, layer1_0_conv1_b = 2800, layer1_0_conv1_inner = 240, layer1_0_conv2_w = 2832,
        layer1_0_conv2_b = 68368, layer1_0_conv2_at = 23040, layer1_0_downsample_0_w = 68400,
        layer1_0_downsample_0_b = 72496, layer1_0_conv3_w = 72896, layer1_0_conv3_b = 76992,
};

#ifdef BOTTLENECK_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 46080)
#define TRACE(layer, nchw, value, images, channels, height, width, ...) \
    (nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \
     bottleneck_trace(layer, COPY, images, channels, height, width))
#elif defined BOTTLENECK_PROFILE
#define TRACE(layer, nchw, value, images, channels, height, width, ...) bottleneck_profile(layer)
#else
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)
#endif
#define SCRATCH (memory + 27648)

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 12x12 */
    float *const padded_input = memory; /* [3][14][14][1] */
    zero_border(padded_input, 1, 3, 12, 12, 1, 1, 45);
    copy_input(input, padded_input, 1, 3, 12, 12, 1, 45);
    TRACE("input", to_nchw, padded_input, 1, 3, 12, 12, 1, 1, 45);

    /* conv1: 3x3 3->32 at 12x12, ReLU, winograd-rows 1x3x32, 0.249 MFLOP */
    float *const conv1 = memory + conv1_at; /* [2][12][12][16] */
    conv3x3_3_32_12x12_rows_relu(padded_input, weights + conv1_w, weights + conv1_b, conv1, SCRATCH);
    TRACE("conv1", to_nchw, conv1, 1, 32, 12, 12, 0, 16, 0);
}

NOINLINE static void layer1(const float *weights, float *memory, float *output) {
    float *const conv1 = memory + conv1_at; /* [2][12][12][16] */

    /* layer1.0.conv1: 1x1 32->32 at 12x12, ReLU, direct 1x12x32, 0.295 MFLOP */
    float *const layer1_0_conv1 = memory; /* [2][14][14][16] */
    zero_border(layer1_0_conv1, 1, 2, 12, 12, 1, 16, 720);
    conv1x1_32_32_12x12_relu(conv1, weights + layer1_0_conv1_w, weights + layer1_0_conv1_b,
        layer1_0_conv1 + layer1_0_conv1_inner);
    TRACE("layer1.0.conv1", to_nchw, layer1_0_conv1, 1, 32, 12, 12, 1, 16, 720);

    /* layer1.0.conv2: 3x3 32->32 at 12x12, ReLU, winograd-F(6,3) 1x4x32, 2.65 MFLOP */
    float *const layer1_0_conv2 = memory + layer1_0_conv2_at; /* [2][12][12][16] */
    conv3x3_32_32_12x12_f6_relu(layer1_0_conv1, weights + layer1_0_conv2_w, weights + layer1_0_conv2_b,
        layer1_0_conv2, SCRATCH);
    TRACE("layer1.0.conv2", to_nchw, layer1_0_conv2, 1, 32, 12, 12, 0, 16, 0);

    /* layer1.0.downsample.0: 1x1 32->128 at 12x12, direct-pairs 1x10x32, 1.18 MFLOP */
    float *const layer1_0_downsample_0 = memory; /* [8][12][12][16] */
    conv1x1_32_128_12x12(conv1, weights + layer1_0_downsample_0_w, weights + layer1_0_downsample_0_b,
        layer1_0_downsample_0);
    TRACE("layer1.0.downsample.0", to_nchw, layer1_0_downsample_0, 1, 128, 12, 12, 0, 16, 0);

    /* layer1.0.conv3: 1x1 32->128 at 12x12, plus layer1.0.downsample.0, ReLU, direct-pairs 1x10x32, 1.18
     * MFLOP */
    float *const layer1_0_conv3 = memory; /* [8][12][12][16], in place of layer1.0.downsample.0 */
    conv1x1_32_128_12x12_add_relu(layer1_0_conv2, weights + layer1_0_conv3_w, weights + layer1_0_conv3_b,
        layer1_0_downsample_0, layer1_0_conv3);
    TRACE("layer1.0.conv3", to_nchw, layer1_0_conv3, 1, 128, 12, 12, 0, 16, 0);

    /* output layer1: 128 channels at 12x12 */
    to_nchw(layer1_0_conv3, output, 1, 128, 12, 12, 0, 16, 0);
}

void bottleneck_run(const void *weights, void *workspace, const float *input, float *output) {
#if defined __GNUC__ && !defined __TINYC__ && !defined NDEBUG /* as the header asks */
    if ((size_t)workspace % 64) __builtin_trap();
    if ((size_t)weights % 64) __builtin_trap();
    if ((size_t)input % 4 || (size_t)output % 4) __builtin_trap();
#endif
    stem(weights, workspace, input);
    layer1(weights, workspace, output);
}

#ifdef __clang__
#pragma clang attribute pop
#endif
