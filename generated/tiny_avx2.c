/* tiny: a residual network, compiled to C by resnetc 0.1.0 from tiny.json.
 *
 *   options     --target avx2
 *   parameters  5266
 *   work        1.16 MFLOP an image
 *   weights     63680 bytes, fingerprint b66926af47212659
 *   workspace   68928 bytes
 *   compile     cc -std=gnu11 -O2 -mavx2 -mfma -c
 *
 * Layers:
 *   input: 3 channels at 16x16
 *   conv1: 3x3 3->8 at 16x16, ReLU, winograd-rows 1x4x8, 0.111 MFLOP
 *   layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, winograd-F(4,3) 1x8x8, 0.295 MFLOP
 *   layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, winograd-F(4,3) 1x8x8, 0.295 MFLOP
 *   layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct 2x3x16, 0.147 MFLOP
 *   layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct 2x3x16, 0.0164 MFLOP
 *   layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, winograd-F(4,3) 1x4x16, 0.295 MFLOP
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
#ifndef __AVX2__
#error "target avx2: compile with -mavx2 -mfma"
#endif
#ifndef __FMA__
#error "target avx2: compile with -mavx2 -mfma"
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

#include "tiny_avx2.h"
#endif

#define NOINLINE __attribute__((noinline))
#define INLINE static inline __attribute__((always_inline))
#define UNUSED __attribute__((unused)) /* by some networks */

typedef float vec __attribute__((vector_size(32), may_alias));
typedef int ivec __attribute__((vector_size(32), may_alias));
#define LOAD(p) (*(const vec *)(p))
#define STORE(p, v) (*(vec *)(p) = (v))
#define ZERO ((vec){ 0 })
#define MAXIMUM(a, b) __builtin_ia32_maxps256(a, b) /* a > b ? a : b, so b where one is NaN */
#define PREFETCH(p) __builtin_prefetch(p, 0, 3)

/* Sizes of a layer for functions that layers share. Steps are in floats. */
typedef struct {
    int in_blocks; /* blocks of input channels that a panel reads */
    int x_block; /* from a block of channels to the next */
    int x_row; /* from an output pixel to the one below */
    int tap_row; /* from a tap to the one below */
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
    return MAXIMUM(ZERO, v);
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
    for (int t = 0; t < 4; t++, m += 8, y += 32) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 80), d2 = LOAD(m + 160), d3 = LOAD(m + 240), d4 = LOAD(m + 320),
            d5 = LOAD(m + 400);
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        STORE(y, relu(y0 + b));
        STORE(y + 8, relu(y1 + b));
        STORE(y + 16, relu(y2 + b));
        STORE(y + 24, relu(y3 + b));
    }
}

/* 1 x 4 pixels, 8 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x8_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c1_0 = ZERO, c2_0 = ZERO, c3_0 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        const vec w0 = LOAD(w);
        c0_0 += w0 * p[0];
        c1_0 += w0 * p[1];
        c2_0 += w0 * p[2];
        c3_0 += w0 * p[3];
        w += 8;
    }
    STORE(y, c0_0);
    STORE(y + 8, c1_0);
    STORE(y + 16, c2_0);
    STORE(y + 24, c3_0);
}

/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_3_8_16x16_rows_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 9, .x_block = 4, .x_row = 12, .y_block = 64, .y_row = 32 };
    for (int n = 0; n < 6; n++)
        for (int ty = 0; ty < 2; ty++) {
            const float *xt = x + n * 64 + ty * 12;
            const float *wt = w + n * 72;
            float *yt = y + n * 80 + ty * 32;
            tile_1x4x8_products(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution, stride 1, 3 -> 8 channels at 16x16, by F(4,3) along its rows, then ReLU.
 * x: its border's corner; w: [6][1][9][8]; y: its pixel (0, 0);
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
                conv3x3_3_8_16x16_rows_relu_output(m + r * 32, bias, y + row * 144);
            }
        }
    }
}

/* B^T d B of 6 x 6 pixels of one block of channels; v: 36 planes. */
INLINE void input_f4(const Winograd *k, const float *x, float *v) {
    vec s[6][6];
    for (int j = 0; j < 6; j++, x += 8) {
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
        STORE(y + 8, relu(y1 + b));
        STORE(y + 16, relu(y2 + b));
        STORE(y + 24, relu(y3 + b));
    }
}

/* 1 x 8 pixels, 8 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x8x8_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c1_0 = ZERO, c2_0 = ZERO, c3_0 = ZERO, c4_0 = ZERO, c5_0 = ZERO, c6_0 = ZERO,
        c7_0 = ZERO;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 8) {
            const vec w0 = LOAD(w);
            c0_0 += w0 * p[0];
            c1_0 += w0 * p[8];
            c2_0 += w0 * p[16];
            c3_0 += w0 * p[24];
            c4_0 += w0 * p[32];
            c5_0 += w0 * p[40];
            c6_0 += w0 * p[48];
            c7_0 += w0 * p[56];
        }
    }
    STORE(y, c0_0);
    STORE(y + 8, c1_0);
    STORE(y + 16, c2_0);
    STORE(y + 24, c3_0);
    STORE(y + 32, c4_0);
    STORE(y + 40, c5_0);
    STORE(y + 48, c6_0);
    STORE(y + 56, c7_0);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_8_8_16x16_f4_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 128, .y_block = 128 };
    for (int n = 0; n < 36; n++)
        for (int tx = 0; tx < 2; tx++) {
            const int column = tx * 8;
            const float *xt = x + n * 144 + column * 8;
            const float *wt = w + n * 64;
            float *yt = y + n * 144 + column * 8;
            tile_1x8x8_products(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution by F(4,3), 8 -> 8 channels at 16x16, then ReLU.
 * x: its border's corner; w: [1][36][1][1][8][8]; y: its pixel (0, 0);
 * scratch: 10368 floats a thread. */
NOINLINE static void conv3x3_8_8_16x16_f4_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    static const Winograd sizes = { .x_row = 144, .y_row = 144, .v_plane = 144, .m_plane = 144 };
    float *v = scratch;
    const int rows = 4;
    for (int ty = 0; ty < rows; ty++) {
        for (int tx = 0; tx < 4; tx++)
            input_f4(&sizes, x + ty * 576 + tx * 32, v + ty * 32 + tx * 8);
    }
    float *m = v + 5184;
    conv3x3_8_8_16x16_f4_relu_products(v, w, m);
    for (int ty = 0; ty < rows; ty++)
        for (int tx = 0; tx < 4; tx++) {
            output_f4_relu(&sizes, m + ty * 32 + tx * 8, bias, y + ty * 576 + tx * 32);
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
        STORE(y + 8, relu(y1 + b + LOAD(r + 8)));
        STORE(y + 16, relu(y2 + b + LOAD(r + 16)));
        STORE(y + 24, relu(y3 + b + LOAD(r + 24)));
    }
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_8_8_16x16_f4_add_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 128, .y_block = 128 };
    for (int n = 0; n < 36; n++)
        for (int tx = 0; tx < 2; tx++) {
            const int column = tx * 8;
            const float *xt = x + n * 144 + column * 8;
            const float *wt = w + n * 64;
            float *yt = y + n * 144 + column * 8;
            tile_1x8x8_products(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution by F(4,3), 8 -> 8 channels at 16x16, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [1][36][1][1][8][8]; y: its pixel (0, 0);
 * scratch: 10368 floats a thread. */
NOINLINE static void conv3x3_8_8_16x16_f4_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 144, .y_row = 144, .v_plane = 144, .m_plane = 144 };
    float *v = scratch;
    const int rows = 4;
    for (int ty = 0; ty < rows; ty++) {
        for (int tx = 0; tx < 4; tx++)
            input_f4(&sizes, x + ty * 576 + tx * 32, v + ty * 32 + tx * 8);
    }
    float *m = v + 5184;
    conv3x3_8_8_16x16_f4_add_relu_products(v, w, m);
    for (int ty = 0; ty < rows; ty++)
        for (int tx = 0; tx < 4; tx++) {
            output_f4_add_relu(&sizes, m + ty * 32 + tx * 8, bias, r + ty * 576 + tx * 32,
                y + ty * 576 + tx * 32);
        }
}

/* 2 x 3 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x3x16_3x3_s2(const Conv *k, const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const float *p = x + b * k->x_block + i * k->tap_row + j * 8;
                for (int l = 0; l < 8; l++, p++, w += 16) {
                    const vec w0 = LOAD(w), w1 = LOAD(w + 8);
                    c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
                    c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
                    c2_0 += w0 * p[32]; c2_1 += w1 * p[32];
                    c3_0 += w0 * p[k->x_row]; c3_1 += w1 * p[k->x_row];
                    c4_0 += w0 * p[k->x_row + 16]; c4_1 += w1 * p[k->x_row + 16];
                    c5_0 += w0 * p[k->x_row + 32]; c5_1 += w1 * p[k->x_row + 32];
                }
            }
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 8, ending(k, c1_0, r + 8)); STORE(y + k->y_block + 8, ending(k, c1_1, r + k->y_block + 8));
    STORE(y + 16, ending(k, c2_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c2_1, r + k->y_block + 16));
    STORE(y + k->y_row, ending(k, c3_0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k, c3_1,
        r + k->y_block + k->y_row));
    STORE(y + k->y_row + 8, ending(k, c4_0, r + k->y_row + 8)); STORE(y + k->y_block + k->y_row + 8, ending(k,
        c4_1, r + k->y_block + k->y_row + 8));
    STORE(y + k->y_row + 16, ending(k, c5_0, r + k->y_row + 16)); STORE(y + k->y_block + k->y_row + 16,
        ending(k, c5_1, r + k->y_block + k->y_row + 16));
}

/* 2 x 2 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x2x16_3x3_s2(const Conv *k, const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const float *p = x + b * k->x_block + i * k->tap_row + j * 8;
                for (int l = 0; l < 8; l++, p++, w += 16) {
                    const vec w0 = LOAD(w), w1 = LOAD(w + 8);
                    c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
                    c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
                    c2_0 += w0 * p[k->x_row]; c2_1 += w1 * p[k->x_row];
                    c3_0 += w0 * p[k->x_row + 16]; c3_1 += w1 * p[k->x_row + 16];
                }
            }
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 8, ending(k, c1_0, r + 8)); STORE(y + k->y_block + 8, ending(k, c1_1, r + k->y_block + 8));
    STORE(y + k->y_row, ending(k, c2_0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k, c2_1,
        r + k->y_block + k->y_row));
    STORE(y + k->y_row + 8, ending(k, c3_0, r + k->y_row + 8)); STORE(y + k->y_block + k->y_row + 8, ending(k,
        c3_1, r + k->y_block + k->y_row + 8));
}

/* 3x3 convolution, stride 2, 8 -> 16 channels at 8x8, then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3s2_8_16_8x8_relu(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 2592, .x_row = 288, .tap_row = 144, .y_block = 800,
        .y_row = 80, .relu = 1 };
    for (int ty = 0; ty < 4; ty++)
        for (int tx = 0; tx < 3; tx++) {
            const int row = ty * 2;
            const int column = tx * 2 + (tx < 2 ? tx : 2);
            const float *xt = x + row * 288 + column * 16;
            const float *wt = w;
            const float *bt = bias;
            float *yt = y + row * 80 + column * 8;
            if (tx < 2) {
                tile_2x3x16_3x3_s2(&sizes, xt, wt, bt, yt, yt);
            } else {
                tile_2x2x16_3x3_s2(&sizes, xt, wt, bt, yt, yt);
            }
        }
}

/* 2 x 3 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x3x16_s2(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
            c2_0 += w0 * p[32]; c2_1 += w1 * p[32];
            c3_0 += w0 * p[k->x_row]; c3_1 += w1 * p[k->x_row];
            c4_0 += w0 * p[k->x_row + 16]; c4_1 += w1 * p[k->x_row + 16];
            c5_0 += w0 * p[k->x_row + 32]; c5_1 += w1 * p[k->x_row + 32];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 8, ending(k, c1_0, r + 8)); STORE(y + k->y_block + 8, ending(k, c1_1, r + k->y_block + 8));
    STORE(y + 16, ending(k, c2_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c2_1, r + k->y_block + 16));
    STORE(y + k->y_row, ending(k, c3_0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k, c3_1,
        r + k->y_block + k->y_row));
    STORE(y + k->y_row + 8, ending(k, c4_0, r + k->y_row + 8)); STORE(y + k->y_block + k->y_row + 8, ending(k,
        c4_1, r + k->y_block + k->y_row + 8));
    STORE(y + k->y_row + 16, ending(k, c5_0, r + k->y_row + 16)); STORE(y + k->y_block + k->y_row + 16,
        ending(k, c5_1, r + k->y_block + k->y_row + 16));
}

/* 2 x 2 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x2x16_s2(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1;
    for (int b = 0; b < 1; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
            c2_0 += w0 * p[k->x_row]; c2_1 += w1 * p[k->x_row];
            c3_0 += w0 * p[k->x_row + 16]; c3_1 += w1 * p[k->x_row + 16];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 8, ending(k, c1_0, r + 8)); STORE(y + k->y_block + 8, ending(k, c1_1, r + k->y_block + 8));
    STORE(y + k->y_row, ending(k, c2_0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k, c2_1,
        r + k->y_block + k->y_row));
    STORE(y + k->y_row + 8, ending(k, c3_0, r + k->y_row + 8)); STORE(y + k->y_block + k->y_row + 8, ending(k,
        c3_1, r + k->y_block + k->y_row + 8));
}

/* 1x1 convolution, stride 2, 8 -> 16 channels at 8x8.
 * x: its first tap's first pixel; w: [1][1][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1s2_8_16_8x8(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 2592, .x_row = 288, .tap_row = 144, .y_block = 512,
        .y_row = 64 };
    for (int ty = 0; ty < 4; ty++)
        for (int tx = 0; tx < 3; tx++) {
            const int row = ty * 2;
            const int column = tx * 2 + (tx < 2 ? tx : 2);
            const float *xt = x + row * 288 + column * 16;
            const float *wt = w;
            const float *bt = bias;
            float *yt = y + row * 64 + column * 8;
            if (tx < 2) {
                tile_2x3x16_s2(&sizes, xt, wt, bt, yt, yt);
            } else {
                tile_2x2x16_s2(&sizes, xt, wt, bt, yt, yt);
            }
        }
}

/* 1 x 4 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x16_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
        }
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 8, c1_0); STORE(y + k->y_block + 8, c1_1);
    STORE(y + 16, c2_0); STORE(y + k->y_block + 16, c2_1);
    STORE(y + 24, c3_0); STORE(y + k->y_block + 24, c3_1);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_16_16_8x8_f4_add_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 32, .y_block = 32 };
    for (int n = 0; n < 36; n++) {
        const float *xt = x + n * 80;
        const float *wt = w + n * 256;
        float *yt = y + n * 80;
        tile_1x4x16_products(&sizes, xt, wt, yt);
    }
}

/* 3x3 convolution by F(4,3), 16 -> 16 channels at 8x8, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [1][36][1][2][8][16]; y: its pixel (0, 0);
 * scratch: 5760 floats a thread. */
NOINLINE static void conv3x3_16_16_8x8_f4_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 80, .y_row = 64, .v_plane = 80, .m_plane = 80 };
    float *v = scratch;
    const int rows = 2;
    for (int b = 0; b < 2; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 2; tx++)
                input_f4(&sizes, x + b * 800 + ty * 320 + tx * 32, v + b * 32 + ty * 16 + tx * 8);
        }
    float *m = v + 2880;
    conv3x3_16_16_8x8_f4_add_relu_products(v, w, m);
    for (int b = 0; b < 2; b++) {
        for (int ty = 0; ty < rows; ty++)
            for (int tx = 0; tx < 2; tx++) {
                output_f4_add_relu(&sizes, m + b * 32 + ty * 16 + tx * 8, bias + b * 8,
                    r + b * 512 + ty * 256 + tx * 32, y + b * 512 + ty * 256 + tx * 32);
            }
    }
}

/* Average over 8x8 pixels, 16 channels. */
NOINLINE static void avgpool_16_8x8(const float *x, float *y) {
    for (int b = 0; b < 2; b++) {
        const float *p = x + b * 512;
        float *q = y + b * 8;
        vec total = ZERO;
        for (int i = 0; i < 8; i++) {
            vec sum = ZERO;
            for (int j = 0; j < 8; j++)
                sum += LOAD(p + i * 64 + j * 8);
            total += sum;
        }
        STORE(q, total * (1.0f / 64.0f));
    }
}

/* 1 x 1 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x1x16_s2(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
    vec c0_0 = b0, c0_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
}

/* 1x1 convolution, 16 -> 10 channels at 1x1.
 * x: its first tap's first pixel; w: [1][2][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void linear_16_10(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 8, .x_row = 8, .tap_row = 8, .y_block = 8,
        .y_row = 8 };
    const float *xt = x;
    const float *wt = w;
    const float *bt = bias;
    float *yt = y;
    tile_1x1x16_s2(&sizes, xt, wt, bt, yt, yt);
}

#ifdef TINY_BUNDLE_WEIGHTS /* the weights file becomes part of the program */
#ifndef TINY_WEIGHTS_FILE
#define TINY_WEIGHTS_FILE "tiny_avx2.weights"
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
const unsigned char tiny_weights[63680] __attribute__((aligned(64))) = {
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
    if (size != 63680) return TINY_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x44354454e534552ULL) return TINY_BAD_MAGIC;
    if (header[1] != 0xb66926af47212659ULL) return TINY_BAD_FINGERPRINT;
    if (header[2] != 63680) return TINY_BAD_SIZE;
    for (size_t i = 32; i < 63680; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? TINY_OK : TINY_BAD_CHECKSUM;
}

int tiny_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_at = 3664, padded_input_inner = 19, conv1_w = 16, conv1_b = 448, conv1_inner = 152,
    layer1_0_conv1_w = 464, layer1_0_conv1_b = 2768, layer1_0_conv1_at = 3664, layer1_0_conv1_inner = 152,
        layer1_0_conv2_w = 2784, layer1_0_conv2_b = 5088, layer1_0_conv2_inner = 152,
    layer2_0_conv1_w = 5104, layer2_0_conv1_b = 6256, layer2_0_conv1_at = 3664, layer2_0_conv1_inner = 88,
        layer2_0_downsample_0_w = 6272, layer2_0_downsample_0_b = 6400, layer2_0_downsample_0_at = 5616,
        layer2_0_conv2_w = 6416, layer2_0_conv2_b = 15632, layer2_0_conv2_at = 5616,
    fc_w = 15648, fc_b = 15904, fc_at = 16,
};

#ifdef TINY_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 17232)
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

    /* conv1: 3x3 3->8 at 16x16, ReLU, winograd-rows 1x4x8, 0.111 MFLOP */
    float *const conv1 = memory; /* [1][18][18][8] */
    zero_border(conv1, 1, 1, 16, 16, 1, 8, 1064);
    conv3x3_3_8_16x16_rows_relu(padded_input, weights + conv1_w, weights + conv1_b, conv1 + conv1_inner,
        SCRATCH);
    TRACE("conv1", to_nchw, conv1, 1, 8, 16, 16, 1, 8, 1064);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    float *const conv1 = memory; /* [1][18][18][8] */

    /* layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, winograd-F(4,3) 1x8x8, 0.295 MFLOP */
    float *const layer1_0_conv1 = memory + layer1_0_conv1_at; /* [1][18][18][8] */
    zero_border(layer1_0_conv1, 1, 1, 16, 16, 1, 8, 608);
    conv3x3_8_8_16x16_f4_relu(conv1, weights + layer1_0_conv1_w, weights + layer1_0_conv1_b,
        layer1_0_conv1 + layer1_0_conv1_inner, SCRATCH);
    TRACE("layer1.0.conv1", to_nchw, layer1_0_conv1, 1, 8, 16, 16, 1, 8, 608);

    /* layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, winograd-F(4,3) 1x8x8, 0.295 MFLOP */
    float *const layer1_0_conv2 = memory; /* [1][18][18][8], in place of conv1 */
    conv3x3_8_8_16x16_f4_add_relu(layer1_0_conv1, weights + layer1_0_conv2_w, weights + layer1_0_conv2_b,
        conv1 + conv1_inner, layer1_0_conv2 + layer1_0_conv2_inner, SCRATCH);
    TRACE("layer1.0.conv2", to_nchw, layer1_0_conv2, 1, 8, 16, 16, 1, 8, 1064);
}

NOINLINE static void layer2(const float *weights, float *memory) {
    float *const layer1_0_conv2 = memory; /* [1][18][18][8], in place of conv1 */

    /* layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct 2x3x16, 0.147 MFLOP */
    float *const layer2_0_conv1 = memory + layer2_0_conv1_at; /* [2][10][10][8] */
    zero_border(layer2_0_conv1, 1, 2, 8, 8, 1, 8, 352);
    conv3x3s2_8_16_8x8_relu(layer1_0_conv2, weights + layer2_0_conv1_w, weights + layer2_0_conv1_b,
        layer2_0_conv1 + layer2_0_conv1_inner);
    TRACE("layer2.0.conv1", to_nchw, layer2_0_conv1, 1, 16, 8, 8, 1, 8, 352);

    /* layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct 2x3x16, 0.0164 MFLOP */
    float *const layer2_0_downsample_0 = memory + layer2_0_downsample_0_at; /* [2][8][8][8] */
    conv1x1s2_8_16_8x8(layer1_0_conv2 + layer1_0_conv2_inner, weights + layer2_0_downsample_0_w,
        weights + layer2_0_downsample_0_b, layer2_0_downsample_0);
    TRACE("layer2.0.downsample.0", to_nchw, layer2_0_downsample_0, 1, 16, 8, 8, 0, 8, 0);

    /* layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, winograd-F(4,3) 1x4x16, 0.295
     * MFLOP */
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [2][8][8][8],
        in place of layer2.0.downsample.0 */
    conv3x3_16_16_8x8_f4_add_relu(layer2_0_conv1, weights + layer2_0_conv2_w, weights + layer2_0_conv2_b,
        layer2_0_downsample_0, layer2_0_conv2, SCRATCH);
    TRACE("layer2.0.conv2", to_nchw, layer2_0_conv2, 1, 16, 8, 8, 0, 8, 0);
}

NOINLINE static void head(const float *weights, float *memory, float *output) {
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [2][8][8][8],
        in place of layer2.0.downsample.0 */

    /* avgpool: 16 channels over 8x8 */
    float *const avgpool = memory; /* [2][1][1][8] */
    avgpool_16_8x8(layer2_0_conv2, avgpool);
    TRACE("avgpool", to_nchw, avgpool, 1, 16, 1, 1, 0, 8, 0);

    /* fc: linear 16->10, 0.00032 MFLOP */
    float *const fc = memory + fc_at; /* [2][1][1][8] */
    linear_16_10(avgpool, weights + fc_w, weights + fc_b, fc);
    TRACE("fc", to_nchw, fc, 1, 10, 1, 1, 0, 8, 0);

    /* output logits: 10 channels at 1x1 */
    to_nchw(fc, output, 1, 10, 1, 1, 0, 8, 0);
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
