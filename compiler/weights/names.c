/* names.c: the names in a weights file -> the graph's parameters, by torchvision's names or a known scheme's.
 */
#include "reader.h"

#include <stdlib.h>
#include <string.h>

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
    NameRules rules;
    const Param **sorted;
    const Naming *naming;
    bool noted;
    int beside;        /* tensors that are not the network's */
    const char *first; /* of them */
    int *tensor_of;    /* the result: [param] */
} Resolver;

/* The parameter that a known scheme means, or -1; then *name is what the last row makes of it. */
static int find_by_scheme(const Resolver *r, int tensor, const char **name) {
    const char *next;
    for (int row = 0, param; (next = naming_next(r->arena, r->naming, tensor, &row));) {
        *name = next;
        if ((param = find_param(r->graph, r->sorted, next)) >= 0) return param;
    }
    return -1;
}

/* Counters of the training, and the head of a network that is used without one. */
static bool is_ignored(Resolver *r, const char *name) {
    static const char *const heads[] = { "fc.", "features.", "norm.", "bn2." };
    if (ends_with(name, ".num_batches_tracked")) return true;
    for (int i = 0; r->graph->spec->classes == 0 && i < COUNT_OF(heads); i++) {
        if (strncmp(name, heads[i], strlen(heads[i]))) continue;
        if (!r->noted)
            diag_note(r->diag, "%s: %s* ignored: the network has no classifier", r->file->path, heads[i]);
        return r->noted = true;
    }
    return false;
}

static const char *list_text(Arena *arena, const int *numbers, int count) {
    Text text = { .arena = arena };
    for (int i = 0; i < count; i++) text_printf(&text, "%s%d", i ? ", " : "", numbers[i]);
    return text.bytes;
}

/* What blocks the names are of, where the graph has others; else "". */
static const char *other_block(const Graph *graph, const char *const *names, int count) {
    bool third = false, wanted = graph->spec->block == BLOCK_BOTTLENECK;
    for (int i = 0; i < count; i++) third |= !strcmp(names[i], "layer1.0.conv3.weight");
    return third == wanted ? "" : third ? "bottleneck blocks, " : "blocks of two convolutions, ";
}

const char *names_depth(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules) {
    Diag unheard = { .arena = arena };
    const Spec *spec = graph->spec;
    int repeats[MAX_STAGES];
    const char *const *names = weights_names(arena, file, rules, &unheard);
    int stages = names ? weights_repeats(names, file->count, repeats) : 0;
    if (!stages) return "";
    const char *block = other_block(graph, names, file->count);
    bool same = stages == spec->stages && !memcmp(repeats, spec->repeats, sizeof *repeats * (size_t)stages);
    if (same && !*block) return "";
    return arena_printf(arena, " (these weights have %srepeats %s)", block,
                        list_text(arena, repeats, stages));
}

/* What can be meant as the network's own is refused; the rest, copies and other heads, is counted. */
static bool is_beside(Resolver *r, const char *own, const char *name) {
    if (!r->rules.strict && !scheme_is_own(name)) {
        if (r->beside++ == 0) r->first = own;
        return true;
    }
    const char *depth = names_depth(r->arena, r->graph, r->file, r->rules);
    return diag_fail(r->diag, STATUS_INPUT, "%s: %s: not a parameter of this network%s", r->file->path,
                     name_text(r->arena, own), *depth ? depth : "; --names can rename it");
}

static bool assign(Resolver *r, int param, int tensor) {
    const Tensor *tensors = r->file->tensors;
    int other = r->tensor_of[param];
    r->tensor_of[param] = tensor;
    return other < 0 || diag_fail(r->diag, STATUS_INPUT, "%s: %s and %s: both name %s", r->file->path,
                                  name_text(r->arena, tensors[other].name),
                                  name_text(r->arena, tensors[tensor].name), r->graph->params[param].name);
}

static bool resolve(Resolver *r, int tensor) {
    const char *own = r->file->tensors[tensor].name, *name = own;
    const NamesFile *names = r->naming->listed;
    const char *listed = names ? names_file_find(names, own) : NULL;
    if (listed) name = listed;
    int param = listed ? find_param(r->graph, r->sorted, listed) : find_by_scheme(r, tensor, &name);
    if (param >= 0) return assign(r, param, tensor);
    if (is_ignored(r, name)) return true;
    return listed ? names_file_unknown(names, own) : is_beside(r, own, name);
}

/* What the classifier reads; 0 without one. */
static size_t features_of(const Graph *graph, const Param **sorted) {
    int weight = find_param(graph, sorted, "fc.weight");
    return weight < 0 ? 0 : (size_t)graph->params[weight].dims[1];
}

const Resolved *names_resolve(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules,
                              Diag *diag) {
    Resolver r = { .arena = arena, .diag = diag, .graph = graph, .file = file, .rules = rules };
    r.sorted = sort_params(arena, graph);
    r.naming = naming_read(arena, file, rules, features_of(graph, r.sorted), diag);
    if (!r.naming) return NULL;
    r.tensor_of = arena_array(arena, int, graph->param_count);
    for (int i = 0; i < graph->param_count; i++) r.tensor_of[i] = -1;
    for (int i = 0; i < file->count; i++)
        if (!resolve(&r, i)) return NULL;
    if (r.beside)
        diag_note(diag, "%s: %d tensor%s beside the network's ignored, the first %s", file->path, r.beside,
                  r.beside == 1 ? "" : "s", name_text(arena, r.first));
    Resolved *resolved = arena_alloc(arena, sizeof *resolved);
    *resolved = (Resolved){ r.tensor_of, r.beside };
    return resolved;
}
