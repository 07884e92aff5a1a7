/* main.c: run when resnetc is built: prints a target's catalogue as C, the flags that it needs, or the table
 * of all catalogues as C.
 */
#include "catalogue.h"

#include <stdio.h>
#include <string.h>

/* NULL: no such thing. */
static const char *text_for(Arena *arena, int argc, char **argv) {
    if (argc == 2 && !strcmp(argv[1], "--table")) return emit_catalogues(arena);
    bool flags = argc == 3 && !strcmp(argv[1], "--flags");
    const Target *target = argc == 2 || flags ? target_find(argv[argc - 1]) : NULL;
    if (!target || !target->kernels) return NULL;
    return flags ? target->flags : emit_catalogue(arena, target);
}

int main(int argc, char **argv) {
    Arena arena = { 0 };
    const char *text = text_for(&arena, argc, argv);
    if (!text) {
        fputs("usage: catalogue [--flags] TARGET | --table\n", stderr);
        return 2;
    }
    bool good = puts(text) >= 0 && fclose(stdout) == 0;
    arena_free(&arena);
    return good ? 0 : 3;
}
