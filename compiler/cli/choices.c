/* choices.c: --tune, --tuned: the choices that plans are made with. */
#include "progress.h"
#include "session.h"

#include <string.h>

static const Tuning *measure_candidates(Session *s) {
    const Target *target = s->options->target ? s->options->target : target_find("native");
    const bool halves = s->options->precision == PRECISION_BF16; /* int8 asks for weights */
    const PlanOrder order = { .accuracy = s->options->accuracy,
                              .economy = { .prefer = PREFER_SPEED },
                              .precision = halves ? PRECISION_BF16 : PRECISION_FP32 };
    const Plan *plan = plan_to_order(s->arena, s->spec, target, &order, s->diag);
    if (!plan) return NULL;
    ProgressBar bar = { .form = progress_form(s->options->quiet, s->options->verbose), .task = "tune" };
    const Tuning *tuning = tune_network(s->arena, plan, &(Progress){ progress_show, &bar }, s->diag);
    if (!tuning) progress_clear(&bar);
    return tuning;
}

/* What was measured is used as the file will have it, so that --tuned compiles to the same bytes. */
static bool tune(Session *s, const char *cpu) {
    const char *path = s->options->tune;
    const Tuned *old = NULL;
    if (!tuned_open(s->arena, path, cpu, &old, s->diag)) return false;
    const Tuning *tuning = measure_candidates(s);
    if (!tuning) return false;
    const TunedEntry *entries = tuning_entries(s->arena, tuning, cpu);
    const char *text = tuned_text(s->arena, old, entries, tuning->count);
    s->choices = (ResnetJitSource){ path, text, strlen(text) };
    s->tuned = tuned_parse(s->arena, text, strlen(text), path, cpu, s->diag);
    text_printf(session_text(s), "%s", tuning_report(s->arena, tuning, s->options->verbose));
    return s->tuned && output_add(&s->files, path, text, strlen(text), s->diag);
}

bool session_choices(Session *s) {
    const char *cpu = processor_name(s->arena);
    if (s->options->tune) return tune(s, cpu);
    if (!s->options->tuned) return true;
    FileView file;
    if (!file_read(s->arena, s->options->tuned, &file, s->diag)) return false;
    s->choices = (ResnetJitSource){ s->options->tuned, file.bytes, file.size };
    s->tuned = tuned_parse(s->arena, s->choices.bytes, file.size, s->choices.path, cpu, s->diag);
    return s->tuned != NULL;
}
