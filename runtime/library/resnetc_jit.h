/* resnetc_jit.h: a ResNet from its description and weights to answers, compiled in memory: the library
 * `resnetc`.
 *
 *     ResnetJitError error;
 *     ResnetJit *net = resnet_jit_open("resnet50.json", "resnet50.safetensors", NULL, &error);
 *     if (!net) { fprintf(stderr, "%s\n", error.message); return error.status; }
 *     if (!resnet_jit_run(net, input, output, &error)) ...
 *     resnet_jit_close(net);
 *
 * cc main.c $(pkg-config --cflags --libs resnetc). C99 or C++. Nothing here prints, exits, or changes the
 * program's state; any number of models may be open at once, and all functions may be called from any thread:
 * one model may also run in several threads at once. Only resnet_jit_close must be the last that is called
 * for its model.
 *
 * A host that uses Jansson: while a text is read, a function of ours stands in front of the malloc that you
 * gave to json_set_alloc_funcs, and calls it; set yours before the first call here. Files are mapped while
 * they are read: one that becomes shorter in the meantime raises SIGBUS. */
#ifndef RESNETC_JIT_H_
#define RESNETC_JIT_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ResnetJit ResnetJit;

enum {
    RESNET_JIT_OK = 0,
    RESNET_JIT_INPUT = 1, /* the content of the spec or of the weights is wrong */
    RESNET_JIT_USAGE = 2, /* wrong options */
    RESNET_JIT_SYSTEM = 3 /* a file that cannot be read, no memory, no compiler */
};

typedef struct ResnetJitError {
    int status;         /* one of the above */
    char message[4608]; /* one line, "" where all is well; room for a path and what is wrong there */
} ResnetJitError;

/* A file, or what is in it. */
typedef struct ResnetJitSource {
    const char *path;  /* what is read; or, where there are bytes, what messages call them: nothing is read
                          then, and what is in files of their own (shards, ONNX's external data) is refused */
    const void *bytes; /* NULL: to be read from the path */
    size_t size;
} ResnetJitSource;

/* All zero: the defaults. */
typedef struct ResnetJitOptions {
    const char *target; /* "zen5", "zen4", "avx512-vnni", "avx512", "avx-vnni", "avx2", "sse2", "scalar";
                           with an emulator another machine's, too, as "neon"; NULL: the best here */
    const char
        *names;    /* JSON file: a parameter's name in the weights file -> in the graph; NULL: none needed */
    int strict;    /* 1: a tensor beside the network's in the weights file is a mistake (as --strict) */
    int tight;     /* 1: only algorithms that add no error of their own (as --accuracy tight) */
    int system_cc; /* 1: compile by the system's compiler, $CC or cc, instead of libtcc */
    /* Of a call, at most 64; 0: one. The bits of the answer do not depend on it. What libtcc compiles whole
     * (target "scalar") runs on one. Where several threads of yours call a model at once, one of them gets
     * these, the others run alone. They do not survive fork. */
    int threads;
    ResnetJitSource tuned;  /* choices that resnetc --tune measured; all zero: none */
    const char *const *set; /* changes to the spec, NULL-terminated: { "input.height=96", "classes=37", NULL
                               }, as resnetc --set; NULL: none */
    /* What a user might like to hear while a model is opened, from the thread that opens it; NULL: nothing.
     * A note is a line of text. A pass tells what it took, and how much it made, in units ("bytes"). Packing
     * the weights takes longest: `done` grows up to `total`. */
    void (*note)(void *context, const char *line);
    void (*pass)(void *context, const char *name, double seconds, size_t made, const char *unit);
    void (*packing)(void *context, int done, int total);
    void *context;
    ResnetJitSource labels; /* a class name a line, for resnet_jit_classify; all zero: none */
    const char *precision;  /* "fp32", "bf16", "int8", "auto": what it computes in; NULL: "fp32" */
    ResnetJitSource
        calibration;      /* int8: the ranges that resnetc --save-calibration kept; auto: its choice, too */
    const char *emulator; /* for a target of another machine, compiled by a compiler for that: the command
                             that runs its programs, or "" for the usual one; NULL: no such targets */
    const char
        *prefer; /* "speed", "size": the smallest weights and workspace; NULL: speed, of "scalar" size */
    /* The fastest choices with which the packed weights and the workspace of one thread have at most so many
     * bytes; 0: no limit. Neither these nor "size" go with `tuned`. */
    size_t weights_limit, workspace_limit;
} ResnetJitOptions;

/* `spec`: a JSON file; NULL: what names and shapes in the weights file imply, as resnetc --import says it,
 * with a note for each thing that was assumed. `weights`: a file of PyTorch, NumPy, safetensors or
 * ONNX, or "random:SEED"; NULL: the file `spec` has them itself. `options` and `error` may be NULL. NULL on
 * failure.
 */
ResnetJit *resnet_jit_open(const char *spec, const char *weights, const ResnetJitOptions *options,
                           ResnetJitError *error);

/* The same of files or memory. A spec without a name is named after its path. Bytes are not needed
 * afterwards. */
ResnetJit *resnet_jit_open_from(const ResnetJitSource *spec, const ResnetJitSource *weights,
                                const ResnetJitOptions *options, ResnetJitError *error);

/* Numbers of all images of a call, and how many images these are (the spec's "batch"). Input is floats, NCHW,
 * or where the spec's preprocess.input is "u8_nhwc" bytes, [batch][height][width][channels]; outputs are the
 * spec's "outputs" one after another, each of all images. */
size_t resnet_jit_input_floats(const ResnetJit *model);
size_t resnet_jit_output_floats(const ResnetJit *model);
int resnet_jit_batch(const ResnetJit *model);
const char *resnet_jit_name(const ResnetJit *model); /* the spec's "name" */

/* One of the spec's "outputs", in its order: of each image [channels][height][width] floats. */
typedef struct ResnetJitOutput {
    const char *name; /* "logits", "layer1"; valid until the model is closed */
    int channels, height, width;
} ResnetJitOutput;

/* What the model reads of each image, and how a picture becomes that. */
typedef struct ResnetJitInput {
    int channels, height, width;
    int is_pixels;      /* 1: bytes, [height][width][channels], as a picture has them;
                           0: floats, [channels][height][width], (pixel / 255 - mean) / std */
    int resize;         /* short side, of which the middle height x width pixels are taken */
    const char *filter; /* "bilinear", "bicubic"; this and what follows is valid until the model is closed */
    const char *order;  /* of the network's channels, of mean and std: "rgb", "bgr" */
    const double *mean, *std; /* [channels] */
} ResnetJitInput;

ResnetJitInput resnet_jit_input(const ResnetJit *model);
int resnet_jit_classes(const ResnetJit *model); /* 0: no classifier */

int resnet_jit_output_count(const ResnetJit *model);
ResnetJitOutput resnet_jit_output(const ResnetJit *model, int index); /* index from 0, below the count */

/* What the model does: `form` is "table" (a line a layer, totals), "json", "torch" (as PyTorch prints the
 * module), or "spec" (JSON: the spec as it was given or is implied, with what `set` changed). NULL for
 * another form and without memory. Valid until the model is closed. */
const char *resnet_jit_describe(ResnetJit *model, const char *form);

/* The first for a model that takes floats, the second for one that takes pixels ("u8_nhwc"), as a picture has
 * them: it normalises them itself. 1, or 0 where there is no memory, where the model takes the other, and
 * where an emulator fails. Each thread that is inside at the same time has a workspace of its own, which is
 * kept for the next call. */
int resnet_jit_run(ResnetJit *model, const float *input, float *output, ResnetJitError *error);
int resnet_jit_run_u8(ResnetJit *model, const unsigned char *input, float *output, ResnetJitError *error);

/* One of the best classes of a picture. */
typedef struct ResnetJitClass {
    int index;
    double probability;
    const char *label; /* of options.labels, valid until the model is closed; NULL: none were given */
} ResnetJitClass;

/* The picture, a PNG or JPEG file or what is in it, through all of the model: the best `count` classes, or
 * all where there are fewer, best first. Returns how many; 0 on failure: a file that is no picture or cannot
 * be read, a model without class scores, no memory. A model with a batch computes the whole batch for it. */
int resnet_jit_classify(ResnetJit *model, const ResnetJitSource *picture, ResnetJitClass *classes, int count,
                        ResnetJitError *error);

/* The same picture as one image of the input: channels * height * width floats, or bytes where the model
 * takes pixels. To fill a batch with. 1, or 0 on failure. */
int resnet_jit_prepare(ResnetJit *model, const ResnetJitSource *picture, void *image, ResnetJitError *error);

/* The same of a picture that is decoded already: [height][width][channels] bytes, the channels those of the
 * model's input, red first. One of the input's size is taken as it is, another one is resized and cropped. */
int resnet_jit_prepare_pixels(ResnetJit *model, const unsigned char *pixels, int height, int width,
                              void *image, ResnetJitError *error);

void resnet_jit_close(ResnetJit *model); /* NULL: nothing */

#ifdef __cplusplus
}
#endif

#endif
