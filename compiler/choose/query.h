/* query.h: what an algorithm, tile and order cost (cost.c, slices.c, cost_winograd.c, stem.c), which are
 * worth trying (candidates.c), and which are possible at all (legal.c): for the pass that selects and for
 * what tunes it. */
#ifndef RESNETC_CHOOSE_QUERY_H
#define RESNETC_CHOOSE_QUERY_H

#include "choice.h"

/* A layer whose choice is in question. */
typedef struct {
    const Layer *layer;
    const Layout *in, *out;
    const Target *target;
    int batch;      /* images a call computes */
    double weights; /* bytes of all layers' weights together, roughly as packed: where between two runs they
                       are kept */
} Query;

typedef struct {
    Choice choice;
    double cycles; /* of all images, by the cost model */
} Candidate;

/* Without the weights, which are a sum over all layers: for who asks for sizes, not for costs. */
Query shape_query(const Layers *layers, const Layout *layouts, const Target *target, int layer);
Query query_of(const Layers *layers, const Layout *layouts, const Target *target, int layer);

/* ---- geometry.c: how each algorithm cuts the layer up ---- */

bool is_flat(const Query *q); /* rows of the image follow each other, in its input and its output */
/* Rows of the image follow each other in its input; in its output there is a border between them. */
bool can_wrap(const Query *q);
/* Whether a slice of the pixels that a strided 1x1 convolution reads can be laid side by side; whether it is
 * by this choice; elements of such a slice, 0 where none is. */
bool can_gather(const Query *q);
bool gathers(const Query *q, const Choice *choice);
size_t gathered_elements(const Query *q, const Choice *choice);
/* What a direct convolution's weights are: what goes with the values that it reads. */
NumberKind plain_weights(const Query *q);
/* How a pixel's sums read an input that lies whole (Layout): so many runs of elements, filled up with zero
 * weights to what is multiplied together; joined: all of a row of taps is one. */
typedef struct {
    bool joined;
    int count, elements, padded;
} Runs;
Runs runs_of(const Layer *layer, const Layout *in, const Choice *choice);
/* Multiply-adds of a vector for a pixel: elements that an instruction multiplies together count once. */
double direct_steps(const Query *q);
Plane direct_plane(const Query *q, bool pairs, bool flat);

int image_tile_rows(const Query *q, int outputs);
size_t point_count(const Query *q, const Choice *choice); /* of Winograd's transform */
/* What the transformed input is made of: floats, but where bf16 is multiplied by an instruction, and words of
 * integers; and the sums of its products with the transformed weights. */
NumberKind transformed_number(const Query *q);
NumberKind product_number(const Query *q);
/* Image tiles that are multiplied at once; elements of a plane of them, which is one point of so many blocks
 * of channels, in such numbers; the room of all points of the transformed input, in floats. */
int image_tiles(const Query *q, const Choice *choice);
size_t plane_elements(const Query *q, const Choice *choice, int blocks, NumberKind number);
size_t strip_floats(const Query *q, const Choice *choice);
/* The strip height that cuts the image into so many strips; 0 where there is none that other numbers do not
 * have. */
int strip_height(const Query *q, int outputs, int strips);

/* Group norm: the fewest blocks in which groups and blocks end together, or all; floats of what is counted of
 * their channels. 0 of other layers. */
int norm_span(const Query *q);
size_t norm_floats(const Query *q);

int stem_pairs(const Query *q); /* of rows of the convolution: the highest strip */
Plane stem_plane(const Query *q);

/* ---- cost.c ---- */

/* Looks at tile, order, prefetch, pairs, flat and slices only. */
Candidate cost_direct(const Query *q, const Choice *choice);
Candidate best_direct(const Query *q);

/* Whether it can multiply in pairs, and gains by it. */
bool suits_pairs(const Query *q, Accuracy accuracy);
Candidate best_pairs(const Query *q);
/* Whether it would take more than MOST_PAIR_TILES. */
bool pairs_overflow(const Query *q, const Choice *choice);

/* ---- slices.c ---- */

/* Whether it can be multiplied in so many slices (Choice.slices). */
bool suits_slices(const Query *q, const Choice *choice);

/* ---- cost_winograd.c ---- */

bool suits_winograd(const Query *q);
/* In integers, of 16 bits: whether F(outputs, 3) has the sums of the definition, exactly. */
bool suits_integers(const Query *q, int outputs);
int most_outputs(const Query *q, Accuracy accuracy); /* the largest m of F(m, 3) that is accurate enough;
                                                        with a stride of 2 m is even */
/* From one m to the next: of bf16, too, m is even. Filters of F(3,3), and those with a stride, would be
 * larger than half of what floats have there. */
int outputs_step(const Query *q);
NumberKind filter_number(const Query *q, int outputs); /* of transformed filters */
Plane product_plane(const Query *q, int outputs, int strip);
/* group: panels whose products are made at once; it divides their number. */
Candidate cost_winograd(const Query *q, int outputs, int strip, Tile tile, int group);
/* Whether its weights can be such numbers; those that the model makes them. */
bool suits_weights(const Query *q, Accuracy accuracy, const Choice *choice, NumberKind weights);
NumberKind best_weights(const Query *q, Accuracy accuracy, const Choice *choice);
bool suits_raw(const Query *q, int outputs);    /* whether filters can be transformed in registers */
bool gains_by_raw(const Query *q, int outputs); /* whether the model may choose it */
Candidate cost_raw(const Query *q, int outputs, int strip, int columns); /* columns: image tiles at a time */
Candidate best_raw(const Query *q, int outputs);
Candidate best_strip(const Query *q, int outputs, int strip); /* with the best tile and group */
/* ---- cost_stem.c ---- */

/* The first convolution, where it has taps to save: the model always has it by ALGORITHM_STEM. */
bool suits_stem(const Query *q);
Candidate cost_stem(const Query *q, int strip, Tile tile);
/* With strips such that a thread's share of the input stays in its own cache. */
Candidate best_stem(const Query *q);

/* ---- candidates.c ---- */

Candidate best_by_model(const Query *q, Accuracy accuracy);
/* Those worth measuring, the model's best first, the others by its order. Returns how many: 1 or more. */
int list_candidates(Arena *arena, const Query *q, Accuracy accuracy, const Candidate **list);

/* ---- offers.c ---- */

/* What it may be computed by where memory counts, the model's best first. Returns how many: 1 or more. */
int list_offers(Arena *arena, const Query *q, Accuracy accuracy, const Candidate **list);
/* Of a direct layer or the stem: sums that the text of its tiles has, each in a line of its own. */
int unrolled_sums(const Query *q, const Choice *choice);
bool same_cuts_of(const Query *q, const Choice *choice, const Query *other,
                  const Choice *its); /* tiles' sizes */

/* ---- legal.c ---- */

/* Why the layer cannot have that choice; NULL where it can: then what follows from it (in_blocks, lane_group,
 * span, scratch) is filled in. */
const char *complete_choice(Arena *arena, const Query *q, Accuracy accuracy, Choice *choice);

/* ---- work.c ---- */

/* Multiply-adds of an image that are really done: of Winograd's algorithms those of the products, tiles that
 * reach beyond the image included; what transforms add up is none. */
double done_macs(const Query *q, const Choice *choice);
/* Cycles of all images by the model, of a choice that the layer has; 0 of what it knows nothing of. */
double model_cycles(const Query *q, const Choice *choice);

#endif
