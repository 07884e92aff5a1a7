/* x86_idioms.c: what x86's instructions do that vector extensions do not say: Intel 64 and IA-32
 * Architectures Software Developer's Manual, volume 2. */
#include "rows.h"

/* ---- 512 bits ---- */

#define SPREAD(reg)                                                                                          \
    "ivec x; /* gcc would keep what overlapping runs have in common in too many registers */\n"              \
    "__asm__(\"vpbroadcastd %1, %0\" : \"=" reg "\"(x) : \"m\"(*(const unaligned_int *)p));\n"               \
    "return x;"

#define WIDEN_LOAD(reg, kind)                                                                                \
    "ivec q; /* gcc 12 makes ten instructions of __builtin_convertvector() */\n"                             \
    "__asm__(\"vpmovzx" kind " %1, %0\" : \"=" reg "\"(q) : \"m\"(*(const bytes *)p));\n"                    \
    "return q;"

#define WIDEN(reg, kind)                                                                                     \
    "ivec q;\n"                                                                                              \
    "__asm__(\"vpmovzx" kind " %1, %0\" : \"=" reg "\"(q) : \"" reg "\"(b));\n"                              \
    "return q;"

#define LARGER(kind)                                                                                         \
    "__asm__(\"vpmaxu" kind " %1, %0, %0\" : \"+x\"(a) : \"x\"(b));\n"                                       \
    "return a;"

#define LOAD_PAIRS(reg)                                                                                      \
    "ivec both;\n"                                                                                           \
    "__asm__(\"vpmovsxbw %1, %0\" : \"=" reg "\"(both) : \"m\"(*(const weight_bytes *)w));\n"                \
    "return both;"

#define NEAREST_512 "return (ivec)__builtin_ia32_cvtps2dq512_mask(v, (ivec){ 0 }, -1, 4);"

/* gcc has a builtin for AVX512BW alone. */
#define MULTIPLY_ADD_512                                                                                     \
    "ivec sums;\n"                                                                                           \
    "__asm__(\"vpmaddwd %2, %1, %0\" : \"=v\"(sums) : \"v\"(a), \"v\"(b));\n"                                \
    "return sums;"

const Idioms avx512_bytes = {
    .constraint = "v",
    .spread = SPREAD("v"),
    .dot_bytes = "__asm__(\"vpdpbusd %2, %1, %0\" : \"+v\"(c) : \"v\"(x), \"v\"(w));\n"
                 "return c;",
    .multiply_add = MULTIPLY_ADD_512,
    .nearest = NEAREST_512,
    .load_u8 = WIDEN_LOAD("v", "bd"),
    .widen = WIDEN("v", "bd"),
    .larger_bytes = LARGER("b"),
    .store_u8 = "__asm__(\"vpmaxsd %1, %0, %0\" : \"+v\"(q) : \"v\"((ivec){ 0 }));\n"
                "__asm__(\"vpmovusdb %1, %0\" : \"=m\"(*(bytes *)y) : \"v\"(q));",
    .dot_halves = "__asm__(\"vdpbf16ps %2, %1, %0\" : \"+v\"(c) : \"v\"(x), \"v\"(w));\n"
                  "return c;",
    .store_bf16 = "halves rounded;\n"
                  "__asm__(\"vcvtneps2bf16 %1, %0\" : \"=v\"(rounded) : \"v\"(v));\n"
                  "*(halves *)p = rounded;",
};

const Idioms avx512_words = {
    .constraint = "v",
    .spread = SPREAD("v"),
    .load_pairs = LOAD_PAIRS("v"),
    .multiply_add = MULTIPLY_ADD_512,
    .nearest = NEAREST_512,
    .load_u8 = WIDEN_LOAD("v", "wd"),
    .widen = WIDEN("v", "wd"),
    .larger_bytes = LARGER("w"),
    .store_u8 = "__asm__(\"vpmaxsd %1, %0, %0\" : \"+v\"(q) : \"v\"((ivec){ 0 }));\n"
                "__asm__(\"vpminsd %1, %0, %0\" : \"+v\"(q) : \"v\"((ivec){ 0 } + 255));\n"
                "__asm__(\"vpmovdw %1, %0\" : \"=m\"(*(bytes *)y) : \"v\"(q));",
};

/* ---- 256 bits ---- */

/* The encoding is said: a compiler that may use AVX-512 would take that one. Stores saturate to 16 bits, then
 * to 8. */
const Idioms avx2_bytes = {
    .constraint = "x",
    .maximum = "__builtin_ia32_maxps256(a, b)",
    .spread = SPREAD("x"),
    .dot_bytes = "__asm__(\"%{vex%} vpdpbusd %2, %1, %0\" : \"+x\"(c) : \"x\"(x), \"x\"(w));\n"
                 "return c;",
    .multiply_add = "return (ivec)__builtin_ia32_pmaddwd256(a, b);",
    .nearest = "return (ivec)__builtin_ia32_cvtps2dq256(v);",
    .load_u8 = WIDEN_LOAD("x", "bd"),
    .widen =
        "typedef long long two __attribute__((vector_size(16))); /* clang has no register of 64 bits */\n"
        "ivec q;\n"
        "__asm__(\"vpmovzxbd %1, %0\" : \"=x\"(q) : \"x\"((two){ (long long)b, 0 }));\n"
        "return q;",
    .larger_bytes = "typedef long long two __attribute__((vector_size(16)));\n"
                    "two both = { (long long)a, 0 };\n"
                    "__asm__(\"vpmaxub %1, %0, %0\" : \"+x\"(both) : \"x\"((two){ (long long)b, 0 }));\n"
                    "return (bytes)both[0];",
    .store_u8 = "typedef int four __attribute__((vector_size(16)));\n"
                "typedef short eight __attribute__((vector_size(16)));\n"
                "typedef char sixteen __attribute__((vector_size(16)));\n"
                "const four low = (four)__builtin_ia32_vextractf128_si256(q, 0), high = "
                "(four)__builtin_ia32_vextractf128_si256(q, 1);\n"
                "const eight packed = (eight)__builtin_ia32_packssdw128(low, high);\n"
                "const sixteen all = (sixteen)__builtin_ia32_packuswb128(packed, packed);\n"
                "memcpy(y, &all, 8);",
};

/* Words: by saturation to 16 bits, and a minimum. */
const Idioms avx2_words = {
    .constraint = "x",
    .maximum = "__builtin_ia32_maxps256(a, b)",
    .spread = SPREAD("x"),
    .load_pairs = LOAD_PAIRS("x"),
    .multiply_add = "return (ivec)__builtin_ia32_pmaddwd256(a, b);",
    .nearest = "return (ivec)__builtin_ia32_cvtps2dq256(v);",
    .load_u8 = WIDEN_LOAD("x", "wd"),
    .widen = WIDEN("x", "wd"),
    .larger_bytes = LARGER("w"),
    .store_u8 = "typedef int four __attribute__((vector_size(16)));\n"
                "const four low = (four)__builtin_ia32_vextractf128_si256(q, 0), high = "
                "(four)__builtin_ia32_vextractf128_si256(q, 1);\n"
                "bytes packed = (bytes)__builtin_ia32_packusdw128(low, high);\n"
                "__asm__(\"vpminuw %1, %0, %0\" : \"+x\"(packed) : \"x\"((bytes){ 0 } + 255));\n"
                "*(bytes *)y = packed;",
};

/* ---- 128 bits ---- */

const Idioms sse2_words = {
    .constraint = "x",
    .maximum = "__builtin_ia32_maxps(a, b)",
    .multiply_add = "return (ivec)__builtin_ia32_pmaddwd128(a, b);",
    .nearest = "return (ivec)__builtin_ia32_cvtps2dq(v);",
    .store_u8 = "typedef short eight __attribute__((vector_size(16)));\n"
                "eight packed = (eight)__builtin_ia32_packssdw128(q, q);\n"
                "packed &= packed > 0;\n"
                "packed |= packed > 255;\n"
                "packed &= 255;\n"
                "memcpy(y, &packed, 8);",
};
