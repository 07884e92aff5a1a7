/* catalogue.c: which of the catalogues that this program was built with a target's kernels are in. */
#include "catalogue.h"

#include <string.h>

const CatalogueEntry *catalogue_built(const Target *target) {
    for (const CatalogueRow *c = catalogues; c->name && target->kernels; c++)
        if (!strcmp(c->name, target->kernels) && c->entries->name) return c->entries;
    return NULL;
}

const CatalogueEntry *catalogue_find(const Target *target) {
    return target_runs_here(target) ? catalogue_built(target) : NULL;
}
