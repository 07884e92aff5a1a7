/* sizes.c: refuses networks whose parts are too large for what is emitted: it counts in int. */
#include "pack.h"

#include <limits.h>

/* what: " of packed weights", say. */
static bool check(const Spec *spec, const char *name, size_t floats, const char *what, Diag *diag) {
    return floats <= INT_MAX || diag_fail(diag, STATUS_INPUT, "%s: %s: expected below 2^31 floats%s, got %zu",
                                          spec->path, name, what, floats);
}

bool check_parameters(const Graph *graph, Diag *diag) {
    for (int p = 0; p < graph->param_count; p++)
        if (!check(graph->spec, graph->params[p].name, graph->params[p].count, "", diag)) return false;
    return true;
}

bool check_sizes(const Spec *spec, const Layers *layers, const Layout *layouts, const Choice *choices,
                 Diag *diag) {
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        if (layer->kind == LAYER_OUTPUT) continue;
        if (!check(spec, layer->name, layouts[v].floats, " of values and borders", diag)) return false;
        if (!has_weights(layer)) continue;
        size_t weights = weight_floats(layer, &layouts[layer->in], &layouts[v], &choices[v]);
        if (!check(spec, layer->name, weights, " of packed weights", diag) ||
            !check(spec, layer->name, choices[v].scratch, " of scratch memory", diag))
            return false;
    }
    return true;
}
