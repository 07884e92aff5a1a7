/* rows.h: what there is a kernel for in the catalogue, each row once: for its text
 * (print.c and its parts) and for finding a layer's kernel in it (rows.c). */
#ifndef RESNETC_CATALOGUE_ROWS_H
#define RESNETC_CATALOGUE_ROWS_H

#include "catalogue.h"

/* What a tile's text differs by. Where a convolution fits several, the first is the fastest. */
typedef struct {
    const char *name; /* its ending comes behind it */
    size_t kernel;    /* taps in each direction; 0: a parameter */
    size_t step;      /* from one pixel's input to the next one's, in pixels of the input; 0: a parameter, the
                         output's too */
    int lane_group;   /* of one vector, as in ConvKernel; only where it divides the target's lanes */
    bool planar;      /* the input has one lane */
    bool pairs;
    NumberKind weights;
    bool plain, residual;
    Activation activation;
} Variant;

/* What follows the products of Winograd's. */
typedef struct {
    bool residual;
    Activation activation;
} TransformEnding;

enum { CATALOGUE_ENDINGS = 2 };

/* A kernel without weights, as its emitter prints it: but for the sizes, which its struct has. */
typedef struct {
    const char *name;
    const Parameters *parameters;
    const char *about;
    Kernel kernel;
} PoolRow;

/* F(outputs, 3) of a stride. */
typedef struct {
    int outputs, stride;
} Transform;

/* Each but the last ends with a row of zeros. */
extern const PoolRow catalogue_pools[];
extern const Variant catalogue_variants[];
extern const Transform catalogue_transforms[];
extern const int catalogue_stem_taps[];
extern const Activation catalogue_stem_activations[];
extern const TransformEnding catalogue_endings[CATALOGUE_ENDINGS];

const char *variant_tile_name(Arena *arena, const Variant *v, int vectors, int columns);
const char *transform_name(Arena *arena, const char *part, const WinogradKernel *kernel);
size_t variant_input_pixel(const Variant *v, const Target *target); /* floats */

#endif
