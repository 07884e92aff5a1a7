/* compare_npy.c: usage: compare_npy GOT.npy EXPECTED.npy BOUND: largest error over largest reference value;
 * exit status 1 where it is not below BOUND or the counts differ. */
#include "compare.h"
#include "media/npy.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Npy got, expected;
    if (argc != 4) return 2;
    if (!npy_load(&arena, argv[1], &got, &diag) || !npy_load(&arena, argv[2], &expected, &diag)) {
        fprintf(stderr, "%s\n", diag.message);
        return 2;
    }
    double error = got.count == expected.count
                       ? relative_error(npy_floats(&arena, &got), npy_floats(&arena, &expected), got.count)
                       : -1;
    bool good = error >= 0 && error < strtod(argv[3], NULL);
    printf("%zu values against %zu: error %.2e of the largest: %s\n", got.count, expected.count, error,
           good ? "within the bound" : "NOT WITHIN THE BOUND");
    arena_free(&arena);
    return !good;
}
