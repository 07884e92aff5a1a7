/* quantized.h: Layers, Ranges -> the network in integers: weights signed, a scale a channel; values unsigned
 * 8 bits, a scale and a zero point a value; sums in 32 bits; one rounding.
 *
 * A sum becomes a value by
 *     q = limit(zero + nearest((float)sum * factor[channel]), low, high)
 * where (float) and * round to the nearest float, ties to even (IEEE 754), and nearest() to the nearest
 * integer, ties to even. Nothing else rounds, so every machine has the same bits. */
#ifndef RESNETC_CALIBRATE_QUANTIZED_H
#define RESNETC_CALIBRATE_QUANTIZED_H

#include "ranges.h"

/* A layer's value: number (q - zero) * scale; floats where `number` says so (the classifier's, and what reads
 * them). */
typedef struct {
    NumberKind number; /* NUMBER_U8 or NUMBER_F32 */
    float scale;
    int zero; /* 0 to 255 */
    /* The input's alone, [channels]; NULL elsewhere. From floats q = limit((nearest(value * factor) + offset)
     * / 256 downwards, 0, 255): factor 256 * 255 * std, offset 256 * 255 * mean + 128, so that a picture's
     * own pixels come out; value * factor is first limited to +-2^30, NaN is as the least. Where values were
     * observed that no pixel gives, factor and offset are made of their range. Scale and zero point are a
     * channel's: value = (q - (offset - 128) / 256) * 256 / factor. zeros[channel] is what stands for 0 in
     * the border. */
    const float *factors;
    const int *offsets;
    const unsigned char *zeros;
} Quantum;

/* What sums are made of, by the layer's kind. Of what has one bias, one factor (marked so), these stand at
 * [0]; else c is the output channel. convolution, linear:  bias[c] + sum of weights[c][..] * q(in) +
 * residual[c] * q(residual) pointwise:            bias[c] + scales[c] * q(in) + residual[c] * q(residual)
 *     with a gate:        bias[c] + scales[c] * (q(in) - in's zero) * q(gate) + residual[c] * q(residual);
 *                         a gate's zero is 0
 *   average of an image:  bias[0] + sum of q(in)
 *   average of windows:   sum of q(in) of the pixels of a window that are inside the image; where padding
 * takes part (Layer.zeros) in's zero for each that is not. The factor is factor[0] / count, a division of
 * floats, where factor[0] is 1, and count that of the pixels added up blur:                 sum of weights 1
 * 2 1 a direction * q(in); factor[0] is 1 / 16 average and max, half of each:  bias[0] + sum of q(in) +
 * pixels * largest q(in) averages, then maxima:  averages as windows' that are the image, but with factor[0]
 * = 1 / count: sum of q(in); maxima as they are channel convolution:  bias[0] + sum of weights[tap] * q(in of
 * channel c + tap - taps / 2); beyond the ends stands in's zero Of a value of floats (a linear's): (float)sum
 * * factor[c], and nothing else. What an output copies of integers is (float)(q - zero) * scale.
 *
 * Max pools, zero padding and what else only moves values keep their input's quantum, and have no integers;
 * zero padding fills with its zero. So do averages of windows and blurs. A max pool that is fused behind a
 * convolution takes the largest q of its window that is inside the image (zero is 0 there). A border is
 * filled with its value's zero; padding takes part in max pools where Layer.zeros says so, as in's zero.
 *
 * Where layers in floats stand beside those in integers (Layer.in_floats, mix.h), these have no integers, and
 * conversions stand between: to integers q = limit(zero + nearest(value * factor[0]), 0, 255), where value *
 * factor[0] is first limited to +-2^30, and NaN is as the least; to floats (float)(q - zero) * scale.
 *
 * No sum, in whatever order it is added up, leaves 32 bits; |(float)sum * factor| is below 2^30. */
typedef struct {
    const signed char *weights; /* -127 to 127, as Layer.weight is ordered */
    const int *bias;            /* [out]: zero points of all that is read are in it; so is `zero` where
                                   it can be */
    const float *factor;        /* [out]; above 0 */
    const float *below;    /* [out]: factor of negative sums, where the activation has a slope; else NULL */
    const short *scales;   /* [out]; NULL: none */
    const short *residual; /* [out], 0 or more; NULL: none */
    int zero;              /* added behind the rounding: 0 where it is a part of the bias */
    int low, high;
    const unsigned char *table; /* [256]: what is stored is table[q], an activation; NULL: q itself */
} Integers;

typedef struct {
    const Quantum *quanta;    /* [layer] */
    const Integers *integers; /* [layer] */
    int count;
} Quantized;

/* NULL where a layer has no integers (a group norm), or its sums would not fit into 32 bits: said by name. */
const Quantized *quantize_layers(Arena *arena, const Spec *spec, const Layers *layers, const Ranges *ranges,
                                 Diag *diag);
/* The first layer that it refuses; -1: none. */
int refused_layer(Arena *arena, const Spec *spec, const Layers *layers, const Ranges *ranges);

#endif
