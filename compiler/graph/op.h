/* op.h: operators. An Op is one of a graph; what holds for all of a kind stands in that kind's row. */
#ifndef RESNETC_GRAPH_OP_H
#define RESNETC_GRAPH_OP_H

#include "activation.h"

typedef enum {
    OP_INPUT,
    OP_CONV,
    OP_NORM,
    OP_ACTIVATION,
    OP_MAX_POOL,
    OP_ADD,
    OP_AVERAGE_POOL, /* over the whole image */
    OP_LINEAR,
    OP_SOFTMAX,
    OP_COUNT
} OpKind;

typedef enum { ROLE_WEIGHT, ROLE_BIAS, ROLE_MEAN, ROLE_VARIANCE, ROLE_COUNT } ParamRole;

typedef struct {
    OpKind kind;
    const char *name; /* "layer2.0.conv1", "layer2.0.relu1", "layer2.0.add", "avgpool": unique */
    int in[2];        /* values read; -1 where unused */
    int stage, block; /* from 0; -1 outside of the stages */
    int in_channels, out_channels;
    int kernel, stride, padding, groups; /* convolution and max pool */
    Activation activation;               /* OP_ACTIVATION */
    int param[ROLE_COUNT];               /* indices into Graph.params; -1 where unused */
} Op;

typedef struct {
    int channels, height, width;
} Shape;

size_t shape_floats(Shape shape); /* of one image */

/* ==== What an operator computes with: one image ==== */

typedef struct {
    const Op *op;
    Shape from, to;                     /* of in[0], of the result */
    const double *in[2];                /* [channels][height][width]; NULL where unused */
    const float *parameter[ROLE_COUNT]; /* [Param.count]; NULL where unused, or for an absent bias */
    double eps;                         /* of norms */
} Operands;

/* ==== Random parameters: they keep the signal near 1 in a network of any depth ==== */

/* What an operator finds around it. */
typedef struct {
    double in[2];          /* E[x^2] of what it reads; 1 where it reads nothing */
    bool centred;          /* in[0] lies around 0 */
    Activation activation; /* of an activation */
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
