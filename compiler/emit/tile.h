/* tile.h: the register tiles of a direct convolution, as its loops call them. */
#ifndef RESNETC_EMIT_TILE_H
#define RESNETC_EMIT_TILE_H

#include "kernels.h"

typedef struct {
    int rows, columns; /* of pixels */
} Size;

/* ---- tile.c ---- */

/* A function of the file that kernels share. */
typedef struct {
    const char *name;
    bool sized; /* it takes the layer's sizes in front */
} TileFunction;

TileFunction emit_tile(Out *out, const ConvKernel *k, Size size);
/* The kernel as such functions see it: their sizes have names. */
ConvKernel with_shared_sizes(Out *out, const ConvKernel *k);
TileFunction share_function_of(Out *out, const ConvKernel *k, const char *about, const char *name,
                               const char *parameters, const Out *body);
bool prefetches(const ConvKernel *k);
bool ends_by_table(const ConvKernel *k); /* what its sums become is looked up in `table` */
/* The function fetch() that tiles call, for weights of a number; numbers of one C type share it. most: lines
 * at once. */
void emit_fetch(Out *out, const Target *target, NumberKind weights, size_t most, bool team);
/* The tiles of a panel fetch the next one between them, each its share, a little at each block and tap. */
void emit_prefetch(Out *out, const ConvKernel *k);
/* Of a kernel; of a tile with `next` in front. All of the catalogue's are called alike. */
const char *kernel_parameters(Arena *arena, const ConvKernel *k);
/* The loops over the reduction, but the lanes of a block: inside, *p is the block's first pixel. */
void open_reduction(Out *out, const ConvKernel *k, bool prefetch);
void close_reduction(Out *out, const ConvKernel *k);
/* One step: the weights `index` vectors from w, times each pixel's value `index` steps of x from p. */
void emit_step(Out *out, const ConvKernel *k, Size size, int index, Extent step);
/* The sums of such a step, of weights w0, w1, ... */
void emit_sums(Out *out, const ConvKernel *k, Size size, int index, Extent step);
/* "w0 = LOAD(w), w1 = LOAD(w + 16)": the weights of all vectors, `index` steps from w. */
const char *load_weights(Out *out, const ConvKernel *k, const char *variable, int index);
/* " + 16": from p to a pixel's values. */
const char *pixel_offset(Out *out, const ConvKernel *k, Size size, int pixel);
/* "p[16]": a pixel's value `index` steps from p. */
const char *value_text(Out *out, const ConvKernel *k, Size size, int pixel, int index, Extent step);

/* "LOAD(w + 16)": vector v of those numbers that begin at base + offset. */
const char *vector_of(Out *out, const ConvKernel *k, NumberKind number, const char *base, Extent offset,
                      int v);

/* ---- sums.c ---- */

/* "vec", "ivec": of what is added up in a tile. */
const char *sums_type(const ConvKernel *k);
bool shares_ending(const ConvKernel *k);
/* Whether sums wait in the output from slice to slice. */
bool is_sliced(const ConvKernel *k);
/* Declares c0_0, c0_1, ... with what they begin with: bias, or what an earlier slice has left. */
void emit_accumulators(Out *out, const ConvKernel *k, Size size);
/* " + 3136 + gap3": from y (or the residual) to a pixel's vector `v`. */
const char *result_offset(Out *out, const ConvKernel *k, Size size, int pixel, int v);
/* Stores them, with what is fused behind them. */
void emit_results(Out *out, const ConvKernel *k, Size size);

/* ---- groups.c ---- */

/* The whole reduction of a kernel that has row_taps; one tap where groups lie inside a vector. Both move w.
 */
void emit_group_rows(Out *out, const ConvKernel *k, Size size);
void emit_group_steps(Out *out, const ConvKernel *k, Size size);
/* What the above call, for groups of so many channels. */
void emit_rotations(Out *out, const Target *target, int group);

/* ---- pairs.c ---- */

/* All lanes of a block, by pairs; moves p and w behind them. */
void emit_pair_steps(Out *out, const ConvKernel *k, Size size);
/* A function (x, limits, s): what a tile needs of its own pixels, s[PAIR_SUMS]. */
TileFunction emit_pair_sums(Out *out, const ConvKernel *k, Size size);

/* ---- number.c ---- */

/* How emitted text reads numbers of a type, and writes them. */
typedef struct {
    /* What the others call, in the prelude; NULL: nothing. */
    void (*helpers)(Out *out, const Target *target);
    /* Values, and weights that emit_plain_steps reads: formats of load_text, store_text, single_text; else
     * NULL. */
    const char *load, *store, *single;
    const char *points; /* the type of what load gives, for transforms; NULL: "vec" */
    /* Values that are only moved and compared: the vector's type, formats of picked_text, put_text,
     * larger_text. NULL: as floats. */
    const char *vector, *picked, *put, *larger;
    /* ---- Weights ---- */
    /* All lanes of a block: adds to c0_0, c0_1, ...; moves p and w behind them. */
    void (*accumulate)(Out *out, const ConvKernel *k, Size size);
    /* What emit_dot_steps calls, "load_words", and the type that it has weights and values in, "Words". */
    const char *dots, *both;
    /* Declares s0, s1, ..., by which the sums of all steps are multiplied; w stands behind a panel's weights.
     * NULL where they are what they are. */
    void (*finish)(Out *out, const ConvKernel *k);
} NumberText;

extern const NumberText number_texts[NUMBER_COUNT];

void emit_number_helpers(Out *out, const Target *target, NumberKind number);

/* What the rows have: vectors one after another, as load_text reads them, ... */
void emit_plain_steps(Out *out, const ConvKernel *k, Size size);
/* ... and numbers of 24 bits (narrow.c). */
void emit_narrow_helpers(Out *out, const Target *target);
void emit_narrow_steps(Out *out, const ConvKernel *k, Size size);
void emit_narrow_scales(Out *out, const ConvKernel *k);
/* ... and those of which a lane takes several at once (dots.c). */
void emit_dot_steps(Out *out, const ConvKernel *k, Size size);
void emit_unaligned(Out *out); /* the type by which 32 bits are read wherever they lie */
/* The same where a multiply-add takes an element of a vector (elements.c). */
bool takes_elements(const ConvKernel *k);
void emit_element_steps(Out *out, const ConvKernel *k, Size size);
/* Two pixels by two channels at once (matrices.c); sums are turned before the steps and behind them. */
bool takes_matrices(const ConvKernel *k);
void emit_turn(Out *out, const ConvKernel *k, Size size, bool first);
void emit_matrix_steps(Out *out, const ConvKernel *k, Size size);
void emit_half_matrices(Out *out, const Target *target); /* what they call */
/* What steps by element call, of floats; of bytes or halves. */
void emit_add_products(Out *out, const Target *target);
void emit_element_loads(Out *out, const Target *target, NumberKind weights);
void emit_element_dots(Out *out, const char *head, const char *idiom, int elements);
/* ... and bf16, also where no instruction multiplies it: a step takes one channel of each pair, then the
 * other (halves.c). */
void emit_half_steps(Out *out, const ConvKernel *k, Size size);
void emit_bf16_values(Out *out, const Target *target);
void emit_u8_values(Out *out, const Target *target);
void emit_s8_dots(Out *out, const Target *target);
void emit_s16_dots(Out *out, const Target *target);

/* ---- integers.c ---- */

/* "INTS(bias + 64)": vector v of a part behind the biases, as integers. */
const char *integers_of(Out *out, const ConvKernel *k, int part, int v);
/* Declares what all sums of the tile's channels meet behind their reduction: f0, f1, ... */
void emit_channel_numbers(Out *out, const ConvKernel *k);
/* "store_u8(y + 16, nearest(c0_1, f1))": what a sum of vector v becomes, `at` behind y. */
const char *stored_text(Arena *arena, const ConvKernel *k, const char *sum, int v, const char *at);
/* "c0_1 += TIMES(m1, load_u8(r + 16))" */
const char *residual_text(Arena *arena, const char *sum, int v, const char *at);
/* Stores what sums in integers become. */
void emit_integer_results(Out *out, const ConvKernel *k, Size size);

#endif
