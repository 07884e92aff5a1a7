/* cortex.c: Arm's microcontrollers, in integers of 8 bits (docs/decisions/043-microcontrollers.md): one lane
 * that takes several channels at once. What instructions do: Armv7-M and Armv8-M Architecture Reference
 * Manuals.
 *
 * Programs are made with newlib and run by qemu, whose semihosting opens files. */
#include "rows.h"

/* ---- Boards of qemu ---- */

/* A linker script: vectors, the stack at the end of the memory, and what stands for newlib's own start, which
 * believes what qemu tells it of the memory: the floating-point unit is let in (CPACR, at 0xe000ed88, full
 * access to coprocessors 10 and 11), semihosting is opened, main is called, then exit.
 *     movw r0, #0xed88; movt r0, #0xe000; ldr r1, [r0]; orr r1, #0xf00000; str r1, [r0]; dsb; isb
 *     ldr r0, [pc, #8]; blx r0; ldr r0, [pc, #8]; blx r0; ldr r1, [pc, #8]; blx r1 */
#define BOARD(memory, bytes)                                                                                 \
    "EXTERN(initialise_monitor_handles exit)\n"                                                              \
    "SECTIONS {\n"                                                                                           \
    ".vectors 0 : { LONG(" memory " + " bytes ") LONG(9)\n"                                                  \
    "  LONG(0x5088f64e) LONG(0xf2ce) LONG(0xf4416801) LONG(0x60010170) LONG(0x8f4ff3bf) LONG(0x8f6ff3bf)\n"  \
    "  LONG(0x47804802) LONG(0x47804802) LONG(0x47884902)\n"                                                 \
    "  LONG(initialise_monitor_handles + 1) LONG(main + 1) LONG(exit + 1) }\n"                               \
    ". = " memory ";\n"                                                                                      \
    ".text : { *(.text*) *(.rodata*) . = ALIGN(4); _init = .; _fini = .; SHORT(0x4770) /* bx lr */ }\n"      \
    ".ARM.exidx : { *(.ARM.exidx*) }\n"                                                                      \
    ".data : { *(.data*) . = ALIGN(8);\n"                                                                    \
    "  __init_array_start = .; KEEP(*(.init_array*)) __init_array_end = .;\n"                                \
    "  __fini_array_start = .; KEEP(*(.fini_array*)) __fini_array_end = .;\n"                                \
    "  __preinit_array_start = .; __preinit_array_end = .; }\n"                                              \
    ".bss : { *(.bss*) *(COMMON) }\n"                                                                        \
    "end = .; }\n"

/* Of what is asked for here: MPS2 with AN386 has 16 MB of memory there, MPS3 with AN547 2 GB. */
static const Machine an386 = {
    .name = "cortex-m4",
    .compilers = { "arm-none-eabi-gcc" },
    .flags = "--specs=rdimon.specs -nostartfiles -Wl,-T,script",
    .emulator = "qemu-system-arm -M mps2-an386 -nographic -monitor none -serial none -semihosting -kernel",
    .script = BOARD("0x21000000", "0x1000000"),
};

static const Machine an547 = {
    .name = "cortex-m55",
    .compilers = { "arm-none-eabi-gcc" },
    .flags = "--specs=rdimon.specs -nostartfiles -Wl,-T,script",
    .emulator = "qemu-system-arm -M mps3-an547 -nographic -monitor none -serial none -semihosting -kernel",
    .script = BOARD("0x60000000", "0x8000000"),
};

/* ---- Rows ---- */

/* No caches to count on; what the compiler knows of the memory leaves it alone. */
static const Caches caches = {
    .line_bytes = 64,
    .near_bytes = 1 << 29,
    .far_bytes = 1 << 30,
    .span_bytes = 1 << 20,
    .near_rate = 4,
    .far_rate = 4,
    .memory_rate = 4,
};

/* What stands beside the products is assumed. */
#define BESIDE                                                                                               \
    .loads = 1e9, .with_shuffles = 1e9, .latency = 1, .pairs = 0.9, .pair_sum = 4, .pair_tile = 8,           \
    .gather = 4, .winograd_in = 4, .winograd_out = 4, .stem_in = 4, .raw_row = 8, .raw_product = 4,          \
    .unhidden = 0.5, .restart = 0.5, .raw_tiles = 1

/* Instructions of a step, of four channels: two SMLADs a sum; to load a pixel's or a channel's numbers and to
 * take them apart three. */
static const Core m4_core = { .multiply_adds = 0.5, .tile_pixel = 3, .tile_weight = 3, BESIDE };

/* Of sixteen channels: one a sum, two a pixel, one a channel. */
static const Core m55_core = { .multiply_adds = 1, .tile_pixel = 2, .tile_weight = 1, BESIDE };

/* VCVTR rounds as the processor's mode says, which is to the nearest, ties to even, unless a program changes
 * it. */
#define NEAREST(instruction)                                                                                 \
    "int q;\n"                                                                                               \
    "__asm__(\"" instruction ".s32.f32 %0, %1\" : \"=t\"(q) : \"t\"(v));\n"                                  \
    "return q;"

#define STORE_U8                                                                                             \
    "__asm__(\"usat %0, #8, %1\" : \"=r\"(q) : \"r\"(q));\n"                                                 \
    "*y = (unsigned char)q;"

/* Bytes 0 and 2 as 16 bits each, then 1 and 3. In this order as printed: compilers that load far ahead run
 * out of registers. */
#define APART(extend)                                                                                        \
    "Bytes b;\n"                                                                                             \
    "__asm__ volatile(\"ldr %1, %2\\n\\t" extend " %0, %1\\n\\t" extend " %1, %1, ror #8\"\n"                \
    "                 : \"=&r\"(b.even), \"=&r\"(b.odd) : \"m\"(*(const unaligned_int *)"

static const Idioms dsp = {
    .bytes = "struct { int even, odd; }",
    .spread = APART("uxtb16") "p));\nreturn b;",
    .load_bytes = APART("sxtb16") "w));\nreturn b;",
    .dot_bytes = "__asm__ volatile(\"smlad %0, %1, %2, %0\\n\\tsmlad %0, %3, %4, %0\"\n"
                 "                 : \"+r\"(c) : \"r\"(x.even), \"r\"(w.even), \"r\"(x.odd), \"r\"(w.odd));\n"
                 "return c;",
    .nearest = NEAREST("vcvtr"),
    .store_u8 = STORE_U8,
};

/* It multiplies signed bytes alone: 128 is taken off each value, and biases have it back (Extension.less). */
static const Idioms helium = {
    .include = "arm_mve.h",
    .bytes = "int8x16_t",
    .spread = "return vreinterpretq_s8_u8(veorq_u8(vldrbq_u8(p), vdupq_n_u8(128)));",
    .load_bytes = "return vldrbq_s8(w);",
    .dot_bytes = "__asm__ volatile(\"vmladava.s8 %0, %q1, %q2\" : \"+Te\"(c) : \"w\"(x), \"w\"(w));\n"
                 "return c; /* in this order as printed */",
    .nearest = NEAREST("vcvtn"),
    .store_u8 = STORE_U8,
};

/* Integers: tiles of the most sums beside the weights of a step and a pixel's values, three pixels of two
 * channels take all 14 registers; on the M55 eight sums are all that can be added to. Floats have 32. */
#define DSP                                                                                                  \
    {                                                                                                        \
        .dots = true, .together = 4, .steps = 2, .pixels = { 5, 3, 2, 1 }                                    \
    }
#define HELIUM                                                                                               \
    { .dots = true, .together = 16, .steps = 4, .pixels = { 8, 4, 2, 2 }, .less = 128 }

const Target target_cortex_m4 = { .name = "cortex-m4",
                                  .machine = &an386,
                                  .core = &m4_core,
                                  .caches = &caches,
                                  .prelude = PRELUDE_PLAIN,
                                  .idioms = &dsp,
                                  .fma = true,
                                  .lanes = 1,
                                  .registers = 32,
                                  .pixels = { 8, 6, 4, 4 },
                                  .extensions = { [NUMBER_S8] = DSP },
                                  .standard = "gnu11",
                                  .flags = "-mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard",
                                  .macros = { "__ARM_FEATURE_DSP", "__ARM_FP" },
                                  .summary = "Cortex-M4, M7 and M33, int8 by their DSP instructions" };

const Target target_cortex_m55 = { .name = "cortex-m55",
                                   .machine = &an547,
                                   .core = &m55_core,
                                   .caches = &caches,
                                   .prelude = PRELUDE_PLAIN,
                                   .idioms = &helium,
                                   .fma = true,
                                   .lanes = 1,
                                   .registers = 32,
                                   .pixels = { 8, 6, 4, 4 },
                                   .extensions = { [NUMBER_S8] = HELIUM },
                                   .standard = "gnu11",
                                   .flags = "-mcpu=cortex-m55 -mthumb -mfloat-abi=hard",
                                   .macros = { "__ARM_FEATURE_MVE", "__ARM_FP" },
                                   .summary = "Cortex-M55 and M85, int8 by Helium" };
