/* match.c: the graph of the guessed spec against the file's parts: each operator must be there, with its
 * numbers, and read what it should. */
#include "network.h"

#include <stdlib.h>

typedef struct {
    Network *n;
    const Graph *graph;
    const Shape *shapes;
    int *part_of;       /* [op] */
    const char **wrong; /* [op] what was expected instead; NULL: nothing */
} Match;

static const Part *part_at(const Match *m, int op) { return &m->n->r->parts[m->part_of[op]]; }

PRINTF_LIKE(3, 4)
static bool refuse(const Match *m, int op, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    if (!m->wrong[op]) m->wrong[op] = arena_vprintf(m->n->r->arena, format, arguments);
    va_end(arguments);
    return false;
}

/* ---- From the end to the beginning: which part each operator is ---- */

static bool is_pointwise(const Match *m, const Part *part) {
    return part->kind == OP_CONV && part->kernel[0] == 1 && part->kernel[1] == 1 && part->groups == 1 &&
           is_vector(&m->n->r->parts[part->in[0]]) && is_vector(part);
}

static bool is_of_kind(const Match *m, const Op *op, int index, const Part *part) {
    switch (op->kind) {
    case OP_INPUT:
        return m->part_of[index] == m->n->start;
    case OP_AVERAGE_POOL:
        return is_global_average(m->n->r, part);
    case OP_GLOBAL_MAX:
        return is_global_max(m->n->r, part);
    case OP_LINEAR:
        return part->kind == OP_LINEAR || is_pointwise(m, part);
    default:
        return part->kind == op->kind && !part->doubled;
    }
}

static void assign(Match *m, int op, int part) {
    if (m->part_of[op] >= 0 && m->part_of[op] != part)
        refuse(m, op, "expected one value, read in two places");
    m->part_of[op] = part;
}

/* A norm that the file does not have is in what stands before it. */
static void descend(Match *m, int index) {
    const Op *op = &m->graph->ops[index];
    const Part *part = part_at(m, index);
    if (op->kind == OP_NORM && part->kind != OP_NORM) {
        assign(m, op->in[0], m->part_of[index]);
        return;
    }
    if (!is_of_kind(m, op, index, part)) {
        const char *expected = op->kind == OP_INPUT ? "the image itself" : operators[op->kind].name;
        refuse(m, index, "expected %s, got %s", expected, operators[part->kind].name);
        return;
    }
    for (int i = 0; i < 2; i++) {
        if (op->in[i] < 0) continue;
        if (part->in[i] < 0)
            refuse(m, index, "expected another input");
        else
            assign(m, op->in[i], part->in[i]);
    }
}

/* ---- The numbers ---- */

static bool same(const Match *m, int op, const char *what, int expected, int got) {
    return expected == got || refuse(m, op, "expected %s %d, got %d", what, expected, got);
}

static bool same_shape(const Match *m, int op) {
    Shape a = m->shapes[op], b = part_at(m, op)->shape;
    if (a.channels == b.channels && a.height == b.height && a.width == b.width) return true;
    return refuse(m, op, "expected [%d, %d, %d], got [%d, %d, %d]", a.channels, a.height, a.width, b.channels,
                  b.height, b.width);
}

/* What reaches outside of the image, if windows do, must find the same there. */
static bool same_outside(const Match *m, int op, bool outside) {
    const Op *pool = &m->graph->ops[op];
    const Part *part = part_at(m, op), *from = &m->n->r->parts[part->in[0]];
    bool never_negative = from->kind == OP_ACTIVATION && activation_row(from->activation)->never_negative;
    if (!outside || pool->zeros == part->zeros || (pool->kind == OP_MAX_POOL && never_negative)) return true;
    return refuse(
        m, op, pool->zeros ? "expected padding by zeros that count" : "expected padding that does not count");
}

static bool same_windows(const Match *m, int index) {
    const Op *op = &m->graph->ops[index];
    const Part *part = part_at(m, index);
    Shape from = m->shapes[op->in[0]];
    const int sizes[2] = { from.height, from.width };
    bool outside = false, fits = true;
    for (int i = 0; i < 2 && fits; i++) {
        Windows windows = op_windows(op, sizes[i]);
        fits = same(m, index, "a kernel of", op->kernel, part->kernel[i]) &&
               same(m, index, "stride", op->stride, part->stride[i]) &&
               same(m, index, "dilation", op->dilation, part->dilation[i]) &&
               same(m, index, "padding before of", windows.before, part->before[i]);
        outside = outside || windows.before > 0 || windows.behind > 0;
    }
    bool pool = op->kind == OP_MAX_POOL || op->kind == OP_WINDOW_AVERAGE;
    return fits && (!pool || same_outside(m, index, outside));
}

static bool same_activation(const Match *m, int op) {
    const Op *expected = &m->graph->ops[op];
    const Part *part = part_at(m, op);
    if (expected->activation != part->activation)
        return refuse(m, op, "expected %s, got %s", activation_row(expected->activation)->title,
                      activation_row(part->activation)->title);
    if (part->activation != ACTIVATION_LEAKY_RELU || (float)expected->slope == (float)part->slope)
        return true;
    return refuse(m, op, "expected a slope of %g, got %g", expected->slope, part->slope);
}

static bool same_groups(const Match *m, int op) {
    const Part *part = part_at(m, op);
    double eps = m->graph->ops[op].eps;
    if (!same(m, op, "groups", m->graph->ops[op].groups, part->groups)) return false;
    return (float)eps == (float)part->eps || refuse(m, op, "expected epsilon %g, got %g", eps, part->eps);
}

static bool same_zero_pad(const Match *m, int index) {
    const Op *op = &m->graph->ops[index];
    const Part *part = part_at(m, index);
    return same(m, index, "stride", op->stride, part->stride[0]) &&
           same(m, index, "stride", op->stride, part->stride[1]) &&
           same(m, index, "zero channels before", (op->out_channels - op->in_channels) / 2, part->before[0]);
}

static bool same_kind_of_numbers(const Match *m, int index) {
    const Op *op = &m->graph->ops[index];
    switch (op->kind) {
    case OP_CONV:
        return same_windows(m, index) && same(m, index, "groups", op->groups, part_at(m, index)->groups);
    case OP_MAX_POOL:
    case OP_WINDOW_AVERAGE:
    case OP_BLUR:
        return same_windows(m, index);
    case OP_ACTIVATION:
        return same_activation(m, index);
    case OP_GROUP_NORM:
        return same_groups(m, index);
    case OP_ZERO_PAD:
        return same_zero_pad(m, index);
    case OP_CHANNEL_CONV:
        return same(m, index, "a kernel of", op->kernel, part_at(m, index)->kernel[0]);
    default:
        return true;
    }
}

static bool same_numbers(const Match *m, int index) {
    return same_kind_of_numbers(m, index) && same_shape(m, index);
}

/* ---- All of it ---- */

static bool tell(const Match *m, int op) {
    const Part *part = part_at(m, op);
    const char *name = m->graph->ops[op].name;
    return part->node ? refuse_node(m->n->r->model, part->node, "as %s: %s", name, m->wrong[op])
                      : refuse_file(m->n->r->model, "the input, as %s: %s", name, m->wrong[op]);
}

/* Not yet checked: where the guess is wrong they may contradict each other. */
static const Shape *plain_shapes(const Network *n, const Graph *graph) {
    Shape *shapes = arena_array(n->r->arena, Shape, graph->op_count), input = n->r->parts[n->start].shape;
    for (int i = 0; i < graph->op_count; i++) {
        const Op *op = &graph->ops[i];
        shapes[i] = operators[op->kind].shape(op, op->in[0] < 0 ? input : shapes[op->in[0]]);
    }
    return shapes;
}

const int *match_graph(Network *n, const Graph *graph, int last) {
    Match m = { n, graph, plain_shapes(n, graph), arena_array(n->r->arena, int, graph->op_count),
                arena_array(n->r->arena, const char *, graph->op_count) };
    for (int i = 0; i < graph->op_count; i++) m.part_of[i] = -1;
    m.part_of[graph->op_count - 1] = last;
    for (int i = graph->op_count - 1; i >= 0; i--)
        if (m.part_of[i] >= 0) descend(&m, i);
    for (int i = 0; i < graph->op_count; i++) {
        if (m.part_of[i] < 0) continue;
        if (!m.wrong[i]) same_numbers(&m, i);
        if (m.wrong[i]) return tell(&m, i), NULL;
    }
    return m.part_of;
}
