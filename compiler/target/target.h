/* target.h: a row of data an instruction set, a file an architecture; what the cost model knows of a
 * processor. */
#ifndef RESNETC_TARGET_H
#define RESNETC_TARGET_H

#include "number/number.h"

/* What the cost model knows of a core's arithmetic: how each number was measured stands in the file of the
 * architecture. A vector is target.lanes floats; times are in cycles. */
typedef struct {
    /* A step of a register tile (layers/tiling.c): one input channel and tap. */
    double multiply_adds; /* of vectors, begun a cycle */
    double loads;         /* of vectors, begun a cycle */
    double with_shuffles; /* multiply-adds and shuffles together, begun a cycle */
    double latency;       /* of a multiply-add, until the same sum can take the next one */
    double tile_pixel;    /* besides: for each pixel of the tile */
    double tile_weight;   /* and for each vector of weights */
    double pairs;         /* of the multiply-adds' time, where they go in pairs (emit/pairs.c) */
    double pair_sum;      /* a block of a pixel at a tap, multiplied to itself for the pairs */
    double pair_tile;     /* what that takes besides, a tile */

    /* What stands beside the products: a vector, at one point of a transform. */
    double gather; /* copied beside its neighbours (slices.c) */
    double winograd_in, winograd_out;
    double stem_in;     /* its output's are Winograd's */
    double raw_row;     /* a filter's row of points, transformed on the way, for each register tile */
    double raw_product; /* a product by it */

    /* What comes from memory beside arithmetic. */
    double unhidden;  /* the share of the shorter of the two that the longer one does not hide */
    double restart;   /* the share of weights, read again for another strip, that arithmetic does not hide */
    int raw_tiles;    /* so many image tiles, or more, can share the transform of a filter on the way */
    int fetch_tiles;  /* from so many a pass over the weights it pays to fetch them ahead */
    int narrow_tiles; /* up to so many a pass over the weights waits for memory: narrow ones gain */
} Core;

/* What it knows of the memory. */
typedef struct {
    int line_bytes;    /* of a cache line */
    int slice_bytes;   /* of a panel's weights that a core's first cache keeps; 0: slices (Choice) are no gain
                        */
    double near_bytes; /* of a core's own cache (L2) */
    double far_bytes;  /* of the last one, as far as a network may count on it */
    double span_bytes; /* of the last one, for images that share a pass over the weights */
    double near_rate, far_rate, memory_rate; /* bytes a cycle from these, and from memory */
    bool exposed; /* arithmetic hides nothing of what comes from the last cache again */
    bool
        passing; /* lines can pass by the last cache, and are there when they are used (decisions 012, 075) */
} Caches;

/* A feature that not all compilers' builtins know. */
typedef struct {
    const char *feature, *prepare, *test; /* as Architecture's; feature NULL ends a list */
} Question;

/* How a processor is asked what it has. */
typedef struct {
    bool (*has)(const char *feature); /* false for all where resnetc itself runs on another architecture */
    const char *prepare;              /* emitted before the test: "__builtin_cpu_init();"; NULL for nothing */
    const char *test;          /* emitted, a printf format of the feature: "__builtin_cpu_supports(\"%s\")" */
    const Question *questions; /* features with a test of their own; NULL: none */
    bool little_endian;        /* always; of others compilers ask (emit/portable.c) */
} Architecture;

/* A machine other than the one that resnetc runs on: what makes programs of it here, and runs them. */
typedef struct {
    const char *name;         /* "aarch64" */
    const char *compilers[4]; /* commands, of which the first that is installed is taken; NULL-terminated */
    const char *flags;        /* what makes a whole program: "-static" */
    const char *emulator;     /* a command, before the program's path */
    bool threads;             /* with -fopenmp programs may have several */
    const char *script;       /* a text for either, which they find as "script" where they work; NULL: none */
} Machine;

/* How emitted C says vec, LOAD, STORE and ZERO (emit/prelude.c). */
typedef enum {
    PRELUDE_PLAIN,  /* one lane, plain C */
    PRELUDE_VECTORS /* vector extensions of GCC and clang */
} Prelude;

/* What vector extensions do not say: bodies of functions of the emitted prelude, a line each, with their
 * parameters as named there (emit/dots.c, halves.c, integers.c). NULL: what the extensions make of it.
 * Values of 8 bits are `bytes`, a lane each: bytes where an instruction multiplies bytes, else words. */
typedef struct {
    const char *include;    /* a header of the compiler's own; NULL: none */
    bool by_scalars;        /* multiply-adds take a scalar, and those of words add up 32 bits: values need not
                               be spread, and a lane takes one word at once */
    const char *constraint; /* of inline assembler, for a vector: "x"; NULL: vectors have none */
    const char *maximum;    /* an expression: a > b ? a : b, so b where one is NaN */
    const char *larger;     /* or vec of a, b: NaN where one of them is */
    const char *fused;      /* vec of c, a, b: c + a * b, where compilers do not find it by themselves */
    const char *step;   /* a statement in front of a tile's step, where that must stay a turn of a loop, of
                           pointers p and w (wasm.c); NULL: compilers unroll as they like */
    const char *spread; /* ivec of p: the 32 bits there, in all lanes; one lane: Bytes of p */
    const char
        *add_product; /* by element: a format of its number: vec of c, x, w: c + x[%d] w, rounded once */
    const char *load_element; /* by element: ivec of p: the 32 bits there, and whatever */
    /* By element, a format of its number: what stands for bytes x[%d] in all lanes, where dots do not pick it
     * themselves: ivec of x. */
    const char *pick_bytes;
    const char *bytes;        /* one lane that takes several channels: what Bytes are */
    const char *load_bytes;   /* and Bytes of w: weights of 8 bits */
    const char *dot_bytes;    /* ivec of c, x, w: c + four products a lane, values unsigned, weights signed.
                                 By element that picks: a format of the element's number in x */
    const char *load_pairs;   /* ivec of w: weights of 8 bits, as words */
    const char *multiply_add; /* ivec of words a, b: two products a lane, added up */
    const char *times;        /* of ivecs (a), (b), numbers of 15 bits; NULL: by multiply_add */
    const char *nearest;      /* ivec of v: to the nearest integers, ties to even */
    const char *load_u8;      /* ivec of p: values */
    const char *widen;        /* ivec of bytes b: the same from a register */
    const char *larger_bytes; /* bytes of a, b */
    const char *store_u8;     /* of y, q: what is below 0 as 0, above 255 as 255 */
    const char *dot_halves;   /* vec of c, x, w: c + two products of bf16 a lane; or with `turn` matrices: two
                                 pixels by two output channels, four products each (emit/matrices.c) */
    const char *turn;         /* of *a, *b, vecs: the first halves as *a, the second ones as *b */
    const char *load_bf16;    /* vec of p: floats */
    const char *store_bf16;   /* of p, v: to the nearest, ties to even */
} Idioms;

/* What a network asks of the target beside the rest where its weights are such numbers. */
typedef struct {
    double step; /* multiply-adds of floats in whose time a step is done; 0: by an instruction one, or where a
                    lane takes one channel; else two */
    bool dots;   /* an instruction multiplies and adds up all that a lane has of them (channels_together) */
    bool takes_signed; /* which takes values as signed, too: so they lie (NUMBER_U8_SIGNED), ... */
    int less;          /* ... or tiles take so much off them, which biases make up for (pack/integers.c) */
    int together;  /* of so many input channels a lane takes them at once; 0: Number.together, or one where
                      there is one lane */
    int steps;     /* one lane that takes several: so many steps of a tile's loop are unrolled; 0: one */
    int pixels[4]; /* as Target's, where such values and weights leave other registers; 0: that */
    bool halved; /* what the lanes of a vector take lies in two halves: of all the first one, then of all the
                    second (pack/together.c) */
    const char *flag, *macro, *feature; /* as Target's; NULL: nothing */
} Extension;

enum { MOST_FEATURES = 8 };

typedef struct {
    const char *name;
    const Machine *machine;           /* NULL: this one, or any */
    const Architecture *architecture; /* NULL where it has no features */
    const Core *core;
    const Caches *caches;
    Prelude prelude;
    const Idioms *idioms; /* NULL for plain C */
    bool fma;             /* multiply-adds are one instruction, rounded once */
    int lanes;            /* floats a vector */
    bool by_element;      /* a multiply-add takes an element of a vector for all lanes (emit/elements.c) */
    int registers;        /* vector registers */
    int pixels[4];      /* [vectors - 1]: the most pixels a tile of that many vectors holds without a spill */
    int pair_pixels[4]; /* the same for tiles that multiply in pairs (emit/pairs.c); 0 where that is no gain:
                           the core's adders must stand beside its multipliers */
    Extension extensions[NUMBER_COUNT];
    bool gains[NUMBER_COUNT]; /* weights of such numbers come and are converted faster than floats come from
                                 memory */
    const char *standard;     /* "gnu11", or "c99" for scalar */
    const char *flags;        /* what the compiler needs: "-mavx512f -mfma" */
    const char *pragma;       /* for gcc: what is good for its code of tiles; NULL: nothing */
    const char *section;      /* a printf format of the network's name: opens its weights' section in assembly
                                 that is not ELF's; NULL: ELF's */
    const char *macros[MOST_FEATURES];   /* what those flags define: "__AVX512F__"; NULL-terminated */
    const char *features[MOST_FEATURES]; /* what the processor must have, as its architecture calls it:
                                "avx512f"; NULL-terminated */
    bool (*processor)(void); /* "native" takes the row only where this says so; NULL: on all that have the
                                features */
    const char *kernels;     /* the row whose catalogue (catalogue.h) it calls, maybe its own; NULL: none */
    const char *sleef_exp;   /* SLEEF's expf for such a vector; NULL for none */
    const char *summary;     /* for --target help */
    bool small;              /* size is preferred to speed; of a row: unless speed is asked for */
    bool catalogue;          /* plan only what the catalogue has (catalogue.h): tiles of one row */
} Target;

extern const Target *const targets[]; /* this machine's, from the fastest to the one that runs everywhere */
extern const int target_count;
extern const Target *const foreign_targets[]; /* other machines': never asked for on this processor */
extern const int foreign_target_count;
/* "native" is the best this processor can run; NULL: no such target */
const Target *target_find(const char *name);
/* A target of another machine, whose programs this command runs; with "" the one of its row. */
const Target *target_emulated(Arena *arena, const Target *target, const char *emulator);
/* The target, and what it needs for weights of such numbers. */
const Target *target_extended(Arena *arena, const Target *target, NumberKind weights);
/* "-std=gnu11 -O2 -mavx2 -mfma": what its compiler is told. */
const char *target_compile_flags(Arena *arena, const Target *target);
bool target_runs_here(const Target *target);
bool target_suits_here(const Target *target); /* and is made for such a processor: "native" may take it */
/* Input channels of which a lane takes such weights at once. */
int channels_together(const Target *target, NumberKind weights);
/* Values of 8 bits, as the target multiplies them. */
NumberKind target_bytes(const Target *target);
/* Multiply-adds of a step of such weights, a vector: by an instruction for all that a lane takes at once one,
 * else two, or what the target's row says. Whether a step takes apart what lies in a lane besides: weights
 * and values of bf16 become floats.
 */
double step_multiply_adds(const Target *target, NumberKind weights);
bool takes_apart(const Target *target, NumberKind weights);
/* Whether the text's functions take sizes that layers differ by: where numbers in their place gain nothing,
 * since no compiler inlines them, or text shall be short. */
bool shares_sizes(const Target *target);
/* The same target where size is preferred, or is not. */
const Target *target_preferring(Arena *arena, const Target *target, bool small);
size_t line_units(const Target *target, NumberKind number); /* of a cache line */
/* Whether tiles of so many vectors can read weights of such numbers, and that is of use: floats, or what is a
 * gain. */
bool takes_weights(const Target *target, NumberKind weights, int vectors);

/* "AMD EPYC 9005, family 26, model 2": what timings depend on. */
const char *processor_name(Arena *arena);

#endif
