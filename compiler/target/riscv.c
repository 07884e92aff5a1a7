/* riscv.c: RISC-V with vectors (V 1.0): its rows, how such a processor is asked, and how programs of it are
 * made and run on other machines. */
#include "rows.h"

/* ---- How it is asked ---- */

/* Features are the bits of a vector, at the least. */
#if defined __riscv && defined __linux__
#include <stdlib.h>
#include <sys/auxv.h>

/* Linux: a bit a letter of the extensions' names. vlenb, CSR 0xc22, is the length of a vector in bytes. */
static bool has(const char *feature) {
    if (!(getauxval(AT_HWCAP) >> ('V' - 'A') & 1)) return false;
    unsigned long bytes;
    __asm__("csrr %0, 0xc22" : "=r"(bytes));
    return atoi(feature) > 0 && 8 * bytes >= (unsigned long)atoi(feature);
}
#define MACHINE(row) NULL
#else
static bool has(const char *feature) { return feature == NULL; }
#define MACHINE(row) &row
#endif

/* The instruction that reads the length is one of V's. Whether there is V at all is the operating system's to
 * say, which emitted code does not call. */
static const Architecture riscv = {
    .has = has,
    .prepare = "unsigned long bytes; __asm__(\"csrr %0, vlenb\" : \"=r\"(bytes)); /* of a vector */",
    .test = "(8 * bytes >= %s)",
};

/* ---- How it is emulated ---- */

#define COMPILERS                                                                                            \
    { "clang-19 --target=riscv64-linux-gnu" }
#define EMULATOR(bits) "qemu-riscv64 -cpu rv64,v=true,vext_spec=v1.0,vlen=" #bits

#ifndef __riscv
static const Machine vlen128 = {
    .name = "riscv64", .compilers = COMPILERS, .flags = "-static", .emulator = EMULATOR(128)
};
static const Machine vlen256 = {
    .name = "riscv64", .compilers = COMPILERS, .flags = "-static", .emulator = EMULATOR(256)
};
#endif

/* ---- Rows ---- */

/* Vectors of a fixed size have no registers in clang's inline assembler: its builtins say the rest. Rounding
 * is as the processor's mode says, and that is to the nearest, ties to even, unless a program changes it. */
static const Idioms idioms = {
    .by_scalars = true,
    .times = "((a) * (b))",
    .nearest = "return __builtin_convertvector(__builtin_elementwise_rint(v), ivec);",
    .load_u8 = "return __builtin_convertvector(*(const bytes *)p, ivec);",
    .widen = "return __builtin_convertvector(b, ivec);",
    .larger_bytes = "return __builtin_elementwise_max(a, b);",
    .store_u8 =
        "q = __builtin_elementwise_min(__builtin_elementwise_max(q, (ivec){ 0 }), (ivec){ 0 } + 255);\n"
        "*(bytes *)y = __builtin_convertvector(q, bytes);",
};

/* SiFive's P670 as llvm-mca has it, for vectors of two registers: units take them twice. What is loaded in a
 * tile are scalars, two a cycle. Transforms are bound by loads and stores of vectors: 30 cycles for eight
 * points of F(6,3), 23 for eight that become six, each in two passes. All else is assumed to be Zen 4's,
 * which takes its vectors twice, too. */
static const Core p670_core = {
    .multiply_adds = 1,
    .loads = 2,
    .with_shuffles = 1,
    .latency = 6,
    .tile_pixel = 0.06, /* its scalar takes a place among four: of bytes 7x2 are better than 14x1 */
    .tile_weight = 0.2,
    .pairs = 0.79,
    .pair_sum = 3,
    .pair_tile = 160,
    .gather = 6,
    .winograd_in = 7.5,
    .winograd_out = 6,
    .stem_in = 0.8,
    .raw_row = 10,
    .raw_product = 1.2,
    .unhidden = 0.2,
    .restart = 0.5,
    .raw_tiles = 3,
    .fetch_tiles = 12,
    .narrow_tiles = 0,
};

/* Assumed, no such machine was measured: of a core in the middle. */
static const Caches caches = {
    .line_bytes = 64,
    .near_bytes = 512 << 10,
    .far_bytes = 2 << 20,
    .span_bytes = 1 << 20,
    .near_rate = 16,
    .far_rate = 10,
    .memory_rate = 5,
};

/* Words are multiplied and added up at twice the rate of floats (llvm-mca's SiFive P670). */
#define WORD                                                                                                 \
    { .step = 0.5, .together = 1 }
#define WORDS                                                                                                \
    { [NUMBER_S8_PAIRS] = WORD, [NUMBER_S16] = WORD }

/* A vec is two registers (LMUL 2): half the instructions for the same sums, so that processors which decode
 * few are busy with multiply-adds. */
const Target target_rvv256 = { .name = "rvv256",
                               .machine = MACHINE(vlen256),
                               .architecture = &riscv,
                               .core = &p670_core,
                               .caches = &caches,
                               .prelude = PRELUDE_VECTORS,
                               .idioms = &idioms,
                               .fma = true,
                               .lanes = 16,
                               .registers = 16,
                               .pixels = { 14, 7, 4, 3 },
                               .extensions = WORDS,
                               .standard = "gnu11",
                               .flags = "-march=rv64gcv_zvl256b -mabi=lp64d",
                               .macros = { "__riscv_v", "__riscv_zvl256b" },
                               .features = { "256" },
                               .summary = "RISC-V with V 1.0, vectors of 256 bits or more, 16 lanes" };

const Target target_rvv128 = { .name = "rvv128",
                               .machine = MACHINE(vlen128),
                               .architecture = &riscv,
                               .core = &p670_core,
                               .caches = &caches,
                               .prelude = PRELUDE_VECTORS,
                               .idioms = &idioms,
                               .fma = true,
                               .lanes = 8,
                               .registers = 16,
                               .pixels = { 14, 7, 4, 3 },
                               .extensions = WORDS,
                               .standard = "gnu11",
                               .flags = "-march=rv64gcv_zvl128b -mabi=lp64d",
                               .macros = { "__riscv_v", "__riscv_zvl128b" },
                               .features = { "128" },
                               .summary = "RISC-V with V 1.0, vectors of 128 bits or more, 8 lanes" };
