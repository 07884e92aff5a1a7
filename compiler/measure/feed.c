/* feed.c: images, read ahead, in batches. */
#include "feed.h"

#include <string.h>

typedef struct {
    const Feed *feed;
    char *in;    /* all images of a call */
    int *images; /* of the source, that are in it */
    int filled, fed;
    int unreadable;
    const char *message; /* what is wrong with the first picture that cannot be read */
} Feeding;

/* What the last batch lacks is zeros. */
static bool feed_batch(Feeding *f) {
    const Feed *feed = f->feed;
    const size_t bytes = input_image_bytes(feed->spec);
    memset(f->in + (size_t)f->filled * bytes, 0, (size_t)(feed->spec->batch - f->filled) * bytes);
    int filled = f->filled;
    f->fed += filled;
    f->filled = 0;
    return feed->batch(feed->context, f->in, f->images, filled);
}

/* False where it ends here; a picture of a folder that cannot be read is passed over. */
static bool take_image(Feeding *f, Ahead *ahead, int image) {
    const Feed *feed = f->feed;
    Arena arena = { .no_memory = feed->diag->arena->no_memory };
    Diag diag = { .arena = &arena };
    bool good = ahead_next(ahead, f->in + (size_t)f->filled * input_image_bytes(feed->spec), &diag);
    const char *message = good ? NULL : arena_printf(feed->diag->arena, "%s", diag.message);
    if (good)
        f->images[f->filled++] = image;
    else if (!feed->source->is_folder)
        diag_fail(feed->diag, diag.status, "%s", message);
    else if (!f->unreadable++)
        f->message = message;
    arena_free(&arena);
    return good || feed->source->is_folder;
}

static void tell(const Feed *feed, int done) {
    if (feed->progress && feed->progress->tell)
        feed->progress->tell(feed->progress->context, done, feed->source->count);
}

static bool has_enough(const Feeding *f) { return f->feed->most && f->fed + f->filled >= f->feed->most; }

static bool feed_all(Feeding *f, Ahead *ahead) {
    const Feed *feed = f->feed;
    const int count = feed->source->count;
    for (int i = 0; i < count && !has_enough(f); i++) {
        tell(feed, i);
        if (!take_image(f, ahead, i)) return false;
        if (f->filled == feed->spec->batch && !feed_batch(f)) return false;
    }
    if (f->filled && !feed_batch(f)) return false;
    tell(feed, count);
    return true;
}

static bool finish(const Feeding *f) {
    const Feed *feed = f->feed;
    if (!f->fed) return diag_fail(feed->diag, STATUS_INPUT, "%s", f->message);
    if (f->unreadable)
        diag_note(feed->diag, "%s: passed over %d of %d pictures, which cannot be read, first %s",
                  feed->source->path, f->unreadable, feed->source->count, f->message);
    return true;
}

bool feed_images(Arena *arena, const Feed *feed, int *unreadable) {
    Feeding f = { .feed = feed,
                  .in = arena_alloc_array(arena, input_image_bytes(feed->spec), (size_t)feed->spec->batch),
                  .images = arena_array(arena, int, feed->spec->batch) };
    Ahead *ahead = ahead_start(arena, feed->source, feed->spec->batch);
    bool good = feed_all(&f, ahead);
    ahead_stop(ahead);
    *unreadable = f.unreadable;
    return good && finish(&f);
}
