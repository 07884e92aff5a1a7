/* slices: a residual network, compiled to C by resnetc 0.1.0 from slices.json.
 *
 *   options     --target avx2
 *   parameters  331920
 *   work        66.5 MFLOP an image
 *   weights     4196864 bytes, fingerprint 6a292f9193a17ea6
 *   workspace   500224 bytes
 *   compile     cc -std=gnu11 -O2 -mavx2 -mfma -c; for threads -fopenmp -DSLICES_MAX_THREADS=2
 *
 * Layers:
 *   input: 3 channels at 13x13
 *   conv1: 3x3 3->80 at 13x13, ReLU, winograd-rows 1x4x16, 0.73 MFLOP
 *   layer1.0.conv1: 1x1 80->80 at 13x13, ReLU, direct 1x6x16, 2.16 MFLOP
 *   layer1.0.conv2: 3x3 80->80 at 13x13, ReLU, winograd-F(5,3) 1x5x16, 19.5 MFLOP
 *   layer1.0.downsample.0: 1x1 80->320 at 13x13, direct 1x6x16, 8.65 MFLOP
 *   layer1.0.conv3: 1x1 80->320 at 13x13, plus layer1.0.downsample.0, ReLU, direct 1x6x16, 8.65 MFLOP
 *   layer2.0.conv1: 1x1 320->80 at 13x13, ReLU, direct 1x6x16, 8.65 MFLOP
 *   layer2.0.conv2: 3x3 stride 2 80->80 at 7x7, ReLU, winograd-F(4,3) 1x4x16, 5.64 MFLOP
 *   layer2.0.downsample.0: 1x1 stride 2 320->320 at 7x7, direct 1x6x16, 10 MFLOP
 *   layer2.0.conv3: 1x1 80->320 at 7x7, plus layer2.0.downsample.0, ReLU, direct 1x6x16, 2.51 MFLOP
 *   output layer2: 320 channels at 7x7
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
enum { SLICES_OK, SLICES_BAD_SIZE, SLICES_BAD_MAGIC, SLICES_BAD_FINGERPRINT, SLICES_BAD_CHECKSUM,
    SLICES_BAD_ALIGNMENT };
#ifndef SLICES_MAX_THREADS
#define SLICES_MAX_THREADS 1
#elif SLICES_MAX_THREADS < 1
#error SLICES_MAX_THREADS must be 1 or more
#endif
#else
#include <stddef.h>
#include <string.h>

#include "slices_avx2.h"
#endif

#define NOINLINE __attribute__((noinline))
#define INLINE static inline __attribute__((always_inline))
#define UNUSED __attribute__((unused)) /* by some networks */

/* Threads: all of a TEAM walk through all layers. SHARED work they divide among them: ITEMS, in rounds. ALONE
 * the first of them does something. Behind a layer they WAIT for each other, through a count of those who
 * have arrived. AHEAD: how many times the lines that one thread would fetch each of two fetches that share
 * the tiles. */
typedef unsigned long long Word;
/* A cache line of the workspace. The first one's word counts arrivals, those behind it say what is left of
 * each thread's share: the round, the next item, the end. */
typedef struct {
    Word word;
    char rest[56];
} Line;

#define LINES(workspace) ((Line *)((char *)(workspace) + 324480 + SLICES_MAX_THREADS * 175616UL))

/* Items first to end - 1, from a round on: each is a panel of output channels of the tiles of pixels from
 * `tile` to end_tile - 1. A layer has rows x panels of them, row by row, and a row a part of the tiles. left:
 * the word that shows others what is left; owner: whose the items were at first. */
typedef struct {
    Line *team;
    Word *left;
    int tiles, panels, rows;
    int round, first, end, tile, end_tile, taken_over, owner;
} Share;

#ifdef _OPENMP
int omp_get_thread_num(void);
int omp_get_num_threads(void);
int usleep(unsigned); /* POSIX */
#define THREADS SLICES_MAX_THREADS
#define TEAM_SIZE omp_get_num_threads()
#define THREAD ((size_t)omp_get_thread_num())
#define AHEAD (THREADS % 2 ? 1 : 2)
#define LOOKS 2000 /* 60 us on AMD Zen 3, 33 on Intel Emerald Rapids */
#define PRAGMA(directive) _Pragma(#directive)
#define TEAM(workspace) \
    memset(LINES(workspace), 0, (1 + THREADS) * sizeof(Line)); \
    PRAGMA(omp parallel num_threads(THREADS))
#define ALONE if (THREAD == 0)
#define WAIT(workspace) wait_for_team(&LINES(workspace)->word)

static inline void pause_briefly(void) {
#ifdef __x86_64__
    __builtin_ia32_pause();
#endif
}

/* Returns when all of the team have called it as often as the caller. Looks for about as long as the shortest
 * sleep takes, then sleeps between its looks: its core may be what another thread of the team waits for. */
NOINLINE static void wait_for_team(Word *arrived) {
    const Word size = (Word)TEAM_SIZE;
    const Word mine = __atomic_add_fetch(arrived, 1, __ATOMIC_ACQ_REL);
    const Word all = (mine + size - 1) / size * size;
    for (int look = 0; look < LOOKS && __atomic_load_n(arrived, __ATOMIC_ACQUIRE) < all; look++)
        pause_briefly();
    while (__atomic_load_n(arrived, __ATOMIC_ACQUIRE) < all) usleep(1);
}

#define NEXT(word) ((int)((word) >> 24 & 0xffffff))
#define END(word) ((int)((word) & 0xffffff))

static inline void set_tiles(Share *s) {
    const int row = s->first / s->panels;
    s->tile = s->tiles * row / s->rows;
    s->end_tile = s->tiles * (row + 1) / s->rows;
}

/* The second half of what another thread has left; an empty share where no one has. */
NOINLINE static void take_over(Share *s) {
    const int size = TEAM_SIZE, me = (int)THREAD;
    s->end = s->first;
    for (int other = (me + 1) % size; other != me; other = (other + 1) % size) {
        Word *left = &s->team[1 + other].word, old = __atomic_load_n(left, __ATOMIC_ACQUIRE);
        while (NEXT(old) < END(old)) {
            const int middle = (NEXT(old) + END(old)) / 2, end = END(old);
            if (!__atomic_compare_exchange_n(left, &old, old - (Word)(end - middle), 0, __ATOMIC_ACQ_REL,
                __ATOMIC_ACQUIRE))
                continue;
            s->round = (int)(old >> 48);
            s->first = middle;
            s->end = end;
            s->taken_over = 1;
            s->owner = ((middle + 1) * size - 1) / (s->rows * s->panels);
            set_tiles(s);
            return;
        }
    }
}

/* The caller's share; where that is empty, half of what another one has left. most: how many rows there may
 * be. */
NOINLINE static Share own_share(Line *team, int tiles, int panels, int most) {
    const int size = TEAM_SIZE, me = (int)THREAD;
    int rows = 1;
    while (2 * rows <= most && size % (2 * rows) == 0) rows *= 2;
    const int items = rows * panels;
    Share s = { .team = team, .left = &team[1 + me].word, .tiles = tiles, .panels = panels, .rows = rows,
        .first = items * me / size, .end = items * (me + 1) / size, .owner = me };
    if (s.first < s.end)
        set_tiles(&s);
    else
        take_over(&s);
    return s;
}

/* The panel of the share's next item; -1: none is left. */
static inline int next_item(Share *s) {
    const Word old = __atomic_fetch_add(s->left, (Word)1 << 24, __ATOMIC_ACQ_REL);
    s->end = END(old);
    return NEXT(old) < s->end ? NEXT(old) % s->panels : -1;
}

/* Shows what is to be done in a round, of items of which the rounds before are done. */
static inline int first_item(Share *s, int round) {
    const Word all = (Word)round << 48 | (Word)s->first << 24 | (Word)s->end;
    __atomic_store_n(s->left, all, __ATOMIC_RELEASE);
    return next_item(s);
}

/* SHARED: the caller's share of a layer, then each that it takes over, as `share`. ITEMS: those of a share in
 * a round. */
#define SHARED(tiles, panels, most) \
    for (Share share = own_share(team, tiles, panels, most); share.first < share.end; take_over(&share))
#define ITEMS(item, round) \
    for (int item = first_item(&share, round); item >= 0; item = next_item(&share))
#else
#define THREAD ((size_t)0)
#define AHEAD 1
#define TEAM(workspace)
#define ALONE
#define WAIT(workspace)
#define SHARED(tiles, panels, most) \
    for (Share share = { .team = team, .end = panels, .end_tile = tiles }; share.end; share.end = 0)
#define ITEMS(item, round) for (int item = 0; item < share.end; item++)
#endif

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
static void copy_input(Line *team, const float *x, float *y, size_t images, size_t channels, size_t height,
    size_t width, size_t halo, size_t tail) {
    const size_t row = width + 2 * halo, size = (height + 2 * halo) * row;
    y += halo * row + halo;
    SHARED((int)height, (int)(images * channels), (int)height)
        ITEMS(plane, 0)
            for (size_t i = (size_t)share.tile; i < (size_t)share.end_tile; i++)
                memcpy(y + (size_t)plane * size + (size_t)plane / channels * tail + i * row,
                    x + ((size_t)plane * height + i) * width, width * sizeof(float));
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
static inline void conv3x3_3_80_13x13_rows_relu_input(const float *x, float *v) {
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
static inline void conv3x3_3_80_13x13_rows_relu_output(const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    for (int t = 0; t < 4; t++, m += 8, y += 32) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 656), d2 = LOAD(m + 1312), d3 = LOAD(m + 1968),
            d4 = LOAD(m + 2624), d5 = LOAD(m + 3280);
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        STORE(y, relu(y0 + b));
        if (t * 4 + 1 < 13) STORE(y + 8, relu(y1 + b));
        if (t * 4 + 2 < 13) STORE(y + 16, relu(y2 + b));
        if (t * 4 + 3 < 13) STORE(y + 24, relu(y3 + b));
    }
}

/* 1 x 4 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x16_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        const vec w0 = LOAD(w), w1 = LOAD(w + 8);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
        c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
        c3_0 += w0 * p[3]; c3_1 += w1 * p[3];
        w += 16;
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 8, c1_0); STORE(y + k->y_block + 8, c1_1);
    STORE(y + 16, c2_0); STORE(y + k->y_block + 16, c2_1);
    STORE(y + 24, c3_0); STORE(y + k->y_block + 24, c3_1);
}

/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_3_80_13x13_rows_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 9, .x_block = 4, .x_row = 12, .y_block = 64, .y_row = 32 };
    for (int n = 0; n < 6; n++)
        for (int p = 0; p < 5; p++)
            for (int ty = 0; ty < 2; ty++) {
                const float *xt = x + n * 64 + ty * 12;
                const float *wt = w + n * 720 + p * 144;
                float *yt = y + n * 656 + p * 128 + ty * 32;
                tile_1x4x16_products(&sizes, xt, wt, yt);
            }
}

/* 3x3 convolution, stride 1, 3 -> 80 channels at 13x13, by F(4,3) along its rows, then ReLU.
 * x: its border's corner; w: [6][5][9][16]; y: its pixel (0, 0);
 * scratch: 4320 floats a thread. */
NOINLINE static void conv3x3_3_80_13x13_rows_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    for (int s = 0; s < 7; s++) {
        float *v = scratch;
        float *m = v + 384;
        const int first = s;
        const int end = s + 1;
        const float *xs = x + first * 30;
        for (int i = 0; i < (end - first) * 2 + 2; i++) {
            for (int c = 0; c < 3; c++) {
                conv3x3_3_80_13x13_rows_relu_input(xs + i * 15 + c * 225, v + i * 12 + c * 4);
            }
        }
        for (int q = first; q < end; q++) {
            conv3x3_3_80_13x13_rows_relu_products(v + (q - first) * 24, w, m);
            for (int r = 0; r < 2; r++) {
                const int row = 2 * q + r;
                if (row == 13) continue;
                for (int b = 0; b < 10; b++) {
                    conv3x3_3_80_13x13_rows_relu_output(m + b * 64 + r * 32, bias + b * 8,
                        y + b * 1352 + row * 104);
                }
            }
        }
    }
}

/* 1 x 6 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x6x16(const Conv *k, int left, const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    const long gap1 = left > 1 ? 0 : 16;
    const long gap2 = left > 2 ? 0 : 16;
    const long gap3 = left > 3 ? 0 : 16;
    const long gap4 = left > 4 ? 0 : 16;
    const long gap5 = left > 5 ? 0 : 16;
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
            c4_0 += w0 * p[32]; c4_1 += w1 * p[32];
            c5_0 += w0 * p[40]; c5_1 += w1 * p[40];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 8 + gap1, ending(k, c1_0, r + 8 + gap1)); STORE(y + k->y_block + 8 + gap1, ending(k, c1_1,
        r + k->y_block + 8 + gap1));
    STORE(y + 16 + gap2, ending(k, c2_0, r + 16 + gap2)); STORE(y + k->y_block + 16 + gap2, ending(k, c2_1,
        r + k->y_block + 16 + gap2));
    STORE(y + 24 + gap3, ending(k, c3_0, r + 24 + gap3)); STORE(y + k->y_block + 24 + gap3, ending(k, c3_1,
        r + k->y_block + 24 + gap3));
    STORE(y + 32 + gap4, ending(k, c4_0, r + 32 + gap4)); STORE(y + k->y_block + 32 + gap4, ending(k, c4_1,
        r + k->y_block + 32 + gap4));
    STORE(y + 40 + gap5, ending(k, c5_0, r + 40 + gap5)); STORE(y + k->y_block + 40 + gap5, ending(k, c5_1,
        r + k->y_block + 40 + gap5));
}

/* 1 x 5 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x5x16(const Conv *k, int left, const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    const long gap1 = left > 1 ? 0 : 16;
    const long gap2 = left > 2 ? 0 : 16;
    const long gap3 = left > 3 ? 0 : 16;
    const long gap4 = left > 4 ? 0 : 16;
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
            c4_0 += w0 * p[32]; c4_1 += w1 * p[32];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 8 + gap1, ending(k, c1_0, r + 8 + gap1)); STORE(y + k->y_block + 8 + gap1, ending(k, c1_1,
        r + k->y_block + 8 + gap1));
    STORE(y + 16 + gap2, ending(k, c2_0, r + 16 + gap2)); STORE(y + k->y_block + 16 + gap2, ending(k, c2_1,
        r + k->y_block + 16 + gap2));
    STORE(y + 24 + gap3, ending(k, c3_0, r + 24 + gap3)); STORE(y + k->y_block + 24 + gap3, ending(k, c3_1,
        r + k->y_block + 24 + gap3));
    STORE(y + 32 + gap4, ending(k, c4_0, r + 32 + gap4)); STORE(y + k->y_block + 32 + gap4, ending(k, c4_1,
        r + k->y_block + 32 + gap4));
}

/* 1x1 convolution, 80 -> 80 channels at 13x13, then ReLU.
 * x: its first tap's first pixel; w: [5][10][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_80_80_13x13_relu(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 10, .x_block = 1352, .x_row = 104, .y_block = 1800, .y_row = 120,
        .relu = 1 };
    for (int p = 0; p < 5; p++)
        for (int tx = 0; tx < 29; tx++) {
            const int column = tx * 5 + (tx < 24 ? tx : 24);
            const int image_row = column / 13;
            const int left = (image_row + 1) * 13 - column;
            const float *xt = x + column * 8;
            const float *wt = w + p * 1280;
            const float *bt = bias + p * 16;
            float *yt = y + p * 3600 + column * 8 + image_row * 16;
            if (tx < 24) {
                tile_1x6x16(&sizes, left, xt, wt, bt, yt, yt);
            } else {
                tile_1x5x16(&sizes, left, xt, wt, bt, yt, yt);
            }
        }
}

/* B^T d B of 7 x 7 pixels of one block of channels; v: 49 planes. */
INLINE void input_f5(const Winograd *k, const float *x, float *v) {
    vec s[7][7];
    for (int j = 0; j < 7; j++, x += 8) {
        const vec d0 = LOAD(x), d1 = LOAD(x + k->x_row), d2 = LOAD(x + 2 * k->x_row),
            d3 = LOAD(x + 3 * k->x_row), d4 = LOAD(x + 4 * k->x_row), d5 = LOAD(x + 5 * k->x_row),
            d6 = LOAD(x + 6 * k->x_row);
        const vec v0 = -4.0f * d0 + 8.0f * d1 + 5.0f * d2 - 10.0f * d3 - d4 + 2.0f * d5;
        const vec v1 = 4.0f * d1 - 4.0f * d2 - 9.0f * d3 + d4 + 2.0f * d5;
        const vec v2 = -4.0f * d1 + 12.0f * d2 - 7.0f * d3 - 3.0f * d4 + 2.0f * d5;
        const vec v3 = 2.0f * d1 - 3.0f * d2 - 4.0f * d3 + 3.0f * d4 + 2.0f * d5;
        const vec v4 = -2.0f * d1 + 5.0f * d2 - 5.0f * d4 + 2.0f * d5;
        const vec v5 = 4.0f * d1 - 5.0f * d3 + d5;
        const vec v6 = -2.0f * d1 + 4.0f * d2 + 2.5f * d3 - 5.0f * d4 - 0.5f * d5 + d6;
        s[0][j] = v0;
        s[1][j] = v1;
        s[2][j] = v2;
        s[3][j] = v3;
        s[4][j] = v4;
        s[5][j] = v5;
        s[6][j] = v6;
    }
    for (int i = 0; i < 7; i++, v += (7 * k->v_plane)) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5],
            d6 = s[i][6];
        const vec v0 = -4.0f * d0 + 8.0f * d1 + 5.0f * d2 - 10.0f * d3 - d4 + 2.0f * d5;
        const vec v1 = 4.0f * d1 - 4.0f * d2 - 9.0f * d3 + d4 + 2.0f * d5;
        const vec v2 = -4.0f * d1 + 12.0f * d2 - 7.0f * d3 - 3.0f * d4 + 2.0f * d5;
        const vec v3 = 2.0f * d1 - 3.0f * d2 - 4.0f * d3 + 3.0f * d4 + 2.0f * d5;
        const vec v4 = -2.0f * d1 + 5.0f * d2 - 5.0f * d4 + 2.0f * d5;
        const vec v5 = 4.0f * d1 - 5.0f * d3 + d5;
        const vec v6 = -2.0f * d1 + 4.0f * d2 + 2.5f * d3 - 5.0f * d4 - 0.5f * d5 + d6;
        STORE(v, v0);
        STORE(v + k->v_plane, v1);
        STORE(v + 2 * k->v_plane, v2);
        STORE(v + 3 * k->v_plane, v3);
        STORE(v + 4 * k->v_plane, v4);
        STORE(v + 5 * k->v_plane, v5);
        STORE(v + 6 * k->v_plane, v6);
    }
}

/* A^T m A of one tile and block, and what is fused behind it; rows, columns: how many lie inside. */
INLINE void output_f5_relu(const Winograd *k, const float *m, const float *bias, float *y, int rows,
    int columns) {
    const vec b = LOAD(bias);
    vec s[5][7];
    for (int j = 0; j < 7; j++, m += k->m_plane) {
        const vec d0 = LOAD(m), d1 = LOAD(m + (7 * k->m_plane)), d2 = LOAD(m + 2 * (7 * k->m_plane)),
            d3 = LOAD(m + 3 * (7 * k->m_plane)), d4 = LOAD(m + 4 * (7 * k->m_plane)),
            d5 = LOAD(m + 5 * (7 * k->m_plane)), d6 = LOAD(m + 6 * (7 * k->m_plane));
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3 + d5;
        const vec y1 = t1 + 2.0f * t3 + 0.5f * d5;
        const vec y2 = s1 + 4.0f * s3 + 0.25f * d5;
        const vec y3 = t1 + 8.0f * t3 + 0.125f * d5;
        const vec y4 = s1 + 16.0f * s3 + 0.0625f * d5 + d6;
        s[0][j] = y0;
        s[1][j] = y1;
        s[2][j] = y2;
        s[3][j] = y3;
        s[4][j] = y4;
    }
    for (int i = 0; i < rows; i++, y += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5],
            d6 = s[i][6];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3 + d5;
        const vec y1 = t1 + 2.0f * t3 + 0.5f * d5;
        const vec y2 = s1 + 4.0f * s3 + 0.25f * d5;
        const vec y3 = t1 + 8.0f * t3 + 0.125f * d5;
        const vec y4 = s1 + 16.0f * s3 + 0.0625f * d5 + d6;
        STORE(y, relu(y0 + b));
        if (columns > 1) STORE(y + 8, relu(y1 + b));
        if (columns > 2) STORE(y + 16, relu(y2 + b));
        if (columns > 3) STORE(y + 24, relu(y3 + b));
        if (columns > 4) STORE(y + 32, relu(y4 + b));
    }
}

/* 1 x 5 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x5x16_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
            c4_0 += w0 * p[32]; c4_1 += w1 * p[32];
        }
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 8, c1_0); STORE(y + k->y_block + 8, c1_1);
    STORE(y + 16, c2_0); STORE(y + k->y_block + 16, c2_1);
    STORE(y + 24, c3_0); STORE(y + k->y_block + 24, c3_1);
    STORE(y + 32, c4_0); STORE(y + k->y_block + 32, c4_1);
}

/* 1 x 4 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x16_products_2(const Conv *k, const float *x, const float *w, float *y) {
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
NOINLINE static void conv3x3_80_80_13x13_f5_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 10, .x_block = 72, .y_block = 72 };
    for (int n = 0; n < 49; n++)
        for (int tx = 0; tx < 2; tx++) {
            const int column = tx * 4 + (tx < 1 ? tx : 1);
            const float *xt = x + n * 736 + column * 8;
            const float *wt = w + n * 1280;
            float *yt = y + n * 160 + column * 8;
            if (tx < 1) {
                tile_1x5x16_products(&sizes, xt, wt, yt);
            } else {
                tile_1x4x16_products_2(&sizes, xt, wt, yt);
            }
        }
}

/* 3x3 convolution by F(5,3), 80 -> 80 channels at 13x13, then ReLU.
 * x: its border's corner; w: [5][49][1][10][8][16]; y: its pixel (0, 0);
 * scratch: 43904 floats a thread. */
NOINLINE static void conv3x3_80_80_13x13_f5_relu(Line *team, const float *x, const float *w,
    const float *bias, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 120, .y_row = 104, .v_plane = 736, .m_plane = 160 };
    float *v = scratch + THREAD * 43904;
    const int rows = 3;
    for (int b = 0; b < 10; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 3; tx++)
                input_f5(&sizes, x + b * 1800 + ty * 600 + tx * 40, v + b * 72 + ty * 24 + tx * 8);
        }
    SHARED(1, 5, 1)
        ITEMS(g, 0) {
            float *m = v + 36064;
            conv3x3_80_80_13x13_f5_relu_products(v, w + g * 62720, m);
            for (int b = 0; b < 2; b++) {
                for (int ty = 0; ty < rows; ty++)
                    for (int tx = 0; tx < 3; tx++) {
                        const int down = 13 - ty * 5 < 5 ? 13 - ty * 5 : 5;
                        const int across = 13 - tx * 5 < 5 ? 13 - tx * 5 : 5;
                        output_f5_relu(&sizes, m + b * 72 + ty * 24 + tx * 8, bias + g * 16 + b * 8,
                            y + g * 2704 + b * 1352 + ty * 520 + tx * 40, down, across);
                    }
            }
        }
}

/* 1 x 6 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x6x16_2(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
            c4_0 += w0 * p[32]; c4_1 += w1 * p[32];
            c5_0 += w0 * p[40]; c5_1 += w1 * p[40];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 8, ending(k, c1_0, r + 8)); STORE(y + k->y_block + 8, ending(k, c1_1, r + k->y_block + 8));
    STORE(y + 16, ending(k, c2_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c2_1, r + k->y_block + 16));
    STORE(y + 24, ending(k, c3_0, r + 24)); STORE(y + k->y_block + 24, ending(k, c3_1, r + k->y_block + 24));
    STORE(y + 32, ending(k, c4_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c4_1, r + k->y_block + 32));
    STORE(y + 40, ending(k, c5_0, r + 40)); STORE(y + k->y_block + 40, ending(k, c5_1, r + k->y_block + 40));
}

/* 1 x 5 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x5x16_2(const Conv *k, const float *x, const float *w, const float *bias, const float *r,
    float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
            c4_0 += w0 * p[32]; c4_1 += w1 * p[32];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 8, ending(k, c1_0, r + 8)); STORE(y + k->y_block + 8, ending(k, c1_1, r + k->y_block + 8));
    STORE(y + 16, ending(k, c2_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c2_1, r + k->y_block + 16));
    STORE(y + 24, ending(k, c3_0, r + 24)); STORE(y + k->y_block + 24, ending(k, c3_1, r + k->y_block + 24));
    STORE(y + 32, ending(k, c4_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c4_1, r + k->y_block + 32));
}

/* 1x1 convolution, 80 -> 320 channels at 13x13.
 * x: its first tap's first pixel; w: [20][10][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_80_320_13x13(Line *team, const float *x, const float *w, const float *bias,
    float *y) {
    static const Conv sizes = { .in_blocks = 10, .x_block = 1352, .x_row = 104, .y_block = 1352,
        .y_row = 104 };
    SHARED(29, 20, 2)
        ITEMS(p, 0)
            for (int tx = share.tile; tx < share.end_tile; tx++) {
                const int column = tx * 5 + (tx < 24 ? tx : 24);
                const float *xt = x + column * 8;
                const float *wt = w + p * 1280;
                const float *bt = bias + p * 16;
                float *yt = y + p * 2704 + column * 8;
                if (tx < 24) {
                    tile_1x6x16_2(&sizes, xt, wt, bt, yt, yt);
                } else {
                    tile_1x5x16_2(&sizes, xt, wt, bt, yt, yt);
                }
            }
}

/* 1x1 convolution, 80 -> 320 channels at 13x13, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [20][10][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_80_320_13x13_add_relu(Line *team, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    static const Conv sizes = { .in_blocks = 10, .x_block = 1352, .x_row = 104, .y_block = 1352, .y_row = 104,
        .adds = 1, .relu = 1 };
    SHARED(29, 20, 2)
        ITEMS(p, 0)
            for (int tx = share.tile; tx < share.end_tile; tx++) {
                const int column = tx * 5 + (tx < 24 ? tx : 24);
                const float *xt = x + column * 8;
                const float *wt = w + p * 1280;
                const float *bt = bias + p * 16;
                const float *rt = r + p * 2704 + column * 8;
                float *yt = y + p * 2704 + column * 8;
                if (tx < 24) {
                    tile_1x6x16_2(&sizes, xt, wt, bt, rt, yt);
                } else {
                    tile_1x5x16_2(&sizes, xt, wt, bt, rt, yt);
                }
            }
}

/* 1 x 6 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x6x16_slices_relu(const Conv *k, int slice, int left, const float *x, const float *w,
    const float *bias, float *y) {
    const long gap1 = left > 1 ? 0 : 16;
    const long gap2 = left > 2 ? 0 : 16;
    const long gap3 = left > 3 ? 0 : 16;
    const long gap4 = left > 4 ? 0 : 16;
    const long gap5 = left > 5 ? 0 : 16;
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO, c5_0 = ZERO, c5_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
            c4_0 += w0 * p[32]; c4_1 += w1 * p[32];
            c5_0 += w0 * p[40]; c5_1 += w1 * p[40];
        }
    }
    if (slice == 0) {
        const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
        c0_0 += b0;
        c0_1 += b1;
        c1_0 += b0;
        c1_1 += b1;
        c2_0 += b0;
        c2_1 += b1;
        c3_0 += b0;
        c3_1 += b1;
        c4_0 += b0;
        c4_1 += b1;
        c5_0 += b0;
        c5_1 += b1;
    } else {
        c0_0 += LOAD(y);
        c0_1 += LOAD(y + k->y_block);
        c1_0 += LOAD(y + 8 + gap1);
        c1_1 += LOAD(y + k->y_block + 8 + gap1);
        c2_0 += LOAD(y + 16 + gap2);
        c2_1 += LOAD(y + k->y_block + 16 + gap2);
        c3_0 += LOAD(y + 24 + gap3);
        c3_1 += LOAD(y + k->y_block + 24 + gap3);
        c4_0 += LOAD(y + 32 + gap4);
        c4_1 += LOAD(y + k->y_block + 32 + gap4);
        c5_0 += LOAD(y + 40 + gap5);
        c5_1 += LOAD(y + k->y_block + 40 + gap5);
    }
    if (slice == 1) {
        c0_0 = relu(c0_0);
        c0_1 = relu(c0_1);
        c1_0 = relu(c1_0);
        c1_1 = relu(c1_1);
        c2_0 = relu(c2_0);
        c2_1 = relu(c2_1);
        c3_0 = relu(c3_0);
        c3_1 = relu(c3_1);
        c4_0 = relu(c4_0);
        c4_1 = relu(c4_1);
        c5_0 = relu(c5_0);
        c5_1 = relu(c5_1);
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 8 + gap1, c1_0); STORE(y + k->y_block + 8 + gap1, c1_1);
    STORE(y + 16 + gap2, c2_0); STORE(y + k->y_block + 16 + gap2, c2_1);
    STORE(y + 24 + gap3, c3_0); STORE(y + k->y_block + 24 + gap3, c3_1);
    STORE(y + 32 + gap4, c4_0); STORE(y + k->y_block + 32 + gap4, c4_1);
    STORE(y + 40 + gap5, c5_0); STORE(y + k->y_block + 40 + gap5, c5_1);
}

/* 1 x 5 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x5x16_slices_relu(const Conv *k, int slice, int left, const float *x, const float *w,
    const float *bias, float *y) {
    const long gap1 = left > 1 ? 0 : 16;
    const long gap2 = left > 2 ? 0 : 16;
    const long gap3 = left > 3 ? 0 : 16;
    const long gap4 = left > 4 ? 0 : 16;
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
            c4_0 += w0 * p[32]; c4_1 += w1 * p[32];
        }
    }
    if (slice == 0) {
        const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
        c0_0 += b0;
        c0_1 += b1;
        c1_0 += b0;
        c1_1 += b1;
        c2_0 += b0;
        c2_1 += b1;
        c3_0 += b0;
        c3_1 += b1;
        c4_0 += b0;
        c4_1 += b1;
    } else {
        c0_0 += LOAD(y);
        c0_1 += LOAD(y + k->y_block);
        c1_0 += LOAD(y + 8 + gap1);
        c1_1 += LOAD(y + k->y_block + 8 + gap1);
        c2_0 += LOAD(y + 16 + gap2);
        c2_1 += LOAD(y + k->y_block + 16 + gap2);
        c3_0 += LOAD(y + 24 + gap3);
        c3_1 += LOAD(y + k->y_block + 24 + gap3);
        c4_0 += LOAD(y + 32 + gap4);
        c4_1 += LOAD(y + k->y_block + 32 + gap4);
    }
    if (slice == 1) {
        c0_0 = relu(c0_0);
        c0_1 = relu(c0_1);
        c1_0 = relu(c1_0);
        c1_1 = relu(c1_1);
        c2_0 = relu(c2_0);
        c2_1 = relu(c2_1);
        c3_0 = relu(c3_0);
        c3_1 = relu(c3_1);
        c4_0 = relu(c4_0);
        c4_1 = relu(c4_1);
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 8 + gap1, c1_0); STORE(y + k->y_block + 8 + gap1, c1_1);
    STORE(y + 16 + gap2, c2_0); STORE(y + k->y_block + 16 + gap2, c2_1);
    STORE(y + 24 + gap3, c3_0); STORE(y + k->y_block + 24 + gap3, c3_1);
    STORE(y + 32 + gap4, c4_0); STORE(y + k->y_block + 32 + gap4, c4_1);
}

/* 1x1 convolution, 320 -> 80 channels at 13x13, then ReLU.
 * A slice of 160 input channels at a time, whose weights of a panel stay in the first cache; sums wait in y.
 * x: its first tap's first pixel; w: [5][40][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_320_80_13x13_relu(Line *team, const float *x, const float *w, const float *bias,
    float *y) {
    static const Conv sizes = { .in_blocks = 20, .x_block = 1352, .x_row = 104, .y_block = 1800, .y_row = 120,
        .relu = 1 };
    SHARED(29, 5, 2)
        for (int slice = share.round; slice < 2; slice++)
            ITEMS(p, slice)
                for (int tx = share.tile; tx < share.end_tile; tx++) {
                    const int column = tx * 5 + (tx < 24 ? tx : 24);
                    const int image_row = column / 13;
                    const int left = (image_row + 1) * 13 - column;
                    const float *xt = x + slice * 27040 + column * 8;
                    const float *wt = w + p * 5120 + slice * 2560;
                    const float *bt = bias + p * 16;
                    float *yt = y + p * 3600 + column * 8 + image_row * 16;
                    if (tx < 24) {
                        tile_1x6x16_slices_relu(&sizes, slice, left, xt, wt, bt, yt);
                    } else {
                        tile_1x5x16_slices_relu(&sizes, slice, left, xt, wt, bt, yt);
                    }
                }
}

/* B^T d B of 9 x 9 pixels of one block of channels; v: 81 planes. */
INLINE void input_f4s2(const Winograd *k, const float *x, float *v) {
    vec s[9][9];
    for (int j = 0; j < 9; j++, x += 8) {
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

/* A^T m A of one tile and block, and what is fused behind it; rows, columns: how many lie inside. */
INLINE void output_f4s2_relu(const Winograd *k, const float *m, const float *bias, float *y, int rows,
    int columns) {
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
    for (int i = 0; i < rows; i++, y += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5],
            d6 = s[i][6], d7 = s[i][7], d8 = s[i][8];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1 + d3 + d5;
        const vec y1 = t1 + 2.0f * d3 + d6;
        const vec y2 = s1 + 4.0f * d3 + d7;
        const vec y3 = t1 + 8.0f * d3 + d4 + d8;
        STORE(y, relu(y0 + b));
        if (columns > 1) STORE(y + 8, relu(y1 + b));
        if (columns > 2) STORE(y + 16, relu(y2 + b));
        if (columns > 3) STORE(y + 24, relu(y3 + b));
    }
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3s2_80_80_7x7_f4_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 10, .x_block = 32, .y_block = 32 };
    for (int n = 0; n < 81; n++) {
        const float *xt = x + n * 336;
        const float *wt = w + n * 1280;
        float *yt = y + n * 80;
        tile_1x4x16_products_2(&sizes, xt, wt, yt);
    }
}

/* 3x3 convolution, stride 2, by F(4,3), 80 -> 80 channels at 7x7, then ReLU.
 * x: its border's corner; w: [5][81][1][10][8][16]; y: its pixel (0, 0);
 * scratch: 33696 floats a thread. */
NOINLINE static void conv3x3s2_80_80_7x7_f4_relu(Line *team, const float *x, const float *w,
    const float *bias, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 120, .y_row = 56, .v_plane = 336, .m_plane = 80 };
    float *v = scratch + THREAD * 33696;
    const int rows = 2;
    for (int b = 0; b < 10; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 2; tx++)
                input_f4s2(&sizes, x + b * 1800 + ty * 960 + tx * 64, v + b * 32 + ty * 16 + tx * 8);
        }
    SHARED(1, 5, 1)
        ITEMS(g, 0) {
            float *m = v + 27216;
            conv3x3s2_80_80_7x7_f4_relu_products(v, w + g * 103680, m);
            for (int b = 0; b < 2; b++) {
                for (int ty = 0; ty < rows; ty++)
                    for (int tx = 0; tx < 2; tx++) {
                        const int down = 7 - ty * 4 < 4 ? 7 - ty * 4 : 4;
                        const int across = 7 - tx * 4 < 4 ? 7 - tx * 4 : 4;
                        output_f4s2_relu(&sizes, m + b * 32 + ty * 16 + tx * 8, bias + g * 16 + b * 8,
                            y + g * 784 + b * 392 + ty * 224 + tx * 32, down, across);
                    }
            }
        }
}

/* 1 x 6 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x6x16_slices(const Conv *k, int slice, const float *x, const float *w, const float *bias,
    float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO, c5_0 = ZERO, c5_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
            c4_0 += w0 * p[32]; c4_1 += w1 * p[32];
            c5_0 += w0 * p[40]; c5_1 += w1 * p[40];
        }
    }
    if (slice == 0) {
        const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
        c0_0 += b0;
        c0_1 += b1;
        c1_0 += b0;
        c1_1 += b1;
        c2_0 += b0;
        c2_1 += b1;
        c3_0 += b0;
        c3_1 += b1;
        c4_0 += b0;
        c4_1 += b1;
        c5_0 += b0;
        c5_1 += b1;
    } else {
        c0_0 += LOAD(y);
        c0_1 += LOAD(y + k->y_block);
        c1_0 += LOAD(y + 8);
        c1_1 += LOAD(y + k->y_block + 8);
        c2_0 += LOAD(y + 16);
        c2_1 += LOAD(y + k->y_block + 16);
        c3_0 += LOAD(y + 24);
        c3_1 += LOAD(y + k->y_block + 24);
        c4_0 += LOAD(y + 32);
        c4_1 += LOAD(y + k->y_block + 32);
        c5_0 += LOAD(y + 40);
        c5_1 += LOAD(y + k->y_block + 40);
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 8, c1_0); STORE(y + k->y_block + 8, c1_1);
    STORE(y + 16, c2_0); STORE(y + k->y_block + 16, c2_1);
    STORE(y + 24, c3_0); STORE(y + k->y_block + 24, c3_1);
    STORE(y + 32, c4_0); STORE(y + k->y_block + 32, c4_1);
    STORE(y + 40, c5_0); STORE(y + k->y_block + 40, c5_1);
}

/* 1 x 5 pixels, 16 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x5x16_slices(const Conv *k, int slice, const float *x, const float *w, const float *bias,
    float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 8; l++, p++, w += 16) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 8);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[8]; c1_1 += w1 * p[8];
            c2_0 += w0 * p[16]; c2_1 += w1 * p[16];
            c3_0 += w0 * p[24]; c3_1 += w1 * p[24];
            c4_0 += w0 * p[32]; c4_1 += w1 * p[32];
        }
    }
    if (slice == 0) {
        const vec b0 = LOAD(bias), b1 = LOAD(bias + 8);
        c0_0 += b0;
        c0_1 += b1;
        c1_0 += b0;
        c1_1 += b1;
        c2_0 += b0;
        c2_1 += b1;
        c3_0 += b0;
        c3_1 += b1;
        c4_0 += b0;
        c4_1 += b1;
    } else {
        c0_0 += LOAD(y);
        c0_1 += LOAD(y + k->y_block);
        c1_0 += LOAD(y + 8);
        c1_1 += LOAD(y + k->y_block + 8);
        c2_0 += LOAD(y + 16);
        c2_1 += LOAD(y + k->y_block + 16);
        c3_0 += LOAD(y + 24);
        c3_1 += LOAD(y + k->y_block + 24);
        c4_0 += LOAD(y + 32);
        c4_1 += LOAD(y + k->y_block + 32);
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 8, c1_0); STORE(y + k->y_block + 8, c1_1);
    STORE(y + 16, c2_0); STORE(y + k->y_block + 16, c2_1);
    STORE(y + 24, c3_0); STORE(y + k->y_block + 24, c3_1);
    STORE(y + 32, c4_0); STORE(y + k->y_block + 32, c4_1);
}

/* 1x1 convolution, stride 2, 320 -> 320 channels at 7x7.
 * A slice of 160 input channels at a time, whose weights of a panel stay in the first cache; sums wait in y.
 * x: its first tap's first pixel; w: [20][40][1][1][8][16]; y: its pixel (0, 0);
 * scratch: 7840 floats a thread. */
NOINLINE static void conv1x1s2_320_320_7x7(Line *team, const float *x, const float *w, const float *bias,
    float *y, float *scratch) {
    static const Conv sizes = { .in_blocks = 20, .x_block = 392, .y_block = 392, .y_row = 56 };
    float *const gathered = scratch + THREAD * 7840;
    SHARED(9, 20, 0)
        for (int slice = share.round; slice < 2; slice++) {
            const float *from = x + slice * 27040;
            const int first = share.tile * 5 + (share.tile < 4 ? share.tile : 4),
                end = share.end_tile * 5 + (share.end_tile < 4 ? share.end_tile : 4);
            for (int b = 0; b < 20; b++)
                for (int i = first; i < end; i++)
                    STORE(gathered + b * 392 + i * 8, LOAD(from + b * 1352 + i / 7 * 208 + i % 7 * 16));
            ITEMS(p, slice)
                for (int tx = share.tile; tx < share.end_tile; tx++) {
                    const int column = tx * 5 + (tx < 4 ? tx : 4);
                    const float *xt = gathered + column * 8;
                    const float *wt = w + p * 5120 + slice * 2560;
                    const float *bt = bias + p * 16;
                    float *yt = y + p * 784 + column * 8;
                    if (tx < 4) {
                        tile_1x6x16_slices(&sizes, slice, xt, wt, bt, yt);
                    } else {
                        tile_1x5x16_slices(&sizes, slice, xt, wt, bt, yt);
                    }
                }
        }
}

/* 1x1 convolution, 80 -> 320 channels at 7x7, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [20][10][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_80_320_7x7_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    static const Conv sizes = { .in_blocks = 10, .x_block = 392, .x_row = 56, .y_block = 392, .y_row = 56,
        .adds = 1, .relu = 1 };
    for (int p = 0; p < 20; p++)
        for (int tx = 0; tx < 9; tx++) {
            const int column = tx * 5 + (tx < 4 ? tx : 4);
            const float *xt = x + column * 8;
            const float *wt = w + p * 1280;
            const float *bt = bias + p * 16;
            const float *rt = r + p * 784 + column * 8;
            float *yt = y + p * 784 + column * 8;
            if (tx < 4) {
                tile_1x6x16_2(&sizes, xt, wt, bt, rt, yt);
            } else {
                tile_1x5x16_2(&sizes, xt, wt, bt, rt, yt);
            }
        }
}

#ifdef SLICES_BUNDLE_WEIGHTS /* the weights file becomes part of the program */
#ifndef SLICES_WEIGHTS_FILE
#define SLICES_WEIGHTS_FILE "slices_avx2.weights"
#endif
#ifdef __has_embed
#if __has_embed(SLICES_WEIGHTS_FILE) == 1 /* C23's, found beside this file */
#define SLICES_EMBEDS
#endif
#endif
#ifdef SLICES_EMBEDS
#ifdef __clang__
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif
const unsigned char slices_weights[4196864] __attribute__((aligned(64))) = {
#embed SLICES_WEIGHTS_FILE
};
#else
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl slices_weights\n"
        ".type slices_weights, @object\n"
        "slices_weights:\n"
        ".incbin \"" SLICES_WEIGHTS_FILE "\"\n"
        ".size slices_weights, . - slices_weights\n"
        ".popsection\n");
#endif
#endif

int slices_weights_check(const void *weights, size_t size) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return SLICES_BAD_ALIGNMENT;
    if (size != 4196864) return SLICES_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x44354454e534552ULL) return SLICES_BAD_MAGIC;
    if (header[1] != 0x6a292f9193a17ea6ULL) return SLICES_BAD_FINGERPRINT;
    if (header[2] != 4196864) return SLICES_BAD_SIZE;
    for (size_t i = 32; i < 4196864; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? SLICES_OK : SLICES_BAD_CHECKSUM;
}

int slices_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_inner = 16, conv1_w = 16, conv1_b = 4336, conv1_at = 54080,
    layer1_0_conv1_w = 4416, layer1_0_conv1_b = 10816, layer1_0_conv1_inner = 128, layer1_0_conv2_w = 10896,
        layer1_0_conv2_b = 324496, layer1_0_conv2_at = 67600, layer1_0_downsample_0_w = 324576,
        layer1_0_downsample_0_b = 350176, layer1_0_conv3_w = 350496, layer1_0_conv3_b = 376096,
    layer2_0_conv1_w = 376416, layer2_0_conv1_b = 402016, layer2_0_conv1_at = 54080,
        layer2_0_conv1_inner = 128, layer2_0_conv2_w = 402096, layer2_0_conv2_b = 920496,
        layer2_0_conv2_at = 73360, layer2_0_downsample_0_w = 920576, layer2_0_downsample_0_b = 1022976,
        layer2_0_downsample_0_at = 54080, layer2_0_conv3_w = 1023296, layer2_0_conv3_b = 1048896,
        layer2_0_conv3_at = 54080,
};

#ifdef SLICES_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 81136 + SLICES_MAX_THREADS * 43920)
#define TRACE(layer, nchw, value, images, channels, height, width, ...) \
    ALONE (nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \
     slices_trace(layer, COPY, images, channels, height, width)); WAIT(memory)
#elif defined SLICES_PROFILE
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ALONE slices_profile(layer)
#else
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)
#endif
/* Behind a layer that others wait for. */
#define DONE(...) WAIT(memory); TRACE(__VA_ARGS__)
#define SCRATCH (memory + 81120)

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 13x13 */
    float *const padded_input = memory; /* [3][15][15][1] */
    ALONE zero_border(padded_input, 1, 3, 13, 13, 1, 1, 80);
    copy_input(LINES(memory), input, padded_input, 1, 3, 13, 13, 1, 80);
    DONE("input", to_nchw, padded_input, 1, 3, 13, 13, 1, 1, 80);

    /* conv1: 3x3 3->80 at 13x13, ReLU, winograd-rows 1x4x16, 0.73 MFLOP */
    float *const conv1 = memory + conv1_at; /* [10][13][13][8] */
    ALONE conv3x3_3_80_13x13_rows_relu(padded_input, weights + conv1_w, weights + conv1_b, conv1, SCRATCH);
    DONE("conv1", to_nchw, conv1, 1, 80, 13, 13, 0, 8, 0);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    float *const conv1 = memory + conv1_at; /* [10][13][13][8] */

    /* layer1.0.conv1: 1x1 80->80 at 13x13, ReLU, direct 1x6x16, 2.16 MFLOP */
    float *const layer1_0_conv1 = memory; /* [10][15][15][8] */
    ALONE zero_border(layer1_0_conv1, 1, 10, 13, 13, 1, 8, 640);
    ALONE conv1x1_80_80_13x13_relu(conv1, weights + layer1_0_conv1_w, weights + layer1_0_conv1_b,
        layer1_0_conv1 + layer1_0_conv1_inner);
    DONE("layer1.0.conv1", to_nchw, layer1_0_conv1, 1, 80, 13, 13, 1, 8, 640);

    /* layer1.0.conv2: 3x3 80->80 at 13x13, ReLU, winograd-F(5,3) 1x5x16, 19.5 MFLOP */
    float *const layer1_0_conv2 = memory + layer1_0_conv2_at; /* [10][13][13][8] */
    conv3x3_80_80_13x13_f5_relu(LINES(memory), layer1_0_conv1, weights + layer1_0_conv2_w,
        weights + layer1_0_conv2_b, layer1_0_conv2, SCRATCH);
    DONE("layer1.0.conv2", to_nchw, layer1_0_conv2, 1, 80, 13, 13, 0, 8, 0);

    /* layer1.0.downsample.0: 1x1 80->320 at 13x13, direct 1x6x16, 8.65 MFLOP */
    float *const layer1_0_downsample_0 = memory; /* [40][13][13][8] */
    conv1x1_80_320_13x13(LINES(memory), conv1, weights + layer1_0_downsample_0_w,
        weights + layer1_0_downsample_0_b, layer1_0_downsample_0);
    DONE("layer1.0.downsample.0", to_nchw, layer1_0_downsample_0, 1, 320, 13, 13, 0, 8, 0);

    /* layer1.0.conv3: 1x1 80->320 at 13x13, plus layer1.0.downsample.0, ReLU, direct 1x6x16, 8.65 MFLOP */
    float *const layer1_0_conv3 = memory; /* [40][13][13][8], in place of layer1.0.downsample.0 */
    conv1x1_80_320_13x13_add_relu(LINES(memory), layer1_0_conv2, weights + layer1_0_conv3_w,
        weights + layer1_0_conv3_b, layer1_0_downsample_0, layer1_0_conv3);
    DONE("layer1.0.conv3", to_nchw, layer1_0_conv3, 1, 320, 13, 13, 0, 8, 0);
}

NOINLINE static void layer2(const float *weights, float *memory, float *output) {
    float *const layer1_0_conv3 = memory; /* [40][13][13][8], in place of layer1.0.downsample.0 */

    /* layer2.0.conv1: 1x1 320->80 at 13x13, ReLU, direct 1x6x16, 8.65 MFLOP */
    float *const layer2_0_conv1 = memory + layer2_0_conv1_at; /* [10][15][15][8] */
    ALONE zero_border(layer2_0_conv1, 1, 10, 13, 13, 1, 8, 1280);
    conv1x1_320_80_13x13_relu(LINES(memory), layer1_0_conv3, weights + layer2_0_conv1_w,
        weights + layer2_0_conv1_b, layer2_0_conv1 + layer2_0_conv1_inner);
    DONE("layer2.0.conv1", to_nchw, layer2_0_conv1, 1, 80, 13, 13, 1, 8, 1280);

    /* layer2.0.conv2: 3x3 stride 2 80->80 at 7x7, ReLU, winograd-F(4,3) 1x4x16, 5.64 MFLOP */
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [10][7][7][8] */
    conv3x3s2_80_80_7x7_f4_relu(LINES(memory), layer2_0_conv1, weights + layer2_0_conv2_w,
        weights + layer2_0_conv2_b, layer2_0_conv2, SCRATCH);
    DONE("layer2.0.conv2", to_nchw, layer2_0_conv2, 1, 80, 7, 7, 0, 8, 0);

    /* layer2.0.downsample.0: 1x1 stride 2 320->320 at 7x7, direct 1x6x16, 10 MFLOP */
    float *const layer2_0_downsample_0 = memory + layer2_0_downsample_0_at; /* [40][7][7][8] */
    conv1x1s2_320_320_7x7(LINES(memory), layer1_0_conv3, weights + layer2_0_downsample_0_w,
        weights + layer2_0_downsample_0_b, layer2_0_downsample_0, SCRATCH);
    DONE("layer2.0.downsample.0", to_nchw, layer2_0_downsample_0, 1, 320, 7, 7, 0, 8, 0);

    /* layer2.0.conv3: 1x1 80->320 at 7x7, plus layer2.0.downsample.0, ReLU, direct 1x6x16, 2.51 MFLOP */
    float *const layer2_0_conv3 = memory + layer2_0_conv3_at; /* [40][7][7][8],
        in place of layer2.0.downsample.0 */
    ALONE conv1x1_80_320_7x7_add_relu(layer2_0_conv2, weights + layer2_0_conv3_w, weights + layer2_0_conv3_b,
        layer2_0_downsample_0, layer2_0_conv3);
    TRACE("layer2.0.conv3", to_nchw, layer2_0_conv3, 1, 320, 7, 7, 0, 8, 0);

    /* output layer2: 320 channels at 7x7 */
    ALONE to_nchw(layer2_0_conv3, output, 1, 320, 7, 7, 0, 8, 0);
    WAIT(memory);
}

void slices_run(const void *weights, void *workspace, const float *input, float *output) {
#if defined __GNUC__ && !defined __TINYC__ && !defined NDEBUG /* as the header asks */
    if ((size_t)workspace % 64) __builtin_trap();
    if ((size_t)weights % 64) __builtin_trap();
    if ((size_t)input % 4 || (size_t)output % 4) __builtin_trap();
#endif
    TEAM(workspace) {
        stem(weights, workspace, input);
        layer1(weights, workspace);
        layer2(weights, workspace, output);
    }
}
