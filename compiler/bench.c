/* bench.c: times the emitted code, as a whole and, by a hook behind each layer, layer by layer. */
#include "bench.h"
#include "emit.h"

#include <string.h>

enum { MOST_SAMPLES = 10000 };

static const TimingPlan whole = { .warmups = 3, .least_runs = 20, .least_seconds = 2, .most_seconds = 20 };

typedef struct {
    const Plan *plan;
    const Jit *jit;
    const float *input;
    float *output;
    void *workspace;
    double *layers; /* each one's least seconds so far; NULL: nobody asks */
    int done;       /* layers of this call that have ended */
    int64_t since;  /* the end of the last one */
} Run;

static void call(void *context) {
    Run *run = context;
    run->jit->run(run->plan->blob->bytes, run->workspace, run->input, run->output);
}

/* ---- Layer by layer ---- */

static void end_layer(Run *run, int layer, int64_t now) {
    double seconds = 1e-9 * (double)(now - run->since);
    if (run->layers[layer] == 0 || seconds < run->layers[layer]) run->layers[layer] = seconds;
    run->done = layer + 1;
    run->since = clock_ns();
}

/* A TraceFunction without values: layers end in their order, some (the outputs) untold. */
static void on_layer(void *context, const char *name, const float *value, int images, int channels,
                     int height, int width) {
    Run *run = context;
    int64_t now = clock_ns();
    (void)value, (void)images, (void)channels, (void)height, (void)width;
    for (int i = run->done; i < run->plan->layers->count; i++)
        if (!strcmp(run->plan->layers->layers[i].name, name)) {
            end_layer(run, i, now);
            return;
        }
}

static void call_profiled(void *context) {
    Run *run = context;
    run->done = 0;
    run->since = clock_ns();
    call(context);
    if (run->done < run->plan->layers->count) end_layer(run, run->plan->layers->count - 1, clock_ns());
}

/* The trace's pointers (jit.c) serve the profile, which wants no values. */
static const char *profiled(Arena *arena, const char *name, const char *c_text) {
    const char *upper = upper_case(arena, name);
    Text text = { .arena = arena };
    text_printf(&text, "#undef %s_TRACE\n#define %s_PROFILE 1\n", upper, upper);
    text_append(&text, c_text, strlen(c_text));
    text_printf(&text,
                "\nextern void (*%s_jit_trace)(void *, const char *, const float *, int, int, int, int);\n"
                "extern void *%s_jit_context;\n"
                "void %s_profile(const char *layer) {\n"
                "    %s_jit_trace(%s_jit_context, layer, 0, 0, 0, 0, 0);\n}\n",
                name, name, name, name, name);
    return text.bytes;
}

/* ---- All of it ---- */

static bool compile(Arena *arena, Run *run, const char *text, JitKind kind, TraceFunction *trace,
                    Diag *diag) {
    run->jit = jit_compile(arena, run->plan, text, kind, trace, run, diag);
    if (!run->jit) return false;
    run->workspace = arena_alloc(arena, run->jit->workspace_bytes);
    return true;
}

static void measure_peak(Peak *peak, Bench *bench) {
    double now = peak ? peak_measure(peak) : 0;
    if (now > bench->peak) bench->peak = now;
}

const Bench *bench_network(Arena *arena, const Plan *plan, JitKind kind, const float *input, bool profile,
                           Diag *diag) {
    Bench *bench = arena_alloc(arena, sizeof *bench);
    Run run = { .plan = plan, .input = input };
    run.output = arena_array(arena, float, plan_output_floats(plan));
    const char *text = emit_c(arena, plan, &(EmitNames){ .options = "" });
    if (!compile(arena, &run, text, kind, NULL, diag)) return NULL;
    bench->compile_seconds = run.jit->compile_seconds;
    Diag unsaid = { .arena = arena }; /* without a compiler there is no peak, that is all */
    Peak *peak = peak_open(arena, plan->target, &unsaid);
    double *samples = arena_array(arena, double, MOST_SAMPLES);
    measure_peak(peak, bench);
    bench->timing = time_calls(call, &run, &whole, samples, MOST_SAMPLES);
    measure_peak(peak, bench);
    if (!profile) return bench;
    if (!compile(arena, &run, profiled(arena, plan->spec->name, text), kind, on_layer, diag)) return NULL;
    bench->layers = run.layers = arena_array(arena, double, plan->layers->count);
    time_calls(call_profiled, &run, &whole, samples, MOST_SAMPLES);
    measure_peak(peak, bench);
    return bench;
}
