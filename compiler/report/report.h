/* report.h: tables and drawings for people and programs. */
#ifndef RESNETC_REPORT_H
#define RESNETC_REPORT_H

#include "emit/emit.h"

/* Beside the plan; all zero: nothing. */
typedef struct {
    int width;             /* of a terminal: what does not fit is left out, and named; 0: all is there */
    const double *seconds; /* [layer]: measured times; NULL: there are none */
} Description;

/* Per layer, the slowest of those that were timed, and totals. */
const char *describe_table(Arena *arena, const Plan *plan, Description beside);
const char *describe_json(Arena *arena, const Plan *plan, const double *seconds);
/* What both say of a layer. */
const char *layer_operator(Arena *arena, const Layer *layer); /* "conv 3x3 s2 +add relu" */
size_t layer_parameters(const Plan *plan, int layer); /* trainable ones of all that is fused into it */
const char *layer_tile(Arena *arena, const Plan *plan,
                       int layer);  /* "1x14x32": rows, columns, channels; "-" */
double plan_macs(const Plan *plan); /* of one image, of the layers that are run */
const char *plan_title(Arena *arena,
                       const Plan *plan); /* "basic blocks 2, 2; input 1x3x32x32; target avx2" */
const char *describe_torch(Arena *arena, const Graph *graph); /* as PyTorch's print(model) */
const char *memory_plan_svg(Arena *arena, const Plan *plan);
/* The same drawing inside of a page, whose style it takes: classes grid, axis, peak, limit, box, name. */
const char *memory_plan_figure(Arena *arena, const Plan *plan);
const char *stage_name(Arena *arena, const Spec *spec, int stage); /* "stem", "layer1", "head" */
const char *stage_colour(int stage); /* of layers of a stage (Layer.stage): "#4e9fd1" */

/* Indices of the layers that take the most time, the slowest first. Returns how many: fewer where fewer were
 * timed. */
enum { SLOWEST = 5 };
int slowest_layers(const double *seconds, int layers, int found[SLOWEST]);
double sum_of_layers(const double *seconds, int layers);

const char *dump_pass(Arena *arena, const Plan *plan, const char *pass); /* NULL: no such pass */
extern const char *const dump_passes[];                                  /* NULL-terminated names */

#endif
