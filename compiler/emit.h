/* emit.h: what emitters of C text share: nesting output, extents, the list of kernels. */
#ifndef RESNETC_EMIT_H
#define RESNETC_EMIT_H

#include "resnetc.h"

/* ---- Text that nests as the emitter nests ---- */

typedef struct {
    Text text;
    int depth;
    bool shares; /* loops take their items from `share` (team.h), as the catalogue's do, not by ITEMS */
    const void *shared; /* the outermost loop of such a nest while it is open: there is one at a time */
} Out;

void line(Out *out, const char *format, ...) PRINTF_LIKE(2, 3); /* one indented line */
void blank(Out *out);                                           /* an empty one */
void label_line(Out *out, const char *format, ...)
    PRINTF_LIKE(2, 3); /* at the left margin, never broken: #if, #pragma */
bool open_block(Out *out, const char *format, ...) PRINTF_LIKE(2, 3);
bool close_block(Out *out);
void close_type(Out *out, const char *name); /* of open_block(out, "typedef struct") */

/* block(out, "for (...)") { line(out, "..."); } prints the head, braces, and what stands between. No return
 * or break inside. */
#define block(out, ...)        BLOCK_AT(__LINE__, out, __VA_ARGS__)
#define BLOCK_AT(at, out, ...) BLOCK_NAMED(at, out, __VA_ARGS__)
#define BLOCK_NAMED(at, out, ...)                                                                            \
    for (bool open_##at = open_block((out), __VA_ARGS__); open_##at; open_##at = close_block(out))

/* ---- Extents: a loop bound or a stride that is a number (ahead of time) or a parameter's name (catalogue)
 * ---- */

typedef struct {
    const char *name; /* NULL: a number */
    size_t value;
} Extent;

typedef struct {
    Extent extent;
    size_t times;
} Term;

static inline Extent number(size_t value) { return (Extent){ NULL, value }; }
static inline bool is_number(Extent extent, size_t value) { return !extent.name && extent.value == value; }
Extent product(Out *out, Extent a, Extent b);
const char *extent_text(Out *out, Extent extent);
/* "factor * extent"; the factor alone where the extent is 1. */
const char *scaled_text(Out *out, const char *factor, Extent extent);
/* " + 3 * x_row + 28", "" where all is zero: what follows a pointer. */
const char *offset_text(Out *out, int count, const Term *terms);
typedef struct {
    const char *variable;
    Extent stride;
} Index;
/* "row * 928 + col * 16", terms of loop variables; a variable whose extent is 0 is left out. "0" for none. */
const char *index_text(Out *out, const char *base, int count, const Index *indices);

/* ---- Kernels: one function a distinct layer shape ---- */

/* How one axis of the plane is cut into tiles: `big_count` of `big` pixels, then smaller ones of `big` - 1.
 */
typedef struct {
    Extent big;
    bool has_small;
    Extent big_count, count; /* of tiles */
} Cut;

Cut cut_axis(int total, int most);
Cut cut_in_halves(int total, int most); /* one tile more where that makes halves more alike */
/* The first pixel of tile `variable`: the big tiles come first. */
const char *axis_start(Out *out, const Cut *cut, const char *variable);

/* A direct convolution over a plane of output pixels (an image, a flattened image, or a batch's vectors).
 * Strides are in floats, from one output pixel to the next. */
typedef struct {
    const Target *target;
    int vectors; /* of output channels a tile */
    Order order;
    bool catalogue; /* sizes come in a struct *k, and tiles are functions of their own (emit_catalogue.c) */
    int in_lanes;
    Extent kernel;
    bool pairs;  /* half of the channels are multiplied in pairs (emit_pairs.c) */
    bool narrow; /* weights are numbers of 24 bits (emit_narrow.c) */
    bool ranged; /* plain: of the tiles of a share only (emit_shares.c) */
    bool plain;  /* no bias, nothing behind: the products of an algorithm with transforms, image by image */
    bool serial; /* too little to share out to threads, or the caller's loops are shared out already */
    bool residual;
    Activation activation;
    Extent images, panels, in_blocks; /* in_blocks: of a slice */
    int slices;                       /* of the reduction, one after another; 0: plain, all at once */
    Cut rows, columns;
    /* A row of tiles that is many rows of the image: pixels of one, and floats between two in y; 0: no gap.
     */
    size_t row_pixels, row_gap;
    bool
        gathered; /* 1x1 with a stride: each slice's pixels are laid side by side first; x_... are of these */
    size_t from_block, from_row, from_column; /* and these of what they are gathered from */
    size_t scratch;                           /* floats of a slice's, a thread's own */
    Extent x_image, x_block, x_row, x_column; /* the step of one output pixel: the layer's stride is in it */
    Extent tap_row, tap_column;               /* the step of one kernel tap */
    Extent y_image, y_block, y_row, y_column; /* the residual's too */
    Extent all_channels;                      /* pairs: from the biases to what lies behind them */
    Extent adds, relu;            /* pairs: `residual` and `activation` for what serves all kernels, 0 or 1 */
    Extent channels, y_panel;     /* of a panel: its output channels; from its y to the next's */
    Extent panel_floats, w_image; /* w_image: plain: each image has weights of its own */
    Extent prefetch; /* lines of the next panel that a tile fetches at each block and tap; 0: none */
    bool halved;  /* where threads take halves of the tiles each fetches twice as many lines (of an odd number
                     the smaller half leaves out one tile's share) */
    bool passing; /* they need not stay in the last cache for the next run (decision 012) */
    Extent next_row, next_column; /* from where a tile's share of them begins to where the next tile's does */
    int lane_group; /* channels of a group where groups lie inside a vector; 0: every lane meets every channel
                     */
    bool row_taps;  /* tiles take all taps of a row of the kernel at once (emit_groups.c) */
    const int *first_block; /* [panels]: where a panel's input blocks begin; NULL: all begin at 0 */
} ConvKernel;

/* A pool over blocks of channels: a 3x3 window a pixel, or the whole image at once. */
typedef struct {
    bool catalogue;
    bool serial;                          /* too little to share out to threads */
    Extent images, blocks, rows, columns; /* of the result's pixels (max), of the input's (average) */
    Extent x_image, x_block, x_row, x_column;
    Extent tap_row, tap_column; /* max: from one value of the window to the next */
    Extent y_image, y_block, y_row, y_column;
    Extent pixels; /* average: of the image */
} PoolKernel;

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
    int outputs, stride; /* outputs: m */
    bool raw; /* filters are transformed as they are multiplied (emit_filters.c): only the products' columns,
                 tiles of image tiles, are used */
    bool over_below, over_right; /* image tiles hang over the image there */
    bool residual;
    Activation activation;
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
        m_plane; /* floats from one point to the next, in the transformed input, in the products */
    Extent v_block, m_block; /* and from one block of channels to the next */
    Extent w_group;          /* floats of a group's weights */
    Extent m_floats;         /* raw: of a panel's products */
    Extent chunk, chunks;    /* raw: blocks of input channels that are multiplied at once; how many times */
    ConvKernel products;
} WinogradKernel;

typedef struct {
    const Target *target;
    bool catalogue;
    Extent images, classes;
    Extent stride; /* from one image's values to the next one's, in floats */
} SoftmaxKernel;

/* The first convolution, see stem.h; its products are a plain ConvKernel of two rows of tiles. */
typedef struct {
    const Target *target;
    bool catalogue;
    bool serial;                 /* too little to share out to threads */
    int taps, points;            /* of a phase */
    bool over_right, odd_height; /* tiles hang over; the last pair of rows has one */
    bool pool;
    Activation activation;
    Extent phases, kernel;           /* phases: the stride */
    Extent height, width, out_width; /* of the convolution's result; out_width: pooled */
    Extent images, channels, blocks; /* channels of the input, blocks of the result */
    Extent tiles, row_steps, pairs, strip, strips;
    Extent v_plane, m_plane; /* floats of a point */
    Extent v_floats, m_floats, ring_row, ring_block, scratch;
    Extent x_image, x_plane, x_row, y_image, y_block, y_row;
    ConvKernel products;
} StemKernel;

/* Each prints one static function `name` under the comment `about`. */
void emit_conv(Out *out, const char *name, const char *about, const ConvKernel *kernel);
/* For the catalogue: what a tile in pairs needs of its own pixels (tile.h). */
void emit_catalogue_sums(Out *out, const char *name, const ConvKernel *k, int columns);
/* The catalogue's parts: a tile of one row of pixels; the transforms, both of which a WinogradKernel's struct
 * points to. */
void emit_conv_tile(Out *out, const char *name, const ConvKernel *kernel, int columns);
void emit_winograd(Out *out, const char *name, const char *about, const WinogradKernel *kernel);
void emit_winograd_input(Out *out, const char *name, const WinogradKernel *kernel);
void emit_winograd_output(Out *out, const char *name, const WinogradKernel *kernel);
/* Raw filters: all products of a panel; for the catalogue, those of `tiles` image tiles and a chunk. */
void emit_filters(Out *out, const char *name, const WinogradKernel *kernel);
void emit_filter_tiles(Out *out, const char *name, const WinogradKernel *kernel, int tiles);
void emit_stem(Out *out, const char *name, const char *about, const StemKernel *kernel);
void emit_stem_input(Out *out, const char *name, const StemKernel *kernel);
void emit_stem_output(Out *out, const char *name, const StemKernel *kernel);
void emit_stem_pool(Out *out, const char *name, const StemKernel *kernel);
void emit_max_pool(Out *out, const char *name, const char *about, const PoolKernel *kernel);
void emit_average_pool(Out *out, const char *name, const char *about, const PoolKernel *kernel);
/* A pooled row goes column by column: a window's last one is the next window's first. The largest of a column
 * of three; and what is done at a window, where `left` is its first column and becomes the next one's. */
const char *column_text(Out *out, const char *above, const char *row, const char *below);
void emit_window(Out *out, const char *middle, const char *right, const char *to);
void emit_softmax(Out *out, const char *name, const char *about, const SoftmaxKernel *kernel);

/* What a kernel of the catalogue that is shared out takes (team.h), and how it sees its sizes. */
#define SHARED_PARAMETERS                                                                                    \
    "const Share *share, const void *sizes, const float *x, const float *w, const float *bias, const float " \
    "*r, float *y, float *scratch"
void emit_sizes_pointer(Out *out, const char *type);

/* ---- Loop nests ---- */

typedef struct {
    const char *variable; /* becomes "0" where there is one iteration: then no loop is printed */
    Extent count;
    const char *first, *end; /* not all of them: a part, which may be empty. NULL: from 0, to count */
    const char *round;       /* over the items of a share, of that round (emit_shares.c); NULL: all of them */
} Loop;

static inline Loop whole_loop(const char *variable, Extent count) {
    return (Loop){ .variable = variable, .count = count };
}

/* The items from first to before end. */
static inline Loop part_loop(const char *variable, Extent count, const char *first, const char *end) {
    return (Loop){ .variable = variable, .count = count, .first = first, .end = end };
}

/* What is shared out to the emitted code's threads stands inside of SHARED (emit_shares.c), and in there a
 * share's tiles and items are these. */
static inline Loop tiles_of_share(const char *variable, Extent count) {
    return part_loop(variable, count, "share.tile", "share.end_tile");
}

static inline Loop items_of_share(const char *variable, Extent count, const char *round) {
    return (Loop){ .variable = variable, .count = count, .round = round };
}

/* Of a word of the emitted code (emit_shares.c), for an item's number; what is left is for MOST_ROUNDS. */
enum { ITEM_BITS = 24, MOST_ITEMS = (1 << ITEM_BITS) - 2 };

typedef enum {
    SERIAL, /* every thread does all of it */
    SHARED  /* out to threads: they wait for each other behind it (the catalogue's), or behind the layer */
} Sharing;

/* Opens the loops, perfectly nested; close_loops closes as many. */
void open_loops(Out *out, Sharing sharing, int count, Loop *const *loops);
void close_loops(Out *out, int count, Loop *const *loops);

/* ---- Parts of the file ---- */

/* A cache line of the workspace: one through which threads wait for each other, one each for what is left of
 * its share. */
enum { LINE_BYTES = 64 };

typedef struct {
    const Plan *plan;
    const EmitNames *names;
    const char *prefix, *macro; /* "resnet50", "RESNET50" */
    bool catalogue;             /* kernels are the catalogue's */
    bool team; /* layers are shared out to threads: all of these walk through all layers (decision 015) */
    const char *const *kernels; /* [layer]: the name of its kernel function, or of its sizes; NULL for none */
} Emission;

void emit_head(Out *out, const Emission *e); /* the comment with spec, options, totals, table of contents */
void emit_prelude(Out *out, const Emission *e); /* checks, includes, vector types, helpers */
void emit_threads(Out *out, const Emission *e); /* its part that has the threads: macros, the wait, shares */
void emit_share_type(Out *out);
void emit_shares(Out *out);     /* with OpenMP */
void emit_lone_share(Out *out); /* without */
/* What the catalogue's kernels need: emit_catalogue.c. */
void emit_catalogue_prelude(Out *out, const Target *target);
const char *const *emit_kernels(Out *out, const Plan *plan, bool catalogue);
void emit_walk(Out *out, const Emission *e); /* stage functions and run() */
bool embeds_weights(const Emission *e);
void emit_weights(Out *out, const Emission *e);   /* the array or .incbin, and weights_check() */
void emit_interface(Out *out, const Emission *e); /* the header's text */
void emit_statuses(Out *out, const Emission *e);
void emit_max_threads(Out *out, const Emission *e);
const char *c_identifier(Arena *arena, const char *name); /* "layer1.0.conv1" -> "layer1_0_conv1" */
const char *upper_case(Arena *arena, const char *name);
const char *layer_summary(Arena *arena, const Plan *plan,
                          int layer); /* "3x3 64->64 at 56x56, direct 1x14x32" */
/* Of the workspace, what a call's threads share: the values, and behind them their barrier's line; what each
 * of them needs: its line, its scratch. */
size_t common_bytes(const Emission *e);
size_t thread_bytes(const Emission *e);
size_t trace_floats(const Plan *plan); /* the largest value in NCHW, all images: what a trace needs */

#endif
