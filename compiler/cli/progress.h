/* progress.h: a bar on a terminal. */
#ifndef RESNETC_CLI_PROGRESS_H
#define RESNETC_CLI_PROGRESS_H

#include <stdbool.h>

typedef enum { PROGRESS_NONE, PROGRESS_LINES, PROGRESS_BAR } ProgressForm;

/* A bar where standard error is a terminal, else lines where `verbose`; nothing where `quiet`. */
ProgressForm progress_form(bool quiet, bool verbose);

typedef struct {
    ProgressForm form;
    const char *task; /* a word: "tune" */
    double delay;     /* seconds: of a task that is done within them nothing is told */
    double since;     /* what follows is 0 at first */
    bool begun, visible;
    int percent;
} ProgressBar;

/* Tells of a task; context: a ProgressBar. Prints on standard error; a bar disappears when all is done. */
void progress_show(void *context, int done, int total);
void progress_clear(const ProgressBar *bar); /* where not all was done */

#endif
