/* lower.c: which number type each layer's value is of. */
#include "lower.h"

#include <string.h>

/* Nobody but outputs and softmax reads it: they take floats. */
static bool is_last(const Layers *layers, int v) {
    for (int u = v + 1; u < layers->count; u++) {
        const Layer *reader = &layers->layers[u];
        bool reads = reader->in == v || reader->residual == v || reader->gate == v;
        if (reads && reader->kind != LAYER_OUTPUT && reader->kind != LAYER_SOFTMAX) return false;
    }
    return true;
}

static NumberKind half_of(const Layers *layers, int v) {
    const Layer *layer = &layers->layers[v];
    bool whole = layer->kind == LAYER_INPUT || layer->kind == LAYER_SOFTMAX || layer->kind == LAYER_OUTPUT ||
                 (layer->kind == LAYER_LINEAR && is_last(layers, v));
    return whole ? NUMBER_F32 : NUMBER_BF16;
}

static NumberKind number_of(const Layers *layers, Precision precision, const Quantized *quantized,
                            const Target *target, int v) {
    switch (precision) {
    case PRECISION_BF16:
        return half_of(layers, v);
    case PRECISION_INT8:
    case PRECISION_AUTO:
        return quantized->quanta[v].number == NUMBER_U8 ? target_bytes(target) : quantized->quanta[v].number;
    default:
        return NUMBER_F32;
    }
}

/* A sum lies between that of all weights above 0 and that of all below, times the largest value. */
static int largest_sum(const Layer *layer, const Integers *integers) {
    enum { LARGEST_VALUE = 255 };
    size_t count = filter_floats(layer);
    int largest = 0;
    for (int c = 0; c < layer->shape.channels; c++) {
        int above = 0, below = 0;
        for (size_t i = 0; i < count; i++) {
            int weight = integers->weights[(size_t)c * count + i];
            *(weight > 0 ? &above : &below) += weight > 0 ? weight : -weight;
        }
        if (above > largest) largest = above;
        if (below > largest) largest = below;
    }
    return largest * LARGEST_VALUE;
}

static int zero_of_value(const Quantum *quantum) { return quantum->zeros ? ZERO_A_CHANNEL : quantum->zero; }

const Layers *lower_layers(Arena *arena, const Layers *layers, Precision precision,
                           const Quantized *quantized, const Target *target) {
    Layer *copies = arena_array(arena, Layer, layers->count);
    memcpy(copies, layers->layers, sizeof *copies * (size_t)layers->count);
    for (int v = 0; v < layers->count; v++) {
        copies[v].number = number_of(layers, precision, quantized, target, v);
        if (quantized && copies[v].kind == LAYER_CONV && !copies[v].in_floats)
            copies[v].largest_sum = largest_sum(&copies[v], &quantized->integers[v]);
        if (quantized) copies[v].zero = zero_of_value(&quantized->quanta[v]);
    }
    Layers *lowered = arena_alloc(arena, sizeof *lowered);
    *lowered = (Layers){ copies, layers->count };
    return lowered;
}
