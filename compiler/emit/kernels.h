/* kernels.h: the emitters of kernels, and the loop nests that they share. */
#ifndef RESNETC_EMIT_KERNELS_H
#define RESNETC_EMIT_KERNELS_H

#include "ending.h"
#include "text.h"

/* Each prints one static function `name` under the comment `about`. */
void emit_conv(Out *out, const char *name, const char *about, const ConvKernel *kernel);
/* For tiles of integers: what rare endings of the catalogue's call; y: of their values. */
void emit_other_ending(Out *out, const Target *target, NumberKind y);
void emit_half_ending(Out *out, const Target *target); /* the same of bf16: any */
/* For tiles that multiply in pairs: what they call; for the catalogue, what one needs of its own pixels. */
void emit_pair_helpers(Out *out, const Target *target, ActivationSet activations);
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
void emit_windows(Out *out, const char *name, const char *about, const WindowKernel *kernel);
void emit_shortcut(Out *out, const char *name, const char *about, const ShortcutKernel *kernel);
void emit_global_pool(Out *out, const char *name, const char *about, const GlobalKernel *kernel);
/* The same of integers. */
void emit_integer_average(Out *out, const char *name, const char *about, const PoolKernel *kernel);
void emit_integer_global(Out *out, const char *name, const char *about, const GlobalKernel *kernel);
/* What they are called, and the comments above them. */
const char *window_name(Arena *arena, const KernelShape *shape, const WindowKernel *kernel);
const char *window_about(Arena *arena, const KernelShape *shape, const WindowKernel *kernel);
const char *shortcut_name(Arena *arena, const KernelShape *shape);
const char *shortcut_about(Arena *arena, const KernelShape *shape);
const char *global_name(Arena *arena, const KernelShape *shape, const GlobalKernel *kernel);
const char *global_about(Arena *arena, const KernelShape *shape, const GlobalKernel *kernel);
/* A pooled row goes column by column: a window's last one is the next window's first. The largest of a column
 * of three; and what is done at a window, where `left` is its first column and becomes the next one's. */
const char *column_text(Out *out, NumberKind x, const char *above, const char *row, const char *below);
void emit_window(Out *out, const char *middle, const char *right, NumberKind y, const char *to);
void emit_pointwise(Out *out, const char *name, const char *about, const PointwiseKernel *kernel);
/* "Line *team, const float *x, const float *w, const float *bias, const float *gate, const float *r, float
 * *y": what of these there is. `type`: of the catalogue's sizes; w: whether there are scales. */
const char *pass_parameters(Arena *arena, const PointwiseKernel *k, const char *type, bool w);
/* The same of integers, which always have biases. */
void emit_integer_pointwise(Out *out, const char *name, const char *about, const PointwiseKernel *kernel);
void emit_integer_channel_conv(Out *out, const char *name, const char *about,
                               const ChannelConvKernel *kernel);
const char *integer_pass_parameters(Arena *arena, const PointwiseKernel *k);
void emit_group_norm(Out *out, const char *name, const char *about, const GroupNormKernel *kernel);
void emit_group_scales(Out *out); /* the function that group norms call */
void emit_channel_conv(Out *out, const char *name, const char *about, const ChannelConvKernel *kernel);
/* Between floats and integers: what `emit_convert` prints calls these functions. */
void emit_conversions(Out *out);
void emit_convert(Out *out, const char *name, const KernelShape *shape, const PointwiseKernel *kernel);
void emit_softmax(Out *out, const char *name, const char *about, const SoftmaxKernel *kernel);

/* What a kernel of the catalogue that is shared out takes (team.h), and what it sees: its sizes, k; x, w, r,
 * y of such numbers. */
extern const char shared_parameters[];
void emit_shared_pointers(Out *out, const char *type, NumberKind x, NumberKind w, NumberKind y);

/* ---- Loop nests ---- */

typedef struct {
    const char *variable; /* becomes "0" where there is one iteration: then no loop is printed */
    Extent count;
    const char *first, *end; /* not all of them: a part, which may be empty. NULL: from 0, to count */
    const char *round;       /* over the items of a share, of that round (shares.c); NULL: all of them */
} Loop;

static inline Loop whole_loop(const char *variable, Extent count) {
    return (Loop){ .variable = variable, .count = count };
}

/* The items from first to before end. */
static inline Loop part_loop(const char *variable, Extent count, const char *first, const char *end) {
    return (Loop){ .variable = variable, .count = count, .first = first, .end = end };
}

/* What is shared out to the emitted code's threads stands inside of SHARED (shares.c), and in there a
 * share's tiles and items are these. */
static inline Loop tiles_of_share(const char *variable, Extent count) {
    return part_loop(variable, count, "share.tile", "share.end_tile");
}

static inline Loop items_of_share(const char *variable, Extent count, const char *round) {
    return (Loop){ .variable = variable, .count = count, .round = round };
}

typedef enum {
    SERIAL, /* every thread does all of it */
    SHARED  /* out to threads: they wait for each other behind it (the catalogue's), or behind the layer */
} Sharing;

/* Opens the loops, perfectly nested; close_loops closes as many. */
void open_loops(Out *out, Sharing sharing, int count, Loop *const *loops);
void close_loops(Out *out, int count, Loop *const *loops);

/* ---- Kernels over pixels and blocks of channels (pool.c) ---- */

Sharing pool_sharing(const PoolKernel *kernel);
/* The head of the function; type: of the struct that has the catalogue's sizes. */
const char *pool_head(Out *out, const char *name, const char *type, const PoolKernel *kernel);
/* Where the block begins as p and q, or its row `row`. */
void emit_pool_pointers(Out *out, const PoolKernel *kernel, const Loop *image, const Loop *block_loop,
                        const char *row, Extent x_row);

#endif
