/* truth_folders.c: each picture's class is its folder's name: a label, a number, or the folder's place in the
 * order of all. */
#include "truth.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const char **names; /* in the order of their bytes */
    int count;
} Names;

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The folder that a picture stands in; NULL: in none below the source's. */
static const char *folder_of(Arena *arena, const ImageSource *source, int image) {
    const char *path = source->paths[image] + source->prefix, *end = strrchr(path, '/');
    if (!end) return NULL;
    const char *start = end;
    while (start > path && start[-1] != '/') start--;
    return arena_copy(arena, start, (size_t)(end - start));
}

/* The folder of each picture. */
static const char **folders_of(Arena *arena, const ImageSource *source, Diag *diag) {
    const char **folders = arena_array(arena, const char *, source->count);
    for (int i = 0; i < source->count; i++)
        if (!(folders[i] = folder_of(arena, source, i))) {
            diag_fail(diag, STATUS_INPUT, "--truth folders: %s is in no folder of %s", source->paths[i],
                      source->path);
            return NULL;
        }
    return folders;
}

static Names different_names(Arena *arena, const char *const *folders, int count) {
    Names names = { arena_array(arena, const char *, count), 0 };
    memcpy(names.names, folders, sizeof *folders * (size_t)count);
    qsort(names.names, (size_t)count, sizeof *names.names, compare_names);
    for (int i = 0; i < count; i++)
        if (!names.count || strcmp(names.names[names.count - 1], names.names[i]) != 0)
            names.names[names.count++] = names.names[i];
    return names;
}

/* Names that are classes themselves: all of them, or none. */
static bool by_name(const Classes *classes, const Names *names, int *class_of_name, int *known) {
    *known = 0;
    for (int i = 0; i < names->count; i++)
        *known += (class_of_name[i] = class_of(classes, names->names[i])) >= 0;
    return *known == names->count;
}

static bool by_order(const Classes *classes, const Names *names, int *class_of_name, Diag *diag) {
    if (names->count != classes->classes)
        return diag_fail(diag, STATUS_INPUT,
                         "--truth folders: expected folders named by their class (0 to %d, or --labels), or "
                         "one for each of %d classes, got %d: %s%s",
                         classes->classes - 1, classes->classes, names->count,
                         name_text(diag->arena, names->names[0]), names->count > 1 ? ", ..." : "");
    for (int i = 0; i < names->count; i++) class_of_name[i] = i;
    diag_note(diag, "--truth folders: classes by the order of the names: %s is 0, %s is %d",
              name_text(diag->arena, names->names[0]), name_text(diag->arena, names->names[names->count - 1]),
              names->count - 1);
    return true;
}

static bool some_known(const Names *names, const int *class_of_name, Diag *diag) {
    int at = 0;
    while (class_of_name[at] >= 0) at++;
    return diag_fail(diag, STATUS_INPUT,
                     class_of_name[at] == -1
                         ? "--truth folders: %s is the name of no class, but others are: what counts is the "
                           "folder that a picture stands in itself"
                         : "--truth folders: several classes are called %s: name its folder by the number",
                     name_text(diag->arena, names->names[at]));
}

const int *truth_of_folders(Arena *arena, const Classes *classes, Diag *diag) {
    const ImageSource *source = classes->source;
    const char **folders = folders_of(arena, source, diag);
    if (!folders) return NULL;
    Names names = different_names(arena, folders, source->count);
    int *class_of_name = arena_array(arena, int, names.count),
        *truth = arena_array(arena, int, source->count);
    int known;
    if (!by_name(classes, &names, class_of_name, &known) &&
        (known ? !some_known(&names, class_of_name, diag) : !by_order(classes, &names, class_of_name, diag)))
        return NULL;
    for (int i = 0; i < source->count; i++) {
        const char **name =
            bsearch(&folders[i], names.names, (size_t)names.count, sizeof *names.names, compare_names);
        truth[i] = class_of_name[name - names.names];
    }
    return truth;
}
