/* resize.c: separable resampling in fixed point, horizontal pass first, and cropping.
 *
 * Output pixel i is centered at (i + 1/2) * scale of the input. When shrinking, the filter is widened by the
 * scale, so that each input pixel counts (antialiasing). Weights are normalised to a sum of 1, rounded to
 * PRECISION bits; each pass rounds and clips to 8 bits. */
#include "resize.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PRECISION = 32 - 8 - 2 }; /* bits: 8 of the pixel and 2 of headroom for weights' sums left of 32 */

typedef struct {
    int first, count; /* input pixels it reads */
    const int *weights;
} Taps;

static double bilinear(double x) { return x < 1.0 ? 1.0 - x : 0.0; }

/* Keys' cubic convolution with a = -1/2. */
static double bicubic(double x) {
    const double a = -0.5;
    if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0;
    if (x < 2.0) return (((x - 5.0) * x + 8.0) * x - 4.0) * a;
    return 0.0;
}

static int clamp(double value, int limit) { return value < 0 ? 0 : value > limit ? limit : (int)value; }

static int to_fixed(double weight) { return (int)(weight * (1 << PRECISION) + (weight < 0 ? -0.5 : 0.5)); }

static Taps taps_at(Arena *arena, double center, double stretch, int in_size, Filter filter) {
    double support = (filter == FILTER_BICUBIC ? 2.0 : 1.0) * stretch;
    int first = clamp(center - support + 0.5, in_size), end = clamp(center + support + 0.5, in_size);
    double *weights = arena_array(arena, double, end - first), sum = 0;
    int *fixed = arena_array(arena, int, end - first);
    for (int i = first; i < end; i++) {
        double distance = fabs((i - center + 0.5) * (1.0 / stretch));
        sum += weights[i - first] = filter == FILTER_BICUBIC ? bicubic(distance) : bilinear(distance);
    }
    for (int i = 0; i < end - first; i++) fixed[i] = to_fixed(sum != 0 ? weights[i] / sum : weights[i]);
    return (Taps){ first, end - first, fixed };
}

/* One for each output pixel of an axis. */
static const Taps *taps_of_axis(Arena *arena, int in_size, int out_size, Filter filter) {
    double scale = (double)in_size / out_size, stretch = scale < 1.0 ? 1.0 : scale;
    Taps *taps = arena_array(arena, Taps, out_size);
    for (int i = 0; i < out_size; i++) taps[i] = taps_at(arena, (i + 0.5) * scale, stretch, in_size, filter);
    return taps;
}

/* The weighted sum of pixels `step` bytes apart. */
static unsigned char apply(const Taps *taps, const unsigned char *pixels, size_t step) {
    int sum = 1 << (PRECISION - 1);
    const unsigned char *pixel = pixels + (size_t)taps->first * step;
    for (int i = 0; i < taps->count; i++) sum += taps->weights[i] * pixel[(size_t)i * step];
    sum >>= PRECISION;
    return (unsigned char)(sum < 0 ? 0 : sum > 255 ? 255 : sum);
}

static Picture horizontal(Arena *arena, Picture in, int width, Filter filter) {
    const Taps *taps = taps_of_axis(arena, in.width, width, filter);
    size_t channels = (size_t)in.channels, in_row = (size_t)in.width * channels;
    unsigned char *out = arena_array(arena, unsigned char, (size_t)width *(size_t)in.height *channels);
    Picture result = { width, in.height, in.channels, out };
    for (int y = 0; y < in.height; y++)
        for (int x = 0; x < width; x++)
            for (size_t c = 0; c < channels; c++)
                *out++ = apply(&taps[x], in.pixels + (size_t)y * in_row + c, channels);
    return result;
}

static Picture vertical(Arena *arena, Picture in, int height, Filter filter) {
    const Taps *taps = taps_of_axis(arena, in.height, height, filter);
    size_t row = (size_t)in.width * (size_t)in.channels;
    unsigned char *out = arena_array(arena, unsigned char, (size_t)height *row);
    Picture result = { in.width, height, in.channels, out };
    for (int y = 0; y < height; y++)
        for (size_t i = 0; i < row; i++) *out++ = apply(&taps[y], in.pixels + i, row);
    return result;
}

Picture resize(Arena *arena, Picture picture, int width, int height, Filter filter) {
    if (picture.width != width) picture = horizontal(arena, picture, width, filter);
    if (picture.height != height) picture = vertical(arena, picture, height, filter);
    return picture;
}

bool resize_short_side(Arena *arena, const char *path, Picture *picture, int size, Filter filter,
                       Diag *diag) {
    bool upright = picture->width <= picture->height;
    int64_t near = upright ? picture->width : picture->height;
    int64_t far = upright ? picture->height : picture->width;
    int64_t length = size * far / near;
    if (far > RESIZE_MOST_ASPECT * near)
        return diag_fail(diag, STATUS_INPUT,
                         "%s: expected a picture at most %d times as long as wide to be resized, got %dx%d",
                         path, RESIZE_MOST_ASPECT, picture->width, picture->height);
    if (length > IMAGE_MAX_PIXELS / size)
        return diag_fail(diag, STATUS_INPUT,
                         "%s: a picture of %dx%d resized to a short side of %d has more than %d pixels", path,
                         picture->width, picture->height, size, IMAGE_MAX_PIXELS);
    int width = upright ? size : (int)length, height = upright ? (int)length : size;
    *picture = resize(arena, *picture, width, height, filter);
    return true;
}

/* Where the crop begins; negative: how much black is before the picture. Halves go to the even number, as
 * Python rounds. */
static int crop_start(int size, int crop) {
    int spare = size - crop;
    return spare < 0 ? -(-spare / 2) : spare / 2 + (spare % 2 && spare / 2 % 2);
}

Picture center_crop(Arena *arena, Picture picture, int width, int height) {
    int left = crop_start(picture.width, width), top = crop_start(picture.height, height);
    size_t channels = (size_t)picture.channels;
    size_t count = (size_t)(picture.width < width ? picture.width : width) * channels;
    unsigned char *pixels = arena_array(arena, unsigned char, (size_t)width *(size_t)height *channels);
    for (int y = 0; y < height; y++) {
        if (top + y < 0 || top + y >= picture.height) continue;
        size_t to = (size_t)y * (size_t)width + (size_t)(left < 0 ? -left : 0);
        size_t from = (size_t)(top + y) * (size_t)picture.width + (size_t)(left < 0 ? 0 : left);
        memcpy(pixels + to * channels, picture.pixels + from * channels, count);
    }
    return (Picture){ width, height, picture.channels, pixels };
}
