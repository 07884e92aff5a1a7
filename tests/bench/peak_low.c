/* peak_low.c: a loop in assembler for each way to multiply bytes and bf16: compilers without the flags build
 * it, and the processor is asked when it runs. Sums are as many as hide the instructions' latency. */
#include "peak_low.h"

enum { ROUNDS = 20000 };

#ifdef __x86_64__
#define WIDE_SUMS   "8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31"
#define NARROW_SUMS "4,5,6,7,8,9,10,11,12,13,14,15"
enum { WIDE = 24, NARROW = 12 }; /* how many these are */

#define CLOBBERED                                                                                            \
    "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", \
        "xmm11", "xmm12", "xmm13", "xmm14", "xmm15"
#define CLOBBERED_WIDE                                                                                       \
    CLOBBERED, "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25",     \
        "xmm26", "xmm27", "xmm28", "xmm29", "xmm30", "xmm31"

/* Registers 0 and 1 are factors, 2 holds ones of 16 bits, 3 a product; `step` is done for each sum \r. */
#define LOOP(v, sums, clear, step)                                                                           \
    "vmovups (%1), %%" v "0\n\tvmovups 64(%1), %%" v "1\n\tvmovups 128(%1), %%" v "2\n\t"                    \
    ".irp r," sums "\n\t" clear " %%" v "\\r, %%" v "\\r, %%" v "\\r\n\t.endr\n"                             \
    "1:\n\t.irp r," sums "\n\t" step "\n\t.endr\n\tdec %0\n\tjnz 1b\n\tvzeroupper"
#define DOT(name, v) name " %%" v "1, %%" v "0, %%" v "\\r"
#define WORDS(v)                                                                                             \
    "vpmaddubsw %%" v "1, %%" v "0, %%" v "3\n\tvpmaddwd %%" v "2, %%" v "3, %%" v "3\n\t"                   \
    "vpaddd %%" v "3, %%" v "\\r, %%" v "\\r"

__attribute__((target("avx512f"))) static void bytes_dots_wide(long rounds, const void *factors) {
    __asm__ volatile(LOOP("zmm", WIDE_SUMS, "vpxord", DOT("vpdpbusd", "zmm"))
                     : "+r"(rounds)
                     : "r"(factors)
                     : CLOBBERED_WIDE);
}

__attribute__((target("avx512f"))) static void bf16_dots_wide(long rounds, const void *factors) {
    __asm__ volatile(LOOP("zmm", WIDE_SUMS, "vpxord", DOT("vdpbf16ps", "zmm"))
                     : "+r"(rounds)
                     : "r"(factors)
                     : CLOBBERED_WIDE);
}

__attribute__((target("avx512f"))) static void bytes_wide(long rounds, const void *factors) {
    __asm__ volatile(LOOP("zmm", WIDE_SUMS, "vpxord", WORDS("zmm"))
                     : "+r"(rounds)
                     : "r"(factors)
                     : CLOBBERED_WIDE);
}

__attribute__((target("avx2"))) static void bytes_narrow(long rounds, const void *factors) {
    __asm__ volatile(LOOP("ymm", NARROW_SUMS, "vpxor", WORDS("ymm"))
                     : "+r"(rounds)
                     : "r"(factors)
                     : CLOBBERED);
}

static const LowPeak peaks[] = {
    { "vpdpbusd zmm", NUMBER_S8, true, 16, WIDE * 64, bytes_dots_wide },
    { "vpmaddubsw, vpmaddwd, vpaddd zmm", NUMBER_S8, false, 16, WIDE * 64, bytes_wide },
    { "vpmaddubsw, vpmaddwd, vpaddd ymm", NUMBER_S8, false, 8, NARROW * 32, bytes_narrow },
    { "vdpbf16ps zmm", NUMBER_BF16, true, 16, WIDE * 32, bf16_dots_wide },
};
#else
static const LowPeak peaks[] = { { .lanes = 0 } };
#endif

const LowPeak *low_peak_find(Arena *arena, const Target *target, NumberKind weights) {
    if (!target_runs_here(target_extended(arena, target, weights))) return NULL;
    for (int i = 0; i < COUNT_OF(peaks); i++) {
        const LowPeak *peak = &peaks[i];
        if (peak->run && peak->weights == weights && peak->lanes == target->lanes &&
            peak->dots == target->extensions[weights].dots)
            return peak;
    }
    return NULL;
}

typedef struct {
    const LowPeak *peak;
    const unsigned short *factors;
} Turn;

static void run_turn(void *context) {
    const Turn *turn = context;
    turn->peak->run(ROUNDS, turn->factors);
}

double low_peak_measure(const LowPeak *peak) {
    static const TimingPlan plan = {
        .warmups = 20, .least_runs = 100, .least_seconds = 0.05, .most_seconds = 1
    };
    /* Three vectors: two of what is not zero in either type, and ones of 16 bits. */
    _Alignas(64) unsigned short factors[96];
    double samples[2000];
    for (int i = 0; i < COUNT_OF(factors); i++) factors[i] = i < 64 ? 0x3f81 : 1;
    Timing timing = time_calls(run_turn, &(Turn){ peak, factors }, &plan, samples, COUNT_OF(samples));
    return 2 * peak->multiply_adds * ROUNDS / timing.minimum;
}
