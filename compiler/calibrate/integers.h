/* integers.h: the reference: a network in integers, computed by its definition (quantized.h). */
#ifndef RESNETC_CALIBRATE_INTEGERS_H
#define RESNETC_CALIBRATE_INTEGERS_H

#include "quantized.h"

/* A layer's value, all images, NCHW: one of the two. */
typedef union {
    const unsigned char *integers;
    const float *floats;
} IntegerValue;

/* values[layer] of one layer, from those of the layers before it. `input`: pixels where the spec takes them
 * (NHWC), else floats (NCHW). */
IntegerValue compute_layer(Arena *arena, const Spec *spec, const Layers *layers, const Quantized *quantized,
                           const void *input, const IntegerValue *values, int layer);
/* All of them. */
const IntegerValue *compute_integers(Arena *arena, const Spec *spec, const Layers *layers,
                                     const Quantized *quantized, const void *input);

#endif
