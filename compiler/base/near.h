/* near.h: what a mistyped word meant. */
#ifndef RESNETC_BASE_NEAR_H
#define RESNETC_BASE_NEAR_H

#include "arena.h"

/* The index of the name that is most like the word, in a NULL-terminated list; -1: none is near. Capitals,
 * and "-" in place of "_", are no difference worth counting. */
int nearest_name(const char *const *names, const char *word);
/* How a message goes on: "; did you mean NAME?", the name between `quote`s; "" where none is near. */
const char *did_you_mean(Arena *arena, const char *const *names, const char *word, const char *quote);

#endif
