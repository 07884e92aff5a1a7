/* parts.h: the parts of the emitted file. */
#ifndef RESNETC_EMIT_PARTS_H
#define RESNETC_EMIT_PARTS_H

#include "emit.h"

typedef struct {
    const Plan *plan;
    const EmitNames *names;
    const char *prefix, *macro; /* "resnet50", "RESNET50" */
    const Library *library;     /* whose kernels are called; NULL: the file has its own */
    WorkspaceSize workspace;
    const char *const *kernels; /* [layer]: the name of its kernel function, or of its sizes; NULL for none */
} Emission;

/* Of the caller's input. */
static inline const char *input_type(const Plan *plan) {
    return takes_pixels(plan->spec) ? "unsigned char" : "float";
}

/* Too small a network has nothing for a second thread. */
static inline bool takes_threads(const Emission *e) { return e->workspace.team || e->library; }

Emission emission_of(Arena *arena, const Plan *plan, const EmitNames *names); /* but for the kernels */
void emit_head(Out *out, const Emission *e); /* the comment with spec, options, totals, table of contents */
void emit_prelude(Out *out, const Emission *e); /* checks, includes, vector types, helpers */
void emit_compiler_checks(Out *out, const Target *target);
void emit_c_includes(Out *out, const Emission *e);
void emit_types(Out *out, const Target *target); /* vec, and its loads and stores */
void emit_whole_vectors(Out *out, const Target *target);
void emit_larger(Out *out, const Target *target);
void emit_zero_border(Out *out, NumberKind number);
void emit_to_nchw(Out *out, NumberKind number);
bool has_kind(const Plan *plan, LayerKind kind);
/* Its parts for any processor and compiler (portable.c): */
void emit_byte_order(Out *out, const Target *target);
void emit_size_type(Out *out, const Target *target); /* size_t, where nothing is included */
void emit_marks(Out *out, const Target *target);     /* NOINLINE; INLINE, or of plain C UNUSED and ALIGNED */
void emit_fits(Out *out, const Emission *e);         /* refuses where pointers do not reach everything */
const char *thread_bytes_suffix(size_t bytes);       /* of a size that is multiplied by threads: "UL" */
const char *thread_floats_suffix(size_t floats);     /* the same of what an int may hold: "" */
void emit_end(Out *out, const Emission *e);          /* what closes what the prelude opened */
void emit_threads(Out *out, const Emission *e); /* its part that has the threads: macros, the wait, shares */
void emit_copy_input(Out *out, bool team);      /* what the network needs of these two */
void emit_read_pixels(Out *out, bool team);
void emit_copy_input_bytes(Out *out, const Target *target, NumberKind number,
                           bool team); /* the same as integers */
void emit_read_pixel_bytes(Out *out, NumberKind number, bool team);
void emit_border_of_pixels(Out *out, NumberKind number); /* of these */
void emit_share_type(Out *out);
void emit_shares(Out *out);     /* with OpenMP */
void emit_lone_share(Out *out); /* without */
const char *const *emit_kernels(Out *out, const Plan *plan, const Library *library);
void emit_walk(Out *out, const Emission *e); /* stage functions and run() */
bool embeds_weights(const Emission *e);
size_t weights_alignment(const Target *target); /* that weights_check() asks for */
void emit_weights(Out *out, const Emission *e); /* the array or the file, and weights_check() */
void emit_weights_array(Out *out, const Emission *e);
void open_weights(Out *out, const Emission *e, size_t size); /* "const unsigned char net_weights[...] = {" */
void emit_interface(Out *out, const Emission *e);            /* the header's text */
void emit_family_interface(Out *out, const Emission *e);     /* of a dispatcher: dispatch.c */
void emit_member(Out *out, const Emission *e);               /* what it needs to know of a target's file */
void emit_statuses(Out *out, const Emission *e);
void emit_max_threads(Out *out, const Emission *e);
const char *workspace_text(Arena *arena, const Emission *e); /* its size, without a trace */

#endif
