/* catalogue.c: which of the catalogues that this program was built with a target's kernels are in. */
#include "catalogue.h"
#include "rows.h"

#include <string.h>

static const CatalogueEntry *find(const char *name, NumberKind weights) {
    for (const CatalogueRow *c = catalogues; c->name && name; c++)
        if (!strcmp(c->name, name) && c->weights == weights && c->entries->name) return c->entries;
    return NULL;
}

const CatalogueEntry *catalogue_built(const Target *target) { return find(target->kernels, NUMBER_F32); }

const CatalogueEntry *catalogue_built_low(const Target *target, NumberKind weights) {
    const Target *owner = low_owner(target, weights);
    return owner ? find(owner->name, weights) : NULL;
}

const CatalogueEntry *catalogue_find(const Target *target) {
    return target_runs_here(target) ? catalogue_built(target) : NULL;
}
