/* table.c: the table of all catalogues as C. */
#include "catalogue.h"

#include <string.h>

static bool has_own(const Target *target) {
    return target->kernels && !strcmp(target->kernels, target->name);
}

const char *emit_catalogues(Arena *arena) {
    Text lists = { .arena = arena }, rows = { .arena = arena };
    for (int i = 0; i < target_count; i++) {
        const char *name = targets[i]->name;
        if (!has_own(targets[i])) continue;
        text_printf(&lists, "extern const CatalogueEntry catalogue_%s[];\n", name);
        text_printf(&rows, "    { \"%s\", catalogue_%s },\n", name, name);
    }
    return arena_printf(arena,
                        "#include \"catalogue/catalogue.h\"\n\n"
                        "%sconst CatalogueRow catalogues[] = {\n%s    { 0, 0 },\n};",
                        lists.bytes, rows.bytes);
}
