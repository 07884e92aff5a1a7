/* main.c: the command line -> the passes -> files. Read `compile` first. */
#include "client.h"
#include "measure/measure.h"
#include "media/media.h"
#include "product.h"
#include "run.h"
#include "tell.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

/* One command. Nothing is written before all of it is there. */
typedef struct {
    Arena *arena;
    const Options *options;
    FileView spec_file; /* read once: it may be a pipe */
    const Spec *spec;
    const Tuned *tuned;      /* NULL: nothing was measured */
    ResnetJitSource choices; /* the file that it came from, or that is to be written */
    const Plan *plan;        /* the latest one made */
    Text text;               /* for standard output */
    OutputFiles files;
    Diag *diag;
} Session;

/* ---- The passes from graph to place, for a target (NULL: native) ---- */

static bool make_plan(Session *s, const Target *target) {
    if (!target) target = target_find("native");
    if (s->plan && !strcmp(s->plan->target->name, target->name) &&
        s->plan->target->catalogue == target->catalogue)
        return true;
    PassTimes times = { .count = 0 };
    ProgressBar bar = packing_bar(s->options);
    const PlanOrder order = { .weights = s->options->weights,
                              .names = s->options->names,
                              .accuracy = s->options->accuracy,
                              .threads = s->options->threads,
                              .tuned = s->tuned,
                              .packing = { progress_show, &bar },
                              .times = &times };
    s->plan = plan_to_order(s->arena, s->spec, target, &order, s->diag);
    for (int i = 0; i < times.count; i++) tell_pass(s->options, &times.passes[i]);
    return s->plan != NULL;
}

static bool make_plan_to_run(Session *s, JitKind kind) {
    if (kind == JIT_CC) return make_plan(s, s->options->target);
    const Target *target = jit_target(s->arena, s->options->target, s->diag);
    return target && make_plan(s, target);
}

/* ---- --tune, --tuned ---- */

static const Tuning *measure_candidates(Session *s) {
    const Target *target = s->options->target ? s->options->target : target_find("native");
    const Plan *plan = plan_network(s->arena, s->spec, target, NULL, NULL, s->options->accuracy, s->diag);
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
    text_printf(&s->text, "%s", tuning_report(s->arena, tuning, s->options->verbose));
    return s->tuned && output_add(&s->files, path, text, strlen(text), s->diag);
}

static bool prepare_choices(Session *s) {
    const char *cpu = processor_name(s->arena);
    if (s->options->tune) return tune(s, cpu);
    if (!s->options->tuned) return true;
    FileView file;
    if (!file_read(s->arena, s->options->tuned, &file, s->diag)) return false;
    s->choices = (ResnetJitSource){ s->options->tuned, file.bytes, file.size };
    s->tuned = tuned_parse(s->arena, s->choices.bytes, file.size, s->choices.path, cpu, s->diag);
    return s->tuned != NULL;
}

/* ---- What a plan is printed to ---- */

static void describe(Session *s) {
    const char *table = s->options->describe == DESCRIBE_TABLE   ? describe_table(s->arena, s->plan)
                        : s->options->describe == DESCRIBE_JSON  ? describe_json(s->arena, s->plan)
                        : s->options->describe == DESCRIBE_TORCH ? describe_torch(s->arena, s->plan->graph)
                                                                 : "";
    const char *dump = s->options->dump ? dump_pass(s->arena, s->plan, s->options->dump) : "";
    text_printf(&s->text, "%s%s", table, dump);
}

static bool draw_memory(Session *s) {
    if (!s->options->memory_plan) return true;
    const char *svg = memory_plan_svg(s->arena, s->plan);
    return output_add(&s->files, s->options->memory_plan, svg, strlen(svg), s->diag);
}

static bool emit(Session *s) {
    if (!s->options->output) return true;
    double since = seconds_now();
    int first = s->files.count;
    if (!add_product(s->arena, s->options, s->plan, &s->files, s->diag)) return false;
    tell_pass(s->options, &(PassTime){ "emit", seconds_now() - since, s->files.files[first].size, "bytes" });
    return true;
}

static bool print_plan(Session *s) {
    if (!options_wants_files(s->options)) return true;
    if (!make_plan(s, s->options->target)) return false;
    describe(s);
    return draw_memory(s) && emit(s);
}

/* ---- --run: through the library, as any other program ---- */

static bool save_outputs(Session *s, const ResnetJit *model, const RunResult *result) {
    if (!s->options->output_array) return true;
    FileView array = run_array(s->arena, s->spec, model, result);
    return output_add(&s->files, s->options->output_array, array.bytes, array.size, s->diag);
}

static bool answer(Session *s, ResnetJit *model, const Input *input, const char *const *labels) {
    const RunResult *result = run_network(s->arena, model, input, s->diag);
    if (!result) return false;
    tell_pass(s->options, &(PassTime){ "run", result->seconds, (size_t)result->images, "images" });
    text_printf(&s->text, "%s", run_report(s->arena, s->spec, model, result, labels));
    return save_outputs(s, model, result);
}

static bool run(Session *s) {
    const Options *options = s->options;
    if (!options->run) return true;
    if (!spec_ranks(s->spec) && !options->output_array)
        return diag_fail(s->diag, STATUS_USAGE,
                         "--run: a network without class scores needs --output FILE.npy");
    const char *const *labels = NULL;
    Input input;
    if (options->labels) labels = labels_load(s->arena, options->labels, s->spec->classes, s->diag);
    if (options->labels && !labels) return false;
    if (!input_load(s->arena, s->spec, options->run, &input, s->diag)) return false;
    ResnetJit *model = client_open(options, s->spec_file, s->choices, s->diag);
    bool good = model && answer(s, model, &input, labels);
    resnet_jit_close(model);
    return good;
}

/* ---- --verify, --bench: they look into the plan's tables ---- */

/* A whole batch: the first images of --run, zeros where there are fewer. */
static const float *batch_input(Session *s) {
    Input input;
    const char *source = s->options->run ? s->options->run : "random:1";
    if (!input_load(s->arena, s->spec, source, &input, s->diag)) return NULL;
    size_t wanted = plan_input_floats(s->plan);
    size_t given = wanted / (size_t)s->spec->batch * (size_t)input.images;
    float *batch = arena_array(s->arena, float, wanted);
    memcpy(batch, input.floats, (given < wanted ? given : wanted) * sizeof *batch);
    return batch;
}

static void tell_layers(const Session *s, const Verdict *verdict) {
    for (int i = 0; s->options->verbose && i < s->plan->layers->count; i++)
        if (verdict->errors[i] >= 0)
            fprintf(stderr, "resnetc: verify: %-24s %.1e\n", s->plan->layers->layers[i].name,
                    verdict->errors[i]);
        else
            fprintf(stderr, "resnetc: verify: %-24s not compared\n", s->plan->layers->layers[i].name);
}

static const char *verdict_text(Arena *arena, const Verdict *v) {
    return arena_printf(
        arena,
        "largest error %.1e of the layer's largest value (bound %.0e) at %s, image %d, channel "
        "%d, y %d, x %d",
        v->worst, v->bound, v->worst_layer, v->worst_image, v->worst_channel, v->worst_y, v->worst_x);
}

static bool verify(Session *s) {
    if (!s->options->verify) return true;
    JitKind kind = options_verify_jit(s->options);
    if (!make_plan_to_run(s, kind)) return false;
    const float *input = batch_input(s);
    const Verdict *verdict = input ? verify_network(s->arena, s->plan, kind, input, s->diag) : NULL;
    if (!verdict) return false;
    tell_layers(s, verdict);
    const char *where = verdict_text(s->arena, verdict);
    if (verdict->agrees)
        return text_printf(&s->text, "verify: %d layers agree, %s\n", verdict->layers, where), true;
    if (verdict->worst > verdict->bound)
        return diag_fail(s->diag, STATUS_DISAGREES, "verify: layers disagree, %s", where);
    return diag_fail(s->diag, STATUS_DISAGREES, "verify: only %d of %d layers were compared", verdict->layers,
                     s->plan->layers->count);
}

static bool bench(Session *s) {
    if (!s->options->bench) return true;
    JitKind kind = options_verify_jit(s->options);
    if (!make_plan_to_run(s, kind)) return false;
    const float *input = batch_input(s);
    if (!input) return false;
    const Bench *bench = bench_network(s->arena, s->plan, kind, input, s->options->verbose, s->diag);
    if (!bench) return false;
    tell_pass(s->options, &(PassTime){ "jit", bench->compile_seconds, 1, "function" });
    text_printf(&s->text, "%s", bench_report(s->arena, s->plan, bench));
    return true;
}

/* ---- All of it ---- */

static bool write_files(Session *s) {
    return (!s->text.length || output_add(&s->files, NULL, s->text.bytes, s->text.length, s->diag)) &&
           output_commit(&s->files, s->diag);
}

static bool compile(Session *s) {
    double since = seconds_now();
    if (s->options->information) return text_printf(&s->text, "%s", s->options->information), write_files(s);
    const char *path = s->options->spec;
    if (!file_read(s->arena, path, &s->spec_file, s->diag)) return false;
    s->spec = spec_parse(s->arena, (const char *)s->spec_file.bytes, s->spec_file.size, path, s->diag);
    if (!s->spec) return false;
    tell_pass(s->options, &(PassTime){ "spec", seconds_now() - since, 1, "network" });
    return prepare_choices(s) && print_plan(s) && run(s) && verify(s) && bench(s) && write_files(s);
}

/* The path of an input that is a file. */
static const char *file_of(const char *source) { return source && !is_random(source) ? source : NULL; }

static bool command(Arena *arena, int argc, char **argv, Options *options, Diag *diag) {
    if (!options_parse(arena, argc, argv, options, diag)) return false;
    const char *const inputs[] = { options->spec,  file_of(options->weights), options->names,
                                   options->tuned, file_of(options->run),     options->labels };
    Session session = { .arena = arena,
                        .options = options,
                        .text = { .arena = arena },
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

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN); /* a closed pipe and a full file are errors that write() tells of */
    signal(SIGXFSZ, SIG_IGN);
    Arena arena = { 0 };
    Status status = guarded(&arena, argc, argv);
    arena_free(&arena);
    return (int)status;
}
