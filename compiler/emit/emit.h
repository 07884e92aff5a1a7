/* emit.h: the tables -> C text and header; the only home of kernels.
 *
 * What the emitted code promises of an image with NaN or infinity in it: where PyTorch's output is NaN it is
 * NaN, where that is infinite it is the same infinity or NaN. Where that is a number, it is one, or NaN at
 * pixels that such a value reaches through tiles, or through a weight of zero (decision 023). Other images
 * are as ever. */
#ifndef RESNETC_EMIT_H
#define RESNETC_EMIT_H

#include "kernels.h"
#include "parameters.h"
#include "text.h"

typedef enum { WEIGHTS_BY_SIZE, WEIGHTS_IN_FILE, WEIGHTS_IN_ARRAY } WeightsPlace; /* --weights-in */
extern const char *const weights_place_names[];                                   /* NULL-terminated */

typedef struct {
    const char *spec_file;   /* "resnet50.json", without folders: the head names it; NULL: no file */
    const char *options;     /* what else was asked for, for the head: "--accuracy tight"; "" for nothing */
    const char *header_file; /* "foo.h" to include, or NULL: the header's text stands inside, no weights do */
    const char *family; /* "NET": of several targets' files that a dispatcher chooses from; then the header's
                           text stands inside, and weights do as ever. NULL: on its own */
    const char *weights_file; /* "foo.weights" to bundle; NULL where there is no such file */
    WeightsPlace weights_in;  /* --weights-in */
} EmitNames;

enum { EMBED_LIMIT = 1 << 20 }; /* packed weights up to so many bytes are an array, unless asked otherwise */

const char *emit_c(Arena *arena, const Plan *plan, const EmitNames *names);
const char *emit_header(Arena *arena, const Plan *plan, const EmitNames *names);
/* Several targets' files of one network: their plans, the best first, and a header and a C file that choose
 * among them. `plans` have names of their own; `name` is the family's. weights_files: NULL where they are an
 * array. */
typedef struct {
    const char *name;
    const char *header_file;
    const Plan *const *plans;
    const char *const *weights_files;
    int count;
} Family;

const char *emit_dispatcher(Arena *arena, const Family *family);
const char *emit_dispatcher_header(Arena *arena, const Family *family);

/* Whether a C file with a header has them as an array. */
bool plan_embeds_weights(const Plan *plan, WeightsPlace place);

/* --emit-preprocess: two files beside these, which do not need them. */
const char *emit_preprocess_c(Arena *arena, const Spec *spec, const char *header_file);
const char *emit_preprocess_header(Arena *arena, const Spec *spec);

const char *c_identifier(Arena *arena, const char *name); /* "layer1.0.conv1" -> "layer1_0_conv1" */
const char *upper_case(Arena *arena, const char *name);
const char *layer_summary(Arena *arena, const Plan *plan,
                          int layer); /* "3x3 64->64 at 56x56, direct 1x14x32" */

/* What tiles multiply such weights by: types, "load_bytes(w)", "spread_bytes(p)", "dot_bytes(c, x, w)"; of
 * bf16 "halves". */
const char *emit_dot_functions(Arena *arena, const Target *target, NumberKind weights);

/* Kernels that are compiled already (the catalogue's): what stands in the file is their sizes. */
typedef struct {
    void (*emit_types)(Out *out, const Plan *plan); /* what the walk needs to know of them */
    void (*emit_sizes)(Out *out, const Kernel *kernel, const char *name);
    const char *(*function)(Arena *arena, const Kernel *kernel); /* its name */
} Library;

/* Only the walk over the layers, which calls the library's kernels, and their sizes. */
const char *emit_calls_of(Arena *arena, const Plan *plan, const Library *library);
/* At the top of a file of such kernels: of floats, or of what takes and makes other values. */
void emit_library_prelude(Out *out, const Target *target);
void emit_low_library_prelude(Out *out, const Target *target, NumberKind values);

#endif
