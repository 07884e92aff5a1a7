/* tuned.h: a file of measured choices: which algorithm and tile was fastest for a layer's shape on a
 * processor.
 *
 *     {
 *       "format": 1,
 *       "entries": [
 *         {"accuracy": "fast", "choice": {...}, "cpu": "...", "layer": "conv3x3 64x56x56 -> 64x56x56, relu",
 *          "seconds": 0.0001, "target": "avx512"}
 *       ]
 *     }
 *
 * The key of an entry is cpu, target, accuracy and layer. Several networks and processors share a file. */
#ifndef RESNETC_CHOOSE_TUNED_H
#define RESNETC_CHOOSE_TUNED_H

#include "query.h"

struct Node;

typedef struct {
    const char *cpu, *target, *layer; /* layer: layer_key's text */
    Accuracy accuracy;
    Choice choice; /* as far as the file has it; complete_choice adds the rest */
    double seconds;
    const struct Node *place; /* of the choice in the file, for messages; NULL for one just measured */
} TunedEntry;

typedef struct {
    const char *path;
    const TunedEntry *entries;
    int count;
    const char *cpu; /* whose entries are used; NULL: nobody's */
} Tuned;

/* What tells layers apart: all that the time of a choice depends on, but the values around it. */
const char *layer_key(Arena *arena, const Query *q);

/* NULL where the file cannot be read, or is wrong (STATUS_INPUT, with the place). `cpu` is this machine's:
 * its entries are used; where there are none and the file knows one processor only, that one's. */
const Tuned *tuned_load(Arena *arena, const char *path, const char *cpu, Diag *diag);
const Tuned *tuned_parse(Arena *arena, const char *text, size_t length, const char *path, const char *cpu,
                         Diag *diag);
/* For --tune: a file that is not there yet is no mistake, and *tuned stays NULL; that it cannot be made is
 * one. */
bool tuned_open(Arena *arena, const char *path, const char *cpu, const Tuned **tuned, Diag *diag);
/* NULL: the file does not know the layer. */
const TunedEntry *tuned_find(Arena *arena, const Tuned *tuned, const Query *q, Accuracy accuracy);
/* The whole choice; false with a message where the layer cannot have it. */
bool tuned_complete(Arena *arena, const TunedEntry *entry, const Query *q, Choice *choice);

/* The text of a file with the old entries (NULL: none) and the fresh ones, which replace old ones of the same
 * key. Sorted by key; the same for the same entries. */
const char *tuned_text(Arena *arena, const Tuned *old, const TunedEntry *fresh, int count);

extern const char *const accuracy_names[], *const order_names[]; /* by the enums; NULL-terminated */

#endif
