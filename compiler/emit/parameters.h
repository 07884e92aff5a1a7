/* parameters.h: sizes that functions take which serve many layers, the catalogue's and those that kernels of
 * a file share: a struct a kind of kernel, its members the Extents of the emitters' kernels. The struct's
 * text, its values for a layer, and the names that the emitters print all come from one table. */
#ifndef RESNETC_EMIT_PARAMETERS_H
#define RESNETC_EMIT_PARAMETERS_H

#include "ending.h"

/* Who reads it where the emitted file has its own kernels, whose loops have numbers. */
typedef enum {
    OF_LOOPS, /* loops only */
    OF_PAIRS, /* one_by_one() of convolutions that multiply in pairs, too */
    OF_TILES  /* functions that layers share, too: it is a constant where they are inlined */
} ParameterUse;

typedef struct {
    const char *name;
    size_t offset; /* of the Extent in the emitter's kernel */
    const char *about;
    ParameterUse use;
    Activation flag; /* it says whether this one follows; ACTIVATION_NONE: it is no such flag */
    bool slopes;     /* it is where slopes are */
} Parameter;

typedef struct {
    const char *type; /* of the struct in C: "Conv" */
    const Parameter *parameters;
    int count;
} Parameters;

extern const Parameters conv_parameters, winograd_parameters, stem_parameters, pool_parameters,
    window_parameters, shortcut_parameters, global_parameters, softmax_parameters, pointwise_parameters,
    group_norm_parameters, channel_conv_parameters;

/* Makes every Extent of an emitter's kernel the name of its member, behind `before`: "k->". */
void name_parameters(Arena *arena, const Parameters *parameters, const char *before, void *kernel);

/* Prints all structs, and the types of functions in them: at the top of the catalogue and of the text that
 * calls it. Of values of that type, and of what they are multiplied by. */
void emit_parameter_types(Out *out, NumberKind values);

/* The same in the emitted file, of members of that use and above; numbers that shape the code, 0 and 1, stay.
 */
void name_shared_sizes(Arena *arena, const Parameters *parameters, ParameterUse use, void *kernel);
/* Which members the text's functions read, "k->name": the others are not printed (Out.read). */
const char *sizes_read(Arena *arena, const char *text);
/* Prints the struct of these members. */
void emit_shared_type(Out *out, const Parameters *parameters, ParameterUse use);
/* Prints them of one kernel: "static const Conv sizes = { .in_blocks = 4 };". */
void emit_shared_sizes(Out *out, const Parameters *parameters, ParameterUse use, const void *kernel);

/* Prints a line for each member that is not 0: ".panels = 4,". */
void emit_parameter_values(Out *out, const Parameters *parameters, const void *kernel);

#endif
