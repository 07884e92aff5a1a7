/* catalogue.c: the catalogues that this program was built with. A new target is a new row. */
#include "catalogue.h"

#include <string.h>

extern const CatalogueEntry catalogue_zen5[], catalogue_avx2[], catalogue_sse2[];

static const struct {
    const char *target;
    const CatalogueEntry *entries; /* empty where the build's compiler lacks the target */
} catalogues[] = {
    { "zen5", catalogue_zen5 },
    { "avx512", catalogue_zen5 }, /* the same, and tiles in pairs */
    { "avx2", catalogue_avx2 },
    { "sse2", catalogue_sse2 },
};

const CatalogueEntry *catalogue_built(const Target *target) {
    for (int i = 0; i < COUNT_OF(catalogues); i++)
        if (!strcmp(catalogues[i].target, target->name) && catalogues[i].entries->name)
            return catalogues[i].entries;
    return NULL;
}

const CatalogueEntry *catalogue_find(const Target *target) {
    return target_runs_here(target) ? catalogue_built(target) : NULL;
}
