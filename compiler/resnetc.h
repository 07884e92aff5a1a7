/* resnetc.h: every pass's types and contracts, in the order of the pipeline: the table of contents.
 *
 * Rules that hold for all of them:
 *  - a pass adds a table and edits no earlier one; results are const and live in the arena (first parameter);
 *  - values are indices: value v of a Graph is what ops[v] computes, value v of Layers what layers[v]
 * computes;
 *  - user mistakes go into the Diag, of the passes that take one (they return NULL or false then); bugs are
 * asserts;
 *  - nothing prints or exits; none is to be called from two threads with the same arena. */
#ifndef RESNETC_H
#define RESNETC_H

#include "base.h"

#define RESNETC_VERSION "0.1.0"

/* ==== spec: JSON text -> Spec, checked ==== */

enum { MAX_STAGES = 8, MAX_OUTPUTS = 16 };

typedef enum { BLOCK_BASIC, BLOCK_BOTTLENECK } BlockKind;
typedef enum { ACTIVATION_NONE, ACTIVATION_RELU } Activation;
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
    bool stride_in_1x1; /* v1 (Caffe): the stride sits in the bottleneck's first 1x1 */
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

/* ==== graph: Spec -> Graph, named operators as PyTorch would list them, nothing fused ==== */

typedef enum {
    OP_INPUT,
    OP_CONV,
    OP_NORM,
    OP_ACTIVATION,
    OP_MAX_POOL,
    OP_ADD,
    OP_AVERAGE_POOL, /* over the whole image */
    OP_LINEAR,
    OP_SOFTMAX
} OpKind;

typedef enum { ROLE_WEIGHT, ROLE_BIAS, ROLE_MEAN, ROLE_VARIANCE, ROLE_COUNT } ParamRole;

typedef struct {
    OpKind kind;
    const char *name; /* "layer2.0.conv1", "layer2.0.relu1", "layer2.0.add", "avgpool": unique */
    int in[2];        /* values read; -1 where unused */
    int stage, block; /* from 0; -1 outside of the stages */
    int in_channels, out_channels;
    int kernel, stride, padding, groups; /* convolution and max pool */
    int param[ROLE_COUNT];               /* indices into Graph.params; -1 where unused */
} Op;

typedef struct {
    const char *name; /* torchvision's: "layer2.0.downsample.1.running_mean" */
    int op;
    ParamRole role;
    int rank;
    int dims[4];
    size_t count;  /* product of dims */
    bool optional; /* a convolution's bias before its batch norm: may be absent */
} Param;

typedef struct {
    const Spec *spec;
    const Op *ops;
    int op_count;
    const Param *params; /* in PyTorch's order of state_dict */
    int param_count;
    int outputs[MAX_OUTPUTS];                                     /* the value of each spec->outputs */
    int stem, stage_out[MAX_STAGES], pool, logits, probabilities; /* values; -1 where there is none */
} Graph;

const Graph *graph_build(Arena *arena, const Spec *spec);

/* ==== shape: Graph -> Shape[value]; every value also has spec->batch images ==== */

typedef struct {
    int channels, height, width;
} Shape;

/* NULL where a value of all images would have 2^31 floats or more (that is the user's mistake). */
const Shape *shape_infer(Arena *arena, const Graph *graph, Diag *diag);
size_t shape_floats(Shape shape); /* of one image */
double op_macs(const Op *op,
               Shape out); /* multiply-adds of one image: convolutions and linear, as torchvision counts */
size_t
graph_parameters(const Graph *graph); /* trainable ones, as sum(p.numel() for p in model.parameters()) */

/* ==== weights: file, Graph -> Weights: every parameter, checked, as float ==== */

typedef struct {
    const char *source; /* what messages call them */
    const float *const
        *data; /* [param][Param.count], row-major as PyTorch; NULL: an optional one that is absent */
} Weights;

/* `source` is a path or "random:SEED"; `names` a JSON file (name in the file -> name in the graph) or NULL.
 */
const Weights *weights_load(Arena *arena, const Graph *graph, const char *source, const char *names,
                            Diag *diag);

/* The same of what is in a weights file; `path` is what messages call it. */
const Weights *weights_parse(Arena *arena, const Graph *graph, FileView file, const char *path,
                             const char *names, Diag *diag);

/* ==== fold: Graph, shapes, Weights -> Layers: norm, activation, residual add and bias are inside the
 * convolution ==== */

typedef enum {
    LAYER_INPUT, /* the user's NCHW -> our layout, with its zero border */
    LAYER_CONV,
    LAYER_MAX_POOL,
    LAYER_AVERAGE_POOL,
    LAYER_LINEAR,
    LAYER_SOFTMAX,
    LAYER_OUTPUT /* our layout -> the user's NCHW */
} LayerKind;

typedef struct {
    LayerKind kind;
    const char *name; /* the operator's: "layer2.0.conv1"; for an output "logits", "layer1" */
    int in;           /* the layer whose value is read; -1 for the input */
    int residual;     /* the layer whose value is added before the activation; -1 for none */
    int op;           /* the graph's value that this layer computes, fused operators included */
    int stage;        /* from 0; -1 before the stages, spec->stages behind them */
    Shape in_shape, shape;
    Shape conv_shape; /* of the convolution's result; not shape where a max pool is fused behind it */
    bool pool;        /* a 3x3 max pool of stride 2 is fused behind the activation (stems only) */
    int kernel, stride, padding, groups;
    Activation activation;
    const float *weight; /* [out][in / groups][kernel][kernel], before folding; NULL without weights */
    const double *scale; /* [out]: what folding the norm multiplies them by; NULL without weights */
    const float *bias;   /* [out], norm folded in; NULL without weights */
    float magnitude; /* the root mean square that its values are expected to have; 0 where nothing tells */
    int output;      /* LAYER_OUTPUT: index into spec->outputs */
} Layer;

typedef struct {
    const Layer *layers;
    int count;
} Layers;

/* `weights` may be NULL: then layers have no values. False where folding gives a non-finite number. */
const Layers *fold_layers(Arena *arena, const Graph *graph, const Shape *shapes, const Weights *weights,
                          Diag *diag);
bool has_weights(const Layer *layer);     /* a convolution, or linear */
double layer_macs(const Layer *layer);    /* of one image */
size_t filter_floats(const Layer *layer); /* weights of an output channel */
/* `count` weights of an output channel from `first` on, norm folded in: each (float)(weight * scale). */
void layer_weights(const Layer *layer, int channel, size_t first, size_t count, float *to);
float largest_magnitude(const float *values, size_t count); /* infinity or NaN where there is one */
double sum_of_squares(const float *values, size_t count);

/* ==== target: a row of data an instruction set ==== */

typedef struct {
    int rows, columns; /* of output pixels */
    int vectors;       /* of output channels, each target.lanes wide */
} Tile;

/* An extent cut into nearly equal parts, none above `most`: first the big ones, then small ones, one shorter.
 */
typedef struct {
    int big, big_count, small_count;
} Split;

Split split_evenly(int total, int most);
Split split_into(int total, int count); /* count: `total` at the most */

/* What the cost model knows of a processor's memory. */
typedef struct {
    double near_bytes;                       /* of a core's own cache (L2) */
    double far_bytes;                        /* of the last one, as far as a network may count on it */
    double near_rate, far_rate, memory_rate; /* bytes a cycle from these, and from memory */
    bool exposed; /* arithmetic hides nothing of what comes from the last cache again */
} Caches;

typedef struct {
    const char *name;
    const Caches *caches;
    int lanes;       /* floats a vector */
    int registers;   /* vector registers */
    int pixels[4];   /* [vectors - 1]: the most pixels a tile of that many vectors holds without a spill */
    int slice_bytes; /* of a panel's weights that a core's first cache keeps; 0: no gain by slices (Choice) */
    int pair_pixels[4]; /* the same for tiles that multiply in pairs (emit_pairs.c); 0 where that is no gain:
                           the core's adders must stand beside its multipliers */
    bool narrow; /* reading filters of 24 bits (emit_narrow.c) is faster than reading floats from memory */
    const char *standard;    /* "gnu11", or "c99" for scalar */
    const char *flags;       /* what the compiler needs: "-mavx512f -mfma" */
    const char *macros[4];   /* what those flags define: "__AVX512F__"; NULL-terminated */
    const char *features[4]; /* for __builtin_cpu_supports: "avx512f"; NULL-terminated */
    const char *processor;   /* "native" takes it on no other; NULL: on all that have the features */
    const char *maximum;     /* a builtin that is a > b ? a : b, so b where one is NaN; NULL for none */
    const char *sleef_exp;   /* SLEEF's expf for such a vector; NULL for none */
    const char *summary;     /* for --target help */
    bool catalogue;          /* plan only what the catalogue has (catalogue.h): tiles of one row */
} Target;

extern const Target targets[];
extern const int target_count;
const Target *
target_find(const char *name); /* "native" is the best this processor can run; NULL: no such target */
bool target_runs_here(const Target *target);

/* ==== layout: how each layer's value lies in memory ==== */

/* [image][block][halo + height + halo][halo + width + halo][lanes]: channels in blocks of `lanes`, those
 * beyond the last channel zero; the halo (border) is zero, so that no convolution tests a bound. Behind an
 * image's last block lies its tail. All counts are floats. */
typedef struct {
    int lanes, blocks, halo;
    size_t pixel, row, block, image; /* strides from one to the next */
    size_t start;                    /* from the value's first float to pixel (0, 0) of block 0 */
    size_t tail;                     /* zeros behind each image, for tiles that hang over it */
    int run;                         /* images that one call of its layer computes */
    int images;    /* images it holds: more than `run` where a layer that runs more of them reads it */
    size_t floats; /* these images */
} Layout;

/* A value that is computed image by image, in turn with all layers before it, until it holds several. */
bool is_gathered(const Layout *layout);

enum { PAIR_PERIOD = 8 }; /* of input channels: 0 and 1 are a pair, 4 and 5 are one; the others stand alone */
enum { MOST_PAIR_TILES = 256 }; /* of all images, where channels are outermost: each needs some stack */

enum { NARROW_RUN = 4 };   /* vectors of narrow filters that are packed together (emit_narrow.c) */
enum { LINE_FLOATS = 16 }; /* floats of a cache line: planes a power of two apart get one more between them */

/* A batch runs in chunks of some images. While values are large, the first stages run image by image, so that
 * they stay in the caches; the later ones, whose weights are large, run a chunk at once and read their
 * weights once for it. */
const Layout *layout_values(Arena *arena, const Layers *layers, const Target *target, int batch);
int chunk_images(const Layers *layers, const Layout *layouts); /* `run` of the last layer */

/* ==== select: Layers, Target -> Choice[layer] ==== */

typedef enum {
    ALGORITHM_NONE,
    ALGORITHM_DIRECT,
    ALGORITHM_WINOGRAD,
    ALGORITHM_STEM
} Algorithm;                                         /* NONE: pools, softmax, input, output */
typedef enum { ORDER_PIXELS, ORDER_CHANNELS } Order; /* what the outermost loop walks */
typedef enum { ACCURACY_FAST, ACCURACY_TIGHT } Accuracy;

/* Slices (below) times images of a call: what the emitted code's threads can count (decision 018). */
enum { MOST_ROUNDS = 1 << 16 };

typedef struct {
    Algorithm algorithm;
    Tile tile;
    Order order;
    int in_blocks;  /* blocks of input channels that an output panel reads: all, or those of its groups */
    bool prefetch;  /* each panel's tiles fetch the next panel: weights from beyond L2 */
    int lane_group; /* direct: channels of a group where groups lie inside a vector: each lane meets only its
                       group's; 0 */
    bool pairs;     /* direct: every other pair of channels by one multiplication for two (emit_pairs.c) */
    bool flat;      /* 1x1: the image is one row of height * width pixels; with a stride, they are gathered */
    int slices; /* direct: channels are multiplied a slice of the input's at a time, sums wait in the output;
                   1: all at once */
    /* Winograd and stem; their tile is that of the products: a row of image tiles x output channels. */
    int outputs; /* m of F(m, 3): an image tile gives m x m results */
    bool raw;    /* filters lie as they are; they are transformed as they are multiplied (emit_filters.c) */
    bool narrow; /* transformed filters are numbers of 24 bits, NARROW_RUN vectors in the room of one less */
    int strip; /* rows of image tiles that are transformed at once; stem: pairs of rows of the convolution */
    int span;  /* images whose tiles are multiplied together: above 1 where a strip is a whole image */
    int group; /* panels of output channels whose products are made at once, by one thread */
    size_t scratch; /* floats of scratch for each thread: a strip's transformed input, a group's products; a
                       slice's gathered pixels */
} Choice;

const char *algorithm_name(const Choice *choice); /* "direct", "winograd-F(4,3)", "-" */
typedef struct Tuned Tuned;                       /* measured choices (tuned.h) */
/* `tuned` may be NULL. NULL where it has a choice that its layer cannot have. */
const Choice *select_algorithms(Arena *arena, const Layers *layers, const Layout *layouts,
                                const Target *target, Accuracy accuracy, const Tuned *tuned, Diag *diag);

/* Before weights are read or made: false where a parameter has 2^31 floats or more. */
bool check_parameters(const Graph *graph, Diag *diag);
/* Emitted code counts floats in int: false where a value with its border, a layer's packed weights or its
 * scratch memory has 2^31 or more. */
bool check_sizes(const Spec *spec, const Layers *layers, const Layout *layouts, const Choice *choices,
                 Diag *diag);

/* ==== pack: Layers, Choice -> Blob: the weights in the order in which the kernels read them ==== */

typedef struct {
    const unsigned char
        *bytes; /* the weights file: header, then all; NULL without weights. 64-byte aligned */
    size_t size;
    const size_t *weight, *bias; /* [layer]: offsets in floats from the blob's start; 0 where there is none */
    uint64_t fingerprint;        /* of graph, target and packing */
} Blob;

/* `progress` may be NULL. */
const Blob *pack_weights(Arena *arena, const Layers *layers, const Layout *layouts, const Choice *choices,
                         const Target *target, const Progress *progress);

/* ==== place: an offset in one workspace for every value, no two live ones overlapping ==== */

typedef struct {
    int first, last; /* layers (times) from which to which the value is live, both included */
    size_t offset;   /* bytes from the workspace's start, 64-byte aligned */
    size_t bytes;    /* 0: not in the workspace (an output) */
    int shares;      /* the layer whose memory this value takes over in place (its residual); -1 for none */
} Place;

typedef struct {
    const Place *places; /* [layer] */
    int count;
    size_t values;  /* bytes that the values take */
    size_t scratch; /* bytes of scratch behind them for each thread */
    size_t bytes;   /* of the workspace, for one thread: the sum of these */
    size_t bound;   /* largest sum of simultaneously live values: `values` cannot be smaller */
} Placement;

const Placement *place_values(Arena *arena, const Layers *layers, const Layout *layouts,
                              const Choice *choices);

/* Whether the border (halo and tail) of value v is zero before its layer runs: it takes over its residual's
 * memory, or the last value before it that lay there had the same border. */
bool border_is_ready(const Layout *layouts, const Placement *placement, int v);

/* ==== Plan: all tables of one compilation, for the passes that print them ==== */

typedef struct {
    const Spec *spec;
    const Graph *graph;
    const Shape *shapes;
    const Weights *weights; /* NULL without --weights */
    const Layers *layers;
    const Target *target;
    const Layout *layouts;
    const Choice *choices;
    const Blob *blob;
    const Placement *placement;
    Accuracy accuracy;
    int threads; /* of a call of what jit_compile makes of it; 0: one */
} Plan;

/* Runs all passes from graph to place. NULL on a mistake. `weights`, `names` may be NULL. */
const Plan *plan_network(Arena *arena, const Spec *spec, const Target *target, const char *weights,
                         const char *names, Accuracy accuracy, Diag *diag);
size_t plan_input_floats(const Plan *plan);  /* all images of a call */
size_t plan_output_floats(const Plan *plan); /* all outputs, all images */

/* ==== emit: the tables -> C text and header ====
 *
 * What the emitted code promises of an image with NaN or infinity in it: where PyTorch's output is NaN it is
 * NaN, where that is infinite it is the same infinity or NaN. Where that is a number, it is one, or NaN at
 * pixels that such a value reaches through tiles, or through a weight of zero (decision 023). Other images
 * are as ever. */

typedef struct {
    const char *spec_file;   /* "resnet50.json", without folders: the head names it; NULL: no file */
    const char *options;     /* what else was asked for, for the head: "--accuracy tight"; "" for nothing */
    const char *header_file; /* "foo.h" to include, or NULL: the header's text stands inside, no weights do */
    const char *weights_file; /* "foo.weights" for .incbin; NULL where there is no such file */
} EmitNames;

enum { EMBED_LIMIT = 1 << 20 }; /* packed weights up to so many bytes are an array in the C file */

const char *emit_c(Arena *arena, const Plan *plan, const EmitNames *names);
const char *emit_header(Arena *arena, const Plan *plan, const EmitNames *names);
bool plan_embeds_weights(const Plan *plan); /* whether a C file with a header has them as an array */
/* Of the emitted code's workspace, for one thread. */
size_t plan_workspace_bytes(Arena *arena, const Plan *plan);

/* ==== describe: tables for people and programs ==== */

const char *describe_table(Arena *arena, const Plan *plan); /* per layer, and totals */
const char *describe_json(Arena *arena, const Plan *plan);
const char *describe_torch(Arena *arena, const Graph *graph); /* as PyTorch's print(model) */
const char *memory_plan_svg(Arena *arena, const Plan *plan);
const char *dump_pass(Arena *arena, const Plan *plan, const char *pass); /* NULL: no such pass */
extern const char *const dump_passes[];                                  /* NULL-terminated names */

/* ==== interp: the reference. Graph, weights, input -> every value in double precision, before folding ====
 */

/* input is NCHW, all images; result[value] is [batch][channels][height][width]. */
const double *const *interpret(Arena *arena, const Graph *graph, const Shape *shapes, const Weights *weights,
                               const float *input);

/* ==== jit: C text -> function pointer ==== */

typedef enum { JIT_TCC, JIT_CC } JitKind;

typedef void TraceFunction(void *context, const char *layer, const float *value, int images, int channels,
                           int height, int width);

typedef struct {
    void (*run)(const void *weights, void *workspace, const float *input, float *output);
    size_t workspace_bytes; /* more than the plan's when tracing */
    double compile_seconds;
} Jit;

/* What JIT_TCC plans for: the scalar target, which it compiles itself, or a target as the catalogue has it
 * (catalogue.h). `target` NULL: the best here. NULL where there are no kernels for it. */
const Target *jit_target(Arena *arena, const Target *target, Diag *diag);

/* The text that jit_compile() is to compile: emit_c's or, where the plan is for the catalogue (catalogue.h),
 * only the walk over the layers. NULL where the catalogue lacks a kernel. */
const char *jit_text(Arena *arena, const Plan *plan, Diag *diag);

/* Compiles jit_text's text. With `trace`, every layer's output goes to it, on the thread that
 * runs. JIT_TCC needs the scalar target, which runs on one thread, or a plan for the catalogue. The code is
 * unloaded by arena_free. NULL on failure. */
const Jit *jit_compile(Arena *arena, const Plan *plan, const char *c_text, JitKind kind, TraceFunction *trace,
                       void *context, Diag *diag);

/* ==== verify: emitted code against the interpreter, layer by layer ==== */

typedef struct {
    double worst;            /* largest error of a layer, relative to its largest reference value */
    const char *worst_layer; /* and where it is */
    int worst_image, worst_channel, worst_y, worst_x;
    double bound;         /* what was allowed */
    const double *errors; /* [plan->layers->count]: a layer's largest error, -1 where it was not compared */
    int layers;           /* compared */
    bool agrees;
} Verdict;

const Verdict *verify_network(Arena *arena, const Plan *plan, JitKind kind, const float *input, Diag *diag);

#endif
