/* print.c: the catalogue's C: a kernel for each of its rows, and the list of all. */
#include "print.h"
#include "catalogue.h"

void add_entry(Catalogue *c, const char *name) {
    text_printf(&c->entries, "    { \"%s\", (CatalogueFunction *)%s },\n", name, name);
}

static void emit_catalogue_others(Catalogue *c) {
    SoftmaxKernel softmax = { .target = c->target, .catalogue = true };
    name_parameters(c->out.text.arena, &softmax_parameters, "k->", &softmax);
    emit_softmax(&c->out, "softmax_rows", "/* exp(x - max) / sum. */", &softmax);
    static const char *const names[] = { "softmax_rows", "zero_border", "copy_input", "read_pixels",
                                         "to_nchw" };
    for (int i = 0; i < COUNT_OF(names); i++) add_entry(c, names[i]);
}

static void emit_guarded(Catalogue *c) {
    emit_library_prelude(&c->out, c->target);
    emit_parameter_types(&c->out);
    emit_catalogue_convs(c);
    emit_catalogue_winograd(c);
    emit_catalogue_stems(c);
    emit_catalogue_pools(c);
    emit_catalogue_others(c);
    emit_catalogue_pointwise(c);
}

static const char *condition(Arena *arena, const Target *target) {
    Text text = { .arena = arena };
    for (int i = 0; i < COUNT_OF(target->macros) && target->macros[i]; i++)
        text_printf(&text, "%sdefined %s", i ? " && " : "", target->macros[i]);
    return text.length ? text.bytes : "1";
}

static void emit_entry_type(Out *out) {
    line(out, "typedef void CatalogueFunction(void);");
    line(out, "typedef struct { /* as catalogue.h has it */");
    line(out, "    const char *name;");
    line(out, "    CatalogueFunction *function;");
    line(out, "} CatalogueEntry;");
    blank(out);
}

const char *emit_catalogue(Arena *arena, const Target *target) {
    Catalogue c = { .out = { .text = { .arena = arena }, .shares = true },
                    .target = target,
                    .entries = { .arena = arena } };
    line(&c.out,
         "/* The kernels of resnetc's catalogue for %s, made by its emitters. Strides are in floats. */",
         target->name);
    emit_entry_type(&c.out);
    label_line(&c.out, "#if %s", condition(arena, target));
    emit_guarded(&c);
    label_line(&c.out, "#endif");
    line(&c.out, "extern const CatalogueEntry catalogue_%s[];", target->name);
    line(&c.out, "const CatalogueEntry catalogue_%s[] = {", target->name);
    label_line(&c.out, "#if %s", condition(arena, target));
    text_append(&c.out.text, c.entries.bytes, c.entries.length);
    label_line(&c.out, "#endif");
    line(&c.out, "    { 0, 0 },");
    line(&c.out, "};");
    return c.out.text.bytes;
}
