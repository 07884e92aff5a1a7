/* conv.h: what the parts of a direct convolution's function share: its loop nest (nest.c), where its tiles
 * find their data (pointers.c), how they are called (tile_call.c). */
#ifndef RESNETC_EMIT_CONV_H
#define RESNETC_EMIT_CONV_H

#include "tile.h"

/* ---- nest.c: the legal loop nests ---- */

typedef enum {
    LOOP_NONE, /* the end of a nest */
    LOOP_IMAGE,
    LOOP_SLICE, /* of the reduction */
    LOOP_PANEL,
    LOOP_ROW, /* of tiles */
    LOOP_COLUMN,
    LOOP_ROUND, /* of a thread's share: images and slices as one */
    LOOP_TILE,  /* of a thread's share: rows and columns as one */
    LOOP_COUNT
} LoopName;

enum { MOST_LOOPS = 5 };

typedef struct {
    Loop loops[LOOP_COUNT];
    Loop *order[MOST_LOOPS]; /* outermost first */
    int depth;
} Nest;

Nest *make_nest(Out *out, const ConvKernel *k);
Sharing share_of(const ConvKernel *k); /* its loops; where it has parts, a block of its own is around them */
bool has_sliced_images(const ConvKernel *k);
/* The caller's share of tiles and panels: around the loops of a kernel that has parts. */
void open_share(Out *out, const ConvKernel *k, const Nest *nest);
void close_share(Out *out, const ConvKernel *k, const Nest *nest);
/* Behind the loops' heads: which tile a share's is. */
void emit_tile_axes(Out *out, const ConvKernel *k);

/* ---- pointers.c: where a tile finds its data ---- */

typedef struct {
    const char *row, *column; /* of the tile's first pixel */
    const char *image_row;    /* where rows of the image follow each other with gaps */
} Corner;

Corner emit_corner(Out *out, const ConvKernel *k);
void emit_input_pointer(Out *out, const ConvKernel *k, const Nest *nest, Corner corner); /* xt */
/* wt, next, bt, rt, yt. */
void emit_panel_pointers(Out *out, const ConvKernel *k, const Nest *nest, Corner corner);
void emit_first_blocks(Out *out, const ConvKernel *k); /* the table that xt is found by */

/* ---- tile_call.c ---- */

/* The functions of a kernel's tiles: [small rows][small columns]; none in the catalogue. */
typedef struct {
    TileFunction tile[2][2], sums[2][2];
} TileFunctions;

TileFunctions emit_tiles(Out *out, const ConvKernel *k);
bool passes_sizes(const ConvKernel *k,
                  const TileFunctions *f); /* whether a function that it calls takes its sizes */
void emit_sums_call(Out *out, const ConvKernel *k, const TileFunctions *f);
/* A tile's product with a panel. */
void emit_product(Out *out, const ConvKernel *k, const TileFunctions *f);

#endif
