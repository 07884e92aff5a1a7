/* sizes.c: refuses networks whose parts are too large for what is emitted: it counts in int. */
#include "pack.h"

#include <limits.h>

static bool check(const Spec *spec, const Layer *layer, size_t floats, const char *what, Diag *diag) {
    if (floats <= INT_MAX) return true;
    diag_fail(diag, STATUS_INPUT, "%s: %s: expected below 2^31 floats of %s, got %zu", spec->path,
              layer->name, what, floats);
    return false;
}

bool check_parameters(const Spec *spec, const Graph *graph, Diag *diag) {
    for (int p = 0; p < graph->param_count; p++)
        if (graph->params[p].count > INT_MAX)
            return diag_fail(diag, STATUS_INPUT, "%s: %s: expected below 2^31 floats, got %zu", spec->path,
                             graph->params[p].name, graph->params[p].count);
    return true;
}

bool check_sizes(const Spec *spec, const Layers *layers, const Layout *layouts, const Choice *choices,
                 Diag *diag) {
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        if (layer->kind == LAYER_OUTPUT) continue;
        if (!check(spec, layer, layouts[v].floats, "values and borders", diag)) return false;
        if (!has_weights(layer)) continue;
        size_t weights = weight_floats(layer, &layouts[layer->in], &layouts[v], &choices[v]);
        if (!check(spec, layer, weights, "packed weights", diag) ||
            !check(spec, layer, choices[v].scratch, "scratch memory", diag))
            return false;
    }
    return true;
}
