/* peak.c: the processor's peak as a contender: peak TARGET PRECISION. It says by which instructions; "run" is
 * answered by the operations a second of one thread. */
#include "peak_low.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *precision;
    NumberKind weights;
} rows[] = { { "fp32", NUMBER_F32 }, { "bf16", NUMBER_BF16 }, { "int8", NUMBER_S8 } };

static const LowPeak *find_low(Arena *arena, const Target *target, const char *precision) {
    for (int i = 1; i < COUNT_OF(rows); i++)
        if (!strcmp(rows[i].precision, precision)) return low_peak_find(arena, target, rows[i].weights);
    return NULL;
}

/* Where low precision has nothing of its own, multiply-adds of floats are the fastest. */
static void serve(const LowPeak *low, Peak *peak) {
    char line[16];
    double usual;
    while (fgets(line, sizeof line, stdin)) {
        printf("%.0f\n", low ? low_peak_measure(low) : peak_measure(peak, &usual));
        fflush(stdout);
    }
}

int main(int argc, char **argv) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Target *target = argc == 3 ? target_find(argv[1]) : NULL;
    const LowPeak *low = target ? find_low(&arena, target, argv[2]) : NULL;
    Peak *peak = target && !low ? peak_open(&arena, target, NUMBER_F32, &diag) : NULL;
    if (low || peak)
        printf("ready %s\n", low ? low->instructions : "multiply-adds of floats");
    else
        printf("absent %s\n", diag.message ? diag.message : "no such target");
    fflush(stdout);
    if (low || peak) serve(low, peak);
    arena_free(&arena);
    return low || peak ? 0 : 1;
}
