/* run.h: --run: a network on the user's images, through the library (runtime/library/resnetc_jit.h). */
#ifndef RESNETC_CLI_RUN_H
#define RESNETC_CLI_RUN_H

#include "library/resnetc_jit.h"
#include "media/media.h"

typedef struct {
    const float *outputs; /* [images][floats of all outputs of an image] */
    int images;
    double seconds; /* of all images */
} RunResult;

/* Images go through in batches of the model's, the last one filled up with zeros. NULL on failure. */
const RunResult *run_network(Arena *arena, ResnetJit *model, const Spec *spec, const Input *input,
                             Diag *diag);

/* Whether a spec has an output that classes can be ranked by: logits, or else probabilities. */
bool spec_ranks(const Spec *spec);

/* For each image min(5, classes) lines "rank index label probability\n", tab-separated, best first; "-" where
 * `labels` is NULL. "" where the spec does not rank. */
const char *run_report(Arena *arena, const Spec *spec, const ResnetJit *model, const RunResult *result,
                       const char *const *labels);

/* The outputs as a .npy file of float32: of the only output [images, classes] (also [images, channels] for
 * "pool") or [images, channels, height, width]; of several [images, floats], one after another. */
FileView run_array(Arena *arena, const Spec *spec, const ResnetJit *model, const RunResult *result);

#endif
