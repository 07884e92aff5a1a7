/* parts.h: the file's nodes, reduced to operators of the room graph: what a name of the file stands for
 * (Value), and what is computed (Part). A row of nodes.c reads a node; constants are folded, views (Reshape,
 * Transpose, Squeeze) only change a Value, paddings wait for the window that they belong to, and elementwise
 * arithmetic is followed as a function until it is known which activation it is. */
#ifndef RESNETC_ONNX_PARTS_H
#define RESNETC_ONNX_PARTS_H

#include "graph/graph.h"
#include "model.h"

typedef struct {
    OpKind kind;
    const OnnxNode *node; /* that made it; NULL: the input */
    int in[2];            /* parts; -1 where unused */
    Shape shape;          /* of one image of the result */
    /* of windows, on both axes (height, width): */
    int kernel[2], stride[2], dilation[2], before[2], behind[2];
    bool zeros; /* pools: the padding takes part as zeros */
    int groups; /* of a convolution, of a group norm */
    Activation activation;
    double slope, eps;
    const Tensor *param[ROLE_COUNT]; /* NULL where there is none */
    bool transposed;                 /* a linear's weight is [in][out] */
    /* A norm by known numbers (a channel's scale and shift alone; a group norm's): NULL is 1, 0. */
    bool affine;
    const double *scale, *shift;
    int activated; /* the activation that was made of it; 0: none yet */
    bool doubled;  /* OP_AVERAGE_MAX: the sum, not yet the mean */
} Part;

enum { MOST_CHANNELS = 65536 }; /* of an image: as a spec has them */

typedef enum { AXIS_N, AXIS_C, AXIS_H, AXIS_W, AXIS_NONE } Axis;
typedef enum { PAD_NONE, PAD_ZERO, PAD_LOW, PAD_REFLECT } PadKind; /* PAD_LOW: minus infinity */

typedef struct {
    const Tensor *constant; /* a number that the file has; NULL: else what is computed: */
    int part;
    int rank; /* the value's shape in the file */
    size_t dims[MAX_RANK];
    Axis axis[MAX_RANK];   /* which of the part's axes each is */
    const double *samples; /* [SAMPLES] of an elementwise function of the part; NULL: the part itself */
    const OnnxNode *maker; /* of the function */
    PadKind pad;           /* zeros, or what, around it */
    int before[2], behind[2];
    int step[2]; /* every so many-th pixel */
    int groups;  /* above 0: its channels lie in so many groups, for an instance norm */
} Value;

/* All names of values in a graph, each once, sorted: a file may choose them so that a hash finds none apart.
 */
typedef struct {
    const char **names;
    size_t count;
} Names;

typedef struct {
    Model *model;
    Arena *arena;
    int batch;
    Names names;
    bool *needed;   /* [name] for the graph's outputs */
    Value **values; /* [name] NULL: nothing made it so far */
    Part *parts;
    int part_count, part_room;
} Reader;

typedef bool ReadNode(Reader *r, const OnnxNode *node);

/* ==== value.c ==== */

Names names_of(Arena *arena, const Onnx__GraphProto *graph);
size_t names_find(const Names *names, const char *name); /* `count`: it is none of them */
Value *value_of(const Reader *r, const char *name);      /* NULL: not known */
bool set_value(Reader *r, const OnnxNode *node, size_t output, Value value);
bool set_constant(Reader *r, const OnnxNode *node, const Tensor *constant);
void set_named(Reader *r, const char *name, Value value); /* a name of the graph's own, not a node's */
Value value_of_constant(const Tensor *constant);
Value *input_value(Reader *r, const OnnxNode *node, size_t index); /* NULL: fails, there must be one */
/* The input's numbers where it is a constant; NULL without failing. */
const double *input_numbers(Reader *r, const OnnxNode *node, size_t index, size_t *count);
/* The input, a constant tensor; NULL: fails. `what` completes "expected constant WHAT". */
const Tensor *input_constant(Reader *r, const OnnxNode *node, size_t index, const char *what);

/* ==== part.c ==== */

/* A new part of those in it; its kernel, stride and dilation are 1. */
int add_part(Reader *r, OpKind kind, const OnnxNode *node, int in, Shape shape);
Value image_value(const Reader *r, int part);             /* as [batch][channels][height][width] */
bool set_part(Reader *r, const OnnxNode *node, int part); /* the node's first output is its image */
bool is_vector(const Part *part);                         /* one pixel */
bool is_image(const Reader *r, const Value *value);       /* in NCHW's order */
/* What waits for its operator gets one: an elementwise function, a step; a padding cannot. */
bool settle(Reader *r, const OnnxNode *node, Value *value);
/* The node's input as a part, settled; its image, its numbers in a row. -1: fails. */
int input_image(Reader *r, const OnnxNode *node, size_t index);
int input_row(Reader *r, const OnnxNode *node, size_t index);

/* ==== function.c: elementwise functions, by their values at some points ==== */

enum { SAMPLES = 64 };

double sample_point(int index);
/* The activation that has these values; false: none that a spec has. ACTIVATION_NONE: x itself. */
bool find_activation(const double *samples, Activation *activation, double *slope);

/* ==== input.c ==== */

bool read_image_input(Reader *r, const char *name); /* part 0 */

/* ==== nodes.c ==== */

/* Those that the graph's outputs depend on. Outputs are values then. */
bool read_nodes(Reader *r);
const OnnxNode *maker_of(const Reader *r, const char *name); /* of that output; NULL: none */

/* ==== The rows ==== */

ReadNode fold_node;                        /* fold.c: of constants alone */
ReadNode read_conv;                        /* conv.c */
ReadNode read_max_pool, read_average_pool; /* windows.c */
ReadNode read_pad, read_slice;             /* pads.c */
ReadNode read_global_average, read_global_max, read_mean, read_max, read_concat; /* pools.c */
ReadNode read_batch_norm, read_instance_norm, read_group_norm;                   /* norms.c */
ReadNode read_gemm, read_matmul, read_softmax;                                   /* linear.c */
ReadNode read_same, read_cast, read_dropout, read_reshape, read_flatten, read_squeeze, read_unsqueeze,
    read_transpose, read_expand, read_shape; /* views.c */
ReadNode read_unary, read_clip;              /* elementwise.c */
ReadNode read_prelu;                         /* affine.c */
ReadNode read_binary;                        /* binary.c */

/* views.c: the shape that a Reshape makes of this one. */
bool reshaped_dims(Reader *r, const OnnxNode *node, int rank, const size_t *from, size_t *dims, int *to_rank);

/* pads.c: what a Slice takes of its input, an axis each. */
typedef struct {
    int axis;
    double start, end, step; /* as the file has them, perhaps counted from the end */
} SliceRange;
bool slice_ranges(Reader *r, const OnnxNode *node, int rank, SliceRange *ranges, int *count);

/* views.c: a node's axes, of its attribute or that input; NULL: none. */
const double *node_axes(Reader *r, const OnnxNode *node, size_t input, size_t *count);
/* The node's output: a pool's, whose file's axes are gone, or 1. */
bool set_pooled(Reader *r, const OnnxNode *node, int part, const Value *from, const bool *gone, bool keep);

/* fold_number.c: "Add": a + b; NULL: no such. */
double (*binary_of(const char *type))(double, double);

/* norms.c: a batch norm by the statistics of what it reads. */
bool is_training(const OnnxNode *node);

/* pools.c: over the whole image, however written. */
bool is_global_average(const Reader *r, const Part *part);
bool is_global_max(const Reader *r, const Part *part);

/* elementwise.c: a function's values at the points; what a node reads, ready to be followed (NULL: fails);
 * the node's output, a function of what `from` is. */
const double *samples_of(Reader *r, const Value *value);
Value *followed_input(Reader *r, const OnnxNode *node, size_t index);
bool set_function(Reader *r, const OnnxNode *node, const Value *from, const double *samples);
/* Infinite where a Clip has no bound. */
bool clip_range(Reader *r, const OnnxNode *node, double *low, double *high);

/* ==== affine.c ==== */

/* A channel's scale and shift, each NULL or [channels]: into the part where it can be, else a new one. -1:
 * fails. */
int apply_affine(Reader *r, const OnnxNode *node, int part, const double *scale, const double *shift);
/* Whether the constant, broadcast to the value, has a number a channel, or one for all; these, [channels]. */
bool is_of_channels(const Reader *r, const Value *value, const Tensor *constant);
const double *channel_numbers(Reader *r, const Value *value, const Tensor *constant);

#endif
