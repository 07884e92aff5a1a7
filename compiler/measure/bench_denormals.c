/* bench_denormals.c: whether a call's values decay to denormals, with which processors are slow: a time with
 * them is not the network's usual one. */
#include "bench.h"

#include <fenv.h>
#include <math.h>

/* Of a layer's values: fewer are not worth a word. */
static const double most_share = 1e-3;

typedef struct {
    const char *where; /* the layer with the largest share */
    double share;
} Worst;

static void look(Worst *worst, const char *where, const float *values, size_t count) {
    size_t denormal = 0;
    for (size_t i = 0; i < count; i++) denormal += fpclassify(values[i]) == FP_SUBNORMAL;
    const double share = (double)denormal / (double)count;
    if (share > worst->share) *worst = (Worst){ where, share };
}

/* A TraceFunction, called with a few images of the batch at a time. */
static void look_at_layer(void *context, const char *layer, const float *value, int images, int channels,
                          int height, int width) {
    look(context, layer, value, (size_t)images * (size_t)channels * (size_t)height * (size_t)width);
}

static void call(const BenchRun *run, const Jit *jit, void *workspace) {
    jit->run(run->plan->blob->bytes, workspace, run->input, run->output);
}

/* The processor remembers that a result was too small for a normal number. */
static bool underflows(const BenchRun *run) {
    fenv_t before;
    feholdexcept(&before);
    call(run, run->jit, run->workspace);
    const bool underflow = fetestexcept(FE_UNDERFLOW);
    fesetenv(&before);
    return underflow;
}

static bool look_at_layers(Arena *arena, const BenchRun *run, JitKind kind, Worst *worst, Diag *diag) {
    const char *text = jit_text(arena, run->plan, diag);
    const Jit *jit = text ? jit_compile(arena, run->plan, text, kind, look_at_layer, worst, diag) : NULL;
    if (jit) call(run, jit, arena_alloc(arena, jit->workspace_bytes));
    return jit;
}

bool note_denormals(Arena *arena, const BenchRun *run, JitKind kind, Diag *diag) {
    const Plan *plan = run->plan;
    Worst worst = { NULL, most_share };
    if (plan->spec->preprocess.input == INPUT_F32_NCHW)
        look(&worst, "the input", run->input, plan_input_floats(plan));
    if (underflows(run) && !look_at_layers(arena, run, kind, &worst, diag)) return false;
    if (worst.where)
        diag_note(
            diag,
            "%.1f %% of %s's values are denormals (below 1.2e-38), with which processors are slow: flush "
            "them to zero around the call (docs/embedding.md, Denormals)",
            100 * worst.share, worst.where);
    return true;
}
