/* explain.c: --describe, --report: of the plan that was timed or verified, where one was. */
#include "session.h"
#include "terminal.h"

#include <string.h>
#include <unistd.h>

static void describe(Session *s) {
    const double *seconds = s->found.bench ? s->found.bench->layers : NULL;
    const int width = terminal_is(STDOUT_FILENO) ? terminal_columns(STDOUT_FILENO) : 0;
    const Description beside = { width, seconds };
    const char *text = s->options->describe == DESCRIBE_TABLE  ? describe_table(s->arena, s->plan, beside)
                       : s->options->describe == DESCRIBE_JSON ? describe_json(s->arena, s->plan, seconds)
                                                               : describe_torch(s->arena, s->plan->graph);
    text_append(&s->description, text, strlen(text));
}

/* What went into it, as the user named it. */
static void gather_sources(Session *s) {
    const Options *o = s->options;
    const bool tried = s->found.bench || s->found.verdict;
    const Source named[] = { { "Spec", o->spec },
                             { "Weights", o->weights },
                             { "Names", o->names },
                             { "Choices", o->tune ? o->tune : o->tuned },
                             { "Accuracy", o->accuracy == ACCURACY_TIGHT ? "tight" : NULL },
                             { "Calibrated with", o->calibrate },
                             { "Images", o->run  ? o->run
                                         : tried ? "random:1"
                                                 : NULL },
                             { "Classes", o->truth },
                             { "Labels", o->labels } };
    int sets = 0, count = 0;
    while (o->set[sets]) sets++;
    Source *sources = arena_array(s->arena, Source, COUNT_OF(named) + sets);
    for (int i = 0; i < COUNT_OF(named); i++)
        if (named[i].text) sources[count++] = named[i];
    for (int i = 0; i < sets; i++) sources[count++] = (Source){ "Set", o->set[i] };
    s->found.sources = sources;
    s->found.source_count = count;
}

static bool report(Session *s) {
    gather_sources(s);
    const char *page = report_page(s->arena, s->plan, &s->found);
    return output_add(&s->files, s->options->report, page, strlen(page), s->diag);
}

bool session_explain(Session *s) {
    const Options *o = s->options;
    const bool tried = s->found.bench || s->found.verdict;
    if (!o->describe && !o->report) return true;
    if (!tried && !session_plan(s, o->target_count ? *o->targets : o->target)) return false;
    if (o->describe) describe(s);
    return !o->report || report(s);
}
