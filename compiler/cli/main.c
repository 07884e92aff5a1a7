/* main.c: the command line -> the passes -> files. Read `compile` first. */
#include "product.h"
#include "session.h"
#include "tell.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- What a plan is printed to ---- */

static void dump(Session *s) {
    if (s->options->dump) text_printf(&s->text, "%s", dump_pass(s->arena, s->plan, s->options->dump));
}

static bool draw_memory(Session *s) {
    if (!s->options->memory_plan) return true;
    const char *svg = memory_plan_svg(s->arena, s->plan);
    return output_add(&s->files, s->options->memory_plan, svg, strlen(svg), s->diag);
}

/* --target A,B,C: of each a plan of the same network by a name of its own. */
static bool add_targets(Session *s) {
    const Options *options = s->options;
    const Plan **plans = arena_array(s->arena, const Plan *, options->target_count);
    const Spec *spec = s->spec;
    for (int i = 0; i < options->target_count; i++) {
        Spec *named = arena_alloc(s->arena, sizeof *named);
        *named = *spec;
        named->name =
            arena_printf(s->arena, "%s_%s", spec->name, c_identifier(s->arena, options->targets[i]->name));
        s->spec = named;
        s->plan = NULL;
        if (!session_plan(s, options->targets[i])) return false;
        plans[i] = s->plan;
    }
    s->spec = spec;
    s->plan = NULL;
    return add_family(s->arena, options, spec->name, plans, &s->files, s->diag);
}

static bool emit(Session *s) {
    if (!s->options->output) return true;
    double since = seconds_now();
    int first = s->files.count;
    const bool added = s->options->target_count
                           ? add_targets(s)
                           : add_product(s->arena, s->options, s->plan, &s->files, s->diag);
    if (!added) return false;
    tell_pass(s->options, &(PassTime){ "emit", seconds_now() - since, s->files.files[first].size, "bytes" });
    return true;
}

static bool print_plan(Session *s) {
    if (!options_wants_files(s->options)) return true;
    if (!session_plan(s, s->options->target_count ? *s->options->targets : s->options->target)) return false;
    dump(s);
    return draw_memory(s) && emit(s);
}

/* ---- All of it ---- */

static bool write_files(Session *s) {
    Text *all = &s->description;
    if (s->text.length) text_append(all, s->text.bytes, s->text.length);
    if (all->length && !output_add(&s->files, NULL, all->bytes, all->length, s->diag)) return false;
    if (!output_commit(&s->files, s->diag)) return false;
    if (s->aside.length) fputs(s->aside.bytes, stderr);
    return !s->shortcoming || diag_fail(s->diag, STATUS_INPUT, "%s", s->shortcoming);
}

static bool compile(Session *s) {
    double since = seconds_now();
    if (s->options->information) return text_printf(&s->text, "%s", s->options->information), write_files(s);
    if (s->options->import) return session_import(s) && write_files(s);
    if (!session_network(s)) return false;
    tell_pass(s->options, &(PassTime){ "spec", seconds_now() - since, 1, "network" });
    return session_choices(s) && session_calibrate(s) && print_plan(s) && session_run(s) &&
           session_verify(s) && session_bench(s) && session_explain(s) && write_files(s);
}

/* The path of an input that is a file. */
static const char *file_of(const char *source) { return source && !is_random(source) ? source : NULL; }

static bool command(Arena *arena, int argc, char **argv, Options *options, Diag *diag) {
    if (!options_parse(arena, argc, argv, options, diag)) return false;
    const char *const inputs[] = { options->spec,
                                   file_of(options->weights),
                                   options->names,
                                   options->tuned,
                                   file_of(options->run),
                                   options->labels,
                                   options->import,
                                   truth_is_folders(options) ? NULL : options->truth,
                                   calibration_file(options) };
    Session session = { .arena = arena,
                        .options = options,
                        .description = { .arena = arena },
                        .text = { .arena = arena },
                        .aside = { .arena = arena },
                        .files = { .arena = arena, .inputs = inputs, .input_count = COUNT_OF(inputs) },
                        .diag = diag };
    return compile(&session);
}

/* A function of its own: longjmp leaves the caller's variables as they are. */
static Status guarded(Arena *arena, int argc, char **argv) {
    Options options = { 0 };
    Diag diag = { .arena = arena };
    jmp_buf no_memory;
    arena->no_memory = &no_memory;
    if (setjmp(no_memory)) {
        fputs("resnetc: out of memory\n", stderr);
        arena->no_memory = NULL;
        return STATUS_SYSTEM;
    }
    command(arena, argc, argv, &options, &diag);
    tell_diag(&diag, options.quiet);
    arena->no_memory = NULL;
    return diag.status;
}

/* A file that is mapped became shorter while it was read. No output has been begun then. Another such signal
 * is another fault: it comes again, and ends the program. */
static void on_missing_page(int number, siginfo_t *info, void *context) {
    static const char text[] = "resnetc: an input became shorter while it was read\n";
    (void)number, (void)context;
    if (info->si_code != BUS_ADRERR) return;
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0) _exit(STATUS_SYSTEM);
    _exit(STATUS_SYSTEM);
}

int main(int argc, char **argv) {
    const struct sigaction missing_page = { .sa_sigaction = on_missing_page,
                                            .sa_flags = SA_SIGINFO | SA_RESETHAND };
    sigaction(SIGBUS, &missing_page, NULL);
    signal(SIGPIPE, SIG_IGN); /* a closed pipe and a full file are errors that write() tells of */
    signal(SIGXFSZ, SIG_IGN);
    Arena arena = { 0 };
    Status status = guarded(&arena, argc, argv);
    arena_free(&arena);
    return (int)status;
}
