/* quantized.c: the walk over the layers. */
#include "quantize.h"

/* What a value may be. */
static void set_limits(const Quantizer *q, int v, Integers *to) {
    Activation activation = q->layers->layers[v].activation;
    to->high = 255;
    if (activation == ACTIVATION_RELU || activation == ACTIVATION_RELU6) to->low = q->quanta[v].zero;
    if (activation == ACTIVATION_RELU6) {
        double six = q->quanta[v].zero + rint(6 / (double)q->quanta[v].scale);
        if (six < to->high) to->high = (int)six;
    }
}

static const unsigned char *make_table(const Quantizer *q, int v) {
    const ActivationRow *row = activation_row(q->layers->layers[v].activation);
    unsigned char *table = arena_array(q->arena, unsigned char, 256);
    for (int i = 0; i < 256; i++) {
        double value = row->exact((i - q->steps.zero) * q->steps.scale, 0);
        double integer = q->quanta[v].zero + rint(value / q->quanta[v].scale);
        table[i] = (unsigned char)fmax(0, fmin(255, integer));
    }
    return table;
}

/* What floats are multiplied by. */
static bool set_step(Quantizer *q, int v) {
    q->arrays.factor = arena_array(q->arena, float, 1);
    q->arrays.factor[0] = (float)(1 / (double)q->quanta[v].scale);
    return true;
}

/* How sums are made; false: refused. */
static bool make_sums(Quantizer *q, int v) {
    switch (q->layers->layers[v].kind) {
    case LAYER_CONV:
    case LAYER_LINEAR:
    case LAYER_CHANNEL_CONV:
        return quantize_products(q, v);
    case LAYER_POINTWISE:
        return quantize_pointwise(q, v);
    case LAYER_AVERAGE_POOL:
    case LAYER_AVERAGE_MAX:
    case LAYER_AVERAGE_AND_MAX:
    case LAYER_WINDOW_AVERAGE:
    case LAYER_BLUR:
        return quantize_averages(q, v);
    case LAYER_GROUP_NORM:
        return refuse(q, v, "a batch norm, got a group norm");
    case LAYER_CONVERT:
        return set_step(q, v);
    case LAYER_INPUT:
    case LAYER_MAX_POOL:
    case LAYER_GLOBAL_MAX:
    case LAYER_ZERO_PAD:
    case LAYER_SOFTMAX:
    case LAYER_OUTPUT:
        return true;
    }
    return true;
}

static bool quantize_layer(Quantizer *q, int v, Integers *to) {
    const Layer *layer = &q->layers->layers[v];
    q->arrays = (Arrays){ .weights = NULL };
    set_quantum(q, v);
    if (layer->in_floats) return true;
    if (!make_sums(q, v)) return false;
    *to = (Integers){ .weights = q->arrays.weights,
                      .bias = q->arrays.bias,
                      .factor = q->arrays.factor,
                      .below = q->arrays.below,
                      .scales = q->arrays.scales,
                      .residual = q->arrays.residual,
                      .zero = q->arrays.below ? q->quanta[v].zero : 0 };
    set_limits(q, v, to);
    if (has_table(layer)) to->table = make_table(q, v);
    return true;
}

/* *refused: the first layer that is; else -1. */
static const Quantized *quantize(Arena *arena, const Spec *spec, const Layers *layers, const Ranges *ranges,
                                 int *refused, Diag *diag) {
    Integers *integers = arena_array(arena, Integers, layers->count);
    Quantizer q = { .arena = arena,
                    .spec = spec,
                    .layers = layers,
                    .ranges = ranges,
                    .quanta = arena_array(arena, Quantum, layers->count),
                    .diag = diag };
    Quantized *quantized = arena_alloc(arena, sizeof *quantized);
    for (*refused = 0; *refused < layers->count; ++*refused)
        if (!quantize_layer(&q, *refused, &integers[*refused])) return NULL;
    *refused = -1;
    *quantized = (Quantized){ q.quanta, integers, layers->count };
    return quantized;
}

const Quantized *quantize_layers(Arena *arena, const Spec *spec, const Layers *layers, const Ranges *ranges,
                                 Diag *diag) {
    int refused;
    return quantize(arena, spec, layers, ranges, &refused, diag);
}

int refused_layer(Arena *arena, const Spec *spec, const Layers *layers, const Ranges *ranges) {
    int refused;
    Diag unsaid = { .arena = arena };
    quantize(arena, spec, layers, ranges, &refused, &unsaid);
    return refused;
}
