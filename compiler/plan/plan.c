/* plan.c: the passes from graph on, one after another. */
#include "economy.h"

#include <assert.h>

typedef struct {
    PassTimes *times;
    double since;
} Watch;

/* The pass that has just ended and what it made. */
static void lap(Watch *watch, const char *pass, size_t size, const char *unit) {
    double now = seconds_now();
    if (watch->times && watch->times->count < MAX_PASSES)
        watch->times->passes[watch->times->count++] = (PassTime){ pass, now - watch->since, size, unit };
    watch->since = now;
}

static const Weights *load_weights(Arena *arena, const Graph *graph, const PlanOrder *order, Diag *diag) {
    if (order->tensors) return weights_take(arena, graph, order->tensors, order->names, diag);
    if (order->file) return weights_parse(arena, graph, *order->file, order->weights, order->names, diag);
    return order->weights ? weights_load(arena, graph, order->weights, order->names, diag) : NULL;
}

static const Placement *place_plan(Arena *arena, const Plan *plan) {
    return is_economical(&plan->economy) ? place_among(arena, plan->layers, plan->layouts, plan->choices)
                                         : place_values(arena, plan->layers, plan->layouts);
}

/* The last passes: what is emitted, and the memory that it needs. */
static void set_kernels(Arena *arena, Plan *plan) {
    plan->kernels = make_kernels(arena, plan->layers, plan->layouts, plan->choices, plan->target);
    plan->workspace =
        size_workspace(plan->layers, plan->choices, plan->kernels, plan->placement, plan->spec->batch);
}

static bool has_integers(const PlanOrder *order) {
    return order->precision == PRECISION_INT8 || order->precision == PRECISION_AUTO;
}

/* What the network is, whatever it is compiled for. */
static bool make_layers(Arena *arena, Plan *plan, const PlanOrder *order, Watch *watch, Diag *diag) {
    bool weighted = order->weights || order->file || order->tensors;
    plan->graph = graph_build(arena, plan->spec);
    lap(watch, "graph", (size_t)plan->graph->op_count, "operators");
    plan->shapes = shape_infer(arena, plan->graph, diag);
    if (!plan->shapes || !check_parameters(plan->graph, diag)) return false;
    lap(watch, "shape", (size_t)plan->graph->op_count, "shapes");
    plan->weights = load_weights(arena, plan->graph, order, diag);
    if (weighted && !plan->weights) return false;
    lap(watch, "weights", weighted ? (size_t)plan->graph->param_count : 0, "parameters");
    const bool halves = order->precision == PRECISION_BF16 && plan->target && plan->target->catalogue;
    bool apart = order->pools_apart || has_integers(order) || halves;
    plan->layers = order->curves_apart
                       ? fold_apart(arena, plan->graph, plan->shapes, plan->weights, diag)
                       : fold_layers(arena, plan->graph, plan->shapes, plan->weights, apart, diag);
    if (!plan->layers) return false;
    lap(watch, "fold", (size_t)plan->layers->count, "layers");
    return true;
}

/* What a precision multiplies by, where that is not floats. */
static const NumberKind precision_weights[PRECISION_COUNT] = {
    [PRECISION_BF16] = NUMBER_BF16, [PRECISION_INT8] = NUMBER_S8, [PRECISION_AUTO] = NUMBER_S8
};

/* What its values are made of, and what the target needs for them. */
static bool lower(Arena *arena, Plan *plan, const PlanOrder *order, Watch *watch, Diag *diag) {
    if (order->precision == PRECISION_FP32) return true;
    plan->target = target_extended(arena, plan->target, precision_weights[order->precision]);
    if (has_integers(order)) {
        assert(plan->weights && order->ranges);
        Mixed mixed = { plan->layers, order->ranges };
        if (order->precision == PRECISION_AUTO)
            mixed = mix_layers(arena, plan->layers, order->ranges, order->floats);
        plan->quantized = quantize_layers(arena, plan->spec, mixed.layers, mixed.ranges, diag);
        if (!plan->quantized) return false;
        plan->layers = mixed.layers;
    }
    plan->layers = lower_layers(arena, plan->layers, order->precision, plan->quantized, plan->target);
    lap(watch, "lower", (size_t)plan->layers->count, "layers");
    return true;
}

/* How it is computed on the target. */
static bool make_choices(Arena *arena, Plan *plan, const PlanOrder *order, Watch *watch, Diag *diag) {
    if (is_economical(&plan->economy)) {
        if (!choose_economically(arena, plan, diag)) return false;
    } else {
        plan->layouts = layout_values(arena, plan->layers, plan->target, plan->spec->batch);
        lap(watch, "layout", (size_t)plan->layers->count, "layouts");
        plan->choices = select_algorithms(arena, plan->layers, plan->layouts, plan->target, plan->accuracy,
                                          order->tuned, diag);
    }
    if (!plan->choices) return false;
    if (!check_sizes(plan->spec, plan->layers, plan->layouts, plan->choices, diag)) return false;
    lap(watch, "select", (size_t)plan->layers->count, "choices");
    return true;
}

/* And what the emitter prints of it. */
static void make_tables(Arena *arena, Plan *plan, const PlanOrder *order, Watch *watch) {
    plan->blob = pack_weights(arena, plan->layers, plan->quantized, plan->layouts, plan->choices,
                              plan->target, &order->packing);
    lap(watch, "pack", plan->blob->size, "bytes");
    plan->placement = place_plan(arena, plan);
    lap(watch, "place", plan->placement->values, "bytes");
    set_kernels(arena, plan);
    lap(watch, "kernels", (size_t)plan->layers->count, "layers");
}

const Plan *plan_layers(Arena *arena, const Spec *spec, const PlanOrder *order, Diag *diag) {
    Watch watch = { order->times, seconds_now() };
    Plan *plan = arena_alloc(arena, sizeof *plan);
    *plan = (Plan){ .spec = spec };
    return make_layers(arena, plan, order, &watch, diag) ? plan : NULL;
}

const Plan *plan_to_order(Arena *arena, const Spec *spec, const Target *target, const PlanOrder *order,
                          Diag *diag) {
    Watch watch = { order->times, seconds_now() };
    Plan *plan = arena_alloc(arena, sizeof *plan);
    *plan = (Plan){ .spec = spec,
                    .target = target,
                    .precision = order->precision,
                    .accuracy = order->accuracy,
                    .economy = economy_of(target, order),
                    .threads = order->threads };
    plan->target = target_preferring(arena, target, plan->economy.prefer == PREFER_SIZE);
    if (!make_layers(arena, plan, order, &watch, diag)) return NULL;
    if (!lower(arena, plan, order, &watch, diag)) return NULL;
    if (!make_choices(arena, plan, order, &watch, diag)) return NULL;
    make_tables(arena, plan, order, &watch);
    return plan;
}

const Plan *plan_network(Arena *arena, const Spec *spec, const Target *target, const char *weights,
                         const char *names, Accuracy accuracy, Diag *diag) {
    const PlanOrder order = { .weights = weights,
                              .names = { .file = names },
                              .accuracy = accuracy,
                              .economy = { .prefer = PREFER_SPEED } };
    return plan_to_order(arena, spec, target, &order, diag);
}

const Plan *plan_with_choices(Arena *arena, const Plan *plan, const Choice *choices) {
    Plan *other = arena_alloc(arena, sizeof *other);
    *other = *plan;
    other->choices = choices;
    other->blob =
        pack_weights(arena, plan->layers, plan->quantized, plan->layouts, choices, plan->target, NULL);
    other->placement = place_plan(arena, other);
    set_kernels(arena, other);
    return other;
}

bool scratch_lies_among(const Plan *plan, int v) {
    return plan->choices[v].scratch > 0 && plan->placement->places[v].scratch < plan->placement->values;
}

size_t plan_input_floats(const Plan *plan) {
    const Spec *spec = plan->spec;
    Shape image = { spec->channels, spec->height, spec->width };
    return (size_t)spec->batch * shape_floats(image);
}

size_t plan_input_bytes(const Plan *plan) {
    size_t each = takes_pixels(plan->spec) ? 1 : sizeof(float);
    return plan_input_floats(plan) * each;
}

size_t plan_output_floats(const Plan *plan) {
    size_t image = 0;
    for (int i = 0; i < plan->spec->output_count; i++)
        image += shape_floats(plan->shapes[plan->graph->outputs[i]]);
    return (size_t)plan->spec->batch * image;
}
