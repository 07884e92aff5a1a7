/* prelude.c: what stands between the head and the kernels: checks.c, vectors.c, and which helpers this
 * network needs. */
#include "elementary.h"
#include "parameters.h"
#include "parts.h"
#include "tile.h"

#include <limits.h>
#include <string.h>

bool has_kind(const Plan *plan, LayerKind kind) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layers->layers[v].kind == kind) return true;
    return false;
}

static bool compares(const Layer *layer) {
    return layer->pool || layer->kind == LAYER_MAX_POOL || layer->kind == LAYER_GLOBAL_MAX ||
           layer->kind == LAYER_AVERAGE_MAX || layer->kind == LAYER_AVERAGE_AND_MAX;
}

/* Of floats: integers are compared as what they are. */
static bool has_maximum(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        if (compares(layer) && !number_types[plan->layouts[layer->in].number].integers) return true;
    }
    return false;
}

static bool has_values_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layouts[v].number == number) return true;
    return false;
}

/* Of register tiles of floats, which call ending(). */
static bool has_results_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++) {
        const KernelKind kind = plan->kernels[v].kind;
        if ((kind == KERNEL_DIRECT || kind == KERNEL_LINEAR) && plan->layouts[v].number == number &&
            !number_types[plan->choices[v].weights].integers)
            return true;
    }
    return false;
}

static bool has_border_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layouts[v].number == number && plan->layouts[v].halo > 0 &&
            plan->layouts[v].zero != ZERO_A_CHANNEL)
            return true;
    return false;
}

static void emit_lane_groups(Out *out, const Plan *plan) {
    for (int group = 1; group < plan->target->lanes || group == 1; group++) {
        bool used = false;
        for (int v = 0; v < plan->layers->count; v++) used |= plan->choices[v].lane_group == group;
        if (used) emit_rotations(out, plan->target, group);
    }
}

/* Lines that a tile fetches at once, of weights that C points at by that type. */
static size_t fetched_lines(const Kernel *kernel, const char *type) {
    bool direct = kernel->kind == KERNEL_DIRECT || kernel->kind == KERNEL_LINEAR;
    if (!direct && kernel->kind != KERNEL_WINOGRAD) return 0;
    const ConvKernel *k = direct ? &kernel->conv : &kernel->winograd.products;
    if (strcmp(type_of(k->weights.number), type)) return 0;
    return k->fetch.lines.value * (is_number(k->fetch.halved, 1) ? 2 : 1);
}

static size_t most_fetched(const Plan *plan, const char *type) {
    size_t most = 0;
    for (int v = 0; v < plan->layers->count; v++) {
        size_t lines = fetched_lines(&plan->kernels[v], type);
        if (lines > most) most = lines;
    }
    return most;
}

/* One for the numbers of each C type. */
static void emit_fetches(Out *out, const Emission *e) {
    static const NumberKind kinds[] = { NUMBER_F32, NUMBER_BF16, NUMBER_S8, NUMBER_S16 };
    for (int i = 0; i < COUNT_OF(kinds); i++) {
        const size_t lines = most_fetched(e->plan, type_of(kinds[i]));
        if (lines) emit_fetch(out, e->plan->target, kinds[i], lines, e->workspace.team);
    }
}

static bool has_pairs(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->choices[v].pairs) return true;
    return false;
}

static bool has_weights_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++)
        if (has_weights(&plan->layers->layers[v]) && plan->choices[v].weights == number) return true;
    return false;
}

static bool has_winograd(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->choices[v].algorithm == ALGORITHM_WINOGRAD) return true;
    return false;
}

static void emit_size_types(Out *out, const Plan *plan) {
    emit_shared_type(out, &conv_parameters, has_pairs(plan) ? OF_PAIRS : OF_TILES);
    if (has_winograd(plan)) emit_shared_type(out, &winograd_parameters, OF_TILES);
}

/* Those of values come first: endings read them. */
static void emit_helpers(Out *out, const Plan *plan, bool of_values) {
    for (int n = 0; n < NUMBER_COUNT; n++) {
        const NumberKind number = (NumberKind)n;
        if (number_types[n].is_value == of_values &&
            (has_values_of(plan, number) || has_weights_of(plan, number)))
            emit_number_helpers(out, plan->target, number);
    }
}

/* What takes values of one number type. */
static void emit_value_functions(Out *out, const Plan *plan, void (*emit)(Out *out, NumberKind number),
                                 bool (*has)(const Plan *plan, NumberKind number)) {
    for (int n = 0; n < NUMBER_COUNT; n++)
        if (has(plan, (NumberKind)n)) emit(out, (NumberKind)n);
}

static void emit_input_functions(Out *out, const Emission *e) {
    const NumberKind number = e->plan->layouts[0].number;
    const bool bytes = number_types[number].integers, team = e->workspace.team;
    if (bytes) emit_border_of_pixels(out, number);
    if (takes_pixels(e->plan->spec)) {
        if (bytes)
            emit_read_pixel_bytes(out, number, team);
        else
            emit_read_pixels(out, team);
    } else if (bytes)
        emit_copy_input_bytes(out, e->plan->target, number, team);
    else
        emit_copy_input(out, team);
}

/* Whether an output is made of values of that number; else only a trace reads them so. */
static bool has_output_of(const Plan *plan, NumberKind number) {
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        if (layer->kind == LAYER_OUTPUT && plan->layouts[layer->in].number == number) return true;
    }
    return false;
}

static void emit_copies(Out *out, const Emission *e) {
    for (int n = 0; n < NUMBER_COUNT; n++) {
        const NumberKind number = (NumberKind)n;
        if (!has_values_of(e->plan, number)) continue;
        if (!has_output_of(e->plan, number)) label_line(out, "#ifdef %s_TRACE", e->macro);
        emit_to_nchw(out, number);
        if (!has_output_of(e->plan, number)) label_line(out, "#endif");
    }
}

void emit_prelude(Out *out, const Emission *e) {
    const Target *target = e->plan->target;
    const bool sized = shares_sizes(target);
    emit_compiler_checks(out, target);
    emit_c_includes(out, e);
    emit_marks(out, target);
    blank(out);
    emit_fits(out, e);
    emit_threads(out, e);
    emit_types(out, target);
    emit_whole_vectors(out, target);
    emit_helpers(out, e->plan, true);
    if (has_kind(e->plan, LAYER_CONVERT)) emit_conversions(out);
    if (sized) emit_size_types(out, e->plan);
    const ActivationSet activations = plan_activations(e->plan);
    if (has_kind(e->plan, LAYER_SOFTMAX) || has_exponential(activations)) emit_sleef(out, target);
    emit_activations(out, activations, target);
    if (has_maximum(e->plan)) emit_larger(out, target);
    for (int n = 0; n < NUMBER_COUNT && sized; n++)
        if (!number_types[n].integers && has_results_of(e->plan, (NumberKind)n))
            emit_ending(out, activations, (NumberKind)n);
    if (sized) emit_fetches(out, e);
    emit_lane_groups(out, e->plan);
    if (has_pairs(e->plan)) emit_pair_helpers(out, target, activations);
    emit_helpers(out, e->plan, false);
    if (has_kind(e->plan, LAYER_GROUP_NORM)) emit_group_scales(out);
    emit_value_functions(out, e->plan, emit_zero_border, has_border_of);
    emit_input_functions(out, e);
    emit_copies(out, e);
}
