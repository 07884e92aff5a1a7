/* ahead.c: a ring of images, filled by threads, emptied in order. */
#include "ahead.h"
#include "prepare.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_READERS = 8 };

typedef struct {
    void *image;
    bool done, good;
    Status status; /* where it is not good */
    char *message; /* by malloc; NULL: no memory for it */
} Slot;

struct Ahead {
    const ImageSource *source;
    Slot *slots; /* image i goes to slots[i % count] */
    int count;
    int next;  /* image that a thread takes next */
    int taken; /* images that ahead_next has given away */
    bool stopping;
    pthread_mutex_t lock;
    pthread_cond_t filled, emptied;
    pthread_t threads[MOST_READERS];
    int thread_count;
};

/* An arena and a Diag of its own: where memory ends, it ends for this image. */
static void fill(const ImageSource *source, int index, Slot *slot) {
    Arena arena = { 0 };
    jmp_buf no_memory;
    arena.no_memory = &no_memory;
    slot->good = false;
    slot->status = STATUS_SYSTEM;
    slot->message = NULL;
    if (!setjmp(no_memory)) {
        Diag diag = { .arena = &arena };
        slot->good = source_read(source, index, &arena, slot->image, &diag);
        if (!slot->good) slot->status = diag.status;
        if (!slot->good) slot->message = strdup(diag.message);
    }
    arena_free(&arena);
}

static bool may_take(const Ahead *ahead) {
    return ahead->next < ahead->source->count && ahead->next - ahead->taken < ahead->count;
}

static void *read_ahead(void *object) {
    Ahead *ahead = object;
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->stopping && ahead->next < ahead->source->count) {
        if (!may_take(ahead)) {
            pthread_cond_wait(&ahead->emptied, &ahead->lock);
            continue;
        }
        int index = ahead->next++;
        Slot *slot = &ahead->slots[index % ahead->count];
        pthread_mutex_unlock(&ahead->lock);
        fill(ahead->source, index, slot);
        pthread_mutex_lock(&ahead->lock);
        slot->done = true;
        pthread_cond_signal(&ahead->filled);
    }
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

static void stop(void *object) {
    Ahead *ahead = object;
    pthread_mutex_lock(&ahead->lock);
    ahead->stopping = true;
    pthread_cond_broadcast(&ahead->emptied);
    pthread_mutex_unlock(&ahead->lock);
    for (int i = 0; i < ahead->thread_count; i++) pthread_join(ahead->threads[i], NULL);
    ahead->thread_count = 0;
    for (int i = 0; i < ahead->count; i++) free(ahead->slots[i].message), ahead->slots[i].message = NULL;
}

void ahead_stop(Ahead *ahead) { stop(ahead); }

Ahead *ahead_start(Arena *arena, const ImageSource *source, int ready) {
    Ahead *ahead = arena_alloc(arena, sizeof *ahead);
    int threads = processor_count() < MOST_READERS ? processor_count() : MOST_READERS;
    int count = source->count - ready < threads ? source->count : ready + threads;
    *ahead = (Ahead){ .source = source, .slots = arena_array(arena, Slot, count), .count = count };
    for (int i = 0; i < count; i++)
        ahead->slots[i].image = arena_alloc(arena, input_image_bytes(source->spec));
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->filled, NULL);
    pthread_cond_init(&ahead->emptied, NULL);
    arena_defer(arena, stop, ahead);
    if (source->count > 1)
        ahead->thread_count =
            start_threads(ahead->threads, threads < count ? threads : count, read_ahead, ahead);
    return ahead;
}

static Slot *wait_for_next(Ahead *ahead) {
    Slot *slot = &ahead->slots[ahead->taken % ahead->count];
    if (!ahead->thread_count) {
        fill(ahead->source, ahead->taken, slot);
        return slot;
    }
    pthread_mutex_lock(&ahead->lock);
    while (!slot->done) pthread_cond_wait(&ahead->filled, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
    return slot;
}

static void give_back(Ahead *ahead, Slot *slot) {
    pthread_mutex_lock(&ahead->lock);
    slot->done = false;
    ahead->taken++;
    pthread_cond_signal(&ahead->emptied);
    pthread_mutex_unlock(&ahead->lock);
}

bool ahead_next(Ahead *ahead, void *image, Diag *diag) {
    Slot *slot = wait_for_next(ahead);
    bool good = slot->good;
    const char *path = ahead->source->paths ? ahead->source->paths[ahead->taken] : ahead->source->path;
    if (good)
        memcpy(image, slot->image, input_image_bytes(ahead->source->spec));
    else if (slot->message)
        diag_fail(diag, slot->status, "%s", slot->message);
    else
        diag_fail(diag, slot->status, "%s: out of memory", path);
    free(slot->message);
    slot->message = NULL;
    give_back(ahead, slot);
    return good;
}
