/* feed.h: all images of a source, a batch at a time: what cannot be read of a folder is passed over. */
#ifndef RESNETC_MEASURE_FEED_H
#define RESNETC_MEASURE_FEED_H

#include "media/media.h"

typedef struct {
    const ImageSource *source;
    const Spec *spec;
    /* `in`: a whole call's input, of which the first `filled` images are images[0], ... of the source, the
     * others zeros. False: it ends there, and diag says why. */
    bool (*batch)(void *context, const void *in, const int *images, int filled);
    void *context;
    const Progress *progress; /* NULL: nobody is told */
    Diag *diag;
    int most; /* images that can be read; 0: all of them */
} Feed;

/* False on failure, or where no image can be read. A note tells of those passed over. */
bool feed_images(Arena *arena, const Feed *feed, int *unreadable);

#endif
