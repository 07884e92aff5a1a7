/* catalogue.h: the kernels that are compiled when resnetc is built: by the emitters of the ahead-of-time
 * code, with parameters (parameters.h) where that has numbers. The JIT's text only calls them. */
#ifndef RESNETC_CATALOGUE_H
#define RESNETC_CATALOGUE_H

#include "emit/emit.h"
#include "team.h"

typedef void CatalogueFunction(void);

typedef struct {
    const char *name; /* NULL: the end */
    CatalogueFunction *function;
} CatalogueEntry;

/* Those of this build, in the order of targets[]; one without a name is the end. Printed by emit_catalogues,
 * which the Makefile calls: a catalogue for each name that rows have as their `kernels`; and for each lower
 * precision one of its values, beside that, for rows whose instructions for it are the same. */
typedef struct {
    const char *name;
    NumberKind weights;            /* NUMBER_F32, NUMBER_S8 for both ways to take integers */
    const CatalogueEntry *entries; /* empty where the build's compiler lacks the target */
} CatalogueRow;
extern const CatalogueRow catalogues[];

/* The kernels of a target; NULL where the build's compiler lacks it. */
const CatalogueEntry *catalogue_built(const Target *target);
const CatalogueEntry *catalogue_built_low(const Target *target, NumberKind weights);
/* Those that can be called: NULL where this processor lacks the target, too. */
const CatalogueEntry *catalogue_find(const Target *target);

/* What the catalogue's C of a target is: one file without a public name but `catalogue_NAME`, its list of
 * entries. */
const char *emit_catalogue(Arena *arena, const Target *target);
const char *emit_low_catalogue(Arena *arena, const Target *target, NumberKind weights);
const char *emit_catalogues(Arena *arena);

/* The same target as the planning passes must see it for the catalogue: register tiles of one row. */
const Target *catalogue_target(Arena *arena, const Target *target);

/* ---- Names, as the JIT's text calls them; NULL where the catalogue has no such kernel ---- */

const char *catalogue_tile(Arena *arena, const ConvKernel *kernel, int columns);
const char *catalogue_sums(Arena *arena, const ConvKernel *kernel, int columns); /* for tiles in pairs */
const char *catalogue_transform(Arena *arena, const char *part,
                                const WinogradKernel *kernel); /* "input", "output" */
const char *catalogue_division(Division division);
const char *catalogue_filters(Arena *arena, const WinogradKernel *kernel, int tiles); /* raw ones */
const char *catalogue_stem(Arena *arena, const char *part,
                           const StemKernel *kernel); /* "input", "output", "pool" */

/* A pass over all pixels by what it does: "pointwise_gate_add_relu". */
const char *catalogue_pointwise(Arena *arena, const PointwiseKernel *kernel);
const char *catalogue_group_norm(Arena *arena, const GroupNormKernel *kernel);
const char *catalogue_channel_conv(Arena *arena, const ChannelConvKernel *kernel);

const char *catalogue_pool(Arena *arena, const Kernel *kernel); /* a kernel without weights */

const char *catalogue_function(Arena *arena, const Kernel *kernel);

/* The text of a network whose kernels are the catalogue's: only the walk over its layers. Nothing may be
 * lacking. */
const char *emit_calls(Arena *arena, const Plan *plan);
/* Prints `name`: the sizes of a kernel. */
void emit_arguments(Out *out, const Kernel *kernel, const char *name);
/* The lower precision of a plan, by what it multiplies by: NUMBER_S8, say; else NUMBER_F32. */
NumberKind low_weights(const Plan *plan);
/* The first layer that the catalogue has no kernel for; -1 where it has all. */
int catalogue_lacks(Arena *arena, const Plan *plan);

#endif
