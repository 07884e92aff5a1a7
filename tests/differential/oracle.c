/* oracle.c: emitted code against PyTorch: every case of tests/oracle/data, on every target that this machine
 * runs, compiled by the system's compiler and by libtcc. --accuracy tight is held to the tight bound; fast,
 * where it gives other code, to the loose one.
 *
 * usage: oracle TABLE [PATTERN [share]]   writes a table of all errors to TABLE; only cases that match
 * PATTERN. share: the system's compiler, which takes nearly all of the time, compiles each case for two
 * targets: the widest one here, and another one from case to case */
#include "cases.h"
#include "compare.h"
#include "engine.h"
#include "skipped.h"
#include "tally.h"
#include "workers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A line each, behind the last their number. */
static const char *const LISTS[] = { "tests/oracle/cases.txt", "tests/oracle/family.txt" };
static const double BOUND[] = { [ACCURACY_FAST] = 5e-5, [ACCURACY_TIGHT] = 1e-5 };

typedef struct {
    char **folders;
    int count;
    bool share;
} Cases;

typedef struct {
    bool done;
    double error;      /* tight */
    double fast;       /* 0 where it is the same code */
    char worst[40];    /* output */
    char message[240]; /* what went wrong */
} Outcome;

typedef struct {
    const char *folder;
    const Spec *spec;
    const Engine *engine;
} Case;

static bool run_case(Arena *arena, const Case *c, Accuracy accuracy, Outcome *outcome, Network *network,
                     Diag *diag) {
    const char *weights = case_file(arena, c->folder, "weights.safetensors"), *worst = "";
    if (!network_compile(arena, c->spec, weights, c->engine, accuracy, network, diag)) return false;
    const float *input = case_floats(arena, c->folder, "input.npy", plan_input_floats(network->plan), diag);
    const float *expected =
        case_floats(arena, c->folder, "output.npy", plan_output_floats(network->plan), diag);
    if (!input || !expected) return false;
    const float *got = network_run(arena, network, input);
    double error = outputs_error(network->plan, got, expected, &worst);
    if (accuracy == ACCURACY_FAST) return outcome->fast = error, true;
    outcome->error = error;
    snprintf(outcome->worst, sizeof outcome->worst, "%s", worst);
    return true;
}

/* libtcc runs the scalar code that is fast: enough, and quicker than compiling it by the system's compiler.
 */
static bool run_both(Arena *arena, const char *folder, const Engine *engine, Outcome *outcome, Diag *diag) {
    Network tight, fast;
    Case c = { folder, case_spec(arena, folder, diag), engine };
    if (!c.spec || !run_case(arena, &c, ACCURACY_TIGHT, outcome, &tight, diag)) return false;
    const char *text = network_text(arena, c.spec, engine, ACCURACY_FAST, diag);
    if (!text) return false;
    bool other = strcmp(text, network_text(arena, c.spec, engine, ACCURACY_TIGHT, diag)) != 0;
    bool twice = other && !(engine->jit == JIT_CC && engine->target->lanes == 1);
    if (twice && !run_case(arena, &c, ACCURACY_FAST, outcome, &fast, diag)) return false;
    return outcome->done = true;
}

/* Of the pairs of a case and an engine, whether this one is tried. */
static bool is_tried(const Cases *cases, int index) {
    const int engine = index % engine_count();
    const Engine e = engine_at(engine);
    return cases->share ? engine_takes(engine, index / engine_count()) : engine_runs_here(&e);
}

/* Job i is case i / engine_count() on engine i % engine_count(). */
static void job(void *context, int index, void *result) {
    const Cases *cases = context;
    const Engine engine = engine_at(index % engine_count());
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    if (!is_tried(cases, index)) return;
    if (!run_both(&arena, cases->folders[index / engine_count()], &engine, outcome, &diag))
        snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

static const char *base_name(const char *path) { return strrchr(path, '/') + 1; }

static void write_table(FILE *file, const Cases *cases, const Outcome *outcomes) {
    fprintf(
        file,
        "# largest error / largest reference value of the worst output; --accuracy tight; bound %.0e\n%-28s",
        BOUND[ACCURACY_TIGHT], "# case");
    for (int e = 0; e < engine_count(); e++) fprintf(file, " %10s", engine_at(e).name);
    for (int c = 0; c < cases->count; c++) {
        fprintf(file, "\n%-28s", base_name(cases->folders[c]));
        for (int e = 0; e < engine_count(); e++) {
            const Outcome *outcome = &outcomes[c * engine_count() + e];
            if (outcome->done)
                fprintf(file, " %10.1e", outcome->error);
            else
                fprintf(file, " %10s", "-");
        }
    }
    fprintf(file, "\n");
}

static void print_worst(const Cases *cases, const Outcome *outcomes, int engine) {
    const Outcome *worst = NULL;
    int worst_case = 0, done = 0;
    double fast = 0;
    for (int c = 0; c < cases->count; c++) {
        const Outcome *outcome = &outcomes[c * engine_count() + engine];
        done += outcome->done;
        fast = fmax(fast, fmax(outcome->error, outcome->fast));
        if (!outcome->done || (worst && outcome->error <= worst->error)) continue;
        worst = outcome;
        worst_case = c;
    }
    if (worst)
        printf("%-10s %4d cases, worst error %.1e: %s, %s; with --accuracy fast %.1e\n",
               engine_at(engine).name, done, worst->error, base_name(cases->folders[worst_case]),
               worst->worst, fast);
}

static void judge(Tally *tally, const Cases *cases, const Outcome *outcomes) {
    for (int i = 0; i < cases->count * engine_count(); i++) {
        const Outcome *outcome = &outcomes[i];
        const Engine engine = engine_at(i % engine_count());
        const char *name = base_name(cases->folders[i / engine_count()]);
        if (!is_tried(cases, i)) continue;
        if (!outcome->done)
            check(tally, false, "%s on %s: %s", name, engine.name,
                  *outcome->message ? outcome->message : "crashed");
        else
            check(tally, outcome->error < BOUND[ACCURACY_TIGHT] && outcome->fast < BOUND[ACCURACY_FAST],
                  "%s on %s: %s: error %.2e, fast %.2e", name, engine.name, outcome->worst, outcome->error,
                  outcome->fast);
    }
}

static bool has_case(const Cases *cases, const char *name) {
    for (int i = 0; i < cases->count; i++)
        if (!strcmp(base_name(cases->folders[i]), name)) return true;
    return false;
}

/* Every case that is listed is there. */
static void check_list(Tally *tally, const Cases *cases, const char *path) {
    FILE *list = fopen(path, "r");
    char line[200], name[100];
    if (!check(tally, list != NULL, "%s: cannot be read", path)) return;
    while (fgets(line, sizeof line, list))
        if (strstr(line, " kB ") && sscanf(line, "%99s", name) == 1)
            check(tally, has_case(cases, name), "%s: %s is not in tests/oracle/data", path, name);
    fclose(list);
}

int main(int argc, char **argv) {
    Arena arena = { 0 };
    Tally tally = { 0, 0 };
    Cases cases;
    if (argc < 2) return 2;
    cases.share = argc > 3;
    cases.folders = list_cases(&arena, "tests/oracle/data", argc > 2 ? argv[2] : "*", &cases.count);
    tell_skipped_engines("oracle");
    Outcome *outcomes = run_jobs(cases.count * engine_count(), job, &cases, sizeof(Outcome));
    FILE *table = fopen(argv[1], "w");
    if (check(&tally, table != NULL, "%s: cannot be written", argv[1])) {
        write_table(table, &cases, outcomes);
        fclose(table);
    }
    for (int e = 0; e < engine_count(); e++) print_worst(&cases, outcomes, e);
    judge(&tally, &cases, outcomes);
    const bool all = argc == 2 || !strcmp(argv[2], "*");
    for (int i = 0; all && i < COUNT_OF(LISTS); i++) check_list(&tally, &cases, LISTS[i]);
    arena_free(&arena);
    return tally_close(&tally);
}
