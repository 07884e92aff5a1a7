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
    .threads = true,
};
#define AARCH64 &aarch64
#endif

/* ---- How it is asked ---- */

#if defined __aarch64__ && defined __linux__
#include <string.h>
#include <sys/auxv.h>

/* Linux, arch/arm64/include/uapi/asm/hwcap.h: HWCAP_ASIMDDP, HWCAP2_I8MM, HWCAP2_BF16. */
static bool has(const char *feature) {
    if (!strcmp(feature, "dotprod")) return getauxval(AT_HWCAP) >> 20 & 1;
    if (!strcmp(feature, "i8mm")) return getauxval(AT_HWCAP2) >> 13 & 1;
    return !strcmp(feature, "bf16") && getauxval(AT_HWCAP2) >> 14 & 1;
}
#elif defined __aarch64__ && defined __APPLE__
#include <string.h>

static bool has(const char *feature) { return !strcmp(feature, "dotprod"); } /* all have that, since M1 */
#else
static bool has(const char *feature) { return feature == NULL; }
#endif

static const Question questions[] = {
    { "dotprod", NULL, "HAS_FEATURE(16, 20)" }, /* AT_HWCAP */
    { "i8mm", NULL, "HAS_FEATURE(26, 13)" },    /* AT_HWCAP2 */
    { "bf16", NULL, "HAS_FEATURE(26, 14)" },
    { NULL, NULL, NULL },
};

/* By Linux's C libraries, Android's, too. A file without one, and other systems, have nobody to ask: Apple's
 * processors have dotprod, and who compiles for more knows why. */
static const Architecture arm = {
    .has = has,
    .prepare = "#ifdef __linux__\n"
               "extern unsigned long getauxval(unsigned long) __attribute__((weak)); /* of the C library, if "
               "any */\n"
               "#define HAS_FEATURE(list, bit) (!getauxval || getauxval(list) >> bit & 1)\n"
               "#else\n"
               "#define HAS_FEATURE(list, bit) 1\n"
               "#endif",
    .test = "HAS_FEATURE(%s)",
    .questions = questions,
};

/* ---- Cores and caches: no such machine was measured ---- */

/* Arm, Cortex-A76 and Neoverse V1 software optimization guides, as llvm's models of Neoverse N1 (whose core
 * is A76's) and V1 have them: two multiply-adds and two loads a cycle; four, and three. A sum waits four
 * cycles at the most, so the wider ones have to have 16: as many as the narrow ones do in eight.
 * What stands beside the products is assumed, as Zen 5's, which begins as many multiply-adds. */
static const Core core = {
    .multiply_adds = 2,
    .loads = 2,
    .with_shuffles = 2,
    .latency = 8,
    .tile_pixel = 0.02,
    .tile_weight = 0.1,
    .pairs = 0.79,
    .pair_sum = 1.5,
    .pair_tile = 80,
    .gather = 3,
    .winograd_in = 3,
    .winograd_out = 2.5,
    .stem_in = 0.4,
    .raw_row = 5,
    .raw_product = 0.6,
    .unhidden = 0.2,
    .restart = 0.5,
    .raw_tiles = 100, /* registers hold the points of two image tiles at the most */
};

/* The least that boards have of late (Raspberry Pi 5: 64 KB, 512 KB, 2 MB); slices as of SSE2, whose vectors
 * are as wide, for first caches of 32 KB and more. */
static const Caches caches = {
    .line_bytes = 64,
    .slice_bytes = 16 << 10,
    .near_bytes = 512 << 10,
    .far_bytes = 2 << 20,
    .span_bytes = 1 << 20,
    .near_rate = 16,
    .far_rate = 10,
    .memory_rate = 5,
};

/* ---- Rows ---- */

/* gcc 12 reaches 99.6 % of the multiply-adds' bound with a tile as it is written. What its first scheduling
 * makes of it takes more registers than there are (decision 041). */
#define PRAGMA "GCC optimize (\"no-schedule-insns\")"

/* Two products and a sum of words, where a float has one multiply-add, on units that are half as many. */
#define BYTES                                                                                                \
    {                                                                                                        \
        .dots = true, .takes_signed = true, .step = 4, .halved = true, .pixels = { 12, 8, 6, 5 }             \
    }
#define DOTPROD                                                                                              \
    { .dots = true, .takes_signed = true }
/* All that have bf16 multiply unsigned bytes by signed ones, too. */
#define I8MM                                                                                                 \
    { .dots = true }
/* Two pixels by two channels, four products each: four multiply-adds of floats in the time of one. */
#define BF16                                                                                                 \
    {                                                                                                        \
        .dots = true, .together = 4, .pixels = { 16, 12, 8, 6 }                                              \
    }

/* Tiles: what gcc 12 and clang 19 hold without a spill, of a block of four channels of each pixel, the sums
 * and a vector of weights. */
#define NEON                                                                                                 \
    .machine = AARCH64, .core = &core, .caches = &caches, .prelude = PRELUDE_VECTORS, .fma = true,           \
    .lanes = 4, .by_element = true, .registers = 32, .pixels = { 14, 10, 7, 6 }, .standard = "gnu11",        \
    .pragma = PRAGMA

const Target target_neon_bf16 = {
    NEON,
    .name = "neon-bf16",
    .architecture = &arm,
    .idioms = &neon_halves,
    .extensions = { [NUMBER_S8] = I8MM, [NUMBER_BF16] = BF16 },
    .flags = "-march=armv8.2-a+dotprod+i8mm+bf16",
    .macros = { "__ARM_FEATURE_DOTPROD", "__ARM_FEATURE_MATMUL_INT8",
                "__ARM_FEATURE_BF16_VECTOR_ARITHMETIC" },
    .features = { "dotprod", "i8mm", "bf16" },
    .summary = "AArch64 that multiplies bf16 (BFMMLA) and unsigned bytes (SUDOT), 4 lanes",
};

const Target target_neon_dot = {
    NEON,
    .name = "neon-dot",
    .architecture = &arm,
    .idioms = &neon_dots,
    .extensions = { [NUMBER_S8] = DOTPROD },
    .flags = "-march=armv8.2-a+dotprod",
    .macros = { "__ARM_FEATURE_DOTPROD" },
    .features = { "dotprod" },
    .summary = "AArch64 that multiplies bytes (SDOT), 4 lanes",
};

const Target target_neon = {
    NEON,
    .name = "neon",
    .idioms = &neon_bytes,
    .extensions = { [NUMBER_S8] = BYTES },
    .flags = "",
    .macros = { "__aarch64__", "__ARM_NEON" },
    .summary = "any AArch64, 4 lanes",
};
