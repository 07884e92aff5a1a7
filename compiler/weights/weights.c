/* weights.c: a weights file -> Weights: every parameter there, of the right shape, finite. */
#include "reader.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Arena *arena;
    Diag *diag;
    const Graph *graph;
    const char *path;
} Loader;

/* ---- One parameter ---- */

/* The name in the file, and the graph's where that is another one. */
static const char *label(const Loader *l, const Param *param, const Tensor *tensor) {
    const char *name = name_text(l->arena, tensor->name);
    return strcmp(tensor->name, param->name) ? arena_printf(l->arena, "%s (%s)", name, param->name) : name;
}

static const char *param_shape(const Loader *l, const Param *param) {
    size_t dims[COUNT_OF(param->dims)];
    for (int i = 0; i < param->rank; i++) dims[i] = (size_t)param->dims[i];
    return shape_text(l->arena, dims, param->rank);
}

/* A linear is a 1x1 convolution of one pixel: the two differ by dimensions of 1 at the end. */
static bool is_linear(const Loader *l, const Param *param) {
    return l->graph->ops[param->op].kind == OP_LINEAR && param->role == ROLE_WEIGHT;
}

/* Where a classifier of the same features has other classes. */
static const char *classes_hint(const Loader *l, const Param *param, const Tensor *tensor, int rank) {
    bool bias = param->role == ROLE_BIAS;
    if (param->op != l->graph->logits || rank != (bias ? 1 : 2)) return "";
    return bias || tensor->dims[1] == (size_t)param->dims[1]
               ? arena_printf(l->arena, ": set classes to %zu", tensor->dims[0])
               : "";
}

/* Of all channels, PyTorch's default for a PReLU. */
static bool is_one_slope(const Loader *l, const Param *param, const Tensor *tensor) {
    return l->graph->ops[param->op].kind == OP_ACTIVATION && tensor->rank == 1 && tensor->dims[0] == 1;
}

static bool check_shape(const Loader *l, const Param *param, const Tensor *tensor) {
    if (is_one_slope(l, param, tensor)) return true;
    int rank = is_linear(l, param) ? 2 : param->rank, got = tensor->rank;
    while (is_linear(l, param) && got > rank && tensor->dims[got - 1] == 1) got--;
    bool same = got == rank;
    for (int i = 0; same && i < rank; i++) same = tensor->dims[i] == (size_t)param->dims[i];
    return same ||
           diag_fail(l->diag, STATUS_INPUT, "%s: %s: expected shape %s, got %s%s", l->path,
                     label(l, param, tensor), param_shape(l, param),
                     shape_text(l->arena, tensor->dims, tensor->rank), classes_hint(l, param, tensor, got));
}

static bool check_type(const Loader *l, const Param *param, const Tensor *tensor) {
    return tensor->type->convert ||
           diag_fail(l->diag, STATUS_INPUT, "%s: %s: expected dtype F32, F16, BF16 or F64, got %s", l->path,
                     label(l, param, tensor), tensor->type->name);
}

/* ---- Its values ---- */

/* "layer1.0.conv1.weight[3][0][2][1]" for a flat index. */
static const char *element(const Loader *l, const Param *param, const Tensor *tensor, size_t index) {
    size_t stride = param->count;
    Text text = { .arena = l->arena };
    text_printf(&text, "%s", label(l, param, tensor));
    for (int i = 0; i < param->rank; i++) {
        stride /= (size_t)param->dims[i];
        text_printf(&text, "[%zu]", index / stride);
        index %= stride;
    }
    return text.bytes;
}

/* The first NaN or infinity, or `count`. */
static size_t find_nonfinite(const float *values, size_t count) {
    size_t at = 0;
    if (isfinite(largest_magnitude(values, count))) return count;
    while (isfinite(values[at])) at++;
    return at;
}

static bool nonfinite(const Loader *l, const Param *param, const Tensor *tensor, float value, size_t index) {
    const char *place = element(l, param, tensor, index);
    double stored = tensor->type == tensor_type("F64") ? tensor_double(tensor, index) : 0;
    if (isinf(value) && isfinite(stored) && stored != 0)
        return diag_fail(l->diag, STATUS_INPUT,
                         "%s: %s: expected a number in the range of 32-bit floats, got %.16g", l->path, place,
                         stored);
    const char *got = isnan(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
    return diag_fail(l->diag, STATUS_INPUT, "%s: %s: expected a finite number, got %s", l->path, place, got);
}

/* A norm divides by sqrt(variance + eps). */
static bool check_variance(const Loader *l, const Param *param, const Tensor *tensor, const float *values) {
    bool zero_is_wrong = l->graph->ops[param->op].eps == 0;
    for (size_t i = 0; i < param->count; i++)
        if (values[i] < 0 || (zero_is_wrong && values[i] == 0))
            return diag_fail(l->diag, STATUS_INPUT, "%s: %s: expected %s, got %g", l->path,
                             element(l, param, tensor, i),
                             zero_is_wrong ? "more than 0 where eps is 0" : "0 or more", (double)values[i]);
    return true;
}

/* A standardised filter is divided by its deviation: where eps is 0 it must have one. */
static bool check_filters(const Loader *l, const Param *param, const Tensor *tensor, const float *values) {
    size_t size = param->count / (size_t)param->dims[0], same = 0;
    for (size_t i = 0; i < param->count; i++) {
        same = i % size && values[i] == values[i - 1] ? same + 1 : 0;
        if (same + 1 == size)
            return diag_fail(l->diag, STATUS_INPUT,
                             "%s: %s: expected filters with different numbers where weight_standardization "
                             "is 0, got %g in all of filter %zu",
                             l->path, label(l, param, tensor), (double)values[i], i / size);
    }
    return true;
}

/* The same slope is read again for each channel. */
static const Tensor *widen_slope(const Loader *l, const Param *param, const Tensor *tensor) {
    static const size_t again[] = { 0 };
    Tensor *wide = arena_alloc(l->arena, sizeof *wide);
    size_t *dims = arena_array(l->arena, size_t, 1);
    dims[0] = param->count;
    *wide = *tensor;
    wide->dims = dims;
    wide->strides = again;
    return wide;
}

static bool load_values(const Loader *l, const Param *param, const Tensor *tensor, const float **values) {
    if (!check_type(l, param, tensor) || !check_shape(l, param, tensor)) return false;
    if (is_one_slope(l, param, tensor)) tensor = widen_slope(l, param, tensor);
    *values = tensor_floats(l->arena, tensor);
    size_t at = find_nonfinite(*values, param->count);
    if (at < param->count) return nonfinite(l, param, tensor, (*values)[at], at);
    if (param->role == ROLE_VARIANCE) return check_variance(l, param, tensor, *values);
    const Op *op = &l->graph->ops[param->op];
    bool divides = op->kind == OP_CONV && op->eps == 0 && param->role == ROLE_WEIGHT;
    return !divides || check_filters(l, param, tensor, *values);
}

/* ---- All of them ---- */

/* A norm's weight and bias are there or absent together; a linear has a weight in any case. */
static bool may_be_absent(const Graph *graph, const Param *param, const int *tensor_of) {
    const Op *op = &graph->ops[param->op];
    bool norm = op->kind == OP_NORM || op->kind == OP_GROUP_NORM;
    if (!param->omissible) return param->optional;
    return !norm || (tensor_of[op->param[ROLE_WEIGHT]] < 0 && tensor_of[op->param[ROLE_BIAS]] < 0);
}

static void tell_absent(const Loader *l, const int *tensor_of) {
    const Graph *graph = l->graph;
    int norms = 0;
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        if (tensor_of[p] >= 0 || !param->omissible) continue;
        norms += param->role == ROLE_WEIGHT;
        if (graph->ops[param->op].kind == OP_LINEAR)
            diag_note(l->diag, "%s: no %s: taken as 0", l->path, param->name);
    }
    if (norms)
        diag_note(l->diag, "%s: %d norm%s without weight and bias: taken as 1 and 0", l->path, norms,
                  norms == 1 ? "" : "s");
}

/* Norms that were folded into convolutions, as in exported files: " (these weights have no norms ...)". */
static const char *lack_of_norms(const Loader *l, const Param *param, const TensorFile *file) {
    if (l->graph->ops[param->op].kind != OP_NORM) return "";
    for (int i = 0; i < file->count; i++)
        if (file->tensors[i].rank == 1 && !ends_with(file->tensors[i].name, "bias")) return "";
    return " (these weights have no norms: set norm to null)";
}

static bool fail_missing(const Loader *l, const Param *param, const TensorFile *file, NameRules rules,
                         int beside) {
    const char *depth = names_depth(l->arena, l->graph, file, rules);
    const char *norms = lack_of_norms(l, param, file);
    return diag_fail(l->diag, STATUS_INPUT, "%s: missing parameter %s, expected shape %s%s", l->path,
                     param->name, param_shape(l, param),
                     *depth   ? depth
                     : *norms ? norms
                     : beside ? "; --names can rename another to it"
                              : "");
}

/* Of each parameter its tensor, -1 where it is absent and may be. NULL on a mistake. */
static const int *match_params(const Loader *l, const TensorFile *file, NameRules rules) {
    const Graph *graph = l->graph;
    const Resolved *resolved = names_resolve(l->arena, graph, file, rules, l->diag);
    if (!resolved) return NULL;
    const int *tensor_of = resolved->tensor_of;
    for (int p = 0; p < graph->param_count; p++)
        if (tensor_of[p] < 0 && !may_be_absent(graph, &graph->params[p], tensor_of))
            return fail_missing(l, &graph->params[p], file, rules, resolved->beside), NULL;
    return tensor_of;
}

bool weights_fit(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules, Diag *diag) {
    const Loader loader = { arena, diag, graph, file->path };
    const int *tensor_of = match_params(&loader, file, rules);
    for (int p = 0; tensor_of && p < graph->param_count; p++)
        if (tensor_of[p] >= 0 && !check_shape(&loader, &graph->params[p], &file->tensors[tensor_of[p]]))
            return false;
    return tensor_of != NULL;
}

static const Weights *load_params(const Loader *l, const TensorFile *file, const int *tensor_of) {
    const Graph *graph = l->graph;
    const float **data = arena_array(l->arena, const float *, graph->param_count);
    for (int p = 0; p < graph->param_count; p++)
        if (tensor_of[p] >= 0 && !load_values(l, &graph->params[p], &file->tensors[tensor_of[p]], &data[p]))
            return NULL;
    tell_absent(l, tensor_of);
    Weights *weights = arena_alloc(l->arena, sizeof *weights);
    weights->source = l->path;
    weights->files = file->files;
    weights->data = data;
    return weights;
}

const Weights *weights_take(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules,
                            Diag *diag) {
    const Loader loader = { arena, diag, graph, file->path };
    const int *tensor_of = match_params(&loader, file, rules);
    return tensor_of ? load_params(&loader, file, tensor_of) : NULL;
}

const Weights *weights_parse(Arena *arena, const Graph *graph, FileView view, const char *path,
                             NameRules rules, Diag *diag) {
    const TensorFile *file = weights_open(arena, path, view, diag);
    return file ? weights_take(arena, graph, file, rules, diag) : NULL;
}

static const Weights *load_file(Arena *arena, const Graph *graph, const char *path, NameRules rules,
                                Diag *diag) {
    FileView view;
    return weights_map(arena, path, &view, diag) ? weights_parse(arena, graph, view, path, rules, diag)
                                                 : NULL;
}

/* Only digits: strtoull would take white space, a sign and hexadecimal. */
static bool read_seed(const char *text, uint64_t *seed) {
    if (!*text || text[strspn(text, "0123456789")]) return false;
    errno = 0;
    *seed = strtoull(text, NULL, 10);
    return errno == 0;
}

const Weights *weights_load(Arena *arena, const Graph *graph, const char *source, NameRules rules,
                            Diag *diag) {
    static const char scheme[] = "random:";
    uint64_t seed = 0;
    if (strncmp(source, scheme, strlen(scheme))) return load_file(arena, graph, source, rules, diag);
    if (!read_seed(source + strlen(scheme), &seed))
        diag_fail(diag, STATUS_USAGE,
                  "%s: expected random:SEED with a decimal integer from 0 to 18446744073709551615", source);
    else if (rules.file)
        diag_fail(diag, STATUS_USAGE, "%s: a names file needs a weights file, got %s", rules.file, source);
    return diag->message ? NULL : weights_random(arena, graph, seed);
}
