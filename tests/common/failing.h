/* failing.h: allocations that fail, by tests/faults/failing_malloc.c, which is loaded before the C library.
 */
#ifndef TESTS_FAILING_H
#define TESTS_FAILING_H

#include <stdbool.h>

/* A program of build/tests/property starts itself anew with it loaded, unless it is. False, with a line,
 * where it cannot be: under sanitizers, whose own stands there. */
bool failing_load(char **argv);

void failing_set(long at, bool on); /* the allocation that fails, from 1; all behind it as well; 0: none */
long failing_count(void);           /* allocations since then */
long failing_live(void);            /* blocks that are not freed */

/* "BUILD", the folder of the program. */
const char *failing_build(void);

/* Whether a message tells of it. */
bool says_no_memory(const char *message);

#endif
