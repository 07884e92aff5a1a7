/* dispatch.c: --target A,B,C: the file that chooses among the targets' files, and its header. */
#include "parts.h"

/* As the file of that target is emitted. */
static EmitNames member_names(Arena *arena, const Family *family, int i) {
    return (EmitNames){ .options = "",
                        .family = upper_case(arena, family->name),
                        .weights_file = family->weights_files[i] };
}

static Emission family_emission(Arena *arena, const Family *family, const EmitNames *names) {
    Emission e = emission_of(arena, family->plans[0], names);
    e.prefix = family->name;
    e.macro = upper_case(arena, family->name);
    return e;
}

static const char *target_name(const Family *family, int i) { return family->plans[i]->target->name; }

static void emit_flags(Out *out, const Target *target) {
    line(out, " *   %-12s cc %s -c", target->name, target_compile_flags(out->text.arena, target));
}

static void emit_about(Out *out, const Family *family) {
    line(out, "/* %s: chooses among the files of one network for several targets. Made by resnetc %s.",
         family->name, RESNETC_VERSION);
    line(out, " *");
    line(out, " * This file needs no flags. Each of the others has those of its target:");
    for (int i = 0; i < family->count; i++) emit_flags(out, family->plans[i]->target);
    line(out, " * For threads all of them -fopenmp -D%s_MAX_THREADS=2. */",
         upper_case(out->text.arena, family->name));
}

/* A weights file that is bundled is inside, too. */
static void emit_bundled(Out *out, const Emission *e) {
    label_line(out, "#ifdef %s_BUNDLE_WEIGHTS", e->names->family);
    line(out, "extern const unsigned char %s_weights[];", e->prefix);
    line(out, "#define %s_INSIDE %s_weights", e->macro, e->prefix);
    label_line(out, "#else");
    line(out, "#define %s_INSIDE NULL", e->macro);
    label_line(out, "#endif");
}

static void emit_members(Out *out, const Family *family) {
    for (int i = 0; i < family->count; i++) {
        const EmitNames names = member_names(out->text.arena, family, i);
        const Emission e = emission_of(out->text.arena, family->plans[i], &names);
        emit_member(out, &e);
        if (names.weights_file) emit_bundled(out, &e);
        blank(out);
    }
}

/* "NULL, net_avx2_weights": the file that has the weights, and where they are inside. */
static const char *weights_text(Arena *arena, const Family *family, int i) {
    const char *name = family->plans[i]->spec->name;
    return family->weights_files[i]
               ? arena_printf(arena, "\"%s\", %s_INSIDE", family->weights_files[i], upper_case(arena, name))
               : arena_printf(arena, "NULL, %s_weights", name);
}

static void emit_codes(Out *out, const Family *family) {
    open_block(out, "static const %s_code codes[] =", family->name);
    for (int i = 0; i < family->count; i++) {
        const char *p = family->plans[i]->spec->name;
        line(out, "{ \"%s\", %s_WORKSPACE_BYTES, %zu, %s, %s_weights_check, %s_run },",
             target_name(family, i), upper_case(out->text.arena, p), family->plans[i]->blob->size,
             weights_text(out->text.arena, family, i), p, p);
    }
    out->depth--;
    line(out, "};");
}

static void emit_choose(Out *out, const Family *family) {
    block(out, "const %s_code *%s_choose(void)", family->name, family->name) {
        emit_codes(out, family);
        for (int i = 0; i < family->count; i++)
            line(out, "if (%s_cpu_ok()) return &codes[%d];", family->plans[i]->spec->name, i);
        line(out, "return NULL;");
    }
}

const char *emit_dispatcher(Arena *arena, const Family *family) {
    Out out = { .text = { .arena = arena } };
    emit_about(&out, family);
    blank(&out);
    label_line(&out, "#include \"%s\"", family->header_file);
    blank(&out);
    emit_members(&out, family);
    emit_choose(&out, family);
    return out.text.bytes;
}

const char *emit_dispatcher_header(Arena *arena, const Family *family) {
    Out out = { .text = { .arena = arena } };
    const EmitNames names = { .options = "", .header_file = family->header_file };
    const Emission e = family_emission(arena, family, &names);
    line(&out, "/* %s: the interface of one network for several targets, made by resnetc %s. */",
         family->header_file, RESNETC_VERSION);
    emit_family_interface(&out, &e);
    return out.text.bytes;
}
