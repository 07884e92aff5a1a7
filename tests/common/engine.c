/* engine.c: emitted code, compiled in memory and run. */
#include "engine.h"

#include "catalogue/catalogue.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows that differ in what they do with integers alone. */
static bool same_in_floats(const Target *a, const Target *b) {
    return a->core == b->core && a->caches == b->caches && !strcmp(a->flags, b->flags) &&
           !memcmp(a->pixels, b->pixels, sizeof a->pixels) &&
           !memcmp(a->pair_pixels, b->pair_pixels, sizeof a->pair_pixels) &&
           !memcmp(a->gains, b->gains, sizeof a->gains);
}

static bool is_like_an_earlier_one(int row) {
    for (int i = 0; i < row; i++)
        if (same_in_floats(targets[i], targets[row])) return true;
    return false;
}

int float_target_count(void) {
    int count = 0;
    for (int i = 0; i < target_count; i++) count += !is_like_an_earlier_one(i);
    return count;
}

const Target *float_target_at(int index) {
    int row = 0;
    while (is_like_an_earlier_one(row) || index-- > 0) row++;
    return targets[row];
}

int engine_count(void) { return 2 * float_target_count(); }

Engine engine_at(int index) {
    const int count = float_target_count();
    const Target *target = float_target_at(index % count);
    Engine engine = { .target = target, .jit = index < count ? JIT_CC : JIT_TCC };
    const char *format = engine.jit == JIT_CC ? "%s" : target->lanes == 1 ? "libtcc" : "jit %s";
    snprintf(engine.name, sizeof engine.name, format, target->name);
    return engine;
}

/* A resnetc built for another processor than x86-64 has kernels for no target. */
static bool has_kernels(const Target *target) { return target->lanes == 1 || catalogue_find(target); }

bool engine_runs_here(const Engine *engine) {
    return target_runs_here(engine->target) && (engine->jit == JIT_CC || has_kernels(engine->target));
}

/* How many rows before this one the system's compiler makes run here, too: 0 for the widest. */
static int rank_here(int engine) {
    int rank = 0;
    for (int e = 0; e < engine; e++) {
        const Engine wider = engine_at(e);
        rank += wider.jit == JIT_CC && engine_runs_here(&wider);
    }
    return rank;
}

bool engine_takes(int engine, int network) {
    const Engine e = engine_at(engine);
    const int rank = rank_here(engine), others = rank_here(engine_count()) - 1;
    if (!engine_runs_here(&e)) return false;
    return e.jit == JIT_TCC || rank == 0 || (others > 0 && rank == 1 + network % others);
}

static const EmitNames no_names = { .options = "" };

bool network_of_plan(Arena *arena, const Plan *plan, JitKind jit, Network *network, Diag *diag) {
    *network = (Network){ .plan = plan, .text = jit_text(arena, plan, diag) };
    if (!network->text) return false;
    network->jit = jit_compile(arena, plan, network->text, jit, NULL, NULL, diag);
    return network->jit != NULL;
}

bool network_compile(Arena *arena, const Spec *spec, const char *weights, const Engine *engine,
                     Accuracy accuracy, Network *network, Diag *diag) {
    const Target *target = engine->target;
    if (engine->jit == JIT_TCC) target = jit_target(arena, target, diag);
    if (!target) return false;
    const Plan *plan = plan_network(arena, spec, target, weights, NULL, accuracy, diag);
    return plan && network_of_plan(arena, plan, engine->jit, network, diag);
}

const char *network_text(Arena *arena, const Spec *spec, const Engine *engine, Accuracy accuracy,
                         Diag *diag) {
    const Plan *plan = plan_network(arena, spec, engine->target, NULL, NULL, accuracy, diag);
    return plan ? emit_c(arena, plan, &no_names) : NULL;
}

/* Of a multiple of 64 bytes, not zeroed: what is in a workspace does not matter. */
static void *heap_block(Arena *arena, size_t bytes) {
    void *block = aligned_alloc(64, bytes ? bytes : 64);
    assert(block);
    arena_defer(arena, free, block);
    return memset(block, 0xff, bytes); /* NaN */
}

static void *heap_bytes(Arena *arena, size_t size) {
    void *bytes = malloc(size);
    assert(bytes);
    arena_defer(arena, free, bytes);
    return bytes;
}

const float *network_run(Arena *arena, const Network *network, const void *input) {
    const Blob *blob = network->plan->blob;
    size_t inputs = plan_input_bytes(network->plan);
    void *weights = heap_block(arena, blob->size);
    void *workspace = heap_block(arena, network->jit->workspace_bytes);
    void *in = heap_bytes(arena, inputs);
    float *out = heap_bytes(arena, plan_output_floats(network->plan) * sizeof *out);
    memcpy(weights, blob->bytes, blob->size);
    memcpy(in, input, inputs);
    Diag diag = { .arena = arena };
    if (!jit_run(network->jit, weights, workspace, in, out, &diag)) {
        fprintf(stderr, "%s\n", diag.message);
        abort();
    }
    return out;
}
