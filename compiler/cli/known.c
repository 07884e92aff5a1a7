/* known.c: the specs that resnetc knows by name. */
#define _GNU_SOURCE /* versionsort */
#include "known.h"
#include "graph/graph.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Beside the program: installed, in the build folder, in one within that. */
static const char *const places[] = { "../share/resnetc/specs", "../specs", "../../specs" };

static const char suffix[] = ".json";

/* With the slash behind it; NULL where there is no /proc. */
static const char *program_folder(Arena *arena) {
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0 || length == sizeof path) return NULL;
    const char *whole = arena_copy(arena, path, (size_t)length);
    return arena_copy(arena, whole, (size_t)(without_folder(whole) - whole));
}

/* $RESNETC_SPECS goes before. NULL: there is none. */
static const char *specs_folder(Arena *arena) {
    const char *given = getenv("RESNETC_SPECS"), *program = program_folder(arena);
    if (given && *given) return given;
    for (int i = 0; program && i < COUNT_OF(places); i++) {
        const char *folder = arena_printf(arena, "%s%s", program, places[i]);
        if (!access(arena_printf(arena, "%s/resnet50%s", folder, suffix), R_OK)) return folder;
    }
    return NULL;
}

static int is_spec(const struct dirent *entry) {
    return entry->d_name[0] != '.' && ends_with(entry->d_name, suffix) &&
           strcmp(entry->d_name, "schema.json") != 0;
}

const char *const *known_names(Arena *arena) {
    const char *folder = specs_folder(arena);
    struct dirent **entries = NULL;
    const int found = folder ? scandir(folder, &entries, is_spec, versionsort) : 0;
    const int count = found > 0 ? found : 0;
    const char **names = arena_array(arena, const char *, count + 1);
    for (int i = 0; i < count; i++) {
        names[i] = arena_copy(arena, entries[i]->d_name, strlen(entries[i]->d_name) - strlen(suffix));
        free(entries[i]);
    }
    free(entries);
    return names;
}

static bool is_name(const char *const *names, const char *word) {
    while (*names && strcmp(*names, word) != 0) names++;
    return *names;
}

const char *known_spec(Arena *arena, const char *name) {
    struct stat status;
    if (!stat(name, &status) && !S_ISDIR(status.st_mode)) return NULL;
    if (!is_name(known_names(arena), name)) return NULL;
    return arena_printf(arena, "%s/%s%s", specs_folder(arena), name, suffix);
}

static const char *repeats_text(Arena *arena, const Spec *spec) {
    Text text = { .arena = arena };
    for (int i = 0; i < spec->stages; i++) text_printf(&text, "%s%d", i ? ", " : "", spec->repeats[i]);
    return text.bytes;
}

static bool add_row(Arena *arena, Table *table, const char *name, Diag *diag) {
    const char *path = arena_printf(arena, "%s/%s%s", specs_folder(arena), name, suffix);
    const Spec *spec = spec_load(arena, path, diag);
    if (!spec) return false;
    table_cell(table, "%s", printable_text(arena, name));
    table_cell(table, "%s", block_names[spec->block]);
    table_cell(table, "%s", repeats_text(arena, spec));
    table_cell(table, "%s", grouped(arena, graph_parameters(graph_build(arena, spec))));
    table_cell(table, "%dx%dx%d", spec->channels, spec->height, spec->width);
    return true;
}

const char *known_list(Arena *arena, Diag *diag) {
    Text text = { .arena = arena };
    Table table = table_new(arena, "lllrr");
    const char *const *names = known_names(arena);
    if (!*names)
        return diag_fail(diag, STATUS_SYSTEM,
                         "--list: no folder of specs beside the program: expected RESNETC_SPECS to name one"),
               NULL;
    table_head(&table, "name|block|repeats|parameters|input");
    for (int i = 0; names[i]; i++)
        if (!add_row(arena, &table, names[i], diag)) return NULL;
    table_print(&table, &text);
    return text.bytes;
}
