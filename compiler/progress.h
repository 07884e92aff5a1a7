/* progress.h: a bar on a terminal. */
#ifndef RESNETC_PROGRESS_H
#define RESNETC_PROGRESS_H

#include <stdbool.h>

typedef enum { PROGRESS_NONE, PROGRESS_LINES, PROGRESS_BAR } ProgressForm;

/* A bar where standard error is a terminal, else lines where `verbose`; nothing where `quiet`. */
ProgressForm progress_form(bool quiet, bool verbose);

/* A TuneProgress; context: a ProgressForm's address. Prints on standard error; a bar disappears when all is
 * done. */
void progress_show(void *context, int done, int total);
void progress_clear(ProgressForm form); /* where not all was done */

#endif
