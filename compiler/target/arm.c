/* arm.c: Arm: its rows, and how programs of such a machine are made and run on others. */
#include "rows.h"

#ifdef __aarch64__
#define AARCH64 NULL
#else
static const Machine aarch64 = {
    .name = "aarch64",
    .compilers = { "aarch64-linux-gnu-gcc", "clang-19 --target=aarch64-linux-gnu" },
    .flags = "-static",
    .emulator = "qemu-aarch64 -cpu max",
};
#define AARCH64 &aarch64
#endif

/* All that vector extensions say for themselves. */
static const Idioms idioms = { .constraint = "w" };

/* Assumed, no such machine was measured: of a core in the middle, as Cortex-A76's. */
static const Caches caches = {
    .line_bytes = 64,
    .near_bytes = 512 << 10,
    .far_bytes = 2 << 20,
    .span_bytes = 1 << 20,
    .near_rate = 16,
    .far_rate = 10,
    .memory_rate = 5,
};

/* The core is assumed to be like Zen 5's. Tiles leave registers for the weights of a step and some pixels. */
const Target target_neon = { .name = "neon",
                             .machine = AARCH64,
                             .core = &zen5_core,
                             .caches = &caches,
                             .prelude = PRELUDE_VECTORS,
                             .idioms = &idioms,
                             .fma = true,
                             .lanes = 4,
                             .registers = 32,
                             .pixels = { 24, 12, 8, 6 },
                             .standard = "gnu11",
                             .flags = "",
                             .macros = { "__aarch64__", "__ARM_NEON" },
                             .summary = "any AArch64, 4 lanes" };
