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
/* Complains that what is listed for `name` is not in the graph. Returns false. */
bool names_file_unknown(const NamesFile *names, const char *name);

/* ==== names.c ==== */

/* [param] -> index of the file's tensor, -1 where there is none. NULL where two tensors belong to the same
 * parameter, or one to none that might be meant as the network's own; others are counted in a note. */
const int *names_resolve(Arena *arena, const Graph *graph, const TensorFile *file, NameRules rules,
                         Diag *diag);

/* ==== schemes.c ==== */

/* What the next row of the table from *row on makes of a name; NULL where none fits. */
const char *scheme_name(Arena *arena, const char *name, int *row);
/* Whether the name begins as a network's own do: "layer7.", "fc.", "bn2."; else it lies beside it. */
bool scheme_is_own(const char *name);
/* What stands before all names of a network's body: "module.", "model.backbone.", "". */
const char *scheme_prefix(Arena *arena, const TensorFile *file);

/* ==== random.c ==== */

/* Every parameter random, the optional ones absent. The same on every machine. */
const Weights *weights_random(Arena *arena, const Graph *graph, uint64_t seed);

#endif
