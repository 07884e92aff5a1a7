/* timing.c: the loop that times a call. */
#include "timing.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { FEWEST = 3 };

int64_t clock_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

double seconds_now(void) { return 1e-9 * (double)clock_ns(); }

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median_of(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, compare);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static long preemptions(void) {
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) ? 0 : usage.ru_nivcsw;
}

static bool is_enough(const TimingPlan *plan, int runs, double seconds) {
    if (runs < FEWEST) return false;
    return seconds >= plan->most_seconds || (runs >= plan->least_runs && seconds >= plan->least_seconds);
}

static int percent_done(const TimingPlan *plan, int runs, double seconds) {
    double part = fmin((double)runs / plan->least_runs, seconds / plan->least_seconds);
    return (int)(100 * fmin(1, fmax(part, seconds / plan->most_seconds)));
}

Timing time_calls(TimedFunction *call, void *context, const TimingPlan *plan, double *samples, int room) {
    for (int i = 0; i < plan->warmups; i++) call(context);
    Timing timing = { .preemptions = -preemptions() };
    int64_t start = clock_ns(), now = start;
    while (timing.runs < room && !is_enough(plan, timing.runs, 1e-9 * (double)(now - start))) {
        int64_t before = clock_ns();
        call(context);
        now = clock_ns();
        samples[timing.runs++] = 1e-9 * (double)(now - before);
        if (plan->tell)
            plan->tell(plan->listener, percent_done(plan, timing.runs, 1e-9 * (double)(now - start)));
    }
    timing.preemptions += preemptions();
    timing.median = median_of(samples, timing.runs);
    timing.minimum = samples[0];
    return timing;
}
