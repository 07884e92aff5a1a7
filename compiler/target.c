/* target.c: a row of data an instruction set. A new target is a new row. */
#include "resnetc.h"

#include <string.h>

/* Measured on these. */
static const Caches zen5 = { 1 << 20, 16 << 20, 32, 20, 9, false },
                    zen3 = { 512 << 10, 16 << 20, 32, 20, 5, true };
/* With less arithmetic a cycle there is more time for what comes. */
static const Caches hiding = { 512 << 10, 16 << 20, 32, 20, 5, false };

/* Tiles: measured on Zen 5 (14x32, 8x48, 6x64 and, for AVX2, 6x16 and 4x24 reach 98 % of peak without a
 * spill). */
const Target targets[] = {
    { .name = "zen5",
      .caches = &zen5,
      .lanes = 16,
      .registers = 32,
      .pixels = { 24, 14, 8, 6 },
      .pair_pixels = { 0, 10, 7, 0 },
      .narrow = true,
      .standard = "gnu11",
      .flags = "-mavx512f -mfma",
      .macros = { "__AVX512F__", "__FMA__" },
      .features = { "avx512f", "fma" },
      .processor = "zen5",
      .sleef_exp = "Sleef_finz_expf16_u10avx512f",
      .summary = "as avx512, for AMD Zen 5, whose adders stand beside its multipliers" },
    { .name = "avx512",
      .caches = &zen5,
      .lanes = 16,
      .registers = 32,
      .pixels = { 24, 14, 8, 6 },
      .standard = "gnu11",
      .flags = "-mavx512f -mfma",
      .macros = { "__AVX512F__", "__FMA__" },
      .features = { "avx512f", "fma" },
      .sleef_exp = "Sleef_finz_expf16_u10avx512f",
      .summary = "x86-64 with AVX-512F, 16 lanes" },
    { .name = "avx2",
      .caches = &zen3,
      .lanes = 8,
      .registers = 16,
      .pixels = { 12, 6, 4, 0 },
      .slice_bytes = 16 << 10,
      .standard = "gnu11",
      .flags = "-mavx2 -mfma",
      .macros = { "__AVX2__", "__FMA__" },
      .features = { "avx2", "fma" },
      .maximum = "__builtin_ia32_maxps256",
      .sleef_exp = "Sleef_finz_expf8_u10avx2",
      .summary = "x86-64 with AVX2 and FMA, 8 lanes" },
    { .name = "sse2",
      .caches = &hiding,
      .lanes = 4,
      .registers = 16,
      .pixels = { 8, 4, 0, 0 },
      .slice_bytes = 16 << 10,
      .standard = "gnu11",
      .flags = "-msse2",
      .macros = { "__SSE2__" },
      .features = { "sse2" },
      .maximum = "__builtin_ia32_maxps",
      .sleef_exp = "Sleef_cinz_expf4_u10sse2",
      .summary = "any x86-64, 4 lanes" },
    { .name = "scalar",
      .caches = &hiding,
      .lanes = 1,
      .registers = 16,
      .pixels = { 8, 6, 4, 4 },
      .standard = "c99",
      .flags = "",
      .summary = "plain C99, one lane: any machine, any compiler" },
};
const int target_count = COUNT_OF(targets);

#if defined __x86_64__ || defined __i386__
#include <cpuid.h>

/* Vendor and family: AMD64 Architecture Programmer's Manual, volume 3, appendix E; 26 is Zen 5. */
static bool is_zen5(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(0, &a, &b, &c, &d) || memcmp(&c, "cAMD", 4)) return false;
    return __get_cpuid(1, &a, &b, &c, &d) && (a >> 8 & 0xf) + (a >> 20 & 0xff) == 26;
}

static bool processor_has(const char *feature) {
    __builtin_cpu_init();
    if (!strcmp(feature, "avx512f")) return __builtin_cpu_supports("avx512f");
    if (!strcmp(feature, "avx2")) return __builtin_cpu_supports("avx2");
    if (!strcmp(feature, "fma")) return __builtin_cpu_supports("fma");
    return !strcmp(feature, "sse2") && __builtin_cpu_supports("sse2");
}
#else
static bool is_zen5(void) { return false; }
static bool processor_has(const char *feature) { return feature == NULL; }
#endif

bool target_runs_here(const Target *target) {
    for (int i = 0; i < COUNT_OF(target->features) && target->features[i]; i++)
        if (!processor_has(target->features[i])) return false;
    return true;
}

static bool is_native(const Target *target) {
    return target_runs_here(target) && (!target->processor || is_zen5());
}

/* The rows stand from the fastest to the one that runs everywhere. */
const Target *target_find(const char *name) {
    bool native = !strcmp(name, "native");
    for (int i = 0; i < target_count; i++)
        if (native ? is_native(&targets[i]) : !strcmp(name, targets[i].name)) return &targets[i];
    return NULL;
}
