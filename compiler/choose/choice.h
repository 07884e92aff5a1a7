/* choice.h: how a layer is computed. */
#ifndef RESNETC_CHOOSE_CHOICE_H
#define RESNETC_CHOOSE_CHOICE_H

#include "layers/layers.h"

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
    bool pairs;     /* direct: every other pair of channels by one multiplication for two (emit/pairs.c) */
    bool flat;      /* 1x1: the image is one row of height * width pixels; with a stride, they are gathered */
    int slices; /* direct: channels are multiplied a slice of the input's at a time, sums wait in the output;
                   1: all at once */
    /* Winograd and stem; their tile is that of the products: a row of image tiles x output channels. */
    int outputs; /* m of F(m, 3): an image tile gives m x m results */
    bool raw;    /* filters lie as they are; they are transformed as they are multiplied (emit/filters.c) */
    NumberKind weights; /* what they are packed as; S24 only where filters are transformed */
    int together;       /* direct: input channels that are multiplied at once in a lane; 1: one */
    int strip; /* rows of image tiles that are transformed at once; stem: pairs of rows of the convolution */
    int span;  /* images whose tiles are multiplied together: above 1 where a strip is a whole image */
    int group; /* panels of output channels whose products are made at once, by one thread */
    size_t scratch; /* bytes of scratch for each thread: a strip's transformed input, a group's products; a
                       slice's gathered pixels; what a group norm counts of its channels */
} Choice;

/* As kernels count it: they point at scratch as floats. */
static inline size_t scratch_floats(const Choice *choice) { return choice->scratch / sizeof(float); }

const char *algorithm_name(const Choice *choice); /* "direct", "winograd-F(4,3)", "-" */

#endif
