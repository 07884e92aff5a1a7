/* session.c: the plan of a command, made when a step first needs it. */
#include "session.h"
#include "tell.h"

#include <string.h>

Text *session_text(Session *s) {
    const Options *o = s->options;
    const bool taken = (o->output && !strcmp(o->output, "-")) || o->describe == DESCRIBE_JSON ||
                       (o->run && o->format != FORMAT_TEXT);
    return taken ? &s->aside : &s->text;
}

bool session_plan(Session *s, const Target *target) {
    if (!target) target = target_find("native");
    if (s->plan && !strcmp(s->plan->target->name, target->name) &&
        s->plan->target->catalogue == target->catalogue)
        return true;
    PassTimes times = { .count = 0 };
    ProgressBar bar = task_bar(s->options, "pack");
    const PlanOrder order = { .weights = s->weights,
                              .tensors = s->options->weights ? NULL : s->network.tensors,
                              .names = { s->options->names, s->options->strict },
                              .accuracy = s->options->accuracy,
                              .precision = s->options->precision,
                              .ranges = s->calibration ? s->calibration->ranges : NULL,
                              .floats = s->calibration ? s->calibration->floats : NULL,
                              .economy = s->options->economy,
                              .threads = s->options->threads,
                              .tuned = s->tuned,
                              .packing = { progress_show, &bar },
                              .times = &times };
    s->plan = plan_to_order(s->arena, s->spec, target, &order, s->diag);
    for (int i = 0; i < times.count; i++) tell_pass(s->options, &times.passes[i]);
    return s->plan != NULL;
}
