/* tuned_read.c: a file of measured choices, read and checked. Messages as about a spec. */
#include "tuned.h"
#include "json/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_EXTENT = 1 << 24 };

typedef struct {
    Source source;
    Node root, list;
} File;

static void read_extents(const Node *node, const char *const *keys, int *const *values) {
    for (int i = 0; keys[i]; i++) read_integer(node, keys[i], 1, MAX_EXTENT, values[i]);
}

/* Files of before there were slices have neither these nor `flat`. */
static void read_direct(const Node *node, Choice *c) {
    static const char *const keys[] = { "algorithm", "rows", "columns", "vectors", "order",
                                        "prefetch",  "flat", "slices",  NULL };
    static const char *const needed[] = { "rows", "columns", "vectors", "order", "prefetch", NULL };
    static const char *const extents[] = { "rows", "columns", "vectors", NULL };
    int *const values[] = { &c->tile.rows, &c->tile.columns, &c->tile.vectors };
    int order = 0;
    if (!check_object(node, keys) || !has_all(node, needed)) return;
    read_extents(node, extents, values);
    read_choice(node, "order", order_names, &order);
    c->order = (Order)order;
    read_bool(node, "prefetch", &c->prefetch);
    read_bool(node, "flat", &c->flat);
    read_integer(node, "slices", 1, MAX_EXTENT, &c->slices);
}

static void read_winograd(const Node *node, Choice *c) {
    static const char *const keys[] = { "algorithm", "columns", "vectors",  "outputs",
                                        "strip",     "group",   "prefetch", NULL };
    static const char *const extents[] = { "columns", "vectors", "outputs", "strip", "group", NULL };
    int *const values[] = { &c->tile.columns, &c->tile.vectors, &c->outputs, &c->strip, &c->group };
    if (!check_members(node, keys)) return;
    c->tile.rows = 1;
    read_extents(node, extents, values);
    read_bool(node, "prefetch", &c->prefetch);
}

static void read_raw(const Node *node, Choice *c) {
    static const char *const keys[] = { "algorithm", "columns", "outputs", "strip", NULL };
    int *const values[] = { &c->tile.columns, &c->outputs, &c->strip };
    if (!check_members(node, keys)) return;
    c->tile.rows = c->tile.vectors = c->group = 1;
    read_extents(node, keys + 1, values);
}

static void read_stem_choice(const Node *node, Choice *c) {
    static const char *const keys[] = { "algorithm", "columns", "vectors", "strip", NULL };
    int *const values[] = { &c->tile.columns, &c->tile.vectors, &c->strip };
    if (!check_members(node, keys)) return;
    c->tile.rows = 1;
    read_extents(node, keys + 1, values);
}

/* What a choice may be called, and what that says; the keys beside it are the reader's. */
static const struct {
    const char *name;
    Choice is;
    void (*read)(const Node *, Choice *);
} forms[] = {
    { "direct", { .algorithm = ALGORITHM_DIRECT }, read_direct },
    { "winograd", { .algorithm = ALGORITHM_WINOGRAD }, read_winograd },
    { "pairs", { .algorithm = ALGORITHM_DIRECT, .pairs = true }, read_direct },
    { "winograd-raw", { .algorithm = ALGORITHM_WINOGRAD, .raw = true }, read_raw },
    { "stem", { .algorithm = ALGORITHM_STEM }, read_stem_choice },
    { "winograd-narrow", { .algorithm = ALGORITHM_WINOGRAD, .weights = NUMBER_S24 }, read_winograd },
    { "winograd-bf16", { .algorithm = ALGORITHM_WINOGRAD, .weights = NUMBER_BF16 }, read_winograd },
};

static void read_choice_of(const Node *node, Choice *c) {
    const char *names[COUNT_OF(forms) + 1] = { NULL };
    int form = -1;
    for (int i = 0; i < COUNT_OF(forms); i++) names[i] = forms[i].name;
    if (!json_is_object(node->value)) {
        fail_expected(node, "an object");
        return;
    }
    read_choice(node, "algorithm", names, &form);
    if (form < 0) {
        fail_node(node, "\"algorithm\" is missing");
        return;
    }
    *c = forms[form].is;
    forms[form].read(node, c);
}

static bool read_entry(Arena *arena, const Node *node, TunedEntry *entry) {
    static const char *const keys[] = { "accuracy", "choice", "cpu", "layer", "seconds", "target", NULL };
    if (!check_members(node, keys)) return false;
    int accuracy = 0;
    read_string(node, "cpu", &entry->cpu);
    read_string(node, "target", &entry->target);
    read_choice(node, "accuracy", accuracy_names, &accuracy);
    read_string(node, "layer", &entry->layer);
    read_number(node, "seconds", 0, 1e9, &entry->seconds);
    entry->accuracy = (Accuracy)accuracy;
    Node *choice = arena_alloc(arena, sizeof *choice);
    *choice = member(node, "choice");
    entry->place = choice;
    read_choice_of(choice, &entry->choice);
    return !node->source->diag->message;
}

static int compare_keys(const TunedEntry *a, const TunedEntry *b) {
    const int layer = strcmp(a->layer, b->layer), target = layer ? 0 : strcmp(a->target, b->target);
    const int accuracy = layer || target ? 0 : (int)a->accuracy - (int)b->accuracy;
    return layer ? layer : target ? target : accuracy ? accuracy : strcmp(a->cpu, b->cpu);
}

/* Those of one key by their place in the file. */
static int by_key(const void *left, const void *right) {
    const TunedEntry *a = *(const TunedEntry *const *)left, *b = *(const TunedEntry *const *)right;
    const int order = compare_keys(a, b);
    return order ? order : a < b ? -1 : a > b;
}

/* The first one in the file that has been there before. */
static bool check_keys_differ(Arena *arena, const Node *list, const TunedEntry *entries, int count) {
    const TunedEntry **sorted = arena_array(arena, const TunedEntry *, count), *again = NULL, *before = NULL;
    for (int i = 0; i < count; i++) sorted[i] = &entries[i];
    qsort(sorted, (size_t)count, sizeof *sorted, by_key);
    for (int i = 1; i < count; i++)
        if (!compare_keys(sorted[i - 1], sorted[i]) && (!again || sorted[i] < again))
            again = sorted[i], before = sorted[i - 1];
    if (!again) return true;
    const Node node = item(list, (size_t)(again - entries));
    fail_node(&node, "the same cpu, target, accuracy and layer as /entries/%d", (int)(before - entries));
    return false;
}

static bool read_entries(Arena *arena, const Node *list, TunedEntry *entries, int count) {
    Node *nodes = arena_array(arena, Node, count);
    for (int i = 0; i < count; i++) {
        nodes[i] = item(list, (size_t)i);
        if (!read_entry(arena, &nodes[i], &entries[i])) return false;
    }
    return check_keys_differ(arena, list, entries, count);
}

/* This machine's, or else the only one. */
static const char *choose_cpu(const TunedEntry *entries, int count, const char *here) {
    bool only = count > 0;
    for (int i = 0; i < count; i++) {
        if (!strcmp(entries[i].cpu, here)) return here;
        only = only && !strcmp(entries[i].cpu, entries[0].cpu);
    }
    return only ? entries[0].cpu : NULL;
}

const Tuned *tuned_parse(Arena *arena, const char *text, size_t length, const char *path, const char *cpu,
                         Diag *diag) {
    static const char *const keys[] = { "format", "entries", NULL };
    File *file = arena_alloc(arena, sizeof *file);
    file->source = (Source){ .arena = arena, .path = path, .text = text, .length = length, .diag = diag };
    file->root = (Node){ .source = &file->source, .value = json_from_source(&file->source) };
    if (!file->root.value || !check_members(&file->root, keys)) return NULL;
    int format;
    read_integer(&file->root, "format", 1, 1, &format);
    file->list = member(&file->root, "entries");
    if (!json_is_array(file->list.value)) fail_expected(&file->list, "an array");
    if (diag->message) return NULL;
    int count = (int)json_array_size(file->list.value);
    TunedEntry *entries = arena_array(arena, TunedEntry, count);
    if (!read_entries(arena, &file->list, entries, count)) return NULL;
    Tuned *tuned = arena_alloc(arena, sizeof *tuned);
    *tuned = (Tuned){ path, entries, count, choose_cpu(entries, count, cpu) };
    return tuned;
}

const Tuned *tuned_load(Arena *arena, const char *path, const char *cpu, Diag *diag) {
    FileView view;
    if (!file_read(arena, path, &view, diag)) return NULL;
    return tuned_parse(arena, (const char *)view.bytes, view.size, path, cpu, diag);
}

static const char *folder_of(Arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? arena_copy(arena, path, (size_t)(slash - path) + 1) : ".";
}

bool tuned_open(Arena *arena, const char *path, const char *cpu, const Tuned **tuned, Diag *diag) {
    if (access(path, F_OK) == 0) return (*tuned = tuned_load(arena, path, cpu, diag)) != NULL;
    if (errno == ENOENT && access(folder_of(arena, path), W_OK) == 0) return true;
    return diag_fail(diag, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
}

bool tuned_complete(Arena *arena, const TunedEntry *entry, const Query *q, Choice *choice) {
    const char *fault = complete_choice(arena, q, entry->accuracy, choice);
    if (fault) fail_node(entry->place, "%s: %s", q->layer->name, fault);
    return !fault;
}
