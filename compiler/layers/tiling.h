/* tiling.h: register tiles: how well they cover a plane of pixels and channels. */
#ifndef RESNETC_LAYERS_TILING_H
#define RESNETC_LAYERS_TILING_H

#include "layout.h"

typedef struct {
    int rows, columns; /* of output pixels */
    int vectors;       /* of output channels, each target.lanes wide */
} Tile;

/* An extent cut into nearly equal parts, none above `most`: first the big ones, then small ones, one shorter.
 */
typedef struct {
    int big, big_count, small_count;
} Split;

Split split_evenly(int total, int most);
Split split_into(int total, int count); /* count: `total` at the most */

/* What tiles cover: rows x columns output pixels of all output channels. */
typedef struct {
    const Layer *layer;
    const Layout *in, *out;
    int rows, columns;
    bool pairs; /* tiles multiply in pairs */
    bool flat;  /* rows of the image follow each other: a tile may go over from one to the next */
    bool apart; /* weights and values are taken apart by instructions of their own (target.h) */
    bool taken; /* weights alone are */
} Plane;

typedef struct {
    Tile tile;
    bool flat;     /* as its plane */
    int in_blocks; /* that a panel reads */
    double cycles; /* of one multiply-add step (one input channel, one tap) of all tiles of one image */
} Tiling;

int ceil_div(int a, int b);
/* Blocks of input channels; of a linear layer those of all pixels, which lie one after another. */
int input_blocks(const Layer *layer, const Layout *in);
/* Whether tiles of up to `most` pixels need not be one more to be divided in two: they are an even number, or
 * an odd one whose halves differ by no more pixels than with one more. */
bool halves_evenly(int total, int most);
/* Channels of a group, where groups of as many inputs as outputs lie inside a vector of floats; else 0. */
int lane_group(const Layer *layer, const Layout *in, const Layout *out);
/* Whether tiles of so many vectors take all taps of a row of the kernel at once: of one vector, whose output
 * channels read one of input channels. */
bool shares_taps(const Layer *layer, const Layout *in, const Layout *out, int vectors);
/* Of a tile that reads such values; 0: there is none so wide. */
int most_pixels(const Target *target, bool pairs, NumberKind values, int vectors);
/* Image tiles that the registers hold with raw filters of F(outputs, 3); 0: none. */
int most_raw_tiles(const Target *target, int outputs);
Tiling tiling_by(const Plane *plane, const Target *target, Tile tile);
Tiling best_tiling(const Plane *plane, const Target *target);
/* The best tiles of `vectors` vectors that cut the plane differently, best first: at most `room`. Returns how
 * many. */
int list_tilings(const Plane *plane, const Target *target, int vectors, Tiling *list, int room);

#endif
