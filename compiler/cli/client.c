/* client.c: options -> the library's model. What the library tells goes where main's own passes tell it. */
#include "client.h"
#include "tell.h"

#include <string.h>

typedef struct {
    const Options *options;
    Diag *diag;
    ProgressBar packing;
} Listener;

static void hear_note(void *context, const char *line) {
    const Listener *listener = context;
    diag_note(listener->diag, "%s", line);
}

static void hear_pass(void *context, const char *name, double seconds, size_t made, const char *unit) {
    const Listener *listener = context;
    tell_pass(listener->options, &(PassTime){ name, seconds, made, unit });
}

static void hear_packing(void *context, int done, int total) {
    Listener *listener = context;
    progress_show(&listener->packing, done, total);
}

ResnetJit *client_open(const Session *s) {
    const Options *options = s->options;
    const Economy *economy = &options->economy;
    const Target *target = options_run_target(options);
    Listener listener = { options, s->diag, task_bar(options, "pack") };
    const ResnetJitOptions wanted = { .target = target ? target->name : NULL,
                                      .names = options->names,
                                      .strict = options->strict,
                                      .tight = options->accuracy == ACCURACY_TIGHT,
                                      .system_cc = options_run_jit(options) == JIT_CC,
                                      .emulator = options->emulator,
                                      .threads = options->threads,
                                      .tuned = s->choices,
                                      .set = options->set,
                                      .precision = precision_names[options->precision],
                                      .calibration = { options->calibrate, s->kept,
                                                       s->kept ? strlen(s->kept) : 0 },
                                      .prefer = economy->prefer ? preference_names[economy->prefer] : NULL,
                                      .weights_limit = economy->weights,
                                      .workspace_limit = economy->workspace,
                                      .note = hear_note,
                                      .pass = hear_pass,
                                      .packing = hear_packing,
                                      .context = &listener };
    const ResnetJitSource spec = { options->spec, s->file.bytes, s->file.size };
    const ResnetJitSource weights = { .path = options->weights }; /* NULL: the spec's place has them */
    ResnetJitError error;
    ResnetJit *model = resnet_jit_open_from(&spec, &weights, &wanted, &error);
    if (!model) diag_fail(s->diag, (Status)error.status, "%s", error.message);
    return model;
}
