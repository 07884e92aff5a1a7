/* walk.h: the parts of the walk over the layers. */
#ifndef RESNETC_EMIT_WALK_H
#define RESNETC_EMIT_WALK_H

#include "parts.h"

/* `weights` and `memory` are pointers to float, whatever lies there. */
static inline size_t floats_in(size_t bytes) { return bytes / sizeof(float); }

/* Before what the first thread of a team does. */
static inline const char *alone(const Emission *e) { return e->workspace.team ? "ALONE " : ""; }

/* ---- places.c ---- */

const char *value_name(Arena *arena, const Plan *plan, int v); /* "layer1_0_conv1" */
/* "layer1_0_conv1_w", of "w", "b", "at", "inner", "scratch"; or the number. */
const char *place_text(Arena *arena, const Plan *plan, int v, const char *what);
void emit_places(Out *out, const Plan *plan);

/* ---- layer.c ---- */

/* The pointer to a value, in a section that runs `run` images at once. */
void emit_declaration(Out *out, const Plan *plan, int v, int run);
void emit_layer(Out *out, const Emission *e, int v, bool is_last); /* is_last: of its section */
/* Where the images that a call computes begin among all of the batch's, so many numbers each. */
const char *image_offset(Arena *arena, const Plan *plan, size_t numbers);

/* ---- input.c ---- */

void emit_input(Out *out, const Emission *e, int v);
/* input_bytes.c: as integers; and its border. */
void emit_input_bytes(Out *out, const Emission *e, int v);
void emit_border_bytes(Out *out, const Emission *e, int v);

/* ---- trace.c ---- */

void emit_trace_macro(Out *out, const Emission *e); /* TRACE, DONE, SCRATCH */
/* ", 0.0235f, 128": of a value of integers, its scale and zero point; else "". */
const char *quantum_text(Arena *arena, const Plan *plan, int v);
void emit_trace(Out *out, const Plan *plan, int v, const char *macro);

#endif
