/* naming.c: what a file's tensors may be called in a network: by --names, without what stands before all
 * names, by the schemes. */
#include "reader.h"

#include <stdio.h>
#include <string.h>

/* A head may have the first words alone: "module.fc.weight" beside "module.backbone.conv1.weight". */
static const char *without_prefix(const char *name, const char *prefix) {
    for (size_t word; *prefix; prefix += word, name += word) {
        word = strcspn(prefix, ".") + 1;
        if (strncmp(name, prefix, word)) break;
    }
    return name;
}

static bool has_name(const Naming *naming, const char *name) {
    for (int i = 0; i < naming->file->count; i++)
        if (!strcmp(naming->names[i], name)) return true;
    return false;
}

/* Others' names for a classifier count where there is none by the usual ones. */
static bool has_usual_head(const Naming *naming) {
    static const char *const names[] = { "fc.weight", "linear.weight", "head.fc.weight" };
    for (int i = 0; i < COUNT_OF(names); i++)
        if (has_name(naming, names[i])) return true;
    return false;
}

const Naming *naming_read(Arena *arena, const TensorFile *file, NameRules rules, size_t features,
                          Diag *diag) {
    Naming *naming = arena_alloc(arena, sizeof *naming);
    const char **names = arena_array(arena, const char *, file->count);
    *naming = (Naming){ .file = file, .names = names };
    if (rules.file && !(naming->listed = names_file_read(arena, rules.file, file, diag))) return NULL;
    for (int i = 0; i < file->count; i++)
        names[i] =
            naming->listed ? names_file_begin(naming->listed, file->tensors[i].name) : file->tensors[i].name;
    const char *prefix = scheme_prefix(arena, names, file->count);
    for (int i = 0; i < file->count; i++) names[i] = without_prefix(names[i], prefix);
    if (!has_usual_head(naming)) naming->head = heads_find(arena, file, names, features);
    return naming;
}

/* Row 0: as it stands; 1: as a classifier; then the schemes'. */
const char *naming_next(Arena *arena, const Naming *naming, int tensor, int *row) {
    const char *name = naming->names[tensor], *head = naming->head;
    if (*row == 0) return ++*row, name;
    if (*row == 1 && ++*row && head && !strncmp(name, head, strlen(head)))
        return arena_printf(arena, "fc.%s", name + strlen(head));
    int scheme = *row - 2;
    const char *next = scheme_name(arena, name, &scheme);
    *row = scheme + 2;
    return next;
}

/* By the first row that changes it. */
static const char *likeliest(Arena *arena, const Naming *naming, int tensor) {
    const char *own = naming->file->tensors[tensor].name;
    const char *listed = naming->listed ? names_file_find(naming->listed, own) : NULL;
    int row = 1;
    const char *changed = listed ? listed : naming_next(arena, naming, tensor, &row);
    return changed ? changed : naming->names[tensor];
}

const char *const *weights_names(Arena *arena, const TensorFile *file, NameRules rules, Diag *diag) {
    const Naming *naming = naming_read(arena, file, rules, 0, diag);
    if (!naming) return NULL;
    const char **names = arena_array(arena, const char *, file->count);
    for (int i = 0; i < file->count; i++) names[i] = likeliest(arena, naming, i);
    return names;
}

int weights_repeats(const char *const *names, int count, int repeats[MAX_STAGES]) {
    int stages = 0;
    for (int i = 0; i < MAX_STAGES; i++) repeats[i] = 0;
    for (int i = 0; i < count; i++) {
        int stage = 0, block = 0, end = 0;
        if (sscanf(names[i], "layer%1d.%4d.%n", &stage, &block, &end) < 2 || !end) continue;
        if (stage < 1 || stage > MAX_STAGES || block < 0) continue;
        if (stage > stages) stages = stage;
        if (block >= repeats[stage - 1]) repeats[stage - 1] = block + 1;
    }
    for (int i = 0; i < stages; i++)
        if (!repeats[i]) return 0;
    return stages;
}
