/* main.c: run when resnetc is built: prints a target's catalogue as C, the flags that it needs, or the table
 * of all catalogues as C.
 */
#include "catalogue.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

/* "zen5", "zen5-s8": a target, or behind it a lower precision's weights, which are taken off. */
static NumberKind take_weights(char *name) {
    char *end = strrchr(name, '-');
    for (int i = 0; i < CATALOGUE_LOW && end; i++)
        if (!strcmp(end + 1, number_types[catalogue_low_weights[i]].name)) {
            *end = '\0';
            return catalogue_low_weights[i];
        }
    return NUMBER_F32;
}

/* NULL: no such thing. */
static const char *text_for(Arena *arena, int argc, char **argv) {
    if (argc == 2 && !strcmp(argv[1], "--table")) return emit_catalogues(arena);
    bool flags = argc == 3 && !strcmp(argv[1], "--flags");
    if (argc != 2 && !flags) return NULL;
    const NumberKind weights = take_weights(argv[argc - 1]);
    const Target *target = target_find(argv[argc - 1]);
    if (!target || !target->kernels) return NULL;
    if (flags) return target_extended(arena, target, weights)->flags;
    return weights ? emit_low_catalogue(arena, target, weights) : emit_catalogue(arena, target);
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
