/* fold_number.c: constants that are computed with. */
#include "fold.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static double add(double a, double b) { return a + b; }
static double subtract(double a, double b) { return a - b; }
static double multiply(double a, double b) { return a * b; }
static double divide(double a, double b) { return a / b; }

static const struct {
    const char *type;
    double (*compute)(double, double);
} binaries[] = { { "Add", add },      { "Sum", add },    { "Sub", subtract },
                 { "Mul", multiply }, { "Div", divide }, { "Min", fmin },
                 { "Max", fmax },     { "Mod", fmod },   { "Pow", pow } };

double (*binary_of(const char *type))(double, double) {
    for (int i = 0; i < COUNT_OF(binaries); i++)
        if (!strcmp(binaries[i].type, type)) return binaries[i].compute;
    return NULL;
}

static double negative(double x) { return -x; }
static double reciprocal(double x) { return 1 / x; }

static const struct {
    const char *type;
    double (*compute)(double);
} unaries[] = { { "Neg", negative },          { "Abs", fabs },  { "Sqrt", sqrt },
                { "Reciprocal", reciprocal }, { "Ceil", ceil }, { "Floor", floor } };

/* Where the element of an index of the result stands in an input that is broadcast to it. */
static size_t source_of(const Array *in, const Array *result, size_t index) {
    size_t source = 0, stride = 1;
    for (int i = result->rank - 1; i >= 0; i--) {
        int own = i - (result->rank - in->rank);
        if (own < 0) break;
        if (in->dims[own] != 1) source += index % result->dims[i] * stride;
        stride *= in->dims[own];
        index /= result->dims[i];
    }
    return source;
}

static bool broadcast(const Fold *f, Array *result) {
    const Array *a = &f->in[0], *b = &f->in[1];
    result->rank = a->rank > b->rank ? a->rank : b->rank;
    for (int i = 0; i < result->rank; i++) {
        int ia = i - (result->rank - a->rank), ib = i - (result->rank - b->rank);
        size_t from = ia < 0 ? 1 : a->dims[ia], other = ib < 0 ? 1 : b->dims[ib];
        if (from != other && from != 1 && other != 1)
            return refuse_node(f->r->model, f->node, "expected shapes that can be broadcast, got %s and %s",
                               shape_text(f->r->arena, a->dims, a->rank),
                               shape_text(f->r->arena, b->dims, b->rank));
        result->dims[i] = from == 1 ? other : from;
    }
    return true;
}

bool fold_binary(const Fold *f) {
    const double *a = array_numbers(f, 0), *b = array_numbers(f, 1);
    Array result = { .integer = f->in[0].integer && f->in[1].integer };
    if (!a || !b || !broadcast(f, &result)) return false;
    double (*compute)(double, double) = binary_of(f->node->op_type);
    double *at = array_new(f, &result);
    for (size_t i = 0; at && i < result.count; i++) {
        at[i] = compute(a[source_of(&f->in[0], &result, i)], b[source_of(&f->in[1], &result, i)]);
        if (result.integer) at[i] = trunc(at[i]);
    }
    return at && array_done(f, &result, at);
}

bool fold_unary(const Fold *f) {
    const double *from = array_numbers(f, 0);
    Array result = f->in[0];
    double *at = from ? array_new(f, &result) : NULL;
    for (int row = 0; at && row < COUNT_OF(unaries); row++)
        for (size_t i = 0; !strcmp(unaries[row].type, f->node->op_type) && i < result.count; i++)
            at[i] = unaries[row].compute(from[i]);
    return at && array_done(f, &result, at);
}

bool fold_clip(const Fold *f) {
    const double *from = array_numbers(f, 0);
    double low, high;
    Array result = f->in[0];
    if (!from || !clip_range(f->r, f->node, &low, &high)) return false;
    double *at = array_new(f, &result);
    for (size_t i = 0; at && i < result.count; i++) at[i] = fmin(fmax(from[i], low), high);
    return at && array_done(f, &result, at);
}

/* ---- Along axes ---- */

/* Of a large constant many nodes may make little. */
static bool count_reads(const Fold *f, size_t count) {
    size_t *left = &f->r->model->reads_left;
    if (count > *left)
        return refuse_node(f->r->model, f->node, "its constants are read more often than any network's");
    *left -= count;
    return true;
}

bool fold_reduce(const Fold *f) {
    const Array *in = &f->in[0];
    const double *from = array_numbers(f, 0);
    int axes[MAX_RANK] = { 0 }, count = 0;
    bool product = !strcmp(f->node->op_type, "ReduceProd"), gone[MAX_RANK] = { false };
    Array kept = *in, result = { .integer = in->integer };
    if (!from || !fold_axes(f, 1, in->rank, axes, &count) || !count_reads(f, in->count)) return false;
    for (int i = 0; i < in->rank; i++) gone[i] = count == 0;
    for (int i = 0; i < count; i++) gone[axes[i]] = true;
    bool keep = attribute_int(f->node, "keepdims", 1) != 0;
    for (int i = 0; i < in->rank; i++) {
        if (gone[i]) kept.dims[i] = 1;
        if (!gone[i] || keep) result.dims[result.rank++] = kept.dims[i];
    }
    double *at = array_new(f, &result);
    for (size_t i = 0; at && i < result.count; i++) at[i] = product ? 1 : 0;
    for (size_t i = 0; at && i < in->count; i++) {
        double *to = &at[source_of(&kept, in, i)];
        *to = product ? *to * from[i] : *to + from[i];
    }
    for (size_t i = 0; at && !strcmp(f->node->op_type, "ReduceMean") && i < result.count; i++)
        at[i] /= (double)(in->count / result.count);
    return at && array_done(f, &result, at);
}

/* Filters are standardised by a batch norm of them, whose channels are the second axis. */
typedef struct {
    size_t channels, inner, count;
    const double *from, *parameter[4]; /* weight, bias, mean, variance */
} ChannelNorm;

static size_t channel_of(const ChannelNorm *norm, size_t index) {
    assert(norm->inner && norm->channels); /* or there is no element */
    return index / norm->inner % norm->channels;
}

/* In training it is by the statistics of what it reads. */
static bool find_statistics(const Fold *f, ChannelNorm *norm) {
    Array each = { .rank = 1, .dims = { norm->channels } };
    double *mean = array_new(f, &each), *variance = mean ? array_new(f, &each) : NULL;
    double share = (double)norm->channels / (double)norm->count;
    if (!variance) return false;
    for (size_t i = 0; i < norm->count; i++) mean[channel_of(norm, i)] += norm->from[i] * share;
    for (size_t i = 0; i < norm->count; i++) {
        size_t c = channel_of(norm, i);
        variance[c] += (norm->from[i] - mean[c]) * (norm->from[i] - mean[c]) * share;
    }
    norm->parameter[2] = mean;
    norm->parameter[3] = variance;
    return true;
}

static bool read_channel_norm(const Fold *f, ChannelNorm *norm) {
    const Array *in = &f->in[0];
    if (in->rank < 2) return refuse_node(f->r->model, f->node, "expected rank 2 or more");
    *norm =
        (ChannelNorm){ .channels = in->dims[1], .inner = 1, .count = in->count, .from = array_numbers(f, 0) };
    for (int i = 2; i < in->rank; i++) norm->inner *= in->dims[i];
    for (int i = 0; i < 4; i++) {
        if (f->in[i + 1].count != norm->channels)
            return refuse_node(f->r->model, f->node, "expected %zu numbers a parameter, got %zu",
                               norm->channels, f->in[i + 1].count);
        if (!(norm->parameter[i] = array_numbers(f, i + 1))) return false;
    }
    return norm->from && (!is_training(f->node) || find_statistics(f, norm));
}

bool fold_norm(const Fold *f) {
    ChannelNorm norm = { 0 };
    double eps = attribute_float(f->node, "epsilon", 1e-5);
    if (!read_channel_norm(f, &norm)) return false;
    assert(norm.parameter[ROLE_COUNT - 1]);
    Array result = f->in[0];
    const double *const *p = norm.parameter;
    double *at = array_new(f, &result);
    for (size_t i = 0; at && i < result.count; i++) {
        size_t c = channel_of(&norm, i);
        at[i] = (norm.from[i] - p[2][c]) / sqrt(p[3][c] + eps) * p[0][c] + p[1][c];
    }
    return at && array_done(f, &result, at);
}
