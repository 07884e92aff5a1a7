/* outputs.c: the outputs of a batch, image by image. */
#include "outputs.h"

#include <string.h>

static size_t output_floats(const ResnetJit *model, int output) {
    ResnetJitOutput o = resnet_jit_output(model, output);
    return (size_t)o.channels * (size_t)o.height * (size_t)o.width;
}

size_t output_start(const ResnetJit *model, int output) {
    size_t start = 0;
    for (int i = 0; i < output; i++) start += output_floats(model, i);
    return start;
}

size_t outputs_floats(const ResnetJit *model) { return output_start(model, resnet_jit_output_count(model)); }

void outputs_gather(const ResnetJit *model, const float *batch, int images, float *outputs) {
    size_t all = outputs_floats(model);
    for (int o = 0; o < resnet_jit_output_count(model); o++) {
        size_t floats = output_floats(model, o), start = output_start(model, o);
        const float *from = batch + start * (size_t)resnet_jit_batch(model);
        for (int i = 0; i < images; i++)
            memcpy(outputs + (size_t)i * all + start, from + (size_t)i * floats, floats * sizeof *from);
    }
}

FileView outputs_array(Arena *arena, const Spec *spec, const ResnetJit *model, const float *outputs,
                       int images) {
    OutputKind kind = spec->outputs[0].kind;
    ResnetJitOutput shape = resnet_jit_output(model, 0);
    size_t flat[] = { (size_t)images, outputs_floats(model) };
    size_t deep[] = { flat[0], (size_t)shape.channels, (size_t)shape.height, (size_t)shape.width };
    bool is_deep = spec->output_count == 1 && (kind == OUTPUT_STEM || kind == OUTPUT_STAGE);
    return npy_write_f32(arena, outputs, is_deep ? 4 : 2, is_deep ? deep : flat);
}
