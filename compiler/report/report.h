/* report.h: tables and drawings for people and programs. */
#ifndef RESNETC_REPORT_H
#define RESNETC_REPORT_H

#include "emit/emit.h"

const char *describe_table(Arena *arena, const Plan *plan); /* per layer, and totals */
const char *describe_json(Arena *arena, const Plan *plan);
const char *describe_torch(Arena *arena, const Graph *graph); /* as PyTorch's print(model) */
const char *memory_plan_svg(Arena *arena, const Plan *plan);
const char *dump_pass(Arena *arena, const Plan *plan, const char *pass); /* NULL: no such pass */
extern const char *const dump_passes[];                                  /* NULL-terminated names */

#endif
