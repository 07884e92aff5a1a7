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

Expected expect_integers(Arena *arena, const Plan *plan, const IntegerValue *values, int v) {
    const Quantum *quantum = &plan->quantized->quanta[v];
    const size_t count = (size_t)plan->spec->batch * shape_floats(plan->layers->layers[v].shape);
    double *value = arena_array(arena, double, count);
    for (size_t i = 0; i < count; i++) value[i] = shown(quantum, values[v], i);
    return (Expected){ value, is_near(plan->layers, v) ? value : NULL, quantum->scale };
}
