/* guarded.h: memory between zones that must not be touched. */
#ifndef TESTS_GUARDED_H
#define TESTS_GUARDED_H

#include "base/base.h"

typedef enum { FLUSH_END, FLUSH_START } Flush; /* which end of the bytes meets its zone */

/* `bytes` bytes, unmapped by arena_free. With FLUSH_END and a multiple of 64 bytes they are 64-byte aligned.
 */
void *guarded_alloc(Arena *arena, size_t bytes, Flush flush);
/* Writing to it crashes from now on. */
void guarded_protect(void *memory, size_t bytes);

/* Signalling NaN, as floats and as pairs of bf16; as integers large ones of any sign. */
void fill_signalling(void *memory, size_t bytes);

#endif
