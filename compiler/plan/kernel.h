/* kernel.h: the kernel of a layer, as emitters print it: one function a distinct layer shape. */
#ifndef RESNETC_PLAN_KERNEL_H
#define RESNETC_PLAN_KERNEL_H

#include "pack/pack.h"

/* ---- A loop bound or a stride: a number (ahead of time) or a parameter's name (the catalogue's) ---- */

typedef struct {
    const char *name; /* NULL: a number */
    size_t value;
} Extent;

static inline Extent number(size_t value) { return (Extent){ NULL, value }; }
static inline bool is_number(Extent extent, size_t value) { return !extent.name && extent.value == value; }

/* ---- Kernels: one function a distinct layer shape ---- */

/* How one axis of the plane is cut into tiles: `big_count` of `big` pixels, then smaller ones of `big` - 1.
 */
typedef struct {
    Extent big;
    bool has_small;
    Extent big_count, count; /* of tiles */
} Cut;

void cut_axis(Cut *cut, int total, int most);
void cut_in_halves(Cut *cut, int total, int most); /* one tile more where that makes halves more alike */

/* The plane of output pixels (an image, a flattened image, or a batch's vectors), cut into tiles. Strides are
 * in elements, from one output pixel to the next. */
typedef struct {
    Extent images;
    Cut rows, columns;
    /* A row of tiles that is many rows of the image: pixels of one, and elements between two in y; 0: no gap.
     */
    size_t row_pixels, row_gap;
    Extent x_image, x_block, x_row, x_column; /* the layer's stride is in it */
    Extent y_image, y_block, y_row, y_column; /* the residual's too */
    Extent y_panel;                           /* from a panel's y to the next's */
} TilePlane;

/* What is summed up for an output: input channels, and taps of the kernel. */
typedef struct {
    int in_lanes;
    Extent kernel, in_blocks;   /* in_blocks: of a slice */
    int slices;                 /* one after another; 0: plain, all at once */
    Extent tap_row, tap_column; /* the step of one kernel tap */
    bool pairs;                 /* half of the channels are multiplied in pairs (emit/pairs.c) */
    int lane_group; /* channels of a group where groups lie inside a vector; 0: every lane meets every channel
                     */
    int together;   /* channels that a lane takes at once (Choice.together) */
    bool runs;      /* all of a row of taps is one run of in_lanes elements of x */
    Extent run, across;     /* integers: in_lanes, and how many of such a row has: as parameters */
    bool row_taps;          /* tiles take all taps of a row of the kernel at once (emit/groups.c) */
    const int *first_block; /* [panels]: where a panel's input blocks begin; NULL: all begin at 0 */
    /* 1x1 with a stride: each slice's pixels are laid side by side first; x_... are of these, from_... of
     * what they are gathered from. */
    bool gathered;
    size_t from_block, from_row, from_column;
    size_t scratch; /* a thread's own, for a slice: in floats, at which the kernel's parameter points */
} Reduction;

/* Output channels, and the weights that make them: a panel a tile. */
typedef struct {
    NumberKind number;       /* of the weights */
    int vectors;             /* of output channels a tile */
    Extent panels, channels; /* channels: of a panel */
    Extent panel_units,
        w_image; /* units of the weights' number; w_image: plain: each image has weights of its own */
} Panels;

/* What is done with a sum before it is stored: times the gate, plus the residual, through the activation. */
typedef struct {
    bool plain; /* nothing, there is no bias: the products of an algorithm with transforms, image by image */
    bool gate;  /* a factor a channel and image; pointwise layers alone */
    bool residual;
    Activation activation;
    IntegerPlaces integers;     /* where x is of integers: which parts stand behind the biases */
    Extent times, below, table; /* and how many floats from the biases on; 0: it has none. As parameters */
    Extent floats;              /* 1 where sums become floats of what is none; else 0 */
    Extent slopes;              /* floats from a channel's bias to its slope, where the activation has one */
    Extent all_channels; /* pairs, integers (which `integers` leaves to it): from the biases to what lies
                            behind them, part by part */
    /* `residual` and `activation` for what serves many kernels, each 0 or 1; and the activation's number */
    Extent adds, activates[ACTIVATION_COUNT], number;
    bool any; /* the catalogue's: what `adds`, `number` and `slopes` say */
} Ending;

/* A panel's tiles fetch the next panel's weights between them. */
typedef struct {
    Extent lines;   /* that a tile fetches at each block and tap; 0: none */
    Extent halved;  /* 1 where threads take halves of the tiles: each fetches twice as many lines (of an odd
                       number the  smaller half leaves out one tile's share); else 0 */
    Extent passing; /* 1 where they need not stay in the last cache for the next run (decision 012); else 0 */
    Extent next_row, next_column; /* from where a tile's share of them begins to where the next tile's does */
} Fetch;

/* Who does what of it. */
typedef struct {
    bool serial; /* too little to share out to threads, or the caller's loops are shared out already */
    bool ranged; /* plain: of the tiles of a share only (emit/shares.c) */
} Shares;

/* A direct convolution. */
typedef struct {
    const Target *target;
    bool catalogue;  /* sizes come in a struct *k, and tiles are functions of their own (print_conv.c) */
    bool shared;     /* as tiles see it that layers share (emit/tile.c): sizes come in a struct *k, constants
                        there */
    NumberKind x, y; /* of the values that it reads, and writes: the residual's is y's */
    Order order;
    TilePlane plane;
    Reduction sum;
    Panels weights;
    Ending ending;
    Fetch fetch;
    Shares shares;
} ConvKernel;

/* A pool over blocks of channels: a 3x3 window a pixel, or the whole image at once. */
typedef struct {
    const Target *target;
    bool catalogue;
    bool serial;     /* too little to share out to threads */
    NumberKind x, y; /* of the values that it reads and writes */
    Extent zero;     /* of integers: what stands for 0 in x */
    bool sums;       /* of integers: x is added up; `ending` says what becomes of it */
    Ending ending;
    Extent images, blocks, rows, columns; /* of the result's pixels (max), of the input's (average) */
    Extent x_image, x_block, x_row, x_column;
    Extent tap_row, tap_column; /* max: from one value of the window to the next */
    Extent y_image, y_block, y_row, y_column;
    Extent pixels; /* average: of the image */
    /* max: zero is no minus infinity for these values, windows end where the image does; those of the first
     * `whole` rows and columns end within it below and on the right. */
    bool cut;
    Extent whole_rows, whole_columns;
} PoolKernel;

typedef enum { WINDOW_LARGEST, WINDOW_AVERAGE, WINDOW_BLUR } WindowKind;

/* What the pixels of a window become, wherever it begins and however large it is: no border is read. A blur's
 * window is 3x3, its stride a number; `whole` rows and columns of the pool are those whose next one is
 * inside.
 */
typedef struct {
    PoolKernel pool; /* its rows and columns are the result's */
    WindowKind kind;
    bool zeros;                 /* what lies outside takes part as zeros; else it is no part of a window */
    bool cut_rows, cut_columns; /* windows may reach over the image */
    Extent height, width;       /* of the input */
    Extent kernel, stride;
    Extent top, left; /* the first window begins so many pixels before the image */
} WindowKernel;

/* Every stride-th pixel, zero channels before and behind. */
typedef struct {
    PoolKernel pool; /* its blocks, rows and columns are the result's */
    int lanes;
    bool whole;            /* the input's blocks become whole blocks of the result */
    Extent before, inside; /* zeros before the input's, how many of the input's: blocks or channels */
} ShortcutKernel;

typedef enum { GLOBAL_MAX, GLOBAL_AVERAGE_MAX, GLOBAL_AVERAGE_AND_MAX } GlobalKind;

/* A pool over the whole image that is no average alone. */
typedef struct {
    PoolKernel pool; /* its blocks, rows and columns are the input's */
    GlobalKind kind;
    int lanes;
    /* average and max, whose maxima begin at `channels`: */
    bool aligned;          /* at a block's first lane */
    Extent channels, last; /* last: of the last block */
    Extent behind;         /* floats of the result behind the maxima */
} GlobalKernel;

/* What threads share of a Winograd layer. */
typedef enum {
    DIVIDE_STRIPS, /* strips, each with scratch of its own */
    DIVIDE_GROUPS, /* the one strip's groups of panels: each transforms all of its input for itself */
    DIVIDE_TILES,  /* its image tiles in two parts; more threads than two, the groups */
    DIVIDE_BOTH    /* the catalogue's: the transform of its input, then the groups */
} Division;

/* A 3x3 convolution by F(m, 3) in both directions: strips of tile rows are transformed, multiplied point by
 * point with the transformed weights, a group of panels at a time (the products: a plain ConvKernel whose
 * images are the points), and transformed back. */
typedef struct {
    const Target *target;
    bool catalogue;
    bool serial;         /* too little to share out to threads */
    NumberKind x, y;     /* of the values that it reads, and writes: the residual's is y's */
    int outputs, stride; /* outputs: m */
    bool raw; /* filters are transformed as they are multiplied (emit/filters.c): only the products' columns,
                 tiles of image tiles, are used */
    bool over_below, over_right; /* image tiles hang over the image there */
    Ending ending;
    Extent height, width;           /* of the output */
    Extent tile_rows, tile_columns; /* image tiles */
    Extent in_step, out_step;       /* pixels from one image tile to the next */
    Extent strip, strips;           /* tile rows transformed at once; how many times */
    bool short_strip;               /* the last one is shorter */
    Division division;
    Extent images, span;                  /* images / span passes of span images each */
    Extent in_blocks, groups, out_blocks; /* groups: of panels; out_blocks: of a group */
    Extent x_image, x_block, x_row, y_image, y_block, y_row;
    Extent strip_floats, scratch; /* the strip's transformed input; that and the products: of each thread */
    Extent v_plane,
        m_plane; /* elements from one point to the next, in the transformed input, in the products */
    Extent v_block, m_block; /* and from one block of channels to the next */
    Extent w_group;          /* units of a group's weights */
    Extent m_floats;         /* raw: of a panel's products */
    Extent chunk, chunks;    /* raw: blocks of input channels that are multiplied at once; how many times */
    ConvKernel products;
} WinogradKernel;

/* A pass over all pixels: (x * scale + shift) * gate + residual, through the activation. */
typedef struct {
    const Target *target;
    bool catalogue;
    bool serial;     /* too little to share out to threads */
    NumberKind x, y; /* of the values that it reads, and writes: the residual's is y's */
    Extent zero;     /* of integers: what stands for 0 in x */
    bool affine;     /* there are scale and shift */
    Ending ending;
    Extent images, blocks, rows, columns;
    Extent x_image, x_block, x_row, y_image, y_block, y_row; /* y: the residual's, too */
    Extent x_column, y_column;
    Extent gate_image;
} PointwiseKernel;

/* A pass that measures the channels' means and variances, then one over all pixels: span by span, the fewest
 * blocks of channels in which groups and blocks end together. */
typedef struct {
    PointwiseKernel pass; /* blocks: of a span; images: of all spans */
    Extent spans, channels, group;
    double eps;
} GroupNormKernel;

/* Along the channels of a vector. */
typedef struct {
    const Target *target;
    bool catalogue;
    NumberKind x, y;
    Extent zero; /* of integers: what stands for 0 in x */
    Ending ending;
    Extent images, channels, padded, taps; /* padded: with those that fill the last block */
} ChannelConvKernel;

typedef struct {
    const Target *target;
    bool catalogue;
    NumberKind x, y; /* of the values that it reads and writes */
    Extent images, classes;
    Extent stride; /* from one image's values to the next one's */
} SoftmaxKernel;

/* The first convolution, see stem.h; its products are a plain ConvKernel of two rows of tiles. */
typedef struct {
    const Target *target;
    bool catalogue;
    bool serial;                 /* too little to share out to threads */
    NumberKind x, y;             /* of the values that it reads, and writes: the residual's is y's */
    int taps, points;            /* of a phase */
    bool over_right, odd_height; /* tiles hang over; the last pair of rows has one */
    bool pool;
    Ending ending;
    Extent phases, kernel;           /* phases: the stride */
    Extent height, width, out_width; /* of the convolution's result; out_width: pooled */
    Extent images, channels, blocks; /* channels of the input, blocks of the result */
    Extent tiles, row_steps, pairs, strip, strips;
    Extent v_plane, m_plane; /* floats of a point */
    Extent v_floats, m_floats, ring_row, ring_block, scratch;
    Extent x_image, x_plane, x_row, y_image, y_block, y_row;
    ConvKernel products;
} StemKernel;

/* Where panels are outside, a thread's share is a part of them and a part of the tiles (emit/shares.c); the
 * catalogue's threads take both as they come. */
bool has_parts(const ConvKernel *kernel);
bool has_panels_inside(const ConvKernel *kernel); /* of the loops over tiles, or there is one panel */
enum { TILES_A_THREAD = 10 }; /* of a part, at least: one more or less is then a tenth of its work */

/* Of a word of the emitted code (emit/shares.c), for an item's number; what is left is for MOST_ROUNDS. */
enum { ITEM_BITS = 24, MOST_ITEMS = (1 << ITEM_BITS) - 2 };

/* What a tile in pairs needs of its own pixels: a number each; behind them whether pairs are accurate. */
enum { PAIR_SUMS = 16, PAIR_FLAG = PAIR_SUMS - 1 };

/* A cache line of the workspace: one through which threads wait for each other, one each for what is left of
 * its share. */
enum { LINE_BYTES = 64 };
/* So many bytes, in whole lines. */
static inline size_t whole_lines(size_t bytes) { return (bytes + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES; }

#endif
