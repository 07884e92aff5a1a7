/* activation.h: activations, a row each: what holds for one wherever it stands. */
#ifndef RESNETC_GRAPH_ACTIVATION_H
#define RESNETC_GRAPH_ACTIVATION_H

#include "spec/spec.h"

typedef struct {
    const char *name;                                /* as specs and names of kernels have it: "relu" */
    const char *title;                               /* as comments have it: "ReLU" */
    const char *module;                              /* PyTorch's, as it prints itself */
    double (*exact)(double x, double slope);         /* the definition; slope: where is_sloped */
    double (*moment)(double deviation, double mean); /* E[f(x)^2] of a normal x; NULL: integrated */
    /* E[f(x)^2] / E[x^2] of an x that lies around 0: a binary fraction, since random weights, which depend on
     * it, are the same on every machine. */
    double kept;
    bool never_negative; /* then zero may stand for minus infinity where the largest is looked for */
    bool curved;         /* not of a few straight pieces: where values are integers it goes by a table */
    double (*inverse)(double y); /* of curved ones; NULL: it has none */
    bool is_sloped;              /* by a number: of the layer, or a channel's own */
} ActivationRow;

/* ACTIVATION_NONE has one, too: the identity. */
const ActivationRow *activation_row(Activation activation);
double activation_moment(Activation activation, double slope, double deviation, double mean);

#endif
