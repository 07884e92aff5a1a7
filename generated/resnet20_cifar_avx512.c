/* resnet20_cifar: a residual network, compiled to C by resnetc 0.1.0 from resnet20-cifar.json.
 *
 *   options     --target avx512
 *   parameters  272474
 *   work        81.6 MFLOP an image
 *   weights     2660928 bytes, fingerprint acd6b9a304f1eaa3
 *   workspace   478912 bytes
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
 *   layer3.0.conv2: 3x3 64->64 at 8x8, plus layer3.0.downsample.0, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP
 *   layer3.1.conv1: 3x3 64->64 at 8x8, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP
 *   layer3.1.conv2: 3x3 64->64 at 8x8, plus layer3.0.conv2, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP
 *   layer3.2.conv1: 3x3 64->64 at 8x8, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP
 *   layer3.2.conv2: 3x3 64->64 at 8x8, plus layer3.1.conv2, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP
 *   avgpool: 64 channels over 8x8
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
#error "target avx512: compile with -mavx512f -mfma"
#endif
#ifndef __FMA__
#error "target avx512: compile with -mavx512f -mfma"
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
enum { RESNET20_CIFAR_OK, RESNET20_CIFAR_BAD_SIZE, RESNET20_CIFAR_BAD_MAGIC, RESNET20_CIFAR_BAD_FINGERPRINT,
    RESNET20_CIFAR_BAD_CHECKSUM, RESNET20_CIFAR_BAD_ALIGNMENT };
#ifndef RESNET20_CIFAR_MAX_THREADS
#define RESNET20_CIFAR_MAX_THREADS 1
#elif RESNET20_CIFAR_MAX_THREADS < 1
#error RESNET20_CIFAR_MAX_THREADS must be 1 or more
#endif
#else
#include <stddef.h>
#include <string.h>

#include "resnet20_cifar_avx512.h"
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

#define LINES(workspace) ((Line *)((char *)(workspace) + 179264 + RESNET20_CIFAR_MAX_THREADS * 299520UL))

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
#define THREADS RESNET20_CIFAR_MAX_THREADS
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

/* B^T d B of 4 x 4 pixels of one block of channels; v: 16 planes. */
INLINE void input_f2(const Winograd *k, const float *x, float *v) {
    vec s[4][4];
    for (int j = 0; j < 4; j++, x += 16) {
        const vec d0 = LOAD(x), d1 = LOAD(x + k->x_row), d2 = LOAD(x + 2 * k->x_row),
            d3 = LOAD(x + 3 * k->x_row);
        const vec v0 = -d0 + d2;
        const vec e1 = d2, o1 = d1;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec v3 = -d1 + d3;
        s[0][j] = v0;
        s[1][j] = v1;
        s[2][j] = v2;
        s[3][j] = v3;
    }
    for (int i = 0; i < 4; i++, v += (4 * k->v_plane)) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3];
        const vec v0 = -d0 + d2;
        const vec e1 = d2, o1 = d1;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec v3 = -d1 + d3;
        STORE(v, v0);
        STORE(v + k->v_plane, v1);
        STORE(v + 2 * k->v_plane, v2);
        STORE(v + 3 * k->v_plane, v3);
    }
}

/* A^T m A of one tile and block, and what is fused behind it. */
INLINE void output_f2_add_relu(const Winograd *k, const float *m, const float *bias, const float *r,
    float *y) {
    const vec b = LOAD(bias);
    vec s[2][4];
    for (int j = 0; j < 4; j++, m += k->m_plane) {
        const vec d0 = LOAD(m), d1 = LOAD(m + (4 * k->m_plane)), d2 = LOAD(m + 2 * (4 * k->m_plane)),
            d3 = LOAD(m + 3 * (4 * k->m_plane));
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1;
        const vec y1 = t1 + d3;
        s[0][j] = y0;
        s[1][j] = y1;
    }
    for (int i = 0; i < 2; i++, y += k->y_row, r += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1;
        const vec y1 = t1 + d3;
        STORE(y, relu(y0 + b + LOAD(r)));
        STORE(y + 16, relu(y1 + b + LOAD(r + 16)));
    }
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_64_64_8x8_f2_add_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 4, .x_block = 256, .y_block = 256 };
    for (int n = 0; n < 16; n++)
        for (int tx = 0; tx < 2; tx++) {
            const int column = tx * 8;
            const float *xt = x + n * 1040 + column * 16;
            const float *wt = w + n * 2048;
            float *yt = y + n * 528 + column * 16;
            tile_1x8x32_products_2(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution by F(2,3), 64 -> 64 channels at 8x8, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [2][16][1][4][16][32]; y: its pixel (0, 0);
 * scratch: 25088 floats a thread. */
NOINLINE static void conv3x3_64_64_8x8_f2_add_relu(Line *team, const float *x, const float *w,
    const float *bias, const float *r, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 160, .y_row = 160, .v_plane = 1040, .m_plane = 528 };
    float *v = scratch + THREAD * 25088;
    const int rows = 4;
    for (int b = 0; b < 4; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 4; tx++)
                input_f2(&sizes, x + b * 1600 + ty * 320 + tx * 32, v + b * 256 + ty * 64 + tx * 16);
        }
    SHARED(1, 2, 1)
        ITEMS(g, 0) {
            float *m = v + 16640;
            conv3x3_64_64_8x8_f2_add_relu_products(v, w + g * 32768, m);
            for (int b = 0; b < 2; b++) {
                for (int ty = 0; ty < rows; ty++)
                    for (int tx = 0; tx < 4; tx++) {
                        output_f2_add_relu(&sizes, m + b * 256 + ty * 64 + tx * 16, bias + g * 32 + b * 16,
                            r + g * 3200 + b * 1600 + ty * 320 + tx * 32,
                            y + g * 3200 + b * 1600 + ty * 320 + tx * 32);
                    }
            }
        }
}

/* A^T m A of one tile and block, and what is fused behind it. */
INLINE void output_f2_relu(const Winograd *k, const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    vec s[2][4];
    for (int j = 0; j < 4; j++, m += k->m_plane) {
        const vec d0 = LOAD(m), d1 = LOAD(m + (4 * k->m_plane)), d2 = LOAD(m + 2 * (4 * k->m_plane)),
            d3 = LOAD(m + 3 * (4 * k->m_plane));
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1;
        const vec y1 = t1 + d3;
        s[0][j] = y0;
        s[1][j] = y1;
    }
    for (int i = 0; i < 2; i++, y += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1;
        const vec y1 = t1 + d3;
        STORE(y, relu(y0 + b));
        STORE(y + 16, relu(y1 + b));
    }
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_64_64_8x8_f2_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 4, .x_block = 256, .y_block = 256 };
    for (int n = 0; n < 16; n++)
        for (int tx = 0; tx < 2; tx++) {
            const int column = tx * 8;
            const float *xt = x + n * 1040 + column * 16;
            const float *wt = w + n * 2048;
            float *yt = y + n * 528 + column * 16;
            tile_1x8x32_products_2(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution by F(2,3), 64 -> 64 channels at 8x8, then ReLU.
 * x: its border's corner; w: [2][16][1][4][16][32]; y: its pixel (0, 0);
 * scratch: 25088 floats a thread. */
NOINLINE static void conv3x3_64_64_8x8_f2_relu(Line *team, const float *x, const float *w, const float *bias,
    float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 160, .y_row = 160, .v_plane = 1040, .m_plane = 528 };
    float *v = scratch + THREAD * 25088;
    const int rows = 4;
    for (int b = 0; b < 4; b++)
        for (int ty = 0; ty < rows; ty++) {
            for (int tx = 0; tx < 4; tx++)
                input_f2(&sizes, x + b * 1600 + ty * 320 + tx * 32, v + b * 256 + ty * 64 + tx * 16);
        }
    SHARED(1, 2, 1)
        ITEMS(g, 0) {
            float *m = v + 16640;
            conv3x3_64_64_8x8_f2_relu_products(v, w + g * 32768, m);
            for (int b = 0; b < 2; b++) {
                for (int ty = 0; ty < rows; ty++)
                    for (int tx = 0; tx < 4; tx++) {
                        output_f2_relu(&sizes, m + b * 256 + ty * 64 + tx * 16, bias + g * 32 + b * 16,
                            y + g * 3200 + b * 1600 + ty * 320 + tx * 32);
                    }
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

#ifdef RESNET20_CIFAR_BUNDLE_WEIGHTS /* the weights file becomes part of the program */
#ifndef RESNET20_CIFAR_WEIGHTS_FILE
#define RESNET20_CIFAR_WEIGHTS_FILE "resnet20_cifar_avx512.weights"
#endif
#ifdef __has_embed
#if __has_embed(RESNET20_CIFAR_WEIGHTS_FILE) == 1 /* C23's, found beside this file */
#define RESNET20_CIFAR_EMBEDS
#endif
#endif
#ifdef RESNET20_CIFAR_EMBEDS
#ifdef __clang__
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif
const unsigned char resnet20_cifar_weights[2660928] __attribute__((aligned(64))) = {
#embed RESNET20_CIFAR_WEIGHTS_FILE
};
#else
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl resnet20_cifar_weights\n"
        ".type resnet20_cifar_weights, @object\n"
        "resnet20_cifar_weights:\n"
        ".incbin \"" RESNET20_CIFAR_WEIGHTS_FILE "\"\n"
        ".size resnet20_cifar_weights, . - resnet20_cifar_weights\n"
        ".popsection\n");
#endif
#endif

int resnet20_cifar_weights_check(const void *weights, size_t size) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return RESNET20_CIFAR_BAD_ALIGNMENT;
    if (size != 2660928) return RESNET20_CIFAR_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x44354454e534552ULL) return RESNET20_CIFAR_BAD_MAGIC;
    if (header[1] != 0xacd6b9a304f1eaa3ULL) return RESNET20_CIFAR_BAD_FINGERPRINT;
    if (header[2] != 2660928) return RESNET20_CIFAR_BAD_SIZE;
    for (size_t i = 32; i < 2660928; i += 8) {
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
        layer3_0_downsample_0_inner = 176, layer3_0_conv2_w = 336192, layer3_0_conv2_b = 401728,
        layer3_0_conv2_at = 7104, layer3_0_conv2_inner = 176, layer3_1_conv1_w = 401792,
        layer3_1_conv1_b = 467328, layer3_1_conv1_inner = 176, layer3_1_conv2_w = 467392,
        layer3_1_conv2_b = 532928, layer3_1_conv2_at = 7104, layer3_1_conv2_inner = 176,
        layer3_2_conv1_w = 532992, layer3_2_conv1_b = 598528, layer3_2_conv1_inner = 176,
        layer3_2_conv2_w = 598592, layer3_2_conv2_b = 664128, layer3_2_conv2_at = 7104,
        layer3_2_conv2_inner = 176,
    fc_w = 664192, fc_b = 665216, fc_at = 64,
};

#ifdef RESNET20_CIFAR_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 44832 + RESNET20_CIFAR_MAX_THREADS * 74896)
#define TRACE(layer, nchw, value, images, channels, height, width, ...) \
    ALONE (nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \
     resnet20_cifar_trace(layer, COPY, images, channels, height, width)); WAIT(memory)
#elif defined RESNET20_CIFAR_PROFILE
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ALONE resnet20_cifar_profile(layer)
#else
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)
#endif
/* Behind a layer that others wait for. */
#define DONE(...) WAIT(memory); TRACE(__VA_ARGS__)
#define SCRATCH (memory + 44816)

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 32x32 */
    float *const padded_input = memory + padded_input_at; /* [3][34][34][1] */
    ALONE zero_border(padded_input, 1, 3, 32, 32, 1, 1, 140);
    copy_input(LINES(memory), input, padded_input, 1, 3, 32, 32, 1, 140);
    DONE("input", to_nchw, padded_input, 1, 3, 32, 32, 1, 1, 140);

    /* conv1: 3x3 3->16 at 32x32, ReLU, winograd-rows 1x8x16, 0.885 MFLOP */
    float *const conv1 = memory; /* [1][34][34][16] */
    ALONE zero_border(conv1, 1, 1, 32, 32, 1, 16, 2240);
    ALONE conv3x3_3_16_32x32_rows_relu(padded_input, weights + conv1_w, weights + conv1_b,
        conv1 + conv1_inner, SCRATCH);
    DONE("conv1", to_nchw, conv1, 1, 16, 32, 32, 1, 16, 2240);
}

NOINLINE static void layer1(const float *weights, float *memory) {
    float *const conv1 = memory; /* [1][34][34][16] */

    /* layer1.0.conv1: 3x3 16->16 at 32x32, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_0_conv1 = memory + layer1_0_conv1_at; /* [1][34][34][16] */
    ALONE zero_border(layer1_0_conv1, 1, 1, 32, 32, 1, 16, 2240);
    ALONE conv3x3_16_16_32x32_f4_relu(conv1, weights + layer1_0_conv1_w, weights + layer1_0_conv1_b,
        layer1_0_conv1 + layer1_0_conv1_inner, SCRATCH);
    TRACE("layer1.0.conv1", to_nchw, layer1_0_conv1, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.0.conv2: 3x3 16->16 at 32x32, plus conv1, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_0_conv2 = memory; /* [1][34][34][16], in place of conv1 */
    ALONE conv3x3_16_16_32x32_f4_add_relu(layer1_0_conv1, weights + layer1_0_conv2_w,
        weights + layer1_0_conv2_b, conv1 + conv1_inner, layer1_0_conv2 + layer1_0_conv2_inner, SCRATCH);
    TRACE("layer1.0.conv2", to_nchw, layer1_0_conv2, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.1.conv1: 3x3 16->16 at 32x32, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_1_conv1 = memory + layer1_1_conv1_at; /* [1][34][34][16] */
    ALONE conv3x3_16_16_32x32_f4_relu(layer1_0_conv2, weights + layer1_1_conv1_w, weights + layer1_1_conv1_b,
        layer1_1_conv1 + layer1_1_conv1_inner, SCRATCH);
    TRACE("layer1.1.conv1", to_nchw, layer1_1_conv1, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.1.conv2: 3x3 16->16 at 32x32, plus layer1.0.conv2, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_1_conv2 = memory; /* [1][34][34][16], in place of layer1.0.conv2 */
    ALONE conv3x3_16_16_32x32_f4_add_relu(layer1_1_conv1, weights + layer1_1_conv2_w,
        weights + layer1_1_conv2_b, layer1_0_conv2 + layer1_0_conv2_inner,
        layer1_1_conv2 + layer1_1_conv2_inner, SCRATCH);
    TRACE("layer1.1.conv2", to_nchw, layer1_1_conv2, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.2.conv1: 3x3 16->16 at 32x32, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_2_conv1 = memory + layer1_2_conv1_at; /* [1][34][34][16] */
    ALONE conv3x3_16_16_32x32_f4_relu(layer1_1_conv2, weights + layer1_2_conv1_w, weights + layer1_2_conv1_b,
        layer1_2_conv1 + layer1_2_conv1_inner, SCRATCH);
    TRACE("layer1.2.conv1", to_nchw, layer1_2_conv1, 1, 16, 32, 32, 1, 16, 2240);

    /* layer1.2.conv2: 3x3 16->16 at 32x32, plus layer1.1.conv2, ReLU, winograd-F(4,3) 1x22x16, 4.72 MFLOP */
    float *const layer1_2_conv2 = memory; /* [1][34][34][16], in place of layer1.1.conv2 */
    ALONE conv3x3_16_16_32x32_f4_add_relu(layer1_2_conv1, weights + layer1_2_conv2_w,
        weights + layer1_2_conv2_b, layer1_1_conv2 + layer1_1_conv2_inner,
        layer1_2_conv2 + layer1_2_conv2_inner, SCRATCH);
    DONE("layer1.2.conv2", to_nchw, layer1_2_conv2, 1, 16, 32, 32, 1, 16, 2240);
}

NOINLINE static void layer2(const float *weights, float *memory) {
    float *const layer1_2_conv2 = memory; /* [1][34][34][16], in place of layer1.1.conv2 */

    /* layer2.0.conv1: 3x3 stride 2 16->32 at 16x16, ReLU, winograd-F(4,3) 1x8x32, 2.36 MFLOP */
    float *const layer2_0_conv1 = memory + layer2_0_conv1_at; /* [2][18][18][16] */
    ALONE zero_border(layer2_0_conv1, 1, 2, 16, 16, 1, 16, 1216);
    ALONE conv3x3s2_16_32_16x16_f4_relu(layer1_2_conv2, weights + layer2_0_conv1_w,
        weights + layer2_0_conv1_b, layer2_0_conv1 + layer2_0_conv1_inner, SCRATCH);
    TRACE("layer2.0.conv1", to_nchw, layer2_0_conv1, 1, 32, 16, 16, 1, 16, 1216);

    /* layer2.0.downsample.0: 1x1 stride 2 16->32 at 16x16, direct 2x6x32, 0.262 MFLOP */
    float *const layer2_0_downsample_0 = memory + layer2_0_downsample_0_at; /* [2][18][18][16] */
    ALONE zero_border(layer2_0_downsample_0, 1, 2, 16, 16, 1, 16, 2128);
    ALONE conv1x1s2_16_32_16x16(layer1_2_conv2 + layer1_2_conv2_inner, weights + layer2_0_downsample_0_w,
        weights + layer2_0_downsample_0_b, layer2_0_downsample_0 + layer2_0_downsample_0_inner);
    TRACE("layer2.0.downsample.0", to_nchw, layer2_0_downsample_0, 1, 32, 16, 16, 1, 16, 2128);

    /* layer2.0.conv2: 3x3 32->32 at 16x16, plus layer2.0.downsample.0, ReLU, winograd-F(4,3) 1x8x32, 4.72
     * MFLOP */
    float *const layer2_0_conv2 = memory + layer2_0_conv2_at; /* [2][18][18][16],
        in place of layer2.0.downsample.0 */
    ALONE conv3x3_32_32_16x16_f4_add_relu(layer2_0_conv1, weights + layer2_0_conv2_w,
        weights + layer2_0_conv2_b, layer2_0_downsample_0 + layer2_0_downsample_0_inner,
        layer2_0_conv2 + layer2_0_conv2_inner, SCRATCH);
    TRACE("layer2.0.conv2", to_nchw, layer2_0_conv2, 1, 32, 16, 16, 1, 16, 2128);

    /* layer2.1.conv1: 3x3 32->32 at 16x16, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP */
    float *const layer2_1_conv1 = memory; /* [2][18][18][16] */
    ALONE zero_border(layer2_1_conv1, 1, 2, 16, 16, 1, 16, 1216);
    ALONE conv3x3_32_32_16x16_f4_relu(layer2_0_conv2, weights + layer2_1_conv1_w, weights + layer2_1_conv1_b,
        layer2_1_conv1 + layer2_1_conv1_inner, SCRATCH);
    TRACE("layer2.1.conv1", to_nchw, layer2_1_conv1, 1, 32, 16, 16, 1, 16, 1216);

    /* layer2.1.conv2: 3x3 32->32 at 16x16, plus layer2.0.conv2, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP */
    float *const layer2_1_conv2 = memory + layer2_1_conv2_at; /* [2][18][18][16],
        in place of layer2.0.conv2 */
    ALONE conv3x3_32_32_16x16_f4_add_relu(layer2_1_conv1, weights + layer2_1_conv2_w,
        weights + layer2_1_conv2_b, layer2_0_conv2 + layer2_0_conv2_inner,
        layer2_1_conv2 + layer2_1_conv2_inner, SCRATCH);
    TRACE("layer2.1.conv2", to_nchw, layer2_1_conv2, 1, 32, 16, 16, 1, 16, 2128);

    /* layer2.2.conv1: 3x3 32->32 at 16x16, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP */
    float *const layer2_2_conv1 = memory; /* [2][18][18][16] */
    ALONE conv3x3_32_32_16x16_f4_relu(layer2_1_conv2, weights + layer2_2_conv1_w, weights + layer2_2_conv1_b,
        layer2_2_conv1 + layer2_2_conv1_inner, SCRATCH);
    TRACE("layer2.2.conv1", to_nchw, layer2_2_conv1, 1, 32, 16, 16, 1, 16, 1216);

    /* layer2.2.conv2: 3x3 32->32 at 16x16, plus layer2.1.conv2, ReLU, winograd-F(4,3) 1x8x32, 4.72 MFLOP */
    float *const layer2_2_conv2 = memory + layer2_2_conv2_at; /* [2][18][18][16],
        in place of layer2.1.conv2 */
    ALONE conv3x3_32_32_16x16_f4_add_relu(layer2_2_conv1, weights + layer2_2_conv2_w,
        weights + layer2_2_conv2_b, layer2_1_conv2 + layer2_1_conv2_inner,
        layer2_2_conv2 + layer2_2_conv2_inner, SCRATCH);
    DONE("layer2.2.conv2", to_nchw, layer2_2_conv2, 1, 32, 16, 16, 1, 16, 2128);
}

NOINLINE static void layer3(const float *weights, float *memory) {
    float *const layer2_2_conv2 = memory + layer2_2_conv2_at; /* [2][18][18][16],
        in place of layer2.1.conv2 */

    /* layer3.0.conv1: 3x3 stride 2 32->64 at 8x8, ReLU, winograd-F(2,3) 1x8x32, 2.36 MFLOP */
    float *const layer3_0_conv1 = memory; /* [4][10][10][16] */
    ALONE zero_border(layer3_0_conv1, 1, 4, 8, 8, 1, 16, 704);
    ALONE conv3x3s2_32_64_8x8_f2_relu(layer2_2_conv2, weights + layer3_0_conv1_w, weights + layer3_0_conv1_b,
        layer3_0_conv1 + layer3_0_conv1_inner, SCRATCH);
    TRACE("layer3.0.conv1", to_nchw, layer3_0_conv1, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.0.downsample.0: 1x1 stride 2 32->64 at 8x8, direct 3x4x32, 0.262 MFLOP */
    float *const layer3_0_downsample_0 = memory + layer3_0_downsample_0_at; /* [4][10][10][16] */
    ALONE zero_border(layer3_0_downsample_0, 1, 4, 8, 8, 1, 16, 704);
    ALONE conv1x1s2_32_64_8x8(layer2_2_conv2 + layer2_2_conv2_inner, weights + layer3_0_downsample_0_w,
        weights + layer3_0_downsample_0_b, layer3_0_downsample_0 + layer3_0_downsample_0_inner);
    DONE("layer3.0.downsample.0", to_nchw, layer3_0_downsample_0, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.0.conv2: 3x3 64->64 at 8x8, plus layer3.0.downsample.0, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP
     * */
    float *const layer3_0_conv2 = memory + layer3_0_conv2_at; /* [4][10][10][16],
        in place of layer3.0.downsample.0 */
    conv3x3_64_64_8x8_f2_add_relu(LINES(memory), layer3_0_conv1, weights + layer3_0_conv2_w,
        weights + layer3_0_conv2_b, layer3_0_downsample_0 + layer3_0_downsample_0_inner,
        layer3_0_conv2 + layer3_0_conv2_inner, SCRATCH);
    DONE("layer3.0.conv2", to_nchw, layer3_0_conv2, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.1.conv1: 3x3 64->64 at 8x8, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP */
    float *const layer3_1_conv1 = memory; /* [4][10][10][16] */
    conv3x3_64_64_8x8_f2_relu(LINES(memory), layer3_0_conv2, weights + layer3_1_conv1_w,
        weights + layer3_1_conv1_b, layer3_1_conv1 + layer3_1_conv1_inner, SCRATCH);
    DONE("layer3.1.conv1", to_nchw, layer3_1_conv1, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.1.conv2: 3x3 64->64 at 8x8, plus layer3.0.conv2, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP */
    float *const layer3_1_conv2 = memory + layer3_1_conv2_at; /* [4][10][10][16],
        in place of layer3.0.conv2 */
    conv3x3_64_64_8x8_f2_add_relu(LINES(memory), layer3_1_conv1, weights + layer3_1_conv2_w,
        weights + layer3_1_conv2_b, layer3_0_conv2 + layer3_0_conv2_inner,
        layer3_1_conv2 + layer3_1_conv2_inner, SCRATCH);
    DONE("layer3.1.conv2", to_nchw, layer3_1_conv2, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.2.conv1: 3x3 64->64 at 8x8, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP */
    float *const layer3_2_conv1 = memory; /* [4][10][10][16] */
    conv3x3_64_64_8x8_f2_relu(LINES(memory), layer3_1_conv2, weights + layer3_2_conv1_w,
        weights + layer3_2_conv1_b, layer3_2_conv1 + layer3_2_conv1_inner, SCRATCH);
    DONE("layer3.2.conv1", to_nchw, layer3_2_conv1, 1, 64, 8, 8, 1, 16, 704);

    /* layer3.2.conv2: 3x3 64->64 at 8x8, plus layer3.1.conv2, ReLU, winograd-F(2,3) 1x8x32, 4.72 MFLOP */
    float *const layer3_2_conv2 = memory + layer3_2_conv2_at; /* [4][10][10][16],
        in place of layer3.1.conv2 */
    conv3x3_64_64_8x8_f2_add_relu(LINES(memory), layer3_2_conv1, weights + layer3_2_conv2_w,
        weights + layer3_2_conv2_b, layer3_1_conv2 + layer3_1_conv2_inner,
        layer3_2_conv2 + layer3_2_conv2_inner, SCRATCH);
    DONE("layer3.2.conv2", to_nchw, layer3_2_conv2, 1, 64, 8, 8, 1, 16, 704);
}

NOINLINE static void head(const float *weights, float *memory, float *output) {
    float *const layer3_2_conv2 = memory + layer3_2_conv2_at; /* [4][10][10][16],
        in place of layer3.1.conv2 */

    /* avgpool: 64 channels over 8x8 */
    float *const avgpool = memory; /* [4][1][1][16] */
    ALONE avgpool_64_8x8(layer3_2_conv2 + layer3_2_conv2_inner, avgpool);
    TRACE("avgpool", to_nchw, avgpool, 1, 64, 1, 1, 0, 16, 0);

    /* fc: linear 64->10, 0.00128 MFLOP */
    float *const fc = memory + fc_at; /* [1][1][1][16] */
    ALONE linear_64_10(avgpool, weights + fc_w, weights + fc_b, fc);
    TRACE("fc", to_nchw, fc, 1, 10, 1, 1, 0, 16, 0);

    /* output logits: 10 channels at 1x1 */
    ALONE to_nchw(fc, output, 1, 10, 1, 1, 0, 16, 0);
    WAIT(memory);
}

void resnet20_cifar_run(const void *weights, void *workspace, const float *input, float *output) {
#if defined __GNUC__ && !defined __TINYC__ && !defined NDEBUG /* as the header asks */
    if ((size_t)workspace % 64) __builtin_trap();
    if ((size_t)weights % 64) __builtin_trap();
    if ((size_t)input % 4 || (size_t)output % 4) __builtin_trap();
#endif
    TEAM(workspace) {
        stem(weights, workspace, input);
        layer1(weights, workspace);
        layer2(weights, workspace);
        layer3(weights, workspace);
        head(weights, workspace, output);
    }
}

#ifdef __clang__
#pragma clang attribute pop
#endif
