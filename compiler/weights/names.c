/* names.c: the names in a weights file -> the graph's parameters. Naming schemes are rows of a table. */
#include "reader.h"

#include <stdlib.h>
#include <string.h>

/* A # stands for a decimal number, the * at the end of each pattern for the rest: both are copied in order.
 */
static const struct {
    const char *from, *to;
} schemes[] = {
    { "layer#.#.identity_downsample.*", "layer#.#.downsample.*" }, /* a well-known tutorial */
};

static const char *const parallel = "module."; /* nn.DataParallel puts it before every name */

static const char *skip_digits(const char *name) { return name + strspn(name, "0123456789"); }

static bool matches(const char *pattern, const char *name) {
    for (; *pattern != '*'; pattern++) {
        if (*pattern == '#' ? skip_digits(name) == name : *name != *pattern) return false;
        name = *pattern == '#' ? skip_digits(name) : name + 1;
    }
    return true;
}

static const char *rewrite(Arena *arena, const char *from, const char *to, const char *name) {
    Text text = { .arena = arena };
    for (; *to; to++) {
        const char *copied = strchr("#*", *to);
        if (!copied) {
            text_append(&text, to, 1);
            continue;
        }
        size_t before = strcspn(from, "#*");
        name += before;
        from += before + 1;
        size_t length = *copied == '*' ? strlen(name) : (size_t)(skip_digits(name) - name);
        text_append(&text, name, length);
        name += length;
    }
    return text.bytes;
}

static const char *scheme_name(Arena *arena, const char *name) {
    for (int i = 0; i < COUNT_OF(schemes); i++)
        if (matches(schemes[i].from, name)) return rewrite(arena, schemes[i].from, schemes[i].to, name);
    return name;
}

static const char *without_parallel(const char *name) {
    return strncmp(name, parallel, strlen(parallel)) ? name : name + strlen(parallel);
}

/* Counters of the training, and the head of a network that is used without one. */
static bool is_ignored(const Graph *graph, const char *path, const char *name, Diag *diag, bool *noted) {
    if (ends_with(name, ".num_batches_tracked")) return true;
    if (graph->spec->classes > 0 || strncmp(name, "fc.", 3)) return false;
    if (!*noted) diag_note(diag, "%s: fc.* ignored: the network has no classifier", path);
    return *noted = true;
}

/* ---- Names of the graph, sorted to be found ---- */

static int by_name(const void *left, const void *right) {
    return strcmp((*(const Param *const *)left)->name, (*(const Param *const *)right)->name);
}

static const Param **sort_params(Arena *arena, const Graph *graph) {
    const Param **sorted = arena_array(arena, const Param *, graph->param_count);
    for (int i = 0; i < graph->param_count; i++) sorted[i] = &graph->params[i];
    qsort(sorted, (size_t)graph->param_count, sizeof *sorted, by_name);
    return sorted;
}

static int find_param(const Graph *graph, const Param **sorted, const char *name) {
    const Param key = { .name = name }, *wanted = &key;
    const Param **found = bsearch(&wanted, sorted, (size_t)graph->param_count, sizeof *sorted, by_name);
    return found ? (int)(*found - graph->params) : -1;
}

/* ---- The resolution ---- */

typedef struct {
    Arena *arena;
    Diag *diag;
    const Graph *graph;
    const TensorFile *file;
    const Param **sorted;
    const NamesFile *names; /* NULL without one */
    bool noted;
    int *tensor_of; /* the result: [param] */
} Resolver;

static bool resolve(Resolver *r, int tensor) {
    const char *own = r->file->tensors[tensor].name, *path = r->file->path;
    const char *listed = r->names ? names_file_find(r->names, own) : NULL;
    const char *name = listed ? listed : scheme_name(r->arena, without_parallel(own));
    if (is_ignored(r->graph, path, name, r->diag, &r->noted)) return true;
    int param = find_param(r->graph, r->sorted, name);
    if (param < 0 && listed) return names_file_unknown(r->names, own);
    if (param < 0)
        return diag_fail(r->diag, STATUS_INPUT, "%s: %s: not a parameter of this network", path,
                         name_text(r->arena, own));
    int other = r->tensor_of[param];
    r->tensor_of[param] = tensor;
    if (other < 0) return true;
    return diag_fail(r->diag, STATUS_INPUT, "%s: %s and %s: both name %s", path,
                     name_text(r->arena, r->file->tensors[other].name), name_text(r->arena, own), name);
}

const int *names_resolve(Arena *arena, const Graph *graph, const TensorFile *file, const char *names,
                         Diag *diag) {
    Resolver r = { .arena = arena, .diag = diag, .graph = graph, .file = file };
    if (names && !(r.names = names_file_read(arena, names, file, diag))) return NULL;
    r.sorted = sort_params(arena, graph);
    r.tensor_of = arena_array(arena, int, graph->param_count);
    for (int i = 0; i < graph->param_count; i++) r.tensor_of[i] = -1;
    for (int i = 0; i < file->count; i++)
        if (!resolve(&r, i)) return NULL;
    return r.tensor_of;
}
