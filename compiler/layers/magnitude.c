/* magnitude.c: how large the values of a network are expected to be.
 *
 * While it is trained, a batch norm gives its values a mean of beta and a deviation of gamma in every channel
 * (Ioffe, Szegedy 2015); those of other images of the kind are near. Of an untrained norm, and where there is
 * none, the weights tell: a sum of independent terms has the sum of their mean squares. A factor of four does
 * not matter: what is made of it (pack/pairs.c) is checked when the network runs. */
#include "magnitude.h"
#include "base/base.h"

#include <math.h>

typedef struct {
    const Graph *graph;
    const Weights *weights;
    double *squares; /* [operator]: the sum of its squared weights, where that is asked for */
    double *moments; /* [operator]: E[x^2] of what it computes */
} Network;

/* ---- Convolutions ---- */

static double conv_moment(const Network *n, int conv) {
    const Op *op = &n->graph->ops[conv];
    double in = op->in[0] < 0 ? 1 : n->moments[op->in[0]];
    return in * n->squares[conv] / op->out_channels;
}

/* ---- Norms ---- */

/* As PyTorch makes it: mean 0, variance 1, and has not changed it since. */
static bool is_untrained(const Network *n, int norm) {
    const int *param = n->graph->ops[norm].param;
    const float *mean = n->weights->data[param[ROLE_MEAN]],
                *variance = n->weights->data[param[ROLE_VARIANCE]];
    for (size_t c = 0; c < n->graph->params[param[ROLE_MEAN]].count; c++)
        if (mean[c] != 0 || variance[c] != 1) return false;
    return true;
}

/* Of the norm with an activation behind it. */
static double norm_moment(const Network *n, int norm, Activation activation, double slope) {
    const int *param = n->graph->ops[norm].param;
    const float *gamma = n->weights->data[param[ROLE_WEIGHT]], *beta = n->weights->data[param[ROLE_BIAS]];
    size_t channels = n->graph->params[param[ROLE_WEIGHT]].count;
    double deviation = is_untrained(n, norm) ? sqrt(conv_moment(n, n->graph->ops[norm].in[0])) : 1, sum = 0;
    for (size_t c = 0; c < channels; c++)
        sum += activation_moment(activation, slope, fabs(gamma[c]) * deviation, beta[c]);
    return sum / (double)channels;
}

/* ---- All operators ---- */

static bool is_normed(const Graph *graph, int conv) {
    return conv + 1 < graph->op_count && graph->ops[conv + 1].kind == OP_NORM &&
           graph->ops[conv + 1].in[0] == conv;
}

/* Norms and sums whose shortcut is a norm lie around 0; a sum of earlier activations is hardly ever negative.
 */
static bool is_centred(const Graph *graph, int v) {
    const Op *op = &graph->ops[v];
    return op->kind == OP_NORM || (op->kind == OP_ADD && graph->ops[op->in[1]].kind == OP_NORM);
}

/* Where no parameters tell more, what the operator's row says. */
static double row_moment(const Network *n, const Op *op) {
    Signal signal = { .centred = op->in[0] >= 0 && is_centred(n->graph, op->in[0]),
                      .activation = op->activation,
                      .scale = 1 };
    for (int i = 0; i < COUNT_OF(op->in); i++) signal.in[i] = op->in[i] < 0 ? 1 : n->moments[op->in[i]];
    return operators[op->kind].moment(&signal);
}

static double moment(const Network *n, int v) {
    const Op *op = &n->graph->ops[v];
    if (op->kind == OP_CONV) return is_normed(n->graph, v) ? 0 : conv_moment(n, v);
    if (op->kind == OP_NORM) return norm_moment(n, v, ACTIVATION_NONE, 0);
    if (op->kind == OP_ACTIVATION && n->graph->ops[op->in[0]].kind == OP_NORM)
        return norm_moment(n, op->in[0], op->activation, op->slope);
    return row_moment(n, op);
}

/* All weights are read for it: in threads. */
static void sum_squares(void *context, int v) {
    const Network *n = context;
    const Op *op = &n->graph->ops[v];
    if (op->kind != OP_CONV || (is_normed(n->graph, v) && !is_untrained(n, v + 1))) return;
    int param = op->param[ROLE_WEIGHT];
    n->squares[v] = sum_of_squares(n->weights->data[param], n->graph->params[param].count);
}

const double *expected_moments(Arena *arena, const Graph *graph, const Weights *weights) {
    const Network n = { graph, weights, arena_array(arena, double, graph->op_count),
                        arena_array(arena, double, graph->op_count) };
    parallel_for(graph->op_count, sum_squares, (void *)&n, NULL);
    for (int v = 0; v < graph->op_count; v++) n.moments[v] = moment(&n, v);
    return n.moments;
}
