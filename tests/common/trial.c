/* trial.c: see trial.h. */
#include "trial.h"
#include "guarded.h"
#include "noise.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void trial_fail(Trial *trial, const char *format, ...) {
    va_list arguments;
    if (*trial->message) return;
    va_start(arguments, format);
    vsnprintf(trial->message, sizeof trial->message, format, arguments);
    va_end(arguments);
}

void trial_verify(Trial *trial, Arena *arena, const Plan *plan, uint64_t seed) {
    Diag diag = { .arena = arena };
    if (*trial->message || !(plan->target->machine || target_runs_here(plan->target))) return;
    const float *input = noise(arena, seed, plan_input_floats(plan));
    const Verdict *verdict = verify_network(arena, plan, jit_kind(plan->target), input, NULL, &diag);
    if (!verdict) {
        trial_fail(trial, "%s", diag.message);
        return;
    }
    if (verdict->worst > trial->worst) trial->worst = verdict->worst;
    trial->verified += verdict->agrees;
    if (!verdict->agrees) trial_fail(trial, "%s: error %.1e", verdict->worst_layer, verdict->worst);
}

static bool all_finite(const float *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i])) return false;
    return true;
}

static void run_guarded(Trial *trial, Arena *arena, const Plan *plan, const Jit *jit) {
    size_t in = plan_input_bytes(plan), count = plan_output_floats(plan);
    void *input = guarded_alloc(arena, in, FLUSH_END);
    float *output = guarded_alloc(arena, count * sizeof(float), FLUSH_END);
    void *weights = guarded_alloc(arena, plan->blob->size, FLUSH_END);
    void *workspace = guarded_alloc(arena, jit->workspace_bytes, FLUSH_END);
    memcpy(input, noise(arena, 1, plan_input_floats(plan)), in);
    memcpy(weights, plan->blob->bytes, plan->blob->size);
    memset(workspace, 0xff, jit->workspace_bytes); /* NaN */
    jit->run(weights, workspace, input, output);
    trial->guarded += all_finite(output, count);
    if (!all_finite(output, count)) trial_fail(trial, "between guard pages: NaN or infinity");
}

void trial_guard(Trial *trial, Arena *arena, const Plan *plan) {
    Diag diag = { .arena = arena };
    if (*trial->message) return;
    const char *text = emit_c(arena, plan, &(EmitNames){ .options = "" });
    const Jit *jit = jit_compile(arena, plan, text, jit_kind(plan->target), NULL, NULL, &diag);
    trial->compiled += jit != NULL;
    if (!jit)
        trial_fail(trial, "%s", diag.message);
    else if (target_runs_here(plan->target))
        run_guarded(trial, arena, plan, jit);
}
