/* chosen: a residual network, compiled to C by resnetc 0.1.0 from chosen.json.
 *
 *   options     --target zen5 --tuned chosen-choices.json
 *   parameters  58656
 *   work        12.2 MFLOP an image
 *   weights     393920 bytes, fingerprint fff7df48e1f89767
 *   workspace   140032 bytes
 *   compile     cc -std=gnu11 -O2 -mavx512f -mfma -c; for threads -fopenmp -DCHOSEN_MAX_THREADS=2
 *
 * Layers:
 *   input: 3 channels at 7x15
 *   conv1: 3x3 3->32 at 7x15, ReLU, winograd-rows 1x4x32, 0.181 MFLOP
 *   layer1.0.conv1: 3x3 32->64 at 7x15, ReLU, winograd-narrow-F(4,3) 1x4x32, 3.87 MFLOP
 *   layer1.0.downsample.0: 1x1 32->64 at 7x15, direct 2x4x32, 0.43 MFLOP
 *   layer1.0.conv2: 3x3 64->64 at 7x15, plus layer1.0.downsample.0, ReLU, winograd-raw-F(2,3) 1x3x16, 7.74
 *     MFLOP
 *   output layer1: 64 channels at 7x15
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
enum { CHOSEN_OK, CHOSEN_BAD_SIZE, CHOSEN_BAD_MAGIC, CHOSEN_BAD_FINGERPRINT, CHOSEN_BAD_CHECKSUM,
    CHOSEN_BAD_ALIGNMENT };
#ifndef CHOSEN_MAX_THREADS
#define CHOSEN_MAX_THREADS 1
#elif CHOSEN_MAX_THREADS < 1
#error CHOSEN_MAX_THREADS must be 1 or more
#endif
#else
#include <stddef.h>
#include <string.h>

#include "chosen_zen5.h"
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

#define LINES(workspace) ((Line *)((char *)(workspace) + 96896 + CHOSEN_MAX_THREADS * 43008UL))

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
#define THREADS CHOSEN_MAX_THREADS
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
    int x_block; /* from a block of channels to the next */
    int x_row; /* from an output pixel to the one below */
    int y_block; /* from a block of channels to the next */
    int y_row; /* from a pixel to the one below */
    int adds; /* whether r is added */
    int relu; /* whether ReLU follows */
    int prefetch; /* lines of the next panel that a tile fetches at each block and tap */
    int halved; /* whether another thread fetches half of them */
    int passing; /* whether they need not stay in the last cache */
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

/* Fetches a tile's share of the next panel, which begins at next; twice as much where another thread has the
 * other half of the tiles. Returns where the next share begins. */
#define FETCH(i) \
    if (lines <= i) return end; \
    if (k->passing) PREFETCH_ONCE(next + i * 16); \
    else PREFETCH(next + i * 16)
INLINE const float *fetch(const Conv *k, const float *next) {
    const int lines = k->halved ? AHEAD * k->prefetch : k->prefetch;
    const float *const end = next + lines * 16;
    FETCH(0); FETCH(1); FETCH(2); FETCH(3); FETCH(4); FETCH(5); FETCH(6); FETCH(7); FETCH(8); FETCH(9);
        FETCH(10); FETCH(11); FETCH(12); FETCH(13); FETCH(14); FETCH(15); FETCH(16); FETCH(17); FETCH(18);
        FETCH(19); FETCH(20); FETCH(21); FETCH(22); FETCH(23);
    return end;
}

typedef unsigned uvec __attribute__((vector_size(64), may_alias));
#define BITS(p) (*(const uvec *)(p))
#define TO_FLOAT(i) __builtin_convertvector((ivec)(i), vec)

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
static inline void conv3x3_3_32_7x15_rows_relu_input(const float *x, float *v) {
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
static inline void conv3x3_3_32_7x15_rows_relu_output(const float *m, const float *bias, float *y) {
    const vec b = LOAD(bias);
    for (int t = 0; t < 4; t++, m += 16, y += 64) {
        const vec d0 = LOAD(m), d1 = LOAD(m + 272), d2 = LOAD(m + 544), d3 = LOAD(m + 816),
            d4 = LOAD(m + 1088), d5 = LOAD(m + 1360);
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        STORE(y, relu(y0 + b));
        if (t * 4 + 1 < 15) STORE(y + 16, relu(y1 + b));
        if (t * 4 + 2 < 15) STORE(y + 32, relu(y2 + b));
        if (t * 4 + 3 < 15) STORE(y + 48, relu(y3 + b));
    }
}

/* 1 x 4 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x32_products(const Conv *k, const float *x, const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        const vec w0 = LOAD(w), w1 = LOAD(w + 16);
        c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
        c1_0 += w0 * p[1]; c1_1 += w1 * p[1];
        c2_0 += w0 * p[2]; c2_1 += w1 * p[2];
        c3_0 += w0 * p[3]; c3_1 += w1 * p[3];
        w += 32;
    }
    STORE(y, c0_0); STORE(y + k->y_block, c0_1);
    STORE(y + 16, c1_0); STORE(y + k->y_block + 16, c1_1);
    STORE(y + 32, c2_0); STORE(y + k->y_block + 32, c2_1);
    STORE(y + 48, c3_0); STORE(y + k->y_block + 48, c3_1);
}

/* Point by point, two rows of the convolution: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_3_32_7x15_rows_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 9, .x_block = 4, .x_row = 12, .y_block = 128, .y_row = 64 };
    for (int n = 0; n < 6; n++)
        for (int ty = 0; ty < 2; ty++) {
            const float *xt = x + n * 64 + ty * 12;
            const float *wt = w + n * 288;
            float *yt = y + n * 272 + ty * 64;
            tile_1x4x32_products(&sizes, xt, wt, yt);
        }
}

/* 3x3 convolution, stride 1, 3 -> 32 channels at 7x15, by F(4,3) along its rows, then ReLU.
 * x: its border's corner; w: [6][1][9][32]; y: its pixel (0, 0);
 * scratch: 2016 floats a thread. */
NOINLINE static void conv3x3_3_32_7x15_rows_relu(const float *x, const float *w, const float *bias, float *y,
    float *scratch) {
    for (int s = 0; s < 4; s++) {
        float *v = scratch;
        float *m = v + 384;
        const int first = s;
        const int end = s + 1;
        const float *xs = x + first * 34;
        for (int i = 0; i < (end - first) * 2 + 2; i++) {
            for (int c = 0; c < 3; c++) {
                conv3x3_3_32_7x15_rows_relu_input(xs + i * 17 + c * 153, v + i * 12 + c * 4);
            }
        }
        for (int q = first; q < end; q++) {
            conv3x3_3_32_7x15_rows_relu_products(v + (q - first) * 24, w, m);
            for (int r = 0; r < 2; r++) {
                const int row = 2 * q + r;
                if (row == 7) continue;
                for (int b = 0; b < 2; b++) {
                    conv3x3_3_32_7x15_rows_relu_output(m + b * 128 + r * 64, bias + b * 16,
                        y + b * 2448 + row * 272);
                }
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

/* A^T m A of one tile and block, and what is fused behind it; rows, columns: how many lie inside. */
INLINE void output_f4_relu(const Winograd *k, const float *m, const float *bias, float *y, int rows,
    int columns) {
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
    for (int i = 0; i < rows; i++, y += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3], d4 = s[i][4], d5 = s[i][5];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec s3 = d3 + d4, t3 = d3 - d4;
        const vec y0 = d0 + s1 + s3;
        const vec y1 = t1 + 2.0f * t3;
        const vec y2 = s1 + 4.0f * s3;
        const vec y3 = t1 + 8.0f * t3 + d5;
        STORE(y, relu(y0 + b));
        if (columns > 1) STORE(y + 16, relu(y1 + b));
        if (columns > 2) STORE(y + 32, relu(y2 + b));
        if (columns > 3) STORE(y + 48, relu(y3 + b));
    }
}

/* 1 x 4 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x32_narrow_products_fetch(const Conv *k, const float *next, const float *x,
    const float *w, float *y) {
    vec c0_0 = ZERO, c0_1 = ZERO, c1_0 = ZERO, c1_1 = ZERO, c2_0 = ZERO, c2_1 = ZERO, c3_0 = ZERO,
        c3_1 = ZERO;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        next = fetch(k, next);
        for (int l = 0; l < 16; l += 2, p += 2, w += 48) {
            const uvec i0 = BITS(w), i1 = BITS(w + 16), i2 = BITS(w + 32);
            const uvec i3 = i0 << 24 ^ i1 << 16 ^ i2 << 8;
            {
                const vec w0 = TO_FLOAT(i0), w1 = TO_FLOAT(i1);
                c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
                c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
                c2_0 += w0 * p[32]; c2_1 += w1 * p[32];
                c3_0 += w0 * p[48]; c3_1 += w1 * p[48];
            }
            {
                const vec w0 = TO_FLOAT(i2), w1 = TO_FLOAT(i3);
                c0_0 += w0 * p[1]; c0_1 += w1 * p[1];
                c1_0 += w0 * p[17]; c1_1 += w1 * p[17];
                c2_0 += w0 * p[33]; c2_1 += w1 * p[33];
                c3_0 += w0 * p[49]; c3_1 += w1 * p[49];
            }
        }
    }
    const vec s0 = LOAD(w), s1 = LOAD(w + 16);
    STORE(y, c0_0 * s0); STORE(y + k->y_block, c0_1 * s1);
    STORE(y + 16, c1_0 * s0); STORE(y + k->y_block + 16, c1_1 * s1);
    STORE(y + 32, c2_0 * s0); STORE(y + k->y_block + 32, c2_1 * s1);
    STORE(y + 48, c3_0 * s0); STORE(y + k->y_block + 48, c3_1 * s1);
}

/* Point by point, one group of panels: m[point] = v[point] * w[point]. */
NOINLINE static void conv3x3_32_64_7x15_f4_narrow_relu_products(const float *x, const float *w, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 64, .y_block = 64, .prefetch = 24 };
    for (int n = 0; n < 36; n++) {
        const float *xt = x + n * 144;
        const float *wt = w + n * 800;
        const float *next = wt + (n + 1 < 36 ? 800 : 0);
        float *yt = y + n * 144;
        tile_1x4x32_narrow_products_fetch(&sizes, next, xt, wt, yt);
    }
}

/* 3x3 convolution by F(4,3), 32 -> 64 channels at 7x15, then ReLU.
 * x: its border's corner; w: [2][36][1] panels of 24-bit numbers, [16][3][16], and [32] scales; y: its pixel
 * (0, 0);
 * scratch: 10368 floats a thread. */
NOINLINE static void conv3x3_32_64_7x15_f4_narrow_relu(Line *team, const float *x, const float *w,
    const float *bias, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 272, .y_row = 272, .v_plane = 144, .m_plane = 144 };
    SHARED(1, 2, 1)
        ITEMS(s, 0) {
            float *v = scratch + THREAD * 10368;
            const int first = s;
            const int rows = 1;
            const float *xs = x + first * 1088;
            float *ys = y + first * 1088;
            for (int b = 0; b < 2; b++)
                for (int ty = 0; ty < rows; ty++) {
                    for (int tx = 0; tx < 4; tx++)
                        input_f4(&sizes, xs + b * 2448 + ty * 1088 + tx * 64, v + b * 64 + ty * 64 + tx * 16);
                }
            for (int g = 0; g < 2; g++) {
                float *m = v + 5184;
                conv3x3_32_64_7x15_f4_narrow_relu_products(v, w + g * 28800, m);
                for (int b = 0; b < 2; b++) {
                    for (int ty = 0; ty < rows; ty++)
                        for (int tx = 0; tx < 4; tx++) {
                            const int down = 7 - (first + ty) * 4 < 4 ? 7 - (first + ty) * 4 : 4;
                            const int across = 15 - tx * 4 < 4 ? 15 - tx * 4 : 4;
                            output_f4_relu(&sizes, m + b * 64 + ty * 64 + tx * 16, bias + g * 32 + b * 16,
                                ys + g * 4896 + b * 2448 + ty * 1088 + tx * 64, down, across);
                        }
                }
            }
        }
}

/* 2 x 4 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x4x32_fetch(const Conv *k, const float *next, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 16);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1, c6_0 = b0, c6_1 = b1, c7_0 = b0, c7_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        next = fetch(k, next);
        for (int l = 0; l < 16; l++, p++, w += 32) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
            c2_0 += w0 * p[32]; c2_1 += w1 * p[32];
            c3_0 += w0 * p[48]; c3_1 += w1 * p[48];
            c4_0 += w0 * p[k->x_row]; c4_1 += w1 * p[k->x_row];
            c5_0 += w0 * p[k->x_row + 16]; c5_1 += w1 * p[k->x_row + 16];
            c6_0 += w0 * p[k->x_row + 32]; c6_1 += w1 * p[k->x_row + 32];
            c7_0 += w0 * p[k->x_row + 48]; c7_1 += w1 * p[k->x_row + 48];
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

/* 2 x 3 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_2x3x32_fetch(const Conv *k, const float *next, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 16);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1, c4_0 = b0,
        c4_1 = b1, c5_0 = b0, c5_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        next = fetch(k, next);
        for (int l = 0; l < 16; l++, p++, w += 32) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
            c2_0 += w0 * p[32]; c2_1 += w1 * p[32];
            c3_0 += w0 * p[k->x_row]; c3_1 += w1 * p[k->x_row];
            c4_0 += w0 * p[k->x_row + 16]; c4_1 += w1 * p[k->x_row + 16];
            c5_0 += w0 * p[k->x_row + 32]; c5_1 += w1 * p[k->x_row + 32];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1, r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1, r + k->y_block + 32));
    STORE(y + k->y_row, ending(k, c3_0, r + k->y_row)); STORE(y + k->y_block + k->y_row, ending(k, c3_1,
        r + k->y_block + k->y_row));
    STORE(y + k->y_row + 16, ending(k, c4_0, r + k->y_row + 16)); STORE(y + k->y_block + k->y_row + 16,
        ending(k, c4_1, r + k->y_block + k->y_row + 16));
    STORE(y + k->y_row + 32, ending(k, c5_0, r + k->y_row + 32)); STORE(y + k->y_block + k->y_row + 32,
        ending(k, c5_1, r + k->y_block + k->y_row + 32));
}

/* 1 x 4 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x4x32_fetch(const Conv *k, const float *next, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 16);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1, c3_0 = b0, c3_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        next = fetch(k, next);
        for (int l = 0; l < 16; l++, p++, w += 32) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
            c2_0 += w0 * p[32]; c2_1 += w1 * p[32];
            c3_0 += w0 * p[48]; c3_1 += w1 * p[48];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1, r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1, r + k->y_block + 32));
    STORE(y + 48, ending(k, c3_0, r + 48)); STORE(y + k->y_block + 48, ending(k, c3_1, r + k->y_block + 48));
}

/* 1 x 3 pixels, 32 channels; cP_V: pixel P's sums of vector V of them. The pointers are those of the tile's
 * first pixel and channel. */
INLINE void tile_1x3x32_fetch(const Conv *k, const float *next, const float *x, const float *w,
    const float *bias, const float *r, float *y) {
    const vec b0 = LOAD(bias), b1 = LOAD(bias + 16);
    vec c0_0 = b0, c0_1 = b1, c1_0 = b0, c1_1 = b1, c2_0 = b0, c2_1 = b1;
    for (int b = 0; b < k->in_blocks; b++) {
        const float *p = x + b * k->x_block;
        next = fetch(k, next);
        for (int l = 0; l < 16; l++, p++, w += 32) {
            const vec w0 = LOAD(w), w1 = LOAD(w + 16);
            c0_0 += w0 * p[0]; c0_1 += w1 * p[0];
            c1_0 += w0 * p[16]; c1_1 += w1 * p[16];
            c2_0 += w0 * p[32]; c2_1 += w1 * p[32];
        }
    }
    STORE(y, ending(k, c0_0, r)); STORE(y + k->y_block, ending(k, c0_1, r + k->y_block));
    STORE(y + 16, ending(k, c1_0, r + 16)); STORE(y + k->y_block + 16, ending(k, c1_1, r + k->y_block + 16));
    STORE(y + 32, ending(k, c2_0, r + 32)); STORE(y + k->y_block + 32, ending(k, c2_1, r + k->y_block + 32));
}

/* 1x1 convolution, 32 -> 64 channels at 7x15.
 * x: its first tap's first pixel; w: [2][2][1][1][16][32]; y: its pixel (0, 0). */
NOINLINE static void conv1x1_32_64_7x15(const float *x, const float *w, const float *bias, float *y) {
    static const Conv sizes = { .in_blocks = 2, .x_block = 2448, .x_row = 272, .y_block = 1680, .y_row = 240,
        .prefetch = 2 };
    for (int p = 0; p < 2; p++)
        for (int ty = 0; ty < 4; ty++)
            for (int tx = 0; tx < 4; tx++) {
                const int row = ty * 1 + (ty < 3 ? ty : 3);
                const int column = tx * 3 + (tx < 3 ? tx : 3);
                const float *xt = x + row * 272 + column * 16;
                const float *wt = w + p * 1024;
                const float *next = wt + (p + 1 < 2 ? 1024 : 0) + ty * 256 + tx * 64;
                const float *bt = bias + p * 32;
                float *yt = y + p * 3360 + row * 240 + column * 16;
                if (ty < 3) {
                    if (tx < 3) {
                        tile_2x4x32_fetch(&sizes, next, xt, wt, bt, yt, yt);
                    } else {
                        tile_2x3x32_fetch(&sizes, next, xt, wt, bt, yt, yt);
                    }
                } else {
                    if (tx < 3) {
                        tile_1x4x32_fetch(&sizes, next, xt, wt, bt, yt, yt);
                    } else {
                        tile_1x3x32_fetch(&sizes, next, xt, wt, bt, yt, yt);
                    }
                }
            }
}

/* B^T d B of 4 x 4 pixels of one block of channels; v: 16 planes. */
INLINE void input_f2_raw(const Winograd *k, const float *x, float *v) {
    vec s[4][4];
    for (int j = 0; j < 4; j++, x += 16) {
        const vec d0 = LOAD(x), d1 = LOAD(x + k->x_row), d2 = LOAD(x + 2 * k->x_row),
            d3 = LOAD(x + 3 * k->x_row);
        const vec v0 = d0 - d2;
        const vec e1 = 0.5f * d2, o1 = 0.5f * d1;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec v3 = -d1 + d3;
        s[0][j] = v0;
        s[1][j] = v1;
        s[2][j] = v2;
        s[3][j] = v3;
    }
    for (int i = 0; i < 4; i++, v += (4 * k->v_plane)) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3];
        const vec v0 = d0 - d2;
        const vec e1 = 0.5f * d2, o1 = 0.5f * d1;
        const vec v1 = e1 + o1, v2 = e1 - o1;
        const vec v3 = -d1 + d3;
        STORE(v, v0);
        STORE(v + k->v_plane, v1);
        STORE(v + 2 * k->v_plane, v2);
        STORE(v + 3 * k->v_plane, v3);
    }
}

/* A^T m A of one tile and block, and what is fused behind it; rows, columns: how many lie inside. */
INLINE void output_f2_raw_add_relu(const Winograd *k, const float *m, const float *bias, const float *r,
    float *y, int rows, int columns) {
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
    for (int i = 0; i < rows; i++, y += k->y_row, r += k->y_row) {
        const vec d0 = s[i][0], d1 = s[i][1], d2 = s[i][2], d3 = s[i][3];
        const vec s1 = d1 + d2, t1 = d1 - d2;
        const vec y0 = d0 + s1;
        const vec y1 = t1 + d3;
        STORE(y, relu(y0 + b + LOAD(r)));
        if (columns > 1) STORE(y + 16, relu(y1 + b + LOAD(r + 16)));
    }
}

/* Points 0 to 3: row 0 of G g G^T of each filter, times 3 image tiles. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_3_row0(size_t ahead, const float *x,
    const float *w, float *m) {
    vec c0_0 = LOAD(m), c0_1 = LOAD(m + 16), c0_2 = LOAD(m + 32);
    vec c1_0 = LOAD(m + 144), c1_1 = LOAD(m + 160), c1_2 = LOAD(m + 176);
    vec c2_0 = LOAD(m + 288), c2_1 = LOAD(m + 304), c2_2 = LOAD(m + 320);
    vec c3_0 = LOAD(m + 432), c3_1 = LOAD(m + 448), c3_2 = LOAD(m + 464);
    for (int b = 0; b < 2; b++, x += 128, w += 2048) {
        const float *p = x;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            PREFETCH_ONCE(w + ahead);
            PREFETCH_ONCE(w + ahead + 256);
            const vec d0 = LOAD(w);
            const vec d1 = LOAD(w + 256);
            const vec d2 = LOAD(w + 512);
            const vec v0 = d0;
            const vec e1 = d0 + d2, o1 = d1;
            const vec v1 = e1 + o1, v2 = e1 - o1;
            const vec v3 = d2;
            c0_0 += v0 * p[0]; c0_1 += v0 * p[16]; c0_2 += v0 * p[32];
            c1_0 += v1 * p[528]; c1_1 += v1 * p[544]; c1_2 += v1 * p[560];
            c2_0 += v2 * p[1056]; c2_1 += v2 * p[1072]; c2_2 += v2 * p[1088];
            c3_0 += v3 * p[1584]; c3_1 += v3 * p[1600]; c3_2 += v3 * p[1616];
        }
    }
    STORE(m, c0_0);
    STORE(m + 16, c0_1);
    STORE(m + 32, c0_2);
    STORE(m + 144, c1_0);
    STORE(m + 160, c1_1);
    STORE(m + 176, c1_2);
    STORE(m + 288, c2_0);
    STORE(m + 304, c2_1);
    STORE(m + 320, c2_2);
    STORE(m + 432, c3_0);
    STORE(m + 448, c3_1);
    STORE(m + 464, c3_2);
}

/* Points 4 to 7: row 1 of G g G^T of each filter, times 3 image tiles. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_3_row1(size_t ahead, const float *x,
    const float *w, float *m) {
    vec c0_0 = LOAD(m), c0_1 = LOAD(m + 16), c0_2 = LOAD(m + 32);
    vec c1_0 = LOAD(m + 144), c1_1 = LOAD(m + 160), c1_2 = LOAD(m + 176);
    vec c2_0 = LOAD(m + 288), c2_1 = LOAD(m + 304), c2_2 = LOAD(m + 320);
    vec c3_0 = LOAD(m + 432), c3_1 = LOAD(m + 448), c3_2 = LOAD(m + 464);
    for (int b = 0; b < 2; b++, x += 128, w += 2048) {
        const float *p = x;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            PREFETCH_ONCE(w + ahead + 512);
            PREFETCH_ONCE(w + ahead + 768);
            const vec d0 = LOAD(w) + LOAD(w + 768) + LOAD(w + 1536);
            const vec d1 = LOAD(w + 256) + LOAD(w + 1024) + LOAD(w + 1792);
            const vec d2 = LOAD(w + 512) + LOAD(w + 1280) + LOAD(w + 2048);
            const vec v0 = d0;
            const vec e1 = d0 + d2, o1 = d1;
            const vec v1 = e1 + o1, v2 = e1 - o1;
            const vec v3 = d2;
            c0_0 += v0 * p[0]; c0_1 += v0 * p[16]; c0_2 += v0 * p[32];
            c1_0 += v1 * p[528]; c1_1 += v1 * p[544]; c1_2 += v1 * p[560];
            c2_0 += v2 * p[1056]; c2_1 += v2 * p[1072]; c2_2 += v2 * p[1088];
            c3_0 += v3 * p[1584]; c3_1 += v3 * p[1600]; c3_2 += v3 * p[1616];
        }
    }
    STORE(m, c0_0);
    STORE(m + 16, c0_1);
    STORE(m + 32, c0_2);
    STORE(m + 144, c1_0);
    STORE(m + 160, c1_1);
    STORE(m + 176, c1_2);
    STORE(m + 288, c2_0);
    STORE(m + 304, c2_1);
    STORE(m + 320, c2_2);
    STORE(m + 432, c3_0);
    STORE(m + 448, c3_1);
    STORE(m + 464, c3_2);
}

/* Points 8 to 11: row 2 of G g G^T of each filter, times 3 image tiles. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_3_row2(size_t ahead, const float *x,
    const float *w, float *m) {
    vec c0_0 = LOAD(m), c0_1 = LOAD(m + 16), c0_2 = LOAD(m + 32);
    vec c1_0 = LOAD(m + 144), c1_1 = LOAD(m + 160), c1_2 = LOAD(m + 176);
    vec c2_0 = LOAD(m + 288), c2_1 = LOAD(m + 304), c2_2 = LOAD(m + 320);
    vec c3_0 = LOAD(m + 432), c3_1 = LOAD(m + 448), c3_2 = LOAD(m + 464);
    for (int b = 0; b < 2; b++, x += 128, w += 2048) {
        const float *p = x;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            PREFETCH_ONCE(w + ahead + 1024);
            PREFETCH_ONCE(w + ahead + 1280);
            const vec d0 = LOAD(w) - LOAD(w + 768) + LOAD(w + 1536);
            const vec d1 = LOAD(w + 256) - LOAD(w + 1024) + LOAD(w + 1792);
            const vec d2 = LOAD(w + 512) - LOAD(w + 1280) + LOAD(w + 2048);
            const vec v0 = d0;
            const vec e1 = d0 + d2, o1 = d1;
            const vec v1 = e1 + o1, v2 = e1 - o1;
            const vec v3 = d2;
            c0_0 += v0 * p[0]; c0_1 += v0 * p[16]; c0_2 += v0 * p[32];
            c1_0 += v1 * p[528]; c1_1 += v1 * p[544]; c1_2 += v1 * p[560];
            c2_0 += v2 * p[1056]; c2_1 += v2 * p[1072]; c2_2 += v2 * p[1088];
            c3_0 += v3 * p[1584]; c3_1 += v3 * p[1600]; c3_2 += v3 * p[1616];
        }
    }
    STORE(m, c0_0);
    STORE(m + 16, c0_1);
    STORE(m + 32, c0_2);
    STORE(m + 144, c1_0);
    STORE(m + 160, c1_1);
    STORE(m + 176, c1_2);
    STORE(m + 288, c2_0);
    STORE(m + 304, c2_1);
    STORE(m + 320, c2_2);
    STORE(m + 432, c3_0);
    STORE(m + 448, c3_1);
    STORE(m + 464, c3_2);
}

/* Points 12 to 15: row 3 of G g G^T of each filter, times 3 image tiles. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_3_row3(size_t ahead, const float *x,
    const float *w, float *m) {
    vec c0_0 = LOAD(m), c0_1 = LOAD(m + 16), c0_2 = LOAD(m + 32);
    vec c1_0 = LOAD(m + 144), c1_1 = LOAD(m + 160), c1_2 = LOAD(m + 176);
    vec c2_0 = LOAD(m + 288), c2_1 = LOAD(m + 304), c2_2 = LOAD(m + 320);
    vec c3_0 = LOAD(m + 432), c3_1 = LOAD(m + 448), c3_2 = LOAD(m + 464);
    for (int b = 0; b < 2; b++, x += 128, w += 2048) {
        const float *p = x;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            PREFETCH_ONCE(w + ahead + 1536);
            PREFETCH_ONCE(w + ahead + 1792);
            PREFETCH_ONCE(w + ahead + 2048);
            const vec d0 = LOAD(w + 1536);
            const vec d1 = LOAD(w + 1792);
            const vec d2 = LOAD(w + 2048);
            const vec v0 = d0;
            const vec e1 = d0 + d2, o1 = d1;
            const vec v1 = e1 + o1, v2 = e1 - o1;
            const vec v3 = d2;
            c0_0 += v0 * p[0]; c0_1 += v0 * p[16]; c0_2 += v0 * p[32];
            c1_0 += v1 * p[528]; c1_1 += v1 * p[544]; c1_2 += v1 * p[560];
            c2_0 += v2 * p[1056]; c2_1 += v2 * p[1072]; c2_2 += v2 * p[1088];
            c3_0 += v3 * p[1584]; c3_1 += v3 * p[1600]; c3_2 += v3 * p[1616];
        }
    }
    STORE(m, c0_0);
    STORE(m + 16, c0_1);
    STORE(m + 32, c0_2);
    STORE(m + 144, c1_0);
    STORE(m + 160, c1_1);
    STORE(m + 176, c1_2);
    STORE(m + 288, c2_0);
    STORE(m + 304, c2_1);
    STORE(m + 320, c2_2);
    STORE(m + 432, c3_0);
    STORE(m + 448, c3_1);
    STORE(m + 464, c3_2);
}

/* All points of 3 image tiles; weights are fetched `ahead` floats before their use. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_3(size_t ahead, const float *x, const float *w,
    float *m) {
    conv3x3_64_64_7x15_f2_raw_add_relu_products_3_row0(ahead, x, w, m);
    conv3x3_64_64_7x15_f2_raw_add_relu_products_3_row1(ahead, x + 2112, w, m + 576);
    conv3x3_64_64_7x15_f2_raw_add_relu_products_3_row2(ahead, x + 4224, w, m + 1152);
    conv3x3_64_64_7x15_f2_raw_add_relu_products_3_row3(ahead, x + 6336, w, m + 1728);
}

/* Points 0 to 3: row 0 of G g G^T of each filter, times 2 image tiles. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_2_row0(size_t ahead, const float *x,
    const float *w, float *m) {
    vec c0_0 = LOAD(m), c0_1 = LOAD(m + 16);
    vec c1_0 = LOAD(m + 144), c1_1 = LOAD(m + 160);
    vec c2_0 = LOAD(m + 288), c2_1 = LOAD(m + 304);
    vec c3_0 = LOAD(m + 432), c3_1 = LOAD(m + 448);
    for (int b = 0; b < 2; b++, x += 128, w += 2048) {
        const float *p = x;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            PREFETCH_ONCE(w + ahead);
            PREFETCH_ONCE(w + ahead + 256);
            const vec d0 = LOAD(w);
            const vec d1 = LOAD(w + 256);
            const vec d2 = LOAD(w + 512);
            const vec v0 = d0;
            const vec e1 = d0 + d2, o1 = d1;
            const vec v1 = e1 + o1, v2 = e1 - o1;
            const vec v3 = d2;
            c0_0 += v0 * p[0]; c0_1 += v0 * p[16];
            c1_0 += v1 * p[528]; c1_1 += v1 * p[544];
            c2_0 += v2 * p[1056]; c2_1 += v2 * p[1072];
            c3_0 += v3 * p[1584]; c3_1 += v3 * p[1600];
        }
    }
    STORE(m, c0_0);
    STORE(m + 16, c0_1);
    STORE(m + 144, c1_0);
    STORE(m + 160, c1_1);
    STORE(m + 288, c2_0);
    STORE(m + 304, c2_1);
    STORE(m + 432, c3_0);
    STORE(m + 448, c3_1);
}

/* Points 4 to 7: row 1 of G g G^T of each filter, times 2 image tiles. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_2_row1(size_t ahead, const float *x,
    const float *w, float *m) {
    vec c0_0 = LOAD(m), c0_1 = LOAD(m + 16);
    vec c1_0 = LOAD(m + 144), c1_1 = LOAD(m + 160);
    vec c2_0 = LOAD(m + 288), c2_1 = LOAD(m + 304);
    vec c3_0 = LOAD(m + 432), c3_1 = LOAD(m + 448);
    for (int b = 0; b < 2; b++, x += 128, w += 2048) {
        const float *p = x;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            PREFETCH_ONCE(w + ahead + 512);
            PREFETCH_ONCE(w + ahead + 768);
            const vec d0 = LOAD(w) + LOAD(w + 768) + LOAD(w + 1536);
            const vec d1 = LOAD(w + 256) + LOAD(w + 1024) + LOAD(w + 1792);
            const vec d2 = LOAD(w + 512) + LOAD(w + 1280) + LOAD(w + 2048);
            const vec v0 = d0;
            const vec e1 = d0 + d2, o1 = d1;
            const vec v1 = e1 + o1, v2 = e1 - o1;
            const vec v3 = d2;
            c0_0 += v0 * p[0]; c0_1 += v0 * p[16];
            c1_0 += v1 * p[528]; c1_1 += v1 * p[544];
            c2_0 += v2 * p[1056]; c2_1 += v2 * p[1072];
            c3_0 += v3 * p[1584]; c3_1 += v3 * p[1600];
        }
    }
    STORE(m, c0_0);
    STORE(m + 16, c0_1);
    STORE(m + 144, c1_0);
    STORE(m + 160, c1_1);
    STORE(m + 288, c2_0);
    STORE(m + 304, c2_1);
    STORE(m + 432, c3_0);
    STORE(m + 448, c3_1);
}

/* Points 8 to 11: row 2 of G g G^T of each filter, times 2 image tiles. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_2_row2(size_t ahead, const float *x,
    const float *w, float *m) {
    vec c0_0 = LOAD(m), c0_1 = LOAD(m + 16);
    vec c1_0 = LOAD(m + 144), c1_1 = LOAD(m + 160);
    vec c2_0 = LOAD(m + 288), c2_1 = LOAD(m + 304);
    vec c3_0 = LOAD(m + 432), c3_1 = LOAD(m + 448);
    for (int b = 0; b < 2; b++, x += 128, w += 2048) {
        const float *p = x;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            PREFETCH_ONCE(w + ahead + 1024);
            PREFETCH_ONCE(w + ahead + 1280);
            const vec d0 = LOAD(w) - LOAD(w + 768) + LOAD(w + 1536);
            const vec d1 = LOAD(w + 256) - LOAD(w + 1024) + LOAD(w + 1792);
            const vec d2 = LOAD(w + 512) - LOAD(w + 1280) + LOAD(w + 2048);
            const vec v0 = d0;
            const vec e1 = d0 + d2, o1 = d1;
            const vec v1 = e1 + o1, v2 = e1 - o1;
            const vec v3 = d2;
            c0_0 += v0 * p[0]; c0_1 += v0 * p[16];
            c1_0 += v1 * p[528]; c1_1 += v1 * p[544];
            c2_0 += v2 * p[1056]; c2_1 += v2 * p[1072];
            c3_0 += v3 * p[1584]; c3_1 += v3 * p[1600];
        }
    }
    STORE(m, c0_0);
    STORE(m + 16, c0_1);
    STORE(m + 144, c1_0);
    STORE(m + 160, c1_1);
    STORE(m + 288, c2_0);
    STORE(m + 304, c2_1);
    STORE(m + 432, c3_0);
    STORE(m + 448, c3_1);
}

/* Points 12 to 15: row 3 of G g G^T of each filter, times 2 image tiles. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_2_row3(size_t ahead, const float *x,
    const float *w, float *m) {
    vec c0_0 = LOAD(m), c0_1 = LOAD(m + 16);
    vec c1_0 = LOAD(m + 144), c1_1 = LOAD(m + 160);
    vec c2_0 = LOAD(m + 288), c2_1 = LOAD(m + 304);
    vec c3_0 = LOAD(m + 432), c3_1 = LOAD(m + 448);
    for (int b = 0; b < 2; b++, x += 128, w += 2048) {
        const float *p = x;
        for (int l = 0; l < 16; l++, p++, w += 16) {
            PREFETCH_ONCE(w + ahead + 1536);
            PREFETCH_ONCE(w + ahead + 1792);
            PREFETCH_ONCE(w + ahead + 2048);
            const vec d0 = LOAD(w + 1536);
            const vec d1 = LOAD(w + 1792);
            const vec d2 = LOAD(w + 2048);
            const vec v0 = d0;
            const vec e1 = d0 + d2, o1 = d1;
            const vec v1 = e1 + o1, v2 = e1 - o1;
            const vec v3 = d2;
            c0_0 += v0 * p[0]; c0_1 += v0 * p[16];
            c1_0 += v1 * p[528]; c1_1 += v1 * p[544];
            c2_0 += v2 * p[1056]; c2_1 += v2 * p[1072];
            c3_0 += v3 * p[1584]; c3_1 += v3 * p[1600];
        }
    }
    STORE(m, c0_0);
    STORE(m + 16, c0_1);
    STORE(m + 144, c1_0);
    STORE(m + 160, c1_1);
    STORE(m + 288, c2_0);
    STORE(m + 304, c2_1);
    STORE(m + 432, c3_0);
    STORE(m + 448, c3_1);
}

/* All points of 2 image tiles; weights are fetched `ahead` floats before their use. */
static inline void conv3x3_64_64_7x15_f2_raw_add_relu_products_2(size_t ahead, const float *x, const float *w,
    float *m) {
    conv3x3_64_64_7x15_f2_raw_add_relu_products_2_row0(ahead, x, w, m);
    conv3x3_64_64_7x15_f2_raw_add_relu_products_2_row1(ahead, x + 2112, w, m + 576);
    conv3x3_64_64_7x15_f2_raw_add_relu_products_2_row2(ahead, x + 4224, w, m + 1152);
    conv3x3_64_64_7x15_f2_raw_add_relu_products_2_row3(ahead, x + 6336, w, m + 1728);
}

/* One panel: m[point] = v[point] * G g G^T[point]; more: another panel follows this one. */
static void conv3x3_64_64_7x15_f2_raw_add_relu_products(int more, const float *x, const float *w, float *m) {
    memset(m, 0, 2304 * sizeof(float));
    for (int b = 0; b < 2; b++, x += 256, w += 4608) {
        const size_t ahead = b + 1 < 2 || more ? 4608 : 0;
        for (int tx = 0; tx < 3; tx++) {
            const int column = (tx * 2 + (tx < 2 ? tx : 2)) * 16;
            if (tx < 2) conv3x3_64_64_7x15_f2_raw_add_relu_products_3(ahead, x + column, w, m + column);
            else conv3x3_64_64_7x15_f2_raw_add_relu_products_2(ahead, x + column, w, m + column);
        }
    }
}

/* 3x3 convolution by F(2,3), 64 -> 64 channels at 7x15, plus r, laid out as y (r may be y), then ReLU.
 * x: its border's corner; w: [4][4][3][3][16][16]; y: its pixel (0, 0);
 * scratch: 10752 floats a thread. */
NOINLINE static void conv3x3_64_64_7x15_f2_raw_add_relu(Line *team, const float *x, const float *w,
    const float *bias, const float *r, float *y, float *scratch) {
    static const Winograd sizes = { .x_row = 272, .y_row = 240, .v_plane = 528, .m_plane = 144 };
    SHARED(1, 4, 1)
        ITEMS(s, 0) {
            float *v = scratch + THREAD * 10752;
            const int first = s;
            const int rows = 1;
            const float *xs = x + first * 544;
            const float *rs = r + first * 480;
            float *ys = y + first * 480;
            for (int b = 0; b < 4; b++)
                for (int ty = 0; ty < rows; ty++) {
                    for (int tx = 0; tx < 8; tx++)
                        input_f2_raw(&sizes, xs + b * 2448 + ty * 544 + tx * 32,
                            v + b * 128 + ty * 128 + tx * 16);
                }
            for (int g = 0; g < 4; g++) {
                float *m = v + 8448;
                conv3x3_64_64_7x15_f2_raw_add_relu_products(g + 1 < 4, v, w + g * 9216, m);
                for (int ty = 0; ty < rows; ty++)
                    for (int tx = 0; tx < 8; tx++) {
                        const int down = 7 - (first + ty) * 2 < 2 ? 7 - (first + ty) * 2 : 2;
                        const int across = 15 - tx * 2 < 2 ? 15 - tx * 2 : 2;
                        output_f2_raw_add_relu(&sizes, m + ty * 128 + tx * 16, bias + g * 16,
                            rs + g * 1680 + ty * 480 + tx * 32, ys + g * 1680 + ty * 480 + tx * 32, down,
                            across);
                    }
            }
        }
}

#ifdef CHOSEN_BUNDLE_WEIGHTS /* the weights file becomes part of the program */
#ifndef CHOSEN_WEIGHTS_FILE
#define CHOSEN_WEIGHTS_FILE "chosen_zen5.weights"
#endif
#ifdef __has_embed
#if __has_embed(CHOSEN_WEIGHTS_FILE) == 1 /* C23's, found beside this file */
#define CHOSEN_EMBEDS
#endif
#endif
#ifdef CHOSEN_EMBEDS
#ifdef __clang__
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif
const unsigned char chosen_weights[393920] __attribute__((aligned(64))) = {
#embed CHOSEN_WEIGHTS_FILE
};
#else
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl chosen_weights\n"
        ".type chosen_weights, @object\n"
        "chosen_weights:\n"
        ".incbin \"" CHOSEN_WEIGHTS_FILE "\"\n"
        ".size chosen_weights, . - chosen_weights\n"
        ".popsection\n");
#endif
#endif

int chosen_weights_check(const void *weights, size_t size) {
    const unsigned char *at = weights;
    unsigned long long header[4], word, sum = 0xcbf29ce484222325ULL; /* FNV-1a over words, mixed downwards */
    if ((size_t)at % 64) return CHOSEN_BAD_ALIGNMENT;
    if (size != 393920) return CHOSEN_BAD_SIZE;
    memcpy(header, at, sizeof header);
    if (header[0] != 0x44354454e534552ULL) return CHOSEN_BAD_MAGIC;
    if (header[1] != 0xfff7df48e1f89767ULL) return CHOSEN_BAD_FINGERPRINT;
    if (header[2] != 393920) return CHOSEN_BAD_SIZE;
    for (size_t i = 32; i < 393920; i += 8) {
        memcpy(&word, at + i, 8);
        sum = (sum ^ word) * 0x100000001b3ULL;
        sum ^= sum >> 32;
    }
    return sum == header[3] ? CHOSEN_OK : CHOSEN_BAD_CHECKSUM;
}

int chosen_cpu_ok(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("fma");
}

/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its value (_at), and in
 * that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */
enum {
    padded_input_inner = 18, conv1_w = 16, conv1_b = 1744, conv1_at = 17920, conv1_inner = 288,
    layer1_0_conv1_w = 1776, layer1_0_conv1_b = 59376, layer1_0_conv1_inner = 288,
        layer1_0_downsample_0_w = 59440, layer1_0_downsample_0_b = 61488, layer1_0_downsample_0_at = 11200,
        layer1_0_conv2_w = 61552, layer1_0_conv2_b = 98416, layer1_0_conv2_at = 11200,
};

#ifdef CHOSEN_TRACE /* hands out each layer's value in NCHW */
#define COPY (memory + 24240 + CHOSEN_MAX_THREADS * 10768)
#define TRACE(layer, nchw, value, images, channels, height, width, ...) \
    ALONE (nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \
     chosen_trace(layer, COPY, images, channels, height, width)); WAIT(memory)
#elif defined CHOSEN_PROFILE
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ALONE chosen_profile(layer)
#else
#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)
#endif
/* Behind a layer that others wait for. */
#define DONE(...) WAIT(memory); TRACE(__VA_ARGS__)
#define SCRATCH (memory + 24224)

NOINLINE static void stem(const float *weights, float *memory, const float *input) {
    /* input: 3 channels at 7x15 */
    float *const padded_input = memory; /* [3][9][17][1] */
    ALONE zero_border(padded_input, 1, 3, 7, 15, 1, 1, 88);
    copy_input(LINES(memory), input, padded_input, 1, 3, 7, 15, 1, 88);
    DONE("input", to_nchw, padded_input, 1, 3, 7, 15, 1, 1, 88);

    /* conv1: 3x3 3->32 at 7x15, ReLU, winograd-rows 1x4x32, 0.181 MFLOP */
    float *const conv1 = memory + conv1_at; /* [2][9][17][16] */
    ALONE zero_border(conv1, 1, 2, 7, 15, 1, 16, 1408);
    ALONE conv3x3_3_32_7x15_rows_relu(padded_input, weights + conv1_w, weights + conv1_b, conv1 + conv1_inner,
        SCRATCH);
    DONE("conv1", to_nchw, conv1, 1, 32, 7, 15, 1, 16, 1408);
}

NOINLINE static void layer1(const float *weights, float *memory, float *output) {
    float *const conv1 = memory + conv1_at; /* [2][9][17][16] */

    /* layer1.0.conv1: 3x3 32->64 at 7x15, ReLU, winograd-narrow-F(4,3) 1x4x32, 3.87 MFLOP */
    float *const layer1_0_conv1 = memory; /* [4][9][17][16] */
    ALONE zero_border(layer1_0_conv1, 1, 4, 7, 15, 1, 16, 1408);
    conv3x3_32_64_7x15_f4_narrow_relu(LINES(memory), conv1, weights + layer1_0_conv1_w,
        weights + layer1_0_conv1_b, layer1_0_conv1 + layer1_0_conv1_inner, SCRATCH);
    DONE("layer1.0.conv1", to_nchw, layer1_0_conv1, 1, 64, 7, 15, 1, 16, 1408);

    /* layer1.0.downsample.0: 1x1 32->64 at 7x15, direct 2x4x32, 0.43 MFLOP */
    float *const layer1_0_downsample_0 = memory + layer1_0_downsample_0_at; /* [4][7][15][16] */
    ALONE conv1x1_32_64_7x15(conv1 + conv1_inner, weights + layer1_0_downsample_0_w,
        weights + layer1_0_downsample_0_b, layer1_0_downsample_0);
    DONE("layer1.0.downsample.0", to_nchw, layer1_0_downsample_0, 1, 64, 7, 15, 0, 16, 0);

    /* layer1.0.conv2: 3x3 64->64 at 7x15, plus layer1.0.downsample.0, ReLU, winograd-raw-F(2,3) 1x3x16, 7.74
     * MFLOP */
    float *const layer1_0_conv2 = memory + layer1_0_conv2_at; /* [4][7][15][16],
        in place of layer1.0.downsample.0 */
    conv3x3_64_64_7x15_f2_raw_add_relu(LINES(memory), layer1_0_conv1, weights + layer1_0_conv2_w,
        weights + layer1_0_conv2_b, layer1_0_downsample_0, layer1_0_conv2, SCRATCH);
    DONE("layer1.0.conv2", to_nchw, layer1_0_conv2, 1, 64, 7, 15, 0, 16, 0);

    /* output layer1: 64 channels at 7x15 */
    ALONE to_nchw(layer1_0_conv2, output, 1, 64, 7, 15, 0, 16, 0);
    WAIT(memory);
}

void chosen_run(const void *weights, void *workspace, const float *input, float *output) {
#if defined __GNUC__ && !defined __TINYC__ && !defined NDEBUG /* as the header asks */
    if ((size_t)workspace % 64) __builtin_trap();
    if ((size_t)weights % 64) __builtin_trap();
    if ((size_t)input % 4 || (size_t)output % 4) __builtin_trap();
#endif
    TEAM(workspace) {
        stem(weights, workspace, input);
        layer1(weights, workspace, output);
    }
}

#ifdef __clang__
#pragma clang attribute pop
#endif
