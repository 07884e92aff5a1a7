/* workers.h: many independent jobs on all processors, each job in a child process: one that crashes fails
 * alone. */
#ifndef TESTS_WORKERS_H
#define TESTS_WORKERS_H

#include <stddef.h>

typedef void Job(void *context, int index, void *result);

/* Calls job(context, i, results + i * size) for 0 <= i < count. Returns the results: zero bytes at first, and
 * as far as a job that crashed had written its own. Never freed. */
void *run_jobs(int count, Job *job, void *context, size_t size);

#endif
