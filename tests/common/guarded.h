/* guarded.h: memory between two pages that must not be touched. */
#ifndef TESTS_GUARDED_H
#define TESTS_GUARDED_H

#include "base/base.h"

typedef enum { FLUSH_END, FLUSH_START } Flush; /* which end of the bytes meets a guard page */

/* `bytes` bytes, unmapped by arena_free. With FLUSH_END and a multiple of 64 bytes they are 64-byte aligned.
 */
void *guarded_alloc(Arena *arena, size_t bytes, Flush flush);
/* Writing to it crashes from now on. */
void guarded_protect(void *memory, size_t bytes);

#endif
