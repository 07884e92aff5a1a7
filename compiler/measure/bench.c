/* bench.c: times the emitted code, as a whole and, by a hook behind each layer, layer by layer. */
#include "bench.h"

enum { MOST_SAMPLES = 10000 };

/* How far all of it is: one timing after another. */
typedef struct {
    const Progress *progress;
    int timings, done;
} Stages;

static void tell_percent(void *listener, int percent) {
    const Stages *stages = listener;
    if (stages->progress)
        stages->progress->tell(stages->progress->context, 100 * stages->done + percent,
                               100 * stages->timings);
}

static Timing time_whole(TimedFunction *call, void *context, double *samples, Stages *stages) {
    const TimingPlan whole = { .warmups = 3,
                               .least_runs = 20,
                               .least_seconds = 2,
                               .most_seconds = 20,
                               .tell = tell_percent,
                               .listener = stages };
    tell_percent(stages, 0);
    const Timing timing = time_calls(call, context, &whole, samples, MOST_SAMPLES);
    tell_percent(stages, 100);
    stages->done++;
    return timing;
}

static void call_timed(void *context) {
    BenchRun *run = context;
    layer_timer_call(run->timer, run->plan->blob->bytes, run->workspace, run->input, run->output);
}

static void call(void *context) {
    BenchRun *run = context;
    run->jit->run(run->plan->blob->bytes, run->workspace, run->input, run->output);
}

/* What most layers' weights are. */
static NumberKind usual_weights(const Plan *plan) {
    for (int v = plan->layers->count - 1; v >= 0; v--)
        if (plan->layers->layers[v].kind == LAYER_CONV)
            return number_types[plan->layouts[plan->layers->layers[v].in].number].weights;
    return NUMBER_F32;
}

/* The scalar target runs on one thread by libtcc (jit.h). */
static int team_size(const Plan *plan, JitKind kind) {
    const bool alone = kind == JIT_TCC && !plan->target->catalogue;
    return plan->workspace.team && plan->threads > 1 && !alone ? plan->threads : 1;
}

static void measure_peak(Peak *peak, Bench *bench) {
    double usual = 0, now = peak ? peak_measure(peak, &usual) : 0;
    if (now > bench->peak) bench->peak = now;
    if (bench->usual == 0 || usual < bench->usual) bench->usual = usual;
}

/* What surrounds a measurement: the cores may change places meanwhile (virtual ones do). */
static void measure_machine(Peak *peak, Bench *bench) {
    measure_peak(peak, bench);
    double apart = bench->threads > 1 ? measure_cores() : 0;
    if (bench->nearest == 0 || apart < bench->nearest) bench->nearest = apart;
    if (apart > bench->farthest) bench->farthest = apart;
}

const Bench *bench_network(Arena *arena, const Plan *plan, JitKind kind, const void *input, bool profile,
                           const Progress *progress, Diag *diag) {
    Bench *bench = arena_alloc(arena, sizeof *bench);
    BenchRun run = { .plan = plan, .input = input };
    bench->threads = team_size(plan, kind);
    run.output = arena_array(arena, float, plan_output_floats(plan));
    const char *text = jit_text(arena, plan, diag);
    if (!text) return NULL;
    run.jit = jit_compile(arena, plan, text, kind, NULL, NULL, diag);
    if (!run.jit) return NULL;
    run.workspace = arena_alloc(arena, run.jit->workspace_bytes);
    bench->compile_seconds = run.jit->compile_seconds;
    if (!note_denormals(arena, &run, kind, diag)) return NULL;
    Diag unsaid = { .arena = arena }; /* without a compiler there is no peak, that is all */
    Peak *peak = peak_open(arena, plan->target, usual_weights(plan), &unsaid);
    double *samples = arena_array(arena, double, MOST_SAMPLES);
    Stages stages = { progress, profile ? 2 : 1, 0 };
    tell_percent(&stages, 0);
    measure_machine(peak, bench);
    bench->timing = time_whole(call, &run, samples, &stages);
    measure_machine(peak, bench);
    if (!profile) return bench;
    run.timer = layer_timer_open(arena, plan, text, kind, diag);
    if (!run.timer) return NULL;
    bench->layers = layer_timer_least(run.timer);
    time_whole(call_timed, &run, samples, &stages);
    measure_machine(peak, bench);
    measure_memory(arena, plan->target, bench->threads, &bench->memory, &unsaid);
    return bench;
}
