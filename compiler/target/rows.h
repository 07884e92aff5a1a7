/* rows.h: the rows of all architectures, each in a file of its own, and what they share. */
#ifndef RESNETC_TARGET_ROWS_H
#define RESNETC_TARGET_ROWS_H

#include "target.h"

extern const Target target_zen5, target_zen4, target_avx512_vnni, target_avx512, target_avx_vnni, target_avx2,
    target_sse2;                                                    /* x86.c */
extern const Target target_neon_bf16, target_neon_dot, target_neon; /* arm.c */
extern const Target target_rvv256, target_rvv128;                   /* riscv.c */
extern const Target target_wasm_relaxed, target_wasm_simd;          /* wasm.c */
extern const Target target_cortex_m4, target_cortex_m55;            /* cortex.c */
extern const Target target_scalar;                                  /* portable.c */

extern const Idioms avx512_bytes, avx512_words, avx2_bytes, avx2_words, sse2_words; /* x86_idioms.c */
extern const Idioms neon_bytes, neon_dots, neon_halves;                             /* arm_idioms.c */

/* What was measured on Zen 5 (x86.c). A row whose core nobody has measured takes it, and says so. */
extern const Core zen5_core;

#endif
