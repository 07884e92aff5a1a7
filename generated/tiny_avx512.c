/* tiny: a residual network, compiled to C by resnetc 0.1.0 from tiny.json.
 *
 *   options     --target avx512
 *   parameters  5266
 *   work        1.16 MFLOP an image
 *   weights     125824 bytes, fingerprint f3d947c2b5dd644b
 *   workspace   133184 bytes
 *   compile     cc -std=gnu11 -O2 -mavx512f -mfma -c; for threads -fopenmp -DTINY_MAX_THREADS=2
 *
 * Layers:
 *   input: 3 channels at 16x16
 *   conv1: 3x3 3->8 at 16x16, ReLU, winograd-rows 1x4x16, 0.111 MFLOP
 *   layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, winograd-F(4,3) 1x16x16, 0.295 MFLOP
 *   layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, winograd-F(4,3) 1x16x16, 0.295 MFLOP
 *   layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct 3x8x16, 0.147 MFLOP
 *   layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct 3x8x16, 0.0164 MFLOP
 *   layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, winograd-F(4,3) 1x4x16, 0.295 MFLOP
 *   avgpool: 16 channels over 8x8
 *   fc: linear 16->10, 0.00032 MFLOP
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
enum { TINY_OK, TINY_BAD_SIZE, TINY_BAD_MAGIC, TINY_BAD_FINGERPRINT, TINY_BAD_CHECKSUM, TINY_BAD_ALIGNMENT };
#else
#include <stddef.h>
#include <string.h>

#include "tiny_avx512.h"
#endif

#define NOINLINE __attribute__((noinline))

typedef float vec __attribute__((vector_size(64), may_alias));
typedef int ivec __attribute__((vector_size(64), may_alias));
#define LOAD(p) (*(const vec *)(p))
#define STORE(p, v) (*(vec *)(p) = (v))
#define ZERO ((vec){ 0 })
#define PREFETCH(p) __builtin_prefetch(p, 0, 3)
#define PREFETCH_ONCE(p) __builtin_prefetch(p, 0, 0) /* passes by the last cache */

/* Rectified linear unit (Nair, Hinton 2010). NaN stays NaN. */
static inline vec relu(vec v) {
    return (vec)((ivec)v & ~(v < ZERO));
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
        const float d0 = x[0];
        const float d1 = x[1];
        const float d2 = x[2];
        const float d3 = x[3];
        const float d4 = x[4];
        const float d5 = x[5];
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
    for (int t = 0; t < 4; t++, m += 16, y += 64) {
        const vec d0 = LOAD(m);
        const vec d1 = LOAD(m + 144);
        const vec d2 = LOAD(m + 288);
        const vec d3 = LOAD(m + 432);
        const vec d4 = LOAD(m + 576);
        const vec d5 = LOAD(m + 720);
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

/* 1 x 4 pixels, 16 channels; the pointers are those of the tile's first pixel and channel. */
static inline void conv3x3_3_8_16x16_rows_relu_products_1x4(const float *x, const float *w, float *y) {
    vec c0_0 = ZERO;
    vec c1_0 = ZERO;
    vec c2_0 = ZERO;
    vec c3_0 = ZERO;
    for (int b = 0; b < 9; b++) {
        const float *p = x + b * 4;
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
    for (int n = 0; n < 6; n++)
        for (int ty = 0; ty < 2; ty++) {
            const float *xt = x + n * 64 + ty * 12;
            const float *wt = w + n * 144;
            float *yt = y + n * 144 + ty * 64;
            conv3x3_3_8_16x16_rows_relu_products_1x4(xt, wt, yt);
        }
}

/* 3x3 convolution, stride 1, 3 -> 8 channels at 16x16, by F(4,3) along its rows, then ReLU.
 * x: its border's corner; w: [6][1][9][16]; y: its pixel (0, 0);
 * scratch: 1248 floats a thread. */
NOINLINE static void conv3x3_3_8_16x16_rows_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    for (int s = 0; s < 8; s++) {
        float *v = scratch;
        float *m = v + 384;
        const int first = s;
        const int end = s + 1;
        const float *xs = x + first * 36;
        for (int i = 0; i < ((end - first) * 2 - 1) + 3; i++) {
            for (int c = 0; c < 3; c++) {
                conv3x3_3_8_16x16_rows_relu_input(xs + i * 18 + c * 324, v + i * 12 + c * 4);
            }
        }
        float *ys = y;
        for (int q = first; q < end; q++) {
            conv3x3_3_8_16x16_rows_relu_products(v + (q - first) * 24, w, m);
            for (int r = 0; r < 2; r++) {
                const int row = 2 * q + r;
                conv3x3_3_8_16x16_rows_relu_output(m + r * 64, bias, ys + row * 288);
            }
        }
    }
}

/* B^T d B of 6 x 6 pixels of one block of channels; v: 36 planes. */
static inline void conv3x3_8_8_16x16_f4_relu_input(const float *x, float *v) {
    vec s[6][6];
    for (int j = 0; j < 6; j++, x += 16) {
        const vec d0 = LOAD(x);
        const vec d1 = LOAD(x + 288);
        const vec d2 = LOAD(x + 576);
        const vec d3 = LOAD(x + 864);
        const vec d4 = LOAD(x + 1152);
        const vec d5 = LOAD(x + 1440);
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
    for (int i = 0; i < 6; i++, v += 1632) {
        const vec d0 = s[i][0];
        const vec d1 = s[i][1];
        const vec d2 = s[i][2];
        const vec d3 = s[i][3];
        const vec d4 = s[i][4];
        const vec d5 = s[i][5];
        const vec v0 = 4.0f * d0 - 5.0f * d2 + d4;
        const vec e1 = -4.0f * d2 + d4, o1 = -4.0f * d1 + d3;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec e3 = -d2 + d4, o3 = -2.0f * d1 + 2.0f * d3;
        const vec v3 = e3 + o3, v4 = e3 - o3;
        const vec v5 = 4.0f * d1 - 5.0f * d3 + d5;
        STORE(v, v0);
        STORE(v + 272, v1);
        STORE(v + 544, v2);
        STORE(v + 816, v3);
        STORE(v + 1088, v4);
        STORE(v + 1360, v5);
    }
}

/* A^T m A of one tile and block, and what is fused behind it. */
static inline void conv3x3_8_8_16x16_f4_relu_output(const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    vec s[4][6];
    for (int j = 0; j < 6; j++, m += 272) {
        const vec d0 = LOAD(m);
        const vec d1 = LOAD(m + 1632);
        const vec d2 = LOAD(m + 3264);
        const vec d3 = LOAD(m + 4896);
        const vec d4 = LOAD(m + 6528);
        const vec d5 = LOAD(m + 8160);
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
    for (int i = 0; i < 4; i++, y += 288) {
        const vec d0 = s[i][0];
        const vec d1 = s[i][1];
        const vec d2 = s[i][2];
        const vec d3 = s[i][3];
        const vec d4 = s[i][4];
        const vec d5 = s[i][5];
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

/* 1 x 16 pixels, 16 channels; the pointers are those of the tile's first pixel and channel. */
static inline void conv3x3_8_8_16x16_f4_relu_products_1x16(const float *x, const float *w, float *y) {
    vec c0_0 = ZERO;
    vec c1_0 = ZERO;
    vec c2_0 = ZERO;
    vec c3_0 = ZERO;
    vec c4_0 = ZERO;
    vec c5_0 = ZERO;
    vec c6_0 = ZERO;
    vec c7_0 = ZERO;
    vec c8_0 = ZERO;
    vec c9_0 = ZERO;
    vec c10_0 = ZERO;
    vec c11_0 = ZERO;
    vec c12_0 = ZERO;
    vec c13_0 = ZERO;
    vec c14_0 = ZERO;
    vec c15_0 = ZERO;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * 256;
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
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_8_8_16x16_f4_relu_products(const float *x, const float *w, float *y) {
    for (int n = 0; n < 36; n++) {
        const float *xt = x + n * 272;
        const float *wt = w + n * 256;
        float *yt = y + n * 272;
        conv3x3_8_8_16x16_f4_relu_products_1x16(xt, wt, yt);
    }
}

/* 3x3 convolution by F(4,3), 8 -> 8 channels at 16x16, then ReLU.
 * x: its border's corner; w: [1][36][1][1][16][16]; y: its pixel (0, 0);
 * scratch: 19584 floats a thread. */
NOINLINE static void conv3x3_8_8_16x16_f4_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    float *v = scratch;
    const int rows = 4;
    const float *xs = x;
    float *ys = y;
    for (int ty = 0; ty < rows; ty++) {
        for (int tx = 0; tx < 4; tx++)
            conv3x3_8_8_16x16_f4_relu_input(xs + ty * 1152 + tx * 64, v + ty * 64 + tx * 16);
    }
    float *m = v + 9792;
    conv3x3_8_8_16x16_f4_relu_products(v, w, m);
    for (int ty = 0; ty < rows; ty++)
        for (int tx = 0; tx < 4; tx++) {
            conv3x3_8_8_16x16_f4_relu_output(m + ty * 64 + tx * 16, bias, ys + ty * 1152 + tx * 64);
        }
}

/* B^T d B of 6 x 6 pixels of one block of channels; v: 36 planes. */
static inline void conv3x3_8_8_16x16_f4_add_relu_input(const float *x, float *v) {
    vec s[6][6];
    for (int j = 0; j < 6; j++, x += 16) {
        const vec d0 = LOAD(x);
        const vec d1 = LOAD(x + 288);
        const vec d2 = LOAD(x + 576);
        const vec d3 = LOAD(x + 864);
        const vec d4 = LOAD(x + 1152);
        const vec d5 = LOAD(x + 1440);
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
    for (int i = 0; i < 6; i++, v += 1632) {
        const vec d0 = s[i][0];
        const vec d1 = s[i][1];
        const vec d2 = s[i][2];
        const vec d3 = s[i][3];
        const vec d4 = s[i][4];
        const vec d5 = s[i][5];
        const vec v0 = 4.0f * d0 - 5.0f * d2 + d4;
        const vec e1 = -4.0f * d2 + d4, o1 = -4.0f * d1 + d3;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec e3 = -d2 + d4, o3 = -2.0f * d1 + 2.0f * d3;
        const vec v3 = e3 + o3, v4 = e3 - o3;
        const vec v5 = 4.0f * d1 - 5.0f * d3 + d5;
        STORE(v, v0);
        STORE(v + 272, v1);
        STORE(v + 544, v2);
        STORE(v + 816, v3);
        STORE(v + 1088, v4);
        STORE(v + 1360, v5);
    }
}

/* A^T m A of one tile and block, and what is fused behind it. */
static inline void conv3x3_8_8_16x16_f4_add_relu_output(const float *m, const float *bias, const float *r,
    float *y) {
    const vec b = LOAD(bias);
    vec s[4][6];
    for (int j = 0; j < 6; j++, m += 272) {
        const vec d0 = LOAD(m);
        const vec d1 = LOAD(m + 1632);
        const vec d2 = LOAD(m + 3264);
        const vec d3 = LOAD(m + 4896);
        const vec d4 = LOAD(m + 6528);
        const vec d5 = LOAD(m + 8160);
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
    for (int i = 0; i < 4; i++, y += 288, r += 288) {
        const vec d0 = s[i][0];
        const vec d1 = s[i][1];
        const vec d2 = s[i][2];
        const vec d3 = s[i][3];
        const vec d4 = s[i][4];
        const vec d5 = s[i][5];
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

/* 1 x 16 pixels, 16 channels; the pointers are those of the tile's first pixel and channel. */
static inline void conv3x3_8_8_16x16_f4_add_relu_products_1x16(const float *x, const float *w, float *y) {
    vec c0_0 = ZERO;
    vec c1_0 = ZERO;
    vec c2_0 = ZERO;
    vec c3_0 = ZERO;
    vec c4_0 = ZERO;
    vec c5_0 = ZERO;
    vec c6_0 = ZERO;
    vec c7_0 = ZERO;
    vec c8_0 = ZERO;
    vec c9_0 = ZERO;
    vec c10_0 = ZERO;
    vec c11_0 = ZERO;
    vec c12_0 = ZERO;
    vec c13_0 = ZERO;
    vec c14_0 = ZERO;
    vec c15_0 = ZERO;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * 256;
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
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_8_8_16x16_f4_add_relu_products(const float *x, const float *w, float *y) {
    for (int n = 0; n < 36; n++) {
        const float *xt = x + n * 272;
        const float *wt = w + n * 256;
        float *yt = y + n * 272;
        conv3x3_8_8_16x16_f4_add_relu_products_1x16(xt, wt, yt);
    }
}

/* 3x3 convolution by F(4,3), 8 -> 8 channels at 16x16, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [1][36][1][1][16][16]; y: its pixel (0, 0);
 * scratch: 19584 floats a thread. */
NOINLINE static void conv3x3_8_8_16x16_f4_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y, float *scratch) {
    float *v = scratch;
    const int rows = 4;
    const float *xs = x;
    const float *rs = r;
    float *ys = y;
    for (int ty = 0; ty < rows; ty++) {
        for (int tx = 0; tx < 4; tx++)
            conv3x3_8_8_16x16_f4_add_relu_input(xs + ty * 1152 + tx * 64, v + ty * 64 + tx * 16);
    }
    float *m = v + 9792;
    conv3x3_8_8_16x16_f4_add_relu_products(v, w, m);
    for (int ty = 0; ty < rows; ty++)
        for (int tx = 0; tx < 4; tx++) {
            conv3x3_8_8_16x16_f4_add_relu_output(m + ty * 64 + tx * 16, bias, rs + ty * 1152 + tx * 64,
                ys + ty * 1152 + tx * 64);
        }
}

/* 3 x 8 pixels, 16 channels; the pointers are those of the tile's first pixel and channel. */
static inline void conv3x3s2_8_16_8x8_relu_3x8(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0;
    vec c1_0 = b0;
    vec c2_0 = b0;
    vec c3_0 = b0;
    vec c4_0 = b0;
    vec c5_0 = b0;
    vec c6_0 = b0;
    vec c7_0 = b0;
    vec c8_0 = b0;
    vec c9_0 = b0;
    vec c10_0 = b0;
    vec c11_0 = b0;
    vec c12_0 = b0;
    vec c13_0 = b0;
    vec c14_0 = b0;
    vec c15_0 = b0;
    vec c16_0 = b0;
    vec c17_0 = b0;
    vec c18_0 = b0;
    vec c19_0 = b0;
    vec c20_0 = b0;
    vec c21_0 = b0;
    vec c22_0 = b0;
    vec c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const float *p = x + b * 5184 + i * 288 + j * 16;
                for (int l = 0; l < 16; l++, p++, w += 16) {
                    const vec w0 = LOAD(w);
                    c0_0 += w0 * p[0];
                    c1_0 += w0 * p[32];
                    c2_0 += w0 * p[64];
                    c3_0 += w0 * p[96];
                    c4_0 += w0 * p[128];
                    c5_0 += w0 * p[160];
                    c6_0 += w0 * p[192];
                    c7_0 += w0 * p[224];
                    c8_0 += w0 * p[576];
                    c9_0 += w0 * p[608];
                    c10_0 += w0 * p[640];
                    c11_0 += w0 * p[672];
                    c12_0 += w0 * p[704];
                    c13_0 += w0 * p[736];
                    c14_0 += w0 * p[768];
                    c15_0 += w0 * p[800];
                    c16_0 += w0 * p[1152];
                    c17_0 += w0 * p[1184];
                    c18_0 += w0 * p[1216];
                    c19_0 += w0 * p[1248];
                    c20_0 += w0 * p[1280];
                    c21_0 += w0 * p[1312];
                    c22_0 += w0 * p[1344];
                    c23_0 += w0 * p[1376];
                }
            }
        }
    }
    STORE(y, relu(c0_0));
    STORE(y + 16, relu(c1_0));
    STORE(y + 32, relu(c2_0));
    STORE(y + 48, relu(c3_0));
    STORE(y + 64, relu(c4_0));
    STORE(y + 80, relu(c5_0));
    STORE(y + 96, relu(c6_0));
    STORE(y + 112, relu(c7_0));
    STORE(y + 160, relu(c8_0));
    STORE(y + 176, relu(c9_0));
    STORE(y + 192, relu(c10_0));
    STORE(y + 208, relu(c11_0));
    STORE(y + 224, relu(c12_0));
    STORE(y + 240, relu(c13_0));
    STORE(y + 256, relu(c14_0));
    STORE(y + 272, relu(c15_0));
    STORE(y + 320, relu(c16_0));
    STORE(y + 336, relu(c17_0));
    STORE(y + 352, relu(c18_0));
    STORE(y + 368, relu(c19_0));
    STORE(y + 384, relu(c20_0));
    STORE(y + 400, relu(c21_0));
    STORE(y + 416, relu(c22_0));
    STORE(y + 432, relu(c23_0));
}

/* 2 x 8 pixels, 16 channels; the pointers are those of the tile's first pixel and channel. */
static inline void conv3x3s2_8_16_8x8_relu_2x8(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0;
    vec c1_0 = b0;
    vec c2_0 = b0;
    vec c3_0 = b0;
    vec c4_0 = b0;
    vec c5_0 = b0;
    vec c6_0 = b0;
    vec c7_0 = b0;
    vec c8_0 = b0;
    vec c9_0 = b0;
    vec c10_0 = b0;
    vec c11_0 = b0;
    vec c12_0 = b0;
    vec c13_0 = b0;
    vec c14_0 = b0;
    vec c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const float *p = x + b * 5184 + i * 288 + j * 16;
                for (int l = 0; l < 16; l++, p++, w += 16) {
                    const vec w0 = LOAD(w);
                    c0_0 += w0 * p[0];
                    c1_0 += w0 * p[32];
                    c2_0 += w0 * p[64];
                    c3_0 += w0 * p[96];
                    c4_0 += w0 * p[128];
                    c5_0 += w0 * p[160];
                    c6_0 += w0 * p[192];
                    c7_0 += w0 * p[224];
                    c8_0 += w0 * p[576];
                    c9_0 += w0 * p[608];
                    c10_0 += w0 * p[640];
                    c11_0 += w0 * p[672];
                    c12_0 += w0 * p[704];
                    c13_0 += w0 * p[736];
                    c14_0 += w0 * p[768];
                    c15_0 += w0 * p[800];
                }
            }
        }
    }
    STORE(y, relu(c0_0));
    STORE(y + 16, relu(c1_0));
    STORE(y + 32, relu(c2_0));
    STORE(y + 48, relu(c3_0));
    STORE(y + 64, relu(c4_0));
    STORE(y + 80, relu(c5_0));
    STORE(y + 96, relu(c6_0));
    STORE(y + 112, relu(c7_0));
    STORE(y + 160, relu(c8_0));
    STORE(y + 176, relu(c9_0));
    STORE(y + 192, relu(c10_0));
    STORE(y + 208, relu(c11_0));
    STORE(y + 224, relu(c12_0));
    STORE(y + 240, relu(c13_0));
    STORE(y + 256, relu(c14_0));
    STORE(y + 272, relu(c15_0));
}

/* 3x3 convolution, stride 2, 8 -> 16 channels at 8x8, then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3s2_8_16_8x8_relu(const float *x, const float *w, const float *bias, float *y) {
    for (int ty = 0; ty < 3; ty++) {
        const int row = ty * 2 + (ty < 2 ? ty : 2);
        const float *xt = x + row * 576;
        const float *wt = w;
        const float *bt = bias;
        float *yt = y + row * 160;
        if (ty < 2) {
            conv3x3s2_8_16_8x8_relu_3x8(xt, wt, bt, yt);
        } else {
            conv3x3s2_8_16_8x8_relu_2x8(xt, wt, bt, yt);
        }
    }
}

/* 3 x 8 pixels, 16 channels; the pointers are those of the tile's first pixel and channel. */
static inline void conv1x1s2_8_16_8x8_3x8(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0;
    vec c1_0 = b0;
    vec c2_0 = b0;
    vec c3_0 = b0;
    vec c4_0 = b0;
    vec c5_0 = b0;
    vec c6_0 = b0;
    vec c7_0 = b0;
    vec c8_0 = b0;
    vec c9_0 = b0;
    vec c10_0 = b0;
    vec c11_0 = b0;
    vec c12_0 = b0;
    vec c13_0 = b0;
    vec c14_0 = b0;
    vec c15_0 = b0;
    vec c16_0 = b0;
    vec c17_0 = b0;
    vec c18_0 = b0;
    vec c19_0 = b0;
    vec c20_0 = b0;
    vec c21_0 = b0;
    vec c22_0 = b0;
    vec c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * 5184;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            const vec w0 = LOAD(w);
            c0_0 += w0 * p[0];
            c1_0 += w0 * p[32];
            c2_0 += w0 * p[64];
            c3_0 += w0 * p[96];
            c4_0 += w0 * p[128];
            c5_0 += w0 * p[160];
            c6_0 += w0 * p[192];
            c7_0 += w0 * p[224];
            c8_0 += w0 * p[576];
            c9_0 += w0 * p[608];
            c10_0 += w0 * p[640];
            c11_0 += w0 * p[672];
            c12_0 += w0 * p[704];
            c13_0 += w0 * p[736];
            c14_0 += w0 * p[768];
            c15_0 += w0 * p[800];
            c16_0 += w0 * p[1152];
            c17_0 += w0 * p[1184];
            c18_0 += w0 * p[1216];
            c19_0 += w0 * p[1248];
            c20_0 += w0 * p[1280];
            c21_0 += w0 * p[1312];
            c22_0 += w0 * p[1344];
            c23_0 += w0 * p[1376];
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
    STORE(y + 352, c22_0);
    STORE(y + 368, c23_0);
}

/* 2 x 8 pixels, 16 channels; the pointers are those of the tile's first pixel and channel. */
static inline void conv1x1s2_8_16_8x8_2x8(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0;
    vec c1_0 = b0;
    vec c2_0 = b0;
    vec c3_0 = b0;
    vec c4_0 = b0;
    vec c5_0 = b0;
    vec c6_0 = b0;
    vec c7_0 = b0;
    vec c8_0 = b0;
    vec c9_0 = b0;
    vec c10_0 = b0;
    vec c11_0 = b0;
    vec c12_0 = b0;
    vec c13_0 = b0;
    vec c14_0 = b0;
    vec c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * 5184;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            const vec w0 = LOAD(w);
            c0_0 += w0 * p[0];
            c1_0 += w0 * p[32];
            c2_0 += w0 * p[64];
            c3_0 += w0 * p[96];
            c4_0 += w0 * p[128];
            c5_0 += w0 * p[160];
            c6_0 += w0 * p[192];
            c7_0 += w0 * p[224];
            c8_0 += w0 * p[576];
            c9_0 += w0 * p[608];
            c10_0 += w0 * p[640];
            c11_0 += w0 * p[672];
            c12_0 += w0 * p[704];
            c13_0 += w0 * p[736];
            c14_0 += w0 * p[768];
            c15_0 += w0 * p[800];
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
}

/* 1x1 convolution, stride 2, 8 -> 16 channels at 8x8.
 * x: its first tap's first pixel; w: [1][1][1][1][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1s2_8_16_8x8(const float *x, const float *w, const float *bias, float *y) {
    for (int ty = 0; ty < 3; ty++) {
        const int row = ty * 2 + (ty < 2 ? ty : 2);
        const float *xt = x + row * 576;
        const float *wt = w;
        const float *bt = bias;
        float *yt = y + row * 128;
        if (ty < 2) {
            conv1x1s2_8_16_8x8_3x8(xt, wt, bt, yt);
        } else {
            conv1x1s2_8_16_8x8_2x8(xt, wt, bt, yt);
        }
    }
}

/* B^T d B of 6 x 6 pixels of one block of channels; v: 36 planes. */
static inline void conv3x3_16_16_8x8_f4_add_relu_input(const float *x, float *v) {
    vec s[6][6];
    for (int j = 0; j < 6; j++, x += 16) {
        const vec d0 = LOAD(x);
        const vec d1 = LOAD(x + 160);
        const vec d2 = LOAD(x + 320);
        const vec d3 = LOAD(x + 480);
        const vec d4 = LOAD(x + 640);
        const vec d5 = LOAD(x + 800);
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
    for (int i = 0; i < 6; i++, v += 480) {
        const vec d0 = s[i][0];
        const vec d1 = s[i][1];
        const vec d2 = s[i][2];
        const vec d3 = s[i][3];
        const vec d4 = s[i][4];
        const vec d5 = s[i][5];
        const vec v0 = 4.0f * d0 - 5.0f * d2 + d4;
        const vec e1 = -4.0f * d2 + d4, o1 = -4.0f * d1 + d3;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec e3 = -d2 + d4, o3 = -2.0f * d1 + 2.0f * d3;
        const vec v3 = e3 + o3, v4 = e3 - o3;
        const vec v5 = 4.0f * d1 - 5.0f * d3 + d5;
        STORE(v, v0);
        STORE(v + 80, v1);
        STORE(v + 160, v2);
        STORE(v + 240, v3);
        STORE(v + 320, v4);
        STORE(v + 400, v5);
    }
}

/* A^T m A of one tile and block, and what is fused behind it. */
static inline void conv3x3_16_16_8x8_f4_add_relu_output(const float *m, const float *bias, const float *r,
    float *y) {
    const vec b = LOAD(bias);
    vec s[4][6];
    for (int j = 0; j < 6; j++, m += 80) {
        const vec d0 = LOAD(m);
        const vec d1 = LOAD(m + 480);
        const vec d2 = LOAD(m + 960);
        const vec d3 = LOAD(m + 1440);
        const vec d4 = LOAD(m + 1920);
        const vec d5 = LOAD(m + 2400);
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
    for (int i = 0; i < 4; i++, y += 128, r += 128) {
        const vec d0 = s[i][0];
        const vec d1 = s[i][1];
        const vec d2 = s[i][2];
        const vec d3 = s[i][3];
        const vec d4 = s[i][4];
        const vec d5 = s[i][5];
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

/* 1 x 4 pixels, 16 channels; the pointers are those of the tile's first pixel and channel. */
static inline void conv3x3_16_16_8x8_f4_add_relu_products_1x4(const float *x, const float *w, float *y) {
    vec c0_0 = ZERO;
    vec c1_0 = ZERO;
    vec c2_0 = ZERO;
    vec c3_0 = ZERO;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * 64;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            const vec w0 = LOAD(w);
            c0_0 += w0 * p[0];
            c1_0 += w0 * p[16];
            c2_0 += w0 * p[32];
            c3_0 += w0 * p[48];
        }
    }
    STORE(y, c0_0);
    STORE(y + 16, c1_0);
    STORE(y + 32, c2_0);
    STORE(y + 48, c3_0);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_16_16_8x8_f4_add_relu_products(const float *x, const float *w, float *y) {
    for (int n = 0; n < 36; n++) {
        const float *xt = x + n * 80;
        const float *wt = w + n * 256;
        float *yt = y + n * 80;
        conv3x3_16_16_8x8_f4_add_relu_products_1x4(xt, wt, yt);
    }
}

/* 3x3 convolution by F(4,3), 16 -> 16 channels at 8x8, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [1][36][1][1][16][16]; y: its pixel (0, 0);
 * scratch: 5760 floats a thread. */
NOINLINE static void conv3x3_16_16_8x8_f4_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y, float *scratch) {
    float *v = scratch;
    const int rows = 2;
    const float *xs = x;
    const float *rs = r;
    float *ys = y;
    for (int ty = 0; ty < rows; ty++) {
        for (int tx = 0; tx < 2; tx++)
            conv3x3_16_16_8x8_f4_add_relu_input(xs + ty * 640 + tx * 64, v + ty * 32 + tx * 16);
    }
    float *m = v + 2880;
    conv3x3_16_16_8x8_f4_add_relu_products(v, w, m);
    for (int ty = 0; ty < rows; ty++)
        for (int tx = 0; tx < 2; tx++) {
            conv3x3_16_16_8x8_f4_add_relu_output(m + ty * 32 + tx * 16, bias, rs + ty * 512 + tx * 64,
                ys + ty * 512 + tx * 64);
        }
}

/* Average over 8x8 pixels, 16 channels. */
NOINLINE static void avgpool_16_8x8(const float *x, float *y) {
    const float *p = x;
    float *q = y;
    vec total = ZERO;
    for (int i = 0; i < 8; i++) {
        vec sum = ZERO;
        for (int j = 0; j < 8; j++)
            sum += LOAD(p + i * 128 + j * 16);
        total += sum;
    }
    STORE(q, total * (1.0f / 64.0f));
}

/* 1 x 1 pixels, 16 channels; the pointers are those of the tile's first pixel and channel. */
static inline void linear_16_10_1x1(const float *x, const float *w, const float *bias, float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * 16;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            const vec w0 = LOAD(w);
            c0_0 += w0 * p[0];
        }
    }
    STORE(y, c0_0);
}

/* 1x1 convolution, 16 -> 10 channels at 1x1.
 * x: its first tap's first pixel; w: [1][1][1][1][16][16]; y: its pixel (0, 0). */
NOINLINE static void linear_16_10(const float *x, const float *w, const float *bias, float *y) {
    const float *xt = x;
    const float *wt = w;
    const float *bt = bias;
    float *yt = y;
    linear_16_10_1x1(xt, wt, bt, yt);
}

#ifdef TINY_BUNDLE_WEIGHTS /* the assembler puts the weights file into the program */
#ifndef TINY_WEIGHTS_FILE
#define TINY_WEIGHTS_FILE "tiny_avx512.weights"
#endif
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl tiny_weights\n"
        ".type tiny_weights, @object\n"
        "tiny_weights:\n"
        ".incbin \"" TINY_WEIGHTS_FILE "\"\n"
        ".size tiny_weights, . - tiny_weights\n"
        ".popsection\n");
#endif

int tiny_weights_check(const void *weights, size_t bytes) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return TINY_BAD_ALIGNMENT;
    if (bytes != 125824) return TINY_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x24354454e534552ULL) return TINY_BAD_MAGIC;
    if (header[1] != 0xf3d947c2b5dd644bULL) return TINY_BAD_FINGERPRINT;
    if (header[2] != 125824) return TINY_BAD_SIZE;
    for (size_t i = 64; i < 125824; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? TINY_OK : TINY_BAD_CHECKSUM;
}

int tiny_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma");
}

#ifdef TINY_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 13712)
#define TRACE(layer, value, images, channels, height, width, halo, lanes, tail) \
    (to_nchw(value, COPY, images, channels, height, width, halo, lanes, tail), \
     tiny_trace(layer, COPY, images, channels, height, width))
#elif defined TINY_PROFILE
#define TRACE(layer, value, images, channels, height, width, halo, lanes, tail) tiny_profile(layer)
#else
#define TRACE(layer, value, images, channels, height, width, halo, lanes, tail) ((void)0)
#endif
#ifdef TINY_TRACE
#define SCRATCH (COPY + 2048)
#else
#define SCRATCH (memory + 13712)
#endif

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 16x16 */
    float *const padded_input = memory + 7312; /* [3][18][18][1] */
    zero_border(padded_input, 1, 3, 16, 16, 1, 1, 76);
    copy_input(input, padded_input, 1, 3, 16, 16, 1, 76);
    TRACE("input", padded_input, 1, 3, 16, 16, 1, 1, 76);

    /* conv1: 3x3 3->8 at 16x16, ReLU, winograd-rows 1x4x16, 0.111 MFLOP */
    float *const conv1 = memory; /* [1][18][18][16] */
    zero_border(conv1, 1, 1, 16, 16, 1, 16, 2128);
    conv3x3_3_8_16x16_rows_relu(padded_input, weights + 16, weights + 880, conv1 + 304, SCRATCH);
    TRACE("conv1", conv1, 1, 8, 16, 16, 1, 16, 2128);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    float *const conv1 = memory; /* [1][18][18][16] */

    /* layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, winograd-F(4,3) 1x16x16, 0.295 MFLOP */
    float *const layer1_0_conv1 = memory + 7312; /* [1][18][18][16] */
    zero_border(layer1_0_conv1, 1, 1, 16, 16, 1, 16, 1216);
    conv3x3_8_8_16x16_f4_relu(conv1, weights + 896, weights + 10112, layer1_0_conv1 + 304, SCRATCH);
    TRACE("layer1.0.conv1", layer1_0_conv1, 1, 8, 16, 16, 1, 16, 1216);

    /* layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, winograd-F(4,3) 1x16x16, 0.295 MFLOP */
    float *const layer1_0_conv2 = memory; /* [1][18][18][16], in place of conv1 */
    conv3x3_8_8_16x16_f4_add_relu(layer1_0_conv1, weights + 10128, weights + 19344, conv1 + 304,
        layer1_0_conv2 + 304, SCRATCH);
    TRACE("layer1.0.conv2", layer1_0_conv2, 1, 8, 16, 16, 1, 16, 2128);
}

NOINLINE static void layer2(const float *weights, float *memory) {
    float *const layer1_0_conv2 = memory; /* [1][18][18][16], in place of conv1 */

    /* layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct 3x8x16, 0.147 MFLOP */
    float *const layer2_0_conv1 = memory + 7312; /* [1][10][10][16] */
    zero_border(layer2_0_conv1, 1, 1, 8, 8, 1, 16, 704);
    conv3x3s2_8_16_8x8_relu(layer1_0_conv2, weights + 19360, weights + 21664, layer2_0_conv1 + 176);
    TRACE("layer2.0.conv1", layer2_0_conv1, 1, 16, 8, 8, 1, 16, 704);

    /* layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct 3x8x16, 0.0164 MFLOP */
    float *const layer2_0_downsample_0 = memory + 9616; /* [1][8][8][16] */
    conv1x1s2_8_16_8x8(layer1_0_conv2 + 304, weights + 21680, weights + 21936, layer2_0_downsample_0);
    TRACE("layer2.0.downsample.0", layer2_0_downsample_0, 1, 16, 8, 8, 0, 16, 0);

    /* layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, winograd-F(4,3) 1x4x16, 0.295
     * MFLOP */
    float *const layer2_0_conv2 = memory + 9616; /* [1][8][8][16], in place of layer2.0.downsample.0 */
    conv3x3_16_16_8x8_f4_add_relu(layer2_0_conv1, weights + 21952, weights + 31168, layer2_0_downsample_0,
        layer2_0_conv2, SCRATCH);
    TRACE("layer2.0.conv2", layer2_0_conv2, 1, 16, 8, 8, 0, 16, 0);
}

NOINLINE static void head(const float *weights, float *memory, float *output) {
    float *const layer2_0_conv2 = memory + 9616; /* [1][8][8][16], in place of layer2.0.downsample.0 */

    /* avgpool: 16 channels over 8x8 */
    float *const avgpool = memory; /* [1][1][1][16] */
    avgpool_16_8x8(layer2_0_conv2, avgpool);
    TRACE("avgpool", avgpool, 1, 16, 1, 1, 0, 16, 0);

    /* fc: linear 16->10, 0.00032 MFLOP */
    float *const fc = memory + 16; /* [1][1][1][16] */
    linear_16_10(avgpool, weights + 31184, weights + 31440, fc);
    TRACE("fc", fc, 1, 10, 1, 1, 0, 16, 0);

    /* output logits: 10 channels at 1x1 */
    to_nchw(fc, output, 1, 10, 1, 1, 0, 16, 0);
}

void tiny_run(const void *weights, void *workspace, const float *input, float *output) {
    stem(weights, workspace, input);
    layer1(weights, workspace);
    layer2(weights, workspace);
    head(weights, workspace, output);
}
