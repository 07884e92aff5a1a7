/* dump.h: the rows that --dump prints for each pass: one function a table. */
#ifndef RESNETC_REPORT_DUMP_H
#define RESNETC_REPORT_DUMP_H

#include "report.h"

void dump_spec_rows(Table *table, const Plan *plan);
void dump_layer_rows(Table *table, const Plan *plan);
void dump_layout_rows(Table *table, const Plan *plan);
void dump_choice_rows(Table *table, const Plan *plan);
void dump_blob_rows(Table *table, const Plan *plan);
void dump_place_rows(Table *table, const Plan *plan);

const char *dump_shape(Arena *arena, Shape shape); /* "64x56x56" */
const char *dump_index(Arena *arena, int index);   /* "-" for -1 */

#endif
