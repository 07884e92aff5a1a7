/* timing.h: how long a call takes: clock, samples, median, minimum, and how far the numbers are to be
 * trusted. Stands alone: nothing of the compiler is needed. */
#ifndef RESNETC_BASE_TIMING_H
#define RESNETC_BASE_TIMING_H

#include <stdint.h>

int64_t clock_ns(void);   /* monotonic, wall time */
double seconds_now(void); /* the same in seconds */

/* Sorts `values`. */
double median_of(double *values, int count);

typedef void TimedFunction(void *context);

/* Calls go on until there are `least_runs` and `least_seconds` have passed, or `most_seconds` have (but 3
 * calls are made whatever they take), or `room` samples are full. */
typedef struct {
    int warmups, least_runs;
    double least_seconds, most_seconds;
    void (*tell)(void *listener, int percent); /* NULL: nobody is told between calls how far it is */
    void *listener;
} TimingPlan;

/* Seconds a call. On a machine shared with others the minimum is what the code takes, and a median far from
 * it, or many preemptions, say that others ran. */
typedef struct {
    double median, minimum;
    int runs;
    long preemptions; /* how often this process was put aside for another (involuntary context switches) */
} Timing;

/* `samples` has room for `room` values, which are sorted on return. */
Timing time_calls(TimedFunction *call, void *context, const TimingPlan *plan, double *samples, int room);

#endif
