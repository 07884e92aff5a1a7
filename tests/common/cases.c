/* cases.c: see cases.h. */
#include "cases.h"
#include "folder.h"
#include "media/npy.h"

#include <string.h>

char **list_cases(Arena *arena, const char *parent, const char *pattern, int *count) {
    char **paths = list_folder(arena, parent, arena_printf(arena, "%s/", pattern), count);
    for (int i = 0; i < *count; i++)
        paths[i][strlen(paths[i]) - 1] = '\0'; /* the slash that asks for folders */
    return paths;
}

const char *case_file(Arena *arena, const char *folder, const char *file) {
    return arena_printf(arena, "%s/%s", folder, file);
}

const Spec *case_spec(Arena *arena, const char *folder, Diag *diag) {
    return spec_load(arena, case_file(arena, folder, "spec.json"), diag);
}

const float *case_floats(Arena *arena, const char *folder, const char *file, size_t count, Diag *diag) {
    Npy array;
    const char *path = case_file(arena, folder, file);
    if (!npy_load(arena, path, &array, diag)) return NULL;
    if (array.count == count) return npy_floats(arena, &array);
    diag_fail(diag, STATUS_INPUT, "%s: expected %zu values, got %zu", path, count, array.count);
    return NULL;
}
