/* stem.h: the first convolution by minimal filtering along its rows, its max pool behind it.
 *
 * A row of a kernel of k taps and stride s is s filters of ceil(k / s) taps, one a phase of the input's
 * samples. Each is F(4, taps); as all phases, kernel rows and channels share their points, their products add
 * up before the one transform back. The rows of the convolution are computed in pairs, since a pooled row
 * takes two new ones. */
#ifndef RESNETC_LAYERS_STEM_H
#define RESNETC_LAYERS_STEM_H

#include "layout.h"
#include "winograd.h"

enum {
    STEM_OUTPUTS = 4,  /* results of a tile */
    STEM_MOST_TAPS = 5 /* a phase: 8 points, as many as F(6,3) has */
};

/* Whether a convolution can be computed so: it reads the network's input, value 0, and has taps to save. */
bool stem_suits(int in, int kernel, int stride);

/* How a layer is cut up. */
typedef struct {
    int taps, points, phases; /* taps: of a phase; phases: the stride */
    int tiles;                /* along a row of the convolution */
    int row_steps, steps;     /* of the reduction: channels x phases of an input row; times kernel rows */
    int pairs;                /* of rows of the convolution */
    int strip;                /* pairs that a thread computes at once */
    int in_rows;              /* of the input that a strip needs, at the most */
    /* floats: */
    size_t v_plane;  /* transformed input of a strip, a point */
    size_t m_plane;  /* products of a pair, a point */
    size_t ring_row; /* a row of the convolution with its border, all channels, for the pool */
    size_t scratch;  /* a thread's: v, m and, with a pool, three rows */
} StemPlan;

int stem_points(const Layer *layer);
StemPlan stem_plan(const Layer *layer, const Layout *out, int strip);

/* How far the tiles reach beyond the input with its padding: rows and columns. */
void stem_overhang(const Layer *layer, int *rows, int *columns);

#endif
