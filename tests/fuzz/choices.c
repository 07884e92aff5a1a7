/* choices.c: a file of measured choices, and the networks that are made by it. */
#include "fuzz.h"
#include "plan/plan.h"

enum { SLOWLY = 8 }; /* one in so many is used: that takes longer than to read it */

static const Spec *network(void) {
    static const Spec *spec;
    Diag diag = { .arena = fuzz_lasting() };
    if (!spec) spec = spec_load(fuzz_lasting(), "tests/fuzz/choices.json", &diag);
    return spec;
}

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    const Tuned *tuned = tuned_parse(arena, (const char *)input.bytes, input.size, "fuzz.json", "fuzz", diag);
    if (!tuned) return false;
    tuned_text(arena, tuned, NULL, 0);
    if (fnv1a(FNV_BASIS, input.bytes, input.size) % SLOWLY != 0) return true;
    return plan_to_order(arena, network(), target_find("avx2"), &(PlanOrder){ .tuned = tuned }, diag);
}

bool mutate(Mutation *mutation) { return mutate_json(mutation); }
