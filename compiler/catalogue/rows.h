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
    bool any; /* any ending, by the layer's numbers: for those that have no row of their own */
} Variant;

/* What follows the products of Winograd's, and, where nothing is added, of a first convolution. */
typedef struct {
    bool residual;
    Activation activation;
    bool any; /* as a Variant's */
} TransformEnding;

/* A pass over all pixels: those that networks come to. */
typedef struct {
    bool affine, gate, residual;
    bool activated; /* one for each activation; else none */
} Pass;

/* What stands behind the numbers of a layer of integers: as its kernel is printed for any sizes. */
IntegerPlaces catalogue_places(LayerKind kind, bool residual, Activation activation);

enum { CATALOGUE_ENDINGS = 3, CATALOGUE_PASSES = 7 };

/* A kernel without weights, as its emitter prints it: but for the sizes, which its struct has. */
typedef struct {
    const char *name;
    const Parameters *parameters;
    const char *about;
    Kernel kernel;
} PoolRow;

/* Whether the pool of a row does more to integers than to move and to compare them. */
bool adds_up(const Kernel *row);

/* F(outputs, 3) of a stride. */
typedef struct {
    int outputs, stride;
} Transform;

/* Each but the last ends with a row of zeros. */
extern const PoolRow catalogue_pools[];
extern const Variant catalogue_variants[];
extern const Transform catalogue_transforms[];
extern const int catalogue_stem_taps[];
extern const TransformEnding catalogue_endings[CATALOGUE_ENDINGS];
extern const Pass catalogue_passes[CATALOGUE_PASSES];

extern const Variant catalogue_integer_variants[], catalogue_half_variants[];
enum { CATALOGUE_LOW = 2 };
extern const NumberKind catalogue_low_weights[CATALOGUE_LOW];
/* The first row of the same kernels whose instructions for such weights are the same: NULL without kernels.
 */
const Target *low_owner(const Target *target, NumberKind weights);
NumberKind low_values(const Target *target, NumberKind weights); /* as its kernels read and write them */

const char *variant_tile_name(Arena *arena, const Variant *v, NumberKind values, int vectors, int columns);
void set_transform_ending(Ending *ending, const TransformEnding *e);
bool has_transform_ending(const TransformEnding *e,
                          int stride); /* where something is added, a stride is rare */
const char *transform_name(Arena *arena, const char *part, const WinogradKernel *kernel);
/* Of activations that networks are given: sigmoid only makes gates. */
bool follows_pass(Activation activation);
size_t variant_input_pixel(const Variant *v, const Target *target); /* floats */

#endif
