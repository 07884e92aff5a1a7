/* live.c: who holds weights is counted. The lock is held for a few instructions, beside a call that takes ten
 * thousand times as long: a reader that took the pointer first and counted itself then could find it unmapped
 * in between. */
#include "live.h"
#include "fashion.h"
#include <resnet_rt.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct Live {
    pthread_mutex_t lock;
    Weights *current;
    int mapped;
};

Live *live_open(void) {
    Live *live = calloc(1, sizeof *live);
    if (live) pthread_mutex_init(&live->lock, NULL);
    return live;
}

static void unmap(Weights *weights) {
    munmap((void *)weights->bytes, weights->size);
    free(weights);
}

/* NULL: `errno` says why. */
static Weights *map(const char *path) {
    struct stat status;
    Weights *weights = NULL;
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return NULL;
    if (fstat(file, &status) == 0 && (weights = malloc(sizeof *weights))) {
        const size_t size = (size_t)status.st_size;
        *weights = (Weights){ mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0), size, 1 };
    }
    const int error = errno;
    close(file);
    if (weights && weights->bytes == MAP_FAILED) {
        free(weights);
        weights = NULL;
    }
    errno = error;
    return weights;
}

static Weights *open_checked(const char *path) {
    Weights *weights = map(path);
    if (!weights) return fprintf(stderr, "%s: %s\n", path, strerror(errno)), NULL;
    const int status =
        fashion_weights_check(weights->bytes, weights->size); /* reads it all: no page is waited for later */
    if (status == FASHION_OK) return weights;
    fprintf(stderr, "%s: %s\n", path, resnet_status_text(status));
    unmap(weights);
    return NULL;
}

/* One user less; the last one's are handed back to be unmapped. Under the lock. */
static Weights *drop(Live *live, Weights *weights) {
    if (!weights || --weights->users) return NULL;
    live->mapped--;
    return weights;
}

bool live_load(Live *live, const char *path) {
    Weights *new = open_checked(path);
    if (!new) return false;
    pthread_mutex_lock(&live->lock);
    Weights *unused = drop(live, live->current);
    live->current = new;
    live->mapped++;
    pthread_mutex_unlock(&live->lock);
    if (unused) unmap(unused);
    return true;
}

const Weights *live_acquire(Live *live) {
    pthread_mutex_lock(&live->lock);
    Weights *weights = live->current;
    if (weights) weights->users++;
    pthread_mutex_unlock(&live->lock);
    return weights;
}

void live_release(Live *live, const Weights *weights) {
    pthread_mutex_lock(&live->lock);
    Weights *unused = drop(live, (Weights *)weights);
    pthread_mutex_unlock(&live->lock);
    if (unused) unmap(unused);
}

int live_mapped(Live *live) {
    pthread_mutex_lock(&live->lock);
    const int mapped = live->mapped;
    pthread_mutex_unlock(&live->lock);
    return mapped;
}

void live_close(Live *live) {
    if (live->current) unmap(live->current);
    pthread_mutex_destroy(&live->lock);
    free(live);
}
