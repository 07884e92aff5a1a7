/* expected_integers.c: what the layers of an int8 network should have made, by the reference in integers. */
#include "expected.h"

#include <math.h>

/* Exponentials are not the same everywhere: those of softmax, and what is copied of it, are near each other.
 */
static bool is_near(const Layers *layers, int v) {
    const Layer *layer = &layers->layers[v];
    return layer->kind == LAYER_SOFTMAX ||
           (layer->kind == LAYER_OUTPUT && layers->layers[layer->in].kind == LAYER_SOFTMAX);
}

/* As the trace has it: of the input the integers themselves. */
static double shown(const Quantum *quantum, IntegerValue value, size_t i) {
    if (quantum->number == NUMBER_F32) return value.floats[i];
    return (float)(value.integers[i] - quantum->zero) * quantum->scale;
}

static Expected expected(Arena *arena, const Plan *plan, IntegerValue made, int v) {
    const Quantum *quantum = &plan->quantized->quanta[v];
    const size_t count = (size_t)plan->spec->batch * shape_floats(plan->layers->layers[v].shape);
    double *value = arena_array(arena, double, count);
    for (size_t i = 0; i < count; i++) value[i] = shown(quantum, made, i);
    return (Expected){ value, is_near(plan->layers, v) ? value : NULL, quantum->scale };
}

Expected expect_integers(Arena *arena, const Plan *plan, const IntegerValue *values, int v) {
    return expected(arena, plan, values[v], v);
}

/* ---- From a trace ---- */

/* What a trace showed is a product rounded once: the integer is the nearest. */
static IntegerValue read_back(Arena *arena, const Plan *plan, const float *shown, int v) {
    const Quantum *quantum = &plan->quantized->quanta[v];
    const size_t count = (size_t)plan->spec->batch * shape_floats(plan->layers->layers[v].shape);
    const bool pixels = quantum->factors; /* which are shown as they are */
    if (quantum->number == NUMBER_F32) return (IntegerValue){ .floats = shown };
    unsigned char *integers = arena_array(arena, unsigned char, count);
    for (size_t i = 0; i < count; i++)
        integers[i] =
            (unsigned char)(quantum->zero + lrint(shown[i] / (pixels ? 1 : (double)quantum->scale)));
    return (IntegerValue){ .integers = integers };
}

Expected expect_from_trace(Arena *arena, const Plan *plan, const void *input, const float *const *values,
                           int v) {
    const Layer *layer = &plan->layers->layers[v];
    IntegerValue *read = arena_array(arena, IntegerValue, plan->layers->count);
    const int sources[] = { layer->in, layer->residual, layer->gate };
    for (int i = 0; i < COUNT_OF(sources); i++)
        if (sources[i] >= 0) read[sources[i]] = read_back(arena, plan, values[sources[i]], sources[i]);
    return expected(arena, plan,
                    compute_layer(arena, plan->spec, plan->layers, plan->quantized, input, read, v), v);
}
