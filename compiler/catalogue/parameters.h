/* parameters.h: what the catalogue's kernels take: a struct a kind of kernel, its members the Extents of the
 * emitters' kernels. The struct's text, its values for a layer, and the names that the emitters print all
 * come from one table. */
#ifndef RESNETC_CATALOGUE_PARAMETERS_H
#define RESNETC_CATALOGUE_PARAMETERS_H

#include "emit/emit.h"

typedef struct {
    const char *name;
    size_t offset; /* of the Extent in the emitter's kernel */
    const char *about;
} Parameter;

typedef struct {
    const char *type; /* of the struct in C: "Conv" */
    const Parameter *parameters;
    int count;
} Parameters;

extern const Parameters conv_parameters, winograd_parameters, stem_parameters, pool_parameters,
    softmax_parameters;

/* Makes every Extent of an emitter's kernel the name of its member, behind `before`: "k->". */
void name_parameters(Arena *arena, const Parameters *parameters, const char *before, void *kernel);

/* Prints all structs, and the types of functions in them: at the top of the catalogue and of the text that
 * calls it. */
void emit_parameter_types(Out *out);

/* Prints a line for each member that is not 0: ".panels = 4,". */
void emit_parameter_values(Out *out, const Parameters *parameters, const void *kernel);

#endif
