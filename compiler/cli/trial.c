/* trial.c: --verify, --bench: the compiled code on trial. They look into the plan's tables. */
#include "media/media.h"
#include "session.h"
#include "tell.h"

#include <string.h>

static bool make_plan_to_run(Session *s, JitKind kind) {
    const Target *wanted = options_run_target(s->options);
    if (kind != JIT_TCC) return session_plan(s, wanted);
    const Target *target = jit_target(s->arena, wanted, s->diag);
    return target && session_plan(s, target);
}

/* A whole batch: the first images of --run, zeros where there are fewer. */
static const void *batch_input(Session *s) {
    Input input;
    const char *source = s->options->run ? s->options->run : "random:1";
    if (!input_load_some(s->arena, s->spec, source, s->spec->batch, &input, s->diag)) return NULL;
    void *batch = arena_alloc(s->arena, plan_input_bytes(s->plan));
    memcpy(batch, input.data, input_image_bytes(s->spec) * (size_t)input.images);
    return batch;
}

/* The system's compiler takes seconds before a first step is told of: its bar is there at once. */
static ProgressBar trial_bar(const Options *options, const char *task, JitKind kind) {
    ProgressBar bar = task_bar(options, task);
    if (kind == JIT_TCC) return bar;
    bar.delay = 0;
    progress_show(&bar, 0, 1);
    return bar;
}

static const char *verdict_text(Arena *arena, const Verdict *v) {
    const char *place = arena_printf(arena, "at %s, image %d, channel %d, y %d, x %d", v->worst_layer,
                                     v->worst_image, v->worst_channel, v->worst_y, v->worst_x);
    if (v->bound > 0) /* some layer computes in floats */
        return arena_printf(arena, "largest error %.1e of what the value adds up (bound %.0e) %s", v->worst,
                            v->bound, place);
    return v->agrees ? "number by number, with the reference in integers"
                     : arena_printf(arena, "first by %.6g steps %s", v->worst, place);
}

bool session_verify(Session *s) {
    if (!s->options->verify) return true;
    JitKind kind = options_verify_jit(s->options);
    if (!make_plan_to_run(s, kind)) return false;
    const void *input = batch_input(s);
    ProgressBar bar = trial_bar(s->options, "verify", kind);
    const Progress progress = { progress_show, &bar };
    const Verdict *verdict =
        input ? verify_network(s->arena, s->plan, kind, input, &progress, s->diag) : NULL;
    progress_clear(&bar);
    if (!verdict) return false;
    tell_layers(s->options, s->plan, verdict);
    s->found.verdict = verdict;
    const char *where = verdict_text(s->arena, verdict);
    if (verdict->agrees)
        return text_printf(session_text(s), "verify: %d layers agree, %s\n", verdict->layers, where), true;
    if (verdict->worst > verdict->bound)
        return diag_fail(s->diag, STATUS_DISAGREES, "verify: layers disagree, %s", where);
    return diag_fail(s->diag, STATUS_DISAGREES, "verify: only %d of %d layers were compared", verdict->layers,
                     s->plan->layers->count);
}

static bool times_layers(const Options *options) {
    return options->verbose || options->report || options->describe;
}

bool session_bench(Session *s) {
    if (!s->options->bench) return true;
    JitKind kind = options_verify_jit(s->options);
    if (!make_plan_to_run(s, kind)) return false;
    const void *input = batch_input(s);
    if (!input) return false;
    ProgressBar bar = trial_bar(s->options, "bench", kind);
    const Progress progress = { progress_show, &bar };
    const Bench *bench =
        bench_network(s->arena, s->plan, kind, input, times_layers(s->options), &progress, s->diag);
    progress_clear(&bar);
    if (!bench) return false;
    tell_pass(s->options, &(PassTime){ "jit", bench->compile_seconds, 1, "function" });
    s->found.bench = bench;
    s->found.processor = processor_name(s->arena);
    text_printf(session_text(s), "%s", bench_report(s->arena, s->plan, bench, s->options->verbose));
    return true;
}
