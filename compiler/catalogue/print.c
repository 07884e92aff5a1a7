/* print.c: the catalogue's C: a kernel for each of its rows, and the list of all. */
#include "print.h"
#include "catalogue.h"
#include "rows.h"

void add_entry(Catalogue *c, const char *name) {
    text_printf(&c->entries, "    { \"%s\", (CatalogueFunction *)%s },\n", name, name);
}

static void add_numbered(Catalogue *c, const char *name) {
    add_entry(c, arena_printf(c->out.text.arena, "%s%s", name, number_suffix(c->out.text.arena, c->values)));
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
    emit_parameter_types(&c->out, NUMBER_F32);
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

static Catalogue new_catalogue(Arena *arena, const Target *target, NumberKind values) {
    return (Catalogue){ .out = { .text = { .arena = arena }, .shares = true },
                        .target = target,
                        .values = values,
                        .entries = { .arena = arena } };
}

/* The file of what `emit` prints, its list named behind catalogue_. */
static const char *complete(Catalogue *c, const char *name, void (*emit)(Catalogue *c)) {
    const char *macros = condition(c->out.text.arena, c->target);
    line(&c->out, "/* The kernels of resnetc's catalogue for %s, made by its emitters. Strides are in %s. */",
         c->target->name, c->values ? "values" : "floats");
    emit_entry_type(&c->out);
    label_line(&c->out, "#if %s", macros);
    emit(c);
    label_line(&c->out, "#endif");
    line(&c->out, "extern const CatalogueEntry catalogue_%s[];", name);
    line(&c->out, "const CatalogueEntry catalogue_%s[] = {", name);
    label_line(&c->out, "#if %s", macros);
    text_append(&c->out.text, c->entries.bytes, c->entries.length);
    label_line(&c->out, "#endif");
    line(&c->out, "    { 0, 0 },");
    line(&c->out, "};");
    return c->out.text.bytes;
}

const char *emit_catalogue(Arena *arena, const Target *target) {
    Catalogue c = new_catalogue(arena, target, NUMBER_F32);
    return complete(&c, target->name, emit_guarded);
}

/* ---- Of a lower precision ---- */

static void emit_low(Catalogue *c) {
    static const char *const names[] = { "zero_border", "to_nchw", "copy_input", "read_pixels" };
    const bool integers = number_types[c->values].integers;
    emit_low_library_prelude(&c->out, c->target, c->values);
    emit_parameter_types(&c->out, c->values);
    emit_low_convs(c);
    emit_catalogue_pools(c);
    (integers ? emit_integer_passes : emit_catalogue_pointwise)(c);
    for (int i = 0; i < (integers ? COUNT_OF(names) : 2); i++) add_numbered(c, names[i]);
    if (integers) add_entry(c, "zero_border_of_pixels");
}

const char *emit_low_catalogue(Arena *arena, const Target *target, NumberKind weights) {
    Catalogue c = new_catalogue(arena, target_extended(arena, target, weights), low_values(target, weights));
    const char *name = arena_printf(arena, "%s_%s", target->name, number_types[weights].name);
    return complete(&c, c_identifier(arena, name), emit_low);
}
