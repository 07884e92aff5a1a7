/* quantize.h: the parts of quantising: what a value's integers stand for; what each kind of layer computes.
 *
 * Real numbers are doubles here. A sum of integers stands for sum * unit; a layer's unit is a channel's. */
#ifndef RESNETC_CALIBRATE_QUANTIZE_H
#define RESNETC_CALIBRATE_QUANTIZE_H

#include "quantized.h"

#include <limits.h>
#include <math.h>

typedef struct {
    double scale;
    int zero;
} Steps;

/* Of Integers what is made here. */
typedef struct {
    signed char *weights;
    int *bias;
    float *factor, *below;
    short *scales, *residual;
} Arrays;

typedef struct {
    Arena *arena;
    const Spec *spec;
    const Layers *layers;
    const Ranges *ranges;
    Quantum *quanta; /* [layer] */
    Diag *diag;
    /* Of the layer that is being made: */
    Steps steps; /* what its sums are rounded to */
    Arrays arrays;
} Quantizer;

/* ---- quanta.c: what a value's integers stand for ---- */

void set_quantum(Quantizer *q, int layer); /* those before it are set */
bool has_table(const Layer *layer);        /* its activation maps integers to integers */
/* What sums are rounded to: the value's steps, or those of what the activation's table reads. */
Steps rounded_to(const Quantizer *q, int layer);

/* ---- input.c: the input's, a channel ---- */

void set_input_quantum(Quantizer *q, int layer);
double input_scale(const Quantum *quantum, int channel);
double input_zero(const Quantum *quantum, int channel); /* of what is no border */

/* ---- ending.c: what becomes of a layer's sums, a channel at a time ---- */

/* What a sum of channel c is made of; weights are chosen. */
typedef struct {
    double unit;
    double offset; /* that the bias has to add, in units */
    double most;   /* of |products|, added up */
} Sum;

void begin_ending(Quantizer *q, int layer, int channels); /* steps; bias, factor; residual, below by need */
/* The least unit with which bias, residual and zero point are integers that fit; a smaller one gains nothing.
 */
double least_unit(const Quantizer *q, int layer, double bias);
/* Sets a channel's bias, factors and residual. False where sums would not fit into 32 bits. */
bool end_channel(Quantizer *q, int layer, int c, const Sum *sum);
bool refuse(const Quantizer *q, int layer, const char *what); /* what: expected, "this, got that" */
/* To the nearest integer, ties to even; within what fits. */
int nearest(double x);

/* ---- rounding.c: weights as integers ---- */

#define MOST_WEIGHT 127

/* The nearest. */
static inline double integer_weight(double weight, double per_unit) {
    double whole = rint(weight * per_unit);
    whole = whole < -MOST_WEIGHT ? -MOST_WEIGHT : whole;
    return whole > MOST_WEIGHT ? MOST_WEIGHT : whole;
}

/* A filter's weights / unit, so that errors cancel in each `taps` of them, which meet a channel; the unit is
 * no less than the largest needs. errors: [count], what they are then, in units. */
void round_weights(const double *weights, size_t count, size_t taps, double unit, double *errors,
                   signed char *to);

/* ---- What sums are made of. False: refused ---- */

bool quantize_products(Quantizer *q, int layer);  /* products.c: convolution, linear, channel convolution */
bool quantize_pointwise(Quantizer *q, int layer); /* pointwise.c */
bool quantize_averages(Quantizer *q, int layer);  /* averages.c: averages, blur */

#endif
