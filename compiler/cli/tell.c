/* tell.c: what main says on standard error. */
#include "tell.h"

#include <stdio.h>
#include <string.h>

void tell_pass(const Options *options, const PassTime *pass) {
    if (options->verbose)
        fprintf(stderr, "resnetc: %-10s %10.3f ms %12zu %s\n", pass->pass, 1e3 * pass->seconds, pass->size,
                pass->unit);
}

ProgressBar packing_bar(const Options *options) {
    return (ProgressBar){ .form = progress_form(options->quiet, false), .task = "pack", .delay = 1 };
}

static bool said_before(const Diag *diag, int note) {
    for (int i = 0; i < note; i++)
        if (!strcmp(diag->notes[i], diag->notes[note])) return true;
    return false;
}

void tell_diag(const Diag *diag, bool quiet) {
    for (int i = 0; i < diag->note_count && !quiet; i++)
        if (!said_before(diag, i)) fprintf(stderr, "resnetc: note: %s\n", diag->notes[i]);
    if (diag->message) fprintf(stderr, "resnetc: %s\n", diag->message);
}
