/* spread.c: see spread.h. */
#include "spread.h"
#include "guarded.h"

#include <string.h>

enum { GAP = 4096 }; /* a block of channels too far is still inside */

const Plan *spread_values(Arena *arena, const Plan *plan) {
    const int count = plan->placement->count;
    Place *places = arena_array(arena, Place, count);
    size_t end = GAP;
    for (int v = 0; v < count; v++) {
        places[v] = plan->placement->places[v];
        if (places[v].bytes == 0) continue;
        places[v].offset = places[v].shares >= 0 ? places[places[v].shares].offset : end;
        if (places[v].shares < 0) end += places[v].bytes + GAP;
    }
    for (int v = 0; v < count; v++) places[v].scratch = end; /* it lies among none */
    Placement *placement = arena_alloc(arena, sizeof *placement);
    *placement =
        (Placement){ .places = places, .count = count, .values = end, .bound = plan->placement->bound };
    Plan *other = arena_alloc(arena, sizeof *other);
    *other = *plan;
    other->placement = placement;
    other->workspace =
        size_workspace(plan->layers, plan->choices, plan->kernels, placement, plan->spec->batch);
    return other;
}

bool gaps_are_untouched(Arena *arena, const Plan *plan, const void *workspace) {
    const size_t values = plan->placement->values;
    unsigned char *seen = arena_alloc(arena, values), *expected = arena_alloc(arena, values);
    memcpy(seen, workspace, values);
    fill_signalling(expected, values);
    for (int v = 0; v < plan->placement->count; v++) {
        const Place *place = &plan->placement->places[v];
        const Layout *layout = &plan->layouts[v];
        if (place->bytes == 0) continue;
        memcpy(seen + place->offset, expected + place->offset,
               number_bytes(layout->number, layout->elements));
    }
    for (int v = 0; v < plan->placement->count; v++) { /* of each thread */
        const size_t scratch = plan->placement->places[v].scratch;
        if (scratch_lies_among(plan, v)) memcpy(seen + scratch, expected + scratch, values - scratch);
    }
    return !memcmp(seen, expected, values);
}
