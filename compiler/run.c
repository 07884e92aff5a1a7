/* run.c: --run: the network compiled in memory, on the user's images. */
#include "run.h"
#include "input.h"
#include "labels.h"
#include "npy.h"
#include "plan.h"

#include <string.h>

enum { TOP = 5 };

static size_t output_floats(const Plan *plan, int output) {
    return shape_floats(plan->shapes[plan->graph->outputs[output]]);
}

/* Where an output begins among the floats of one image. */
static size_t output_start(const Plan *plan, int output) {
    size_t start = 0;
    for (int i = 0; i < output; i++) start += output_floats(plan, i);
    return start;
}

/* The emitted code writes [output][image of the batch][floats]; people want [image][output][floats]. */
static void gather(const Plan *plan, const float *batch, int images, float *outputs) {
    size_t all = output_start(plan, plan->spec->output_count);
    for (int o = 0; o < plan->spec->output_count; o++) {
        size_t floats = output_floats(plan, o), start = output_start(plan, o);
        const float *from = batch + start * (size_t)plan->spec->batch;
        for (int i = 0; i < images; i++)
            memcpy(outputs + (size_t)i * all + start, from + (size_t)i * floats, floats * sizeof *from);
    }
}

static void run_batches(Arena *arena, const Plan *plan, const Jit *jit, const Input *input, float *outputs) {
    size_t image = plan_input_floats(plan) / (size_t)plan->spec->batch;
    size_t all = output_start(plan, plan->spec->output_count);
    float *in = arena_array(arena, float, plan_input_floats(plan));
    float *out = arena_array(arena, float, plan_output_floats(plan));
    void *workspace = arena_alloc(arena, jit->workspace_bytes);
    for (int first = 0; first < input->images; first += plan->spec->batch) {
        int left = input->images - first, images = left < plan->spec->batch ? left : plan->spec->batch;
        size_t used = (size_t)images * image;
        memcpy(in, input->floats + (size_t)first * image, used * sizeof *in);
        memset(in + used, 0, (plan_input_floats(plan) - used) * sizeof *in);
        jit->run(plan->blob->bytes, workspace, in, out);
        gather(plan, out, images, outputs + (size_t)first * all);
    }
}

const RunResult *run_network(Arena *arena, const Plan *plan, JitKind kind, const char *source, Diag *diag) {
    Input input;
    if (!input_load(arena, plan->spec, source, &input, diag)) return NULL;
    const char *text = jit_text(arena, plan, diag);
    const Jit *jit = !text ? NULL : jit_compile(arena, plan, text, kind, NULL, NULL, diag);
    if (!jit) return NULL;
    size_t all = output_start(plan, plan->spec->output_count);
    float *outputs = arena_array(arena, float, (size_t)input.images *all);
    double since = seconds_now();
    run_batches(arena, plan, jit, &input, outputs);
    RunResult *result = arena_alloc(arena, sizeof *result);
    *result = (RunResult){ outputs, input.images, jit->compile_seconds, seconds_now() - since };
    return result;
}

/* The output to rank by, -1 for none. */
static int ranking_output(const Spec *spec) {
    int found = -1;
    for (int i = 0; i < spec->output_count; i++)
        if (spec->outputs[i].kind == OUTPUT_LOGITS)
            return i;
        else if (spec->outputs[i].kind == OUTPUT_PROBABILITIES)
            found = i;
    return found;
}

bool spec_ranks(const Spec *spec) { return ranking_output(spec) >= 0; }

static void report_image(Text *report, const Spec *spec, const float *values, bool logits,
                         const char *const *labels) {
    double *probabilities = arena_array(report->arena, double, spec->classes);
    for (int i = 0; i < spec->classes; i++) probabilities[i] = values[i];
    if (logits) softmax(values, spec->classes, probabilities);
    int best[TOP], count = top_k(values, spec->classes, TOP, best);
    for (int i = 0; i < count; i++)
        text_printf(report, "%d\t%d\t%s\t%.6f\n", i + 1, best[i], labels ? labels[best[i]] : "-",
                    probabilities[best[i]]);
}

const char *run_report(Arena *arena, const Plan *plan, const RunResult *result, const char *const *labels) {
    Text report = { .arena = arena };
    text_append(&report, "", 0);
    int output = ranking_output(plan->spec);
    if (output < 0) return report.bytes;
    size_t all = output_start(plan, plan->spec->output_count), start = output_start(plan, output);
    bool logits = plan->spec->outputs[output].kind == OUTPUT_LOGITS;
    for (int i = 0; i < result->images; i++)
        report_image(&report, plan->spec, result->outputs + (size_t)i * all + start, logits, labels);
    return report.bytes;
}

FileView run_array(Arena *arena, const Plan *plan, const RunResult *result) {
    const Spec *spec = plan->spec;
    OutputKind kind = spec->outputs[0].kind;
    Shape shape = plan->shapes[plan->graph->outputs[0]];
    size_t flat[] = { (size_t)result->images, output_start(plan, spec->output_count) };
    size_t deep[] = { flat[0], (size_t)shape.channels, (size_t)shape.height, (size_t)shape.width };
    bool is_deep = spec->output_count == 1 && (kind == OUTPUT_STEM || kind == OUTPUT_STAGE);
    return npy_write_f32(arena, result->outputs, is_deep ? 4 : 2, is_deep ? deep : flat);
}
