/* parameters.c: the parts' numbers by the names of the graph's parameters. */
#include "network.h"

#include <math.h>

typedef struct {
    Network *n;
    const Graph *graph;
    const int *part_of;
} Collector;

static const Tensor *all_of(const Collector *c, double value, size_t count) {
    double *numbers = numbers_new(c->n->r->model, count);
    for (size_t i = 0; numbers && i < count; i++) numbers[i] = value;
    return tensor_of_doubles(c->n->r->model, numbers, 1, &count);
}

static const Tensor *known(const Collector *c, const double *numbers, double otherwise, size_t count) {
    return numbers ? tensor_of_doubles(c->n->r->model, numbers, 1, &count) : all_of(c, otherwise, count);
}

/* By a scale and a shift alone, or by nothing: statistics that change nothing. */
static const Tensor *plain_norm(const Collector *c, const Part *part, ParamRole role, size_t count) {
    switch (role) {
    case ROLE_WEIGHT:
        return known(c, part ? part->scale : NULL, 1, count);
    case ROLE_BIAS:
        return known(c, part ? part->shift : NULL, 0, count);
    case ROLE_MEAN:
        return all_of(c, 0, count);
    default:
        return all_of(c, 1 - c->graph->spec->eps, count);
    }
}

/* A spec has one epsilon: another one is in the weight. */
static const Tensor *norm_weight(const Collector *c, const Part *part, size_t count) {
    double eps = c->graph->spec->eps;
    const Tensor *weight = part->param[ROLE_WEIGHT], *variance = part->param[ROLE_VARIANCE];
    if ((float)eps == (float)part->eps) return weight;
    const double *from = tensor_doubles(c->n->r->model, weight),
                 *v = tensor_doubles(c->n->r->model, variance);
    double *to = numbers_new(c->n->r->model, count);
    for (size_t i = 0; from && v && to && i < count; i++)
        to[i] = from[i] * sqrt((v[i] + eps) / (v[i] + part->eps));
    return tensor_of_doubles(c->n->r->model, to, 1, &count);
}

static const Tensor *find_tensor(const Collector *c, const Param *param) {
    const Part *part = &c->n->r->parts[c->part_of[param->op]];
    OpKind kind = c->graph->ops[param->op].kind;
    if (kind == OP_NORM && part->kind != OP_NORM) return plain_norm(c, NULL, param->role, param->count);
    if (kind == OP_GROUP_NORM || (kind == OP_NORM && part->affine))
        return plain_norm(c, part, param->role, param->count);
    if (kind == OP_NORM && param->role == ROLE_WEIGHT) return norm_weight(c, part, param->count);
    const Tensor *tensor = part->param[param->role];
    if (!tensor && param->role == ROLE_BIAS && !param->optional) return all_of(c, 0, param->count);
    return tensor;
}

/* The same numbers under the parameter's name and in its shape. */
static bool add_tensor(const Collector *c, const Param *param, const Tensor *from, Tensor *to) {
    const Part *part = &c->n->r->parts[c->part_of[param->op]];
    size_t *dims = arena_array(c->n->r->arena, size_t, param->rank), *strides = NULL;
    for (int i = 0; i < param->rank; i++) dims[i] = (size_t)param->dims[i];
    if (tensor_count(from) != param->count)
        return refuse_node(c->n->r->model, part->node, "expected %s of shape %s, got %s", param->name,
                           shape_text(c->n->r->arena, dims, param->rank),
                           shape_text(c->n->r->arena, from->dims, from->rank));
    if (part->transposed && param->role == ROLE_WEIGHT) {
        strides = arena_array(c->n->r->arena, size_t, param->rank);
        for (int i = 0; i < param->rank; i++) strides[i] = i == 0 ? 1 : i == 1 ? dims[0] : 1;
    }
    *to = (Tensor){ param->name, from->type, param->rank, dims, strides, from->bytes };
    return true;
}

const TensorFile *collect_tensors(Network *n, const Graph *graph, const int *part_of) {
    const Collector c = { n, graph, part_of };
    Tensor *tensors = arena_array(n->r->arena, Tensor, graph->param_count);
    TensorFile *file = arena_alloc(n->r->arena, sizeof *file);
    for (int i = 0; i < graph->param_count; i++) {
        const Tensor *tensor = find_tensor(&c, &graph->params[i]);
        if (n->r->model->diag->message) return NULL;
        if (tensor && !add_tensor(&c, &graph->params[i], tensor, &tensors[file->count++])) return NULL;
    }
    file->path = n->r->model->path;
    file->tensors = tensors;
    return file;
}
