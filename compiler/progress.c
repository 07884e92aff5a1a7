/* progress.c: how far a long task is. */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

enum { WIDTH = 40 };

ProgressForm progress_form(bool quiet, bool verbose) {
    if (quiet) return PROGRESS_NONE;
    return isatty(STDERR_FILENO) ? PROGRESS_BAR : verbose ? PROGRESS_LINES : PROGRESS_NONE;
}

/* Back to the first column, and nothing behind it (ECMA-48, erase in line). */
void progress_clear(ProgressForm form) {
    if (form == PROGRESS_BAR) fputs("\r\033[K", stderr);
}

void progress_show(void *context, int done, int total) {
    static const char full[] = "########################################",
                      empty[] = "........................................";
    const ProgressForm form = *(const ProgressForm *)context;
    int filled = total > 0 ? WIDTH * done / total : 0;
    if (form == PROGRESS_LINES) fprintf(stderr, "resnetc: tune: step %d of %d\n", done, total);
    if (form != PROGRESS_BAR) return;
    fprintf(stderr, "\rtune [%.*s%.*s] %3d %%", filled, full, WIDTH - filled, empty,
            total > 0 ? 100 * done / total : 0);
    if (done == total) progress_clear(form);
}
