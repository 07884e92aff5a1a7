/* emit.c: the emitted file from top to bottom. */
#include "parameters.h"
#include "parts.h"

Emission emission_of(Arena *arena, const Plan *plan, const EmitNames *names) {
    return (Emission){ .plan = plan,
                       .names = names,
                       .prefix = plan->spec->name,
                       .macro = upper_case(arena, plan->spec->name),
                       .workspace = plan->workspace };
}

static void emit_functions(Out *out, Emission *e) {
    emit_prelude(out, e);
    e->kernels = emit_kernels(out, e->plan, NULL);
}

/* Sizes are printed above the functions that read them. */
static const char *find_sizes_read(Arena *arena, Emission e) {
    Out out = { .text = { .arena = arena } };
    emit_functions(&out, &e);
    return sizes_read(arena, out.text.bytes);
}

const char *emit_c(Arena *arena, const Plan *plan, const EmitNames *names) {
    Out out = { .text = { .arena = arena } };
    Emission e = emission_of(arena, plan, names);
    out.read = find_sizes_read(arena, e);
    emit_head(&out, &e);
    emit_functions(&out, &e);
    emit_weights(&out, &e);
    emit_walk(&out, &e);
    emit_end(&out, &e);
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
    e.workspace = without_team(plan->workspace);
    line(&out, "typedef __SIZE_TYPE__ size_t;");
    line(&out, "void *memset(void *, int, size_t);");
    line(&out, "#define NOINLINE");
    library->emit_types(&out, plan);
    emit_interface(&out, &e);
    e.kernels = emit_kernels(&out, plan, library);
    emit_walk(&out, &e);
    return out.text.bytes;
}
