/* ahead.h: a source's images, read ahead by threads of their own: decoded, resized, normalised. */
#ifndef RESNETC_MEDIA_AHEAD_H
#define RESNETC_MEDIA_AHEAD_H

#include "source.h"

typedef struct Ahead Ahead;

/* Images come in the source's order, whichever is ready first. `ready` is how many may lie ready, beside one
 * for each thread (there are as many as processors, 8 at most): memory is bounded by that. Where no thread
 * can be had, and for one image, ahead_next reads. Threads end with ahead_stop, or with arena_free. */
Ahead *ahead_start(Arena *arena, const ImageSource *source, int ready);
/* The next image to `image`. Called as often as there are images, by one thread. Errors as
 * source_read's; of one image, the next ones may be good. */
bool ahead_next(Ahead *ahead, void *image, Diag *diag);
void ahead_stop(Ahead *ahead);

#endif
