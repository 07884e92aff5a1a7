/* progress.c: how far a long task is. */
#include "progress.h"
#include "plan/plan.h"
#include "terminal.h"

#include <stdio.h>
#include <unistd.h>

enum { WIDTH = 40 };

ProgressForm progress_form(bool quiet, bool verbose) {
    if (quiet) return PROGRESS_NONE;
    return terminal_obeys(STDERR_FILENO) ? PROGRESS_BAR : verbose ? PROGRESS_LINES : PROGRESS_NONE;
}

/* Back to the first column, and nothing behind it (ECMA-48, erase in line). */
void progress_clear(const ProgressBar *bar) {
    if (bar->visible) fputs("\r\033[K", stderr);
}

static bool is_early(ProgressBar *bar) {
    double now = seconds_now();
    if (!bar->begun) bar->since = now;
    bar->begun = true;
    return now - bar->since < bar->delay;
}

/* Tasks may have many small steps: what would look the same is not printed again. */
static void draw(ProgressBar *bar, int percent) {
    static const char full[] = "########################################",
                      empty[] = "........................................";
    int filled = WIDTH * percent / 100;
    if (bar->visible && percent == bar->percent) return;
    bar->visible = true;
    bar->percent = percent;
    fprintf(stderr, "\r%s [%.*s%.*s] %3d %%", bar->task, filled, full, WIDTH - filled, empty, percent);
}

void progress_show(void *context, int done, int total) {
    ProgressBar *bar = context;
    if (bar->form == PROGRESS_NONE || is_early(bar)) return;
    if (bar->form == PROGRESS_LINES) {
        fprintf(stderr, "resnetc: %s: step %d of %d\n", bar->task, done, total);
    } else {
        draw(bar, total > 0 ? (int)(100LL * done / total) : 0);
        if (done == total) progress_clear(bar);
    }
}
