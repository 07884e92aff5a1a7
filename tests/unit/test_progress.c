/* test_progress.c: the bar on a terminal, what is told of a loop in threads, and that short tasks are not
 * told of. */
#define _GNU_SOURCE
#include "base/parallel.h"
#include "cli/progress.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Standard error is a terminal of the test's own meanwhile. */
typedef struct {
    int screen, before;
} Terminal;

static Terminal open_terminal(void) {
    Terminal t;
    int keyboard;
    assert_int_equal(openpty(&t.screen, &keyboard, NULL, NULL, NULL), 0);
    assert_true((t.before = dup(STDERR_FILENO)) >= 0 && dup2(keyboard, STDERR_FILENO) >= 0);
    close(keyboard);
    fcntl(t.screen, F_SETFL, O_NONBLOCK);
    return t;
}

/* What was printed since: the kernel hands it on when it has time. */
static void read_screen(const Terminal *t, char *text, size_t size) {
    size_t length = 0;
    for (ssize_t got; poll(&(struct pollfd){ t->screen, POLLIN, 0 }, 1, 100) > 0; length += (size_t)got)
        if ((got = read(t->screen, text + length, size - 1 - length)) <= 0) break;
    text[length] = '\0';
}

static void close_terminal(const Terminal *t) {
    dup2(t->before, STDERR_FILENO);
    close(t->before);
    close(t->screen);
}

static void bar_is_drawn_and_cleared(void **state) {
    (void)state;
    Terminal t = open_terminal();
    char text[4096];
    ProgressBar bar = { .form = progress_form(false, false), .task = "pack" };
    progress_show(&bar, 5, 10);
    read_screen(&t, text, sizeof text);
    assert_string_equal(text, "\rpack [####################....................]  50 %");
    progress_show(&bar, 5, 10); /* the same again */
    read_screen(&t, text, sizeof text);
    assert_string_equal(text, "");
    progress_show(&bar, 10, 10);
    read_screen(&t, text, sizeof text);
    assert_non_null(strstr(text, "100 %\r\033[K"));
    close_terminal(&t);
}

static void short_tasks_are_not_told_of(void **state) {
    (void)state;
    Terminal t = open_terminal();
    char text[4096];
    ProgressBar bar = { .form = progress_form(false, false), .task = "pack", .delay = 3600 };
    for (int done = 0; done <= 10; done++) progress_show(&bar, done, 10);
    progress_clear(&bar);
    read_screen(&t, text, sizeof text);
    assert_string_equal(text, "");
    bar.since -= 3601; /* an hour later */
    progress_show(&bar, 5, 10);
    read_screen(&t, text, sizeof text);
    assert_non_null(strstr(text, "50 %"));
    close_terminal(&t);
}

static void quiet_and_no_terminal(void **state) {
    (void)state;
    Terminal t = open_terminal();
    assert_int_equal(progress_form(false, true), PROGRESS_BAR);
    assert_int_equal(progress_form(true, true), PROGRESS_NONE);
    int null = open("/dev/null", O_WRONLY);
    dup2(null, STDERR_FILENO);
    close(null);
    assert_int_equal(progress_form(false, false), PROGRESS_NONE);
    assert_int_equal(progress_form(false, true), PROGRESS_LINES);
    close_terminal(&t);
}

enum { ITEMS = 1000 };

typedef struct {
    int calls, last;
    bool falls;
} Told;

static void listen(void *context, int done, int total) {
    Told *told = context;
    told->falls |= done < told->last || total != ITEMS;
    told->last = done;
    told->calls++;
}

static void count_item(void *context, int index) { ((int *)context)[index]++; }

/* Whatever thread does an item: `done` never falls, and all is said at last, once all is done. */
static void loops_tell(void **state) {
    (void)state;
    static int times[ITEMS];
    Told told = { 0 };
    parallel_for(ITEMS, count_item, times, &(Progress){ listen, &told });
    for (int i = 0; i < ITEMS; i++) assert_int_equal(times[i], 1);
    assert_false(told.falls);
    assert_int_equal(told.last, ITEMS);
    assert_true(told.calls >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bar_is_drawn_and_cleared),
        cmocka_unit_test(short_tasks_are_not_told_of),
        cmocka_unit_test(quiet_and_no_terminal),
        cmocka_unit_test(loops_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
