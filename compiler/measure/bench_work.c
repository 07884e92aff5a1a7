/* bench_work.c: what a network does in a call, by which its times are judged. */
#include "bench.h"

double direct_operations(const Plan *plan, int layer) {
    return 2 * plan->spec->batch * layer_macs(&plan->layers->layers[layer]);
}

double done_operations(const Plan *plan, int layer) {
    if (!has_weights(&plan->layers->layers[layer])) return direct_operations(plan, layer);
    const Query q = shape_query(plan->layers, plan->layouts, plan->target, layer);
    return 2 * plan->spec->batch * done_macs(&q, &plan->choices[layer]);
}

double all_operations(const Plan *plan, double (*of)(const Plan *plan, int layer)) {
    double sum = 0;
    for (int v = 0; v < plan->layers->count; v++) sum += of(plan, v);
    return sum;
}

double team_peak(const Bench *bench) { return bench->peak * (bench->threads > 1 ? bench->threads : 1); }

const char *rate_unit(const Plan *plan) { return plan->precision >= PRECISION_INT8 ? "Gop/s" : "GFLOP/s"; }

size_t panel_bytes(const Plan *plan, int layer) {
    const Blob *blob = plan->blob;
    return blob->weight[layer] ? blob->bias[layer] - blob->weight[layer] : 0;
}
