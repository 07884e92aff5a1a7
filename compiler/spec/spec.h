/* spec.h: JSON text -> Spec, checked. */
#ifndef RESNETC_SPEC_H
#define RESNETC_SPEC_H

#include "base/base.h"

enum { MAX_STAGES = 8, MAX_OUTPUTS = 16 };

typedef enum { BLOCK_BASIC, BLOCK_BOTTLENECK, BLOCK_IR } BlockKind;
typedef enum {
    ACTIVATION_NONE,
    ACTIVATION_RELU,
    ACTIVATION_RELU6,
    ACTIVATION_LEAKY_RELU, /* one slope: of the spec */
    ACTIVATION_SILU,
    ACTIVATION_GELU,
    ACTIVATION_GELU_TANH,
    ACTIVATION_HARDSWISH,
    ACTIVATION_PRELU, /* a slope a channel: a parameter */
    ACTIVATION_SIGMOID,
    ACTIVATION_COUNT
} Activation; /* graph/activation.h */
typedef enum { SHORTCUT_PROJECTION, SHORTCUT_ZERO_PAD, SHORTCUT_PROJECTION_ALL, SHORTCUT_AVG_DOWN } Shortcut;
typedef enum { ANTIALIAS_NONE, ANTIALIAS_BLUR, ANTIALIAS_AVERAGE } Antialias;
typedef enum { ATTENTION_NONE, ATTENTION_SE, ATTENTION_ECA } Attention;
typedef enum { NORM_BATCH, NORM_GROUP, NORM_NONE } NormKind;
typedef enum { HEAD_AVERAGE, HEAD_MAX, HEAD_AVERAGE_MAX, HEAD_CONCATENATED, HEAD_FLATTEN } Head;
typedef enum { STEM_POOL_NONE, STEM_POOL_MAX, STEM_POOL_CONV } StemPoolKind;
typedef enum { FILTER_BILINEAR, FILTER_BICUBIC } Filter;
typedef enum { INPUT_F32_NCHW, INPUT_U8_NHWC } InputKind; /* u8: pixels, which the network normalises */
typedef enum { OUTPUT_LOGITS, OUTPUT_PROBABILITIES, OUTPUT_POOL, OUTPUT_STEM, OUTPUT_STAGE } OutputKind;

typedef struct {
    StemPoolKind kind;
    int kernel, stride; /* of a max pool */
    int before, behind; /* its padding */
    bool zeros;         /* which takes part as zeros; else it is no part of any window */
} StemPool;

typedef struct {
    bool deep;                 /* three 3x3, of these widths, the first with the stride; else one */
    int widths[3];             /* deep */
    int kernel, stride, width; /* width: of its result */
    StemPool pool;
} Stem;

typedef struct {
    OutputKind kind;
    int stage;        /* OUTPUT_STAGE: from 0 ("layer1" is 0) */
    const char *name; /* as the spec spells it: "logits", "layer1" */
} Output;

typedef struct {
    const double *mean, *std; /* [channels], of pixels scaled to 0..1 */
    bool plain;               /* the spec has neither: means are 0, deviations 1 */
    int resize;               /* short side in pixels, before the crop to the input's height and width */
    Filter filter;
    bool bgr; /* the network's channels are blue, green, red, and so are mean and std; else as in a picture */
    InputKind input;
} Preprocess;

typedef struct {
    const char *path; /* what messages call it */
    const char *name; /* C identifier */
    BlockKind block;
    int stages;
    int repeats[MAX_STAGES], widths[MAX_STAGES], strides[MAX_STAGES], dilations[MAX_STAGES];
    int expansion, groups, width_per_group;
    int reduce_first;   /* divides the output channels of a block's first convolution */
    int down_kernel;    /* of projections, from the second stage on */
    bool stride_in_1x1; /* v1 (Caffe): the stride sits in the bottleneck's first 1x1 */
    Shortcut shortcut;
    bool shortcut_norm; /* behind a projection */
    Antialias antialias;
    bool preactivation;
    Activation activation; /* of the blocks and the stem */
    double slope;          /* of ACTIVATION_LEAKY_RELU */
    Attention attention;
    int reduction; /* ATTENTION_SE: channels / hidden width */
    Stem stem;
    bool same_padding;   /* TensorFlow's; else kernel / 2 a side */
    double standardized; /* eps of filters that are standardised (Qiao et al. 2019); -1: they are not */
    Head head;
    bool head_norm;              /* HEAD_FLATTEN: a norm before, and one of the features */
    int channels, height, width; /* of the input */
    int batch, classes;          /* classes 0: no classifier */
    Output outputs[MAX_OUTPUTS];
    int output_count;
    NormKind norm;
    int norm_groups; /* NORM_GROUP */
    double eps;
    Preprocess preprocess;
} Spec;

/* As a spec spells them, NULL-terminated; of Antialias and Attention without the first, which is null. */
extern const char *const block_names[], *const shortcut_names[], *const antialias_names[],
                                                                     *const attention_names[];
extern const char *const head_names[]; /* the pools */
extern const char *const filter_names[], *const channel_orders[], *const input_names[];

/* A spec's text, and what is changed in it before it is checked. */
typedef struct {
    const char *path; /* what messages call it, and what the default name is made from */
    const char *text;
    size_t length;
    bool implied;           /* by a weights file, which `path` names: the user has not seen the text */
    const char *const *set; /* "KEY=VALUE" as json_set() has them, NULL-terminated; NULL: none */
} SpecSource;

const Spec *spec_read(Arena *arena, const SpecSource *source, Diag *diag);
/* The text as a person would write it, changed as `set` says. NULL where it is no JSON. */
const char *spec_pretty(Arena *arena, const SpecSource *source, Diag *diag);

/* Parses and checks a spec. `path` is what messages call it, and what the default name is made from. */
const Spec *spec_parse(Arena *arena, const char *json, size_t length, const char *path, Diag *diag);
const Spec *spec_load(Arena *arena, const char *path, Diag *diag);

/* Of a bottleneck's 3x3, as in torchvision: floor(width * width_per_group / 64) * groups (ResNeXt, Wide
 * ResNet). */
int inner_channels(const Spec *spec, int stage);

/* The input is pixels, which the network normalises. */
static inline bool takes_pixels(const Spec *spec) { return spec->preprocess.input == INPUT_U8_NHWC; }

/* The output to rank classes by: logits, or else probabilities; -1: the spec has neither. */
int ranking_output(const Spec *spec);

#endif
