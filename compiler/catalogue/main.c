/* main.c: run when resnetc is built: prints a target's catalogue as C, or the flags that it needs.
 */
#include "catalogue.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    Arena arena = { 0 };
    bool flags = argc == 3 && !strcmp(argv[1], "--flags");
    const Target *target = argc == 2 || flags ? target_find(argv[argc - 1]) : NULL;
    if (!target || target->lanes == 1) {
        fputs("usage: catalogue [--flags] TARGET\n", stderr);
        return 2;
    }
    bool good = puts(flags ? target->flags : emit_catalogue(&arena, target)) >= 0 && fclose(stdout) == 0;
    arena_free(&arena);
    return good ? 0 : 3;
}
