/* pairs.c: limits of pairs, set. */
#include "pairs.h"
#include "plan/plan.h"

#include <float.h>
#include <string.h>

const Plan *with_own_weights(Arena *arena, const Plan *plan, float **weights) {
    Plan *copy = arena_alloc(arena, sizeof *copy);
    Blob *blob = arena_alloc(arena, sizeof *blob);
    *weights = arena_alloc(arena, plan->blob->size);
    memcpy(*weights, plan->blob->bytes, plan->blob->size);
    *blob = *plan->blob;
    blob->bytes = (const unsigned char *)*weights;
    *copy = *plan;
    copy->blob = blob;
    return copy;
}

const Plan *force_pairs(Arena *arena, const Plan *plan, bool always) {
    float *weights;
    const Plan *forced = with_own_weights(arena, plan, &weights);
    for (int v = 0; v < plan->layers->count; v++) {
        if (!plan->choices[v].pairs) continue;
        float *limits = weights + plan->blob->bias[v] / sizeof *weights + pair_limits(&plan->layouts[v]);
        limits[0] = always ? 0 : 1;
        limits[1] = always ? FLT_MAX : 0;
    }
    return forced;
}
