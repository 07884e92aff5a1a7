/* elementary.h: what the text of activations calls: helpers on vectors, functions of the C library. */
#ifndef RESNETC_EMIT_ELEMENTARY_H
#define RESNETC_EMIT_ELEMENTARY_H

#include "text.h"

/* Sets of these are sums. */
typedef enum {
    HELPER_CHOOSE = 1,  /* choose(mask, a, b) */
    HELPER_CLAMPED = 2, /* clamped(v), by choose() */
    HELPER_BITS = 4,    /* the type `bits` */
    HELPER_DECAY = 8    /* decay(x), by `bits` */
} Helper;

typedef enum { LIBM_EXPF = 1, LIBM_EXP = 2, LIBM_ERFC = 4, LIBM_SQRT = 8 } Libm;

/* The functions in the order in which they need each other; each with the comment that says what it does. */
void emit_elementary(Out *out, unsigned helpers, const Target *target);
/* Without <math.h>: their declarations. */
void emit_libm(Out *out, unsigned libm);
/* The declaration of SLEEF's exponential, where the target has one. */
void emit_sleef(Out *out, const Target *target);

#endif
