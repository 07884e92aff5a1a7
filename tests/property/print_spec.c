/* print_spec.c: usage: print_spec SEED: the random spec of that seed, for scripts. */
#include "random_spec.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    Arena arena = { 0 };
    if (argc != 2) return 2;
    puts(random_spec_text(&arena, strtoull(argv[1], NULL, 10)));
    arena_free(&arena);
    return 0;
}
