/* emit.c: the emitted file from top to bottom. */
#include "parts.h"

static bool has_team(Arena *arena, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (is_shared(arena, plan, v)) return true;
    return false;
}

Emission emission_of(Arena *arena, const Plan *plan, const EmitNames *names) {
    return (Emission){ .plan = plan,
                       .names = names,
                       .prefix = plan->spec->name,
                       .macro = upper_case(arena, plan->spec->name),
                       .team = has_team(arena, plan) };
}

size_t plan_workspace_bytes(Arena *arena, const Plan *plan) {
    Emission e = emission_of(arena, plan, &(EmitNames){ .options = "" });
    return common_bytes(&e) + thread_bytes(&e);
}

const char *emit_c(Arena *arena, const Plan *plan, const EmitNames *names) {
    Out out = { .text = { .arena = arena } };
    Emission e = emission_of(arena, plan, names);
    emit_head(&out, &e);
    emit_prelude(&out, &e);
    e.kernels = emit_kernels(&out, plan, NULL);
    emit_weights(&out, &e);
    emit_walk(&out, &e);
    return out.text.bytes;
}

const char *emit_header(Arena *arena, const Plan *plan, const EmitNames *names) {
    Out out = { .text = { .arena = arena } };
    Emission e = emission_of(arena, plan, names);
    line(&out, "/* %s.h: the interface of the network in the C file beside it, made by resnetc %s. */",
         e.prefix, RESNETC_VERSION);
    emit_interface(&out, &e);
    return out.text.bytes;
}

const char *emit_calls_of(Arena *arena, const Plan *plan, const Library *library) {
    Out out = { .text = { .arena = arena } };
    Emission e = emission_of(arena, plan, &(EmitNames){ .options = "" });
    e.library = library;
    e.team = false; /* these kernels have one of their own */
    line(&out, "typedef __SIZE_TYPE__ size_t;");
    line(&out, "void *memset(void *, int, size_t);");
    line(&out, "#define NOINLINE");
    library->emit_types(&out);
    emit_interface(&out, &e);
    e.kernels = emit_kernels(&out, plan, library);
    emit_walk(&out, &e);
    return out.text.bytes;
}
