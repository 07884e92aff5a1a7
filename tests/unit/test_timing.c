/* test_timing.c: how many calls a plan gives, and what is made of their times. */
#include "base/timing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { ROOM = 64 };

typedef struct {
    int calls;
    long nanoseconds; /* a call sleeps this long; the third one three times as long */
} Sleeper;

static void sleep_once(void *context) {
    Sleeper *sleeper = context;
    sleeper->calls++;
    nanosleep(&(struct timespec){ 0, sleeper->calls == 3 ? 3 * sleeper->nanoseconds : sleeper->nanoseconds },
              NULL);
}

static void test_median(void **state) {
    (void)state;
    double odd[] = { 5, 1, 3 }, even[] = { 8, 2, 4, 100 }, one[] = { 7 };
    assert_true(median_of(odd, 3) == 3);
    assert_true(odd[0] == 1 && odd[2] == 5);
    assert_true(median_of(even, 4) == 6);
    assert_true(median_of(one, 1) == 7);
}

static Timing time_sleeper(Sleeper *sleeper, TimingPlan plan, int room) {
    double samples[ROOM];
    return time_calls(sleep_once, sleeper, &plan, samples, room);
}

static void test_least_runs(void **state) {
    (void)state;
    Sleeper sleeper = { 0, 1000 };
    Timing timing =
        time_sleeper(&sleeper, (TimingPlan){ .warmups = 2, .least_runs = 20, .most_seconds = 60 }, ROOM);
    assert_int_equal(timing.runs, 20);
    assert_int_equal(sleeper.calls, 22);
}

static void test_least_seconds(void **state) {
    (void)state;
    Sleeper sleeper = { 0, 5000000 };
    int64_t before = clock_ns();
    Timing timing = time_sleeper(
        &sleeper, (TimingPlan){ .least_runs = 1, .least_seconds = 0.05, .most_seconds = 60 }, ROOM);
    assert_true(clock_ns() - before >= 50000000);
    assert_in_range(timing.runs, 3, 10);
}

/* Slow calls end before the least number of runs, but three are always made; the room is a limit of its own.
 */
static void test_limits(void **state) {
    (void)state;
    Sleeper slow = { 0, 2000000 }, quick = { 0, 1000 };
    assert_int_equal(time_sleeper(&slow, (TimingPlan){ .least_runs = 50, .most_seconds = 0.001 }, ROOM).runs,
                     3);
    assert_int_equal(time_sleeper(&quick, (TimingPlan){ .least_runs = 50, .most_seconds = 60 }, 7).runs, 7);
}

static void test_times(void **state) {
    (void)state;
    Sleeper sleeper = { 0, 2000000 };
    Timing timing = time_sleeper(&sleeper, (TimingPlan){ .least_runs = 3, .most_seconds = 60 }, ROOM);
    assert_int_equal(timing.runs, 3);
    assert_true(timing.minimum >= 0.002 && timing.minimum <= timing.median);
    assert_true(timing.preemptions >= 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_median),        cmocka_unit_test(test_least_runs),
        cmocka_unit_test(test_least_seconds), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
