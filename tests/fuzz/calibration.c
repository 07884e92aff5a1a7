/* calibration.c: a file of ranges, and the integers that are made of it. */
#include "fuzz.h"
#include "plan/plan.h"

#include <string.h>

enum { SLOWLY = 32 }; /* one in so many is used: that takes a hundred times as long as to read it */

static const Calibrated *network(void) {
    static Calibrated made;
    Arena *arena = fuzz_lasting();
    Diag diag = { .arena = arena };
    if (made.spec) return &made;
    const PlanOrder order = { .weights = "random:1", .pools_apart = true };
    const Spec *spec = spec_load(arena, "tests/invalid/calibrated.json", &diag);
    const Plan *plan = spec ? plan_layers(arena, spec, &order, &diag) : NULL;
    if (!plan) fuzz_check(false, diag.message);
    made = (Calibrated){ plan->spec, plan->graph, plan->layers, weights_hash(plan->graph, plan->weights) };
    return &made;
}

/* Ranges may be so far apart that sums do not fit: that is said. */
static void make_integers(Arena *arena, const Calibration *kept) {
    Diag diag = { .arena = arena };
    const PlanOrder order = { .weights = "random:1",
                              .precision = kept->floats ? PRECISION_AUTO : PRECISION_INT8,
                              .ranges = kept->ranges,
                              .floats = kept->floats };
    if (!plan_to_order(arena, network()->spec, target_find("scalar"), &order, &diag))
        fuzz_check(strstr(diag.message, "expected sums that fit into 32 bits") != NULL, diag.message);
}

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    const Calibration *kept = kept_parse(arena, network(), input, "fuzz.json", diag);
    if (!kept) return false;
    const char *text = kept_text(arena, network(), kept);
    const FileView again = { (const unsigned char *)text, strlen(text) };
    const Calibration *same = kept_parse(arena, network(), again, "again.json", diag);
    fuzz_check(same && !strcmp(kept_text(arena, network(), same), text),
               "written and read, it is another one");
    if (fnv1a(FNV_BASIS, input.bytes, input.size) % SLOWLY == 0) make_integers(arena, kept);
    return true;
}

bool mutate(Mutation *mutation) { return mutate_json(mutation); }
