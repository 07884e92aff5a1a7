/* tell.c: what main says on standard error. */
#include "tell.h"
#include "terminal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void tell_pass(const Options *options, const PassTime *pass) {
    if (options->verbose)
        fprintf(stderr, "resnetc: %-10s %10.3f ms %12zu %s\n", pass->pass, 1e3 * pass->seconds, pass->size,
                pass->unit);
}

void tell_layers(const Options *options, const Plan *plan, const Verdict *verdict) {
    for (int i = 0; options->verbose && i < plan->layers->count; i++) {
        const char *name = plan->layers->layers[i].name;
        if (verdict->errors[i] >= 0)
            fprintf(stderr, "resnetc: verify: %-24s %.1e\n", name, verdict->errors[i]);
        else
            fprintf(stderr, "resnetc: verify: %-24s not compared\n", name);
    }
}

void tell_ranges(const Options *options, const Layers *layers, const Calibration *calibration) {
    for (int v = 0; options->verbose && v < layers->count; v++) {
        const Range *range = &calibration->ranges->ranges[v];
        if (!is_kept(&layers->layers[v])) continue;
        fprintf(stderr, "resnetc: calibrate: %-24s %10.4g to %-10.4g clips %.2g %%", layers->layers[v].name,
                range->low, range->high, 100 * calibration->clipped[v]);
        if (range->before_low < 0 || range->before_high > 0)
            fprintf(stderr, ", %s reads %.4g to %.4g", activation_row(layers->layers[v].activation)->name,
                    range->before_low, range->before_high);
        fprintf(stderr, "\n");
    }
}

ProgressBar task_bar(const Options *options, const char *task) {
    return (ProgressBar){ .form = progress_form(options->quiet, false), .task = task, .delay = 1 };
}

/* The program's name and what kind of line it is: in colours where the terminal has them. */
static void begin_line(const char *colour, const char *kind) {
    if (terminal_colours(STDERR_FILENO))
        fprintf(stderr, "\033[%smresnetc:%s\033[0m ", colour, kind);
    else
        fprintf(stderr, "resnetc:%s ", kind);
}

/* Paths in it may have any bytes. */
static void end_line(const Diag *diag, const char *line) {
    Text text = { .arena = diag->arena };
    add_all_printable(&text, line);
    fprintf(stderr, "%s\n", text.bytes);
}

void tell_unreadable(ProgressBar *bar, const Diag *diag) {
    progress_clear(bar);
    bar->visible = false;
    begin_line("1;31", "");
    end_line(diag, diag->message);
}

static bool said_before(const Diag *diag, int note) {
    for (int i = 0; i < note; i++)
        if (!strcmp(diag->notes[i], diag->notes[note])) return true;
    return false;
}

void tell_diag(const Diag *diag, bool quiet) {
    for (int i = 0; i < diag->note_count && !quiet; i++) {
        if (said_before(diag, i)) continue;
        begin_line("1;36", " note:");
        end_line(diag, diag->notes[i]);
    }
    if (!diag->message) return;
    begin_line("1;31", "");
    end_line(diag, diag->message);
    if (terminal_is(STDERR_FILENO))
        fputs(caret_text(diag->arena, &diag->place, terminal_columns(STDERR_FILENO),
                         terminal_colours(STDERR_FILENO)),
              stderr);
}
