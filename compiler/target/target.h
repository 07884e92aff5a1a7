/* target.h: a row of data an instruction set; what the cost model knows of its processor. */
#ifndef RESNETC_TARGET_H
#define RESNETC_TARGET_H

#include "base/base.h"

/* What the cost model knows of a processor's memory. */
typedef struct {
    double near_bytes;                       /* of a core's own cache (L2) */
    double far_bytes;                        /* of the last one, as far as a network may count on it */
    double near_rate, far_rate, memory_rate; /* bytes a cycle from these, and from memory */
    bool exposed; /* arithmetic hides nothing of what comes from the last cache again */
} Caches;

typedef struct {
    const char *name;
    const Caches *caches;
    int lanes;       /* floats a vector */
    int registers;   /* vector registers */
    int pixels[4];   /* [vectors - 1]: the most pixels a tile of that many vectors holds without a spill */
    int slice_bytes; /* of a panel's weights that a core's first cache keeps; 0: no gain by slices (Choice) */
    int pair_pixels[4]; /* the same for tiles that multiply in pairs (emit/pairs.c); 0 where that is no gain:
                           the core's adders must stand beside its multipliers */
    bool narrow; /* reading filters of 24 bits (emit/narrow.c) is faster than reading floats from memory */
    const char *standard;    /* "gnu11", or "c99" for scalar */
    const char *flags;       /* what the compiler needs: "-mavx512f -mfma" */
    const char *macros[4];   /* what those flags define: "__AVX512F__"; NULL-terminated */
    const char *features[4]; /* for __builtin_cpu_supports: "avx512f"; NULL-terminated */
    const char *processor;   /* "native" takes it on no other; NULL: on all that have the features */
    const char *sleef_exp;   /* SLEEF's expf for such a vector; NULL for none */
    const char *summary;     /* for --target help */
    bool catalogue;          /* plan only what the catalogue has (catalogue.h): tiles of one row */
} Target;

extern const Target targets[];
extern const int target_count;
const Target *
target_find(const char *name); /* "native" is the best this processor can run; NULL: no such target */
bool target_runs_here(const Target *target);

/* "AMD EPYC 9005, family 26, model 2": what timings depend on. */
const char *processor_name(Arena *arena);

#endif
