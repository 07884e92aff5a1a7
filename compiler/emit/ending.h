/* ending.h: how a kernel ends: what is done with a sum before it is stored, and what that is called. */
#ifndef RESNETC_EMIT_ENDING_H
#define RESNETC_EMIT_ENDING_H

#include "text.h"

/* Texts that an ending is made of. */
typedef struct {
    const char *sum;             /* "c0_1" */
    const char *scale, *bias;    /* vectors: what it is multiplied by, what is added then; NULL: nothing */
    const char *gate, *residual; /* pointers to what Ending says that there is */
    const char *slope;           /* and to the channel's slope, where has_slopes() */
    NumberKind number;           /* that gate and residual lead to: the result's */
} EndingTerms;

/* "relu(c0_1 * a1 + b1 + LOAD(r + 16))": what is stored. */
const char *ending_text(Arena *arena, const Ending *ending, const EndingTerms *terms);
/* "ending(k, c0_1 * a1 + b1, r + 16)": the same where layers share the text and differ by residual and
 * activation; not of slopes. */
const char *ending_call(Arena *arena, const EndingTerms *terms);
bool has_slopes(const Ending *ending); /* whether its text reads one */
/* "bias + 64", of the vector of biases `v` behind `bias`: where its slopes are; NULL without. */
const char *slope_text(Out *out, const Ending *ending, size_t lanes, int v);
const char *ending_suffix(Arena *arena, const Ending *ending); /* of a kernel's name: "_add_relu" */
const char *ending_about(Arena *arena,
                         const Ending *ending); /* ", plus r, laid out as y (r may be y), then ReLU" */

/* ---- activation.c ---- */

typedef struct {
    bool has[ACTIVATION_COUNT];
    bool any; /* all, by the activation's number */
} ActivationSet;

ActivationSet all_activations(void); /* that kernels have: not ACTIVATION_NONE, nor what is folded away */
ActivationSet plan_activations(const Plan *plan);
ActivationSet catalogue_activations(void); /* as its kernels tell them apart: by number */
bool has_sloped(ActivationSet set);
bool has_exponential(ActivationSet set);      /* in the text of vectors */
unsigned activations_libm(ActivationSet set); /* Libm: in plain text */
/* The error of the emitted function against the definition, in units in the last place of the result; below
 * x = -2, where GELU's and SiLU's results vanish. Results below 2^-119 may be 0. */
double activation_ulps(Activation activation, bool below);
/* The functions that activated() calls, named as their rows are, and what they call. */
void emit_activations(Out *out, ActivationSet set, const Target *target);
/* any_activation(activation, v, slope): by its number. */
void emit_any_activation(Out *out);
/* "relu(value)", "prelu(value, LOAD(slope))" */
const char *activated(Arena *arena, Activation activation, const char *value, const char *slope);
/* "k->relu ? relu(sum) : sum": by the numbers of Ending.activates. */
const char *chosen_activation(Arena *arena, ActivationSet set, const char *value, const char *slope);

/* ---- ending.c ---- */

/* Adds to `sum` what `k` says, and returns what is stored then: of a function that serves many kernels. The
 * number: the residual's. */
const char *ended_sum(Out *out, ActivationSet set, NumberKind number, const char *residual,
                      const char *slope);
/* The function ending(), of these activations (those that have no slope), for values of that number type. */
void emit_ending(Out *out, ActivationSet set, NumberKind number);
/* Its counterpart for the catalogue's kernels of any ending: any_ending(adds, activation, sum, r, slope). */
void emit_any_ending(Out *out, NumberKind number);

#endif
