/* layer.c: what follows from a layer alone, or from those that it reads. */
#include "layer.h"

size_t filter_floats(const Layer *layer) {
    return (size_t)(layer->in_shape.channels / layer->groups) * (size_t)(layer->kernel * layer->kernel);
}

bool has_weights(const Layer *layer) { return layer->kind == LAYER_CONV || layer->kind == LAYER_LINEAR; }

bool never_negative(const Layers *layers, int v) {
    const Layer *layer = &layers->layers[v];
    switch (layer->kind) {
    case LAYER_CONV:
    case LAYER_LINEAR:
        return activation_row(layer->activation)->never_negative;
    case LAYER_MAX_POOL:
    case LAYER_AVERAGE_POOL:
    case LAYER_OUTPUT:
        return never_negative(layers, layer->in);
    case LAYER_SOFTMAX:
        return true;
    case LAYER_INPUT:
        break;
    }
    return false;
}

double layer_macs(const Layer *layer) {
    if (!has_weights(layer)) return 0;
    return (double)shape_floats(layer->conv_shape) * (layer->in_shape.channels / layer->groups) *
           layer->kernel * layer->kernel;
}
