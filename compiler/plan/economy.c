/* economy.c: what is asked of memory, what a network takes of it, and choices by that. */
#include "economy.h"

const char *const preference_names[] = { [PREFER_UNSAID] = "", "speed", "size", NULL };

Economy economy_of(const Target *target, const PlanOrder *order) {
    Economy economy = order->economy;
    const bool fast = order->tuned || economy.weights || economy.workspace || !target->small;
    if (economy.prefer == PREFER_UNSAID) economy.prefer = fast ? PREFER_SPEED : PREFER_SIZE;
    return economy;
}

bool is_economical(const Economy *economy) {
    return economy->prefer == PREFER_SIZE || economy->weights || economy->workspace;
}

static Footprint footprint_of(Arena *arena, const Plan *plan, const Arrangement *a) {
    const Placement *placement = place_among(arena, plan->layers, a->layouts, a->choices);
    const Kernel *kernels = make_kernels(arena, plan->layers, a->layouts, a->choices, plan->target);
    const WorkspaceSize w = size_workspace(plan->layers, a->choices, kernels, placement, plan->spec->batch);
    Footprint footprint = { BLOB_HEADER, workspace_bytes(&w, 1) };
    for (int v = 0; v < plan->layers->count; v++)
        footprint.weights += layer_bytes(plan, a->layouts, v, &a->choices[v]);
    return footprint;
}

Footprint plan_footprint(const Plan *plan) {
    return (Footprint){ plan->blob->size, workspace_bytes(&plan->workspace, 1) };
}

Footprint least_footprint(Arena *arena, const Plan *plan) {
    Arena *own = arena_scratch(arena);
    const Arrangement least = smallest_arrangement(own, plan);
    const Footprint footprint = footprint_of(own, plan, &least);
    arena_free(own);
    return footprint;
}

static bool check_limit(const char *option, size_t limit, size_t least, Diag *diag) {
    return !limit || least <= limit ||
           diag_fail(diag, STATUS_USAGE, "%s: expected at least %zu, got %zu", option, least, limit);
}

/* What none of the ways to space values has room for, the smallest has. */
bool choose_economically(Arena *arena, Plan *plan, Diag *diag) {
    const Economy *economy = &plan->economy;
    const Footprint least = least_footprint(arena, plan);
    Arrangement a = { .choices = NULL };
    if (!check_limit("--weights-limit", economy->weights, least.weights, diag) ||
        !check_limit("--workspace-limit", economy->workspace, least.workspace, diag))
        return false;
    if (economy->prefer == PREFER_SPEED) a = fastest_arrangement(arena, plan);
    if (a.choices) plan->excess = a.cycles / a.bound - 1;
    if (!a.choices) a = smallest_arrangement(arena, plan);
    plan->layouts = a.layouts;
    plan->choices = a.choices;
    return true;
}
