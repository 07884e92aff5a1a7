/* describe.h: facts about a layer that both the table and the JSON state. */
#ifndef RESNETC_REPORT_DESCRIBE_H
#define RESNETC_REPORT_DESCRIBE_H

#include "report.h"

size_t layer_parameters(const Plan *plan, int v); /* trainable ones of all operators fused into it */
const char *layer_tile(Arena *arena, const Plan *plan, int v); /* "1x14x32": rows, columns, channels; "-" */
bool has_window(const Layer *layer);                           /* of a kernel, with a stride */
double plan_macs(const Plan *plan);                            /* of one image, of the layers that are run */

#endif
