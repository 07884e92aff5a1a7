/* op.h: operators. An Op is one of a graph; what holds for all of a kind stands in that kind's row. */
#ifndef RESNETC_GRAPH_OP_H
#define RESNETC_GRAPH_OP_H

#include "activation.h"

typedef enum {
    OP_INPUT,
    OP_CONV,
    OP_NORM,       /* batch norm */
    OP_GROUP_NORM, /* mean and variance of a group of channels of each image */
    OP_ACTIVATION,
    OP_MAX_POOL,
    OP_WINDOW_AVERAGE, /* of each window's pixels */
    OP_BLUR,           /* binomial 3x3; the border is reflected */
    OP_ADD,
    OP_GATE,            /* in[0], each channel times in[1]'s number of it */
    OP_ZERO_PAD,        /* every stride-th pixel; zero channels half before, half behind */
    OP_AVERAGE_POOL,    /* over the whole image */
    OP_GLOBAL_MAX,      /* the same of the largest */
    OP_AVERAGE_MAX,     /* the mean of average and largest */
    OP_AVERAGE_AND_MAX, /* the averages, then the largest */
    OP_LINEAR,          /* of all of in[0]'s numbers, in NCHW's order */
    OP_CHANNEL_CONV,    /* along the channels of a vector: one filter, zeros beside them */
    OP_SOFTMAX,
    OP_COUNT
} OpKind;

typedef enum { ROLE_WEIGHT, ROLE_BIAS, ROLE_MEAN, ROLE_VARIANCE, ROLE_COUNT } ParamRole;

typedef struct {
    OpKind kind;
    const char *name;              /* "layer2.0.conv1", "layer2.0.relu1", "layer2.0.add", "avgpool": unique */
    int in[2];                     /* values read; -1 where unused */
    int stage, block;              /* from 0; -1 outside of the stages */
    int in_channels, out_channels; /* in_channels: of a linear the numbers that it reads */
    int kernel, stride, dilation;  /* of windows: convolutions, pools, blurs */
    int padding, behind;           /* before and behind, on both axes */
    bool same;                     /* rather TensorFlow's padding, see op_windows() */
    bool ceil;                     /* a window more where a part of one is left */
    bool zeros;                    /* pools: the padding takes part as zeros; else it is no part of windows */
    int groups;                    /* of a convolution; of a group norm */
    Activation activation;         /* OP_ACTIVATION */
    double slope;                  /* of it, where no parameter says more */
    double eps;                    /* of a norm; of standardised filters (Qiao et al. 2019), else -1 */
    int param[ROLE_COUNT];         /* indices into Graph.params; -1 where unused */
} Op;

typedef struct {
    int channels, height, width;
} Shape;

size_t shape_floats(Shape shape); /* of one image */
double op_fan_in(const Op *op);   /* the products that are added to one output */

/* Windows along an axis: how many, and the pixels of padding that they reach over before and behind it. */
typedef struct {
    int count, before, behind;
} Windows;

/* Of an axis of so many pixels. As PyTorch, or, where the op says `same`, as TensorFlow: ceil(size / stride)
 * windows, the odd pixel of padding behind. The count is below 1 where no window fits. */
Windows op_windows(const Op *op, int size);

/* ==== What an operator computes with: one image ==== */

typedef struct {
    const Op *op;
    Shape from, to;                     /* of in[0], of the result */
    const double *in[2];                /* [channels][height][width]; NULL where unused */
    const float *parameter[ROLE_COUNT]; /* [Param.count]; NULL where unused, or absent */
} Operands;

/* ==== Random parameters: they keep the signal near 1 in a network of any depth ==== */

/* What an operator finds around it. */
typedef struct {
    double in[2];          /* E[x^2] of what it reads; 1 where it reads nothing */
    bool centred;          /* in[0] lies around 0 */
    Activation activation; /* of an activation */
    double gain;  /* E[y^2] / E[x^2] of a product: 2 of He's weights, the fan-in of standardised ones */
    double scale; /* how large its result is to be, where it can tell: 1, or less before a residual add */
} Signal;

/* Normal around 0 where there is a deviation, else uniform from low to high. */
typedef struct {
    double low, high, deviation;
} Distribution;

/* ==== The rows ==== */

typedef struct {
    const char *name;                        /* as --dump prints it */
    const char *module;                      /* PyTorch's class; "" where torchvision has no module */
    bool vector;                             /* the result has no height and width in PyTorch */
    Shape (*shape)(const Op *op, Shape in);  /* of the result; the input's own is given to it as `in` */
    double (*macs)(const Op *op, Shape out); /* multiply-adds of one image, as torchvision counts */
    void (*run)(const Operands *args, double *out); /* the definition (interp.c); an input has none */
    double (*moment)(const Signal *signal);         /* E[x^2] of the result, its parameters as `draw` says */
    Distribution (*draw)(const Op *op, ParamRole role, const Signal *signal); /* NULL: no parameters */
} Operator;

extern const Operator operators[OP_COUNT];

#endif
