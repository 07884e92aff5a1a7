/* tiny_preprocess: from a decoded picture to the input of tiny, made by resnetc 0.1.0.
 *
 * The short side becomes 16 pixels, bilinear and antialiased; of that the middle 16x16, as (pixel / 255 -
 * mean) / std.
 */
#include "tiny_sse2_preprocess.h"

#ifdef __clang__ /* multiply-adds are not fused: the bytes are the same everywhere */
#pragma STDC FP_CONTRACT OFF
#elif defined __GNUC__
#pragma GCC optimize("fp-contract=off")
#endif

enum { CHANNELS = 3, HEIGHT = 16, WIDTH = 16, ROW = WIDTH * CHANNELS };
enum { RESIZE = 16 }; /* the short side */
enum { MOST_PIXELS = 1 << 28 }; /* of a picture, and of a resized one */
enum { REACH = 1 }; /* of the filter, in pixels */
enum { BITS = 22 }; /* of a weight, behind the point */

/* One side of a picture: the crop's pixels of the resized one are shown from `start` on. Of these, pixel i
 * has its middle at (i + 1/2) * scale of the picture's own. */
typedef struct {
    int size, start;
    double scale, stretch; /* stretch: of the filter, where pixels become fewer */
    int most; /* pixels that one becomes of, at the most */
} Side;

/* The crop is in the middle; half a pixel goes to the even side. */
static Side side_of(int size, int resized, int crop) {
    const int spare = resized - crop;
    Side s;
    s.size = size;
    s.start = spare / 2 + (spare % 2 && spare / 2 % 2);
    s.scale = (double)size / resized;
    s.stretch = s.scale < 1.0 ? 1.0 : s.scale;
    s.most = (int)(2 * REACH * s.stretch) + 2;
    return s;
}

/* The short side becomes RESIZE pixels, the other one keeps the proportion, rounded down. 0 where there are
 * too few pixels, or too many. */
static int sides_of(int width, int height, Side *across, Side *down) {
    const int upright = width <= height, near = upright ? width : height, far = upright ? height : width;
    if (near < 1 || far > MOST_PIXELS / near) return 0;
    const long long length = (long long)RESIZE * far / near;
    if (length > MOST_PIXELS / RESIZE) return 0;
    *across = side_of(width, upright ? RESIZE : (int)length, WIDTH);
    *down = side_of(height, upright ? (int)length : RESIZE, HEIGHT);
    return 1;
}

static int clamp(double at, int most) {
    return at < 0 ? 0 : at > most ? most : (int)at;
}

/* The picture's pixels that pixel i becomes of: from the first one to the one before the end. */
static int first_of(const Side *s, int i) {
    return clamp((i + 0.5) * s->scale - REACH * s->stretch + 0.5, s->size);
}

static int end_of(const Side *s, int i) {
    return clamp((i + 0.5) * s->scale + REACH * s->stretch + 0.5, s->size);
}

/* A triangle, at a distance x. */
static double filter(double x) {
    return x < 1.0 ? 1.0 - x : 0.0;
}

static double weight_of(const Side *s, int i, int pixel) {
    const double x = (pixel - (i + 0.5) * s->scale + 0.5) * (1.0 / s->stretch);
    return filter(x < 0 ? -x : x);
}

/* The weights of these pixels: their sum is 1 << BITS, but for rounding. */
static void weigh(const Side *s, int i, int *weights) {
    const int first = first_of(s, i), end = end_of(s, i);
    double sum = 0;
    for (int pixel = first; pixel < end; pixel++) sum += weight_of(s, i, pixel);
    for (int pixel = first; pixel < end; pixel++) {
        const double weight = weight_of(s, i, pixel) / sum;
        *weights++ = (int)(weight * (1 << BITS) + 0.5);
    }
}

static unsigned char to_byte(int sum) {
    sum >>= BITS;
    return (unsigned char)(sum < 0 ? 0 : sum > 255 ? 255 : sum);
}

/* A row of the picture, as wide as the crop. */
static void resize_row(const Side *s, const int *weights, const unsigned char *from, unsigned char *to) {
    for (int x = 0; x < WIDTH; x++, weights += s->most) {
        const int first = first_of(s, s->start + x), count = end_of(s, s->start + x) - first;
        for (int c = 0; c < CHANNELS; c++) {
            const unsigned char *pixel = from + (size_t)first * CHANNELS + c;
            int sum = 1 << (BITS - 1);
            for (int i = 0; i < count; i++, pixel += CHANNELS) sum += weights[i] * *pixel;
            *to++ = to_byte(sum);
        }
    }
}

/* A row of the crop: the sum of `count` such rows. */
static void mix_rows(const unsigned char *rows, const int *weights, int count, unsigned char *to) {
    for (int i = 0; i < ROW; i++) {
        int sum = 1 << (BITS - 1);
        for (int y = 0; y < count; y++) sum += weights[y] * rows[(size_t)y * ROW + (size_t)i];
        to[i] = to_byte(sum);
    }
}

/* A row of the crop into the planes of the input. */
static void normalise(const unsigned char *row, float *input) {
    static const float mean[] = { 0.0f, 0.0f, 0.0f };
    static const float std[] = { 1.0f, 1.0f, 1.0f };
    for (int c = 0; c < CHANNELS; c++, input += (size_t)HEIGHT * WIDTH)
        for (int x = 0; x < WIDTH; x++)
            input[x] = ((float)row[x * CHANNELS + c] / 255.0f - mean[c]) / std[c];
}

/* Weights of a row's pixels; then of one row after another. */
static size_t weights_in(const Side *across, const Side *down) {
    const size_t most = (size_t)WIDTH * (size_t)across->most;
    return most > (size_t)down->most ? most : (size_t)down->most;
}

size_t tiny_preprocess_bytes(int width, int height) {
    Side across, down;
    if (!sides_of(width, height, &across, &down)) return 0;
    const int first = first_of(&down, down.start), end = end_of(&down, down.start + HEIGHT - 1);
    return weights_in(&across, &down) * sizeof(int) + (size_t)(end - first + 1) * ROW;
}

int tiny_preprocess(const unsigned char *pixels, int width, int height, size_t stride, void *workspace,
    float *input) {
    Side across, down;
    if (!sides_of(width, height, &across, &down)) return 0;
    const int first = first_of(&down, down.start), end = end_of(&down, down.start + HEIGHT - 1);
    int *weights = (int *)workspace;
    unsigned char *rows = (unsigned char *)(weights + weights_in(&across, &down));
    unsigned char *row = rows + (size_t)(end - first) * ROW;
    for (int x = 0; x < WIDTH; x++)
        weigh(&across, across.start + x, weights + (size_t)x * (size_t)across.most);
    for (int y = first; y < end; y++)
        resize_row(&across, weights, pixels + (size_t)y * stride, rows + (size_t)(y - first) * ROW);
    for (int y = 0; y < HEIGHT; y++) {
        const int from = first_of(&down, down.start + y), count = end_of(&down, down.start + y) - from;
        weigh(&down, down.start + y, weights);
        mix_rows(rows + (size_t)(from - first) * ROW, weights, count, row);
        normalise(row, input + (size_t)y * WIDTH);
    }
    return 1;
}
