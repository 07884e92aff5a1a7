/* points.c: the roofline model (Williams, Waterman, Patterson 2009): what a layer does a byte, and how fast,
 * under what the processor can do at most. Measured, or in cycles by the cost model. */
#include "parts.h"

const double *times_of(const Page *page) {
    return page->found->bench ? page->found->bench->layers : page->cycles;
}

static double value_bytes(const Plan *plan, int v) {
    if (v < 0) return 0;
    const size_t elements = (size_t)plan->spec->batch * shape_floats(plan->layers->layers[v].shape);
    return (double)number_bytes(plan->layouts[v].number, elements);
}

/* That must be read or written, were each byte of a call once. */
static double traffic(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    return (double)panel_bytes(plan, v) + value_bytes(plan, layer->in) + value_bytes(plan, layer->residual) +
           value_bytes(plan, layer->gate) + value_bytes(plan, v);
}

/* By the cost model, operations a cycle: multiply-adds of vectors, of as many products as a lane takes. */
static double model_peak(const Plan *plan) {
    const NumberKind weights = plan->precision >= PRECISION_INT8
                                   ? number_types[target_bytes(plan->target)].weights
                               : plan->precision == PRECISION_BF16 ? NUMBER_BF16
                                                                   : NUMBER_F32;
    const double steps = step_multiply_adds(plan->target, weights);
    return 2 * plan->target->core->multiply_adds * plan->target->lanes *
           channels_together(plan->target, weights) / steps;
}

static void add_slope(Roof *roof, const char *name, double rate) {
    if (rate > 0) roof->slopes[roof->slope_count++] = (Slope){ name, rate };
}

static void set_limits(Roof *roof, const Plan *plan, const Bench *bench) {
    const Caches *caches = plan->target->caches;
    roof->peak = bench ? team_peak(bench) : model_peak(plan);
    add_slope(roof, "core's cache", bench ? bench->memory.near : caches->near_rate);
    add_slope(roof, "last cache", bench ? bench->memory.last : caches->far_rate);
    add_slope(roof, "memory", bench ? bench->memory.memory : caches->memory_rate);
}

Roof make_roof(Arena *arena, const Plan *plan, const Found *found, const double *cycles) {
    const int layers = plan->layers->count;
    const double *times = found->bench ? found->bench->layers : cycles, sum = sum_of_layers(times, layers);
    Point *points = arena_array(arena, Point, layers);
    Roof roof = { .measured = found->bench != NULL, .points = points };
    for (int v = 0; v < layers; v++) {
        const double done = done_operations(plan, v), bytes = traffic(plan, v);
        if (!has_weights(&plan->layers->layers[v]) || !(times[v] > 0) || !(done > 0)) continue;
        points[roof.count++] = (Point){ v, done / bytes, done / times[v], times[v] / sum };
    }
    set_limits(&roof, plan, found->bench);
    return roof;
}
