/* outputs.h: what a model of the library writes, as people want it. */
#ifndef RESNETC_CLI_OUTPUTS_H
#define RESNETC_CLI_OUTPUTS_H

#include "library/resnetc_jit.h"
#include "media/media.h"

size_t outputs_floats(const ResnetJit *model);           /* of one image, all outputs */
size_t output_start(const ResnetJit *model, int output); /* where one begins among them */

/* The model writes [output][image of the batch][floats]; people want [image][output][floats]. */
void outputs_gather(const ResnetJit *model, const float *batch, int images, float *outputs);

/* The outputs as a .npy file of float32: of the only output [images, classes] (also [images, channels] for
 * "pool") or [images, channels, height, width]; of several [images, floats], one after another. */
FileView outputs_array(Arena *arena, const Spec *spec, const ResnetJit *model, const float *outputs,
                       int images);

#endif
