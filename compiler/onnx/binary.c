/* binary.c: arithmetic of two inputs. A number for all is followed as a function; a number a channel makes a
 * norm; two different values make a sum or a gate. */
#include "parts.h"

#include <string.h>

typedef double Compute(double a, double b);

static bool is_of_type(const OnnxNode *node, const char *type) { return !strcmp(node->op_type, type); }

static bool with_channels(Reader *r, const OnnxNode *node, Value *value, const Tensor *constant, bool first) {
    const double *numbers = channel_numbers(r, value, constant);
    if (!numbers || !settle(r, node, value)) return false;
    int channels = r->parts[value->part].shape.channels;
    double *other = numbers_new(r->model, (size_t)channels);
    const double *scale = NULL, *shift = NULL;
    Value result = *value;
    if (!other) return false;
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
    return result.part >= 0 && set_value(r, node, 0, result);
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
