/* compute_windows.c: pools and what else picks pixels. */
#include "compute.h"

/* The pixels of a window that lie inside: half-open. */
typedef struct {
    int top, bottom, left, right;
    bool whole; /* none lies outside */
} Window;

static Window window_at(Shape from, int kernel, int top, int left) {
    Window w = { top < 0 ? 0 : top, top + kernel, left < 0 ? 0 : left, left + kernel, false };
    w.whole = top >= 0 && left >= 0 && w.bottom <= from.height && w.right <= from.width;
    if (w.bottom > from.height) w.bottom = from.height;
    if (w.right > from.width) w.right = from.width;
    return w;
}

static int largest_of(Shape from, const unsigned char *in, Window w) {
    int largest = 0;
    for (int y = w.top; y < w.bottom; y++)
        for (int x = w.left; x < w.right; x++)
            if (in[y * from.width + x] > largest) largest = in[y * from.width + x];
    return largest;
}

static int sum_of(Shape from, const unsigned char *in, Window w) {
    int sum = 0;
    for (int y = w.top; y < w.bottom; y++)
        for (int x = w.left; x < w.right; x++) sum += in[y * from.width + x];
    return sum;
}

void pool_plane(Shape from, const unsigned char *in, Shape shape, unsigned char *to) {
    for (int y = 0; y < shape.height; y++)
        for (int x = 0; x < shape.width; x++)
            *to++ = (unsigned char)largest_of(from, in, window_at(from, 3, 2 * y - 1, 2 * x - 1));
}

static unsigned char *planes_of(const Work *work, int image, unsigned char *to) {
    return to + (size_t)image * shape_floats(work->layer->shape);
}

typedef unsigned char OfWindow(const Work *work, const unsigned char *in, Window window);

static void for_each_window(const Work *work, int image, unsigned char *to, OfWindow *of_window) {
    const Layer *layer = work->layer;
    const Shape from = layer->in_shape, shape = layer->shape;
    to = planes_of(work, image, to);
    for (int c = 0; c < shape.channels; c++) {
        const unsigned char *in = plane_in(work, layer->in, image, c);
        for (int y = 0; y < shape.height; y++)
            for (int x = 0; x < shape.width; x++)
                *to++ = of_window(work, in,
                                  window_at(from, layer->kernel, y * layer->stride - layer->top,
                                            x * layer->stride - layer->left));
    }
}

static unsigned char window_maximum(const Work *work, const unsigned char *in, Window window) {
    int largest = largest_of(work->layer->in_shape, in, window);
    bool zero = work->layer->zeros && !window.whole && work->in->zero > largest;
    return (unsigned char)(zero ? work->in->zero : largest);
}

void compute_max_pool(const Work *work, int image, unsigned char *to) {
    for_each_window(work, image, to, window_maximum);
}

static unsigned char window_average(const Work *work, const unsigned char *in, Window window) {
    int count = (window.bottom - window.top) * (window.right - window.left);
    int all = work->layer->kernel * work->layer->kernel;
    int sum = work->integers->bias[0] + sum_of(work->layer->in_shape, in, window);
    if (work->layer->zeros) sum += (all - count) * work->in->zero;
    return end_sum(work->integers, 0, sum,
                   work->integers->factor[0] / (float)(work->layer->zeros ? all : count));
}

void compute_average(const Work *work, int image, unsigned char *to) {
    for_each_window(work, image, to, window_average);
}

/* The pixel that a mirror at the image's edge shows. */
static int reflected(int at, int size) { return at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at; }

static int blur_at(Shape from, const unsigned char *in, int y, int x) {
    static const int binomial[3] = { 1, 2, 1 };
    int sum = 0;
    for (int k = 0; k < 9; k++) {
        int row = reflected(y + k / 3 - 1, from.height), column = reflected(x + k % 3 - 1, from.width);
        sum += binomial[k / 3] * binomial[k % 3] * in[row * from.width + column];
    }
    return sum;
}

void compute_blur(const Work *work, int image, unsigned char *to) {
    const Layer *layer = work->layer;
    const Shape shape = layer->shape;
    to = planes_of(work, image, to);
    for (int c = 0; c < shape.channels; c++)
        for (int y = 0; y < shape.height; y++)
            for (int x = 0; x < shape.width; x++)
                *to++ = end_sum(work->integers, 0,
                                blur_at(layer->in_shape, plane_in(work, layer->in, image, c),
                                        y * layer->stride, x * layer->stride),
                                work->integers->factor[0]);
}

void compute_zero_pad(const Work *work, int image, unsigned char *to) {
    const Layer *layer = work->layer;
    const Shape from = layer->in_shape, shape = layer->shape;
    const int first = (shape.channels - from.channels) / 2;
    to = planes_of(work, image, to);
    for (int c = 0; c < shape.channels; c++) {
        const bool inside = c >= first && c < first + from.channels;
        const unsigned char *in = inside ? plane_in(work, layer->in, image, c - first) : NULL;
        for (int y = 0; y < shape.height; y++)
            for (int x = 0; x < shape.width; x++)
                *to++ = in ? in[(y * from.width + x) * layer->stride] : (unsigned char)work->in->zero;
    }
}

/* ---- Of a whole image ---- */

static unsigned char image_average(const Work *work, const unsigned char *in, int largest) {
    const Integers *integers = work->integers;
    const Shape from = work->layer->in_shape;
    int sum = integers->bias[0] + sum_of(from, in, (Window){ 0, from.height, 0, from.width, true });
    if (work->layer->kind == LAYER_AVERAGE_MAX) sum += largest * from.height * from.width;
    return end_sum(integers, 0, sum, integers->factor[0]);
}

void compute_global(const Work *work, int image, unsigned char *to) {
    const LayerKind kind = work->layer->kind;
    const Shape from = work->layer->in_shape;
    to = planes_of(work, image, to);
    for (int c = 0; c < from.channels; c++) {
        const unsigned char *in = plane_in(work, work->layer->in, image, c);
        int largest = largest_of(from, in, (Window){ 0, from.height, 0, from.width, true });
        to[c] = kind == LAYER_GLOBAL_MAX ? (unsigned char)largest : image_average(work, in, largest);
        if (kind == LAYER_AVERAGE_AND_MAX) to[from.channels + c] = (unsigned char)largest;
    }
}
