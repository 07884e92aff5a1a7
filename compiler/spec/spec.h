/* spec.h: JSON text -> Spec, checked. */
#ifndef RESNETC_SPEC_H
#define RESNETC_SPEC_H

#include "base/base.h"

enum { MAX_STAGES = 8, MAX_OUTPUTS = 16 };

typedef enum { BLOCK_BASIC, BLOCK_BOTTLENECK } BlockKind;
typedef enum { ACTIVATION_NONE, ACTIVATION_RELU, ACTIVATION_COUNT } Activation; /* graph/activation.h */
typedef enum { FILTER_BILINEAR, FILTER_BICUBIC } Filter;
typedef enum { OUTPUT_LOGITS, OUTPUT_PROBABILITIES, OUTPUT_POOL, OUTPUT_STEM, OUTPUT_STAGE } OutputKind;

typedef struct {
    int kernel, stride, width; /* padding is kernel / 2 */
    bool max_pool;             /* 3x3, stride 2, padding 1 */
} Stem;

typedef struct {
    OutputKind kind;
    int stage;        /* OUTPUT_STAGE: from 0 ("layer1" is 0) */
    const char *name; /* as the spec spells it: "logits", "layer1" */
} Output;

typedef struct {
    const double *mean, *std; /* [channels], of pixels scaled to 0..1 */
    int resize;               /* short side in pixels, before the crop to the input's height and width */
    Filter filter;
} Preprocess;

typedef struct {
    const char *path; /* what messages call it */
    const char *name; /* C identifier */
    BlockKind block;
    int stages;
    int repeats[MAX_STAGES], widths[MAX_STAGES], strides[MAX_STAGES];
    int expansion, groups, width_per_group;
    bool stride_in_1x1;    /* v1 (Caffe): the stride sits in the bottleneck's first 1x1 */
    Activation activation; /* of the blocks and the stem */
    Stem stem;
    int channels, height, width; /* of the input */
    int batch, classes;          /* classes 0: no classifier */
    Output outputs[MAX_OUTPUTS];
    int output_count;
    double eps;
    Preprocess preprocess;
} Spec;

/* Parses and checks a spec. `path` is what messages call it, and what the default name is made from. */
const Spec *spec_parse(Arena *arena, const char *json, size_t length, const char *path, Diag *diag);
const Spec *spec_load(Arena *arena, const char *path, Diag *diag);

#endif
