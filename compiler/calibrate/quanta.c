/* quanta.c: scales and zero points of values, from their ranges. */
#include "quantize.h"

#include <assert.h>
#include <float.h>

/* A range that integers can represent: of what was never seen, any. */
static void take_range(double low, double high, double *least, double *most) {
    assert(low <= high && isfinite(low) && isfinite(high));
    *least = low < 0 ? low : 0;
    *most = high > 0 ? high : 0;
    if (*most - *least < 1e-20) *most = 1;
}

static Steps steps_of(double low, double high) {
    double least, most;
    take_range(low, high, &least, &most);
    double scale = (float)((most - least) / 255);
    return (Steps){ scale, nearest(-least / scale) };
}

/* ---- Tables ---- */

bool has_table(const Layer *layer) { return activation_row(layer->activation)->curved; }

typedef struct {
    const ActivationRow *row;
    double low, high, scale; /* of the value */
} Curve;

static double curve_at(const Curve *curve, double x) {
    double y = curve->row->exact(x, 0);
    return y < curve->low ? curve->low : y > curve->high ? curve->high : y;
}

enum { CURVE_STEPS = 4096 };

/* How far from `from` towards `to` the value hardly changes: steps there would be lost. */
static double flat_until(const Curve *curve, double from, double to) {
    double first = curve_at(curve, from), step = (to - from) / CURVE_STEPS;
    int i = 0;
    while (i < CURVE_STEPS && fabs(curve_at(curve, from + (i + 1) * step) - first) <= curve->scale / 4) i++;
    return from + i * step;
}

/* What the activation reads, without what is flat. Where nobody knows its range: all of it. */
static Steps before_table(const Quantizer *q, int v) {
    const Range *range = &q->ranges->ranges[v];
    const ActivationRow *row = activation_row(q->layers->layers[v].activation);
    const Quantum *value = &q->quanta[v];
    const bool known = range->before_low < 0 || range->before_high > 0;
    Curve curve = { row, -value->zero * (double)value->scale, 0, value->scale };
    curve.high = curve.low + 255 * (double)value->scale;
    double low = known ? range->before_low : -16, high = known ? range->before_high : 16 + curve.high;
    low = flat_until(&curve, low < 0 ? low : 0, 0);
    high = flat_until(&curve, high > 0 ? high : 0, 0);
    return steps_of(low, high);
}

Steps rounded_to(const Quantizer *q, int v) {
    const Quantum *quantum = &q->quanta[v];
    if (quantum->number == NUMBER_F32) return (Steps){ 1, 0 };
    if (has_table(&q->layers->layers[v])) return before_table(q, v);
    return (Steps){ quantum->scale, quantum->zero };
}

/* ---- Values ---- */

/* A classifier: what it computes is the user's, or softmax's. */
static bool is_classifier(const Layers *layers, int v) {
    const Layer *layer = &layers->layers[v];
    if (layer->kind != LAYER_LINEAR || layer->activation != ACTIVATION_NONE) return false;
    for (int reader = v + 1; reader < layers->count; reader++) {
        const Layer *other = &layers->layers[reader];
        bool reads = other->in == v || other->residual == v || other->gate == v;
        if (reads && other->kind != LAYER_OUTPUT && other->kind != LAYER_SOFTMAX) return false;
    }
    return true;
}

/* Its value is made of its input's numbers, or their averages: they need no rounding of another scale. */
static bool keeps_quantum(const Layer *layer) {
    switch (layer->kind) {
    case LAYER_MAX_POOL:
    case LAYER_ZERO_PAD:
    case LAYER_GLOBAL_MAX:
    case LAYER_AVERAGE_AND_MAX:
    case LAYER_WINDOW_AVERAGE:
    case LAYER_BLUR:
        return true;
    case LAYER_POINTWISE:
        return !layer->affine && layer->residual < 0 && layer->gate < 0 &&
               layer->activation == ACTIVATION_NONE;
    default:
        return false;
    }
}

static Quantum quantum_of(const Quantizer *q, int v) {
    const Layer *layer = &q->layers->layers[v];
    const Range *range = &q->ranges->ranges[v];
    double low = never_negative(q->layers, v) ? 0 : range->low, high = range->high;
    if (layer->activation == ACTIVATION_RELU6 && high > 6) high = 6;
    Steps steps = steps_of(low, high > low ? high : low);
    return (Quantum){ .number = NUMBER_U8, .scale = (float)steps.scale, .zero = steps.zero };
}

void set_quantum(Quantizer *q, int v) {
    const Layer *layer = &q->layers->layers[v];
    if (layer->in_floats)
        q->quanta[v] = (Quantum){ .number = NUMBER_F32, .scale = 1 };
    else if (layer->kind == LAYER_INPUT)
        set_input_quantum(q, v);
    else if (layer->kind == LAYER_OUTPUT || layer->kind == LAYER_SOFTMAX || is_classifier(q->layers, v))
        q->quanta[v] = (Quantum){ .number = NUMBER_F32, .scale = 1 };
    else
        q->quanta[v] = keeps_quantum(layer) ? q->quanta[layer->in] : quantum_of(q, v);
}
