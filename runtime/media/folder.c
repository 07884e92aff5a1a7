/* folder.c: a walk through a folder. */
#include "folder.h"

#include <errno.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_picture_name(const char *name) {
    static const char *const endings[] = { ".png", ".jpg", ".jpeg" };
    size_t length = strlen(name);
    for (int i = 0; i < COUNT_OF(endings); i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && !strcasecmp(name + length - ending, endings[i])) return true;
    }
    return false;
}

static void add_path(Arena *arena, Folder *folder, int *room, const char *path) {
    if (folder->count == *room) {
        *room = *room ? 2 * *room : 64;
        const char **larger = arena_array(arena, const char *, *room);
        if (folder->count) memcpy(larger, folder->paths, sizeof *larger * (size_t)folder->count);
        folder->paths = larger;
    }
    folder->paths[folder->count++] = arena_copy(arena, path, strlen(path));
}

/* A link that leads nowhere is a picture that cannot be read. */
static bool take_entry(Arena *arena, FTS *walk, FTSENT *entry, Folder *folder, int *room, Diag *diag) {
    bool hidden = entry->fts_level > FTS_ROOTLEVEL && entry->fts_name[0] == '.';
    switch (entry->fts_info) {
    case FTS_D:
        if (hidden) fts_set(walk, entry, FTS_SKIP);
        return true;
    case FTS_F:
    case FTS_SLNONE:
    case FTS_DEFAULT:
        if (hidden) return true;
        if (entry->fts_info == FTS_DEFAULT || !is_picture_name(entry->fts_name))
            return folder->others++, true;
        if (folder->count == INT_MAX / 2)
            return diag_fail(diag, STATUS_INPUT, "%s: expected at most %d pictures", entry->fts_path,
                             INT_MAX / 2);
        return add_path(arena, folder, room, entry->fts_path), true;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        return diag_fail(diag, STATUS_SYSTEM, "%s: %s", entry->fts_path, strerror(entry->fts_errno));
    default:
        return true;
    }
}

static void close_walk(void *object) {
    FTS **walk = object;
    if (*walk) fts_close(*walk);
    *walk = NULL;
}

static int compare_paths(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool walk_folder(Arena *arena, const char *path, Folder *folder, Diag *diag) {
    char *const roots[] = { arena_copy(arena, path, strlen(path)), NULL };
    FTS **walk = arena_alloc(arena, sizeof *walk);
    int room = 0;
    arena_defer(arena, close_walk, walk);
    *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL);
    if (!*walk) return diag_fail(diag, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
    bool good = true;
    for (FTSENT *entry; good && (errno = 0, entry = fts_read(*walk));)
        good = take_entry(arena, *walk, entry, folder, &room, diag);
    if (good && errno) good = diag_fail(diag, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
    close_walk(walk);
    return good;
}

bool folder_list(Arena *arena, const char *path, Folder *folder, Diag *diag) {
    *folder = (Folder){ .prefix = strlen(path) + !ends_with(path, "/") };
    if (!walk_folder(arena, path, folder, diag)) return false;
    if (!folder->count)
        return diag_fail(diag, STATUS_INPUT, "%s: no pictures in this folder: expected .png, .jpg or .jpeg",
                         path);
    qsort(folder->paths, (size_t)folder->count, sizeof *folder->paths, compare_paths);
    return true;
}
