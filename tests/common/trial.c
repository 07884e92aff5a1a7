/* trial.c: see trial.h. */
#include "trial.h"
#include "guarded_runs.h"
#include "noise.h"
#include "spread.h"

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

static void guard(Trial *trial, Arena *arena, const Plan *plan, const Jit *jit) {
    const GuardedRuns runs = run_guarded(arena, plan, jit, noise(arena, 1, plan_input_floats(plan)));
    const bool same = runs.same_from_nan && runs.same_again && runs.same_at_start;
    trial->guarded += runs.finite && same && runs.in_values;
    if (!runs.finite) trial_fail(trial, "between guard zones: NaN or infinity");
    if (!same) trial_fail(trial, "between guard zones: what was in the workspace matters");
    if (!runs.in_values) trial_fail(trial, "between guard zones: something is written between values");
}

/* Half of them with their values apart. */
void trial_guard(Trial *trial, Arena *arena, const Plan *placed) {
    Diag diag = { .arena = arena };
    const Plan *plan = placed->placement->values / LINE_BYTES % 2 ? spread_values(arena, placed) : placed;
    if (*trial->message) return;
    const char *text = emit_c(arena, plan, &(EmitNames){ .options = "" });
    const Jit *jit = jit_compile(arena, plan, text, jit_kind(plan->target), NULL, NULL, &diag);
    trial->compiled += jit != NULL;
    if (!jit)
        trial_fail(trial, "%s", diag.message);
    else if (target_runs_here(plan->target))
        guard(trial, arena, plan, jit);
}
