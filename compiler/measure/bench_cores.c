/* bench_cores.c: how far apart two cores are: the time that a cache line takes from one to the other and
 * back. Within one core complex it goes through the cache that they share, some 50 ns on Zen 5; else through
 * the memory controller, some 370, and threads that hand each other values wait accordingly (decision 012).
 */
#include "bench.h"
#include "plan/plan.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { TRIPS = 2000, TRIES = 5, LOOKS = 10000 };

typedef struct {
    _Alignas(128) atomic_int ball; /* odd: on its way there; even: on its way back */
} Court;

/* Who has looked long gives way: the other one may be waiting for this core. */
static void wait_for(atomic_int *ball, int value) {
    for (int looks = 0; atomic_load(ball) != value; looks++)
        if (looks >= LOOKS) sched_yield();
}

static void *return_balls(void *object) {
    Court *court = object;
    for (int i = 0; i < TRIES * TRIPS; i++) {
        wait_for(&court->ball, 2 * i + 1);
        atomic_store(&court->ball, 2 * i + 2);
    }
    return NULL;
}

/* TRIPS of them, from the first on. */
static double time_trips(Court *court, int first) {
    double start = seconds_now();
    for (int i = first; i < first + TRIPS; i++) {
        atomic_store(&court->ball, 2 * i + 1);
        wait_for(&court->ball, 2 * i + 2);
    }
    return (seconds_now() - start) / TRIPS;
}

double measure_cores(void) {
    Court court = { 0 };
    pthread_t other;
    double least = 1;
    if (pthread_create(&other, NULL, return_balls, &court)) return 0;
    for (int i = 0; i < TRIES; i++) {
        double seconds = time_trips(&court, i * TRIPS);
        if (seconds < least) least = seconds;
    }
    pthread_join(other, NULL);
    return least;
}
