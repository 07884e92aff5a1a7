/* tune_report.c: what tuning found: entries for the file of choices, and a report. */
#include "tune.h"

const TunedEntry *tuning_entries(Arena *arena, const Tuning *tuning, const char *cpu) {
    TunedEntry *entries = arena_array(arena, TunedEntry, tuning->count);
    for (int i = 0; i < tuning->count; i++) {
        const TuneRow *row = &tuning->rows[i];
        entries[i] = (TunedEntry){ .cpu = cpu,
                                   .target = tuning->target->name,
                                   .layer = row->key,
                                   .accuracy = tuning->accuracy,
                                   .choice = row->best,
                                   .seconds = row->best_seconds / row->calls };
    }
    return entries;
}

static void add_choice(Text *text, const Target *target, const Choice *c) {
    text_printf(text, "%s %dx%dx%d", algorithm_name(c), c->tile.rows, c->tile.columns,
                c->tile.vectors * target->lanes);
    if (c->algorithm == ALGORITHM_WINOGRAD)
        text_printf(text, " strip %d group %d", c->strip, c->group);
    else if (c->algorithm == ALGORITHM_STEM)
        text_printf(text, " strip %d", c->strip);
    else
        text_printf(text, " %s", order_names[c->order]);
    if (c->prefetch) text_printf(text, " prefetch");
}

static bool changed(const TuneRow *row) { return row->best_seconds < row->model_seconds; }

static void add_row(Text *text, const Tuning *tuning, const TuneRow *row) {
    text_printf(text, "%9.1f us  %d x %s: ", 1e6 * row->best_seconds, row->layers, row->key);
    add_choice(text, tuning->target, &row->best);
    if (changed(row)) {
        text_printf(text, "; %.1f us by ", 1e6 * row->model_seconds);
        add_choice(text, tuning->target, &row->model);
    }
    text_printf(text, "\n");
}

const char *tuning_report(Arena *arena, const Tuning *tuning, bool all) {
    Text text = { .arena = arena };
    double model = 0, best = 0;
    int changes = 0, candidates = 0;
    for (int i = 0; i < tuning->count; i++) {
        const TuneRow *row = &tuning->rows[i];
        if (all) add_row(&text, tuning, row);
        model += row->model_seconds;
        best += row->best_seconds;
        changes += changed(row);
        candidates += row->candidates;
    }
    text_printf(&text,
                "tune: %d kinds of layers, %d candidates; %d better than the model's: %.3f -> %.3f ms by "
                "their sum, in %.0f s\n",
                tuning->count, candidates, changes, 1e3 * model, 1e3 * best, tuning->seconds);
    return text.bytes;
}
