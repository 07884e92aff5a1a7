/* emit.c: the emitted file from top to bottom. */
#include "emit.h"
#include "catalogue.h"
#include "kernels.h"

static bool has_team(Arena *arena, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (is_shared(arena, plan, v)) return true;
    return false;
}

static Emission begin(Arena *arena, const Plan *plan, const EmitNames *names) {
    return (Emission){ .plan = plan,
                       .names = names,
                       .prefix = plan->spec->name,
                       .macro = upper_case(arena, plan->spec->name),
                       .team = has_team(arena, plan) };
}

size_t plan_workspace_bytes(Arena *arena, const Plan *plan) {
    Emission e = begin(arena, plan, &(EmitNames){ .options = "" });
    return common_bytes(&e) + thread_bytes(&e);
}

const char *emit_c(Arena *arena, const Plan *plan, const EmitNames *names) {
    Out out = { .text = { .arena = arena } };
    Emission e = begin(arena, plan, names);
    emit_head(&out, &e);
    emit_prelude(&out, &e);
    e.kernels = emit_kernels(&out, plan, false);
    emit_weights(&out, &e);
    emit_walk(&out, &e);
    return out.text.bytes;
}

const char *emit_header(Arena *arena, const Plan *plan, const EmitNames *names) {
    Out out = { .text = { .arena = arena } };
    Emission e = begin(arena, plan, names);
    line(&out, "/* %s.h: the interface of the network in the C file beside it, made by resnetc %s. */",
         e.prefix, RESNETC_VERSION);
    emit_interface(&out, &e);
    return out.text.bytes;
}

const char *emit_calls(Arena *arena, const Plan *plan) {
    Out out = { .text = { .arena = arena } };
    Emission e = begin(arena, plan, &(EmitNames){ .options = "" });
    e.catalogue = true;
    e.team = false; /* the catalogue's kernels have one of their own */
    line(&out, "typedef __SIZE_TYPE__ size_t;");
    line(&out, "void *memset(void *, int, size_t);");
    line(&out, "#define NOINLINE");
    emit_catalogue_interface(&out);
    emit_interface(&out, &e);
    e.kernels = emit_kernels(&out, plan, true);
    emit_walk(&out, &e);
    return out.text.bytes;
}
