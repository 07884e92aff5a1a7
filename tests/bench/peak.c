/* peak.c: the processor's peak as a contender: peak TARGET. "run" is answered by the FLOP/s of one thread. */
#include "measure/measure.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Target *target = argc == 2 ? target_find(argv[1]) : NULL;
    Peak *peak = target ? peak_open(&arena, target, NUMBER_F32, &diag) : NULL;
    char line[16];
    double usual;
    printf(peak ? "ready %s\n" : "absent %s\n", peak           ? target->name
                                                : diag.message ? diag.message
                                                               : "no such target");
    fflush(stdout);
    while (peak && fgets(line, sizeof line, stdin)) {
        printf("%.0f\n", peak_measure(peak, &usual));
        fflush(stdout);
    }
    arena_free(&arena);
    return peak ? 0 : 1;
}
