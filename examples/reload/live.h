/* live.h: weights that are replaced while others run with them. */
#ifndef RELOAD_LIVE_H
#define RELOAD_LIVE_H

#include <stdbool.h>
#include <stddef.h>

/* A mapped file. Never written to again: a new file takes the old one's name by rename. */
typedef struct {
    const void *bytes;
    size_t size;
    int users; /* of live_acquire; and 1 while it is the current one */
} Weights;

typedef struct Live Live;

Live *live_open(void); /* without weights as yet; NULL: no memory */
/* Maps and checks a file, then makes it the current one. False: a line on standard error says why, and the
 * current one stays. */
bool live_load(Live *live, const char *path);
/* The current one, for a call or some; never NULL once one was loaded. It stays mapped until it is released.
 */
const Weights *live_acquire(Live *live);
void live_release(Live *live, const Weights *weights);
void live_close(Live *live); /* when nobody runs any more */
int live_mapped(Live *live); /* files that are mapped now: 1 where nobody runs */

#endif
