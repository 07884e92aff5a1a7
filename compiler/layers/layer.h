/* layer.h: a layer: a convolution and what is fused into it, or an operator that stands alone. */
#ifndef RESNETC_LAYERS_LAYER_H
#define RESNETC_LAYERS_LAYER_H

#include "target/target.h"
#include "weights/weights.h"

/* New ones go behind the others: fingerprints count them. */
typedef enum {
    LAYER_INPUT, /* the user's NCHW -> our layout, with its zero border */
    LAYER_CONV,
    LAYER_MAX_POOL,
    LAYER_AVERAGE_POOL, /* of a whole image */
    LAYER_LINEAR,       /* of all numbers of its input, in NCHW's order */
    LAYER_SOFTMAX,
    LAYER_OUTPUT,     /* our layout -> the user's NCHW */
    LAYER_POINTWISE,  /* a norm that no convolution stands before, a gate, a sum, an activation */
    LAYER_GROUP_NORM, /* and what is fused behind it */
    LAYER_WINDOW_AVERAGE,
    LAYER_BLUR,
    LAYER_ZERO_PAD,
    LAYER_GLOBAL_MAX, /* of a whole image; so are the next two */
    LAYER_AVERAGE_MAX,
    LAYER_AVERAGE_AND_MAX,
    LAYER_CHANNEL_CONV, /* of a vector */
    LAYER_CONVERT /* floats -> integers of 8 bits, or back: between layers of either kind (calibrate/mix.h) */
} LayerKind;

enum { ZERO_A_CHANNEL = -1 };

typedef struct {
    LayerKind kind;
    const char *name; /* the operator's: "layer2.0.conv1"; for an output "logits", "layer1" */
    int in;           /* the layer whose value is read; -1 for the input */
    int residual;     /* the layer whose value is added before the activation; -1 for none */
    int gate;  /* the layer whose value, a factor a channel and image, multiplies the sum first; -1: none */
    int op;    /* the graph's value that this layer computes, fused operators included */
    int stage; /* from 0; -1 before the stages, spec->stages behind them */
    Shape in_shape, shape;
    Shape conv_shape; /* of the convolution's result; not shape where a max pool is fused behind it */
    bool pool;        /* a 3x3 max pool of stride 2 is fused behind the activation (stems only) */
    int kernel, stride, dilation, groups; /* groups: of a group norm, too */
    int top, left, bottom, right;         /* of padding that windows reach over */
    bool zeros;                           /* pools: it takes part as zeros; else it is no part of a window */
    bool affine;                          /* pointwise: a norm is a part of it */
    double eps;                           /* LAYER_GROUP_NORM */
    Activation activation;
    /* Parameters; NULL without weights. Before folding: */
    const float *weight;  /* convolution, linear: [out][in / groups][kernel][kernel]; channel convolution:
                             [kernel] */
    const double *centre; /* [out]: what is subtracted of them where they are standardised; else NULL */
    const double *scale;  /* [out]: what they are then multiplied by: norms, standardisation. Pointwise, group
                             norm: what the value is */
    const float *bias;    /* [out], norms folded in; pointwise, group norm: added behind the scale */
    const float *slope;   /* [out], of an activation that has one; else NULL */
    NumberKind number;    /* what its value is made of; fold_layers says floats (calibrate/lower.h: others) */
    bool in_floats;       /* computes in floats where others do in integers */
    int largest_sum;      /* of its weights and values, where they are integers, without signs; else 0 */
    int zero;             /* of integers: what stands for 0 in it; ZERO_A_CHANNEL: a byte a channel */
    float magnitude; /* the root mean square that its values are expected to have; 0 where nothing tells */
    int output;      /* LAYER_OUTPUT: index into spec->outputs */
} Layer;

typedef struct {
    const Layer *layers;
    int count;
} Layers;

/* `weights` may be NULL: then layers have no values. False where folding gives a non-finite number.
 * pools_apart: no pool is fused behind a stem. */
const Layers *fold_layers(Arena *arena, const Graph *graph, const Shape *shapes, const Weights *weights,
                          bool pools_apart, Diag *diag);
/* The same with pools apart, and with curved activations that have no inverse (activation.h) as layers of
 * their own: so what they read is a value, which can be looked at. */
const Layers *fold_apart(Arena *arena, const Graph *graph, const Shape *shapes, const Weights *weights,
                         Diag *diag);
const char *layer_kind_name(LayerKind kind);
bool has_weights(const Layer *layer);    /* a convolution, or linear */
bool has_parameters(const Layer *layer); /* these, or others: some of them are packed */
bool has_slope(const Layer *layer);      /* by its activation */
bool is_plain(const Layer *layer); /* its windows are padded by kernel / 2 on all sides, and not dilated */
/* Whether it counts on a zero border around its input: convolutions, and the one max pool that is fast by it:
 * 3x3, stride 2, padding 1. Others test bounds. */
bool reads_border(const Layer *layer);
/* Whether what is known of a value rules out numbers below zero: then zero may stand for minus infinity. */
bool never_negative(const Layers *layers, int layer);
double layer_macs(const Layer *layer);    /* of one image */
size_t filter_floats(const Layer *layer); /* weights of an output channel */
/* `count` weights of an output channel from `first` on, norm folded in: each (float)((weight - centre) *
 * scale). */
void layer_weights(const Layer *layer, int channel, size_t first, size_t count, float *to);

#endif
