/* groups: a residual network, compiled to C by resnetc 0.1.0 from groups.json.
 *
 *   options     --target avx2
 *   parameters  185152
 *   work        27.2 MFLOP an image
 *   weights     740800 bytes, fingerprint 0fd0df081dea5621
 *   workspace   357632 bytes
 *   compile     cc -std=gnu11 -O2 -mavx2 -mfma -c; for threads -fopenmp -DGROUPS_MAX_THREADS=2
 *
 * Layers:
 *   input: 3 channels at 14x14
 *   conv1: 3x3 3->64 at 14x14, ReLU, winograd-rows 1x4x16, 0.677 MFLOP
 *   layer1.0.conv1: 1x1 64->16 at 14x14, ReLU, direct 1x6x16, 0.401 MFLOP
 *   layer1.0.conv2: 3x3 in 4 groups 16->16 at 14x14, ReLU, direct 2x5x8, 0.226 MFLOP
 *   layer1.0.downsample.0: 1x1 64->256 at 14x14, direct 1x6x16, 6.42 MFLOP
 *   layer1.0.conv3: 1x1 16->256 at 14x14, plus layer1.0.downsample.0, ReLU, direct 1x6x16, 1.61 MFLOP
 *   layer2.0.conv1: 1x1 256->32 at 14x14, ReLU, direct 1x6x16, 3.21 MFLOP
 *   layer2.0.conv2: 3x3 stride 2 in 4 groups 32->32 at 7x7, ReLU, direct 1x7x8, 0.226 MFLOP
 *   layer2.0.downsample.0: 1x1 stride 2 256->512 at 7x7, direct 1x6x16, 12.8 MFLOP
 *   layer2.0.conv3: 1x1 32->512 at 7x7, plus layer2.0.downsample.0, ReLU, direct 1x6x16, 1.61 MFLOP
 *   output layer2: 512 channels at 7x7
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
enum { GROUPS_OK, GROUPS_BAD_SIZE, GROUPS_BAD_MAGIC, GROUPS_BAD_FINGERPRINT, GROUPS_BAD_CHECKSUM,
    GROUPS_BAD_ALIGNMENT };
#ifndef GROUPS_MAX_THREADS
#define GROUPS_MAX_THREADS 1
#elif GROUPS_MAX_THREADS < 1
#error GROUPS_MAX_THREADS must be 1 or more
#endif
#else
#include <stddef.h>
#include <string.h>

#include "groups_avx2.h"
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

#define LINES(workspace) ((Line *)((char *)(workspace) + 307328 + GROUPS_MAX_THREADS * 50176UL))

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
#define THREADS GROUPS_MAX_THREADS
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
    int tap_row; /* from a tap to the one below */
    int y_block; /* from a block of channels to the next */
    int y_row; /* from a pixel to the one below */
    int adds; /* whether r is added */
    int relu; /* whether ReLU follows */
} Conv;

/* Rectified linear unit (Nair, Hinton 2010). NaN, which is not below zero, stays NaN. */
static inline vec relu(vec v) {
    return MAXIMUM(ZERO, v);
}

/* What follows a tile's sum: the residual where one is added, then the activation. */
INLINE vec ending(const Conv *k, vec sum, const float *r) {
    if (k->adds) sum += LOAD(r);
    return k->relu ? relu(sum) : sum;
}

#define ROTATE4_0(v) (v)
#define ROTATE4_1(v) __builtin_shufflevector(v, v, 1, 2, 3, 0, 5, 6, 7, 4)
#define ROTATE4_2(v) __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5)
#define ROTATE4_3(v) __builtin_shufflevector(v, v, 3, 0, 1, 2, 7, 4, 5, 6)

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
static inline void conv3x3_3_64_14x14_rows_relu_input(const float *x, float *v) {
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
static inline void conv3x3_3_64_14x14_rows_relu_output(const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    for (int t = 0; t < 4; t++, m += 8, y += 32) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 528), d2 = LOAD(m + 1056), d3 = LOAD(m + 1584),
            d4 = LOAD(m + 2112), d5 = LOAD(m + 2640);
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        STORE(y, relu(y0 + b));
        if (t * 4 + 1 < 14) STORE(y + 8, relu(y1 + b));
        if (t * 4 + 2 < 14) STORE(y + 16, relu(y2 + b));
        if (t * 4 + 3 < 14) STORE(y + 24, relu(y3 + b));
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
NOINLINE static void conv3x3_3_64_14x14_rows_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 9, .x_block = 4, .x_row = 12, .y_block = 64, .y_row = 32 };
    for (int n = 0; n < 6; n++)
        for (int p = 0; p < 4; p++)
            for (int ty = 0; ty < 2; ty++) {
                const float *xt = x + n * 64 + ty * 12;
                const float *wt = w + n * 576 + p * 144;
                float *yt = y + n * 528 + p * 128 + ty * 32;
                tile_1x4x16_products(&sizes, xt, wt, yt);
            }
}

/* 3x3 convolution, stride 1, 3 -> 64 channels at 14x14, by F(4,3) along its rows, then ReLU.
 * x: its border's corner; w: [6][4][9][16]; y: its pixel (0, 0);
 * scratch: 3552 floats a thread. */
NOINLINE static void conv3x3_3_64_14x14_rows_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    for (int s = 0; s < 7; s++) {
        float *v = scratch;
        float *m = v + 384;
        const int first = s;
        const int end = s + 1;
        const float *xs = x + first * 32;
        for (int i = 0; i < (end - first) * 2 + 2; i++) {
            for (int c = 0; c < 3; c++) {
                conv3x3_3_64_14x14_rows_relu_input(xs + i * 16 + c * 256, v + i * 12 + c * 4);
            }
        }
        for (int q = first; q < end; q++) {
            conv3x3_3_64_14x14_rows_relu_products(v + (q - first) * 24, w, m);
            for (int r = 0; r < 2; r++) {
                const int row = 2 * q + r;
                for (int b = 0; b < 8; b++) {
                    conv3x3_3_64_14x14_rows_relu_output(m + b * 64 + r * 32, bias + b * 8,
                        y + b * 1568 + row * 112);
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

/* 1x1 convolution, 64 -> 16 channels at 14x14, then ReLU.
 * x: its first tap's first pixel; w: [1][8][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_64_16_14x14_relu(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 8, .x_block = 1568, .x_row = 112, .tap_row = 112,
        .y_block = 2048, .y_row = 128, .relu = 1 };
    for (int tx = 0; tx < 33; tx++) {
        const int column = tx * 5 + (tx < 31 ? tx : 31);
        const int image_row = column / 14;
        const int left = (image_row + 1) * 14 - column;
        const float *xt = x + column * 8;
        const float *wt = w;
        const float *bt = bias;
        float *yt = y + column * 8 + image_row * 16;
        if (tx < 31) {
            tile_1x6x16(&sizes, left, xt, wt, bt, yt, yt);
        } else {
            tile_1x5x16(&sizes, left, xt, wt, bt, yt, yt);
        }
    }
}

/* 2 x 5 pixels, 8 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x5x8_3x3_groups4(const Conv *k, const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0, c8_0 = b0,
        c9_0 = b0;
    for (int i = 0; i < 3; i++) {
        const float *p = x + i * k->tap_row;
        {
            const vec w0 = LOAD(w), w1 = LOAD(w + 32), w2 = LOAD(w + 64);
            {
                const vec x0 = ROTATE4_0(LOAD(p));
                c0_0 += w0 * x0;
                const vec x1 = ROTATE4_0(LOAD(p + 8));
                c1_0 += w0 * x1; c0_0 += w1 * x1;
                const vec x2 = ROTATE4_0(LOAD(p + 16));
                c2_0 += w0 * x2; c1_0 += w1 * x2; c0_0 += w2 * x2;
                const vec x3 = ROTATE4_0(LOAD(p + 24));
                c3_0 += w0 * x3; c2_0 += w1 * x3; c1_0 += w2 * x3;
                const vec x4 = ROTATE4_0(LOAD(p + 32));
                c4_0 += w0 * x4; c3_0 += w1 * x4; c2_0 += w2 * x4;
                const vec x5 = ROTATE4_0(LOAD(p + 40));
                c4_0 += w1 * x5; c3_0 += w2 * x5;
                const vec x6 = ROTATE4_0(LOAD(p + 48));
                c4_0 += w2 * x6;
            }
            {
                const vec x0 = ROTATE4_0(LOAD(p + k->x_row));
                c5_0 += w0 * x0;
                const vec x1 = ROTATE4_0(LOAD(p + k->x_row + 8));
                c6_0 += w0 * x1; c5_0 += w1 * x1;
                const vec x2 = ROTATE4_0(LOAD(p + k->x_row + 16));
                c7_0 += w0 * x2; c6_0 += w1 * x2; c5_0 += w2 * x2;
                const vec x3 = ROTATE4_0(LOAD(p + k->x_row + 24));
                c8_0 += w0 * x3; c7_0 += w1 * x3; c6_0 += w2 * x3;
                const vec x4 = ROTATE4_0(LOAD(p + k->x_row + 32));
                c9_0 += w0 * x4; c8_0 += w1 * x4; c7_0 += w2 * x4;
                const vec x5 = ROTATE4_0(LOAD(p + k->x_row + 40));
                c9_0 += w1 * x5; c8_0 += w2 * x5;
                const vec x6 = ROTATE4_0(LOAD(p + k->x_row + 48));
                c9_0 += w2 * x6;
            }
        }
        {
            const vec w0 = LOAD(w + 8), w1 = LOAD(w + 40), w2 = LOAD(w + 72);
            {
                const vec x0 = ROTATE4_1(LOAD(p));
                c0_0 += w0 * x0;
                const vec x1 = ROTATE4_1(LOAD(p + 8));
                c1_0 += w0 * x1; c0_0 += w1 * x1;
                const vec x2 = ROTATE4_1(LOAD(p + 16));
                c2_0 += w0 * x2; c1_0 += w1 * x2; c0_0 += w2 * x2;
                const vec x3 = ROTATE4_1(LOAD(p + 24));
                c3_0 += w0 * x3; c2_0 += w1 * x3; c1_0 += w2 * x3;
                const vec x4 = ROTATE4_1(LOAD(p + 32));
                c4_0 += w0 * x4; c3_0 += w1 * x4; c2_0 += w2 * x4;
                const vec x5 = ROTATE4_1(LOAD(p + 40));
                c4_0 += w1 * x5; c3_0 += w2 * x5;
                const vec x6 = ROTATE4_1(LOAD(p + 48));
                c4_0 += w2 * x6;
            }
            {
                const vec x0 = ROTATE4_1(LOAD(p + k->x_row));
                c5_0 += w0 * x0;
                const vec x1 = ROTATE4_1(LOAD(p + k->x_row + 8));
                c6_0 += w0 * x1; c5_0 += w1 * x1;
                const vec x2 = ROTATE4_1(LOAD(p + k->x_row + 16));
                c7_0 += w0 * x2; c6_0 += w1 * x2; c5_0 += w2 * x2;
                const vec x3 = ROTATE4_1(LOAD(p + k->x_row + 24));
                c8_0 += w0 * x3; c7_0 += w1 * x3; c6_0 += w2 * x3;
                const vec x4 = ROTATE4_1(LOAD(p + k->x_row + 32));
                c9_0 += w0 * x4; c8_0 += w1 * x4; c7_0 += w2 * x4;
                const vec x5 = ROTATE4_1(LOAD(p + k->x_row + 40));
                c9_0 += w1 * x5; c8_0 += w2 * x5;
                const vec x6 = ROTATE4_1(LOAD(p + k->x_row + 48));
                c9_0 += w2 * x6;
            }
        }
        {
            const vec w0 = LOAD(w + 16), w1 = LOAD(w + 48), w2 = LOAD(w + 80);
            {
                const vec x0 = ROTATE4_2(LOAD(p));
                c0_0 += w0 * x0;
                const vec x1 = ROTATE4_2(LOAD(p + 8));
                c1_0 += w0 * x1; c0_0 += w1 * x1;
                const vec x2 = ROTATE4_2(LOAD(p + 16));
                c2_0 += w0 * x2; c1_0 += w1 * x2; c0_0 += w2 * x2;
                const vec x3 = ROTATE4_2(LOAD(p + 24));
                c3_0 += w0 * x3; c2_0 += w1 * x3; c1_0 += w2 * x3;
                const vec x4 = ROTATE4_2(LOAD(p + 32));
                c4_0 += w0 * x4; c3_0 += w1 * x4; c2_0 += w2 * x4;
                const vec x5 = ROTATE4_2(LOAD(p + 40));
                c4_0 += w1 * x5; c3_0 += w2 * x5;
                const vec x6 = ROTATE4_2(LOAD(p + 48));
                c4_0 += w2 * x6;
            }
            {
                const vec x0 = ROTATE4_2(LOAD(p + k->x_row));
                c5_0 += w0 * x0;
                const vec x1 = ROTATE4_2(LOAD(p + k->x_row + 8));
                c6_0 += w0 * x1; c5_0 += w1 * x1;
                const vec x2 = ROTATE4_2(LOAD(p + k->x_row + 16));
                c7_0 += w0 * x2; c6_0 += w1 * x2; c5_0 += w2 * x2;
                const vec x3 = ROTATE4_2(LOAD(p + k->x_row + 24));
                c8_0 += w0 * x3; c7_0 += w1 * x3; c6_0 += w2 * x3;
                const vec x4 = ROTATE4_2(LOAD(p + k->x_row + 32));
                c9_0 += w0 * x4; c8_0 += w1 * x4; c7_0 += w2 * x4;
                const vec x5 = ROTATE4_2(LOAD(p + k->x_row + 40));
                c9_0 += w1 * x5; c8_0 += w2 * x5;
                const vec x6 = ROTATE4_2(LOAD(p + k->x_row + 48));
                c9_0 += w2 * x6;
            }
        }
        {
            const vec w0 = LOAD(w + 24), w1 = LOAD(w + 56), w2 = LOAD(w + 88);
            {
                const vec x0 = ROTATE4_3(LOAD(p));
                c0_0 += w0 * x0;
                const vec x1 = ROTATE4_3(LOAD(p + 8));
                c1_0 += w0 * x1; c0_0 += w1 * x1;
                const vec x2 = ROTATE4_3(LOAD(p + 16));
                c2_0 += w0 * x2; c1_0 += w1 * x2; c0_0 += w2 * x2;
                const vec x3 = ROTATE4_3(LOAD(p + 24));
                c3_0 += w0 * x3; c2_0 += w1 * x3; c1_0 += w2 * x3;
                const vec x4 = ROTATE4_3(LOAD(p + 32));
                c4_0 += w0 * x4; c3_0 += w1 * x4; c2_0 += w2 * x4;
                const vec x5 = ROTATE4_3(LOAD(p + 40));
                c4_0 += w1 * x5; c3_0 += w2 * x5;
                const vec x6 = ROTATE4_3(LOAD(p + 48));
                c4_0 += w2 * x6;
            }
            {
                const vec x0 = ROTATE4_3(LOAD(p + k->x_row));
                c5_0 += w0 * x0;
                const vec x1 = ROTATE4_3(LOAD(p + k->x_row + 8));
                c6_0 += w0 * x1; c5_0 += w1 * x1;
                const vec x2 = ROTATE4_3(LOAD(p + k->x_row + 16));
                c7_0 += w0 * x2; c6_0 += w1 * x2; c5_0 += w2 * x2;
                const vec x3 = ROTATE4_3(LOAD(p + k->x_row + 24));
                c8_0 += w0 * x3; c7_0 += w1 * x3; c6_0 += w2 * x3;
                const vec x4 = ROTATE4_3(LOAD(p + k->x_row + 32));
                c9_0 += w0 * x4; c8_0 += w1 * x4; c7_0 += w2 * x4;
                const vec x5 = ROTATE4_3(LOAD(p + k->x_row + 40));
                c9_0 += w1 * x5; c8_0 += w2 * x5;
                const vec x6 = ROTATE4_3(LOAD(p + k->x_row + 48));
                c9_0 += w2 * x6;
            }
        }
        w += 96;
    }
    STORE(y, ending(k, c0_0, r));
    STORE(y + 8, ending(k, c1_0, r + 8));
    STORE(y + 16, ending(k, c2_0, r + 16));
    STORE(y + 24, ending(k, c3_0, r + 24));
    STORE(y + 32, ending(k, c4_0, r + 32));
    STORE(y + k->y_row, ending(k, c5_0, r + k->y_row));
    STORE(y + k->y_row + 8, ending(k, c6_0, r + k->y_row + 8));
    STORE(y + k->y_row + 16, ending(k, c7_0, r + k->y_row + 16));
    STORE(y + k->y_row + 24, ending(k, c8_0, r + k->y_row + 24));
    STORE(y + k->y_row + 32, ending(k, c9_0, r + k->y_row + 32));
}

/* 2 x 4 pixels, 8 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x4x8_3x3_groups4(const Conv *k, const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0, c7_0 = b0;
    for (int i = 0; i < 3; i++) {
        const float *p = x + i * k->tap_row;
        {
            const vec w0 = LOAD(w), w1 = LOAD(w + 32), w2 = LOAD(w + 64);
            {
                const vec x0 = ROTATE4_0(LOAD(p));
                c0_0 += w0 * x0;
                const vec x1 = ROTATE4_0(LOAD(p + 8));
                c1_0 += w0 * x1; c0_0 += w1 * x1;
                const vec x2 = ROTATE4_0(LOAD(p + 16));
                c2_0 += w0 * x2; c1_0 += w1 * x2; c0_0 += w2 * x2;
                const vec x3 = ROTATE4_0(LOAD(p + 24));
                c3_0 += w0 * x3; c2_0 += w1 * x3; c1_0 += w2 * x3;
                const vec x4 = ROTATE4_0(LOAD(p + 32));
                c3_0 += w1 * x4; c2_0 += w2 * x4;
                const vec x5 = ROTATE4_0(LOAD(p + 40));
                c3_0 += w2 * x5;
            }
            {
                const vec x0 = ROTATE4_0(LOAD(p + k->x_row));
                c4_0 += w0 * x0;
                const vec x1 = ROTATE4_0(LOAD(p + k->x_row + 8));
                c5_0 += w0 * x1; c4_0 += w1 * x1;
                const vec x2 = ROTATE4_0(LOAD(p + k->x_row + 16));
                c6_0 += w0 * x2; c5_0 += w1 * x2; c4_0 += w2 * x2;
                const vec x3 = ROTATE4_0(LOAD(p + k->x_row + 24));
                c7_0 += w0 * x3; c6_0 += w1 * x3; c5_0 += w2 * x3;
                const vec x4 = ROTATE4_0(LOAD(p + k->x_row + 32));
                c7_0 += w1 * x4; c6_0 += w2 * x4;
                const vec x5 = ROTATE4_0(LOAD(p + k->x_row + 40));
                c7_0 += w2 * x5;
            }
        }
        {
            const vec w0 = LOAD(w + 8), w1 = LOAD(w + 40), w2 = LOAD(w + 72);
            {
                const vec x0 = ROTATE4_1(LOAD(p));
                c0_0 += w0 * x0;
                const vec x1 = ROTATE4_1(LOAD(p + 8));
                c1_0 += w0 * x1; c0_0 += w1 * x1;
                const vec x2 = ROTATE4_1(LOAD(p + 16));
                c2_0 += w0 * x2; c1_0 += w1 * x2; c0_0 += w2 * x2;
                const vec x3 = ROTATE4_1(LOAD(p + 24));
                c3_0 += w0 * x3; c2_0 += w1 * x3; c1_0 += w2 * x3;
                const vec x4 = ROTATE4_1(LOAD(p + 32));
                c3_0 += w1 * x4; c2_0 += w2 * x4;
                const vec x5 = ROTATE4_1(LOAD(p + 40));
                c3_0 += w2 * x5;
            }
            {
                const vec x0 = ROTATE4_1(LOAD(p + k->x_row));
                c4_0 += w0 * x0;
                const vec x1 = ROTATE4_1(LOAD(p + k->x_row + 8));
                c5_0 += w0 * x1; c4_0 += w1 * x1;
                const vec x2 = ROTATE4_1(LOAD(p + k->x_row + 16));
                c6_0 += w0 * x2; c5_0 += w1 * x2; c4_0 += w2 * x2;
                const vec x3 = ROTATE4_1(LOAD(p + k->x_row + 24));
                c7_0 += w0 * x3; c6_0 += w1 * x3; c5_0 += w2 * x3;
                const vec x4 = ROTATE4_1(LOAD(p + k->x_row + 32));
                c7_0 += w1 * x4; c6_0 += w2 * x4;
                const vec x5 = ROTATE4_1(LOAD(p + k->x_row + 40));
                c7_0 += w2 * x5;
            }
        }
        {
            const vec w0 = LOAD(w + 16), w1 = LOAD(w + 48), w2 = LOAD(w + 80);
            {
                const vec x0 = ROTATE4_2(LOAD(p));
                c0_0 += w0 * x0;
                const vec x1 = ROTATE4_2(LOAD(p + 8));
                c1_0 += w0 * x1; c0_0 += w1 * x1;
                const vec x2 = ROTATE4_2(LOAD(p + 16));
                c2_0 += w0 * x2; c1_0 += w1 * x2; c0_0 += w2 * x2;
                const vec x3 = ROTATE4_2(LOAD(p + 24));
                c3_0 += w0 * x3; c2_0 += w1 * x3; c1_0 += w2 * x3;
                const vec x4 = ROTATE4_2(LOAD(p + 32));
                c3_0 += w1 * x4; c2_0 += w2 * x4;
                const vec x5 = ROTATE4_2(LOAD(p + 40));
                c3_0 += w2 * x5;
            }
            {
                const vec x0 = ROTATE4_2(LOAD(p + k->x_row));
                c4_0 += w0 * x0;
                const vec x1 = ROTATE4_2(LOAD(p + k->x_row + 8));
                c5_0 += w0 * x1; c4_0 += w1 * x1;
                const vec x2 = ROTATE4_2(LOAD(p + k->x_row + 16));
                c6_0 += w0 * x2; c5_0 += w1 * x2; c4_0 += w2 * x2;
                const vec x3 = ROTATE4_2(LOAD(p + k->x_row + 24));
                c7_0 += w0 * x3; c6_0 += w1 * x3; c5_0 += w2 * x3;
                const vec x4 = ROTATE4_2(LOAD(p + k->x_row + 32));
                c7_0 += w1 * x4; c6_0 += w2 * x4;
                const vec x5 = ROTATE4_2(LOAD(p + k->x_row + 40));
                c7_0 += w2 * x5;
            }
        }
        {
            const vec w0 = LOAD(w + 24), w1 = LOAD(w + 56), w2 = LOAD(w + 88);
            {
                const vec x0 = ROTATE4_3(LOAD(p));
                c0_0 += w0 * x0;
                const vec x1 = ROTATE4_3(LOAD(p + 8));
                c1_0 += w0 * x1; c0_0 += w1 * x1;
                const vec x2 = ROTATE4_3(LOAD(p + 16));
                c2_0 += w0 * x2; c1_0 += w1 * x2; c0_0 += w2 * x2;
                const vec x3 = ROTATE4_3(LOAD(p + 24));
                c3_0 += w0 * x3; c2_0 += w1 * x3; c1_0 += w2 * x3;
                const vec x4 = ROTATE4_3(LOAD(p + 32));
                c3_0 += w1 * x4; c2_0 += w2 * x4;
                const vec x5 = ROTATE4_3(LOAD(p + 40));
                c3_0 += w2 * x5;
            }
            {
                const vec x0 = ROTATE4_3(LOAD(p + k->x_row));
                c4_0 += w0 * x0;
                const vec x1 = ROTATE4_3(LOAD(p + k->x_row + 8));
                c5_0 += w0 * x1; c4_0 += w1 * x1;
                const vec x2 = ROTATE4_3(LOAD(p + k->x_row + 16));
                c6_0 += w0 * x2; c5_0 += w1 * x2; c4_0 += w2 * x2;
                const vec x3 = ROTATE4_3(LOAD(p + k->x_row + 24));
                c7_0 += w0 * x3; c6_0 += w1 * x3; c5_0 += w2 * x3;
                const vec x4 = ROTATE4_3(LOAD(p + k->x_row + 32));
                c7_0 += w1 * x4; c6_0 += w2 * x4;
                const vec x5 = ROTATE4_3(LOAD(p + k->x_row + 40));
                c7_0 += w2 * x5;
            }
        }
        w += 96;
    }
    STORE(y, ending(k, c0_0, r));
    STORE(y + 8, ending(k, c1_0, r + 8));
    STORE(y + 16, ending(k, c2_0, r + 16));
    STORE(y + 24, ending(k, c3_0, r + 24));
    STORE(y + k->y_row, ending(k, c4_0, r + k->y_row));
    STORE(y + k->y_row + 8, ending(k, c5_0, r + k->y_row + 8));
    STORE(y + k->y_row + 16, ending(k, c6_0, r + k->y_row + 16));
    STORE(y + k->y_row + 24, ending(k, c7_0, r + k->y_row + 24));
}

/* 3x3 convolution, 4 groups, 16 -> 16 channels at 14x14, then ReLU.
 * x: its first tap's first pixel; w: [2][1][3][3][4][8]; y: its pixel (0, 0). */
NOINLINE static void conv3x3g4_16_16_14x14_relu(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 2048, .x_row = 128, .tap_row = 128,
        .y_block = 1568, .y_row = 112, .relu = 1 };
    static const int first_block[] = { 0, 1 };
    for (int p = 0; p < 2; p++)
        for (int ty = 0; ty < 7; ty++)
            for (int tx = 0; tx < 3; tx++) {
                const int row = ty * 2;
                const int column = tx * 4 + (tx < 2 ? tx : 2);
                const float *xt = x + first_block[p] * 2048 + row * 128 + column * 8;
                const float *wt = w + p * 288;
                const float *bt = bias + p * 8;
                float *yt = y + p * 1568 + row * 112 + column * 8;
                if (tx < 2) {
                    tile_2x5x8_3x3_groups4(&sizes, xt, wt, bt, yt, yt);
                } else {
                    tile_2x4x8_3x3_groups4(&sizes, xt, wt, bt, yt, yt);
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

/* 1x1 convolution, 64 -> 256 channels at 14x14.
 * x: its first tap's first pixel; w: [16][8][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_64_256_14x14(Line *team, const float *x, const float *w, const float *bias,
    float *y) {
    static const Conv sizes = { .in_blocks = 8, .x_block = 1568, .x_row = 112, .tap_row = 112,
        .y_block = 1568, .y_row = 112 };
    SHARED(33, 16, 3)
        ITEMS(p, 0)
            for (int tx = share.tile; tx < share.end_tile; tx++) {
                const int column = tx * 5 + (tx < 31 ? tx : 31);
                const float *xt = x + column * 8;
                const float *wt = w + p * 1024;
                const float *bt = bias + p * 16;
                float *yt = y + p * 3136 + column * 8;
                if (tx < 31) {
                    tile_1x6x16_2(&sizes, xt, wt, bt, yt, yt);
                } else {
                    tile_1x5x16_2(&sizes, xt, wt, bt, yt, yt);
                }
            }
}

/* 1x1 convolution, 16 -> 256 channels at 14x14, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [16][2][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_16_256_14x14_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 1568, .x_row = 112, .tap_row = 112,
        .y_block = 1568, .y_row = 112, .adds = 1, .relu = 1 };
    for (int p = 0; p < 16; p++)
        for (int tx = 0; tx < 33; tx++) {
            const int column = tx * 5 + (tx < 31 ? tx : 31);
            const float *xt = x + column * 8;
            const float *wt = w + p * 256;
            const float *bt = bias + p * 16;
            const float *rt = r + p * 3136 + column * 8;
            float *yt = y + p * 3136 + column * 8;
            if (tx < 31) {
                tile_1x6x16_2(&sizes, xt, wt, bt, rt, yt);
            } else {
                tile_1x5x16_2(&sizes, xt, wt, bt, rt, yt);
            }
        }
}

/* 1x1 convolution, 256 -> 32 channels at 14x14, then ReLU.
 * x: its first tap's first pixel; w: [2][32][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_256_32_14x14_relu(Line *team, const float *x, const float *w, const float *bias,
    float *y) {
    static const Conv sizes = { .in_blocks = 32, .x_block = 1568, .x_row = 112, .tap_row = 112,
        .y_block = 2048, .y_row = 128, .relu = 1 };
    SHARED(33, 2, 3)
        ITEMS(p, 0)
            for (int tx = share.tile; tx < share.end_tile; tx++) {
                const int column = tx * 5 + (tx < 31 ? tx : 31);
                const int image_row = column / 14;
                const int left = (image_row + 1) * 14 - column;
                const float *xt = x + column * 8;
                const float *wt = w + p * 4096;
                const float *bt = bias + p * 16;
                float *yt = y + p * 4096 + column * 8 + image_row * 16;
                if (tx < 31) {
                    tile_1x6x16(&sizes, left, xt, wt, bt, yt, yt);
                } else {
                    tile_1x5x16(&sizes, left, xt, wt, bt, yt, yt);
                }
            }
}

/* 1 x 7 pixels, 8 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x7x8_3x3_s2(const Conv *k, const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    const vec b0 = LOAD(bias);
    vec c0_0 = b0, c1_0 = b0, c2_0 = b0, c3_0 = b0, c4_0 = b0, c5_0 = b0, c6_0 = b0;
    for (int i = 0; i < 3; i++) {
        const float *p = x + i * k->tap_row;
        for (int l = 0; l < 8; l++, p++, w += 8) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 64), w2 = LOAD(w + 128);
            const float x0 = p[0];
            c0_0 += w0 * x0;
            const float x1 = p[8];
            c0_0 += w1 * x1;
            const float x2 = p[16];
            c1_0 += w0 * x2; c0_0 += w2 * x2;
            const float x3 = p[24];
            c1_0 += w1 * x3;
            const float x4 = p[32];
            c2_0 += w0 * x4; c1_0 += w2 * x4;
            const float x5 = p[40];
            c2_0 += w1 * x5;
            const float x6 = p[48];
            c3_0 += w0 * x6; c2_0 += w2 * x6;
            const float x7 = p[56];
            c3_0 += w1 * x7;
            const float x8 = p[64];
            c4_0 += w0 * x8; c3_0 += w2 * x8;
            const float x9 = p[72];
            c4_0 += w1 * x9;
            const float x10 = p[80];
            c5_0 += w0 * x10; c4_0 += w2 * x10;
            const float x11 = p[88];
            c5_0 += w1 * x11;
            const float x12 = p[96];
            c6_0 += w0 * x12; c5_0 += w2 * x12;
            const float x13 = p[104];
            c6_0 += w1 * x13;
            const float x14 = p[112];
            c6_0 += w2 * x14;
        }
        w += 128;
    }
    STORE(y, ending(k, c0_0, r));
    STORE(y + 8, ending(k, c1_0, r + 8));
    STORE(y + 16, ending(k, c2_0, r + 16));
    STORE(y + 24, ending(k, c3_0, r + 24));
    STORE(y + 32, ending(k, c4_0, r + 32));
    STORE(y + 40, ending(k, c5_0, r + 40));
    STORE(y + 48, ending(k, c6_0, r + 48));
}

/* 3x3 convolution, stride 2, 4 groups, 32 -> 32 channels at 7x7, then ReLU.
 * x: its first tap's first pixel; w: [4][1][3][3][8][8]; y: its pixel (0, 0). */
NOINLINE static void conv3x3s2g4_32_32_7x7_relu(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 1, .x_block = 2048, .x_row = 256, .tap_row = 128, .y_block = 392,
        .y_row = 56, .relu = 1 };
    static const int first_block[] = { 0, 1, 2, 3 };
    for (int p = 0; p < 4; p++)
        for (int ty = 0; ty < 7; ty++) {
            const float *xt = x + first_block[p] * 2048 + ty * 256;
            const float *wt = w + p * 576;
            const float *bt = bias + p * 8;
            float *yt = y + p * 392 + ty * 56;
            tile_1x7x8_3x3_s2(&sizes, xt, wt, bt, yt, yt);
        }
}

/* 1x1 convolution, stride 2, 256 -> 512 channels at 7x7.
 * x: its first tap's first pixel; w: [32][32][1][1][8][16]; y: its pixel (0, 0);
 * scratch: 12544 floats a thread. */
NOINLINE static void conv1x1s2_256_512_7x7(Line *team, const float *x, const float *w, const float *bias,
    float *y, float *scratch) {
    static const Conv sizes = { .in_blocks = 32, .x_block = 392, .tap_row = 112, .y_block = 392,
        .y_row = 56 };
    float *const gathered = scratch + THREAD * 12544;
    SHARED(9, 32, 0) {
        const float *from = x;
        const int first = share.tile * 5 + (share.tile < 4 ? share.tile : 4),
            end = share.end_tile * 5 + (share.end_tile < 4 ? share.end_tile : 4);
        for (int b = 0; b < 32; b++)
            for (int i = first; i < end; i++)
                STORE(gathered + b * 392 + i * 8, LOAD(from + b * 1568 + i / 7 * 224 + i % 7 * 16));
        ITEMS(p, 0)
            for (int tx = share.tile; tx < share.end_tile; tx++) {
                const int column = tx * 5 + (tx < 4 ? tx : 4);
                const float *xt = gathered + column * 8;
                const float *wt = w + p * 4096;
                const float *bt = bias + p * 16;
                float *yt = y + p * 784 + column * 8;
                if (tx < 4) {
                    tile_1x6x16_2(&sizes, xt, wt, bt, yt, yt);
                } else {
                    tile_1x5x16_2(&sizes, xt, wt, bt, yt, yt);
                }
            }
    }
}

/* 1x1 convolution, 32 -> 512 channels at 7x7, plus r, laid out as y (r may be y), then ReLU.
 * x: its first tap's first pixel; w: [32][4][1][1][8][16]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_32_512_7x7_add_relu(const float *x, const float *w, const float *bias,
    const float *r, float *y) {
    static const Conv sizes = { .in_blocks = 4, .x_block = 392, .x_row = 56, .tap_row = 56, .y_block = 392,
        .y_row = 56, .adds = 1, .relu = 1 };
    for (int p = 0; p < 32; p++)
        for (int tx = 0; tx < 9; tx++) {
            const int column = tx * 5 + (tx < 4 ? tx : 4);
            const float *xt = x + column * 8;
            const float *wt = w + p * 512;
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

#ifdef GROUPS_BUNDLE_WEIGHTS /* the weights file becomes part of the program */
#ifndef GROUPS_WEIGHTS_FILE
#define GROUPS_WEIGHTS_FILE "groups_avx2.weights"
#endif
#ifdef __has_embed
#if __has_embed(GROUPS_WEIGHTS_FILE) == 1 /* C23's, found beside this file */
#define GROUPS_EMBEDS
#endif
#endif
#ifdef GROUPS_EMBEDS
#ifdef __clang__
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif
const unsigned char groups_weights[740800] __attribute__((aligned(64))) = {
#embed GROUPS_WEIGHTS_FILE
};
#else
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl groups_weights\n"
        ".type groups_weights, @object\n"
        "groups_weights:\n"
        ".incbin \"" GROUPS_WEIGHTS_FILE "\"\n"
        ".size groups_weights, . - groups_weights\n"
        ".popsection\n");
#endif
#endif

int groups_weights_check(const void *weights, size_t size) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return GROUPS_BAD_ALIGNMENT;
    if (size != 740800) return GROUPS_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x44354454e534552ULL) return GROUPS_BAD_MAGIC;
    if (header[1] != 0xfd0df081dea5621ULL) return GROUPS_BAD_FINGERPRINT;
    if (header[2] != 740800) return GROUPS_BAD_SIZE;
    for (size_t i = 32; i < 740800; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? GROUPS_OK : GROUPS_BAD_CHECKSUM;
}

int groups_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_inner = 17, conv1_w = 16, conv1_b = 3472, conv1_at = 50176,
    layer1_0_conv1_w = 3536, layer1_0_conv1_b = 4560, layer1_0_conv1_inner = 136, layer1_0_conv2_w = 4576,
        layer1_0_conv2_b = 5152, layer1_0_conv2_at = 62720, layer1_0_downsample_0_w = 5168,
        layer1_0_downsample_0_b = 21552, layer1_0_conv3_w = 21808, layer1_0_conv3_b = 25904,
    layer2_0_conv1_w = 26160, layer2_0_conv1_b = 34352, layer2_0_conv1_at = 50176, layer2_0_conv1_inner = 136,
        layer2_0_conv2_w = 34384, layer2_0_conv2_b = 36688, layer2_0_conv2_at = 75264,
        layer2_0_downsample_0_w = 36720, layer2_0_downsample_0_b = 167792, layer2_0_downsample_0_at = 50176,
        layer2_0_conv3_w = 168304, layer2_0_conv3_b = 184688, layer2_0_conv3_at = 50176,
};

#ifdef GROUPS_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 76848 + GROUPS_MAX_THREADS * 12560)
#define TRACE(layer, nchw, value, images, channels, height, width, ...) \
    ALONE (nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \
     groups_trace(layer, COPY, images, channels, height, width)); WAIT(memory)
#elif defined GROUPS_PROFILE
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ALONE groups_profile(layer)
#else
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)
#endif
/* Behind a layer that others wait for. */
#define DONE(...) WAIT(memory); TRACE(__VA_ARGS__)
#define SCRATCH (memory + 76832)

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 14x14 */
    float *const padded_input = memory; /* [3][16][16][1] */
    ALONE zero_border(padded_input, 1, 3, 14, 14, 1, 1, 68);
    copy_input(LINES(memory), input, padded_input, 1, 3, 14, 14, 1, 68);
    DONE("input", to_nchw, padded_input, 1, 3, 14, 14, 1, 1, 68);

    /* conv1: 3x3 3->64 at 14x14, ReLU, winograd-rows 1x4x16, 0.677 MFLOP */
    float *const conv1 = memory + conv1_at; /* [8][14][14][8] */
    ALONE conv3x3_3_64_14x14_rows_relu(padded_input, weights + conv1_w, weights + conv1_b, conv1, SCRATCH);
    DONE("conv1", to_nchw, conv1, 1, 64, 14, 14, 0, 8, 0);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    float *const conv1 = memory + conv1_at; /* [8][14][14][8] */

    /* layer1.0.conv1: 1x1 64->16 at 14x14, ReLU, direct 1x6x16, 0.401 MFLOP */
    float *const layer1_0_conv1 = memory; /* [2][16][16][8] */
    ALONE zero_border(layer1_0_conv1, 1, 2, 14, 14, 1, 8, 544);
    ALONE conv1x1_64_16_14x14_relu(conv1, weights + layer1_0_conv1_w, weights + layer1_0_conv1_b,
        layer1_0_conv1 + layer1_0_conv1_inner);
    TRACE("layer1.0.conv1", to_nchw, layer1_0_conv1, 1, 16, 14, 14, 1, 8, 544);

    /* layer1.0.conv2: 3x3 in 4 groups 16->16 at 14x14, ReLU, direct 2x5x8, 0.226 MFLOP */
    float *const layer1_0_conv2 = memory + layer1_0_conv2_at; /* [2][14][14][8] */
    ALONE conv3x3g4_16_16_14x14_relu(layer1_0_conv1, weights + layer1_0_conv2_w, weights + layer1_0_conv2_b,
        layer1_0_conv2);
    DONE("layer1.0.conv2", to_nchw, layer1_0_conv2, 1, 16, 14, 14, 0, 8, 0);

    /* layer1.0.downsample.0: 1x1 64->256 at 14x14, direct 1x6x16, 6.42 MFLOP */
    float *const layer1_0_downsample_0 = memory; /* [32][14][14][8] */
    conv1x1_64_256_14x14(LINES(memory), conv1, weights + layer1_0_downsample_0_w,
        weights + layer1_0_downsample_0_b, layer1_0_downsample_0);
    DONE("layer1.0.downsample.0", to_nchw, layer1_0_downsample_0, 1, 256, 14, 14, 0, 8, 0);

    /* layer1.0.conv3: 1x1 16->256 at 14x14, plus layer1.0.downsample.0, ReLU, direct 1x6x16, 1.61 MFLOP */
    float *const layer1_0_conv3 = memory; /* [32][14][14][8], in place of layer1.0.downsample.0 */
    ALONE conv1x1_16_256_14x14_add_relu(layer1_0_conv2, weights + layer1_0_conv3_w,
        weights + layer1_0_conv3_b, layer1_0_downsample_0, layer1_0_conv3);
    DONE("layer1.0.conv3", to_nchw, layer1_0_conv3, 1, 256, 14, 14, 0, 8, 0);
}

NOINLINE static void layer2(const float *weights, float *memory, float *output) {
    float *const layer1_0_conv3 = memory; /* [32][14][14][8], in place of layer1.0.downsample.0 */

    /* layer2.0.conv1: 1x1 256->32 at 14x14, ReLU, direct 1x6x16, 3.21 MFLOP */
    float *const layer2_0_conv1 = memory + layer2_0_conv1_at; /* [4][16][16][8] */
    ALONE zero_border(layer2_0_conv1, 1, 4, 14, 14, 1, 8, 1224);
    conv1x1_256_32_14x14_relu(LINES(memory), layer1_0_conv3, weights + layer2_0_conv1_w,
        weights + layer2_0_conv1_b, layer2_0_conv1 + layer2_0_conv1_inner);
    DONE("layer2.0.conv1", to_nchw, layer2_0_conv1, 1, 32, 14, 14, 1, 8, 1224);

    /* layer2.0.conv2: 3x3 stride 2 in 4 groups 32->32 at 7x7, ReLU, direct 1x7x8, 0.226 MFLOP */
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [4][7][7][8] */
    ALONE conv3x3s2g4_32_32_7x7_relu(layer2_0_conv1, weights + layer2_0_conv2_w, weights + layer2_0_conv2_b,
        layer2_0_conv2);
    DONE("layer2.0.conv2", to_nchw, layer2_0_conv2, 1, 32, 7, 7, 0, 8, 0);

    /* layer2.0.downsample.0: 1x1 stride 2 256->512 at 7x7, direct 1x6x16, 12.8 MFLOP */
    float *const layer2_0_downsample_0 = memory + layer2_0_downsample_0_at; /* [64][7][7][8] */
    conv1x1s2_256_512_7x7(LINES(memory), layer1_0_conv3, weights + layer2_0_downsample_0_w,
        weights + layer2_0_downsample_0_b, layer2_0_downsample_0, SCRATCH);
    DONE("layer2.0.downsample.0", to_nchw, layer2_0_downsample_0, 1, 512, 7, 7, 0, 8, 0);

    /* layer2.0.conv3: 1x1 32->512 at 7x7, plus layer2.0.downsample.0, ReLU, direct 1x6x16, 1.61 MFLOP */
    float *const layer2_0_conv3 = memory + layer2_0_conv3_at; /* [64][7][7][8],
        in place of layer2.0.downsample.0 */
    ALONE conv1x1_32_512_7x7_add_relu(layer2_0_conv2, weights + layer2_0_conv3_w, weights + layer2_0_conv3_b,
        layer2_0_downsample_0, layer2_0_conv3);
    TRACE("layer2.0.conv3", to_nchw, layer2_0_conv3, 1, 512, 7, 7, 0, 8, 0);

    /* output layer2: 512 channels at 7x7 */
    ALONE to_nchw(layer2_0_conv3, output, 1, 512, 7, 7, 0, 8, 0);
    WAIT(memory);
}

void groups_run(const void *weights, void *workspace, const float *input, float *output) {
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
