/* elementwise.c: activations and arithmetic. What is computed of one value and of numbers alone is followed
 * as a function (function.c); a number a channel makes a norm; two different values make a sum or a gate. */
#include "parts.h"

#include <math.h>
#include <string.h>

/* ---- Functions ---- */

static const double *samples_of(Reader *r, const Value *value) {
    if (value->samples) return value->samples;
    double *samples = arena_array(r->arena, double, SAMPLES);
    for (int i = 0; i < SAMPLES; i++) samples[i] = sample_point(i);
    return samples;
}

/* What it reads, ready to be followed. */
static Value *followed_input(Reader *r, const OnnxNode *node, size_t index) {
    Value *value = input_value(r, node, index);
    if (!value || value->constant) return value;
    bool waits = value->pad != PAD_NONE || value->step[0] != 1 || value->step[1] != 1;
    return !waits || settle(r, node, value) ? value : NULL;
}

static bool set_function(Reader *r, const OnnxNode *node, const Value *from, const double *samples) {
    Value value = *from;
    value.samples = samples;
    value.maker = node;
    return set_value(r, node, 0, value);
}

static double relu(double x, const OnnxNode *node) { return (void)node, x < 0 ? 0 : x; }
static double sigmoid(double x, const OnnxNode *node) { return (void)node, 1 / (1 + exp(-x)); }
static double hyperbolic(double x, const OnnxNode *node) { return (void)node, tanh(x); }
static double error_function(double x, const OnnxNode *node) { return (void)node, erf(x); }
static double softplus(double x, const OnnxNode *node) { return (void)node, log1p(exp(x)); }
static double exponential(double x, const OnnxNode *node) { return (void)node, exp(x); }
static double negative(double x, const OnnxNode *node) { return (void)node, -x; }
static double reciprocal(double x, const OnnxNode *node) { return (void)node, 1 / x; }
static double leaky(double x, const OnnxNode *node) {
    return x < 0 ? x * attribute_float(node, "alpha", 0.01) : x;
}
static double hard_sigmoid(double x, const OnnxNode *node) {
    double y = x * attribute_float(node, "alpha", 0.2) + attribute_float(node, "beta", 0.5);
    return fmin(fmax(y, 0), 1);
}
static double hard_swish(double x, const OnnxNode *node) {
    return (void)node, x * fmin(fmax(x / 6 + 0.5, 0), 1);
}
static double gelu(double x, const OnnxNode *node) {
    Activation activation =
        attribute_is(node, "approximate", "tanh") ? ACTIVATION_GELU_TANH : ACTIVATION_GELU;
    return activation_row(activation)->exact(x, 0);
}

static const struct {
    const char *type;
    double (*compute)(double x, const OnnxNode *node);
} functions[] = { { "Relu", relu },
                  { "Sigmoid", sigmoid },
                  { "Tanh", hyperbolic },
                  { "Erf", error_function },
                  { "Softplus", softplus },
                  { "Exp", exponential },
                  { "Neg", negative },
                  { "Reciprocal", reciprocal },
                  { "LeakyRelu", leaky },
                  { "HardSigmoid", hard_sigmoid },
                  { "HardSwish", hard_swish },
                  { "Gelu", gelu } };

bool read_unary(Reader *r, const OnnxNode *node) {
    const Value *value = followed_input(r, node, 0);
    if (!value) return false;
    const double *from = samples_of(r, value);
    double *samples = arena_array(r->arena, double, SAMPLES);
    for (int row = 0; row < COUNT_OF(functions); row++)
        for (int i = 0; !strcmp(functions[row].type, node->op_type) && i < SAMPLES; i++)
            samples[i] = functions[row].compute(from[i], node);
    return set_function(r, node, value, samples);
}

bool clip_range(Reader *r, const OnnxNode *node, double *low, double *high) {
    double *const bounds[2] = { low, high };
    *low = attribute_float(node, "min", -INFINITY);
    *high = attribute_float(node, "max", INFINITY);
    for (size_t i = 0; i < 2; i++) {
        size_t count = 0;
        if (!*node_input(node, i + 1)) continue;
        const double *number = input_numbers(r, node, i + 1, &count);
        if (!number || count != 1)
            return refuse_node(r->model, node, "expected bounds that are constant numbers");
        *bounds[i] = *number;
    }
    return true;
}

bool read_clip(Reader *r, const OnnxNode *node) {
    const Value *value = followed_input(r, node, 0);
    double low, high, *samples = arena_array(r->arena, double, SAMPLES);
    if (!value || !clip_range(r, node, &low, &high)) return false;
    const double *from = samples_of(r, value);
    for (int i = 0; i < SAMPLES; i++) samples[i] = fmin(fmax(from[i], low), high);
    return set_function(r, node, value, samples);
}

/* ---- A number a channel ---- */

static double one_of(const double *numbers, size_t index, double otherwise) {
    return numbers ? numbers[index] : otherwise;
}

/* The norm behind one that was `from`: both are a scale and a shift. */
static void compose(Reader *r, const Part *from, Part *to, const double *scale, const double *shift) {
    size_t channels = (size_t)from->shape.channels;
    double *scales = arena_array(r->arena, double, channels),
           *shifts = arena_array(r->arena, double, channels);
    for (size_t c = 0; c < channels; c++) {
        scales[c] = one_of(from->scale, c, 1) * one_of(scale, c, 1);
        shifts[c] = one_of(from->shift, c, 0) * one_of(scale, c, 1) + one_of(shift, c, 0);
    }
    to->scale = scales;
    to->shift = shifts;
}

static const Tensor *channel_tensor(Reader *r, const double *numbers, int channels) {
    return tensor_of_doubles(r->model, numbers, 1, (size_t[]){ (size_t)channels });
}

int apply_affine(Reader *r, const OnnxNode *node, int part, const double *scale, const double *shift) {
    const Part from = r->parts[part];
    bool product = from.kind == OP_CONV || from.kind == OP_LINEAR;
    bool bias = product && !scale && !from.param[ROLE_BIAS], norm = from.affine || from.kind == OP_GROUP_NORM;
    int made = add_part(r, OP_NORM, node, part, from.shape);
    Part *to = &r->parts[made];
    if (bias || norm) *to = from;
    if (bias)
        to->param[ROLE_BIAS] = channel_tensor(r, shift, from.shape.channels);
    else
        compose(r, norm ? &from : &(Part){ .shape = from.shape }, to, scale, shift);
    to->affine = !bias;
    return made;
}

/* Whether the constant, broadcast to the value, has a number a channel; or one for all. */
static bool is_of_channels(const Reader *r, const Value *value, const Tensor *constant) {
    size_t channels = (size_t)r->parts[value->part].shape.channels;
    if (constant->rank > value->rank) return false;
    for (int i = 0; i < constant->rank; i++) {
        bool own = value->axis[i + value->rank - constant->rank] == AXIS_C && constant->dims[i] == channels;
        if (constant->dims[i] != 1 && !own) return false;
    }
    return true;
}

static const double *channel_numbers(Reader *r, const Value *value, const Tensor *constant) {
    int channels = r->parts[value->part].shape.channels;
    const double *numbers = tensor_doubles(r->model, constant);
    if (!numbers || tensor_count(constant) == (size_t)channels) return numbers;
    double *all = arena_array(r->arena, double, channels);
    for (int c = 0; c < channels; c++) all[c] = *numbers;
    return all;
}

bool read_prelu(Reader *r, const OnnxNode *node) {
    const Tensor *slopes = input_constant(r, node, 1, "slopes");
    Value *value = input_value(r, node, 0);
    if (!slopes || !value || !settle(r, node, value)) return false;
    Value result = *value;
    const double *numbers = is_of_channels(r, value, slopes) ? channel_numbers(r, value, slopes) : NULL;
    if (!numbers)
        return refuse_node(r->model, node, "expected a slope a channel, got %s",
                           shape_text(r->arena, slopes->dims, slopes->rank));
    Shape shape = r->parts[value->part].shape;
    result.part = add_part(r, OP_ACTIVATION, node, value->part, shape);
    r->parts[result.part].activation = ACTIVATION_PRELU;
    r->parts[result.part].param[ROLE_WEIGHT] = channel_tensor(r, numbers, shape.channels);
    return set_value(r, node, 0, result);
}

/* ---- Two inputs ---- */

typedef double Compute(double a, double b);

static bool is_of_type(const OnnxNode *node, const char *type) { return !strcmp(node->op_type, type); }

static bool with_channels(Reader *r, const OnnxNode *node, Value *value, const Tensor *constant, bool first) {
    const double *numbers = channel_numbers(r, value, constant);
    if (!numbers || !settle(r, node, value)) return false;
    int channels = r->parts[value->part].shape.channels;
    double *other = arena_array(r->arena, double, channels);
    const double *scale = NULL, *shift = NULL;
    Value result = *value;
    for (int c = 0; c < channels; c++)
        other[c] = is_of_type(node, "Sub") ? -(first ? 1 : numbers[c]) : 1 / numbers[c];
    if (is_of_type(node, "Add"))
        shift = numbers;
    else if (is_of_type(node, "Sub"))
        shift = first ? numbers : other, scale = first ? other : NULL;
    else if (is_of_type(node, "Mul"))
        scale = numbers;
    else if (is_of_type(node, "Div") && !first)
        scale = other;
    else
        return refuse_node(r->model, node, "expected Add, Sub, Mul or Div by a number a channel");
    result.part = apply_affine(r, node, value->part, scale, shift);
    return set_value(r, node, 0, result);
}

static bool with_number(Reader *r, const OnnxNode *node, const Value *value, double number, bool first) {
    const double *from = samples_of(r, value);
    double *samples = arena_array(r->arena, double, SAMPLES);
    Compute *compute = binary_of(node->op_type);
    for (int i = 0; i < SAMPLES; i++)
        samples[i] = first ? compute(number, from[i]) : compute(from[i], number);
    return set_function(r, node, value, samples);
}

/* Half the sum of the average and the largest: a pool of its own. */
static bool halves_sum(Reader *r, const OnnxNode *node, const Value *value, double number) {
    bool half = (is_of_type(node, "Mul") && number == 0.5) || (is_of_type(node, "Div") && number == 2);
    const Part from = r->parts[value->part];
    if (!half || from.kind != OP_AVERAGE_MAX || !from.doubled) return false;
    Value result = *value;
    result.part = add_part(r, OP_AVERAGE_MAX, node, from.in[0], from.shape);
    return set_value(r, node, 0, result);
}

/* The image itself, perhaps normalised so far. */
static bool is_front(const Reader *r, const Value *value) {
    const Part *part = &r->parts[value->part];
    return !value->samples &&
           (part->kind == OP_INPUT || (part->affine && r->parts[part->in[0]].kind == OP_INPUT));
}

static bool with_constant(Reader *r, const OnnxNode *node, Value *value, const Tensor *constant, bool first) {
    const Part *part = &r->parts[value->part];
    bool one = tensor_count(constant) == 1, wide = part->shape.channels > 1;
    bool bias = !wide && part->kind == OP_LINEAR && !value->samples;
    if (!is_of_channels(r, value, constant))
        return refuse_node(r->model, node, "expected a constant of one number, or of one a channel, got %s",
                           shape_text(r->arena, constant->dims, constant->rank));
    if (!one || is_front(r, value) || bias) return with_channels(r, node, value, constant, first);
    const double *number = tensor_doubles(r->model, constant);
    if (!number) return refuse_node(r->model, node, "expected a number");
    return halves_sum(r, node, value, *number) || r->model->diag->message
               ? !r->model->diag->message
               : with_number(r, node, value, *number, first);
}

/* ---- Two values ---- */

static bool same_layout(const Value *a, const Value *b) {
    if (a->rank != b->rank) return false;
    for (int i = 0; i < a->rank; i++)
        if (a->dims[i] != b->dims[i] || a->axis[i] != b->axis[i]) return false;
    return true;
}

static bool of_one_value(Reader *r, const OnnxNode *node, const Value *a, const Value *b) {
    const double *first = samples_of(r, a), *second = samples_of(r, b);
    double *samples = arena_array(r->arena, double, SAMPLES);
    Compute *compute = binary_of(node->op_type);
    for (int i = 0; i < SAMPLES; i++) samples[i] = compute(first[i], second[i]);
    return set_function(r, node, a, samples);
}

static bool is_pair_of_pools(const Reader *r, const Value *a, const Value *b) {
    const Part *first = &r->parts[a->part], *second = &r->parts[b->part];
    bool pools = (is_global_average(r, first) && is_global_max(r, second)) ||
                 (is_global_average(r, second) && is_global_max(r, first));
    return pools && first->in[0] == second->in[0];
}

static bool add_values(Reader *r, const OnnxNode *node, Value *a, Value *b) {
    if (!settle(r, node, a) || !settle(r, node, b)) return false;
    bool pools = is_pair_of_pools(r, a, b);
    if (!same_layout(a, b))
        return refuse_node(r->model, node, "expected two values of one shape, got %s and %s",
                           shape_text(r->arena, a->dims, a->rank), shape_text(r->arena, b->dims, b->rank));
    Value result = *a;
    int in = pools ? r->parts[a->part].in[0] : a->part;
    result.part = add_part(r, pools ? OP_AVERAGE_MAX : OP_ADD, node, in, r->parts[a->part].shape);
    r->parts[result.part].doubled = pools;
    if (!pools) r->parts[result.part].in[1] = b->part;
    return set_value(r, node, 0, result);
}

/* A factor a channel for all pixels of an image. */
static bool is_gate_of(const Reader *r, const Value *image, const Value *gate) {
    const Part *part = &r->parts[gate->part];
    if (!is_vector(part) || part->shape.channels != r->parts[image->part].shape.channels) return false;
    if (gate->rank != image->rank) return false;
    for (int i = 1; i < gate->rank; i++)
        if (gate->dims[i] != (image->axis[i] == AXIS_C ? (size_t)part->shape.channels : 1)) return false;
    return true;
}

static bool gate_value(Reader *r, const OnnxNode *node, Value *a, Value *b) {
    if (!settle(r, node, a) || !settle(r, node, b)) return false;
    const Part *first = &r->parts[a->part];
    bool swap = !is_gate_of(r, a, b) || (is_gate_of(r, b, a) && first->activation == ACTIVATION_SIGMOID);
    const Value *image = swap ? b : a, *gate = swap ? a : b;
    if (!is_gate_of(r, image, gate))
        return refuse_node(r->model, node, "expected an image and a factor a channel, got %s and %s",
                           shape_text(r->arena, a->dims, a->rank), shape_text(r->arena, b->dims, b->rank));
    Value result = *image;
    result.part = add_part(r, OP_GATE, node, image->part, r->parts[image->part].shape);
    r->parts[result.part].in[1] = gate->part;
    return set_value(r, node, 0, result);
}

bool read_binary(Reader *r, const OnnxNode *node) {
    Value *a = followed_input(r, node, 0), *b = a ? followed_input(r, node, 1) : NULL;
    if (!a || !b) return false;
    if (a->constant || b->constant)
        return with_constant(r, node, a->constant ? b : a, a->constant ? a->constant : b->constant,
                             a->constant != NULL);
    if (a->part == b->part && same_layout(a, b)) return of_one_value(r, node, a, b);
    if (is_of_type(node, "Add") || is_of_type(node, "Sum")) return add_values(r, node, a, b);
    if (is_of_type(node, "Mul")) return gate_value(r, node, a, b);
    return refuse_node(r->model, node, "expected a constant among its inputs");
}
