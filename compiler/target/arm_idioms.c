/* arm_idioms.c: what AArch64's instructions do that vector extensions do not say: Arm Architecture Reference
 * Manual for A-profile architecture (DDI 0487), chapter C7. */
#include "rows.h"

/* Bytes are multiplied as signed ones: values lie less 128. Two products of such have 16 bits, so that they
 * are added up as words: 2 * 128 * 127 = 32512. Of four the first two are lanes of one half of a vector. */
#define PICK_BYTES                                                                                           \
    "typedef unsigned char sixteen __attribute__((vector_size(16)));\n"                                      \
    "enum { A = 4 * %d, B = A + 1, C = A + 2, D = A + 3 };\n"                                                \
    "const sixteen order = { A, B, A, B, A, B, A, B, C, D, C, D, C, D, C, D };\n"                            \
    "ivec q;\n"                                                                                              \
    "__asm__(\"tbl %%0.16b, {%%1.16b}, %%2.16b\" : \"=w\"(q) : \"w\"(x), \"w\"(order));\n"                   \
    "return q;"

#define ADD_PRODUCTS                                                                                         \
    "ivec products;\n"                                                                                       \
    "__asm__(\"smull %0.8h, %1.8b, %2.8b\" : \"=w\"(products) : \"w\"(x), \"w\"(w));\n"                      \
    "__asm__(\"smlal2 %0.8h, %1.16b, %2.16b\" : \"+w\"(products) : \"w\"(x), \"w\"(w));\n"                   \
    "__asm__(\"sadalp %0.4s, %1.8h\" : \"+w\"(c) : \"w\"(products));\n"                                      \
    "return c;"

/* By element: of x[%d]. */
#define DOT(instruction)                                                                                     \
    "__asm__(\"" instruction " %%0.4s, %%1.16b, %%2.4b[%d]\" : \"+w\"(c) : \"w\"(w), \"w\"(x));\n"           \
    "return c;"

/* Of values as they lie, unsigned or less 128. An int in a vector register is the lower quarter of it. */
#define LARGER_BYTES(maximum)                                                                                \
    "unsigned most, other;\n"                                                                                \
    "memcpy(&most, &a, sizeof most);\n"                                                                      \
    "memcpy(&other, &b, sizeof other);\n"                                                                    \
    "__asm__(\"" maximum " %0.8b, %0.8b, %1.8b\" : \"+w\"(most) : \"w\"(other));\n"                          \
    "memcpy(&a, &most, sizeof a);\n"                                                                         \
    "return a;"

#define WIDEN(widen, and_more)                                                                               \
    "ivec q;\n"                                                                                              \
    "unsigned four;\n"                                                                                       \
    "memcpy(&four, &b, sizeof four);\n"                                                                      \
    "__asm__(\"" widen " %0.8h, %1.8b, #0\\n\\t" widen " %0.4s, %0.4h, #0\" : \"=w\"(q) : \"w\"(four));\n"   \
    "return q" and_more ";"

#define LOAD_U8(widen, and_more)                                                                             \
    "ivec q;\n"                                                                                              \
    "__asm__(\"ldr %s0, %1\\n\\t" widen " %0.8h, %0.8b, #0\\n\\t" widen                                      \
    " %0.4s, %0.4h, #0\" : \"=w\"(q) : \"m\"(*(const bytes *)p));\n"                                         \
    "return q" and_more ";"

#define UNSIGNED                                                                                             \
    .load_u8 = LOAD_U8("ushll", ""), .widen = WIDEN("ushll", ""), .larger_bytes = LARGER_BYTES("umax"),      \
    .store_u8 = "__asm__(\"sqxtun %0.4h, %0.4s\\n\\tuqxtn %0.8b, %0.8h\" : \"+w\"(q));\n"                    \
                "memcpy(y, &q, 4);"

#define LESS_128                                                                                             \
    .load_u8 = LOAD_U8("sshll", " + 128"), .widen = WIDEN("sshll", " + 128"),                                \
    .larger_bytes = LARGER_BYTES("smax"),                                                                    \
    .store_u8 = "__asm__(\"sqsub %0.4s, %0.4s, %1.4s\\n\\tsqxtn %0.4h, %0.4s\\n\\tsqxtn %0.8b, %0.8h\" : "   \
                "\"+w\"(q) : \"w\"((ivec){ 0 } + 128));\n"                                                   \
                "memcpy(y, &q, 4);"

#define LOAD_BF16                                                                                            \
    "vec v;\n"                                                                                               \
    "__asm__(\"ldr %d0, %1\\n\\tshll %0.4s, %0.4h, #16\" : \"=w\"(v) : \"m\"(*(const halves *)p));\n"        \
    "return v;"

/* As inline assembler gcc keeps a sum in its register; of what it makes itself, some are moved. */
#define ADD_PRODUCT                                                                                          \
    "__asm__(\"fmla %%0.4s, %%1.4s, %%2.s[%d]\" : \"+w\"(c) : \"w\"(w), \"w\"(x));\n"                        \
    "return c;"

#define NEON                                                                                                 \
    .constraint = "w",                                                                                       \
    .larger = "__asm__(\"fmax %0.4s, %0.4s, %1.4s\" : \"+w\"(a) : \"w\"(b));\n"                              \
              "return a;",                                                                                   \
    .add_product = ADD_PRODUCT,                                                                              \
    .load_element = "ivec x;\n"                                                                              \
                    "__asm__(\"ldr %s0, %1\" : \"=w\"(x) : \"m\"(*(const unaligned_int *)p));\n"             \
                    "return x;",                                                                             \
    .times = "((a) * (b))",                                                                                  \
    .nearest = "ivec q;\n"                                                                                   \
               "__asm__(\"fcvtns %0.4s, %1.4s\" : \"=w\"(q) : \"w\"(v));\n"                                  \
               "return q;",                                                                                  \
    .load_bf16 = LOAD_BF16

const Idioms neon_bytes = { NEON, LESS_128, .pick_bytes = PICK_BYTES, .dot_bytes = ADD_PRODUCTS };

const Idioms neon_dots = { NEON, LESS_128, .dot_bytes = DOT("sdot") };

const Idioms neon_halves = {
    NEON,
    UNSIGNED,
    .dot_bytes = DOT("sudot"),
    .dot_halves = "__asm__(\"bfmmla %0.4s, %1.8h, %2.8h\" : \"+w\"(c) : \"w\"(x), \"w\"(w));\n"
                  "return c;",
    .turn = "vec first, second;\n"
            "__asm__(\"zip1 %0.2d, %1.2d, %2.2d\" : \"=w\"(first) : \"w\"(*a), \"w\"(*b));\n"
            "__asm__(\"zip2 %0.2d, %1.2d, %2.2d\" : \"=w\"(second) : \"w\"(*a), \"w\"(*b));\n"
            "*a = first;\n"
            "*b = second;",
    .store_bf16 = "__asm__(\"bfcvtn %0.4h, %1.4s\" : \"=w\"(v) : \"w\"(v));\n"
                  "memcpy(p, &v, 8);",
};
