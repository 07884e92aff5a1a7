/* feature.h: what a choice can have, by name: algorithms, flags, ways of reading groups. A row each; whoever
 * adds one to the compiler adds it here, and it is tried on every target that has it. */
#ifndef TESTS_FEATURE_H
#define TESTS_FEATURE_H

#include "measure/measure.h"

enum { OF_A_VECTOR = -1 }; /* Feature.group: as many channels as the target has lanes */

typedef struct {
    const char *name;
    bool (*has)(const Query *q, const Choice *c); /* of a complete choice */
    bool (*of_target)(const Target *target);      /* NULL: every target has it */
    /* Its network's: 0 and NULL are a stride of 1, no groups, the only stage's output. */
    int stride, group; /* group: channels of one */
    const char *output;
    bool refused; /* pairs: the weights' limits say no, so that the kernel multiplies as others do */
} Feature;

extern const Feature features[];
extern const int feature_count;

bool target_has(const Target *target, const Feature *feature);

/* A small network with random weights and such an activation, one of whose layers has a choice with the
 * feature; the others have the model's. `layer` is set. NULL, with diag's message, where there is none: every
 * target that has a feature can have it there. */
const Plan *plan_with_feature(Arena *arena, const Target *target, const Feature *feature,
                              Activation activation, int *layer, Diag *diag);

#endif
