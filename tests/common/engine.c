/* engine.c: emitted code, compiled in memory and run. */
#include "engine.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const Engine engines[] = {
    { "zen5", "zen5", JIT_CC },      { "avx512", "avx512", JIT_CC },      { "avx2", "avx2", JIT_CC },
    { "sse2", "sse2", JIT_CC },      { "scalar", "scalar", JIT_CC },      { "libtcc", "scalar", JIT_TCC },
    { "jit zen5", "zen5", JIT_TCC }, { "jit avx512", "avx512", JIT_TCC }, { "jit avx2", "avx2", JIT_TCC },
    { "jit sse2", "sse2", JIT_TCC },
};
const int engine_count = COUNT_OF(engines);

bool engine_runs_here(const Engine *engine) { return target_runs_here(target_find(engine->target)); }

static const EmitNames no_names = { .options = "" };

bool network_compile(Arena *arena, const Spec *spec, const char *weights, const Engine *engine,
                     Accuracy accuracy, Network *network, Diag *diag) {
    const Target *target = target_find(engine->target);
    if (engine->jit == JIT_TCC) target = jit_target(arena, target, diag);
    if (!target) return false;
    network->plan = plan_network(arena, spec, target, weights, NULL, accuracy, diag);
    if (!network->plan) return false;
    network->text = jit_text(arena, network->plan, diag);
    if (!network->text) return false;
    network->jit = jit_compile(arena, network->plan, network->text, engine->jit, NULL, NULL, diag);
    return network->jit != NULL;
}

const char *network_text(Arena *arena, const Spec *spec, const Engine *engine, Accuracy accuracy,
                         Diag *diag) {
    const Plan *plan = plan_network(arena, spec, target_find(engine->target), NULL, NULL, accuracy, diag);
    return plan ? emit_c(arena, plan, &no_names) : NULL;
}

/* Of a multiple of 64 bytes, not zeroed: what is in a workspace does not matter. */
static void *heap_block(Arena *arena, size_t bytes) {
    void *block = aligned_alloc(64, bytes ? bytes : 64);
    assert(block);
    arena_defer(arena, free, block);
    return memset(block, 0xff, bytes); /* NaN */
}

static float *heap_floats(Arena *arena, size_t count) {
    float *floats = malloc(count * sizeof *floats);
    assert(floats);
    arena_defer(arena, free, floats);
    return floats;
}

const float *network_run(Arena *arena, const Network *network, const float *input) {
    const Blob *blob = network->plan->blob;
    size_t inputs = plan_input_floats(network->plan);
    void *weights = heap_block(arena, blob->size);
    void *workspace = heap_block(arena, network->jit->workspace_bytes);
    float *in = heap_floats(arena, inputs), *out = heap_floats(arena, plan_output_floats(network->plan));
    memcpy(weights, blob->bytes, blob->size);
    memcpy(in, input, inputs * sizeof *in);
    network->jit->run(weights, workspace, in, out);
    return out;
}
