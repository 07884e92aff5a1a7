/* skipped.c: see skipped.h. */
#include "skipped.h"
#include "engine.h"

#include <stdio.h>

typedef struct {
    const char *what;
    int count;
} Line;

static void add(Line *line, const char *name) {
    if (!line->count++)
        printf("SKIPPED: %s, not on this processor: %s", line->what, name);
    else
        printf(", %s", name);
}

static void end(const Line *line) {
    if (line->count) printf("\n");
}

void tell_skipped_targets(const char *what) {
    Line line = { what, 0 };
    for (int i = 0; i < target_count; i++)
        if (!target_runs_here(targets[i])) add(&line, targets[i]->name);
    end(&line);
}

void tell_skipped_engines(const char *what) {
    Line line = { what, 0 };
    for (int i = 0; i < engine_count(); i++) {
        Engine engine = engine_at(i);
        if (!engine_runs_here(&engine)) add(&line, engine.name);
    }
    end(&line);
}
