/* sizes.c: refuses networks whose parts are too large for what is emitted: it counts in int. */
#include "plan.h"

bool check_sizes(const Spec *spec, const Layers *layers, const Layout *layouts, const Choice *choices,
                 Diag *diag) {
    for (int v = 0; v < layers->count; v++) {
        const Layer *layer = &layers->layers[v];
        if (layer->kind == LAYER_OUTPUT) continue;
        if (!check_floats(spec, layer->name, layouts[v].elements, " of values and borders", diag))
            return false;
        if (!has_weights(layer)) continue;
        size_t bytes = packed_bytes(layer, &layouts[layer->in], &layouts[v], &choices[v]);
        size_t weights = bytes / (size_t)number_types[choices[v].weights].unit;
        if (!check_floats(spec, layer->name, weights, " of packed weights", diag) ||
            !check_floats(spec, layer->name, scratch_floats(&choices[v]), " of scratch memory", diag))
            return false;
    }
    return true;
}
