/* run.c: --run: a network on the user's images. A client of the library: of the compiler it knows specs only.
 */
#include "run.h"
#include "base/base.h"
#include "media/media.h"

#include <string.h>

enum { TOP = 5 };

static size_t output_floats(const ResnetJit *model, int output) {
    ResnetJitOutput o = resnet_jit_output(model, output);
    return (size_t)o.channels * (size_t)o.height * (size_t)o.width;
}

/* Where an output begins among the floats of one image. */
static size_t output_start(const ResnetJit *model, int output) {
    size_t start = 0;
    for (int i = 0; i < output; i++) start += output_floats(model, i);
    return start;
}

static size_t image_floats(const ResnetJit *model) {
    return output_start(model, resnet_jit_output_count(model));
}

/* The model writes [output][image of the batch][floats]; people want [image][output][floats]. */
static void gather(const ResnetJit *model, const float *batch, int images, float *outputs) {
    size_t all = image_floats(model);
    for (int o = 0; o < resnet_jit_output_count(model); o++) {
        size_t floats = output_floats(model, o), start = output_start(model, o);
        const float *from = batch + start * (size_t)resnet_jit_batch(model);
        for (int i = 0; i < images; i++)
            memcpy(outputs + (size_t)i * all + start, from + (size_t)i * floats, floats * sizeof *from);
    }
}

static bool run_batch(ResnetJit *model, const Spec *spec, const void *in, float *out, ResnetJitError *error) {
    return spec->preprocess.input == INPUT_U8_NHWC ? resnet_jit_run_u8(model, in, out, error)
                                                   : resnet_jit_run(model, in, out, error);
}

static bool run_batches(Arena *arena, ResnetJit *model, const Spec *spec, const Input *input, float *outputs,
                        ResnetJitError *error) {
    int batch = resnet_jit_batch(model);
    size_t image = input_image_bytes(spec), bytes = image * (size_t)batch;
    char *in = arena_alloc(arena, bytes);
    float *out = arena_array(arena, float, resnet_jit_output_floats(model));
    for (int first = 0; first < input->images; first += batch) {
        int left = input->images - first, images = left < batch ? left : batch;
        size_t used = (size_t)images * image;
        memcpy(in, input_image(spec, input, first), used);
        memset(in + used, 0, bytes - used);
        if (!run_batch(model, spec, in, out, error)) return false;
        gather(model, out, images, outputs + (size_t)first * image_floats(model));
    }
    return true;
}

const RunResult *run_network(Arena *arena, ResnetJit *model, const Spec *spec, const Input *input,
                             Diag *diag) {
    ResnetJitError error;
    RunResult *result = arena_alloc(arena, sizeof *result);
    float *outputs = arena_array(arena, float, (size_t)input->images *image_floats(model));
    int64_t since = clock_ns();
    if (!run_batches(arena, model, spec, input, outputs, &error))
        return diag_fail(diag, (Status)error.status, "%s", error.message), NULL;
    *result = (RunResult){ outputs, input->images, 1e-9 * (double)(clock_ns() - since) };
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

const char *run_report(Arena *arena, const Spec *spec, const ResnetJit *model, const RunResult *result,
                       const char *const *labels) {
    Text report = { .arena = arena };
    text_append(&report, "", 0);
    int output = ranking_output(spec);
    if (output < 0) return report.bytes;
    size_t all = image_floats(model), start = output_start(model, output);
    bool logits = spec->outputs[output].kind == OUTPUT_LOGITS;
    for (int i = 0; i < result->images; i++)
        report_image(&report, spec, result->outputs + (size_t)i * all + start, logits, labels);
    return report.bytes;
}

FileView run_array(Arena *arena, const Spec *spec, const ResnetJit *model, const RunResult *result) {
    OutputKind kind = spec->outputs[0].kind;
    ResnetJitOutput shape = resnet_jit_output(model, 0);
    size_t flat[] = { (size_t)result->images, image_floats(model) };
    size_t deep[] = { flat[0], (size_t)shape.channels, (size_t)shape.height, (size_t)shape.width };
    bool is_deep = spec->output_count == 1 && (kind == OUTPUT_STEM || kind == OUTPUT_STAGE);
    return npy_write_f32(arena, result->outputs, is_deep ? 4 : 2, is_deep ? deep : flat);
}
