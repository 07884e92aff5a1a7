/* fold_shape.c: constants that are put together, taken apart and turned. */
#include "fold.h"

#include <math.h>

/* How far apart neighbours of each axis lie. */
static void strides_of(const Array *array, size_t *strides) {
    size_t stride = 1;
    for (int i = array->rank - 1; i >= 0; i--) {
        strides[i] = stride;
        stride *= array->dims[i];
    }
}

/* The result's elements in order, each from `first` and a step a place on each axis. */
static bool gathered(const Fold *f, Array *result, const double *from, ptrdiff_t first,
                     const ptrdiff_t *steps) {
    double *at = array_new(f, result);
    if (!at) return false;
    size_t place[MAX_RANK] = { 0 };
    ptrdiff_t source = first;
    for (size_t i = 0; i < result->count; i++) {
        at[i] = from[source];
        for (int k = result->rank - 1; k >= 0; k--) {
            source += steps[k];
            if (++place[k] < result->dims[k]) break;
            source -= steps[k] * (ptrdiff_t)result->dims[k];
            place[k] = 0;
        }
    }
    return array_done(f, result, at);
}

bool fold_transpose(const Fold *f) {
    const Array *in = &f->in[0];
    const double *from = array_numbers(f, 0);
    Array result = *in;
    int64_t order[MAX_RANK];
    size_t strides[MAX_RANK];
    ptrdiff_t steps[MAX_RANK] = { 0 };
    bool taken[MAX_RANK] = { false };
    strides_of(in, strides);
    bool fits = attribute_ints(f->node, "perm", in->rank, order, -1);
    for (int i = 0; i < in->rank && fits; i++) {
        int64_t axis = attribute(f->node, "perm") ? order[i] : in->rank - 1 - i;
        if (!(fits = axis >= 0 && axis < in->rank && !taken[axis])) break;
        taken[axis] = true;
        result.dims[i] = in->dims[axis];
        steps[i] = (ptrdiff_t)strides[axis];
    }
    if (!fits) return refuse_node(f->r->model, f->node, "expected perm to be the axes in some order");
    return from && gathered(f, &result, from, 0, steps);
}

/* Sizes are broadcast from the right. */
bool fold_expand(const Fold *f) {
    const Array *in = &f->in[0];
    const double *from = array_numbers(f, 0), *shape = array_numbers(f, 1);
    size_t strides[MAX_RANK];
    ptrdiff_t steps[MAX_RANK] = { 0 };
    int wanted = f->in[1].count <= MAX_RANK ? (int)f->in[1].count : MAX_RANK;
    Array result = { .rank = wanted > in->rank ? wanted : in->rank, .integer = in->integer };
    if (!from || !shape) return false;
    strides_of(in, strides);
    for (int i = 0; i < result.rank; i++) {
        int own = i - (result.rank - in->rank), other = i - (result.rank - wanted);
        size_t size = own < 0 ? 1 : in->dims[own];
        double asked = other < 0 ? 1 : shape[other];
        if (!(asked == 1 || asked == (double)size || (size == 1 && asked >= 0 && asked < 0x1p40)))
            return refuse_node(f->r->model, f->node, "expected a shape that its input can be broadcast to");
        result.dims[i] = asked > (double)size ? (size_t)asked : asked == 0 ? 0 : size;
        steps[i] = size == 1 ? 0 : (ptrdiff_t)strides[own];
    }
    return gathered(f, &result, from, 0, steps);
}

bool fold_of_shape(const Fold *f) {
    const Onnx__AttributeProto *value = attribute(f->node, "value");
    const double *shape = array_numbers(f, 0);
    const Tensor *one = NULL;
    Array result = { .rank = f->in[0].count <= MAX_RANK ? (int)f->in[0].count : MAX_RANK };
    double zero = 0;
    const double *number = &zero;
    if (!shape) return false;
    if (value && value->t) {
        one = tensor_of_proto(f->r->model, value->t, node_text(f->r->model, f->node));
        if (!one) return false;
        if (tensor_count(one) != 1)
            return refuse_node(f->r->model, f->node, "expected a value of one number");
        number = tensor_doubles(f->r->model, one);
    }
    result.integer = one && is_integer(one);
    for (int i = 0; i < result.rank; i++) {
        if (!(shape[i] >= 0 && shape[i] < 0x1p40)) return refuse_node(f->r->model, f->node, "expected sizes");
        result.dims[i] = (size_t)shape[i];
    }
    return gathered(f, &result, number, 0, (ptrdiff_t[MAX_RANK]){ 0 });
}

/* ---- Axis by axis ---- */

static bool read_axis(const Fold *f, const Array *in, int64_t otherwise, int *axis) {
    int64_t given = attribute_int(f->node, "axis", otherwise);
    if (given < -in->rank || given >= in->rank)
        return refuse_node(f->r->model, f->node, "expected an axis of its input's %d, got %lld", in->rank,
                           (long long)given);
    *axis = (int)(given < 0 ? given + in->rank : given);
    return true;
}

static bool same_but(const Array *a, const Array *b, int axis) {
    for (int i = 0; i < a->rank; i++)
        if (i != axis && a->dims[i] != b->dims[i]) return false;
    return a->rank == b->rank;
}

bool fold_concat(const Fold *f) {
    Array result = f->in[0];
    int axis = 0, count = (int)f->node->n_input;
    size_t outer = 1, inner = 1, offset = 0;
    if (!read_axis(f, &result, 0, &axis)) return false;
    for (int i = 1; i < count; i++) {
        if (!f->in[i].tensor || !same_but(&result, &f->in[i], axis) ||
            __builtin_add_overflow(result.dims[axis], f->in[i].dims[axis], &result.dims[axis]))
            return refuse_node(f->r->model, f->node, "expected inputs that differ along one axis");
    }
    for (int i = 0; i < axis; i++) outer *= result.dims[i];
    for (int i = axis + 1; i < result.rank; i++) inner *= result.dims[i];
    double *at = array_new(f, &result);
    for (int i = 0; i < count && at; i++) {
        const double *from = array_numbers(f, i);
        size_t run = f->in[i].dims[axis] * inner, whole = result.dims[axis] * inner;
        for (size_t k = 0; from && k < outer * run; k++) at[k / run * whole + offset + k % run] = from[k];
        offset += run;
        if (!from) return false;
    }
    return at && array_done(f, &result, at);
}

bool fold_gather(const Fold *f) {
    const Array *in = &f->in[0], *index = &f->in[1];
    const double *from = array_numbers(f, 0), *places = array_numbers(f, 1);
    int axis = 0;
    if (!from || !places || !read_axis(f, in, 0, &axis)) return false;
    Array result = { .rank = in->rank - 1 + index->rank, .integer = in->integer };
    if (index->rank > 1 || result.rank > MAX_RANK)
        return refuse_node(f->r->model, f->node, "expected indices that are a number or a list");
    size_t outer = 1, inner = 1, size = in->dims[axis];
    for (int i = 0, to = 0; i < in->rank; i++) {
        if (i < axis) outer *= in->dims[i];
        if (i > axis) inner *= in->dims[i];
        if (i != axis || index->rank == 1) result.dims[to++] = i == axis ? index->dims[0] : in->dims[i];
    }
    double *at = array_new(f, &result);
    for (size_t o = 0; at && result.count && o < outer; o++)
        for (size_t i = 0; i < index->count; i++) {
            double place = places[i] < 0 ? places[i] + (double)size : places[i];
            if (!(place >= 0 && place < (double)size))
                return refuse_node(f->r->model, f->node, "index %g of %zu", places[i], size);
            for (size_t k = 0; k < inner; k++)
                at[(o * index->count + i) * inner + k] = from[(o * size + (size_t)place) * inner + k];
        }
    return at && array_done(f, &result, at);
}

/* ---- Slices ---- */

/* As the format has it: counted from the end where negative, then moved into the axis. */
static double bounded(double at, double size, double low, double high) {
    at = at < 0 ? at + size : at;
    return at < low ? low : at > high ? high : at;
}

static bool slice_axis(const Fold *f, double start, double end, double step, size_t *size, ptrdiff_t *first,
                       ptrdiff_t *stride) {
    double all = (double)*size;
    if (step == 0) return refuse_node(f->r->model, f->node, "expected a step other than 0");
    if (*size == 0) return *first = 0, true;
    if (fabs(step) > all) step = copysign(all + 1, step); /* as good, and products of steps stay small */
    start = bounded(start, all, 0, step < 0 ? all - 1 : all);
    end = bounded(end, all, step < 0 ? -1 : 0, step < 0 ? all - 1 : all);
    double count = ceil((end - start) / step);
    *size = count > 0 ? (size_t)count : 0;
    *first = *size ? (ptrdiff_t)start * *stride : 0;
    *stride *= (ptrdiff_t)step;
    return true;
}

bool fold_slice(const Fold *f) {
    const Array *in = &f->in[0];
    const double *from = array_numbers(f, 0);
    SliceRange ranges[MAX_RANK] = { { 0 } };
    int count = 0;
    Array result = *in;
    size_t strides[MAX_RANK];
    ptrdiff_t steps[MAX_RANK] = { 0 }, first = 0;
    if (!from || !slice_ranges(f->r, f->node, in->rank, ranges, &count)) return false;
    strides_of(in, strides);
    for (int i = 0; i < in->rank; i++) steps[i] = (ptrdiff_t)strides[i];
    for (int i = 0; i < count; i++) {
        ptrdiff_t more = 0;
        int axis = ranges[i].axis;
        if (!slice_axis(f, ranges[i].start, ranges[i].end, ranges[i].step, &result.dims[axis], &more,
                        &steps[axis]))
            return false;
        first += more;
    }
    return gathered(f, &result, from, first, steps);
}
