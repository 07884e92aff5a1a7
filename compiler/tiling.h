/* tiling.h: register tiles: which one covers a plane of pixels and channels best. */
#ifndef RESNETC_TILING_H
#define RESNETC_TILING_H

#include "resnetc.h"

typedef struct {
    Tile tile;
    int in_blocks; /* that a panel reads */
    double cycles; /* of one multiply-add step (one input channel, one tap) of all tiles of one image */
} Tiling;

int ceil_div(int a, int b);
/* The best tile for planes of rows x columns output pixels. */
Tiling best_tiling(const Layer *layer, const Layout *in, const Layout *out, const Target *target, int rows,
                   int columns);

#endif
