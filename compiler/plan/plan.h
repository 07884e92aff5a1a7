/* plan.h: an offset in one workspace for every value; the kernel of every layer; all tables of one
 * compilation, for the passes that print them. */
#ifndef RESNETC_PLAN_H
#define RESNETC_PLAN_H

#include "calibrate/calibrate.h"
#include "kernel.h"
#include "pack/pack.h"

/* ==== place: an offset in one workspace for every value, no two live ones overlapping ==== */

typedef struct {
    int first, last; /* layers (times) from which to which the value is live, both included */
    size_t offset;   /* bytes from the workspace's start, 64-byte aligned */
    size_t bytes;    /* 0: not in the workspace (an output) */
    int shares;      /* the layer whose memory this value takes over in place (its residual, or what a pass
                        over all pixels reads); -1 for none */
    size_t scratch;  /* where the scratch of the layer's kernel lies, from there on without end */
} Place;

typedef struct {
    const Place *places; /* [layer] */
    int count;
    size_t values; /* bytes that they take */
    size_t bound;  /* largest sum of simultaneously live values: `values` cannot be smaller */
} Placement;

/* Scratch lies behind all values: none of it is ever written over, or over a value. */
const Placement *place_values(Arena *arena, const Layers *layers, const Layout *layouts);
/* It lies behind what is live in its layer: the least workspace. Of `choices` its sizes; NULL: not known yet,
 * and with any of them the workspace is at most what these values and that scratch behind them take. */
const Placement *place_among(Arena *arena, const Layers *layers, const Layout *layouts,
                             const Choice *choices);

/* Whether the border (halo and tail) of value v is zero (what stands for it) before its layer runs: it takes
 * over another one's memory, or the last value before it that lay there had the same border, and no scratch
 * lay there since. `choices`: whose scratch. */
bool border_is_ready(const Layout *layouts, const Choice *choices, const Placement *placement, int v);

/* Emitted code counts elements in int: false where a value with its border, a layer's packed weights or its
 * scratch memory has 2^31 or more. */
bool check_sizes(const Spec *spec, const Layers *layers, const Layout *layouts, const Choice *choices,
                 Diag *diag);

/* ==== The kernel of every layer, its sizes numbers ==== */

typedef enum {
    KERNEL_NONE, /* input, output: all files have the same functions for them */
    KERNEL_DIRECT,
    KERNEL_LINEAR,
    KERNEL_WINOGRAD,
    KERNEL_STEM,
    KERNEL_MAX_POOL,
    KERNEL_AVERAGE_POOL,
    KERNEL_POINTWISE,
    KERNEL_GROUP_NORM,
    KERNEL_WINDOW, /* max pools that need no border, averages of windows, blurs */
    KERNEL_ZERO_PAD,
    KERNEL_GLOBAL_POOL, /* but for the average alone */
    KERNEL_CHANNEL_CONV,
    KERNEL_SOFTMAX,
    KERNEL_CONVERT
} KernelKind;

/* What its name and the comment above it tell. */
typedef struct {
    Shape in; /* of a convolution the channels alone: the kernel does not know the rest */
    Shape conv, out;
    int kernel, stride, dilation, groups;
} KernelShape;

typedef struct {
    int twin; /* the first layer that has this kernel: layers of one shape share a function */
    KernelKind kind;
    bool shared; /* out to threads; else the first one does it */
    KernelShape shape;
    union {
        ConvKernel conv; /* direct, linear */
        WinogradKernel winograd;
        StemKernel stem;
        PoolKernel pool; /* both */
        WindowKernel window;
        ShortcutKernel shortcut;
        GlobalKernel global;
        SoftmaxKernel softmax;
        PointwiseKernel pointwise; /* of a conversion, too */
        GroupNormKernel group_norm;
        ChannelConvKernel channel_conv;
    };
} Kernel;

const Kernel *make_kernels(Arena *arena, const Layers *layers, const Layout *layouts, const Choice *choices,
                           const Target *target);

/* ==== The workspace of the emitted code: values, scratch, lines of a team, each of which grows with it ====
 */

typedef struct {
    bool team; /* layers are shared out to threads: all of these walk through all layers (decision 015) */
    /* bytes: */
    size_t
        common;  /* of the values, but for what of them is scratch, too; and the line of the team's barrier */
    size_t line; /* of each thread, for what is left of its share */
    size_t scratch; /* of each thread, for what the kernels need */
    size_t copy;    /* of a trace, behind all: the largest value in NCHW, all images */
} WorkspaceSize;

WorkspaceSize size_workspace(const Layers *layers, const Choice *choices, const Kernel *kernels,
                             const Placement *placement, int batch);
WorkspaceSize without_team(WorkspaceSize workspace); /* for kernels that have one of their own */
size_t workspace_bytes(const WorkspaceSize *workspace, int threads); /* without a trace */
/* Bytes to the lines, of the barrier first, with no threads: behind the scratch of all. */
size_t lines_begin(const WorkspaceSize *workspace);

/* ==== Where memory is scarce ==== */

typedef enum { PREFER_UNSAID, PREFER_SPEED, PREFER_SIZE } Preference;
extern const char *const preference_names[]; /* "speed", "size" from PREFER_SPEED on; NULL-terminated */

typedef struct {
    Preference prefer;         /* unsaid: size where the target is small (Target.small), else speed */
    size_t weights, workspace; /* bytes, at the most, the latter of one thread; 0: no limit */
} Economy;

typedef struct {
    size_t weights, workspace; /* bytes: of the weights file, of the workspace for one thread */
} Footprint;

/* ==== Plan ==== */

typedef struct {
    const Spec *spec;
    const Graph *graph;
    const Shape *shapes;
    const Weights *weights; /* NULL without --weights */
    const Layers *layers;
    Precision precision;
    const Quantized *quantized; /* NULL: no value is of integers */
    const Target *target;
    const Layout *layouts;
    const Choice *choices;
    const Blob *blob;
    const Kernel *kernels; /* [layer] */
    const Placement *placement;
    WorkspaceSize workspace;
    Accuracy accuracy;
    Economy economy; /* prefer: never unsaid */
    double excess;   /* with limits: by the model at most such a share slower than the fastest within them */
    int threads;     /* of a call of what jit_compile makes of it; 0: one */
} Plan;

/* Runs all passes from graph on, for speed. NULL on a mistake. `weights`, `names` may be NULL. */
const Plan *plan_network(Arena *arena, const Spec *spec, const Target *target, const char *weights,
                         const char *names, Accuracy accuracy, Diag *diag);
size_t plan_input_floats(const Plan *plan);  /* all images of a call, as the layers read them */
size_t plan_input_bytes(const Plan *plan);   /* the same as the caller gives them: floats, or pixels */
size_t plan_output_floats(const Plan *plan); /* all outputs, all images */

/* ---- plan_network with all that may be asked of it ---- */

enum { MAX_PASSES = 16 };

typedef struct {
    const char *pass;
    double seconds;
    size_t size; /* of what the pass made, in units */
    const char *unit;
} PassTime;

typedef struct {
    PassTime passes[MAX_PASSES];
    int count;
} PassTimes;

/* What a plan is made from, beside spec and target. All zero: a plan without weights, by the cost model. */
typedef struct {
    const char *weights;       /* a file or "random:SEED"; NULL: none */
    const FileView *file;      /* what is in the weights file, which `weights` then only names in messages */
    const TensorFile *tensors; /* the weights file, opened: goes before the two */
    NameRules names;
    Accuracy accuracy;
    Precision precision;
    const Ranges *ranges; /* of int8 and auto: of the layers that a plan has with `pools_apart`; else NULL */
    const bool *floats; /* of auto, [layer] of the same: a convolution or linear layer that stays in floats */
    bool pools_apart;   /* no pool is fused behind a stem: as int8 has it, for who observes its values */
    bool curves_apart;  /* nor a curved activation, and no pool: layers as fold_apart makes them */
    int threads;        /* as in Plan */
    Economy economy;
    const Tuned *tuned; /* choices that go before the model's: for speed, without limits */
    Progress packing;
    PassTimes *times; /* filled in, on failure too */
} PlanOrder;

const Plan *plan_to_order(Arena *arena, const Spec *spec, const Target *target, const PlanOrder *order,
                          Diag *diag);
/* The first passes alone: graph, shapes, weights, layers. No other table is there. */
const Plan *plan_layers(Arena *arena, const Spec *spec, const PlanOrder *order, Diag *diag);
/* Whether the layer has scratch, and that begins among the values, not behind all. */
bool scratch_lies_among(const Plan *plan, int v);
/* What the network takes, and the least that it would: what it takes where size is preferred. */
Footprint plan_footprint(const Plan *plan);
Footprint least_footprint(Arena *arena, const Plan *plan);
/* The same network with other choices, each of which its layer can have (choose/query.h). */
const Plan *plan_with_choices(Arena *arena, const Plan *plan, const Choice *choices);

#endif
