/* parallel.c: threads that live for one loop and take the next item when they have done one. */
#define _GNU_SOURCE
#include "parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

enum { MOST_THREADS = 16 };

typedef struct {
    int count;
    void (*work)(void *, int);
    void *context;
    atomic_int next;
} Loop;

static void *take_items(void *object) {
    Loop *loop = object;
    for (int i; (i = atomic_fetch_add(&loop->next, 1)) < loop->count;) loop->work(loop->context, i);
    return NULL;
}

static void take_items_telling(Loop *loop, const Progress *progress) {
    for (int i; (i = atomic_fetch_add(&loop->next, 1)) < loop->count;) {
        progress->tell(progress->context, i, loop->count);
        loop->work(loop->context, i);
    }
}

int processor_count(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);
}

int start_threads(pthread_t *threads, int wanted, void *(*run)(void *), void *context) {
    sigset_t all, before;
    int count = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (count < wanted && pthread_create(&threads[count], NULL, run, context) == 0) count++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return count;
}

void parallel_for(int count, void (*work)(void *context, int index), void *context,
                  const Progress *progress) {
    bool telling = progress && progress->tell && count > 0;
    Loop loop = { .count = count, .work = work, .context = context };
    pthread_t threads[MOST_THREADS];
    int wanted = processor_count() < count ? processor_count() : count;
    if (wanted > MOST_THREADS) wanted = MOST_THREADS;
    int started = start_threads(threads, wanted - 1, take_items, &loop);
    if (telling)
        take_items_telling(&loop, progress);
    else
        take_items(&loop);
    for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
    if (telling) progress->tell(progress->context, count, count);
}
