/* guarded_runs.c: see guarded_runs.h. */
#include "guarded_runs.h"
#include "guarded.h"
#include "spread.h"

#include <math.h>
#include <string.h>

typedef struct {
    float *output;
    void *input, *weights, *workspace;
} Buffers;

static Buffers make_buffers(Arena *arena, const Plan *plan, const Jit *jit, Flush flush, const void *input) {
    const size_t in = plan_input_bytes(plan), weights = plan->blob->size;
    Buffers b = { .input = guarded_alloc(arena, in, flush),
                  .output = guarded_alloc(arena, plan_output_floats(plan) * sizeof(float), flush),
                  .weights = guarded_alloc(arena, weights, flush),
                  .workspace = guarded_alloc(arena, jit->workspace_bytes, flush) };
    memcpy(b.input, input, in);
    memcpy(b.weights, plan->blob->bytes, weights);
    guarded_protect(b.input, in);
    guarded_protect(b.weights, weights);
    return b;
}

static bool all_finite(const float *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i])) return false;
    return true;
}

/* Whether the output is `expected`; one that is not written is not. */
static bool gives(const Jit *jit, const Buffers *b, const float *expected, size_t bytes) {
    fill_signalling(b->output, bytes);
    jit->run(b->weights, b->workspace, b->input, b->output);
    return !memcmp(expected, b->output, bytes);
}

GuardedRuns run_guarded(Arena *arena, const Plan *plan, const Jit *jit, const void *input) {
    const size_t floats = plan_output_floats(plan), bytes = floats * sizeof(float);
    const Buffers end = make_buffers(arena, plan, jit, FLUSH_END, input);
    const Buffers start = make_buffers(arena, plan, jit, FLUSH_START, input);
    float *first = arena_array(arena, float, floats);
    jit->run(end.weights, end.workspace, end.input, first); /* fresh pages are zero */
    GuardedRuns runs = { .finite = all_finite(first, floats) };
    fill_signalling(end.workspace, jit->workspace_bytes);
    runs.same_from_nan = gives(jit, &end, first, bytes);
    runs.in_values = gaps_are_untouched(arena, plan, end.workspace);
    runs.same_again = gives(jit, &end, first, bytes);
    fill_signalling(start.workspace, jit->workspace_bytes);
    runs.same_at_start = gives(jit, &start, first, bytes);
    return runs;
}
