/* reader.h: what the files behind weights_load share. A weights file is read in three steps: its container
 * gives named tensors (container.c, the room tensors), their names become parameters of the graph (names.c),
 * and each parameter's tensor is checked and converted (weights.c). A new container or naming scheme replaces
 * one step. */
#ifndef RESNETC_WEIGHTS_READER_H
#define RESNETC_WEIGHTS_READER_H

#include "tensors/tensors.h"
#include "weights.h"

/* ==== refused.c ==== */

/* Files that are told from weights, and refused with what to do instead. */
bool refused_recognise(FileView file);
bool refused_is_weights(FileView file); /* of another kind: no text and no picture */
const TensorFile *refused_read(Arena *arena, const char *path, FileView file, Diag *diag);

/* ==== names_file.c ==== */

typedef struct NamesFile NamesFile;

/* Reads --names. NULL where it is no object of strings, or lists a name that no tensor has. */
const NamesFile *names_file_read(Arena *arena, const char *path, const TensorFile *file, Diag *diag);
const char *names_file_find(const NamesFile *names, const char *name); /* in the graph; NULL: not listed */
/* The name with its longest listed beginning ("backbone.") replaced; itself where none is. */
const char *names_file_begin(const NamesFile *names, const char *name);
/* Complains that what is listed for `name` is not in the graph. Returns false. */
bool names_file_unknown(const NamesFile *names, const char *name);

/* ==== naming.c ==== */

/* How a file's names are read. */
typedef struct {
    const TensorFile *file;
    const NamesFile *listed; /* NULL without --names */
    const char *const
        *names;       /* [tensor] without beginnings that --names replaces, and what stands before all */
    const char *head; /* what the classifier is called where no scheme knows it; NULL */
} Naming;

/* `features`: what the classifier reads; 0: any number. NULL on a mistake in --names. */
const Naming *naming_read(Arena *arena, const TensorFile *file, NameRules rules, size_t features, Diag *diag);
/* What tensor may be called in a graph, the likeliest last: row from 0 on; NULL: no more. */
const char *naming_next(Arena *arena, const Naming *naming, int tensor, int *row);

/* ==== names.c ==== */

typedef struct {
    const int *tensor_of; /* [param] -> index of the file's tensor, -1 where there is none */
    int beside;           /* tensors that are not the network's */
} Resolved;

/* NULL where two tensors belong to the same parameter, or one to none that might be meant as the network's
 * own; others are counted in a note. */
const Resolved *names_resolve(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules,
                              Diag *diag);
/* " (these weights have bottleneck blocks, repeats 3, 4, 6, 3)" where the graph has others, else "". */
const char *names_depth(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules);

/* ==== schemes.c ==== */

/* What the next row of the table from *row on makes of a name; NULL where none fits. */
const char *scheme_name(Arena *arena, const char *name, int *row);
/* Whether the name begins as a network's own do: "layer7.", "fc.", "bn2."; else it lies beside it. */
bool scheme_is_own(const char *name);
/* The same without the classifier. */
bool scheme_is_body(const char *name);
/* What stands before all names of a network's body: "module.", "model.backbone.", "". */
const char *scheme_prefix(Arena *arena, const char *const *names, int count);
/* ==== heads.c ==== */

/* What a classifier that no row knows is called: "head.": a usual word, or whatever is the only linear layer.
 * Its weight is a matrix of so many features (0: of any number that the network may give). NULL: none. */
const char *heads_find(Arena *arena, const TensorFile *file, const char *const *names, size_t features);

/* ==== random.c ==== */

/* Every parameter random, the optional ones absent. The same on every machine. */
const Weights *weights_random(Arena *arena, const Graph *graph, uint64_t seed);

#endif
