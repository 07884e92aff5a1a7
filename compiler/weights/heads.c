/* heads.c: what a classifier is called that no row of schemes.c knows. */
#include "reader.h"

#include <string.h>

typedef struct {
    Arena *arena;
    const TensorFile *file;
    const char *const *names;
    size_t features; /* that the classifier reads; 0: not known yet */
} Heads;

static bool begins(const char *name, const char *prefix) { return !strncmp(name, prefix, strlen(prefix)); }

/* Outputs by inputs; dimensions of 1 at the end do not matter. */
static bool is_matrix(const Tensor *tensor) {
    int rank = tensor->rank;
    while (rank > 2 && tensor->dims[rank - 1] == 1) rank--;
    return rank == 2;
}

static bool is_linear(const Heads *h, int i) {
    return ends_with(h->names[i], ".weight") && !scheme_is_body(h->names[i]) &&
           is_matrix(&h->file->tensors[i]);
}

/* "head.1." of "head.1.weight", and with it "head.": what the module stands in, "" where in none. */
static const char *module_of(Arena *arena, const char *weight) {
    return arena_copy(arena, weight, strlen(weight) - strlen("weight"));
}

static const char *parent_of(Arena *arena, const char *module) {
    size_t length = strlen(module) - 1;
    while (length > 0 && module[length - 1] != '.') length--;
    return arena_copy(arena, module, length);
}

/* Beside it are no other tensors, as a norm or another linear layer in a row of modules would have. */
static bool stands_alone(const Heads *h, const char *module) {
    const char *parent = parent_of(h->arena, module);
    for (int i = 0; *parent && i < h->file->count; i++)
        if (begins(h->names[i], parent) && !begins(h->names[i], module)) return false;
    return true;
}

static const char *by_usual_words(const Heads *h) {
    static const char *const heads[] = { "fc.1.", "classifier.1.", "head.", "classifier.", "last_linear." };
    for (int row = 0; row < COUNT_OF(heads); row++)
        for (int i = 0; i < h->file->count; i++) {
            const Tensor *tensor = &h->file->tensors[i];
            if (is_linear(h, i) && !strcmp(module_of(h->arena, h->names[i]), heads[row]) &&
                (!h->features || tensor->dims[1] == h->features) && stands_alone(h, heads[row]))
                return heads[row];
        }
    return NULL;
}

/* As many as a convolution of the network gives, or twice that, of two pools. */
static bool can_be_features(const Heads *h, size_t count) {
    for (int i = 0; i < h->file->count; i++) {
        const Tensor *tensor = &h->file->tensors[i];
        if (tensor->rank == 4 && scheme_is_body(h->names[i]) &&
            (count == tensor->dims[0] || count == 2 * tensor->dims[0]))
            return true;
    }
    return false;
}

/* Whatever it is called. */
static const char *the_only_linear(const Heads *h) {
    int found = -1;
    for (int i = 0; i < h->file->count; i++) {
        if (!is_linear(h, i)) continue;
        if (found >= 0) return NULL;
        found = i;
    }
    if (found < 0) return NULL;
    size_t inputs = h->file->tensors[found].dims[1];
    const char *module = module_of(h->arena, h->names[found]);
    bool fits = h->features ? inputs == h->features : can_be_features(h, inputs);
    return fits && stands_alone(h, module) ? module : NULL;
}

const char *heads_find(Arena *arena, const TensorFile *file, const char *const *names, size_t features) {
    const Heads heads = { arena, file, names, features };
    const char *found = by_usual_words(&heads);
    return found ? found : the_only_linear(&heads);
}
