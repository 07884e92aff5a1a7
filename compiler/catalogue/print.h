/* print.h: the parts of the catalogue's C. */
#ifndef RESNETC_CATALOGUE_PRINT_H
#define RESNETC_CATALOGUE_PRINT_H

#include "emit/emit.h"

typedef struct {
    Out out;
    const Target *target;
    NumberKind values; /* that it reads and writes */
    Text entries;      /* of the list at the end */
} Catalogue;

void add_entry(Catalogue *c, const char *name); /* of a function just printed */

void emit_catalogue_convs(Catalogue *c);     /* print_conv.c */
void emit_catalogue_winograd(Catalogue *c);  /* print_winograd.c */
void emit_catalogue_stems(Catalogue *c);     /* print_stem.c */
void emit_catalogue_pointwise(Catalogue *c); /* print_pointwise.c */
void emit_catalogue_pools(Catalogue *c);     /* pools.c */
void emit_low_convs(Catalogue *c);           /* print_conv.c */
void emit_integer_passes(Catalogue *c);      /* print_pointwise.c */

#endif
