/* table.c: the table of all catalogues as C. */
#include "catalogue.h"
#include "rows.h"

#include <string.h>

static bool has_own(const Target *target) {
    return target->kernels && !strcmp(target->kernels, target->name);
}

static void add_low(Text *lists, Text *rows, const Target *target, NumberKind weights) {
    if (low_owner(target, weights) != target) return;
    const char *list = c_identifier(
        lists->arena, arena_printf(lists->arena, "%s_%s", target->name, number_types[weights].name));
    text_printf(lists, "extern const CatalogueEntry catalogue_%s[];\n", list);
    text_printf(rows, "    { \"%s\", %d, catalogue_%s },\n", target->name, (int)weights, list);
}

const char *emit_catalogues(Arena *arena) {
    Text lists = { .arena = arena }, rows = { .arena = arena };
    for (int i = 0; i < target_count; i++) {
        const char *name = targets[i]->name;
        if (!has_own(targets[i])) continue;
        text_printf(&lists, "extern const CatalogueEntry catalogue_%s[];\n", name);
        text_printf(&rows, "    { \"%s\", NUMBER_F32, catalogue_%s },\n", name, name);
    }
    for (int i = 0; i < target_count; i++)
        for (int n = 0; n < CATALOGUE_LOW; n++) add_low(&lists, &rows, targets[i], catalogue_low_weights[n]);
    return arena_printf(arena,
                        "#include \"catalogue/catalogue.h\"\n\n"
                        "%sconst CatalogueRow catalogues[] = {\n%s    { 0, 0, 0 },\n};",
                        lists.bytes, rows.bytes);
}
