/* layer.c: what follows from a layer alone, or from those that it reads. */
#include "layer.h"

const char *layer_kind_name(LayerKind kind) {
    static const char *const names[] = { [LAYER_INPUT] = "input",
                                         [LAYER_CONV] = "conv",
                                         [LAYER_POINTWISE] = "pointwise",
                                         [LAYER_GROUP_NORM] = "group_norm",
                                         [LAYER_MAX_POOL] = "max_pool",
                                         [LAYER_WINDOW_AVERAGE] = "window_average",
                                         [LAYER_BLUR] = "blur",
                                         [LAYER_ZERO_PAD] = "zero_pad",
                                         [LAYER_AVERAGE_POOL] = "average_pool",
                                         [LAYER_GLOBAL_MAX] = "global_max",
                                         [LAYER_AVERAGE_MAX] = "average_max",
                                         [LAYER_AVERAGE_AND_MAX] = "average_and_max",
                                         [LAYER_LINEAR] = "linear",
                                         [LAYER_CHANNEL_CONV] = "channel_conv",
                                         [LAYER_CONVERT] = "convert",
                                         [LAYER_SOFTMAX] = "softmax",
                                         [LAYER_OUTPUT] = "output" };
    return names[kind];
}

size_t filter_floats(const Layer *layer) {
    if (layer->kind == LAYER_LINEAR) return shape_floats(layer->in_shape);
    return (size_t)(layer->in_shape.channels / layer->groups) * (size_t)(layer->kernel * layer->kernel);
}

bool has_weights(const Layer *layer) { return layer->kind == LAYER_CONV || layer->kind == LAYER_LINEAR; }

bool has_parameters(const Layer *layer) {
    return has_weights(layer) || layer->affine || layer->kind == LAYER_GROUP_NORM ||
           layer->kind == LAYER_CHANNEL_CONV || has_slope(layer);
}

bool has_slope(const Layer *layer) { return activation_row(layer->activation)->is_sloped; }

bool is_plain(const Layer *layer) {
    int half = layer->kernel / 2;
    return layer->dilation == 1 && layer->top == half && layer->left == half && layer->bottom <= half &&
           layer->right <= half;
}

static bool is_usual_pool(const Layer *layer) {
    return layer->kind == LAYER_MAX_POOL && layer->kernel == 3 && layer->stride == 2 && layer->top == 1 &&
           layer->left == 1 && layer->bottom <= 1 && layer->right <= 1;
}

bool reads_border(const Layer *layer) { return layer->kind == LAYER_CONV || is_usual_pool(layer); }

bool never_negative(const Layers *layers, int v) {
    const Layer *layer = &layers->layers[v];
    switch (layer->kind) {
    case LAYER_CONV:
    case LAYER_LINEAR:
    case LAYER_POINTWISE:
    case LAYER_GROUP_NORM:
    case LAYER_CHANNEL_CONV:
        return activation_row(layer->activation)->never_negative;
    case LAYER_MAX_POOL:
    case LAYER_WINDOW_AVERAGE:
    case LAYER_BLUR:
    case LAYER_ZERO_PAD:
    case LAYER_AVERAGE_POOL:
    case LAYER_GLOBAL_MAX:
    case LAYER_AVERAGE_MAX:
    case LAYER_AVERAGE_AND_MAX:
    case LAYER_OUTPUT:
    case LAYER_CONVERT:
        return never_negative(layers, layer->in);
    case LAYER_SOFTMAX:
        return true;
    case LAYER_INPUT:
        break;
    }
    return false;
}

double layer_macs(const Layer *layer) {
    if (layer->kind == LAYER_CHANNEL_CONV) return (double)layer->shape.channels * layer->kernel;
    return has_weights(layer) ? (double)shape_floats(layer->conv_shape) * (double)filter_floats(layer) : 0;
}
