/* tiny: a residual network, compiled to C by resnetc 0.1.0 from tiny.json.
 *
 *   options     --target zen4 --precision int8 --calibrate tiny-calibration.json
 *   parameters  5266
 *   work        1.16 MFLOP an image
 *   weights     11520 bytes, fingerprint 9704024f6a0c6a2b
 *   workspace   10368 bytes
 *   compile     cc -std=gnu11 -O2 -mavx512f -mfma -mavx512vnni -c
 *
 * Layers:
 *   input: 3 channels at 16x16
 *   conv1: 3x3 3->8 at 16x16, ReLU, direct 3x8x16, 0.111 MFLOP
 *   layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, direct 3x8x16, 0.295 MFLOP
 *   layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, direct 3x8x16, 0.295 MFLOP
 *   layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct 3x8x16, 0.147 MFLOP
 *   layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct 3x8x16, 0.0164 MFLOP
 *   layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, direct 3x8x16, 0.295 MFLOP
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
#error "target zen4: compile with -mavx512f -mfma -mavx512vnni"
#endif
#ifndef __FMA__
#error "target zen4: compile with -mavx512f -mfma -mavx512vnni"
#endif
#ifndef __AVX512VNNI__
#error "target zen4: compile with -mavx512f -mfma -mavx512vnni"
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

#include "tiny_int8_zen4.h"
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

typedef unsigned char bytes __attribute__((vector_size(16), may_alias)); /* values, a lane each */
#define INTS(p) (*(const ivec *)(p))
#define FLOATS(i) __builtin_convertvector(i, vec)
#define PICK(mask, a, b) ((vec)(((ivec)(a) & (mask)) | ((ivec)(b) & ~(mask))))
typedef short words __attribute__((vector_size(64), may_alias));
INLINE ivec multiply_add(words a, words b) {
    ivec sums;
    __asm__("vpmaddwd %2, %1, %0" : "=v"(sums) : "v"(a), "v"(b));
    return sums;
}
/* Of numbers of 15 bits. */
#define TIMES(a, b) multiply_add((words)(a), (words)(b))
INLINE ivec load_u8(const unsigned char *p) {
    ivec q; /* gcc 12 makes ten instructions of __builtin_convertvector() */
    __asm__("vpmovzxbd %1, %0" : "=v"(q) : "m"(*(const bytes *)p));
    return q;
}
/* To the nearest integer, ties to even. */
INLINE ivec rounded(vec v) {
    return (ivec)__builtin_ia32_cvtps2dq512_mask(v, (ivec){ 0 }, -1, 4);
}
/* Nothing is added to the product, so nothing can be fused. */
INLINE ivec nearest(ivec sum, vec factor) {
    return rounded(FLOATS(sum) * factor);
}
/* What is below 0 becomes 0, above 255 becomes 255. */
INLINE void store_u8(unsigned char *y, ivec q) {
    __asm__("vpmaxsd %1, %0, %0" : "+v"(q) : "v"((ivec){ 0 }));
    __asm__("vpmovusdb %1, %0" : "=m"(*(bytes *)y) : "v"(q));
}
#define BYTES(p) (*(const bytes *)(p))
#define STORE_BYTES(p, b) (*(bytes *)(p) = (b))
#define EVERY(q) ((bytes)((bytes){ 0 } + (unsigned char)(q)))
UNUSED INLINE ivec INTS_OF(bytes b) {
    ivec q;
    __asm__("vpmovzxbd %1, %0" : "=v"(q) : "v"(b));
    return q;
}
UNUSED INLINE bytes larger_bytes(bytes a, bytes b) {
    __asm__("vpmaxub %1, %0, %0" : "+x"(a) : "x"(b));
    return a;
}
/* The same, looked up. */
UNUSED static inline void store_looked_up(unsigned char *y, ivec q, const unsigned char *table) {
    store_u8(y, q);
    for (int i = 0; i < 16; i++) y[i] = table[y[i]];
}

/* Sizes of a layer for functions that layers share. Steps are in floats. */
typedef struct {
    int x_block; /* from a block of channels to the next */
    int x_row; /* from an output pixel to the one below */
    int tap_row; /* from a tap to the one below */
    int y_row; /* from a pixel to the one below */
    int all_channels; /* pairs: from the biases to those for pairs, and on to the scales;
        integers: to the factors */
} Conv;

typedef int unaligned_int __attribute__((may_alias, aligned(1)));
/* Four bytes a lane: values unsigned, weights signed. */
typedef ivec Bytes;
#define load_bytes(w) (*(const ivec *)(w))
INLINE Bytes spread_bytes(const unsigned char *p) {
    ivec x; /* gcc would keep what overlapping runs have in common in too many registers */
    __asm__("vpbroadcastd %1, %0" : "=v"(x) : "m"(*(const unaligned_int *)p));
    return x;
}
/* c + x0 w0 + x1 w1 + x2 w2 + x3 w3 in each lane. */
INLINE ivec dot_bytes(ivec c, Bytes x, Bytes w) {
    __asm__("vpdpbusd %2, %1, %0" : "+v"(c) : "v"(x), "v"(w));
    return c;
}

/* Zeroes the border of blocks of height x width pixels, and the tail behind each image: memory that had
 * another role before. The right border of a row and the left one of the next lie side by side. */
static void zero_border_u8(unsigned char *value, size_t images, size_t blocks, size_t height, size_t width,
    size_t halo, size_t lanes, size_t tail, int zero) {
    const size_t row = (width + 2 * halo) * lanes, side = halo * lanes;
    for (size_t n = 0; n < images; n++, value += tail) {
        for (size_t b = 0; b < blocks; b++, value += (height + 2 * halo) * row) {
            memset(value, zero, (halo * row + side) * sizeof(unsigned char));
            for (size_t i = halo + 1; i < halo + height; i++)
                memset(value + i * row - side, zero, 2 * side * sizeof(unsigned char));
            memset(value + (halo + height) * row - side, zero, (halo * row + side) * sizeof(unsigned char));
        }
        memset(value, 0, tail * sizeof(unsigned char));
    }
}

static inline void fill_pixels(unsigned char *to, size_t count, size_t channels, const unsigned char *zeros) {
    for (size_t i = 0; i < count; i++) memcpy(to + i * channels, zeros, channels * sizeof *to);
}
/* Fills the border with what stands for 0, a byte a channel, and the tail with zeros. */
static void zero_border_of_pixels(unsigned char *value, size_t images, size_t channels, size_t height,
    size_t width, size_t halo, size_t tail, const unsigned char *zeros) {
    const size_t pixels = width + 2 * halo, row = pixels * channels;
    for (size_t n = 0; n < images; n++, value += (height + 2 * halo) * row + tail) {
        fill_pixels(value, halo * pixels + halo, channels, zeros);
        for (size_t i = halo + 1; i < halo + height; i++)
            fill_pixels(value + i * row - halo * channels, 2 * halo, channels, zeros);
        fill_pixels(value + (halo + height) * row - halo * channels, halo * pixels + halo, channels, zeros);
        memset(value + (height + 2 * halo) * row, 0, tail * sizeof *value);
    }
}

/* value * factor to the nearest integer, plus the offset, in 256ths; NaN as the least. */
INLINE ivec pixels_of(vec value, float factor, int offset) {
    const vec scaled = value * factor, most = ZERO + 1073741824.0f, least = ZERO - most;
    const vec low = PICK(scaled < most, scaled, most);
    return (rounded(PICK(scaled > least, low, least)) + offset) >> 8;
}

/* The user's planes as pixels, the channels of each side by side; they have a border, and behind each image a
 * tail. */
static void copy_input_u8(const float *x, unsigned char *y, size_t images, size_t channels, size_t height,
    size_t width, size_t halo, size_t tail, const float *factors, const int *offsets) {
    const size_t row = (width + 2 * halo) * channels, size = (height + 2 * halo) * row + tail;
    y += halo * (row + channels);
    for (size_t n = 0; n < images; n++) {
        for (size_t i = 0; i < height; i++) {
            unsigned char *to = y + n * size + i * row;
            for (size_t c = 0; c < channels; c++) {
                const float *from = x + ((n * channels + c) * height + i) * width;
                for (size_t j = 0; j < width; j += 16) {
                    const size_t count = width - j < 16 ? width - j : 16;
                    unsigned char pixels[16] __attribute__((aligned(16)));
                    vec v = ZERO;
                    if (count == 16)
                        memcpy(&v, from + j, sizeof v);
                    else
                        memcpy(&v, from + j, count * sizeof *from);
                    store_u8(pixels, pixels_of(v, factors[c], offsets[c]));
                    for (size_t l = 0; l < count; l++) to[(j + l) * channels + c] = pixels[l];
                }
            }
        }
    }
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
static void to_nchw_u8(const unsigned char *x, float *y, size_t images, size_t channels, size_t height,
    size_t width, size_t halo, size_t lanes, size_t tail, float scale, int zero) {
    const size_t row = (width + 2 * halo) * lanes, plane = (height + 2 * halo) * row;
    const size_t image = (channels + lanes - 1) / lanes * plane + tail;
    x += halo * (row + lanes);
    for (size_t n = 0; n < images; n++)
        for (size_t c = 0; c < channels; c++)
            for (size_t i = 0; i < height; i++)
                for (size_t j = 0; j < width; j++)
                    *y++ = (float)(x[n * image + c / lanes * plane + i * row + j * lanes + c % lanes] - zero) * scale;
}

#endif
/* 3 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_3x8x16_3x3_s3_s8_relu(const Conv *k, const unsigned char *x, const signed char *w,
    const float *bias, unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0, c16_0 = b0,
        c17_0 = b0, c18_0 = b0, c19_0 = b0, c20_0 = b0, c21_0 = b0, c22_0 = b0, c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            const unsigned char *p = x + b * k->x_block + i * k->tap_row;
            for (int l = 0; l < 12; l += 4, p += 4, w += 64) {
                const Bytes w0 = load_bytes(w);
                Bytes q;
                q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
                q = spread_bytes(p + 3); c1_0 = dot_bytes(c1_0, q, w0);
                q = spread_bytes(p + 6); c2_0 = dot_bytes(c2_0, q, w0);
                q = spread_bytes(p + 9); c3_0 = dot_bytes(c3_0, q, w0);
                q = spread_bytes(p + 12); c4_0 = dot_bytes(c4_0, q, w0);
                q = spread_bytes(p + 15); c5_0 = dot_bytes(c5_0, q, w0);
                q = spread_bytes(p + 18); c6_0 = dot_bytes(c6_0, q, w0);
                q = spread_bytes(p + 21); c7_0 = dot_bytes(c7_0, q, w0);
                q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
                q = spread_bytes(p + k->x_row + 3); c9_0 = dot_bytes(c9_0, q, w0);
                q = spread_bytes(p + k->x_row + 6); c10_0 = dot_bytes(c10_0, q, w0);
                q = spread_bytes(p + k->x_row + 9); c11_0 = dot_bytes(c11_0, q, w0);
                q = spread_bytes(p + k->x_row + 12); c12_0 = dot_bytes(c12_0, q, w0);
                q = spread_bytes(p + k->x_row + 15); c13_0 = dot_bytes(c13_0, q, w0);
                q = spread_bytes(p + k->x_row + 18); c14_0 = dot_bytes(c14_0, q, w0);
                q = spread_bytes(p + k->x_row + 21); c15_0 = dot_bytes(c15_0, q, w0);
                q = spread_bytes(p + 2 * k->x_row); c16_0 = dot_bytes(c16_0, q, w0);
                q = spread_bytes(p + 2 * k->x_row + 3); c17_0 = dot_bytes(c17_0, q, w0);
                q = spread_bytes(p + 2 * k->x_row + 6); c18_0 = dot_bytes(c18_0, q, w0);
                q = spread_bytes(p + 2 * k->x_row + 9); c19_0 = dot_bytes(c19_0, q, w0);
                q = spread_bytes(p + 2 * k->x_row + 12); c20_0 = dot_bytes(c20_0, q, w0);
                q = spread_bytes(p + 2 * k->x_row + 15); c21_0 = dot_bytes(c21_0, q, w0);
                q = spread_bytes(p + 2 * k->x_row + 18); c22_0 = dot_bytes(c22_0, q, w0);
                q = spread_bytes(p + 2 * k->x_row + 21); c23_0 = dot_bytes(c23_0, q, w0);
            }
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    store_u8(y, nearest(c0_0, f0));
    store_u8(y + 16, nearest(c1_0, f0));
    store_u8(y + 32, nearest(c2_0, f0));
    store_u8(y + 48, nearest(c3_0, f0));
    store_u8(y + 64, nearest(c4_0, f0));
    store_u8(y + 80, nearest(c5_0, f0));
    store_u8(y + 96, nearest(c6_0, f0));
    store_u8(y + 112, nearest(c7_0, f0));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
    store_u8(y + 2 * k->y_row, nearest(c16_0, f0));
    store_u8(y + 2 * k->y_row + 16, nearest(c17_0, f0));
    store_u8(y + 2 * k->y_row + 32, nearest(c18_0, f0));
    store_u8(y + 2 * k->y_row + 48, nearest(c19_0, f0));
    store_u8(y + 2 * k->y_row + 64, nearest(c20_0, f0));
    store_u8(y + 2 * k->y_row + 80, nearest(c21_0, f0));
    store_u8(y + 2 * k->y_row + 96, nearest(c22_0, f0));
    store_u8(y + 2 * k->y_row + 112, nearest(c23_0, f0));
}

/* 2 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x8x16_3x3_s3_s8_relu(const Conv *k, const unsigned char *x, const signed char *w,
    const float *bias, unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            const unsigned char *p = x + b * k->x_block + i * k->tap_row;
            for (int l = 0; l < 12; l += 4, p += 4, w += 64) {
                const Bytes w0 = load_bytes(w);
                Bytes q;
                q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
                q = spread_bytes(p + 3); c1_0 = dot_bytes(c1_0, q, w0);
                q = spread_bytes(p + 6); c2_0 = dot_bytes(c2_0, q, w0);
                q = spread_bytes(p + 9); c3_0 = dot_bytes(c3_0, q, w0);
                q = spread_bytes(p + 12); c4_0 = dot_bytes(c4_0, q, w0);
                q = spread_bytes(p + 15); c5_0 = dot_bytes(c5_0, q, w0);
                q = spread_bytes(p + 18); c6_0 = dot_bytes(c6_0, q, w0);
                q = spread_bytes(p + 21); c7_0 = dot_bytes(c7_0, q, w0);
                q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
                q = spread_bytes(p + k->x_row + 3); c9_0 = dot_bytes(c9_0, q, w0);
                q = spread_bytes(p + k->x_row + 6); c10_0 = dot_bytes(c10_0, q, w0);
                q = spread_bytes(p + k->x_row + 9); c11_0 = dot_bytes(c11_0, q, w0);
                q = spread_bytes(p + k->x_row + 12); c12_0 = dot_bytes(c12_0, q, w0);
                q = spread_bytes(p + k->x_row + 15); c13_0 = dot_bytes(c13_0, q, w0);
                q = spread_bytes(p + k->x_row + 18); c14_0 = dot_bytes(c14_0, q, w0);
                q = spread_bytes(p + k->x_row + 21); c15_0 = dot_bytes(c15_0, q, w0);
            }
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    store_u8(y, nearest(c0_0, f0));
    store_u8(y + 16, nearest(c1_0, f0));
    store_u8(y + 32, nearest(c2_0, f0));
    store_u8(y + 48, nearest(c3_0, f0));
    store_u8(y + 64, nearest(c4_0, f0));
    store_u8(y + 80, nearest(c5_0, f0));
    store_u8(y + 96, nearest(c6_0, f0));
    store_u8(y + 112, nearest(c7_0, f0));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
}

/* 3x3 convolution, 3 -> 8 channels at 16x16, then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][12][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3_3_8_16x16_relu(const unsigned char *x, const signed char *w, const float *bias,
    unsigned char *y) {
    static const Conv sizes = { .x_block = 3, .x_row = 54, .tap_row = 54, .y_row = 288, .all_channels = 16 };
    for (int ty = 0; ty < 6; ty++)
        for (int tx = 0; tx < 2; tx++) {
            const int row = ty * 2 + (ty < 4 ? ty : 4);
            const int column = tx * 8;
            const unsigned char *xt = x + row * 54 + column * 3;
            const signed char *wt = w;
            const float *bt = bias;
            unsigned char *yt = y + row * 288 + column * 16;
            if (ty < 4) {
                tile_3x8x16_3x3_s3_s8_relu(&sizes, xt, wt, bt, yt);
            } else {
                tile_2x8x16_3x3_s3_s8_relu(&sizes, xt, wt, bt, yt);
            }
        }
}

/* 3 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_3x8x16_3x3_s8_relu(const Conv *k, const unsigned char *x, const signed char *w,
    const float *bias, unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0, c16_0 = b0,
        c17_0 = b0, c18_0 = b0, c19_0 = b0, c20_0 = b0, c21_0 = b0, c22_0 = b0, c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned char *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 4, p += 4, w += 64) {
                    const Bytes w0 = load_bytes(w);
                    Bytes q;
                    q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
                    q = spread_bytes(p + 16); c1_0 = dot_bytes(c1_0, q, w0);
                    q = spread_bytes(p + 32); c2_0 = dot_bytes(c2_0, q, w0);
                    q = spread_bytes(p + 48); c3_0 = dot_bytes(c3_0, q, w0);
                    q = spread_bytes(p + 64); c4_0 = dot_bytes(c4_0, q, w0);
                    q = spread_bytes(p + 80); c5_0 = dot_bytes(c5_0, q, w0);
                    q = spread_bytes(p + 96); c6_0 = dot_bytes(c6_0, q, w0);
                    q = spread_bytes(p + 112); c7_0 = dot_bytes(c7_0, q, w0);
                    q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
                    q = spread_bytes(p + k->x_row + 16); c9_0 = dot_bytes(c9_0, q, w0);
                    q = spread_bytes(p + k->x_row + 32); c10_0 = dot_bytes(c10_0, q, w0);
                    q = spread_bytes(p + k->x_row + 48); c11_0 = dot_bytes(c11_0, q, w0);
                    q = spread_bytes(p + k->x_row + 64); c12_0 = dot_bytes(c12_0, q, w0);
                    q = spread_bytes(p + k->x_row + 80); c13_0 = dot_bytes(c13_0, q, w0);
                    q = spread_bytes(p + k->x_row + 96); c14_0 = dot_bytes(c14_0, q, w0);
                    q = spread_bytes(p + k->x_row + 112); c15_0 = dot_bytes(c15_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row); c16_0 = dot_bytes(c16_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 16); c17_0 = dot_bytes(c17_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 32); c18_0 = dot_bytes(c18_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 48); c19_0 = dot_bytes(c19_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 64); c20_0 = dot_bytes(c20_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 80); c21_0 = dot_bytes(c21_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 96); c22_0 = dot_bytes(c22_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 112); c23_0 = dot_bytes(c23_0, q, w0);
                }
            }
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    store_u8(y, nearest(c0_0, f0));
    store_u8(y + 16, nearest(c1_0, f0));
    store_u8(y + 32, nearest(c2_0, f0));
    store_u8(y + 48, nearest(c3_0, f0));
    store_u8(y + 64, nearest(c4_0, f0));
    store_u8(y + 80, nearest(c5_0, f0));
    store_u8(y + 96, nearest(c6_0, f0));
    store_u8(y + 112, nearest(c7_0, f0));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
    store_u8(y + 2 * k->y_row, nearest(c16_0, f0));
    store_u8(y + 2 * k->y_row + 16, nearest(c17_0, f0));
    store_u8(y + 2 * k->y_row + 32, nearest(c18_0, f0));
    store_u8(y + 2 * k->y_row + 48, nearest(c19_0, f0));
    store_u8(y + 2 * k->y_row + 64, nearest(c20_0, f0));
    store_u8(y + 2 * k->y_row + 80, nearest(c21_0, f0));
    store_u8(y + 2 * k->y_row + 96, nearest(c22_0, f0));
    store_u8(y + 2 * k->y_row + 112, nearest(c23_0, f0));
}

/* 2 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x8x16_3x3_s8_relu(const Conv *k, const unsigned char *x, const signed char *w,
    const float *bias, unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned char *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 4, p += 4, w += 64) {
                    const Bytes w0 = load_bytes(w);
                    Bytes q;
                    q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
                    q = spread_bytes(p + 16); c1_0 = dot_bytes(c1_0, q, w0);
                    q = spread_bytes(p + 32); c2_0 = dot_bytes(c2_0, q, w0);
                    q = spread_bytes(p + 48); c3_0 = dot_bytes(c3_0, q, w0);
                    q = spread_bytes(p + 64); c4_0 = dot_bytes(c4_0, q, w0);
                    q = spread_bytes(p + 80); c5_0 = dot_bytes(c5_0, q, w0);
                    q = spread_bytes(p + 96); c6_0 = dot_bytes(c6_0, q, w0);
                    q = spread_bytes(p + 112); c7_0 = dot_bytes(c7_0, q, w0);
                    q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
                    q = spread_bytes(p + k->x_row + 16); c9_0 = dot_bytes(c9_0, q, w0);
                    q = spread_bytes(p + k->x_row + 32); c10_0 = dot_bytes(c10_0, q, w0);
                    q = spread_bytes(p + k->x_row + 48); c11_0 = dot_bytes(c11_0, q, w0);
                    q = spread_bytes(p + k->x_row + 64); c12_0 = dot_bytes(c12_0, q, w0);
                    q = spread_bytes(p + k->x_row + 80); c13_0 = dot_bytes(c13_0, q, w0);
                    q = spread_bytes(p + k->x_row + 96); c14_0 = dot_bytes(c14_0, q, w0);
                    q = spread_bytes(p + k->x_row + 112); c15_0 = dot_bytes(c15_0, q, w0);
                }
            }
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    store_u8(y, nearest(c0_0, f0));
    store_u8(y + 16, nearest(c1_0, f0));
    store_u8(y + 32, nearest(c2_0, f0));
    store_u8(y + 48, nearest(c3_0, f0));
    store_u8(y + 64, nearest(c4_0, f0));
    store_u8(y + 80, nearest(c5_0, f0));
    store_u8(y + 96, nearest(c6_0, f0));
    store_u8(y + 112, nearest(c7_0, f0));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
}

/* 3x3 convolution, 8 -> 8 channels at 16x16, then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3_8_8_16x16_relu(const unsigned char *x, const signed char *w, const float *bias,
    unsigned char *y) {
    static const Conv sizes = { .x_block = 5184, .x_row = 288, .tap_row = 288, .y_row = 288,
        .all_channels = 16 };
    for (int ty = 0; ty < 6; ty++)
        for (int tx = 0; tx < 2; tx++) {
            const int row = ty * 2 + (ty < 4 ? ty : 4);
            const int column = tx * 8;
            const unsigned char *xt = x + row * 288 + column * 16;
            const signed char *wt = w;
            const float *bt = bias;
            unsigned char *yt = y + row * 288 + column * 16;
            if (ty < 4) {
                tile_3x8x16_3x3_s8_relu(&sizes, xt, wt, bt, yt);
            } else {
                tile_2x8x16_3x3_s8_relu(&sizes, xt, wt, bt, yt);
            }
        }
}

/* 3 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_3x8x16_3x3_s8_add_relu(const Conv *k, const unsigned char *x, const signed char *w,
    const float *bias, const unsigned char *r, unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0, c16_0 = b0,
        c17_0 = b0, c18_0 = b0, c19_0 = b0, c20_0 = b0, c21_0 = b0, c22_0 = b0, c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned char *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 4, p += 4, w += 64) {
                    const Bytes w0 = load_bytes(w);
                    Bytes q;
                    q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
                    q = spread_bytes(p + 16); c1_0 = dot_bytes(c1_0, q, w0);
                    q = spread_bytes(p + 32); c2_0 = dot_bytes(c2_0, q, w0);
                    q = spread_bytes(p + 48); c3_0 = dot_bytes(c3_0, q, w0);
                    q = spread_bytes(p + 64); c4_0 = dot_bytes(c4_0, q, w0);
                    q = spread_bytes(p + 80); c5_0 = dot_bytes(c5_0, q, w0);
                    q = spread_bytes(p + 96); c6_0 = dot_bytes(c6_0, q, w0);
                    q = spread_bytes(p + 112); c7_0 = dot_bytes(c7_0, q, w0);
                    q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
                    q = spread_bytes(p + k->x_row + 16); c9_0 = dot_bytes(c9_0, q, w0);
                    q = spread_bytes(p + k->x_row + 32); c10_0 = dot_bytes(c10_0, q, w0);
                    q = spread_bytes(p + k->x_row + 48); c11_0 = dot_bytes(c11_0, q, w0);
                    q = spread_bytes(p + k->x_row + 64); c12_0 = dot_bytes(c12_0, q, w0);
                    q = spread_bytes(p + k->x_row + 80); c13_0 = dot_bytes(c13_0, q, w0);
                    q = spread_bytes(p + k->x_row + 96); c14_0 = dot_bytes(c14_0, q, w0);
                    q = spread_bytes(p + k->x_row + 112); c15_0 = dot_bytes(c15_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row); c16_0 = dot_bytes(c16_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 16); c17_0 = dot_bytes(c17_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 32); c18_0 = dot_bytes(c18_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 48); c19_0 = dot_bytes(c19_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 64); c20_0 = dot_bytes(c20_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 80); c21_0 = dot_bytes(c21_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 96); c22_0 = dot_bytes(c22_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 112); c23_0 = dot_bytes(c23_0, q, w0);
                }
            }
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    const ivec m0 = INTS(bias + 2 * k->all_channels);
    c0_0 += TIMES(m0, load_u8(r));
    store_u8(y, nearest(c0_0, f0));
    c1_0 += TIMES(m0, load_u8(r + 16));
    store_u8(y + 16, nearest(c1_0, f0));
    c2_0 += TIMES(m0, load_u8(r + 32));
    store_u8(y + 32, nearest(c2_0, f0));
    c3_0 += TIMES(m0, load_u8(r + 48));
    store_u8(y + 48, nearest(c3_0, f0));
    c4_0 += TIMES(m0, load_u8(r + 64));
    store_u8(y + 64, nearest(c4_0, f0));
    c5_0 += TIMES(m0, load_u8(r + 80));
    store_u8(y + 80, nearest(c5_0, f0));
    c6_0 += TIMES(m0, load_u8(r + 96));
    store_u8(y + 96, nearest(c6_0, f0));
    c7_0 += TIMES(m0, load_u8(r + 112));
    store_u8(y + 112, nearest(c7_0, f0));
    c8_0 += TIMES(m0, load_u8(r + k->y_row));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    c9_0 += TIMES(m0, load_u8(r + k->y_row + 16));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    c10_0 += TIMES(m0, load_u8(r + k->y_row + 32));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    c11_0 += TIMES(m0, load_u8(r + k->y_row + 48));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    c12_0 += TIMES(m0, load_u8(r + k->y_row + 64));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    c13_0 += TIMES(m0, load_u8(r + k->y_row + 80));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    c14_0 += TIMES(m0, load_u8(r + k->y_row + 96));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    c15_0 += TIMES(m0, load_u8(r + k->y_row + 112));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
    c16_0 += TIMES(m0, load_u8(r + 2 * k->y_row));
    store_u8(y + 2 * k->y_row, nearest(c16_0, f0));
    c17_0 += TIMES(m0, load_u8(r + 2 * k->y_row + 16));
    store_u8(y + 2 * k->y_row + 16, nearest(c17_0, f0));
    c18_0 += TIMES(m0, load_u8(r + 2 * k->y_row + 32));
    store_u8(y + 2 * k->y_row + 32, nearest(c18_0, f0));
    c19_0 += TIMES(m0, load_u8(r + 2 * k->y_row + 48));
    store_u8(y + 2 * k->y_row + 48, nearest(c19_0, f0));
    c20_0 += TIMES(m0, load_u8(r + 2 * k->y_row + 64));
    store_u8(y + 2 * k->y_row + 64, nearest(c20_0, f0));
    c21_0 += TIMES(m0, load_u8(r + 2 * k->y_row + 80));
    store_u8(y + 2 * k->y_row + 80, nearest(c21_0, f0));
    c22_0 += TIMES(m0, load_u8(r + 2 * k->y_row + 96));
    store_u8(y + 2 * k->y_row + 96, nearest(c22_0, f0));
    c23_0 += TIMES(m0, load_u8(r + 2 * k->y_row + 112));
    store_u8(y + 2 * k->y_row + 112, nearest(c23_0, f0));
}

/* 2 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x8x16_3x3_s8_add_relu(const Conv *k, const unsigned char *x, const signed char *w,
    const float *bias, const unsigned char *r, unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned char *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 4, p += 4, w += 64) {
                    const Bytes w0 = load_bytes(w);
                    Bytes q;
                    q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
                    q = spread_bytes(p + 16); c1_0 = dot_bytes(c1_0, q, w0);
                    q = spread_bytes(p + 32); c2_0 = dot_bytes(c2_0, q, w0);
                    q = spread_bytes(p + 48); c3_0 = dot_bytes(c3_0, q, w0);
                    q = spread_bytes(p + 64); c4_0 = dot_bytes(c4_0, q, w0);
                    q = spread_bytes(p + 80); c5_0 = dot_bytes(c5_0, q, w0);
                    q = spread_bytes(p + 96); c6_0 = dot_bytes(c6_0, q, w0);
                    q = spread_bytes(p + 112); c7_0 = dot_bytes(c7_0, q, w0);
                    q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
                    q = spread_bytes(p + k->x_row + 16); c9_0 = dot_bytes(c9_0, q, w0);
                    q = spread_bytes(p + k->x_row + 32); c10_0 = dot_bytes(c10_0, q, w0);
                    q = spread_bytes(p + k->x_row + 48); c11_0 = dot_bytes(c11_0, q, w0);
                    q = spread_bytes(p + k->x_row + 64); c12_0 = dot_bytes(c12_0, q, w0);
                    q = spread_bytes(p + k->x_row + 80); c13_0 = dot_bytes(c13_0, q, w0);
                    q = spread_bytes(p + k->x_row + 96); c14_0 = dot_bytes(c14_0, q, w0);
                    q = spread_bytes(p + k->x_row + 112); c15_0 = dot_bytes(c15_0, q, w0);
                }
            }
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    const ivec m0 = INTS(bias + 2 * k->all_channels);
    c0_0 += TIMES(m0, load_u8(r));
    store_u8(y, nearest(c0_0, f0));
    c1_0 += TIMES(m0, load_u8(r + 16));
    store_u8(y + 16, nearest(c1_0, f0));
    c2_0 += TIMES(m0, load_u8(r + 32));
    store_u8(y + 32, nearest(c2_0, f0));
    c3_0 += TIMES(m0, load_u8(r + 48));
    store_u8(y + 48, nearest(c3_0, f0));
    c4_0 += TIMES(m0, load_u8(r + 64));
    store_u8(y + 64, nearest(c4_0, f0));
    c5_0 += TIMES(m0, load_u8(r + 80));
    store_u8(y + 80, nearest(c5_0, f0));
    c6_0 += TIMES(m0, load_u8(r + 96));
    store_u8(y + 96, nearest(c6_0, f0));
    c7_0 += TIMES(m0, load_u8(r + 112));
    store_u8(y + 112, nearest(c7_0, f0));
    c8_0 += TIMES(m0, load_u8(r + k->y_row));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    c9_0 += TIMES(m0, load_u8(r + k->y_row + 16));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    c10_0 += TIMES(m0, load_u8(r + k->y_row + 32));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    c11_0 += TIMES(m0, load_u8(r + k->y_row + 48));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    c12_0 += TIMES(m0, load_u8(r + k->y_row + 64));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    c13_0 += TIMES(m0, load_u8(r + k->y_row + 80));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    c14_0 += TIMES(m0, load_u8(r + k->y_row + 96));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    c15_0 += TIMES(m0, load_u8(r + k->y_row + 112));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
}

/* 3x3 convolution, 8 -> 8 channels at 16x16, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3_8_8_16x16_add_relu(const unsigned char *x, const signed char *w,
    const float *bias, const unsigned char *r, unsigned char *y) {
    static const Conv sizes = { .x_block = 5184, .x_row = 288, .tap_row = 288, .y_row = 288,
        .all_channels = 16 };
    for (int ty = 0; ty < 6; ty++)
        for (int tx = 0; tx < 2; tx++) {
            const int row = ty * 2 + (ty < 4 ? ty : 4);
            const int column = tx * 8;
            const unsigned char *xt = x + row * 288 + column * 16;
            const signed char *wt = w;
            const float *bt = bias;
            const unsigned char *rt = r + row * 288 + column * 16;
            unsigned char *yt = y + row * 288 + column * 16;
            if (ty < 4) {
                tile_3x8x16_3x3_s8_add_relu(&sizes, xt, wt, bt, rt, yt);
            } else {
                tile_2x8x16_3x3_s8_add_relu(&sizes, xt, wt, bt, rt, yt);
            }
        }
}

/* 3 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_3x8x16_3x3_s2_s8_relu(const Conv *k, const unsigned char *x, const signed char *w,
    const float *bias, unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0, c16_0 = b0,
        c17_0 = b0, c18_0 = b0, c19_0 = b0, c20_0 = b0, c21_0 = b0, c22_0 = b0, c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned char *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 4, p += 4, w += 64) {
                    const Bytes w0 = load_bytes(w);
                    Bytes q;
                    q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
                    q = spread_bytes(p + 32); c1_0 = dot_bytes(c1_0, q, w0);
                    q = spread_bytes(p + 64); c2_0 = dot_bytes(c2_0, q, w0);
                    q = spread_bytes(p + 96); c3_0 = dot_bytes(c3_0, q, w0);
                    q = spread_bytes(p + 128); c4_0 = dot_bytes(c4_0, q, w0);
                    q = spread_bytes(p + 160); c5_0 = dot_bytes(c5_0, q, w0);
                    q = spread_bytes(p + 192); c6_0 = dot_bytes(c6_0, q, w0);
                    q = spread_bytes(p + 224); c7_0 = dot_bytes(c7_0, q, w0);
                    q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
                    q = spread_bytes(p + k->x_row + 32); c9_0 = dot_bytes(c9_0, q, w0);
                    q = spread_bytes(p + k->x_row + 64); c10_0 = dot_bytes(c10_0, q, w0);
                    q = spread_bytes(p + k->x_row + 96); c11_0 = dot_bytes(c11_0, q, w0);
                    q = spread_bytes(p + k->x_row + 128); c12_0 = dot_bytes(c12_0, q, w0);
                    q = spread_bytes(p + k->x_row + 160); c13_0 = dot_bytes(c13_0, q, w0);
                    q = spread_bytes(p + k->x_row + 192); c14_0 = dot_bytes(c14_0, q, w0);
                    q = spread_bytes(p + k->x_row + 224); c15_0 = dot_bytes(c15_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row); c16_0 = dot_bytes(c16_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 32); c17_0 = dot_bytes(c17_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 64); c18_0 = dot_bytes(c18_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 96); c19_0 = dot_bytes(c19_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 128); c20_0 = dot_bytes(c20_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 160); c21_0 = dot_bytes(c21_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 192); c22_0 = dot_bytes(c22_0, q, w0);
                    q = spread_bytes(p + 2 * k->x_row + 224); c23_0 = dot_bytes(c23_0, q, w0);
                }
            }
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    store_u8(y, nearest(c0_0, f0));
    store_u8(y + 16, nearest(c1_0, f0));
    store_u8(y + 32, nearest(c2_0, f0));
    store_u8(y + 48, nearest(c3_0, f0));
    store_u8(y + 64, nearest(c4_0, f0));
    store_u8(y + 80, nearest(c5_0, f0));
    store_u8(y + 96, nearest(c6_0, f0));
    store_u8(y + 112, nearest(c7_0, f0));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
    store_u8(y + 2 * k->y_row, nearest(c16_0, f0));
    store_u8(y + 2 * k->y_row + 16, nearest(c17_0, f0));
    store_u8(y + 2 * k->y_row + 32, nearest(c18_0, f0));
    store_u8(y + 2 * k->y_row + 48, nearest(c19_0, f0));
    store_u8(y + 2 * k->y_row + 64, nearest(c20_0, f0));
    store_u8(y + 2 * k->y_row + 80, nearest(c21_0, f0));
    store_u8(y + 2 * k->y_row + 96, nearest(c22_0, f0));
    store_u8(y + 2 * k->y_row + 112, nearest(c23_0, f0));
}

/* 2 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x8x16_3x3_s2_s8_relu(const Conv *k, const unsigned char *x, const signed char *w,
    const float *bias, unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const unsigned char *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 4, p += 4, w += 64) {
                    const Bytes w0 = load_bytes(w);
                    Bytes q;
                    q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
                    q = spread_bytes(p + 32); c1_0 = dot_bytes(c1_0, q, w0);
                    q = spread_bytes(p + 64); c2_0 = dot_bytes(c2_0, q, w0);
                    q = spread_bytes(p + 96); c3_0 = dot_bytes(c3_0, q, w0);
                    q = spread_bytes(p + 128); c4_0 = dot_bytes(c4_0, q, w0);
                    q = spread_bytes(p + 160); c5_0 = dot_bytes(c5_0, q, w0);
                    q = spread_bytes(p + 192); c6_0 = dot_bytes(c6_0, q, w0);
                    q = spread_bytes(p + 224); c7_0 = dot_bytes(c7_0, q, w0);
                    q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
                    q = spread_bytes(p + k->x_row + 32); c9_0 = dot_bytes(c9_0, q, w0);
                    q = spread_bytes(p + k->x_row + 64); c10_0 = dot_bytes(c10_0, q, w0);
                    q = spread_bytes(p + k->x_row + 96); c11_0 = dot_bytes(c11_0, q, w0);
                    q = spread_bytes(p + k->x_row + 128); c12_0 = dot_bytes(c12_0, q, w0);
                    q = spread_bytes(p + k->x_row + 160); c13_0 = dot_bytes(c13_0, q, w0);
                    q = spread_bytes(p + k->x_row + 192); c14_0 = dot_bytes(c14_0, q, w0);
                    q = spread_bytes(p + k->x_row + 224); c15_0 = dot_bytes(c15_0, q, w0);
                }
            }
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    store_u8(y, nearest(c0_0, f0));
    store_u8(y + 16, nearest(c1_0, f0));
    store_u8(y + 32, nearest(c2_0, f0));
    store_u8(y + 48, nearest(c3_0, f0));
    store_u8(y + 64, nearest(c4_0, f0));
    store_u8(y + 80, nearest(c5_0, f0));
    store_u8(y + 96, nearest(c6_0, f0));
    store_u8(y + 112, nearest(c7_0, f0));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
}

/* 3x3 convolution, stride 2, 8 -> 16 channels at 8x8, then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3s2_8_16_8x8_relu(const unsigned char *x, const signed char *w, const float *bias,
    unsigned char *y) {
    static const Conv sizes = { .x_block = 5184, .x_row = 576, .tap_row = 288, .y_row = 160,
        .all_channels = 16 };
    for (int ty = 0; ty < 3; ty++) {
        const int row = ty * 2 + (ty < 2 ? ty : 2);
        const unsigned char *xt = x + row * 576;
        const signed char *wt = w;
        const float *bt = bias;
        unsigned char *yt = y + row * 160;
        if (ty < 2) {
            tile_3x8x16_3x3_s2_s8_relu(&sizes, xt, wt, bt, yt);
        } else {
            tile_2x8x16_3x3_s2_s8_relu(&sizes, xt, wt, bt, yt);
        }
    }
}

/* 3 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_3x8x16_s2_s8(const Conv *k, const unsigned char *x, const signed char *w, const float *bias,
    unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0, c16_0 = b0,
        c17_0 = b0, c18_0 = b0, c19_0 = b0, c20_0 = b0, c21_0 = b0, c22_0 = b0, c23_0 = b0;
    for (int b = 0; b < 1; b++) {
        const unsigned char *p = x + b * k->x_block;
        for (int l = 0; l < 16; l += 4, p += 4, w += 64) {
            const Bytes w0 = load_bytes(w);
            Bytes q;
            q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
            q = spread_bytes(p + 32); c1_0 = dot_bytes(c1_0, q, w0);
            q = spread_bytes(p + 64); c2_0 = dot_bytes(c2_0, q, w0);
            q = spread_bytes(p + 96); c3_0 = dot_bytes(c3_0, q, w0);
            q = spread_bytes(p + 128); c4_0 = dot_bytes(c4_0, q, w0);
            q = spread_bytes(p + 160); c5_0 = dot_bytes(c5_0, q, w0);
            q = spread_bytes(p + 192); c6_0 = dot_bytes(c6_0, q, w0);
            q = spread_bytes(p + 224); c7_0 = dot_bytes(c7_0, q, w0);
            q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
            q = spread_bytes(p + k->x_row + 32); c9_0 = dot_bytes(c9_0, q, w0);
            q = spread_bytes(p + k->x_row + 64); c10_0 = dot_bytes(c10_0, q, w0);
            q = spread_bytes(p + k->x_row + 96); c11_0 = dot_bytes(c11_0, q, w0);
            q = spread_bytes(p + k->x_row + 128); c12_0 = dot_bytes(c12_0, q, w0);
            q = spread_bytes(p + k->x_row + 160); c13_0 = dot_bytes(c13_0, q, w0);
            q = spread_bytes(p + k->x_row + 192); c14_0 = dot_bytes(c14_0, q, w0);
            q = spread_bytes(p + k->x_row + 224); c15_0 = dot_bytes(c15_0, q, w0);
            q = spread_bytes(p + 2 * k->x_row); c16_0 = dot_bytes(c16_0, q, w0);
            q = spread_bytes(p + 2 * k->x_row + 32); c17_0 = dot_bytes(c17_0, q, w0);
            q = spread_bytes(p + 2 * k->x_row + 64); c18_0 = dot_bytes(c18_0, q, w0);
            q = spread_bytes(p + 2 * k->x_row + 96); c19_0 = dot_bytes(c19_0, q, w0);
            q = spread_bytes(p + 2 * k->x_row + 128); c20_0 = dot_bytes(c20_0, q, w0);
            q = spread_bytes(p + 2 * k->x_row + 160); c21_0 = dot_bytes(c21_0, q, w0);
            q = spread_bytes(p + 2 * k->x_row + 192); c22_0 = dot_bytes(c22_0, q, w0);
            q = spread_bytes(p + 2 * k->x_row + 224); c23_0 = dot_bytes(c23_0, q, w0);
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    store_u8(y, nearest(c0_0, f0));
    store_u8(y + 16, nearest(c1_0, f0));
    store_u8(y + 32, nearest(c2_0, f0));
    store_u8(y + 48, nearest(c3_0, f0));
    store_u8(y + 64, nearest(c4_0, f0));
    store_u8(y + 80, nearest(c5_0, f0));
    store_u8(y + 96, nearest(c6_0, f0));
    store_u8(y + 112, nearest(c7_0, f0));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
    store_u8(y + 2 * k->y_row, nearest(c16_0, f0));
    store_u8(y + 2 * k->y_row + 16, nearest(c17_0, f0));
    store_u8(y + 2 * k->y_row + 32, nearest(c18_0, f0));
    store_u8(y + 2 * k->y_row + 48, nearest(c19_0, f0));
    store_u8(y + 2 * k->y_row + 64, nearest(c20_0, f0));
    store_u8(y + 2 * k->y_row + 80, nearest(c21_0, f0));
    store_u8(y + 2 * k->y_row + 96, nearest(c22_0, f0));
    store_u8(y + 2 * k->y_row + 112, nearest(c23_0, f0));
}

/* 2 x 8 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x8x16_s2_s8(const Conv *k, const unsigned char *x, const signed char *w, const float *bias,
    unsigned char *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0, c10_0 = b0, c11_0 = b0, c12_0 = b0, c13_0 = b0, c14_0 = b0, c15_0 = b0;
    for (int b = 0; b < 1; b++) {
        const unsigned char *p = x + b * k->x_block;
        for (int l = 0; l < 16; l += 4, p += 4, w += 64) {
            const Bytes w0 = load_bytes(w);
            Bytes q;
            q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
            q = spread_bytes(p + 32); c1_0 = dot_bytes(c1_0, q, w0);
            q = spread_bytes(p + 64); c2_0 = dot_bytes(c2_0, q, w0);
            q = spread_bytes(p + 96); c3_0 = dot_bytes(c3_0, q, w0);
            q = spread_bytes(p + 128); c4_0 = dot_bytes(c4_0, q, w0);
            q = spread_bytes(p + 160); c5_0 = dot_bytes(c5_0, q, w0);
            q = spread_bytes(p + 192); c6_0 = dot_bytes(c6_0, q, w0);
            q = spread_bytes(p + 224); c7_0 = dot_bytes(c7_0, q, w0);
            q = spread_bytes(p + k->x_row); c8_0 = dot_bytes(c8_0, q, w0);
            q = spread_bytes(p + k->x_row + 32); c9_0 = dot_bytes(c9_0, q, w0);
            q = spread_bytes(p + k->x_row + 64); c10_0 = dot_bytes(c10_0, q, w0);
            q = spread_bytes(p + k->x_row + 96); c11_0 = dot_bytes(c11_0, q, w0);
            q = spread_bytes(p + k->x_row + 128); c12_0 = dot_bytes(c12_0, q, w0);
            q = spread_bytes(p + k->x_row + 160); c13_0 = dot_bytes(c13_0, q, w0);
            q = spread_bytes(p + k->x_row + 192); c14_0 = dot_bytes(c14_0, q, w0);
            q = spread_bytes(p + k->x_row + 224); c15_0 = dot_bytes(c15_0, q, w0);
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    store_u8(y, nearest(c0_0, f0));
    store_u8(y + 16, nearest(c1_0, f0));
    store_u8(y + 32, nearest(c2_0, f0));
    store_u8(y + 48, nearest(c3_0, f0));
    store_u8(y + 64, nearest(c4_0, f0));
    store_u8(y + 80, nearest(c5_0, f0));
    store_u8(y + 96, nearest(c6_0, f0));
    store_u8(y + 112, nearest(c7_0, f0));
    store_u8(y + k->y_row, nearest(c8_0, f0));
    store_u8(y + k->y_row + 16, nearest(c9_0, f0));
    store_u8(y + k->y_row + 32, nearest(c10_0, f0));
    store_u8(y + k->y_row + 48, nearest(c11_0, f0));
    store_u8(y + k->y_row + 64, nearest(c12_0, f0));
    store_u8(y + k->y_row + 80, nearest(c13_0, f0));
    store_u8(y + k->y_row + 96, nearest(c14_0, f0));
    store_u8(y + k->y_row + 112, nearest(c15_0, f0));
}

/* 1x1 convolution, stride 2, 8 -> 16 channels at 8x8.
 * x: its first tap's first pixel; w: [1][1][1][1][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1s2_8_16_8x8(const unsigned char *x, const signed char *w, const float *bias,
    unsigned char *y) {
    static const Conv sizes = { .x_block = 5184, .x_row = 576, .tap_row = 288, .y_row = 128,
        .all_channels = 16 };
    for (int ty = 0; ty < 3; ty++) {
        const int row = ty * 2 + (ty < 2 ? ty : 2);
        const unsigned char *xt = x + row * 576;
        const signed char *wt = w;
        const float *bt = bias;
        unsigned char *yt = y + row * 128;
        if (ty < 2) {
            tile_3x8x16_s2_s8(&sizes, xt, wt, bt, yt);
        } else {
            tile_2x8x16_s2_s8(&sizes, xt, wt, bt, yt);
        }
    }
}

/* 3x3 convolution, 16 -> 16 channels at 8x8, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [1][1][3][3][16][16]; y: its pixel (0, 0). */
NOINLINE static void conv3x3_16_16_8x8_add_relu(const unsigned char *x, const signed char *w,
    const float *bias, const unsigned char *r, unsigned char *y) {
    static const Conv sizes = { .x_block = 1600, .x_row = 160, .tap_row = 160, .y_row = 128,
        .all_channels = 16 };
    for (int ty = 0; ty < 3; ty++) {
        const int row = ty * 2 + (ty < 2 ? ty : 2);
        const unsigned char *xt = x + row * 160;
        const signed char *wt = w;
        const float *bt = bias;
        const unsigned char *rt = r + row * 128;
        unsigned char *yt = y + row * 128;
        if (ty < 2) {
            tile_3x8x16_3x3_s8_add_relu(&sizes, xt, wt, bt, rt, yt);
        } else {
            tile_2x8x16_3x3_s8_add_relu(&sizes, xt, wt, bt, rt, yt);
        }
    }
}

/* Average over 8x8 pixels, 16 channels. */
NOINLINE static void avgpool_16_8x8(const unsigned char *x, const float *bias, unsigned char *y) {
    const unsigned char *p = x;
    unsigned char *q = y;
    const ivec first = INTS(bias);
    const vec factor = LOAD(bias + 16);
    ivec sum = first;
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 8; j++) {
            const bytes v = BYTES(p + i * 128 + j * 16);
            sum += INTS_OF(v);
        }
    store_u8(q, nearest(sum, factor));
}

/* 1 x 1 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x1x16_to_f32_s8(const Conv *k, const unsigned char *x, const signed char *w,
    const float *bias, float *y) {
    const ivec b0 = INTS(bias);
    ivec c0_0 = b0;
    for (int b = 0; b < 1; b++) {
        const unsigned char *p = x + b * k->x_block;
        for (int l = 0; l < 16; l += 4, p += 4, w += 64) {
            const Bytes w0 = load_bytes(w);
            Bytes q;
            q = spread_bytes(p); c0_0 = dot_bytes(c0_0, q, w0);
        }
    }
    const vec f0 = LOAD(bias + k->all_channels);
    STORE(y, FLOATS(c0_0) * f0);
}

/* 1x1 convolution, 16 -> 10 channels at 1x1.
 * x: its first tap's first pixel; w: [1][1][1][1][16][16]; y: its pixel (0, 0). */
NOINLINE static void linear_16_10(const unsigned char *x, const signed char *w, const float *bias, float *y) {
    static const Conv sizes = { .x_block = 16, .x_row = 16, .tap_row = 16, .y_row = 16, .all_channels = 16 };
    const unsigned char *xt = x;
    const signed char *wt = w;
    const float *bt = bias;
    float *yt = y;
    tile_1x1x16_to_f32_s8(&sizes, xt, wt, bt, yt);
}

const unsigned char tiny_weights[11520] __attribute__((aligned(64))) = {
82,69,83,78,69,84,67,4,43,106,12,106,79,2,4,151,0,45,0,0,0,0,0,0,
109,183,36,234,41,255,196,191,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,200,221,130,234,184,26,247,28,
207,99,221,35,131,217,0,44,70,218,35,55,11,3,183,224,18,250,40,194,53,10,67,243,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,237,249,212,231,181,47,160,1,227,227,217,160,37,27,211,30,
9,28,63,182,11,92,27,51,54,219,95,51,242,27,226,200,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
40,0,0,0,244,0,0,0,1,0,0,0,240,0,0,0,152,0,0,0,237,0,0,0,
188,0,0,0,237,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,66,210,7,29,172,237,184,227,
183,235,245,211,126,76,178,204,5,66,6,6,15,199,66,28,238,136,249,247,199,28,36,1,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,51,6,35,229,23,224,218,27,18,172,194,120,238,117,245,27,
204,26,72,242,144,66,206,79,22,10,226,218,9,212,22,21,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
248,0,0,0,35,0,0,0,192,0,0,0,43,0,0,0,243,0,0,0,52,0,0,0,
45,0,0,0,28,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,4,241,22,56,126,11,66,242,
251,208,3,242,150,195,50,184,27,25,58,226,234,233,180,129,252,203,221,83,102,235,132,174,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,29,3,153,52,46,194,41,107,199,45,22,221,23,39,221,79,
202,121,204,129,52,162,176,209,244,249,216,233,195,215,10,50,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
214,0,0,0,77,0,0,0,225,0,0,0,49,0,0,0,41,0,0,0,33,0,0,0,
254,0,0,0,7,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,121,109,0,0,111,220,255,255,
127,0,1,0,199,196,255,255,227,202,255,255,63,101,0,0,225,109,0,0,35,38,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,178,125,160,59,173,190,214,59,48,227,140,59,162,95,191,58,
29,237,68,59,187,15,68,59,82,17,68,59,251,176,37,59,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
14,7,168,215,196,241,13,169,9,70,90,188,196,216,45,245,148,10,24,201,233,229,53,46,
35,24,229,213,133,229,246,201,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,219,220,54,7,111,227,233,240,
0,1,239,34,237,191,237,242,219,21,247,20,242,1,250,75,142,45,2,53,77,186,18,223,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,16,24,13,236,240,18,249,17,
148,230,199,229,196,28,208,13,184,93,172,246,23,85,24,69,226,246,25,224,21,27,68,74,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,48,187,16,232,219,245,38,229,11,221,202,10,227,197,53,226,
242,50,255,42,22,236,198,34,223,221,48,244,5,97,131,33,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,65,227,19,33,102,29,247,57,130,241,44,226,197,5,24,236,
43,46,180,37,210,63,235,20,33,202,248,38,234,201,51,28,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
226,255,233,198,226,26,220,59,13,70,200,245,230,22,249,208,215,206,17,87,242,254,205,137,
213,102,8,24,189,247,39,116,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
69,201,250,49,13,215,51,32,25,235,180,133,235,38,214,242,236,121,67,37,7,24,11,195,
39,2,159,15,255,21,203,74,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,61,182,22,213,251,237,55,82,
0,66,164,254,58,31,124,49,249,232,36,241,209,2,35,94,254,163,208,243,253,237,176,65,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,15,15,90,99,244,22,154,52,
254,53,196,77,49,58,242,246,18,5,13,14,107,24,244,188,13,205,49,9,202,217,215,82,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,223,253,20,22,34,133,212,7,186,103,7,4,244,215,173,9,
29,205,6,214,13,32,44,220,207,44,217,68,16,225,47,179,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,171,2,22,240,197,218,239,15,55,0,232,9,0,219,27,209,
167,9,15,122,199,23,6,11,130,38,77,24,194,233,176,43,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
222,234,229,27,174,67,15,191,157,65,53,35,144,187,16,2,22,241,251,27,39,105,79,242,
194,250,239,46,1,0,6,3,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
50,52,251,220,186,57,57,244,248,244,24,29,36,251,16,208,175,233,5,242,16,210,0,16,
172,67,52,202,70,36,178,229,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,33,127,8,30,21,95,220,18,
72,65,151,195,20,58,206,59,4,41,167,2,21,247,46,43,44,245,15,218,50,23,80,198,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,239,9,219,226,50,234,35,61,
235,240,49,235,2,54,254,221,10,100,216,75,78,65,18,40,181,254,166,8,134,234,235,100,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,180,226,41,237,33,251,254,211,79,233,236,51,34,97,45,215,
219,88,76,251,11,218,14,219,39,233,19,72,153,67,245,146,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,22,29,12,16,218,15,6,252,180,198,171,71,21,49,235,231,
232,94,48,243,249,227,31,28,28,25,47,189,223,29,95,200,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
239,237,71,197,48,210,172,93,36,232,29,9,65,246,238,240,34,6,249,232,21,94,90,1,
7,37,14,38,254,17,11,46,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
190,19,0,0,254,239,255,255,209,5,0,0,24,250,255,255,18,225,255,255,228,2,0,0,
110,241,255,255,158,4,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,20,61,203,59,127,180,2,59,
225,125,133,59,240,96,207,59,12,130,245,58,28,124,147,59,93,4,165,59,57,82,53,59,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,30,204,66,6,220,231,36,42,244,237,211,89,14,185,64,11,
44,244,253,227,232,41,222,46,3,30,213,25,219,222,21,220,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
185,40,239,215,78,251,40,34,48,94,217,250,230,25,87,21,249,33,215,244,230,239,209,228,
248,31,11,9,45,186,180,218,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
158,41,20,46,27,227,0,221,233,180,178,47,68,36,176,224,47,14,57,20,232,247,178,21,
238,90,10,210,6,15,217,140,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,229,249,180,37,231,11,23,61,
3,15,251,229,194,4,132,224,65,42,254,189,106,163,167,230,73,250,33,10,136,200,98,197,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,189,255,195,160,136,57,214,164,
16,102,217,58,18,31,69,239,95,42,229,198,165,4,42,190,10,233,189,187,247,130,249,107,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,26,43,246,248,45,105,24,9,9,182,157,237,203,228,20,60,
49,17,60,226,115,221,3,183,75,213,202,30,237,42,106,254,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,41,61,58,41,249,212,68,84,34,223,206,34,25,209,57,68,
181,37,69,27,237,177,29,86,3,58,246,7,221,241,95,200,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
40,222,14,208,40,86,207,17,68,233,229,105,211,226,27,143,7,240,253,181,6,211,2,15,
170,49,38,208,23,240,22,164,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
46,10,235,249,229,246,207,34,225,45,64,24,97,201,7,255,45,246,21,26,24,38,221,1,
217,195,55,38,239,164,50,170,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,193,225,74,249,214,15,244,197,
75,222,211,244,247,12,188,185,244,178,216,120,87,9,1,184,198,231,200,123,188,178,58,167,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,238,65,209,200,5,55,243,82,
249,75,247,69,2,254,8,230,246,4,24,190,10,0,20,37,3,10,194,94,213,28,148,230,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,120,187,254,254,200,11,201,22,177,20,225,6,27,162,23,95,
177,57,27,235,4,226,244,26,6,213,68,11,61,3,157,172,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,60,52,226,204,22,191,247,251,210,224,240,226,62,252,157,231,
76,27,197,29,61,158,234,231,243,97,75,10,236,37,211,210,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
249,5,75,219,51,247,228,196,188,109,53,82,177,162,227,185,6,53,254,218,72,50,14,102,
208,166,63,63,190,61,53,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
22,254,21,92,213,44,248,74,9,73,187,51,231,12,237,10,227,252,165,18,94,148,216,99,
9,23,208,91,19,101,68,252,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,243,244,67,1,48,243,167,2,
92,236,107,210,216,20,26,34,87,92,50,247,219,242,214,181,235,253,239,217,222,115,218,10,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,247,86,247,6,216,247,30,179,
30,45,22,44,36,221,75,7,46,255,232,10,182,9,132,210,211,86,253,6,226,220,87,83,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,1,87,2,226,72,86,242,62,19,1,221,131,18,229,22,206,
233,20,251,205,185,92,22,241,26,6,234,212,192,231,53,42,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,80,241,255,255,208,225,255,255,84,252,255,255,79,54,0,0,
248,201,255,255,124,245,255,255,116,249,255,255,250,5,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
64,52,217,57,3,52,40,58,15,84,66,58,109,184,143,57,242,35,5,58,199,33,162,57,
228,163,141,57,3,98,151,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,219,9,0,0,93,6,0,0,
130,5,0,0,229,14,0,0,10,8,0,0,52,13,0,0,29,15,0,0,137,3,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,247,21,43,225,230,249,204,214,122,197,217,0,238,248,255,239,
170,11,166,5,19,57,227,15,234,18,197,7,16,53,81,243,240,224,82,38,230,11,223,202,
248,239,48,108,162,39,47,142,40,79,253,33,195,29,43,31,216,9,84,254,39,232,84,111,
159,246,3,61,38,215,252,30,66,211,181,170,65,57,81,120,124,142,118,222,20,239,4,230,
135,29,240,178,20,79,237,219,230,197,1,29,51,179,196,188,35,70,51,34,126,29,34,202,
53,212,227,38,23,207,28,224,67,22,1,248,228,195,241,137,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
138,228,6,5,93,50,197,200,18,222,166,208,9,249,11,75,222,149,124,98,51,225,151,193,
55,220,220,33,101,179,40,116,3,51,221,77,5,13,36,29,216,230,252,205,20,12,233,227,
215,215,12,9,20,5,204,81,39,226,225,193,18,8,250,15,66,186,22,56,16,178,126,90,
55,24,184,56,205,210,14,102,179,47,105,51,199,239,225,188,26,162,38,218,101,50,207,231,
188,8,255,202,30,102,73,48,152,227,168,170,178,84,29,32,153,253,31,64,183,235,4,204,
8,11,8,254,2,226,168,141,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,215,2,130,183,201,234,237,
17,34,23,215,5,19,54,62,31,237,47,208,253,57,4,190,14,84,33,42,44,185,248,37,
250,44,11,70,10,244,1,15,30,252,120,17,50,3,15,197,29,244,26,50,35,41,197,0,
129,221,13,20,252,39,196,253,71,219,33,207,32,146,69,222,212,27,45,220,211,78,237,11,
80,221,216,218,80,190,38,32,27,212,208,252,66,187,28,224,241,216,255,192,86,188,19,207,
217,52,92,35,220,17,39,49,24,31,242,239,5,126,81,62,25,206,20,13,48,4,240,185,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,28,61,55,236,212,247,219,200,241,56,151,99,202,39,70,101,
118,55,41,2,177,241,25,35,50,190,210,110,64,0,58,83,8,163,249,4,249,206,78,11,
42,163,11,29,26,254,4,252,243,24,142,200,36,6,226,179,13,62,204,30,6,108,135,226,
249,53,188,232,33,81,191,29,204,38,217,209,115,66,232,178,57,24,201,81,219,89,253,192,
171,210,255,177,254,20,207,232,54,42,47,247,28,239,26,109,25,219,208,221,121,221,209,194,
28,63,98,236,32,164,31,31,244,216,27,190,9,161,205,214,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
202,201,0,253,216,176,177,43,12,254,188,233,10,248,38,6,246,228,240,4,226,61,253,36,
165,158,50,215,189,49,210,237,231,203,227,169,67,21,243,56,37,51,248,208,232,52,193,28,
136,78,107,146,61,196,2,220,178,9,2,248,30,199,172,4,194,234,248,220,249,211,229,41,
9,197,186,29,182,69,79,192,197,253,222,57,62,27,41,139,215,57,253,7,129,210,196,199,
89,5,34,199,44,241,245,44,22,7,251,10,73,219,64,37,52,228,198,222,61,26,242,255,
58,8,6,200,8,100,210,56,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,39,32,162,237,83,86,241,29,
199,234,230,103,164,168,80,64,235,156,184,72,7,25,61,200,41,7,233,220,31,55,211,252,
33,10,218,174,37,255,76,239,236,217,230,147,43,3,8,156,43,73,32,245,158,248,40,137,
240,34,199,5,39,33,75,249,1,236,70,5,223,244,244,186,8,158,226,58,157,27,188,240,
5,9,0,60,218,42,246,236,27,28,6,31,244,1,255,216,17,9,6,225,227,201,200,245,
197,180,62,236,26,54,49,165,7,157,13,62,28,159,218,29,15,1,227,235,10,53,222,53,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,240,218,231,60,42,249,110,66,20,221,24,1,14,75,161,231,
48,186,111,238,245,232,15,14,60,43,250,67,110,246,48,175,195,127,193,28,228,199,3,244,
236,28,209,109,33,175,59,203,225,253,52,12,52,29,29,194,6,254,230,20,111,67,40,5,
184,7,233,248,3,34,196,44,40,145,182,41,163,0,23,179,200,64,241,255,228,253,8,217,
58,12,65,65,197,236,6,253,58,214,38,60,253,173,18,247,253,251,242,58,67,202,102,24,
206,233,232,233,224,53,25,238,80,200,246,224,12,250,1,207,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
76,203,235,233,139,222,173,4,249,50,245,242,55,36,50,106,192,200,204,179,253,236,224,211,
184,218,196,251,47,41,238,222,33,18,149,223,123,238,176,43,220,8,138,230,66,0,212,203,
242,3,254,11,12,79,238,251,236,74,43,232,242,79,172,38,245,9,250,250,238,90,45,28,
196,12,92,27,70,68,6,108,165,209,209,215,22,30,41,202,223,215,224,146,229,3,138,16,
110,40,4,172,243,55,6,50,219,224,148,37,4,83,226,44,39,198,174,107,51,10,42,248,
235,178,96,248,162,15,6,248,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,6,19,5,3,211,45,38,222,
199,238,47,154,175,191,39,237,234,245,9,109,41,238,48,34,207,247,251,206,202,230,91,32,
52,225,95,196,200,41,253,12,69,33,9,28,232,234,9,230,215,205,49,246,193,248,28,76,
241,26,198,8,48,199,3,34,174,248,232,33,253,35,35,208,210,22,31,224,203,8,243,240,
96,50,56,6,239,17,43,255,175,4,232,185,6,121,71,195,48,185,9,249,232,81,11,199,
26,27,113,210,4,226,42,190,243,232,212,92,251,215,247,43,41,9,86,19,154,22,42,243,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,89,224,255,255,149,218,255,255,146,225,255,255,55,32,0,0,
118,3,0,0,140,21,0,0,157,230,255,255,99,199,255,255,155,188,255,255,38,243,255,255,
144,211,255,255,207,199,255,255,225,7,0,0,173,224,255,255,18,217,255,255,56,244,255,255,
67,220,65,59,203,16,160,59,76,118,160,59,25,25,122,59,210,199,31,59,97,84,44,60,
229,44,199,59,112,105,70,59,21,27,46,59,72,227,209,59,99,112,112,59,55,154,66,59,
119,0,234,59,68,244,153,59,67,66,162,59,169,211,249,59,117,163,86,0,243,38,214,20,
21,86,132,41,199,47,188,226,126,168,19,86,216,157,189,7,208,206,124,4,2,140,174,61,
140,219,238,255,135,187,175,47,117,192,33,208,221,1,222,241,202,210,199,219,116,51,202,196,
185,238,253,247,195,12,162,121,208,57,30,234,239,116,16,35,165,20,6,136,62,123,179,179,
233,27,0,61,14,174,235,119,120,106,30,0,8,5,12,50,68,154,250,7,71,241,75,58,
4,38,90,125,188,5,138,219,164,83,127,171,35,204,34,44,246,30,138,170,26,178,222,227,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,56,7,1,0,26,173,0,0,163,174,0,0,141,48,1,0,
131,103,0,0,252,148,1,0,251,222,0,0,88,86,0,0,195,134,0,0,213,169,0,0,
165,235,0,0,69,155,0,0,133,197,0,0,124,170,0,0,29,176,0,0,171,114,1,0,
239,81,40,59,249,86,115,59,116,241,109,59,28,88,23,59,199,110,207,59,152,61,217,58,
111,77,81,59,209,15,221,59,108,149,166,59,83,138,119,59,108,110,65,59,238,92,142,59,
7,59,94,59,207,203,129,59,161,94,126,59,149,7,216,58,8,252,187,24,201,208,32,228,
32,239,248,21,55,1,246,247,37,38,4,62,42,1,243,44,42,246,211,221,212,225,11,33,
37,34,226,245,156,15,60,213,241,48,237,30,215,36,232,23,205,191,12,208,227,74,230,243,
16,212,211,35,0,212,176,11,32,219,243,245,222,54,238,252,0,207,92,44,40,228,34,25,
13,238,16,47,55,219,24,9,227,2,72,27,51,205,38,46,87,145,28,234,161,62,9,28,
53,250,34,238,5,42,193,232,194,206,250,14,15,207,1,61,2,214,58,19,225,42,108,39,
212,249,47,16,188,2,2,213,29,241,251,216,162,253,16,10,250,31,252,222,219,60,13,39,
233,2,24,239,249,57,195,227,254,30,185,155,53,30,242,226,244,48,247,208,54,253,231,40,
102,143,19,213,208,198,250,175,241,228,10,44,200,4,246,251,206,27,58,16,253,5,225,23,
72,212,227,19,10,21,193,28,56,242,153,220,76,154,254,10,39,224,121,63,62,221,182,10,
32,57,190,204,61,7,214,207,25,11,191,251,183,34,25,58,228,246,83,36,41,27,57,22,
224,30,222,248,55,22,252,251,78,67,55,190,12,165,14,33,0,33,15,227,251,32,230,225,
207,217,215,22,28,219,253,26,37,206,11,222,44,8,41,16,253,210,31,6,158,237,254,251,
219,74,224,86,6,0,251,17,202,54,111,253,209,193,237,12,185,240,173,236,236,236,193,78,
9,7,254,248,245,29,224,81,9,218,229,247,214,199,39,229,240,206,39,6,35,248,235,76,
193,222,222,231,243,235,248,25,249,211,227,233,35,244,38,234,1,44,125,78,207,254,252,78,
25,214,112,161,184,220,37,207,213,164,43,247,71,52,210,234,95,19,80,27,77,244,5,39,
254,234,20,11,48,190,227,41,54,28,12,250,227,215,51,203,169,252,9,211,73,27,57,17,
58,8,166,229,230,79,254,226,231,240,223,219,58,24,55,37,207,183,31,172,211,53,221,242,
30,64,124,35,227,29,59,50,199,1,38,56,44,25,35,244,16,197,250,196,23,198,52,197,
245,203,225,14,180,0,255,212,240,196,215,236,77,210,237,29,52,175,62,179,246,227,72,67,
0,231,24,3,253,49,250,232,41,28,175,5,225,42,50,81,88,217,44,8,55,249,214,73,
1,246,13,0,34,187,180,179,30,243,35,226,17,222,252,230,200,10,37,202,159,191,227,51,
227,106,197,220,214,29,239,46,247,253,163,47,11,82,229,42,232,78,236,245,44,204,59,171,
28,49,16,192,219,211,14,41,195,248,57,213,81,0,10,197,236,46,250,65,205,13,14,44,
190,22,239,104,252,251,195,243,36,136,66,1,235,1,2,6,37,159,37,5,191,250,212,72,
248,215,23,20,115,35,247,223,47,221,57,176,197,249,28,210,180,241,248,28,207,208,255,30,
15,14,188,36,99,36,51,191,34,231,186,166,5,42,14,204,27,240,14,196,68,253,20,226,
2,14,68,37,50,67,188,211,206,36,50,27,5,31,163,73,197,167,192,237,247,23,251,57,
32,2,35,21,190,252,254,38,83,175,201,225,49,19,50,35,217,225,48,237,59,4,205,32,
5,232,197,249,240,79,46,28,204,248,204,56,36,43,8,55,190,233,51,30,11,233,243,180,
30,205,173,2,57,37,209,20,21,5,44,44,121,68,185,244,5,25,33,245,249,30,40,130,
31,236,167,4,2,20,72,243,166,211,26,6,2,237,201,5,196,65,170,231,47,217,6,43,
30,58,224,75,17,239,55,14,220,195,16,7,16,225,225,186,0,95,9,218,156,246,249,220,
216,171,206,150,85,9,191,46,50,1,207,237,159,0,53,65,245,92,185,235,250,207,47,204,
138,75,204,7,187,10,8,50,38,15,237,206,171,27,237,189,9,166,7,206,63,212,10,213,
155,41,253,161,238,240,79,197,89,161,28,11,235,13,186,24,28,177,7,50,72,39,191,44,
230,247,247,245,80,234,231,10,9,32,10,29,15,231,185,255,211,27,200,44,34,34,67,23,
226,245,240,16,4,234,119,23,203,6,183,219,203,4,227,171,238,224,159,204,244,15,36,168,
11,249,174,229,214,22,244,195,53,183,181,9,7,201,49,10,238,14,248,45,241,74,23,219,
90,3,23,63,195,247,1,8,189,83,198,67,251,11,211,237,70,245,183,162,36,7,189,251,
43,220,21,3,15,63,199,254,52,176,36,31,214,81,4,64,254,13,12,37,43,15,7,16,
44,26,206,77,195,248,250,53,59,233,27,77,57,0,63,166,224,20,246,17,241,153,76,0,
17,28,67,247,196,31,204,85,48,216,225,198,205,209,202,0,214,201,21,244,49,36,207,152,
33,21,46,4,38,217,17,249,255,67,3,247,106,246,141,238,222,193,202,218,105,11,17,238,
241,218,224,205,32,189,48,240,211,223,120,16,20,26,239,49,59,22,191,220,2,33,34,25,
207,96,124,11,242,202,39,24,86,5,243,27,14,247,251,28,2,254,60,23,227,255,59,199,
23,4,251,206,26,24,241,227,162,62,37,61,149,208,77,30,48,38,233,215,39,65,43,239,
252,197,230,24,19,217,194,13,14,22,91,247,220,17,28,55,55,12,49,204,190,39,243,38,
50,15,29,210,221,122,34,2,244,32,22,212,227,208,42,248,138,7,52,239,26,227,4,255,
247,254,27,219,250,35,56,246,177,252,190,1,208,51,12,176,242,233,231,200,67,222,42,59,
70,70,182,36,204,155,207,249,48,15,186,49,93,242,237,191,201,249,253,25,48,252,16,214,
36,18,90,26,3,39,40,39,93,46,2,11,211,23,254,15,252,209,52,60,246,35,184,214,
216,40,11,100,28,242,248,41,81,24,229,46,11,176,14,207,252,34,52,100,150,81,228,238,
234,255,51,88,8,0,93,49,14,12,15,93,51,36,7,177,22,47,216,221,60,5,202,227,
255,34,1,43,243,50,159,19,233,204,25,24,220,47,26,209,95,159,254,44,178,209,248,71,
247,58,102,235,239,251,101,13,129,26,4,26,201,226,22,54,238,227,9,29,19,206,12,193,
224,239,20,252,2,195,9,248,68,26,52,90,191,92,7,54,208,254,236,201,251,8,190,130,
101,48,206,185,27,248,246,198,49,218,28,247,2,218,45,22,11,227,1,234,180,243,7,22,
238,241,34,253,230,82,170,245,16,224,26,31,216,251,69,28,12,34,216,52,200,46,52,234,
4,193,248,71,232,253,199,36,13,235,1,195,181,240,43,237,255,0,30,1,211,19,177,13,
243,214,2,191,171,39,60,42,235,214,15,91,28,245,218,13,244,0,224,215,176,56,212,25,
99,217,9,62,56,28,220,246,48,70,17,77,64,31,212,20,61,0,202,209,103,53,255,57,
181,59,20,249,253,214,11,37,61,83,1,243,241,247,7,206,247,59,64,37,239,250,184,10,
246,53,203,17,153,13,7,8,1,245,227,210,134,66,222,192,62,218,219,188,228,189,2,52,
241,32,2,228,9,206,238,214,23,12,7,20,101,189,71,4,209,79,194,183,224,86,224,28,
38,131,76,250,246,238,198,58,42,216,12,0,251,11,75,242,3,228,47,196,60,77,45,29,
5,146,216,227,27,42,214,26,13,179,188,231,56,225,2,75,215,13,8,187,235,5,251,30,
205,187,229,31,7,93,205,20,205,252,79,8,249,204,65,79,232,213,26,47,210,251,17,75,
217,33,23,235,2,231,9,60,50,50,219,52,74,54,27,244,28,192,29,8,84,216,88,211,
26,32,216,51,30,10,222,98,222,63,1,235,0,246,24,248,26,70,27,29,212,244,178,205,
242,193,234,44,230,27,165,237,40,218,215,21,60,44,232,29,43,149,198,246,243,243,48,6,
65,196,254,222,10,200,246,221,5,204,35,69,50,9,50,240,209,45,4,209,248,10,228,85,
239,127,196,27,40,235,231,207,77,236,218,232,32,41,170,52,5,17,162,234,225,97,214,214,
55,211,232,240,231,224,9,34,3,243,175,16,241,241,238,96,223,211,25,217,206,120,31,75,
193,201,55,17,25,57,18,86,35,232,106,28,38,241,17,48,7,183,225,36,10,19,10,19,
220,19,231,56,218,2,208,156,186,23,248,208,77,223,26,57,68,138,52,49,182,221,3,59,
96,180,19,245,55,6,5,88,41,249,182,18,24,205,242,38,45,27,179,40,247,182,68,50,
3,18,8,153,240,205,11,215,201,219,225,223,29,18,4,234,67,6,15,237,47,29,223,253,
239,50,14,201,255,199,230,183,26,207,56,35,233,17,177,11,164,34,53,20,72,247,252,56,
9,38,13,38,254,230,254,240,76,37,43,249,122,218,162,243,212,209,175,215,26,6,243,10,
45,222,3,199,41,255,27,26,27,255,25,238,218,9,72,213,193,93,215,252,6,187,241,35,
17,210,17,30,242,30,57,232,242,250,241,7,22,48,7,253,39,75,47,41,4,237,246,236,
3,236,232,167,78,68,79,163,229,29,31,69,207,214,63,118,246,233,53,17,53,243,232,43,
248,243,14,7,9,255,126,2,220,4,76,205,196,222,215,243,50,204,236,240,214,230,52,3,
230,63,234,217,32,182,239,38,252,217,250,73,169,3,7,228,217,251,43,6,204,183,28,219,
201,15,105,57,27,196,15,237,233,5,226,26,246,241,0,206,218,179,10,8,146,9,225,18,
25,228,43,245,30,213,37,200,190,49,14,243,91,49,225,36,20,23,209,58,3,13,76,9,
221,218,225,218,28,12,49,10,11,60,6,21,235,59,153,172,90,230,39,34,14,255,110,17,
251,219,32,196,50,49,244,186,236,226,6,162,0,9,10,40,30,91,246,1,240,43,59,187,
68,231,221,67,8,12,72,62,252,229,188,53,206,246,229,244,28,90,52,244,223,3,10,246,
165,76,241,143,244,2,16,15,51,22,53,254,10,235,218,238,213,28,29,15,24,2,20,229,
230,253,76,255,47,63,43,182,63,193,92,78,57,221,187,45,164,248,6,10,253,225,37,2,
40,235,16,232,246,117,51,243,221,0,142,211,31,218,203,192,73,60,205,36,14,239,17,249,
173,203,181,18,61,59,38,63,234,135,220,233,203,253,218,20,63,17,222,28,205,66,32,15,
236,58,12,19,222,235,69,9,255,237,21,239,170,241,212,90,229,14,213,143,4,64,54,4,
23,41,23,71,239,199,214,46,27,18,214,171,220,77,14,218,219,136,238,255,214,158,247,255,
16,182,238,255,201,8,245,255,130,131,240,255,252,153,231,255,30,52,241,255,86,129,248,255,
114,155,246,255,227,178,242,255,166,245,243,255,103,171,244,255,67,62,245,255,149,17,245,255,
192,246,230,255,84,61,242,255,41,198,240,57,247,30,117,58,243,94,243,57,81,153,61,58,
229,238,4,58,179,210,169,57,28,96,10,58,137,175,137,58,21,113,89,58,57,136,32,58,
196,195,45,58,199,55,60,58,205,226,64,58,58,186,62,58,148,239,165,57,109,102,25,58,
254,25,0,0,196,12,0,0,183,25,0,0,129,16,0,0,138,23,0,0,218,36,0,0,
157,22,0,0,93,11,0,0,100,14,0,0,126,19,0,0,2,18,0,0,160,16,0,0,
57,16,0,0,104,16,0,0,183,37,0,0,102,20,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,207,91,29,61,207,91,29,61,207,91,29,61,207,91,29,61,
207,91,29,61,207,91,29,61,207,91,29,61,207,91,29,61,207,91,29,61,207,91,29,61,
207,91,29,61,207,91,29,61,207,91,29,61,207,91,29,61,207,91,29,61,207,91,29,61,
125,247,134,65,26,0,255,38,30,39,130,234,231,68,193,61,250,1,237,249,144,117,187,218,
242,26,43,4,138,231,14,111,11,126,60,7,224,189,28,28,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,8,245,53,67,63,227,15,131,
49,10,99,146,120,150,60,50,0,190,23,6,221,24,234,40,8,220,185,230,241,192,228,191,
183,95,55,253,245,102,34,232,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,40,66,106,160,230,44,210,56,213,219,100,58,28,69,206,180,
214,22,80,136,207,64,190,72,19,3,249,140,175,112,22,198,229,235,21,49,32,251,206,17,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
151,161,212,152,55,243,183,240,206,32,22,241,45,239,210,23,48,243,132,183,40,37,252,213,
66,117,152,10,6,54,252,227,52,239,15,189,15,122,89,213,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,204,188,255,255,4,12,0,0,
161,1,0,0,178,225,255,255,112,223,255,255,236,217,255,255,144,22,0,0,209,60,0,0,
51,194,255,255,78,219,255,255,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
0,0,0,0,0,0,0,0,131,77,192,55,9,64,205,55,197,63,32,56,146,240,238,55,
141,241,251,55,18,191,29,56,115,18,42,56,131,248,217,55,23,91,175,55,190,99,252,55,
0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
};

int tiny_weights_check(const void *weights, size_t size) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return TINY_BAD_ALIGNMENT;
    if (size != 11520) return TINY_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x44354454e534552ULL) return TINY_BAD_MAGIC;
    if (header[1] != 0x9704024f6a0c6a2bULL) return TINY_BAD_FINGERPRINT;
    if (header[2] != 11520) return TINY_BAD_SIZE;
    for (size_t i = 32; i < 11520; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? TINY_OK : TINY_BAD_CHECKSUM;
}

int tiny_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx512vnni");
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_at = 1296, padded_input_inner = 57, conv1_w = 16, conv1_b = 160, conv1_inner = 304,
    layer1_0_conv1_w = 192, layer1_0_conv1_b = 768, layer1_0_conv1_at = 1296, layer1_0_conv1_inner = 304,
        layer1_0_conv2_w = 800, layer1_0_conv2_b = 1376, layer1_0_conv2_inner = 304,
    layer2_0_conv1_w = 1424, layer2_0_conv1_b = 2000, layer2_0_conv1_at = 1296, layer2_0_conv1_inner = 176,
        layer2_0_downsample_0_w = 2032, layer2_0_downsample_0_b = 2096, layer2_0_downsample_0_at = 1696,
        layer2_0_conv2_w = 2128, layer2_0_conv2_b = 2704, layer2_0_conv2_at = 1696,
    avgpool_w = 2752, avgpool_b = 2752, fc_w = 2784, fc_b = 2848, fc_at = 16,
};

#ifdef TINY_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 2592)
#define TRACE(layer, nchw, value, images, channels, height, width, ...) \
    (nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \
     tiny_trace(layer, COPY, images, channels, height, width))
#elif defined TINY_PROFILE
#define TRACE(layer, nchw, value, images, channels, height, width, ...) tiny_profile(layer)
#else
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)
#endif

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 16x16 */
    unsigned char *const padded_input = (unsigned char *)(memory + padded_input_at); /* [1][18][18][3] */
    static const unsigned char zeros[] = { 144, 144, 144 };
    zero_border_of_pixels(padded_input, 1, 3, 16, 16, 1, 4, zeros);
    static const float factors[] = { 11377.046f, 11377.046f, 11377.046f };
    static const int offsets[] = { 36992, 36992, 36992 };
    copy_input_u8(input, padded_input, 1, 3, 16, 16, 1, 4, factors, offsets);
    TRACE("input", to_nchw_u8, padded_input, 1, 3, 16, 16, 1, 3, 4, 1.0f, 0);

    /* conv1: 3x3 3->8 at 16x16, ReLU, direct 3x8x16, 0.111 MFLOP */
    unsigned char *const conv1 = (unsigned char *)memory; /* [1][18][18][16] */
    zero_border_u8(conv1, 1, 1, 16, 16, 1, 16, 0, 0);
    conv3x3_3_8_16x16_relu(padded_input, (const signed char *)(weights + conv1_w), weights + conv1_b,
        conv1 + conv1_inner);
    TRACE("conv1", to_nchw_u8, conv1, 1, 8, 16, 16, 1, 16, 0, 0.025650566f, 0);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    unsigned char *const conv1 = (unsigned char *)memory; /* [1][18][18][16] */

    /* layer1.0.conv1: 3x3 8->8 at 16x16, ReLU, direct 3x8x16, 0.295 MFLOP */
    unsigned char *const layer1_0_conv1 = (unsigned char *)(memory + layer1_0_conv1_at); /* [1][18][18][16] */
    zero_border_u8(layer1_0_conv1, 1, 1, 16, 16, 1, 16, 0, 0);
    conv3x3_8_8_16x16_relu(conv1, (const signed char *)(weights + layer1_0_conv1_w),
        weights + layer1_0_conv1_b, layer1_0_conv1 + layer1_0_conv1_inner);
    TRACE("layer1.0.conv1", to_nchw_u8, layer1_0_conv1, 1, 8, 16, 16, 1, 16, 0, 0.020565877f, 0);

    /* layer1.0.conv2: 3x3 8->8 at 16x16, plus conv1, ReLU, direct 3x8x16, 0.295 MFLOP */
    unsigned char *const layer1_0_conv2 = (unsigned char *)memory; /* [1][18][18][16], in place of conv1 */
    conv3x3_8_8_16x16_add_relu(layer1_0_conv1, (const signed char *)(weights + layer1_0_conv2_w),
        weights + layer1_0_conv2_b, conv1 + conv1_inner, layer1_0_conv2 + layer1_0_conv2_inner);
    TRACE("layer1.0.conv2", to_nchw_u8, layer1_0_conv2, 1, 8, 16, 16, 1, 16, 0, 0.024540398f, 0);
}

NOINLINE static void layer2(const float *weights, float *memory) {
    unsigned char *const layer1_0_conv2 = (unsigned char *)memory; /* [1][18][18][16], in place of conv1 */

    /* layer2.0.conv1: 3x3 stride 2 8->16 at 8x8, ReLU, direct 3x8x16, 0.147 MFLOP */
    unsigned char *const layer2_0_conv1 = (unsigned char *)(memory + layer2_0_conv1_at); /* [1][10][10][16] */
    zero_border_u8(layer2_0_conv1, 1, 1, 8, 8, 1, 16, 0, 0);
    conv3x3s2_8_16_8x8_relu(layer1_0_conv2, (const signed char *)(weights + layer2_0_conv1_w),
        weights + layer2_0_conv1_b, layer2_0_conv1 + layer2_0_conv1_inner);
    TRACE("layer2.0.conv1", to_nchw_u8, layer2_0_conv1, 1, 16, 8, 8, 1, 16, 0, 0.013036638f, 0);

    /* layer2.0.downsample.0: 1x1 stride 2 8->16 at 8x8, direct 3x8x16, 0.0164 MFLOP */
    unsigned char *const layer2_0_downsample_0 = (unsigned char *)(memory + layer2_0_downsample_0_at);
        /* [1][8][8][16] */
    conv1x1s2_8_16_8x8(layer1_0_conv2 + layer1_0_conv2_inner,
        (const signed char *)(weights + layer2_0_downsample_0_w), weights + layer2_0_downsample_0_b,
        layer2_0_downsample_0);
    TRACE("layer2.0.downsample.0", to_nchw_u8, layer2_0_downsample_0, 1, 16, 8, 8, 0, 16, 0, 0.036000725f,
        170);

    /* layer2.0.conv2: 3x3 16->16 at 8x8, plus layer2.0.downsample.0, ReLU, direct 3x8x16, 0.295 MFLOP */
    unsigned char *const layer2_0_conv2 = (unsigned char *)(memory + layer2_0_conv2_at); /* [1][8][8][16],
        in place of layer2.0.downsample.0 */
    conv3x3_16_16_8x8_add_relu(layer2_0_conv1, (const signed char *)(weights + layer2_0_conv2_w),
        weights + layer2_0_conv2_b, layer2_0_downsample_0, layer2_0_conv2);
    TRACE("layer2.0.conv2", to_nchw_u8, layer2_0_conv2, 1, 16, 8, 8, 0, 16, 0, 0.011781177f, 0);
}

NOINLINE static void head(const float *weights, float *memory, float *output) {
    unsigned char *const layer2_0_conv2 = (unsigned char *)(memory + layer2_0_conv2_at); /* [1][8][8][16],
        in place of layer2.0.downsample.0 */

    /* avgpool: 16 channels over 8x8 */
    unsigned char *const avgpool = (unsigned char *)memory; /* [1][1][1][16] */
    avgpool_16_8x8(layer2_0_conv2, weights + avgpool_b, avgpool);
    TRACE("avgpool", to_nchw_u8, avgpool, 1, 16, 1, 1, 0, 16, 0, 0.0047915727f, 0);

    /* fc: linear 16->10, 0.00032 MFLOP */
    float *const fc = memory + fc_at; /* [1][1][1][16] */
    linear_16_10(avgpool, (const signed char *)(weights + fc_w), weights + fc_b, fc);
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
