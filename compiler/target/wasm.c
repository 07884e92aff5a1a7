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
                "const eight words = (eight)__builtin_wasm_narrow_u_i16x8_i32x4(q, q);\n"                    \
                "const eight least = __builtin_elementwise_min(words, (eight){ 0 } + 255);\n"                \
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

static const Machine wasm = {
    .name = "wasm32",
    .compilers = { "clang-19 --target=wasm32-wasi", "clang --target=wasm32-wasi" },
    .flags = "-Wl,--initial-memory=2147483648",
    .emulator = "node --no-warnings script",
    .script = host,
};

/* ---- Core and caches ---- */

static const Caches caches = {
    .line_bytes = 64,
    .slice_bytes = 16 << 10,
    .near_bytes = 1 << 20,
    .far_bytes = 16 << 20,
    .span_bytes = 4 << 20,
    .near_rate = 32,
    .far_rate = 20,
    .memory_rate = 5,
};

/* ---- Rows ---- */

const Target target_wasm_relaxed = { .name = "wasm-relaxed",
                                     .machine = &wasm,
                                     .core = &zen5_core,
                                     .caches = &caches,
                                     .prelude = PRELUDE_VECTORS,
                                     .idioms = &relaxed,
                                     .fma = true,
                                     .lanes = 4,
                                     .registers = 16,
                                     .pixels = { 7, 4, 3, 2 },
                                     .standard = "gnu11",
                                     .flags = "-msimd128 -mrelaxed-simd -mbulk-memory",
                                     .macros = { "__wasm_simd128__", "__wasm_relaxed_simd__" },
                                     .summary = "WebAssembly with relaxed SIMD, 4 lanes" };

const Target target_wasm_simd = { .name = "wasm-simd",
                                  .machine = &wasm,
                                  .core = &zen5_core,
                                  .caches = &caches,
                                  .prelude = PRELUDE_VECTORS,
                                  .idioms = &simd,
                                  .lanes = 4,
                                  .registers = 16,
                                  .pixels = { 7, 4, 3, 2 },
                                  .standard = "gnu11",
                                  .flags = "-msimd128 -mbulk-memory",
                                  .macros = { "__wasm_simd128__" },
                                  .summary = "WebAssembly with SIMD, 4 lanes: any browser since 2023" };
