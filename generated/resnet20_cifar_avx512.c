/* resnet20_cifar: a residual network, compiled to C by resnetc 0.1.0 from resnet20-cifar.json.
 *
 *   options     --target avx512
 *   parameters  272474
 *   work        81.6 MFLOP an image
 *   weights     4299328 bytes, fingerprint 3eb23e0025a56e03
 *   workspace   478784 bytes
 *   compile     cc -std=gnu11 -O2 -mavx512f -mfma -c; for threads -fopenmp -DRESNET20_CIFAR_MAX_THREADS=2
 *
 * Layers:
 *   input: 3 channels at 32x32
 *   conv1: 3x3 3->16 at 32x32, ReLU, winograd-rows 1x8x16, 0.885 MFLOP
 *   layer1.0.conv1: 3x3 16->16 at 32x32, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP
 *   layer1.0.conv2: 3x3 16->16 at 32x32, plus conv1, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP
 *   layer1.1.conv1: 3x3 16->16 at 32x32, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP
 *   layer1.1.conv2: 3x3 16->16 at 32x32, plus layer1.0.conv2, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP
 *   layer1.2.conv1: 3x3 16->16 at 32x32, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP
 *   layer1.2.conv2: 3x3 16->16 at 32x32, plus layer1.1.conv2, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP
 *   layer2.0.conv1: 3x3 stride 2 16->32 at 16x16, ReLU, winograd-F(4,3) 1x8x32, 2.36 MFLOP
 *   layer2.0.downsample.0: 1x1 stride 2 16->32 at 16x16, direct 2x6x32, 0.262 MFLOP
 *   layer2.0.conv2: 3x3 32->32 at 16x16, plus layer2.0.downsample.0, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP
 *   layer2.1.conv1: 3x3 32->32 at 16x16, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP
 *   layer2.1.conv2: 3x3 32->32 at 16x16, plus layer2.0.conv2, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP
 *   layer2.2.conv1: 3x3 32->32 at 16x16, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP
 *   layer2.2.conv2: 3x3 32->32 at 16x16, plus layer2.1.conv2, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP
 *   layer3.0.conv1: 3x3 stride 2 32->64 at 8x8, ReLU, winograd-F(2,3) 1x8x32, 2.36 MFLOP
 *   layer3.0.downsample.0: 1x1 stride 2 32->64 at 8x8, direct 3x4x32, 0.262 MFLOP
 *   layer3.0.conv2: 3x3 64->64 at 8x8, plus layer3.0.downsample.0, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP
 *   layer3.1.conv1: 3x3 64->64 at 8x8, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP
 *   layer3.1.conv2: 3x3 64->64 at 8x8, plus layer3.0.conv2, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP
 *   layer3.2.conv1: 3x3 64->64 at 8x8, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP
 *   layer3.2.conv2: 3x3 64->64 at 8x8, plus layer3.1.conv2, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP
 *   avgpool: 64 channels over 8x8
 *   fc: linear 64->10, 0.00128 MFLOP
 *   output logits: 10 channels at 1x1
 */

#ifndef __AVX512F__
#error "target avx512: compile with -mavx512f -mfma"
#endif
#ifndef __FMA__
#error "target avx512: compile with -mavx512f -mfma"
#endif
#ifdef __TINYC__
#error "tcc has no vectors: use --target scalar"
#endif
#if defined __STRICT_ANSI__ && !defined __clang__
#warning "multiply-adds are not fused in this mode: use -std=gnu11"
#endif

#ifdef RESNETC_FREESTANDING /* nothing is included; these come from elsewhere */
typedef __SIZE_TYPE__ size_t;
void *memcpy(void *, const void *, size_t);
void *memset(void *, int, size_t);
enum { RESNET20_CIFAR_OK, RESNET20_CIFAR_BAD_SIZE, RESNET20_CIFAR_BAD_MAGIC, RESNET20_CIFAR_BAD_FINGERPRINT,
    RESNET20_CIFAR_BAD_CHECKSUM, RESNET20_CIFAR_BAD_ALIGNMENT };
#else
#include <stddef.h>
#include <string.h>

#include "resnet20_cifar_avx512.h"
#endif

#define NOINLINE __attribute__((noinline))
#define INLINE static inline __attribute__((always_inline))

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
    int x_block; /* from a block of channels to the next */
    int x_row; /* from an output pixel to the one below */
    int y_block; /* from a block of channels to the next */
    int y_row; /* from a pixel to the one below */
    int adds; /* whether r is added */
    int relu; /* whether ReLU follows */
} Conv;

/* Sizes of a layer for functions that layers share. Steps are in floats. */
typedef struct {
    int x_row; /* from a row to the next */
    int y_row;
    int v_plane; /* transformed input: from a point to the next */
    int m_plane; /* products: from a point to the next */
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

/* B^T d of the 8 tiles of a row of one channel; v: 6 planes. */
static inline void conv3x3_3_16_32x32_rows_relu_input(const float *x, float *v) {
    for (int t = 0; t < 8; t++, x += 4, v++) {
        const float d0 = x[0], d1 = x[1], d2 = x[2], d3 = x[3], d4 = x[4], d5 = x[5];
        const float v0 = 4.0f * d0 - 5.0f * d2 + d4;
        const float e1 = -4.0f * d2 + d4, o1 = -4.0f * d1 + d3;
        const float v1 = e1 + o1, v2 = e1 - o1;
        const float e3 = -d2 + d4, o3 = -2.0f * d1 + 2.0f * d3;
        const float v3 = e3 + o3, v4 = e3 - o3;
        const float v5 = 4.0f * d1 - 5.0f * d3 + d5;
        v[0] = v0;
        v[160] = v1;
        v[320] = v2;
        v[480] = v3;
        v[640] = v4;
        v[800] = v5;
    }
}

/* A^T m of the tiles of a row of one block of channels, plus bias, then ReLU. */
static inline void conv3x3_3_16_32x32_rows_relu_output(const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    for (int t = 0; t < 8; t++, m += 16, y += 64) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 272), d2 = LOAD(m + 544), d3 = LOAD(m + 816),
            d4 = LOAD(m + 1088), d5 = LOAD(m + 1360);
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

/* 1 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x8x16_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c1_0 = ZERO, c2_0 = ZERO, c3_0 = ZERO, c4_0 = ZERO, c5_0 = ZERO, c6_0 = ZERO,
        c7_0 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        const vec w0 = LOAD(w);
        c0_0 += w0 * p[0];
        c1_0 += w0 * p[1];
        c2_0 += w0 * p[2];
        c3_0 += w0 * p[3];
        c4_0 += w0 * p[4];
        c5_0 += w0 * p[5];
        c6_0 += w0 * p[6];
        c7_0 += w0 * p[7];
        w += 16;
    }
    STORE(y, c0_0);
    STORE(y + 16, c1_0);
    STORE(y + 32, c2_0);
    STORE(y + 48, c3_0);
    STORE(y + 64, c4_0);
    STORE(y + 80, c5_0);
    STORE(y + 96, c6_0);
    STORE(y + 112, c7_0);
}

/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_3_16_32x32_rows_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 9, .x_block = 8, .x_row = 24, .y_block = 256, .y_row = 128 };
    for (int n = 0; n < 6; n++)
        for (int ty = 0; ty < 2; ty++) {
            const float *xt = x + n * 160 + ty * 24;
            const float *wt = w + n * 144;
            float *yt = y + n * 272 + ty * 128;
            tile_1x8x16_products(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution, stride 1, 3 -> 16 channels at 32x32, by F(4,3) along its rows, then ReLU.
 * x: its border's corner; w: [6][1][9][16]; y: its pixel (0, 0);
 * scratch: 2592 floats a thread. */
NOINLINE static void conv3x3_3_16_32x32_rows_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    for (int s = 0; s < 8; s++) {
        float *v = scratch;
        float *m = v + 960;
        const int first = s * 2;
        const int end = (s + 1) * 2;
        const float *xs = x + first * 68;
        for (int i = 0; i < (end - first) * 2 + 2; i++) {
            for (int c = 0; c < 3; c++) {
                conv3x3_3_16_32x32_rows_relu_input(xs + i * 34 + c * 1156, v + i * 24 + c * 8);
            }
        }
        for (int q = first; q < end; q++) {
            conv3x3_3_16_32x32_rows_relu_products(v + (q - first) * 48, w, m);
            for (int r = 0; r < 2; r++) {
                const int row = 2 * q + r;
                conv3x3_3_16_32x32_rows_relu_output(m + r * 128, bias, y + row * 544);
            }
        }
    }
}

/* B^T d B of 6 x 6 pixels of one block of channels; v: 36 planes. */
INLINE void input_f4(const Winograd *k, const float *x, float *v) {
    vec s[6][6];
    for (int j = 0; j < 6; j++, x += 16) {
        const vec d0 = LOAD(x), d1 = LOAD(x + k->x_row), d2 = LOAD(x + 2 * k->x_row),
            d3 = LOAD(x + 3 * k->x_row), d4 = LOAD(x + 4 * k->x_row), d5 = LOAD(x + 5 * k->x_row);
        const vec v0 = 4.0f * d0 - 5.0f * d2 + d4;
        const vec e1 = -4.0f * d2 + d4, o1 = -4.0f * d1 + d3;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec e3 = -d2 + d4, o3 = -2.0f * d1 + 2.0f * d3;
        const vec v3 = e3 + o3, v4 = e3 - o3;
        const vec v5 = 4.0f * d1 - 5.0f * d3 + d5;
        s[0][j] = v0;
        s[1][j] = v1;
        s[2][j] = v2;
        s[3][j] = v3;
        s[4][j] = v4;
        s[5][j] = v5;
    }
    for (int i = 0; i < 6; i++, v += (6 * k->v_plane)) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5];
        const vec v0 = 4.0f * d0 - 5.0f * d2 + d4;
        const vec e1 = -4.0f * d2 + d4, o1 = -4.0f * d1 + d3;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec e3 = -d2 + d4, o3 = -2.0f * d1 + 2.0f * d3;
        const vec v3 = e3 + o3, v4 = e3 - o3;
        const vec v5 = 4.0f * d1 - 5.0f * d3 + d5;
        STORE(v, v0);
        STORE(v + k->v_plane, v1);
        STORE(v + 2 * k->v_plane, v2);
        STORE(v + 3 * k->v_plane, v3);
        STORE(v + 4 * k->v_plane, v4);
        STORE(v + 5 * k->v_plane, v5);
    }
}

/* A^T m A of one tile and block, and what is fused behind it. */
INLINE void output_f4_relu(const Winograd *k, const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    vec s[4][6];
    for (int j = 0; j < 6; j++, m += k->m_plane) {
        const vec d0 = LOAD(m), d1 = LOAD(m + (6 * k->m_plane)), d2 = LOAD(m + 2 * (6 * k->m_plane)),
            d3 = LOAD(m + 3 * (6 * k->m_plane)), d4 = LOAD(m + 4 * (6 * k->m_plane)),
            d5 = LOAD(m + 5 * (6 * k->m_plane));
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        s[0][j] = y0;
        s[1][j] = y1;
        s[2][j] = y2;
        s[3][j] = y3;
    }
    for (int i = 0; i < 4; i++, y += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5];
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

/* 1 x 22 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x22x16_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c1_0 = ZERO, c2_0 = ZERO, c3_0 = ZERO, c4_0 = ZERO, c5_0 = ZERO, c6_0 = ZERO,
        c7_0 = ZERO, c8_0 = ZERO, c9_0 = ZERO, c10_0 = ZERO, c11_0 = ZERO, c12_0 = ZERO, c13_0 = ZERO,
        c14_0 = ZERO, c15_0 = ZERO, c16_0 = ZERO, c17_0 = ZERO, c18_0 = ZERO, c19_0 = ZERO, c20_0 = ZERO,
        c21_0 = ZERO;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            const vec w0 = LOAD(w);
            c0_0 += w0 * p[0];
            c1_0 += w0 * p[16];
            c2_0 += w0 * p[32];
            c3_0 += w0 * p[48];
            c4_0 += w0 * p[64];
            c5_0 += w0 * p[80];
            c6_0 += w0 * p[96];
            c7_0 += w0 * p[112];
            c8_0 += w0 * p[128];
            c9_0 += w0 * p[144];
            c10_0 += w0 * p[160];
            c11_0 += w0 * p[176];
            c12_0 += w0 * p[192];
            c13_0 += w0 * p[208];
            c14_0 += w0 * p[224];
            c15_0 += w0 * p[240];
            c16_0 += w0 * p[256];
            c17_0 += w0 * p[272];
            c18_0 += w0 * p[288];
            c19_0 += w0 * p[304];
            c20_0 += w0 * p[320];
            c21_0 += w0 * p[336];
        }
    }
    STORE(y, c0_0);
    STORE(y + 16, c1_0);
    STORE(y + 32, c2_0);
    STORE(y + 48, c3_0);
    STORE(y + 64, c4_0);
    STORE(y + 80, c5_0);
    STORE(y + 96, c6_0);
    STORE(y + 112, c7_0);
    STORE(y + 128, c8_0);
    STORE(y + 144, c9_0);
    STORE(y + 160, c10_0);
    STORE(y + 176, c11_0);
    STORE(y + 192, c12_0);
    STORE(y + 208, c13_0);
    STORE(y + 224, c14_0);
    STORE(y + 240, c15_0);
    STORE(y + 256, c16_0);
    STORE(y + 272, c17_0);
    STORE(y + 288, c18_0);
    STORE(y + 304, c19_0);
    STORE(y + 320, c20_0);
    STORE(y + 336, c21_0);
}

/* 1 x 21 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x21x16_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c1_0 = ZERO, c2_0 = ZERO, c3_0 = ZERO, c4_0 = ZERO, c5_0 = ZERO, c6_0 = ZERO,
        c7_0 = ZERO, c8_0 = ZERO, c9_0 = ZERO, c10_0 = ZERO, c11_0 = ZERO, c12_0 = ZERO, c13_0 = ZERO,
        c14_0 = ZERO, c15_0 = ZERO, c16_0 = ZERO, c17_0 = ZERO, c18_0 = ZERO, c19_0 = ZERO, c20_0 = ZERO;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            const vec w0 = LOAD(w);
            c0_0 += w0 * p[0];
            c1_0 += w0 * p[16];
            c2_0 += w0 * p[32];
            c3_0 += w0 * p[48];
            c4_0 += w0 * p[64];
            c5_0 += w0 * p[80];
            c6_0 += w0 * p[96];
            c7_0 += w0 * p[112];
            c8_0 += w0 * p[128];
            c9_0 += w0 * p[144];
            c10_0 += w0 * p[160];
            c11_0 += w0 * p[176];
            c12_0 += w0 * p[192];
            c13_0 += w0 * p[208];
            c14_0 += w0 * p[224];
            c15_0 += w0 * p[240];
            c16_0 += w0 * p[256];
            c17_0 += w0 * p[272];
            c18_0 += w0 * p[288];
            c19_0 += w0 * p[304];
            c20_0 += w0 * p[320];
        }
    }
    STORE(y, c0_0);
    STORE(y + 16, c1_0);
    STORE(y + 32, c2_0);
    STORE(y + 48, c3_0);
    STORE(y + 64, c4_0);
    STORE(y + 80, c5_0);
    STORE(y + 96, c6_0);
    STORE(y + 112, c7_0);
    STORE(y + 128, c8_0);
    STORE(y + 144, c9_0);
    STORE(y + 160, c10_0);
    STORE(y + 176, c11_0);
    STORE(y + 192, c12_0);
    STORE(y + 208, c13_0);
    STORE(y + 224, c14_0);
    STORE(y + 240, c15_0);
    STORE(y + 256, c16_0);
    STORE(y + 272, c17_0);
    STORE(y + 288, c18_0);
    STORE(y + 304, c19_0);
    STORE(y + 320, c20_0);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_16_16_32x32_f4_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 1024, .y_block = 1024 };
    for (int n = 0; n < 36; n++)
        for (int tx = 0; tx < 3; tx++) {
            const int column = tx * 21 + (tx < 1 ? tx : 1);
            const float *xt = x + n * 1040 + column * 16;
            const float *wt = w + n * 256;
            float *yt = y + n * 1040 + column * 16;
            if (tx < 1) {
                tile_1x22x16_products(&sizes, xt, wt, yt);
            } else {
                tile_1x21x16_products(&sizes, xt, wt, yt);
            }
        }
}

/* 3x3 convolution by F(4,3), 16 -> 16 channels at 32x32, then ReLU.
 * x: its border's corner; w: [1][36][1][1][16][16]; y: its pixel (0, 0);
 * scratch: 74880 floats a thread. */
NOINLINE static void conv3x3_16_16_32x32_f4_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    static const Winograd sizes = { .x_row = 544, .y_row = 544, .v_plane = 1040, .m_plane = 1040 };
    float *v = scratch;
    const int rows = 8;
    for (int ty = 0; ty < rows; ty++) {
        for (int tx = 0; tx < 8; tx++)
            input_f4(&sizes, x + ty * 2176 + tx * 64, v + ty * 128 + tx * 16);
    }
    float *m = v + 37440;
    conv3x3_16_16_32x32_f4_relu_products(v, w, m);
    for (int ty = 0; ty < rows; ty++)
        for (int tx = 0; tx < 8; tx++) {
            output_f4_relu(&sizes, m + ty * 128 + tx * 16, bias, y + ty * 2176 + tx * 64);
        }
}

/* A^T m A of one tile and block, and what is fused behind it. */
INLINE void output_f4_add_relu(const Winograd *k, const float *m, const float *bias, const float *r,
    float *y) {
    const vec b = LOAD(bias);
    vec s[4][6];
    for (int j = 0; j < 6; j++, m += k->m_plane) {
        const vec d0 = LOAD(m), d1 = LOAD(m + (6 * k->m_plane)), d2 = LOAD(m + 2 * (6 * k->m_plane)),
            d3 = LOAD(m + 3 * (6 * k->m_plane)), d4 = LOAD(m + 4 * (6 * k->m_plane)),
            d5 = LOAD(m + 5 * (6 * k->m_plane));
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        s[0][j] = y0;
        s[1][j] = y1;
        s[2][j] = y2;
        s[3][j] = y3;
    }
    for (int i = 0; i < 4; i++, y += k->y_row, r += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        STORE(y, relu(y0 + b + LOAD(r)));
        STORE(y + 16, relu(y1 + b + LOAD(r + 16)));
        STORE(y + 32, relu(y2 + b + LOAD(r + 32)));
        STORE(y + 48, relu(y3 + b + LOAD(r + 48)));
    }
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_16_16_32x32_f4_add_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 1024, .y_block = 1024 };
    for (int n = 0; n < 36; n++)
        for (int tx = 0; tx < 3; tx++) {
            const int column = tx * 21 + (tx < 1 ? tx : 1);
            const float *xt = x + n * 1040 + column * 16;
            const float *wt = w + n * 256;
            float *yt = y + n * 1040 + column * 16;
            if (tx < 1) {
                tile_1x22x16_products(&sizes, xt, wt, yt);
            } else {
                tile_1x21x16_products(&sizes, xt, wt, yt);
            }
        }
}

/* 3x3 convolution by F(4,3), 16 -> 16 channels at 32x32, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [1][36][1][1][16][16]; y: its pixel (0, 0);
 * scratch: 74880 floats a thread. */
NOINLINE static void conv3x3_16_16_32x32_f4_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 544, .y_row = 544, .v_plane = 1040, .m_plane = 1040 };
    float *v = scratch;
    const int rows = 8;
    for (int ty = 0; ty < rows; ty++) {
        for (int tx = 0; tx < 8; tx++)
            input_f4(&sizes, x + ty * 2176 + tx * 64, v + ty * 128 + tx * 16);
    }
    float *m = v + 37440;
    conv3x3_16_16_32x32_f4_add_relu_products(v, w, m);
    for (int ty = 0; ty < rows; ty++)
        for (int tx = 0; tx < 8; tx++) {
            output_f4_add_relu(&sizes, m + ty * 128 + tx * 16, bias, r + ty * 2176 + tx * 64,
                y + ty * 2176 + tx * 64);
        }
}

/* B^T d B of 9 x 9 pixels of one block of channels; v: 81 planes. */
INLINE void input_f4s2(const Winograd *k, const float *x, float *v) {
    vec s[9][9];
    for (int j = 0; j < 9; j++, x += 16) {
        const vec d0 = LOAD(x), d1 = LOAD(x + k->x_row), d2 = LOAD(x + 2 * k->x_row),
            d3 = LOAD(x + 3 * k->x_row), d4 = LOAD(x + 4 * k->x_row), d5 = LOAD(x + 5 * k->x_row),
            d6 = LOAD(x + 6 * k->x_row), d7 = LOAD(x + 7 * k->x_row), d8 = LOAD(x + 8 * k->x_row);
        const vec v0 = 2.0f * d0 - d2 - 2.0f * d4 + d6;
        const vec v1 = -2.0f * d2 - d4 + d6;
        const vec v2 = 2.0f * d2 - 3.0f * d4 + d6;
        const vec v3 = -d2 + d6;
        const vec v4 = 2.0f * d2 - d4 - 2.0f * d6 + d8;
        const vec v5 = d1;
        const vec v6 = d3;
        const vec v7 = d5;
        const vec v8 = d7;
        s[0][j] = v0;
        s[1][j] = v1;
        s[2][j] = v2;
        s[3][j] = v3;
        s[4][j] = v4;
        s[5][j] = v5;
        s[6][j] = v6;
        s[7][j] = v7;
        s[8][j] = v8;
    }
    for (int i = 0; i < 9; i++, v += (9 * k->v_plane)) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5],
            d6 = s[i][6], d7 = s[i][7], d8 = s[i][8];
        const vec v0 = 2.0f * d0 - d2 - 2.0f * d4 + d6;
        const vec v1 = -2.0f * d2 - d4 + d6;
        const vec v2 = 2.0f * d2 - 3.0f * d4 + d6;
        const vec v3 = -d2 + d6;
        const vec v4 = 2.0f * d2 - d4 - 2.0f * d6 + d8;
        const vec v5 = d1;
        const vec v6 = d3;
        const vec v7 = d5;
        const vec v8 = d7;
        STORE(v, v0);
        STORE(v + k->v_plane, v1);
        STORE(v + 2 * k->v_plane, v2);
        STORE(v + 3 * k->v_plane, v3);
        STORE(v + 4 * k->v_plane, v4);
        STORE(v + 5 * k->v_plane, v5);
        STORE(v + 6 * k->v_plane, v6);
        STORE(v + 7 * k->v_plane, v7);
        STORE(v + 8 * k->v_plane, v8);
    }
}

/* A^T m A of one tile and block, and what is fused behind it. */
INLINE void output_f4s2_relu(const Winograd *k, const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    vec s[4][9];
    for (int j = 0; j < 9; j++, m += k->m_plane) {
        const vec d0 = LOAD(m), d1 = LOAD(m + (9 * k->m_plane)), d2 = LOAD(m + 2 * (9 * k->m_plane)),
            d3 = LOAD(m + 3 * (9 * k->m_plane)), d4 = LOAD(m + 4 * (9 * k->m_plane)),
            d5 = LOAD(m + 5 * (9 * k->m_plane)), d6 = LOAD(m + 6 * (9 * k->m_plane)),
            d7 = LOAD(m + 7 * (9 * k->m_plane)), d8 = LOAD(m + 8 * (9 * k->m_plane));
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1 + d3 + d5;
        const vec y1 = t1 + 2.0f * d3 + d6;
        const vec y2 = s1 + 4.0f * d3 + d7;
        const vec y3 = t1 + 8.0f * d3 + d4 + d8;
        s[0][j] = y0;
        s[1][j] = y1;
        s[2][j] = y2;
        s[3][j] = y3;
    }
    for (int i = 0; i < 4; i++, y += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5],
            d6 = s[i][6], d7 = s[i][7], d8 = s[i][8];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1 + d3 + d5;
        const vec y1 = t1 + 2.0f * d3 + d6;
        const vec y2 = s1 + 4.0f * d3 + d7;
        const vec y3 = t1 + 8.0f * d3 + d4 + d8;
        STORE(y, relu(y0 + b));
        STORE(y + 16, relu(y1 + b));
        STORE(y + 32, relu(y2 + b));
        STORE(y + 48, relu(y3 + b));
    }
}

/* 1 x 8 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x8x32_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO, c5_0 = ZERO, c5_1 = ZERO, c6_0 = ZERO, c6_1 = ZERO,
        c7_0 = ZERO, c7_1 = ZERO;
    for (int b = 0; b < 1; b++) {
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
        }
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 16, c1_0); STORE(y + k->y_block + 16, c1_1);
    STORE(y + 32, c2_0); STORE(y + k->y_block + 32, c2_1);
    STORE(y + 48, c3_0); STORE(y + k->y_block + 48, c3_1);
    STORE(y + 64, c4_0); STORE(y + k->y_block + 64, c4_1);
    STORE(y + 80, c5_0); STORE(y + k->y_block + 80, c5_1);
    STORE(y + 96, c6_0); STORE(y + k->y_block + 96, c6_1);
    STORE(y + 112, c7_0); STORE(y + k->y_block + 112, c7_1);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3s2_16_32_16x16_f4_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 256, .y_block = 256 };
    for (int n = 0; n < 81; n++)
        for (int tx = 0; tx < 2; tx++) {
            const int column = tx * 8;
            const float *xt = x + n * 272 + column * 16;
            const float *wt = w + n * 512;
            float *yt = y + n * 528 + column * 16;
            tile_1x8x32_products(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution, stride 2, by F(4,3), 16 -> 32 channels at 16x16, then ReLU.
 * x: its border's corner; w: [1][81][1][1][16][32]; y: its pixel (0, 0);
 * scratch: 64800 floats a thread. */
NOINLINE static void conv3x3s2_16_32_16x16_f4_relu(const float *x, const float *w, const float *bias,
    float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 544, .y_row = 288, .v_plane = 272, .m_plane = 528 };
    float *v = scratch;
    const int rows = 4;
    for (int ty = 0; ty < rows; ty++) {
        for (int tx = 0; tx < 4; tx++)
            input_f4s2(&sizes, x + ty * 4352 + tx * 128, v + ty * 64 + tx * 16);
    }
    float *m = v + 22032;
    conv3x3s2_16_32_16x16_f4_relu_products(v, w, m);
    for (int b = 0; b < 2; b++) {
        for (int ty = 0; ty < rows; ty++)
            for (int tx = 0; tx < 4; tx++) {
                output_f4s2_relu(&sizes, m + b * 256 + ty * 64 + tx * 16, bias + b * 16,
                    y + b * 5184 + ty * 1152 + tx * 64);
            }
    }
}

/* 2 x 6 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x6x32_s2(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 16);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1, c6_0 = b0, c6_1 = b1, c7_0 = b0, c7_1 = b1, c8_0 = b0, c8_1 = b1,
        c9_0 = b0, c9_1 = b1, c10_0 = b0, c10_1 = b1, c11_0 = b0, c11_1 = b1;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l++, p++, w += 32) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[32]; c1_1 += w1 * p[32];
            c2_0 += w0 * p[64]; c2_1 += w1 * p[64];
            c3_0 += w0 * p[96]; c3_1 += w1 * p[96];
            c4_0 += w0 * p[128]; c4_1 += w1 * p[128];
            c5_0 += w0 * p[160]; c5_1 += w1 * p[160];
            c6_0 += w0 * p[k->x_row]; c6_1 += w1 * p[k->x_row];
            c7_0 += w0 * p[k->x_row + 32]; c7_1 += w1 * p[k->x_row + 32];
            c8_0 += w0 * p[k->x_row + 64]; c8_1 += w1 * p[k->x_row + 64];
            c9_0 += w0 * p[k->x_row + 96]; c9_1 += w1 * p[k->x_row + 96];
            c10_0 += w0 * p[k->x_row + 128]; c10_1 += w1 * p[k->x_row + 128];
            c11_0 += w0 * p[k->x_row + 160]; c11_1 += w1 * p[k->x_row + 160];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1, r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1, r + k->y_block + 32));
    STORE(y + 48, ending(k, c3_0, r + 48)); STORE(y + k->y_block + 48, ending(k, c3_1, r + k->y_block + 48));
    STORE(y + 64, ending(k, c4_0, r + 64)); STORE(y + k->y_block + 64, ending(k, c4_1, r + k->y_block + 64));
    STORE(y + 80, ending(k, c5_0, r + 80)); STORE(y + k->y_block + 80, ending(k, c5_1, r + k->y_block + 80));
    STORE(y + k->y_row, ending(k, c6_0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k, c6_1,
        r + k->y_block + k->y_row));
    STORE(y + k->y_row + 16, ending(k, c7_0, r + k->y_row + 16)); STORE(y + k->y_block + k->y_row + 16,
        ending(k, c7_1, r + k->y_block + k->y_row + 16));
    STORE(y + k->y_row + 32, ending(k, c8_0, r + k->y_row + 32)); STORE(y + k->y_block + k->y_row + 32,
        ending(k, c8_1, r + k->y_block + k->y_row + 32));
    STORE(y + k->y_row + 48, ending(k, c9_0, r + k->y_row + 48)); STORE(y + k->y_block + k->y_row + 48,
        ending(k, c9_1, r + k->y_block + k->y_row + 48));
    STORE(y + k->y_row + 64, ending(k, c10_0, r + k->y_row + 64)); STORE(y + k->y_block + k->y_row + 64,
        ending(k, c10_1, r + k->y_block + k->y_row + 64));
    STORE(y + k->y_row + 80, ending(k, c11_0, r + k->y_row + 80)); STORE(y + k->y_block + k->y_row + 80,
        ending(k, c11_1, r + k->y_block + k->y_row + 80));
}

/* 2 x 5 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x5x32_s2(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 16);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1, c6_0 = b0, c6_1 = b1, c7_0 = b0, c7_1 = b1, c8_0 = b0, c8_1 = b1,
        c9_0 = b0, c9_1 = b1;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l++, p++, w += 32) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[32]; c1_1 += w1 * p[32];
            c2_0 += w0 * p[64]; c2_1 += w1 * p[64];
            c3_0 += w0 * p[96]; c3_1 += w1 * p[96];
            c4_0 += w0 * p[128]; c4_1 += w1 * p[128];
            c5_0 += w0 * p[k->x_row]; c5_1 += w1 * p[k->x_row];
            c6_0 += w0 * p[k->x_row + 32]; c6_1 += w1 * p[k->x_row + 32];
            c7_0 += w0 * p[k->x_row + 64]; c7_1 += w1 * p[k->x_row + 64];
            c8_0 += w0 * p[k->x_row + 96]; c8_1 += w1 * p[k->x_row + 96];
            c9_0 += w0 * p[k->x_row + 128]; c9_1 += w1 * p[k->x_row + 128];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1, r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1, r + k->y_block + 32));
    STORE(y + 48, ending(k, c3_0, r + 48)); STORE(y + k->y_block + 48, ending(k, c3_1, r + k->y_block + 48));
    STORE(y + 64, ending(k, c4_0, r + 64)); STORE(y + k->y_block + 64, ending(k, c4_1, r + k->y_block + 64));
    STORE(y + k->y_row, ending(k, c5_0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k, c5_1,
        r + k->y_block + k->y_row));
    STORE(y + k->y_row + 16, ending(k, c6_0, r + k->y_row + 16)); STORE(y + k->y_block + k->y_row + 16,
        ending(k, c6_1, r + k->y_block + k->y_row + 16));
    STORE(y + k->y_row + 32, ending(k, c7_0, r + k->y_row + 32)); STORE(y + k->y_block + k->y_row + 32,
        ending(k, c7_1, r + k->y_block + k->y_row + 32));
    STORE(y + k->y_row + 48, ending(k, c8_0, r + k->y_row + 48)); STORE(y + k->y_block + k->y_row + 48,
        ending(k, c8_1, r + k->y_block + k->y_row + 48));
    STORE(y + k->y_row + 64, ending(k, c9_0, r + k->y_row + 64)); STORE(y + k->y_block + k->y_row + 64,
        ending(k, c9_1, r + k->y_block + k->y_row + 64));
}

/* 1x1 convolution, stride 2, 16 -> 32 channels at 16x16.
 * x: its first tap's first pixel; w: [1][1][1][1][16][32]; y: its pixel (0, 0). */
NOINLINE static void conv1x1s2_16_32_16x16(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 18496, .x_row = 1088, .y_block = 5184,
        .y_row = 288 };
    for (int ty = 0; ty < 8; ty++)
        for (int tx = 0; tx < 3; tx++) {
            const int row = ty * 2;
            const int column = tx * 5 + (tx < 1 ? tx : 1);
            const float *xt = x + row * 1088 + column * 32;
            const float *wt = w;
            const float *bt = bias;
            float *yt = y + row * 288 + column * 16;
            if (tx < 1) {
                tile_2x6x32_s2(&sizes, xt, wt, bt, yt, yt);
            } else {
                tile_2x5x32_s2(&sizes, xt, wt, bt, yt, yt);
            }
        }
}

/* 1 x 8 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x8x32_products_2(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO, c5_0 = ZERO, c5_1 = ZERO, c6_0 = ZERO, c6_1 = ZERO,
        c7_0 = ZERO, c7_1 = ZERO;
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
        }
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 16, c1_0); STORE(y + k->y_block + 16, c1_1);
    STORE(y + 32, c2_0); STORE(y + k->y_block + 32, c2_1);
    STORE(y + 48, c3_0); STORE(y + k->y_block + 48, c3_1);
    STORE(y + 64, c4_0); STORE(y + k->y_block + 64, c4_1);
    STORE(y + 80, c5_0); STORE(y + k->y_block + 80, c5_1);
    STORE(y + 96, c6_0); STORE(y + k->y_block + 96, c6_1);
    STORE(y + 112, c7_0); STORE(y + k->y_block + 112, c7_1);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_32_32_16x16_f4_add_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 256, .y_block = 256 };
    for (int n = 0; n < 36; n++)
        for (int tx = 0; tx < 2; tx++) {
            const int column = tx * 8;
            const float *xt = x + n * 528 + column * 16;
            const float *wt = w + n * 1024;
            float *yt = y + n * 528 + column * 16;
            tile_1x8x32_products_2(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution by F(4,3), 32 -> 32 channels at 16x16, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [1][36][1][2][16][32]; y: its pixel (0, 0);
 * scratch: 38016 floats a thread. */
NOINLINE static void conv3x3_32_32_16x16_f4_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 288, .y_row = 288, .v_plane = 528, .m_plane = 528 };
    float *v = scratch;
    const int rows = 4;
    for (int b = 0; b < 2; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 4; tx++)
                input_f4(&sizes, x + b * 5184 + ty * 1152 + tx * 64, v + b * 256 + ty * 64 + tx * 16);
        }
    float *m = v + 19008;
    conv3x3_32_32_16x16_f4_add_relu_products(v, w, m);
    for (int b = 0; b < 2; b++) {
        for (int ty = 0; ty < rows; ty++)
            for (int tx = 0; tx < 4; tx++) {
                output_f4_add_relu(&sizes, m + b * 256 + ty * 64 + tx * 16, bias + b * 16,
                    r + b * 5184 + ty * 1152 + tx * 64, y + b * 5184 + ty * 1152 + tx * 64);
            }
    }
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_32_32_16x16_f4_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 256, .y_block = 256 };
    for (int n = 0; n < 36; n++)
        for (int tx = 0; tx < 2; tx++) {
            const int column = tx * 8;
            const float *xt = x + n * 528 + column * 16;
            const float *wt = w + n * 1024;
            float *yt = y + n * 528 + column * 16;
            tile_1x8x32_products_2(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution by F(4,3), 32 -> 32 channels at 16x16, then ReLU.
 * x: its border's corner; w: [1][36][1][2][16][32]; y: its pixel (0, 0);
 * scratch: 38016 floats a thread. */
NOINLINE static void conv3x3_32_32_16x16_f4_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    static const Winograd sizes = { .x_row = 288, .y_row = 288, .v_plane = 528, .m_plane = 528 };
    float *v = scratch;
    const int rows = 4;
    for (int b = 0; b < 2; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 4; tx++)
                input_f4(&sizes, x + b * 5184 + ty * 1152 + tx * 64, v + b * 256 + ty * 64 + tx * 16);
        }
    float *m = v + 19008;
    conv3x3_32_32_16x16_f4_relu_products(v, w, m);
    for (int b = 0; b < 2; b++) {
        for (int ty = 0; ty < rows; ty++)
            for (int tx = 0; tx < 4; tx++) {
                output_f4_relu(&sizes, m + b * 256 + ty * 64 + tx * 16, bias + b * 16,
                    y + b * 5184 + ty * 1152 + tx * 64);
            }
    }
}

/* B^T d B of 5 x 5 pixels of one block of channels; v: 25 planes. */
INLINE void input_f2s2(const Winograd *k, const float *x, float *v) {
    vec s[5][5];
    for (int j = 0; j < 5; j++, x += 16) {
        const vec d0 = LOAD(x), d1 = LOAD(x + k->x_row), d2 = LOAD(x + 2 * k->x_row),
            d3 = LOAD(x + 3 * k->x_row), d4 = LOAD(x + 4 * k->x_row);
        const vec v0 = -d0 + d2;
        const vec v1 = d2;
        const vec v2 = -d2 + d4;
        const vec v3 = d1;
        const vec v4 = d3;
        s[0][j] = v0;
        s[1][j] = v1;
        s[2][j] = v2;
        s[3][j] = v3;
        s[4][j] = v4;
    }
    for (int i = 0; i < 5; i++, v += (5 * k->v_plane)) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4];
        const vec v0 = -d0 + d2;
        const vec v1 = d2;
        const vec v2 = -d2 + d4;
        const vec v3 = d1;
        const vec v4 = d3;
        STORE(v, v0);
        STORE(v + k->v_plane, v1);
        STORE(v + 2 * k->v_plane, v2);
        STORE(v + 3 * k->v_plane, v3);
        STORE(v + 4 * k->v_plane, v4);
    }
}

/* A^T m A of one tile and block, and what is fused behind it. */
INLINE void output_f2s2_relu(const Winograd *k, const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    vec s[2][5];
    for (int j = 0; j < 5; j++, m += k->m_plane) {
        const vec d0 = LOAD(m), d1 = LOAD(m + (5 * k->m_plane)), d2 = LOAD(m + 2 * (5 * k->m_plane)),
            d3 = LOAD(m + 3 * (5 * k->m_plane)), d4 = LOAD(m + 4 * (5 * k->m_plane));
        const vec y0 = d0 + d1 + d3;
        const vec y1 = d1 + d2 + d4;
        s[0][j] = y0;
        s[1][j] = y1;
    }
    for (int i = 0; i < 2; i++, y += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4];
        const vec y0 = d0 + d1 + d3;
        const vec y1 = d1 + d2 + d4;
        STORE(y, relu(y0 + b));
        STORE(y + 16, relu(y1 + b));
    }
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3s2_32_64_8x8_f2_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 256, .y_block = 256 };
    for (int n = 0; n < 25; n++)
        for (int tx = 0; tx < 2; tx++) {
            const int column = tx * 8;
            const float *xt = x + n * 528 + column * 16;
            const float *wt = w + n * 1024;
            float *yt = y + n * 528 + column * 16;
            tile_1x8x32_products_2(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution, stride 2, by F(2,3), 32 -> 64 channels at 8x8, then ReLU.
 * x: its border's corner; w: [2][25][1][2][16][32]; y: its pixel (0, 0);
 * scratch: 26400 floats a thread. */
NOINLINE static void conv3x3s2_32_64_8x8_f2_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    static const Winograd sizes = { .x_row = 288, .y_row = 160, .v_plane = 528, .m_plane = 528 };
    float *v = scratch;
    const int rows = 4;
    for (int b = 0; b < 2; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 4; tx++)
                input_f2s2(&sizes, x + b * 5184 + ty * 1152 + tx * 64, v + b * 256 + ty * 64 + tx * 16);
        }
    for (int g = 0; g < 2; g++) {
        float *m = v + 13200;
        conv3x3s2_32_64_8x8_f2_relu_products(v, w + g * 25600, m);
        for (int b = 0; b < 2; b++) {
            for (int ty = 0; ty < rows; ty++)
                for (int tx = 0; tx < 4; tx++) {
                    output_f2s2_relu(&sizes, m + b * 256 + ty * 64 + tx * 16, bias + g * 32 + b * 16,
                        y + g * 3200 + b * 1600 + ty * 320 + tx * 32);
                }
        }
    }
}

/* 3 x 4 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_3x4x32_s2(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
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
            c1_0 += w0 * p[32]; c1_1 += w1 * p[32];
            c2_0 += w0 * p[64]; c2_1 += w1 * p[64];
            c3_0 += w0 * p[96]; c3_1 += w1 * p[96];
            c4_0 += w0 * p[k->x_row]; c4_1 += w1 * p[k->x_row];
            c5_0 += w0 * p[k->x_row + 32]; c5_1 += w1 * p[k->x_row + 32];
            c6_0 += w0 * p[k->x_row + 64]; c6_1 += w1 * p[k->x_row + 64];
            c7_0 += w0 * p[k->x_row + 96]; c7_1 += w1 * p[k->x_row + 96];
            c8_0 += w0 * p[2 * k->x_row]; c8_1 += w1 * p[2 * k->x_row];
            c9_0 += w0 * p[2 * k->x_row + 32]; c9_1 += w1 * p[2 * k->x_row + 32];
            c10_0 += w0 * p[2 * k->x_row + 64]; c10_1 += w1 * p[2 * k->x_row + 64];
            c11_0 += w0 * p[2 * k->x_row + 96]; c11_1 += w1 * p[2 * k->x_row + 96];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1, r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1, r + k->y_block + 32));
    STORE(y + 48, ending(k, c3_0, r + 48)); STORE(y + k->y_block + 48, ending(k, c3_1, r + k->y_block + 48));
    STORE(y + k->y_row, ending(k, c4_0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k, c4_1,
        r + k->y_block + k->y_row));
    STORE(y + k->y_row + 16, ending(k, c5_0, r + k->y_row + 16)); STORE(y + k->y_block + k->y_row + 16,
        ending(k, c5_1, r + k->y_block + k->y_row + 16));
    STORE(y + k->y_row + 32, ending(k, c6_0, r + k->y_row + 32)); STORE(y + k->y_block + k->y_row + 32,
        ending(k, c6_1, r + k->y_block + k->y_row + 32));
    STORE(y + k->y_row + 48, ending(k, c7_0, r + k->y_row + 48)); STORE(y + k->y_block + k->y_row + 48,
        ending(k, c7_1, r + k->y_block + k->y_row + 48));
    STORE(y + 2 * k->y_row, ending(k, c8_0, r + 2 * k->y_row)); STORE(y + k->y_block + 2 * k->y_row, ending(k,
        c8_1, r + k->y_block + 2 * k->y_row));
    STORE(y + 2 * k->y_row + 16, ending(k, c9_0, r + 2 * k->y_row + 16));
        STORE(y + k->y_block + 2 * k->y_row + 16, ending(k, c9_1, r + k->y_block + 2 * k->y_row + 16));
    STORE(y + 2 * k->y_row + 32, ending(k, c10_0, r + 2 * k->y_row + 32));
        STORE(y + k->y_block + 2 * k->y_row + 32, ending(k, c10_1, r + k->y_block + 2 * k->y_row + 32));
    STORE(y + 2 * k->y_row + 48, ending(k, c11_0, r + 2 * k->y_row + 48));
        STORE(y + k->y_block + 2 * k->y_row + 48, ending(k, c11_1, r + k->y_block + 2 * k->y_row + 48));
}

/* 2 x 4 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x4x32_s2(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 16);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1, c6_0 = b0, c6_1 = b1, c7_0 = b0, c7_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l++, p++, w += 32) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[32]; c1_1 += w1 * p[32];
            c2_0 += w0 * p[64]; c2_1 += w1 * p[64];
            c3_0 += w0 * p[96]; c3_1 += w1 * p[96];
            c4_0 += w0 * p[k->x_row]; c4_1 += w1 * p[k->x_row];
            c5_0 += w0 * p[k->x_row + 32]; c5_1 += w1 * p[k->x_row + 32];
            c6_0 += w0 * p[k->x_row + 64]; c6_1 += w1 * p[k->x_row + 64];
            c7_0 += w0 * p[k->x_row + 96]; c7_1 += w1 * p[k->x_row + 96];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1, r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1, r + k->y_block + 32));
    STORE(y + 48, ending(k, c3_0, r + 48)); STORE(y + k->y_block + 48, ending(k, c3_1, r + k->y_block + 48));
    STORE(y + k->y_row, ending(k, c4_0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k, c4_1,
        r + k->y_block + k->y_row));
    STORE(y + k->y_row + 16, ending(k, c5_0, r + k->y_row + 16)); STORE(y + k->y_block + k->y_row + 16,
        ending(k, c5_1, r + k->y_block + k->y_row + 16));
    STORE(y + k->y_row + 32, ending(k, c6_0, r + k->y_row + 32)); STORE(y + k->y_block + k->y_row + 32,
        ending(k, c6_1, r + k->y_block + k->y_row + 32));
    STORE(y + k->y_row + 48, ending(k, c7_0, r + k->y_row + 48)); STORE(y + k->y_block + k->y_row + 48,
        ending(k, c7_1, r + k->y_block + k->y_row + 48));
}

/* 1x1 convolution, stride 2, 32 -> 64 channels at 8x8.
 * x: its first tap's first pixel; w: [2][2][1][1][16][32]; y: its pixel (0, 0). */
NOINLINE static void conv1x1s2_32_64_8x8(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 5184, .x_row = 576, .y_block = 1600,
        .y_row = 160 };
    for (int p = 0; p < 2; p++)
        for (int ty = 0; ty < 3; ty++)
            for (int tx = 0; tx < 2; tx++) {
                const int row = ty * 2 + (ty < 2 ? ty : 2);
                const int column = tx * 4;
                const float *xt = x + row * 576 + column * 32;
                const float *wt = w + p * 1024;
                const float *bt = bias + p * 32;
                float *yt = y + p * 3200 + row * 160 + column * 16;
                if (ty < 2) {
                    tile_3x4x32_s2(&sizes, xt, wt, bt, yt, yt);
                } else {
                    tile_2x4x32_s2(&sizes, xt, wt, bt, yt, yt);
                }
            }
}

/* 1 x 4 pixels, 64 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x64_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c0_2 = ZERO, c0_3 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c1_2 = ZERO,
        c1_3 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c2_2 = ZERO, c2_3 = ZERO, c3_0 = ZERO, c3_1 = ZERO,
        c3_2 = ZERO, c3_3 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l++, p++, w += 64) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16), w2 = LOAD(w + 32), w3 = LOAD(w + 48);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0]; c0_2 += w2 * p[0]; c0_3 += w3 * p[0];
            c1_0 += w0 * p[16]; c1_1 += w1 * p[16]; c1_2 += w2 * p[16]; c1_3 += w3 * p[16];
            c2_0 += w0 * p[32]; c2_1 += w1 * p[32]; c2_2 += w2 * p[32]; c2_3 += w3 * p[32];
            c3_0 += w0 * p[48]; c3_1 += w1 * p[48]; c3_2 += w2 * p[48]; c3_3 += w3 * p[48];
        }
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1); STORE(y + 2 * k->y_block, c0_2); STORE(y + 3 * k->y_block,
        c0_3);
    STORE(y + 16, c1_0); STORE(y + k->y_block + 16, c1_1); STORE(y + 2 * k->y_block + 16, c1_2);
        STORE(y + 3 * k->y_block + 16, c1_3);
    STORE(y + 32, c2_0); STORE(y + k->y_block + 32, c2_1); STORE(y + 2 * k->y_block + 32, c2_2);
        STORE(y + 3 * k->y_block + 32, c2_3);
    STORE(y + 48, c3_0); STORE(y + k->y_block + 48, c3_1); STORE(y + 2 * k->y_block + 48, c3_2);
        STORE(y + 3 * k->y_block + 48, c3_3);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_64_64_8x8_f4_add_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 4, .x_block = 64, .y_block = 64 };
    for (int n = 0; n < 36; n++) {
        const float *xt = x + n * 272;
        const float *wt = w + n * 4096;
        float *yt = y + n * 272;
        tile_1x4x64_products(&sizes, xt, wt, yt);
    }
}

/* 3x3 convolution by F(4,3), 64 -> 64 channels at 8x8, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [1][36][1][4][16][64]; y: its pixel (0, 0);
 * scratch: 19584 floats a thread. */
NOINLINE static void conv3x3_64_64_8x8_f4_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 160, .y_row = 160, .v_plane = 272, .m_plane = 272 };
    float *v = scratch;
    const int rows = 2;
    for (int b = 0; b < 4; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 2; tx++)
                input_f4(&sizes, x + b * 1600 + ty * 640 + tx * 64, v + b * 64 + ty * 32 + tx * 16);
        }
    float *m = v + 9792;
    conv3x3_64_64_8x8_f4_add_relu_products(v, w, m);
    for (int b = 0; b < 4; b++) {
        for (int ty = 0; ty < rows; ty++)
            for (int tx = 0; tx < 2; tx++) {
                output_f4_add_relu(&sizes, m + b * 64 + ty * 32 + tx * 16, bias + b * 16,
                    r + b * 1600 + ty * 640 + tx * 64, y + b * 1600 + ty * 640 + tx * 64);
            }
    }
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_64_64_8x8_f4_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 4, .x_block = 64, .y_block = 64 };
    for (int n = 0; n < 36; n++) {
        const float *xt = x + n * 272;
        const float *wt = w + n * 4096;
        float *yt = y + n * 272;
        tile_1x4x64_products(&sizes, xt, wt, yt);
    }
}

/* 3x3 convolution by F(4,3), 64 -> 64 channels at 8x8, then ReLU.
 * x: its border's corner; w: [1][36][1][4][16][64]; y: its pixel (0, 0);
 * scratch: 19584 floats a thread. */
NOINLINE static void conv3x3_64_64_8x8_f4_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    static const Winograd sizes = { .x_row = 160, .y_row = 160, .v_plane = 272, .m_plane = 272 };
    float *v = scratch;
    const int rows = 2;
    for (int b = 0; b < 4; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 2; tx++)
                input_f4(&sizes, x + b * 1600 + ty * 640 + tx * 64, v + b * 64 + ty * 32 + tx * 16);
        }
    float *m = v + 9792;
    conv3x3_64_64_8x8_f4_relu_products(v, w, m);
    for (int b = 0; b < 4; b++) {
        for (int ty = 0; ty < rows; ty++)
            for (int tx = 0; tx < 2; tx++) {
                output_f4_relu(&sizes, m + b * 64 + ty * 32 + tx * 16, bias + b * 16,
                    y + b * 1600 + ty * 640 + tx * 64);
            }
    }
}

/* Average over 8x8 pixels, 64 channels. */
NOINLINE static void avgpool_64_8x8(const float *x, float *y) {
    for (int b = 0; b < 4; b++) {
        const float *p = x + b * 1600;
        float *q = y + b * 16;
        vec total = ZERO;
        for (int i = 0; i < 8; i++) {
            vec sum = ZERO;
            for (int j = 0; j < 8; j++)
                sum += LOAD(p + i * 160 + j * 16);
            total += sum;
        }
        STORE(q, total * (1.0f / 64.0f));
    }
}

/* 1 x 1 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x1x16_s4(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            const vec w0 = LOAD(w);
            c0_0 += w0 * p[0];
        }
    }
    STORE(y, ending(k, c0_0, r));
}

/* 1x1 convolution, 64 -> 10 channels at 1x1.
 * x: its first tap's first pixel; w: [1][4][1][1][16][16]; y: its pixel (0, 0). */
NOINLINE static void linear_64_10(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 4, .x_block = 16, .x_row = 16, .y_block = 16, .y_row = 16 };
    const float *xt = x;
    const float *wt = w;
    const float *bt = bias;
    float *yt = y;
    tile_1x1x16_s4(&sizes, xt, wt, bt, yt, yt);
}

#ifdef RESNET20_CIFAR_BUNDLE_WEIGHTS /* the assembler puts the weights file into the program */
#ifndef RESNET20_CIFAR_WEIGHTS_FILE
#define RESNET20_CIFAR_WEIGHTS_FILE "resnet20_cifar_avx512.weights"
#endif
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl resnet20_cifar_weights\n"
        ".type resnet20_cifar_weights, @object\n"
        "resnet20_cifar_weights:\n"
        ".incbin \"" RESNET20_CIFAR_WEIGHTS_FILE "\"\n"
        ".size resnet20_cifar_weights, . - resnet20_cifar_weights\n"
        ".popsection\n");
#endif

int resnet20_cifar_weights_check(const void *weights, size_t bytes) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return RESNET20_CIFAR_BAD_ALIGNMENT;
    if (bytes != 4299328) return RESNET20_CIFAR_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x24354454e534552ULL) return RESNET20_CIFAR_BAD_MAGIC;
    if (header[1] != 0x3eb23e0025a56e03ULL) return RESNET20_CIFAR_BAD_FINGERPRINT;
    if (header[2] != 4299328) return RESNET20_CIFAR_BAD_SIZE;
    for (size_t i = 64; i < 4299328; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? RESNET20_CIFAR_OK : RESNET20_CIFAR_BAD_CHECKSUM;
}

int resnet20_cifar_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma");
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_at = 20736, padded_input_inner = 35, conv1_w = 16, conv1_b = 880, conv1_inner = 560,
    layer1_0_conv1_w = 896, layer1_0_conv1_b = 10112, layer1_0_conv1_at = 20736, layer1_0_conv1_inner = 560,
        layer1_0_conv2_w = 10128, layer1_0_conv2_b = 19344, layer1_0_conv2_inner = 560,
        layer1_1_conv1_w = 19360, layer1_1_conv1_b = 28576, layer1_1_conv1_at = 20736,
        layer1_1_conv1_inner = 560, layer1_1_conv2_w = 28592, layer1_1_conv2_b = 37808,
        layer1_1_conv2_inner = 560, layer1_2_conv1_w = 37824, layer1_2_conv1_b = 47040,
        layer1_2_conv1_at = 20736, layer1_2_conv1_inner = 560, layer1_2_conv2_w = 47056,
        layer1_2_conv2_b = 56272, layer1_2_conv2_inner = 560,
    layer2_0_conv1_w = 56288, layer2_0_conv1_b = 97760, layer2_0_conv1_at = 33232, layer2_0_conv1_inner = 304,
        layer2_0_downsample_0_w = 97792, layer2_0_downsample_0_b = 98304, layer2_0_downsample_0_at = 20736,
        layer2_0_downsample_0_inner = 304, layer2_0_conv2_w = 98336, layer2_0_conv2_b = 135200,
        layer2_0_conv2_at = 20736, layer2_0_conv2_inner = 304, layer2_1_conv1_w = 135232,
        layer2_1_conv1_b = 172096, layer2_1_conv1_inner = 304, layer2_1_conv2_w = 172128,
        layer2_1_conv2_b = 208992, layer2_1_conv2_at = 20736, layer2_1_conv2_inner = 304,
        layer2_2_conv1_w = 209024, layer2_2_conv1_b = 245888, layer2_2_conv1_inner = 304,
        layer2_2_conv2_w = 245920, layer2_2_conv2_b = 282784, layer2_2_conv2_at = 20736,
        layer2_2_conv2_inner = 304,
    layer3_0_conv1_w = 282816, layer3_0_conv1_b = 334016, layer3_0_conv1_inner = 176,
        layer3_0_downsample_0_w = 334080, layer3_0_downsample_0_b = 336128, layer3_0_downsample_0_at = 7104,
        layer3_0_downsample_0_inner = 176, layer3_0_conv2_w = 336192, layer3_0_conv2_b = 483648,
        layer3_0_conv2_at = 7104, layer3_0_conv2_inner = 176, layer3_1_conv1_w = 483712,
        layer3_1_conv1_b = 631168, layer3_1_conv1_inner = 176, layer3_1_conv2_w = 631232,
        layer3_1_conv2_b = 778688, layer3_1_conv2_at = 7104, layer3_1_conv2_inner = 176,
        layer3_2_conv1_w = 778752, layer3_2_conv1_b = 926208, layer3_2_conv1_inner = 176,
        layer3_2_conv2_w = 926272, layer3_2_conv2_b = 1073728, layer3_2_conv2_at = 7104,
        layer3_2_conv2_inner = 176,
    fc_w = 1073792, fc_b = 1074816, fc_at = 64,
};

#ifdef RESNET20_CIFAR_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 44816)
#define TRACE(layer, value, images, channels, height, width, halo, lanes, tail) \
    (to_nchw(value, COPY, images, channels, height, width, halo, lanes, tail), \
     resnet20_cifar_trace(layer, COPY, images, channels, height, width))
#elif defined RESNET20_CIFAR_PROFILE
#define TRACE(layer, value, images, channels, height, width, halo, lanes, tail) resnet20_cifar_profile(layer)
#else
#define TRACE(layer, value, images, channels, height, width, halo, lanes, tail) ((void)0)
#endif
#ifdef RESNET20_CIFAR_TRACE
#define SCRATCH (COPY + 16384)
#else
#define SCRATCH (memory + 44816)
#endif

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 32x32 */
    float *const padded_input = memory + padded_input_at; /* [3][34][34][1] */
    zero_border(padded_input, 1, 3, 32, 32, 1, 1, 140);
    copy_input(input, padded_input, 1, 3, 32, 32, 1, 140);
    TRACE("input", padded_input, 1, 3, 32, 32, 1, 1, 140);

    /* conv1: 3x3 3->16 at 32x32, ReLU, winograd-rows 1x8x16, 0.885 MFLOP */
    float *const conv1 = memory; /* [1][34][34][16] */
    zero_border(conv1, 1, 1, 32, 32, 1, 16, 2240);
    conv3x3_3_16_32x32_rows_relu(padded_input, weights + conv1_w, weights + conv1_b, conv1 + conv1_inner,
        SCRATCH);
    TRACE("conv1", conv1, 1, 16, 32, 32, 1, 16, 2240);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    float *const conv1 = memory; /* [1][34][34][16] */

    /* layer1.0.conv1: 3x3 16->16 at 32x32, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_0_conv1 = memory + layer1_0_conv1_at; /* [1][34][34][16] */
    zero_border(layer1_0_conv1, 1, 1, 32, 32, 1, 16, 2240);
    conv3x3_16_16_32x32_f4_relu(conv1, weights + layer1_0_conv1_w, weights + layer1_0_conv1_b,
        layer1_0_conv1 + layer1_0_conv1_inner, SCRATCH);
    TRACE("layer1.0.conv1", layer1_0_conv1, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.0.conv2: 3x3 16->16 at 32x32, plus conv1, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_0_conv2 = memory; /* [1][34][34][16], in place of conv1 */
    conv3x3_16_16_32x32_f4_add_relu(layer1_0_conv1, weights + layer1_0_conv2_w, weights + layer1_0_conv2_b,
        conv1 + conv1_inner, layer1_0_conv2 + layer1_0_conv2_inner, SCRATCH);
    TRACE("layer1.0.conv2", layer1_0_conv2, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.1.conv1: 3x3 16->16 at 32x32, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_1_conv1 = memory + layer1_1_conv1_at; /* [1][34][34][16] */
    conv3x3_16_16_32x32_f4_relu(layer1_0_conv2, weights + layer1_1_conv1_w, weights + layer1_1_conv1_b,
        layer1_1_conv1 + layer1_1_conv1_inner, SCRATCH);
    TRACE("layer1.1.conv1", layer1_1_conv1, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.1.conv2: 3x3 16->16 at 32x32, plus layer1.0.conv2, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_1_conv2 = memory; /* [1][34][34][16], in place of layer1.0.conv2 */
    conv3x3_16_16_32x32_f4_add_relu(layer1_1_conv1, weights + layer1_1_conv2_w, weights + layer1_1_conv2_b,
        layer1_0_conv2 + layer1_0_conv2_inner, layer1_1_conv2 + layer1_1_conv2_inner, SCRATCH);
    TRACE("layer1.1.conv2", layer1_1_conv2, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.2.conv1: 3x3 16->16 at 32x32, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_2_conv1 = memory + layer1_2_conv1_at; /* [1][34][34][16] */
    conv3x3_16_16_32x32_f4_relu(layer1_1_conv2, weights + layer1_2_conv1_w, weights + layer1_2_conv1_b,
        layer1_2_conv1 + layer1_2_conv1_inner, SCRATCH);
    TRACE("layer1.2.conv1", layer1_2_conv1, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.2.conv2: 3x3 16->16 at 32x32, plus layer1.1.conv2, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_2_conv2 = memory; /* [1][34][34][16], in place of layer1.1.conv2 */
    conv3x3_16_16_32x32_f4_add_relu(layer1_2_conv1, weights + layer1_2_conv2_w, weights + layer1_2_conv2_b,
        layer1_1_conv2 + layer1_1_conv2_inner, layer1_2_conv2 + layer1_2_conv2_inner, SCRATCH);
    TRACE("layer1.2.conv2", layer1_2_conv2, 1, 16, 32, 32, 1, 16, 2240);
}

NOINLINE static void layer2(const float *weights, float *memory) {
    float *const layer1_2_conv2 = memory; /* [1][34][34][16], in place of layer1.1.conv2 */

    /* layer2.0.conv1: 3x3 stride 2 16->32 at 16x16, ReLU, winograd-F(4,3) 1x8x32, 2.36 MFLOP */
    float *const layer2_0_conv1 = memory + layer2_0_conv1_at; /* [2][18][18][16] */
    zero_border(layer2_0_conv1, 1, 2, 16, 16, 1, 16, 1216);
    conv3x3s2_16_32_16x16_f4_relu(layer1_2_conv2, weights + layer2_0_conv1_w, weights + layer2_0_conv1_b,
        layer2_0_conv1 + layer2_0_conv1_inner, SCRATCH);
    TRACE("layer2.0.conv1", layer2_0_conv1, 1, 32, 16, 16, 1, 16, 1216);

    /* layer2.0.downsample.0: 1x1 stride 2 16->32 at 16x16, direct 2x6x32, 0.262 MFLOP */
    float *const layer2_0_downsample_0 = memory + layer2_0_downsample_0_at; /* [2][18][18][16] */
    zero_border(layer2_0_downsample_0, 1, 2, 16, 16, 1, 16, 2128);
    conv1x1s2_16_32_16x16(layer1_2_conv2 + layer1_2_conv2_inner, weights + layer2_0_downsample_0_w,
        weights + layer2_0_downsample_0_b, layer2_0_downsample_0 + layer2_0_downsample_0_inner);
    TRACE("layer2.0.downsample.0", layer2_0_downsample_0, 1, 32, 16, 16, 1, 16, 2128);

    /* layer2.0.conv2: 3x3 32->32 at 16x16, plus layer2.0.downsample.0, ReLU, winograd-F(4,3) 1x8x32, 4.72
     * MFLOP */
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [2][18][18][16],
        in place of layer2.0.downsample.0 */
    conv3x3_32_32_16x16_f4_add_relu(layer2_0_conv1, weights + layer2_0_conv2_w, weights + layer2_0_conv2_b,
        layer2_0_downsample_0 + layer2_0_downsample_0_inner, layer2_0_conv2 + layer2_0_conv2_inner, SCRATCH);
    TRACE("layer2.0.conv2", layer2_0_conv2, 1, 32, 16, 16, 1, 16, 2128);

    /* layer2.1.conv1: 3x3 32->32 at 16x16, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP */
    float *const layer2_1_conv1 = memory; /* [2][18][18][16] */
    zero_border(layer2_1_conv1, 1, 2, 16, 16, 1, 16, 1216);
    conv3x3_32_32_16x16_f4_relu(layer2_0_conv2, weights + layer2_1_conv1_w, weights + layer2_1_conv1_b,
        layer2_1_conv1 + layer2_1_conv1_inner, SCRATCH);
    TRACE("layer2.1.conv1", layer2_1_conv1, 1, 32, 16, 16, 1, 16, 1216);

    /* layer2.1.conv2: 3x3 32->32 at 16x16, plus layer2.0.conv2, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP */
    float *const layer2_1_conv2 = memory + layer2_1_conv2_at; /* [2][18][18][16],
        in place of layer2.0.conv2 */
    conv3x3_32_32_16x16_f4_add_relu(layer2_1_conv1, weights + layer2_1_conv2_w, weights + layer2_1_conv2_b,
        layer2_0_conv2 + layer2_0_conv2_inner, layer2_1_conv2 + layer2_1_conv2_inner, SCRATCH);
    TRACE("layer2.1.conv2", layer2_1_conv2, 1, 32, 16, 16, 1, 16, 2128);

    /* layer2.2.conv1: 3x3 32->32 at 16x16, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP */
    float *const layer2_2_conv1 = memory; /* [2][18][18][16] */
    conv3x3_32_32_16x16_f4_relu(layer2_1_conv2, weights + layer2_2_conv1_w, weights + layer2_2_conv1_b,
        layer2_2_conv1 + layer2_2_conv1_inner, SCRATCH);
    TRACE("layer2.2.conv1", layer2_2_conv1, 1, 32, 16, 16, 1, 16, 1216);

    /* layer2.2.conv2: 3x3 32->32 at 16x16, plus layer2.1.conv2, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP */
    float *const layer2_2_conv2 = memory + layer2_2_conv2_at; /* [2][18][18][16],
        in place of layer2.1.conv2 */
    conv3x3_32_32_16x16_f4_add_relu(layer2_2_conv1, weights + layer2_2_conv2_w, weights + layer2_2_conv2_b,
        layer2_1_conv2 + layer2_1_conv2_inner, layer2_2_conv2 + layer2_2_conv2_inner, SCRATCH);
    TRACE("layer2.2.conv2", layer2_2_conv2, 1, 32, 16, 16, 1, 16, 2128);
}

NOINLINE static void layer3(const float *weights, float *memory) {
    float *const layer2_2_conv2 = memory + layer2_2_conv2_at; /* [2][18][18][16],
        in place of layer2.1.conv2 */

    /* layer3.0.conv1: 3x3 stride 2 32->64 at 8x8, ReLU, winograd-F(2,3) 1x8x32, 2.36 MFLOP */
    float *const layer3_0_conv1 = memory; /* [4][10][10][16] */
    zero_border(layer3_0_conv1, 1, 4, 8, 8, 1, 16, 704);
    conv3x3s2_32_64_8x8_f2_relu(layer2_2_conv2, weights + layer3_0_conv1_w, weights + layer3_0_conv1_b,
        layer3_0_conv1 + layer3_0_conv1_inner, SCRATCH);
    TRACE("layer3.0.conv1", layer3_0_conv1, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.0.downsample.0: 1x1 stride 2 32->64 at 8x8, direct 3x4x32, 0.262 MFLOP */
    float *const layer3_0_downsample_0 = memory + layer3_0_downsample_0_at; /* [4][10][10][16] */
    zero_border(layer3_0_downsample_0, 1, 4, 8, 8, 1, 16, 704);
    conv1x1s2_32_64_8x8(layer2_2_conv2 + layer2_2_conv2_inner, weights + layer3_0_downsample_0_w,
        weights + layer3_0_downsample_0_b, layer3_0_downsample_0 + layer3_0_downsample_0_inner);
    TRACE("layer3.0.downsample.0", layer3_0_downsample_0, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.0.conv2: 3x3 64->64 at 8x8, plus layer3.0.downsample.0, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP
     * */
    float *const layer3_0_conv2 = memory + layer3_0_conv2_at; /* [4][10][10][16],
        in place of layer3.0.downsample.0 */
    conv3x3_64_64_8x8_f4_add_relu(layer3_0_conv1, weights + layer3_0_conv2_w, weights + layer3_0_conv2_b,
        layer3_0_downsample_0 + layer3_0_downsample_0_inner, layer3_0_conv2 + layer3_0_conv2_inner, SCRATCH);
    TRACE("layer3.0.conv2", layer3_0_conv2, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.1.conv1: 3x3 64->64 at 8x8, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP */
    float *const layer3_1_conv1 = memory; /* [4][10][10][16] */
    conv3x3_64_64_8x8_f4_relu(layer3_0_conv2, weights + layer3_1_conv1_w, weights + layer3_1_conv1_b,
        layer3_1_conv1 + layer3_1_conv1_inner, SCRATCH);
    TRACE("layer3.1.conv1", layer3_1_conv1, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.1.conv2: 3x3 64->64 at 8x8, plus layer3.0.conv2, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP */
    float *const layer3_1_conv2 = memory + layer3_1_conv2_at; /* [4][10][10][16],
        in place of layer3.0.conv2 */
    conv3x3_64_64_8x8_f4_add_relu(layer3_1_conv1, weights + layer3_1_conv2_w, weights + layer3_1_conv2_b,
        layer3_0_conv2 + layer3_0_conv2_inner, layer3_1_conv2 + layer3_1_conv2_inner, SCRATCH);
    TRACE("layer3.1.conv2", layer3_1_conv2, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.2.conv1: 3x3 64->64 at 8x8, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP */
    float *const layer3_2_conv1 = memory; /* [4][10][10][16] */
    conv3x3_64_64_8x8_f4_relu(layer3_1_conv2, weights + layer3_2_conv1_w, weights + layer3_2_conv1_b,
        layer3_2_conv1 + layer3_2_conv1_inner, SCRATCH);
    TRACE("layer3.2.conv1", layer3_2_conv1, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.2.conv2: 3x3 64->64 at 8x8, plus layer3.1.conv2, ReLU, winograd-F(4,3) 1x4x64, 4.72 MFLOP */
    float *const layer3_2_conv2 = memory + layer3_2_conv2_at; /* [4][10][10][16],
        in place of layer3.1.conv2 */
    conv3x3_64_64_8x8_f4_add_relu(layer3_2_conv1, weights + layer3_2_conv2_w, weights + layer3_2_conv2_b,
        layer3_1_conv2 + layer3_1_conv2_inner, layer3_2_conv2 + layer3_2_conv2_inner, SCRATCH);
    TRACE("layer3.2.conv2", layer3_2_conv2, 1, 64, 8, 8, 1, 16, 704);
}

NOINLINE static void head(const float *weights, float *memory, float *output) {
    float *const layer3_2_conv2 = memory + layer3_2_conv2_at; /* [4][10][10][16],
        in place of layer3.1.conv2 */

    /* avgpool: 64 channels over 8x8 */
    float *const avgpool = memory; /* [4][1][1][16] */
    avgpool_64_8x8(layer3_2_conv2 + layer3_2_conv2_inner, avgpool);
    TRACE("avgpool", avgpool, 1, 64, 1, 1, 0, 16, 0);

    /* fc: linear 64->10, 0.00128 MFLOP */
    float *const fc = memory + fc_at; /* [1][1][1][16] */
    linear_64_10(avgpool, weights + fc_w, weights + fc_b, fc);
    TRACE("fc", fc, 1, 10, 1, 1, 0, 16, 0);

    /* output logits: 10 channels at 1x1 */
    to_nchw(fc, output, 1, 10, 1, 1, 0, 16, 0);
}

void resnet20_cifar_run(const void *weights, void *workspace, const float *input, float *output) {
    stem(weights, workspace, input);
    layer1(weights, workspace);
    layer2(weights, workspace);
    layer3(weights, workspace);
    head(weights, workspace, output);
}

#ifdef __clang__
#pragma clang attribute pop
#endif
