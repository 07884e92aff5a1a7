/* interp_windows.c: the definitions of pools and of what else picks pixels. */
#include "interp.h"

#include <math.h>

/* ---- The largest ---- */

/* Of a window that begins at (top, left), perhaps outside: what lies there is 0, or counts as -infinity. */
static double window_maximum(const Op *op, const double *in, Shape from, int top, int left) {
    double largest = -INFINITY;
    for (int y = top; y < top + op->kernel; y++) {
        for (int x = left; x < left + op->kernel; x++) {
            bool outside = y < 0 || y >= from.height || x < 0 || x >= from.width;
            if (outside && !op->zeros) continue;
            double value = outside ? 0.0 : in[(ptrdiff_t)y * from.width + x];
            if (isnan(value)) return value;
            if (value > largest) largest = value;
        }
    }
    return largest;
}

void run_max_pool(const Operands *args, double *out) {
    const Op *op = args->op;
    Shape to = args->to, from = args->from;
    const double *in = args->in[0];
    int top = op_windows(op, from.height).before, left = op_windows(op, from.width).before;
    for (int c = 0; c < to.channels; c++, in += plane_size(from))
        for (int y = 0; y < to.height; y++)
            for (int x = 0; x < to.width; x++)
                *out++ = window_maximum(op, in, from, y * op->stride - top, x * op->stride - left);
}

/* ---- The average ---- */

/* Of what lies inside; where the padding takes part, over the whole window (PyTorch's count_include_pad). */
static double window_average(const Op *op, const double *in, Shape from, int top, int left) {
    double sum = 0;
    int count = 0;
    for (int y = top; y < top + op->kernel; y++) {
        for (int x = left; x < left + op->kernel; x++) {
            if (y < 0 || y >= from.height || x < 0 || x >= from.width) continue;
            sum += in[(ptrdiff_t)y * from.width + x];
            count++;
        }
    }
    return sum / (op->zeros ? op->kernel * op->kernel : count);
}

void run_window_average(const Operands *args, double *out) {
    const Op *op = args->op;
    Shape to = args->to, from = args->from;
    const double *in = args->in[0];
    int top = op_windows(op, from.height).before, left = op_windows(op, from.width).before;
    for (int c = 0; c < to.channels; c++, in += plane_size(from))
        for (int y = 0; y < to.height; y++)
            for (int x = 0; x < to.width; x++)
                *out++ = window_average(op, in, from, y * op->stride - top, x * op->stride - left);
}

/* ---- Of a whole image ---- */

static double plane_average(const double *in, size_t pixels) {
    double sum = 0.0;
    for (size_t i = 0; i < pixels; i++) sum += in[i];
    return sum / (double)pixels;
}

static double plane_maximum(const double *in, size_t pixels) {
    double largest = -INFINITY;
    for (size_t i = 0; i < pixels; i++) {
        if (isnan(in[i])) return in[i];
        if (in[i] > largest) largest = in[i];
    }
    return largest;
}

void run_average_pool(const Operands *args, double *out) {
    size_t pixels = plane_size(args->from);
    for (int c = 0; c < args->from.channels; c++)
        out[c] = plane_average(args->in[0] + (size_t)c * pixels, pixels);
}

void run_global_max(const Operands *args, double *out) {
    size_t pixels = plane_size(args->from);
    for (int c = 0; c < args->from.channels; c++)
        out[c] = plane_maximum(args->in[0] + (size_t)c * pixels, pixels);
}

void run_average_and_max(const Operands *args, double *out) {
    run_average_pool(args, out);
    run_global_max(args, out + args->from.channels);
}

void run_average_max(const Operands *args, double *out) {
    size_t pixels = plane_size(args->from);
    for (int c = 0; c < args->from.channels; c++) {
        const double *in = args->in[0] + (size_t)c * pixels;
        out[c] = 0.5 * (plane_average(in, pixels) + plane_maximum(in, pixels));
    }
}

/* ---- Others ---- */

/* The pixel that a mirror at the image's edge shows: -1 is 1, size is size - 2. */
static int reflected(int at, int size) { return at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at; }

/* Zhang 2019: [1 2 1] / 4 on both axes. */
void run_blur(const Operands *args, double *out) {
    static const double binomial[3] = { 0.25, 0.5, 0.25 };
    const Op *op = args->op;
    Shape to = args->to, from = args->from;
    const double *in = args->in[0];
    for (int c = 0; c < to.channels; c++, in += plane_size(from))
        for (int y = 0; y < to.height; y++)
            for (int x = 0; x < to.width; x++, out++) {
                *out = 0;
                for (int k = 0; k < 9; k++) {
                    int row = reflected(y * op->stride + k / 3 - 1, from.height);
                    int column = reflected(x * op->stride + k % 3 - 1, from.width);
                    *out += binomial[k / 3] * binomial[k % 3] * in[(ptrdiff_t)row * from.width + column];
                }
            }
}

/* He et al. 2016, option A. */
void run_zero_pad(const Operands *args, double *out) {
    Shape to = args->to, from = args->from;
    int stride = args->op->stride, first = (to.channels - from.channels) / 2;
    for (int c = 0; c < to.channels; c++) {
        bool inside = c >= first && c < first + from.channels;
        const double *in = args->in[0] + (inside ? (size_t)(c - first) * plane_size(from) : 0);
        for (int y = 0; y < to.height; y++)
            for (int x = 0; x < to.width; x++)
                *out++ = inside ? in[(ptrdiff_t)y * stride * from.width + (ptrdiff_t)x * stride] : 0.0;
    }
}
