/* plan.c: the passes from graph to place, one after another. */
#include "plan.h"

#include <time.h>

typedef struct {
    PassTimes *times;
    double since;
} Watch;

double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The pass that has just ended and what it made. */
static void lap(Watch *watch, const char *pass, size_t size, const char *unit) {
    double now = seconds_now();
    if (watch->times && watch->times->count < MAX_PASSES)
        watch->times->passes[watch->times->count++] = (PassTime){ pass, now - watch->since, size, unit };
    watch->since = now;
}

/* A path or "random:SEED", or what is in a file; or neither. */
typedef struct {
    const char *source;
    const FileView *file;
    const char *names;
} WeightsOrigin;

static const Weights *load_weights(Arena *arena, const Graph *graph, const WeightsOrigin *from, Diag *diag) {
    if (from->file) return weights_parse(arena, graph, *from->file, "weights", from->names, diag);
    return from->source ? weights_load(arena, graph, from->source, from->names, diag) : NULL;
}

static const Plan *run_passes(Arena *arena, const Spec *spec, const Target *target, const WeightsOrigin *from,
                              Accuracy accuracy, const Tuned *tuned, PassTimes *times, Diag *diag) {
    Watch watch = { times, seconds_now() };
    bool weighted = from->source || from->file;
    Plan *plan = arena_alloc(arena, sizeof *plan);
    *plan = (Plan){ .spec = spec, .target = target, .accuracy = accuracy };

    plan->graph = graph_build(arena, spec);
    lap(&watch, "graph", (size_t)plan->graph->op_count, "operators");
    plan->shapes = shape_infer(arena, plan->graph, diag);
    if (!plan->shapes) return NULL;
    lap(&watch, "shape", (size_t)plan->graph->op_count, "shapes");
    plan->weights = load_weights(arena, plan->graph, from, diag);
    if (weighted && !plan->weights) return NULL;
    lap(&watch, "weights", weighted ? (size_t)plan->graph->param_count : 0, "parameters");
    plan->layers = fold_layers(arena, plan->graph, plan->shapes, plan->weights, diag);
    if (!plan->layers) return NULL;
    lap(&watch, "fold", (size_t)plan->layers->count, "layers");
    plan->layouts = layout_values(arena, plan->layers, target, spec->batch);
    lap(&watch, "layout", (size_t)plan->layers->count, "layouts");
    plan->choices = select_algorithms(arena, plan->layers, plan->layouts, target, accuracy, tuned, diag);
    if (!plan->choices) return NULL;
    lap(&watch, "select", (size_t)plan->layers->count, "choices");
    plan->blob = pack_weights(arena, plan->layers, plan->layouts, plan->choices, target);
    lap(&watch, "pack", plan->blob->size, "bytes");
    plan->placement = place_values(arena, plan->layers, plan->layouts, plan->choices);
    lap(&watch, "place", plan->placement->bytes, "bytes");
    return plan;
}

const Plan *plan_network_timed(Arena *arena, const Spec *spec, const Target *target, const char *weights,
                               const char *names, Accuracy accuracy, const Tuned *tuned, PassTimes *times,
                               Diag *diag) {
    const WeightsOrigin from = { weights, NULL, names };
    return run_passes(arena, spec, target, &from, accuracy, tuned, times, diag);
}

const Plan *plan_network_memory(Arena *arena, const Spec *spec, const Target *target, FileView weights,
                                const char *names, Accuracy accuracy, Diag *diag) {
    const WeightsOrigin from = { NULL, &weights, names };
    return run_passes(arena, spec, target, &from, accuracy, NULL, NULL, diag);
}

const Plan *plan_network(Arena *arena, const Spec *spec, const Target *target, const char *weights,
                         const char *names, Accuracy accuracy, Diag *diag) {
    return plan_network_timed(arena, spec, target, weights, names, accuracy, NULL, NULL, diag);
}

const Plan *plan_with_choices(Arena *arena, const Plan *plan, const Choice *choices) {
    Plan *other = arena_alloc(arena, sizeof *other);
    *other = *plan;
    other->choices = choices;
    other->blob = pack_weights(arena, plan->layers, plan->layouts, choices, plan->target);
    other->placement = place_values(arena, plan->layers, plan->layouts, choices);
    return other;
}

size_t plan_input_floats(const Plan *plan) {
    const Spec *spec = plan->spec;
    Shape image = { spec->channels, spec->height, spec->width };
    return (size_t)spec->batch * shape_floats(image);
}

size_t plan_output_floats(const Plan *plan) {
    size_t image = 0;
    for (int i = 0; i < plan->spec->output_count; i++)
        image += shape_floats(plan->shapes[plan->graph->outputs[i]]);
    return (size_t)plan->spec->batch * image;
}
