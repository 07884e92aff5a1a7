/* narrow.c: choices of narrow filters, made. */
#include "narrow.h"
#include "measure/measure.h"

#include <string.h>

enum { OUTPUTS = 4 };

const Plan *force_narrow(Arena *arena, const Plan *plan) {
    int count = plan->layers->count;
    Choice *choices = arena_array(arena, Choice, count);
    memcpy(choices, plan->choices, sizeof *choices * (size_t)count);
    for (int v = 0; v < count; v++) {
        if (!has_weights(&plan->layers->layers[v])) continue;
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        if (!suits_winograd(&q)) continue;
        Choice choice = best_strip(&q, OUTPUTS, image_tile_rows(&q, OUTPUTS)).choice;
        choice.weights = NUMBER_S24;
        if (!complete_choice(arena, &q, plan->accuracy, &choice)) choices[v] = choice;
    }
    return plan_with_choices(arena, plan, choices);
}

bool has_narrow_filters(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->choices[v].weights == NUMBER_S24) return true;
    return false;
}
