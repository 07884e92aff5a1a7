/* import.h: what a weights file implies: the names and shapes of its tensors -> the text of a spec; a spec or
 * a weights file in its place -> a network to compile. */
#ifndef RESNETC_IMPORT_H
#define RESNETC_IMPORT_H

#include "weights/weights.h"

/* ==== import.c ==== */

/* JSON: the keys that differ from their defaults, the input, the classes and how pictures are prepared. Where
 * the file says itself what it is (ONNX), that. A note a line says what names and shapes do not tell and was
 * assumed, but for what is `set` anyway (as in SpecSource; NULL: nothing). NULL, with the first name that
 * does not fit, where it is no network of the spec's language. */
const char *import_spec(Arena *arena, const TensorFile *file, NameRules names, const char *const *set,
                        Diag *diag);

/* ==== network.c ==== */

typedef struct {
    const char *path; /* what messages call the file, and the default name is made from */
    FileView file;
    NameRules names;
    const char *const *set; /* as in SpecSource */
} NetworkSource;

typedef struct {
    const Spec *spec;
    SpecSource source;         /* that it was read from */
    const TensorFile *tensors; /* the weights; NULL: the file was a spec */
} Network;

/* A spec's text, or a weights file: which of them its content tells. */
bool network_read(Arena *arena, const NetworkSource *from, Network *network, Diag *diag);

#endif
