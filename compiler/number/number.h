/* number.h: number types as rows: what values and weights are made of.
 *
 * Layouts, strides and offsets count elements. Emitted text points at packed ones by a C type, whose size is
 * a unit: an element, but where several lie together in fewer units. Bytes are for whoever asks for memory.
 */
#ifndef RESNETC_NUMBER_H
#define RESNETC_NUMBER_H

#include "base/base.h"

typedef enum {
    NUMBER_F32,
    NUMBER_S24,  /* weights: integers of 24 bits, times a scale a channel (emit/narrow.c, pack/narrow.c) */
    NUMBER_BF16, /* the upper half of a float */
    NUMBER_U8,   /* values: what they stand for is said by calibrate/quantized.h */
    NUMBER_S8,   /* weights of such values; their sums are integers of 32 bits */
    NUMBER_U8_WORDS,  /* the same values, where processors multiply no bytes: 16 bits each */
    NUMBER_S8_PAIRS,  /* and weights, of which a lane takes two */
    NUMBER_S16,       /* what Winograd's transforms make of both */
    NUMBER_S32,       /* sums of integers' products, in scratch memory */
    NUMBER_U8_SIGNED, /* NUMBER_U8's values less 128, where processors multiply signed bytes alone: the upper
                         bit of each lies as its opposite */
    NUMBER_COUNT
} NumberKind;

/* What a network is computed in: what was asked for. */
typedef enum { PRECISION_FP32, PRECISION_BF16, PRECISION_INT8, PRECISION_AUTO, PRECISION_COUNT } Precision;

extern const char *const precision_names[PRECISION_COUNT]; /* "fp32", as --precision takes them */

typedef struct {
    const char *name;  /* "f32" */
    const char *label; /* what names of algorithms and kernels say of such weights; NULL: they say nothing */
    int bits;          /* of an element */
    int run;           /* so many vectors of elements are packed together, into whole vectors of units */
    const char *type;  /* by which C points at them: "float" */
    int unit;          /* bytes of it */
    bool is_value;     /* a layer's value can be of them; else weights alone */
    int together;      /* weights: of so many input channels each, one after another, are multiplied and added
                          up at once in a lane; 0: of one */
    NumberKind weights;     /* values: what they are multiplied with */
    NumberKind transformed; /* values: what Winograd's transforms make of them, ... */
    NumberKind sums;        /* ... and what sums of such numbers' products lie in scratch memory as */
    bool integers;          /* values: integers of 8 bits; weights: of such, and so are sums */
    int flipped;            /* values: bits that lie in memory as their opposites */
    bool scaled; /* weights: a float an output channel, behind those of a panel, multiplies its sums */
} Number;

extern const Number number_types[NUMBER_COUNT];

enum { NARROW_RUN = 4 }; /* number_types[NUMBER_S24].run, where a constant is needed */

/* Units that so many elements take, whole runs of them; behind them the scales of so many channels, if any.
 */
size_t number_units(NumberKind kind, size_t elements);
size_t scale_units(NumberKind kind, size_t channels);
size_t number_bytes(NumberKind kind, size_t elements);

/* The bf16 nearest to a finite float, ties to even; and the float that it is. */
unsigned short to_bf16(float value);
float from_bf16(unsigned short half);
/* By how much a value is changed at the most when it is rounded to that type; of floats and integers that is
 * left to who computes with them: 0. */
double rounding_of(NumberKind kind, double value);

#endif
