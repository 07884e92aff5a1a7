/* tell.h: what main says on standard error. */
#ifndef RESNETC_CLI_TELL_H
#define RESNETC_CLI_TELL_H

#include "options.h"
#include "progress.h"

void tell_pass(const Options *options, const PassTime *pass); /* where -v asks for it */
/* The error of each layer that was verified, where -v asks for it. */
void tell_layers(const Options *options, const Plan *plan, const Verdict *verdict);
/* The range of each layer's value, and what it clips, where -v asks for it. */
void tell_ranges(const Options *options, const Layers *layers, const Calibration *calibration);
ProgressBar task_bar(const Options *options, const char *task); /* where it takes over a second */
void tell_unreadable(ProgressBar *bar, const Diag *diag); /* one image of several, while a bar is shown */
void tell_diag(const Diag *diag, bool quiet);             /* at the end: notes, each once, and the error */

#endif
