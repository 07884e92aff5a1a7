/* graph.h: operators as rows (op.h); Spec -> Graph, named operators as PyTorch would list them, nothing
 * fused; Graph -> Shape[value]; the reference in double precision. Value v of a Graph is what ops[v]
 * computes. */
#ifndef RESNETC_GRAPH_H
#define RESNETC_GRAPH_H

#include "op.h"
#include "spec/spec.h"

typedef struct {
    const char *name; /* torchvision's: "layer2.0.downsample.1.running_mean" */
    int op;
    ParamRole role;
    int rank;
    int dims[4];
    size_t count;   /* product of dims */
    bool optional;  /* a convolution's bias before its batch norm: PyTorch's classes have none */
    bool omissible; /* they may be told to have none: a norm's weight and bias, a classifier's bias */
} Param;

typedef struct {
    const Spec *spec;
    const Op *ops;
    int op_count;
    const Param *params; /* in PyTorch's order of state_dict */
    int param_count;
    int outputs[MAX_OUTPUTS];                                     /* the value of each spec->outputs */
    int stem, stage_out[MAX_STAGES], pool, logits, probabilities; /* values; -1 where there is none */
} Graph;

const Graph *graph_build(Arena *arena, const Spec *spec);

int squeezed_channels(int channels, int reduction); /* between the two linears of squeeze and excitation */

/* ==== shape: Graph -> Shape[value]; every value also has spec->batch images ==== */

/* NULL where a value of all images would have 2^31 floats or more (that is the user's mistake). */
const Shape *shape_infer(Arena *arena, const Graph *graph, Diag *diag);
double op_macs(const Op *op, Shape out); /* multiply-adds of one image */
size_t
graph_parameters(const Graph *graph); /* trainable ones, as sum(p.numel() for p in model.parameters()) */

/* Emitted code counts floats in int: false where these are 2^31 or more. what: " of packed weights", say. */
bool check_floats(const Spec *spec, const char *name, size_t floats, const char *what, Diag *diag);
/* Before weights are read or made: false where a parameter has as many. */
bool check_parameters(const Graph *graph, Diag *diag);

/* ==== interp: the reference. Graph, parameters, input -> every value in double precision, before folding
 * ==== */

/* parameters: [param] as Weights.data has them; input is NCHW, all images; result[value] is
 * [batch][channels][height][width]. */
const double *const *interpret(Arena *arena, const Graph *graph, const Shape *shapes,
                               const float *const *parameters, const float *input);

#endif
