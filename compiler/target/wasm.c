/* wasm.c: WebAssembly with its vectors of 128 bits: its rows, their idioms, and how modules are made and run.
 * WebAssembly Core Specification 3.0, vector instructions; clang's builtins for them. */
#include "rows.h"

/* ---- Idioms ---- */

/* The same for both: relaxed products of bytes take 7 bits of one factor, and two for eight cost more than
 * products of words (decision 042). */
#define WASM_IDIOMS                                                                                          \
    .step = "__asm__(\"\" : \"+r\"(p), \"+r\"(w))",                                                          \
                                                                                                             \
    .maximum = "__builtin_wasm_pmax_f32x4(b, a)",                                                            \
    .load_pairs = "return (ivec)__builtin_convertvector(*(const weight_bytes *)w, words);",                  \
    .multiply_add = "return (ivec)__builtin_wasm_dot_s_i32x4_i16x8(a, b);",                                  \
    .nearest = "return (ivec)__builtin_wasm_trunc_saturate_s_i32x4_f32x4(__builtin_wasm_nearest_f32x4(v));", \
    .load_u8 = "return __builtin_convertvector(*(const bytes *)p, ivec);",                                   \
    .widen = "return __builtin_convertvector(b, ivec);",                                                     \
    .larger_bytes = "return __builtin_elementwise_max(a, b);",                                               \
    .store_u8 = "typedef unsigned short eight __attribute__((vector_size(16)));\n"                           \
                "const eight packed = (eight)__builtin_wasm_narrow_u_i16x8_i32x4(q, q);\n"                   \
                "const eight least = __builtin_elementwise_min(packed, (eight){ 0 } + 255);\n"               \
                "*(bytes *)y = __builtin_shufflevector(least, least, 0, 1, 2, 3);"

static const Idioms simd = { WASM_IDIOMS };

/* Fused or not, as the engine likes. */
static const Idioms relaxed = {
    WASM_IDIOMS,
    .fused = "return __builtin_wasm_relaxed_madd_f32x4(a, b, c);",
};

/* ---- Machine ---- */

/* WASI gives the program the folder's files. Its memory does not grow: V8 11.3 crashes where it does so while
 * garbage is collected; pages that are not touched cost nothing. Engines before V8 11.4 do not know relaxed
 * instructions but by a flag, which later ones have forgotten. */
static const char host[] =
    "const { readFileSync } = require('fs'), { WASI } = require('wasi'), v8 = require('v8');\n"
    "if (parseFloat(process.versions.v8) < 11.4) v8.setFlagsFromString('--experimental-wasm-relaxed-simd');\n"
    "const wasi = new WASI({ version: 'preview1', preopens: { '.': '.' } });\n"
    "WebAssembly.instantiate(readFileSync(process.argv[2]), wasi.getImportObject()).then(\n"
    "    ({ instance }) => { process.exitCode = wasi.start(instance); },\n"
    "    (e) => { console.error('error: ' + e.message); process.exitCode = 1; });\n";

/* Where wasm-opt is installed, clang starts it for -O2, and it may be too old for relaxed instructions.
 * Without it (--no-wasm-opt) clang 19 does not link. So only clang's inner program hears of -O2. */
static const Machine wasm = {
    .name = "wasm32",
    .compilers = { "clang-19 --target=wasm32-wasi" },
    .flags = "-O0 -Xclang -O2 -Wl,--initial-memory=2147483648",
    .emulator = "node --no-warnings script",
    .script = host,
};

/* ---- Cores and caches ---- */

/* Measured with V8 11.3 (node 20) and 13.6 (node 24) on an Emerald Rapids, whose two units fuse: what is
 * loaded to all lanes takes an address of its own, so tiles of few pixels are better than those of few
 * vectors (2 x 16 channels before 4 x 8). The rest is assumed to be as on Zen 5. */
#define WASM_CORE                                                                                            \
    .loads = 2, .with_shuffles = 3, .latency = 4, .tile_pixel = 0.25, .tile_weight = 0.05, .pairs = 0.79,    \
    .pair_sum = 1.5, .pair_tile = 80, .gather = 3, .winograd_in = 3, .winograd_out = 2.5, .stem_in = 0.4,    \
    .raw_row = 5, .raw_product = 0.6, .unhidden = 0.2, .restart = 0.5, .raw_tiles = 3, .narrow_tiles = 50

static const Core relaxed_core = { .multiply_adds = 2, WASM_CORE };

/* A multiplication and an addition. */
static const Core simd_core = { .multiply_adds = 1.3, WASM_CORE };

/* Nothing fetches ahead (__builtin_prefetch is nothing here), so memory is slow: with this rate choices came
 * out best of 5, 4, 2 and 1.2 (ResNet-18: 50 ms with 4, 45 with 1.2), and weights smallest. The rest is as
 * for sse2. */
static const Caches caches = {
    .line_bytes = 64,
    .slice_bytes = 16 << 10,
    .near_bytes = 1 << 20,
    .far_bytes = 16 << 20,
    .span_bytes = 4 << 20,
    .near_rate = 32,
    .far_rate = 10,
    .memory_rate = 1.2,
    .exposed = true,
};

/* ---- Rows ---- */

#define WEIGHTS_SECTION "section .rodata.%s_weights,\\\"\\\",@"

const Target target_wasm_relaxed = { .name = "wasm-relaxed",
                                     .machine = &wasm,
                                     .core = &relaxed_core,
                                     .caches = &caches,
                                     .prelude = PRELUDE_VECTORS,
                                     .idioms = &relaxed,
                                     .fma = true,
                                     .lanes = 4,
                                     .registers = 16,
                                     .pixels = { 7, 4, 3, 2 },
                                     .standard = "gnu11",
                                     .flags = "-msimd128 -mrelaxed-simd -mbulk-memory",
                                     .section = WEIGHTS_SECTION,
                                     .macros = { "__wasm_simd128__", "__wasm_relaxed_simd__" },
                                     .summary = "WebAssembly with relaxed SIMD, 4 lanes" };

const Target target_wasm_simd = { .name = "wasm-simd",
                                  .machine = &wasm,
                                  .core = &simd_core,
                                  .caches = &caches,
                                  .prelude = PRELUDE_VECTORS,
                                  .idioms = &simd,
                                  .lanes = 4,
                                  .registers = 16,
                                  .pixels = { 7, 4, 3, 2 },
                                  .standard = "gnu11",
                                  .flags = "-msimd128 -mbulk-memory",
                                  .section = WEIGHTS_SECTION,
                                  .macros = { "__wasm_simd128__" },
                                  .summary = "WebAssembly with SIMD, 4 lanes: any browser since 2023" };
