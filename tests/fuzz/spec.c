/* spec.c: the text of a spec, and the graph and the sizes of what it says. */
#include "fuzz.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    const Spec *spec = spec_parse(arena, (const char *)input.bytes, input.size, "fuzz.json", diag);
    return spec && shape_infer(arena, graph_build(arena, spec), diag);
}

bool mutate(Mutation *mutation) { return mutate_json(mutation); }
