/* input.h: what the user gives to a network -> what it reads, of all images at once. */
#ifndef RESNETC_MEDIA_INPUT_H
#define RESNETC_MEDIA_INPUT_H

#include "base/base.h"
#include "spec/spec.h"

typedef struct {
    const void *data;    /* [images], as in prepare.h: the one of these two that the network reads */
    const float *floats; /* [images][channels][height][width] of the spec's input, all finite; or NULL */
    const unsigned char *pixels; /* [images][height][width][channels]; or NULL */
    int images;                  /* 1 or more; not rounded to the spec's batch */
} Input;

/* Of the source at `path` (source.h) all images, or at most `most` of them. A picture that cannot be read is
 * an error, in a folder, too. */
bool input_load(Arena *arena, const Spec *spec, const char *path, Input *input, Diag *diag);
bool input_load_some(Arena *arena, const Spec *spec, const char *path, int most, Input *input, Diag *diag);

#endif
