/* x86.c: x86-64: its rows, from wide vectors to narrow ones; what the cost model knows of its processors; and
 * how such a processor is asked. */
#include "rows.h"

#include <string.h>

/* ---- How it is asked ---- */

#if defined __x86_64__ || defined __i386__
#include <cpuid.h>

/* Family of a processor by AMD, 0 for others': AMD64 Architecture Programmer's Manual, volume 3, appendix E:
 * CPUID leaf 0 has the vendor, "AuthenticAMD", leaf 1 the family in two parts, which are added where the
 * first one is 15. */
static unsigned amd_family(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(0, &a, &b, &c, &d) || memcmp(&c, "cAMD", 4)) return 0;
    return __get_cpuid(1, &a, &b, &c, &d) ? (a >> 8 & 0xf) + (a >> 20 & 0xff) : 0;
}

/* CPUID leaf 7, part 1, EAX: Intel, architecture instruction set extensions. */
static bool has_avx_vnni(void) {
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 4 & 1);
}

static bool has(const char *feature) {
    __builtin_cpu_init();
    if (!strcmp(feature, "avxvnni")) return has_avx_vnni();
    if (!strcmp(feature, "avx512f")) return __builtin_cpu_supports("avx512f");
    if (!strcmp(feature, "avx512bw")) return __builtin_cpu_supports("avx512bw");
    if (!strcmp(feature, "avx512vnni")) return __builtin_cpu_supports("avx512vnni");
    if (!strcmp(feature, "avx512bf16")) return __builtin_cpu_supports("avx512bf16");
    if (!strcmp(feature, "avx2")) return __builtin_cpu_supports("avx2");
    if (!strcmp(feature, "fma")) return __builtin_cpu_supports("fma");
    return !strcmp(feature, "sse2") && __builtin_cpu_supports("sse2");
}
#else
static unsigned amd_family(void) { return 0; }
static bool has(const char *feature) { return feature == NULL; }
#endif

/* Clang 14's builtin does not know it. A processor that has AVX2 has leaf 7. */
static const Question questions[] = {
    { "avxvnni",
      "unsigned a = 7, b, c = 1, d; /* CPUID leaf 7, part 1: bit 4 of EAX is AVX-VNNI */\n"
      "__asm__(\"cpuid\" : \"+a\"(a), \"=b\"(b), \"+c\"(c), \"=d\"(d));",
      "(a >> 4 & 1)" },
    { NULL, NULL, NULL },
};

static const Architecture x86 = { has, "__builtin_cpu_init();", "__builtin_cpu_supports(\"%s\")", questions,
                                  true };

/* AMD, Processor Programming References: 1Ah is Zen 5. 19h is Zen 3 and Zen 4, of which only the latter
 * (models 10h to 1Fh and 60h to AFh) has AVX-512, which its row asks for. */
static bool is_zen5(void) { return amd_family() == 0x1a; }
static bool is_zen4(void) { return amd_family() == 0x19; }

static bool multiplies_bytes(void) { return has("avx512vnni"); }
static bool multiplies_bytes_by_avx(void) { return has("avxvnni"); }

/* ---- Cores ---- */

/* Units and latency: Fog, instruction tables, 2025, Zen 5. With shuffles: AMD, software optimization guide
 * for family 19h, 2020: of three units two serve each.
 * What says "assumed" was set so that choices came out right; all else was measured on Zen 5 with AVX-512.
 * Other rows have no core of their own: for them all is assumed, and what they reach with it was measured
 * (decision 017). */
const Core zen5_core = {
    .multiply_adds = 2,
    .loads = 2,
    .with_shuffles = 3,
    .latency = 4,
    /* Weights are read from L2 once a tile: tiles of more pixels are better than those of more vectors (14x32
     * before 6x64). */
    .tile_pixel = 0.02,
    .tile_weight = 0.2,
    .pairs = 0.79,   /* three multiplications for four, and what is left of it */
    .pair_sum = 1.5, /* four instructions */
    .pair_tile = 80,
    .gather = 3, /* assumed: as a transformed vector */
    .winograd_in = 3,
    .winograd_out = 2.5,
    .stem_in = 0.4, /* a twentieth of the products of ResNet's */
    .raw_row = 5,   /* 19 cycles where 24 products take 12 */
    .raw_product = 0.6,
    .unhidden = 0.2, /* assumed */
    .restart = 0.5,  /* 128 channels to 28x28 with stride 2: 714 us in four strips, 605 in one */
    .raw_tiles = 3,  /* on Zen 3: 512 channels at 7x7 by F(4,3) with two 3 ms, F(2,3) transformed ahead 1.6 */
    .narrow_tiles = 50, /* beyond, arithmetic takes longer (decision 014) */
};

/* Zen 4: a vector of 512 bits takes its units twice (Fog, instruction tables, 2025), so arithmetic takes
 * twice Zen 5's cycles, and what stands beside the products, too. The last two were measured (decision 029).
 */
static const Core zen4_core = {
    .multiply_adds = 1,
    .loads = 1,
    .with_shuffles = 1.5,
    .latency = 4,
    .tile_pixel = 0.02,
    .tile_weight = 0.2,
    .pairs = 0.79,
    .pair_sum = 3,
    .pair_tile = 160,
    .gather = 6,
    .winograd_in = 6,
    .winograd_out = 5,
    .stem_in = 0.8,
    .raw_row = 10,
    .raw_product = 1.2,
    .unhidden = 0.2,
    .restart = 0.5,
    .raw_tiles = 3,
    .fetch_tiles = 12, /* 256 channels at 14x14 by F(5,3), nine: 950 us fetching ahead, 620 without */
    .narrow_tiles = 0, /* as floats at 28x28 the same, at 14x14 620 for 750 us */
};

/* Intel's Emerald Rapids (family 6, model 207; decision 027). As Zen 5's but for raw filters: 512 channels at
 * 7x7 by F(4,3) with them take 2.5 ms, a row 72 cycles, and F(2,3) transformed ahead 1.6. No tile holds so
 * many image tiles: never. */
static const Core emerald_rapids_core = {
    .multiply_adds = 2,
    .loads = 2,
    .with_shuffles = 3,
    .latency = 4,
    .tile_pixel = 0.02,
    .tile_weight = 0.2,
    .pairs = 0.79,
    .pair_sum = 1.5,
    .pair_tile = 80,
    .gather = 3,
    .winograd_in = 3,
    .winograd_out = 2.5,
    .stem_in = 0.4,
    .raw_row = 58,
    .raw_product = 0.6,
    .unhidden = 0.2,
    .restart = 0.5,
    .raw_tiles = 100,
    .narrow_tiles = 50,
};

/* ---- Caches ---- */

/* Measured. No slices: 1x1 layers reach 93 to 97 % of the peak as they are (decision 017). */
static const Caches zen5_caches = {
    .line_bytes = 64,
    .near_bytes = 1 << 20,
    .far_bytes = 16 << 20,
    .span_bytes = 4 << 20,
    .near_rate = 32,
    .far_rate = 20,
    .memory_rate = 9,
    .passing = true,
};

/* Emerald Rapids, as Linux says: 2 MB of L2 a core, of which half is counted on: the planes of a transform
 * lie powers of two apart. The last cache is the whole package's; as much is counted on as elsewhere. Of the
 * rates those are taken with which the choices came out best by the times of all candidates (decision 027):
 * measured are 4 to 5.5 bytes a cycle from where weights are kept between two runs. */
static const Caches emerald_rapids_caches = {
    .line_bytes = 64,
    .near_bytes = 1 << 20,
    .far_bytes = 16 << 20,
    .span_bytes = 4 << 20,
    .near_rate = 32,
    .far_rate = 10,
    .memory_rate = 7,
    .exposed = true,
};

/* AMD, Processor Programming Reference for family 19h, model 11h: a core has 1 MB of L2, eight share 32 MB of
 * L3, of which half is counted on, as on Zen 5. Memory's rate: with it choices came out best (decision 029);
 * reached are 5.6 bytes a cycle. */
static const Caches zen4_caches = {
    .line_bytes = 64,
    .near_bytes = 1 << 20,
    .far_bytes = 16 << 20,
    .span_bytes = 4 << 20,
    .near_rate = 32,
    .far_rate = 20,
    .memory_rate = 6,
    .passing = true,
};

/* Measured: slices and the rate of memory for decision 017, that the last cache is exposed for 020. */
static const Caches zen3_caches = {
    .line_bytes = 64,
    .slice_bytes = 16 << 10,
    .near_bytes = 512 << 10,
    .far_bytes = 16 << 20,
    .span_bytes = 4 << 20,
    .near_rate = 32,
    .far_rate = 20,
    .memory_rate = 5,
    .exposed = true,
};

/* Zen 3's, with less arithmetic a cycle: there is more time for what comes (decision 020). */
static const Caches sse2_caches = {
    .line_bytes = 64,
    .slice_bytes = 16 << 10,
    .near_bytes = 512 << 10,
    .far_bytes = 16 << 20,
    .span_bytes = 4 << 20,
    .near_rate = 32,
    .far_rate = 20,
    .memory_rate = 5,
};

/* ---- Rows ---- */

/* Multiply-adds of bytes and of bf16: Intel, architecture instruction set extensions (VNNI, AVX512_BF16).
 * Without them bytes are multiplied as 16 bits, for which wide vectors need AVX512BW. */
#define VNNI                                                                                                 \
    { .dots = true, .flag = "-mavx512vnni", .macro = "__AVX512VNNI__", .feature = "avx512vnni" }
#define BF16                                                                                                 \
    { .dots = true, .flag = "-mavx512bf16", .macro = "__AVX512BF16__", .feature = "avx512bf16" }
#define AVX_VNNI                                                                                             \
    { .dots = true, .flag = "-mavxvnni", .macro = "__AVXVNNI__", .feature = "avxvnni" }
/* Products of words and their sums have more units than multiply-adds of floats: 186 Gop/s where those reach
 * 123.
 */
#define WORD_STEPS                                                                                           \
    { .step = 1.3 }
#define WORDS                                                                                                \
    { .flag = "-mavx512bw", .macro = "__AVX512BW__", .feature = "avx512bw" }

/* Tiles were measured: 14x32, 8x48, 6x64 reach 98 % of the peak without a spill; pairs and narrow filters,
 * too (decisions 010 and 014). */
const Target target_zen5 = { .name = "zen5",
                             .architecture = &x86,
                             .core = &zen5_core,
                             .caches = &zen5_caches,
                             .prelude = PRELUDE_VECTORS,
                             .idioms = &avx512_bytes,
                             .fma = true,
                             .lanes = 16,
                             .registers = 32,
                             .pixels = { 24, 14, 8, 6 },
                             .pair_pixels = { 0, 10, 7, 0 },
                             .extensions = { [NUMBER_S8] = VNNI, [NUMBER_BF16] = BF16 },
                             .gains = { [NUMBER_S24] = true },
                             .standard = "gnu11",
                             .flags = "-mavx512f -mfma",
                             .macros = { "__AVX512F__", "__FMA__" },
                             .features = { "avx512f", "fma" },
                             .processor = is_zen5,
                             .kernels = "zen5",
                             .sleef_exp = "Sleef_finz_expf16_u10avx512f",
                             .summary =
                                 "as avx512, for AMD Zen 5, whose adders stand beside its multipliers" };

/* Measured on one: 1x1 layers reach 97 to 99 % of the peak without pairs and 90 with them. Filters of 24 bits
 * gain where weights must be fetched ahead, so only --tune takes them. Tiles are Zen 5's. */
const Target target_zen4 = { .name = "zen4",
                             .architecture = &x86,
                             .core = &zen4_core,
                             .caches = &zen4_caches,
                             .prelude = PRELUDE_VECTORS,
                             .idioms = &avx512_bytes,
                             .fma = true,
                             .lanes = 16,
                             .registers = 32,
                             .pixels = { 24, 14, 8, 6 },
                             .extensions = { [NUMBER_S8] = VNNI, [NUMBER_BF16] = BF16 },
                             .gains = { [NUMBER_S24] = true },
                             .standard = "gnu11",
                             .flags = "-mavx512f -mfma",
                             .macros = { "__AVX512F__", "__FMA__" },
                             .features = { "avx512f", "fma" },
                             .processor = is_zen4,
                             .kernels = "zen5",
                             .sleef_exp = "Sleef_finz_expf16_u10avx512f",
                             .summary = "as avx512, for AMD Zen 4, whose vectors take two turns" };

/* What "native" takes on Intel's, so core and caches are one of theirs; AMD's have rows of their own. Tiles
 * were measured on Zen 5. */
const Target target_avx512_vnni = { .name = "avx512-vnni",
                                    .architecture = &x86,
                                    .core = &emerald_rapids_core,
                                    .caches = &emerald_rapids_caches,
                                    .prelude = PRELUDE_VECTORS,
                                    .idioms = &avx512_bytes,
                                    .fma = true,
                                    .lanes = 16,
                                    .registers = 32,
                                    .pixels = { 24, 14, 8, 6 },
                                    .extensions = { [NUMBER_S8] = VNNI },
                                    .standard = "gnu11",
                                    .flags = "-mavx512f -mfma",
                                    .macros = { "__AVX512F__", "__FMA__" },
                                    .features = { "avx512f", "fma" },
                                    .processor = multiplies_bytes,
                                    .kernels = "zen5",
                                    .sleef_exp = "Sleef_finz_expf16_u10avx512f",
                                    .summary =
                                        "as avx512, for Intel's from Cascade Lake on, which multiply bytes" };

const Target target_avx512 = { .name = "avx512",
                               .architecture = &x86,
                               .core = &emerald_rapids_core,
                               .caches = &emerald_rapids_caches,
                               .prelude = PRELUDE_VECTORS,
                               .idioms = &avx512_words,
                               .fma = true,
                               .lanes = 16,
                               .registers = 32,
                               .pixels = { 24, 14, 8, 6 },
                               .extensions = { [NUMBER_S8] = WORDS },
                               .standard = "gnu11",
                               .flags = "-mavx512f -mfma",
                               .macros = { "__AVX512F__", "__FMA__" },
                               .features = { "avx512f", "fma" },
                               .kernels = "zen5",
                               .sleef_exp = "Sleef_finz_expf16_u10avx512f",
                               .summary = "x86-64 with AVX-512F, 16 lanes" };

/* What "native" takes on Intel's without AVX-512 from Alder Lake on. As avx2 but for products of bytes. */
const Target target_avx_vnni = { .name = "avx-vnni",
                                 .architecture = &x86,
                                 .core = &zen5_core,
                                 .caches = &zen3_caches,
                                 .prelude = PRELUDE_VECTORS,
                                 .idioms = &avx2_bytes,
                                 .fma = true,
                                 .lanes = 8,
                                 .registers = 16,
                                 .pixels = { 12, 6, 4, 0 },
                                 .extensions = { [NUMBER_S8] = AVX_VNNI },
                                 .standard = "gnu11",
                                 .flags = "-mavx2 -mfma",
                                 .macros = { "__AVX2__", "__FMA__" },
                                 .features = { "avx2", "fma" },
                                 .processor = multiplies_bytes_by_avx,
                                 .kernels = "avx2",
                                 .sleef_exp = "Sleef_finz_expf8_u10avx2",
                                 .summary = "as avx2, for processors with AVX-VNNI, which multiply bytes" };

/* Tiles were measured on Zen 5: 6x16 and 4x24 reach 98 % of the peak. */
const Target target_avx2 = { .name = "avx2",
                             .architecture = &x86,
                             .core = &zen5_core,
                             .caches = &zen3_caches,
                             .prelude = PRELUDE_VECTORS,
                             .idioms = &avx2_words,
                             .fma = true,
                             .lanes = 8,
                             .registers = 16,
                             .pixels = { 12, 6, 4, 0 },
                             .extensions = { [NUMBER_S8_PAIRS] = WORD_STEPS, [NUMBER_S16] = WORD_STEPS },
                             .standard = "gnu11",
                             .flags = "-mavx2 -mfma",
                             .macros = { "__AVX2__", "__FMA__" },
                             .features = { "avx2", "fma" },
                             .kernels = "avx2",
                             .sleef_exp = "Sleef_finz_expf8_u10avx2",
                             .summary = "x86-64 with AVX2 and FMA, 8 lanes" };

/* A multiplication and an addition for a multiply-add: as many of each a cycle. */
const Target target_sse2 = { .name = "sse2",
                             .architecture = &x86,
                             .core = &zen5_core,
                             .caches = &sse2_caches,
                             .prelude = PRELUDE_VECTORS,
                             .idioms = &sse2_words,
                             .lanes = 4,
                             .registers = 16,
                             .pixels = { 8, 4, 0, 0 },
                             .standard = "gnu11",
                             .flags = "-msse2",
                             .macros = { "__SSE2__" },
                             .features = { "sse2" },
                             .kernels = "sse2",
                             .sleef_exp = "Sleef_cinz_expf4_u10sse2",
                             .summary = "any x86-64, 4 lanes" };
