/* look.h: finding tensors by torchvision's names; what the files of this room find out of them. */
#ifndef RESNETC_IMPORT_LOOK_H
#define RESNETC_IMPORT_LOOK_H

#include "import.h"
#include "tensors/tensors.h"

typedef struct {
    const char *name;
    const Tensor *tensor;
} Named;

typedef struct {
    Arena *arena;
    const TensorFile *file;
    const char *const *names; /* [tensor], torchvision's */
    const Named *sorted;
} Look;

/* ---- look.c ---- */

Look look_into(Arena *arena, const TensorFile *file, const char *const *names);
const Tensor *look(const Look *l, const char *format, ...) PRINTF_LIKE(2, 3); /* NULL: there is none */
bool looks_like(const Look *l, const char *part); /* a name as the file spells it has this in it */
int dimension(const Tensor *tensor, int i);       /* 0 where there is none, or one beyond all networks */
bool is_conv(const Tensor *tensor);

/* ---- Each fills in its part of a spec as far as names and shapes tell. In this order. ---- */

void imply_norm(const Look *l, Spec *spec);     /* norm.c: stages are counted */
void imply_blocks(const Look *l, Spec *spec);   /* blocks.c: block, widths, what is between them */
void imply_stem(const Look *l, Spec *spec);     /* stem.c */
void imply_shortcut(const Look *l, Spec *spec); /* shortcut.c: shortcuts and strides */
void imply_extras(const Look *l, Spec *spec);   /* extras.c: activation, attention, standardised filters */
void imply_head(const Look *l, Spec *spec);     /* head.c: classifier, input, pictures */
int stage_channels(const Look *l, const Spec *spec, int stage); /* blocks.c: that it gives; -1: the stem's */

/* ---- write.c, tell.c, refuse.c ---- */

const char *write_spec(Arena *arena, const Spec *spec);
const char *nearest_text(Arena *arena, const Spec *spec); /* "bottleneck, repeats 3, 4, 6, 3" */
void tell_assumed(const Look *l, const Spec *spec, const char *const *set, Diag *diag);

/* Of a file that says itself what its network is: how pictures are prepared, unless it normalises. */
void tell_unsaid(const TensorFile *file, const char *const *set, Diag *diag);

/* Complains of the first name that no network has, or of `missing`. Returns false. */
bool refuse_names(const Look *l, const Spec *guess, const char *missing, Diag *diag);

#endif
