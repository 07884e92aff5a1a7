/* parallel.h: a loop shared out to threads; threads. */
#ifndef RESNETC_BASE_PARALLEL_H
#define RESNETC_BASE_PARALLEL_H

#include "diag.h"

#include <pthread.h>

/* Calls work(context, i) for each i from 0 to count - 1, in any order, on as many threads as there are
 * processors for this one, the caller among them; returns when all are done. Where no thread can be had the
 * caller does all. `work` must not allocate from an arena. `progress` (may be NULL) is told on the caller's
 * thread how many are under way or done, and at last that all are. */
void parallel_for(int count, void (*work)(void *context, int index), void *context, const Progress *progress);

int processor_count(void); /* that this thread may run on */
/* As many of the wanted threads as can be had, which the caller joins. Signals stay the caller's. */
int start_threads(pthread_t *threads, int wanted, void *(*run)(void *), void *context);

#endif
