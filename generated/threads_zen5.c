/* threads: a residual network, compiled to C by resnetc 0.1.0 from threads.json.
 *
 *   options     --target zen5
 *   parameters  81706
 *   work        80.9 MFLOP an image
 *   weights     1453184 bytes, fingerprint d91768c08c9920f9
 *   workspace   714112 bytes
 *   compile     cc -std=gnu11 -O2 -mavx512f -mfma -c; for threads -fopenmp -DTHREADS_MAX_THREADS=2
 *
 * Layers:
 *   input: 3 channels at 112x112
 *   conv1: 7x7 stride 2 3->32 at 56x56, ReLU, max pool, winograd-rows 1x14x32, 29.5 MFLOP
 *   layer1.0.conv1: 3x3 32->32 at 28x28, ReLU, winograd-F(6,3) 1x13x32, 14.5 MFLOP
 *   layer1.0.conv2: 3x3 32->32 at 28x28, plus conv1, ReLU, winograd-F(6,3) 1x13x32, 14.5 MFLOP
 *   layer2.0.conv1: 3x3 stride 2 32->64 at 14x14, ReLU, direct-pairs 2x5x32, 7.23 MFLOP
 *   layer2.0.downsample.0: 1x1 stride 2 32->64 at 14x14, direct-pairs 2x5x32, 0.803 MFLOP
 *   layer2.0.conv2: 3x3 64->64 at 14x14, plus layer2.0.downsample.0, ReLU, winograd-F(5,3) 1x9x32, 14.5 MFLOP
 *   avgpool: 64 channels over 14x14
 *   fc: linear 64->10, 0.00128 MFLOP
 *   output logits: 10 channels at 1x1
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
enum { THREADS_OK, THREADS_BAD_SIZE, THREADS_BAD_MAGIC, THREADS_BAD_FINGERPRINT, THREADS_BAD_CHECKSUM,
    THREADS_BAD_ALIGNMENT };
#ifndef THREADS_MAX_THREADS
#define THREADS_MAX_THREADS 1
#elif THREADS_MAX_THREADS < 1
#error THREADS_MAX_THREADS must be 1 or more
#endif
#else
#include <stddef.h>
#include <string.h>

#include "threads_zen5.h"
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

#define LINES(workspace) ((Line *)((char *)(workspace) + 296192 + THREADS_MAX_THREADS * 417792UL))

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
#define THREADS THREADS_MAX_THREADS
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

/* NaN where one of them is. */
static inline vec larger(vec a, vec b) {
    const ivec mask = a > b;
    return (vec)(((ivec)a & mask) | ((ivec)b & ~mask) | (a != a));
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

/* B^T d of the 14 tiles of a row of one channel, each phase of the stride by itself; v: 7 planes. */
static inline void conv7x7s2_3_32_56x56_rows_relu_pool_input(const float *x, float *v) {
    for (int t = 0; t < 14; t++, x += 8, v++) {
        for (int phase = 0; phase < 2; phase++) {
            const float d0 = x[phase], d1 = x[phase + 2], d2 = x[phase + 4], d3 = x[phase + 6],
                d4 = x[phase + 8], d5 = x[phase + 10], d6 = x[phase + 12];
            const float v0 = -4.0f * d0 + 8.0f * d1 + 5.0f * d2 - 10.0f * d3 - d4 + 2.0f * d5;
            const float v1 = 4.0f * d1 - 4.0f * d2 - 9.0f * d3 + d4 + 2.0f * d5;
            const float v2 = -4.0f * d1 + 12.0f * d2 - 7.0f * d3 - 3.0f * d4 + 2.0f * d5;
            const float v3 = 2.0f * d1 - 3.0f * d2 - 4.0f * d3 + 3.0f * d4 + 2.0f * d5;
            const float v4 = -2.0f * d1 + 5.0f * d2 - 5.0f * d4 + 2.0f * d5;
            const float v5 = 4.0f * d1 - 5.0f * d3 + d5;
            const float v6 = -2.0f * d1 + 4.0f * d2 + 2.5f * d3 - 5.0f * d4 - 0.5f * d5 + d6;
            v[(phase * 14)] = v0;
            v[(phase * 14) + 2128] = v1;
            v[(phase * 14) + 4256] = v2;
            v[(phase * 14) + 6384] = v3;
            v[(phase * 14) + 8512] = v4;
            v[(phase * 14) + 10640] = v5;
            v[(phase * 14) + 12768] = v6;
        }
    }
}

/* A^T m of the tiles of a row of one block of channels, plus bias, then ReLU. */
static inline void conv7x7s2_3_32_56x56_rows_relu_pool_output(const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    for (int t = 0; t < 14; t++, m += 16, y += 64) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 912), d2 = LOAD(m + 1824), d3 = LOAD(m + 2736),
            d4 = LOAD(m + 3648), d5 = LOAD(m + 4560), d6 = LOAD(m + 5472);
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3 + d5;
        const vec y1 = t1 + 2.0f * t3 + 0.5f * d5;
        const vec y2 = s1 + 4.0f * s3 + 0.25f * d5;
        const vec y3 = t1 + 8.0f * t3 + 0.125f * d5 + d6;
        STORE(y, relu(y0 + b));
        STORE(y + 16, relu(y1 + b));
        STORE(y + 32, relu(y2 + b));
        STORE(y + 48, relu(y3 + b));
    }
}

/* The largest of each 3x3 window: a pooled row of one block, from three rows with their border. */
static inline void conv7x7s2_3_32_56x56_rows_relu_pool_pool(const float *above, const float *row,
    const float *below, float *y) {
    vec left = larger(larger(LOAD(above), LOAD(row)), LOAD(below));
    for (int j = 0; j < 28; j++, above += 32, row += 32, below += 32, y += 16) {
        const vec middle = larger(larger(LOAD(above + 16), LOAD(row + 16)), LOAD(below + 16));
        const vec right = larger(larger(LOAD(above + 32), LOAD(row + 32)), LOAD(below + 32));
        STORE(y, larger(larger(left, middle), right));
        left = right;
    }
}

/* 1 x 14 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x14x32_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO, c5_0 = ZERO, c5_1 = ZERO, c6_0 = ZERO, c6_1 = ZERO,
        c7_0 = ZERO, c7_1 = ZERO, c8_0 = ZERO, c8_1 = ZERO, c9_0 = ZERO, c9_1 = ZERO, c10_0 = ZERO,
        c10_1 = ZERO, c11_0 = ZERO, c11_1 = ZERO, c12_0 = ZERO, c12_1 = ZERO, c13_0 = ZERO, c13_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        const vec w0 = LOAD(w), w1 = LOAD(w + 16);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
        c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
        c3_0 += w0 * p[3]; c3_1 += w1 * p[3];
        c4_0 += w0 * p[4]; c4_1 += w1 * p[4];
        c5_0 += w0 * p[5]; c5_1 += w1 * p[5];
        c6_0 += w0 * p[6]; c6_1 += w1 * p[6];
        c7_0 += w0 * p[7]; c7_1 += w1 * p[7];
        c8_0 += w0 * p[8]; c8_1 += w1 * p[8];
        c9_0 += w0 * p[9]; c9_1 += w1 * p[9];
        c10_0 += w0 * p[10]; c10_1 += w1 * p[10];
        c11_0 += w0 * p[11]; c11_1 += w1 * p[11];
        c12_0 += w0 * p[12]; c12_1 += w1 * p[12];
        c13_0 += w0 * p[13]; c13_1 += w1 * p[13];
        w += 32;
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 16, c1_0); STORE(y + k->y_block + 16, c1_1);
    STORE(y + 32, c2_0); STORE(y + k->y_block + 32, c2_1);
    STORE(y + 48, c3_0); STORE(y + k->y_block + 48, c3_1);
    STORE(y + 64, c4_0); STORE(y + k->y_block + 64, c4_1);
    STORE(y + 80, c5_0); STORE(y + k->y_block + 80, c5_1);
    STORE(y + 96, c6_0); STORE(y + k->y_block + 96, c6_1);
    STORE(y + 112, c7_0); STORE(y + k->y_block + 112, c7_1);
    STORE(y + 128, c8_0); STORE(y + k->y_block + 128, c8_1);
    STORE(y + 144, c9_0); STORE(y + k->y_block + 144, c9_1);
    STORE(y + 160, c10_0); STORE(y + k->y_block + 160, c10_1);
    STORE(y + 176, c11_0); STORE(y + k->y_block + 176, c11_1);
    STORE(y + 192, c12_0); STORE(y + k->y_block + 192, c12_1);
    STORE(y + 208, c13_0); STORE(y + k->y_block + 208, c13_1);
}

/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */
NOINLINE static void conv7x7s2_3_32_56x56_rows_relu_pool_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 42, .x_block = 14, .x_row = 168, .y_block = 448, .y_row = 224 };
    for (int n = 0; n < 7; n++)
        for (int ty = 0; ty < 2; ty++) {
            const float *xt = x + n * 2128 + ty * 168;
            const float *wt = w + n * 1344;
            float *yt = y + n * 912 + ty * 224;
            tile_1x14x32_products(&sizes, xt, wt, yt);
        }
}

/* 7x7 convolution, stride 2, 3 -> 32 channels at 56x56, by F(4,4) along its rows, then ReLU,
 * then 3x3 max pool of stride 2.
 * x: its border's corner; w: [7][1][42][32]; y: its pixel (0, 0);
 * scratch: 26848 floats a thread. */
NOINLINE static void conv7x7s2_3_32_56x56_rows_relu_pool(Line *team, const float *x, const float *w,
    const float *bias, float *y, float *scratch) {
    int last = -1; /* the strip that this thread did before */
    SHARED(1, 7, 1)
        ITEMS(s, 0) {
            float *v = scratch + THREAD * 26848;
            float *m = v + 14896;
            float *ring = m + 6384;
            const int goes_on = s > 0 && last + 1 == s;
            const int first = s * 4 - (s > 0 && !goes_on);
            last = s;
            const int end = (s + 1) * 4;
            const float *xs = x + first * 472;
            for (int i = 0; i < (end - first) * 4 + 5; i++) {
                for (int c = 0; c < 3; c++) {
                    conv7x7s2_3_32_56x56_rows_relu_pool_input(xs + i * 118 + c * 13924, v + i * 84 + c * 28);
                }
            }
            if (!goes_on) memset(ring, 0, 5568 * sizeof(float));
            for (int q = first; q < end; q++) {
                conv7x7s2_3_32_56x56_rows_relu_pool_products(v + (q - first) * 336, w, m);
                for (int r = 0; r < 2; r++) {
                    const int row = 2 * q + r;
                    for (int b = 0; b < 2; b++) {
                        conv7x7s2_3_32_56x56_rows_relu_pool_output(m + b * 448 + r * 224, bias + b * 16,
                            ring + row % 3 * 1856 + b * 928 + 16);
                    }
                }
                if (q < s * 4) continue; /* that pooled row is the strip's before */
                const float *above = ring + (2 * q + 2) % 3 * 1856;
                const float *middle = ring + 2 * q % 3 * 1856;
                const float *below = ring + (2 * q + 1) % 3 * 1856;
                for (int b = 0; b < 2; b++) {
                    conv7x7s2_3_32_56x56_rows_relu_pool_pool(above + b * 928, middle + b * 928,
                        below + b * 928, y + b * 14400 + q * 480);
                }
            }
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

/* A^T m A of one tile and block, and what is fused behind it; rows, columns: how many lie inside. */
INLINE void output_f6_relu(const Winograd *k, const float *m, const float *bias, float *y, int rows,
    int columns) {
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
    for (int i = 0; i < rows; i++, y += k->y_row) {
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
        if (columns > 1) STORE(y + 16, relu(y1 + b));
        if (columns > 2) STORE(y + 32, relu(y2 + b));
        if (columns > 3) STORE(y + 48, relu(y3 + b));
        if (columns > 4) STORE(y + 64, relu(y4 + b));
        if (columns > 5) STORE(y + 80, relu(y5 + b));
    }
}

/* 1 x 13 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x13x32_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO, c5_0 = ZERO, c5_1 = ZERO, c6_0 = ZERO, c6_1 = ZERO,
        c7_0 = ZERO, c7_1 = ZERO, c8_0 = ZERO, c8_1 = ZERO, c9_0 = ZERO, c9_1 = ZERO, c10_0 = ZERO,
        c10_1 = ZERO, c11_0 = ZERO, c11_1 = ZERO, c12_0 = ZERO, c12_1 = ZERO;
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
            c12_0 += w0 * p[192]; c12_1 += w1 * p[192];
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
    STORE(y + 128, c8_0); STORE(y + k->y_block + 128, c8_1);
    STORE(y + 144, c9_0); STORE(y + k->y_block + 144, c9_1);
    STORE(y + 160, c10_0); STORE(y + k->y_block + 160, c10_1);
    STORE(y + 176, c11_0); STORE(y + k->y_block + 176, c11_1);
    STORE(y + 192, c12_0); STORE(y + k->y_block + 192, c12_1);
}

/* 1 x 12 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x12x32_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO, c5_0 = ZERO, c5_1 = ZERO, c6_0 = ZERO, c6_1 = ZERO,
        c7_0 = ZERO, c7_1 = ZERO, c8_0 = ZERO, c8_1 = ZERO, c9_0 = ZERO, c9_1 = ZERO, c10_0 = ZERO,
        c10_1 = ZERO, c11_0 = ZERO, c11_1 = ZERO;
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
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 16, c1_0); STORE(y + k->y_block + 16, c1_1);
    STORE(y + 32, c2_0); STORE(y + k->y_block + 32, c2_1);
    STORE(y + 48, c3_0); STORE(y + k->y_block + 48, c3_1);
    STORE(y + 64, c4_0); STORE(y + k->y_block + 64, c4_1);
    STORE(y + 80, c5_0); STORE(y + k->y_block + 80, c5_1);
    STORE(y + 96, c6_0); STORE(y + k->y_block + 96, c6_1);
    STORE(y + 112, c7_0); STORE(y + k->y_block + 112, c7_1);
    STORE(y + 128, c8_0); STORE(y + k->y_block + 128, c8_1);
    STORE(y + 144, c9_0); STORE(y + k->y_block + 144, c9_1);
    STORE(y + 160, c10_0); STORE(y + k->y_block + 160, c10_1);
    STORE(y + 176, c11_0); STORE(y + k->y_block + 176, c11_1);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_32_32_28x28_f6_relu_products(int tile, int end_tile, const float *x,
    const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 400, .y_block = 400 };
    for (int n = 0; n < 64; n++)
        for (int tx = tile; tx < end_tile; tx++) {
            const int column = tx * 12 + (tx < 1 ? tx : 1);
            const float *xt = x + n * 816 + column * 16;
            const float *wt = w + n * 1024;
            float *yt = y + n * 816 + column * 16;
            if (tx < 1) {
                tile_1x13x32_products(&sizes, xt, wt, yt);
            } else {
                tile_1x12x32_products(&sizes, xt, wt, yt);
            }
        }
}

/* 3x3 convolution by F(6,3), 32 -> 32 channels at 28x28, then ReLU.
 * x: its border's corner; w: [1][64][1][2][16][32]; y: its pixel (0, 0);
 * scratch: 104448 floats a thread. */
NOINLINE static void conv3x3_32_32_28x28_f6_relu(Line *team, const float *x, const float *w,
    const float *bias, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 480, .y_row = 480, .v_plane = 816, .m_plane = 816 };
    SHARED(2, 1, 2) {
        const int tile = share.tile * 12 + (share.tile < 1 ? share.tile : 1);
        const int end = share.end_tile * 12 + (share.end_tile < 1 ? share.end_tile : 1);
        float *v = scratch + (size_t)share.owner * 104448;
        if (!share.taken_over)
            for (int b = 0; b < 2; b++)
                for (int t = tile; t < end; t++) {
                    const int ty = t / 5, tx = t % 5;
                    input_f6(&sizes, x + b * 14400 + ty * 2880 + tx * 96, v + b * 400 + ty * 80 + tx * 16);
                }
        ITEMS(g, 0) {
            float *m = scratch + THREAD * 104448 + 52224;
            conv3x3_32_32_28x28_f6_relu_products(share.tile, share.end_tile, v, w + g * 65536, m);
            for (int b = 0; b < 2; b++)
                for (int t = tile; t < end; t++) {
                    const int ty = t / 5, tx = t % 5;
                    const int down = 28 - ty * 6 < 6 ? 28 - ty * 6 : 6;
                    const int across = 28 - tx * 6 < 6 ? 28 - tx * 6 : 6;
                    output_f6_relu(&sizes, m + b * 400 + ty * 80 + tx * 16, bias + g * 32 + b * 16,
                        y + g * 28800 + b * 14400 + ty * 2880 + tx * 96, down, across);
                }
        }
    }
}

/* A^T m A of one tile and block, and what is fused behind it; rows, columns: how many lie inside. */
INLINE void output_f6_add_relu(const Winograd *k, const float *m, const float *bias, const float *r, float *y,
    int rows, int columns) {
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
    for (int i = 0; i < rows; i++, y += k->y_row, r += k->y_row) {
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
        STORE(y, relu(y0 + b + LOAD(r)));
        if (columns > 1) STORE(y + 16, relu(y1 + b + LOAD(r + 16)));
        if (columns > 2) STORE(y + 32, relu(y2 + b + LOAD(r + 32)));
        if (columns > 3) STORE(y + 48, relu(y3 + b + LOAD(r + 48)));
        if (columns > 4) STORE(y + 64, relu(y4 + b + LOAD(r + 64)));
        if (columns > 5) STORE(y + 80, relu(y5 + b + LOAD(r + 80)));
    }
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_32_32_28x28_f6_add_relu_products(int tile, int end_tile, const float *x,
    const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 400, .y_block = 400 };
    for (int n = 0; n < 64; n++)
        for (int tx = tile; tx < end_tile; tx++) {
            const int column = tx * 12 + (tx < 1 ? tx : 1);
            const float *xt = x + n * 816 + column * 16;
            const float *wt = w + n * 1024;
            float *yt = y + n * 816 + column * 16;
            if (tx < 1) {
                tile_1x13x32_products(&sizes, xt, wt, yt);
            } else {
                tile_1x12x32_products(&sizes, xt, wt, yt);
            }
        }
}

/* 3x3 convolution by F(6,3), 32 -> 32 channels at 28x28, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [1][64][1][2][16][32]; y: its pixel (0, 0);
 * scratch: 104448 floats a thread. */
NOINLINE static void conv3x3_32_32_28x28_f6_add_relu(Line *team, const float *x, const float *w,
    const float *bias, const float *r, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 480, .y_row = 480, .v_plane = 816, .m_plane = 816 };
    SHARED(2, 1, 2) {
        const int tile = share.tile * 12 + (share.tile < 1 ? share.tile : 1);
        const int end = share.end_tile * 12 + (share.end_tile < 1 ? share.end_tile : 1);
        float *v = scratch + (size_t)share.owner * 104448;
        if (!share.taken_over)
            for (int b = 0; b < 2; b++)
                for (int t = tile; t < end; t++) {
                    const int ty = t / 5, tx = t % 5;
                    input_f6(&sizes, x + b * 14400 + ty * 2880 + tx * 96, v + b * 400 + ty * 80 + tx * 16);
                }
        ITEMS(g, 0) {
            float *m = scratch + THREAD * 104448 + 52224;
            conv3x3_32_32_28x28_f6_add_relu_products(share.tile, share.end_tile, v, w + g * 65536, m);
            for (int b = 0; b < 2; b++)
                for (int t = tile; t < end; t++) {
                    const int ty = t / 5, tx = t % 5;
                    const int down = 28 - ty * 6 < 6 ? 28 - ty * 6 : 6;
                    const int across = 28 - tx * 6 < 6 ? 28 - tx * 6 : 6;
                    output_f6_add_relu(&sizes, m + b * 400 + ty * 80 + tx * 16, bias + g * 32 + b * 16,
                        r + g * 28800 + b * 14400 + ty * 2880 + tx * 96,
                        y + g * 28800 + b * 14400 + ty * 2880 + tx * 96, down, across);
                }
        }
    }
}

/* What multiplying in pairs adds to the sums of each of 2 x 5 pixels; and whether their mean square is within
 * the limits between which pairs are accurate. */
INLINE void sums_2x5(const Conv *k, const float *x, const float *limits, float *s) {
    vec t0 = ZERO, t1 = ZERO, t2 = ZERO, t3 = ZERO, t4 = ZERO, t5 = ZERO, t6 = ZERO, t7 = ZERO, t8 = ZERO,
        t9 = ZERO;
    vec q0 = ZERO, q1 = ZERO, q2 = ZERO, q3 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const float *p = x + b * k->x_block + i * k->tap_row + j * 16;
                ADD_OWN(t0, q0, p);
                ADD_OWN(t1, q1, p + 32);
                ADD_OWN(t2, q2, p + 64);
                ADD_OWN(t3, q3, p + 96);
                ADD_OWN(t4, q0, p + 128);
                ADD_OWN(t5, q1, p + k->x_row);
                ADD_OWN(t6, q2, p + k->x_row + 32);
                ADD_OWN(t7, q3, p + k->x_row + 64);
                ADD_OWN(t8, q0, p + k->x_row + 96);
                ADD_OWN(t9, q1, p + k->x_row + 128);
            }
        }
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
    const float square = total(q0 + q1 + q2 + q3) / (float)((((16 * k->in_blocks) * 9) * 10));
    s[15] = square >= limits[0] && square <= limits[1];
}

/* 2 x 5 pixels, 32 channels, in pairs: (x0 + w1) (x1 + w0) = x0 w0 + x1 w1 + x0 x1 + w0 w1 (Winograd 1968). s
 * takes the products of x off, the bias those of w; cP_V: pixel P's sums of vector V of them. The pointers
 * are those of the tile's first pixel and channel. */
INLINE void tile_2x5x32_3x3_s2_pairs(const Conv *k, const float *s, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    vec c0_0 = ZERO - s[0], c0_1 = c0_0, c1_0 = ZERO - s[1], c1_1 = c1_0, c2_0 = ZERO - s[2], c2_1 = c2_0,
        c3_0 = ZERO - s[3], c3_1 = c3_0, c4_0 = ZERO - s[4], c4_1 = c4_0, c5_0 = ZERO - s[5], c5_1 = c5_0,
        c6_0 = ZERO - s[6], c6_1 = c6_0, c7_0 = ZERO - s[7], c7_1 = c7_0, c8_0 = ZERO - s[8], c8_1 = c8_0,
        c9_0 = ZERO - s[9], c9_1 = c9_0;
    for (int b = 0; b < k->in_blocks; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const float *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 8, p += 8, w += 256) {
                    {
                        const vec w0 = LOAD(w), w1 = LOAD(w + 16);
                        const vec v0 = LOAD(w + 32), v1 = LOAD(w + 48);
                        c0_0 += (v0 + p[0]) * (w0 + p[1]); c0_1 += (v1 + p[0]) * (w1 + p[1]);
                        c1_0 += (v0 + p[32]) * (w0 + p[33]); c1_1 += (v1 + p[32]) * (w1 + p[33]);
                        c2_0 += (v0 + p[64]) * (w0 + p[65]); c2_1 += (v1 + p[64]) * (w1 + p[65]);
                        c3_0 += (v0 + p[96]) * (w0 + p[97]); c3_1 += (v1 + p[96]) * (w1 + p[97]);
                        c4_0 += (v0 + p[128]) * (w0 + p[129]); c4_1 += (v1 + p[128]) * (w1 + p[129]);
                        c5_0 += (v0 + p[k->x_row]) * (w0 + p[k->x_row + 1]);
                            c5_1 += (v1 + p[k->x_row]) * (w1 + p[k->x_row + 1]);
                        c6_0 += (v0 + p[k->x_row + 32]) * (w0 + p[k->x_row + 33]);
                            c6_1 += (v1 + p[k->x_row + 32]) * (w1 + p[k->x_row + 33]);
                        c7_0 += (v0 + p[k->x_row + 64]) * (w0 + p[k->x_row + 65]);
                            c7_1 += (v1 + p[k->x_row + 64]) * (w1 + p[k->x_row + 65]);
                        c8_0 += (v0 + p[k->x_row + 96]) * (w0 + p[k->x_row + 97]);
                            c8_1 += (v1 + p[k->x_row + 96]) * (w1 + p[k->x_row + 97]);
                        c9_0 += (v0 + p[k->x_row + 128]) * (w0 + p[k->x_row + 129]);
                            c9_1 += (v1 + p[k->x_row + 128]) * (w1 + p[k->x_row + 129]);
                    }
                    {
                        const vec w0 = LOAD(w + 64), w1 = LOAD(w + 80);
                        c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                        c1_0 += w0 * p[34]; c1_1 += w1 * p[34];
                        c2_0 += w0 * p[66]; c2_1 += w1 * p[66];
                        c3_0 += w0 * p[98]; c3_1 += w1 * p[98];
                        c4_0 += w0 * p[130]; c4_1 += w1 * p[130];
                        c5_0 += w0 * p[k->x_row + 2]; c5_1 += w1 * p[k->x_row + 2];
                        c6_0 += w0 * p[k->x_row + 34]; c6_1 += w1 * p[k->x_row + 34];
                        c7_0 += w0 * p[k->x_row + 66]; c7_1 += w1 * p[k->x_row + 66];
                        c8_0 += w0 * p[k->x_row + 98]; c8_1 += w1 * p[k->x_row + 98];
                        c9_0 += w0 * p[k->x_row + 130]; c9_1 += w1 * p[k->x_row + 130];
                    }
                    {
                        const vec w0 = LOAD(w + 96), w1 = LOAD(w + 112);
                        c0_0 += w0 * p[3]; c0_1 += w1 * p[3];
                        c1_0 += w0 * p[35]; c1_1 += w1 * p[35];
                        c2_0 += w0 * p[67]; c2_1 += w1 * p[67];
                        c3_0 += w0 * p[99]; c3_1 += w1 * p[99];
                        c4_0 += w0 * p[131]; c4_1 += w1 * p[131];
                        c5_0 += w0 * p[k->x_row + 3]; c5_1 += w1 * p[k->x_row + 3];
                        c6_0 += w0 * p[k->x_row + 35]; c6_1 += w1 * p[k->x_row + 35];
                        c7_0 += w0 * p[k->x_row + 67]; c7_1 += w1 * p[k->x_row + 67];
                        c8_0 += w0 * p[k->x_row + 99]; c8_1 += w1 * p[k->x_row + 99];
                        c9_0 += w0 * p[k->x_row + 131]; c9_1 += w1 * p[k->x_row + 131];
                    }
                    {
                        const vec w0 = LOAD(w + 128), w1 = LOAD(w + 144);
                        const vec v0 = LOAD(w + 160), v1 = LOAD(w + 176);
                        c0_0 -= (v0 - p[4]) * (w0 - p[5]); c0_1 -= (v1 - p[4]) * (w1 - p[5]);
                        c1_0 -= (v0 - p[36]) * (w0 - p[37]); c1_1 -= (v1 - p[36]) * (w1 - p[37]);
                        c2_0 -= (v0 - p[68]) * (w0 - p[69]); c2_1 -= (v1 - p[68]) * (w1 - p[69]);
                        c3_0 -= (v0 - p[100]) * (w0 - p[101]); c3_1 -= (v1 - p[100]) * (w1 - p[101]);
                        c4_0 -= (v0 - p[132]) * (w0 - p[133]); c4_1 -= (v1 - p[132]) * (w1 - p[133]);
                        c5_0 -= (v0 - p[k->x_row + 4]) * (w0 - p[k->x_row + 5]);
                            c5_1 -= (v1 - p[k->x_row + 4]) * (w1 - p[k->x_row + 5]);
                        c6_0 -= (v0 - p[k->x_row + 36]) * (w0 - p[k->x_row + 37]);
                            c6_1 -= (v1 - p[k->x_row + 36]) * (w1 - p[k->x_row + 37]);
                        c7_0 -= (v0 - p[k->x_row + 68]) * (w0 - p[k->x_row + 69]);
                            c7_1 -= (v1 - p[k->x_row + 68]) * (w1 - p[k->x_row + 69]);
                        c8_0 -= (v0 - p[k->x_row + 100]) * (w0 - p[k->x_row + 101]);
                            c8_1 -= (v1 - p[k->x_row + 100]) * (w1 - p[k->x_row + 101]);
                        c9_0 -= (v0 - p[k->x_row + 132]) * (w0 - p[k->x_row + 133]);
                            c9_1 -= (v1 - p[k->x_row + 132]) * (w1 - p[k->x_row + 133]);
                    }
                    {
                        const vec w0 = LOAD(w + 192), w1 = LOAD(w + 208);
                        c0_0 += w0 * p[6]; c0_1 += w1 * p[6];
                        c1_0 += w0 * p[38]; c1_1 += w1 * p[38];
                        c2_0 += w0 * p[70]; c2_1 += w1 * p[70];
                        c3_0 += w0 * p[102]; c3_1 += w1 * p[102];
                        c4_0 += w0 * p[134]; c4_1 += w1 * p[134];
                        c5_0 += w0 * p[k->x_row + 6]; c5_1 += w1 * p[k->x_row + 6];
                        c6_0 += w0 * p[k->x_row + 38]; c6_1 += w1 * p[k->x_row + 38];
                        c7_0 += w0 * p[k->x_row + 70]; c7_1 += w1 * p[k->x_row + 70];
                        c8_0 += w0 * p[k->x_row + 102]; c8_1 += w1 * p[k->x_row + 102];
                        c9_0 += w0 * p[k->x_row + 134]; c9_1 += w1 * p[k->x_row + 134];
                    }
                    {
                        const vec w0 = LOAD(w + 224), w1 = LOAD(w + 240);
                        c0_0 += w0 * p[7]; c0_1 += w1 * p[7];
                        c1_0 += w0 * p[39]; c1_1 += w1 * p[39];
                        c2_0 += w0 * p[71]; c2_1 += w1 * p[71];
                        c3_0 += w0 * p[103]; c3_1 += w1 * p[103];
                        c4_0 += w0 * p[135]; c4_1 += w1 * p[135];
                        c5_0 += w0 * p[k->x_row + 7]; c5_1 += w1 * p[k->x_row + 7];
                        c6_0 += w0 * p[k->x_row + 39]; c6_1 += w1 * p[k->x_row + 39];
                        c7_0 += w0 * p[k->x_row + 71]; c7_1 += w1 * p[k->x_row + 71];
                        c8_0 += w0 * p[k->x_row + 103]; c8_1 += w1 * p[k->x_row + 103];
                        c9_0 += w0 * p[k->x_row + 135]; c9_1 += w1 * p[k->x_row + 135];
                    }
                }
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
    STORE(y + k->y_row, ending(k, c5_0 * a0 + b0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k,
        c5_1 * a1 + b1, r + k->y_block + k->y_row));
    STORE(y + k->y_row + 16, ending(k, c6_0 * a0 + b0, r + k->y_row + 16));
        STORE(y + k->y_block + k->y_row + 16, ending(k, c6_1 * a1 + b1, r + k->y_block + k->y_row + 16));
    STORE(y + k->y_row + 32, ending(k, c7_0 * a0 + b0, r + k->y_row + 32));
        STORE(y + k->y_block + k->y_row + 32, ending(k, c7_1 * a1 + b1, r + k->y_block + k->y_row + 32));
    STORE(y + k->y_row + 48, ending(k, c8_0 * a0 + b0, r + k->y_row + 48));
        STORE(y + k->y_block + k->y_row + 48, ending(k, c8_1 * a1 + b1, r + k->y_block + k->y_row + 48));
    STORE(y + k->y_row + 64, ending(k, c9_0 * a0 + b0, r + k->y_row + 64));
        STORE(y + k->y_block + k->y_row + 64, ending(k, c9_1 * a1 + b1, r + k->y_block + k->y_row + 64));
}

/* What multiplying in pairs adds to the sums of each of 2 x 4 pixels; and whether their mean square is within
 * the limits between which pairs are accurate. */
INLINE void sums_2x4(const Conv *k, const float *x, const float *limits, float *s) {
    vec t0 = ZERO, t1 = ZERO, t2 = ZERO, t3 = ZERO, t4 = ZERO, t5 = ZERO, t6 = ZERO, t7 = ZERO;
    vec q0 = ZERO, q1 = ZERO, q2 = ZERO, q3 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const float *p = x + b * k->x_block + i * k->tap_row + j * 16;
                ADD_OWN(t0, q0, p);
                ADD_OWN(t1, q1, p + 32);
                ADD_OWN(t2, q2, p + 64);
                ADD_OWN(t3, q3, p + 96);
                ADD_OWN(t4, q0, p + k->x_row);
                ADD_OWN(t5, q1, p + k->x_row + 32);
                ADD_OWN(t6, q2, p + k->x_row + 64);
                ADD_OWN(t7, q3, p + k->x_row + 96);
            }
        }
    }
    s[0] = t0[0] - t0[4] + t0[8] - t0[12];
    s[1] = t1[0] - t1[4] + t1[8] - t1[12];
    s[2] = t2[0] - t2[4] + t2[8] - t2[12];
    s[3] = t3[0] - t3[4] + t3[8] - t3[12];
    s[4] = t4[0] - t4[4] + t4[8] - t4[12];
    s[5] = t5[0] - t5[4] + t5[8] - t5[12];
    s[6] = t6[0] - t6[4] + t6[8] - t6[12];
    s[7] = t7[0] - t7[4] + t7[8] - t7[12];
    const float square = total(q0 + q1 + q2 + q3) / (float)((((16 * k->in_blocks) * 9) * 8));
    s[15] = square >= limits[0] && square <= limits[1];
}

/* 2 x 4 pixels, 32 channels, in pairs: (x0 + w1) (x1 + w0) = x0 w0 + x1 w1 + x0 x1 + w0 w1 (Winograd 1968). s
 * takes the products of x off, the bias those of w; cP_V: pixel P's sums of vector V of them. The pointers
 * are those of the tile's first pixel and channel. */
INLINE void tile_2x4x32_3x3_s2_pairs(const Conv *k, const float *s, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    vec c0_0 = ZERO - s[0], c0_1 = c0_0, c1_0 = ZERO - s[1], c1_1 = c1_0, c2_0 = ZERO - s[2], c2_1 = c2_0,
        c3_0 = ZERO - s[3], c3_1 = c3_0, c4_0 = ZERO - s[4], c4_1 = c4_0, c5_0 = ZERO - s[5], c5_1 = c5_0,
        c6_0 = ZERO - s[6], c6_1 = c6_0, c7_0 = ZERO - s[7], c7_1 = c7_0;
    for (int b = 0; b < k->in_blocks; b++) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                const float *p = x + b * k->x_block + i * k->tap_row + j * 16;
                for (int l = 0; l < 16; l += 8, p += 8, w += 256) {
                    {
                        const vec w0 = LOAD(w), w1 = LOAD(w + 16);
                        const vec v0 = LOAD(w + 32), v1 = LOAD(w + 48);
                        c0_0 += (v0 + p[0]) * (w0 + p[1]); c0_1 += (v1 + p[0]) * (w1 + p[1]);
                        c1_0 += (v0 + p[32]) * (w0 + p[33]); c1_1 += (v1 + p[32]) * (w1 + p[33]);
                        c2_0 += (v0 + p[64]) * (w0 + p[65]); c2_1 += (v1 + p[64]) * (w1 + p[65]);
                        c3_0 += (v0 + p[96]) * (w0 + p[97]); c3_1 += (v1 + p[96]) * (w1 + p[97]);
                        c4_0 += (v0 + p[k->x_row]) * (w0 + p[k->x_row + 1]);
                            c4_1 += (v1 + p[k->x_row]) * (w1 + p[k->x_row + 1]);
                        c5_0 += (v0 + p[k->x_row + 32]) * (w0 + p[k->x_row + 33]);
                            c5_1 += (v1 + p[k->x_row + 32]) * (w1 + p[k->x_row + 33]);
                        c6_0 += (v0 + p[k->x_row + 64]) * (w0 + p[k->x_row + 65]);
                            c6_1 += (v1 + p[k->x_row + 64]) * (w1 + p[k->x_row + 65]);
                        c7_0 += (v0 + p[k->x_row + 96]) * (w0 + p[k->x_row + 97]);
                            c7_1 += (v1 + p[k->x_row + 96]) * (w1 + p[k->x_row + 97]);
                    }
                    {
                        const vec w0 = LOAD(w + 64), w1 = LOAD(w + 80);
                        c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                        c1_0 += w0 * p[34]; c1_1 += w1 * p[34];
                        c2_0 += w0 * p[66]; c2_1 += w1 * p[66];
                        c3_0 += w0 * p[98]; c3_1 += w1 * p[98];
                        c4_0 += w0 * p[k->x_row + 2]; c4_1 += w1 * p[k->x_row + 2];
                        c5_0 += w0 * p[k->x_row + 34]; c5_1 += w1 * p[k->x_row + 34];
                        c6_0 += w0 * p[k->x_row + 66]; c6_1 += w1 * p[k->x_row + 66];
                        c7_0 += w0 * p[k->x_row + 98]; c7_1 += w1 * p[k->x_row + 98];
                    }
                    {
                        const vec w0 = LOAD(w + 96), w1 = LOAD(w + 112);
                        c0_0 += w0 * p[3]; c0_1 += w1 * p[3];
                        c1_0 += w0 * p[35]; c1_1 += w1 * p[35];
                        c2_0 += w0 * p[67]; c2_1 += w1 * p[67];
                        c3_0 += w0 * p[99]; c3_1 += w1 * p[99];
                        c4_0 += w0 * p[k->x_row + 3]; c4_1 += w1 * p[k->x_row + 3];
                        c5_0 += w0 * p[k->x_row + 35]; c5_1 += w1 * p[k->x_row + 35];
                        c6_0 += w0 * p[k->x_row + 67]; c6_1 += w1 * p[k->x_row + 67];
                        c7_0 += w0 * p[k->x_row + 99]; c7_1 += w1 * p[k->x_row + 99];
                    }
                    {
                        const vec w0 = LOAD(w + 128), w1 = LOAD(w + 144);
                        const vec v0 = LOAD(w + 160), v1 = LOAD(w + 176);
                        c0_0 -= (v0 - p[4]) * (w0 - p[5]); c0_1 -= (v1 - p[4]) * (w1 - p[5]);
                        c1_0 -= (v0 - p[36]) * (w0 - p[37]); c1_1 -= (v1 - p[36]) * (w1 - p[37]);
                        c2_0 -= (v0 - p[68]) * (w0 - p[69]); c2_1 -= (v1 - p[68]) * (w1 - p[69]);
                        c3_0 -= (v0 - p[100]) * (w0 - p[101]); c3_1 -= (v1 - p[100]) * (w1 - p[101]);
                        c4_0 -= (v0 - p[k->x_row + 4]) * (w0 - p[k->x_row + 5]);
                            c4_1 -= (v1 - p[k->x_row + 4]) * (w1 - p[k->x_row + 5]);
                        c5_0 -= (v0 - p[k->x_row + 36]) * (w0 - p[k->x_row + 37]);
                            c5_1 -= (v1 - p[k->x_row + 36]) * (w1 - p[k->x_row + 37]);
                        c6_0 -= (v0 - p[k->x_row + 68]) * (w0 - p[k->x_row + 69]);
                            c6_1 -= (v1 - p[k->x_row + 68]) * (w1 - p[k->x_row + 69]);
                        c7_0 -= (v0 - p[k->x_row + 100]) * (w0 - p[k->x_row + 101]);
                            c7_1 -= (v1 - p[k->x_row + 100]) * (w1 - p[k->x_row + 101]);
                    }
                    {
                        const vec w0 = LOAD(w + 192), w1 = LOAD(w + 208);
                        c0_0 += w0 * p[6]; c0_1 += w1 * p[6];
                        c1_0 += w0 * p[38]; c1_1 += w1 * p[38];
                        c2_0 += w0 * p[70]; c2_1 += w1 * p[70];
                        c3_0 += w0 * p[102]; c3_1 += w1 * p[102];
                        c4_0 += w0 * p[k->x_row + 6]; c4_1 += w1 * p[k->x_row + 6];
                        c5_0 += w0 * p[k->x_row + 38]; c5_1 += w1 * p[k->x_row + 38];
                        c6_0 += w0 * p[k->x_row + 70]; c6_1 += w1 * p[k->x_row + 70];
                        c7_0 += w0 * p[k->x_row + 102]; c7_1 += w1 * p[k->x_row + 102];
                    }
                    {
                        const vec w0 = LOAD(w + 224), w1 = LOAD(w + 240);
                        c0_0 += w0 * p[7]; c0_1 += w1 * p[7];
                        c1_0 += w0 * p[39]; c1_1 += w1 * p[39];
                        c2_0 += w0 * p[71]; c2_1 += w1 * p[71];
                        c3_0 += w0 * p[103]; c3_1 += w1 * p[103];
                        c4_0 += w0 * p[k->x_row + 7]; c4_1 += w1 * p[k->x_row + 7];
                        c5_0 += w0 * p[k->x_row + 39]; c5_1 += w1 * p[k->x_row + 39];
                        c6_0 += w0 * p[k->x_row + 71]; c6_1 += w1 * p[k->x_row + 71];
                        c7_0 += w0 * p[k->x_row + 103]; c7_1 += w1 * p[k->x_row + 103];
                    }
                }
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
    STORE(y + k->y_row, ending(k, c4_0 * a0 + b0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k,
        c4_1 * a1 + b1, r + k->y_block + k->y_row));
    STORE(y + k->y_row + 16, ending(k, c5_0 * a0 + b0, r + k->y_row + 16));
        STORE(y + k->y_block + k->y_row + 16, ending(k, c5_1 * a1 + b1, r + k->y_block + k->y_row + 16));
    STORE(y + k->y_row + 32, ending(k, c6_0 * a0 + b0, r + k->y_row + 32));
        STORE(y + k->y_block + k->y_row + 32, ending(k, c6_1 * a1 + b1, r + k->y_block + k->y_row + 32));
    STORE(y + k->y_row + 48, ending(k, c7_0 * a0 + b0, r + k->y_row + 48));
        STORE(y + k->y_block + k->y_row + 48, ending(k, c7_1 * a1 + b1, r + k->y_block + k->y_row + 48));
}

/* 3x3 convolution, stride 2, 32 -> 64 channels at 14x14, then ReLU.
 * x: its first tap's first pixel; w: [2][2][3][3][16][32]; y: its pixel (0, 0). */
NOINLINE static void conv3x3s2_32_64_14x14_relu(Line *team, const float *x, const float *w, const float *bias,
    float *y) {
    static const Conv sizes = { .in_blocks = 2, .kernel = 3, .x_block = 14400, .x_row = 960, .x_column = 32,
        .tap_row = 480, .tap_column = 16, .y_block = 4096, .y_row = 256, .y_column = 16, .channels = 32,
        .all_channels = 64, .relu = 1 };
    const float *limits = bias + 192;
    SHARED(21, 2, 2) {
        float sums[336];
        for (int t = share.tile; t < share.end_tile; t++) {
            const int ty = t / 3, tx = t % 3;
            const int row = ty * 2;
            const int column = tx * 4 + (tx < 2 ? tx : 2);
            const float *xt = x + row * 960 + column * 32;
            float *s = sums + ty * 48 + tx * 16;
            if (tx < 2) {
                sums_2x5(&sizes, xt, limits, s);
            } else {
                sums_2x4(&sizes, xt, limits, s);
            }
        }
        ITEMS(p, 0)
            for (int t = share.tile; t < share.end_tile; t++) {
                const int ty = t / 3, tx = t % 3;
                const int row = ty * 2;
                const int column = tx * 4 + (tx < 2 ? tx : 2);
                const float *xt = x + row * 960 + column * 32;
                const float *wt = w + p * 9216;
                const float *bt = bias + p * 32;
                float *yt = y + p * 8192 + row * 256 + column * 16;
                const float *s = sums + ty * 48 + tx * 16;
                if (s[15] != 0) {
                    if (tx < 2) {
                        tile_2x5x32_3x3_s2_pairs(&sizes, s, xt, wt, bt, yt, yt);
                    } else {
                        tile_2x4x32_3x3_s2_pairs(&sizes, s, xt, wt, bt, yt, yt);
                    }
                } else {
                    one_by_one(&sizes, 2, tx < 2 ? 5 : 4, xt, wt, bt, 0, yt);
                }
            }
    }
}

/* What multiplying in pairs adds to the sums of each of 2 x 5 pixels; and whether their mean square is within
 * the limits between which pairs are accurate. */
INLINE void sums_2x5_2(const Conv *k, const float *x, const float *limits, float *s) {
    vec t0 = ZERO, t1 = ZERO, t2 = ZERO, t3 = ZERO, t4 = ZERO, t5 = ZERO, t6 = ZERO, t7 = ZERO, t8 = ZERO,
        t9 = ZERO;
    vec q0 = ZERO, q1 = ZERO, q2 = ZERO, q3 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        ADD_OWN(t0, q0, p);
        ADD_OWN(t1, q1, p + 32);
        ADD_OWN(t2, q2, p + 64);
        ADD_OWN(t3, q3, p + 96);
        ADD_OWN(t4, q0, p + 128);
        ADD_OWN(t5, q1, p + k->x_row);
        ADD_OWN(t6, q2, p + k->x_row + 32);
        ADD_OWN(t7, q3, p + k->x_row + 64);
        ADD_OWN(t8, q0, p + k->x_row + 96);
        ADD_OWN(t9, q1, p + k->x_row + 128);
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

/* 2 x 5 pixels, 32 channels, in pairs: (x0 + w1) (x1 + w0) = x0 w0 + x1 w1 + x0 x1 + w0 w1 (Winograd 1968). s
 * takes the products of x off, the bias those of w; cP_V: pixel P's sums of vector V of them. The pointers
 * are those of the tile's first pixel and channel. */
INLINE void tile_2x5x32_s2_pairs(const Conv *k, const float *s, const float *x, const float *w,
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
                c1_0 += (v0 + p[32]) * (w0 + p[33]); c1_1 += (v1 + p[32]) * (w1 + p[33]);
                c2_0 += (v0 + p[64]) * (w0 + p[65]); c2_1 += (v1 + p[64]) * (w1 + p[65]);
                c3_0 += (v0 + p[96]) * (w0 + p[97]); c3_1 += (v1 + p[96]) * (w1 + p[97]);
                c4_0 += (v0 + p[128]) * (w0 + p[129]); c4_1 += (v1 + p[128]) * (w1 + p[129]);
                c5_0 += (v0 + p[k->x_row]) * (w0 + p[k->x_row + 1]);
                    c5_1 += (v1 + p[k->x_row]) * (w1 + p[k->x_row + 1]);
                c6_0 += (v0 + p[k->x_row + 32]) * (w0 + p[k->x_row + 33]);
                    c6_1 += (v1 + p[k->x_row + 32]) * (w1 + p[k->x_row + 33]);
                c7_0 += (v0 + p[k->x_row + 64]) * (w0 + p[k->x_row + 65]);
                    c7_1 += (v1 + p[k->x_row + 64]) * (w1 + p[k->x_row + 65]);
                c8_0 += (v0 + p[k->x_row + 96]) * (w0 + p[k->x_row + 97]);
                    c8_1 += (v1 + p[k->x_row + 96]) * (w1 + p[k->x_row + 97]);
                c9_0 += (v0 + p[k->x_row + 128]) * (w0 + p[k->x_row + 129]);
                    c9_1 += (v1 + p[k->x_row + 128]) * (w1 + p[k->x_row + 129]);
            }
            {
                const vec w0 = LOAD(w + 64), w1 = LOAD(w + 80);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[34]; c1_1 += w1 * p[34];
                c2_0 += w0 * p[66]; c2_1 += w1 * p[66];
                c3_0 += w0 * p[98]; c3_1 += w1 * p[98];
                c4_0 += w0 * p[130]; c4_1 += w1 * p[130];
                c5_0 += w0 * p[k->x_row + 2]; c5_1 += w1 * p[k->x_row + 2];
                c6_0 += w0 * p[k->x_row + 34]; c6_1 += w1 * p[k->x_row + 34];
                c7_0 += w0 * p[k->x_row + 66]; c7_1 += w1 * p[k->x_row + 66];
                c8_0 += w0 * p[k->x_row + 98]; c8_1 += w1 * p[k->x_row + 98];
                c9_0 += w0 * p[k->x_row + 130]; c9_1 += w1 * p[k->x_row + 130];
            }
            {
                const vec w0 = LOAD(w + 96), w1 = LOAD(w + 112);
                c0_0 += w0 * p[3]; c0_1 += w1 * p[3];
                c1_0 += w0 * p[35]; c1_1 += w1 * p[35];
                c2_0 += w0 * p[67]; c2_1 += w1 * p[67];
                c3_0 += w0 * p[99]; c3_1 += w1 * p[99];
                c4_0 += w0 * p[131]; c4_1 += w1 * p[131];
                c5_0 += w0 * p[k->x_row + 3]; c5_1 += w1 * p[k->x_row + 3];
                c6_0 += w0 * p[k->x_row + 35]; c6_1 += w1 * p[k->x_row + 35];
                c7_0 += w0 * p[k->x_row + 67]; c7_1 += w1 * p[k->x_row + 67];
                c8_0 += w0 * p[k->x_row + 99]; c8_1 += w1 * p[k->x_row + 99];
                c9_0 += w0 * p[k->x_row + 131]; c9_1 += w1 * p[k->x_row + 131];
            }
            {
                const vec w0 = LOAD(w + 128), w1 = LOAD(w + 144);
                const vec v0 = LOAD(w + 160), v1 = LOAD(w + 176);
                c0_0 -= (v0 - p[4]) * (w0 - p[5]); c0_1 -= (v1 - p[4]) * (w1 - p[5]);
                c1_0 -= (v0 - p[36]) * (w0 - p[37]); c1_1 -= (v1 - p[36]) * (w1 - p[37]);
                c2_0 -= (v0 - p[68]) * (w0 - p[69]); c2_1 -= (v1 - p[68]) * (w1 - p[69]);
                c3_0 -= (v0 - p[100]) * (w0 - p[101]); c3_1 -= (v1 - p[100]) * (w1 - p[101]);
                c4_0 -= (v0 - p[132]) * (w0 - p[133]); c4_1 -= (v1 - p[132]) * (w1 - p[133]);
                c5_0 -= (v0 - p[k->x_row + 4]) * (w0 - p[k->x_row + 5]);
                    c5_1 -= (v1 - p[k->x_row + 4]) * (w1 - p[k->x_row + 5]);
                c6_0 -= (v0 - p[k->x_row + 36]) * (w0 - p[k->x_row + 37]);
                    c6_1 -= (v1 - p[k->x_row + 36]) * (w1 - p[k->x_row + 37]);
                c7_0 -= (v0 - p[k->x_row + 68]) * (w0 - p[k->x_row + 69]);
                    c7_1 -= (v1 - p[k->x_row + 68]) * (w1 - p[k->x_row + 69]);
                c8_0 -= (v0 - p[k->x_row + 100]) * (w0 - p[k->x_row + 101]);
                    c8_1 -= (v1 - p[k->x_row + 100]) * (w1 - p[k->x_row + 101]);
                c9_0 -= (v0 - p[k->x_row + 132]) * (w0 - p[k->x_row + 133]);
                    c9_1 -= (v1 - p[k->x_row + 132]) * (w1 - p[k->x_row + 133]);
            }
            {
                const vec w0 = LOAD(w + 192), w1 = LOAD(w + 208);
                c0_0 += w0 * p[6]; c0_1 += w1 * p[6];
                c1_0 += w0 * p[38]; c1_1 += w1 * p[38];
                c2_0 += w0 * p[70]; c2_1 += w1 * p[70];
                c3_0 += w0 * p[102]; c3_1 += w1 * p[102];
                c4_0 += w0 * p[134]; c4_1 += w1 * p[134];
                c5_0 += w0 * p[k->x_row + 6]; c5_1 += w1 * p[k->x_row + 6];
                c6_0 += w0 * p[k->x_row + 38]; c6_1 += w1 * p[k->x_row + 38];
                c7_0 += w0 * p[k->x_row + 70]; c7_1 += w1 * p[k->x_row + 70];
                c8_0 += w0 * p[k->x_row + 102]; c8_1 += w1 * p[k->x_row + 102];
                c9_0 += w0 * p[k->x_row + 134]; c9_1 += w1 * p[k->x_row + 134];
            }
            {
                const vec w0 = LOAD(w + 224), w1 = LOAD(w + 240);
                c0_0 += w0 * p[7]; c0_1 += w1 * p[7];
                c1_0 += w0 * p[39]; c1_1 += w1 * p[39];
                c2_0 += w0 * p[71]; c2_1 += w1 * p[71];
                c3_0 += w0 * p[103]; c3_1 += w1 * p[103];
                c4_0 += w0 * p[135]; c4_1 += w1 * p[135];
                c5_0 += w0 * p[k->x_row + 7]; c5_1 += w1 * p[k->x_row + 7];
                c6_0 += w0 * p[k->x_row + 39]; c6_1 += w1 * p[k->x_row + 39];
                c7_0 += w0 * p[k->x_row + 71]; c7_1 += w1 * p[k->x_row + 71];
                c8_0 += w0 * p[k->x_row + 103]; c8_1 += w1 * p[k->x_row + 103];
                c9_0 += w0 * p[k->x_row + 135]; c9_1 += w1 * p[k->x_row + 135];
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
    STORE(y + k->y_row, ending(k, c5_0 * a0 + b0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k,
        c5_1 * a1 + b1, r + k->y_block + k->y_row));
    STORE(y + k->y_row + 16, ending(k, c6_0 * a0 + b0, r + k->y_row + 16));
        STORE(y + k->y_block + k->y_row + 16, ending(k, c6_1 * a1 + b1, r + k->y_block + k->y_row + 16));
    STORE(y + k->y_row + 32, ending(k, c7_0 * a0 + b0, r + k->y_row + 32));
        STORE(y + k->y_block + k->y_row + 32, ending(k, c7_1 * a1 + b1, r + k->y_block + k->y_row + 32));
    STORE(y + k->y_row + 48, ending(k, c8_0 * a0 + b0, r + k->y_row + 48));
        STORE(y + k->y_block + k->y_row + 48, ending(k, c8_1 * a1 + b1, r + k->y_block + k->y_row + 48));
    STORE(y + k->y_row + 64, ending(k, c9_0 * a0 + b0, r + k->y_row + 64));
        STORE(y + k->y_block + k->y_row + 64, ending(k, c9_1 * a1 + b1, r + k->y_block + k->y_row + 64));
}

/* What multiplying in pairs adds to the sums of each of 2 x 4 pixels; and whether their mean square is within
 * the limits between which pairs are accurate. */
INLINE void sums_2x4_2(const Conv *k, const float *x, const float *limits, float *s) {
    vec t0 = ZERO, t1 = ZERO, t2 = ZERO, t3 = ZERO, t4 = ZERO, t5 = ZERO, t6 = ZERO, t7 = ZERO;
    vec q0 = ZERO, q1 = ZERO, q2 = ZERO, q3 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        ADD_OWN(t0, q0, p);
        ADD_OWN(t1, q1, p + 32);
        ADD_OWN(t2, q2, p + 64);
        ADD_OWN(t3, q3, p + 96);
        ADD_OWN(t4, q0, p + k->x_row);
        ADD_OWN(t5, q1, p + k->x_row + 32);
        ADD_OWN(t6, q2, p + k->x_row + 64);
        ADD_OWN(t7, q3, p + k->x_row + 96);
    }
    s[0] = t0[0] - t0[4] + t0[8] - t0[12];
    s[1] = t1[0] - t1[4] + t1[8] - t1[12];
    s[2] = t2[0] - t2[4] + t2[8] - t2[12];
    s[3] = t3[0] - t3[4] + t3[8] - t3[12];
    s[4] = t4[0] - t4[4] + t4[8] - t4[12];
    s[5] = t5[0] - t5[4] + t5[8] - t5[12];
    s[6] = t6[0] - t6[4] + t6[8] - t6[12];
    s[7] = t7[0] - t7[4] + t7[8] - t7[12];
    const float square = total(q0 + q1 + q2 + q3) / (float)(((16 * k->in_blocks) * 8));
    s[15] = square >= limits[0] && square <= limits[1];
}

/* 2 x 4 pixels, 32 channels, in pairs: (x0 + w1) (x1 + w0) = x0 w0 + x1 w1 + x0 x1 + w0 w1 (Winograd 1968). s
 * takes the products of x off, the bias those of w; cP_V: pixel P's sums of vector V of them. The pointers
 * are those of the tile's first pixel and channel. */
INLINE void tile_2x4x32_s2_pairs(const Conv *k, const float *s, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    vec c0_0 = ZERO - s[0], c0_1 = c0_0, c1_0 = ZERO - s[1], c1_1 = c1_0, c2_0 = ZERO - s[2], c2_1 = c2_0,
        c3_0 = ZERO - s[3], c3_1 = c3_0, c4_0 = ZERO - s[4], c4_1 = c4_0, c5_0 = ZERO - s[5], c5_1 = c5_0,
        c6_0 = ZERO - s[6], c6_1 = c6_0, c7_0 = ZERO - s[7], c7_1 = c7_0;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        for (int l = 0; l < 16; l += 8, p += 8, w += 256) {
            {
                const vec w0 = LOAD(w), w1 = LOAD(w + 16);
                const vec v0 = LOAD(w + 32), v1 = LOAD(w + 48);
                c0_0 += (v0 + p[0]) * (w0 + p[1]); c0_1 += (v1 + p[0]) * (w1 + p[1]);
                c1_0 += (v0 + p[32]) * (w0 + p[33]); c1_1 += (v1 + p[32]) * (w1 + p[33]);
                c2_0 += (v0 + p[64]) * (w0 + p[65]); c2_1 += (v1 + p[64]) * (w1 + p[65]);
                c3_0 += (v0 + p[96]) * (w0 + p[97]); c3_1 += (v1 + p[96]) * (w1 + p[97]);
                c4_0 += (v0 + p[k->x_row]) * (w0 + p[k->x_row + 1]);
                    c4_1 += (v1 + p[k->x_row]) * (w1 + p[k->x_row + 1]);
                c5_0 += (v0 + p[k->x_row + 32]) * (w0 + p[k->x_row + 33]);
                    c5_1 += (v1 + p[k->x_row + 32]) * (w1 + p[k->x_row + 33]);
                c6_0 += (v0 + p[k->x_row + 64]) * (w0 + p[k->x_row + 65]);
                    c6_1 += (v1 + p[k->x_row + 64]) * (w1 + p[k->x_row + 65]);
                c7_0 += (v0 + p[k->x_row + 96]) * (w0 + p[k->x_row + 97]);
                    c7_1 += (v1 + p[k->x_row + 96]) * (w1 + p[k->x_row + 97]);
            }
            {
                const vec w0 = LOAD(w + 64), w1 = LOAD(w + 80);
                c0_0 += w0 * p[2]; c0_1 += w1 * p[2];
                c1_0 += w0 * p[34]; c1_1 += w1 * p[34];
                c2_0 += w0 * p[66]; c2_1 += w1 * p[66];
                c3_0 += w0 * p[98]; c3_1 += w1 * p[98];
                c4_0 += w0 * p[k->x_row + 2]; c4_1 += w1 * p[k->x_row + 2];
                c5_0 += w0 * p[k->x_row + 34]; c5_1 += w1 * p[k->x_row + 34];
                c6_0 += w0 * p[k->x_row + 66]; c6_1 += w1 * p[k->x_row + 66];
                c7_0 += w0 * p[k->x_row + 98]; c7_1 += w1 * p[k->x_row + 98];
            }
            {
                const vec w0 = LOAD(w + 96), w1 = LOAD(w + 112);
                c0_0 += w0 * p[3]; c0_1 += w1 * p[3];
                c1_0 += w0 * p[35]; c1_1 += w1 * p[35];
                c2_0 += w0 * p[67]; c2_1 += w1 * p[67];
                c3_0 += w0 * p[99]; c3_1 += w1 * p[99];
                c4_0 += w0 * p[k->x_row + 3]; c4_1 += w1 * p[k->x_row + 3];
                c5_0 += w0 * p[k->x_row + 35]; c5_1 += w1 * p[k->x_row + 35];
                c6_0 += w0 * p[k->x_row + 67]; c6_1 += w1 * p[k->x_row + 67];
                c7_0 += w0 * p[k->x_row + 99]; c7_1 += w1 * p[k->x_row + 99];
            }
            {
                const vec w0 = LOAD(w + 128), w1 = LOAD(w + 144);
                const vec v0 = LOAD(w + 160), v1 = LOAD(w + 176);
                c0_0 -= (v0 - p[4]) * (w0 - p[5]); c0_1 -= (v1 - p[4]) * (w1 - p[5]);
                c1_0 -= (v0 - p[36]) * (w0 - p[37]); c1_1 -= (v1 - p[36]) * (w1 - p[37]);
                c2_0 -= (v0 - p[68]) * (w0 - p[69]); c2_1 -= (v1 - p[68]) * (w1 - p[69]);
                c3_0 -= (v0 - p[100]) * (w0 - p[101]); c3_1 -= (v1 - p[100]) * (w1 - p[101]);
                c4_0 -= (v0 - p[k->x_row + 4]) * (w0 - p[k->x_row + 5]);
                    c4_1 -= (v1 - p[k->x_row + 4]) * (w1 - p[k->x_row + 5]);
                c5_0 -= (v0 - p[k->x_row + 36]) * (w0 - p[k->x_row + 37]);
                    c5_1 -= (v1 - p[k->x_row + 36]) * (w1 - p[k->x_row + 37]);
                c6_0 -= (v0 - p[k->x_row + 68]) * (w0 - p[k->x_row + 69]);
                    c6_1 -= (v1 - p[k->x_row + 68]) * (w1 - p[k->x_row + 69]);
                c7_0 -= (v0 - p[k->x_row + 100]) * (w0 - p[k->x_row + 101]);
                    c7_1 -= (v1 - p[k->x_row + 100]) * (w1 - p[k->x_row + 101]);
            }
            {
                const vec w0 = LOAD(w + 192), w1 = LOAD(w + 208);
                c0_0 += w0 * p[6]; c0_1 += w1 * p[6];
                c1_0 += w0 * p[38]; c1_1 += w1 * p[38];
                c2_0 += w0 * p[70]; c2_1 += w1 * p[70];
                c3_0 += w0 * p[102]; c3_1 += w1 * p[102];
                c4_0 += w0 * p[k->x_row + 6]; c4_1 += w1 * p[k->x_row + 6];
                c5_0 += w0 * p[k->x_row + 38]; c5_1 += w1 * p[k->x_row + 38];
                c6_0 += w0 * p[k->x_row + 70]; c6_1 += w1 * p[k->x_row + 70];
                c7_0 += w0 * p[k->x_row + 102]; c7_1 += w1 * p[k->x_row + 102];
            }
            {
                const vec w0 = LOAD(w + 224), w1 = LOAD(w + 240);
                c0_0 += w0 * p[7]; c0_1 += w1 * p[7];
                c1_0 += w0 * p[39]; c1_1 += w1 * p[39];
                c2_0 += w0 * p[71]; c2_1 += w1 * p[71];
                c3_0 += w0 * p[103]; c3_1 += w1 * p[103];
                c4_0 += w0 * p[k->x_row + 7]; c4_1 += w1 * p[k->x_row + 7];
                c5_0 += w0 * p[k->x_row + 39]; c5_1 += w1 * p[k->x_row + 39];
                c6_0 += w0 * p[k->x_row + 71]; c6_1 += w1 * p[k->x_row + 71];
                c7_0 += w0 * p[k->x_row + 103]; c7_1 += w1 * p[k->x_row + 103];
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
    STORE(y + k->y_row, ending(k, c4_0 * a0 + b0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k,
        c4_1 * a1 + b1, r + k->y_block + k->y_row));
    STORE(y + k->y_row + 16, ending(k, c5_0 * a0 + b0, r + k->y_row + 16));
        STORE(y + k->y_block + k->y_row + 16, ending(k, c5_1 * a1 + b1, r + k->y_block + k->y_row + 16));
    STORE(y + k->y_row + 32, ending(k, c6_0 * a0 + b0, r + k->y_row + 32));
        STORE(y + k->y_block + k->y_row + 32, ending(k, c6_1 * a1 + b1, r + k->y_block + k->y_row + 32));
    STORE(y + k->y_row + 48, ending(k, c7_0 * a0 + b0, r + k->y_row + 48));
        STORE(y + k->y_block + k->y_row + 48, ending(k, c7_1 * a1 + b1, r + k->y_block + k->y_row + 48));
}

/* 1x1 convolution, stride 2, 32 -> 64 channels at 14x14.
 * x: its first tap's first pixel; w: [2][2][1][1][16][32]; y: its pixel (0, 0). */
NOINLINE static void conv1x1s2_32_64_14x14(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 2, .kernel = 1, .x_block = 14400, .x_row = 960, .x_column = 32,
        .tap_row = 480, .tap_column = 16, .y_block = 3136, .y_row = 224, .y_column = 16, .channels = 32,
        .all_channels = 64 };
    const float *limits = bias + 192;
    float sums[336];
    for (int ty = 0; ty < 7; ty++)
        for (int tx = 0; tx < 3; tx++) {
            const int row = ty * 2;
            const int column = tx * 4 + (tx < 2 ? tx : 2);
            const float *xt = x + row * 960 + column * 32;
            float *s = sums + ty * 48 + tx * 16;
            if (tx < 2) {
                sums_2x5_2(&sizes, xt, limits, s);
            } else {
                sums_2x4_2(&sizes, xt, limits, s);
            }
        }
    for (int p = 0; p < 2; p++)
        for (int ty = 0; ty < 7; ty++)
            for (int tx = 0; tx < 3; tx++) {
                const int row = ty * 2;
                const int column = tx * 4 + (tx < 2 ? tx : 2);
                const float *xt = x + row * 960 + column * 32;
                const float *wt = w + p * 1024;
                const float *bt = bias + p * 32;
                float *yt = y + p * 6272 + row * 224 + column * 16;
                const float *s = sums + ty * 48 + tx * 16;
                if (s[15] != 0) {
                    if (tx < 2) {
                        tile_2x5x32_s2_pairs(&sizes, s, xt, wt, bt, yt, yt);
                    } else {
                        tile_2x4x32_s2_pairs(&sizes, s, xt, wt, bt, yt, yt);
                    }
                } else {
                    one_by_one(&sizes, 2, tx < 2 ? 5 : 4, xt, wt, bt, 0, yt);
                }
            }
}

/* B^T d B of 7 x 7 pixels of one block of channels; v: 49 planes. */
INLINE void input_f5(const Winograd *k, const float *x, float *v) {
    vec s[7][7];
    for (int j = 0; j < 7; j++, x += 16) {
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
INLINE void output_f5_add_relu(const Winograd *k, const float *m, const float *bias, const float *r, float *y,
    int rows, int columns) {
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
    for (int i = 0; i < rows; i++, y += k->y_row, r += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5],
            d6 = s[i][6];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3 + d5;
        const vec y1 = t1 + 2.0f * t3 + 0.5f * d5;
        const vec y2 = s1 + 4.0f * s3 + 0.25f * d5;
        const vec y3 = t1 + 8.0f * t3 + 0.125f * d5;
        const vec y4 = s1 + 16.0f * s3 + 0.0625f * d5 + d6;
        STORE(y, relu(y0 + b + LOAD(r)));
        if (columns > 1) STORE(y + 16, relu(y1 + b + LOAD(r + 16)));
        if (columns > 2) STORE(y + 32, relu(y2 + b + LOAD(r + 32)));
        if (columns > 3) STORE(y + 48, relu(y3 + b + LOAD(r + 48)));
        if (columns > 4) STORE(y + 64, relu(y4 + b + LOAD(r + 64)));
    }
}

/* 1 x 9 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x9x32_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO, c4_0 = ZERO, c4_1 = ZERO, c5_0 = ZERO, c5_1 = ZERO, c6_0 = ZERO, c6_1 = ZERO,
        c7_0 = ZERO, c7_1 = ZERO, c8_0 = ZERO, c8_1 = ZERO;
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
    STORE(y + 128, c8_0); STORE(y + k->y_block + 128, c8_1);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_64_64_14x14_f5_add_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 4, .x_block = 144, .y_block = 144 };
    for (int n = 0; n < 49; n++) {
        const float *xt = x + n * 592;
        const float *wt = w + n * 2048;
        float *yt = y + n * 304;
        tile_1x9x32_products(&sizes, xt, wt, yt);
    }
}

/* 3x3 convolution by F(5,3), 64 -> 64 channels at 14x14, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [2][49][1][4][16][32]; y: its pixel (0, 0);
 * scratch: 43904 floats a thread. */
NOINLINE static void conv3x3_64_64_14x14_f5_add_relu(Line *team, const float *x, const float *w,
    const float *bias, const float *r, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 256, .y_row = 224, .v_plane = 592, .m_plane = 304 };
    float *v = scratch + THREAD * 43904;
    const int rows = 3;
    for (int b = 0; b < 4; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 3; tx++)
                input_f5(&sizes, x + b * 4096 + ty * 1280 + tx * 80, v + b * 144 + ty * 48 + tx * 16);
        }
    SHARED(1, 2, 1)
        ITEMS(g, 0) {
            float *m = v + 29008;
            conv3x3_64_64_14x14_f5_add_relu_products(v, w + g * 100352, m);
            for (int b = 0; b < 2; b++) {
                for (int ty = 0; ty < rows; ty++)
                    for (int tx = 0; tx < 3; tx++) {
                        const int down = 14 - ty * 5 < 5 ? 14 - ty * 5 : 5;
                        const int across = 14 - tx * 5 < 5 ? 14 - tx * 5 : 5;
                        output_f5_add_relu(&sizes, m + b * 144 + ty * 48 + tx * 16, bias + g * 32 + b * 16,
                            r + g * 6272 + b * 3136 + ty * 1120 + tx * 80,
                            y + g * 6272 + b * 3136 + ty * 1120 + tx * 80, down, across);
                    }
            }
        }
}

/* Average over 14x14 pixels, 64 channels. */
NOINLINE static void avgpool_64_14x14(const float *x, float *y) {
    for (int b = 0; b < 4; b++) {
        const float *p = x + b * 3136;
        float *q = y + b * 16;
        vec total = ZERO;
        for (int i = 0; i < 14; i++) {
            vec sum = ZERO;
            for (int j = 0; j < 14; j++)
                sum += LOAD(p + i * 224 + j * 16);
            total += sum;
        }
        STORE(q, total * (1.0f / 196.0f));
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
    static const Conv sizes = { .in_blocks = 4, .x_block = 16, .x_row = 16, .tap_row = 16, .y_block = 16,
        .y_row = 16, .all_channels = 16 };
    const float *xt = x;
    const float *wt = w;
    const float *bt = bias;
    float *yt = y;
    tile_1x1x16_s4(&sizes, xt, wt, bt, yt, yt);
}

#ifdef THREADS_BUNDLE_WEIGHTS /* the weights file becomes part of the program */
#ifndef THREADS_WEIGHTS_FILE
#define THREADS_WEIGHTS_FILE "threads_zen5.weights"
#endif
#ifdef __has_embed
#if __has_embed(THREADS_WEIGHTS_FILE) == 1 /* C23's, found beside this file */
#define THREADS_EMBEDS
#endif
#endif
#ifdef THREADS_EMBEDS
#ifdef __clang__
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif
const unsigned char threads_weights[1453184] __attribute__((aligned(64))) = {
#embed THREADS_WEIGHTS_FILE
};
#else
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl threads_weights\n"
        ".type threads_weights, @object\n"
        "threads_weights:\n"
        ".incbin \"" THREADS_WEIGHTS_FILE "\"\n"
        ".size threads_weights, . - threads_weights\n"
        ".popsection\n");
#endif
#endif

int threads_weights_check(const void *weights, size_t size) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return THREADS_BAD_ALIGNMENT;
    if (size != 1453184) return THREADS_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x44354454e534552ULL) return THREADS_BAD_MAGIC;
    if (header[1] != 0xd91768c08c9920f9ULL) return THREADS_BAD_FINGERPRINT;
    if (header[2] != 1453184) return THREADS_BAD_SIZE;
    for (size_t i = 32; i < 1453184; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? THREADS_OK : THREADS_BAD_CHECKSUM;
}

int threads_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma");
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_inner = 357, conv1_w = 16, conv1_b = 9424, conv1_at = 41776, conv1_inner = 496,
    layer1_0_conv1_w = 9456, layer1_0_conv1_b = 74992, layer1_0_conv1_inner = 496, layer1_0_conv2_w = 75024,
        layer1_0_conv2_b = 140560, layer1_0_conv2_at = 41776, layer1_0_conv2_inner = 496,
    layer2_0_conv1_w = 140592, layer2_0_conv1_b = 159024, layer2_0_conv1_inner = 272,
        layer2_0_downsample_0_w = 159232, layer2_0_downsample_0_b = 161280, layer2_0_downsample_0_at = 17472,
        layer2_0_conv2_w = 161488, layer2_0_conv2_b = 362192, layer2_0_conv2_at = 17472,
    fc_w = 362256, fc_b = 363280, fc_at = 64,
};

#ifdef THREADS_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 74064 + THREADS_MAX_THREADS * 104464)
#define TRACE(layer, nchw, value, images, channels, height, width, ...) \
    ALONE (nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \
     threads_trace(layer, COPY, images, channels, height, width)); WAIT(memory)
#elif defined THREADS_PROFILE
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ALONE threads_profile(layer)
#else
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)
#endif
/* Behind a layer that others wait for. */
#define DONE(...) WAIT(memory); TRACE(__VA_ARGS__)
#define SCRATCH (memory + 74048)

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 112x112 */
    float *const padded_input = memory; /* [3][118][118][1] */
    ALONE zero_border(padded_input, 1, 3, 112, 112, 3, 1, 0);
    copy_input(LINES(memory), input, padded_input, 1, 3, 112, 112, 3, 0);
    DONE("input", to_nchw, padded_input, 1, 3, 112, 112, 3, 1, 0);

    /* conv1: 7x7 stride 2 3->32 at 56x56, ReLU, max pool, winograd-rows 1x14x32, 29.5 MFLOP */
    float *const conv1 = memory + conv1_at; /* [2][30][30][16] */
    ALONE zero_border(conv1, 1, 2, 28, 28, 1, 16, 3472);
    conv7x7s2_3_32_56x56_rows_relu_pool(LINES(memory), padded_input, weights + conv1_w, weights + conv1_b,
        conv1 + conv1_inner, SCRATCH);
    DONE("conv1", to_nchw, conv1, 1, 32, 28, 28, 1, 16, 3472);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    float *const conv1 = memory + conv1_at; /* [2][30][30][16] */

    /* layer1.0.conv1: 3x3 32->32 at 28x28, ReLU, winograd-F(6,3) 1x13x32, 14.5 MFLOP */
    float *const layer1_0_conv1 = memory; /* [2][30][30][16] */
    ALONE zero_border(layer1_0_conv1, 1, 2, 28, 28, 1, 16, 992);
    conv3x3_32_32_28x28_f6_relu(LINES(memory), conv1, weights + layer1_0_conv1_w, weights + layer1_0_conv1_b,
        layer1_0_conv1 + layer1_0_conv1_inner, SCRATCH);
    DONE("layer1.0.conv1", to_nchw, layer1_0_conv1, 1, 32, 28, 28, 1, 16, 992);

    /* layer1.0.conv2: 3x3 32->32 at 28x28, plus conv1, ReLU, winograd-F(6,3) 1x13x32, 14.5 MFLOP */
    float *const layer1_0_conv2 = memory + layer1_0_conv2_at; /* [2][30][30][16], in place of conv1 */
    conv3x3_32_32_28x28_f6_add_relu(LINES(memory), layer1_0_conv1, weights + layer1_0_conv2_w,
        weights + layer1_0_conv2_b, conv1 + conv1_inner, layer1_0_conv2 + layer1_0_conv2_inner, SCRATCH);
    DONE("layer1.0.conv2", to_nchw, layer1_0_conv2, 1, 32, 28, 28, 1, 16, 3472);
}

NOINLINE static void layer2(const float *weights, float *memory) {
    float *const layer1_0_conv2 = memory + layer1_0_conv2_at; /* [2][30][30][16], in place of conv1 */

    /* layer2.0.conv1: 3x3 stride 2 32->64 at 14x14, ReLU, direct-pairs 2x5x32, 7.23 MFLOP */
    float *const layer2_0_conv1 = memory; /* [4][16][16][16] */
    ALONE zero_border(layer2_0_conv1, 1, 4, 14, 14, 1, 16, 1088);
    conv3x3s2_32_64_14x14_relu(LINES(memory), layer1_0_conv2, weights + layer2_0_conv1_w,
        weights + layer2_0_conv1_b, layer2_0_conv1 + layer2_0_conv1_inner);
    DONE("layer2.0.conv1", to_nchw, layer2_0_conv1, 1, 64, 14, 14, 1, 16, 1088);

    /* layer2.0.downsample.0: 1x1 stride 2 32->64 at 14x14, direct-pairs 2x5x32, 0.803 MFLOP */
    float *const layer2_0_downsample_0 = memory + layer2_0_downsample_0_at; /* [4][14][14][16] */
    ALONE conv1x1s2_32_64_14x14(layer1_0_conv2 + layer1_0_conv2_inner, weights + layer2_0_downsample_0_w,
        weights + layer2_0_downsample_0_b, layer2_0_downsample_0);
    DONE("layer2.0.downsample.0", to_nchw, layer2_0_downsample_0, 1, 64, 14, 14, 0, 16, 0);

    /* layer2.0.conv2: 3x3 64->64 at 14x14, plus layer2.0.downsample.0, ReLU, winograd-F(5,3) 1x9x32, 14.5
     * MFLOP */
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [4][14][14][16],
        in place of layer2.0.downsample.0 */
    conv3x3_64_64_14x14_f5_add_relu(LINES(memory), layer2_0_conv1, weights + layer2_0_conv2_w,
        weights + layer2_0_conv2_b, layer2_0_downsample_0, layer2_0_conv2, SCRATCH);
    DONE("layer2.0.conv2", to_nchw, layer2_0_conv2, 1, 64, 14, 14, 0, 16, 0);
}

NOINLINE static void head(const float *weights, float *memory, float *output) {
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [4][14][14][16],
        in place of layer2.0.downsample.0 */

    /* avgpool: 64 channels over 14x14 */
    float *const avgpool = memory; /* [4][1][1][16] */
    ALONE avgpool_64_14x14(layer2_0_conv2, avgpool);
    TRACE("avgpool", to_nchw, avgpool, 1, 64, 1, 1, 0, 16, 0);

    /* fc: linear 64->10, 0.00128 MFLOP */
    float *const fc = memory + fc_at; /* [1][1][1][16] */
    ALONE linear_64_10(avgpool, weights + fc_w, weights + fc_b, fc);
    TRACE("fc", to_nchw, fc, 1, 10, 1, 1, 0, 16, 0);

    /* output logits: 10 channels at 1x1 */
    ALONE to_nchw(fc, output, 1, 10, 1, 1, 0, 16, 0);
    WAIT(memory);
}

void threads_run(const void *weights, void *workspace, const float *input, float *output) {
#if defined __GNUC__ && !defined __TINYC__ && !defined NDEBUG /* as the header asks */
    if ((size_t)workspace % 64) __builtin_trap();
    if ((size_t)weights % 64) __builtin_trap();
    if ((size_t)input % 4 || (size_t)output % 4) __builtin_trap();
#endif
    TEAM(workspace) {
        stem(weights, workspace, input);
        layer1(weights, workspace);
        layer2(weights, workspace);
        head(weights, workspace, output);
    }
}

#ifdef __clang__
#pragma clang attribute pop
#endif
