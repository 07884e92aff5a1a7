/* pairs.c: limits of pairs, set. */
#include "pairs.h"
#include "pack.h"

#include <float.h>
#include <string.h>

const Plan *force_pairs(Arena *arena, const Plan *plan, bool always) {
    Plan *forced = arena_alloc(arena, sizeof *forced);
    Blob *blob = arena_alloc(arena, sizeof *blob);
    float *floats = arena_alloc(arena, plan->blob->size);
    *forced = *plan;
    *blob = *plan->blob;
    memcpy(floats, blob->bytes, blob->size);
    for (int v = 0; v < plan->layers->count; v++) {
        if (!plan->choices[v].pairs) continue;
        float *limits = floats + blob->bias[v] + pair_limits(&plan->layouts[v]);
        limits[0] = always ? 0 : 1;
        limits[1] = always ? FLT_MAX : 0;
    }
    blob->bytes = (const unsigned char *)floats;
    forced->blob = blob;
    return forced;
}
