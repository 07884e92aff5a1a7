/* ending.h: how a kernel ends: what is done with a sum before it is stored, and what that is called. */
#ifndef RESNETC_EMIT_ENDING_H
#define RESNETC_EMIT_ENDING_H

#include "text.h"

/* Texts that an ending is made of. */
typedef struct {
    const char *sum;             /* "c0_1" */
    const char *scale, *bias;    /* vectors: what it is multiplied by, what is added then; NULL: nothing */
    const char *gate, *residual, *slope; /* pointers to what Ending says that there is */
} EndingTerms;

/* "relu(c0_1 * a1 + b1 + LOAD(r + 16))": what is stored. */
const char *ending_text(Arena *arena, const Ending *ending, const EndingTerms *terms);
/* "ending(k, c0_1 * a1 + b1, r + 16)": the same where layers share the text and differ by residual and
 * activation. */
const char *ending_call(Arena *arena, const EndingTerms *terms);
const char *ending_suffix(Arena *arena, const Ending *ending); /* of a kernel's name: "_add_relu" */
const char *ending_about(Arena *arena,
                         const Ending *ending); /* ", plus r, laid out as y (r may be y), then ReLU" */

/* ---- activation.c ---- */

typedef struct {
    bool has[ACTIVATION_COUNT];
} ActivationSet;

ActivationSet all_activations(void); /* that are any: not ACTIVATION_NONE */
ActivationSet plan_activations(const Plan *plan);
/* The functions that activated() calls, named as their rows are. */
void emit_activations(Out *out, ActivationSet set, const Target *target);
const char *activated(Arena *arena, Activation activation, const char *value); /* "relu(value)" */
/* "k->relu ? relu(sum) : sum": by the numbers of Ending.activates. */
const char *chosen_activation(Arena *arena, ActivationSet set, const char *value);

/* ---- ending.c ---- */

/* The function ending(), of these activations. */
void emit_ending(Out *out, ActivationSet set);

#endif
