/* cost.h: what the parts of the cost model share: cost.c (direct layers, and all of them), slices.c,
 * cost_winograd.c. */
#ifndef RESNETC_CHOOSE_COST_H
#define RESNETC_CHOOSE_COST_H

#include "query.h"

/* Cycles of arithmetic and of the memory that it waits for. */
double overlapped(const Query *q, double arithmetic, double memory);
/* Bytes a cycle at which weights come. */
double weight_rate(const Query *q);
/* Whether fetching them ahead pays. */
bool fetches_ahead(const Query *q);
double weight_bytes(const Layer *layer, NumberKind weights, int taps);
/* Of a core's own cache for what shall stay in it: the other half is what all else passes through. */
double kept_bytes(const Query *q);

/* ---- cost_winograd.c ---- */

bool prefers_raw(const Target *target, int outputs);

/* ---- slices.c ---- */

/* As few as the caches hold. */
int usual_slices(const Query *q, const Choice *choice);

#endif
