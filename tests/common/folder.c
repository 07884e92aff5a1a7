/* folder.c: see folder.h. */
#include "folder.h"

#include <glob.h>
#include <string.h>

char **list_folder(Arena *arena, const char *folder, const char *pattern, int *count) {
    glob_t found = { 0 };
    *count = 0;
    if (glob(arena_printf(arena, "%s/%s", folder, pattern), 0, NULL, &found) == 0)
        *count = (int)found.gl_pathc;
    char **paths = arena_array(arena, char *, *count + 1);
    for (int i = 0; i < *count; i++)
        paths[i] = arena_copy(arena, found.gl_pathv[i], strlen(found.gl_pathv[i]));
    globfree(&found);
    return paths;
}
