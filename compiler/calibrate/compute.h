/* compute.h: the parts of the reference: a layer's value, image by image, plane by plane. */
#ifndef RESNETC_CALIBRATE_COMPUTE_H
#define RESNETC_CALIBRATE_COMPUTE_H

#include "integers.h"

/* What computes a layer. */
typedef struct {
    Arena *arena;
    const Spec *spec;
    const Layers *layers;
    const Quantized *quantized;
    const void *input;
    const IntegerValue *values; /* [layer] */
    /* The layer: */
    const Layer *layer;
    const Quantum *in, *quantum; /* of what it reads (NULL: nothing), of its value */
    const Integers *integers;
} Work;

static inline size_t plane_of(Shape shape) { return (size_t)shape.height * (size_t)shape.width; }
/* What stands for 0 in a channel of a value. */
int zero_of(const Quantum *quantum, int channel);
/* A channel of a layer's value. */
const unsigned char *plane_in(const Work *work, int layer, int image, int channel);

/* ---- ending.c's twin: sums -> a channel of the value, which the layer's own kind may not have ---- */

/* `row`: which bias, factor, ... to take. sums[pixel], without bias and residual; to: all images. */
void end_plane(const Work *work, int image, int channel, int row, const int *sums, unsigned char *to);
/* One sum, all of it, times a factor: the one rounding. */
unsigned char end_sum(const Integers *integers, int row, int sum, float factor);

/* ---- One image each; `to` is all images' value ---- */

void compute_input(const Work *work, int image, unsigned char *to);    /* compute_input.c */
void compute_conv(const Work *work, int image, unsigned char *to);     /* compute_conv.c */
void compute_max_pool(const Work *work, int image, unsigned char *to); /* compute_windows.c; so are these: */
void compute_average(const Work *work, int image, unsigned char *to);  /* of windows */
void compute_blur(const Work *work, int image, unsigned char *to);
void compute_zero_pad(const Work *work, int image, unsigned char *to);
void compute_global(const Work *work, int image, unsigned char *to); /* average, largest, both */
/* The largest of each 3x3 of a plane, every other one: what stands behind a first convolution. */
void pool_plane(Shape from, const unsigned char *in, Shape to_shape, unsigned char *to);

#endif
